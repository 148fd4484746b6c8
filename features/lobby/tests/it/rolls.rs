//! Rolls of pre-printed numbers.

use serde_json::{Value, json};

use crate::bank::{Bank, call_next};

fn roll(next: i64, version: i32) -> Value {
    json!({ "active": true, "digits": 3, "next": next, "reason": "new_roll", "version": version })
}

#[tokio::test]
async fn a_visit_gets_the_number_on_the_next_paper() {
    let bank = Bank::found().await;
    let (lobby, path) = (bank.manager().await, format!("/branches/{}/roll", bank.east));
    assert_eq!(lobby.get(&path).await.expect(200).at("/active"), json!(false));
    let set = lobby.put(&path, &roll(998, 0)).await.expect(200);
    assert_eq!((set.text_at("/next_number"), set.at("/version")), ("998".into(), json!(1)));
    let mut taken = Vec::new();
    for service in ["cash", "loan", "cash"] {
        taken.push(bank.take(service, json!({})).await.expect(201).text_at("/number"));
        bank.pass(1);
    }
    assert_eq!(taken, ["998", "999", "000"], "whatever the service, and after the last the first");
    let phone = bank.take("cash", json!({ "channel": "phone" })).await.expect(201);
    assert_eq!(phone.text_at("/number"), "A001", "a phone has no paper");
    let staff = json!({ "service_id": bank.service("cash"), "channel": "staff" });
    let staff = lobby.post(&format!("/public/branches/{}/tickets", bank.east), &staff).await;
    assert_eq!(staff.expect(201).text_at("/number"), "001");
    let first = call_next(&bank.seated(0).await, &bank.counter(0)).await;
    assert_eq!(first.text_at("/visit/number"), "998");
    let west = json!({ "service_id": bank.service("cash") });
    let path = format!("/public/branches/{}/tickets", bank.west);
    let west = bank.house.nobody().post(&path, &west).await.expect(201);
    assert_eq!(west.text_at("/number"), "A001", "the roll of one branch only");
}

#[tokio::test]
async fn a_torn_paper_is_put_right_and_a_used_number_is_refused_at_the_field() {
    let bank = Bank::found().await;
    let (lobby, path) = (bank.manager().await, format!("/branches/{}/roll", bank.east));
    let _ = lobby.put(&path, &roll(40, 0)).await.expect(200);
    for _ in 0..3 {
        bank.visit("cash").await;
    }
    let mut torn = roll(41, 1);
    torn["reason"] = json!("torn");
    let used = lobby.put(&path, &torn).await.expect(422);
    assert_eq!(used.text_at("/errors/0/pointer"), "/next");
    assert_eq!(used.text_at("/errors/0/code"), "roll.number_used");
    assert_eq!(used.text_at("/errors/0/detail"), "号码 041 今天已经用过，请核对下一张号纸。");
    torn["next"] = json!(45);
    let _ = lobby.put(&path, &torn).await.expect(200);
    assert_eq!(bank.take("cash", json!({})).await.expect(201).text_at("/number"), "045");
    let late = lobby.put(&path, &roll(60, 1)).await.expect(409);
    assert_eq!(late.text_at("/code"), "lobby.changed_meanwhile");
    let audit = bank.house.table_as_text("audit_rows").await;
    assert!(audit.contains("roll.set") && audit.contains("torn"));
}

#[tokio::test]
async fn a_paper_whose_number_was_given_out_is_not_given_again() {
    let bank = Bank::found().await;
    let (lobby, path) = (bank.manager().await, format!("/branches/{}/roll", bank.east));
    let _ = lobby.put(&path, &roll(41, 0)).await.expect(200);
    bank.visit("cash").await;
    let _ = lobby.put(&path, &roll(40, 1)).await.expect(200);
    bank.visit("cash").await;
    let twice = bank.take("cash", json!({})).await.expect(409);
    assert_eq!(twice.text_at("/code"), "roll.paper_used");
    let shown = lobby.get(&path).await.expect(200);
    assert_eq!(shown.at("/next"), json!(41), "what failed moved nothing");
}

#[tokio::test]
async fn a_setting_that_cannot_be_is_told_field_by_field() {
    let bank = Bank::found().await;
    let (lobby, path) = (bank.manager().await, format!("/branches/{}/roll", bank.east));
    let refused = async |more: Value| {
        let mut body = roll(1, 0);
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let answer = lobby.put(&path, &body).await.expect(422);
        (answer.text_at("/errors/0/pointer"), answer.text_at("/errors/0/code"))
    };
    let told = |pointer: &str, code: &str| (pointer.to_owned(), code.to_owned());
    assert_eq!(refused(json!({ "prefix": "A" })).await, told("/prefix", "roll.prefix_taken"));
    assert_eq!(refused(json!({ "prefix": "X" })).await, told("/prefix", "roll.prefix_taken"));
    assert_eq!(refused(json!({ "prefix": "abc" })).await, told("/prefix", "roll.prefix"));
    assert_eq!(refused(json!({ "digits": 9 })).await, told("/digits", "roll.digits"));
    assert_eq!(refused(json!({ "next": 1000 })).await, told("/next", "roll.next"));
    assert_eq!(refused(json!({ "next": -1 })).await, told("/next", "roll.next"));
    let teller = bank.house.sign_in("teller", Some(bank.west)).await;
    assert!([403, 404].contains(&teller.put(&path, &roll(1, 0)).await.status()));
    let _ = bank.house.nobody().get(&path).await.expect(401);
}

#[tokio::test]
async fn a_kiosk_with_a_roll_holds_no_numbers_of_its_own() {
    let bank = Bank::found().await;
    let (lobby, path) = (bank.manager().await, format!("/branches/{}/roll", bank.east));
    let _ = lobby.put(&path, &roll(1, 0)).await.expect(200);
    let boss = bank.house.sign_in("branch_manager", Some(bank.east)).await;
    let kiosk = json!({ "name": "大门左侧" });
    let kiosk = boss.post(&format!("/branches/{}/kiosks", bank.east), &kiosk).await.expect(201);
    let address = kiosk.text_at("/address");
    let device = json!({ "device": address.split_once("#device=").unwrap().1 });
    let refused = bank.house.nobody().post("/public/kiosks/lease", &device).await.expect(409);
    assert_eq!(refused.text_at("/code"), "roll.in_use");
    let path = format!("/public/branches/{}/kiosk", bank.east);
    let shown = bank.house.nobody().get(&path).await.expect(200);
    assert_eq!(shown.at("/roll"), json!(true));
}
