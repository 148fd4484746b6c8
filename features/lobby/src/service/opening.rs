//! Whether a branch may give out its first number of a day: its opening checklist is finished, or a manager says so.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use access::Ctx;
use app::App;
use audit::Entry;
use data::DataError;
use db::{Change, WriteTx};
use kernel::BranchId;
use organisation::api::Branch;
use sea_orm::ConnectionTrait;

use super::hall::Hall;
use super::keep::REASON;
use super::ticking::{Standing, Work, check_words};
use crate::error::LobbyError;
use crate::events::OpeningChanged;
use crate::model::checklist::items::{ChecklistRules, Item};
use crate::model::checklist::refusal::ChecklistRefusal;
use crate::model::checklist::{ListKind, Mark, Progress};
use crate::model::number::BusinessDay;
use crate::permissions::OPENING_OVERRIDE;
use crate::store;
use crate::store::marks::KeptMark;

/// On which day each branch was last known to have given out a number; what was given out stays so.
#[derive(Default)]
struct Issued(Mutex<HashMap<BranchId, BusinessDay>>);

/// Returns what a branch checks, by its jurisdiction; nothing where no pack rules it.
pub(crate) fn checks(app: &App, branch: &Branch) -> Result<Arc<ChecklistRules>, LobbyError> {
    match app.data.pack(&format!("checklists/{}", branch.jurisdiction)) {
        Err(DataError::UnknownPack(_)) => Ok(Arc::default()),
        found => Ok(found?),
    }
}

/// Asks for one more number; `true` when it would be the first of the day, which is to be looked at again once the write
/// has begun.
///
/// # Errors
/// The branch is not ready; the database is away.
pub(crate) async fn admit(app: &App, hall: &Hall) -> Result<bool, LobbyError> {
    let (issued, db) = (app.data.memory().get::<Issued>(), app.db.reader());
    if issued.knows(hall) {
        return Ok(false);
    }
    if store::checklists::has_issued(db, hall.id(), hall.day()).await? {
        issued.note(hall);
        return Ok(false);
    }
    if is_preparing(db, app, hall).await? {
        return Err(ChecklistRefusal::NotOpenedYet.into());
    }
    Ok(true)
}

/// Looks again at whether the branch is ready, when nobody else can change that.
///
/// # Errors
/// The branch is no longer ready; the database is away.
pub(crate) async fn admit_first(tx: &WriteTx, app: &App, hall: &Hall) -> Result<(), LobbyError> {
    tx.lock_on(hall.id().uuid()).await?;
    if is_held_back(tx, app, hall).await? {
        return Err(ChecklistRefusal::NotOpenedYet.into());
    }
    Ok(())
}

/// Tells whether a branch gives out no number yet.
pub(crate) async fn is_held_back(
    db: &impl ConnectionTrait,
    app: &App,
    hall: &Hall,
) -> Result<bool, LobbyError> {
    if app.data.memory().get::<Issued>().knows(hall) {
        return Ok(false);
    }
    Ok(!store::checklists::has_issued(db, hall.id(), hall.day()).await?
        && is_preparing(db, app, hall).await?)
}

/// Tells whether required items are left and no manager has opened the branch.
async fn is_preparing(
    db: &impl ConnectionTrait,
    app: &App,
    hall: &Hall,
) -> Result<bool, LobbyError> {
    let rules = checks(app, &hall.branch)?;
    let items: Vec<&Item> = rules.list(ListKind::Opening, hall.branch.kind).collect();
    if !items.iter().any(|item| item.required) {
        return Ok(false);
    }
    let list = store::checklists::find(db, hall.id(), hall.day(), ListKind::Opening).await?;
    let Some(list) = list else { return Ok(true) };
    if list.overridden.is_some() {
        return Ok(false);
    }
    let marks = store::marks::of_lists(db, &[list.id]).await?;
    Ok(!progress(items.into_iter(), &marks).is_ready())
}

/// Counts the items of a list with what was said of each.
pub(crate) fn progress<'a>(items: impl Iterator<Item = &'a Item>, marks: &[KeptMark]) -> Progress {
    Progress::of(items.map(|item| (item, mark_of(item, marks))))
}

/// Finds how an item stands.
pub(crate) fn mark_of(item: &Item, marks: &[KeptMark]) -> Mark {
    let kept = marks.iter().find(|kept| kept.item == item.code);
    kept.map_or(Mark::UNTOUCHED, |kept| kept.mark)
}

/// Opens a branch although its opening checklist is not finished.
///
/// # Errors
/// The permission is missing, the reason is empty or too long, the branch may give out numbers already.
pub(crate) async fn override_list(
    ctx: &Ctx,
    app: &App,
    branch: BranchId,
    reason: &str,
) -> Result<Change<Standing>, LobbyError> {
    let hall = Hall::load_for(ctx, app, branch, OPENING_OVERRIDE).await?.serving()?;
    let hand = (ctx.staff()?, ctx.now());
    check_words(Some(reason), true, "/reason")?;
    let mut work = Work::begin(ctx, app, hall, ListKind::Opening).await?;
    let (tx, list) = (&work.tx, &work.list);
    let reason = app.vault.seal(REASON, list.id.uuid(), reason.trim())?.into();
    let needed = is_held_back(tx, app, &work.hall).await?;
    if !needed || !store::checklists::set_overridden(tx, list.id, hand, reason).await? {
        return Err(ChecklistRefusal::NothingToOverride.into());
    }
    let entry = Entry::new("opening.overridden").on("checklist", list.id).branch(branch);
    app.audit.record(tx, ctx, entry.detail(work.progress())).await?;
    app.events.record(tx, ctx, &OpeningChanged { branch_id: branch }).await?;
    work.list.overridden = Some(hand);
    work.finish(None).await
}

impl Issued {
    fn knows(&self, hall: &Hall) -> bool {
        let days = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        days.get(&hall.id()) == Some(&hall.day())
    }

    fn note(&self, hall: &Hall) {
        let mut days = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        days.insert(hall.id(), hall.day());
    }
}
