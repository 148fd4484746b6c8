//! Rows on their way from one database into another.

use std::collections::HashSet;
use std::fmt::Write as _;

use sea_orm::{ConnectionTrait, DbErr, QueryResult, Statement, Value};
use sea_orm_migration::sea_query::{Alias, Expr, ExprTrait, Query};
use uuid::Uuid;

use super::CopyError;
use super::schema::{Column, ColumnKind, Table};
use crate::{DbError, ReadTx, WriteTx};

/// At most this many rows are read and written at once.
const MOST_ROWS: usize = 2_000;

/// SQLite binds at most 32 766 values in a statement, PostgreSQL twice as many.
const MOST_VALUES: usize = 32_000;

type Row = Vec<Value>;

/// Counts the rows of a table.
pub(super) async fn count(db: &impl ConnectionTrait, table: &str) -> Result<u64, DbError> {
    let sql = format!("SELECT COUNT(*) FROM {}", quoted(table));
    let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
    let count: i64 = row.map_or(Ok(0), |row| row.try_get_by_index(0))?;
    Ok(u64::try_from(count).unwrap_or(0))
}

/// Says whether a table has any row.
pub(super) async fn any(db: &impl ConnectionTrait, table: &str) -> Result<bool, DbError> {
    let sql = format!("SELECT 1 FROM {} LIMIT 1", quoted(table));
    Ok(db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await?.is_some())
}

/// Removes the rows that migrations put into a new table; those of the source come instead.
pub(super) async fn clear(tx: &WriteTx, table: &Table) -> Result<(), DbError> {
    tx.execute_unprepared(&format!("DELETE FROM {}", quoted(&table.name))).await?;
    Ok(())
}

/// Copies all rows of a table.
pub(super) async fn copy(read: &ReadTx, tx: &WriteTx, table: &Table) -> Result<(), CopyError> {
    let most = (MOST_VALUES / table.columns.len().max(1)).clamp(1, MOST_ROWS);
    let mut held = Vec::new();
    let mut after: Option<Row> = None;
    loop {
        let page = read_page(read, table, after.as_ref(), most).await?;
        let last = page.len() < most;
        after = page.last().map(|row| key_of(table, row));
        if table.own_reference.is_some() {
            held.extend(page);
        } else {
            insert(tx, table, page).await?;
        }
        if last {
            break;
        }
    }
    for generation in generations(table, held)? {
        for chunk in generation.chunks(most) {
            insert(tx, table, chunk.to_vec()).await?;
        }
    }
    Ok(())
}

/// Reads the rows behind one, in the order of the primary key.
async fn read_page(
    read: &ReadTx,
    table: &Table,
    after: Option<&Row>,
    most: usize,
) -> Result<Vec<Row>, DbError> {
    let key = list(&table.key);
    let columns: Vec<_> = table.columns.iter().map(expression).collect();
    let mut sql = format!("SELECT {} FROM {}", columns.join(", "), quoted(&table.name));
    let mut values = Vec::new();
    if let Some(after) = after {
        let places: Vec<_> = (1..=after.len()).map(|place| format!("${place}")).collect();
        // Writing to a string cannot fail.
        let _ = write!(sql, " WHERE ({key}) > ({})", places.join(", "));
        values.clone_from(after);
    }
    let _ = write!(sql, " ORDER BY {key} LIMIT {most}");
    let statement = Statement::from_sql_and_values(read.get_database_backend(), sql, values);
    let rows = read.query_all_raw(statement).await?;
    let row = |row: &QueryResult| {
        table.columns.iter().enumerate().map(|(index, column)| value(row, index, column)).collect()
    };
    Ok(rows.iter().map(row).collect::<Result<_, DbErr>>()?)
}

/// Reads a value with the type of its column, so that it arrives as what it is and not as what a driver guesses.
fn value(row: &QueryResult, index: usize, column: &Column) -> Result<Value, DbErr> {
    Ok(match column.kind {
        ColumnKind::Uuid => row.try_get_by_index::<Option<Uuid>>(index)?.into(),
        ColumnKind::Integer => row.try_get_by_index::<Option<i64>>(index)?.into(),
        ColumnKind::Double => row.try_get_by_index::<Option<f64>>(index)?.into(),
        ColumnKind::Boolean => row.try_get_by_index::<Option<bool>>(index)?.into(),
        ColumnKind::Text => row.try_get_by_index::<Option<String>>(index)?.into(),
        ColumnKind::Binary => row.try_get_by_index::<Option<Vec<u8>>>(index)?.into(),
    })
}

/// Returns how a column is read: numbers at their widest, whatever their width in the table.
fn expression(column: &Column) -> String {
    let name = quoted(&column.name);
    if column.kind == ColumnKind::Integer { format!("CAST({name} AS bigint)") } else { name }
}

/// Returns how a value is written: numbers at their widest here too.
///
/// Said in the statement, because drivers remember prepared statements by their text: a migration may have inserted into
/// the same columns with narrower numbers, and PostgreSQL would read wide ones as these.
fn written((value, column): (Value, &Column)) -> Expr {
    let value = Expr::val(value);
    if column.kind == ColumnKind::Integer { value.cast_as("bigint") } else { value }
}

fn key_of(table: &Table, row: &Row) -> Row {
    table.key.iter().filter_map(|name| place(table, name)).map(|index| row[index].clone()).collect()
}

fn place(table: &Table, name: &str) -> Option<usize> {
    table.columns.iter().position(|column| column.name == name)
}

async fn insert(tx: &WriteTx, table: &Table, rows: Vec<Row>) -> Result<(), DbError> {
    if rows.is_empty() {
        return Ok(());
    }
    let mut query = Query::insert();
    query
        .into_table(Alias::new(&table.name))
        .columns(table.columns.iter().map(|column| Alias::new(&column.name)));
    for row in rows {
        query.values_panic(row.into_iter().zip(&table.columns).map(written));
    }
    tx.execute(&query).await?;
    Ok(())
}

/// Sorts rows that point into their own table: those that point nowhere, then those that point to these, and so on.
fn generations(table: &Table, rows: Vec<Row>) -> Result<Vec<Vec<Row>>, CopyError> {
    let circle = || CopyError::Circle { table: table.name.clone() };
    let Some((from, to)) = &table.own_reference else { return Ok(Vec::new()) };
    let (from, to) = place(table, from).zip(place(table, to)).ok_or_else(circle)?;
    let (mut waiting, mut known, mut generations) = (rows, HashSet::new(), Vec::new());
    while !waiting.is_empty() {
        let (ready, rest): (Vec<Row>, Vec<Row>) = waiting
            .into_iter()
            .partition(|row| is_null(&row[from]) || known.contains(&mark(&row[from])));
        if ready.is_empty() {
            return Err(circle());
        }
        known.extend(ready.iter().map(|row| mark(&row[to])));
        generations.push(ready);
        waiting = rest;
    }
    Ok(generations)
}

fn is_null(value: &Value) -> bool {
    *value == value.as_null()
}

/// Writes a value such that equal ones are written equally.
fn mark(value: &Value) -> String {
    format!("{value:?}")
}

fn list(names: &[String]) -> String {
    names.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ")
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree() -> Table {
        let column = |name: &str| Column { name: name.to_owned(), kind: ColumnKind::Integer };
        Table {
            name: "tree".to_owned(),
            columns: vec![column("id"), column("parent")],
            key: vec!["id".to_owned()],
            points_to: Vec::new(),
            own_reference: Some(("parent".to_owned(), "id".to_owned())),
        }
    }

    fn row(id: i64, parent: Option<i64>) -> Row {
        vec![id.into(), parent.into()]
    }

    #[test]
    fn parents_come_before_their_children() {
        let rows = vec![row(1, Some(2)), row(2, Some(3)), row(3, None), row(4, None)];
        let sizes: Vec<_> = generations(&tree(), rows).unwrap().iter().map(Vec::len).collect();
        assert_eq!(sizes, [2, 1, 1]);
    }

    #[test]
    fn rows_in_a_circle_are_refused() {
        assert!(generations(&tree(), vec![row(1, Some(2)), row(2, Some(1))]).is_err());
    }
}
