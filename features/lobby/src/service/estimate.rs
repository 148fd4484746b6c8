//! How many come first and how long it will take, as far as that can honestly be said.

use app::App;
use kernel::Timestamp;
use organisation::api::Service;
use queueing::{Ahead, Asked, CounterNow, Due, Estimate, Situation, WaitBasis, WaitRange};
use sea_orm::ConnectionTrait;

use super::duty::{Duty, Pool, work};
use super::hall::Hall;
use crate::error::LobbyError;
use crate::model::ahead::{lines, stands_ahead_from};
use crate::model::class::APPOINTMENT;
use crate::model::rules::LobbyRules;
use crate::store;
use crate::store::line::{WaitingFor, Wanted};

/// How long a counter may take to open although its shift has begun; a wait that rests on plans is not told shorter.
const OPENING_S: u32 = 300;

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

/// Whoever asks.
struct Asking<'a> {
    service: &'a Service,
    class: &'a str,
    queued_at: Timestamp,
    now: Timestamp,
}

impl Duty {
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
        let asking = Asking { service, class, queued_at, now };
        let estimate = if halts { None } else { self.estimate(hall, rules, &pool, &asking, &line) };
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
        rules: &LobbyRules,
        pool: &Pool,
        asking: &Asking<'_>,
        line: &[WaitingFor],
    ) -> Option<(WaitRange, Asked)> {
        let ahead = |line: &WaitingFor| {
            let wanted = hall.find_service(line.service)?;
            let people = f64::from(line.waiting) * self.share(hall, pool, wanted);
            Some(Ahead { work: work(wanted), people })
        };
        let ahead: Vec<Ahead> = line.iter().filter_map(ahead).collect();
        let due = self.due(hall, rules, pool, asking);
        let situation = Situation {
            class: asking.class,
            work: work(asking.service),
            hour: self.read_at.1,
            now_us: self.read_at.0,
            ahead: &ahead,
            due: &due,
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

    /// Lists those with an appointment who are not here yet and will stand ahead of whoever asks.
    fn due(&self, hall: &Hall, rules: &LobbyRules, pool: &Pool, asking: &Asking<'_>) -> Vec<Due> {
        let policy = &rules.dispatch.policy;
        let due = self.expected.iter().filter_map(|(service, at)| {
            let wanted = hall.find_service(*service).filter(|wanted| pool.takes(wanted.id))?;
            let own = (asking.class, asking.queued_at);
            let from = stands_ahead_from(policy, own, (APPOINTMENT, (*at).max(asking.now)))?;
            let in_s = u32::try_from(from.since(asking.now).as_secs()).unwrap_or(u32::MAX);
            Some(Due { work: work(wanted), in_s, people: self.share(hall, pool, wanted) })
        });
        due.collect()
    }

    /// Estimates how long somebody still waits who stands behind these; `pool` is that of the service.
    pub(super) fn wait_behind(
        &self,
        hall: &Hall,
        rules: &LobbyRules,
        pool: &Pool,
        (service, class, queued_at): (&Service, &str, Timestamp),
        ahead: &[WaitingFor],
    ) -> Option<WaitRange> {
        let takes = |line: &&WaitingFor| pool.takes(line.service);
        let ahead: Vec<WaitingFor> = ahead.iter().filter(takes).copied().collect();
        let now = Timestamp::from_micros(self.read_at.0);
        let asking = Asking { service, class, queued_at, now };
        self.estimate(hall, rules, pool, &asking, &ahead).map(|(range, _)| range)
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
        let now = Timestamp::from_micros(self.read_at.0);
        let asking = Asking { service, class, queued_at: now, now };
        self.estimate(hall, rules, &pool, &asking, &ahead).map(|(range, _)| range)
    }
}

/// Tells whether those who come for a service go before everybody.
pub(crate) fn is_urgent(rules: &LobbyRules, service: &Service) -> bool {
    service.class.as_deref().is_some_and(|class| rules.is_urgent(class))
}
