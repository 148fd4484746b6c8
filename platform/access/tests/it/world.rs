//! One bank clerk, one clock, one database.

use std::sync::Arc;
use std::time::Duration;

use access::config::{AccessConfig, PasswordConfig};
use access::{
    Access, Actor, Attempt, BranchTree, ClientAddress, Ctx, Device, Directory, NewAccount,
    Principal, RolePack, SignedIn, Username, Verdict, Workplace,
};
use db::{Db, TestDatabase};
use kernel::{BranchId, Clock, Ids, Locale, StaffId, Timestamp};
use uuid::Uuid;
use vault::{Algorithm, KeyRing, Random, Secret, Vault};

pub(crate) const USERNAME: &str = "Wang.Fang";
pub(crate) const PASSWORD: &str = "床前明月光疑是地上霜";

pub(crate) struct World {
    database: TestDatabase,
    pub(crate) access: Access,
    pub(crate) vault: Vault,
    pub(crate) clock: Clock,
    pub(crate) ids: Ids,
    pub(crate) staff: StaffId,
}

impl World {
    /// Makes a bank with one clerk, who has a password.
    pub(crate) async fn new() -> Self {
        let world = Self::without_clerk().await;
        let hash = world.hash(PASSWORD).await;
        world.create_account(world.staff, USERNAME, Some(hash)).await.unwrap();
        world
    }

    pub(crate) async fn without_clerk() -> Self {
        let database = TestDatabase::create(&access::migrations()).await.unwrap();
        let now: Timestamp = "2026-11-22T01:00:00Z".parse().unwrap();
        let ring = KeyRing::generate(Algorithm::Sm4Gcm, now, &Random::seeded(1)).unwrap();
        let config =
            AccessConfig { password: PasswordConfig::weakest(), ..AccessConfig::default() };
        Self {
            database,
            access: Access::new(config, "http://localhost:8080", directory()).unwrap(),
            vault: Vault::new(ring, Random::seeded(2)),
            clock: Clock::manual(now),
            ids: Ids::seeded(3),
            staff: StaffId::from_uuid(Uuid::from_u128(0x0a)),
        }
    }

    pub(crate) fn db(&self) -> &Db {
        &self.database.db
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub(crate) fn advance_s(&self, seconds: u64) {
        self.clock.advance(Duration::from_secs(seconds));
    }

    /// Returns the same server with nothing remembered, as another node would be.
    pub(crate) fn other_node(&self) -> Access {
        let config = AccessConfig::clone(&self.access.config);
        Access::new(config, "http://localhost:8080", directory()).unwrap()
    }

    pub(crate) fn ctx(&self) -> Ctx {
        Ctx::nobody(self.now(), self.ids.clone(), Locale::ZhCn)
    }

    pub(crate) fn ctx_of(&self, principal: &Arc<Principal>) -> Ctx {
        Ctx { actor: Actor::Staff(Arc::clone(principal)), ..self.ctx() }
    }

    pub(crate) async fn hash(&self, password: &str) -> String {
        self.access.passwords.hash(&self.ids, &secret(password)).await.unwrap()
    }

    pub(crate) async fn create_account(
        &self,
        staff: StaffId,
        username: &str,
        password_hash: Option<String>,
    ) -> Result<(), access::AccessError> {
        let username = Username::parse(username)?;
        let account = NewAccount { staff, username, password_hash, must_change: false };
        let tx = self.db().begin_write().await?;
        access::account::create(&tx, &self.ctx(), &account).await?;
        Ok(tx.commit().await?)
    }

    pub(crate) async fn try_sign_in(
        &self,
        username: &str,
        password: &str,
        code: Option<&str>,
    ) -> Verdict<SignedIn> {
        let attempt = Attempt {
            username: username.to_owned(),
            password: secret(password),
            code: code.map(secret),
            device: device(),
        };
        let place = async |_| Ok(Workplace::Branch(branch(1)));
        let ctx = self.ctx();
        let change = access::sign_in(&self.access, self.db(), &self.vault, &ctx, attempt, place);
        change.await.unwrap().commit().await.unwrap()
    }

    /// Signs the clerk in and returns the token.
    pub(crate) async fn sign_in(&self) -> String {
        passed(self.try_sign_in(USERNAME, PASSWORD, None).await).session.token.expose().clone()
    }

    pub(crate) async fn resolve(&self, token: &str) -> Option<Arc<Principal>> {
        self.access.sessions.resolve(self.db(), token, self.now()).await.unwrap()
    }
}

pub(crate) fn branch(number: u128) -> BranchId {
    BranchId::from_uuid(Uuid::from_u128(number))
}

pub(crate) fn device() -> Device {
    Device { user_agent: "Firefox".repeat(100), address: ClientAddress::UNKNOWN }
}

pub(crate) fn secret(text: &str) -> Secret<String> {
    Secret::new(text.to_owned())
}

pub(crate) fn passed<T>(verdict: Verdict<T>) -> T {
    match verdict {
        Verdict::Passed(value) => value,
        Verdict::Refused(refusal) => panic!("refused: {refusal:?}"),
    }
}

/// Returns the code that is told and the reason that is recorded.
pub(crate) fn refused<T>(verdict: Verdict<T>) -> (&'static str, &'static str) {
    match verdict {
        Verdict::Passed(_) => panic!("passed"),
        Verdict::Refused(refusal) => (kernel::Fault::code(&refusal.error), refusal.reason),
    }
}

fn directory() -> Directory {
    let pack: RolePack = serde_saphyr::from_str(
        "roles:\n\
         - {code: teller, name: 柜员, name_en: Teller, permissions: {'visit:call': branch}}\n\
         - {code: head_office, name: 总行, name_en: Head office, permissions: {'visit:read': region}}\n",
    )
    .unwrap();
    Directory::fixed(pack, BranchTree::new([(branch(1), Some(branch(9))), (branch(9), None)]))
}
