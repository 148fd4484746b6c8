//! Registering kiosks.

use access::Ctx;
use app::App;
use axum::extract::State;
use kernel::{BranchId, StaffId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::{Answer, Json, Path, Problem, Problems};

use crate::model::kiosk::{BridgeUrl, Kiosk, KioskId};
use crate::service::kiosks;

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list_kiosks, register_kiosk)).routes(routes!(revoke_kiosk))
}

/// A registered kiosk.
#[derive(Debug, Serialize, ToSchema)]
struct KioskDeviceView {
    /// The kiosk.
    id: KioskId,
    /// Where it stands.
    branch_id: BranchId,
    /// What the branch calls it.
    name: String,
    /// Where its slip printer is reached, on the kiosk itself; `null` means that the browser prints.
    bridge_url: Option<String>,
    /// When it was registered.
    created_at: Timestamp,
    /// Who registered it.
    created_by: StaffId,
    /// When it was shut out.
    revoked_at: Option<Timestamp>,
}

/// The registered kiosks of a branch.
#[derive(Debug, Serialize, ToSchema)]
struct KioskDeviceList {
    /// Those that are not shut out, oldest first.
    items: Vec<KioskDeviceView>,
}

/// A newly registered kiosk with its secret.
#[derive(Debug, Serialize, ToSchema)]
struct RegisteredKioskView {
    /// The kiosk.
    #[serde(flatten)]
    kiosk: KioskDeviceView,
    /// The address to open on the kiosk; the secret stands behind its `#` and is told this once.
    address: String,
}

/// A kiosk to be registered.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RegisterKiosk {
    /// What the branch calls it, at most 40 characters.
    #[schema(max_length = 40)]
    name: String,
    /// Where its slip printer is reached, such as `http://127.0.0.1:9180`; absent means that the browser prints.
    #[serde(default)]
    bridge_url: Option<String>,
}

/// Lists the registered kiosks of a branch.
#[utoipa::path(get, path = "/branches/{branch_id}/kiosks", tag = "kiosks", params(("branch_id" = BranchId, Path)),
    security(("session" = ["kiosk:manage"])),
    responses((status = 200, description = "The kiosks.", body = KioskDeviceList), Problems))]
async fn list_kiosks(
    ctx: Ctx,
    State(app): State<App>,
    Path(branch): Path<BranchId>,
) -> Result<Json<KioskDeviceList>, Problem> {
    let kiosks = kiosks::list(&ctx, &app, branch).await?;
    Ok(Json(KioskDeviceList { items: kiosks.into_iter().map(KioskDeviceView::from).collect() }))
}

/// Registers a kiosk, which may then issue numbers while the network is down.
#[utoipa::path(post, path = "/branches/{branch_id}/kiosks", tag = "kiosks", params(("branch_id" = BranchId, Path)),
    request_body = RegisterKiosk, security(("session" = ["kiosk:manage"])),
    responses((status = 201, description = "The kiosk with its secret.", body = RegisteredKioskView), Problems))]
async fn register_kiosk(
    ctx: Ctx,
    State(app): State<App>,
    Path(branch): Path<BranchId>,
    Json(body): Json<RegisterKiosk>,
) -> Result<Answer<RegisteredKioskView>, Problem> {
    let RegisterKiosk { name, bridge_url } = body;
    let made = kiosks::register(&ctx, &app, branch, &name, bridge_url.as_deref()).await?;
    let root = app.config.public_url.trim_end_matches('/').to_owned();
    web::created(&ctx, made, |(kiosk, token)| RegisteredKioskView {
        address: format!("{root}/kiosk/{}#device={}", kiosk.branch, token.reveal()),
        kiosk: kiosk.into(),
    })
    .await
}

/// Shuts a kiosk out, for example because it was stolen.
///
/// What it issued while the network was down and has not reported is lost; staff take such numbers in by hand.
#[utoipa::path(post, path = "/kiosks/{kiosk_id}/revoke", tag = "kiosks", params(("kiosk_id" = KioskId, Path)),
    security(("session" = ["kiosk:manage"])),
    responses((status = 200, description = "The kiosk that is shut out.", body = KioskDeviceView), Problems))]
async fn revoke_kiosk(
    ctx: Ctx,
    State(app): State<App>,
    Path(id): Path<KioskId>,
) -> Result<Answer<KioskDeviceView>, Problem> {
    let kiosk = kiosks::revoke(&ctx, &app, id).await?;
    web::answer(&ctx, kiosk, KioskDeviceView::from).await
}

impl From<Kiosk> for KioskDeviceView {
    fn from(kiosk: Kiosk) -> Self {
        Self {
            id: kiosk.id,
            branch_id: kiosk.branch,
            name: kiosk.name,
            bridge_url: kiosk.bridge.as_ref().map(BridgeUrl::as_str).map(str::to_owned),
            created_at: kiosk.created.1,
            created_by: kiosk.created.0,
            revoked_at: kiosk.revoked.map(|(_, at)| at),
        }
    }
}
