//! Queries on the days of calendars.

use db::{DbError, Inconsistency, WriteTx};
use jiff::civil::Date;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder,
};

use crate::entity::calendar_day::{Column, Entity, Model};
use crate::model::calendar::{CalendarDay, CalendarDayKind};

const TABLE: &str = "organisation_calendar_days";

impl TryFrom<Model> for CalendarDay {
    type Error = Inconsistency;

    fn try_from(row: Model) -> Result<Self, Inconsistency> {
        let wrong = |column| Inconsistency::new(TABLE, column, row.id);
        Ok(Self {
            id: row.id,
            year: i16::try_from(row.year).map_err(|_| wrong("year"))?,
            date: row.date.parse().map_err(|_| wrong("date"))?,
            kind: CalendarDayKind::from_word(&row.kind).ok_or_else(|| wrong("kind"))?,
            jurisdiction: row.jurisdiction,
            name: row.name,
            source: row.source,
        })
    }
}

impl From<&CalendarDay> for Model {
    fn from(day: &CalendarDay) -> Self {
        Self {
            id: day.id,
            jurisdiction: day.jurisdiction.clone(),
            year: day.year.into(),
            date: day.date.to_string(),
            kind: day.kind.word().to_owned(),
            name: day.name.clone(),
            source: day.source.clone(),
        }
    }
}

/// Lists all days of a jurisdiction by date.
pub(crate) async fn all(
    db: &impl ConnectionTrait,
    jurisdiction: &str,
) -> Result<Vec<CalendarDay>, DbError> {
    let query =
        Entity::find().filter(Column::Jurisdiction.eq(jurisdiction)).order_by_asc(Column::Date);
    Ok(query.all(db).await?.into_iter().map(CalendarDay::try_from).collect::<Result<_, _>>()?)
}

/// Lists the days of one year's notice by date.
pub(crate) async fn of_year(
    db: &impl ConnectionTrait,
    jurisdiction: &str,
    year: i16,
) -> Result<Vec<CalendarDay>, DbError> {
    let query = Entity::find()
        .filter(Column::Jurisdiction.eq(jurisdiction))
        .filter(Column::Year.eq(i32::from(year)))
        .order_by_asc(Column::Date);
    Ok(query.all(db).await?.into_iter().map(CalendarDay::try_from).collect::<Result<_, _>>()?)
}

/// Finds the entry of a day.
pub(crate) async fn find(
    db: &impl ConnectionTrait,
    jurisdiction: &str,
    date: Date,
) -> Result<Option<CalendarDay>, DbError> {
    let query = Entity::find()
        .filter(Column::Jurisdiction.eq(jurisdiction))
        .filter(Column::Date.eq(date.to_string()));
    Ok(query.one(db).await?.map(CalendarDay::try_from).transpose()?)
}

/// Adds an entry.
pub(crate) async fn insert(tx: &WriteTx, day: &CalendarDay) -> Result<(), DbError> {
    Model::from(day).into_active_model().insert(tx).await?;
    Ok(())
}

/// Adds many entries; a day that has one already keeps it.
pub(crate) async fn insert_missing(tx: &WriteTx, days: &[CalendarDay]) -> Result<(), DbError> {
    use sea_orm::sea_query::OnConflict;
    let rows = days.iter().map(|day| Model::from(day).into_active_model());
    let keep = OnConflict::columns([Column::Jurisdiction, Column::Date]).do_nothing().to_owned();
    Entity::insert_many(rows).on_conflict(keep).exec_without_returning(tx).await?;
    Ok(())
}

/// Saves an entry.
pub(crate) async fn update(tx: &WriteTx, day: &CalendarDay) -> Result<(), DbError> {
    Model::from(day).into_active_model().reset_all().update(tx).await?;
    Ok(())
}
