//! What would have been, and what a day needs.

use serde_json::{Value, json};
use testing::{Answer, Client};

use crate::appointments::set_hours;
use crate::bank::{Bank, act, call_next};

/// Three days on which six customers come at once and one teller serves each of them for ten minutes.
async fn three_days() -> Bank {
    let bank = Bank::found_shut(2).await;
    for day in 0..3 {
        if day > 0 {
            bank.pass(24 * 3600 - 3600);
        }
        bank.open_day().await;
        one_day(&bank, day).await;
    }
    bank
}

/// An hour of the hall: ends exactly one hour after it began.
async fn one_day(bank: &Bank, day: u32) {
    let teller = match day {
        0 => bank.seated(0).await,
        _ => bank.house.sign_in_again(bank.tellers[0], Some(bank.east)).await,
    };
    if day > 0 {
        let _ = teller.post(&format!("{}/open", bank.counter(0)), &json!({})).await.expect(200);
    }
    for _ in 0..6 {
        bank.visit("cash").await;
    }
    for _ in 0..6 {
        let visit = call_next(&teller, &bank.counter(0)).await.text_at("/visit/id");
        let _ = act(&teller, &visit, "serve", json!({})).await.expect(200);
        bank.pass(600);
        let _ = act(&teller, &visit, "finish", json!({})).await.expect(200);
    }
    let close = format!("{}/close", bank.counter(0));
    let _ = teller.post(&close, &json!({})).await.expect(200);
}

async fn office(bank: &Bank) -> Client {
    bank.house.sign_in("branch_manager", Some(bank.east)).await
}

async fn ask(bank: &Bank, changes: Value) -> Answer {
    let mut body = json!({ "from": "2026-11-24", "to": "2026-11-26" });
    body.as_object_mut()
        .expect("the test bank works")
        .extend(changes.as_object().expect("the test bank works").clone());
    office(bank).await.post(&format!("/branches/{}/what-if", bank.east), &body).await
}

fn number(answer: &Answer, pointer: &str) -> f64 {
    answer.at(pointer).as_f64().unwrap_or(f64::NAN)
}

fn close_to(answer: &Answer, pointer: &str, expected: f64) {
    let found = number(answer, pointer);
    assert!((found - expected).abs() < 1.0, "{pointer}: {found} instead of {expected}");
}

#[tokio::test]
async fn the_past_simulated_as_it_was_is_the_past() {
    let bank = three_days().await;
    let told = ask(&bank, json!({})).await.expect(200);
    assert_eq!((told.at("/days"), told.at("/visits")), (json!(3), json!(18)));
    // Waits of 0, 10, 20, 30, 40 and 50 minutes.
    for side in ["recorded", "before", "after"] {
        close_to(&told, &format!("/all/mean_s/{side}/mean"), 1500.0);
        close_to(&told, &format!("/all/p90_s/{side}/mean"), 3000.0);
        close_to(&told, &format!("/occupancy/{side}/mean"), 1.0);
        close_to(&told, &format!("/counter_hours/{side}/mean"), 1.0);
    }
    close_to(&told, "/all/mean_change_s/mean", 0.0);
    assert_eq!(told.at("/classes/0/class/code"), "ordinary");
    assert_eq!(told.at("/classes/0/target_s"), 900);
}

#[tokio::test]
async fn one_more_counter_halves_the_line_on_every_day() {
    let bank = three_days().await;
    let more = json!({ "more": [{ "services": null, "from": "00:00", "to": "23:59" }] });
    let told = ask(&bank, more).await.expect(200);
    // Two at a time: waits of 0, 0, 10, 10, 20 and 20 minutes.
    close_to(&told, "/all/mean_s/after/mean", 600.0);
    close_to(&told, "/all/mean_change_s/mean", -900.0);
    close_to(&told, "/all/mean_change_s/high", -900.0);
    let elsewhere = json!({ "more": [{ "services": [bank.service("open_account")], "from": "00:00", "to": "23:59" }] });
    let told = ask(&bank, elsewhere).await.expect(200);
    close_to(&told, "/all/mean_change_s/mean", 0.0);
}

#[tokio::test]
async fn with_its_only_counter_closed_nobody_is_served() {
    let bank = three_days().await;
    let closed = json!({ "counters": [{ "counter_id": bank.counters[0], "services": null }] });
    let told = ask(&bank, closed).await.expect(200);
    close_to(&told, "/all/unserved/after/mean", 1.0);
    assert_eq!(told.at("/all/mean_s/after"), Value::Null);
    let double = ask(&bank, json!({ "arrivals_percent": 200 })).await.expect(200);
    close_to(&double, "/all/came/after/mean", 12.0);
    close_to(&double, "/all/unserved/after/mean", 0.0);
    close_to(&double, "/counter_hours/after/mean", 2.0);
    assert!(
        number(&double, "/all/mean_s/after/mean") > 2400.0,
        "who is inside at closing is served"
    );
}

#[tokio::test]
async fn wrong_questions_are_told_at_their_fields() {
    let bank = Bank::found().await;
    let nobody = "00000000-0000-4000-8000-000000000000";
    let wrong = json!({
        "to": "2026-12-24", "arrivals_percent": 5,
        "counters": [{ "counter_id": nobody, "services": [] }],
        "more": [{ "services": [nobody], "from": "11:00", "to": "10:00" }],
        "weights": [{ "class": "royal", "base": 1, "rate_per_min": 1 }],
    });
    insta::assert_json_snapshot!("wrong_question", ask(&bank, wrong).await.redacted());
    let weight = json!({ "to": "2026-11-24", "weights": [{ "class": "care", "base": 0, "rate_per_min": -1 }] });
    let refused = ask(&bank, weight).await.expect(422);
    assert_eq!(refused.at("/errors/0/pointer"), "/weights");
}

#[tokio::test]
async fn only_those_who_plan_may_ask_and_only_about_their_branch() {
    let bank = Bank::found().await;
    let path = format!("/branches/{}/what-if", bank.east);
    let _ = bank.manager().await.get(&path).await.expect(403);
    let neighbour = bank.house.sign_in("branch_manager", Some(bank.west)).await;
    let _ = neighbour.get(&path).await.expect(404);
    let choices = office(&bank).await.get(&path).await.expect(200);
    assert_eq!(choices.at("/today"), "2026-11-24");
    assert_eq!(choices.at("/counters").as_array().map(Vec::len), Some(3));
    assert_eq!(choices.at("/classes/1/rate_per_min"), 4.0);
}

#[tokio::test]
async fn a_day_is_planned_from_a_week_of_days_and_not_from_less() {
    let bank = Bank::found_shut(2).await;
    set_hours(&bank, bank.east, json!([{ "from": "00:00", "to": "24:00" }])).await;
    for day in 0..8 {
        let office = office(&bank).await;
        let path = format!("/branches/{}/staffing?day=2026-12-0{}", bank.east, 1 + day % 2);
        let plan = office.get(&path).await.expect(200);
        assert_eq!(plan.at("/days"), day);
        assert_eq!(plan.at("/half_hours/0").is_null(), day < 7, "day {day}");
        if day == 7 {
            let all = plan.at("/half_hours").as_array().expect("half hours").clone();
            let expected: f64 = all.iter().filter_map(|slot| slot["expected"].as_f64()).sum();
            assert!((5.0..=7.0).contains(&expected), "six come on a day: {expected}");
            assert!(all.iter().any(|slot| slot["needed"].as_u64() > Some(0)));
            assert!(all.iter().all(|slot| slot["planned"] == 0), "no shift is planned");
            close_to(&plan, "/busy_s", 600.0);
        }
        bank.open_day().await;
        one_day(&bank, day).await;
        bank.pass(24 * 3600 - 3600);
    }
    let far = format!("/branches/{}/staffing?day=2027-12-01&share_percent=100", bank.east);
    insta::assert_json_snapshot!("wrong_day", office(&bank).await.get(&far).await.redacted());
}
