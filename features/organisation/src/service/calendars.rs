//! Calendars: holidays and make-up workdays.

use access::Ctx;
use app::App;
use audit::Entry;
use db::{Change, WriteTx};
use deadlines::YearDays;
use jiff::civil::Date;
use serde_json::json;
use web::Fields;

use super::{announce, begin, require_everywhere};
use crate::error::OrganisationError;
use crate::model::calendar::{CalendarDay, CalendarDayKind};
use crate::permissions::{BRANCH_READ, CALENDAR_MANAGE};
use crate::store;

/// The calendar whose years come with the program.
const BUILT_IN: &str = "cn";

/// At most this many days go into one statement.
const CHUNK: usize = 500;

/// A calendar's year, as it is shown.
#[derive(Clone, Debug)]
pub(crate) struct CalendarYear {
    pub(crate) jurisdiction: String,
    pub(crate) year: i16,
    /// Whether the year is published; otherwise its days follow their weekday.
    pub(crate) known: bool,
    pub(crate) days: Vec<CalendarDay>,
}

/// Shows the entries of one year's notice.
pub(crate) async fn show(
    ctx: &Ctx,
    app: &App,
    jurisdiction: &str,
    year: i16,
) -> Result<CalendarYear, OrganisationError> {
    ctx.require(BRANCH_READ)?;
    let days = store::calendar::of_year(app.db.reader(), jurisdiction, year).await?;
    let known = days.iter().any(|day| day.kind != CalendarDayKind::Ordinary);
    Ok(CalendarYear { jurisdiction: jurisdiction.to_owned(), year, known, days })
}

/// Sets what the calendar says about a day; a day that is there keeps its id.
///
/// [`CalendarDayKind::Ordinary`] withdraws an entry, so that the day follows its weekday.
pub(crate) async fn set(
    ctx: &Ctx,
    app: &App,
    mut day: CalendarDay,
) -> Result<Change<CalendarDay>, OrganisationError> {
    require_everywhere(ctx, CALENDAR_MANAGE)?;
    let mut fields = Fields::default();
    day.check(&mut fields);
    fields.into_result()?;
    let tx = begin(app).await?;
    match store::calendar::find(&tx, &day.jurisdiction, day.date).await? {
        Some(before) => {
            day.id = before.id;
            store::calendar::update(&tx, &day).await?;
        }
        None => store::calendar::insert(&tx, &day).await?,
    }
    let entry = Entry::new("calendar.day_set").on("calendar_day", day.date);
    let entry = entry.detail(json!({ "jurisdiction": day.jurisdiction, "kind": day.kind }));
    announce(app, &tx, ctx, entry).await?;
    Ok(Change::new(tx, day))
}

/// Adds the days of the built-in years that are not there yet; returns how many that were.
///
/// A day that an administrator has changed or withdrawn stays as it is.
pub(crate) async fn fill_in(ctx: &Ctx, app: &App) -> Result<usize, OrganisationError> {
    let known = store::calendar::all(app.db.reader(), BUILT_IN).await?;
    let is_missing = |day: &CalendarDay| !known.iter().any(|other| other.date == day.date);
    let missing: Vec<_> = built_in(|| ctx.id()).into_iter().filter(is_missing).collect();
    if missing.is_empty() {
        return Ok(0);
    }
    let tx = begin(app).await?;
    insert(ctx, app, &tx, &missing).await?;
    tx.commit().await?;
    Ok(missing.len())
}

async fn insert(
    ctx: &Ctx,
    app: &App,
    tx: &WriteTx,
    days: &[CalendarDay],
) -> Result<(), OrganisationError> {
    for chunk in days.chunks(CHUNK) {
        store::calendar::insert_missing(tx, chunk).await?;
    }
    let entry = Entry::new("calendar.filled_in").on("calendar", BUILT_IN);
    announce(app, tx, ctx, entry.detail(json!({ "days": days.len() }))).await
}

/// Reads the years that come with the program; of a date that two notices name, the later notice counts.
fn built_in(id: impl Fn() -> uuid::Uuid) -> Vec<CalendarDay> {
    let mut days = std::collections::BTreeMap::<Date, CalendarDay>::new();
    for (_, text) in data::built_in::files("calendars/cn/") {
        let Ok(year) = serde_json::from_str::<YearDays>(&text) else { continue };
        let source = year.papers.first().cloned().unwrap_or_default();
        for day in year.days {
            let kind =
                if day.off { CalendarDayKind::Holiday } else { CalendarDayKind::MakeUpWorkday };
            let (jurisdiction, source) = (BUILT_IN.to_owned(), source.clone());
            let entry = CalendarDay {
                id: id(),
                jurisdiction,
                year: year.year,
                date: day.date,
                kind,
                name: day.name,
                source,
            };
            days.insert(entry.date, entry);
        }
    }
    days.into_values().collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::model::calendar::work_calendar;

    /// The vectors of 2026: from the day, so many working days, to the day.
    #[test]
    fn every_built_in_year_can_be_read() {
        for (path, text) in data::built_in::files("calendars/cn/") {
            let is_year = std::path::Path::new(&path).extension().is_some_and(|end| end == "json");
            assert!(!is_year || serde_json::from_str::<YearDays>(&text).is_ok(), "{path}");
        }
    }

    #[test]
    fn the_built_in_years_count_working_days_right() {
        let calendar = work_calendar(&built_in(uuid::Uuid::nil));
        let vectors = [
            (date(2026, 2, 13), 1, date(2026, 2, 14)),
            (date(2026, 2, 13), 5, date(2026, 2, 27)),
            (date(2026, 4, 30), 1, date(2026, 5, 6)),
            (date(2026, 4, 30), 5, date(2026, 5, 11)),
            (date(2026, 9, 18), 3, date(2026, 9, 22)),
            (date(2026, 9, 24), 1, date(2026, 9, 28)),
            (date(2026, 9, 30), 1, date(2026, 10, 8)),
            (date(2026, 9, 30), 5, date(2026, 10, 13)),
            (date(2026, 10, 9), 1, date(2026, 10, 10)),
        ];
        for (start, days, end) in vectors {
            assert_eq!(
                calendar.add_working_days(start, days).unwrap().date,
                end,
                "{start} + {days}"
            );
        }
        assert_eq!(calendar.working_days_between(date(2025, 12, 31), date(2026, 12, 31)), 248);
        assert!(!calendar.day_kind(date(2027, 3, 1)).known, "2027 has not been announced");
    }
}
