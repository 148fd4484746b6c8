//! The description of all operations, written when it is first asked for: most starts, and nearly all tests, never do.

use std::sync::OnceLock;

use utoipa::openapi::OpenApi;

/// The OpenAPI document.
pub struct Description {
    document: OpenApi,
    text: OnceLock<String>,
}

impl std::fmt::Debug for Description {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Description").finish_non_exhaustive()
    }
}

impl Description {
    /// Keeps a document.
    pub(crate) fn new(document: OpenApi) -> Self {
        Self { document, text: OnceLock::new() }
    }

    /// Returns the document as JSON.
    ///
    /// # Errors
    /// The document cannot be written; a defect.
    pub fn text(&self) -> Result<&str, serde_json::Error> {
        if let Some(text) = self.text.get() {
            return Ok(text);
        }
        let text = self.document.to_pretty_json()?;
        Ok(self.text.get_or_init(|| text))
    }
}
