//! Accounts: how one person signs in, and when the door stays shut.

use db::{Inconsistency, WriteTx};
use kernel::{Locale, StaffId, Timestamp};
use sea_orm::ConnectionTrait;

use crate::config::LockoutConfig;
use crate::entity::account::Model;
use crate::session::Sessions;
use crate::{AccessError, Ctx, store};

/// A user name: 2 to 64 characters without spaces, compared without case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Username(String);

impl Username {
    /// Reads a user name.
    ///
    /// # Errors
    /// It is too short, too long, or holds a space or a control character.
    pub fn parse(text: &str) -> Result<Self, AccessError> {
        let text = text.trim();
        let length = text.chars().count();
        let usable = (2..=64).contains(&length)
            && !text.chars().any(|character| character.is_whitespace() || character.is_control());
        if usable { Ok(Self(text.to_owned())) } else { Err(AccessError::UsernameUnusable) }
    }

    /// Returns the name as the person writes it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the name as it is compared.
    pub fn folded(&self) -> String {
        self.0.to_lowercase()
    }
}

/// An account to be created.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// Whose it is.
    pub staff: StaffId,
    /// The name to sign in with.
    pub username: Username,
    /// From [`crate::Passwords::hash`]; `None` for accounts nobody signs in to with a password.
    pub password_hash: Option<String>,
    /// Whether the person must choose a password of their own before anything else.
    pub must_change: bool,
}

/// How one person signs in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Whose it is.
    pub staff: StaffId,
    /// As the person writes it.
    pub username: String,
    /// Whether a new password is due before anything else; the session then has no permissions.
    pub must_change: bool,
    /// Whether an administrator shut the account.
    pub disabled: bool,
    /// Until when nobody gets in, after too many failures.
    pub locked_until: Option<Timestamp>,
    /// Since when the password is the present one.
    pub password_changed_at: Timestamp,
    /// The language the person chose.
    pub locale: Option<Locale>,
    pub(crate) password_hash: Option<String>,
    pub(crate) failures: u32,
    pub(crate) factor: Factor,
}

/// The state of the second factor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Factor {
    /// There is none.
    None,
    /// A secret was shown and waits for its first code.
    Begun { sealed: Vec<u8> },
    /// A code is needed at sign-in.
    InForce { sealed: Vec<u8>, last_step: Option<i64> },
}

impl Account {
    /// Returns whether a second factor is in force.
    pub const fn totp_enabled(&self) -> bool {
        matches!(self.factor, Factor::InForce { .. })
    }

    /// Returns whether the account is locked at this instant.
    pub fn is_locked(&self, now: Timestamp) -> bool {
        self.locked_until.is_some_and(|until| until > now)
    }
}

impl TryFrom<Model> for Account {
    type Error = Inconsistency;

    fn try_from(row: Model) -> Result<Self, Inconsistency> {
        let wrong = |column| Inconsistency::new("access_accounts", column, row.staff_id);
        let factor = match (row.totp_secret, row.totp_confirmed) {
            (None, false) => Factor::None,
            (Some(sealed), false) => Factor::Begun { sealed },
            (Some(sealed), true) => Factor::InForce { sealed, last_step: row.totp_last_step },
            (None, true) => return Err(wrong("totp_secret")),
        };
        Ok(Self {
            staff: StaffId::from_uuid(row.staff_id),
            username: row.username,
            must_change: row.must_change,
            disabled: row.disabled,
            locked_until: row.locked_until.map(Timestamp::from_micros),
            password_changed_at: Timestamp::from_micros(row.password_changed_at),
            locale: row.locale.as_deref().and_then(Locale::from_tag),
            password_hash: row.password_hash,
            failures: u32::try_from(row.failed_count).map_err(|_| wrong("failed_count"))?,
            factor,
        })
    }
}

impl LockoutConfig {
    /// Returns until when the account is locked by this many failures in a row.
    ///
    /// Every `after` failures lock it, each time for twice as long; between locks a mistake costs nothing.
    pub(crate) fn locked_until(&self, failures: u32, now: Timestamp) -> Option<Timestamp> {
        let after = self.after.max(1);
        if failures == 0 || !failures.is_multiple_of(after) {
            return None;
        }
        let doublings = (failures / after - 1).min(31);
        let seconds = (u64::from(self.first_s) << doublings).min(u64::from(self.longest_s));
        Some(now + std::time::Duration::from_secs(seconds))
    }
}

/// Creates an account.
///
/// # Errors
/// The user name is taken, or the person already has an account.
pub async fn create(tx: &WriteTx, ctx: &Ctx, account: &NewAccount) -> Result<(), AccessError> {
    let folded = account.username.folded();
    if store::accounts::find(tx, account.staff).await?.is_some() {
        return Err(AccessError::AccountExists);
    }
    if store::accounts::find_by_username(tx, &folded).await?.is_some() {
        return Err(AccessError::UsernameTaken);
    }
    match store::accounts::insert(tx, account, ctx.now()).await {
        Err(error) if error.is_unique_violation() => Err(AccessError::UsernameTaken),
        outcome => Ok(outcome?),
    }
}

/// Finds a person's account.
///
/// # Errors
/// The database is away.
pub async fn find(
    db: &impl ConnectionTrait,
    staff: StaffId,
) -> Result<Option<Account>, AccessError> {
    Ok(store::accounts::find(db, staff).await?)
}

/// Finds the accounts of several people, in no order; who has none is left out.
///
/// # Errors
/// The database is away.
pub async fn find_all(
    db: &impl ConnectionTrait,
    staff: &[StaffId],
) -> Result<Vec<Account>, AccessError> {
    Ok(store::accounts::find_all(db, staff).await?)
}

/// Gives a person another user name.
///
/// # Errors
/// The name is taken, or there is no account.
pub async fn rename(tx: &WriteTx, staff: StaffId, username: &Username) -> Result<(), AccessError> {
    let holder = store::accounts::find_by_username(tx, &username.folded()).await?;
    if holder.is_some_and(|holder| holder.staff != staff) {
        return Err(AccessError::UsernameTaken);
    }
    found(store::accounts::rename(tx, staff, username).await?)
}

/// Gives a person a password chosen by an administrator, lifts a lock and ends all their sessions.
///
/// The person must choose another one at the next sign-in.
///
/// # Errors
/// There is no account.
pub async fn reset_password(
    tx: &WriteTx,
    ctx: &Ctx,
    sessions: &Sessions,
    staff: StaffId,
    password_hash: &str,
) -> Result<(), AccessError> {
    found(store::accounts::set_password(tx, staff, password_hash, true, ctx.now()).await?)?;
    sessions.revoke_others(tx, staff, None, ctx.now()).await?;
    Ok(())
}

/// Takes a person's second factor away, for a lost telephone; their sessions go on.
///
/// # Errors
/// There is no account.
pub async fn reset_totp(tx: &WriteTx, staff: StaffId) -> Result<(), AccessError> {
    found(store::accounts::set_factor(tx, staff, &Factor::None).await?)?;
    store::recovery_codes::delete(tx, staff).await?;
    Ok(())
}

/// Lifts a lock.
///
/// # Errors
/// There is no account.
pub async fn unlock(tx: &WriteTx, staff: StaffId) -> Result<(), AccessError> {
    found(store::accounts::set_failures(tx, staff, 0, None).await?)
}

/// Shuts or opens an account; shutting it ends all sessions.
///
/// # Errors
/// There is no account.
pub async fn set_disabled(
    tx: &WriteTx,
    ctx: &Ctx,
    sessions: &Sessions,
    staff: StaffId,
    disabled: bool,
) -> Result<(), AccessError> {
    found(store::accounts::set_disabled(tx, staff, disabled).await?)?;
    if disabled {
        sessions.revoke_others(tx, staff, None, ctx.now()).await?;
    }
    Ok(())
}

/// Remembers the language a person chose.
///
/// # Errors
/// There is no account.
pub async fn set_locale(tx: &WriteTx, staff: StaffId, locale: Locale) -> Result<(), AccessError> {
    found(store::accounts::set_locale(tx, staff, locale).await?)
}

/// Turns "no row was changed" into its error.
fn found(changed: bool) -> Result<(), AccessError> {
    if changed { Ok(()) } else { Err(AccessError::AccountNotFound) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn usernames_are_read_strictly_and_compared_loosely() {
        let name = Username::parse("  Wang.Fang ").unwrap();
        assert_eq!((name.as_str(), name.folded().as_str()), ("Wang.Fang", "wang.fang"));
        assert!(Username::parse("王芳").is_ok());
        for text in ["", "a", "wang fang", "wang\tfang", "wang\u{7}", &"x".repeat(65)] {
            assert!(Username::parse(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn five_failures_lock_for_a_quarter_of_an_hour_then_for_longer() {
        let policy = LockoutConfig::default();
        let now = Timestamp::from_micros(0);
        let seconds =
            |failures| policy.locked_until(failures, now).map(|until| until.micros() / 1_000_000);
        assert_eq!(seconds(0), None);
        assert_eq!(seconds(4), None);
        assert_eq!(seconds(5), Some(900));
        assert_eq!(seconds(6), None);
        assert_eq!(seconds(10), Some(1_800));
        assert_eq!(seconds(15), Some(3_600));
        assert_eq!(seconds(500), Some(28_800));
    }

    proptest! {
        #[test]
        fn locks_never_get_shorter_and_never_exceed_the_longest(first: u32, longest: u32, set in 1_u32..100_000) {
            let policy = LockoutConfig { after: 5, first_s: first.min(longest), longest_s: longest };
            let now = Timestamp::from_micros(0);
            let one = policy.locked_until(set * 5, now).unwrap();
            let next = policy.locked_until((set + 1) * 5, now).unwrap();
            prop_assert!(one <= next);
            prop_assert!(next.micros() / 1_000_000 <= i64::from(longest));
        }
    }
}
