//! A database with an audit trail in it, and a person who has both in hand.

use std::path::PathBuf;

use access::Ctx;
use audit::{Audit, AuditConfig, Entry, ProblemKind};
use db::TestDatabase;
use kernel::{BranchId, Clock, Ids, Timestamp};
use sea_orm::ConnectionTrait;
use uuid::Uuid;
use vault::{Algorithm, KeyRing, Random, Vault};

pub(crate) struct Trail {
    pub(crate) database: TestDatabase,
    pub(crate) audit: Audit,
    pub(crate) clock: Clock,
    ids: Ids,
}

pub(crate) fn vault(seed: u64) -> Vault {
    let random = Random::seeded(seed);
    let ring = KeyRing::generate(Algorithm::Sm4Gcm, Timestamp::from_micros(0), &random);
    Vault::new(ring.expect("a seeded source never fails"), random)
}

pub(crate) fn branch(number: u128) -> BranchId {
    BranchId::from_uuid(Uuid::from_u128(number))
}

impl Trail {
    pub(crate) async fn start() -> Self {
        let database = TestDatabase::create(&audit::migrations()).await.expect("a test database");
        let config = AuditConfig { anchor_file: Some(database.folder().join("a/anchors.log")) };
        let start = "2026-11-22T01:00:00Z".parse().expect("an instant");
        let trail = Self {
            audit: Audit::new(&vault(1), &config),
            database,
            clock: Clock::manual(start),
            ids: Ids::seeded(1),
        };
        // As the server does when it starts.
        trail.anchor().await;
        trail
    }

    pub(crate) fn anchor_file(&self) -> PathBuf {
        self.database.folder().join("a/anchors.log")
    }

    /// Returns another node's view of the same trail: nothing in memory, perhaps other keys.
    pub(crate) fn node(&self, seed: u64) -> Audit {
        Audit::new(&vault(seed), &AuditConfig { anchor_file: Some(self.anchor_file()) })
    }

    pub(crate) fn ctx(&self) -> Ctx {
        Ctx::system("test", self.clock.now(), self.ids.clone())
    }

    pub(crate) async fn record(&self, entry: Entry) {
        let tx = self.database.db.begin_write().await.expect("a write");
        self.audit.record(&tx, &self.ctx(), entry).await.expect("a record");
        tx.commit().await.expect("a commit");
    }

    pub(crate) async fn fill(&self, branch: BranchId, count: usize) {
        for number in 0..count {
            self.record(Entry::new("visit.called").on("visit", number).branch(branch)).await;
        }
    }

    pub(crate) async fn anchor(&self) -> audit::Anchored {
        self.audit.anchor(&self.database.db, self.clock.now()).await.expect("anchors")
    }

    /// Does what only somebody with the database in hand can do.
    pub(crate) async fn tamper(&self, sql: &str) {
        let tx = self.database.db.begin_write().await.expect("a write");
        tx.execute_unprepared(sql).await.expect("tampering");
        tx.commit().await.expect("a commit");
    }

    pub(crate) async fn problems(&self) -> Vec<(i64, i64, ProblemKind)> {
        let found = self.audit.verify(&self.database.db).await.expect("a verification");
        assert_eq!(found.ok(), found.problems.is_empty());
        found
            .problems
            .into_iter()
            .map(|problem| (problem.position, problem.until, problem.kind))
            .collect()
    }
}
