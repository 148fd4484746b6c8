//! Queries on visits of the past.

use std::collections::HashMap;

use access::Scope;
use db::DbError;
use kernel::{BranchId, CustomerId, Page, PageRequest, ServiceId, Timestamp, VisitId};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::{Builder, Uuid};

use super::convert::Kept;
use super::visible;
use crate::entity::visit::{Column, Entity};
use crate::model::number::BusinessDay;
use crate::model::visit::StateName;

/// Which visits are wanted; `None` asks for all.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wanted {
    /// Of this branch.
    pub(crate) branch: Option<BranchId>,
    /// Of this day.
    pub(crate) day: Option<BusinessDay>,
    /// In this state.
    pub(crate) state: Option<StateName>,
    /// With this number.
    pub(crate) number: Option<String>,
    /// Of this customer.
    pub(crate) customer: Option<CustomerId>,
    /// Older than this one.
    pub(crate) before: Option<VisitId>,
}

impl Wanted {
    /// Tells whether today is meant: a state or number of all days would be searched for through everything there is.
    pub(crate) const fn is_about_today(&self) -> bool {
        self.day.is_none()
            && self.customer.is_none()
            && (self.state.is_some() || self.number.is_some())
    }
}

/// Lists visits, newest first.
pub(crate) async fn list(
    db: &impl ConnectionTrait,
    scope: &Scope,
    wanted: &Wanted,
    page: &PageRequest,
) -> Result<Page<Kept>, DbError> {
    let mut query = Entity::find().filter(visible(Column::BranchId, scope));
    if let Some(branch) = wanted.branch {
        query = query.filter(Column::BranchId.eq(branch.uuid()));
    }
    if let Some(day) = wanted.day {
        // Ids sort by time, so that a day is found without an index of its own, whatever the branches.
        let (first, behind) = day.around();
        query = query
            .filter(Column::BusinessDay.eq(day.to_string()))
            .filter(Column::Id.gte(first_id(first)))
            .filter(Column::Id.lt(first_id(behind)));
    }
    if let Some(state) = wanted.state {
        query = query.filter(Column::State.eq(state.code()));
    }
    if let Some(number) = &wanted.number {
        query = query.filter(Column::Number.eq(number));
    }
    if let Some(customer) = wanted.customer {
        query = query.filter(Column::CustomerId.eq(customer.uuid()));
    }
    if let Some(before) = wanted.before {
        query = query.filter(Column::Id.lt(before.uuid()));
    }
    let rows = query.order_by_desc(Column::Id).limit(page.limit + 1).all(db).await?;
    let visits = rows.into_iter().map(Kept::try_from).collect::<Result<Vec<_>, _>>()?;
    Ok(Page::cut(visits, page.limit, |kept| kept.visit.id.to_string()))
}

/// Returns the least id that was ever given out at an instant.
fn first_id(at: Timestamp) -> Uuid {
    let millis = u64::try_from(at.micros() / 1_000).unwrap_or(0);
    Builder::from_unix_timestamp_millis(millis, &[0; 10]).into_uuid()
}

/// Returns number and service of some visits.
pub(crate) async fn briefs(
    db: &impl ConnectionTrait,
    visits: &[VisitId],
) -> Result<HashMap<VisitId, (String, ServiceId)>, DbError> {
    let rows: Vec<(Uuid, String, Uuid)> = Entity::find()
        .select_only()
        .columns([Column::Id, Column::Number, Column::ServiceId])
        .filter(Column::Id.is_in(visits.iter().copied().map(VisitId::uuid)))
        .into_tuple()
        .all(db)
        .await?;
    let read =
        |(id, number, service)| (VisitId::from_uuid(id), (number, ServiceId::from_uuid(service)));
    Ok(rows.into_iter().map(read).collect())
}
