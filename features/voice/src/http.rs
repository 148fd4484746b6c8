//! The operations of this room.

mod follow_ups;
mod ratings;

use app::App;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Returns the routes, relative to `/api/v1`.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(ratings::rate_visit))
        .routes(routes!(ratings::list_ratings))
        .routes(routes!(ratings::summarise_ratings))
        .routes(routes!(follow_ups::list_follow_ups))
        .routes(routes!(follow_ups::take_follow_up))
        .routes(routes!(follow_ups::close_follow_up))
}
