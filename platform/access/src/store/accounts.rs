//! Queries on accounts.

use db::DbError;
use kernel::{Locale, StaffId, Timestamp};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect,
    UpdateMany,
};

use crate::account::{Account, Factor, NewAccount, Username};
use crate::entity::account::{ActiveModel, Column, Entity, Model};

/// Finds the account of a person.
pub(crate) async fn find(
    db: &impl ConnectionTrait,
    staff: StaffId,
) -> Result<Option<Account>, DbError> {
    read(Entity::find_by_id(staff.uuid()).one(db).await?)
}

/// Finds the account of a person and keeps others from changing it until the transaction ends.
pub(crate) async fn lock(
    tx: &impl ConnectionTrait,
    staff: StaffId,
) -> Result<Option<Account>, DbError> {
    read(Entity::find_by_id(staff.uuid()).lock_exclusive().one(tx).await?)
}

/// Finds the accounts of several people.
pub(crate) async fn find_all(
    db: &impl ConnectionTrait,
    staff: &[StaffId],
) -> Result<Vec<Account>, DbError> {
    let ids = staff.iter().map(|staff| staff.uuid());
    let rows = Entity::find().filter(Column::StaffId.is_in(ids)).all(db).await?;
    rows.into_iter().map(|row| Account::try_from(row).map_err(DbError::from)).collect()
}

/// Finds an account by its folded user name.
pub(crate) async fn find_by_username(
    db: &impl ConnectionTrait,
    folded: &str,
) -> Result<Option<Account>, DbError> {
    read(Entity::find().filter(Column::UsernameFolded.eq(folded)).one(db).await?)
}

/// Writes a new account.
pub(crate) async fn insert(
    tx: &impl ConnectionTrait,
    account: &NewAccount,
    now: Timestamp,
) -> Result<(), DbError> {
    let row = ActiveModel {
        staff_id: Set(account.staff.uuid()),
        username: Set(account.username.as_str().to_owned()),
        username_folded: Set(account.username.folded()),
        password_hash: Set(account.password_hash.clone()),
        password_changed_at: Set(now.micros()),
        must_change: Set(account.must_change),
        disabled: Set(false),
        failed_count: Set(0),
        locked_until: Set(None),
        totp_secret: Set(None),
        totp_confirmed: Set(false),
        totp_last_step: Set(None),
        locale: Set(None),
        created_at: Set(now.micros()),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Writes another user name.
pub(crate) async fn rename(
    tx: &impl ConnectionTrait,
    staff: StaffId,
    username: &Username,
) -> Result<bool, DbError> {
    let update = one(staff)
        .col_expr(Column::Username, Expr::value(username.as_str()))
        .col_expr(Column::UsernameFolded, Expr::value(username.folded()));
    changed(tx, update).await
}

/// Writes a new password and lifts a lock.
pub(crate) async fn set_password(
    tx: &impl ConnectionTrait,
    staff: StaffId,
    hash: &str,
    must_change: bool,
    now: Timestamp,
) -> Result<bool, DbError> {
    let update = one(staff)
        .col_expr(Column::PasswordHash, Expr::value(hash))
        .col_expr(Column::PasswordChangedAt, Expr::value(now.micros()))
        .col_expr(Column::MustChange, Expr::value(must_change))
        .col_expr(Column::FailedCount, Expr::value(0_i32))
        .col_expr(Column::LockedUntil, Expr::value(None::<i64>));
    changed(tx, update).await
}

/// Writes the same password hashed with other parameters.
pub(crate) async fn renew_hash(
    tx: &impl ConnectionTrait,
    staff: StaffId,
    hash: &str,
) -> Result<bool, DbError> {
    changed(tx, one(staff).col_expr(Column::PasswordHash, Expr::value(hash))).await
}

/// Writes how many failures there were and until when the account is locked.
pub(crate) async fn set_failures(
    tx: &impl ConnectionTrait,
    staff: StaffId,
    failures: u32,
    locked_until: Option<Timestamp>,
) -> Result<bool, DbError> {
    let failures = i32::try_from(failures).unwrap_or(i32::MAX);
    let update = one(staff)
        .col_expr(Column::FailedCount, Expr::value(failures))
        .col_expr(Column::LockedUntil, Expr::value(locked_until.map(Timestamp::micros)));
    changed(tx, update).await
}

/// Shuts or opens an account.
pub(crate) async fn set_disabled(
    tx: &impl ConnectionTrait,
    staff: StaffId,
    disabled: bool,
) -> Result<bool, DbError> {
    changed(tx, one(staff).col_expr(Column::Disabled, Expr::value(disabled))).await
}

/// Writes the chosen language.
pub(crate) async fn set_locale(
    tx: &impl ConnectionTrait,
    staff: StaffId,
    locale: Locale,
) -> Result<bool, DbError> {
    changed(tx, one(staff).col_expr(Column::Locale, Expr::value(locale.tag()))).await
}

/// Writes the state of the second factor.
pub(crate) async fn set_factor(
    tx: &impl ConnectionTrait,
    staff: StaffId,
    factor: &Factor,
) -> Result<bool, DbError> {
    let (sealed, confirmed, last_step) = match factor {
        Factor::None => (None, false, None),
        Factor::Begun { sealed } => (Some(sealed.clone()), false, None),
        Factor::InForce { sealed, last_step } => (Some(sealed.clone()), true, *last_step),
    };
    let update = one(staff)
        .col_expr(Column::TotpSecret, Expr::value(sealed))
        .col_expr(Column::TotpConfirmed, Expr::value(confirmed))
        .col_expr(Column::TotpLastStep, Expr::value(last_step));
    changed(tx, update).await
}

fn one(staff: StaffId) -> UpdateMany<Entity> {
    Entity::update_many().filter(Column::StaffId.eq(staff.uuid()))
}

async fn changed(tx: &impl ConnectionTrait, update: UpdateMany<Entity>) -> Result<bool, DbError> {
    Ok(update.exec(tx).await?.rows_affected > 0)
}

fn read(row: Option<Model>) -> Result<Option<Account>, DbError> {
    Ok(row.map(Account::try_from).transpose()?)
}
