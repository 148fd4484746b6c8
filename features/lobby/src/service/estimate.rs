//! How many come first and how long it will take, as far as that can honestly be said.

use std::collections::HashMap;
use std::sync::Arc;

use app::App;
use kernel::{CounterId, ServiceId, StaffId, Timestamp};
use organisation::api::{Service, Staff, find_staff, shifts_at_counters};
use queueing::{
    Ahead, Asked, CounterNow, Estimate, Estimator, Situation, WaitBasis, WaitRange, Work,
};
use sea_orm::ConnectionTrait;

use super::dispatch::service_key;
use super::hall::{Hall, renders};
use crate::error::LobbyError;
use crate::model::ahead::lines;
use crate::model::counter::{Counter, CounterStateName};
use crate::model::place::{Place, Reserved};
use crate::model::rules::LobbyRules;
use crate::store;
use crate::store::line::{WaitingFor, Wanted};

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
    /// What counters are busy with.
    busy: HashMap<CounterId, CounterNow>,
    /// What was learned of waits and services here.
    estimator: Estimator,
    /// When this was read, in microseconds and as the hour of the day.
    read_at: (i64, u8),
}

/// How long a counter may take to open although its shift has begun; a wait that rests on plans is not told shorter.
const OPENING_S: u32 = 300;

/// The counters that may take somebody with a certain need, and what else they take.
pub(crate) struct Pool {
    /// All services that these counters take; `None` means everything.
    pub(crate) services: Option<Vec<ServiceId>>,
    members: Vec<Place>,
    now: Vec<CounterNow>,
    /// Whether these counters have not opened yet.
    planned: bool,
}

/// What somebody who waits is told.
#[derive(Clone, Debug)]
pub(crate) struct Outlook {
    /// How many come first.
    pub(crate) ahead: u32,
    /// How long it will probably take; `None` when nobody is on duty for it, or there is nothing to wait for.
    pub(crate) wait: Option<WaitRange>,
    /// `false` while nobody who is on duty, or should be by the shifts of this hour, could take it.
    pub(crate) staffed: bool,
    /// What to keep with a newcomer, to learn from the wait when it ends.
    pub(crate) asked: Option<Asked>,
}

impl Outlook {
    /// What there is to tell when nobody waits.
    pub(crate) const NONE: Self = Self { ahead: 0, wait: None, staffed: true, asked: None };

    /// Tells what a newcomer of a class may expect; read once for all who come between two changes.
    ///
    /// Not to be called while a write is open.
    pub(crate) async fn of_newcomer(
        app: &App,
        hall: &Hall,
        rules: &LobbyRules,
        service: &Service,
        class: &str,
        now: Timestamp,
    ) -> Result<Self, LobbyError> {
        let key = ("outlook", hall.id(), format!("{} {class}", service.id));
        app::shared::value(app, now, key, async || {
            let duty = Duty::load(app, hall, now).await?;
            duty.outlook(app.db.reader(), hall, rules, service, (class, now), now).await
        })
        .await
    }
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
        let visits: Vec<_> = duty.counters.iter().filter_map(Counter::visit).collect();
        let wanted = store::visits::services(app.db.reader(), &visits).await?;
        let busy = |counter: &Counter| {
            let service = hall.find_service(*wanted.get(&counter.visit()?)?)?;
            Some((counter.id, at_work(counter, service, now)))
        };
        duty.busy = duty.counters.iter().filter_map(busy).collect();
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
    fn share(&self, hall: &Hall, pool: &Pool, service: &Service) -> f64 {
        let ours = pool.members.iter().filter(|place| self.takes(hall, **place, service)).count();
        let is_other =
            |counter: &&Counter| !pool.members.iter().any(|place| place.counter == counter.id);
        let others = self.open(hall, service).filter(is_other).count();
        let count = |seats: usize| f64::from(u32::try_from(seats).unwrap_or(u32::MAX));
        if ours == 0 { 0.0 } else { count(ours) / count(ours + others) }
    }

    /// Tells what somebody of a class may expect who wants a service and has waited since an instant.
    ///
    /// Those kept for somebody do not count as ahead.
    pub(crate) async fn outlook(
        &self,
        db: &impl ConnectionTrait,
        hall: &Hall,
        rules: &LobbyRules,
        service: &Service,
        (class, queued_at): (&str, Timestamp),
        now: Timestamp,
    ) -> Result<Outlook, LobbyError> {
        let pool = self.pool(hall, service);
        let lines = lines(&rules.dispatch.policy, class, queued_at, now);
        let halts = hall.find_incident(service.id).is_some();
        // Whoever is held up keeps the place among those who are held up too.
        let stopped = if halts { Vec::new() } else { hall.stopped() };
        let wanted = Wanted { services: pool.services.as_deref(), stopped: &stopped };
        let line =
            store::line::count_ahead(db, hall.id(), hall.day(), now, &lines, &wanted).await?;
        let ahead = line.iter().map(|line| line.waiting).sum();
        let estimate = if halts { None } else { self.estimate(hall, &pool, service, class, &line) };
        let (wait, asked) = estimate.unzip();
        let staffed = pool.staffed();
        Ok(Outlook { ahead, wait, staffed, asked: asked.filter(|_| pool.attended()) })
    }

    /// Estimates the wait of somebody of a class who wants a service and has these ahead; `None` when nobody is on duty.
    ///
    /// Of those ahead whom other counters take as well, only the part counts that will probably come to these.
    fn estimate(
        &self,
        hall: &Hall,
        pool: &Pool,
        service: &Service,
        class: &str,
        line: &[WaitingFor],
    ) -> Option<(WaitRange, Asked)> {
        let ahead = |line: &WaitingFor| {
            let wanted = hall.find_service(line.service)?;
            let people = f64::from(line.waiting) * self.share(hall, pool, wanted);
            Some(Ahead { work: work(wanted), people })
        };
        let ahead: Vec<Ahead> = line.iter().filter_map(ahead).collect();
        let situation = Situation {
            class,
            work: work(service),
            hour: self.read_at.1,
            now_us: self.read_at.0,
            ahead: &ahead,
            due: &[],
            counters: &pool.now,
        };
        let Estimate { range, asked } = self.estimator.estimate(&situation)?;
        if !pool.planned {
            return Some((range, asked));
        }
        // Who has not come yet may come late, and need not be followed by the others.
        let alone = Situation { counters: &pool.now[..1], ..situation };
        let high_s = self.estimator.estimate(&alone)?.range.high_s.max(OPENING_S);
        Some((WaitRange { high_s, basis: WaitBasis::Planned, ..range }, asked))
    }

    /// Estimates the wait of a newcomer for a service, with everybody of the same counters ahead; who comes for what goes
    /// before everybody has only others of that kind ahead.
    pub(crate) fn newcomer(
        &self,
        hall: &Hall,
        rules: &LobbyRules,
        service: &Service,
        waiting: &[WaitingFor],
    ) -> Option<WaitRange> {
        self.newcomer_with(0, hall, rules, service, waiting)
    }

    /// Estimates the same as if more counters opened that take what those take that are open.
    pub(crate) fn newcomer_with(
        &self,
        more: usize,
        hall: &Hall,
        rules: &LobbyRules,
        service: &Service,
        waiting: &[WaitingFor],
    ) -> Option<WaitRange> {
        if hall.find_incident(service.id).is_some() {
            return None;
        }
        let mut pool = self.pool(hall, service);
        pool.now.extend(vec![CounterNow::Free; more]);
        let passes = is_urgent(rules, service);
        let stands = |line: &&WaitingFor| {
            let other = || hall.find_service(line.service);
            pool.takes(line.service)
                && hall.find_incident(line.service).is_none()
                && (!passes || other().is_some_and(|other| is_urgent(rules, other)))
        };
        let ahead: Vec<WaitingFor> = waiting.iter().filter(stands).copied().collect();
        let policy = &rules.dispatch.policy;
        let class = service.class.as_deref().unwrap_or(&policy.rules().default_class);
        self.estimate(hall, &pool, service, class, &ahead).map(|(range, _)| range)
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

    fn takes(&self, service: ServiceId) -> bool {
        self.services.as_ref().is_none_or(|services| services.contains(&service))
    }
}

/// Tells whether those who come for a service go before everybody.
pub(crate) fn is_urgent(rules: &LobbyRules, service: &Service) -> bool {
    service.class.as_deref().is_some_and(|class| rules.is_urgent(class))
}

/// Tells what a busy counter is doing; who is called has not begun yet.
fn at_work(counter: &Counter, service: &Service, now: Timestamp) -> CounterNow {
    let for_s = match counter.state().name() {
        CounterStateName::Serving => now.since(counter.since()).as_secs(),
        _ => 0,
    };
    CounterNow::Busy { work: work(service), for_s: u32::try_from(for_s).unwrap_or(u32::MAX) }
}

fn work(service: &Service) -> Work {
    let typical_s = u32::try_from(service.typical_s).unwrap_or(0);
    Work { service: service_key(service.id), typical_s }
}

fn place_of(counter: &Counter) -> Option<Place> {
    Some(Place { counter: counter.id, staff: counter.staff()? })
}

fn on_duty(counter: &Counter) -> bool {
    counter.state().name().on_duty()
}
