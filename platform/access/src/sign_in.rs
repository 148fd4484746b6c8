//! Signing in, and choosing another password.
//!
//! Both can fail and still leave something to write: the count of failures, and whatever the caller records about them.
//! They therefore return an open write with a verdict inside; commit it in either case.

use db::{Change, Db, WriteTx};
use kernel::{BranchId, StaffId};
use vault::{Field, SealedColumn, Secret, Vault};

use crate::account::{Account, Factor};
use crate::session::{Device, NewSession};
use crate::{Access, AccessError, Ctx, store, totp};

/// The column in which secrets of second factors are sealed.
pub(crate) const TOTP_SECRET: Field = Field::new("access_accounts.totp_secret");

/// Where this crate keeps sealed values.
pub const SEALED: &[SealedColumn] = &[SealedColumn::new(TOTP_SECRET).of("staff_id")];

/// What somebody enters to sign in.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// The user name, as typed.
    pub username: String,
    /// The password.
    pub password: Secret<String>,
    /// A code of the authenticator, or a recovery code.
    pub code: Option<Secret<String>>,
    /// Where they sign in from.
    pub device: Device,
}

/// How an attempt ended.
#[derive(Debug)]
pub enum Verdict<T> {
    /// It was right.
    Passed(T),
    /// It was not; what is written has to be committed all the same.
    Refused(Refusal),
}

/// An attempt that was not right.
#[derive(Debug)]
pub struct Refusal {
    /// Whose account it was; `None` when there is none of that name. For the record only.
    pub staff: Option<StaffId>,
    /// What happened, for the record only: `unknown`, `disabled`, `locked`, `password`, `code_needed`, `code`,
    /// `left`.
    pub reason: &'static str,
    /// Whether this very attempt locked the account.
    pub locks: bool,
    /// What the caller may be told.
    pub error: AccessError,
}

/// Where a person works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Workplace {
    /// At a branch.
    Branch(BranchId),
    /// At head office, for the whole bank.
    HeadOffice,
    /// Nowhere any more; who has left does not get in.
    Left,
}

/// Somebody who has just signed in.
#[derive(Debug)]
pub struct SignedIn {
    /// Who.
    pub staff: StaffId,
    /// Their session.
    pub session: NewSession,
    /// Whether one of their recovery codes is used up now.
    pub used_recovery_code: bool,
}

/// Checks user name, password and second factor, and begins a session.
///
/// An unknown name takes as long as a wrong password, and writes as much.
/// `workplace` finds where the person works, once it is known who they are.
///
/// # Errors
/// Too many others sign in, the database is away, a stored secret cannot be opened.
pub async fn sign_in<F>(
    access: &Access,
    db: &Db,
    vault: &Vault,
    ctx: &Ctx,
    attempt: Attempt,
    workplace: impl FnOnce(StaffId) -> F + Send,
) -> Result<Change<Verdict<SignedIn>>, AccessError>
where
    F: Future<Output = Result<Workplace, AccessError>> + Send,
{
    let folded = attempt.username.trim().to_lowercase();
    let known = store::accounts::find_by_username(db.reader(), &folded).await?;
    let stored = known.as_ref().and_then(|account| account.password_hash.as_deref());
    let checked = access.passwords.check(&ctx.ids, stored, &attempt.password).await?;
    let workplace = match &known {
        Some(account) if checked.right => workplace(account.staff).await?,
        _ => Workplace::Left,
    };
    let tx = db.begin_write().await?;
    let account = lock_unchanged(&tx, known).await?;
    let proof =
        prove(access, &tx, vault, ctx, account, checked.right, attempt.code.as_ref()).await?;
    let (account, used_recovery_code) = match proof {
        Verdict::Refused(refusal) => return Ok(Change::new(tx, Verdict::Refused(refusal))),
        Verdict::Passed(proof) => proof,
    };
    let staff = account.staff;
    let branch = match workplace {
        Workplace::Branch(branch) => Some(branch),
        Workplace::HeadOffice => None,
        Workplace::Left => {
            let refusal = refusal(&account, "left", AccessError::Refused);
            return Ok(Change::new(tx, Verdict::Refused(refusal)));
        }
    };
    store::accounts::set_failures(&tx, staff, 0, None).await?;
    if let Some(renewed) = &checked.renewed {
        store::accounts::renew_hash(&tx, staff, renewed).await?;
    }
    let session = access.sessions.create(&tx, ctx, staff, branch, &attempt.device).await?;
    Ok(Change::new(tx, Verdict::Passed(SignedIn { staff, session, used_recovery_code })))
}

/// Gives the signed-in person another password and ends their other sessions.
///
/// A wrong present password counts like a failed sign-in, so that a stolen session cannot be used to guess it.
///
/// # Errors
/// Nobody is signed in, the new password is not good enough, the database is away.
pub async fn change_password(
    access: &Access,
    db: &Db,
    ctx: &Ctx,
    current: &Secret<String>,
    new: &Secret<String>,
) -> Result<Change<Verdict<StaffId>>, AccessError> {
    let (staff, session) = ctx.principal().map(|principal| (principal.staff, principal.session))?;
    let known = store::accounts::find(db.reader(), staff).await?;
    let known = known.ok_or(AccessError::AccountNotFound)?;
    let stored = known.password_hash.as_deref();
    let checked = access.passwords.check(&ctx.ids, stored, current).await?;
    if checked.right {
        access.passwords.judge(&known.username, new)?;
    }
    let hash = access.passwords.hash(&ctx.ids, new).await?;
    let tx = db.begin_write().await?;
    let account = lock_unchanged(&tx, Some(known)).await?;
    let account = match admit(access, &tx, ctx, account, checked.right).await? {
        Verdict::Passed(account) => account,
        Verdict::Refused(refusal) => {
            let refusal = Refusal { error: AccessError::PasswordWrong, ..refusal };
            return Ok(Change::new(tx, Verdict::Refused(refusal)));
        }
    };
    store::accounts::set_password(&tx, account.staff, &hash, false, ctx.now()).await?;
    access.sessions.revoke_others(&tx, staff, Some(session), ctx.now()).await?;
    Ok(Change::new(tx, Verdict::Passed(staff)))
}

/// Turns the second factor of the signed-in person off, for a code of it; its recovery codes are void.
///
/// A wrong code counts like a failed sign-in, so that a stolen session can neither guess one nor do without.
///
/// # Errors
/// Nobody is signed in, the database is away, the stored secret cannot be opened.
pub async fn turn_off_factor(
    access: &Access,
    db: &Db,
    vault: &Vault,
    ctx: &Ctx,
    code: &Secret<String>,
) -> Result<Change<Verdict<StaffId>>, AccessError> {
    let tx = db.begin_write().await?;
    let account = store::accounts::lock(&tx, ctx.staff()?).await?;
    match prove(access, &tx, vault, ctx, account, true, Some(code)).await? {
        Verdict::Passed((account, _)) => {
            store::accounts::set_factor(&tx, account.staff, &Factor::None).await?;
            store::recovery_codes::delete(&tx, account.staff).await?;
            Ok(Change::new(tx, Verdict::Passed(account.staff)))
        }
        Verdict::Refused(refusal) => {
            let refusal = Refusal { error: AccessError::CodeWrong, ..refusal };
            Ok(Change::new(tx, Verdict::Refused(refusal)))
        }
    }
}

/// Locks the account for this write; one whose password was changed since it was checked counts as unknown.
async fn lock_unchanged(
    tx: &WriteTx,
    known: Option<Account>,
) -> Result<Option<Account>, AccessError> {
    let Some(known) = known else { return Ok(None) };
    let account = store::accounts::lock(tx, known.staff).await?;
    Ok(account.filter(|account| account.password_hash == known.password_hash))
}

/// Decides on password and second factor together.
async fn prove(
    access: &Access,
    tx: &WriteTx,
    vault: &Vault,
    ctx: &Ctx,
    account: Option<Account>,
    password_right: bool,
    code: Option<&Secret<String>>,
) -> Result<Verdict<(Account, bool)>, AccessError> {
    let account = match admit(access, tx, ctx, account, password_right).await? {
        Verdict::Passed(account) => account,
        Verdict::Refused(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let code = code.map(|code| code.expose().trim()).filter(|code| !code.is_empty());
    match (&account.factor, code) {
        (Factor::None | Factor::Begun { .. }, _) => Ok(Verdict::Passed((account, false))),
        (Factor::InForce { .. }, None) => {
            Ok(Verdict::Refused(refusal(&account, "code_needed", AccessError::TotpNeeded)))
        }
        (Factor::InForce { sealed, last_step }, Some(code)) => {
            let taken = take_code(tx, vault, ctx, account.staff, sealed, *last_step, code).await?;
            match taken {
                Some(was_recovery) => Ok(Verdict::Passed((account, was_recovery))),
                None => fail(access, tx, ctx, &account, "code", AccessError::TotpRefused).await,
            }
        }
    }
}

/// Decides on the password and the state of the account; a wrong password is counted.
async fn admit(
    access: &Access,
    tx: &WriteTx,
    ctx: &Ctx,
    account: Option<Account>,
    password_right: bool,
) -> Result<Verdict<Account>, AccessError> {
    let Some(account) = account else {
        let error = AccessError::Refused;
        let refusal = Refusal { staff: None, reason: "unknown", locks: false, error };
        return Ok(Verdict::Refused(refusal));
    };
    if account.disabled {
        return Ok(Verdict::Refused(refusal(&account, "disabled", AccessError::Refused)));
    }
    if account.is_locked(ctx.now()) {
        return Ok(Verdict::Refused(refusal(&account, "locked", AccessError::Refused)));
    }
    if !password_right {
        return fail(access, tx, ctx, &account, "password", AccessError::Refused).await;
    }
    Ok(Verdict::Passed(account))
}

/// Uses up a code; says whether it was a recovery code, `None` when it is no good.
async fn take_code(
    tx: &WriteTx,
    vault: &Vault,
    ctx: &Ctx,
    staff: StaffId,
    sealed: &[u8],
    last_step: Option<i64>,
    code: &str,
) -> Result<Option<bool>, AccessError> {
    if !totp::is_totp_code(code) {
        let hash = totp::recovery_hash(staff, code);
        let taken = store::recovery_codes::take(tx, staff, hash, ctx.now()).await?;
        return Ok(taken.then_some(true));
    }
    let secret = vault.open(TOTP_SECRET, staff.uuid(), sealed)?;
    let Some(step) = totp::find_step(&secret, code, last_step, ctx.now())? else {
        return Ok(None);
    };
    let factor = Factor::InForce { sealed: sealed.to_vec(), last_step: Some(step) };
    store::accounts::set_factor(tx, staff, &factor).await?;
    Ok(Some(false))
}

/// Counts a failure and perhaps locks the account.
async fn fail<T>(
    access: &Access,
    tx: &WriteTx,
    ctx: &Ctx,
    account: &Account,
    reason: &'static str,
    error: AccessError,
) -> Result<Verdict<T>, AccessError> {
    let failures = account.failures.saturating_add(1);
    let locked_until = access.config.lockout.locked_until(failures, ctx.now());
    store::accounts::set_failures(tx, account.staff, failures, locked_until).await?;
    let locks = locked_until.is_some();
    Ok(Verdict::Refused(Refusal { locks, ..refusal(account, reason, error) }))
}

fn refusal(account: &Account, reason: &'static str, error: AccessError) -> Refusal {
    Refusal { staff: Some(account.staff), reason, locks: false, error }
}
