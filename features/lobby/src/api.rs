//! What other rooms may use.

use access::{Ctx, Denied, Scope};
use app::App;
use db::WriteTx;
use events::Topic;
use kernel::{BranchId, CustomerId, ServiceId, StaffId, Timestamp, VisitId};

use crate::model::step::{Act, Step};
use crate::model::visit::{Ending, State, StateName};
use crate::permissions::{BOARD_READ, VISIT_READ};
use crate::service::hall::{self, Hall};
use crate::service::keep::{self, Writing};
use crate::service::record::hall_of;
use crate::service::{alerts, appointments, tickets, ticking, watch};
use crate::store;
use crate::store::alerts::Unresolved;
use crate::store::convert::Kept;

pub use crate::error::{LobbyError, Thing};
pub use crate::events::{
    AlertAcknowledged, AlertRaised, AlertResolved, AppointmentBooked, AppointmentCancelled,
    AppointmentCheckedIn, AppointmentFacts, AppointmentMoved, AppointmentNoShow,
    AppointmentNotKept, AppointmentReminderDue, ChecklistChanged, CounterClosed, CounterFacts,
    CounterOpened, CounterPaused, CounterResumed, HandoverChanged, IncidentAnnounced,
    OpeningChanged, VisitCalled, VisitFacts, VisitFinished, VisitGuided, VisitLeft, VisitNoShow,
    VisitParked, VisitPostponed, VisitRated, VisitRecalled, VisitServed, VisitTaken,
    VisitTransferred, VisitTriaged, VisitUnparked,
};
pub use crate::model::alert::{AlertArgs, AlertKind, AlertLevel};
pub use crate::model::appointment::AppointmentId;
pub use crate::permissions;
pub use crate::service::appointments::demo::{DemoAppointment, book_for_demo};
pub use crate::service::past_for_demo::write_past_for_demo;
pub use crate::store::alerts::AlertId;

/// What other rooms may know of a visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisitBrief {
    /// The visit.
    pub id: VisitId,
    /// Where.
    pub branch: BranchId,
    /// The number.
    pub number: String,
    /// What was wanted last.
    pub service: ServiceId,
    /// Whose, when the visitor was recognised.
    pub customer: Option<CustomerId>,
    /// Who finished it.
    pub served_by: Option<StaffId>,
    /// When service ended; `None` for visits that are open or ended otherwise.
    pub finished_at: Option<Timestamp>,
    /// Whether the customer has rated it.
    pub rated: bool,
    /// Until when a rating is taken; `None` while there is nothing to rate.
    pub rating_open_until: Option<Timestamp>,
}

/// Finds the visit of a ticket; `None` when the token was never issued.
///
/// # Errors
/// The database is away.
pub async fn find_visit_by_token(app: &App, token: &str) -> Result<Option<VisitBrief>, LobbyError> {
    match tickets::find_by_token(app, token).await? {
        Some(kept) => brief(app, kept).await.map(Some),
        None => Ok(None),
    }
}

/// Finds visits for other rooms, which have decided that the reader may see them.
///
/// # Errors
/// The database is away.
pub async fn find_visit(app: &App, id: VisitId) -> Result<Option<VisitBrief>, LobbyError> {
    match store::visits::find(app.db.reader(), &Scope::All, id).await? {
        Some(kept) => brief(app, kept).await.map(Some),
        None => Ok(None),
    }
}

async fn brief(app: &App, kept: Kept) -> Result<VisitBrief, LobbyError> {
    let visit = &kept.visit;
    let finished = match visit.state() {
        State::Ended(Ending::Finished { place, .. }) => Some((place.staff, visit.since())),
        _ => None,
    };
    let branch = organisation::api::find_branch(app, visit.branch).await?;
    let open_for_s = match branch {
        Some(branch) => hall::rules(app, &branch)?.rating.open_for_s,
        None => 0,
    };
    let open_for = std::time::Duration::from_secs(u64::from(open_for_s));
    Ok(VisitBrief {
        id: visit.id,
        branch: visit.branch,
        number: visit.number.to_string(),
        service: visit.service,
        customer: visit.customer,
        served_by: finished.map(|(staff, _)| staff),
        finished_at: finished.map(|(_, at)| at),
        rated: kept.rated,
        rating_open_until: finished.map(|(_, at)| at + open_for),
    })
}

/// Notes on a finished visit that it was rated; `false` when it was rated before or is not finished.
///
/// # Errors
/// There is no such visit; the database is away.
pub async fn mark_rated(
    tx: &WriteTx,
    ctx: &Ctx,
    app: &App,
    visit: VisitId,
) -> Result<bool, LobbyError> {
    let hall = hall_of(ctx, app, tx, &Scope::All, visit).await?;
    tx.lock_on(hall.id().uuid()).await?;
    let kept = store::visits::find(tx, &Scope::All, visit).await?;
    let kept = kept.ok_or(LobbyError::NotFound(Thing::Visit))?;
    let visit = &kept.visit;
    if visit.state_name() != StateName::Finished || kept.rated {
        return Ok(false);
    }
    let seq = visit.steps + 1;
    if !store::visits::mark_rated(tx, visit.id, seq).await? {
        return Ok(false);
    }
    let at = ctx.now().max(visit.latest());
    let step =
        Step { seq, at, act: Act::Rated, place: visit.place(), service: visit.service, why: None };
    keep::step_of(&Writing { ctx, app, tx, hall: &hall }, visit, step, None).await?;
    Ok(true)
}

/// Raises an alert about a visit, once for each kind and level; tells whether it was new.
///
/// # Errors
/// There is no such visit; the database is away.
pub async fn raise_alert(
    tx: &WriteTx,
    ctx: &Ctx,
    app: &App,
    visit: VisitId,
    kind: AlertKind,
    level: AlertLevel,
    args: AlertArgs,
) -> Result<bool, LobbyError> {
    alerts::raise_for_visit(ctx, app, tx, visit, kind, level, args).await
}

/// Resolves the alerts of one kind about a visit, because their cause is gone.
///
/// # Errors
/// The database is away.
pub async fn resolve_alerts(
    tx: &WriteTx,
    ctx: &Ctx,
    app: &App,
    visit: VisitId,
    kind: AlertKind,
) -> Result<(), LobbyError> {
    let wanted = Unresolved::About(visit, kind);
    let alerts = store::alerts::unresolved(tx, wanted).await?;
    alerts::resolve(ctx, app, tx, &alerts).await
}

/// Decides whether a caller may follow a live topic, and returns the topic under which the events come; `None` when the
/// topic is not this room's.
///
/// The hall is everybody's; a ticket is followed by whoever holds its token; board and desk ask for a permission.
/// For a ticket the answer is another topic than the caller named: events carry the visit, never the token.
pub async fn follow(app: &App, ctx: &Ctx, topic: &Topic) -> Option<Result<Topic, Denied>> {
    let allowed = match topic {
        Topic::Hall(branch) => {
            let hall = Hall::load(app, *branch, ctx.now()).await.and_then(Hall::serving);
            hall.map(drop).map_err(|_| Denied::OutOfScope)
        }
        Topic::Board(branch) => ctx.require_at(BOARD_READ, *branch).map(drop),
        Topic::Desk(counter) => match hall::counter_for(ctx, app, *counter, VISIT_READ).await {
            Ok(_) => Ok(()),
            Err(LobbyError::Denied(denied)) => Err(denied),
            Err(_) => Err(Denied::OutOfScope),
        },
        Topic::Ticket(token) => return Some(ticket_topic(app, token.as_str()).await),
        Topic::Me(_) => return None,
    };
    Some(allowed.map(|()| topic.clone()))
}

async fn ticket_topic(app: &App, token: &str) -> Result<Topic, Denied> {
    let found =
        tickets::find_by_token(app, token).await.ok().flatten().ok_or(Denied::OutOfScope)?;
    crate::events::ticket_topic(found.visit.id).parse().map_err(|_| Denied::OutOfScope)
}

/// Finishes the opening checklist of a branch in the name of two people, by the rules that everybody follows; for the demo
/// and for tests. Items that need a photo are left, and so is what somebody has said already.
///
/// # Errors
/// There is no such branch; the database is away.
pub async fn complete_opening(
    app: &App,
    ctx: &Ctx,
    branch: BranchId,
    people: (StaffId, StaffId),
) -> Result<(), LobbyError> {
    ticking::complete(ctx, app, branch, people).await
}

/// Tells whether anybody has begun the opening checklist of a branch today.
///
/// # Errors
/// There is no such branch; the database is away.
pub async fn has_begun_opening(app: &App, ctx: &Ctx, branch: BranchId) -> Result<bool, LobbyError> {
    ticking::has_begun(ctx, app, branch).await
}

/// Does at once what runs by itself from time to time: alarms, parked visits, the end of the day, appointments; for tests.
///
/// # Errors
/// The database is away.
pub async fn reconcile(app: &App, ctx: &Ctx) -> Result<(), LobbyError> {
    watch::waits(ctx, app).await?;
    watch::parked(ctx, app).await?;
    watch::end_days(ctx, app).await?;
    appointments::watch::look(ctx, app).await
}
