//! How sessions live and end.

use access::config::SessionConfig;
use kernel::Fault;
use sea_orm::{ConnectionTrait, Statement};

use crate::world::{World, device};

#[tokio::test]
async fn only_the_hash_of_the_token_is_stored() {
    let world = World::new().await;
    let token = world.sign_in().await;
    assert_eq!(token.len(), 43);
    let reader = world.db().reader();
    let sql = "SELECT token_hash, user_agent FROM access_sessions";
    let statement = Statement::from_string(reader.get_database_backend(), sql);
    let row = reader.query_one_raw(statement).await.unwrap().unwrap();
    let stored: Vec<u8> = row.try_get_by_index(0).unwrap();
    assert_eq!(stored.len(), 32);
    assert!(!token.as_bytes().windows(32).any(|part| part == stored));
    assert_eq!(row.try_get_by_index::<String>(1).unwrap().len(), 200);
    assert!(world.resolve("").await.is_none());
    assert!(world.resolve(&token[1..]).await.is_none());
}

#[tokio::test]
async fn a_session_nobody_uses_ends() {
    let world = World::new().await;
    let token = world.sign_in().await;
    world.advance_s(29 * 60);
    assert!(world.resolve(&token).await.is_some());
    world.advance_s(29 * 60);
    assert!(world.resolve(&token).await.is_some(), "use moves the end");
    world.advance_s(30 * 60);
    assert!(world.resolve(&token).await.is_none());
}

#[tokio::test]
async fn every_session_ends_after_twelve_hours() {
    let world = World::new().await;
    let token = world.sign_in().await;
    let absolute = SessionConfig::default().absolute_s;
    for _ in 0..absolute / 1_200 - 1 {
        world.advance_s(1_200);
        assert!(world.resolve(&token).await.is_some());
    }
    world.advance_s(1_199);
    assert!(world.resolve(&token).await.is_some());
    world.advance_s(1);
    assert!(world.resolve(&token).await.is_none(), "also from memory");
}

#[tokio::test]
async fn use_is_noted_once_a_minute() {
    let world = World::new().await;
    let token = world.sign_in().await;
    let started = world.now();
    let seen = async || {
        let listed = world.access.sessions.list(world.db().reader(), world.staff, world.now());
        listed.await.unwrap()[0].last_seen_at.seconds_since(started)
    };
    world.advance_s(59);
    world.resolve(&token).await.unwrap();
    assert_eq!(seen().await, 0);
    world.advance_s(1);
    world.resolve(&token).await.unwrap();
    assert_eq!(seen().await, 60);
    world.advance_s(30);
    world.resolve(&token).await.unwrap();
    assert_eq!(seen().await, 60);
}

#[tokio::test]
async fn a_revoked_session_is_refused_at_once() {
    let world = World::new().await;
    let (first, second) = (world.sign_in().await, world.sign_in().await);
    let principal = world.resolve(&first).await.unwrap();
    world.resolve(&second).await.unwrap();
    let sessions = &world.access.sessions;
    let tx = world.db().begin_write().await.unwrap();
    sessions.revoke(&tx, world.staff, principal.session, world.now()).await.unwrap();
    assert!(world.resolve(&first).await.is_some(), "not before the commit");
    tx.commit().await.unwrap();
    assert!(world.resolve(&first).await.is_none());
    assert!(world.resolve(&second).await.is_some());
    let left = sessions.list(world.db().reader(), world.staff, world.now()).await.unwrap();
    assert_eq!(left.len(), 1);
    let tx = world.db().begin_write().await.unwrap();
    let again = sessions.revoke(&tx, world.staff, principal.session, world.now()).await;
    assert_eq!(again.unwrap_err().code(), "session.not_found");
}

#[tokio::test]
async fn another_node_hears_of_a_revocation_within_five_seconds() {
    let world = World::new().await;
    let token = world.sign_in().await;
    let elsewhere = world.other_node();
    assert!(elsewhere.sessions.resolve(world.db(), &token, world.now()).await.unwrap().is_some());
    let tx = world.db().begin_write().await.unwrap();
    let sessions = &world.access.sessions;
    assert_eq!(sessions.revoke_others(&tx, world.staff, None, world.now()).await.unwrap(), 1);
    tx.commit().await.unwrap();
    world.advance_s(5);
    assert!(elsewhere.sessions.resolve(world.db(), &token, world.now()).await.unwrap().is_none());
}

#[tokio::test]
async fn nobody_ends_the_session_of_somebody_else() {
    let world = World::new().await;
    let token = world.sign_in().await;
    let session = world.resolve(&token).await.unwrap().session;
    let stranger = kernel::StaffId::from_uuid(uuid::Uuid::from_u128(0xff));
    let tx = world.db().begin_write().await.unwrap();
    let refused = world.access.sessions.revoke(&tx, stranger, session, world.now()).await;
    assert_eq!(refused.unwrap_err().code(), "session.not_found");
}

#[tokio::test]
async fn a_session_needs_an_account() {
    let world = World::without_clerk().await;
    let tx = world.db().begin_write().await.unwrap();
    let sessions = &world.access.sessions;
    let refused = sessions.create(&tx, &world.ctx(), world.staff, None, &device()).await;
    assert_eq!(refused.unwrap_err().code(), "account.not_found");
}

#[tokio::test]
async fn ended_sessions_are_swept() {
    let world = World::new().await;
    world.sign_in().await;
    world.advance_s(24 * 60 * 60);
    let alive = world.sign_in().await;
    let tx = world.db().begin_write().await.unwrap();
    assert_eq!(world.access.sessions.delete_ended(&tx, world.now()).await.unwrap(), 1);
    tx.commit().await.unwrap();
    assert!(world.resolve(&alive).await.is_some());
}
