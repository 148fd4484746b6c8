//! What other rooms ask many times a second, in memory on this node.
//!
//! # Freshness
//! Every change of this room raises the count in `organisation_revisions` in its own transaction.
//! A cache is good for [`LOOK_EVERY`]; then the first reader looks at the count, which is one small query, and throws
//! everything away when it has risen.
//! While one reader looks the others go on with what is known, for up to [`TOO_OLD`]; then they wait for the look.
//! So other nodes see a change within [`TOO_OLD`] at the latest.
//! On the node where the change was made the next reader looks at once.
//!
//! Entries are loaded when first asked for, so a node knows only the branches it serves.

use std::collections::{BTreeSet, HashMap};
use std::hash::Hash;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use access::Scope;
use app::App;
use db::{Db, DbError, Inconsistency, WriteTx};
use deadlines::{OpeningHours, WorkCalendar};
use jiff::tz::TimeZone;
use kernel::{BranchId, CounterId, ServiceId, StaffId};

use crate::model::branch::Branch;
use crate::model::calendar::work_calendar;
use crate::model::catalogue::Service;
use crate::model::counter::Counter;
use crate::model::staff::Staff;
use crate::store;

/// How long an answer is good before somebody looks for changes on other nodes.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// How old an answer may be with regard to changes on other nodes.
const TOO_OLD: Duration = Duration::from_secs(5);

/// The cache of this node; lives on the shelf of [`data::Memory`].
#[derive(Default)]
pub(crate) struct Cache {
    /// How often this node has changed something.
    changes: AtomicU64,
    current: RwLock<Option<Looked>>,
    /// Only one reader looks at the count; the others wait for it.
    looking: tokio::sync::Mutex<()>,
}

struct Looked {
    at: Instant,
    /// How often this node had changed something when the look began.
    changes: u64,
    entries: Arc<Entries>,
}

/// What is known since one count of changes.
#[derive(Default)]
pub(crate) struct Entries {
    revision: i64,
    branches: Shelf<BranchId, BranchEntry>,
    counters: Shelf<CounterId, Counter>,
    staff: Shelf<StaffId, Staff>,
    calendars: Shelf<String, WorkCalendar>,
    catalogue: Shelf<(), Catalogue>,
    all_branches: Shelf<(), Vec<Arc<Branch>>>,
}

/// A branch with everything that taking a ticket and calling the next need.
pub(crate) struct BranchEntry {
    pub(crate) branch: Arc<Branch>,
    pub(crate) zone: TimeZone,
    pub(crate) hours: OpeningHours,
    pub(crate) counters: Vec<Arc<Counter>>,
    pub(crate) offered: Vec<Arc<Service>>,
    pub(crate) staff: Vec<Arc<Staff>>,
    pub(crate) calendar: Arc<WorkCalendar>,
}

/// All services, by their place in lists.
#[derive(Default)]
pub(crate) struct Catalogue {
    pub(crate) services: Vec<Arc<Service>>,
    by_id: HashMap<ServiceId, Arc<Service>>,
}

impl Catalogue {
    /// Finds a service.
    pub(crate) fn find(&self, id: ServiceId) -> Option<Arc<Service>> {
        self.by_id.get(&id).cloned()
    }
}

/// Counts a change and lets this node look again once it is committed; called by every change of this room.
pub(crate) async fn changed(app: &App, tx: &WriteTx) -> Result<(), DbError> {
    store::revision::raise(tx).await?;
    let cache = app.data.memory().get::<Cache>();
    tx.after_commit(move || {
        cache.changes.fetch_add(1, Ordering::Release);
    });
    Ok(())
}

/// Returns what this node knows, after a look at the count when that is due.
pub(crate) async fn entries(app: &App) -> Result<Arc<Entries>, DbError> {
    app.data.memory().get::<Cache>().entries(&app.db).await
}

impl Cache {
    async fn entries(&self, db: &Db) -> Result<Arc<Entries>, DbError> {
        if let Some(entries) = self.younger_than(LOOK_EVERY) {
            return Ok(entries);
        }
        let _one_at_a_time = match (self.looking.try_lock(), self.younger_than(TOO_OLD)) {
            (Ok(turn), _) => turn,
            (Err(_), Some(entries)) => return Ok(entries),
            (Err(_), None) => self.looking.lock().await,
        };
        if let Some(entries) = self.younger_than(LOOK_EVERY) {
            return Ok(entries);
        }
        // A change that commits after this line is not part of this look, and asks for the next.
        let changes = self.changes.load(Ordering::Acquire);
        let revision = store::revision::load(db.reader()).await?;
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        let kept = current
            .take()
            .map(|looked| looked.entries)
            .filter(|entries| entries.revision == revision);
        let entries = kept.unwrap_or_else(|| Arc::new(Entries { revision, ..Entries::default() }));
        *current = Some(Looked { at: Instant::now(), changes, entries: Arc::clone(&entries) });
        Ok(entries)
    }

    /// Returns what is known, unless this node has changed something or the last look is that long ago.
    fn younger_than(&self, age: Duration) -> Option<Arc<Entries>> {
        let changes = self.changes.load(Ordering::Acquire);
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        let good = |looked: &&Looked| looked.changes == changes && looked.at.elapsed() < age;
        let looked = current.as_ref().filter(good)?;
        Some(Arc::clone(&looked.entries))
    }
}

impl Entries {
    /// Finds a branch with its counters, services, hours and staff.
    pub(crate) async fn branch(
        &self,
        db: &Db,
        id: BranchId,
    ) -> Result<Option<Arc<BranchEntry>>, DbError> {
        if let Some(entry) = self.branches.find(&id) {
            return Ok(Some(entry));
        }
        let Some(branch) = store::branch::find(db.reader(), &Scope::All, id).await? else {
            return Ok(None);
        };
        let entry = self.load_branch(db, branch).await?;
        for counter in &entry.counters {
            self.counters.put(counter.id, Arc::clone(counter));
        }
        for staff in &entry.staff {
            self.staff.put(staff.id, Arc::clone(staff));
        }
        Ok(Some(self.branches.put(id, Arc::new(entry))))
    }

    async fn load_branch(&self, db: &Db, branch: Branch) -> Result<BranchEntry, DbError> {
        let (reader, id) = (db.reader(), branch.id);
        let offered: BTreeSet<_> = store::branch::offered(reader, id).await?.into_iter().collect();
        let is_offered = |service: &&Arc<Service>| service.active && offered.contains(&service.id);
        let catalogue = self.catalogue(db).await?;
        let counters = store::counter::of_branch(reader, id).await?;
        let staff = store::staff::of_branch(reader, id).await?;
        Ok(BranchEntry {
            zone: zone_of(&branch)?,
            hours: store::hours::load(reader, id).await?,
            counters: counters.into_iter().map(Arc::new).collect(),
            offered: catalogue.services.iter().filter(is_offered).cloned().collect(),
            staff: staff.into_iter().map(Arc::new).collect(),
            calendar: self.calendar(db, &branch.jurisdiction).await?,
            branch: Arc::new(branch),
        })
    }

    /// Finds a counter.
    pub(crate) async fn counter(
        &self,
        db: &Db,
        id: CounterId,
    ) -> Result<Option<Arc<Counter>>, DbError> {
        if let Some(counter) = self.counters.find(&id) {
            return Ok(Some(counter));
        }
        let counter = store::counter::find(db.reader(), &Scope::All, id).await?;
        Ok(counter.map(|counter| self.counters.put(id, Arc::new(counter))))
    }

    /// Finds a member of staff.
    pub(crate) async fn staff(&self, db: &Db, id: StaffId) -> Result<Option<Arc<Staff>>, DbError> {
        if let Some(staff) = self.staff.find(&id) {
            return Ok(Some(staff));
        }
        let staff = store::staff::find(db.reader(), &Scope::All, id).await?;
        Ok(staff.map(|staff| self.staff.put(id, Arc::new(staff))))
    }

    /// Returns the staff among these who are in memory already.
    pub(crate) fn known_staff(&self, ids: &[StaffId]) -> Vec<Arc<Staff>> {
        ids.iter().filter_map(|id| self.staff.find(id)).collect()
    }

    /// Returns all services.
    pub(crate) async fn catalogue(&self, db: &Db) -> Result<Arc<Catalogue>, DbError> {
        if let Some(catalogue) = self.catalogue.find(&()) {
            return Ok(catalogue);
        }
        let services: Vec<_> =
            store::catalogue::all(db.reader()).await?.into_iter().map(Arc::new).collect();
        let by_id = services.iter().map(|service| (service.id, Arc::clone(service))).collect();
        Ok(self.catalogue.put((), Arc::new(Catalogue { services, by_id })))
    }

    /// Returns all branches by code.
    pub(crate) async fn all_branches(&self, db: &Db) -> Result<Arc<Vec<Arc<Branch>>>, DbError> {
        if let Some(branches) = self.all_branches.find(&()) {
            return Ok(branches);
        }
        let branches = store::branch::all(db.reader()).await?.into_iter().map(Arc::new).collect();
        Ok(self.all_branches.put((), Arc::new(branches)))
    }

    /// Returns the calendar of a jurisdiction; one without entries follows the weekday.
    pub(crate) async fn calendar(
        &self,
        db: &Db,
        jurisdiction: &str,
    ) -> Result<Arc<WorkCalendar>, DbError> {
        if let Some(calendar) = self.calendars.find(jurisdiction) {
            return Ok(calendar);
        }
        let days = store::calendar::all(db.reader(), jurisdiction).await?;
        Ok(self.calendars.put(jurisdiction.to_owned(), Arc::new(work_calendar(&days))))
    }
}

/// Finds the zone of the clock on a branch's wall.
pub(crate) fn zone_of(branch: &Branch) -> Result<TimeZone, DbError> {
    let wrong = || Inconsistency::new("organisation_branches", "zone", branch.id);
    Ok(deadlines::find_zone(&branch.zone).ok_or_else(wrong)?)
}

/// Entries of one kind by key.
struct Shelf<K, V>(RwLock<HashMap<K, Arc<V>>>);

impl<K, V> Default for Shelf<K, V> {
    fn default() -> Self {
        Self(RwLock::default())
    }
}

impl<K: Eq + Hash, V> Shelf<K, V> {
    fn find<Q: Eq + Hash + ?Sized>(&self, key: &Q) -> Option<Arc<V>>
    where
        K: std::borrow::Borrow<Q>,
    {
        self.0.read().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
    }

    fn put(&self, key: K, value: Arc<V>) -> Arc<V> {
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(key, Arc::clone(&value));
        value
    }
}

#[cfg(test)]
mod tests {
    use db::TestDatabase;

    use super::*;

    impl Cache {
        /// Lets the time until the next look pass.
        fn age(&self) {
            let mut current = self.current.write().unwrap();
            let looked = current.as_mut().unwrap();
            looked.at = looked.at.checked_sub(LOOK_EVERY).unwrap();
        }
    }

    #[tokio::test]
    async fn a_change_on_another_node_is_seen_at_the_next_look() {
        let database = TestDatabase::create(&crate::migrations::migrations()).await.unwrap();
        let cache = Cache::default();
        let first = cache.entries(&database.db).await.unwrap();
        cache.age();
        let unchanged = cache.entries(&database.db).await.unwrap();
        assert!(Arc::ptr_eq(&first, &unchanged), "nothing is thrown away without a change");

        let tx = database.db.begin_write().await.unwrap();
        store::revision::raise(&tx).await.unwrap();
        tx.commit().await.unwrap();
        let before_the_look = cache.entries(&database.db).await.unwrap();
        assert!(Arc::ptr_eq(&first, &before_the_look));
        cache.age();
        let after = cache.entries(&database.db).await.unwrap();
        assert!(!Arc::ptr_eq(&first, &after));
    }
}
