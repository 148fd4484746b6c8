//! What cannot be done for a while: nobody is called for it, nobody loses a place, everybody is told.

use serde_json::{Value, json};
use testing::Client;

use crate::bank::{Bank, call_next};

#[tokio::test]
async fn who_waits_for_what_is_stopped_keeps_the_place_and_is_called_when_it_ends() {
    let bank = Bank::found().await;
    let (manager, teller) = (bank.manager().await, bank.seated(0).await);
    let held = bank.take("cash", json!({})).await.expect(201);
    bank.pass(60);
    let other = bank.take("card_replacement", json!({})).await.expect(201);
    let incident = begin(&bank, &manager, &["cash"]).await;
    let ticket = ticket(&bank, &held.text_at("/token")).await;
    assert_eq!(ticket["incident"]["text_en"], "Cash cannot be paid out. Please wait or choose.");
    assert_eq!(ticket["wait"], json!(null), "nobody knows how long");
    let shown = bank.house.nobody().get(&format!("/public/branches/{}/hall", bank.east)).await;
    assert_eq!(shown.expect(200).at("/incidents/0/services"), json!([bank.service("cash")]));
    let called = call_next(&teller, &bank.counter(0)).await;
    assert_eq!(called.at("/visit/number"), other.at("/number"), "the earlier one is held up");
    let next = call_free(&bank, 1).await;
    assert_eq!(next.1["visit"], json!(null), "and so nobody is left to call: {}", next.1);
    end(&manager, &incident).await;
    let next = next.0.post(&format!("{}/call-next", bank.counter(1)), &json!({})).await.expect(200);
    assert_eq!(next.at("/visit/number"), held.at("/number"));
    assert!(next.at("/visit/wait_s").as_u64().is_some_and(|waited| waited >= 60));
}

#[tokio::test]
async fn two_incidents_at_once_end_one_by_one() {
    let bank = Bank::found().await;
    let (manager, teller) = (bank.manager().await, bank.seated(0).await);
    bank.visit("cash").await;
    let first = begin(&bank, &manager, &["cash"]).await;
    let second = begin(&bank, &manager, &[]).await;
    end(&manager, &first).await;
    assert_eq!(call_next(&teller, &bank.counter(0)).await.at("/visit"), json!(null));
    end(&manager, &second).await;
    assert_ne!(call_next(&teller, &bank.counter(0)).await.at("/visit"), json!(null));
}

#[tokio::test]
async fn a_visitor_chooses_meanwhile_and_the_report_remains() {
    let bank = Bank::found().await;
    let (manager, teller) = (bank.manager().await, bank.seated(0).await);
    let tokens = [
        bank.take("cash", json!({})).await.expect(201).text_at("/token"),
        bank.take("cash", json!({})).await.expect(201).text_at("/token"),
        bank.take("cash", json!({})).await.expect(201).text_at("/token"),
    ];
    let early = choose(&bank, &tokens[0], json!({ "choice": "wait" }), 409).await;
    assert_eq!(early["code"], "incident.nothing_stopped");
    let incident = begin(&bank, &manager, &["cash", "fraud_stop"]).await;
    choose(&bank, &tokens[0], json!({ "choice": "wait" }), 200).await;
    let stopped = json!({ "choice": "service", "service_id": bank.service("fraud_stop") });
    let refused = choose(&bank, &tokens[1], stopped, 422).await;
    assert_eq!(refused["errors"][0]["pointer"], "/service_id");
    let to = json!({ "choice": "service", "service_id": bank.service("card_replacement") });
    let changed = choose(&bank, &tokens[1], to, 200).await;
    assert_eq!((&changed["incident"], &changed["ahead"]), (&json!(null), &json!(0)));
    choose(&bank, &tokens[2], json!({ "choice": "branch" }), 200).await;
    let called = call_next(&teller, &bank.counter(0)).await;
    assert_eq!(called.at("/visit/number"), changed["number"]);
    end(&manager, &incident).await;
    let path = format!("/incidents/{}", incident["id"].as_str().unwrap());
    let report = manager.get(&path).await.expect(200);
    let figures = ["/concerned", "/waiting", "/served", "/gone"].map(|pointer| report.at(pointer));
    assert_eq!(figures, [json!(3), json!(2), json!(1), json!(0)]);
    let choices: Vec<_> =
        (0..3).map(|index| report.at(&format!("/visits/{index}/choice"))).collect();
    assert_eq!(choices, [json!("wait"), json!("service"), json!("branch")]);
}

#[tokio::test]
async fn nobody_is_hurried_for_what_is_stopped() {
    let bank = Bank::found().await;
    let manager = bank.manager().await;
    let _ = bank.take("cash", json!({ "care_group": "pregnant" })).await.expect(201);
    begin(&bank, &manager, &["cash"]).await;
    bank.pass(1_000);
    bank.reconcile().await;
    let alerts = manager.get(&format!("/branches/{}/alerts?open=true", bank.east)).await;
    assert_eq!(alerts.expect(200).at("/items"), json!([]));
}

#[tokio::test]
async fn an_incident_is_announced_for_the_own_branch_only_and_changed_by_one_at_a_time() {
    let bank = Bank::found().await;
    let manager = bank.manager().await;
    let elsewhere = bank.house.sign_in("branch_manager", Some(bank.west)).await;
    let teller = bank.seated(0).await;
    let body = announcement(&bank, &[]);
    let _ = teller.post("/incidents", &body).await.expect(403);
    let _ = elsewhere.post("/incidents", &body).await.expect(404);
    let mut everywhere = body.clone();
    everywhere["branch_id"] = json!(null);
    let refused = manager.post("/incidents", &everywhere).await.expect(409);
    assert_eq!(refused.at("/code"), "incident.of_bank");
    let head = bank.house.sign_in("head_office", None).await;
    let whole = head.post("/incidents", &everywhere).await.expect(201);
    let seen = elsewhere.get("/incidents?open=true").await.expect(200);
    assert_eq!(seen.at("/items/0/id"), whole.at("/id"), "what concerns all is seen by all");
    let path = format!("/incidents/{}/end", whole.text_at("/id"));
    let _ = manager.post(&path, &json!({ "version": 1 })).await.expect(409);
    let own = begin(&bank, &manager, &["cash"]).await;
    let path = format!("/incidents/{}", own["id"].as_str().unwrap());
    let _ = elsewhere.get(&path).await.expect(404);
    let words = json!({ "text": "线路抢修中", "text_en": "Being mended", "version": 1 });
    let _ = manager.patch(&path, &words).await.expect(200);
    let late = manager.patch(&path, &words).await.expect(409);
    assert_eq!(late.at("/code"), "incident.changed");
}

#[tokio::test]
async fn wrong_announcements_are_refused_at_their_fields() {
    let bank = Bank::found().await;
    let manager = bank.manager().await;
    let mut wrong = announcement(&bank, &[]);
    wrong["text_en"] = json!(" ");
    wrong["services"] = json!(["0198c0de-0000-7000-8000-000000000000"]);
    wrong["expected_until"] = json!("2020-01-01T00:00:00Z");
    let refused = manager.post("/incidents", &wrong).await.expect(422);
    let pointers: Vec<_> =
        (0..3).map(|index| refused.at(&format!("/errors/{index}/pointer"))).collect();
    assert_eq!(pointers, [json!("/text_en"), json!("/expected_until"), json!("/services/0")]);
}

fn announcement(bank: &Bank, services: &[&str]) -> Value {
    let services: Vec<_> = services.iter().map(|code| bank.service(code)).collect();
    json!({
        "branch_id": bank.east,
        "services": services,
        "text": "暂时不能办理现金业务，请稍候或另作选择。",
        "text_en": "Cash cannot be paid out. Please wait or choose.",
    })
}

async fn begin(bank: &Bank, manager: &Client, services: &[&str]) -> Value {
    manager.post("/incidents", &announcement(bank, services)).await.expect(201).at("")
}

async fn end(manager: &Client, incident: &Value) {
    let path = format!("/incidents/{}/end", incident["id"].as_str().unwrap());
    let _ = manager.post(&path, &json!({ "version": incident["version"] })).await.expect(200);
}

async fn ticket(bank: &Bank, token: &str) -> Value {
    bank.house.nobody().get(&format!("/public/tickets/{token}")).await.expect(200).at("")
}

async fn choose(bank: &Bank, token: &str, body: Value, status: u16) -> Value {
    let path = format!("/public/tickets/{token}/meanwhile");
    bank.house.nobody().post(&path, &body).await.expect(status).at("")
}

/// Opens another counter and calls there.
async fn call_free(bank: &Bank, index: usize) -> (Client, Value) {
    let teller = bank.seated(index).await;
    let called = call_next(&teller, &bank.counter(index)).await.at("");
    (teller, called)
}
