//! The desk of a teller.

use std::sync::Arc;

use access::Ctx;
use app::App;
use axum::extract::State;
use kernel::{CounterId, StaffId};
use organisation::api::Staff;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::{Json, Path, Problem, Problems};

use super::counters::CounterNowView;
use super::incidents::{IncidentNoteView, notes};
use super::parts::{CareGroupView, CodeView, QueueEntryView, ServiceNameView, codes};
use super::visit::VisitView;
use crate::model::counter::CounterStateName;
use crate::service::desk::{self, Desk};
use crate::store::line::Queued;

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(find_desk)).routes(routes!(show_desk))
}

/// What a teller sees at a counter.
#[derive(Debug, Serialize, ToSchema)]
struct DeskView {
    /// The counter.
    counter: CounterNowView,
    /// The visit that the counter is busy with.
    current: Option<VisitView>,
    /// What cannot be done now, oldest first.
    incidents: Vec<IncidentNoteView>,
    /// Who waits for this counter, in the order of calling if nobody else came; the first fifty.
    waiting: Vec<QueueEntryView>,
    /// How many wait for this counter.
    waiting_total: usize,
    /// Who was parked by this counter.
    parked: Vec<QueueEntryView>,
    /// What the branch offers, to hand on to.
    services: Vec<ServiceNameView>,
    /// Colleagues who sit at another counter, to hand on to.
    colleagues: Vec<ColleagueView>,
    /// All counters of the branch; only those that are not closed can be handed on to.
    counters: Vec<DeskCounterView>,
    /// Why a counter may pause.
    pause_reasons: Vec<CodeView>,
    /// Why a visit may be parked.
    park_reasons: Vec<CodeView>,
    /// What can come of a service.
    outcomes: Vec<CodeView>,
    /// What the customer does next.
    next_steps: Vec<CodeView>,
    /// Recalls that must have been made before a no-show.
    recalls_before_no_show: u32,
    /// Seconds between two calls of the same number.
    recall_after_s: u32,
    /// How many the caller has served today.
    served_today: u32,
    /// How long a service of the caller took today, on average.
    mean_service_s: Option<u64>,
    /// Machines to guide to.
    self_service: Vec<CodeView>,
    /// Care groups.
    care_groups: Vec<CareGroupView>,
    /// Classes, to triage into.
    classes: Vec<CodeView>,
}

/// A colleague to hand on to.
#[derive(Debug, Serialize, ToSchema)]
struct ColleagueView {
    /// Their id.
    id: StaffId,
    /// Their name, in Chinese.
    name: String,
    /// Their name, in English letters.
    name_en: String,
    /// The counter at which they sit.
    counter_number: String,
}

/// A counter to hand on to.
#[derive(Debug, Serialize, ToSchema)]
struct DeskCounterView {
    /// Its id.
    id: CounterId,
    /// Its number.
    number: String,
    /// Its name.
    name: String,
    /// Its name, in English.
    name_en: String,
    /// What happens there.
    state: CounterStateName,
}

/// Where the caller sits.
#[derive(Debug, Serialize, ToSchema)]
struct SeatView {
    /// The counter that the caller has opened and not closed; `null` when they sit at none.
    counter_id: Option<CounterId>,
}

/// Finds the counter at which the caller sits.
#[utoipa::path(get, path = "/desk", tag = "counters",
    security(("session" = ["visit:read"])),
    responses((status = 200, description = "The counter, or none.", body = SeatView), Problems))]
async fn find_desk(ctx: Ctx, State(app): State<App>) -> Result<Json<SeatView>, Problem> {
    Ok(Json(SeatView { counter_id: desk::find(&ctx, &app).await? }))
}

/// Shows the desk of a counter.
#[utoipa::path(get, path = "/counters/{counter_id}/desk", tag = "counters", params(("counter_id" = CounterId, Path)),
    security(("session" = ["visit:read"])),
    responses((status = 200, description = "The desk.", body = DeskView), Problems))]
async fn show_desk(
    ctx: Ctx,
    State(app): State<App>,
    Path(id): Path<CounterId>,
) -> Result<Json<DeskView>, Problem> {
    let desk = desk::show(&ctx, &app, id).await?;
    Ok(Json(DeskView::of(&ctx, desk)))
}

impl DeskView {
    fn of(ctx: &Ctx, desk: Desk) -> Self {
        let counters = counters(&desk);
        let Desk { counter, hall, rules, current, waiting, waiting_total, parked, .. } = desk;
        let (colleagues, served) = (desk.colleagues, desk.served);
        let entries = |list: Vec<Queued>| {
            list.into_iter().map(|queued| QueueEntryView::of(queued, &hall, &rules)).collect()
        };
        Self {
            counter: counter.into(),
            current: current.map(|record| VisitView::of(ctx, &record)),
            incidents: notes(&hall),
            waiting: entries(waiting),
            waiting_total,
            parked: entries(parked),
            services: hall
                .offered
                .iter()
                .map(|service| ServiceNameView::from(service.as_ref()))
                .collect(),
            colleagues: colleagues.into_iter().map(ColleagueView::from).collect(),
            counters,
            pause_reasons: codes(&rules.pause_reasons),
            park_reasons: codes(&rules.park.reasons),
            outcomes: codes(&rules.outcomes),
            next_steps: codes(&rules.next_steps),
            recalls_before_no_show: rules.calling.recalls_before_no_show,
            recall_after_s: rules.calling.recall_after_s,
            served_today: served.visits,
            mean_service_s: served.seconds.checked_div(u64::from(served.visits)),
            self_service: codes(&rules.guidance.kinds),
            care_groups: rules.care_groups.iter().map(CareGroupView::from).collect(),
            classes: codes(&rules.dispatch.names),
        }
    }
}

impl From<(Arc<Staff>, String)> for ColleagueView {
    fn from((staff, counter_number): (Arc<Staff>, String)) -> Self {
        let (name, name_en) = (staff.name.clone(), staff.name_en.clone());
        Self { id: staff.id, name, name_en, counter_number }
    }
}

fn counters(desk: &Desk) -> Vec<DeskCounterView> {
    let state = |id: CounterId| {
        let counter = desk.counters.iter().find(|counter| counter.id == id);
        counter.map_or(CounterStateName::Closed, |counter| counter.state().name())
    };
    let view = |counter: &Arc<organisation::api::Counter>| DeskCounterView {
        id: counter.id,
        number: counter.number.clone(),
        name: counter.name.clone(),
        name_en: counter.name_en.clone(),
        state: state(counter.id),
    };
    desk.hall.counters.iter().map(view).collect()
}
