//! Rolls of pre-printed numbers: which paper is next.

use access::Ctx;
use app::App;
use audit::Entry;
use db::{Change, WriteTx};
use kernel::BranchId;
use organisation::api::services;
use serde_json::json;
use web::Fields;

use super::hall::{Hall, rules};
use crate::error::LobbyError;
use crate::model::number::TicketNumber;
use crate::model::roll::{Roll, RollReason};
use crate::model::step::Channel;
use crate::permissions::VISIT_ISSUE;
use crate::store;

/// Under what the papers of a day are counted; no letter of a service is empty.
const PAPERS: &str = "";

/// Shows the roll of a branch.
///
/// # Errors
/// The permission is missing or does not reach the branch; the database is away.
pub(crate) async fn show(ctx: &Ctx, app: &App, branch: BranchId) -> Result<Roll, LobbyError> {
    let hall = Hall::load_for(ctx, app, branch, VISIT_ISSUE).await?;
    Ok(store::rolls::find(app.db.reader(), hall.id()).await?.unwrap_or_default())
}

/// Tells whether a branch uses a roll.
///
/// # Errors
/// The database is away.
pub(crate) async fn is_used(app: &App, branch: BranchId) -> Result<bool, LobbyError> {
    let roll = store::rolls::find(app.db.reader(), branch).await?;
    Ok(roll.is_some_and(|roll| roll.active))
}

/// Sets which paper is next, and whether the branch uses a roll at all.
///
/// # Errors
/// The permission is missing or does not reach the branch, a field is wrong, the next number was given out today, somebody
/// else was faster.
pub(crate) async fn set(
    ctx: &Ctx,
    app: &App,
    branch: BranchId,
    mut roll: Roll,
    reason: RollReason,
) -> Result<Change<Roll>, LobbyError> {
    ctx.staff()?;
    let hall = Hall::load_for(ctx, app, branch, VISIT_ISSUE).await?.serving()?;
    let offline = rules(app, &hall.branch)?.kiosk.offline.prefix.clone();
    let services = services(app).await?;
    let printed = services.iter().map(|service| service.prefix.as_str());
    let mut fields = Fields::default();
    roll.check(printed.chain([offline.as_str()]), &mut fields);
    fields.into_result()?;
    let tx = app.db.begin_write().await?;
    tx.lock_on(hall.id().uuid()).await?;
    let next = roll.number(roll.next);
    let used = roll.active && store::rolls::is_used(&tx, hall.id(), hall.day(), &next).await?;
    let mut fields = Fields::default();
    fields.check(
        !used,
        "/next",
        "roll.number_used",
        &format!("号码 {next} 今天已经用过，请核对下一张号纸。"),
        &format!("Number {next} was given out today already. Please look at the next paper again."),
    );
    fields.into_result()?;
    if !store::rolls::save(&tx, hall.id(), &roll).await? {
        return Err(LobbyError::ChangedMeanwhile);
    }
    roll.version += 1;
    let entry = Entry::new("roll.set").on("branch", hall.id()).branch(hall.id());
    let detail = json!({ "next": next.as_str(), "active": roll.active, "reason": reason });
    app.audit.record(&tx, ctx, entry.detail(detail)).await?;
    Ok(Change::new(tx, roll))
}

/// Takes the next number: the one on the next paper for whoever stands at the kiosk or before staff of a branch that uses a
/// roll, otherwise the next one of the letter.
///
/// # Errors
/// The number on the paper was given out today; the database is away.
pub(crate) async fn next_number(
    tx: &WriteTx,
    hall: &Hall,
    channel: Channel,
    prefix: &str,
) -> Result<TicketNumber, LobbyError> {
    if channel != Channel::Phone
        && let Some(number) = store::rolls::take(tx, hall.id()).await?
    {
        // The day counts its papers as well, so that its first number is its first.
        store::visits::next_ordinal(tx, hall.id(), hall.day(), PAPERS).await?;
        if store::rolls::is_used(tx, hall.id(), hall.day(), &number).await? {
            return Err(LobbyError::RollNumberUsed);
        }
        return Ok(number);
    }
    let ordinal = store::visits::next_ordinal(tx, hall.id(), hall.day(), prefix).await?;
    Ok(TicketNumber::new(prefix, ordinal))
}
