//! Who is on duty at a branch, what they may take, and who is expected.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use app::App;
use kernel::{CounterId, ServiceId, StaffId, Timestamp};
use organisation::api::{Service, Staff, find_staff, shifts_at_counters};
use queueing::{CounterNow, Estimator, Work};
use sea_orm::ConnectionTrait;

use super::appointments::rules_of;
use super::dispatch::service_key;
use super::hall::{Hall, renders};
use crate::error::LobbyError;
use crate::model::counter::{Counter, CounterStateName};
use crate::model::place::{Place, Reserved};
use crate::store;

/// Who is on duty at a branch, and what was learned of waits there.
#[derive(Default)]
pub(crate) struct Duty {
    /// The counters in use that were ever opened, as they are now.
    pub(crate) counters: Vec<Counter>,
    /// Counters no longer in use; somebody may still sit there, but calls nobody.
    retired: Vec<Counter>,
    /// The counters at which somebody should sit by the shifts of this hour; empty while all that is offered is attended to.
    planned: Vec<Place>,
    staff: HashMap<StaffId, Arc<Staff>>,
    /// Which of the counters on duty may take a service that is offered.
    takers: HashMap<ServiceId, Vec<CounterId>>,
    /// What counters are busy with.
    busy: HashMap<CounterId, CounterNow>,
    /// Who has an appointment soon and is not here yet: what for, and when.
    pub(super) expected: Vec<(ServiceId, Timestamp)>,
    /// What was learned of waits and services here.
    pub(super) estimator: Estimator,
    /// When this was read, in microseconds and as the hour of the day.
    pub(super) read_at: (i64, u8),
}

/// Appointments beyond change no wait of today by much.
const FORESIGHT: Duration = Duration::from_hours(2);

/// The counters that may take somebody with a certain need, and what else they take.
pub(crate) struct Pool {
    /// All services that these counters take; `None` means everything.
    pub(crate) services: Option<Vec<ServiceId>>,
    pub(super) members: Vec<Place>,
    /// What each of them is doing.
    pub(super) now: Vec<CounterNow>,
    /// Whether these counters have not opened yet.
    pub(super) planned: bool,
}

impl Duty {
    /// Reads who is on duty and what was learned, once for all who ask between two changes; not to be called
    /// while a write is open.
    pub(crate) async fn shared(
        app: &App,
        hall: &Hall,
        now: Timestamp,
    ) -> Result<Arc<Self>, LobbyError> {
        let read = async || Self::load(app, hall, now).await.map(Arc::new);
        app::shared::value(app, now, ("duty", hall.id(), String::new()), read).await
    }

    /// Reads who is on duty and what was learned; not to be called while a write is open.
    pub(crate) async fn load(app: &App, hall: &Hall, now: Timestamp) -> Result<Self, LobbyError> {
        let mut duty = Self::people(app, hall, now).await?;
        let takers = |service: &Arc<Service>| {
            (service.id, duty.open(hall, service).map(|counter| counter.id).collect())
        };
        duty.takers = hall.offered.iter().map(takers).collect();
        let visits: Vec<_> = duty.counters.iter().filter_map(Counter::visit).collect();
        let wanted = store::visits::services(app.db.reader(), &visits).await?;
        let busy = |counter: &Counter| {
            let service = hall.find_service(*wanted.get(&counter.visit()?)?)?;
            Some((counter.id, at_work(counter, service, now)))
        };
        duty.busy = duty.counters.iter().filter_map(busy).collect();
        duty.expected = expected(app, hall, now).await?;
        duty.estimator = store::estimators::find(app.db.reader(), hall.id()).await?;
        duty.read_at = (now.micros(), hall.hour(now));
        Ok(duty)
    }

    /// Reads who is on duty, enough to tell what is attended to; not to be called while a write is open.
    pub(crate) async fn people(app: &App, hall: &Hall, now: Timestamp) -> Result<Self, LobbyError> {
        let mut duty = Self::seats(app.db.reader(), hall).await?;
        let all = duty.counters.iter().chain(&duty.retired);
        let seated: Vec<StaffId> = all.filter_map(Counter::staff).collect();
        duty.meet(app, hall, seated).await?;
        if hall.offered.iter().all(|service| duty.pool(hall, service).attended()) {
            return Ok(duty);
        }
        let shifts = shifts_at_counters(app, hall.id(), now).await?.into_iter();
        let planned: Vec<_> = shifts
            .filter_map(|shift| Some(Place { counter: shift.counter?, staff: shift.staff }))
            .collect();
        duty.meet(app, hall, planned.iter().map(|place| place.staff).collect()).await?;
        duty.planned = planned;
        Ok(duty)
    }

    /// Gets to know people; relief comes from other branches.
    async fn meet(
        &mut self,
        app: &App,
        hall: &Hall,
        people: Vec<StaffId>,
    ) -> Result<(), LobbyError> {
        for id in people {
            let known = hall.find_person(id).cloned();
            let person = if known.is_some() { known } else { find_staff(app, id).await? };
            self.staff.extend(person.map(|person| (id, person)));
        }
        Ok(())
    }

    /// Reads who sits where, within a write too; enough for reservations and specialists.
    pub(crate) async fn seats(db: &impl ConnectionTrait, hall: &Hall) -> Result<Self, LobbyError> {
        let counters = store::counters::of_branch(db, hall.id()).await?.into_iter();
        let (counters, retired) = counters.partition(|counter| hall.uses(counter.id));
        Ok(Self { counters, retired, ..Self::default() })
    }

    /// Finds somebody who is on duty.
    pub(crate) fn find_person(&self, id: StaffId) -> Option<&Arc<Staff>> {
        self.staff.get(&id)
    }

    /// Finds a counter as it is now.
    pub(crate) fn find(&self, id: CounterId) -> Option<&Counter> {
        self.counters.iter().chain(&self.retired).find(|counter| counter.id == id)
    }

    /// Returns how long a service usually takes at this hour, in seconds.
    pub(crate) fn usual_s(&self, service: &Service) -> u32 {
        self.estimator.usual_s(work(service), self.read_at.1)
    }

    /// Tells whether any counter is on duty.
    pub(crate) fn attends(&self) -> bool {
        self.counters.iter().any(on_duty)
    }

    /// Tells whether the one for whom a visit is kept could take it today.
    pub(crate) fn honours(&self, reserved: Reserved) -> bool {
        self.counters.iter().any(|counter| match reserved {
            Reserved::Staff(staff) => counter.staff() == Some(staff),
            Reserved::Counter(id) => counter.id == id && counter.staff().is_some(),
        })
    }

    /// Returns the services that a counter on duty is specialised in, other than this one.
    pub(crate) fn specialised_elsewhere(&self, hall: &Hall, but: CounterId) -> Vec<ServiceId> {
        let others = self.counters.iter().filter(|counter| counter.id != but && on_duty(counter));
        let others = others.filter_map(|counter| hall.find_counter(counter.id));
        others.flat_map(|counter| counter.specialised.iter().copied()).collect()
    }

    /// Returns the counters on duty that may take somebody who wants a service; those that should be by the shifts of this
    /// hour when there are none.
    pub(crate) fn pool(&self, hall: &Hall, service: &Service) -> Pool {
        let open: Vec<&Counter> = self.open(hall, service).collect();
        let now = |counter: &&Counter| self.busy.get(&counter.id).copied();
        let mut now: Vec<_> =
            open.iter().map(|counter| now(counter).unwrap_or(CounterNow::Free)).collect();
        let mut members: Vec<Place> = open.into_iter().filter_map(place_of).collect();
        let planned = members.is_empty();
        if planned {
            let takes = |place: &&Place| self.takes(hall, **place, service);
            members.extend(self.planned.iter().filter(takes));
            now = vec![CounterNow::Free; members.len()];
        }
        let taken: Option<Vec<_>> =
            members.iter().map(|place| self.taken_at(hall, *place)).collect();
        let services = taken.filter(|taken| !taken.is_empty()).map(|taken| {
            let mut services = taken.concat();
            services.sort_unstable();
            services.dedup();
            services
        });
        Pool { services, members, now, planned }
    }

    /// Lists the counters on duty that may take somebody who wants a service.
    fn open<'a>(
        &'a self,
        hall: &'a Hall,
        service: &'a Service,
    ) -> impl Iterator<Item = &'a Counter> {
        let takes = move |counter: &&Counter| {
            on_duty(counter)
                && place_of(counter).is_some_and(|place| self.takes(hall, place, service))
        };
        self.counters.iter().filter(takes)
    }

    /// Returns what somebody takes at a counter; `None` when that is everything.
    fn taken_at(&self, hall: &Hall, place: Place) -> Option<Vec<ServiceId>> {
        hall.services_of(hall.find_counter(place.counter)?, self.skills(place))
    }

    fn skills(&self, place: Place) -> &[String] {
        self.staff.get(&place.staff).map_or(&[], |person| &person.skills)
    }

    /// Returns what part of those who want a service these counters will take: as many as of all that could.
    ///
    /// Those that have not opened yet are counted as if they had.
    pub(super) fn share(&self, hall: &Hall, pool: &Pool, service: &Service) -> f64 {
        let takers = self.takers.get(&service.id).filter(|_| !pool.planned);
        let is_member = |id: &CounterId| pool.members.iter().any(|place| place.counter == *id);
        let (ours, others) = match takers {
            Some(takers) => {
                let ours = takers.iter().filter(|id| is_member(id)).count();
                (ours, takers.len() - ours)
            }
            None => (
                pool.members.iter().filter(|place| self.takes(hall, **place, service)).count(),
                self.open(hall, service).filter(|counter| !is_member(&counter.id)).count(),
            ),
        };
        let count = |seats: usize| f64::from(u32::try_from(seats).unwrap_or(u32::MAX));
        if ours == 0 { 0.0 } else { count(ours) / count(ours + others) }
    }

    fn takes(&self, hall: &Hall, place: Place, service: &Service) -> bool {
        let counter = hall.find_counter(place.counter);
        counter.is_some_and(|counter| renders(counter, self.skills(place), service))
    }
}

impl Pool {
    /// Tells whether anybody on duty could take somebody with this need.
    pub(crate) fn attended(&self) -> bool {
        !self.members.is_empty() && !self.planned
    }

    /// Tells the same of those on duty and those who should be by the shifts of this hour.
    pub(crate) fn staffed(&self) -> bool {
        !self.members.is_empty()
    }

    pub(super) fn takes(&self, service: ServiceId) -> bool {
        self.services.as_ref().is_none_or(|services| services.contains(&service))
    }
}

/// Lists who has an appointment soon, or had one for which is still waited.
async fn expected(
    app: &App,
    hall: &Hall,
    now: Timestamp,
) -> Result<Vec<(ServiceId, Timestamp)>, LobbyError> {
    let span = (now - FORESIGHT, now + FORESIGHT);
    let mut booked = store::appointments::expected(app.db.reader(), hall.id(), span).await?;
    if !booked.is_empty() {
        let rules = rules_of(app, &hall.branch)?;
        booked.retain(|(_, at)| rules.held_until(*at) >= now);
    }
    Ok(booked)
}

/// Tells what a busy counter is doing; who is called has not begun yet.
fn at_work(counter: &Counter, service: &Service, now: Timestamp) -> CounterNow {
    let for_s = match counter.state().name() {
        CounterStateName::Serving => now.since(counter.since()).as_secs(),
        _ => 0,
    };
    CounterNow::Busy { work: work(service), for_s: u32::try_from(for_s).unwrap_or(u32::MAX) }
}

/// Tells the engine what somebody wants.
pub(super) fn work(service: &Service) -> Work {
    let typical_s = u32::try_from(service.typical_s).unwrap_or(0);
    Work { service: service_key(service.id), typical_s }
}

fn place_of(counter: &Counter) -> Option<Place> {
    Some(Place { counter: counter.id, staff: counter.staff()? })
}

fn on_duty(counter: &Counter) -> bool {
    counter.state().name().on_duty()
}
