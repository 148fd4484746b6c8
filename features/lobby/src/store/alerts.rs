//! Queries on alerts.

use access::Scope;
use db::{DbError, Inconsistency, WriteTx};
use kernel::{BranchId, Page, PageRequest, StaffId, Timestamp, VisitId};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::{quoted, sql, visible};
use crate::entity::alert::{ActiveModel, Column, Entity, Model};
use crate::model::alert::{AlertArgs, AlertKind, AlertLevel};
use crate::model::visit::StateName;

kernel::id_type! {
    /// Identifies an alert.
    pub struct AlertId;
}

/// An alert to those who run the hall.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Alert {
    /// The id.
    pub(crate) id: AlertId,
    /// Where.
    pub(crate) branch: BranchId,
    /// What about.
    pub(crate) kind: AlertKind,
    /// How serious.
    pub(crate) level: AlertLevel,
    /// The visit, if it is about one.
    pub(crate) visit: Option<VisitId>,
    /// Its number.
    pub(crate) number: Option<String>,
    /// The numbers that the sentence tells.
    pub(crate) args: AlertArgs,
    /// What somebody said who asks for a person, sealed.
    pub(crate) words: Option<Vec<u8>>,
    /// When it was raised.
    pub(crate) raised_at: Timestamp,
    /// Who took it up, and when.
    pub(crate) acknowledged: Option<(StaffId, Timestamp)>,
    /// When its cause was gone.
    pub(crate) resolved_at: Option<Timestamp>,
}

/// Adds an alert unless one with the same mark was raised before; tells whether it was added.
pub(crate) async fn raise(tx: &WriteTx, alert: &Alert, mark: &str) -> Result<bool, DbError> {
    let row = ActiveModel {
        id: Set(alert.id.uuid()),
        branch_id: Set(alert.branch.uuid()),
        kind: Set(alert.kind.code().to_owned()),
        level: Set(alert.level.code().to_owned()),
        visit_id: Set(alert.visit.map(VisitId::uuid)),
        number: Set(alert.number.clone()),
        args: Set(serde_json::to_string(&alert.args).unwrap_or_default()),
        words: Set(alert.words.clone()),
        mark: Set(mark.to_owned()),
        raised_at: Set(alert.raised_at.micros()),
        acknowledged_by: Set(None),
        acknowledged_at: Set(None),
        resolved_at: Set(None),
    };
    let conflict = OnConflict::column(Column::Mark).do_nothing().to_owned();
    let added = Entity::insert(row).on_conflict(conflict).exec_without_returning(tx).await?;
    Ok(added == 1)
}

/// Notes that the cause of an alert is gone; `false` when that was noted before.
pub(crate) async fn resolve(tx: &WriteTx, id: AlertId, now: Timestamp) -> Result<bool, DbError> {
    let result = Entity::update_many()
        .set(ActiveModel { resolved_at: Set(Some(now.micros())), ..ActiveModel::default() })
        .filter(Column::Id.eq(id.uuid()))
        .filter(Column::ResolvedAt.is_null())
        .exec(tx)
        .await?;
    Ok(result.rows_affected == 1)
}

/// Tells whether an alert with this mark was raised.
pub(crate) async fn is_raised(db: &impl ConnectionTrait, mark: &str) -> Result<bool, DbError> {
    Ok(Entity::find().filter(Column::Mark.eq(mark)).count(db).await? > 0)
}

/// Closes the alerts about a wait that is over, or those a graver one replaces.
pub(crate) async fn resolve_waits(
    tx: &WriteTx,
    visit: VisitId,
    but: Option<AlertId>,
    now: Timestamp,
) -> Result<(), DbError> {
    let kinds = [AlertKind::CareWaiting, AlertKind::WaitBreach].map(AlertKind::code);
    let mut query = Entity::update_many()
        .set(ActiveModel { resolved_at: Set(Some(now.micros())), ..ActiveModel::default() })
        .filter(Column::VisitId.eq(visit.uuid()))
        .filter(Column::Kind.is_in(kinds))
        .filter(Column::ResolvedAt.is_null());
    if let Some(but) = but {
        query = query.filter(Column::Id.ne(but.uuid()));
    }
    query.exec(tx).await?;
    Ok(())
}

/// Notes who took an alert up; `false` when somebody did before.
pub(crate) async fn acknowledge(
    tx: &WriteTx,
    id: AlertId,
    by: StaffId,
    now: Timestamp,
) -> Result<bool, DbError> {
    let row = ActiveModel {
        acknowledged_by: Set(Some(by.uuid())),
        acknowledged_at: Set(Some(now.micros())),
        ..ActiveModel::default()
    };
    let result = Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(id.uuid()))
        .filter(Column::AcknowledgedAt.is_null())
        .exec(tx)
        .await?;
    Ok(result.rows_affected == 1)
}

/// Finds an alert that the scope may see.
pub(crate) async fn find(
    db: &impl ConnectionTrait,
    scope: &Scope,
    id: AlertId,
) -> Result<Option<Alert>, DbError> {
    let row =
        Entity::find_by_id(id.uuid()).filter(visible(Column::BranchId, scope)).one(db).await?;
    row.map(Alert::try_from).transpose()
}

/// Lists the alerts of a branch that still need somebody, newest first, at most a hundred.
pub(crate) async fn open(
    db: &impl ConnectionTrait,
    branch: BranchId,
) -> Result<Vec<Alert>, DbError> {
    let rows = Entity::find()
        .filter(Column::BranchId.eq(branch.uuid()))
        .filter(Column::AcknowledgedAt.is_null())
        .filter(Column::ResolvedAt.is_null())
        .order_by_desc(Column::Id)
        .limit(100)
        .all(db)
        .await?;
    rows.into_iter().map(Alert::try_from).collect()
}

/// Whose unresolved alerts are wanted; those that were taken up are among them.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Unresolved {
    /// Of this branch, raised before an instant.
    Before(BranchId, Timestamp),
    /// Of this branch and kind.
    Of(BranchId, AlertKind),
    /// Of this kind, wherever.
    Everywhere(AlertKind),
    /// Of this kind, about one visit.
    About(VisitId, AlertKind),
}

/// Lists alerts whose cause still stands as far as is known, at most a thousand.
pub(crate) async fn unresolved(
    db: &impl ConnectionTrait,
    wanted: Unresolved,
) -> Result<Vec<Alert>, DbError> {
    let query = Entity::find().filter(Column::ResolvedAt.is_null());
    let query = match wanted {
        Unresolved::Before(branch, before) => query
            .filter(Column::BranchId.eq(branch.uuid()))
            .filter(Column::RaisedAt.lt(before.micros())),
        Unresolved::Of(branch, kind) => {
            query.filter(Column::BranchId.eq(branch.uuid())).filter(Column::Kind.eq(kind.code()))
        }
        Unresolved::Everywhere(kind) => query.filter(Column::Kind.eq(kind.code())),
        Unresolved::About(visit, kind) => {
            query.filter(Column::VisitId.eq(visit.uuid())).filter(Column::Kind.eq(kind.code()))
        }
    };
    let rows = query.limit(1000).all(db).await?;
    rows.into_iter().map(Alert::try_from).collect()
}

/// Lists the unresolved alerts about visits whose state says that the cause is gone, at most a thousand.
pub(crate) async fn outlived(db: &impl ConnectionTrait) -> Result<Vec<Alert>, DbError> {
    let over = AlertKind::ALL.into_iter().filter_map(|kind| {
        let states: Vec<_> =
            StateName::ALL.into_iter().filter(|state| kind.is_over_in(*state)).collect();
        let (kind, any) = (kind.code(), !states.is_empty());
        any.then(|| format!("(a.kind = '{kind}' AND v.state IN ({}))", quoted(states.into_iter())))
    });
    let text = format!(
        "SELECT a.id FROM lobby_alerts a JOIN lobby_visits v ON v.id = a.visit_id \
         WHERE a.resolved_at IS NULL AND ({}) LIMIT 1000",
        over.collect::<Vec<_>>().join(" OR ")
    );
    let rows = db.query_all_raw(sql(db, &text, [])).await?;
    let ids: Vec<Uuid> =
        rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?;
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = Entity::find().filter(Column::Id.is_in(ids)).all(db).await?;
    rows.into_iter().map(Alert::try_from).collect()
}

/// Lists the branches that have unresolved alerts.
pub(crate) async fn unresolved_branches(
    db: &impl ConnectionTrait,
) -> Result<Vec<BranchId>, DbError> {
    let rows: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::BranchId)
        .distinct()
        .filter(Column::ResolvedAt.is_null())
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(BranchId::from_uuid).collect())
}

/// Lists the alerts of a branch, newest first.
pub(crate) async fn list(
    db: &impl ConnectionTrait,
    branch: BranchId,
    only_open: bool,
    before: Option<Uuid>,
    page: &PageRequest,
) -> Result<Page<Alert>, DbError> {
    let mut query = Entity::find().filter(Column::BranchId.eq(branch.uuid()));
    if only_open {
        query = query.filter(Column::AcknowledgedAt.is_null()).filter(Column::ResolvedAt.is_null());
    }
    if let Some(before) = before {
        query = query.filter(Column::Id.lt(before));
    }
    let rows = query.order_by_desc(Column::Id).limit(page.limit + 1).all(db).await?;
    let alerts = rows.into_iter().map(Alert::try_from).collect::<Result<Vec<_>, _>>()?;
    Ok(Page::cut(alerts, page.limit, |alert| alert.id.to_string()))
}

impl TryFrom<Model> for Alert {
    type Error = DbError;

    fn try_from(row: Model) -> Result<Self, DbError> {
        let wrong = |column| Inconsistency::new("lobby_alerts", column, row.id);
        let acknowledged = row.acknowledged_by.zip(row.acknowledged_at);
        Ok(Self {
            id: AlertId::from_uuid(row.id),
            branch: BranchId::from_uuid(row.branch_id),
            kind: AlertKind::from_code(&row.kind).ok_or_else(|| wrong("kind"))?,
            level: AlertLevel::from_code(&row.level).ok_or_else(|| wrong("level"))?,
            visit: row.visit_id.map(VisitId::from_uuid),
            number: row.number,
            args: serde_json::from_str(&row.args).map_err(|_| wrong("args"))?,
            words: row.words,
            raised_at: Timestamp::from_micros(row.raised_at),
            acknowledged: acknowledged
                .map(|(by, at)| (StaffId::from_uuid(by), Timestamp::from_micros(at))),
            resolved_at: row.resolved_at.map(Timestamp::from_micros),
        })
    }
}
