//! The packs in force on this node.

use std::any::{Any, TypeId};
use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use db::Db;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use kernel::{Clock, Timestamp};
use serde::de::DeserializeOwned;
use serde_json::Value;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::check::{check, declared_twice};
use crate::document::{read, read_header};
use crate::header::{Header, kind_of};
use crate::kind::PackKind;
use crate::memory::Memory;
use crate::problem::{DataError, PackProblem};
use crate::store::{self, Mark};
use crate::{built_in, entity};

/// How often a node looks for versions that other nodes have saved, and for those that become valid.
pub const POLL_EVERY: Duration = Duration::from_secs(3);

/// The zone whose midnight begins the validity of a pack.
const ZONE: &str = "Asia/Shanghai";

/// The rule packs, and the shelf for what rooms keep in memory; cheap to clone.
#[derive(Clone, Debug)]
pub struct Data(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    db: Db,
    clock: Clock,
    kinds: Vec<PackKind>,
    built_in: BTreeMap<String, Arc<Loaded>>,
    in_force: RwLock<Arc<BTreeMap<String, Arc<Loaded>>>>,
    memory: Memory,
}

/// Where the version in force comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It came with the program.
    BuiltIn,
    /// An administrator saved it.
    Override,
}

impl Origin {
    /// Returns the word of the API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::BuiltIn => "built_in",
            Self::Override => "override",
        }
    }
}

/// What the list of packs shows.
#[derive(Clone, Debug)]
pub struct PackSummary {
    /// The header of the version in force.
    pub header: Header,
    /// Where it comes from.
    pub origin: Origin,
    /// A newer version of an administrator that was left aside because it no longer fits.
    pub left_aside: Option<(u32, PackProblem)>,
}

/// One version that has been checked, with its text and the types it was read as.
pub(crate) struct Loaded {
    pub(crate) header: Header,
    pub(crate) origin: Origin,
    pub(crate) content: Arc<str>,
    pub(crate) id: Option<Uuid>,
    pub(crate) left_aside: Option<(u32, Uuid, PackProblem)>,
    typed: RwLock<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>,
}

impl fmt::Debug for Loaded {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Loaded").field(&self.header).field(&self.origin).finish()
    }
}

impl Data {
    /// Loads the built-in packs and the administrators' versions in force.
    ///
    /// # Errors
    /// A built-in pack has problems; the database is away.
    pub async fn load(db: Db, clock: Clock, kinds: Vec<PackKind>) -> Result<Self, DataError> {
        Self::load_files(db, clock, kinds, built_in::packs()).await
    }

    /// As [`Data::load`], with other files in place of the built-in ones, by path; for tests.
    ///
    /// # Errors
    /// As [`Data::load`].
    pub async fn load_files(
        db: Db,
        clock: Clock,
        kinds: Vec<PackKind>,
        files: Vec<(String, String)>,
    ) -> Result<Self, DataError> {
        let mut packs = BTreeMap::new();
        for (path, text) in files {
            let header =
                read_header(&text).map_err(|problems| DataError::broken(&path, problems))?;
            let loaded = Loaded::checked(&kinds, Origin::BuiltIn, None, &text);
            let loaded = loaded.map_err(|problems| DataError::broken(&header.pack, problems))?;
            if packs.insert(header.pack.clone(), Arc::new(loaded)).is_some() {
                return Err(DataError::broken(&path, vec![declared_twice(&header.pack)]));
            }
        }
        let in_force = RwLock::new(Arc::new(packs.clone()));
        let inner =
            Inner { db, clock, kinds, built_in: packs, in_force, memory: Memory::default() };
        let data = Self(Arc::new(inner));
        data.refresh().await?;
        Ok(data)
    }

    /// Returns the content of the pack in force; it is read once for each type and version.
    ///
    /// # Errors
    /// There is no such pack, or it does not fit the type.
    pub fn pack<T: DeserializeOwned + Send + Sync + 'static>(
        &self,
        code: &str,
    ) -> Result<Arc<T>, DataError> {
        self.in_force(code)?.typed()
    }

    /// Returns the version of the pack in force, to be kept with what was decided by it.
    ///
    /// # Errors
    /// There is no such pack.
    pub fn version(&self, code: &str) -> Result<u32, DataError> {
        Ok(self.in_force(code)?.header.version)
    }

    /// Lists the packs in force by code.
    pub fn list(&self) -> Vec<PackSummary> {
        self.snapshot().values().map(|loaded| loaded.summary()).collect()
    }

    /// Returns the summary and the text of the pack in force.
    ///
    /// # Errors
    /// There is no such pack.
    pub fn content(&self, code: &str) -> Result<(PackSummary, Arc<str>), DataError> {
        let loaded = self.in_force(code)?;
        Ok((loaded.summary(), Arc::clone(&loaded.content)))
    }

    /// Finds the JSON Schema for the content of a pack, where there is one.
    pub fn schema(&self, code: &str) -> Option<Value> {
        let text = built_in::find(&format!("schemas/{}.schema.json", kind_of(code)))?;
        serde_json::from_str(&text).ok()
    }

    /// Returns everything wrong with a text that is to become a version of a pack.
    pub fn check(&self, code: &str, text: &str) -> Vec<PackProblem> {
        match check(&self.0.kinds, text) {
            Err(problems) => problems,
            Ok(header) if header.pack != code => {
                let zh = format!("包头写的是“{}”，应为“{code}”", header.pack);
                let en = format!("the header says `{}` instead of `{code}`", header.pack);
                vec![PackProblem { path: "/pack".to_owned(), line: Some(1), zh, en }]
            }
            Ok(_) => Vec::new(),
        }
    }

    /// Returns the shelf for what rooms keep in memory on this node.
    pub fn memory(&self) -> &Memory {
        &self.0.memory
    }

    /// Takes up what other nodes have saved and what has become valid; returns whether anything changed.
    ///
    /// # Errors
    /// The database is away; what is in force stays.
    pub async fn refresh(&self) -> Result<bool, DataError> {
        let marks = store::published(self.0.db.reader()).await?;
        let today = today(self.0.clock.now());
        let mut next = BTreeMap::clone(&self.snapshot());
        let mut changed = false;
        for (code, built_in) in &self.0.built_in {
            let due = newest_due(&marks, code, today)?;
            let current = next.get(code).and_then(|loaded| loaded.seen());
            if due.map(|mark| mark.id) == current {
                continue;
            }
            let loaded = match due {
                None => Arc::clone(built_in),
                Some(mark) => self.load_override(built_in, mark).await?,
            };
            next.insert(code.clone(), loaded);
            changed = true;
        }
        if changed {
            *self.0.in_force.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(next);
        }
        Ok(changed)
    }

    /// Refreshes every [`POLL_EVERY`] until told to stop; a failure is logged and tried again.
    pub async fn keep_fresh(self, stop: CancellationToken) {
        let mut every = tokio::time::interval(POLL_EVERY);
        every.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                _ = every.tick() => (),
            }
            match self.refresh().await {
                Ok(true) => tracing::info!("took up another version of a rule pack"),
                Ok(false) => (),
                Err(error) => tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "cannot look for rule packs"
                ),
            }
        }
    }

    pub(crate) fn db(&self) -> &Db {
        &self.0.db
    }

    pub(crate) fn kinds(&self) -> &[PackKind] {
        &self.0.kinds
    }

    pub(crate) fn built_in(&self, code: &str) -> Result<&Arc<Loaded>, DataError> {
        self.0.built_in.get(code).ok_or_else(|| DataError::UnknownPack(code.to_owned()))
    }

    pub(crate) fn in_force(&self, code: &str) -> Result<Arc<Loaded>, DataError> {
        self.snapshot().get(code).cloned().ok_or_else(|| DataError::UnknownPack(code.to_owned()))
    }

    /// Puts a version in force on this node, if it is valid already and newer than the one that is.
    pub(crate) fn take_up(&self, loaded: Loaded) {
        let current = self.in_force(&loaded.header.pack);
        let newer = current.is_ok_and(|current| {
            current.origin == Origin::BuiltIn || current.header.version < loaded.header.version
        });
        if newer && loaded.header.valid_from <= today(self.0.clock.now()) {
            let mut in_force = self.0.in_force.write().unwrap_or_else(PoisonError::into_inner);
            let mut next = BTreeMap::clone(&in_force);
            next.insert(loaded.header.pack.clone(), Arc::new(loaded));
            *in_force = Arc::new(next);
        }
    }

    fn snapshot(&self) -> Arc<BTreeMap<String, Arc<Loaded>>> {
        Arc::clone(&self.0.in_force.read().unwrap_or_else(PoisonError::into_inner))
    }

    async fn load_override(
        &self,
        built_in: &Arc<Loaded>,
        mark: &Mark,
    ) -> Result<Arc<Loaded>, DataError> {
        let Some(entity::Model { id, content, .. }) =
            store::find(self.0.db.reader(), mark.id).await?
        else {
            return Ok(Arc::clone(built_in));
        };
        let loaded = match Loaded::checked(&self.0.kinds, Origin::Override, Some(id), &content) {
            Ok(loaded) => loaded,
            Err(mut problems) => {
                let problem = problems.swap_remove(0);
                tracing::error!(
                    pack = mark.pack,
                    version = mark.version,
                    problem = problem.en,
                    "a saved rule pack no longer fits, the built-in one is used"
                );
                built_in.without(version_number(mark.version), id, problem)
            }
        };
        Ok(Arc::new(loaded))
    }
}

impl Loaded {
    pub(crate) fn checked(
        kinds: &[PackKind],
        origin: Origin,
        id: Option<Uuid>,
        text: &str,
    ) -> Result<Self, Vec<PackProblem>> {
        let header = check(kinds, text)?;
        let (content, typed) = (Arc::from(text), RwLock::default());
        Ok(Self { header, origin, content, id, left_aside: None, typed })
    }

    /// Returns this version with the mark that a newer one was left aside.
    fn without(&self, version: u32, id: Uuid, problem: PackProblem) -> Self {
        Self {
            header: self.header.clone(),
            origin: self.origin,
            content: Arc::clone(&self.content),
            id: self.id,
            left_aside: Some((version, id, problem)),
            typed: RwLock::default(),
        }
    }

    /// Returns the administrator's version that was last looked at for this pack.
    fn seen(&self) -> Option<Uuid> {
        self.left_aside.as_ref().map(|(_, id, _)| *id).or(self.id)
    }

    fn summary(&self) -> PackSummary {
        let left_aside =
            self.left_aside.as_ref().map(|(version, _, problem)| (*version, problem.clone()));
        PackSummary { header: self.header.clone(), origin: self.origin, left_aside }
    }

    fn typed<T: DeserializeOwned + Send + Sync + 'static>(&self) -> Result<Arc<T>, DataError> {
        let id = TypeId::of::<T>();
        let known = self.typed.read().unwrap_or_else(PoisonError::into_inner).get(&id).cloned();
        if let Some(typed) = known.and_then(|typed| typed.downcast::<T>().ok()) {
            return Ok(typed);
        }
        let (_, body) = read::<T>(&self.content)
            .map_err(|problems| DataError::broken(&self.header.pack, problems))?;
        let typed = Arc::new(body);
        self.typed
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(id, Arc::clone(&typed) as _);
        Ok(typed)
    }
}

pub(crate) fn version_number(stored: i32) -> u32 {
    u32::try_from(stored).unwrap_or(0)
}

fn newest_due<'a>(
    marks: &'a [Mark],
    code: &str,
    today: Date,
) -> Result<Option<&'a Mark>, DataError> {
    for mark in marks.iter().rev().filter(|mark| mark.pack == code) {
        if mark.valid_from()? <= today {
            return Ok(Some(mark));
        }
    }
    Ok(None)
}

fn today(now: Timestamp) -> Date {
    let zone = TimeZone::get(ZONE).unwrap_or(TimeZone::fixed(jiff::tz::offset(8)));
    now.to_jiff().to_zoned(zone).date()
}
