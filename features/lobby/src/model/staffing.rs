//! How many counters a day needs: arrivals forecast from the days before, and the counters that keep a service target.
//!
//! Each half hour is asked about alone, by Erlang A with the service times and the patience of the branch.

use std::collections::BTreeMap;

use deadlines::Interval;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use kernel::Timestamp;
use queueing::{
    DayArrivals, DayKind, Demand, ForecastError, Patience, Pool, ServiceTarget, backtest, forecast,
    requirement,
};

use super::number::BusinessDay;
use super::what_if::past::Experience;

/// How many half hours a day has.
const SLOTS: usize = 48;

const MINUTES: u16 = 30;

/// Fewer days are no history to forecast from.
pub(crate) const FEWEST_DAYS: usize = 7;

/// How long a visit keeps a counter busy where none was seen.
const USUAL_S: f64 = 300.0;

/// A day that is planned.
#[derive(Debug)]
pub(crate) struct Plan {
    /// How far forecasts of past days were off; `None` when too few days are known to judge.
    pub(crate) error: Option<ForecastError>,
    /// How long a visit keeps a counter busy on average, in seconds.
    pub(crate) busy_s: f64,
    /// The half hours in which the branch is open.
    pub(crate) half_hours: Vec<HalfHour>,
}

/// Half an hour.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct HalfHour {
    /// When it begins, in minutes after midnight.
    pub(crate) from_min: u16,
    /// How many are expected.
    pub(crate) expected: f64,
    /// What one day in ten stays below, and what nine in ten stay below.
    pub(crate) range: [f64; 2],
    /// How many counters the target needs.
    pub(crate) needed: u32,
    /// How many people are planned at counters.
    pub(crate) planned: u32,
    /// The share of those expected who will be called in time with the planned counters.
    pub(crate) in_time: f64,
}

/// Counts arrivals by day and half hour, oldest first.
pub(crate) fn history(arrivals: &[(BusinessDay, Timestamp)], zone: &TimeZone) -> Vec<DayArrivals> {
    let mut days: BTreeMap<BusinessDay, Vec<u32>> = BTreeMap::new();
    for (day, at) in arrivals {
        let clock = at.to_jiff().to_zoned(zone.clone());
        let minutes =
            u16::from(clock.hour().unsigned_abs()) * 60 + u16::from(clock.minute().unsigned_abs());
        days.entry(*day).or_insert_with(|| vec![0; SLOTS])[usize::from(minutes / MINUTES)] += 1;
    }
    let day = |(day, slots): (BusinessDay, Vec<u32>)| DayArrivals { date: kind(day.date()), slots };
    days.into_iter().map(day).collect()
}

/// Plans a day; `None` when too few days are known.
pub(crate) fn plan(
    history: &[DayArrivals],
    day: BusinessDay,
    hours: &[Interval],
    experience: &Experience,
    target: &ServiceTarget,
    planned: impl Fn(u16) -> u32,
) -> Option<Plan> {
    let expected =
        (history.len() >= FEWEST_DAYS).then(|| forecast(history, kind(day.date())))??;
    let busy_s = experience.mean_busy_s().unwrap_or(USUAL_S).max(1.0);
    let patience = experience.mean_patience_s().and_then(|mean_s| Patience::mean_s(mean_s).ok());
    let patience = patience.unwrap_or(Patience::ENDLESS);
    let slots = (0_u16..).step_by(usize::from(MINUTES)).zip(expected);
    let open = slots.filter(|(from_min, _)| {
        hours
            .iter()
            .any(|open| open.from.minutes() < from_min + MINUTES && *from_min < open.to.minutes())
    });
    let half_hour = |(from_min, expected): (u16, queueing::Expected)| {
        let demand = Demand::new(expected.mean * 60.0 / f64::from(MINUTES), busy_s).ok()?;
        let servers = planned(from_min);
        let reached = Pool::new(&demand, servers, patience);
        Some(HalfHour {
            from_min,
            expected: expected.mean,
            range: [expected.low, expected.high],
            needed: requirement(&demand, patience, target).servers,
            planned: servers,
            in_time: reached.map_or(0.0, |pool| pool.served_within(target.within_s())),
        })
    };
    Some(Plan {
        error: backtest(history, FEWEST_DAYS.max(history.len() / 2)),
        busy_s,
        half_hours: open.filter_map(half_hour).collect(),
    })
}

fn kind(date: Date) -> DayKind {
    DayKind {
        weekday: date.weekday().to_monday_zero_offset().unsigned_abs(),
        day_of_month: date.day().unsigned_abs(),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use deadlines::ClockTime;
    use jiff::ToSpan;
    use jiff::civil::date;
    use kernel::{CounterId, ServiceId, StaffId};
    use uuid::Uuid;

    use super::*;
    use crate::model::place::Place;
    use crate::model::what_if::past::{PastEnd, PastVisit};

    const DAYS: i32 = 21;

    /// Twelve customers in the half hour from nine to half past nine, every day of three weeks, in Shanghai.
    fn arrivals() -> Vec<(BusinessDay, Timestamp)> {
        let zone = deadlines::find_zone("Asia/Shanghai").unwrap();
        let day = |days: i32| date(2026, 10, 5).checked_add(days.days()).unwrap();
        let at = |days: i32, minute: i8| {
            let clock = day(days).at(9, minute, 0, 0).to_zoned(zone.clone()).unwrap();
            (BusinessDay::from(day(days)), Timestamp::from(clock.timestamp()))
        };
        (0..DAYS)
            .flat_map(|days| (0..12).map(move |minute| (days, minute)))
            .map(|(days, minute)| at(days, minute))
            .collect()
    }

    /// Everybody keeps a counter busy for five minutes; nobody ever left.
    fn experience() -> Experience {
        let id = Uuid::nil();
        let place = Place { counter: CounterId::from_uuid(id), staff: StaffId::from_uuid(id) };
        let from = Timestamp::from_micros(0);
        let visit = PastVisit {
            day: BusinessDay::from(date(2026, 10, 5)),
            arrived_at: from,
            class: "ordinary".to_owned(),
            service: ServiceId::from_uuid(id),
            waited: Duration::ZERO,
            end: PastEnd::Called { place, from, busy: Duration::from_mins(5) },
        };
        Experience::of(&[visit])
    }

    fn nine_to_ten() -> Vec<Interval> {
        vec![Interval { from: ClockTime::new(9, 0).unwrap(), to: ClockTime::new(10, 0).unwrap() }]
    }

    #[test]
    fn twenty_four_an_hour_of_five_minutes_each_need_three_counters() {
        let zone = deadlines::find_zone("Asia/Shanghai").unwrap();
        let history = history(&arrivals(), &zone);
        let target = ServiceTarget::new(0.8, 300.0).unwrap();
        let day = BusinessDay::from(date(2026, 10, 26));
        let plan = plan(&history, day, &nine_to_ten(), &experience(), &target, |_| 2).unwrap();
        assert_eq!(plan.half_hours.len(), 2);
        let (nine, half_past) = (plan.half_hours[0], plan.half_hours[1]);
        // Not quite two erlangs, because the profile of a day is smoothed: two counters are busy almost all the time.
        assert_eq!((nine.from_min, nine.needed, nine.planned), (540, 3, 2));
        assert!((9.0..=12.0).contains(&nine.expected), "{nine:?}");
        assert!(nine.in_time < 0.5, "{nine:?}");
        assert!(half_past.expected < 3.0 && half_past.needed < nine.needed, "{half_past:?}");
        assert!(plan.error.unwrap().total_error < 0.05);
    }

    #[test]
    fn six_days_are_no_history() {
        let zone = deadlines::find_zone("Asia/Shanghai").unwrap();
        let few = history(&arrivals()[..12 * 6], &zone);
        let target = ServiceTarget::new(0.8, 300.0).unwrap();
        let day = BusinessDay::from(date(2026, 10, 26));
        assert!(plan(&few, day, &nine_to_ten(), &experience(), &target, |_| 2).is_none());
    }
}
