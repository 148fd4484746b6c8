//! Which slots a day has and what is left of them.

use deadlines::Interval;
use jiff::ToSpan as _;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use kernel::Timestamp;

use super::rules::{AppointmentRules, minutes};

/// A stretch of time in which appointments begin, from `from` up to but not including `to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Slot {
    /// The appointed time.
    pub(crate) from: Timestamp,
    /// The end.
    pub(crate) to: Timestamp,
}

impl Slot {
    /// Tells whether the two have a moment in common.
    pub(crate) fn overlaps(self, other: Self) -> bool {
        self.from < other.to && other.from < self.to
    }
}

/// Cuts the hours of a day into slots; a rest at the end of a stretch that is shorter than a slot is left out.
pub(crate) fn slots_of(
    hours: &[Interval],
    date: Date,
    zone: &TimeZone,
    slot_min: u32,
) -> Vec<Slot> {
    let instant = |minute: u32| {
        let midnight = date.at(0, 0, 0, 0);
        let wall = midnight.checked_add(i64::from(minute).minutes()).ok()?;
        zone.to_ambiguous_timestamp(wall).compatible().ok().map(Timestamp::from)
    };
    let step = slot_min.max(1);
    let stretch = |interval: &Interval| {
        let (from, to) = (u32::from(interval.from.minutes()), u32::from(interval.to.minutes()));
        let count = to.saturating_sub(from) / step;
        (0..count).map(move |index| (from + index * step, from + (index + 1) * step))
    };
    let walls = hours.iter().flat_map(stretch);
    // A slot that the change to summer time swallows has no length and is none.
    walls
        .filter_map(|(from, to)| Some(Slot { from: instant(from)?, to: instant(to)? }))
        .filter(|slot| slot.from < slot.to)
        .collect()
}

/// Tells whether a slot is not too near to be booked.
pub(crate) fn in_time(slot: Slot, rules: &AppointmentRules, now: Timestamp) -> bool {
    slot.from > now && slot.from >= now + minutes(rules.lead_min)
}

/// Returns the days that can be booked, today first.
pub(crate) fn days(today: Date, rules: &AppointmentRules) -> Vec<Date> {
    let day = |ahead: u32| today.checked_add(i64::from(ahead).days()).ok();
    (0..=rules.days_ahead).filter_map(day).collect()
}

/// Returns how many appointments a slot still takes, given those that count for the service.
///
/// An appointment counts wherever it has a moment in common, so that none is overlooked when the length of slots changes.
pub(crate) fn left(slot: Slot, capacity: u32, taken: &[Slot]) -> u32 {
    let counted = taken.iter().filter(|other| slot.overlaps(**other)).count();
    capacity.saturating_sub(u32::try_from(counted).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use deadlines::ClockTime;
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::super::rules::built_in;
    use super::*;

    fn interval(from: u16, to: u16) -> Interval {
        let clock = |minutes: u16| ClockTime::new(minutes / 60, minutes % 60).unwrap();
        Interval { from: clock(from), to: clock(to) }
    }

    fn shanghai() -> TimeZone {
        TimeZone::get("Asia/Shanghai").unwrap()
    }

    proptest! {
        #[test]
        fn slots_lie_within_the_hours_and_follow_each_other(
            from in 0_u16..1_200, length in 0_u16..600, slot_min in 5_u32..240,
        ) {
            let to = (from + length).min(1_440);
            let slots = slots_of(&[interval(from, to)], date(2026, 11, 24), &shanghai(), slot_min);
            let midnight: Timestamp = "2026-11-23T16:00:00Z".parse().unwrap();
            let (opens, closes) = (midnight + minutes(from.into()), midnight + minutes(to.into()));
            for slot in &slots {
                prop_assert!(slot.from >= opens && slot.to <= closes);
                prop_assert_eq!(slot.to, slot.from + minutes(slot_min));
            }
            for pair in slots.windows(2) {
                prop_assert_eq!(pair[0].to, pair[1].from);
                prop_assert!(!pair[0].overlaps(pair[1]));
            }
            let rest = u32::from(to - from) - u32::try_from(slots.len()).unwrap() * slot_min;
            prop_assert!(rest < slot_min, "what is left out is shorter than a slot");
        }

        #[test]
        fn a_slot_that_is_filled_one_by_one_is_full_after_its_capacity(
            capacity in 0_u32..6, wishes in proptest::collection::vec(0_usize..4, 0..40),
        ) {
            let slots = slots_of(&[interval(540, 660)], date(2026, 11, 24), &shanghai(), 30);
            let mut taken = Vec::new();
            for wish in wishes {
                if left(slots[wish], capacity, &taken) > 0 {
                    taken.push(slots[wish]);
                }
            }
            for slot in slots {
                let held = taken.iter().filter(|other| **other == slot).count();
                prop_assert!(held <= usize::try_from(capacity).unwrap());
                let free = usize::try_from(left(slot, capacity, &taken)).unwrap();
                prop_assert_eq!(free, usize::try_from(capacity).unwrap() - held);
            }
        }
    }

    #[test]
    fn a_break_at_noon_parts_the_day() {
        let hours = [interval(540, 720), interval(780, 1_005)];
        let slots = slots_of(&hours, date(2026, 11, 24), &shanghai(), 60);
        let written: Vec<_> = slots.iter().map(|slot| slot.from.to_string()).collect();
        assert_eq!(
            written,
            [
                "2026-11-24T01:00:00Z",
                "2026-11-24T02:00:00Z",
                "2026-11-24T03:00:00Z",
                "2026-11-24T05:00:00Z",
                "2026-11-24T06:00:00Z",
                "2026-11-24T07:00:00Z"
            ]
        );
    }

    #[test]
    fn a_change_of_the_length_overlooks_nobody() {
        let long = slots_of(&[interval(540, 660)], date(2026, 11, 24), &shanghai(), 60);
        let short = slots_of(&[interval(540, 660)], date(2026, 11, 24), &shanghai(), 20);
        let free: Vec<_> = short.iter().map(|slot| left(*slot, 1, &long[..1])).collect();
        assert_eq!(free, [0, 0, 0, 1, 1, 1]);
    }

    #[test]
    fn today_counts_and_so_does_the_last_day() {
        let rules = built_in();
        let days = days(date(2026, 11, 24), &rules);
        assert_eq!((days.len(), days[0], days[14]), (15, date(2026, 11, 24), date(2026, 12, 8)));
        let slot = slots_of(&[interval(540, 660)], date(2026, 11, 24), &shanghai(), 30)[1];
        assert!(in_time(slot, &rules, slot.from - minutes(60)));
        assert!(!in_time(slot, &rules, slot.from - minutes(59)));
    }
}
