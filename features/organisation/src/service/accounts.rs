//! Accounts of staff, as those who manage staff see them.
//!
//! Nobody manages their own account here; what a person changes about it themselves is the business of `sign_in`.

use access::account::{self, NewAccount, Username};
use access::{AccessError, Account, Ctx};
use app::App;
use audit::Entry;
use db::{Change, WriteTx};
use kernel::{Fault, Locale, StaffId};
use sea_orm::ConnectionTrait;
use vault::Secret;
use web::Fields;

use super::begin;
use super::grants::check_not_wider;
use crate::error::{OrganisationError, Thing};
use crate::model::staff::Staff;
use crate::permissions::STAFF_MANAGE;
use crate::store;

/// Creates an account with a first password, which the person must change before anything else.
pub(crate) async fn create(
    ctx: &Ctx,
    app: &App,
    id: StaffId,
    username: &str,
    password: &Secret<String>,
) -> Result<Change<Account>, OrganisationError> {
    // Asked here too, so that the costly hash is made for nobody who may not.
    check_create(ctx, app, app.db.reader(), id).await?;
    let username = read_new(app, username, password)?;
    let hash = app.access.passwords.hash(&ctx.ids, password).await?;
    let tx = begin(app).await?;
    let staff = check_create(ctx, app, &tx, id).await?;
    let new = NewAccount { staff: id, username, password_hash: Some(hash), must_change: true };
    account::create(&tx, ctx, &new).await?;
    record(ctx, app, tx, &staff, "account.created").await
}

/// Gives a person another password, which they must change; their sessions end and a lock is lifted.
pub(crate) async fn reset_password(
    ctx: &Ctx,
    app: &App,
    id: StaffId,
    password: &Secret<String>,
) -> Result<Change<Account>, OrganisationError> {
    // Asked here too, so that the costly hash is made for nobody who may not.
    find_narrower(ctx, app, app.db.reader(), id).await?;
    let known = load(app.db.reader(), id).await?;
    let mut fields = Fields::default();
    check_password(app, &mut fields, &known.username, password);
    fields.into_result()?;
    let hash = app.access.passwords.hash(&ctx.ids, password).await?;
    let tx = begin(app).await?;
    let staff = find_narrower(ctx, app, &tx, id).await?;
    account::reset_password(&tx, ctx, &app.access.sessions, id, &hash).await?;
    record(ctx, app, tx, &staff, "account.password_reset").await
}

/// Lifts the lock after too many failures.
pub(crate) async fn unlock(
    ctx: &Ctx,
    app: &App,
    id: StaffId,
) -> Result<Change<Account>, OrganisationError> {
    let tx = begin(app).await?;
    let staff = find_narrower(ctx, app, &tx, id).await?;
    account::unlock(&tx, id).await?;
    record(ctx, app, tx, &staff, "account.unlocked").await
}

/// Shuts or opens an account; shutting it ends the person's sessions.
pub(crate) async fn set_disabled(
    ctx: &Ctx,
    app: &App,
    id: StaffId,
    disabled: bool,
) -> Result<Change<Account>, OrganisationError> {
    let tx = begin(app).await?;
    let staff = find_narrower(ctx, app, &tx, id).await?;
    if !disabled {
        check_active(&staff)?;
    }
    account::set_disabled(&tx, ctx, &app.access.sessions, id, disabled).await?;
    let action = if disabled { "account.disabled" } else { "account.enabled" };
    record(ctx, app, tx, &staff, action).await
}

/// Takes the second factor away, for a lost telephone.
pub(crate) async fn reset_totp(
    ctx: &Ctx,
    app: &App,
    id: StaffId,
) -> Result<Change<Account>, OrganisationError> {
    let tx = begin(app).await?;
    let staff = find_narrower(ctx, app, &tx, id).await?;
    account::reset_totp(&tx, id).await?;
    record(ctx, app, tx, &staff, "account.totp_reset").await
}

/// Returns the account as it is now: a lock that has run out is none.
pub(super) fn as_of(ctx: &Ctx, mut account: Account) -> Account {
    account.locked_until = account.locked_until.filter(|until| *until > ctx.now());
    account
}

async fn check_create(
    ctx: &Ctx,
    app: &App,
    db: &impl ConnectionTrait,
    id: StaffId,
) -> Result<Staff, OrganisationError> {
    let staff = find_narrower(ctx, app, db, id).await?;
    check_active(&staff)?;
    Ok(staff)
}

/// Finds somebody else at a branch where the caller manages staff, who may do nothing that the caller may not.
async fn find_narrower(
    ctx: &Ctx,
    app: &App,
    db: &impl ConnectionTrait,
    id: StaffId,
) -> Result<Staff, OrganisationError> {
    let scope = ctx.require(STAFF_MANAGE)?;
    if ctx.staff().is_ok_and(|caller| caller == id) {
        return Err(OrganisationError::OwnAccount);
    }
    let staff = store::staff::find(db, &scope, id).await?;
    let staff = staff.ok_or(OrganisationError::NotFound(Thing::Staff))?;
    check_not_wider(ctx, app, db, &scope, id).await?;
    Ok(staff)
}

async fn load(db: &impl ConnectionTrait, id: StaffId) -> Result<Account, OrganisationError> {
    Ok(account::find(db, id).await?.ok_or(AccessError::AccountNotFound)?)
}

/// Fails for who has left: they would not get in.
fn check_active(staff: &Staff) -> Result<(), OrganisationError> {
    if staff.active { Ok(()) } else { Err(OrganisationError::StaffLeft) }
}

/// Reads user name and password and tells what is wrong with both at once.
fn read_new(
    app: &App,
    username: &str,
    password: &Secret<String>,
) -> Result<Username, OrganisationError> {
    let mut fields = Fields::default();
    check_password(app, &mut fields, username, password);
    match Username::parse(username) {
        Ok(username) => {
            fields.into_result()?;
            Ok(username)
        }
        Err(flaw) => {
            let (zh, en) = (flaw.sentence(Locale::ZhCn), flaw.sentence(Locale::En));
            fields.add("/username", flaw.code(), zh, en);
            Err(fields.into())
        }
    }
}

fn check_password(app: &App, fields: &mut Fields, username: &str, password: &Secret<String>) {
    if let Err(flaw) = app.access.passwords.judge(username, password) {
        let (zh, en) = (flaw.sentence(Locale::ZhCn), flaw.sentence(Locale::En));
        fields.add("/password", flaw.code(), zh, en);
    }
}

/// Writes the record; the row says whose account it was and never what the password is.
async fn record(
    ctx: &Ctx,
    app: &App,
    tx: WriteTx,
    staff: &Staff,
    action: &'static str,
) -> Result<Change<Account>, OrganisationError> {
    let account = as_of(ctx, load(&tx, staff.id).await?);
    let entry = Entry::new(action).on("staff", staff.id).branch(staff.branch);
    app.audit.record(&tx, ctx, entry).await?;
    Ok(Change::new(tx, account))
}
