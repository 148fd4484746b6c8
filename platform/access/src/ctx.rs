//! Who calls, when, in which language; the first parameter of every service.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use kernel::{BranchId, Id, Ids, Locale, StaffId, Timestamp};
use uuid::Uuid;
use vault::Vault;

use crate::permission::{Denied, Grant, Grants, Permission, Scope};

/// The circumstances of one call.
#[derive(Clone, Debug)]
pub struct Ctx {
    /// Who calls.
    pub actor: Actor,
    /// When the call began; one instant for the whole call.
    pub now: Timestamp,
    /// The language of the answer.
    pub locale: Locale,
    /// The id under which logs of this call are found; safe to show.
    pub trace: Arc<str>,
    /// Where new ids come from.
    pub ids: Ids,
    /// The caller's promise that a repetition is the same call.
    pub idempotency: Option<IdempotencyKey>,
}

/// Who calls.
#[derive(Clone, Debug)]
pub enum Actor {
    /// Somebody who has not signed in: a customer at a kiosk or on the phone page.
    Nobody,
    /// A member of staff, or a device with an account.
    Staff(Arc<Principal>),
    /// The system itself, by the name of the job.
    System(&'static str),
}

/// A signed-in member of staff with the permissions of this session.
#[derive(Clone, Debug)]
pub struct Principal {
    /// The person.
    pub staff: StaffId,
    /// The session, for revocation.
    pub session: Uuid,
    /// The branch they work at now; `None` at head office.
    pub branch: Option<BranchId>,
    /// The codes of their roles.
    pub roles: Vec<String>,
    /// What they may do and where.
    pub grants: Grants,
}

/// A key by which a repeated POST is recognised, with a digest of what was asked.
#[derive(Clone, Debug)]
pub struct IdempotencyKey {
    /// A digest of who calls and of the caller's key.
    pub id: Uuid,
    /// SHA-256 over method, path and body; kept sealed only, because bodies hold what can be guessed.
    pub fingerprint: [u8; 32],
    /// Seals the answer, which may hold personal data or the token of a ticket.
    pub vault: Vault,
}

impl Principal {
    /// Returns the rows that a permission makes visible to this person.
    ///
    /// # Errors
    /// The permission is missing.
    pub fn scope(&self, permission: Permission) -> Result<Scope, Denied> {
        match self.grants.find(permission) {
            None => Err(Denied::Missing(permission)),
            Some(Grant::All) => Ok(Scope::All),
            Some(Grant::Branches(branches)) => Ok(Scope::Branches(branches.as_slice().into())),
            Some(Grant::Own) => Ok(Scope::Own(self.staff)),
        }
    }
}

impl Ctx {
    /// Returns the circumstances of a call by somebody who has not signed in.
    pub fn nobody(now: Timestamp, ids: Ids, locale: Locale) -> Self {
        Self { actor: Actor::Nobody, now, locale, trace: Arc::from(""), ids, idempotency: None }
    }

    /// Returns the circumstances of work that the system does by itself.
    pub fn system(job: &'static str, now: Timestamp, ids: Ids) -> Self {
        let trace = Arc::from(format!("job:{job}"));
        Self {
            actor: Actor::System(job),
            now,
            locale: Locale::default(),
            trace,
            ids,
            idempotency: None,
        }
    }

    /// Returns the instant of the call.
    pub const fn now(&self) -> Timestamp {
        self.now
    }

    /// Returns a new id.
    pub fn id<T: Id>(&self) -> T {
        self.ids.next(self.now)
    }

    /// Returns the signed-in person.
    ///
    /// # Errors
    /// Nobody is signed in.
    pub fn principal(&self) -> Result<&Principal, Denied> {
        match &self.actor {
            Actor::Staff(principal) => Ok(principal),
            Actor::Nobody | Actor::System(_) => Err(Denied::SignedOut),
        }
    }

    /// Returns the id of the signed-in person.
    ///
    /// # Errors
    /// Nobody is signed in.
    pub fn staff(&self) -> Result<StaffId, Denied> {
        self.principal().map(|principal| principal.staff)
    }

    /// Returns the rows that a permission makes visible to the caller; the system sees everything.
    ///
    /// # Errors
    /// Nobody is signed in, or the permission is missing.
    pub fn require(&self, permission: Permission) -> Result<Scope, Denied> {
        let principal = match &self.actor {
            Actor::System(_) => return Ok(Scope::All),
            Actor::Nobody => return Err(Denied::SignedOut),
            Actor::Staff(principal) => principal,
        };
        principal.scope(permission)
    }

    /// As [`Ctx::require`], for a thing that belongs to one branch.
    ///
    /// # Errors
    /// Nobody is signed in, the permission is missing, or it does not reach that branch (then as "not found").
    pub fn require_at(&self, permission: Permission, branch: BranchId) -> Result<Scope, Denied> {
        let scope = self.require(permission)?;
        scope.require_branch(branch)?;
        Ok(scope)
    }
}

/// Taken from the request's extensions, where the middleware put it; without it the server is put together wrongly.
impl<S: Sync> FromRequestParts<S> for Ctx {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        parts.extensions.get::<Self>().cloned().ok_or_else(|| {
            tracing::error!("no `Ctx` in the request's extensions; the middleware is missing");
            StatusCode::INTERNAL_SERVER_ERROR
        })
    }
}
