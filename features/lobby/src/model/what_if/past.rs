//! What is known of past days.

use std::collections::BTreeMap;
use std::time::Duration;

use kernel::{ServiceId, Timestamp};
use queueing::{Chance, Shift, Survival};

use crate::model::number::BusinessDay;
use crate::model::place::Place;

/// Somebody who came and did not go to a machine.
#[derive(Clone, Debug)]
pub(crate) struct PastVisit {
    /// The day.
    pub(crate) day: BusinessDay,
    /// When the number was taken.
    pub(crate) arrived_at: Timestamp,
    /// The class.
    pub(crate) class: String,
    /// What was wanted in the end.
    pub(crate) service: ServiceId,
    /// How long the wait was, all stretches together.
    pub(crate) waited: Duration,
    /// How it ended.
    pub(crate) end: PastEnd,
}

/// How a past visit ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PastEnd {
    /// A counter was busy with it.
    Called {
        /// Where.
        place: Place,
        /// From the first call on.
        from: Timestamp,
        /// For so long, the way to the counter included.
        busy: Duration,
    },
    /// The visitor had enough of waiting.
    Left,
    /// The day was over.
    DayEnded,
}

/// A counter that is idle for longer counts as closed in between.
const AWAY: Duration = Duration::from_hours(1);

/// How long a service takes of which none was seen.
const USUAL: Duration = Duration::from_mins(5);

/// What the days teach of services and patience.
#[derive(Debug)]
pub(crate) struct Experience {
    services: BTreeMap<ServiceId, Vec<Duration>>,
    patience: Option<Survival>,
}

impl Experience {
    /// Learns from visits.
    pub(crate) fn of(visits: &[PastVisit]) -> Self {
        let mut services: BTreeMap<ServiceId, Vec<Duration>> = BTreeMap::new();
        for visit in visits {
            if let PastEnd::Called { busy, .. } = visit.end {
                services.entry(visit.service).or_default().push(busy);
            }
        }
        let waits = visits.iter().map(|visit| (seconds(visit.waited), visit.end == PastEnd::Left));
        Self { services, patience: Survival::of(waits) }
    }

    /// Draws how long somebody keeps a counter busy who was never called, from those who wanted the same.
    pub(super) fn draw_busy(&self, service: ServiceId, chance: &mut Chance) -> Duration {
        let known = self.services.get(&service).map_or(&[][..], Vec::as_slice);
        let drawn = chance.unit();
        known.get(index(drawn, known.len())).copied().unwrap_or(USUAL)
    }

    /// Draws how long somebody is willing to wait who was called after so long; `None` means for ever, where nobody ever left.
    pub(super) fn draw_patience(&self, waited: Duration, chance: &mut Chance) -> Option<Duration> {
        let willing = self.patience.as_ref()?.draw_beyond(seconds(waited), chance);
        Some(Duration::from_secs_f64(willing.clamp(0.0, LONGEST_S)))
    }

    /// Returns the mean time that a visit keeps a counter busy; `None` when nobody was ever called.
    pub(crate) fn mean_busy_s(&self) -> Option<f64> {
        let all: Vec<f64> = self.services.values().flatten().map(Duration::as_secs_f64).collect();
        let seen = u32::try_from(all.len()).ok().filter(|seen| *seen > 0)?;
        Some(all.iter().sum::<f64>() / f64::from(seen))
    }

    /// Returns the mean patience; `None` when nobody ever left.
    pub(crate) fn mean_patience_s(&self) -> Option<f64> {
        self.patience.as_ref().map(Survival::mean_s)
    }
}

/// Nobody waits for longer than a week.
const LONGEST_S: f64 = 7.0 * 24.0 * 3600.0;

/// Returns who sat where and when on one day, as far as calls tell: from the first call of a person at a counter to the end of
/// the last service, without stretches of more than an hour in which nothing happened there.
pub(super) fn seats(visits: &[&PastVisit]) -> BTreeMap<SeatKey, (Place, Vec<Shift>)> {
    let called = |visit: &&&PastVisit| match visit.end {
        PastEnd::Called { place, from, busy } => Some((from, from + busy, place)),
        PastEnd::Left | PastEnd::DayEnded => None,
    };
    let mut calls: Vec<_> = visits.iter().filter_map(|visit| called(&visit)).collect();
    calls.sort_unstable_by_key(|(from, ..)| *from);
    let mut seats: BTreeMap<SeatKey, (Place, Vec<Shift>)> = BTreeMap::new();
    let mut holders = BTreeMap::new();
    for (from, to, place) in calls {
        let relieved = holders.insert(place.counter, place.staff) != Some(place.staff);
        let key = (place.counter, place.staff);
        let (_, shifts) = seats.entry(key).or_insert_with(|| (place, Vec::new()));
        let (from_us, to_us) = (from.micros(), to.micros());
        match shifts.last_mut() {
            Some(last) if !relieved && from_us - last.to_us <= micros(AWAY) => {
                last.to_us = last.to_us.max(to_us);
            }
            // Who goes on at once after a service that ended meanwhile does not sit there twice.
            Some(last) if from_us < last.to_us => last.to_us = last.to_us.max(to_us),
            _ => shifts.push(Shift { from_us, to_us }),
        }
    }
    seats
}

/// A counter and the person at it, so that they can be ordered.
pub(super) type SeatKey = (kernel::CounterId, kernel::StaffId);

pub(super) fn micros(time: Duration) -> i64 {
    i64::try_from(time.as_micros()).unwrap_or(i64::MAX)
}

fn seconds(time: Duration) -> u32 {
    u32::try_from(time.as_secs()).unwrap_or(u32::MAX)
}

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "an index below the length"
)]
fn index(drawn: f64, length: usize) -> usize {
    (drawn * length as f64) as usize
}
