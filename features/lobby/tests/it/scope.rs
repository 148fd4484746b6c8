//! Who may do what, and where.

use serde_json::json;

use crate::bank::{Bank, act};

#[tokio::test]
async fn another_branch_does_not_even_exist() {
    let bank = Bank::found().await;
    let visit = bank.visit("cash").await;
    let stranger = bank.house.sign_in("teller", Some(bank.west)).await;
    assert_eq!(stranger.get(&format!("/visits/{visit}")).await.status(), 404);
    for name in
        ["call", "recall", "serve", "no-show", "park", "unpark", "transfer", "finish", "leave"]
    {
        assert_eq!(act(&stranger, &visit, name, json!({})).await.status(), 404, "{name}");
    }
    let triage = json!({ "care_group": "pregnant" });
    assert_eq!(act(&stranger, &visit, "triage", triage).await.status(), 404);
    let counter = bank.counter(0);
    for name in ["open", "close", "resume", "call-next"] {
        assert_eq!(
            stranger.post(&format!("{counter}/{name}"), &json!({})).await.status(),
            404,
            "{name}"
        );
    }
    assert_eq!(stranger.get(&format!("{counter}/desk")).await.status(), 404);
    assert_eq!(stranger.get(&format!("/branches/{}/board", bank.east)).await.status(), 404);
    assert_eq!(stranger.get(&format!("/branches/{}/alerts", bank.east)).await.status(), 404);
    let listed = stranger.get(&format!("/visits?branch_id={}", bank.east)).await.expect(200);
    assert_eq!(listed.at("/items"), json!([]));
}

#[tokio::test]
async fn a_wrong_role_is_told_so_and_nobody_has_to_sign_in() {
    let bank = Bank::found().await;
    let visit = bank.visit("cash").await;
    let administrator = bank.house.sign_in("administrator", None).await;
    let compliance = bank.house.sign_in("compliance", None).await;
    let manager = bank.manager().await;
    let nobody = bank.house.nobody();
    for (who, expected) in
        [(&administrator, 403), (&compliance, 403), (&manager, 403), (&nobody, 401)]
    {
        assert_eq!(act(who, &visit, "serve", json!({})).await.status(), expected);
        assert_eq!(
            who.post(&format!("{}/open", bank.counter(0)), &json!({})).await.status(),
            expected
        );
    }
    assert_eq!(administrator.get(&format!("/visits/{visit}")).await.status(), 403);
    assert_eq!(compliance.get(&format!("/visits/{visit}")).await.status(), 200);
    assert_eq!(nobody.get(&format!("/visits/{visit}")).await.status(), 401);
    let staff_only = json!({ "channel": "staff" });
    assert_eq!(bank.take("cash", staff_only).await.status(), 401);
    let teller = bank.seated(0).await;
    let path = format!("/public/branches/{}/tickets", bank.east);
    let body =
        json!({ "service_id": bank.service("cash"), "channel": "staff", "care_group": "unwell" });
    let issued = teller.post(&path, &body).await.expect(201);
    let record = teller.get(&format!("/visits/{}", issued.text_at("/visit_id"))).await.expect(200);
    assert_eq!(
        (record.text_at("/class"), record.text_at("/steps/0/actor/kind")),
        ("emergency".to_owned(), "staff".to_owned())
    );
}

#[tokio::test]
async fn a_colleague_s_customer_is_left_alone_unless_one_runs_the_hall() {
    let bank = Bank::found().await;
    let (first, second) = (bank.seated(0).await, bank.seated(1).await);
    let visit = bank.visit("cash").await;
    let _ = first.post(&format!("{}/call-next", bank.counter(0)), &json!({})).await.expect(200);
    let refused = act(&second, &visit, "serve", json!({})).await.expect(409);
    assert_eq!(refused.text_at("/code"), "lobby.other_counter");
    let seen = second.get(&format!("/visits/{visit}")).await.expect(200);
    assert_eq!(seen.at("/actions"), json!(["triage", "leave"]));
    let boss = bank.house.sign_in("branch_manager", Some(bank.east)).await;
    let _ = act(&boss, &visit, "serve", json!({})).await.expect(200);
    let _ = act(&boss, &visit, "finish", json!({})).await.expect(200);
    let desk = first.get(&format!("{}/desk", bank.counter(0))).await.expect(200);
    assert_eq!(desk.text_at("/counter/state"), "free");
}

#[tokio::test]
async fn topics_are_followed_by_those_who_may() {
    use lobby::api::follow;
    let bank = Bank::found().await;
    let ticket = bank.take("cash", json!({})).await.expect(201);
    let app = &bank.house.app;
    let nobody = access::Ctx::nobody(bank.house.now(), app.ids.clone(), kernel::Locale::En);
    let topic = |text: String| text.parse::<events::Topic>().expect("the test bank works");
    let hall = topic(format!("hall:{}", bank.east));
    let board = topic(format!("board:{}", bank.east));
    let own = topic(format!("ticket:{}", ticket.text_at("/token")));
    let guessed = topic(format!("ticket:{}", "A".repeat(43)));
    assert_eq!(follow(app, &nobody, &hall).await, Some(Ok(hall.clone())));
    assert!(follow(app, &nobody, &board).await.expect("the test bank works").is_err());
    assert!(follow(app, &nobody, &guessed).await.expect("the test bank works").is_err());
    let followed = follow(app, &nobody, &own)
        .await
        .expect("the test bank works")
        .expect("the test bank works")
        .to_string();
    assert_eq!(followed, ticket.text_at("/topic"));
    assert!(bank.house.events_as_text().await.contains(&followed), "events come under that topic");
}
