//! Services that nobody on duty renders: the ticket says so, and those who run the hall are told.

use std::time::Duration;

use serde_json::{Value, json};
use testing::Client;

use crate::bank::{Bank, act};

/// Lists the alerts that say that nobody is on duty for something.
async fn unattended(manager: &Client, bank: &Bank) -> Vec<Value> {
    bank.reconcile().await;
    let board = manager.get(&format!("/branches/{}/board", bank.east)).await.expect(200);
    let alerts = board.at("/alerts");
    let all = alerts.as_array().expect("the test bank works").iter();
    all.filter(|alert| alert["kind"] == "unattended").cloned().collect()
}

/// Tells what kiosk and hall screen say of a service.
async fn public(bank: &Bank, code: &str) -> (Value, Value) {
    let nobody = bank.house.nobody();
    let mut told = Vec::new();
    for (page, list) in [("kiosk", "/services"), ("hall", "/by_service")] {
        let path = format!("/public/branches/{}/{page}", bank.east);
        let services = nobody.get(&path).await.expect(200).at(list);
        let mut services = services.as_array().expect("the test bank works").iter();
        let id = bank.service(code);
        let service = services.find(|one| one["id"] == id || one["service_id"] == id);
        told.push(service.expect("the test bank works")["staffed"].clone());
    }
    (told[0].clone(), told[1].clone())
}

#[tokio::test]
async fn a_number_that_nobody_can_call_says_so() {
    let bank = Bank::found().await;
    let teller = bank.seated(0).await;
    let cash = bank.take("cash", json!({})).await.expect(201);
    assert_eq!((cash.at("/staffed"), cash.at("/wait").is_null()), (json!(true), false));
    let wealth = bank.take("wealth", json!({})).await.expect(201);
    assert_eq!((wealth.at("/staffed"), wealth.at("/wait")), (json!(false), json!(null)));
    let path = format!("/public/tickets/{}", wealth.text_at("/token"));
    let shown = async || bank.house.nobody().get(&path).await.expect(200).at("/staffed");
    assert_eq!(shown().await, false);
    assert_eq!(public(&bank, "cash").await, (json!(true), json!(true)));
    assert_eq!(public(&bank, "wealth").await, (json!(false), json!(false)));
    let left = bank.house.nobody().post(&format!("{path}/leave"), &json!({})).await.expect(200);
    assert_eq!(left.at("/staffed"), true, "whoever has gone waits for nobody");
    let pause = json!({ "reason": "meal" });
    let _ = teller.post(&format!("{}/pause", bank.counter(0)), &pause).await.expect(200);
    assert_eq!(public(&bank, "cash").await, (json!(false), json!(false)), "a pause counts");
}

#[tokio::test]
async fn before_a_planned_counter_opens_a_range_rests_on_the_plan() {
    let bank = Bank::found().await;
    let manager = bank.manager().await;
    let (from, to) = (bank.house.clock.now(), bank.house.clock.now() + Duration::from_hours(8));
    let planner = bank.house.sign_in("branch_manager", Some(bank.east)).await;
    let shift = json!({
        "branch_id": bank.east, "staff_id": bank.tellers[0], "counter_id": bank.counters[0],
        "starts_at": from, "ends_at": to,
    });
    let _ = planner.post("/shifts", &shift).await.expect(201);
    let first = bank.take("cash", json!({})).await.expect(201);
    assert_eq!(
        (first.at("/staffed"), first.text_at("/wait/basis")),
        (json!(true), "planned".to_owned())
    );
    bank.pass(1);
    let second = bank.take("cash", json!({})).await.expect(201);
    assert!(second.at("/wait/high_s").as_u64() > first.at("/wait/high_s").as_u64());
    assert_eq!(
        bank.take("wealth", json!({})).await.expect(201).at("/staffed"),
        false,
        "nobody with the skill is planned"
    );
    assert_eq!(public(&bank, "cash").await, (json!(true), json!(true)));
    assert_eq!(
        unattended(&manager, &bank).await.len(),
        1,
        "those who run the hall see that nobody has begun"
    );
    let _teller = bank.seated(0).await;
    let open = bank.take("cash", json!({})).await.expect(201);
    assert_eq!(open.text_at("/wait/basis"), "typical");
}

#[tokio::test]
async fn those_who_run_the_hall_hear_of_it_once_until_somebody_sits_down() {
    let bank = Bank::found().await;
    let manager = bank.manager().await;
    bank.visit("cash").await;
    let wealth = bank.visit("wealth").await;
    let told = unattended(&manager, &bank).await;
    assert_eq!(told.len(), 1, "once for the hall, whatever is waited for");
    assert_eq!(told[0]["sentence"], "有客户等候，现在没有柜台在岗。请安排人员，或向客户说明。");
    let english = unattended(&manager.in_english(), &bank).await;
    assert_eq!(
        english[0]["sentence"],
        "No counter is on duty, and customers are waiting. Please arrange for somebody, or tell them."
    );
    assert_eq!((&english[0]["id"], &english[0]["level"]), (&told[0]["id"], &json!("warn")));
    let teller = bank.seated(0).await;
    let left = unattended(&manager, &bank).await;
    assert_eq!(left.len(), 1, "what this counter does not render is still waited for");
    assert_eq!(
        left[0]["sentence"],
        "有客户等候“理财基金保险”，现在无人在岗办理。请安排人员，或向客户说明。"
    );
    let _ = act(&manager, &wealth, "leave", json!({})).await.expect(200);
    assert!(unattended(&manager, &bank).await.is_empty(), "somebody can serve the other");
    let _ = teller.post(&format!("{}/close", bank.counter(0)), &json!({})).await.expect(200);
    let again = unattended(&manager, &bank).await;
    assert_eq!(again.len(), 1);
    assert_ne!(again[0]["id"], told[0]["id"]);
    let entry = bank.house.table_as_text("audit_rows").await;
    assert!(entry.contains("alert.resolved") && entry.contains("unattended"));
}

#[tokio::test]
async fn it_is_over_with_the_last_who_waited_and_rings_louder_for_what_is_urgent() {
    let bank = Bank::found().await;
    let manager = bank.manager().await;
    let teller = bank.seated(0).await;
    let first = bank.visit("loan").await;
    let second = bank.visit("loan").await;
    let told = unattended(&manager, &bank).await;
    let taken =
        format!("/alerts/{}/acknowledge", told[0]["id"].as_str().expect("the test bank works"));
    let _ = manager.post(&taken, &json!({})).await.expect(200);
    assert!(unattended(&manager, &bank).await.is_empty(), "taken up, and not told again");
    let _ = act(&manager, &first, "leave", json!({})).await.expect(200);
    assert!(unattended(&manager, &bank).await.is_empty(), "the second still waits");
    let to_cash = json!({ "service_id": bank.service("cash") });
    let _ = act(&manager, &second, "triage", to_cash).await.expect(200);
    assert!(unattended(&manager, &bank).await.is_empty());
    bank.visit("loan").await;
    assert_eq!(unattended(&manager, &bank).await.len(), 1, "another day of waiting is news");
    let pause = json!({ "reason": "meal" });
    let _ = teller.post(&format!("{}/pause", bank.counter(0)), &pause).await.expect(200);
    bank.visit("fraud_stop").await;
    let all = unattended(&manager, &bank).await;
    let levels: Vec<_> = all.iter().map(|alert| alert["level"].clone()).collect();
    assert!(levels.contains(&json!("breach")), "{levels:?}");
}
