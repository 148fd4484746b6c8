//! Signing in and out, and what a person may change about their own session.
//!
//! Passwords, codes and tokens are the business of [`access`]; this module adds what only this room knows, where people
//! work and what they are called, and writes the record.

pub(crate) mod factors;
pub(crate) mod profile;

use std::sync::Arc;

use access::{
    AccessError, Actor, Attempt, Ctx, Grants, Principal, Refusal, Session, SignedIn, Verdict,
    Workplace,
};
use app::App;
use audit::{Entry, Outcome};
use db::{Change, WriteTx};
use kernel::{BranchId, Locale, StaffId};
use uuid::Uuid;
use vault::Secret;
use web::Patch;

use crate::cache::entries;
use crate::error::OrganisationError;
use crate::model::branch::BranchKind;
use crate::permissions::SESSION_REVOKE;
use profile::Profile;

/// What a person changes about their session; `None` leaves it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct SessionChange {
    pub(crate) locale: Option<Locale>,
    /// The branch to work at from now on; null is head office.
    pub(crate) branch: Patch<BranchId>,
}

/// Signs a person in; the session exists when this returns.
///
/// The answer is not remembered for repetitions, because a session belongs to whoever holds its token.
pub(crate) async fn sign_in(
    ctx: &Ctx,
    app: &App,
    attempt: Attempt,
) -> Result<SignedIn, OrganisationError> {
    let place = async |staff| workplace(app, staff).await;
    let change = access::sign_in(&app.access, &app.db, &app.vault, ctx, attempt, place).await?;
    let Change { tx, value } = change;
    match value {
        Verdict::Passed(signed_in) => {
            let entry = Entry::new("session.created").on("staff", signed_in.staff).detail(
                serde_json::json!({
                    "session": signed_in.session.id,
                    "recovery_code": signed_in.used_recovery_code,
                }),
            );
            let ctx = as_staff(ctx, signed_in.staff, signed_in.session.id);
            app.audit.record(&tx, &ctx, entry).await?;
            tx.commit().await?;
            Ok(signed_in)
        }
        Verdict::Refused(refusal) => refuse(ctx, app, tx, "session.refused", refusal).await,
    }
}

/// Ends the caller's own session.
pub(crate) async fn sign_out(ctx: &Ctx, app: &App) -> Result<Change<()>, OrganisationError> {
    let Principal { staff, session, .. } = *ctx.principal()?;
    let tx = app.db.begin_write().await?;
    app.access.sessions.revoke(&tx, staff, session, ctx.now()).await?;
    let entry = Entry::new("session.ended").on("session", session);
    app.audit.record(&tx, ctx, entry).await?;
    Ok(Change::new(tx, ()))
}

/// Lists the sessions of the caller, or of somebody whose sessions the caller may end.
pub(crate) async fn list(
    ctx: &Ctx,
    app: &App,
    staff: Option<StaffId>,
) -> Result<Vec<Session>, OrganisationError> {
    let own = ctx.staff()?;
    let staff = staff.unwrap_or(own);
    if staff != own {
        require_over(ctx, app, staff).await?;
    }
    Ok(app.access.sessions.list(app.db.reader(), staff, ctx.now()).await?)
}

/// Ends a session of the caller, or of somebody whose sessions the caller may end.
pub(crate) async fn revoke(
    ctx: &Ctx,
    app: &App,
    id: Uuid,
) -> Result<Change<()>, OrganisationError> {
    let own = ctx.staff()?;
    let session = app.access.sessions.find(app.db.reader(), id, ctx.now()).await?;
    let session = session.ok_or(AccessError::SessionNotFound)?;
    let branch = if session.staff == own {
        None
    } else {
        // Who may not end it may not know that it exists either.
        Some(
            require_over(ctx, app, session.staff)
                .await
                .map_err(|_| AccessError::SessionNotFound)?,
        )
    };
    let tx = app.db.begin_write().await?;
    app.access.sessions.revoke(&tx, session.staff, id, ctx.now()).await?;
    let entry = Entry::new("session.revoked").on("session", id);
    let entry = entry.detail(serde_json::json!({ "staff": session.staff }));
    let entry = branch.into_iter().fold(entry, Entry::branch);
    app.audit.record(&tx, ctx, entry).await?;
    Ok(Change::new(tx, ()))
}

/// Changes the caller's language, or the branch they work at in this session.
pub(crate) async fn update(
    ctx: &Ctx,
    app: &App,
    change: SessionChange,
) -> Result<Change<Profile>, OrganisationError> {
    let principal = ctx.principal()?;
    let (staff, session) = (principal.staff, principal.session);
    let mut profile = profile::load(app, principal, ctx.now()).await?;
    match change.branch {
        Patch::Absent => {}
        Patch::Null => profile.move_to(None)?,
        Patch::Value(branch) => profile.move_to(Some(branch))?,
    }
    let branch = profile.principal.branch;
    let tx = app.db.begin_write().await?;
    if let Some(locale) = change.locale {
        access::account::set_locale(&tx, staff, locale).await?;
        profile.locale = Some(locale);
    }
    if !change.branch.is_absent() {
        app.access.sessions.set_branch(&tx, staff, session, branch).await?;
    }
    let detail = serde_json::json!({ "locale": change.locale, "branch": branch });
    let entry = Entry::new("session.updated").on("session", session).detail(detail);
    app.audit.record(&tx, ctx, entry).await?;
    Ok(Change::new(tx, profile))
}

/// Gives the caller another password and ends their other sessions.
pub(crate) async fn change_password(
    ctx: &Ctx,
    app: &App,
    current: &Secret<String>,
    new: &Secret<String>,
) -> Result<Change<()>, OrganisationError> {
    let change = access::change_password(&app.access, &app.db, ctx, current, new).await?;
    let Change { tx, value } = change;
    match value {
        Verdict::Passed(staff) => {
            let entry = Entry::new("account.password_changed").on("staff", staff);
            app.audit.record(&tx, ctx, entry).await?;
            Ok(Change::new(tx, ()))
        }
        Verdict::Refused(refusal) => {
            refuse(ctx, app, tx, "account.password_refused", refusal).await
        }
    }
}

/// Turns the caller's second factor off, for a code of it.
pub(crate) async fn turn_off_factor(
    ctx: &Ctx,
    app: &App,
    code: &Secret<String>,
) -> Result<Change<()>, OrganisationError> {
    let change = access::turn_off_factor(&app.access, &app.db, &app.vault, ctx, code).await?;
    let Change { tx, value } = change;
    match value {
        Verdict::Passed(staff) => {
            let entry = Entry::new("account.totp_turned_off").on("staff", staff);
            app.audit.record(&tx, ctx, entry).await?;
            Ok(Change::new(tx, ()))
        }
        Verdict::Refused(refusal) => refuse(ctx, app, tx, "account.totp_refused", refusal).await,
    }
}

/// Writes a refusal into the record together with the count of failures, then returns it.
async fn refuse<T>(
    ctx: &Ctx,
    app: &App,
    tx: WriteTx,
    action: &'static str,
    refusal: Refusal,
) -> Result<T, OrganisationError> {
    let entry = Entry::new(action).outcome(Outcome::Refused).reason(refusal.reason);
    let entry = entry.detail(serde_json::json!({ "locks": refusal.locks }));
    let entry = match refusal.staff {
        Some(staff) => entry.on("staff", staff),
        None => entry,
    };
    app.audit.record(&tx, ctx, entry).await?;
    tx.commit().await?;
    Err(refusal.error.into())
}

/// Finds where a person works.
async fn workplace(app: &App, staff: StaffId) -> Result<Workplace, AccessError> {
    let entries = entries(app).await?;
    let person = entries.staff(&app.db, staff).await?.filter(|person| person.active);
    let Some(person) = person else { return Ok(Workplace::Left) };
    let branches = entries.all_branches(&app.db).await?;
    let branch = branches.iter().find(|branch| branch.id == person.branch);
    Ok(match branch.filter(|branch| branch.kind != BranchKind::HeadOffice) {
        Some(branch) => Workplace::Branch(branch.id),
        None => Workplace::HeadOffice,
    })
}

/// Checks that the caller may end sessions of this person, and returns where the person works.
async fn require_over(ctx: &Ctx, app: &App, staff: StaffId) -> Result<BranchId, OrganisationError> {
    let scope = ctx.require(SESSION_REVOKE)?;
    let person = entries(app).await?.staff(&app.db, staff).await?;
    let branch = person.map(|person| person.branch).ok_or(access::Denied::OutOfScope)?;
    scope.require_branch(branch)?;
    Ok(branch)
}

/// Returns the same call made by the person who has just signed in, for the record.
fn as_staff(ctx: &Ctx, staff: StaffId, session: Uuid) -> Ctx {
    let (branch, roles, grants) = (None, Vec::new(), Grants::default());
    let principal = Principal { staff, session, branch, roles, grants };
    Ctx { actor: Actor::Staff(Arc::new(principal)), ..ctx.clone() }
}
