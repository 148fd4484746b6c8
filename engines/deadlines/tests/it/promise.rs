//! Promises: kept, moved, broken.

use std::time::Duration;

use deadlines::{Promise, PromiseError, PromiseState};

use crate::place::Place;

const TWO_HOURS: Duration = Duration::from_hours(2);

fn promise(place: &Place) -> Promise {
    Promise::new(place.at("2026-11-23T10:00"), place.at("2026-11-25T10:00"), TWO_HOURS).unwrap()
}

#[test]
fn a_promise_is_reminded_of_in_working_time_and_then_kept() {
    let place = Place::office("Asia/Shanghai");
    let mut promise = promise(&place);
    // Two working hours before ten are an hour of that morning and one of the afternoon before.
    assert_eq!(promise.warning(&place.opening()).unwrap(), place.at("2026-11-24T16:00"));
    let state = |promise: &Promise, now| promise.state(place.at(now), &place.opening()).unwrap();
    assert_eq!(state(&promise, "2026-11-24T15:59"), PromiseState::Open);
    assert_eq!(state(&promise, "2026-11-24T16:00"), PromiseState::DueSoon);
    assert_eq!(state(&promise, "2026-11-25T10:00"), PromiseState::DueSoon);
    promise.keep(place.at("2026-11-25T10:00")).unwrap();
    assert_eq!(state(&promise, "2026-12-25T10:00"), PromiseState::Kept);
    let overdue = promise.overdue(place.at("2026-12-25T10:00"), &place.opening());
    assert_eq!(overdue.minutes(), 0);
    assert_eq!(promise.keep(place.at("2026-11-26T10:00")), Err(PromiseError::AlreadySettled));
}

#[test]
fn a_promise_kept_late_stays_broken_by_the_working_time_it_was_late() {
    let place = Place::office("Asia/Shanghai");
    let mut promise = promise(&place);
    let now = place.at("2026-11-30T09:30");
    assert_eq!(promise.state(now, &place.opening()).unwrap(), PromiseState::Broken);
    // 330 minutes of Wednesday, two whole days, thirty minutes of Monday.
    assert_eq!(promise.overdue(now, &place.opening()).minutes(), 330 + 2 * 390 + 30);
    promise.keep(place.at("2026-11-26T09:30")).unwrap();
    assert_eq!(promise.state(now, &place.opening()).unwrap(), PromiseState::Broken);
    assert_eq!(promise.overdue(now, &place.opening()).minutes(), 330 + 30);
}

#[test]
fn a_promise_moves_before_it_is_broken_and_not_after() {
    let place = Place::office("Asia/Shanghai");
    let mut promise = promise(&place);
    let due = promise.due();
    let moved =
        promise.move_to(place.at("2026-11-27T10:00"), place.at("2026-11-25T09:00")).unwrap();
    assert_eq!((moved.from, promise.due()), (due, place.at("2026-11-27T10:00")));
    assert_eq!(promise.moves().len(), 1);
    let state = promise.state(place.at("2026-11-26T10:00"), &place.opening()).unwrap();
    assert_eq!(state, PromiseState::Open);
    let early = promise.move_to(place.at("2026-11-28T10:00"), place.at("2026-11-25T08:00"));
    assert_eq!(early, Err(PromiseError::TooEarly));
    let past = promise.move_to(place.at("2026-11-25T10:00"), place.at("2026-11-25T10:00"));
    assert_eq!(past, Err(PromiseError::DueInThePast));
    let late = promise.move_to(place.at("2026-12-02T10:00"), place.at("2026-11-27T10:01"));
    assert_eq!(late, Err(PromiseError::AlreadyBroken));
}

#[test]
fn a_promise_given_up_is_broken_and_one_without_time_is_none() {
    let place = Place::office("Asia/Shanghai");
    let mut promise = promise(&place);
    promise.give_up(place.at("2026-11-23T11:00")).unwrap();
    let state = promise.state(place.at("2026-11-23T12:00"), &place.opening()).unwrap();
    assert_eq!(state, PromiseState::Broken);
    let at = place.at("2026-11-23T10:00");
    assert_eq!(Promise::new(at, at, TWO_HOURS), Err(PromiseError::DueInThePast));
}

#[test]
fn a_short_promise_is_not_reminded_of_before_it_was_made() {
    let place = Place::office("Asia/Shanghai");
    let (made, due) = (place.at("2026-11-23T10:00"), place.at("2026-11-23T10:30"));
    let promise = Promise::new(made, due, TWO_HOURS).unwrap();
    assert_eq!(promise.warning(&place.opening()).unwrap(), made);
}
