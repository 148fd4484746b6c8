//! Who is signed in, with everything their screen needs to begin.

use std::sync::Arc;

use access::{AccessError, Account, Denied, Principal, Scope, Session};
use app::App;
use kernel::{BranchId, CounterId, Locale, Timestamp};

use crate::cache::entries;
use crate::error::OrganisationError;
use crate::model::branch::{Branch, BranchKind};
use crate::model::staff::Staff;
use crate::permissions::BRANCH_READ;
use crate::store;

/// A signed-in person.
#[derive(Clone, Debug)]
pub(crate) struct Profile {
    pub(crate) principal: Principal,
    /// `None` for an account without an entry in the list of staff.
    pub(crate) staff: Option<Arc<Staff>>,
    pub(crate) account: Account,
    pub(crate) session: Session,
    /// The branch they work at now; `None` at head office.
    pub(crate) branch: Option<Arc<Branch>>,
    /// The branches they may choose from, by code; without the head office.
    pub(crate) branches: Vec<Arc<Branch>>,
    /// The counter of their shift, when it names one.
    pub(crate) counter: Option<CounterId>,
    pub(crate) locale: Option<Locale>,
    /// The head office, whose name is the bank's.
    pub(crate) bank: Option<Arc<Branch>>,
    pub(crate) demo: bool,
}

impl Profile {
    /// Moves the person to another branch, or to head office.
    ///
    /// # Errors
    /// The branch is not one they may choose, or head office is asked for by somebody who does not see all branches.
    pub(crate) fn move_to(&mut self, branch: Option<BranchId>) -> Result<(), Denied> {
        self.branch = match branch {
            None if self.principal.scope(BRANCH_READ)? == Scope::All => None,
            None => return Err(Denied::OutOfScope),
            Some(id) => {
                let chosen = self.branches.iter().find(|branch| branch.id == id);
                Some(chosen.cloned().ok_or(Denied::OutOfScope)?)
            }
        };
        self.principal.branch = branch;
        Ok(())
    }
}

/// Loads everything about a signed-in person.
pub(crate) async fn load(
    app: &App,
    principal: &Principal,
    now: Timestamp,
) -> Result<Profile, OrganisationError> {
    let reader = app.db.reader();
    let session = app.access.sessions.find(reader, principal.session, now).await?;
    let session = session.ok_or(Denied::SignedOut)?;
    let account = access::account::find(reader, principal.staff).await?;
    let account = account.ok_or(AccessError::AccountNotFound)?;
    let shift = store::shift::find_at(reader, principal.staff, now).await?;
    let entries = entries(app).await?;
    let staff = entries.staff(&app.db, principal.staff).await?;
    let all = entries.all_branches(&app.db).await?;
    Ok(Profile {
        staff,
        locale: account.locale,
        account,
        session,
        branch: all.iter().find(|branch| Some(branch.id) == principal.branch).cloned(),
        branches: all.iter().filter(|branch| may_choose(principal, branch)).cloned().collect(),
        counter: shift.and_then(|shift| shift.counter),
        bank: all.iter().find(|branch| branch.kind == BranchKind::HeadOffice).cloned(),
        demo: app.config.demo,
        principal: principal.clone(),
    })
}

fn may_choose(principal: &Principal, branch: &Branch) -> bool {
    branch.active && branch.kind != BranchKind::HeadOffice && reaches(principal, branch.id)
}

fn reaches(principal: &Principal, branch: BranchId) -> bool {
    principal.scope(BRANCH_READ).as_ref().is_ok_and(|scope: &Scope| scope.allows_branch(branch))
}
