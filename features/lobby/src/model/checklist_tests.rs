use proptest::prelude::*;

use super::items::{ChecklistRules, built_in};
use super::*;

const A: StaffId = StaffId::from_uuid(uuid::Uuid::from_u128(1));
const B: StaffId = StaffId::from_uuid(uuid::Uuid::from_u128(2));

fn at(minute: i64) -> Timestamp {
    Timestamp::from_micros(minute * 60_000_000)
}

fn item(required: bool, two_person: bool, photo: PhotoRule) -> Item {
    let mut item = built_in().items.remove(0);
    (item.required, item.two_person, item.photo) = (required, two_person, photo);
    item
}

#[test]
fn a_second_person_is_another_one() {
    let item = item(true, true, PhotoRule::None);
    let mut mark = Mark::UNTOUCHED;
    assert_eq!(mark.confirm(&item, (B, at(0))), Err(ChecklistRefusal::NothingToConfirm));
    mark.say(&item, ItemState::Done, 0, (A, at(1))).unwrap();
    assert!(!mark.is_settled(&item));
    assert_eq!(mark.confirm(&item, (A, at(2))), Err(ChecklistRefusal::SecondPersonNeeded));
    mark.confirm(&item, (B, at(3))).unwrap();
    assert!(mark.is_settled(&item));
    assert_eq!(mark.confirm(&item, (A, at(4))), Err(ChecklistRefusal::NothingToConfirm));
    mark.undo().unwrap();
    assert!(mark.awaits_second(&item), "the confirmation was taken back first");
    mark.undo().unwrap();
    assert_eq!(mark, Mark { version: 4, ..Mark::UNTOUCHED });
    assert_eq!(mark.undo(), Err(ChecklistRefusal::NothingToUndo));
}

#[test]
fn a_photo_that_is_needed_comes_first() {
    let item = item(true, false, PhotoRule::Required);
    let mut mark = Mark::UNTOUCHED;
    let refused = mark.say(&item, ItemState::Done, 0, (A, at(0)));
    assert_eq!((refused, mark), (Err(ChecklistRefusal::PhotoNeeded), Mark::UNTOUCHED));
    mark.say(&item, ItemState::Problem, 0, (A, at(0))).unwrap();
    mark.say(&item, ItemState::Done, 1, (A, at(1))).unwrap();
    assert!(mark.is_settled(&item));
}

#[test]
fn a_list_without_required_items_keeps_nobody_out() {
    let rules = ChecklistRules::default();
    let none = Progress::of(rules.items.iter().map(|item| (item, Mark::UNTOUCHED)));
    assert!(none.is_ready());
    assert_eq!(none.status(false), ListStatus::Ready);
    let free = item(false, false, PhotoRule::None);
    let untouched = Progress::of([(&free, Mark::UNTOUCHED)].into_iter());
    assert!(untouched.is_ready());
    assert_eq!(untouched.status(false), ListStatus::NotStarted, "there is something to do");
}

/// What can be done with an item: say one of three things, confirm, undo; by one of two people.
fn acts() -> impl Strategy<Value = Vec<(u8, bool)>> {
    proptest::collection::vec((0_u8..5, any::<bool>()), 0..12)
}

proptest! {
    #[test]
    fn whatever_is_done_the_record_stays_true(
        acts in acts(), two_person: bool, photos in 0_usize..2, needs_photo: bool,
    ) {
        let photo = if needs_photo { PhotoRule::Required } else { PhotoRule::Optional };
        let item = item(true, two_person, photo);
        let mut mark = Mark::UNTOUCHED;
        for (minute, (act, first)) in (0..).zip(acts) {
            let (before, hand) = (mark, (if first { A } else { B }, at(minute)));
            let outcome = match act {
                0 => mark.say(&item, ItemState::Done, photos, hand),
                1 => mark.say(&item, ItemState::Problem, photos, hand),
                2 => mark.say(&item, ItemState::NotApplicable, photos, hand),
                3 => mark.confirm(&item, hand),
                _ => mark.undo(),
            };
            if outcome.is_ok() {
                prop_assert_eq!(mark.version, before.version + 1);
            } else {
                prop_assert_eq!(mark, before, "a refusal changes nothing");
            }
            prop_assert_eq!(mark.marked.is_some(), mark.state != ItemState::Open);
            let people = mark.marked.zip(mark.confirmed);
            prop_assert!(people.is_none_or(|(one, other)| one.0 != other.0), "two people are two");
            prop_assert!(!mark.is_settled(&item) || !two_person || mark.confirmed.is_some());
            let shown = mark.state == ItemState::Done && needs_photo;
            prop_assert!(!shown || photos > 0);
        }
    }

    #[test]
    fn a_list_is_ready_when_every_required_item_is_settled(
        rows in proptest::collection::vec((any::<bool>(), any::<bool>(), 0_u8..4), 0..12),
        overridden: bool,
    ) {
        let rows: Vec<(Item, Mark)> = rows.into_iter().map(|(required, two, state)| {
            let item = item(required, two, PhotoRule::None);
            let state = ItemState::ALL[usize::from(state)];
            let marked = (state != ItemState::Open).then_some((A, at(0)));
            (item, Mark { state, marked, confirmed: None, version: 1 })
        }).collect();
        let progress = Progress::of(rows.iter().map(|(item, mark)| (item, *mark)));
        let ready = rows.iter().all(|(item, mark)| !item.required || mark.is_settled(item));
        prop_assert_eq!(progress.is_ready(), ready);
        prop_assert!(progress.settled <= progress.items && progress.required <= progress.items);
        if progress.status(overridden) == ListStatus::Ready {
            prop_assert!(ready);
        }
        let held = !ready && !overridden;
        let status = progress.status(overridden);
        let shut = matches!(status, ListStatus::NotStarted | ListStatus::InProgress);
        prop_assert!(!held || shut, "a branch that is held back is never shown as open");
    }
}
