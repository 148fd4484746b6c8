//! Whatever is done to a chain is found; nothing is found in a whole one.

use kernel::Timestamp;
use proptest::prelude::*;
use uuid::Uuid;
use vault::{Algorithm, KeyRing, Random, Vault};

use super::*;
use crate::chain::link;

const CHAIN: &str = "head-office";

fn macs(seed: u64) -> Macs {
    let random = Random::seeded(seed);
    let ring = KeyRing::generate(Algorithm::Aes256Gcm, Timestamp::from_micros(0), &random);
    Vault::new(ring.unwrap(), random).macs("audit chain")
}

fn row(number: u128) -> Model {
    Model {
        id: Uuid::from_u128(number),
        chain: CHAIN.to_owned(),
        position: 0,
        at: 1,
        actor_kind: "nobody".to_owned(),
        actor_id: None,
        action: "visit.called".to_owned(),
        resource_kind: Some("visit".to_owned()),
        resource_id: Some(number.to_string()),
        branch_id: None,
        reason: None,
        detail: "null".to_owned(),
        trace: String::new(),
        outcome: "done".to_owned(),
        key_id: String::new(),
        mac: Vec::new(),
    }
}

fn chain(length: usize, macs: &Macs) -> Vec<Model> {
    let mut head = Head::genesis();
    let mut rows = Vec::new();
    for number in 0..length {
        let mut row = row(number as u128);
        link(&mut row, &head, macs);
        head = head_of(&row);
        rows.push(row);
    }
    rows
}

fn head_of(row: &Model) -> Head {
    Head { length: row.position, mac: row.mac.clone() }
}

fn check(rows: &[Model], head: Option<&Head>, anchor: Option<&Head>) -> Vec<(i64, ProblemKind)> {
    let macs = macs(1);
    let mut check = ChainCheck::new(CHAIN, &macs, anchor);
    let mut rows = rows.to_vec();
    rows.sort_by_key(|row| row.position);
    for row in rows {
        check.row(row);
    }
    check.finish(head).into_iter().map(|problem| (problem.position, problem.kind)).collect()
}

/// Something that a person with the database in hand may do.
#[derive(Clone, Debug)]
enum Deed {
    ChangeText(prop::sample::Index),
    ChangeTime(prop::sample::Index, i64),
    MoveText(prop::sample::Index),
    ChangeMac(prop::sample::Index, prop::sample::Index),
    Remove(prop::sample::Index, usize),
    RemoveAndCloseUp(prop::sample::Index),
    Swap(prop::sample::Index, prop::sample::Index),
    Truncate(usize),
    TruncateWithHead(usize),
    Append,
    AppendWithHead,
    CopyWithHead(prop::sample::Index),
    RemoveHead,
    ChangeHead(i64),
}

fn deeds() -> impl Strategy<Value = Deed> {
    let at = any::<prop::sample::Index>;
    prop_oneof![
        at().prop_map(Deed::ChangeText),
        (at(), 1_i64..1_000).prop_map(|(row, by)| Deed::ChangeTime(row, by)),
        at().prop_map(Deed::MoveText),
        (at(), at()).prop_map(|(row, byte)| Deed::ChangeMac(row, byte)),
        (at(), 1_usize..4).prop_map(|(row, count)| Deed::Remove(row, count)),
        at().prop_map(Deed::RemoveAndCloseUp),
        (at(), at()).prop_map(|(one, other)| Deed::Swap(one, other)),
        (1_usize..40).prop_map(Deed::Truncate),
        (1_usize..40).prop_map(Deed::TruncateWithHead),
        Just(Deed::Append),
        Just(Deed::AppendWithHead),
        at().prop_map(Deed::CopyWithHead),
        Just(Deed::RemoveHead),
        (1_i64..5).prop_map(Deed::ChangeHead),
    ]
}

impl Deed {
    fn commit(&self, rows: &mut Vec<Model>, head: &mut Option<Head>) {
        let count = rows.len();
        match self {
            Self::ChangeText(at) => at.get_mut(rows).detail.push(' '),
            Self::ChangeTime(at, by) => at.get_mut(rows).at += by,
            // The same bytes one field further on: the borders of fields count too.
            Self::MoveText(at) => {
                let row = at.get_mut(rows);
                let last = row.action.pop();
                row.detail.extend(last);
            }
            Self::ChangeMac(at, byte) => *byte.get_mut(&mut at.get_mut(rows).mac) ^= 1,
            Self::Remove(at, some) => {
                let from = at.index(count);
                rows.drain(from..count.min(from + some));
            }
            Self::RemoveAndCloseUp(at) => {
                let from = at.index(count);
                rows.remove(from);
                rows[from..].iter_mut().for_each(|row| row.position -= 1);
                *head = rows.last().map(head_of);
            }
            Self::Swap(one, other) => swap(rows, one.index(count), other.index(count)),
            Self::Truncate(some) => rows.truncate(count.saturating_sub(*some)),
            Self::TruncateWithHead(some) => {
                rows.truncate(count.saturating_sub(*some));
                *head = rows.last().map(head_of);
            }
            Self::Append => forge(rows, row(99)),
            Self::AppendWithHead => {
                forge(rows, row(99));
                *head = rows.last().map(head_of);
            }
            Self::CopyWithHead(at) => {
                let copied = at.get(rows).clone();
                forge(rows, copied);
                *head = rows.last().map(head_of);
            }
            Self::RemoveHead => *head = None,
            Self::ChangeHead(by) => {
                if let Some(head) = head {
                    head.length += by;
                }
            }
        }
    }
}

fn swap(rows: &mut [Model], one: usize, other: usize) {
    let (first, second) = (rows[one].position, rows[other].position);
    rows[one].position = second;
    rows[other].position = first;
}

/// Appends a row as somebody would who does not have the key.
fn forge(rows: &mut Vec<Model>, mut forged: Model) {
    link(&mut forged, &rows.last().map_or_else(Head::genesis, head_of), &macs(2));
    rows.push(forged);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn every_deed_is_found(length in 1_usize..40, deed in deeds()) {
        let whole = chain(length, &macs(1));
        let anchor = whole.last().map(head_of);
        let (mut rows, mut head) = (whole.clone(), anchor.clone());
        deed.commit(&mut rows, &mut head);
        let touched = rows.iter().zip(&whole).any(|(is, was)| is != was)
            || rows.len() != whole.len()
            || head != anchor;
        prop_assert_eq!(touched, !check(&rows, head.as_ref(), anchor.as_ref()).is_empty());
    }

    #[test]
    fn a_whole_chain_is_whole(length in 0_usize..40, anchored in 0_usize..40) {
        let rows = chain(length, &macs(1));
        let anchor = rows.get(anchored).map(head_of);
        prop_assert_eq!(check(&rows, rows.last().map(head_of).as_ref(), anchor.as_ref()), []);
    }
}

#[test]
fn swapped_rows_are_called_reordered_and_their_neighbours_are_left_alone() {
    let mut rows = chain(9, &macs(1));
    let head = rows.last().map(head_of);
    swap(&mut rows, 2, 5);
    assert_eq!(
        check(&rows, head.as_ref(), None),
        [(3, ProblemKind::Reordered), (6, ProblemKind::Reordered)]
    );
    swap(&mut rows, 2, 5);
    swap(&mut rows, 3, 4);
    assert_eq!(
        check(&rows, head.as_ref(), None),
        [(4, ProblemKind::Reordered), (5, ProblemKind::Reordered)]
    );
}

#[test]
fn a_changed_row_is_named_alone() {
    let mut rows = chain(5, &macs(1));
    let head = rows.last().map(head_of);
    rows[2].reason = Some(String::new());
    assert_eq!(check(&rows, head.as_ref(), None), [(3, ProblemKind::Changed)]);
}

#[test]
fn a_cut_end_is_found_by_head_and_by_anchor() {
    let mut rows = chain(5, &macs(1));
    let head = rows.last().map(head_of);
    rows.truncate(3);
    let shorter = rows.last().map(head_of);
    assert_eq!(check(&rows, head.as_ref(), None), [(4, ProblemKind::Truncated)]);
    assert_eq!(check(&rows, shorter.as_ref(), None), []);
    assert_eq!(check(&rows, shorter.as_ref(), head.as_ref()), [(4, ProblemKind::Truncated)]);
    assert_eq!(check(&[], None, head.as_ref()), [(1, ProblemKind::Truncated)]);
}

#[test]
fn history_written_anew_with_the_key_is_found_by_the_anchor() {
    let anchor = chain(3, &macs(1)).last().map(head_of);
    let mut rows = chain(1, &macs(1));
    for number in 50..55 {
        let mut row = row(number);
        link(&mut row, &head_of(rows.last().unwrap()), &macs(1));
        rows.push(row);
    }
    let head = rows.last().map(head_of);
    assert_eq!(check(&rows, head.as_ref(), anchor.as_ref()), [(1, ProblemKind::Rewritten)]);
}

#[test]
fn a_long_stretch_of_false_rows_is_counted_whole() {
    let rows = chain(60, &macs(2));
    let head = rows.last().map(head_of);
    let problems = check(&rows, head.as_ref(), None);
    assert_eq!(problems.len(), 60);
    assert!(problems.iter().all(|(_, kind)| *kind == ProblemKind::Changed));
}
