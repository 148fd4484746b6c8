//! Queries on rolls of pre-printed numbers.

use db::{DbError, WriteTx};
use kernel::BranchId;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::sql;
use crate::entity::roll::{ActiveModel, Column, Entity, Model};
use crate::model::number::{BusinessDay, TicketNumber};
use crate::model::roll::Roll;

/// Finds the roll of a branch.
pub(crate) async fn find(
    db: &impl ConnectionTrait,
    branch: BranchId,
) -> Result<Option<Roll>, DbError> {
    let row = Entity::find_by_id(branch.uuid()).one(db).await?;
    Ok(row.map(Roll::from))
}

/// Takes the next paper of a roll that is in use; `None` where none is.
pub(crate) async fn take(tx: &WriteTx, branch: BranchId) -> Result<Option<TicketNumber>, DbError> {
    const NEXT: &str = "UPDATE lobby_rolls SET next = CASE \
            WHEN digits = 2 AND next >= 99 OR digits = 3 AND next >= 999 OR digits = 4 AND next >= 9999 OR next >= 99999 \
            THEN 0 ELSE next + 1 END \
        WHERE branch_id = $1 AND active RETURNING prefix, digits, next";
    let Some(row) = tx.query_one_raw(sql(tx, NEXT, [branch.uuid().into()])).await? else {
        return Ok(None);
    };
    let digits: i32 = row.try_get_by_index(1)?;
    let roll = Roll {
        prefix: row.try_get_by_index(0)?,
        digits: digits.unsigned_abs(),
        next: row.try_get_by_index(2)?,
        ..Roll::default()
    };
    Ok(Some(roll.number(roll.last())))
}

/// Tells whether a number was given out on a day.
pub(crate) async fn is_used(
    db: &impl ConnectionTrait,
    branch: BranchId,
    day: BusinessDay,
    number: &TicketNumber,
) -> Result<bool, DbError> {
    const ANY: &str =
        "SELECT 1 FROM lobby_visits WHERE branch_id = $1 AND business_day = $2 AND number = $3";
    let values = [branch.uuid().into(), day.to_string().into(), number.as_str().into()];
    Ok(db.query_one_raw(sql(db, ANY, values)).await?.is_some())
}

/// Saves a roll over the version that was read; `false` when somebody else was faster.
pub(crate) async fn save(tx: &WriteTx, branch: BranchId, roll: &Roll) -> Result<bool, DbError> {
    let row = ActiveModel {
        branch_id: Set(branch.uuid()),
        prefix: Set(roll.prefix.clone()),
        digits: Set(super::convert::stored(roll.digits)),
        next: Set(roll.next),
        active: Set(roll.active),
        version: Set(roll.version + 1),
    };
    if roll.version == 0 {
        let added = Entity::insert(row).exec_without_returning(tx).await;
        return match added.map_err(DbError::from) {
            Err(error) if error.is_unique_violation() => Ok(false),
            added => added.map(|_| true),
        };
    }
    let result = Entity::update_many()
        .set(row)
        .filter(Column::BranchId.eq(branch.uuid()))
        .filter(Column::Version.eq(roll.version))
        .exec(tx)
        .await?;
    Ok(result.rows_affected == 1)
}

impl From<Model> for Roll {
    fn from(row: Model) -> Self {
        let Model { branch_id: _, prefix, digits, next, active, version } = row;
        Self { prefix, digits: digits.unsigned_abs(), next, active, version }
    }
}
