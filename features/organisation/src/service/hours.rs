//! Opening hours of a branch.

use access::Ctx;
use app::App;
use audit::Entry;
use db::{Change, WriteTx};
use deadlines::{HoursError, OpeningHours, OpeningRules};
use kernel::BranchId;
use serde_json::json;
use web::Fields;

use super::{announce, begin, check_version};
use crate::error::{OrganisationError, Thing};
use crate::model::branch::Branch;
use crate::model::hours::BranchDay;
use crate::permissions::BRANCH_MANAGE;
use crate::store;

/// Shows the hours of a branch.
pub(crate) async fn show(
    ctx: &Ctx,
    app: &App,
    id: BranchId,
) -> Result<(Branch, OpeningHours), OrganisationError> {
    let branch = super::branches::show(ctx, app, id).await?;
    let hours = store::hours::load(app.db.reader(), id).await?;
    Ok((branch, hours))
}

/// Replaces the hours of a branch that is still at the version the caller has seen.
pub(crate) async fn replace(
    ctx: &Ctx,
    app: &App,
    id: BranchId,
    version: i32,
    rules: OpeningRules,
) -> Result<Change<(Branch, OpeningHours)>, OrganisationError> {
    let scope = ctx.require(BRANCH_MANAGE)?;
    let hours = OpeningHours::new(rules).map_err(|error| refused(&error))?;
    let tx = begin(app).await?;
    let found = store::branch::find(&tx, &scope, id).await?;
    let mut branch = found.ok_or(OrganisationError::NotFound(Thing::Branch))?;
    check_version(Thing::Branch, version, branch.version)?;
    branch.version += 1;
    store::branch::update(&tx, &branch, ctx.now()).await?;
    set(ctx, app, &tx, id, &hours).await?;
    Ok(Change::new(tx, (branch, hours)))
}

/// Looks at today with hours that are not committed yet, as an answer shows them.
pub(crate) async fn today(
    ctx: &Ctx,
    app: &App,
    (branch, hours): &(Branch, OpeningHours),
) -> Result<BranchDay, OrganisationError> {
    let calendar = crate::api::work_calendar(app, &branch.jurisdiction).await?;
    let zone = crate::cache::zone_of(branch)?;
    Ok(BranchDay::at(&calendar, hours, &zone, ctx.now()))
}

/// Replaces the hours of a branch within a write.
pub(crate) async fn set(
    ctx: &Ctx,
    app: &App,
    tx: &WriteTx,
    branch: BranchId,
    hours: &OpeningHours,
) -> Result<(), OrganisationError> {
    store::hours::replace(tx, branch, hours, || ctx.id()).await?;
    let entry = Entry::new("branch.hours_set").on("branch", branch).branch(branch);
    announce(app, tx, ctx, entry.detail(json!({ "exceptions": hours.rules().exceptions.len() })))
        .await
}

fn refused(error: &HoursError) -> Fields {
    let zh = match error {
        HoursError::NotATime { text } => format!("“{text}”不是 00:00 至 24:00 之间的时间。"),
        HoursError::Empty { from } => format!("{from} 开始的时段没有长度。"),
        HoursError::OverMidnight { from, to } => {
            format!("{from} 至 {to} 跨越零点，请分成两段填写。")
        }
        HoursError::Overlap { from } => format!("{from} 开始的时段与前一时段重叠，请按先后填写。"),
        HoursError::ExceptedTwice { date } => format!("{date} 的特殊安排重复。"),
    };
    let mut fields = Fields::default();
    fields.add("/hours", "branch.bad_hours", zh, format!("{error}."));
    fields
}
