//! Shifts 班次: who works where and when.

use std::time::Duration;

use kernel::{BranchId, CounterId, StaffId, Timestamp};
use web::Fields;

kernel::id_type! {
    /// Identifies a shift.
    pub struct ShiftId;
}

/// The longest shift.
pub(crate) const LONGEST: Duration = Duration::from_hours(24);

/// A stretch of work, from `from` up to but not including `to`; it may run over midnight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    /// Its id.
    pub id: ShiftId,
    /// Where.
    pub branch: BranchId,
    /// Who.
    pub staff: StaffId,
    /// At which counter, when it is settled.
    pub counter: Option<CounterId>,
    /// From when.
    pub from: Timestamp,
    /// Until when.
    pub to: Timestamp,
    /// Rises with every change.
    pub version: i32,
}

impl Shift {
    /// Adds what is wrong with the shift.
    pub(crate) fn check(&self, fields: &mut Fields) {
        fields.check(
            self.from < self.to && self.to.since(self.from) <= LONGEST,
            "/ends_at",
            "shift.bad_end",
            "下班时间须晚于上班时间，且一个班次不超过 24 小时。",
            "A shift ends after it begins and lasts at most 24 hours.",
        );
    }

    /// Tells whether the two shifts have a moment in common.
    #[cfg(test)]
    fn overlaps(&self, other: &Self) -> bool {
        self.from < other.to && other.from < self.to
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn shift(from_h: i64, hours: i64) -> Shift {
        Shift {
            id: ShiftId::from_uuid(Uuid::nil()),
            branch: BranchId::from_uuid(Uuid::nil()),
            staff: StaffId::from_uuid(Uuid::nil()),
            counter: None,
            from: Timestamp::from_micros(from_h * 3_600_000_000),
            to: Timestamp::from_micros((from_h + hours) * 3_600_000_000),
            version: 1,
        }
    }

    proptest! {
        #[test]
        fn two_shifts_overlap_when_an_hour_is_in_both(a in 0_i64..48, b in 0_i64..48, n in 1_i64..24, m in 1_i64..24) {
            let (first, second) = (shift(a, n), shift(b, m));
            let common = (a..a + n).any(|hour| (b..b + m).contains(&hour));
            prop_assert_eq!(first.overlaps(&second), common);
            prop_assert_eq!(second.overlaps(&first), common);
        }
    }

    #[test]
    fn a_shift_over_midnight_is_fine_and_one_that_ends_first_is_not() {
        let is_fine = |shift: &Shift| {
            let mut fields = Fields::default();
            shift.check(&mut fields);
            fields.into_result().is_ok()
        };
        assert!(is_fine(&shift(22, 8)));
        assert!(!is_fine(&shift(22, 0)) && !is_fine(&shift(22, -1)) && !is_fine(&shift(0, 25)));
    }
}
