//! A house for one test.

use std::collections::BTreeSet;
use std::time::Duration;

use access::account::{NewAccount, Username};
use access::{ClientAddress, Ctx, Device, Permission, PermissionDoc, role};
use app::feature::compose;
use app::start::{self, Ground};
use app::{App, AppConfig, Feature};
use axum::Router;
use db::{TestDatabase, migrate};
use kernel::{BranchId, Clock, Ids, Locale, StaffId, Timestamp};
use sea_orm::{ConnectionTrait, QueryResult, Statement};
use tokio_util::sync::{CancellationToken, DropGuard};
use vault::{Algorithm, KeyRing, Random, Vault};

use crate::Client;

/// When tests begin: a Tuesday, ten in the morning in Shanghai, an ordinary working day.
pub const BEGINNING: &str = "2026-11-24T02:00:00Z";

/// Where the random bytes of a house begin.
const SEED: u64 = 7;

fn first_ring(now: Timestamp, random: &Random) -> KeyRing {
    KeyRing::generate(Algorithm::Aes256Gcm, now, random).expect("a key ring")
}

/// A house for one test: its own database, a clock that stands still, ids that repeat themselves.
#[derive(Debug)]
pub struct TestApp {
    /// The state, to look behind the scenes.
    pub app: App,
    /// The clock; it stands still until the test advances it.
    pub clock: Clock,
    /// The database, to open it once more.
    pub database: TestDatabase,
    router: Router,
    _stop: DropGuard,
}

impl TestApp {
    /// Opens a house with these rooms.
    pub async fn start(features: Vec<Feature>) -> Self {
        Self::start_with(features, Self::config()).await
    }

    /// Returns the settings of [`TestApp::start`]: nobody asks too often, and passwords cost nothing.
    pub fn config() -> AppConfig {
        let mut config = AppConfig::default();
        config.access.password = access::config::PasswordConfig::weakest();
        config.access.rates = access::config::RateConfig::off();
        config.events.poll_ms = 20;
        config
    }

    /// As [`TestApp::start`], with settings of the test's own, made from [`TestApp::config`]; the database and the
    /// files are always fresh ones.
    pub async fn start_with(mut features: Vec<Feature>, mut config: AppConfig) -> Self {
        features.push(absent_rooms(&features));
        let composition = compose(features);
        let database =
            TestDatabase::create(&composition.migrations).await.expect("a database for the test");
        let clock = Clock::manual(BEGINNING.parse().expect("an instant"));
        let ids = Ids::seeded(20_261_124);
        config.audit.anchor_file = Some(database.folder().join("anchors.log"));
        let random = Random::seeded(SEED);
        let ring = first_ring(clock.now(), &random);
        let stop = CancellationToken::new();
        let ground = Ground {
            config,
            db: database.db.clone(),
            clock: clock.clone(),
            ids,
            vault: Vault::new(ring, random),
            metrics: None,
            stop: stop.clone(),
        };
        let house = start::open(ground, composition).await.expect("a house that opens");
        let (app, operations) = house.run();
        let nothing = async || axum::http::StatusCode::NOT_FOUND;
        let router = app::router::build(app.clone(), operations, nothing);
        Self { app, clock, database, router, _stop: stop.drop_guard() }
    }

    /// Returns the state of a node that got another key, which seals and indexes; the old one still opens.
    pub fn with_changed_keys(&self) -> App {
        let began = BEGINNING.parse().expect("an instant");
        let mut ring = first_ring(began, &Random::seeded(SEED));
        ring.rotate(Algorithm::Sm4Gcm, self.now(), &Random::seeded(SEED + 1)).expect("another key");
        ring.use_for_indexes();
        App { vault: Vault::new(ring, Random::seeded(SEED + 2)), ..self.app.clone() }
    }

    /// Returns the migrations of these rooms, for tests that need only tables.
    pub async fn migrate(database: &TestDatabase, features: Vec<Feature>) {
        let composition = compose(features);
        migrate::migrate(&database.db, &database.config, &composition.migrations)
            .await
            .expect("migrations");
    }

    /// Returns a client that has not signed in.
    pub fn nobody(&self) -> Client {
        Client::new(self.router.clone(), None)
    }

    /// Returns a new member of staff with one role at one branch, signed in.
    pub async fn sign_in(&self, role: &str, branch: Option<BranchId>) -> Client {
        let staff: StaffId = self.app.ids.next(self.clock.now());
        self.sign_in_as(staff, role, branch).await
    }

    /// As [`TestApp::sign_in`], for a person that the test has made.
    pub async fn sign_in_as(&self, staff: StaffId, role: &str, branch: Option<BranchId>) -> Client {
        self.begin_session(staff, branch, Some(role)).await
    }

    /// Returns a new session of a person who has roles already.
    pub async fn sign_in_again(&self, staff: StaffId, branch: Option<BranchId>) -> Client {
        self.begin_session(staff, branch, None).await
    }

    /// Returns somebody who is signed in and may do nothing.
    pub async fn sign_in_without_role(&self) -> Client {
        let staff: StaffId = self.app.ids.next(self.clock.now());
        self.begin_session(staff, None, None).await
    }

    async fn begin_session(
        &self,
        staff: StaffId,
        branch: Option<BranchId>,
        role: Option<&str>,
    ) -> Client {
        let ctx = self.ctx();
        let tx = self.app.db.begin_write().await.expect("a write");
        let known = access::account::find(&tx, staff).await.expect("a query").is_some();
        if !known {
            let username =
                Username::parse(&format!("test-{}", staff.uuid().simple())).expect("a user name");
            let account = NewAccount { staff, username, password_hash: None, must_change: false };
            access::account::create(&tx, &ctx, &account).await.expect("an account");
        }
        if let Some(role) = role {
            role::give(&tx, &ctx, &self.app.access.sessions, staff, role, branch)
                .await
                .expect("a role of the pack");
        }
        let device = Device { user_agent: "test".to_owned(), address: ClientAddress::UNKNOWN };
        let session = self
            .app
            .access
            .sessions
            .create(&tx, &ctx, staff, branch, &device)
            .await
            .expect("a session");
        tx.commit().await.expect("a commit");
        Client::new(self.router.clone(), Some((staff, session.token.expose().clone())))
    }

    /// Returns the circumstances of work by the system at this moment.
    pub fn ctx(&self) -> Ctx {
        Ctx { locale: Locale::ZhCn, ..Ctx::system("test", self.clock.now(), self.app.ids.clone()) }
    }

    /// Returns the present instant of the test's clock.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Returns once all subscribers have handled every event that is committed now.
    pub async fn settled(&self) {
        for _ in 0..2_000 {
            let unrelayed =
                self.rows("SELECT id FROM events_outbox WHERE position IS NULL").await.len();
            let subscribers = self.app.events.list_subscribers().await.expect("a query");
            if unrelayed == 0 && subscribers.iter().all(|subscriber| subscriber.behind == 0) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        panic!("the subscribers did not come to an end within ten seconds");
    }

    /// Writes a whole table as text, binary columns read as far as they are text, to look for what must not be in it.
    pub async fn table_as_text(&self, table: &str) -> String {
        let rows = self.rows(&format!("SELECT * FROM {table}")).await;
        assert!(!rows.is_empty(), "{table} is empty");
        let mut text = String::new();
        for row in &rows {
            for column in row.column_names() {
                if let Ok(Some(value)) = row.try_get::<Option<String>>("", &column) {
                    text.push_str(&value);
                } else if let Ok(Some(bytes)) = row.try_get::<Option<Vec<u8>>>("", &column) {
                    text.push_str(&String::from_utf8_lossy(&bytes));
                }
                text.push('\n');
            }
        }
        text
    }

    /// Writes all events that were recorded, as text, to look for what must not be in them.
    pub async fn events_as_text(&self) -> String {
        let rows = self.rows("SELECT topics, payload FROM events_outbox ORDER BY id").await;
        let text =
            |row: &QueryResult, column| row.try_get_by_index::<String>(column).expect("a text");
        let lines: Vec<_> =
            rows.iter().map(|row| format!("{} {}", text(row, 0), text(row, 1))).collect();
        lines.join("\n")
    }

    /// Returns the rows of a query, to look behind the scenes.
    pub async fn rows(&self, sql: &str) -> Vec<QueryResult> {
        let statement = Statement::from_string(self.app.db.backend().into(), sql);
        self.app.db.reader().query_all_raw(statement).await.expect("a query")
    }
}

/// Stands for the rooms that a test leaves out: the built-in roles name their permissions too.
fn absent_rooms(present: &[Feature]) -> Feature {
    let known: BTreeSet<&str> = present
        .iter()
        .flat_map(|feature| feature.permissions)
        .map(|doc| doc.permission.code())
        .collect();
    let text = data::built_in::find("access/roles.yaml").expect("the built-in roles");
    let (_, pack) = data::document::read::<access::RolePack>(&text).expect("roles that fit");
    let named: BTreeSet<String> =
        pack.roles.into_iter().flat_map(|role| role.permissions.into_keys()).collect();
    let absent = named.into_iter().filter(|code| !known.contains(code.as_str()));
    // Leaked because rooms name their permissions in constants; a few bytes for each house of a test.
    let doc = |code: String| PermissionDoc {
        permission: Permission::new(code.leak()),
        name: "",
        name_en: "",
    };
    Feature { permissions: absent.map(doc).collect::<Vec<_>>().leak(), ..Feature::named("absent") }
}
