//! How many counters a day needs.

use access::Ctx;
use app::App;
use axum::extract::State;
use jiff::civil::Date;
use kernel::BranchId;
use queueing::ForecastError;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::{Json, Path, Problem, Problems, Query};

use crate::model::staffing::{FEWEST_DAYS, HalfHour};
use crate::service::staffing::{self, Question, Staffing};

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(plan_staffing))
}

/// Which day, and what customers are promised.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct StaffingQuery {
    /// The day, such as `2026-11-24`; up to 60 days ahead.
    #[param(value_type = String, format = Date)]
    day: Date,
    /// The share of customers to be called in time, of a hundred; 80 without it.
    #[param(minimum = 1, maximum = 99)]
    share_percent: Option<u32>,
    /// The wait in seconds that counts as in time; the target of the default class without it.
    #[param(maximum = 14400)]
    within_s: Option<u32>,
}

/// What a day needs.
#[derive(Debug, Serialize, ToSchema)]
struct StaffingView {
    /// The share of customers to be called in time, of a hundred.
    share_percent: u32,
    /// The wait in seconds that counts as in time.
    within_s: u32,
    /// How many days the forecast knows.
    days: usize,
    /// How many it needs at least; below that there are no half hours.
    fewest_days: usize,
    /// How long a visit keeps a counter busy on average, in seconds.
    busy_s: Option<f64>,
    /// How far forecasts of past days were off.
    error: Option<ForecastErrorView>,
    /// The half hours in which the branch is open.
    half_hours: Vec<HalfHourView>,
}

/// How far forecasts of past days were off, each made from the days before it alone.
#[derive(Debug, Serialize, ToSchema)]
struct ForecastErrorView {
    /// How many days were forecast.
    days: u32,
    /// The mean error of a day's total, as a share of the mean total.
    total: f64,
    /// The mean error of a half hour, as a share of the mean half hour.
    half_hour: f64,
    /// The share of half hours that stayed within the range; it promises 0.8.
    within_range: f64,
}

/// Half an hour.
#[derive(Debug, Serialize, ToSchema)]
struct HalfHourView {
    /// When it begins by the clock on the wall, such as `09:30`.
    from: String,
    /// How many are expected.
    expected: f64,
    /// What one day in ten stays below.
    low: f64,
    /// What nine days in ten stay below.
    high: f64,
    /// How many counters the target needs.
    needed: u32,
    /// How many counters have somebody by the shifts.
    planned: u32,
    /// The share of those expected who will be called in time with the planned counters.
    in_time: f64,
}

/// Forecasts who comes to a branch on a day and how many counters that takes.
#[utoipa::path(get, path = "/branches/{branch_id}/staffing", tag = "staffing",
    params(("branch_id" = BranchId, Path), StaffingQuery),
    security(("session" = ["staffing:plan"])),
    responses((status = 200, description = "What the day needs.", body = StaffingView), Problems))]
async fn plan_staffing(
    ctx: Ctx,
    State(app): State<App>,
    Path(branch): Path<BranchId>,
    Query(query): Query<StaffingQuery>,
) -> Result<Json<StaffingView>, Problem> {
    let StaffingQuery { day, share_percent, within_s } = query;
    let question = Question { day, share_percent, within_s };
    Ok(Json((&staffing::ask(&ctx, &app, branch, &question).await?).into()))
}

impl From<&Staffing> for StaffingView {
    fn from(told: &Staffing) -> Self {
        let plan = told.plan.as_ref();
        Self {
            share_percent: told.share_percent,
            within_s: told.within_s,
            days: told.days,
            fewest_days: FEWEST_DAYS,
            busy_s: plan.map(|plan| plan.busy_s),
            error: plan.and_then(|plan| plan.error).map(ForecastErrorView::from),
            half_hours: plan.map_or_else(Vec::new, |plan| {
                plan.half_hours.iter().map(HalfHourView::from).collect()
            }),
        }
    }
}

impl From<ForecastError> for ForecastErrorView {
    fn from(error: ForecastError) -> Self {
        Self {
            days: error.days,
            total: error.total_error,
            half_hour: error.slot_error,
            within_range: error.within_range,
        }
    }
}

impl From<&HalfHour> for HalfHourView {
    fn from(slot: &HalfHour) -> Self {
        Self {
            from: format!("{:02}:{:02}", slot.from_min / 60, slot.from_min % 60),
            expected: slot.expected,
            low: slot.range[0],
            high: slot.range[1],
            needed: slot.needed,
            planned: slot.planned,
            in_time: slot.in_time,
        }
    }
}
