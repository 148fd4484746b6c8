//! What a visit knows of the appointment it is for.

use kernel::Timestamp;

use super::AppointmentId;
use crate::model::class::APPOINTMENT;

/// What a visit knows of the appointment it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Appointed {
    /// The appointment.
    pub(crate) id: AppointmentId,
    /// From when a wait in the class `appointment` counts at the earliest.
    pub(crate) counts_from: Timestamp,
}

impl Appointed {
    /// Returns from when a wait counts that began at an instant.
    ///
    /// In the class `appointment` nobody gains by coming before the others of that class whose time came earlier; in every
    /// other class the wait counts as anybody's. `latest` bounds it, so that no wait begins in the future.
    pub(crate) fn queued_at(self, began: Timestamp, class: &str, latest: Timestamp) -> Timestamp {
        if class == APPOINTMENT { began.max(self.counts_from.min(latest)) } else { began }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_the_class_the_wait_counts_from_the_appointed_time_and_in_others_from_coming() {
        let at = |second: i64| Timestamp::from_micros(second * 1_000_000);
        let id = AppointmentId::from_uuid(uuid::Uuid::from_u128(3));
        let appointed = Appointed { id, counts_from: at(100) };
        assert_eq!(appointed.queued_at(at(40), "appointment", at(200)), at(100));
        assert_eq!(appointed.queued_at(at(40), "ordinary", at(200)), at(40));
        assert_eq!(appointed.queued_at(at(150), "appointment", at(200)), at(150));
        assert_eq!(appointed.queued_at(at(40), "appointment", at(60)), at(60));
    }
}
