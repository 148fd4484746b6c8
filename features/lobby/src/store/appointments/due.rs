//! Queries on appointments that something has to happen with by itself, at most a thousand each.

use db::DbError;
use kernel::Timestamp;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::KeptAppointment;
use crate::entity::appointment::{Column, Entity};
use crate::model::appointment::AppointmentStateName;

/// How many are looked at in one go.
const MOST: u64 = 1_000;

/// Lists those whose time has come while the customer has not, the longest first.
pub(crate) async fn begun(
    db: &impl ConnectionTrait,
    now: Timestamp,
) -> Result<Vec<KeptAppointment>, DbError> {
    let query = Entity::find()
        .filter(Column::State.eq(AppointmentStateName::Booked.code()))
        .filter(Column::StartsAt.lte(now.micros()));
    let rows = query.order_by_asc(Column::StartsAt).limit(MOST).all(db).await?;
    rows.into_iter().map(KeptAppointment::try_from).collect()
}

/// Lists those of which somebody has to be reminded.
pub(crate) async fn to_remind(
    db: &impl ConnectionTrait,
    now: Timestamp,
) -> Result<Vec<KeptAppointment>, DbError> {
    let query = Entity::find().filter(Column::RemindAt.lte(now.micros()));
    let rows = query.order_by_asc(Column::RemindAt).limit(MOST).all(db).await?;
    rows.into_iter().map(KeptAppointment::try_from).collect()
}

/// Lists those whose number was taken early and counts from now on.
pub(crate) async fn to_raise(
    db: &impl ConnectionTrait,
    now: Timestamp,
) -> Result<Vec<KeptAppointment>, DbError> {
    let query = Entity::find().filter(Column::RaiseAt.lte(now.micros()));
    let rows = query.order_by_asc(Column::RaiseAt).limit(MOST).all(db).await?;
    rows.into_iter().map(KeptAppointment::try_from).collect()
}
