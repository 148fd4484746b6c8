//! What will probably be too late: calls that miss the limit of their class, and counters that stay in one state for too long.

use std::collections::HashMap;
use std::time::Duration;

use kernel::{ServiceId, Timestamp, VisitId};

use super::duty::{Duty, Pool};
use super::hall::Hall;
use crate::model::alert::limits;
use crate::model::counter::{Counter, CounterStateName};
use crate::model::rules::LobbyRules;
use crate::store::line::{Queued, WaitingFor};

/// Lists those who still wait within the limit of their class and will probably be called beyond it; `queued` stands in the
/// order of calling.
///
/// Probably means: more likely than not, by the median of the estimate.
pub(crate) fn breaches(
    duty: &Duty,
    hall: &Hall,
    rules: &LobbyRules,
    queued: &[Queued],
    now: Timestamp,
) -> Vec<VisitId> {
    let mut pools: HashMap<ServiceId, Pool> = HashMap::new();
    let mut ahead: Vec<WaitingFor> = Vec::new();
    let mut late = Vec::new();
    let stands = |queued: &&Queued| {
        !queued.parked && queued.waiting.postponed_until.is_none_or(|until| until <= now)
    };
    for queued in queued.iter().filter(stands) {
        let waiting = &queued.waiting;
        let Some(service) = hall.find_service(waiting.service) else { continue };
        if hall.find_incident(service.id).is_some() {
            continue;
        }
        let pool = pools.entry(service.id).or_insert_with(|| duty.pool(hall, service));
        let breach_s = limits(rules, &waiting.class).breach_s;
        let of = (service.as_ref(), waiting.class.as_str(), waiting.queued_at);
        let left = duty.wait_behind(hall, rules, pool, of, &ahead);
        let expected_s = left.map(|left| queued.waited_s.saturating_add(left.low_s));
        if queued.waited_s < breach_s && expected_s.is_some_and(|expected| expected >= breach_s) {
            late.push(waiting.id);
        }
        match ahead.iter_mut().find(|ahead| ahead.service == service.id) {
            Some(same) => same.waiting += 1,
            None => ahead.push(WaitingFor { service: service.id, waiting: 1 }),
        }
    }
    late
}

/// Returns from when on the state of a counter has lasted too long; `None` for states that may last.
pub(crate) fn too_long_at(
    duty: &Duty,
    hall: &Hall,
    rules: &LobbyRules,
    counter: &Counter,
    service: Option<ServiceId>,
) -> Option<Timestamp> {
    let limits = &rules.alerts.counter;
    let longest_s = match counter.state().name() {
        CounterStateName::Paused => limits.paused_s,
        CounterStateName::Calling => limits.calling_s,
        CounterStateName::Serving => {
            duty.usual_s(hall.find_service(service?)?).saturating_mul(limits.serving_times)
        }
        CounterStateName::Free | CounterStateName::Closed => return None,
    };
    Some(counter.since() + Duration::from_secs(u64::from(longest_s)))
}
