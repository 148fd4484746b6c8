//! Alerts: raising them, telling them, taking them up.

use std::sync::Arc;

use access::Ctx;
use app::App;
use audit::Entry;
use db::{Change, WriteTx};
use kernel::{BranchId, Page, PageRequest, StaffId, Timestamp, VisitId};
use organisation::api::{Service, StaffName, find_service, staff_names};
use uuid::Uuid;
use vault::mask;
use web::Fields;

use super::hall::{Hall, rules};
use super::keep::WORDS;
use super::record::may;
use super::tickets::{LONGEST_NEED, find_by_token};
use crate::error::{LobbyError, Thing};
use crate::events::{AlertAcknowledged, AlertRaised, AlertResolved};
use crate::model::alert::{AlertArgs, AlertKind, AlertLevel};
use crate::model::rules::LobbyRules;
use crate::permissions::{ALERT_ACKNOWLEDGE, BOARD_READ, RATING_READ};
use crate::store;
use crate::store::alerts::{Alert, AlertId};

/// An alert with what its sentence and its view need.
pub(crate) struct AlertRecord {
    /// The alert.
    pub(crate) alert: Alert,
    /// The rules that name its class.
    pub(crate) rules: Arc<LobbyRules>,
    /// What somebody said who asks for a person, without long numbers.
    pub(crate) words: Option<String>,
    /// Who took it up.
    pub(crate) by: Option<(StaffId, StaffName)>,
    /// The service it is about.
    pub(crate) service: Option<Arc<Service>>,
}

/// Where somebody asks for a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum AssistancePlace {
    /// At the kiosk.
    Kiosk,
    /// On the phone page.
    Phone,
}

/// Asks for a person; those who run the hall are alerted.
///
/// # Errors
/// The branch or the ticket does not exist, the words are too many, the database is away.
pub(crate) async fn assist(
    ctx: &Ctx,
    app: &App,
    branch: BranchId,
    place: AssistancePlace,
    token: Option<&str>,
    words: Option<&str>,
) -> Result<Change<AlertId>, LobbyError> {
    check_words(words)?;
    let hall = Hall::load(app, branch, ctx.now()).await?.serving()?;
    let rules = rules(app, &hall.branch)?;
    let kept = match token {
        Some(token) => {
            Some(find_by_token(app, token).await?.ok_or(LobbyError::NotFound(Thing::Ticket))?)
        }
        None => None,
    };
    let visit = kept.map(|kept| kept.visit).filter(|visit| visit.branch == branch);
    let args = AlertArgs {
        place: Some(if place == AssistancePlace::Phone { "phone" } else { "kiosk" }.to_owned()),
        answer_within_s: Some(rules.alerts.assistance.answer_within_s),
        ..AlertArgs::default()
    };
    let mut alert = draft(ctx, branch, AlertKind::Assistance, AlertLevel::Warn, args);
    alert.visit = visit.as_ref().map(|visit| visit.id);
    alert.number = visit.as_ref().map(|visit| visit.number.to_string());
    let words = words.map(str::trim).filter(|words| !words.is_empty());
    alert.words = words
        .map(|words| app.vault.seal(WORDS, alert.id.uuid(), words))
        .transpose()?
        .map(Vec::from);
    let tx = app.db.begin_write().await?;
    raise(ctx, app, &tx, &alert, &alert.id.to_string()).await?;
    Ok(Change::new(tx, alert.id))
}

fn check_words(words: Option<&str>) -> Result<(), LobbyError> {
    let mut fields = Fields::default();
    fields.check(
        words.is_none_or(|words| words.chars().count() <= LONGEST_NEED),
        "/words",
        "lobby.need_too_long",
        "请把需求说得简短一些，不超过 500 字。",
        "Please say it in fewer words, at most 500 characters.",
    );
    Ok(fields.into_result()?)
}

/// Begins an alert that is raised now.
pub(crate) fn draft(
    ctx: &Ctx,
    branch: BranchId,
    kind: AlertKind,
    level: AlertLevel,
    args: AlertArgs,
) -> Alert {
    Alert {
        id: ctx.id(),
        branch,
        kind,
        level,
        visit: None,
        number: None,
        args,
        words: None,
        raised_at: ctx.now(),
        acknowledged: None,
        resolved_at: None,
    }
}

/// Raises an alert, once for each mark; tells whether it was new.
///
/// # Errors
/// The database is away.
pub(crate) async fn raise(
    ctx: &Ctx,
    app: &App,
    tx: &WriteTx,
    alert: &Alert,
    mark: &str,
) -> Result<bool, LobbyError> {
    if !store::alerts::raise(tx, alert, mark).await? {
        return Ok(false);
    }
    let event = AlertRaised {
        alert_id: alert.id,
        branch_id: alert.branch,
        alert: alert.kind,
        level: alert.level,
        visit_id: alert.visit,
    };
    app.events.record(tx, ctx, &event).await?;
    let entry = Entry::new("alert.raised")
        .on("alert", alert.id)
        .branch(alert.branch)
        .reason(alert.kind.code());
    app.audit.record(tx, ctx, entry).await?;
    Ok(true)
}

/// Notes that the causes of alerts are gone; what was noted before is left alone.
///
/// # Errors
/// The database is away.
pub(crate) async fn resolve(
    ctx: &Ctx,
    app: &App,
    tx: &WriteTx,
    alerts: &[Alert],
) -> Result<(), LobbyError> {
    for alert in alerts {
        if store::alerts::resolve(tx, alert.id, ctx.now()).await? {
            let event = AlertResolved { alert_id: alert.id, branch_id: alert.branch };
            app.events.record(tx, ctx, &event).await?;
            let entry = Entry::new("alert.resolved").on("alert", alert.id).branch(alert.branch);
            app.audit.record(tx, ctx, entry.reason(alert.kind.code())).await?;
        }
    }
    Ok(())
}

/// Takes an alert up.
///
/// # Errors
/// The alert does not exist or is out of reach, or somebody took it up before.
pub(crate) async fn acknowledge(
    ctx: &Ctx,
    app: &App,
    id: AlertId,
) -> Result<Change<AlertRecord>, LobbyError> {
    let scope = ctx.require(ALERT_ACKNOWLEDGE)?;
    let me = ctx.staff()?;
    let alert = store::alerts::find(app.db.reader(), &scope, id).await?;
    let mut alert = alert.ok_or(LobbyError::NotFound(Thing::Alert))?;
    let hall = Hall::load(app, alert.branch, ctx.now()).await?.invite(ctx, app).await?;
    let rules = rules(app, &hall.branch)?;
    let tx = app.db.begin_write().await?;
    if !store::alerts::acknowledge(&tx, id, me, ctx.now()).await? {
        return Err(LobbyError::AlreadyAcknowledged);
    }
    alert.acknowledged = Some((me, ctx.now()));
    let event = AlertAcknowledged { alert_id: id, branch_id: alert.branch };
    app.events.record(&tx, ctx, &event).await?;
    let entry = Entry::new("alert.acknowledged").on("alert", id).branch(alert.branch);
    app.audit.record(&tx, ctx, entry).await?;
    let by = hall.names_of(&[me]).remove(&me).map(|name| (me, name));
    let service = alert.args.service.and_then(|id| hall.find_service(id)).cloned();
    // The answer is remembered for those who repeat themselves, so personal words stay out of it.
    Ok(Change::new(tx, AlertRecord { alert, rules, words: None, by, service }))
}

/// Lists what needs somebody at a branch, for the board.
pub(crate) async fn open(
    ctx: &Ctx,
    app: &App,
    hall: &Hall,
    rules: &Arc<LobbyRules>,
) -> Result<Vec<AlertRecord>, LobbyError> {
    let mut alerts = store::alerts::open(app.db.reader(), hall.id()).await?;
    alerts.retain(|alert| may_see(ctx, alert));
    describe(app, Arc::clone(rules), alerts).await
}

/// Says whether the caller may know of an alert: that a visit was rated low is part of its rating.
fn may_see(ctx: &Ctx, alert: &Alert) -> bool {
    alert.kind != AlertKind::LowRating || may(ctx, RATING_READ, alert.branch)
}

/// Lists the alerts of a branch, newest first; a page is shorter by those that the caller may not know of.
///
/// # Errors
/// The permission is missing or does not reach the branch; the cursor is not of this list.
pub(crate) async fn list(
    ctx: &Ctx,
    app: &App,
    branch: BranchId,
    only_open: bool,
    page: &PageRequest,
) -> Result<Page<AlertRecord>, LobbyError> {
    let hall = Hall::load_for(ctx, app, branch, BOARD_READ).await?;
    let before =
        page.cursor.as_deref().map(Uuid::try_parse).transpose().map_err(|_| LobbyError::Cursor)?;
    let mut found = store::alerts::list(app.db.reader(), branch, only_open, before, page).await?;
    found.items.retain(|alert| may_see(ctx, alert));
    let items = describe(app, rules(app, &hall.branch)?, found.items).await?;
    Ok(Page { items, next: found.next })
}

async fn describe(
    app: &App,
    rules: Arc<LobbyRules>,
    alerts: Vec<Alert>,
) -> Result<Vec<AlertRecord>, LobbyError> {
    let people: Vec<StaffId> =
        alerts.iter().filter_map(|alert| alert.acknowledged).map(|(by, _)| by).collect();
    let names = staff_names(app, &people).await?;
    let mut records = Vec::with_capacity(alerts.len());
    for alert in alerts {
        let sealed = alert.words.as_deref();
        let words =
            sealed.map(|words| app.vault.open_text(WORDS, alert.id.uuid(), words)).transpose()?;
        let by =
            alert.acknowledged.and_then(|(by, _)| names.get(&by).map(|name| (by, name.clone())));
        let words = words.map(|words| mask::words(words.expose()));
        let service = match alert.args.service {
            Some(id) => find_service(app, id).await?,
            None => None,
        };
        records.push(AlertRecord { alert, rules: Arc::clone(&rules), words, by, service });
    }
    Ok(records)
}

/// An alert about a visit, raised by another room.
pub(crate) async fn raise_for_visit(
    ctx: &Ctx,
    app: &App,
    tx: &WriteTx,
    visit: VisitId,
    kind: AlertKind,
    level: AlertLevel,
    args: AlertArgs,
) -> Result<bool, LobbyError> {
    let kept = store::visits::find(tx, &access::Scope::All, visit).await?;
    let visit = kept.ok_or(LobbyError::NotFound(Thing::Visit))?.visit;
    let mut alert = draft(ctx, visit.branch, kind, level, args);
    alert.visit = Some(visit.id);
    alert.number = Some(visit.number.to_string());
    raise(ctx, app, tx, &alert, &mark(kind, level, visit.id)).await
}

/// Names an alert about a visit, so that it is raised once.
pub(crate) fn mark(kind: AlertKind, level: AlertLevel, visit: VisitId) -> String {
    format!("{}:{}:{visit}", kind.code(), level.code())
}

/// Names an alert about a whole branch, so that it is raised once an hour.
pub(crate) fn hourly_mark(kind: AlertKind, branch: BranchId, now: Timestamp) -> String {
    format!("{}:{branch}:{}", kind.code(), now.micros() / 3_600_000_000)
}
