//! From the visitor's words to services.

use std::sync::Arc;

use access::Ctx;
use app::App;
use kernel::BranchId;
use organisation::api::Service;
use web::Fields;

use super::hall::{Hall, rules};
use super::tickets::LONGEST_NEED;
use crate::error::LobbyError;
use crate::model::triage::Catalogue;

/// A service that fits, with the phrases that were heard.
pub(crate) struct FittingService {
    /// The service.
    pub(crate) service: Arc<Service>,
    /// How well it fits, 0 to 1.
    pub(crate) score: f64,
    /// The phrases that were heard.
    pub(crate) matched: Vec<String>,
}

/// What the words were understood as.
pub(crate) struct UnderstoodNeed {
    /// The best services first.
    pub(crate) matches: Vec<FittingService>,
    /// Whether it is better to ask a person.
    pub(crate) ask_person: bool,
}

/// Finds the services of a branch that fit a need; the words are neither stored nor logged.
///
/// # Errors
/// The branch does not exist, or the words are too many.
pub(crate) async fn understand(
    ctx: &Ctx,
    app: &App,
    branch: BranchId,
    words: &str,
) -> Result<UnderstoodNeed, LobbyError> {
    let mut fields = Fields::default();
    fields.check(
        words.chars().count() <= LONGEST_NEED,
        "/words",
        "lobby.need_too_long",
        "请把需求说得简短一些，不超过 500 字。",
        "Please say it in fewer words, at most 500 characters.",
    );
    fields.into_result()?;
    let hall = Hall::load(app, branch, ctx.now()).await?.serving()?;
    let rules = rules(app, &hall.branch)?;
    let catalogue = Catalogue::new(hall.offered.iter().map(|service| {
        let phrases = service.phrases.zh.iter().chain(&service.phrases.en);
        (service.id, phrases.map(String::as_str).collect())
    }));
    let understood = catalogue.understand(words, &rules.triage);
    let fitting = understood.matches.into_iter().filter_map(|found| {
        let service = hall.find_offered(found.service)?;
        Some(FittingService {
            service: Arc::clone(service),
            score: found.score,
            matched: found.matched,
        })
    });
    Ok(UnderstoodNeed { matches: fitting.collect(), ask_person: understood.ask_person })
}
