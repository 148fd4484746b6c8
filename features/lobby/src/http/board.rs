//! The board of those who run the hall.

use access::Ctx;
use app::App;
use axum::extract::State;
use kernel::{BranchId, CounterId, ServiceId, Timestamp, VisitId};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::{Path, Problem, Problems, Written};

use super::alerts::AlertView;
use super::incidents::{IncidentNoteView, notes};
use super::parts::{
    CareGroupView, CodeView, HallBranchView, LevelView, QueueEntryView, WaitView, codes,
};
use crate::model::counter::CounterStateName;
use crate::permissions::BOARD_READ;
use crate::service::board::{self, Board, CounterFigures, ServiceFigures, Totals};
use crate::service::hall::Hall;

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(show_board))
}

/// What those who run the hall see.
#[derive(Debug, Serialize, ToSchema)]
struct BoardView {
    /// Where.
    branch: HallBranchView,
    /// The server's clock.
    now: Timestamp,
    /// The figures of the day.
    totals: BoardTotalsView,
    /// The figures of the day by service.
    services: Vec<BoardServiceView>,
    /// Every counter.
    counters: Vec<BoardCounterView>,
    /// Who waits, in the order of calling, then who has postponed the call, then who is parked; at most five hundred.
    waiting: Vec<QueueEntryView>,
    /// Who of them will probably be called later than the class allows.
    late: Vec<VisitId>,
    /// What cannot be done now, oldest first.
    incidents: Vec<IncidentNoteView>,
    /// What needs somebody.
    alerts: Vec<AlertView>,
    /// How suggestions to use a machine ended today; only those that count.
    guidance: BoardGuidanceView,
    /// Machines to guide to.
    self_service: Vec<CodeView>,
    /// Care groups, to triage into.
    care_groups: Vec<CareGroupView>,
    /// Classes, to triage into.
    classes: Vec<CodeView>,
}

/// The figures of a day.
#[derive(Debug, Serialize, ToSchema)]
struct BoardTotalsView {
    /// In the line now.
    waiting: u32,
    /// Called and not at the counter yet.
    called: u32,
    /// At a counter now.
    serving: u32,
    /// Served.
    served: u32,
    /// Left before being served.
    left: u32,
    /// Did not come.
    no_show: u32,
    /// Done at a machine.
    diverted: u32,
    /// In the line now and in a care group.
    care_waiting: u32,
    /// How long those who were called had waited, on average.
    mean_wait_s: Option<u64>,
    /// Half of those who were called had waited less.
    p50_wait_s: Option<u32>,
    /// Nine in ten of those who were called had waited less.
    p90_wait_s: Option<u32>,
    /// Since when the one in the line waits who has waited the longest.
    longest_since: Option<Timestamp>,
    /// The share of those who were called within the target of their class, 0 to 1.
    within_target_share: Option<f64>,
}

/// The figures of a day for one service.
#[derive(Debug, Serialize, ToSchema)]
struct BoardServiceView {
    /// The service.
    service_id: ServiceId,
    /// Its code.
    code: String,
    /// Its name, in Chinese.
    name: String,
    /// Its name, in English.
    name_en: String,
    /// In the line now.
    waiting: u32,
    /// At a counter now.
    serving: u32,
    /// Served.
    served: u32,
    /// Since when the one in the line waits who has waited the longest.
    longest_since: Option<Timestamp>,
    /// How the worst of these waits stands, by the class of each.
    level: LevelView,
    /// How long those who were called had waited, on average.
    mean_wait_s: Option<u64>,
    /// Within how many seconds an ordinary visitor should be called.
    target_s: u32,
    /// How long a newcomer will probably wait; `null` when nobody is on duty for it.
    wait: Option<WaitView>,
    /// The wait of a newcomer if one more counter opened; `null` when that is not worth it.
    with_one_more: Option<WaitView>,
}

/// A counter on the board.
#[derive(Debug, Serialize, ToSchema)]
struct BoardCounterView {
    /// Its id.
    id: CounterId,
    /// Its number.
    number: String,
    /// Its name, in Chinese.
    name: String,
    /// Its name, in English.
    name_en: String,
    /// What happens there.
    state: CounterStateName,
    /// Since when.
    since: Timestamp,
    /// Who sits there, in Chinese.
    staff_name: Option<String>,
    /// Who sits there, in English letters.
    staff_name_en: Option<String>,
    /// The visit it is busy with.
    visit_id: Option<VisitId>,
    /// Its number.
    visit_number: Option<String>,
    /// What it wants, in Chinese.
    service_name: Option<String>,
    /// What it wants, in English.
    service_name_en: Option<String>,
    /// How long that has been happening, in seconds.
    state_s: i64,
    /// Why it pauses.
    pause_reason: Option<String>,
    /// From when on what happens there has lasted too long, such as a service three times its usual length; `null` for what may
    /// last.
    too_long_at: Option<Timestamp>,
}

/// How suggestions to use a machine ended.
#[derive(Debug, Serialize, ToSchema)]
struct BoardGuidanceView {
    /// All.
    offered: u32,
    /// The customer went to try, or was done there.
    accepted: u32,
    /// The customer preferred the counter.
    declined: u32,
    /// The customer was done there.
    done: u32,
}

/// Shows the board of a branch.
#[utoipa::path(get, path = "/branches/{branch_id}/board", tag = "board", params(("branch_id" = BranchId, Path)),
    security(("session" = ["board:read"])),
    responses((status = 200, description = "The board.", body = BoardView), Problems))]
async fn show_board(
    ctx: Ctx,
    State(app): State<App>,
    Path(branch): Path<BranchId>,
) -> Result<Written, Problem> {
    Hall::allow(&ctx, branch, BOARD_READ)?;
    let make = async || Ok(BoardView::of(&ctx, board::show(&ctx, &app, branch).await?));
    app::shared::page(&app, &ctx, "board", branch, make).await
}

impl BoardView {
    fn of(ctx: &Ctx, board: Board) -> Self {
        let Board { hall, rules, totals, services, counters, queued, late, alerts, guidance } =
            board;
        let policy = &rules.dispatch.policy;
        let target_s = policy.rule(policy.class_or_default("")).target_s;
        Self {
            branch: hall.branch.as_ref().into(),
            now: ctx.now(),
            incidents: notes(&hall),
            totals: totals.into(),
            services: services
                .iter()
                .map(|figures| BoardServiceView::of(figures, &hall, target_s))
                .collect(),
            counters: counters
                .into_iter()
                .map(|figures| BoardCounterView::of(figures, &hall, ctx.now()))
                .collect(),
            waiting: queued
                .into_iter()
                .map(|queued| QueueEntryView::of(queued, &hall, &rules))
                .collect(),
            late,
            alerts: alerts.into_iter().map(|record| AlertView::of(record, ctx.locale)).collect(),
            guidance: BoardGuidanceView {
                offered: guidance.offered,
                accepted: guidance.accepted,
                declined: guidance.declined,
                done: guidance.done,
            },
            self_service: codes(&rules.guidance.kinds),
            care_groups: rules.care_groups.iter().map(CareGroupView::from).collect(),
            classes: codes(&rules.dispatch.names),
        }
    }
}

impl From<Totals> for BoardTotalsView {
    fn from(totals: Totals) -> Self {
        let waits = totals.waits;
        Self {
            waiting: totals.waiting,
            called: totals.called,
            serving: totals.serving,
            served: totals.served,
            left: totals.left,
            no_show: totals.no_show,
            diverted: totals.diverted,
            care_waiting: totals.care_waiting,
            mean_wait_s: waits.mean_s,
            p50_wait_s: waits.p50_s,
            p90_wait_s: waits.p90_s,
            longest_since: totals.longest_since,
            within_target_share: waits.within_target.map(|share| (share * 1000.0).round() / 1000.0),
        }
    }
}

impl BoardServiceView {
    fn of(figures: &ServiceFigures, hall: &Hall, target_s: u32) -> Self {
        let service = hall.find_service(figures.service);
        Self {
            service_id: figures.service,
            code: service.map(|service| service.code.clone()).unwrap_or_default(),
            name: service.map(|service| service.name.clone()).unwrap_or_default(),
            name_en: service.map(|service| service.name_en.clone()).unwrap_or_default(),
            waiting: figures.waiting,
            serving: figures.serving,
            served: figures.served,
            longest_since: figures.longest_since,
            level: figures.level.into(),
            mean_wait_s: figures.mean_wait_s,
            target_s,
            wait: figures.wait.map(WaitView::from),
            with_one_more: figures.with_one_more.map(WaitView::from),
        }
    }
}

impl BoardCounterView {
    fn of(figures: CounterFigures, hall: &Hall, now: Timestamp) -> Self {
        let CounterFigures { counter, staff, busy_with, too_long_at } = figures;
        let place = hall.find_counter(counter.id);
        let service = busy_with.as_ref().and_then(|(_, service)| hall.find_service(*service));
        let (staff_name, staff_name_en) = staff.map(|staff| (staff.name, staff.name_en)).unzip();
        Self {
            id: counter.id,
            number: place.map(|place| place.number.clone()).unwrap_or_default(),
            name: place.map(|place| place.name.clone()).unwrap_or_default(),
            name_en: place.map(|place| place.name_en.clone()).unwrap_or_default(),
            state: counter.state().name(),
            since: counter.since(),
            staff_name,
            staff_name_en,
            visit_id: counter.visit(),
            visit_number: busy_with.as_ref().map(|(number, _)| number.clone()),
            service_name: service.map(|service| service.name.clone()),
            service_name_en: service.map(|service| service.name_en.clone()),
            state_s: now.seconds_since(counter.since()),
            pause_reason: counter.pause_reason().map(str::to_owned),
            too_long_at,
        }
    }
}
