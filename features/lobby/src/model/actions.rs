//! Everything that can be done with a visit: each act checks, changes the state and returns its step.

use std::time::Duration;

use kernel::{BranchId, CustomerId, ServiceId, Timestamp, VisitId};

use super::number::{BusinessDay, TicketNumber};
use super::place::{Hand, Place, Reserved};
use super::refusal::{Action, Refusal};
use super::rules::{Calling, Postponing};
use super::step::{Act, Channel, GuidanceOutcome, Step};
use super::visit::{Ending, LeftReason, Life, Spent, State, Visit, VisitStanding};
use super::why::Why;

/// What is known of a visitor when the number is taken.
#[derive(Clone, Debug)]
pub(crate) struct Arrival {
    /// The id of the new visit.
    pub(crate) id: VisitId,
    /// Where.
    pub(crate) branch: BranchId,
    /// The branch's day.
    pub(crate) day: BusinessDay,
    /// The number.
    pub(crate) number: TicketNumber,
    /// What is wanted.
    pub(crate) service: ServiceId,
    /// How the visitor is classed.
    pub(crate) standing: VisitStanding,
    /// Who it is, when recognised.
    pub(crate) customer: Option<CustomerId>,
    /// Through what the number is taken.
    pub(crate) channel: Channel,
}

/// Where a visit is handed on to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// To whoever renders another service.
    Service(ServiceId),
    /// To one person or counter, for the same service.
    Kept(Reserved),
}

/// What triage changes; `None` leaves a thing as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Triage {
    /// The service now wanted.
    pub(crate) service: Option<ServiceId>,
    /// The class and care group from now on.
    pub(crate) standing: Option<VisitStanding>,
}

/// A suggestion to use a machine or the app, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Guidance {
    /// With what, a code of the rule pack.
    pub(crate) machine: String,
    /// What came of it.
    pub(crate) outcome: GuidanceOutcome,
    /// Whether the customer asked for the machine.
    pub(crate) customer_asked: bool,
    /// Whether the visitor belongs to a group that is never sent to machines only.
    pub(crate) never_machine_only: bool,
    /// Whether the suggestion counts in figures on diversion.
    pub(crate) counted: bool,
}

impl Visit {
    /// Begins a visit: somebody takes a number.
    pub(crate) fn take(arrival: Arrival, now: Timestamp) -> (Self, Step) {
        let Arrival { id, branch, day, number, service, standing, customer, channel } = arrival;
        let waiting = State::Waiting { postponed_until: None };
        let mut visit = Self {
            id,
            branch,
            day,
            number,
            service,
            standing,
            customer,
            appointed: None,
            arrived_at: now,
            reserved: None,
            postponements: 0,
            first_called_at: None,
            last_called_at: None,
            last_counter: None,
            first_served_at: None,
            calls: 0,
            steps: 0,
            life: Life::restore(waiting, now, now, Spent::default()),
        };
        let act = Act::Taken {
            channel,
            class: visit.standing.class.clone(),
            care_group: visit.standing.care_group.clone(),
            recognised: customer.is_some(),
        };
        let step = visit.step(act, None, now);
        (visit, step)
    }

    /// Calls the number to a counter; whoever waits or is parked can be called.
    pub(crate) fn call(&mut self, place: Place, why: Why, now: Timestamp) -> Result<Step, Refusal> {
        if !matches!(self.life.state, State::Waiting { .. } | State::Parked { .. }) {
            return Err(self.wrong_state(Action::Call));
        }
        let now =
            self.enter(State::Called { place, round: 1, last_call: now.max(self.life.since) }, now);
        self.reserved = None;
        self.first_called_at.get_or_insert(now);
        self.last_counter = Some(place.counter);
        self.last_called_at = Some(now);
        self.calls += 1;
        Ok(Step { why: Some(why), ..self.step(Act::Called, Some(place), now) })
    }

    /// Calls the number again; between two calls some time must pass, so that the customer can walk.
    pub(crate) fn recall(
        &mut self,
        hand: Hand,
        rules: &Calling,
        now: Timestamp,
    ) -> Result<Step, Refusal> {
        let State::Called { place, round, last_call } = self.life.state else {
            return Err(self.wrong_state(Action::Recall));
        };
        self.reach(hand, place)?;
        let now = now.max(last_call);
        let ready = last_call + Duration::from_secs(u64::from(rules.recall_after_s));
        if now < ready {
            let wait_s =
                u32::try_from(ready.since(now).as_millis().div_ceil(1000)).unwrap_or(u32::MAX);
            return Err(Refusal::RecallTooSoon { number: self.number.clone(), wait_s });
        }
        let round = round + 1;
        let now = self.enter(State::Called { place, round, last_call: now }, now);
        self.last_called_at = Some(now);
        self.calls += 1;
        Ok(self.step(Act::Recalled { round }, Some(place), now))
    }

    /// Begins service: the customer stands at the counter.
    pub(crate) fn serve(&mut self, hand: Hand, now: Timestamp) -> Result<Step, Refusal> {
        let State::Called { place, .. } = self.life.state else {
            return Err(self.wrong_state(Action::Serve));
        };
        self.reach(hand, place)?;
        let now = self.enter(State::Serving { place }, now);
        self.first_served_at.get_or_insert(now);
        Ok(self.step(Act::Served, Some(place), now))
    }

    /// Gives up on somebody who did not come; only after enough recalls.
    pub(crate) fn miss(
        &mut self,
        hand: Hand,
        rules: &Calling,
        now: Timestamp,
    ) -> Result<Step, Refusal> {
        let State::Called { place, round, .. } = self.life.state else {
            return Err(self.wrong_state(Action::NoShow));
        };
        self.reach(hand, place)?;
        let made = round.saturating_sub(1);
        if made < rules.recalls_before_no_show {
            let needed = rules.recalls_before_no_show;
            return Err(Refusal::RecallsNeeded { number: self.number.clone(), made, needed });
        }
        let now = self.enter(State::Ended(Ending::NoShow { place }), now);
        Ok(self.step(Act::NoShow, Some(place), now))
    }

    /// Sets a called or served visit aside; the customer comes back later without a new number.
    pub(crate) fn park(
        &mut self,
        hand: Hand,
        reason: Option<String>,
        now: Timestamp,
    ) -> Result<Step, Refusal> {
        let (State::Called { place, .. } | State::Serving { place }) = self.life.state else {
            return Err(self.wrong_state(Action::Park));
        };
        self.reach(hand, place)?;
        let now = self.enter(State::Parked { place, reason: reason.clone() }, now);
        Ok(self.step(Act::Parked { reason }, Some(place), now))
    }

    /// Puts a parked visit back into the line, with the time it had waited before.
    pub(crate) fn unpark(&mut self, now: Timestamp) -> Result<Step, Refusal> {
        let State::Parked { place, .. } = self.life.state else {
            return Err(self.wrong_state(Action::Unpark));
        };
        let now = self.enter(State::Waiting { postponed_until: None }, now);
        Ok(self.step(Act::Unparked, Some(place), now))
    }

    /// Hands the visit on to another service, person or counter; it waits again with the time it had waited before.
    pub(crate) fn transfer(
        &mut self,
        hand: Hand,
        target: Target,
        now: Timestamp,
    ) -> Result<Step, Refusal> {
        if matches!(self.life.state, State::Ended(_)) {
            return Err(self.wrong_state(Action::Transfer));
        }
        let place = self.place();
        if let Some(place) = self.busy_place() {
            self.reach(hand, place)?;
        }
        let from_service = self.service;
        let (service, reserved) = match target {
            Target::Service(service) => (service, None),
            Target::Kept(reserved) => (self.service, Some(reserved)),
        };
        let unchanged =
            self.busy_place().is_none() && service == from_service && reserved == self.reserved;
        if unchanged
            || self.busy_place().is_some_and(|place| leads_back(target, from_service, place))
        {
            return Err(Refusal::TransferNowhere { number: self.number.clone() });
        }
        let now = self.enter(State::Waiting { postponed_until: None }, now);
        (self.service, self.reserved) = (service, reserved);
        Ok(self.step(Act::Transferred { from_service, reserved }, place, now))
    }

    /// Ends service.
    pub(crate) fn finish(
        &mut self,
        hand: Hand,
        outcome: String,
        next_steps: Vec<String>,
        now: Timestamp,
    ) -> Result<Step, Refusal> {
        let State::Serving { place } = self.life.state else {
            return Err(self.wrong_state(Action::Finish));
        };
        self.reach(hand, place)?;
        let ending =
            Ending::Finished { outcome: outcome.clone(), next_steps: next_steps.clone(), place };
        let now = self.enter(State::Ended(ending), now);
        Ok(self.step(Act::Finished { outcome, next_steps }, Some(place), now))
    }

    /// Ends the visit without service.
    ///
    /// Who is being served does not leave; the counter finishes and says what came of it.
    /// Only the end of the day closes a service that nobody finished.
    pub(crate) fn leave(&mut self, reason: LeftReason, now: Timestamp) -> Result<Step, Refusal> {
        let may = match self.life.state {
            State::Waiting { .. } | State::Called { .. } | State::Parked { .. } => true,
            State::Serving { .. } => reason == LeftReason::DayEnded,
            State::Ended(_) => false,
        };
        if !may {
            return Err(self.wrong_state(Action::Leave));
        }
        let place = self.place();
        let now = self.enter(State::Ended(Ending::Left(reason)), now);
        Ok(self.step(Act::Left { reason: reason.code().to_owned() }, place, now))
    }

    /// Asks to be called later; the place in the line is kept.
    pub(crate) fn postpone(
        &mut self,
        minutes: u32,
        rules: &Postponing,
        now: Timestamp,
    ) -> Result<Step, Refusal> {
        let State::Waiting { .. } = self.life.state else {
            return Err(self.wrong_state(Action::Postpone));
        };
        if !rules.minutes.contains(&minutes) {
            return Err(Refusal::PostponeMinutes { allowed: rules.minutes.clone() });
        }
        if self.postponements >= rules.times {
            return Err(Refusal::PostponedOften {
                number: self.number.clone(),
                times: rules.times,
            });
        }
        let now = now.max(self.life.since);
        let until = now + Duration::from_secs(u64::from(minutes) * 60);
        let now = self.enter(State::Waiting { postponed_until: Some(until) }, now);
        self.postponements += 1;
        Ok(self.step(Act::Postponed { minutes, until }, None, now))
    }

    /// Corrects what the visitor wants or how the visitor is classed, at any time before the end.
    pub(crate) fn triage(&mut self, triage: Triage, now: Timestamp) -> Result<Step, Refusal> {
        if matches!(self.life.state, State::Ended(_)) {
            return Err(self.wrong_state(Action::Triage));
        }
        let Triage { service, standing } = triage;
        let service = service.filter(|service| *service != self.service);
        let standing = standing.filter(|standing| *standing != self.standing);
        if service.is_none() && standing.is_none() {
            return Err(Refusal::TriageNothing { number: self.number.clone() });
        }
        let act = self.triage_act(service, standing.as_ref());
        self.service = service.unwrap_or(self.service);
        if let Some(standing) = standing {
            self.standing = standing;
        }
        let now = self.stay(now);
        Ok(self.step(act, self.place(), now))
    }

    /// Notes that a machine or the app was suggested; when the customer is done there, the visit ends.
    pub(crate) fn guide(&mut self, guidance: Guidance, now: Timestamp) -> Result<Step, Refusal> {
        if !matches!(self.life.state, State::Waiting { .. } | State::Parked { .. }) {
            return Err(self.wrong_state(Action::Guide));
        }
        let Guidance { machine, outcome, customer_asked, never_machine_only, counted } = guidance;
        let done = outcome == GuidanceOutcome::Done;
        if done && never_machine_only && !customer_asked {
            return Err(Refusal::MachineOnly { number: self.number.clone() });
        }
        let now = if done {
            self.enter(State::Ended(Ending::Diverted { kind: machine.clone() }), now)
        } else {
            self.stay(now)
        };
        Ok(self.step(Act::Guided { machine, outcome, counted }, None, now))
    }

    /// Lists what can be done now by a hand with every permission; views thin it out.
    pub(crate) fn possible(&self, hand: Hand, rules: &Calling) -> Vec<Action> {
        use Action::{
            Call, Finish, Guide, Leave, NoShow, Park, Recall, Serve, Transfer, Triage, Unpark,
        };
        match &self.life.state {
            State::Waiting { .. } => vec![Call, Transfer, Triage, Guide, Leave],
            State::Called { place, round, .. } if hand.reaches(*place) => {
                let mut actions = vec![Recall, Serve, Park, Transfer, Triage, Leave];
                if *round > rules.recalls_before_no_show {
                    actions.push(NoShow);
                }
                actions
            }
            State::Serving { place } if hand.reaches(*place) => {
                vec![Finish, Park, Transfer, Triage]
            }
            State::Called { .. } => vec![Triage, Leave],
            State::Serving { .. } => vec![Triage],
            State::Parked { .. } => vec![Call, Unpark, Transfer, Triage, Guide, Leave],
            State::Ended(_) => Vec::new(),
        }
    }

    fn triage_act(&self, service: Option<ServiceId>, standing: Option<&VisitStanding>) -> Act {
        let before = &self.standing;
        let class = standing.filter(|after| after.class != before.class);
        let group = standing.filter(|after| after.care_group != before.care_group);
        let accessible = standing.filter(|after| after.accessible != before.accessible);
        Act::Triaged {
            from_service: service.map(|_| self.service),
            from_class: class.map(|_| before.class.clone()),
            to_class: class.map(|after| after.class.clone()),
            to_care_group: group.map(|after| after.care_group.clone().unwrap_or_default()),
            accessible: accessible.map(|after| after.accessible),
        }
    }

    fn reach(&self, hand: Hand, place: Place) -> Result<(), Refusal> {
        if hand.reaches(place) {
            Ok(())
        } else {
            Err(Refusal::OtherCounter { number: self.number.clone() })
        }
    }

    fn wrong_state(&self, action: Action) -> Refusal {
        Refusal::WrongState { number: self.number.clone(), state: self.state_name(), action }
    }

    fn step(&mut self, act: Act, place: Option<Place>, at: Timestamp) -> Step {
        self.steps += 1;
        Step { seq: self.steps, at, act, place, service: self.service, why: None }
    }
}

/// Tells whether a transfer would end where it began.
fn leads_back(target: Target, service: ServiceId, place: Place) -> bool {
    match target {
        Target::Service(to) => to == service,
        Target::Kept(Reserved::Staff(staff)) => staff == place.staff,
        Target::Kept(Reserved::Counter(counter)) => counter == place.counter,
    }
}

#[cfg(test)]
#[path = "actions_tests.rs"]
mod tests;
