//! Statements that wait to be sent together with the next one.
//!
//! SQLite's driver takes several statements in one text, so a write whose outcome nobody asks for need not go its own
//! way to the connection's thread and back.

use sea_orm::{DbBackend, Statement, Value, Values};

/// Statements with many values go alone: SQLite looks up numbered marks one by one.
const MOST_VALUES: usize = 500;

/// Statements in the order in which they are to run.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    text: String,
    values: Vec<Value>,
}

impl Batch {
    /// Begins with a statement that has no values.
    pub(crate) fn of(text: &str) -> Self {
        Self { text: text.to_owned(), values: Vec::new() }
    }

    /// Returns whether nothing waits.
    pub(crate) const fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Returns whether a statement can still join.
    pub(crate) fn takes(&self, statement: &Statement) -> bool {
        self.values.len() + statement.values.as_ref().map_or(0, |values| values.0.len())
            <= MOST_VALUES
    }

    /// Adds a statement behind the others; the numbers of its marks are moved behind theirs.
    pub(crate) fn push(&mut self, statement: Statement) {
        if !self.text.is_empty() {
            self.text.push_str("; ");
        }
        number(&statement.sql, self.values.len(), &mut self.text);
        self.values.extend(statement.values.into_iter().flat_map(|values| values.0));
    }

    /// Takes everything as one statement.
    pub(crate) fn take(&mut self) -> Statement {
        let Self { text, values } = std::mem::take(self);
        Statement { sql: text, values: Some(Values(values)), db_backend: DbBackend::Sqlite }
    }
}

/// Writes a statement with its marks, `?` or `$n`, as `$n` behind the first `before`; what stands in quotes stays.
fn number(sql: &str, before: usize, text: &mut String) {
    let (mut unnumbered, mut quote, mut rest) = (0, None, sql.chars().peekable());
    while let Some(letter) = rest.next() {
        let mark = quote.is_none() && matches!(letter, '?' | '$');
        if !mark {
            quote = match quote {
                None if matches!(letter, '\'' | '"') => Some(letter),
                Some(open) if open == letter => None,
                same => same,
            };
            text.push(letter);
            continue;
        }
        let mut own = 0;
        while let Some(digit) = rest.peek().and_then(|letter| letter.to_digit(10)) {
            own = own * 10 + digit as usize;
            rest.next();
        }
        if own == 0 {
            unnumbered += 1;
            own = unnumbered;
        }
        text.push('$');
        text.push_str(&(before + own).to_string());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn statement(sql: &str, values: impl IntoIterator<Item = i32>) -> Statement {
        let values: Vec<Value> = values.into_iter().map(Value::from).collect();
        Statement::from_sql_and_values(DbBackend::Sqlite, sql, values)
    }

    #[test]
    fn marks_are_numbered_through_and_texts_in_quotes_stay() {
        let mut batch = Batch::of("SAVEPOINT own");
        batch.push(statement("INSERT INTO a VALUES (?, '?$1', ?)", [1, 2]));
        batch.push(statement("UPDATE \"b?\" SET x = $2 WHERE y = $1 OR z = $2", [3, 4]));
        let all = batch.take();
        assert_eq!(
            all.sql,
            "SAVEPOINT own; INSERT INTO a VALUES ($1, '?$1', $2); UPDATE \"b?\" SET x = $4 WHERE y = $3 OR z = $4"
        );
        assert_eq!(all.values.unwrap().0, [1, 2, 3, 4].map(Value::from));
        assert!(batch.is_empty());
    }

    #[test]
    fn many_values_do_not_join() {
        let mut batch = Batch::default();
        assert!(batch.takes(&statement("", 0..500)));
        batch.push(statement("INSERT INTO a VALUES (?)", [1]));
        assert!(!batch.takes(&statement("", 0..500)));
    }
}
