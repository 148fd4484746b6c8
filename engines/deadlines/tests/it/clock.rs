//! Clocks that run.

use deadlines::{
    Clock, ClockError, ClockRule, ClockState, Day, Grant, Limit, Recount, Signal, Unit,
};
use jiff::civil::date;
use proptest::prelude::*;
use serde_json::json;

use crate::place::Place;

const CUSTOMER: &str = "waits for the customer";
const PARTNER: &str = "waits for another bank";

fn rule(amount: u32, unit: Unit) -> ClockRule {
    serde_json::from_value(json!({
        "id": "complaint", "from": "2020-03-01", "basis": "15, 30 and 60 days",
        "limit": { "amount": amount, "unit": unit },
        "warnings": [50, 80, 100], "escalation": 100, "pauses": [CUSTOMER, PARTNER],
        "extensions": [
            { "up_to": 15, "notice": true },
            { "up_to": 30, "approval": "superior or senior executive", "notice": true },
        ],
    }))
    .unwrap()
}

fn start(place: &Place, amount: u32, unit: Unit, at: &str) -> Clock {
    Clock::start(rule(amount, unit), place.at(at), &place.opening()).unwrap()
}

fn grant(place: &Place, by: u32, approved_by: Option<&str>, told: Option<&str>) -> Grant {
    Grant {
        by,
        reason: "complex".into(),
        approved_by: approved_by.map(str::to_owned),
        told_at: told.map(|at| place.at(at)),
    }
}

#[test]
fn a_clock_runs_and_is_met_or_breached() {
    let place = Place::office("Asia/Shanghai");
    let mut clock = start(&place, 15, Unit::CalendarDays, "2026-09-25T10:00");
    assert_eq!((clock.due().at, clock.due().known), (place.at("2026-10-11T00:00"), true));
    assert_eq!(clock.state(place.at("2026-10-11T00:00")), ClockState::Running);
    assert_eq!(clock.state(place.at("2026-10-11T00:01")), ClockState::Breached);
    let mut late = clock.clone();
    late.meet(place.at("2026-10-12T10:00"), &place.opening()).unwrap();
    assert_eq!(late.state(place.at("2026-10-12T10:00")), ClockState::Breached);
    assert_eq!(late.met_at(), Some(place.at("2026-10-12T10:00")));
    clock.meet(place.at("2026-10-10T23:59"), &place.opening()).unwrap();
    assert_eq!(clock.state(place.at("2027-10-11T00:00")), ClockState::Met);
    let again = clock.meet(place.at("2026-10-10T23:59"), &place.opening());
    assert_eq!(again, Err(ClockError::AlreadyMet));
}

#[test]
fn extensions_need_notice_and_approval_before_the_end_and_are_counted() {
    let place = Place::office("Asia/Shanghai");
    let opening = place.opening();
    let mut clock = start(&place, 15, Unit::CalendarDays, "2026-03-01T10:00");
    let at = place.at("2026-03-10T10:00");
    let told = Some("2026-03-10T09:00");
    let mut refused = |grant| clock.extend(grant, at, &opening).unwrap_err();
    assert_eq!(refused(grant(&place, 15, None, None)), ClockError::NeedsNotice);
    // That the customer will be told is not enough.
    let later = Some("2026-03-10T11:00");
    assert_eq!(refused(grant(&place, 15, None, later)), ClockError::NeedsNotice);
    assert_eq!(refused(grant(&place, 16, None, told)), ClockError::TooLong { up_to: 15 });
    assert_eq!(refused(grant(&place, 0, None, told)), ClockError::NoTime);
    let moved = clock.extend(grant(&place, 15, None, told), at, &opening).unwrap();
    assert_eq!(moved.from.at, place.at("2026-03-17T00:00"));
    assert_eq!(clock.due().at, place.at("2026-04-01T00:00")); // thirty days in all
    let needs = clock.extend(grant(&place, 30, None, told), at, &opening).unwrap_err();
    assert!(matches!(needs, ClockError::NeedsApproval { .. }));
    let approved = || grant(&place, 30, Some("superior"), told);
    let mut too_late = clock.clone();
    let late = too_late.extend(approved(), place.at("2026-04-01T00:01"), &opening);
    assert_eq!(late, Err(ClockError::RunOut));
    clock.extend(approved(), at, &opening).unwrap();
    // Sixty days after 1 March are 30 April.
    assert_eq!(clock.due().at, place.at("2026-05-01T00:00"));
    assert_eq!(clock.limit(), Limit { amount: 60, unit: Unit::CalendarDays });
    assert_eq!(clock.extend(approved(), at, &opening), Err(ClockError::NoExtensionLeft));
    assert_eq!(clock.extensions().len(), 2);
}

#[test]
fn a_clock_pauses_for_reasons_it_names_only() {
    let place = Place::office("Asia/Shanghai");
    let mut clock = start(&place, 8, Unit::WorkingHours, "2026-11-23T09:00");
    assert_eq!(clock.due().at, place.at("2026-11-24T10:30"));
    let lunch = clock.pause("lunch", place.at("2026-11-23T10:00")).unwrap_err();
    assert_eq!(lunch, ClockError::NoSuchReason { reason: "lunch".into() });
    assert_eq!(
        clock.resume(place.at("2026-11-23T10:00"), &place.opening()),
        Err(ClockError::NotPaused)
    );
    clock.pause(CUSTOMER, place.at("2026-11-23T10:00")).unwrap();
    assert_eq!(clock.pause(PARTNER, place.at("2026-11-23T10:01")), Err(ClockError::AlreadyPaused));
    // It does not run out while it stands still.
    assert_eq!(clock.state(place.at("2026-11-30T10:00")), ClockState::Paused);
    let early = clock.resume(place.at("2026-11-23T09:59"), &place.opening());
    assert_eq!(early, Err(ClockError::TooEarly));
    clock.resume(place.at("2026-11-24T10:00"), &place.opening()).unwrap();
    // From ten to ten are the 390 minutes of one working day.
    assert_eq!(clock.due().at, place.at("2026-11-25T10:30"));
    assert_eq!(clock.state(place.at("2026-11-25T10:30")), ClockState::Running);
    let run_out = clock.pause(CUSTOMER, place.at("2026-11-25T10:31"));
    assert_eq!(run_out, Err(ClockError::RunOut));
}

#[test]
fn what_is_done_during_a_pause_is_in_time() {
    let place = Place::office("Asia/Shanghai");
    let mut clock = start(&place, 8, Unit::WorkingHours, "2026-11-23T09:00");
    clock.pause(CUSTOMER, place.at("2026-11-23T10:00")).unwrap();
    clock.meet(place.at("2026-11-27T10:00"), &place.opening()).unwrap();
    assert_eq!(clock.state(place.at("2026-12-01T10:00")), ClockState::Met);
}

#[test]
fn days_lost_to_a_pause_are_those_that_begin_in_it() {
    let place = Place::office("Asia/Shanghai");
    for (unit, expected) in
        [(Unit::CalendarDays, "2026-12-02T00:00"), (Unit::WorkingDays, "2026-12-03T00:00")]
    {
        let amount = if unit == Unit::CalendarDays { 5 } else { 4 };
        let mut clock = start(&place, amount, unit, "2026-11-23T10:00");
        // A pause within one day loses none, one from Thursday to Sunday three days or one working day.
        clock.pause(CUSTOMER, place.at("2026-11-24T09:00")).unwrap();
        let moved = clock.resume(place.at("2026-11-24T16:00"), &place.opening()).unwrap();
        assert_eq!(moved.from, moved.to);
        clock.pause(CUSTOMER, place.at("2026-11-26T09:00")).unwrap();
        clock.resume(place.at("2026-11-29T09:00"), &place.opening()).unwrap();
        let expected = if unit == Unit::WorkingDays { "2026-12-01T00:00" } else { expected };
        assert_eq!(clock.due().at, place.at(expected), "{unit:?}");
    }
}

#[test]
fn a_pause_earned_survives_a_change_of_the_limit() {
    let place = Place::office("Asia/Shanghai");
    let opening = place.opening();
    let mut clock = start(&place, 8, Unit::WorkingHours, "2026-11-23T09:00");
    clock.pause(CUSTOMER, place.at("2026-11-23T10:00")).unwrap();
    clock.resume(place.at("2026-11-24T10:00"), &opening).unwrap();
    // The priority rises: four hours instead of eight, and the working day of the pause is kept.
    let at = place.at("2026-11-24T10:30");
    let four = Limit { amount: 4, unit: Unit::WorkingHours };
    let moved = clock.change_limit(four, at, &opening).unwrap();
    assert_eq!(moved.to.at, place.at("2026-11-24T14:30"));
    assert!(moved.to.at < moved.from.at);
    // The service level changes to days: the pause is worth the day that began in it.
    let days = Limit { amount: 2, unit: Unit::WorkingDays };
    assert_eq!(clock.change_limit(days, at, &opening).unwrap().to.at, place.at("2026-11-27T00:00"));
    let nothing = Limit { amount: 0, unit: Unit::WorkingDays };
    assert_eq!(clock.change_limit(nothing, at, &opening), Err(ClockError::NoTime));
    let told = Some("2026-11-24T10:00");
    clock.extend(grant(&place, 1, None, told), at, &opening).unwrap();
    assert_eq!(clock.change_limit(four, at, &opening), Err(ClockError::UnitIsFixed));
}

#[test]
fn warnings_come_once_each_and_anew_after_an_extension() {
    let place = Place::office("Asia/Shanghai");
    let opening = place.opening();
    let mut clock = start(&place, 10, Unit::Hours, "2026-11-23T10:00");
    let ask = |clock: &Clock, now| clock.signals(place.at(now), &opening).unwrap();
    assert_eq!(ask(&clock, "2026-11-23T14:59"), []);
    assert_eq!(ask(&clock, "2026-11-23T15:00"), [Signal::Warning(50)]);
    clock.note(Signal::Warning(50), place.at("2026-11-23T15:01"));
    assert_eq!(ask(&clock, "2026-11-23T17:59"), []);
    assert_eq!(ask(&clock, "2026-11-23T18:00"), [Signal::Warning(80)]);
    clock.note(Signal::Warning(80), place.at("2026-11-23T18:00"));
    // A pause moves what comes after it, and no warning comes twice for it.
    clock.pause(CUSTOMER, place.at("2026-11-23T18:30")).unwrap();
    assert_eq!(ask(&clock, "2026-11-23T22:00"), []);
    clock.resume(place.at("2026-11-23T19:30"), &opening).unwrap();
    assert_eq!(clock.instant_of(80, &opening).unwrap(), place.at("2026-11-23T18:00"));
    assert_eq!(ask(&clock, "2026-11-23T20:59"), []);
    // Ten hours more: half of twenty is at 21:00 with the pause, and is warned of again.
    let told = Some("2026-11-23T19:40");
    clock.extend(grant(&place, 10, None, told), place.at("2026-11-23T19:45"), &opening).unwrap();
    assert_eq!(clock.instant_of(50, &opening).unwrap(), place.at("2026-11-23T21:00"));
    assert_eq!(ask(&clock, "2026-11-23T20:59"), []);
    assert_eq!(ask(&clock, "2026-11-23T21:00"), [Signal::Warning(50)]);
}

#[test]
fn shares_of_working_limits_fall_into_working_time() {
    let place = Place::office("Asia/Shanghai");
    let clock = start(&place, 2, Unit::WorkingDays, "2026-11-27T13:30");
    // From Friday 13:30 to the end of Tuesday 1 December, which is closed: 210 and 390 minutes; half are 300.
    // Tuesday is excepted, but a workday of the calendar all the same.
    assert_eq!(clock.due().at, place.at("2026-12-02T00:00"));
    assert_eq!(clock.instant_of(50, &place.opening()).unwrap(), place.at("2026-11-30T10:30"));
}

#[test]
fn escalation_comes_once_and_waits_for_the_doors() {
    let place = Place::office("Asia/Shanghai");
    let opening = place.opening();
    let mut clock = start(&place, 10, Unit::Hours, "2026-11-27T10:00");
    for share in [50, 80, 100] {
        clock.note(Signal::Warning(share), place.at("2026-11-27T20:00"));
    }
    // It ran out on Friday evening; nobody is called before Monday morning.
    for closed in ["2026-11-27T20:01", "2026-11-28T10:00", "2026-11-30T08:59", "2026-11-30T12:30"] {
        assert_eq!(clock.signals(place.at(closed), &opening).unwrap(), [], "{closed}");
    }
    let monday = place.at("2026-11-30T09:00");
    assert_eq!(clock.signals(monday, &opening).unwrap(), [Signal::Escalation]);
    clock.note(Signal::Escalation, monday);
    assert_eq!(clock.signals(place.at("2026-12-04T10:00"), &opening).unwrap(), []);
    // A clock that was met calls for nothing, though a warning was never given.
    let mut met = start(&place, 10, Unit::Hours, "2026-11-27T10:00");
    met.meet(place.at("2026-11-27T19:00"), &opening).unwrap();
    assert_eq!(met.signals(monday, &opening).unwrap(), []);
}

#[test]
fn a_late_holiday_moves_the_due_later_at_once() {
    let mut place = Place::office("Asia/Shanghai");
    let mut clock = start(&place, 5, Unit::WorkingDays, "2026-12-28T10:00");
    // The list of 2027 is not out: New Year counts as a Friday, and the answer says so.
    assert_eq!((clock.due().at, clock.due().known), (place.at("2027-01-05T00:00"), false));
    assert_eq!(clock.recount(&place.opening()), Ok(Recount::Same));
    place.calendar.set(Day { date: date(2027, 1, 1), name: "元旦".into(), off: true });
    let Ok(Recount::Later(moved)) = clock.recount(&place.opening()) else { panic!("it moves") };
    assert_eq!((moved.to.at, clock.due()), (place.at("2027-01-06T00:00"), moved.to));
}

#[test]
fn a_due_never_moves_earlier_unless_somebody_accepts_it() {
    let mut place = Place::office("Asia/Shanghai");
    let mut clock = start(&place, 5, Unit::WorkingDays, "2026-12-28T10:00");
    let told = clock.due();
    // The list makes the Sunday a workday, so that the days are over earlier.
    place.calendar.set(Day { date: date(2027, 1, 3), name: "元旦".into(), off: false });
    let Ok(Recount::WouldBeEarlier(moved)) = clock.recount(&place.opening()) else {
        panic!("it would move")
    };
    assert_eq!((moved.from, clock.due(), clock.earlier()), (told, told, Some(moved.to)));
    assert_eq!(moved.to.at, place.at("2027-01-04T00:00"));
    // The state goes by what stands, warnings by the earlier one.
    assert_eq!(clock.state(place.at("2027-01-04T09:00")), ClockState::Running);
    let signals = clock.signals(place.at("2027-01-04T00:00"), &place.opening()).unwrap();
    assert!(signals.contains(&Signal::Warning(100)));
    assert_eq!(clock.accept_earlier(), Some(moved));
    assert_eq!((clock.due(), clock.accept_earlier()), (moved.to, None));
}

#[test]
fn a_clock_reads_back_as_it_was_written() {
    let place = Place::office("Asia/Shanghai");
    let mut clock = start(&place, 8, Unit::WorkingHours, "2026-11-23T09:00");
    clock.pause(CUSTOMER, place.at("2026-11-23T10:00")).unwrap();
    clock.note(Signal::Warning(50), place.at("2026-11-23T10:00"));
    let text = serde_json::to_string(&clock).unwrap();
    assert_eq!(serde_json::from_str::<Clock>(&text).unwrap(), clock);
}

proptest! {
    #[test]
    fn pauses_move_the_due_by_their_sum_whatever_the_limit_becomes(
        wait in 1_u64..100, first in 0_u64..2_000, between in 0_u64..100, second in 0_u64..2_000,
        hours in 10_u32..60,
    ) {
        let place = Place::office("Asia/Shanghai");
        let opening = place.opening();
        let minutes = |minutes: u64| std::time::Duration::from_secs(60 * minutes);
        let later = |at, worked| opening.add_working_time(at, minutes(worked)).unwrap().at;
        let started = place.at("2026-08-03T09:00");
        let mut clock = Clock::start(rule(8, Unit::WorkingHours), started, &opening).unwrap();
        let due = clock.due().at;
        let mut at = later(started, wait);
        for (amount, work) in [(first, between), (second, 0)] {
            clock.pause(PARTNER, at).unwrap();
            at = later(at, amount);
            clock.resume(at, &opening).unwrap();
            at = later(at, work);
        }
        prop_assert_eq!(clock.due().at, later(due, first + second));
        let limit = Limit { amount: hours, unit: Unit::WorkingHours };
        clock.change_limit(limit, at, &opening).unwrap();
        prop_assert_eq!(clock.due().at, later(started, u64::from(hours) * 60 + first + second));
        prop_assert!(clock.instant_of(50, &opening).unwrap() <= clock.instant_of(80, &opening).unwrap());
        prop_assert_eq!(clock.instant_of(100, &opening).unwrap(), clock.due().at);
    }
}
