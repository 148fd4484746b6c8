//! Calendars: holidays and make-up workdays.

use access::Ctx;
use app::App;
use axum::extract::State;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::{Answer, Json, Path, Problem, Problems};

use crate::model::calendar::{CalendarDay, CalendarDayKind};
use crate::service::calendars::{self, CalendarYear};

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(show_calendar))
        .routes(routes!(set_calendar_day, withdraw_calendar_day))
}

/// The entries of one year's notice.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CalendarView {
    /// Whose calendar.
    jurisdiction: String,
    /// The year of the notice.
    year: i16,
    /// Whether the year is published; otherwise its days follow their weekday.
    known: bool,
    /// Where the notice is published.
    source: Option<String>,
    /// The days that differ from their weekday, by date; December of the year before may be among them.
    days: Vec<CalendarDayView>,
}

/// A day that differs from its weekday.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CalendarDayView {
    /// The day.
    #[schema(value_type = String, format = Date)]
    date: Date,
    /// What the calendar says about it.
    kind: CalendarDayKind,
    /// What it is called.
    name: String,
    /// Where that is announced.
    source: String,
}

/// What the calendar is to say about a day.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetCalendarDay {
    /// A day off or a make-up workday; `ordinary` lets the day follow its weekday.
    kind: CalendarDayKind,
    /// What it is called.
    name: String,
    /// Where that is announced.
    #[serde(default)]
    source: String,
}

/// Names a day of a calendar in an address.
#[derive(Debug, Deserialize)]
struct DayPath {
    jurisdiction: String,
    year: i16,
    date: Date,
}

impl From<CalendarYear> for CalendarView {
    fn from(year: CalendarYear) -> Self {
        let source =
            year.days.iter().map(|day| day.source.as_str()).find(|source| !source.is_empty());
        Self {
            source: source.map(str::to_owned),
            jurisdiction: year.jurisdiction,
            year: year.year,
            known: year.known,
            days: year.days.into_iter().map(CalendarDayView::from).collect(),
        }
    }
}

impl From<CalendarDay> for CalendarDayView {
    fn from(day: CalendarDay) -> Self {
        Self { date: day.date, kind: day.kind, name: day.name, source: day.source }
    }
}

impl DayPath {
    fn into_day(
        self,
        ctx: &Ctx,
        kind: CalendarDayKind,
        name: String,
        source: String,
    ) -> CalendarDay {
        let Self { jurisdiction, year, date } = self;
        CalendarDay { id: ctx.id(), jurisdiction, year, date, kind, name, source }
    }
}

/// Shows the calendar of a year; a year that is not published yet is empty and not `known`.
#[utoipa::path(get, path = "/calendars/{jurisdiction}/{year}", tag = "organisation",
    security(("session" = ["branch:read"])),
    params(("jurisdiction" = String, Path), ("year" = i16, Path)),
    responses((status = 200, description = "The year.", body = CalendarView), Problems))]
async fn show_calendar(
    ctx: Ctx,
    State(app): State<App>,
    Path((jurisdiction, year)): Path<(String, i16)>,
) -> Result<Json<CalendarView>, Problem> {
    Ok(Json(calendars::show(&ctx, &app, &jurisdiction, year).await?.into()))
}

/// Sets what the calendar says about a day.
#[utoipa::path(put, path = "/calendars/{jurisdiction}/{year}/days/{date}", tag = "organisation",
    security(("session" = ["calendar:manage"])),
    params(("jurisdiction" = String, Path), ("year" = i16, Path), ("date" = String, Path)),
    request_body = SetCalendarDay, responses((status = 200, description = "The day.", body = CalendarDayView), Problems))]
async fn set_calendar_day(
    ctx: Ctx,
    State(app): State<App>,
    Path(path): Path<DayPath>,
    Json(body): Json<SetCalendarDay>,
) -> Result<Answer<CalendarDayView>, Problem> {
    let day = path.into_day(&ctx, body.kind, body.name, body.source);
    let change = calendars::set(&ctx, &app, day).await?;
    web::answer(&ctx, change, CalendarDayView::from).await
}

/// Withdraws the entry of a day, so that it follows its weekday.
#[utoipa::path(delete, path = "/calendars/{jurisdiction}/{year}/days/{date}", tag = "organisation",
    security(("session" = ["calendar:manage"])),
    params(("jurisdiction" = String, Path), ("year" = i16, Path), ("date" = String, Path)),
    responses((status = 200, description = "The day, now ordinary.", body = CalendarDayView), Problems))]
async fn withdraw_calendar_day(
    ctx: Ctx,
    State(app): State<App>,
    Path(path): Path<DayPath>,
) -> Result<Answer<CalendarDayView>, Problem> {
    let day = path.into_day(&ctx, CalendarDayKind::Ordinary, "普通日".to_owned(), String::new());
    let change = calendars::set(&ctx, &app, day).await?;
    web::answer(&ctx, change, CalendarDayView::from).await
}
