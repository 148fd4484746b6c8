//! The opening and closing checklist of a branch: how an item is settled, and when the branch is ready.
//!
//! - [`items`]: what has to be checked, as the rule pack `checklists/…` says.
//! - [`refusal`]: why something cannot be done with a list. [`picture`]: what counts as a photo.

pub(crate) mod items;
pub(crate) mod picture;
pub(crate) mod refusal;

use kernel::{StaffId, Timestamp};

use self::items::{Item, PhotoRule, Section};
use self::refusal::ChecklistRefusal;

/// The longest note, reason or resolution, in characters.
pub(crate) const LONGEST_NOTE: usize = 500;

/// The longest handover note, in characters.
pub(crate) const LONGEST_HANDOVER: usize = 2_000;

/// One of the two lists of a business day.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
#[schema(as = ChecklistKind)]
pub(crate) enum ListKind {
    /// What is checked before the branch opens.
    Opening,
    /// What is checked during the day and after the branch has closed.
    Closing,
}

impl ListKind {
    /// Returns the stable code.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Opening => "opening",
            Self::Closing => "closing",
        }
    }

    /// Finds a kind by its code.
    pub(crate) fn from_code(code: &str) -> Option<Self> {
        [Self::Opening, Self::Closing].into_iter().find(|kind| kind.code() == code)
    }

    /// Tells whether items of a section belong to this list.
    pub(crate) const fn has(self, section: Section) -> bool {
        match section {
            Section::BeforeOpening => matches!(self, Self::Opening),
            Section::During | Section::AfterClosing => matches!(self, Self::Closing),
        }
    }
}

/// What somebody said of an item.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ItemState {
    /// Nothing yet, or it was taken back.
    Open,
    /// It was checked and is in order.
    Done,
    /// It was checked and is not in order.
    Problem,
    /// It does not concern this branch today.
    NotApplicable,
}

impl ItemState {
    /// All states.
    const ALL: [Self; 4] = [Self::Open, Self::Done, Self::Problem, Self::NotApplicable];

    /// Returns the stable code.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Done => "done",
            Self::Problem => "problem",
            Self::NotApplicable => "not_applicable",
        }
    }

    /// Finds a state by its code.
    pub(crate) fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Tells whether the state says that there is nothing left to do, but for the second person.
    const fn is_answer(self) -> bool {
        matches!(self, Self::Done | Self::NotApplicable)
    }

    /// Tells whether the state needs words.
    pub(crate) const fn needs_note(self) -> bool {
        matches!(self, Self::Problem | Self::NotApplicable)
    }
}

/// Who did something, and when.
pub(crate) type Hand = (StaffId, Timestamp);

/// How an item of a list stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    /// What was said last.
    pub(crate) state: ItemState,
    /// Who said it; nobody while the item is open.
    pub(crate) marked: Option<Hand>,
    /// Who confirmed it.
    pub(crate) confirmed: Option<Hand>,
    /// Rises with every change; 0 before the first.
    pub(crate) version: u32,
}

impl Mark {
    /// How every item begins.
    pub(crate) const UNTOUCHED: Self =
        Self { state: ItemState::Open, marked: None, confirmed: None, version: 0 };

    /// Says how an item stands.
    ///
    /// # Errors
    /// A photo is needed and there is none.
    pub(crate) fn say(
        &mut self,
        item: &Item,
        state: ItemState,
        photos: usize,
        hand: Hand,
    ) -> Result<(), ChecklistRefusal> {
        if state == ItemState::Done && item.photo == PhotoRule::Required && photos == 0 {
            return Err(ChecklistRefusal::PhotoNeeded);
        }
        *self = Self {
            state,
            marked: (state != ItemState::Open).then_some(hand),
            confirmed: None,
            version: self.version + 1,
        };
        Ok(())
    }

    /// Confirms as the second person what somebody else has said.
    ///
    /// # Errors
    /// There is nothing to confirm, or it is the same person.
    pub(crate) fn confirm(&mut self, item: &Item, hand: Hand) -> Result<(), ChecklistRefusal> {
        let Some((first, _)) = self.marked.filter(|_| self.awaits_second(item)) else {
            return Err(ChecklistRefusal::NothingToConfirm);
        };
        if first == hand.0 {
            return Err(ChecklistRefusal::SecondPersonNeeded);
        }
        self.confirmed = Some(hand);
        self.version += 1;
        Ok(())
    }

    /// Takes back what was done last: the confirmation, or what was said.
    ///
    /// # Errors
    /// Nothing was done.
    pub(crate) fn undo(&mut self) -> Result<(), ChecklistRefusal> {
        if self.confirmed.take().is_none() {
            if self.marked.take().is_none() {
                return Err(ChecklistRefusal::NothingToUndo);
            }
            self.state = ItemState::Open;
        }
        self.version += 1;
        Ok(())
    }

    /// Tells whether a second person has to confirm.
    pub(crate) const fn awaits_second(&self, item: &Item) -> bool {
        item.two_person && self.state.is_answer() && self.confirmed.is_none()
    }

    /// Tells whether nothing is left to do.
    pub(crate) const fn is_settled(&self, item: &Item) -> bool {
        self.state.is_answer() && !self.awaits_second(item)
    }
}

/// How far a list is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub(crate) struct Progress {
    /// How many items there are.
    pub(crate) items: u32,
    /// How many of them are settled.
    pub(crate) settled: u32,
    /// How many must be settled.
    pub(crate) required: u32,
    /// How many of those are settled.
    pub(crate) required_settled: u32,
    /// How many were touched at all.
    pub(crate) touched: u32,
}

impl Progress {
    /// Counts the items of a list with their marks.
    pub(crate) fn of<'a>(items: impl Iterator<Item = (&'a Item, Mark)>) -> Self {
        items.fold(Self::default(), |counted, (item, mark)| {
            let settled = u32::from(mark.is_settled(item));
            let required = u32::from(item.required);
            Self {
                items: counted.items + 1,
                settled: counted.settled + settled,
                required: counted.required + required,
                required_settled: counted.required_settled + required * settled,
                touched: counted.touched + u32::from(mark.state != ItemState::Open),
            }
        })
    }

    /// Tells whether every required item is settled.
    pub(crate) const fn is_ready(&self) -> bool {
        self.required_settled == self.required
    }

    /// Names how far the list is.
    pub(crate) const fn status(&self, overridden: bool) -> ListStatus {
        if self.is_ready() && (self.required > 0 || self.items == self.settled) {
            ListStatus::Ready
        } else if overridden {
            ListStatus::Overridden
        } else if self.touched == 0 {
            ListStatus::NotStarted
        } else {
            ListStatus::InProgress
        }
    }
}

/// How far a list is, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ChecklistStatus)]
pub(crate) enum ListStatus {
    /// Nobody has said anything yet.
    NotStarted,
    /// Some required items are not settled.
    InProgress,
    /// Every required item is settled.
    Ready,
    /// Not every required item is settled, and a manager opened the branch all the same.
    Overridden,
}

#[cfg(test)]
#[path = "checklist_tests.rs"]
mod tests;
