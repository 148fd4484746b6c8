//! Setting up and confirming a second factor; [`crate::turn_off_factor`] turns it off.

use db::WriteTx;
use kernel::StaffId;
use sea_orm::ConnectionTrait;
use vault::{Secret, Vault};

use crate::account::{Account, Factor};
use crate::sign_in::TOTP_SECRET;
use crate::totp::{self, Enrolment};
use crate::{AccessError, Ctx, store};

/// Draws a secret for the signed-in person and returns what their telephone needs; it is shown this once.
///
/// Nothing changes at sign-in until [`confirm`]; beginning again replaces the secret.
///
/// # Errors
/// Nobody is signed in, or a second factor is already in force.
pub async fn begin(
    tx: &WriteTx,
    ctx: &Ctx,
    vault: &Vault,
    issuer: &str,
) -> Result<Enrolment, AccessError> {
    let account = lock(tx, ctx).await?;
    if account.totp_enabled() {
        return Err(AccessError::TotpInForce);
    }
    let secret = totp::new_secret(&ctx.ids);
    let sealed = vault.seal(TOTP_SECRET, account.staff.uuid(), secret.expose())?.into_bytes();
    store::accounts::set_factor(tx, account.staff, &Factor::Begun { sealed }).await?;
    totp::enrolment(&secret, issuer, &account.username)
}

/// Puts the second factor in force, now that a code shows that the telephone holds the secret.
///
/// Returns recovery codes, shown this once; each works one time in place of a code.
///
/// # Errors
/// Nobody is signed in, nothing was begun, or the code is wrong.
pub async fn confirm(
    tx: &WriteTx,
    ctx: &Ctx,
    vault: &Vault,
    code: &str,
) -> Result<Vec<Secret<String>>, AccessError> {
    let account = lock(tx, ctx).await?;
    let sealed = match account.factor {
        Factor::Begun { sealed } => sealed,
        Factor::None => return Err(AccessError::TotpNotBegun),
        Factor::InForce { .. } => return Err(AccessError::TotpInForce),
    };
    let staff = account.staff;
    let secret = vault.open(TOTP_SECRET, staff.uuid(), &sealed)?;
    let step = totp::find_step(&secret, code, None, ctx.now())?.ok_or(AccessError::CodeWrong)?;
    let factor = Factor::InForce { sealed, last_step: Some(step) };
    store::accounts::set_factor(tx, staff, &factor).await?;
    let codes = totp::new_recovery_codes(&ctx.ids);
    let hashes: Vec<[u8; 32]> =
        codes.iter().map(|code| totp::recovery_hash(staff, code.expose())).collect();
    store::recovery_codes::delete(tx, staff).await?;
    store::recovery_codes::insert(tx, staff, hashes).await?;
    Ok(codes)
}

/// Counts the recovery codes a person has left.
///
/// # Errors
/// The database is away.
pub async fn recovery_codes_left(
    db: &impl ConnectionTrait,
    staff: StaffId,
) -> Result<u64, AccessError> {
    Ok(store::recovery_codes::count_left(db, staff).await?)
}

async fn lock(tx: &WriteTx, ctx: &Ctx) -> Result<Account, AccessError> {
    let account = store::accounts::lock(tx, ctx.staff()?).await?;
    account.ok_or(AccessError::AccountNotFound)
}
