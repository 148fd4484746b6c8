//! Sessions: who is signed in, from where, and for how long.
//!
//! The caller holds a token of 32 random bytes; the table holds only its SHA-256.
//! [`Sessions::resolve`] runs on every request and therefore remembers its findings for [`FRESH`]:
//! what changes on this node is forgotten at once, what another node changes is seen after that time at the latest.

mod memory;

use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use db::{Db, DbError, WriteTx};
use kernel::{BranchId, StaffId, Timestamp};
use sea_orm::ConnectionTrait;
use sha2::{Digest, Sha256};
use uuid::Uuid;
use vault::Secret;

use crate::address::ClientAddress;
use crate::config::SessionConfig;
use crate::ctx::Principal;
use crate::entity::session::Model;
use crate::role::{Directory, resolve_grants};
use crate::{AccessError, Ctx, store};
use memory::{Entry, Memory};

pub use memory::FRESH;

/// `last_seen_at` is written at most this often.
const TOUCH_EVERY: Duration = Duration::from_mins(1);

/// The browser's description is cut to this many characters.
const USER_AGENT_LEN: usize = 200;

/// The sessions of this server; cheap to clone.
#[derive(Clone, Debug)]
pub struct Sessions(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    config: SessionConfig,
    directory: Directory,
    memory: Memory,
}

/// Where somebody signs in from.
#[derive(Clone, Debug)]
pub struct Device {
    /// The `User-Agent` header.
    pub user_agent: String,
    /// The address of the caller.
    pub address: ClientAddress,
}

/// A session that has just begun.
#[derive(Debug)]
pub struct NewSession {
    /// Its id.
    pub id: Uuid,
    /// What the caller presents from now on; kept nowhere else.
    pub token: Secret<String>,
    /// When it ends if nobody uses it.
    pub expires_at: Timestamp,
}

/// A session as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its id.
    pub id: Uuid,
    /// Whose it is.
    pub staff: StaffId,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was used last, to the minute.
    pub last_seen_at: Timestamp,
    /// When it ends if nobody uses it.
    pub expires_at: Timestamp,
    /// The browser.
    pub user_agent: String,
    /// The address it began from.
    pub ip: String,
    /// The branch the person works at in this session.
    pub branch: Option<BranchId>,
}

impl From<Model> for Session {
    fn from(row: Model) -> Self {
        Self {
            id: row.id,
            staff: StaffId::from_uuid(row.staff_id),
            created_at: Timestamp::from_micros(row.created_at),
            last_seen_at: Timestamp::from_micros(row.last_seen_at),
            expires_at: Timestamp::from_micros(row.expires_at),
            user_agent: row.user_agent,
            ip: row.ip,
            branch: row.branch_id.map(BranchId::from_uuid),
        }
    }
}

impl Sessions {
    /// Makes the sessions of a server whose roles and branches come from `directory`.
    pub fn new(config: SessionConfig, directory: Directory) -> Self {
        Self(Arc::new(Inner { config, directory, memory: Memory::default() }))
    }

    /// Begins a session for a person who has an account.
    ///
    /// # Errors
    /// The person has no account, or the database is away.
    pub async fn create(
        &self,
        tx: &WriteTx,
        ctx: &Ctx,
        staff: StaffId,
        branch: Option<BranchId>,
        device: &Device,
    ) -> Result<NewSession, AccessError> {
        let token = URL_SAFE_NO_PAD.encode(ctx.ids.token());
        let (id, now) = (ctx.id(), ctx.now());
        let expires_at = self.expires_at(now, now);
        let row = Model {
            id,
            token_hash: digest(&token).to_vec(),
            staff_id: staff.uuid(),
            created_at: now.micros(),
            last_seen_at: now.micros(),
            expires_at: expires_at.micros(),
            user_agent: device.user_agent.chars().take(USER_AGENT_LEN).collect(),
            ip: device.address.to_string(),
            branch_id: branch.map(BranchId::uuid),
            revoked_at: None,
        };
        match store::sessions::insert(tx, row).await {
            Err(error) if error.is_foreign_key_violation() => Err(AccessError::AccountNotFound),
            Err(error) => Err(error.into()),
            Ok(()) => Ok(NewSession { id, token: Secret::new(token), expires_at }),
        }
    }

    /// Finds who presents a token, and notes once a minute that the session is in use.
    ///
    /// A person who must change their password first is found without any permission.
    /// That the note cannot be written, because the database is locked or full, does not keep anybody from reading.
    ///
    /// # Errors
    /// The database is away.
    pub async fn resolve(
        &self,
        db: &Db,
        token: &str,
        now: Timestamp,
    ) -> Result<Option<Arc<Principal>>, DbError> {
        let key = digest(token);
        let Some(entry) = self.look_up(db, key, now).await? else { return Ok(None) };
        if now.since(entry.last_seen_at) >= TOUCH_EVERY {
            self.touch(db, key, &entry, now).await;
        }
        Ok(Some(entry.principal))
    }

    /// As [`Sessions::resolve`], for what runs by itself and must not keep an idle session alive.
    ///
    /// # Errors
    /// The database is away.
    pub async fn peek(
        &self,
        db: &Db,
        token: &str,
        now: Timestamp,
    ) -> Result<Option<Arc<Principal>>, DbError> {
        Ok(self.look_up(db, digest(token), now).await?.map(|entry| entry.principal))
    }

    /// Lists a person's sessions that are alive, newest first.
    ///
    /// # Errors
    /// The database is away.
    pub async fn list(
        &self,
        db: &impl ConnectionTrait,
        staff: StaffId,
        now: Timestamp,
    ) -> Result<Vec<Session>, DbError> {
        let rows = store::sessions::list(db, staff, now).await?;
        Ok(rows.into_iter().map(Session::from).collect())
    }

    /// Finds a session that is alive.
    ///
    /// # Errors
    /// The database is away.
    pub async fn find(
        &self,
        db: &impl ConnectionTrait,
        id: Uuid,
        now: Timestamp,
    ) -> Result<Option<Session>, DbError> {
        Ok(store::sessions::find(db, id, now).await?.map(Session::from))
    }

    /// Moves a session to another branch; that the person may work there is for the caller to check.
    ///
    /// # Errors
    /// The session does not exist.
    pub async fn set_branch(
        &self,
        tx: &WriteTx,
        staff: StaffId,
        id: Uuid,
        branch: Option<BranchId>,
    ) -> Result<(), AccessError> {
        if !store::sessions::set_branch(tx, id, branch).await? {
            return Err(AccessError::SessionNotFound);
        }
        self.forget_after(tx, staff);
        Ok(())
    }

    /// Ends one session of a person.
    ///
    /// # Errors
    /// They have no such session.
    pub async fn revoke(
        &self,
        tx: &WriteTx,
        staff: StaffId,
        id: Uuid,
        now: Timestamp,
    ) -> Result<(), AccessError> {
        if !store::sessions::revoke(tx, staff, id, now).await? {
            return Err(AccessError::SessionNotFound);
        }
        self.forget_after(tx, staff);
        Ok(())
    }

    /// Ends all sessions of a person except `keep`, and says how many.
    ///
    /// # Errors
    /// The database is away.
    pub async fn revoke_others(
        &self,
        tx: &WriteTx,
        staff: StaffId,
        keep: Option<Uuid>,
        now: Timestamp,
    ) -> Result<u64, DbError> {
        let ended = store::sessions::revoke_others(tx, staff, keep, now).await?;
        self.forget_after(tx, staff);
        Ok(ended)
    }

    /// Deletes sessions that ended before an instant, and says how many; for a job that runs daily.
    ///
    /// # Errors
    /// The database is away.
    pub async fn delete_ended(&self, tx: &WriteTx, before: Timestamp) -> Result<u64, DbError> {
        store::sessions::delete_ended(tx, before).await
    }

    /// Forgets on this node what is remembered of anybody; for when branches or the role pack change.
    pub fn forget_all(&self) {
        self.0.memory.forget_all();
    }

    /// Forgets what is remembered of a person as soon as the write is durable.
    pub(crate) fn forget_after(&self, tx: &WriteTx, staff: StaffId) {
        let sessions = self.clone();
        tx.after_commit(move || sessions.0.memory.forget(staff));
    }

    pub(crate) fn directory(&self) -> &Directory {
        &self.0.directory
    }

    async fn look_up(
        &self,
        db: &Db,
        key: [u8; 32],
        now: Timestamp,
    ) -> Result<Option<Entry>, DbError> {
        match self.0.memory.find(&key, now) {
            Some(entry) => Ok(Some(entry)),
            None => self.load(db, key, now).await,
        }
    }

    async fn load(&self, db: &Db, key: [u8; 32], now: Timestamp) -> Result<Option<Entry>, DbError> {
        let age = self.0.memory.age();
        let Some(row) = store::sessions::find_by_token(db.reader(), &key, now).await? else {
            return Ok(None);
        };
        let session = Session::from(row);
        let account = store::accounts::find(db.reader(), session.staff).await?;
        let Some(account) = account.filter(|account| !account.disabled) else { return Ok(None) };
        let given = store::role_grants::list(db.reader(), &[session.staff]).await?;
        let grants = if account.must_change {
            crate::permission::Grants::default()
        } else {
            resolve_grants(&self.0.directory, db, &given).await?
        };
        let mut roles: Vec<String> = given.into_iter().map(|grant| grant.role).collect();
        roles.sort_unstable();
        roles.dedup();
        let principal = Arc::new(Principal {
            staff: session.staff,
            session: session.id,
            branch: session.branch,
            roles,
            grants,
        });
        let entry = Entry {
            principal,
            created_at: session.created_at,
            last_seen_at: session.last_seen_at,
            expires_at: session.expires_at,
            read_at: now,
        };
        self.0.memory.remember(key, entry.clone(), age);
        Ok(Some(entry))
    }

    async fn touch(&self, db: &Db, key: [u8; 32], entry: &Entry, now: Timestamp) {
        let expires_at = self.expires_at(entry.created_at, now);
        // Remembered first, so that of many requests at once only one writes.
        self.0.memory.touch(&key, now, expires_at);
        let written = async {
            let tx = db.begin_write().await?;
            store::sessions::touch(&tx, entry.principal.session, now, expires_at).await?;
            tx.commit().await
        };
        if let Err(error) = written.await {
            let error: &dyn std::error::Error = &error;
            tracing::warn!(error, "could not note that a session is in use");
        }
    }

    fn expires_at(&self, created_at: Timestamp, now: Timestamp) -> Timestamp {
        let idle = now + Duration::from_secs(self.0.config.idle_s.into());
        let absolute = created_at + Duration::from_secs(self.0.config.absolute_s.into());
        idle.min(absolute)
    }
}

fn digest(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}
