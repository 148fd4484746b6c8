//! Calendars 日历: which days are off, which are worked to make up.

use deadlines::{Day, WorkCalendar, YearDays};
use jiff::civil::Date;
use uuid::Uuid;
use web::Fields;

use super::text;
use super::words::words;

words! {
    /// What the calendar says about a day.
    pub(crate) enum CalendarDayKind {
        /// A day off.
        Holiday => "holiday",
        /// A Saturday or Sunday that is worked to make up for a holiday.
        MakeUpWorkday => "make_up_workday",
        /// A day that follows its weekday after all; keeps a withdrawn entry from coming back with the next release.
        Ordinary => "ordinary",
    }
}

/// One entry of a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CalendarDay {
    /// Its id.
    pub(crate) id: Uuid,
    /// Whose calendar, such as `cn`.
    pub(crate) jurisdiction: String,
    /// The year of the notice; days at the end of December may stand in the next year's.
    pub(crate) year: i16,
    /// The day.
    pub(crate) date: Date,
    /// What the calendar says about it.
    pub(crate) kind: CalendarDayKind,
    /// What it is called.
    pub(crate) name: String,
    /// Where that is announced.
    pub(crate) source: String,
}

impl CalendarDay {
    /// Adds what is wrong with the entry.
    pub(crate) fn check(&self, fields: &mut Fields) {
        text::check_code(fields, "/jurisdiction", &self.jurisdiction);
        text::check_name(fields, "/name", &self.name);
        text::check_text(fields, "/source", &self.source);
        fields.check(
            self.date.year() == self.year
                || (self.date.year() + 1 == self.year && self.date.month() == 12),
            "/date",
            "calendar.other_year",
            "日期不属于这一年的通知（上年十二月的日期除外）。",
            "The date is not part of this year's notice (December before it may be).",
        );
    }
}

/// Builds the calendar of a jurisdiction; a year without entries is not known and follows the weekday, visibly.
pub(crate) fn work_calendar(days: &[CalendarDay]) -> WorkCalendar {
    let mut years: Vec<YearDays> = Vec::new();
    for day in days.iter().filter(|day| day.kind != CalendarDayKind::Ordinary) {
        let entry = Day {
            date: day.date,
            name: day.name.clone(),
            off: day.kind == CalendarDayKind::Holiday,
        };
        match years.iter_mut().find(|year| year.year == day.year) {
            Some(year) => year.days.push(entry),
            None => years.push(YearDays { year: day.year, papers: Vec::new(), days: vec![entry] }),
        }
    }
    WorkCalendar::new(years)
}

#[cfg(test)]
mod tests {
    use deadlines::DayKind;
    use jiff::civil::date;

    use super::*;

    fn day(on: Date, kind: CalendarDayKind) -> CalendarDay {
        CalendarDay {
            id: Uuid::nil(),
            jurisdiction: "cn".to_owned(),
            year: 2026,
            date: on,
            kind,
            name: "国庆节".to_owned(),
            source: String::new(),
        }
    }

    #[test]
    fn entries_decide_and_a_missing_year_is_not_known() {
        let calendar = work_calendar(&[
            day(date(2026, 10, 1), CalendarDayKind::Holiday),
            day(date(2026, 10, 10), CalendarDayKind::MakeUpWorkday),
            day(date(2026, 10, 3), CalendarDayKind::Ordinary),
        ]);
        assert_eq!(calendar.day_kind(date(2026, 10, 1)).kind, DayKind::Holiday);
        assert_eq!(calendar.day_kind(date(2026, 10, 10)).kind, DayKind::MakeUpWorkday);
        assert_eq!(calendar.day_kind(date(2026, 10, 3)).kind, DayKind::Weekend);
        assert!(calendar.day_kind(date(2026, 10, 1)).known);
        assert!(!calendar.day_kind(date(2027, 3, 1)).known);
        assert!(!work_calendar(&[]).day_kind(date(2026, 3, 2)).known);
    }
}
