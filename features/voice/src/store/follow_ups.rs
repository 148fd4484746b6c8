//! Queries on follow-ups.

use access::Scope;
use db::DbError;
use kernel::BranchId;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel,
    NotSet, Order, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};
use uuid::Uuid;

use super::ratings::{self, Filter};
use super::{Mark, uuids};
use crate::entity::follow_up::{ActiveModel, Column, Entity, Model};
use crate::entity::rating;
use crate::model::follow_up::FollowUpId;

/// Which follow-ups are wanted.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Wanted {
    /// Those that are not closed.
    Pending,
    /// Those that somebody has taken on.
    Taken,
    /// Those that are closed.
    Closed,
}

/// Inserts a follow-up.
pub(crate) async fn insert(tx: &impl ConnectionTrait, row: Model) -> Result<(), DbError> {
    Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

/// Finds a follow-up that the scope may see.
pub(crate) async fn find(
    db: &impl ConnectionTrait,
    scope: &Scope,
    id: FollowUpId,
) -> Result<Option<Model>, DbError> {
    Ok(Entity::find_by_id(id.uuid()).filter(visible(scope)).one(db).await?)
}

/// Lists follow-ups that the scope may see with their ratings: pending ones by urgency, closed ones latest first.
pub(crate) async fn list(
    db: &impl ConnectionTrait,
    scope: &Scope,
    branch: Option<BranchId>,
    wanted: Wanted,
    behind: Option<Mark>,
    limit: u64,
) -> Result<Vec<(Model, Option<rating::Model>)>, DbError> {
    let states: &[&str] = match wanted {
        Wanted::Pending => &["open", "taken"],
        Wanted::Taken => &["taken"],
        Wanted::Closed => &["closed"],
    };
    let query = Entity::find()
        .filter(visible(scope))
        .filter(Column::State.is_in(states.iter().copied()))
        .filter(
            Condition::all().add_option(branch.map(|branch| Column::BranchId.eq(branch.uuid()))),
        );
    let query = match wanted {
        Wanted::Pending | Wanted::Taken => ordered(query, Column::DueAt, Order::Asc, behind),
        Wanted::Closed => ordered(query, Column::ClosedAt, Order::Desc, behind),
    };
    Ok(query.limit(limit).find_also_related(rating::Entity).all(db).await?)
}

/// Counts the ratings that the scope may see and that were followed up.
pub(crate) async fn count(
    db: &impl ConnectionTrait,
    scope: &Scope,
    filter: &Filter,
) -> Result<u64, DbError> {
    let ratings = ratings::visible(scope).add(ratings::wanted(filter));
    Ok(Entity::find().inner_join(rating::Entity).filter(ratings).count(db).await?)
}

/// Writes a changed follow-up unless somebody else changed it since `version`; returns whether it was written.
pub(crate) async fn update(
    tx: &impl ConnectionTrait,
    row: Model,
    version: i32,
) -> Result<bool, DbError> {
    let id = row.id;
    let row = row.into_active_model().reset_all();
    let written = Entity::update_many()
        .set(ActiveModel { id: NotSet, ..row })
        .filter(Column::Id.eq(id))
        .filter(Column::Version.eq(version))
        .exec(tx)
        .await?;
    Ok(written.rows_affected > 0)
}

fn ordered(
    query: Select<Entity>,
    key: Column,
    order: Order,
    behind: Option<Mark>,
) -> Select<Entity> {
    let ascending = order == Order::Asc;
    let query = query.order_by(key, order.clone()).order_by(Column::Id, order);
    let Some((at, id)) = behind else { return query };
    let (further, same) =
        if ascending { (key.gt(at), Column::Id.gt(id)) } else { (key.lt(at), Column::Id.lt(id)) };
    query.filter(Condition::any().add(further).add(Condition::all().add(key.eq(at)).add(same)))
}

/// Whoever sees only what is their own sees what they have taken on.
fn visible(scope: &Scope) -> Condition {
    let all = Condition::all();
    match scope {
        Scope::All => all,
        Scope::Branches(branches) => all.add(Column::BranchId.is_in(uuids(branches))),
        Scope::Own(staff) => all.add(Column::AssigneeId.eq(Some::<Uuid>(staff.uuid()))),
    }
}
