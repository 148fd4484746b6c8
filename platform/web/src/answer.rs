//! Answers that are committed together with what they tell.
//!
//! A service decides and writes but leaves the commit to the answer.
//! When the caller sent an `Idempotency-Key`, the answer itself is written in the same transaction, so that a repetition
//! after a crash or a lost reply gets the same answer and nothing happens twice.

use access::Ctx;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use db::Change;
use serde::Serialize;

use crate::idempotency;
use crate::problem::Problem;

/// A committed answer, already written as JSON.
#[derive(Debug)]
pub struct Answer<V> {
    status: StatusCode,
    body: Vec<u8>,
    view: std::marker::PhantomData<V>,
}

impl<V> IntoResponse for Answer<V> {
    fn into_response(self) -> Response {
        let json = HeaderValue::from_static("application/json");
        (self.status, [(header::CONTENT_TYPE, json)], self.body).into_response()
    }
}

/// Commits and answers 200.
///
/// # Errors
/// The commit fails, or the same key was used at the same moment (the repetition is then answered from the record).
pub async fn answer<T, V: Serialize>(
    ctx: &Ctx,
    change: Change<T>,
    convert: impl FnOnce(T) -> V,
) -> Result<Answer<V>, Problem> {
    commit(ctx, change, StatusCode::OK, convert).await
}

/// Commits and answers 201, for things that did not exist before.
///
/// # Errors
/// As [`answer`].
pub async fn created<T, V: Serialize>(
    ctx: &Ctx,
    change: Change<T>,
    convert: impl FnOnce(T) -> V,
) -> Result<Answer<V>, Problem> {
    commit(ctx, change, StatusCode::CREATED, convert).await
}

/// Commits and answers 202, for work that goes on after the answer.
///
/// # Errors
/// As [`answer`].
pub async fn accepted<T, V: Serialize>(
    ctx: &Ctx,
    change: Change<T>,
    convert: impl FnOnce(T) -> V,
) -> Result<Answer<V>, Problem> {
    commit(ctx, change, StatusCode::ACCEPTED, convert).await
}

async fn commit<T, V: Serialize>(
    ctx: &Ctx,
    change: Change<T>,
    status: StatusCode,
    convert: impl FnOnce(T) -> V,
) -> Result<Answer<V>, Problem> {
    let Change { tx, value } = change;
    let body = serde_json::to_vec(&convert(value)).map_err(idempotency::Unusable::Answer)?;
    idempotency::remember(&tx, ctx, status.as_u16(), &body).await?;
    tx.commit().await.map_err(|error| idempotency::failed(ctx, error))?;
    Ok(Answer { status, body, view: std::marker::PhantomData })
}
