//! What happened with a customer, as the events of all rooms tell it, and a visit made of it.
//!
//! This room knows no other room's events; it reads the few fields below by their names, which events keep for good.

use events::EventActor;
use kernel::{BranchId, ServiceId, StaffId, Timestamp, VisitId};
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

/// The event that says once more, for another room, what [`RATED`] says.
const RATING_RECEIVED: &str = "rating.received";
/// A visit was rated.
const RATED: &str = "visit.rated";
/// A visit was called to a counter.
const CALLED: &str = "visit.called";
/// Service at a counter began.
const SERVED: &str = "visit.served";
/// How a visit can end.
const ENDS: [&str; 3] = ["visit.finished", "visit.left", "visit.no_show"];

/// Something that happened with a customer.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Happening {
    /// The id of the event.
    pub(crate) id: Uuid,
    /// What happened, such as `visit.called`.
    pub(crate) kind: String,
    /// When.
    pub(crate) at: Timestamp,
    /// Where.
    pub(crate) branch: Option<BranchId>,
    /// Who caused it.
    pub(crate) actor: EventActor,
    /// The fields of the event.
    pub(crate) detail: Value,
}

/// The fields of events about a visit; which of them are there depends on the room that tells.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Told {
    number: Option<String>,
    service_id: Option<ServiceId>,
    state: Option<String>,
    counter_number: Option<String>,
    step: Option<u32>,
    waited_s: Option<u64>,
    served_s: Option<u64>,
}

/// A visit in one look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct VisitStory {
    /// The number.
    pub(crate) number: String,
    /// What was wanted last.
    pub(crate) service: Option<ServiceId>,
    /// How it stands: `waiting`, `called`, `serving`, `parked`, `finished`, `left`, `no_show`, `diverted`.
    pub(crate) state: String,
    /// The number of the counter that had to do with it last.
    pub(crate) counter_number: Option<String>,
    /// Who served it last; who called it when nobody served it.
    pub(crate) staff: Option<StaffId>,
    /// When it was first called.
    pub(crate) called_at: Option<Timestamp>,
    /// When service first began.
    pub(crate) serving_at: Option<Timestamp>,
    /// When it ended, however it ended.
    pub(crate) finished_at: Option<Timestamp>,
    /// Seconds waited.
    pub(crate) wait_s: u64,
    /// Seconds served; `None` before service began.
    pub(crate) service_s: Option<u64>,
    /// Whether the customer rated it.
    pub(crate) rated: bool,
}

impl Happening {
    /// Returns the visit that it belongs to, when its event names one.
    pub(crate) fn visit(detail: &Value) -> Option<VisitId> {
        detail.get("visit_id")?.as_str()?.parse().ok()
    }

    fn told(&self) -> Told {
        Told::deserialize(&self.detail).unwrap_or_default()
    }

    /// Returns the number of the counter that it concerns.
    pub(crate) fn counter_number(&self) -> Option<String> {
        self.told().counter_number
    }

    /// Returns the member of staff who caused it.
    pub(crate) fn staff(&self) -> Option<StaffId> {
        match self.actor {
            EventActor::Staff(staff) => Some(staff),
            EventActor::Nobody | EventActor::System(_) => None,
        }
    }
}

/// Puts what happened in one visit in its order, oldest first, and leaves out what was told twice.
pub(crate) fn in_order(mut happenings: Vec<Happening>) -> Vec<Happening> {
    if happenings.iter().any(|happening| happening.kind == RATED) {
        happenings.retain(|happening| happening.kind != RATING_RECEIVED);
    }
    // Steps taken at the same instant are told apart by their number; what other rooms tell comes after.
    happenings.sort_by_cached_key(|happening| {
        (happening.at, happening.told().step.unwrap_or(u32::MAX), happening.id)
    });
    happenings
}

/// Tells a visit in one look from what happened in it, oldest first; `None` when nothing tells its number.
pub(crate) fn story(happenings: &[Happening]) -> Option<VisitStory> {
    let told = happenings.iter().rev().map(Happening::told);
    let last = told.into_iter().find(|told| told.number.is_some())?;
    let first = |kinds: &[&str]| {
        happenings.iter().find(|happening| kinds.contains(&happening.kind.as_str()))
    };
    let by = |kind: &str| {
        happenings
            .iter()
            .rev()
            .filter(|happening| happening.kind == kind)
            .find_map(Happening::staff)
    };
    let counter = happenings.iter().rev().find_map(Happening::counter_number);
    let serving_at = first(&[SERVED]).map(|happening| happening.at);
    Some(VisitStory {
        number: last.number.unwrap_or_default(),
        service: last.service_id,
        state: last.state.unwrap_or_default(),
        counter_number: counter,
        staff: by(SERVED).or_else(|| by(CALLED)),
        called_at: first(&[CALLED]).map(|happening| happening.at),
        serving_at,
        finished_at: first(&ENDS).map(|happening| happening.at),
        wait_s: last.waited_s.unwrap_or_default(),
        service_s: last.served_s.filter(|_| serving_at.is_some()),
        rated: first(&[RATED, RATING_RECEIVED]).is_some(),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const TELLER: u128 = 9;

    fn happening(id: u128, kind: &str, minute: i64, actor: &str, detail: Value) -> Happening {
        Happening {
            id: Uuid::from_u128(id),
            kind: kind.to_owned(),
            at: Timestamp::from_micros(minute * 60_000_000),
            branch: None,
            actor: actor.parse().unwrap(),
            detail,
        }
    }

    fn step(number: u128, kind: &str, minute: i64, actor: &str, state: &str) -> Happening {
        let counter = (number > 1).then_some("3");
        let detail = json!({
            "number": "A012", "service_id": Uuid::from_u128(5), "state": state, "step": number,
            "counter_number": counter, "waited_s": 600, "served_s": 240,
        });
        happening(number, kind, minute, actor, detail)
    }

    fn finished() -> Vec<Happening> {
        let teller = format!("staff:{}", Uuid::from_u128(TELLER));
        vec![
            happening(8, "rating.received", 16, "nobody", json!({ "rating_id": 1 })),
            step(5, "visit.rated", 16, "nobody", "finished"),
            step(4, "visit.finished", 14, &teller, "finished"),
            step(3, "visit.served", 10, &teller, "serving"),
            step(2, "visit.called", 10, &teller, "called"),
            step(1, "visit.taken", 0, "nobody", "waiting"),
        ]
    }

    #[test]
    fn a_visit_is_told_in_one_look() {
        let minute = |minute: i64| Some(Timestamp::from_micros(minute * 60_000_000));
        let told = story(&in_order(finished())).unwrap();
        let expected = VisitStory {
            number: "A012".to_owned(),
            service: Some(ServiceId::from_uuid(Uuid::from_u128(5))),
            state: "finished".to_owned(),
            counter_number: Some("3".to_owned()),
            staff: Some(StaffId::from_uuid(Uuid::from_u128(TELLER))),
            called_at: minute(10),
            serving_at: minute(10),
            finished_at: minute(14),
            wait_s: 600,
            service_s: Some(240),
            rated: true,
        };
        assert_eq!(told, expected);
    }

    #[test]
    fn steps_of_one_instant_stand_in_their_order_and_a_rating_once() {
        let order = in_order(finished());
        let kinds: Vec<_> = order.iter().map(|happening| happening.kind.as_str()).collect();
        let expected =
            ["visit.taken", "visit.called", "visit.served", "visit.finished", "visit.rated"];
        assert_eq!(kinds, expected);
    }

    #[test]
    fn a_visit_that_nobody_served_has_no_service_time() {
        let told = story(&in_order(vec![step(1, "visit.taken", 0, "nobody", "waiting")])).unwrap();
        assert_eq!((told.service_s, told.staff, told.counter_number), (None, None, None));
        assert_eq!(story(&[happening(1, "customer.created", 0, "nobody", json!({}))]), None);
    }
}
