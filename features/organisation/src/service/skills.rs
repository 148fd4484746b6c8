//! Skills that services ask for.

use access::Ctx;
use app::App;
use audit::Entry;
use db::{Change, WriteTx};
use serde_json::json;
use web::Fields;

use super::{announce, begin, require_everywhere};
use crate::error::{OrganisationError, Thing};
use crate::model::catalogue::{Skill, SkillId};
use crate::permissions::{BRANCH_READ, SERVICE_MANAGE};
use crate::store;

/// Lists all skills.
pub(crate) async fn list(ctx: &Ctx, app: &App) -> Result<Vec<Skill>, OrganisationError> {
    ctx.require(BRANCH_READ)?;
    Ok(store::catalogue::skills(app.db.reader()).await?)
}

/// Creates a skill.
pub(crate) async fn create(
    ctx: &Ctx,
    app: &App,
    skill: Skill,
) -> Result<Change<Skill>, OrganisationError> {
    require_everywhere(ctx, SERVICE_MANAGE)?;
    let tx = begin(app).await?;
    add(ctx, app, &tx, &skill).await?;
    Ok(Change::new(tx, skill))
}

/// Adds a skill within a write.
pub(crate) async fn add(
    ctx: &Ctx,
    app: &App,
    tx: &WriteTx,
    skill: &Skill,
) -> Result<(), OrganisationError> {
    check(skill)?;
    store::catalogue::insert_skill(tx, skill).await?;
    let entry = Entry::new("skill.created").on("skill", skill.id);
    announce(app, tx, ctx, entry.detail(json!({ "code": skill.code }))).await
}

/// Changes the names of a skill; its code stays, because services and staff refer to it.
pub(crate) async fn rename(
    ctx: &Ctx,
    app: &App,
    id: SkillId,
    change: impl FnOnce(&mut Skill),
) -> Result<Change<Skill>, OrganisationError> {
    require_everywhere(ctx, SERVICE_MANAGE)?;
    let tx = begin(app).await?;
    let found = store::catalogue::find_skill(&tx, id).await?;
    let mut skill = found.ok_or(OrganisationError::NotFound(Thing::Skill))?;
    change(&mut skill);
    check(&skill)?;
    store::catalogue::update_skill(&tx, &skill).await?;
    announce(app, &tx, ctx, Entry::new("skill.updated").on("skill", id)).await?;
    Ok(Change::new(tx, skill))
}

fn check(skill: &Skill) -> Result<(), OrganisationError> {
    let mut fields = Fields::default();
    skill.check(&mut fields);
    Ok(fields.into_result()?)
}
