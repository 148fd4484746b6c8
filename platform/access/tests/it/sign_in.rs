//! Name, password, lock-out.

use access::{Verdict, account};
use kernel::Fault;
use sea_orm::{ConnectionTrait, Statement};

use crate::world::{PASSWORD, USERNAME, World, branch, passed, refused, secret};

#[tokio::test]
async fn the_right_password_begins_a_session() {
    let world = World::new().await;
    let signed_in = passed(world.try_sign_in(" wang.FANG ", PASSWORD, None).await);
    assert_eq!(signed_in.staff, world.staff);
    let principal = world.resolve(signed_in.session.token.expose()).await.unwrap();
    assert_eq!(principal.staff, world.staff);
    assert_eq!(principal.branch, Some(branch(1)));
}

#[tokio::test]
async fn the_answer_does_not_tell_what_was_wrong() {
    let world = World::new().await;
    let no_password = kernel::StaffId::from_uuid(uuid::Uuid::from_u128(0x0b));
    world.create_account(no_password, "kiosk-1", None).await.unwrap();
    let answers = [
        refused(world.try_sign_in(USERNAME, "wrong", None).await),
        refused(world.try_sign_in("nobody", PASSWORD, None).await),
        refused(world.try_sign_in("kiosk-1", "", None).await),
    ];
    assert_eq!(
        answers,
        [
            ("session.refused", "password"),
            ("session.refused", "unknown"),
            ("session.refused", "password")
        ]
    );
}

#[tokio::test]
async fn an_unknown_name_costs_as_much_hashing_as_a_wrong_password() {
    let world = World::new().await;
    let config = access::config::PasswordConfig { parallel: 1, waiting: 0, ..Default::default() };
    let full = access::Passwords::new(config).unwrap();
    // Nobody may wait for a turn, so both fail in the same place: where the hashing would begin.
    for stored in [None, Some(world.hash(PASSWORD).await)] {
        let checked = full.check(&world.ids, stored.as_deref(), &secret("x")).await;
        assert_eq!(checked.unwrap_err().code(), "session.busy");
    }
}

#[tokio::test]
async fn five_failures_lock_and_the_lock_passes() {
    let world = World::new().await;
    for attempt in 1..=5 {
        let Verdict::Refused(refusal) = world.try_sign_in(USERNAME, "wrong", None).await else {
            panic!("signed in")
        };
        assert_eq!(refusal.locks, attempt == 5);
    }
    let right = world.try_sign_in(USERNAME, PASSWORD, None).await;
    assert_eq!(refused(right), ("session.refused", "locked"));
    world.advance_s(15 * 60 - 1);
    let right = world.try_sign_in(USERNAME, PASSWORD, None).await;
    assert_eq!(refused(right), ("session.refused", "locked"));
    world.advance_s(1);
    for _ in 0..5 {
        assert_eq!(refused(world.try_sign_in(USERNAME, "wrong", None).await).1, "password");
    }
    world.advance_s(15 * 60);
    assert_eq!(refused(world.try_sign_in(USERNAME, PASSWORD, None).await).1, "locked");
    world.advance_s(15 * 60);
    passed(world.try_sign_in(USERNAME, PASSWORD, None).await);
    let account = account::find(world.db().reader(), world.staff).await.unwrap().unwrap();
    assert_eq!(account.locked_until, None);
    assert_eq!(refused(world.try_sign_in(USERNAME, "wrong", None).await).1, "password");
    passed(world.try_sign_in(USERNAME, PASSWORD, None).await);
}

#[tokio::test]
async fn failures_at_the_same_instant_are_all_counted() {
    let world = World::new().await;
    let attempts = (0..4).map(|_| world.try_sign_in(USERNAME, "wrong", None));
    for verdict in futures::future::join_all(attempts).await {
        assert_eq!(refused(verdict).1, "password");
    }
    let Verdict::Refused(fifth) = world.try_sign_in(USERNAME, "wrong", None).await else {
        panic!("signed in")
    };
    assert!(fifth.locks);
}

#[tokio::test]
async fn an_administrator_lifts_a_lock() {
    let world = World::new().await;
    for _ in 0..5 {
        world.try_sign_in(USERNAME, "wrong", None).await;
    }
    let tx = world.db().begin_write().await.unwrap();
    account::unlock(&tx, world.staff).await.unwrap();
    tx.commit().await.unwrap();
    passed(world.try_sign_in(USERNAME, PASSWORD, None).await);
}

#[tokio::test]
async fn a_disabled_account_stays_outside() {
    let world = World::new().await;
    let token = world.sign_in().await;
    assert!(world.resolve(&token).await.is_some());
    let tx = world.db().begin_write().await.unwrap();
    account::set_disabled(&tx, &world.ctx(), &world.access.sessions, world.staff, true)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert!(world.resolve(&token).await.is_none());
    let right = world.try_sign_in(USERNAME, PASSWORD, None).await;
    assert_eq!(refused(right), ("session.refused", "disabled"));
}

#[tokio::test]
async fn an_outdated_hash_is_renewed_at_sign_in() {
    let world = World::new().await;
    let config =
        access::config::PasswordConfig { passes: 2, ..access::config::PasswordConfig::weakest() };
    let old = access::Passwords::new(config).unwrap();
    let hash = old.hash(&world.ids, &secret(PASSWORD)).await.unwrap();
    let tx = world.db().begin_write().await.unwrap();
    let sessions = &world.access.sessions;
    account::reset_password(&tx, &world.ctx(), sessions, world.staff, &hash).await.unwrap();
    tx.commit().await.unwrap();
    passed(world.try_sign_in(USERNAME, PASSWORD, None).await);
    let stored = stored_hash(&world).await;
    assert!(stored.contains("m=8,t=1,"), "{stored}");
    passed(world.try_sign_in(USERNAME, PASSWORD, None).await);
}

async fn stored_hash(world: &World) -> String {
    let reader = world.db().reader();
    let sql = "SELECT password_hash FROM access_accounts WHERE username_folded = 'wang.fang'";
    let statement = Statement::from_string(reader.get_database_backend(), sql);
    let row = reader.query_one_raw(statement).await.unwrap().unwrap();
    row.try_get_by_index(0).unwrap()
}
