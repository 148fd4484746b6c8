//! The catalogue of services.

use access::Ctx;
use app::App;
use axum::extract::State;
use kernel::ServiceId;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::{Answer, Json, PageQuery, Patch, Path, Problem, Problems, Query};

use crate::model::catalogue::{Paper, Phrases, SelfService, Service};
use crate::service::catalogue;
use crate::store::catalogue::ServiceFilter;

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_services, create_service))
        .routes(routes!(show_service, update_service))
}

/// A service 业务 that customers come for.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ServiceView {
    /// Its id.
    id: ServiceId,
    /// Its code, unique in the bank.
    code: String,
    /// The letters before the numbers of its tickets.
    prefix: String,
    /// Its name, in Chinese.
    name: String,
    /// Its name, in English.
    name_en: String,
    /// The code of its category.
    category: String,
    /// What it covers, in Chinese.
    description: String,
    /// What it covers, in English.
    description_en: String,
    /// What customers should bring.
    papers: Vec<Paper>,
    /// The usual time at the counter in seconds.
    typical_s: i32,
    /// The code of the skill it asks for; `null` means none.
    skill: Option<String>,
    /// The code of a dispatch class that overrides the customer's.
    class: Option<String>,
    /// The machine that does it too.
    self_service: Option<SelfService>,
    /// How customers say it.
    phrases: Phrases,
    /// Its place in lists.
    position: i32,
    /// Whether it is offered at all.
    active: bool,
    /// Rises with every change; send it back when changing.
    version: i32,
}

/// One page of services.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ServicePage {
    /// The services, by code.
    items: Vec<ServiceView>,
    /// The cursor of the next page; `null` at the end.
    next: Option<String>,
}

/// A service that is to be created.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateService {
    /// Its code, unique in the bank.
    code: String,
    /// The letters before the numbers of its tickets, one or two capitals.
    prefix: String,
    /// Its name, in Chinese.
    name: String,
    /// Its name, in English.
    name_en: String,
    /// The code of its category.
    category: String,
    /// What it covers, in Chinese.
    #[serde(default)]
    description: String,
    /// What it covers, in English.
    #[serde(default)]
    description_en: String,
    /// What customers should bring.
    #[serde(default)]
    papers: Vec<Paper>,
    /// The usual time at the counter in seconds.
    typical_s: i32,
    /// The code of the skill it asks for.
    skill: Option<String>,
    /// The code of a dispatch class that overrides the customer's.
    class: Option<String>,
    /// The machine that does it too.
    self_service: Option<SelfService>,
    /// How customers say it.
    #[serde(default)]
    phrases: Phrases,
    /// Its place in lists.
    #[serde(default)]
    position: i32,
}

/// What is to change about a service; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UpdateService {
    /// The version that the caller has seen.
    version: i32,
    /// The letters before the numbers of its tickets.
    #[serde(default)]
    prefix: Patch<String>,
    /// Its name, in Chinese.
    #[serde(default)]
    name: Patch<String>,
    /// Its name, in English.
    #[serde(default)]
    name_en: Patch<String>,
    /// The code of its category.
    #[serde(default)]
    category: Patch<String>,
    /// What it covers, in Chinese.
    #[serde(default)]
    description: Patch<String>,
    /// What it covers, in English.
    #[serde(default)]
    description_en: Patch<String>,
    /// What customers should bring.
    #[serde(default)]
    papers: Patch<Vec<Paper>>,
    /// The usual time at the counter in seconds.
    #[serde(default)]
    typical_s: Patch<i32>,
    /// The code of the skill it asks for.
    #[serde(default)]
    skill: Patch<String>,
    /// The code of a dispatch class that overrides the customer's.
    #[serde(default)]
    class: Patch<String>,
    /// The machine that does it too.
    #[serde(default)]
    self_service: Patch<SelfService>,
    /// How customers say it.
    #[serde(default)]
    phrases: Patch<Phrases>,
    /// Its place in lists.
    #[serde(default)]
    position: Patch<i32>,
    /// Whether it is offered at all.
    #[serde(default)]
    active: Patch<bool>,
}

/// Which services are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ServiceQuery {
    /// Words in code or name.
    q: Option<String>,
    /// Only services that are offered, or only those that are not.
    active: Option<bool>,
}

impl From<Service> for ServiceView {
    fn from(service: Service) -> Self {
        Self {
            id: service.id,
            code: service.code,
            prefix: service.prefix,
            name: service.name,
            name_en: service.name_en,
            category: service.category,
            description: service.description,
            description_en: service.description_en,
            papers: service.papers,
            typical_s: service.typical_s,
            skill: service.skill,
            class: service.class,
            self_service: service.self_service,
            phrases: service.phrases,
            position: service.position,
            active: service.active,
            version: service.version,
        }
    }
}

impl CreateService {
    fn into_service(self, id: ServiceId) -> Service {
        Service {
            id,
            code: self.code,
            prefix: self.prefix,
            name: self.name,
            name_en: self.name_en,
            category: self.category,
            description: self.description,
            description_en: self.description_en,
            papers: self.papers,
            typical_s: self.typical_s,
            skill: self.skill,
            class: self.class,
            self_service: self.self_service,
            phrases: self.phrases,
            position: self.position,
            active: true,
            version: 1,
        }
    }
}

impl UpdateService {
    fn apply(self, service: &mut Service) {
        self.prefix.apply_required(&mut service.prefix);
        self.name.apply_required(&mut service.name);
        self.name_en.apply_required(&mut service.name_en);
        self.category.apply_required(&mut service.category);
        self.description.apply_required(&mut service.description);
        self.description_en.apply_required(&mut service.description_en);
        self.papers.apply_required(&mut service.papers);
        self.typical_s.apply_required(&mut service.typical_s);
        self.skill.apply(&mut service.skill);
        self.class.apply(&mut service.class);
        self.self_service.apply(&mut service.self_service);
        self.phrases.apply_required(&mut service.phrases);
        self.position.apply_required(&mut service.position);
        self.active.apply_required(&mut service.active);
    }
}

/// Lists the services of the bank, by code.
#[utoipa::path(get, path = "/services", tag = "organisation", params(PageQuery, ServiceQuery),
    security(("session" = ["branch:read"])),
    responses((status = 200, description = "A page of services.", body = ServicePage), Problems))]
async fn list_services(
    ctx: Ctx,
    State(app): State<App>,
    Query(page): Query<PageQuery>,
    Query(query): Query<ServiceQuery>,
) -> Result<Json<ServicePage>, Problem> {
    let filter = ServiceFilter { words: query.q, active: query.active };
    let page = catalogue::list(&ctx, &app, &filter, &page.into()).await?.map(ServiceView::from);
    Ok(Json(ServicePage { items: page.items, next: page.next }))
}

/// Shows a service.
#[utoipa::path(get, path = "/services/{service_id}", tag = "organisation", params(("service_id" = ServiceId, Path)),
    security(("session" = ["branch:read"])),
    responses((status = 200, description = "The service.", body = ServiceView), Problems))]
async fn show_service(
    ctx: Ctx,
    State(app): State<App>,
    Path(id): Path<ServiceId>,
) -> Result<Json<ServiceView>, Problem> {
    Ok(Json(catalogue::show(&ctx, &app, id).await?.into()))
}

/// Creates a service; no branch offers it yet.
#[utoipa::path(post, path = "/services", tag = "organisation", request_body = CreateService,
    security(("session" = ["service:manage"])),
    responses((status = 201, description = "The new service.", body = ServiceView), Problems))]
async fn create_service(
    ctx: Ctx,
    State(app): State<App>,
    Json(body): Json<CreateService>,
) -> Result<Answer<ServiceView>, Problem> {
    let change = catalogue::create(&ctx, &app, body.into_service(ctx.id())).await?;
    web::created(&ctx, change, ServiceView::from).await
}

/// Changes a service; its code stays, because rules and records refer to it.
#[utoipa::path(patch, path = "/services/{service_id}", tag = "organisation", params(("service_id" = ServiceId, Path)),
    security(("session" = ["service:manage"])),
    request_body = UpdateService, responses((status = 200, description = "The changed service.", body = ServiceView), Problems))]
async fn update_service(
    ctx: Ctx,
    State(app): State<App>,
    Path(id): Path<ServiceId>,
    Json(body): Json<UpdateService>,
) -> Result<Answer<ServiceView>, Problem> {
    let change =
        catalogue::update(&ctx, &app, id, body.version, |service| body.apply(service)).await?;
    web::answer(&ctx, change, ServiceView::from).await
}
