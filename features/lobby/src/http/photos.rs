//! Photos of items.

use access::Ctx;
use app::App;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use kernel::BranchId;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::{Answer, Fields, Path, Problem, Problems, Query};

use super::ticking::ChecklistStanding;
use crate::error::LobbyError;
use crate::model::checklist::ListKind;
use crate::model::checklist::picture::LARGEST;
use crate::model::checklist::refusal::ChecklistRefusal;
use crate::model::number::BusinessDay;
use crate::service::photos;
use crate::service::ticking::ItemPlace;

/// Photos are longer than everything else that is sent; one byte more than allowed tells a photo that is too large.
pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(show_photo, add_photo, remove_photo))
        .layer(DefaultBodyLimit::max(LARGEST + 1))
}

/// Of which day a photo is.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct PhotoQuery {
    /// Of this day, such as `2026-11-22`; today when absent.
    day: Option<String>,
}

/// Where a photo stands.
type PhotoPath = (BranchId, ListKind, String, u32);

/// Shows a photo of an item.
///
/// The answer is kept nowhere on the way and is taken for nothing but a picture.
#[utoipa::path(get, path = "/branches/{branch_id}/checklists/{kind}/items/{item}/photos/{slot}", tag = "checklists",
    params(("branch_id" = BranchId, Path), ("kind" = ListKind, Path), ("item" = String, Path), ("slot" = u32, Path), PhotoQuery),
    security(("session" = ["checklist:read"])),
    responses((status = 200, description = "The photo.", content_type = "image/*", body = Vec<u8>), Problems))]
async fn show_photo(
    ctx: Ctx,
    State(app): State<App>,
    Path((branch, kind, item, slot)): Path<PhotoPath>,
    Query(query): Query<PhotoQuery>,
) -> Result<Response, Problem> {
    let place = ItemPlace { branch, kind, item: &item };
    let (picture, bytes) = photos::show(&ctx, &app, place, slot, query.read()?).await?;
    let headers = [
        (header::CONTENT_TYPE, picture.media_type()),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
    ];
    Ok((headers, bytes.expose().clone()).into_response())
}

/// Adds a photo to an item of today: JPEG, PNG or WebP of at most 2 MiB.
///
/// Places begin at 1. The same picture sent again to the same place is there once; another one is a conflict.
#[utoipa::path(put, path = "/branches/{branch_id}/checklists/{kind}/items/{item}/photos/{slot}", tag = "checklists",
    params(("branch_id" = BranchId, Path), ("kind" = ListKind, Path), ("item" = String, Path), ("slot" = u32, Path)),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    security(("session" = ["checklist:tick"])),
    responses((status = 200, description = "How the list stands.", body = ChecklistStanding), Problems))]
async fn add_photo(
    ctx: Ctx,
    State(app): State<App>,
    Path((branch, kind, item, slot)): Path<PhotoPath>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Answer<ChecklistStanding>, Problem> {
    let bytes = body.map_err(|_| LobbyError::from(ChecklistRefusal::PictureTooLarge))?;
    let place = ItemPlace { branch, kind, item: &item };
    let standing = photos::add(&ctx, &app, place, slot, &bytes).await?;
    web::answer(&ctx, standing, ChecklistStanding::from).await
}

/// Takes a photo of an item of today away.
#[utoipa::path(delete, path = "/branches/{branch_id}/checklists/{kind}/items/{item}/photos/{slot}", tag = "checklists",
    params(("branch_id" = BranchId, Path), ("kind" = ListKind, Path), ("item" = String, Path), ("slot" = u32, Path)),
    security(("session" = ["checklist:tick"])),
    responses((status = 200, description = "How the list stands.", body = ChecklistStanding), Problems))]
async fn remove_photo(
    ctx: Ctx,
    State(app): State<App>,
    Path((branch, kind, item, slot)): Path<PhotoPath>,
) -> Result<Answer<ChecklistStanding>, Problem> {
    let place = ItemPlace { branch, kind, item: &item };
    let standing = photos::remove(&ctx, &app, place, slot).await?;
    web::answer(&ctx, standing, ChecklistStanding::from).await
}

impl PhotoQuery {
    fn read(self) -> Result<Option<BusinessDay>, Fields> {
        let day = self.day.as_deref().map(BusinessDay::parse);
        let mut fields = Fields::default();
        fields.check(
            day != Some(None),
            "/day",
            "lobby.bad_day",
            "日期格式应为 2026-11-22。",
            "The day is written like 2026-11-22.",
        );
        fields.into_result()?;
        Ok(day.flatten())
    }
}
