//! A customer rates a visit on the phone page; the token is the permission.

use std::sync::Arc;

use access::Ctx;
use app::App;
use audit::Entry;
use db::{Change, DbError, WriteTx};
use kernel::BranchId;
use lobby::api::{self, AlertArgs, AlertKind, AlertLevel, VisitBrief};
use vault::Secret;
use web::Fields;

use crate::error::VoiceError;
use crate::events::{FollowUpOpened, RatingReceived};
use crate::keeping;
use crate::model::follow_up::FollowUp;
use crate::model::rating::{LobbyPack, RatedVisit, Rating};
use crate::model::words::{LONGEST_COMMENT, trimmed};
use crate::service::follow_ups::facts;
use crate::store::{follow_ups, ratings};

/// What the customer filled in, not yet read.
#[derive(Debug)]
pub(crate) struct Form {
    /// How satisfied, 1 to 5.
    pub(crate) satisfaction: u8,
    /// How easy it was, 1 to 5.
    pub(crate) effort: Option<u8>,
    /// How likely the customer recommends the bank, 0 to 10.
    pub(crate) recommend: Option<u8>,
    /// In the customer's words.
    pub(crate) comment: Option<Secret<String>>,
}

/// Takes a rating of a finished visit, once; a low one opens a follow-up and alarms whoever runs the hall.
pub(crate) async fn rate(
    ctx: &Ctx,
    app: &App,
    token: &str,
    form: Form,
) -> Result<Change<()>, VoiceError> {
    check(&form)?;
    let visit = api::find_visit_by_token(app, token).await?.ok_or(VoiceError::TicketNotFound)?;
    check_open(ctx, &visit)?;
    let pack = rules(app, visit.branch).await?;
    let tx = app.db.begin_write().await?;
    if !api::mark_rated(&tx, ctx, app, visit.id).await? {
        return Err(VoiceError::AlreadyRated);
    }
    let rating = rating(ctx, visit, &form);
    let low = pack.rating.is_low(rating.satisfaction);
    ratings::insert(&tx, keeping::seal_rating(&app.vault, &rating)?).await.map_err(rival)?;
    app.events.record(&tx, ctx, &received(&rating)).await?;
    if low {
        open_follow_up(&tx, ctx, app, &pack, &rating).await?;
    }
    let entry =
        Entry::new("rating.received").on("visit", rating.visit.id).branch(rating.visit.branch);
    // Who reads the audit need not be allowed to see marks.
    let detail = serde_json::json!({ "rating_id": rating.id });
    app.audit.record(&tx, ctx, entry.detail(detail)).await?;
    Ok(Change::new(tx, ()))
}

fn check(form: &Form) -> Result<(), Fields> {
    let mut fields = Fields::default();
    let (zh, en) = ("请在 1 到 5 之间选择。", "Please choose from 1 to 5.");
    fields.check(
        (1..=5).contains(&form.satisfaction),
        "/satisfaction",
        "rating.satisfaction",
        zh,
        en,
    );
    fields.check(
        form.effort.is_none_or(|effort| (1..=5).contains(&effort)),
        "/effort",
        "rating.effort",
        zh,
        en,
    );
    let (zh, en) = ("请在 0 到 10 之间选择。", "Please choose from 0 to 10.");
    fields.check(
        form.recommend.is_none_or(|mark| mark <= 10),
        "/recommend",
        "rating.recommend",
        zh,
        en,
    );
    let length = form.comment.as_ref().map_or(0, |comment| comment.expose().chars().count());
    let (zh, en) = ("留言最多 500 个字。", "A comment has at most 500 characters.");
    fields.check(length <= LONGEST_COMMENT, "/comment", "rating.comment_long", zh, en);
    fields.into_result()
}

fn check_open(ctx: &Ctx, visit: &VisitBrief) -> Result<(), VoiceError> {
    match visit.rating_open_until {
        None => Err(VoiceError::NotFinished),
        Some(_) if visit.rated => Err(VoiceError::AlreadyRated),
        Some(until) if ctx.now() > until => Err(VoiceError::TooLate),
        Some(_) => Ok(()),
    }
}

async fn rules(app: &App, branch: BranchId) -> Result<Arc<LobbyPack>, VoiceError> {
    let branch = organisation::api::find_branch(app, branch).await?;
    let branch = branch.ok_or(VoiceError::TicketNotFound)?;
    Ok(app.data.pack(&format!("lobby/{}", branch.jurisdiction))?)
}

fn rating(ctx: &Ctx, visit: VisitBrief, form: &Form) -> Rating {
    Rating {
        id: ctx.id(),
        visit: RatedVisit {
            id: visit.id,
            number: visit.number,
            branch: visit.branch,
            service: Some(visit.service),
            staff: visit.served_by,
            customer: visit.customer,
        },
        satisfaction: form.satisfaction,
        effort: form.effort,
        recommend: form.recommend,
        comment: form.comment.as_ref().and_then(trimmed),
        at: ctx.now(),
    }
}

fn received(rating: &Rating) -> RatingReceived {
    RatingReceived {
        rating_id: rating.id,
        visit_id: rating.visit.id,
        branch_id: rating.visit.branch,
        customer: rating.visit.customer,
    }
}

async fn open_follow_up(
    tx: &WriteTx,
    ctx: &Ctx,
    app: &App,
    pack: &LobbyPack,
    rating: &Rating,
) -> Result<(), VoiceError> {
    let (branch, now) = (rating.visit.branch, ctx.now());
    let follow_up = FollowUp::open(ctx.id(), rating.id, branch, now, pack.rating.due(now));
    follow_ups::insert(tx, keeping::seal_follow_up(&app.vault, &follow_up)?).await?;
    app.events.record(tx, ctx, &FollowUpOpened(facts(&follow_up, &rating.visit))).await?;
    let (kind, level) = (AlertKind::LowRating, AlertLevel::Warn);
    api::raise_alert(tx, ctx, app, rating.visit.id, kind, level, AlertArgs::default()).await?;
    Ok(())
}

/// Recognises that the same visit was rated at the same moment.
fn rival(error: DbError) -> VoiceError {
    if error.is_unique_violation() { VoiceError::AlreadyRated } else { error.into() }
}
