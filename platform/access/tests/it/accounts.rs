//! Accounts and passwords.

use access::{Username, account, change_password};
use kernel::{Fault, Locale, StaffId};
use uuid::Uuid;

use crate::world::{PASSWORD, USERNAME, World, passed, refused, secret};

const NEW_PASSWORD: &str = "举头望明月低头思故乡";

fn somebody(number: u128) -> StaffId {
    StaffId::from_uuid(Uuid::from_u128(number))
}

#[tokio::test]
async fn two_people_never_share_a_name() {
    let world = World::new().await;
    let taken = world.create_account(somebody(1), "WANG.fang", None).await;
    assert_eq!(taken.unwrap_err().code(), "account.username_taken");
    world.create_account(somebody(1), "li.na", None).await.unwrap();
    let tx = world.db().begin_write().await.unwrap();
    let name = Username::parse(USERNAME).unwrap();
    let taken = account::rename(&tx, somebody(1), &name).await;
    assert_eq!(taken.unwrap_err().code(), "account.username_taken");
    account::rename(&tx, somebody(1), &Username::parse("Li.Na").unwrap()).await.unwrap();
    let nobody = account::rename(&tx, somebody(2), &Username::parse("zhou").unwrap()).await;
    assert_eq!(nobody.unwrap_err().code(), "account.not_found");
    tx.commit().await.unwrap();
    let found = account::find_all(world.db().reader(), &[world.staff, somebody(1)]).await.unwrap();
    assert_eq!(found.len(), 2);
}

#[tokio::test]
async fn another_password_ends_the_other_sessions() {
    let world = World::new().await;
    let (here, elsewhere) = (world.sign_in().await, world.sign_in().await);
    let ctx = world.ctx_of(&world.resolve(&here).await.unwrap());
    world.resolve(&elsewhere).await.unwrap();
    let (old, new) = (secret(PASSWORD), secret(NEW_PASSWORD));
    let change = change_password(&world.access, world.db(), &ctx, &old, &new).await.unwrap();
    passed(change.commit().await.unwrap());
    assert!(world.resolve(&here).await.is_some());
    assert!(world.resolve(&elsewhere).await.is_none());
    assert_eq!(refused(world.try_sign_in(USERNAME, PASSWORD, None).await).1, "password");
    passed(world.try_sign_in(USERNAME, NEW_PASSWORD, None).await);
}

#[tokio::test]
async fn guessing_the_present_password_locks_too() {
    let world = World::new().await;
    let token = world.sign_in().await;
    let ctx = world.ctx_of(&world.resolve(&token).await.unwrap());
    let (wrong, new) = (secret("wrong"), secret(NEW_PASSWORD));
    for _ in 0..5 {
        let change = change_password(&world.access, world.db(), &ctx, &wrong, &new).await.unwrap();
        let (code, reason) = refused(change.commit().await.unwrap());
        assert_eq!((code, reason), ("session.password_wrong", "password"));
    }
    assert_eq!(refused(world.try_sign_in(USERNAME, PASSWORD, None).await).1, "locked");
}

#[tokio::test]
async fn a_weak_password_is_refused_with_its_field() {
    let world = World::new().await;
    let token = world.sign_in().await;
    let ctx = world.ctx_of(&world.resolve(&token).await.unwrap());
    let (old, weak) = (secret(PASSWORD), secret("1234567890"));
    let refused = change_password(&world.access, world.db(), &ctx, &old, &weak).await.unwrap_err();
    assert_eq!(refused.code(), "session.password_common");
    assert_eq!(refused.pointer().as_deref(), Some("/new"));
}

#[tokio::test]
async fn a_password_from_an_administrator_must_be_changed_first() {
    let world = World::new().await;
    let tx = world.db().begin_write().await.unwrap();
    let (ctx, sessions) = (world.ctx(), &world.access.sessions);
    access::role::give(&tx, &ctx, sessions, world.staff, "teller", Some(crate::world::branch(1)))
        .await
        .unwrap();
    let hash = world.hash("given by the office").await;
    account::reset_password(&tx, &ctx, sessions, world.staff, &hash).await.unwrap();
    tx.commit().await.unwrap();
    let signed_in = passed(world.try_sign_in(USERNAME, "given by the office", None).await);
    let token = signed_in.session.token.expose().clone();
    let principal = world.resolve(&token).await.unwrap();
    assert_eq!(principal.roles, ["teller"]);
    assert_eq!(principal.grants.iter().count(), 0);
    let (old, new) = (secret("given by the office"), secret(NEW_PASSWORD));
    let ctx = world.ctx_of(&principal);
    let change = change_password(&world.access, world.db(), &ctx, &old, &new).await.unwrap();
    passed(change.commit().await.unwrap());
    let principal = world.resolve(&token).await.unwrap();
    assert_eq!(principal.grants.iter().map(|(code, _)| code).collect::<Vec<_>>(), ["visit:call"]);
}

#[tokio::test]
async fn the_chosen_language_is_kept() {
    let world = World::new().await;
    let tx = world.db().begin_write().await.unwrap();
    account::set_locale(&tx, world.staff, Locale::En).await.unwrap();
    tx.commit().await.unwrap();
    let account = account::find(world.db().reader(), world.staff).await.unwrap().unwrap();
    assert_eq!(account.locale, Some(Locale::En));
}
