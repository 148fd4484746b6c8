//! What a room knows about its packs.

use std::fmt;
use std::sync::Arc;

use serde::de::DeserializeOwned;

use crate::document::read;
use crate::problem::{PackProblem, Report, with_lines};

type Check = Arc<dyn Fn(&str) -> Vec<PackProblem> + Send + Sync>;

/// The validator of one kind of pack; `shouwen check data`, the administrators' page and the start use the same.
#[derive(Clone)]
pub struct PackKind {
    code: &'static str,
    check: Check,
}

impl fmt::Debug for PackKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("PackKind").field(&self.code).finish()
    }
}

impl PackKind {
    /// Declares that packs whose code begins with `code` are read as `T`, and then must satisfy `rules`.
    pub fn of<T: DeserializeOwned + 'static>(
        code: &'static str,
        rules: impl Fn(&T, &mut Report) + Send + Sync + 'static,
    ) -> Self {
        let check = move |text: &str| match read::<T>(text) {
            Err(problems) => problems,
            Ok((_, body)) => {
                let mut report = Report::default();
                rules(&body, &mut report);
                with_lines(text, report.into_problems())
            }
        };
        Self { code, check: Arc::new(check) }
    }

    /// Returns the first part of the code of its packs, such as `lobby`.
    pub const fn code(&self) -> &'static str {
        self.code
    }

    /// Returns everything that is wrong with a text.
    pub fn check(&self, text: &str) -> Vec<PackProblem> {
        (self.check)(text)
    }
}
