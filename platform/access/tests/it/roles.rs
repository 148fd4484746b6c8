//! Roles given and taken back.

use access::{Grant, Permission, role};
use kernel::Fault;

use crate::world::{World, branch};

const CALL: Permission = Permission::new("visit:call");
const READ: Permission = Permission::new("visit:read");

#[tokio::test]
async fn a_role_takes_effect_with_the_next_sign_in() {
    let world = World::new().await;
    let before = world.sign_in().await;
    assert!(world.resolve(&before).await.unwrap().grants.find(CALL).is_none());
    let (ctx, sessions) = (world.ctx(), &world.access.sessions);
    let tx = world.db().begin_write().await.unwrap();
    let given =
        role::give(&tx, &ctx, sessions, world.staff, "teller", Some(branch(1))).await.unwrap();
    role::give(&tx, &ctx, sessions, world.staff, "head_office", Some(branch(9))).await.unwrap();
    tx.commit().await.unwrap();
    assert!(world.resolve(&before).await.is_none(), "a change of roles ends the sessions");
    let token = world.sign_in().await;
    let principal = world.resolve(&token).await.unwrap();
    assert_eq!(principal.roles, ["head_office", "teller"]);
    assert_eq!(principal.grants.find(CALL), Some(&Grant::Branches(vec![branch(1)])));
    assert_eq!(principal.grants.find(READ), Some(&Grant::Branches(vec![branch(1), branch(9)])));
    let tx = world.db().begin_write().await.unwrap();
    role::take_back(&tx, &ctx, sessions, given.id).await.unwrap();
    tx.commit().await.unwrap();
    assert!(world.resolve(&token).await.is_none());
    let left = role::list(world.db().reader(), &[world.staff]).await.unwrap();
    assert_eq!(left.len(), 1);
}

#[tokio::test]
async fn who_changes_their_own_roles_stays_signed_in() {
    let world = World::new().await;
    let token = world.sign_in().await;
    let ctx = world.ctx_of(&world.resolve(&token).await.unwrap());
    let tx = world.db().begin_write().await.unwrap();
    let sessions = &world.access.sessions;
    let given =
        role::give(&tx, &ctx, sessions, world.staff, "teller", Some(branch(1))).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(given.granted_by, Some(world.staff));
    assert!(world.resolve(&token).await.unwrap().grants.find(CALL).is_some());
}

#[tokio::test]
async fn what_cannot_be_given_is_refused() {
    let world = World::new().await;
    let (ctx, sessions) = (world.ctx(), &world.access.sessions);
    let tx = world.db().begin_write().await.unwrap();
    let give = async |code| {
        let given = role::give(&tx, &ctx, sessions, world.staff, code, Some(branch(1))).await;
        given.map_err(|error| error.code()).map(|_| ())
    };
    assert_eq!(give("emperor").await, Err("role.unknown"));
    assert_eq!(give("teller").await, Ok(()));
    assert_eq!(give("teller").await, Err("role.already_given"));
    let gone = role::take_back(&tx, &ctx, sessions, uuid::Uuid::from_u128(7)).await;
    assert_eq!(gone.unwrap_err().code(), "role.grant_not_found");
}
