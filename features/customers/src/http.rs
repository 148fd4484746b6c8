//! The operations of this room.

mod files;
mod history;
mod looks;
mod parts;

use app::App;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Returns the routes, relative to `/api/v1`.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(files::list_customers, files::create_customer))
        .routes(routes!(files::search_customers))
        .routes(routes!(files::show_customer, files::update_customer))
        .routes(routes!(looks::unmask_customer))
        .routes(routes!(looks::list_looks))
        .routes(routes!(history::list_timeline))
}
