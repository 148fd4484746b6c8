//! Ratings: given, listed, counted.

use access::ClientAddress;
use access::rate::RateClass;
use app::App;
use axum::extract::State;
use kernel::{BranchId, CustomerId, Page, ServiceId, StaffId, Timestamp, VisitId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vault::{Secret, mask};
use web::{Answer, Ctx, Json, PageQuery, Path, Problem, Problems, Query, answer};

use crate::model::figures::{net_promoter_score, share};
use crate::model::rating::RatingId;
use crate::service::figures::{self, Summary};
use crate::service::rate::{self, Form};
use crate::service::ratings::{self, Filter, Told};

/// What a customer says of a visit.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RateVisit {
    /// How satisfied, 1 to 5.
    #[schema(minimum = 1, maximum = 5)]
    satisfaction: u8,
    /// How easy it was, 1 to 5.
    #[schema(minimum = 1, maximum = 5)]
    effort: Option<u8>,
    /// How likely the customer recommends the bank, 0 to 10.
    #[schema(minimum = 0, maximum = 10)]
    recommend: Option<u8>,
    /// In the customer's words, at most 500 characters.
    #[schema(value_type = Option<String>, max_length = 500)]
    comment: Option<Secret<String>>,
}

/// The rating was taken.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RatingTaken {
    received: bool,
}

/// What a customer said of a visit.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RatingView {
    id: RatingId,
    visit_id: VisitId,
    visit_number: String,
    branch_id: BranchId,
    service_id: Option<ServiceId>,
    /// What was wanted, in Chinese.
    service_name: Option<String>,
    /// What was wanted, in English.
    service_name_en: Option<String>,
    /// Who served.
    staff_id: Option<StaffId>,
    /// Their name, in Chinese.
    staff_name: Option<String>,
    /// Their name, in English letters.
    staff_name_en: Option<String>,
    customer_id: Option<CustomerId>,
    /// 1 to 5.
    satisfaction: u8,
    /// 1 to 5.
    effort: Option<u8>,
    /// 0 to 10.
    recommend: Option<u8>,
    /// In the customer's words; long numbers are hidden.
    comment: Option<String>,
    at: Timestamp,
}

/// One page of ratings.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RatingPage {
    items: Vec<RatingView>,
    /// The mark of the next page; null at the end.
    next: Option<String>,
}

/// Figures over the ratings of a time.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RatingSummary {
    from: Timestamp,
    to: Timestamp,
    /// How many ratings came in.
    count: u64,
    mean_satisfaction: Option<f64>,
    mean_effort: Option<f64>,
    /// -100 to 100; null when nobody answered the question.
    net_promoter_score: Option<f64>,
    /// How many ratings there are of each satisfaction, from 1 to 5.
    distribution: Vec<u64>,
    /// How many were so low that somebody followed them up.
    low: u64,
    /// Their share, 0 to 1.
    low_share: Option<f64>,
    /// How many visits were finished on the days of this time; null where only the caller's own visits are seen.
    finished: Option<u64>,
    /// The share of finished visits that were rated, 0 to 1; both are counted over whole days.
    response_rate: Option<f64>,
}

/// Which ratings are wanted.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RatingQuery {
    /// Of this branch; of all that the caller may see when absent.
    branch_id: Option<BranchId>,
    /// Of this visit.
    visit_id: Option<VisitId>,
    /// By this customer.
    customer_id: Option<CustomerId>,
    /// From this instant on.
    from: Option<Timestamp>,
    /// Before this instant.
    to: Option<Timestamp>,
    /// At most this many rows, 1 to 100; 25 when absent.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u64>,
    /// The `next` of the page before.
    cursor: Option<String>,
}

/// Which ratings are counted.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default, deny_unknown_fields)]
pub(super) struct SummaryQuery {
    /// Of this branch; of all that the caller may see when absent.
    branch_id: Option<BranchId>,
    /// From this instant on.
    from: Option<Timestamp>,
    /// Before this instant.
    to: Option<Timestamp>,
}

/// Rates a finished visit, once.
///
/// The token of the ticket is the permission. A low rating opens a follow-up.
#[utoipa::path(post, path = "/public/tickets/{token}/rating", tag = "voice",
    security(()),
    params(("token" = String, Path, description = "The token of the ticket.")), request_body = RateVisit,
    responses((status = 200, description = "The rating was taken.", body = RatingTaken), Problems))]
pub(super) async fn rate_visit(
    ctx: Ctx,
    client: ClientAddress,
    State(app): State<App>,
    Path(token): Path<String>,
    Json(body): Json<RateVisit>,
) -> Result<Answer<RatingTaken>, Problem> {
    app.access.rates.check(RateClass::Rating, client.0, ctx.now())?;
    let RateVisit { satisfaction, effort, recommend, comment } = body;
    let change =
        rate::rate(&ctx, &app, &token, Form { satisfaction, effort, recommend, comment }).await?;
    answer(&ctx, change, |()| RatingTaken { received: true }).await
}

/// Lists ratings, newest first.
///
/// Tellers see those of visits that they have served.
#[utoipa::path(get, path = "/ratings", tag = "voice", params(RatingQuery),
    security(("session" = ["rating:read"])),
    responses((status = 200, description = "One page.", body = RatingPage), Problems))]
pub(super) async fn list_ratings(
    ctx: Ctx,
    State(app): State<App>,
    Query(query): Query<RatingQuery>,
) -> Result<Json<RatingPage>, Problem> {
    let filter = Filter::from(&query);
    let page = PageQuery { limit: query.limit, cursor: query.cursor }.into();
    let Page { items, next } = ratings::list(&ctx, &app, &filter, &page).await?;
    Ok(Json(RatingPage { items: items.into_iter().map(RatingView::from).collect(), next }))
}

/// Counts ratings: mean, distribution, share of low ones, share of visits that were rated.
///
/// Looks back 30 days when no time is named.
#[utoipa::path(get, path = "/ratings/summary", tag = "voice", params(SummaryQuery),
    security(("session" = ["rating:read"])),
    responses((status = 200, description = "The figures.", body = RatingSummary), Problems))]
pub(super) async fn summarise_ratings(
    ctx: Ctx,
    State(app): State<App>,
    Query(query): Query<SummaryQuery>,
) -> Result<Json<RatingSummary>, Problem> {
    Ok(Json(figures::summary(&ctx, &app, &Filter::from(query)).await?.into()))
}

impl From<&RatingQuery> for Filter {
    fn from(query: &RatingQuery) -> Self {
        Self {
            branch: query.branch_id,
            visit: query.visit_id,
            customer: query.customer_id,
            from: query.from,
            to: query.to,
        }
    }
}

impl From<SummaryQuery> for Filter {
    fn from(query: SummaryQuery) -> Self {
        Self { branch: query.branch_id, from: query.from, to: query.to, ..Self::default() }
    }
}

impl From<Told> for RatingView {
    fn from(told: Told) -> Self {
        let Told { rating, service, staff } = told;
        let (service_name, service_name_en) =
            service.map(|service| (service.name.clone(), service.name_en.clone())).unzip();
        let (staff_name, staff_name_en) = staff.map(|staff| (staff.name, staff.name_en)).unzip();
        Self {
            id: rating.id,
            visit_id: rating.visit.id,
            visit_number: rating.visit.number,
            branch_id: rating.visit.branch,
            service_id: rating.visit.service,
            service_name,
            service_name_en,
            staff_id: rating.visit.staff,
            staff_name,
            staff_name_en,
            customer_id: rating.visit.customer,
            satisfaction: rating.satisfaction,
            effort: rating.effort,
            recommend: rating.recommend,
            comment: rating.comment.map(|comment| mask::words(comment.expose())),
            at: rating.at,
        }
    }
}

impl From<Summary> for RatingSummary {
    fn from(summary: Summary) -> Self {
        let count = summary.satisfaction.count();
        Self {
            from: summary.from,
            to: summary.to,
            count,
            mean_satisfaction: summary.satisfaction.mean(),
            mean_effort: summary.effort.mean(),
            net_promoter_score: net_promoter_score(&summary.recommend),
            distribution: (1..=5).map(|mark| summary.satisfaction.of(mark)).collect(),
            low: summary.low,
            low_share: share(summary.low, count),
            finished: summary.finished.as_ref().map(|finished| finished.visits),
            response_rate: summary.response_rate(),
        }
    }
}
