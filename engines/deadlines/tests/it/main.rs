//! Properties of working calendars and opening hours, against the published years of mainland China.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]

mod calendar;
mod clock;
mod hours;
mod laws;
mod limit;
mod opening;
mod place;
mod promise;
mod rule;
mod working;

use deadlines::{WorkCalendar, YearDays};

/// The published years 2019 to 2026, and 2027, whose list is still empty.
fn published() -> WorkCalendar {
    let year = |text: &str| serde_json::from_str::<YearDays>(text).unwrap();
    WorkCalendar::new([
        year(include_str!("../../../../data/calendars/cn/2027.json")),
        year(include_str!("../../../../data/calendars/cn/2026.json")),
        year(include_str!("../../../../data/calendars/cn/2025.json")),
        year(include_str!("../../../../data/calendars/cn/2024.json")),
        year(include_str!("../../../../data/calendars/cn/2023.json")),
        year(include_str!("../../../../data/calendars/cn/2022.json")),
        year(include_str!("../../../../data/calendars/cn/2021.json")),
        year(include_str!("../../../../data/calendars/cn/2020.json")),
        year(include_str!("../../../../data/calendars/cn/2019.json")),
    ])
}
