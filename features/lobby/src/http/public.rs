//! What everybody may see: branches, kiosk, hall screen.

use std::sync::Arc;

use access::Ctx;
use app::App;
use axum::extract::State;
use kernel::{BranchId, ServiceId, Timestamp, VisitId};
use organisation::api::Service;
use queueing::WaitRange;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::{Json, Path, Problem, Problems, Written};

use super::incidents::{IncidentNoteView, notes};
use super::parts::{HallBranchView, HoursView, NameView, SelfServiceView, WaitView, hours};
use crate::service::hall::Hall;
use crate::service::public::{self, PublicHall};

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_public_branches))
        .routes(routes!(show_kiosk))
        .routes(routes!(show_hall))
}

/// The branches that serve customers.
#[derive(Debug, Serialize, ToSchema)]
struct PublicBranchList {
    /// All of them, by code.
    items: Vec<PublicBranchView>,
}

/// A branch with its hours.
#[derive(Debug, Serialize, ToSchema)]
struct PublicBranchView {
    /// The branch.
    #[serde(flatten)]
    branch: HallBranchView,
    /// Whether it is open now.
    open: bool,
    /// Its hours today; empty means closed all day.
    hours_today: Vec<HoursView>,
}

/// What the kiosk of a branch needs.
#[derive(Debug, Serialize, ToSchema)]
struct KioskView {
    /// The branch.
    branch: HallBranchView,
    /// The server's clock.
    now: Timestamp,
    /// Whether the branch is open now.
    open: bool,
    /// Its hours today; empty means closed all day.
    hours_today: Vec<HoursView>,
    /// When it closes; `null` when it is closed.
    closes_at: Option<Timestamp>,
    /// Whether the branch is getting ready to open and gives out no number yet.
    preparing: bool,
    /// Whether the number stands on the paper already.
    roll: bool,
    /// How many wait.
    waiting: u32,
    /// What the branch offers.
    services: Vec<KioskServiceView>,
    /// The care groups that a visitor may name; what only staff can judge is left out.
    care_groups: Vec<KioskCareGroupView>,
    /// Back to the start after that many seconds without a touch.
    idle_seconds: u32,
    /// What cannot be done now, oldest first.
    incidents: Vec<IncidentNoteView>,
}

/// A service as a kiosk offers it.
#[derive(Debug, Serialize, ToSchema)]
struct KioskServiceView {
    /// Its id.
    id: ServiceId,
    /// Its code.
    code: String,
    /// Its name, in Chinese.
    name: String,
    /// Its name, in English.
    name_en: String,
    /// Its category, a code of the catalogue.
    category: String,
    /// What it covers, in Chinese.
    description: String,
    /// What it covers, in English.
    description_en: String,
    /// What to have ready.
    papers: Vec<NameView>,
    /// The usual time at the counter, in minutes.
    typical_minutes: u32,
    /// A machine or the app that does it too.
    self_service: Option<SelfServiceView>,
    /// How many wait for it.
    waiting: u32,
    /// Whether anybody who is on duty, or should be by the shifts of this hour, could take somebody who comes for it.
    staffed: bool,
}

/// A care group as a kiosk offers it.
#[derive(Debug, Serialize, ToSchema)]
struct KioskCareGroupView {
    /// The code.
    code: String,
    /// The name, in Chinese.
    name: String,
    /// The name, in English.
    name_en: String,
    /// By what a member is recognised, in Chinese.
    evidence: String,
    /// By what a member is recognised, in English.
    evidence_en: String,
}

/// What the hall screen of a branch shows.
#[derive(Debug, Serialize, ToSchema)]
struct HallView {
    /// The branch.
    branch: HallBranchView,
    /// The server's clock.
    now: Timestamp,
    /// The latest calls that still lead somewhere, newest first.
    calls: Vec<HallCallView>,
    /// At most this many calls are kept; a shorter list is complete.
    kept_calls: u64,
    /// How many wait.
    waiting: u32,
    /// How long newcomers will probably wait for what is waited for in the middle: half of those who wait want something that
    /// takes no longer; what goes before everybody does not count.
    wait: Option<WaitView>,
    /// The same by service.
    by_service: Vec<HallServiceView>,
    /// How calls are spoken.
    voice: HallVoiceView,
    /// How many are set aside for a while.
    parked: u32,
    /// What cannot be done now, oldest first.
    incidents: Vec<IncidentNoteView>,
}

/// A call on the hall screen.
#[derive(Debug, Serialize, ToSchema)]
struct HallCallView {
    /// The visit; the same for every call of one number.
    call_id: VisitId,
    /// The number.
    number: String,
    /// The counter's number.
    counter_number: String,
    /// The counter's name, in Chinese.
    counter_name: String,
    /// The counter's name, in English.
    counter_name_en: String,
    /// When it was called last.
    called_at: Timestamp,
    /// How often it was called in all; rises with every repetition.
    times: u32,
    /// How often this counter has called it; 0 once the visitor has come.
    round: u32,
}

/// How many wait for a service.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct HallServiceView {
    /// The service.
    service_id: ServiceId,
    /// Its name, in Chinese.
    name: String,
    /// Its name, in English.
    name_en: String,
    /// How many wait.
    waiting: u32,
    /// How long a newcomer will probably wait; `null` when nobody is on duty for it, or it goes before everybody.
    wait: Option<WaitView>,
    /// Whether those who come for it go before everybody.
    urgent: bool,
    /// Whether anybody who is on duty, or should be by the shifts of this hour, could take somebody who comes for it.
    staffed: bool,
}

/// How calls are spoken.
#[derive(Debug, Serialize, ToSchema)]
struct HallVoiceView {
    /// In these languages, one after the other.
    languages: Vec<String>,
    /// 0 to 1.
    volume: f64,
    /// How often.
    repeat: u32,
}

/// Lists the branches that serve customers.
#[utoipa::path(get, path = "/public/branches", tag = "public",
    security(()),
    responses((status = 200, description = "The branches.", body = PublicBranchList), Problems))]
async fn list_public_branches(
    ctx: Ctx,
    State(app): State<App>,
) -> Result<Json<PublicBranchList>, Problem> {
    let halls = public::list_branches(&ctx, &app).await?;
    Ok(Json(PublicBranchList { items: halls.iter().map(PublicBranchView::from).collect() }))
}

/// Shows what the kiosk of a branch needs.
#[utoipa::path(get, path = "/public/branches/{branch_id}/kiosk", tag = "public", params(("branch_id" = BranchId, Path)),
    security(()),
    responses((status = 200, description = "The kiosk's page.", body = KioskView), Problems))]
async fn show_kiosk(
    ctx: Ctx,
    State(app): State<App>,
    Path(branch): Path<BranchId>,
) -> Result<Json<KioskView>, Problem> {
    let shown = public::kiosk(&ctx, &app, branch).await?;
    Ok(Json(KioskView::of(&shown, ctx.now())))
}

/// Shows what the hall screen of a branch needs.
#[utoipa::path(get, path = "/public/branches/{branch_id}/hall", tag = "public", params(("branch_id" = BranchId, Path)),
    security(()),
    responses((status = 200, description = "The hall screen.", body = HallView), Problems))]
async fn show_hall(
    ctx: Ctx,
    State(app): State<App>,
    Path(branch): Path<BranchId>,
) -> Result<Written, Problem> {
    let make = async || Ok(HallView::of(&public::hall(&ctx, &app, branch).await?, ctx.now()));
    app::shared::page(&app, &ctx, "hall", branch, make).await
}

impl From<&Hall> for PublicBranchView {
    fn from(hall: &Hall) -> Self {
        Self {
            branch: hall.branch.as_ref().into(),
            open: hall.hours.open_now,
            hours_today: hours(&hall.hours),
        }
    }
}

impl KioskView {
    fn of(shown: &PublicHall, now: Timestamp) -> Self {
        let (hall, rules) = (&shown.hall, &shown.rules);
        let service = |service: &Arc<Service>| KioskServiceView {
            id: service.id,
            code: service.code.clone(),
            name: service.name.clone(),
            name_en: service.name_en.clone(),
            category: service.category.clone(),
            description: service.description.clone(),
            description_en: service.description_en.clone(),
            papers: service.papers.iter().map(NameView::from).collect(),
            typical_minutes: u32::try_from(service.typical_s).unwrap_or(0).div_ceil(60),
            self_service: service.self_service.as_ref().map(SelfServiceView::from),
            waiting: shown.waiting_for(service.id),
            staffed: shown.staffs(service),
        };
        let groups = rules.care_groups.iter().filter(|group| !rules.is_urgent(&group.class));
        let group = |group: &crate::model::rules::CareGroup| KioskCareGroupView {
            code: group.code.clone(),
            name: group.name.clone(),
            name_en: group.name_en.clone(),
            evidence: group.evidence.clone(),
            evidence_en: group.evidence_en.clone(),
        };
        Self {
            branch: hall.branch.as_ref().into(),
            now,
            open: hall.hours.open_now,
            hours_today: hours(&hall.hours),
            closes_at: hall.hours.closes_at,
            preparing: shown.preparing,
            roll: shown.roll,
            waiting: shown.waiting(),
            services: hall.offered.iter().map(service).collect(),
            care_groups: groups.map(group).collect(),
            idle_seconds: rules.kiosk.idle_s,
            incidents: notes(hall),
        }
    }
}

impl HallView {
    fn of(shown: &PublicHall, now: Timestamp) -> Self {
        let hall = &shown.hall;
        let call = |call: &crate::store::board::Call| {
            let counter = hall.find_counter(call.counter)?;
            Some(HallCallView {
                call_id: call.visit,
                number: call.number.clone(),
                counter_number: counter.number.clone(),
                counter_name: counter.name.clone(),
                counter_name_en: counter.name_en.clone(),
                called_at: call.called_at,
                times: call.calls,
                round: call.round,
            })
        };
        let voice = &shown.rules.hall.voice;
        Self {
            branch: hall.branch.as_ref().into(),
            now,
            calls: shown.calls.iter().filter_map(call).collect(),
            kept_calls: shown.rules.hall.kept_calls,
            waiting: shown.waiting(),
            wait: shown.overall().map(WaitView::from),
            by_service: by_service(shown),
            voice: HallVoiceView {
                languages: voice.languages.clone(),
                volume: voice.volume,
                repeat: voice.repeat,
            },
            parked: shown.parked,
            incidents: notes(hall),
        }
    }
}

/// Shows what is offered, with the wait for each service.
pub(super) fn by_service(shown: &PublicHall) -> Vec<HallServiceView> {
    let service = |(service, wait): (&Arc<Service>, &Option<WaitRange>)| HallServiceView {
        service_id: service.id,
        name: service.name.clone(),
        name_en: service.name_en.clone(),
        waiting: shown.waiting_for(service.id),
        wait: wait.map(WaitView::from),
        urgent: shown.is_urgent(service),
        staffed: shown.staffs(service),
    };
    shown.hall.offered.iter().zip(&shown.waits).map(service).collect()
}
