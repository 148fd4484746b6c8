//! Which account a visitor of the demo gets.

use std::sync::Arc;

use access::{Ctx, RolePack};
use app::App;
use kernel::{BranchId, Timestamp};
use organisation::api::{self, Staff};

use super::Loaded;
use super::error::DemoError;

/// The account a visitor gets, and the branch to work at.
#[derive(Clone, Debug)]
pub struct Choice {
    /// Who the visitor is from now on.
    pub staff: Arc<Staff>,
    /// Where; `None` at head office.
    pub branch: Option<BranchId>,
}

/// Roles that people have at the head office and over the whole bank.
pub const OFFICE_ROLES: [&str; 3] = ["head_office", "compliance", "administrator"];

/// Chooses the account: the one of that ordinal, from 1, or who has a counter and was away for the longest time.
///
/// # Errors
/// There is no such role or branch, or fewer people have it; the database is away.
pub async fn choose(
    ctx: &Ctx,
    app: &App,
    loaded: &Loaded,
    role: &str,
    branch: Option<BranchId>,
    ordinal: Option<usize>,
) -> Result<Choice, DemoError> {
    let roles = app.data.pack::<RolePack>("access")?;
    let role = roles.find(role).ok_or(DemoError::UnknownRole)?;
    let at_office = OFFICE_ROLES.contains(&role.code.as_str());
    let place = if at_office { loaded.head_office } else { place(loaded, branch)? };
    let people = people(app, place, &role.code).await?;
    let too_few = DemoError::TooFew(people.len());
    let staff = match ordinal {
        Some(ordinal) => ordinal.checked_sub(1).and_then(|index| people.into_iter().nth(index)),
        None => longest_away(ctx, app, people).await?,
    };
    Ok(Choice { staff: staff.ok_or(too_few)?, branch: (!at_office).then_some(place) })
}

fn place(loaded: &Loaded, branch: Option<BranchId>) -> Result<BranchId, DemoError> {
    let wanted = |id: &BranchId| branch.is_none_or(|branch| branch == *id);
    loaded.branches.iter().map(|branch| branch.id).find(wanted).ok_or(DemoError::UnknownBranch)
}

/// Lists who has the role at a place, by number.
async fn people(app: &App, place: BranchId, role: &str) -> Result<Vec<Arc<Staff>>, DemoError> {
    let mut staff = api::staff_of(app, place).await?;
    let ids: Vec<_> = staff.iter().map(|person| person.id).collect();
    let given = access::role::list(app.db.reader(), &ids).await?;
    staff.retain(|person| given.iter().any(|grant| grant.staff == person.id && grant.role == role));
    Ok(staff)
}

/// Whether somebody has no counter, and when they were seen last; the smaller comes first.
type Rank = (bool, Option<Timestamp>);

async fn longest_away(
    ctx: &Ctx,
    app: &App,
    people: Vec<Arc<Staff>>,
) -> Result<Option<Arc<Staff>>, DemoError> {
    let mut best: Option<(Rank, Arc<Staff>)> = None;
    for person in people {
        let shift = api::find_shift(app, person.id, ctx.now()).await?;
        let seated = shift.is_some_and(|shift| shift.counter.is_some());
        let sessions = app.access.sessions.list(app.db.reader(), person.id, ctx.now()).await?;
        let seen = sessions.iter().map(|session| session.last_seen_at).max();
        // Who has a counter comes first; `None`, not signed in at all, sorts before every instant.
        let rank = (!seated, seen);
        if best.as_ref().is_none_or(|(lowest, _)| rank < *lowest) {
            best = Some((rank, person));
        }
    }
    Ok(best.map(|(_, person)| person))
}
