//! One chain, row by row.

use vault::Macs;

use crate::chain::{GENESIS, Head, is_linked};
use crate::entity::Model;
use crate::report::{Problem, ProblemKind};

/// So many failing rows of a chain are compared with each other to tell reordered from changed ones.
const SUSPECTS: usize = 16;

/// Takes the rows of a chain in the order of their positions and says what is wrong with them.
pub(crate) struct ChainCheck<'a> {
    chain: &'a str,
    macs: &'a Macs,
    anchor: Option<&'a Head>,
    /// The row seen last.
    last: Head,
    /// Whether the last row's digest can be trusted to be the next one's predecessor: not across a gap.
    linked: bool,
    first_at: Option<i64>,
    suspects: Vec<Suspect>,
    problems: Vec<Problem>,
}

/// A row that fails, and the digest it was checked behind.
struct Suspect {
    row: Model,
    previous: Vec<u8>,
}

enum Verdict {
    Changed,
    Reordered,
    /// The row is genuine and in its place; its predecessor is not.
    Genuine,
}

impl<'a> ChainCheck<'a> {
    /// Begins a chain; with an anchor, the digest at its position must be the one written outside.
    pub(crate) fn new(chain: &'a str, macs: &'a Macs, anchor: Option<&'a Head>) -> Self {
        Self {
            chain,
            macs,
            anchor,
            last: Head { length: 0, mac: GENESIS.to_vec() },
            linked: true,
            first_at: None,
            suspects: Vec::new(),
            problems: Vec::new(),
        }
    }

    /// Returns the position behind which the next rows are wanted.
    pub(crate) const fn position(&self) -> i64 {
        self.last.length
    }

    /// Returns when the first row says it happened.
    pub(crate) const fn first_at(&self) -> Option<i64> {
        self.first_at
    }

    /// Takes the next row.
    pub(crate) fn row(&mut self, row: Model) {
        self.first_at.get_or_insert(row.at);
        let expected = self.last.length + 1;
        if row.position < expected {
            self.add(row.position, row.position, ProblemKind::Changed);
            return;
        }
        if row.position > expected {
            self.add(expected, row.position - 1, ProblemKind::Removed);
            self.linked = false;
        }
        if self.anchor.is_some_and(|anchor| anchor.length == row.position && anchor.mac != row.mac)
        {
            self.add(1, row.position, ProblemKind::Rewritten);
        }
        let next = Head { length: row.position, mac: row.mac.clone() };
        let previous = std::mem::replace(&mut self.last, next).mac;
        // Behind a gap the predecessor is gone, so this row cannot be checked; the gap itself is reported.
        if std::mem::replace(&mut self.linked, true) {
            self.check(row, previous);
        }
    }

    /// Ends the chain: compares the last row with the head and the anchor.
    pub(crate) fn finish(mut self, head: Option<&Head>) -> Vec<Problem> {
        self.judge();
        let last = self.last.length;
        let promised = head.map_or(0, |head| head.length);
        let anchored = self.anchor.map_or(0, |anchor| anchor.length);
        if promised.max(anchored) > last {
            self.add(last + 1, promised.max(anchored), ProblemKind::Truncated);
        }
        let agrees = match head {
            Some(head) => *head == self.last || head.length > last,
            None => last == 0,
        };
        if !agrees {
            self.add(last, last, ProblemKind::HeadChanged);
        }
        self.problems
    }

    fn check(&mut self, row: Model, previous: Vec<u8>) {
        match self.macs.find(&row.key_id) {
            None => self.add(row.position, row.position, ProblemKind::KeyUnknown),
            Some(mac) if is_linked(&row, &previous, mac) => (),
            Some(_) if self.suspects.len() < SUSPECTS => {
                self.suspects.push(Suspect { row, previous });
            }
            Some(_) => self.add(row.position, row.position, ProblemKind::Changed),
        }
    }

    /// Tells what happened to the rows that fail.
    fn judge(&mut self) {
        let suspects = std::mem::take(&mut self.suspects);
        let verdicts: Vec<Verdict> =
            suspects.iter().map(|suspect| verdict(suspect, &suspects, self.macs)).collect();
        // A genuine row behind a false one is not a finding of its own, unless it is the only one.
        let only = self.problems.is_empty()
            && verdicts.iter().all(|verdict| matches!(verdict, Verdict::Genuine));
        for (suspect, verdict) in suspects.iter().zip(verdicts) {
            let position = suspect.row.position;
            match verdict {
                Verdict::Genuine if !only => (),
                Verdict::Reordered => self.add(position, position, ProblemKind::Reordered),
                Verdict::Genuine | Verdict::Changed => {
                    self.add(position, position, ProblemKind::Changed);
                }
            }
        }
        self.problems.sort_by_key(|problem| problem.position);
    }

    fn add(&mut self, position: i64, until: i64, kind: ProblemKind) {
        self.problems.push(Problem::between(self.chain, position, until, kind));
    }
}

/// Tries the row in the places of all suspects, behind every digest that is near them.
fn verdict(suspect: &Suspect, all: &[Suspect], macs: &Macs) -> Verdict {
    let Some(mac) = macs.find(&suspect.row.key_id) else { return Verdict::Changed };
    let before = || {
        let mut digests: Vec<&[u8]> =
            all.iter().flat_map(|other| [other.previous.as_slice(), &other.row.mac]).collect();
        digests.push(&GENESIS);
        digests
    };
    let fits = |row: &Model| before().into_iter().any(|previous| is_linked(row, previous, mac));
    if fits(&suspect.row) {
        return Verdict::Genuine;
    }
    let elsewhere = all
        .iter()
        .any(|other| fits(&Model { position: other.row.position, ..suspect.row.clone() }));
    if elsewhere { Verdict::Reordered } else { Verdict::Changed }
}

#[cfg(test)]
mod tests;
