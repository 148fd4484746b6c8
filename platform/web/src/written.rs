//! Answers that are written as JSON once and given to many.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use serde::Serialize;

use crate::Problem;
use crate::idempotency::Unusable;

/// An answer as JSON; cheap to clone.
#[derive(Clone, Debug)]
pub struct Written(Bytes);

impl Written {
    /// Writes an answer.
    ///
    /// # Errors
    /// The answer has no form in JSON, such as a map whose keys are no texts.
    pub fn new(view: &impl Serialize) -> Result<Self, Problem> {
        Ok(Self(serde_json::to_vec(view).map_err(Unusable::Answer)?.into()))
    }
}

impl IntoResponse for Written {
    fn into_response(self) -> Response {
        let json = HeaderValue::from_static("application/json");
        ([(header::CONTENT_TYPE, json)], self.0).into_response()
    }
}
