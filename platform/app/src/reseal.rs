//! Sealing everything anew after a change of keys.

use db::DbError;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, LockType, Order, Query};
use sea_orm::{ConnectionTrait, DbErr, QueryResult};
use uuid::Uuid;
use vault::{SealedColumn, Vault, VaultError};

use crate::App;

/// How many ids are taken up in one write; others wait for the writer no longer than that takes.
const PAGE: u64 = 200;

/// Why values could not be sealed anew; those before are, and a repetition goes on with the rest.
#[derive(Debug, thiserror::Error)]
pub enum ResealError {
    /// The database failed.
    #[error("the database cannot be used")]
    Db(#[from] DbError),
    /// A value does not open: its key is gone, or it was changed.
    #[error("a sealed value cannot be opened")]
    Vault(#[from] VaultError),
}

impl From<DbErr> for ResealError {
    fn from(error: DbErr) -> Self {
        Self::Db(error.into())
    }
}

/// Seals and indexes every value of every room under the keys in force; returns how many changed.
///
/// It may be interrupted and repeated: what is up to date is left alone.
///
/// # Errors
/// The database is away, or a value was sealed under a key that is gone.
pub async fn reseal(app: &App) -> Result<u64, ResealError> {
    let mut changed = 0;
    for column in app.sealed.iter() {
        changed += reseal_column(app, *column).await?;
    }
    Ok(changed)
}

async fn reseal_column(app: &App, column: SealedColumn) -> Result<u64, ResealError> {
    let (mut after, mut changed) = (Uuid::nil(), 0);
    loop {
        let tx = app.db.begin_write().await?;
        let ids = next_ids(&tx, column, after).await?;
        let Some(last) = ids.last().copied() else { return Ok(changed) };
        after = last;
        for value in values(&tx, column, ids).await? {
            if let Some(anew) = renew(&app.vault, column, &value)? {
                write(&tx, column, &value, anew).await?;
                changed += 1;
            }
        }
        tx.commit().await?;
    }
}

/// A sealed value as it stands in the table.
#[derive(Debug, PartialEq, Eq)]
struct Value {
    row: Uuid,
    sealed: Vec<u8>,
    index: Option<Vec<u8>>,
}

impl Value {
    fn read(row: &QueryResult) -> Result<Self, DbErr> {
        Ok(Self {
            row: row.try_get_by_index(0)?,
            sealed: row.try_get_by_index(1)?,
            index: row.try_get_by_index(2)?,
        })
    }
}

/// Returns what should stand instead; `None` when the value is up to date.
fn renew(vault: &Vault, column: SealedColumn, old: &Value) -> Result<Option<Value>, VaultError> {
    let Value { row, mut sealed, mut index } =
        Value { row: old.row, sealed: old.sealed.clone(), index: old.index.clone() };
    if vault.needs_rotation(&sealed) {
        sealed = vault.reseal(column.field, row, &sealed)?.into_bytes();
    }
    if let Some((_, form)) = column.index {
        let value = vault.open_text(column.field, row, &sealed)?;
        index = Some(vault.index(column.field, form, value.expose()).into_bytes());
    }
    let anew = Value { row, sealed, index };
    Ok((anew != *old).then_some(anew))
}

async fn next_ids(
    tx: &impl ConnectionTrait,
    column: SealedColumn,
    after: Uuid,
) -> Result<Vec<Uuid>, DbErr> {
    let (table, sealed) = column.field.place();
    let query = Query::select()
        .distinct()
        .column(Alias::new(column.row))
        .from(Alias::new(table))
        .and_where(Expr::col(Alias::new(column.row)).gt(after))
        .and_where(Expr::col(Alias::new(sealed)).is_not_null())
        .order_by(Alias::new(column.row), Order::Asc)
        .limit(PAGE)
        .to_owned();
    tx.query_all(&query).await?.iter().map(|row| row.try_get_by_index(0)).collect()
}

/// Reads the values of these ids and keeps others from changing them until the transaction ends.
async fn values(
    tx: &impl ConnectionTrait,
    column: SealedColumn,
    ids: Vec<Uuid>,
) -> Result<Vec<Value>, DbErr> {
    let (table, sealed) = column.field.place();
    let index = match column.index {
        Some((index, _)) => Expr::col(Alias::new(index)),
        None => Expr::val(None::<Vec<u8>>),
    };
    let query = Query::select()
        .columns([column.row, sealed].map(Alias::new))
        .expr(index)
        .from(Alias::new(table))
        .and_where(Expr::col(Alias::new(column.row)).is_in(ids))
        .and_where(Expr::col(Alias::new(sealed)).is_not_null())
        .lock(LockType::Update)
        .to_owned();
    tx.query_all(&query).await?.iter().map(Value::read).collect()
}

/// Writes a value in place of another; the version of the row stays, because nothing changed for people.
async fn write(
    tx: &impl ConnectionTrait,
    column: SealedColumn,
    old: &Value,
    anew: Value,
) -> Result<(), DbErr> {
    let (table, sealed) = column.field.place();
    let mut update = Query::update();
    update
        .table(Alias::new(table))
        .value(Alias::new(sealed), anew.sealed)
        .and_where(Expr::col(Alias::new(column.row)).eq(old.row))
        // Several rows may have values for one id; a sealed value never repeats.
        .and_where(Expr::col(Alias::new(sealed)).eq(old.sealed.clone()));
    if let Some((index, _)) = column.index {
        update.value(Alias::new(index), anew.index);
    }
    tx.execute(&update).await?;
    Ok(())
}
