//! Keyset paging: lists are cut after the last row seen, never by counting rows.

/// At most this many rows come in one page.
pub const MAX_LIMIT: u64 = 100;

/// How many rows come when nobody says.
pub const DEFAULT_LIMIT: u64 = 25;

/// Which part of a list is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageRequest {
    /// At most this many rows, 1 to [`MAX_LIMIT`].
    pub limit: u64,
    /// The opaque mark behind which the page begins; `None` begins at the first row.
    pub cursor: Option<String>,
}

impl Default for PageRequest {
    fn default() -> Self {
        Self { limit: DEFAULT_LIMIT, cursor: None }
    }
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// The rows, in the order of the list.
    pub items: Vec<T>,
    /// The mark of the next page; `None` at the end.
    pub next: Option<String>,
}

impl<T> Page<T> {
    /// Cuts rows that were fetched with `limit + 1` into a page, with the next mark taken from the last row kept.
    pub fn cut(mut rows: Vec<T>, limit: u64, mark: impl Fn(&T) -> String) -> Self {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = if more { rows.last().map(mark) } else { None };
        Self { items: rows, next }
    }

    /// Converts every row.
    pub fn map<U>(self, convert: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(convert).collect(), next: self.next }
    }
}
