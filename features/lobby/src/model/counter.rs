//! The life of a counter: closed, free, calling, serving, paused.

use kernel::{BranchId, CounterId, StaffId, Timestamp, VisitId};

use super::place::Place;
use super::refusal::{CounterAction, Refusal};

/// A counter as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Counter {
    /// The id.
    pub(crate) id: CounterId,
    /// Where.
    pub(crate) branch: BranchId,
    /// What is happening there.
    pub(super) state: CounterState,
    /// Since when.
    pub(super) since: Timestamp,
}

/// What is happening at a counter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum CounterState {
    /// Nobody sits there.
    Closed,
    /// Somebody sits there and could call.
    Free(StaffId),
    /// A number is called; the customer is on the way.
    Calling(StaffId, VisitId),
    /// A customer is being served.
    Serving(StaffId, VisitId),
    /// Somebody sits there but serves nobody, for a reason of the rule pack.
    Paused(StaffId, String),
}

impl Counter {
    /// Returns a counter that nobody has opened yet.
    pub(crate) const fn closed(id: CounterId, branch: BranchId, since: Timestamp) -> Self {
        Self { id, branch, state: CounterState::Closed, since }
    }

    /// Takes up a counter where a row says it was.
    pub(crate) const fn restore(
        id: CounterId,
        branch: BranchId,
        state: CounterState,
        since: Timestamp,
    ) -> Self {
        Self { id, branch, state, since }
    }

    /// Returns what is happening.
    pub(crate) const fn state(&self) -> &CounterState {
        &self.state
    }

    /// Returns since when.
    pub(crate) const fn since(&self) -> Timestamp {
        self.since
    }

    /// Returns who sits there.
    pub(crate) const fn staff(&self) -> Option<StaffId> {
        match &self.state {
            CounterState::Closed => None,
            CounterState::Free(staff)
            | CounterState::Calling(staff, _)
            | CounterState::Serving(staff, _)
            | CounterState::Paused(staff, _) => Some(*staff),
        }
    }

    /// Returns the visit the counter is busy with.
    pub(crate) const fn visit(&self) -> Option<VisitId> {
        match &self.state {
            CounterState::Calling(_, visit) | CounterState::Serving(_, visit) => Some(*visit),
            CounterState::Closed | CounterState::Free(_) | CounterState::Paused(..) => None,
        }
    }

    /// Returns the reason of a pause.
    pub(crate) fn pause_reason(&self) -> Option<&str> {
        match &self.state {
            CounterState::Paused(_, reason) => Some(reason),
            _ => None,
        }
    }

    /// Sits down; a colleague who left the counter free or paused is relieved.
    pub(crate) fn open(&mut self, staff: StaffId, now: Timestamp) -> Result<(), Refusal> {
        match &self.state {
            CounterState::Calling(..) | CounterState::Serving(..) => Err(Refusal::CounterBusy),
            CounterState::Free(holder) if *holder == staff => {
                Err(self.wrong_state(CounterAction::Open))
            }
            CounterState::Closed | CounterState::Free(_) | CounterState::Paused(..) => {
                self.enter(CounterState::Free(staff), now);
                Ok(())
            }
        }
    }

    /// Leaves the counter; not while a customer is called or served.
    pub(crate) fn close(&mut self, staff: StaffId, now: Timestamp) -> Result<(), Refusal> {
        self.held_by(staff, CounterAction::Close)?;
        self.enter(CounterState::Closed, now);
        Ok(())
    }

    /// Stops calling for a while; not while a customer is called or served.
    pub(crate) fn pause(
        &mut self,
        staff: StaffId,
        reason: String,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        self.held_by(staff, CounterAction::Pause)?;
        self.enter(CounterState::Paused(staff, reason), now);
        Ok(())
    }

    /// Goes on after a pause.
    pub(crate) fn resume(&mut self, staff: StaffId, now: Timestamp) -> Result<(), Refusal> {
        let CounterState::Paused(holder, _) = self.state else {
            return Err(self.wrong_state(CounterAction::Resume));
        };
        if holder != staff {
            return Err(Refusal::CounterTaken);
        }
        self.enter(CounterState::Free(staff), now);
        Ok(())
    }

    /// Checks that this person could call somebody here now, and returns the place.
    pub(crate) fn ready(&self, staff: StaffId) -> Result<Place, Refusal> {
        match &self.state {
            CounterState::Free(holder) if *holder == staff => Ok(Place { counter: self.id, staff }),
            CounterState::Free(_) => Err(Refusal::CounterTaken),
            CounterState::Calling(..) | CounterState::Serving(..) => Err(Refusal::CounterBusy),
            CounterState::Closed | CounterState::Paused(..) => {
                Err(self.wrong_state(CounterAction::Call))
            }
        }
    }

    /// Takes up a visit that was just called.
    pub(crate) fn call(
        &mut self,
        staff: StaffId,
        visit: VisitId,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        self.ready(staff)?;
        self.enter(CounterState::Calling(staff, visit), now);
        Ok(())
    }

    /// Begins to serve the visit that was called.
    pub(crate) fn serve(&mut self, visit: VisitId, now: Timestamp) {
        if let CounterState::Calling(staff, called) = self.state
            && called == visit
        {
            self.enter(CounterState::Serving(staff, visit), now);
        }
    }

    /// Becomes free after a visit that ended, was parked or handed on; any other visit changes nothing.
    pub(crate) fn release(&mut self, visit: VisitId, now: Timestamp) {
        if self.visit() == Some(visit)
            && let Some(staff) = self.staff()
        {
            self.enter(CounterState::Free(staff), now);
        }
    }

    /// Closes at the end of the day whatever is left.
    pub(crate) fn end_day(&mut self, now: Timestamp) {
        self.enter(CounterState::Closed, now);
    }

    fn held_by(&self, staff: StaffId, action: CounterAction) -> Result<(), Refusal> {
        match &self.state {
            CounterState::Calling(..) | CounterState::Serving(..) => Err(Refusal::CounterBusy),
            CounterState::Closed => Err(self.wrong_state(action)),
            CounterState::Paused(holder, _) | CounterState::Free(holder) if *holder != staff => {
                Err(Refusal::CounterTaken)
            }
            CounterState::Paused(..) if action == CounterAction::Pause => {
                Err(self.wrong_state(action))
            }
            CounterState::Free(_) | CounterState::Paused(..) => Ok(()),
        }
    }

    fn wrong_state(&self, action: CounterAction) -> Refusal {
        Refusal::CounterState { state: self.state.name(), action }
    }

    fn enter(&mut self, state: CounterState, now: Timestamp) {
        self.state = state;
        self.since = now.max(self.since);
    }
}

/// What is happening at a counter, without its data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = CounterState)]
pub(crate) enum CounterStateName {
    /// Nobody sits there.
    Closed,
    /// Could call.
    Free,
    /// Has called.
    Calling,
    /// Serves.
    Serving,
    /// Serves nobody for a while.
    Paused,
}

impl CounterState {
    /// Returns the name.
    pub(crate) const fn name(&self) -> CounterStateName {
        match self {
            Self::Closed => CounterStateName::Closed,
            Self::Free(_) => CounterStateName::Free,
            Self::Calling(..) => CounterStateName::Calling,
            Self::Serving(..) => CounterStateName::Serving,
            Self::Paused(..) => CounterStateName::Paused,
        }
    }
}

impl CounterStateName {
    /// Returns the stable code.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::Free => "free",
            Self::Calling => "calling",
            Self::Serving => "serving",
            Self::Paused => "paused",
        }
    }

    /// Returns the word for people, in Chinese and English.
    pub(crate) const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Closed => ("关闭", "closed"),
            Self::Free => ("空闲", "free"),
            Self::Calling => ("呼叫中", "calling"),
            Self::Serving => ("办理中", "serving"),
            Self::Paused => ("暂停", "paused"),
        }
    }

    /// Tells whether a customer can expect to be taken by this counter soon.
    pub(crate) const fn on_duty(self) -> bool {
        matches!(self, Self::Free | Self::Calling | Self::Serving)
    }
}

#[cfg(test)]
mod tests {
    use kernel::{Id, Ids};
    use proptest::prelude::*;

    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_micros(second * 1_000_000)
    }

    fn id<T: Id>(seed: u64) -> T {
        Ids::seeded(seed).next(at(0))
    }

    #[test]
    fn a_colleague_relieves_but_does_not_interrupt() {
        let (first, second): (StaffId, StaffId) = (id(1), id(2));
        let mut counter = Counter::closed(id(3), id(4), at(0));
        counter.open(first, at(1)).unwrap();
        assert_eq!(counter.close(second, at(2)), Err(Refusal::CounterTaken));
        counter.pause(first, "meal".to_owned(), at(2)).unwrap();
        counter.open(second, at(3)).unwrap();
        assert_eq!(counter.staff(), Some(second));
        counter.call(second, id(9), at(4)).unwrap();
        assert_eq!(counter.open(first, at(5)), Err(Refusal::CounterBusy));
        assert_eq!(counter.pause(second, "meal".to_owned(), at(5)), Err(Refusal::CounterBusy));
        counter.serve(id(9), at(6));
        counter.release(id(8), at(7));
        assert_eq!(counter.visit(), Some(id(9)), "another visit releases nothing");
        counter.release(id(9), at(8));
        assert_eq!(*counter.state(), CounterState::Free(second));
    }

    proptest! {
        #[test]
        fn a_busy_counter_always_has_a_person_and_time_never_runs_back(
            acts in prop::collection::vec((0_u8..9, 0_u64..3, 0_i64..100), 0..60)
        ) {
            let mut counter = Counter::closed(id(3), id(4), at(0));
            for (act, who, when) in acts {
                let (staff, visit, now) = (id::<StaffId>(who), id::<VisitId>(who + 10), at(when));
                let (before, since) = (counter.clone(), counter.since());
                let refused = match act {
                    0 => counter.open(staff, now).is_err(),
                    1 => counter.close(staff, now).is_err(),
                    2 => counter.pause(staff, "meal".to_owned(), now).is_err(),
                    3 => counter.resume(staff, now).is_err(),
                    4 => counter.call(staff, visit, now).is_err(),
                    5 => { counter.serve(visit, now); false }
                    6 => { counter.release(visit, now); false }
                    7 => counter.ready(staff).is_err(),
                    _ => { counter.end_day(now); false }
                };
                if refused {
                    prop_assert_eq!(&counter, &before);
                }
                prop_assert!(counter.since() >= since);
                prop_assert_eq!(counter.staff().is_none(), *counter.state() == CounterState::Closed);
                prop_assert!(counter.visit().is_none() || counter.staff().is_some());
            }
        }
    }
}
