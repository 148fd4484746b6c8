//! Queries on registered kiosks.

use access::Scope;
use db::{DbError, Inconsistency, WriteTx};
use kernel::{BranchId, StaffId, Timestamp};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::visible;
use crate::entity::kiosk::{ActiveModel, Column, Entity, Model};
use crate::model::kiosk::{BridgeUrl, Kiosk, KioskId};

/// A branch has room for fewer than this many.
const MOST_LISTED: u64 = 100;

/// Adds a kiosk.
pub(crate) async fn insert(
    tx: &WriteTx,
    kiosk: &Kiosk,
    token_digest: [u8; 32],
) -> Result<(), DbError> {
    let row = ActiveModel {
        id: Set(kiosk.id.uuid()),
        branch_id: Set(kiosk.branch.uuid()),
        name: Set(kiosk.name.clone()),
        token_digest: Set(token_digest.to_vec()),
        bridge_url: Set(kiosk.bridge.as_ref().map(|bridge| bridge.as_str().to_owned())),
        created_at: Set(kiosk.created.1.micros()),
        created_by: Set(kiosk.created.0.uuid()),
        revoked_at: Set(None),
        revoked_by: Set(None),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Shuts a kiosk out; `false` when it was shut out before.
pub(crate) async fn revoke(
    tx: &WriteTx,
    id: KioskId,
    (by, at): (StaffId, Timestamp),
) -> Result<bool, DbError> {
    let row = ActiveModel {
        revoked_at: Set(Some(at.micros())),
        revoked_by: Set(Some(by.uuid())),
        ..ActiveModel::default()
    };
    let result = Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(id.uuid()))
        .filter(Column::RevokedAt.is_null())
        .exec(tx)
        .await?;
    Ok(result.rows_affected == 1)
}

/// Finds a kiosk that the scope may see, with the digest of its secret.
pub(crate) async fn find(
    db: &impl ConnectionTrait,
    scope: &Scope,
    id: KioskId,
) -> Result<Option<(Kiosk, Vec<u8>)>, DbError> {
    let row =
        Entity::find_by_id(id.uuid()).filter(visible(Column::BranchId, scope)).one(db).await?;
    row.map(|row| Ok((Kiosk::try_from(&row)?, row.token_digest))).transpose()
}

/// Lists the kiosks of a branch that are not shut out, oldest first.
pub(crate) async fn of_branch(
    db: &impl ConnectionTrait,
    branch: BranchId,
) -> Result<Vec<Kiosk>, DbError> {
    let query = Entity::find()
        .filter(Column::BranchId.eq(branch.uuid()))
        .filter(Column::RevokedAt.is_null());
    let rows = query.order_by_asc(Column::Id).limit(MOST_LISTED).all(db).await?;
    rows.iter().map(Kiosk::try_from).collect()
}

impl TryFrom<&Model> for Kiosk {
    type Error = DbError;

    fn try_from(row: &Model) -> Result<Self, DbError> {
        let odd = || Inconsistency::new("lobby_kiosks", "bridge_url", row.id);
        let bridge = row.bridge_url.as_deref();
        let bridge = bridge.map(|url| BridgeUrl::parse(url).ok_or_else(odd)).transpose()?;
        let revoked = row.revoked_by.zip(row.revoked_at);
        Ok(Self {
            id: KioskId::from_uuid(row.id),
            branch: BranchId::from_uuid(row.branch_id),
            name: row.name.clone(),
            bridge,
            created: (StaffId::from_uuid(row.created_by), Timestamp::from_micros(row.created_at)),
            revoked: revoked.map(|(by, at)| (StaffId::from_uuid(by), Timestamp::from_micros(at))),
        })
    }
}
