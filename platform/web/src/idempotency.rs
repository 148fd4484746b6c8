//! Idempotency keys: a repeated POST is answered from the record and done once.
//!
//! The record is written in the transaction of the act itself, see [`crate::answer`](mod@crate::answer).
//! A key belongs to the caller who sent it and to one method, path and body; it is kept for a day.
//! What was asked and what was answered stand sealed in the table.

use std::time::Duration;

use access::{Actor, Ctx, IdempotencyKey};
use axum::body::Body;
use axum::http::{HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use db::{Db, DbError, WriteTx};
use kernel::{Fault, Kind, Locale, Timestamp};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use sha2::{Digest, Sha256};
use uuid::Uuid;
use vault::{Field, SealedColumn, Vault, VaultError};

use crate::Problem;

/// The header that carries the key.
pub const HEADER: &str = "idempotency-key";

/// How long an answer is remembered.
pub const KEPT: Duration = Duration::from_hours(24);

const TABLE: &str = "web_answers";
const ANSWER: Field = Field::new("web_answers.answer");

/// Where this crate keeps sealed values.
pub const SEALED: &[SealedColumn] = &[SealedColumn::new(ANSWER)];

/// Why a key cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Unusable {
    /// The key is shorter than 16 or longer than 100 characters, or not printable ASCII.
    #[error("the idempotency key is not 16 to 100 printable characters")]
    Malformed,
    /// The key came with another request before.
    #[error("the idempotency key was used for another request")]
    Reused,
    /// The same request is being answered at this moment.
    #[error("the same request was answered at the same moment")]
    Race,
    /// The answer cannot be written as JSON.
    #[error("the answer cannot be written")]
    Answer(#[source] serde_json::Error),
    /// The remembered answer is not what this program writes.
    #[error("the remembered answer cannot be read")]
    Unreadable,
    /// The answer cannot be sealed or opened.
    #[error("the answer cannot be sealed or opened")]
    Vault(#[from] VaultError),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl Fault for Unusable {
    fn kind(&self) -> Kind {
        match self {
            Self::Malformed => Kind::Invalid,
            Self::Reused | Self::Race => Kind::Conflict,
            Self::Answer(_) | Self::Unreadable | Self::Vault(_) => Kind::Internal,
            Self::Db(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Malformed => "web.malformed_key",
            Self::Reused => "web.key_reused",
            Self::Race => RACE,
            Self::Answer(_) => "web.unwritable_answer",
            Self::Unreadable | Self::Vault(_) => "web.unreadable_answer",
            Self::Db(error) => error.code(),
        }
    }

    fn sentence(&self, locale: Locale) -> String {
        let (zh, en) = match self {
            Self::Malformed => (
                "请求编号格式不对，应为 16 到 100 个可见字符。",
                "The idempotency key must be 16 to 100 printable characters.",
            ),
            Self::Reused => (
                "这个请求编号已用于另一项操作，请重新提交。",
                "This idempotency key was used for another request; please submit again.",
            ),
            Self::Race | Self::Answer(_) | Self::Unreadable | Self::Vault(_) => (
                "同一操作正在处理，请稍后查看结果。",
                "The same request is being handled; please look again shortly.",
            ),
            Self::Db(error) => return error.sentence(locale),
        };
        locale.pick(zh, en).to_owned()
    }

    fn retry_after_s(&self) -> Option<u32> {
        match self {
            Self::Db(error) => error.retry_after_s(),
            Self::Race => Some(1),
            _ => None,
        }
    }
}

/// The code of [`Unusable::Race`], by which the middleware knows to answer from the record.
const RACE: &str = "web.same_moment";

/// Returns whether a response tells of a race that another request with the same key has won.
pub fn lost_race(response: &Response) -> bool {
    response.extensions().get::<Problem>().is_some_and(|problem| problem.code() == RACE)
}

/// Binds the caller's key to the caller and to the request.
///
/// # Errors
/// The key is malformed.
pub fn bind(
    ctx: &Ctx,
    vault: &Vault,
    key: &HeaderValue,
    method: &Method,
    uri: &Uri,
    body: &[u8],
) -> Result<IdempotencyKey, Unusable> {
    let key = key.to_str().map_err(|_| Unusable::Malformed)?;
    if !(16..=100).contains(&key.len()) {
        return Err(Unusable::Malformed);
    }
    let caller = match &ctx.actor {
        Actor::Nobody => "nobody".to_owned(),
        Actor::Staff(principal) => principal.staff.to_string(),
        Actor::System(job) => (*job).to_owned(),
    };
    let bound = digest(&[caller.as_bytes(), key.as_bytes()]);
    Ok(IdempotencyKey {
        id: Uuid::from_bytes(std::array::from_fn(|at| bound[at])),
        fingerprint: digest(&[method.as_str().as_bytes(), uri.path().as_bytes(), body]),
        vault: vault.clone(),
    })
}

/// SHA-256 over parts whose borders are kept apart.
fn digest(parts: &[&[u8]]) -> [u8; 32] {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update(part.len().to_le_bytes());
        digest.update(part);
    }
    digest.finalize().into()
}

/// Finds the answer that was given to this key.
///
/// # Errors
/// The key was used for another request, its answer was sealed under a key that is gone, or the database is away.
pub async fn find(db: &Db, key: &IdempotencyKey) -> Result<Option<Response>, Unusable> {
    let query = Query::select()
        .column(Alias::new("answer"))
        .from(Alias::new(TABLE))
        .and_where(Expr::col(Alias::new("id")).eq(key.id))
        .to_owned();
    let Some(row) = db.reader().query_one(&query).await.map_err(DbError::from)? else {
        return Ok(None);
    };
    let sealed: Vec<u8> = row.try_get("", "answer").map_err(DbError::from)?;
    let answer = key.vault.open(ANSWER, key.id, &sealed)?;
    let (fingerprint, status, body) = split(answer.expose()).ok_or(Unusable::Unreadable)?;
    if fingerprint != key.fingerprint {
        return Err(Unusable::Reused);
    }
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (header::HeaderName::from_static("idempotency-replayed"), HeaderValue::from_static("true")),
    ];
    Ok(Some((status, headers, Body::from(body.to_vec())).into_response()))
}

/// Takes an answer apart as [`remember`] wrote it: fingerprint, status, body.
fn split(answer: &[u8]) -> Option<([u8; 32], StatusCode, &[u8])> {
    let (fingerprint, rest) = answer.split_first_chunk::<32>()?;
    let (status, body) = rest.split_first_chunk::<2>()?;
    Some((*fingerprint, StatusCode::from_u16(u16::from_be_bytes(*status)).ok()?, body))
}

/// Writes the answer beside the act it tells of; nothing when the caller sent no key.
pub(crate) async fn remember(
    tx: &WriteTx,
    ctx: &Ctx,
    status: u16,
    body: &[u8],
) -> Result<(), Unusable> {
    let Some(key) = &ctx.idempotency else { return Ok(()) };
    let answer = [&key.fingerprint[..], &status.to_be_bytes(), body].concat();
    let insert = Query::insert()
        .into_table(Alias::new(TABLE))
        .columns(["id", "answer", "created_at"].map(Alias::new))
        .values_panic([
            key.id.into(),
            key.vault.seal(ANSWER, key.id, answer)?.into_bytes().into(),
            ctx.now().micros().into(),
        ])
        .to_owned();
    let written = tx.later(tx.get_database_backend().build(&insert)).await;
    written.map_err(|error| failed(ctx, error))
}

/// Recognises, in what the write of an answer or its commit says, that another request with the same key has won.
///
/// The answer is the last thing that a write adds, so no other unique key can be meant.
pub(crate) fn failed(ctx: &Ctx, error: DbError) -> Unusable {
    let race = ctx.idempotency.is_some() && error.is_unique_violation();
    if race { Unusable::Race } else { error.into() }
}

/// Forgets answers older than [`KEPT`], a thousand at a time, and returns how many.
///
/// # Errors
/// The database is away.
pub async fn forget_old(db: &Db, now: Timestamp) -> Result<u64, DbError> {
    let old = Query::select()
        .column(Alias::new("id"))
        .from(Alias::new(TABLE))
        .and_where(Expr::col(Alias::new("created_at")).lt((now - KEPT).micros()))
        .limit(1_000)
        .to_owned();
    let delete = Query::delete()
        .from_table(Alias::new(TABLE))
        .and_where(Expr::col(Alias::new("id")).in_subquery(old))
        .to_owned();
    let tx = db.begin_write().await?;
    let gone = tx.execute(&delete).await?.rows_affected();
    tx.commit().await?;
    Ok(gone)
}
