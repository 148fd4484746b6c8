//! Where sealed values stand, for a change of keys.

use crate::{Field, Form};

/// A column of sealed values: every one of them is named, so that a change of keys reaches all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SealedColumn {
    /// What its values are sealed for; names the table and the column.
    pub field: Field,
    /// The column that holds the id which its values are sealed for.
    pub row: &'static str,
    /// The column of the blind index beside it, and how a value is written before it is indexed.
    pub index: Option<(&'static str, Form)>,
}

impl SealedColumn {
    /// Names a column whose values are sealed for the `id` of their row.
    pub const fn new(field: Field) -> Self {
        Self { field, row: "id", index: None }
    }

    /// Names the column of ids when it is another one.
    #[must_use]
    pub const fn of(self, row: &'static str) -> Self {
        Self { row, ..self }
    }

    /// Adds the column of the blind index.
    #[must_use]
    pub const fn indexed(self, column: &'static str, form: Form) -> Self {
        Self { index: Some((column, form)), ..self }
    }
}
