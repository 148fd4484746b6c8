//! The bridge to the queueing engine: rows become candidates, counters become servers.

use std::collections::HashMap;

use kernel::{CounterId, ServiceId, StaffId, Timestamp, VisitId};
use organisation::api::{Counter, Staff};
use queueing::{Candidate, Decision, Idle, Key, Policy, Ranked, Server, Within, choose, rank};

use super::duty::Duty;
use super::hall::Hall;
use crate::model::place::Reserved;
use crate::model::rules::LobbyRules;
use crate::store::line::{Queued, Waiting};

/// A counter with the person at it, as the engine sees them.
pub(crate) struct Seat<'a> {
    keys: [Key; 2],
    services: Vec<Key>,
    preferred: Vec<Key>,
    skills: Vec<&'a str>,
}

impl<'a> Seat<'a> {
    /// Takes over what counter and person may do.
    pub(crate) fn new(counter: &Counter, person: &'a Staff) -> Self {
        Self {
            keys: [counter_key(counter.id), staff_key(person.id)],
            services: counter.services.iter().copied().map(service_key).collect(),
            preferred: counter.specialised.iter().copied().map(service_key).collect(),
            skills: person.skills.iter().map(String::as_str).collect(),
        }
    }

    fn server(&self) -> Server<'_> {
        Server {
            keys: &self.keys,
            services: if self.services.is_empty() {
                Within::All
            } else {
                Within::Only(&self.services)
            },
            skills: Within::Only(&self.skills),
            preferred: &self.preferred,
        }
    }
}

/// The line of a branch with everything that the dispatch looks at.
pub(crate) struct Line<'a> {
    policy: &'a Policy,
    candidates: Vec<Candidate<'a>>,
    now_us: i64,
}

impl<'a> Line<'a> {
    /// Prepares those who wait; `skills` comes from [`skills_of`].
    pub(crate) fn new(
        rules: &'a LobbyRules,
        waiting: &[Waiting],
        skills: &'a [(ServiceId, Vec<&'a str>)],
        duty: &Duty,
        elsewhere: &[ServiceId],
        stopped: &[ServiceId],
        now: Timestamp,
    ) -> Self {
        let policy = &rules.dispatch.policy;
        let candidate = |waiting: &Waiting| {
            let needed = skills.iter().find(|(service, _)| *service == waiting.service);
            Candidate {
                id: waiting.id.uuid().as_u128(),
                class: policy.class_or_default(&waiting.class),
                waiting_since_us: waiting.queued_at.micros(),
                service: service_key(waiting.service),
                skills: needed.map_or(&[], |(_, skills)| skills.as_slice()),
                // Nobody waits for somebody who has gone: what is kept for them is free for all.
                reserved_for: waiting
                    .reserved
                    .filter(|reserved| duty.honours(*reserved))
                    .map(reserved_key),
                available: waiting.postponed_until.is_none_or(|until| until <= now)
                    && !stopped.contains(&waiting.service),
                specialist_on_duty: elsewhere.contains(&waiting.service),
            }
        };
        Self { policy, candidates: waiting.iter().map(candidate).collect(), now_us: now.micros() }
    }

    /// Chooses whom a seat calls next.
    pub(crate) fn choose(&self, seat: &Seat<'_>) -> Result<Decision, Idle> {
        choose(self.policy, &seat.server(), self.now_us, &self.candidates)
    }

    /// Lists everybody a seat could call, in the order of calling.
    pub(crate) fn rank(&self, seat: &Seat<'_>) -> Vec<Ranked> {
        rank(self.policy, &seat.server(), self.now_us, &self.candidates)
    }
}

/// Puts all who wait at a branch into the order in which counters that do everything would call them; behind them stand
/// those who have postponed the call or whose service is stopped, and those who are parked.
pub(crate) fn in_order_of_hall(
    rules: &LobbyRules,
    queued: Vec<Queued>,
    stopped: &[ServiceId],
    now: Timestamp,
) -> Vec<Queued> {
    let (parked, waiting): (Vec<_>, Vec<_>) = queued.into_iter().partition(|queued| queued.parked);
    let rows: Vec<_> = waiting.iter().map(|queued| queued.waiting.clone()).collect();
    // Nobody is on duty here, so nothing is kept for anybody: the order is that of the classes and the waits alone.
    let line = Line::new(rules, &rows, &[], &Duty::default(), &[], stopped, now);
    let ranked = rank(line.policy, &Server::generic(), line.now_us, &line.candidates);
    let mut ordered = in_order(&ranked, waiting, stopped, now);
    ordered.extend(parked);
    ordered
}

/// Arranges those who wait as they are ranked; behind them stand those who have postponed the call and those whose service
/// is stopped, the others are left out.
pub(crate) fn in_order(
    ranked: &[Ranked],
    waiting: Vec<Queued>,
    stopped: &[ServiceId],
    now: Timestamp,
) -> Vec<Queued> {
    let mut by_id: HashMap<_, _> =
        waiting.into_iter().map(|queued| (queued.waiting.id, queued)).collect();
    let mut ordered: Vec<Queued> =
        ranked.iter().filter_map(|ranked| by_id.remove(&visit_of(ranked.id))).collect();
    let later = |queued: &Queued| {
        queued.waiting.postponed_until.is_some_and(|until| until > now)
            || stopped.contains(&queued.waiting.service)
    };
    let mut later: Vec<Queued> = by_id.into_values().filter(later).collect();
    later.sort_by_key(|queued| (queued.waiting.postponed_until, queued.waiting.id));
    ordered.append(&mut later);
    ordered
}

/// Returns the skills that each service of a hall asks for.
pub(crate) fn skills_of(hall: &Hall) -> Vec<(ServiceId, Vec<&str>)> {
    hall.offered
        .iter()
        .map(|service| (service.id, service.skill.as_deref().into_iter().collect()))
        .collect()
}

/// Returns the visit that a key of the engine means.
pub(crate) fn visit_of(key: Key) -> VisitId {
    VisitId::from_uuid(uuid::Uuid::from_u128(key))
}

/// Returns the name of a service in the engine.
pub(super) fn service_key(service: ServiceId) -> Key {
    service.uuid().as_u128()
}

fn counter_key(counter: CounterId) -> Key {
    counter.uuid().as_u128()
}

fn staff_key(staff: StaffId) -> Key {
    staff.uuid().as_u128()
}

fn reserved_key(reserved: Reserved) -> Key {
    match reserved {
        Reserved::Staff(staff) => staff_key(staff),
        Reserved::Counter(counter) => counter_key(counter),
    }
}
