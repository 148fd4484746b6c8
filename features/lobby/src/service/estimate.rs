//! How many come first and how long it will take, as far as that can honestly be said.

use std::collections::HashMap;
use std::sync::Arc;

use app::App;
use kernel::{CounterId, ServiceId, StaffId, Timestamp};
use organisation::api::{Service, Staff, find_staff, shifts_at_counters};
use queueing::{WaitBasis, WaitQuestion, WaitRange, wait_range};
use sea_orm::ConnectionTrait;

use super::hall::{Hall, renders};
use crate::error::LobbyError;
use crate::model::ahead::lines;
use crate::model::counter::{Counter, CounterStateName};
use crate::model::place::{Place, Reserved};
use crate::model::rules::LobbyRules;
use crate::store;
use crate::store::line::WaitingFor;
use crate::store::times::ServiceTimes;

/// Who is on duty at a branch, and how long services took lately.
#[derive(Default)]
pub(crate) struct Duty {
    /// The counters in use that were ever opened, as they are now.
    pub(crate) counters: Vec<Counter>,
    /// Counters no longer in use; somebody may still sit there, but calls nobody.
    retired: Vec<Counter>,
    /// The counters at which somebody should sit by the shifts of this hour; empty while all that is offered is attended to.
    planned: Vec<Place>,
    staff: HashMap<StaffId, Arc<Staff>>,
    times: Vec<ServiceTimes>,
}

/// How long a counter may take to open although its shift has begun; a wait that rests on plans is not told shorter.
const OPENING_S: u32 = 300;

/// The counters that may take somebody with a certain need, and what else they take.
pub(crate) struct Pool {
    /// All services that these counters take; `None` means everything.
    pub(crate) services: Option<Vec<ServiceId>>,
    members: Vec<Place>,
    free: u32,
    /// Whether these counters have not opened yet.
    planned: bool,
}

/// What somebody who waits is told.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Outlook {
    /// How many come first.
    pub(crate) ahead: u32,
    /// How long it will probably take; `None` when nobody is on duty for it, or there is nothing to wait for.
    pub(crate) wait: Option<WaitRange>,
    /// `false` while nobody who is on duty, or should be by the shifts of this hour, could take it.
    pub(crate) staffed: bool,
}

impl Outlook {
    /// What there is to tell when nobody waits.
    pub(crate) const NONE: Self = Self { ahead: 0, wait: None, staffed: true };

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
    /// Reads who is on duty and how long services took lately, once for all who ask between two changes; not to be called
    /// while a write is open.
    pub(crate) async fn shared(
        app: &App,
        hall: &Hall,
        now: Timestamp,
    ) -> Result<Arc<Self>, LobbyError> {
        let read = async || Self::load(app, hall, now).await.map(Arc::new);
        app::shared::value(app, now, ("duty", hall.id(), String::new()), read).await
    }

    /// Reads who is on duty and how long services took lately; not to be called while a write is open.
    pub(crate) async fn load(app: &App, hall: &Hall, now: Timestamp) -> Result<Self, LobbyError> {
        let mut duty = Self::people(app, hall, now).await?;
        duty.times = store::times::of_branch(app.db.reader(), hall.id()).await?;
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
        let is_free = |counter: &&Counter| counter.state().name() == CounterStateName::Free;
        let mut free = open.iter().copied().filter(is_free).count();
        let mut members: Vec<Place> = open.into_iter().filter_map(place_of).collect();
        let planned = members.is_empty();
        if planned {
            let takes = |place: &&Place| self.takes(hall, **place, service);
            members.extend(self.planned.iter().filter(takes));
            free = members.len();
        }
        let taken: Option<Vec<_>> =
            members.iter().map(|place| self.taken_at(hall, *place)).collect();
        let services = taken.filter(|taken| !taken.is_empty()).map(|taken| {
            let mut services = taken.concat();
            services.sort_unstable();
            services.dedup();
            services
        });
        Pool { services, members, free: u32::try_from(free).unwrap_or(u32::MAX), planned }
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
        let (lines, services) =
            (lines(&rules.dispatch.policy, class, queued_at, now), pool.services.as_deref());
        let line =
            store::line::count_ahead(db, hall.id(), hall.day(), now, &lines, services).await?;
        let ahead = line.iter().map(|line| line.waiting).sum();
        Ok(Outlook {
            ahead,
            wait: self.range(hall, &pool, service, &line),
            staffed: pool.staffed(),
        })
    }

    /// Estimates the wait of somebody who wants a service and has these ahead; `None` when nobody is on duty.
    ///
    /// Of those ahead whom other counters take as well, only the part counts that will probably come to these.
    fn range(
        &self,
        hall: &Hall,
        pool: &Pool,
        service: &Service,
        line: &[WaitingFor],
    ) -> Option<WaitRange> {
        let ahead: Vec<(f64, f64)> = line
            .iter()
            .filter_map(|line| {
                let wanted = hall.find_service(line.service)?;
                let people = f64::from(line.waiting) * self.share(hall, pool, wanted);
                Some((f64::from(wanted.typical_s), people))
            })
            .collect();
        let recent = self.recent(pool);
        let question = WaitQuestion {
            ahead: rounded_up(ahead.iter().map(|(_, people)| people).sum()),
            servers: u32::try_from(pool.members.len()).unwrap_or(u32::MAX),
            free: pool.free,
            recent_service_s: &recent,
            typical_s: pool.typical_s(hall, service, &ahead),
        };
        let range = wait_range(&question)?;
        if !pool.planned {
            return Some(range);
        }
        // Who has not come yet may come late, and need not be followed by the others.
        let alone = wait_range(&WaitQuestion { servers: 1, free: 1, ..question })?;
        let high_s = alone.high_s.max(OPENING_S);
        Some(WaitRange { high_s, basis: WaitBasis::Planned, ..range })
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
        let pool = self.pool(hall, service);
        let passes = is_urgent(rules, service);
        let stands = |line: &&WaitingFor| {
            let other = || hall.find_service(line.service);
            pool.takes(line.service)
                && (!passes || other().is_some_and(|other| is_urgent(rules, other)))
        };
        let ahead: Vec<WaitingFor> = waiting.iter().filter(stands).copied().collect();
        self.range(hall, &pool, service, &ahead)
    }

    /// Takes the latest service times of the pool's services in turn, so that no service drowns the others.
    fn recent(&self, pool: &Pool) -> Vec<u32> {
        let times: Vec<&ServiceTimes> =
            self.times.iter().filter(|times| pool.takes(times.service)).collect();
        let longest = times.iter().map(|times| times.seconds.len()).max().unwrap_or(0);
        let turns = (0..longest)
            .flat_map(|turn| times.iter().filter_map(move |times| times.seconds.get(turn)));
        turns.copied().take(200).collect()
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

    /// Returns how long one of those ahead usually takes, in seconds: the mean over what they want.
    ///
    /// With nobody ahead only whoever is being served is waited for, whose wish is not looked at: the mean over all that
    /// these counters take, or the own service where that is shorter.
    fn typical_s(&self, hall: &Hall, own: &Service, ahead: &[(f64, f64)]) -> u32 {
        let taken = hall.offered.iter().filter(|service| self.takes(service.id));
        let served = mean(taken.map(|service| (f64::from(service.typical_s), 1.0)));
        let own = f64::from(own.typical_s);
        let nobody = || served.map_or(own, |served| served.min(own));
        rounded_up(mean(ahead.iter().copied()).unwrap_or_else(nobody))
    }

    fn takes(&self, service: ServiceId) -> bool {
        self.services.as_ref().is_none_or(|services| services.contains(&service))
    }
}

/// Tells whether those who come for a service go before everybody.
pub(crate) fn is_urgent(rules: &LobbyRules, service: &Service) -> bool {
    service.class.as_deref().is_some_and(|class| rules.is_urgent(class))
}

/// Returns the mean of values by their weights; `None` of nothing.
fn mean(weighted: impl Iterator<Item = (f64, f64)>) -> Option<f64> {
    let add =
        |(sum, all): (f64, f64), (value, weight): (f64, f64)| (sum + value * weight, all + weight);
    let (sum, all) = weighted.fold((0.0, 0.0), add);
    (all > 0.0).then(|| sum / all)
}

/// Returns the next whole number; a share of a person is one to wait for.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped before")]
fn rounded_up(number: f64) -> u32 {
    (number - 1e-9).ceil().clamp(0.0, f64::from(u32::MAX)) as u32
}

fn place_of(counter: &Counter) -> Option<Place> {
    Some(Place { counter: counter.id, staff: counter.staff()? })
}

fn on_duty(counter: &Counter) -> bool {
    counter.state().name().on_duty()
}
