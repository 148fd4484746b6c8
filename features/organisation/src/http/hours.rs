//! Opening hours of a branch.

use access::Ctx;
use app::App;
use axum::extract::State;
use deadlines::{ClockTime, Exception, HoursError, Interval, OpeningHours, OpeningRules};
use jiff::civil::Date;
use kernel::{BranchId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::{Answer, Fields, Json, Path, Problem, Problems};

use crate::api::{BranchDay, branch_day};
use crate::model::branch::Branch;
use crate::service::hours;

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(show_opening_hours, set_opening_hours))
}

/// The opening hours of a branch.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OpeningHoursView {
    /// The branch.
    branch_id: BranchId,
    /// The hours by kind of day, and the dates that differ.
    hours: HoursBody,
    /// What they come to today.
    today: DayView,
    /// The version of the branch; send it back when changing.
    version: i32,
}

/// The hours by kind of day, and the dates that differ.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct HoursBody {
    /// Hours of workdays.
    #[serde(default)]
    workday: Vec<IntervalBody>,
    /// Hours of Saturdays and Sundays.
    #[serde(default)]
    weekend: Vec<IntervalBody>,
    /// Hours of holidays.
    #[serde(default)]
    holiday: Vec<IntervalBody>,
    /// Hours of make-up workdays; those of workdays when `null`.
    make_up_workday: Option<Vec<IntervalBody>>,
    /// Dates that differ.
    #[serde(default)]
    exceptions: Vec<ExceptionBody>,
}

/// A stretch of one day.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct IntervalBody {
    /// When it opens, such as `09:00`.
    #[schema(pattern = "^([01][0-9]|2[0-4]):[0-5][0-9]$")]
    from: String,
    /// When it closes, up to `24:00`.
    #[schema(pattern = "^([01][0-9]|2[0-4]):[0-5][0-9]$")]
    to: String,
}

/// Other hours on one date; none means closed.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExceptionBody {
    /// The date.
    #[schema(value_type = String, format = Date)]
    date: Date,
    /// The hours of that date.
    #[serde(default)]
    hours: Vec<IntervalBody>,
    /// Why, for those who stand before the door.
    #[serde(default)]
    reason: String,
}

/// What the hours come to on one day.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DayView {
    /// The date on the wall of the branch.
    #[schema(value_type = String, format = Date)]
    date: Date,
    /// `workday`, `weekend`, `holiday` or `make_up_workday`.
    #[schema(value_type = String)]
    day_kind: deadlines::DayKind,
    /// Whether the calendar of that year is published; otherwise the day follows its weekday.
    known: bool,
    /// Whether the branch is open now.
    open: bool,
    /// The hours of the day; empty means closed all day.
    hours: Vec<IntervalBody>,
    /// Why they differ from the usual ones.
    reason: Option<String>,
    /// When the present stretch ends; `null` when closed.
    closes_at: Option<Timestamp>,
    /// When it opens next; `null` when open.
    opens_at: Option<Timestamp>,
}

/// The hours that are to replace those of a branch.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetOpeningHours {
    /// The version of the branch that the caller has seen.
    version: i32,
    /// The hours.
    hours: HoursBody,
}

impl From<&Interval> for IntervalBody {
    fn from(interval: &Interval) -> Self {
        Self { from: interval.from.to_string(), to: interval.to.to_string() }
    }
}

impl From<&OpeningRules> for HoursBody {
    fn from(rules: &OpeningRules) -> Self {
        let list = |intervals: &[Interval]| intervals.iter().map(IntervalBody::from).collect();
        let exception = |exception: &Exception| ExceptionBody {
            date: exception.date,
            hours: list(&exception.hours),
            reason: exception.reason.clone(),
        };
        Self {
            workday: list(&rules.workday),
            weekend: list(&rules.weekend),
            holiday: list(&rules.holiday),
            make_up_workday: rules.make_up_workday.as_deref().map(list),
            exceptions: rules.exceptions.iter().map(exception).collect(),
        }
    }
}

impl HoursBody {
    /// Reads the times; every one that is none is told with its pointer.
    fn into_rules(self) -> Result<OpeningRules, Fields> {
        let mut fields = Fields::default();
        let mut read = |pointer: &str, intervals: Vec<IntervalBody>| {
            let interval = |(index, body): (usize, IntervalBody)| Interval {
                from: time(&mut fields, &format!("{pointer}/{index}/from"), &body.from),
                to: time(&mut fields, &format!("{pointer}/{index}/to"), &body.to),
            };
            intervals.into_iter().enumerate().map(interval).collect::<Vec<_>>()
        };
        let rules = OpeningRules {
            workday: read("/hours/workday", self.workday),
            weekend: read("/hours/weekend", self.weekend),
            holiday: read("/hours/holiday", self.holiday),
            make_up_workday: self
                .make_up_workday
                .map(|intervals| read("/hours/make_up_workday", intervals)),
            exceptions: (0_usize..)
                .zip(self.exceptions)
                .map(|(index, body)| Exception {
                    date: body.date,
                    hours: read(&format!("/hours/exceptions/{index}/hours"), body.hours),
                    reason: body.reason,
                })
                .collect(),
        };
        fields.into_result().map(|()| rules)
    }
}

fn time(fields: &mut Fields, pointer: &str, text: &str) -> ClockTime {
    text.parse().unwrap_or_else(|_: HoursError| {
        fields.add(
            pointer,
            "branch.bad_time",
            "请按 09:00 的格式填写时间。",
            "Please write the time like 09:00.",
        );
        ClockTime::END
    })
}

impl DayView {
    fn new(day: BranchDay) -> Self {
        Self {
            date: day.business_date,
            day_kind: day.day_kind,
            known: day.known,
            open: day.open_now,
            hours: day.hours.iter().map(IntervalBody::from).collect(),
            reason: day.reason,
            closes_at: day.closes_at,
            opens_at: day.opens_at,
        }
    }
}

impl OpeningHoursView {
    fn new(branch: &Branch, hours: &OpeningHours, today: BranchDay) -> Self {
        let (hours, today) = (HoursBody::from(hours.rules()), DayView::new(today));
        Self { branch_id: branch.id, hours, today, version: branch.version }
    }
}

/// Shows the opening hours of a branch, and what they come to today.
#[utoipa::path(get, path = "/branches/{branch_id}/opening-hours", tag = "organisation", params(("branch_id" = BranchId, Path)),
    security(("session" = ["branch:read"])),
    responses((status = 200, description = "The hours.", body = OpeningHoursView), Problems))]
async fn show_opening_hours(
    ctx: Ctx,
    State(app): State<App>,
    Path(id): Path<BranchId>,
) -> Result<Json<OpeningHoursView>, Problem> {
    let (branch, hours) = hours::show(&ctx, &app, id).await?;
    let today = branch_day(&app, id, ctx.now()).await?;
    Ok(Json(OpeningHoursView::new(&branch, &hours, today)))
}

/// Replaces the opening hours of a branch; people who wait already are not sent away.
#[utoipa::path(put, path = "/branches/{branch_id}/opening-hours", tag = "organisation", params(("branch_id" = BranchId, Path)),
    security(("session" = ["branch:manage"])),
    request_body = SetOpeningHours, responses((status = 200, description = "The new hours.", body = OpeningHoursView), Problems))]
async fn set_opening_hours(
    ctx: Ctx,
    State(app): State<App>,
    Path(id): Path<BranchId>,
    Json(body): Json<SetOpeningHours>,
) -> Result<Answer<OpeningHoursView>, Problem> {
    let rules = body.hours.into_rules()?;
    let change = hours::replace(&ctx, &app, id, body.version, rules).await?;
    let today = hours::today(&ctx, &app, &change.value).await?;
    web::answer(&ctx, change, |(branch, hours)| OpeningHoursView::new(&branch, &hours, today)).await
}
