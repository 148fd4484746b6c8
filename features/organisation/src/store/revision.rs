//! The count of changes that caches look at.

use db::{DbError, Inconsistency, WriteTx};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter};

use crate::entity::revision::{Column, Entity};

const ROW: i32 = 1;

/// Reads how many changes there have been.
pub(crate) async fn load(db: &impl ConnectionTrait) -> Result<i64, DbError> {
    let row = Entity::find_by_id(ROW).one(db).await?;
    row.map(|row| row.revision)
        .ok_or_else(|| Inconsistency::new("organisation_revisions", "id", ROW).into())
}

/// Counts a change; holds the row until the commit, so that the count rises in the order of commits.
pub(crate) async fn raise(tx: &WriteTx) -> Result<(), DbError> {
    Entity::update_many()
        .col_expr(Column::Revision, Expr::col(Column::Revision).add(1))
        .filter(Column::Id.eq(ROW))
        .exec(tx)
        .await?;
    Ok(())
}
