//! What other rooms may use.
//!
//! Reads come from memory and are at most five seconds behind changes made on other nodes, and not behind at all on this
//! node (see the module `cache`).
//! They are not filtered by a scope: whoever shows their answer to a person asks [`access::Ctx::require_at`] first.
//!
//! ```no_run
//! # async fn example(app: app::App, ctx: access::Ctx, branch: kernel::BranchId)
//! # -> Result<(), organisation::api::OrganisationError> {
//! let day = organisation::api::branch_day(&app, branch, ctx.now()).await?;
//! if !day.open_now {
//!     tracing::info!(opens_at = ?day.opens_at, "the branch is closed");
//! }
//! # Ok(())
//! # }
//! ```

use std::collections::HashMap;
use std::sync::Arc;

use access::{BranchTree, Ctx};
use app::App;
use db::{Db, DbError, WriteTx};
use deadlines::{OpeningHours, WorkCalendar};
use jiff::civil::Date;
use kernel::{BranchId, CounterId, ServiceId, StaffId, Timestamp};

pub use crate::error::OrganisationError;
pub use crate::model::branch::{Branch, BranchKind, Facility};
pub use crate::model::catalogue::{Paper, Phrases, SelfService, Service, Skill, SkillId};
pub use crate::model::counter::{Counter, CounterKind};
pub use crate::model::hours::BranchDay;
pub use crate::model::shift::{Shift, ShiftId};
pub use crate::model::staff::{Staff, StaffName};
pub use crate::packs::{Named, PackService, ServicesPack};

use crate::cache::{self, BranchEntry};
use crate::error::Thing;
use crate::{service, store};

/// The pack from which a bank's catalogue of services begins.
pub const SERVICES_PACK: &str = "services/cn";

/// Finds a branch, whether it still serves customers or not.
pub async fn find_branch(app: &App, id: BranchId) -> Result<Option<Arc<Branch>>, DbError> {
    let entry = cache::entries(app).await?.branch(&app.db, id).await?;
    Ok(entry.map(|entry| Arc::clone(&entry.branch)))
}

/// Lists the branches that serve customers, by code; head offices do not.
pub async fn branches(app: &App) -> Result<Vec<Arc<Branch>>, DbError> {
    let all = cache::entries(app).await?.all_branches(&app.db).await?;
    let serves = |branch: &&Arc<Branch>| branch.active && branch.kind != BranchKind::HeadOffice;
    Ok(all.iter().filter(serves).cloned().collect())
}

/// Returns a branch and all below it, sorted.
pub async fn branches_below(app: &App, region: BranchId) -> Result<Vec<BranchId>, DbError> {
    let all = cache::entries(app).await?.all_branches(&app.db).await?;
    Ok(store::branch::tree(all.iter().map(AsRef::as_ref)).below(region))
}

/// Loads the tree of branches for `access`, which calls it only while a role reaches over a region.
pub async fn branch_tree(db: Db) -> Result<BranchTree, DbError> {
    let all = store::branch::all(db.reader()).await?;
    Ok(store::branch::tree(&all))
}

/// Looks at the day of a branch at an instant.
///
/// # Errors
/// There is no such branch; the database is away.
pub async fn branch_day(
    app: &App,
    branch: BranchId,
    now: Timestamp,
) -> Result<BranchDay, OrganisationError> {
    let entry = load(app, branch).await?;
    Ok(BranchDay::at(&entry.calendar, &entry.hours, &entry.zone, now))
}

/// Looks at a date of a branch as a whole.
///
/// # Errors
/// There is no such branch; the database is away.
pub async fn branch_date(
    app: &App,
    branch: BranchId,
    date: Date,
) -> Result<BranchDay, OrganisationError> {
    let entry = load(app, branch).await?;
    Ok(BranchDay::on(&entry.calendar, &entry.hours, &entry.zone, date))
}

/// Returns the working calendar of a jurisdiction, such as `cn`.
pub async fn work_calendar(app: &App, jurisdiction: &str) -> Result<Arc<WorkCalendar>, DbError> {
    cache::entries(app).await?.calendar(&app.db, jurisdiction).await
}

/// Lists what a branch offers, active services only, in the order in which a kiosk shows them.
///
/// # Errors
/// There is no such branch; the database is away.
pub async fn offered_services(
    app: &App,
    branch: BranchId,
) -> Result<Vec<Arc<Service>>, OrganisationError> {
    Ok(load(app, branch).await?.offered.clone())
}

/// Lists all services of the catalogue, active or not, in the order in which a kiosk shows them.
pub async fn services(app: &App) -> Result<Vec<Arc<Service>>, DbError> {
    Ok(cache::entries(app).await?.catalogue(&app.db).await?.services.clone())
}

/// Finds a service, active or not.
pub async fn find_service(app: &App, id: ServiceId) -> Result<Option<Arc<Service>>, DbError> {
    Ok(cache::entries(app).await?.catalogue(&app.db).await?.find(id))
}

/// Lists the counters of a branch by number, active ones only.
///
/// # Errors
/// There is no such branch; the database is away.
pub async fn counters(app: &App, branch: BranchId) -> Result<Vec<Arc<Counter>>, OrganisationError> {
    let entry = load(app, branch).await?;
    Ok(entry.counters.iter().filter(|counter| counter.active).cloned().collect())
}

/// Finds a counter, active or not.
pub async fn find_counter(app: &App, id: CounterId) -> Result<Option<Arc<Counter>>, DbError> {
    cache::entries(app).await?.counter(&app.db, id).await
}

/// Finds a member of staff, whether they still work here or not.
pub async fn find_staff(app: &App, id: StaffId) -> Result<Option<Arc<Staff>>, DbError> {
    cache::entries(app).await?.staff(&app.db, id).await
}

/// Lists the active staff who belong to a branch, by number.
///
/// # Errors
/// There is no such branch; the database is away.
pub async fn staff_of(app: &App, branch: BranchId) -> Result<Vec<Arc<Staff>>, OrganisationError> {
    Ok(load(app, branch).await?.staff.clone())
}

/// Finds names of staff; who never worked here is left out.
pub async fn staff_names(
    app: &App,
    ids: &[StaffId],
) -> Result<HashMap<StaffId, StaffName>, DbError> {
    let known = cache::entries(app).await?.known_staff(ids);
    let mut names: HashMap<_, _> =
        known.iter().map(|staff| (staff.id, staff.full_name())).collect();
    let mut missing: Vec<_> = ids.iter().copied().filter(|id| !names.contains_key(id)).collect();
    missing.sort_unstable();
    missing.dedup();
    names.extend(store::staff::names(app.db.reader(), &missing).await?);
    Ok(names)
}

/// Returns the codes of a person's skills, sorted; none for who does not work here.
pub async fn staff_skills(app: &App, staff: StaffId) -> Result<Vec<String>, DbError> {
    let found = find_staff(app, staff).await?.filter(|staff| staff.active);
    Ok(found.map(|staff| staff.skills.clone()).unwrap_or_default())
}

/// Finds the shift that a person works at an instant; asks the database.
pub async fn find_shift(
    app: &App,
    staff: StaffId,
    now: Timestamp,
) -> Result<Option<Shift>, DbError> {
    store::shift::find_at(app.db.reader(), staff, now).await
}

/// Lists the shifts at counters of a branch that are worked at an instant; asks the database.
pub async fn shifts_at_counters(
    app: &App,
    branch: BranchId,
    now: Timestamp,
) -> Result<Vec<Shift>, DbError> {
    store::shift::at_counters(app.db.reader(), branch, now).await
}

/// Adds the days of the built-in calendars that are not there yet; to be called at start. Returns how many that were.
///
/// # Errors
/// The database is away.
pub async fn fill_in_calendars(app: &App, ctx: &Ctx) -> Result<usize, OrganisationError> {
    service::calendars::fill_in(ctx, app).await
}

/// Adds a branch within a write, for the demo bank and for imports.
///
/// # Errors
/// Its code is taken, the branch above does not exist, a field is wrong.
pub async fn create_branch(
    app: &App,
    ctx: &Ctx,
    tx: &WriteTx,
    branch: &Branch,
) -> Result<(), OrganisationError> {
    service::branches::add(ctx, app, tx, branch).await
}

/// Sets what a branch offers, within a write.
///
/// # Errors
/// A service does not exist.
pub async fn offer_services(
    app: &App,
    ctx: &Ctx,
    tx: &WriteTx,
    branch: BranchId,
    services: Vec<ServiceId>,
) -> Result<(), OrganisationError> {
    service::branches::offer(ctx, app, tx, branch, services).await.map(drop)
}

/// Sets the hours of a branch, within a write.
///
/// # Errors
/// The database is away.
pub async fn set_opening_hours(
    app: &App,
    ctx: &Ctx,
    tx: &WriteTx,
    branch: BranchId,
    hours: &OpeningHours,
) -> Result<(), OrganisationError> {
    service::hours::set(ctx, app, tx, branch, hours).await
}

/// Adds a counter within a write.
///
/// # Errors
/// Its number is taken in the branch, a service does not exist, a field is wrong.
pub async fn create_counter(
    app: &App,
    ctx: &Ctx,
    tx: &WriteTx,
    counter: &Counter,
) -> Result<(), OrganisationError> {
    service::counters::add(ctx, app, tx, counter).await
}

/// Adds a member of staff within a write; accounts and roles are `access`'s.
///
/// # Errors
/// The number is taken, branch or skill do not exist, a field is wrong.
pub async fn create_staff(
    app: &App,
    ctx: &Ctx,
    tx: &WriteTx,
    staff: &Staff,
) -> Result<(), OrganisationError> {
    service::staff::add(ctx, app, tx, staff).await
}

/// Adds a shift within a write.
///
/// # Errors
/// The person works somewhere else at that time, or something it names does not exist.
pub async fn create_shift(
    app: &App,
    ctx: &Ctx,
    tx: &WriteTx,
    shift: &Shift,
) -> Result<(), OrganisationError> {
    service::shifts::add(ctx, app, tx, shift).await
}

/// Adds the skills and services of [`SERVICES_PACK`] within a write, and returns the services in the pack's order.
///
/// # Errors
/// One of the codes is taken.
pub async fn create_services_from_pack(
    app: &App,
    ctx: &Ctx,
    tx: &WriteTx,
) -> Result<Vec<Service>, OrganisationError> {
    let pack = app.data.pack::<ServicesPack>(SERVICES_PACK)?;
    for Named { code, name, name_en } in pack.skills.clone() {
        service::skills::add(ctx, app, tx, &Skill { id: ctx.id(), code, name, name_en }).await?;
    }
    let mut services = Vec::with_capacity(pack.services.len());
    for (position, entry) in (1..).zip(&pack.services) {
        let service = Service::from_pack(ctx.id(), position, entry);
        service::catalogue::add(ctx, app, tx, &service).await?;
        services.push(service);
    }
    Ok(services)
}

impl Service {
    fn from_pack(id: ServiceId, position: i32, entry: &PackService) -> Self {
        let entry = entry.clone();
        Self {
            id,
            code: entry.code,
            prefix: entry.prefix,
            name: entry.name,
            name_en: entry.name_en,
            category: entry.category,
            description: entry.description,
            description_en: entry.description_en,
            papers: entry.papers,
            typical_s: entry.typical_s,
            skill: entry.skill,
            class: entry.class,
            self_service: entry.self_service,
            phrases: entry.phrases,
            position,
            active: true,
            version: 1,
        }
    }
}

async fn load(app: &App, branch: BranchId) -> Result<Arc<BranchEntry>, OrganisationError> {
    let entry = cache::entries(app).await?.branch(&app.db, branch).await?;
    entry.ok_or(OrganisationError::NotFound(Thing::Branch))
}
