//! What a database says about its own tables.

use sea_orm::{ConnectionTrait, QueryResult, Statement, Value};

use super::CopyError;
use crate::{Backend, DbError};

/// A table, the same on both databases when the schemas are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns by name.
    pub columns: Vec<Column>,
    /// The columns of the primary key in their order.
    pub key: Vec<String>,
    /// The other tables it points to, by name.
    pub points_to: Vec<String>,
    /// The column by which rows point into this table itself, and the column they point to.
    pub own_reference: Option<(String, String)>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: ColumnKind,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// An id.
    Uuid,
    /// A number of up to 64 bits; SQLite does not tell how many.
    Integer,
    /// A fraction.
    Double,
    /// True or false.
    Boolean,
    /// Text of any length.
    Text,
    /// Bytes.
    Binary,
}

impl ColumnKind {
    /// Reads the name of a type, of either database.
    fn parse(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        let name = name.split('(').next().unwrap_or_default().trim_end();
        Some(match name {
            "uuid" | "uuid_text" => Self::Uuid,
            "integer" | "int" | "smallint" | "bigint" => Self::Integer,
            "double" | "double precision" | "real" => Self::Double,
            "boolean" => Self::Boolean,
            "text" | "varchar" | "char" | "character varying" | "character" => Self::Text,
            "blob" | "binary_blob" | "varbinary_blob" | "bytea" => Self::Binary,
            _ => return None,
        })
    }
}

const SQLITE_TABLES: &str = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite@_%' ESCAPE '@' ORDER BY name";
const SQLITE_COLUMNS: &str = "SELECT name, type FROM pragma_table_info($1) ORDER BY name";
const SQLITE_KEY: &str = "SELECT name FROM pragma_table_info($1) WHERE pk > 0 ORDER BY pk";
const SQLITE_REFERENCES: &str =
    r#"SELECT "table", "from", "to" FROM pragma_foreign_key_list($1) ORDER BY "table", "from""#;

const POSTGRES_TABLES: &str = "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename::text COLLATE \"C\"";
const POSTGRES_COLUMNS: &str = "SELECT column_name::text, data_type::text FROM information_schema.columns \
    WHERE table_schema = current_schema() AND table_name = $1 ORDER BY column_name::text COLLATE \"C\"";
const POSTGRES_KEY: &str = "SELECT a.attname::text FROM pg_constraint c \
    CROSS JOIN LATERAL unnest(c.conkey) WITH ORDINALITY AS k(number, place) \
    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.number \
    WHERE c.conrelid = to_regclass($1) AND c.contype = 'p' ORDER BY k.place";
const POSTGRES_REFERENCES: &str = "SELECT target.relname::text, f.attname::text, t.attname::text FROM pg_constraint c \
    JOIN pg_class target ON target.oid = c.confrelid \
    JOIN pg_attribute f ON f.attrelid = c.conrelid AND f.attnum = c.conkey[1] \
    JOIN pg_attribute t ON t.attrelid = c.confrelid AND t.attnum = c.confkey[1] \
    WHERE c.conrelid = to_regclass($1) AND c.contype = 'f' ORDER BY 1, 2";

/// Lists the names of all tables.
pub(super) async fn names(
    db: &impl ConnectionTrait,
    backend: Backend,
) -> Result<Vec<String>, DbError> {
    let sql = if backend == Backend::Sqlite { SQLITE_TABLES } else { POSTGRES_TABLES };
    let rows = db.query_all_raw(Statement::from_string(backend.into(), sql)).await?;
    rows.iter().map(|row| text(row, 0)).collect()
}

/// Reads all tables by name.
pub(super) async fn load(
    db: &impl ConnectionTrait,
    backend: Backend,
) -> Result<Vec<Table>, CopyError> {
    let mut tables = Vec::new();
    for name in names(db, backend).await? {
        tables.push(load_one(db, backend, name).await?);
    }
    Ok(tables)
}

async fn load_one(
    db: &impl ConnectionTrait,
    backend: Backend,
    name: String,
) -> Result<Table, CopyError> {
    let (columns, key, references) = match backend {
        Backend::Sqlite => (SQLITE_COLUMNS, SQLITE_KEY, SQLITE_REFERENCES),
        Backend::Postgres => (POSTGRES_COLUMNS, POSTGRES_KEY, POSTGRES_REFERENCES),
    };
    let ask = async |sql: &str| -> Result<Vec<QueryResult>, CopyError> {
        let statement =
            Statement::from_sql_and_values(backend.into(), sql, [Value::from(name.as_str())]);
        Ok(db.query_all_raw(statement).await?)
    };
    let columns =
        ask(columns).await?.iter().map(|row| column(&name, row)).collect::<Result<_, _>>()?;
    let key = ask(key).await?.iter().map(|row| text(row, 0)).collect::<Result<Vec<_>, _>>()?;
    if key.is_empty() {
        return Err(CopyError::NoKey { table: name });
    }
    let (mut points_to, mut own_reference) = (Vec::new(), None);
    for row in ask(references).await? {
        let target = text(&row, 0)?;
        if target == name {
            own_reference = Some((text(&row, 1)?, text(&row, 2)?));
        } else if !points_to.contains(&target) {
            points_to.push(target);
        }
    }
    points_to.sort_unstable();
    Ok(Table { name, columns, key, points_to, own_reference })
}

fn column(table: &str, row: &QueryResult) -> Result<Column, CopyError> {
    let (name, kind) = (text(row, 0)?, text(row, 1)?);
    match ColumnKind::parse(&kind) {
        Some(kind) => Ok(Column { name, kind }),
        None => Err(CopyError::UnknownType { table: table.to_owned(), column: name, kind }),
    }
}

fn text(row: &QueryResult, index: usize) -> Result<String, DbError> {
    Ok(row.try_get_by_index(index)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_kind_has_two_names() {
        for (sqlite, postgres) in [
            ("uuid_text", "uuid"),
            ("varchar", "character varying"),
            ("integer", "bigint"),
            ("blob", "bytea"),
            ("boolean", "boolean"),
            ("varchar(255)", "text"),
        ] {
            assert_eq!(ColumnKind::parse(sqlite), ColumnKind::parse(postgres), "{sqlite}");
            assert!(ColumnKind::parse(sqlite).is_some(), "{sqlite}");
        }
        assert_eq!(ColumnKind::parse("jsonb"), None);
    }
}
