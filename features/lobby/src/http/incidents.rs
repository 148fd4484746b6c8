//! Incidents: what cannot be done for a while, whom that concerns, and what they chose.

use access::Ctx;
use app::App;
use axum::extract::State;
use kernel::{BranchId, PageRequest, ServiceId, Timestamp, VisitId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::{Answer, Json, PageQuery, Path, Problem, Problems, Query};

use super::parts::{HallBranchView, ServiceNameView};
use super::people::StaffNameView;
use crate::model::incident::{Incident, IncidentChoice, IncidentId, Notice};
use crate::model::visit::StateName;
use crate::service::hall::Hall;
use crate::service::incidents::{self, Announcement, IncidentRecord, IncidentReport};

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_incidents, begin_incident))
        .routes(routes!(show_incident, change_incident))
        .routes(routes!(end_incident))
}

/// What customers are told of an incident that stands.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct IncidentNoteView {
    /// The incident.
    id: IncidentId,
    /// What customers are told, in Chinese.
    text: String,
    /// What customers are told, in English.
    text_en: String,
    /// What cannot be done; empty means nothing can.
    services: Vec<ServiceId>,
    /// When it began.
    begun_at: Timestamp,
    /// When it will probably be over; `null` when nobody can tell.
    expected_until: Option<Timestamp>,
}

/// An incident as staff see it.
#[derive(Debug, Serialize, ToSchema)]
struct IncidentView {
    /// The incident as customers are told of it.
    #[serde(flatten)]
    note: IncidentNoteView,
    /// Where; `null` means everywhere.
    branch: Option<HallBranchView>,
    /// The names of what cannot be done; empty means nothing can.
    stopped: Vec<ServiceNameView>,
    /// Who announced it.
    begun_by: Option<StaffNameView>,
    /// When it ended.
    ended_at: Option<Timestamp>,
    /// Who ended it.
    ended_by: Option<StaffNameView>,
    /// Rises with every change.
    version: i32,
}

/// One page of incidents.
#[derive(Debug, Serialize, ToSchema)]
struct IncidentPage {
    /// The incidents, newest first.
    items: Vec<IncidentView>,
    /// The cursor of the next page; `null` at the end.
    next: Option<String>,
}

/// An incident with those whom it concerned.
#[derive(Debug, Serialize, ToSchema)]
struct IncidentReportView {
    /// The incident.
    #[serde(flatten)]
    incident: IncidentView,
    /// How many waited while it lasted, at most five hundred.
    concerned: usize,
    /// How many of them still wait.
    waiting: usize,
    /// How many were served since or are being served.
    served: usize,
    /// How many went without.
    gone: usize,
    /// Those who waited while it lasted, in the order of arrival.
    visits: Vec<ConcernedView>,
}

/// Somebody who waited while an incident lasted.
#[derive(Debug, Serialize, ToSchema)]
struct ConcernedView {
    /// The visit.
    visit_id: VisitId,
    /// Its number.
    number: String,
    /// Where.
    branch: Option<HallBranchView>,
    /// What is wanted now.
    service: Option<ServiceNameView>,
    /// What is happening now.
    state: StateName,
    /// When the number was taken.
    arrived_at: Timestamp,
    /// What the visitor chose; `null` when nothing was chosen.
    choice: Option<IncidentChoice>,
}

/// Which incidents are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct IncidentQuery {
    /// Only those that stand.
    open: Option<bool>,
    /// At most this many, 1 to 100; 25 when absent.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u64>,
    /// The `next` of the page before.
    cursor: Option<String>,
}

/// What is announced.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct BeginIncident {
    /// Where; absent means everywhere, for those who may speak for the whole bank.
    #[serde(default)]
    branch_id: Option<BranchId>,
    /// What cannot be done; empty or absent means nothing can.
    #[serde(default)]
    services: Vec<ServiceId>,
    /// What customers are told, in Chinese, at most 200 characters.
    #[schema(max_length = 200)]
    text: String,
    /// What customers are told, in English, at most 200 characters.
    #[schema(max_length = 200)]
    text_en: String,
    /// When it will probably be over, within seven days.
    #[serde(default)]
    expected_until: Option<Timestamp>,
}

/// What is told in other words.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ChangeIncident {
    /// What customers are told, in Chinese.
    #[schema(max_length = 200)]
    text: String,
    /// What customers are told, in English.
    #[schema(max_length = 200)]
    text_en: String,
    /// When it will probably be over; absent when nobody can tell.
    #[serde(default)]
    expected_until: Option<Timestamp>,
    /// The version that was read.
    version: i32,
}

/// The version that is ended.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct EndIncident {
    /// The version that was read.
    version: i32,
}

/// Lists incidents of the caller's branches and of the whole bank, newest first.
#[utoipa::path(get, path = "/incidents", tag = "incidents", params(IncidentQuery),
    security(("session" = ["board:read"])),
    responses((status = 200, description = "One page of incidents.", body = IncidentPage), Problems))]
async fn list_incidents(
    ctx: Ctx,
    State(app): State<App>,
    Query(query): Query<IncidentQuery>,
) -> Result<Json<IncidentPage>, Problem> {
    let page: PageRequest = PageQuery { limit: query.limit, cursor: query.cursor }.into();
    let page = incidents::list(&ctx, &app, query.open.unwrap_or(false), &page).await?;
    let items = page.items.iter().map(IncidentView::from).collect();
    Ok(Json(IncidentPage { items, next: page.next }))
}

/// Announces that something cannot be done for a while; those who wait for it keep their place and are told.
#[utoipa::path(post, path = "/incidents", tag = "incidents", request_body = BeginIncident,
    security(("session" = ["incident:manage"])),
    responses((status = 201, description = "The incident.", body = IncidentView), Problems))]
async fn begin_incident(
    ctx: Ctx,
    State(app): State<App>,
    Json(body): Json<BeginIncident>,
) -> Result<Answer<IncidentView>, Problem> {
    let BeginIncident { branch_id, services, text, text_en, expected_until } = body;
    let notice = Notice { text, text_en, expected_until };
    let announcement = Announcement { branch: branch_id, services, notice };
    let record = incidents::begin(&ctx, &app, announcement).await?;
    web::created(&ctx, record, |record| IncidentView::from(&record)).await
}

/// Shows an incident with those whom it concerned.
#[utoipa::path(get, path = "/incidents/{incident_id}", tag = "incidents", params(("incident_id" = IncidentId, Path)),
    security(("session" = ["board:read"])),
    responses((status = 200, description = "The incident.", body = IncidentReportView), Problems))]
async fn show_incident(
    ctx: Ctx,
    State(app): State<App>,
    Path(id): Path<IncidentId>,
) -> Result<Json<IncidentReportView>, Problem> {
    Ok(Json(incidents::show(&ctx, &app, id).await?.into()))
}

/// Tells of an incident in other words, or of another end.
#[utoipa::path(patch, path = "/incidents/{incident_id}", tag = "incidents", params(("incident_id" = IncidentId, Path)),
    request_body = ChangeIncident, security(("session" = ["incident:manage"])),
    responses((status = 200, description = "The incident.", body = IncidentView), Problems))]
async fn change_incident(
    ctx: Ctx,
    State(app): State<App>,
    Path(id): Path<IncidentId>,
    Json(body): Json<ChangeIncident>,
) -> Result<Answer<IncidentView>, Problem> {
    let ChangeIncident { text, text_en, expected_until, version } = body;
    let notice = Notice { text, text_en, expected_until };
    let record = incidents::change(&ctx, &app, id, notice, version).await?;
    web::answer(&ctx, record, |record| IncidentView::from(&record)).await
}

/// Ends an incident; everybody stands where they stood before.
#[utoipa::path(post, path = "/incidents/{incident_id}/end", tag = "incidents", params(("incident_id" = IncidentId, Path)),
    request_body = EndIncident, security(("session" = ["incident:manage"])),
    responses((status = 200, description = "The incident.", body = IncidentView), Problems))]
async fn end_incident(
    ctx: Ctx,
    State(app): State<App>,
    Path(id): Path<IncidentId>,
    Json(body): Json<EndIncident>,
) -> Result<Answer<IncidentView>, Problem> {
    let record = incidents::end(&ctx, &app, id, body.version).await?;
    web::answer(&ctx, record, |record| IncidentView::from(&record)).await
}

/// Shows what stands at a branch.
pub(super) fn notes(hall: &Hall) -> Vec<IncidentNoteView> {
    hall.incidents.iter().map(IncidentNoteView::from).collect()
}

impl From<&Incident> for IncidentNoteView {
    fn from(incident: &Incident) -> Self {
        let Notice { text, text_en, expected_until } = incident.notice.clone();
        Self {
            id: incident.id,
            text,
            text_en,
            services: incident.services.clone(),
            begun_at: incident.begun_at,
            expected_until,
        }
    }
}

impl From<&IncidentRecord> for IncidentView {
    fn from(record: &IncidentRecord) -> Self {
        let IncidentRecord { incident, branch, services, people } = record;
        let person = |id| people.get(&id).map(|name| StaffNameView::from((id, name.clone())));
        let stopped = services.iter().filter(|service| incident.services.contains(&service.id));
        Self {
            note: incident.into(),
            branch: branch.as_deref().map(HallBranchView::from),
            stopped: stopped.map(|service| ServiceNameView::from(service.as_ref())).collect(),
            begun_by: person(incident.begun_by),
            ended_at: incident.ended.map(|(_, at)| at),
            ended_by: incident.ended.and_then(|(by, _)| person(by)),
            version: incident.version,
        }
    }
}

impl From<IncidentReport> for IncidentReportView {
    fn from(report: IncidentReport) -> Self {
        let IncidentReport { record, concerned, branches } = report;
        let count = |of: fn(StateName) -> bool| {
            concerned.iter().filter(|(visit, _)| of(visit.state)).count()
        };
        let waiting = count(|state| matches!(state, StateName::Waiting | StateName::Parked));
        let served = count(|state| {
            matches!(state, StateName::Called | StateName::Serving | StateName::Finished)
        });
        let services = &record.services;
        let view = |(visit, choice): &(crate::store::incidents::Concerned, _)| ConcernedView {
            visit_id: visit.visit,
            number: visit.number.clone(),
            branch: branches.get(&visit.branch).map(|branch| HallBranchView::from(branch.as_ref())),
            service: services
                .iter()
                .find(|service| service.id == visit.service)
                .map(|service| ServiceNameView::from(service.as_ref())),
            state: visit.state,
            arrived_at: visit.arrived_at,
            choice: *choice,
        };
        Self {
            incident: (&record).into(),
            concerned: concerned.len(),
            waiting,
            served,
            gone: concerned.len() - waiting - served,
            visits: concerned.iter().map(view).collect(),
        }
    }
}
