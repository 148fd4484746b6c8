//! The opening checklists of the demo bank: finished at every start, and soon after midnight, so that numbers can be taken.

use std::time::Duration;

use access::Ctx;
use anyhow::Result;
use app::App;
use jobs::{JobError, Registry};
use kernel::StaffId;
use organisation::api::{self, Branch};

use super::plan::BRANCHES;

/// How often a new day is looked for.
const LOOK_EVERY: Duration = Duration::from_mins(1);

/// Finishes the opening list of every branch as far as people have left it open.
///
/// # Errors
/// The database is away.
pub async fn open(app: &App, ctx: &Ctx) -> Result<()> {
    for branch in api::branches(app).await? {
        if let Some(people) = people(app, &branch).await? {
            lobby::api::complete_opening(app, ctx, branch.id, people).await?;
        }
    }
    Ok(())
}

/// Returns what runs by itself in a demo: lists that nobody has begun today are finished; those that somebody tries out
/// are left alone.
pub fn registry() -> Registry<App> {
    Registry::new().every("demo.open_branches", LOOK_EVERY, |app: App, ctx: Ctx| async move {
        open_untouched(&app, &ctx).await.map_err(JobError::retry)
    })
}

async fn open_untouched(app: &App, ctx: &Ctx) -> Result<(), lobby::api::LobbyError> {
    if super::find(app).await?.is_none() {
        return Ok(());
    }
    for branch in api::branches(app).await? {
        let Some(people) = people(app, &branch).await? else { continue };
        if !lobby::api::has_begun_opening(app, ctx, branch.id).await? {
            lobby::api::complete_opening(app, ctx, branch.id, people).await?;
        }
    }
    Ok(())
}

/// Returns the two who open a branch of the plan: the lobby manager and the first teller; `None` for every other branch.
async fn people(
    app: &App,
    branch: &Branch,
) -> Result<Option<(StaffId, StaffId)>, organisation::api::OrganisationError> {
    let Some(plan) = BRANCHES.iter().find(|plan| plan.code == branch.code) else {
        return Ok(None);
    };
    let staff = api::staff_of(app, branch.id).await?;
    let with_role = |role: &str| {
        let names = plan.staff.iter().filter(move |plan| plan.3 == role).map(|plan| plan.0);
        let mut here = names.filter_map(|name| staff.iter().find(|person| person.name == name));
        here.next().map(|person| person.id)
    };
    Ok(with_role("lobby_manager").zip(with_role("teller")))
}
