use jiff::tz::TimeZone;
use kernel::Ids;
use proptest::prelude::*;

use super::rules::{built_in, minutes};
use super::*;

/// The appointed time of [`booked`]: 14:00 in Shanghai.
fn appointed() -> Timestamp {
    "2026-11-25T06:00:00Z".parse().unwrap()
}

fn zone() -> TimeZone {
    TimeZone::get("Asia/Shanghai").unwrap()
}

/// Returns an instant so many minutes after the appointed time.
pub(super) fn at(after_min: i64) -> Timestamp {
    Timestamp::from_micros(appointed().micros() + after_min * 60_000_000)
}

pub(super) fn booked() -> Appointment {
    let ids = Ids::seeded(5);
    let booked_at = at(-3 * 24 * 60);
    let slot = Slot { from: appointed(), to: at(30) };
    Appointment {
        id: ids.next(booked_at),
        code: code_of(ids.token()),
        branch: ids.next(booked_at),
        service: ids.next(booked_at),
        customer: None,
        slot,
        language: Locale::ZhCn,
        booked_by: Booker::Customer,
        booked_at,
        state: AppointmentState::Booked { seen: Seen::Unknown },
        since: booked_at,
        moves: 0,
        remind_at: built_in().next_reminder(slot.from, booked_at),
    }
}

fn visit() -> VisitId {
    VisitId::from_uuid(uuid::Uuid::from_u128(9))
}

proptest! {
    #[test]
    fn whoever_comes_within_the_day_is_never_refused_and_classed_by_the_minute(after in -40_i64..599) {
        let rules = built_in();
        let arrival = booked().arrive(&rules, &zone(), at(after));
        let expected = match after {
            ..-30 => Err(AppointmentRefusal::TooEarly { opens: "2026-11-25T13:30".parse().unwrap() }),
            -30..-5 => Ok(Arrival::Early),
            -5..=15 => Ok(Arrival::OnTime),
            _ => Ok(Arrival::Late),
        };
        prop_assert_eq!(arrival, expected);
    }

    #[test]
    fn nobody_is_a_no_show_unless_the_bank_was_ready_at_every_look(
        looks in proptest::collection::vec((0_i64..40, proptest::bool::weighted(0.9)), 0..12),
    ) {
        let rules = built_in();
        let mut looks = looks;
        looks.sort_by_key(|(minute, _)| *minute);
        let mut appointment = booked();
        let mut told = None;
        for (minute, ready) in &looks {
            match appointment.judge(&rules, *ready, at(*minute)) {
                outcome @ (Judgement::NoShow | Judgement::NotKept) => {
                    prop_assert!(told.is_none(), "told twice");
                    prop_assert!(*minute > 15, "the appointment is kept until then");
                    told = Some(outcome);
                }
                Judgement::Nothing | Judgement::Noted => {}
            }
        }
        let waited: Vec<bool> =
            looks.iter().filter(|(minute, _)| *minute < 15).map(|(_, ready)| *ready).collect();
        let fair = !waited.is_empty() && waited.iter().all(|ready| *ready);
        let over = looks.iter().any(|(minute, _)| *minute > 15);
        let expected = match (over, fair) {
            (false, _) => None,
            (true, true) => Some(Judgement::NoShow),
            (true, false) => Some(Judgement::NotKept),
        };
        prop_assert_eq!(told, expected);
    }

    #[test]
    fn every_reminder_is_told_once_and_none_of_the_past(
        step in 1_i64..100, from in -4_000_i64..0,
    ) {
        let rules = built_in();
        let mut appointment = booked();
        appointment.remind_at = rules.next_reminder(appointment.slot.from, at(from));
        let mut told = Vec::new();
        let mut now = from;
        while now < 60 {
            now += step;
            told.extend(appointment.remind(&rules, at(now)));
        }
        let mut expected: Vec<u32> = rules.reminders_min.clone();
        expected.retain(|before| -i64::from(*before) > from);
        prop_assert_eq!(told, expected);
        prop_assert_eq!(appointment.remind_at, None);
    }
}

#[test]
fn who_came_is_no_no_show_and_can_no_longer_move_or_cancel() {
    let rules = built_in();
    let mut appointment = booked();
    appointment.check_in(visit(), Arrival::Early, &rules, at(-20));
    let raise_at = Some(at(-5));
    let state = AppointmentState::CheckedIn { visit: visit(), arrival: Arrival::Early, raise_at };
    assert_eq!((appointment.state.clone(), appointment.remind_at), (state, None));
    assert_eq!(appointment.judge(&rules, true, at(60)), Judgement::Nothing);
    let elsewhere = Slot { from: at(60), to: at(90) };
    let refused = Err(AppointmentRefusal::CheckedIn);
    assert_eq!(appointment.move_to(elsewhere, &rules, at(-10)), refused);
    assert_eq!(appointment.cancel(Booker::Staff, None, at(-10)), refused);
    assert_eq!(appointment.arrive(&rules, &zone(), at(-10)), Err(AppointmentRefusal::CheckedIn));
}

#[test]
fn a_no_show_who_comes_on_the_same_day_is_late_and_on_the_next_day_too_late() {
    let rules = built_in();
    let mut appointment = booked();
    appointment.judge(&rules, true, at(1));
    assert_eq!(appointment.judge(&rules, true, at(16)), Judgement::NoShow);
    assert_eq!(appointment.arrive(&rules, &zone(), at(45)), Ok(Arrival::Late));
    assert_eq!(appointment.arrive(&rules, &zone(), at(10 * 60)), Err(AppointmentRefusal::DayOver));
    let elsewhere = Slot { from: at(60), to: at(90) };
    assert_eq!(appointment.move_to(elsewhere, &rules, at(20)), Err(AppointmentRefusal::Missed));
}

#[test]
fn what_the_bank_did_not_keep_can_be_moved_and_begins_anew() {
    let rules = built_in();
    let mut appointment = booked();
    assert_eq!(appointment.judge(&rules, false, at(3)), Judgement::Noted);
    assert_eq!(appointment.judge(&rules, true, at(9)), Judgement::Nothing);
    assert_eq!(appointment.judge(&rules, true, at(16)), Judgement::NotKept);
    assert_eq!(appointment.check_deadline(&rules, at(20)), Ok(()));
    let tomorrow = Slot { from: at(25 * 60), to: at(25 * 60 + 30) };
    assert_eq!(appointment.move_to(tomorrow, &rules, at(20)), Ok(()));
    assert_eq!(appointment.state, AppointmentState::Booked { seen: Seen::Unknown });
    assert_eq!((appointment.moves, appointment.remind_at), (1, Some(at(60))));
}

#[test]
fn customers_change_until_an_hour_before_and_staff_until_the_customer_comes() {
    let rules = built_in();
    let mut appointment = booked();
    assert_eq!(appointment.check_deadline(&rules, at(-60)), Ok(()));
    assert_eq!(
        appointment.check_deadline(&rules, at(-59)),
        Err(AppointmentRefusal::TooLateToChange { minutes: 60 })
    );
    assert_eq!(
        appointment.move_to(appointment.slot, &rules, at(-90)),
        Err(AppointmentRefusal::SameSlot)
    );
    let reason = Some("branch_closed".to_owned());
    assert_eq!(appointment.cancel(Booker::Staff, reason, at(-1)), Ok(()));
    assert_eq!(appointment.remind(&rules, at(0)), None);
    assert_eq!(appointment.arrive(&rules, &zone(), at(0)), Err(AppointmentRefusal::Cancelled));
}

#[test]
fn the_time_of_waiting_is_kept_with_its_end_when_the_slot_is_short() {
    let rules = AppointmentRules { slot_min: 10, ..built_in() };
    let mut appointment = booked();
    appointment.slot.to = appointment.slot.from + minutes(10);
    assert_eq!(appointment.judge(&rules, true, at(5)), Judgement::Noted);
    assert_eq!(
        appointment.judge(&rules, false, at(12)),
        Judgement::Nothing,
        "the branch may have closed with the slot"
    );
    assert_eq!(appointment.judge(&rules, false, at(16)), Judgement::NoShow);
}
