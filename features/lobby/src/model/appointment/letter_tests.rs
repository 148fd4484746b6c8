use proptest::prelude::*;

use super::super::tests::{at, booked};
use super::*;
use crate::model::appointment::{Booker, rules::built_in};

const REMINDER: LetterKind = LetterKind::Reminder { before_min: 120 };

fn letter(appointment: &Appointment, kind: LetterKind) -> AppointmentLetter {
    let id = LetterId::from_uuid(uuid::Uuid::from_u128(3));
    AppointmentLetter::write(id, appointment, kind, at(-600))
}

#[test]
fn a_letter_is_taken_up_once() {
    let appointment = booked();
    let mut letter = letter(&appointment, REMINDER);
    assert!(letter.take_up(&appointment, at(-120)));
    letter.sent(at(-120));
    assert!(!letter.take_up(&appointment, at(-119)));
    assert_eq!((letter.state, letter.attempts), (LetterState::Sent, 1));
}

#[test]
fn a_letter_broken_off_is_sent_again_but_a_reminder_is_not() {
    let appointment = booked();
    let mut reminder = letter(&appointment, REMINDER);
    assert!(reminder.take_up(&appointment, at(-120)));
    assert!(!reminder.take_up(&appointment, at(-119)));
    assert_eq!(reminder.state, LetterState::Unknown);
    let mut confirmation = letter(&appointment, LetterKind::Booked);
    assert!(confirmation.take_up(&appointment, at(-120)));
    assert!(confirmation.take_up(&appointment, at(-119)));
    assert_eq!(confirmation.attempts, 2);
}

#[test]
fn a_letter_that_is_no_longer_true_is_not_sent() {
    let mut moved = booked();
    let mut reminder = letter(&moved, REMINDER);
    let slot = crate::model::appointment::slots::Slot { from: at(1440), to: at(1470) };
    moved.move_to(slot, &built_in(), at(-300)).unwrap();
    assert!(!reminder.take_up(&moved, at(-120)), "it names the old time");
    assert_eq!(reminder.state, LetterState::Obsolete);
    let mut given_up = booked();
    given_up.cancel(Booker::Customer, None, at(-300)).unwrap();
    for kind in [LetterKind::Booked, LetterKind::Moved, REMINDER] {
        assert!(!letter(&given_up, kind).take_up(&given_up, at(-120)), "{kind:?}");
    }
    assert!(letter(&given_up, LetterKind::Cancelled).take_up(&given_up, at(-120)));
    let late = booked();
    assert!(!letter(&late, REMINDER).take_up(&late, at(0)), "the time has come");
}

#[test]
fn a_letter_is_tried_again_so_often_and_given_up_then() {
    let appointment = booked();
    let mut letter = letter(&appointment, LetterKind::Booked);
    for attempt in 1..=MOST_ATTEMPTS {
        assert!(letter.take_up(&appointment, at(-500)));
        assert_eq!(letter.failed("away".to_owned(), true, at(-500)), attempt < MOST_ATTEMPTS);
    }
    assert_eq!((letter.state, letter.note.as_deref()), (LetterState::GivenUp, Some("away")));
    // An administrator repeats the job.
    assert!(letter.take_up(&appointment, at(-400)));
    assert!(!letter.failed("550".to_owned(), false, at(-400)));
    assert_eq!(letter.state, LetterState::GivenUp);
}

proptest! {
    #[test]
    fn a_reminder_is_handed_over_at_most_once_unless_the_server_said_no(crashes in proptest::collection::vec(any::<bool>(), 1..12)) {
        let appointment = booked();
        let mut letter = letter(&appointment, REMINDER);
        let mut taken = 0;
        for crashed in crashes {
            if letter.take_up(&appointment, at(-100)) {
                taken += 1;
                if !crashed {
                    letter.sent(at(-100));
                }
            }
        }
        prop_assert_eq!(taken, 1);
    }
}
