//! Packs in force on two nodes that share a database.

#![cfg(test)]

use access::Ctx;
use data::{Data, DataError, Origin, PackKind, Report};
use db::TestDatabase;
use kernel::{Clock, Ids, Timestamp};

#[derive(Debug, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Waits {
    warn_s: u32,
    breach_s: u32,
}

fn rules(waits: &Waits, report: &mut Report) {
    if waits.warn_s > waits.breach_s {
        report.add("/warn_s", "预警晚于超时", "the warning comes after the breach");
    }
}

const BUILT_IN: &str = "pack: waits/cn\nversion: 1\nname: 等候\nname_en: Waits\nvalid_from: 2026-01-01\nsources: []\nwarn_s: 60\nbreach_s: 120\n";

struct Node {
    data: Data,
    clock: Clock,
}

async fn node(database: &TestDatabase) -> Node {
    let clock = Clock::manual("2026-11-22T01:00:00Z".parse::<Timestamp>().expect("an instant"));
    let kinds = vec![PackKind::of("waits", rules)];
    let files = vec![("waits/cn.yaml".to_owned(), BUILT_IN.to_owned())];
    let data = Data::load_files(database.db.clone(), clock.clone(), kinds, files).await;
    let data = data.expect("packs without problems");
    Node { data, clock }
}

impl Node {
    async fn save(
        &self,
        database: &TestDatabase,
        text: &str,
        base: Option<u32>,
    ) -> Result<u32, DataError> {
        let ctx = Ctx::system("test", self.clock.now(), Ids::seeded(text.len() as u64));
        let tx = database.db.begin_write().await?;
        let saved = self.data.save(&tx, &ctx, "waits/cn", text, "试验", base).await?;
        tx.commit().await?;
        Ok(saved.version)
    }

    fn warn_s(&self) -> u32 {
        self.data.pack::<Waits>("waits/cn").expect("the pack").warn_s
    }
}

#[tokio::test]
async fn a_saved_version_is_in_force_here_at_once_and_elsewhere_after_a_look() {
    let database = TestDatabase::create(&data::migrations()).await.unwrap();
    let (here, there) = (node(&database).await, node(&database).await);
    let text = BUILT_IN.replace("warn_s: 60", "warn_s: 90");
    assert_eq!(here.save(&database, &text, Some(1)).await.unwrap(), 2);
    assert_eq!((here.warn_s(), there.warn_s()), (90, 60));
    assert!(there.data.refresh().await.unwrap());
    assert!(!there.data.refresh().await.unwrap());
    assert_eq!((there.warn_s(), there.data.version("waits/cn").unwrap()), (90, 2));
    assert_eq!(there.data.list()[0].origin, Origin::Override);
    assert!(matches!(
        there.save(&database, &text, Some(1)).await,
        Err(DataError::ChangedMeanwhile(_))
    ));
}

#[tokio::test]
async fn a_version_waits_for_its_first_day() {
    let database = TestDatabase::create(&data::migrations()).await.unwrap();
    let node = node(&database).await;
    let text = BUILT_IN.replace("warn_s: 60", "warn_s: 90").replace("2026-01-01", "2026-11-23");
    node.save(&database, &text, None).await.unwrap();
    assert!(!node.data.refresh().await.unwrap());
    assert_eq!(node.warn_s(), 60);
    // Midnight in Shanghai is 16:00 in UTC.
    node.clock.set("2026-11-22T16:00:00Z".parse().unwrap());
    assert!(node.data.refresh().await.unwrap());
    assert_eq!(node.warn_s(), 90);
}

#[tokio::test]
async fn a_text_with_problems_is_refused_and_an_old_one_comes_back_as_a_new_version() {
    let database = TestDatabase::create(&data::migrations()).await.unwrap();
    let node = node(&database).await;
    let wrong = BUILT_IN.replace("warn_s: 60", "warn_s: 600");
    let problems = node.data.check("waits/cn", &wrong);
    assert_eq!((problems[0].path.as_str(), problems[0].line), ("/warn_s", Some(7)));
    assert!(matches!(node.save(&database, &wrong, None).await, Err(DataError::Refused(_))));
    assert!(!node.data.check("other/cn", BUILT_IN).is_empty());

    node.save(&database, &BUILT_IN.replace("warn_s: 60", "warn_s: 90"), None).await.unwrap();
    let ctx = Ctx::system("test", node.clock.now(), Ids::seeded(9));
    let tx = database.db.begin_write().await.unwrap();
    let restored = node.data.restore(&tx, &ctx, "waits/cn", 1, "退回").await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!((restored.version, node.warn_s()), (3, 60));
    let versions = node.data.versions("waits/cn").await.unwrap();
    assert_eq!(versions.iter().map(|version| version.version).collect::<Vec<_>>(), [3, 2, 1]);
    assert_eq!(versions[2].origin, Origin::BuiltIn);
}

#[tokio::test]
async fn what_is_taken_back_never_comes_into_force() {
    let database = TestDatabase::create(&data::migrations()).await.unwrap();
    let node = node(&database).await;
    let ctx = Ctx::system("test", node.clock.now(), Ids::seeded(1));
    let tx = database.db.begin_write().await.unwrap();
    let text = BUILT_IN.replace("warn_s: 60", "warn_s: 90");
    node.data.save(&tx, &ctx, "waits/cn", &text, "", None).await.unwrap();
    drop(tx);
    assert_eq!(node.warn_s(), 60);
}
