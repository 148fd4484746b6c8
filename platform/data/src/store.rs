//! Queries on administrators' versions.

use db::{DbError, Inconsistency};
use jiff::civil::Date;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use crate::entity::{Column, Entity, Model};

/// The state of a version that counts from its first day of validity on.
pub(crate) const PUBLISHED: &str = "published";

/// At most this many versions of a pack are listed, newest first.
const LISTED: u64 = 100;

/// A version without its text.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub(crate) struct Mark {
    pub id: Uuid,
    pub pack: String,
    pub version: i32,
    pub valid_from: String,
}

impl Mark {
    pub(crate) fn valid_from(&self) -> Result<Date, DbError> {
        valid_from(self.id, &self.valid_from)
    }
}

/// Reads the column `valid_from`.
pub(crate) fn valid_from(id: Uuid, text: &str) -> Result<Date, DbError> {
    text.parse().map_err(|_| Inconsistency::new("data_overrides", "valid_from", id).into())
}

/// Lists all published versions of all packs.
pub(crate) async fn published(db: &impl ConnectionTrait) -> Result<Vec<Mark>, DbError> {
    let rows = Entity::find()
        .select_only()
        .columns([Column::Id, Column::Pack, Column::Version, Column::ValidFrom])
        .filter(Column::State.eq(PUBLISHED))
        .order_by_asc(Column::Pack)
        .order_by_asc(Column::Version)
        .into_model::<Mark>()
        .all(db)
        .await?;
    Ok(rows)
}

/// Finds a version with its text.
pub(crate) async fn find(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Model>, DbError> {
    Ok(Entity::find_by_id(id).one(db).await?)
}

/// Finds a version of a pack by its number.
pub(crate) async fn find_version(
    db: &impl ConnectionTrait,
    pack: &str,
    version: i32,
) -> Result<Option<Model>, DbError> {
    let query = Entity::find().filter(Column::Pack.eq(pack)).filter(Column::Version.eq(version));
    Ok(query.one(db).await?)
}

/// Lists the versions of a pack, newest first.
pub(crate) async fn list(db: &impl ConnectionTrait, pack: &str) -> Result<Vec<Model>, DbError> {
    let query =
        Entity::find().filter(Column::Pack.eq(pack)).order_by_desc(Column::Version).limit(LISTED);
    Ok(query.all(db).await?)
}

/// Adds a version.
pub(crate) async fn insert(tx: &impl ConnectionTrait, row: Model) -> Result<(), DbError> {
    row.into_active_model().insert(tx).await?;
    Ok(())
}
