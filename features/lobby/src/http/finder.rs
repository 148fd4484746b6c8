//! Where to go: every branch with its hours and the present waits.

use std::sync::Arc;

use access::Ctx;
use app::App;
use axum::extract::State;
use kernel::Timestamp;
use organisation::api::{Counter, CounterKind, Facility};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::{Json, Problem, Problems};

use super::incidents::{IncidentNoteView, notes};
use super::parts::{HallBranchView, HoursView, WaitView, hours};
use super::public::{HallServiceView, by_service};
use crate::service::public::{self, PublicHall};

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(find_branches))
}

/// The branches that serve customers, with what a newcomer may expect.
#[derive(Debug, Serialize, ToSchema)]
struct FinderView {
    /// The server's clock.
    now: Timestamp,
    /// All of them, by code.
    items: Vec<FinderBranchView>,
}

/// A branch as somebody sees it who thinks of going there.
#[derive(Debug, Serialize, ToSchema)]
struct FinderBranchView {
    /// The branch.
    #[serde(flatten)]
    branch: HallBranchView,
    /// Whether it is open now.
    open: bool,
    /// Its hours today; empty means closed all day.
    hours_today: Vec<HoursView>,
    /// Why the hours differ from the usual ones, such as the name of a holiday.
    reason: Option<String>,
    /// When it closes; `null` when it is closed.
    closes_at: Option<Timestamp>,
    /// When it opens next; `null` when it is open, or not within 400 days.
    opens_at: Option<Timestamp>,
    /// How many wait.
    waiting: u32,
    /// The wait that concerns most; `null` when nobody waits or none can be told.
    wait: Option<WaitView>,
    /// What it offers, with the wait for each.
    services: Vec<HallServiceView>,
    /// Whether there is a counter at which people sit.
    seated: bool,
    /// What makes it usable for everybody.
    facilities: Vec<Facility>,
    /// Whether visits can be booked beforehand.
    bookable: bool,
    /// What cannot be done now, oldest first.
    incidents: Vec<IncidentNoteView>,
}

/// Lists the branches that serve customers, with the present wait for each service.
#[utoipa::path(get, path = "/public/finder", tag = "public", security(()),
    responses((status = 200, description = "The branches.", body = FinderView), Problems))]
async fn find_branches(ctx: Ctx, State(app): State<App>) -> Result<Json<FinderView>, Problem> {
    let found = public::find_branches(&ctx, &app).await?;
    let items = found.iter().map(|shown| FinderBranchView::from(shown.as_ref())).collect();
    Ok(Json(FinderView { now: ctx.now(), items }))
}

impl From<&PublicHall> for FinderBranchView {
    fn from(shown: &PublicHall) -> Self {
        let hall = &shown.hall;
        let seated = |counter: &Arc<Counter>| counter.kind != CounterKind::Cash;
        Self {
            branch: hall.branch.as_ref().into(),
            open: hall.hours.open_now,
            hours_today: hours(&hall.hours),
            reason: hall.hours.reason.clone(),
            closes_at: hall.hours.closes_at,
            opens_at: hall.hours.opens_at,
            waiting: shown.waiting(),
            wait: shown.overall().map(WaitView::from),
            services: by_service(shown),
            seated: hall.counters.iter().any(seated),
            facilities: hall.branch.facilities.clone(),
            bookable: shown.bookable,
            incidents: notes(hall),
        }
    }
}
