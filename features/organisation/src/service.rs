//! Use cases: authorise, begin, load, decide, save, announce; the handler commits.
//!
//! The functions called `add` are the inner half of `create`, for the demo bank, which makes many things in one write.

pub(crate) mod accounts;
pub(crate) mod audit;
pub(crate) mod branches;
pub(crate) mod calendars;
pub(crate) mod catalogue;
pub(crate) mod counters;
pub(crate) mod grants;
pub(crate) mod hours;
pub(crate) mod rules;
pub(crate) mod shifts;
pub(crate) mod skills;
pub(crate) mod staff;

use access::{Ctx, Denied, Permission, Scope};
use app::App;
use db::{DbError, WriteTx};
use kernel::ServiceId;
use uuid::Uuid;

use crate::error::{OrganisationError, Thing};
use crate::store;

/// Names this room among the locks of PostgreSQL.
const ROOM: Uuid = Uuid::from_u128(0x6f72_6761_6e69_7361_7469_6f6e_0000_0001);

/// Begins a write of this room; they take turns on PostgreSQL too, because they look at what is there before they write.
async fn begin(app: &App) -> Result<WriteTx, DbError> {
    let tx = app.db.begin_write().await?;
    tx.lock_on(ROOM).await?;
    Ok(tx)
}

/// Asks for a permission that must reach over the whole bank.
fn require_everywhere(ctx: &Ctx, permission: Permission) -> Result<(), Denied> {
    match ctx.require(permission)? {
        Scope::All => Ok(()),
        Scope::Branches(_) | Scope::Own(_) => Err(Denied::TooNarrow(permission)),
    }
}

/// Fails when the caller has seen another version than the one that is there.
fn check_version(thing: Thing, seen: i32, there: i32) -> Result<(), OrganisationError> {
    if seen == there { Ok(()) } else { Err(OrganisationError::ChangedMeanwhile(thing)) }
}

/// Fails when one of the services does not exist.
async fn check_services(
    tx: &WriteTx,
    services: &[ServiceId],
    pointer: &'static str,
) -> Result<(), OrganisationError> {
    let mut ids = services.to_vec();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() || store::catalogue::count(tx, &ids).await? == ids.len() {
        return Ok(());
    }
    Err(OrganisationError::UnknownReference { thing: Thing::Service, pointer })
}

/// Fails when one of the skills does not exist.
async fn check_skills<'a>(
    tx: &WriteTx,
    codes: impl IntoIterator<Item = &'a str>,
    pointer: &'static str,
) -> Result<(), OrganisationError> {
    let mut codes = codes.into_iter().peekable();
    if codes.peek().is_none() {
        return Ok(());
    }
    let known = store::catalogue::skills(tx).await?;
    if codes.all(|code| known.iter().any(|skill| skill.code == code)) {
        return Ok(());
    }
    Err(OrganisationError::UnknownReference { thing: Thing::Skill, pointer })
}

/// Records an act and lets caches know; the last step of every change.
async fn announce(
    app: &App,
    tx: &WriteTx,
    ctx: &Ctx,
    entry: ::audit::Entry,
) -> Result<(), OrganisationError> {
    crate::cache::changed(app, tx).await?;
    app.audit.record(tx, ctx, entry).await?;
    Ok(())
}
