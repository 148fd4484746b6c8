//! Shifts: who works where and when.

use access::{Ctx, Scope};
use app::App;
use audit::Entry;
use db::{Change, WriteTx};
use kernel::{Page, PageRequest};
use serde_json::json;
use web::Fields;

use super::{begin, check_version};
use crate::error::{OrganisationError, Thing};
use crate::model::shift::{Shift, ShiftId};
use crate::permissions::{STAFF_MANAGE, STAFF_READ};
use crate::store;
use crate::store::shift::ShiftFilter;

/// Lists shifts by their beginning.
pub(crate) async fn list(
    ctx: &Ctx,
    app: &App,
    filter: &ShiftFilter,
    page: &PageRequest,
) -> Result<Page<Shift>, OrganisationError> {
    let scope = ctx.require(STAFF_READ)?;
    Ok(store::shift::list(app.db.reader(), &scope, filter, page).await?)
}

/// Creates a shift.
pub(crate) async fn create(
    ctx: &Ctx,
    app: &App,
    shift: Shift,
) -> Result<Change<Shift>, OrganisationError> {
    let scope = ctx.require(STAFF_MANAGE)?;
    scope.require_branch(shift.branch)?;
    let tx = begin(app).await?;
    add(ctx, app, &tx, &shift).await?;
    Ok(Change::new(tx, shift))
}

/// Adds a shift within a write.
pub(crate) async fn add(
    ctx: &Ctx,
    app: &App,
    tx: &WriteTx,
    shift: &Shift,
) -> Result<(), OrganisationError> {
    check(tx, shift).await?;
    store::shift::insert(tx, shift).await?;
    let entry = Entry::new("shift.created").on("shift", shift.id).branch(shift.branch);
    let entry = entry.detail(json!({ "staff": shift.staff, "from": shift.from, "to": shift.to }));
    Ok(app.audit.record(tx, ctx, entry).await?)
}

/// Changes a shift that is still at the version the caller has seen.
pub(crate) async fn update(
    ctx: &Ctx,
    app: &App,
    id: ShiftId,
    version: i32,
    change: impl FnOnce(&mut Shift),
) -> Result<Change<Shift>, OrganisationError> {
    let scope = ctx.require(STAFF_MANAGE)?;
    let tx = begin(app).await?;
    let found = store::shift::find(&tx, &scope, id).await?;
    let mut shift = found.ok_or(OrganisationError::NotFound(Thing::Shift))?;
    check_version(Thing::Shift, version, shift.version)?;
    change(&mut shift);
    shift.version += 1;
    check(&tx, &shift).await?;
    store::shift::update(&tx, &shift).await?;
    let entry = Entry::new("shift.updated").on("shift", id).branch(shift.branch);
    let entry = entry.detail(json!({ "staff": shift.staff, "from": shift.from, "to": shift.to }));
    app.audit.record(&tx, ctx, entry).await?;
    Ok(Change::new(tx, shift))
}

/// Removes a shift.
pub(crate) async fn remove(
    ctx: &Ctx,
    app: &App,
    id: ShiftId,
) -> Result<Change<()>, OrganisationError> {
    let scope = ctx.require(STAFF_MANAGE)?;
    let tx = begin(app).await?;
    let found = store::shift::find(&tx, &scope, id).await?;
    let shift = found.ok_or(OrganisationError::NotFound(Thing::Shift))?;
    store::shift::delete(&tx, id).await?;
    let entry = Entry::new("shift.removed").on("shift", id).branch(shift.branch);
    let entry = entry.detail(json!({ "staff": shift.staff, "from": shift.from, "to": shift.to }));
    app.audit.record(&tx, ctx, entry).await?;
    Ok(Change::new(tx, ()))
}

async fn check(tx: &WriteTx, shift: &Shift) -> Result<(), OrganisationError> {
    let mut fields = Fields::default();
    shift.check(&mut fields);
    fields.into_result()?;
    let unknown = |thing, pointer| OrganisationError::UnknownReference { thing, pointer };
    // Colleagues from other branches may help out, so the person is looked for in the whole bank.
    let staff =
        store::staff::find(tx, &Scope::All, shift.staff).await?.filter(|staff| staff.active);
    staff.ok_or_else(|| unknown(Thing::Staff, "/staff_id"))?;
    let branch = store::branch::find(tx, &Scope::All, shift.branch).await?;
    branch.ok_or_else(|| unknown(Thing::Branch, "/branch_id"))?;
    if let Some(counter) = shift.counter {
        let found = store::counter::find(tx, &Scope::All, counter).await?;
        let here = found.filter(|counter| counter.branch == shift.branch);
        here.ok_or_else(|| unknown(Thing::Counter, "/counter_id"))?;
    }
    if store::shift::find_overlapping(tx, shift).await?.is_some() {
        return Err(OrganisationError::ShiftOverlaps);
    }
    Ok(())
}
