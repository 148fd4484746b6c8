//! Codes of an authenticator, and recovery codes.

use access::{Ctx, Verdict, second_factor};
use kernel::{Fault, StaffId};
use totp_rs::{Builder, Secret, Totp};

use crate::world::{PASSWORD, USERNAME, World, passed, refused};

/// The clerk's telephone.
struct Phone(Totp);

impl Phone {
    fn code(&self, world: &World) -> String {
        let seconds = u64::try_from(world.now().micros() / 1_000_000).unwrap();
        self.0.generate(seconds).to_string()
    }
}

async fn clerk(world: &World) -> Ctx {
    let token = world.sign_in().await;
    world.ctx_of(&world.resolve(&token).await.unwrap())
}

async fn begin(world: &World, ctx: &Ctx) -> Phone {
    let tx = world.db().begin_write().await.unwrap();
    let shown = second_factor::begin(&tx, ctx, &world.vault, "Bank").await.unwrap();
    tx.commit().await.unwrap();
    let secret = Secret::try_from_base32(shown.secret.expose()).unwrap();
    Phone(Builder::new().with_secret(secret).build().unwrap())
}

async fn turn_off(world: &World, ctx: &Ctx, code: &str) -> Verdict<StaffId> {
    let code = vault::Secret::new(code.to_owned());
    let change = access::turn_off_factor(&world.access, world.db(), &world.vault, ctx, &code).await;
    change.unwrap().commit().await.unwrap()
}

async fn confirm(world: &World, ctx: &Ctx, code: &str) -> Result<Vec<String>, &'static str> {
    let tx = world.db().begin_write().await.unwrap();
    let codes = second_factor::confirm(&tx, ctx, &world.vault, code).await;
    let codes = codes.map_err(|error| error.code())?;
    tx.commit().await.unwrap();
    Ok(codes.iter().map(|code| code.expose().clone()).collect())
}

#[tokio::test]
async fn a_code_is_needed_once_the_factor_is_confirmed() {
    let world = World::new().await;
    let ctx = clerk(&world).await;
    let phone = begin(&world, &ctx).await;
    passed(world.try_sign_in(USERNAME, PASSWORD, None).await);
    assert_eq!(confirm(&world, &ctx, "000000").await, Err("session.code_wrong"));
    confirm(&world, &ctx, &phone.code(&world)).await.unwrap();
    let without = world.try_sign_in(USERNAME, PASSWORD, None).await;
    assert_eq!(refused(without), ("session.totp_needed", "code_needed"));
    let same = world.try_sign_in(USERNAME, PASSWORD, Some(&phone.code(&world))).await;
    assert_eq!(refused(same), ("session.totp_refused", "code"), "it confirmed the factor already");
    world.advance_s(30);
    let code = phone.code(&world);
    passed(world.try_sign_in(USERNAME, PASSWORD, Some(&code)).await);
    let again = world.try_sign_in(USERNAME, PASSWORD, Some(&code)).await;
    assert_eq!(refused(again), ("session.totp_refused", "code"));
}

#[tokio::test]
async fn a_code_without_the_password_says_nothing() {
    let world = World::new().await;
    let ctx = clerk(&world).await;
    let phone = begin(&world, &ctx).await;
    confirm(&world, &ctx, &phone.code(&world)).await.unwrap();
    world.advance_s(30);
    let verdict = world.try_sign_in(USERNAME, "wrong", Some(&phone.code(&world))).await;
    assert_eq!(refused(verdict), ("session.refused", "password"));
    passed(world.try_sign_in(USERNAME, PASSWORD, Some(&phone.code(&world))).await);
}

#[tokio::test]
async fn wrong_codes_lock_the_account() {
    let world = World::new().await;
    let ctx = clerk(&world).await;
    let phone = begin(&world, &ctx).await;
    confirm(&world, &ctx, &phone.code(&world)).await.unwrap();
    world.advance_s(30);
    for _ in 0..5 {
        world.try_sign_in(USERNAME, PASSWORD, Some("000000")).await;
    }
    let right = world.try_sign_in(USERNAME, PASSWORD, Some(&phone.code(&world))).await;
    assert_eq!(refused(right), ("session.refused", "locked"));
}

#[tokio::test]
async fn a_recovery_code_works_once() {
    let world = World::new().await;
    let ctx = clerk(&world).await;
    let phone = begin(&world, &ctx).await;
    let codes = confirm(&world, &ctx, &phone.code(&world)).await.unwrap();
    assert_eq!(codes.len(), 10);
    let signed_in = passed(world.try_sign_in(USERNAME, PASSWORD, Some(&codes[3])).await);
    assert!(signed_in.used_recovery_code);
    let left = second_factor::recovery_codes_left(world.db().reader(), world.staff).await;
    assert_eq!(left.unwrap(), 9);
    let again = world.try_sign_in(USERNAME, PASSWORD, Some(&codes[3])).await;
    assert_eq!(refused(again), ("session.totp_refused", "code"));
}

#[tokio::test]
async fn once_it_is_off_no_code_is_needed_any_more() {
    let world = World::new().await;
    let ctx = clerk(&world).await;
    let phone = begin(&world, &ctx).await;
    let codes = confirm(&world, &ctx, &phone.code(&world)).await.unwrap();
    let tx = world.db().begin_write().await.unwrap();
    let twice = second_factor::begin(&tx, &ctx, &world.vault, "Bank").await;
    assert_eq!(twice.unwrap_err().code(), "session.totp_in_force");
    drop(tx);
    assert_eq!(refused(turn_off(&world, &ctx, "none").await), ("session.code_wrong", "code"));
    for code in [codes[1].as_str(), "none"] {
        assert_eq!(passed(turn_off(&world, &ctx, code).await), world.staff);
    }
    passed(world.try_sign_in(USERNAME, PASSWORD, None).await);
    let phone = begin(&world, &ctx).await;
    confirm(&world, &ctx, &phone.code(&world)).await.unwrap();
    let old = world.try_sign_in(USERNAME, PASSWORD, Some(&codes[0])).await;
    assert_eq!(refused(old), ("session.totp_refused", "code"));
}

#[tokio::test]
async fn nothing_can_be_confirmed_that_was_not_begun() {
    let world = World::new().await;
    let ctx = clerk(&world).await;
    assert_eq!(confirm(&world, &ctx, "123456").await, Err("session.totp_not_begun"));
    assert_eq!(confirm(&world, &world.ctx(), "123456").await, Err("access.signed_out"));
}

#[tokio::test]
async fn the_secret_is_sealed_in_the_table() {
    let world = World::new().await;
    let ctx = clerk(&world).await;
    let phone = begin(&world, &ctx).await;
    let reader = world.db().reader();
    let sql = "SELECT totp_secret FROM access_accounts WHERE totp_secret IS NOT NULL";
    let statement = sea_orm::Statement::from_string(
        sea_orm::ConnectionTrait::get_database_backend(reader),
        sql,
    );
    let row = sea_orm::ConnectionTrait::query_one_raw(reader, statement).await.unwrap().unwrap();
    let stored: Vec<u8> = row.try_get_by_index(0).unwrap();
    let secret = phone.0.secret().as_bytes();
    assert!(!stored.windows(secret.len()).any(|part| part == secret));
}
