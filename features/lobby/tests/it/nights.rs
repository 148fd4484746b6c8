//! Clocks and calendars that do not behave: nights, clocks set back and forward, holidays announced late.

use db::Backend;
use serde_json::json;

use crate::appointments::{book, link, set_hours, set_rules, state, wait_until};
use crate::bank::{Bank, act, call_next};

#[tokio::test]
async fn a_shift_over_midnight_keeps_its_line_its_numbers_and_whoever_is_being_served() {
    let bank = Bank::found_shut(2).await;
    let night = json!([{ "from": "00:00", "to": "02:00" }, { "from": "18:00", "to": "24:00" }]);
    set_hours(&bank, bank.east, night).await;
    // Half past eleven in the evening of 24 November on the wall.
    bank.house.clock.set("2026-11-24T15:30:00Z".parse().expect("an instant"));
    bank.open_day().await;
    let teller = bank.seated(0).await;
    let (first, second) = (bank.visit("cash").await, bank.visit("cash").await);
    let _ = call_next(&teller, &bank.counter(0)).await;
    let _ = act(&teller, &first, "serve", json!({})).await.expect(200);
    // Half past midnight: the line goes on, and so do the numbers.
    wait_until(&bank, "2026-11-24T16:30:00Z").await;
    let teller = bank.house.sign_in_again(bank.tellers[0], Some(bank.east)).await;
    let third = bank.take("cash", json!({})).await.expect(201);
    assert_eq!((third.text_at("/number"), third.at("/ahead")), ("A003".to_owned(), json!(1)));
    let record = teller.get(&format!("/visits/{}", third.text_at("/visit_id"))).await.expect(200);
    assert_eq!(record.at("/business_day"), "2026-11-24");
    let _ = act(&teller, &first, "finish", json!({})).await.expect(200);
    let called = call_next(&teller, &bank.counter(0)).await;
    assert_eq!(called.text_at("/visit/id"), second);
    let _ = act(&teller, &second, "serve", json!({})).await.expect(200);
    // Two o'clock: the doors close. Whoever is served is served to the end, whoever still waits has left.
    wait_until(&bank, "2026-11-24T18:00:30Z").await;
    let teller = bank.house.sign_in_again(bank.tellers[0], Some(bank.east)).await;
    let state = async |visit: &str| {
        teller.get(&format!("/visits/{visit}")).await.expect(200).text_at("/state")
    };
    assert_eq!(state(&second).await, "serving");
    assert_eq!(state(&third.text_at("/visit_id")).await, "left");
    let _ = act(&teller, &second, "finish", json!({})).await.expect(200);
    assert_eq!(state(&second).await, "finished");
}

#[tokio::test]
async fn a_clock_that_is_set_back_or_forward_costs_nobody_a_place_and_no_time_is_negative() {
    let bank = Bank::found().await;
    let (manager, teller) = (bank.manager().await, bank.seated(0).await);
    let first = bank.visit("cash").await;
    bank.pass(300);
    let second = bank.visit("cash").await;
    // The clock is put right by ten minutes: it was five minutes before the first number was taken.
    wait_until(&bank, "2026-11-24T01:55:00Z").await;
    let third = bank.take("cash", json!({})).await.expect(201);
    assert_eq!(third.at("/ahead"), 0, "the earlier clock cannot know who came first");
    let board = manager.get(&format!("/branches/{}/board", bank.east)).await.expect(200);
    let waiting = board.at("/waiting");
    let waited = waiting.as_array().expect("a list").iter().map(|entry| entry["waited_s"].clone());
    assert_eq!(waited.collect::<Vec<_>>(), [json!(0), json!(0), json!(0)]);
    for _ in 0..3 {
        let visit = call_next(&teller, &bank.counter(0)).await.text_at("/visit/id");
        let _ = act(&teller, &visit, "serve", json!({})).await.expect(200);
        let _ = act(&teller, &visit, "finish", json!({})).await.expect(200);
    }
    for visit in [&first, &second] {
        let record = teller.get(&format!("/visits/{visit}")).await.expect(200);
        assert_eq!(record.at("/state"), "finished");
        assert_eq!((record.at("/wait_s"), record.at("/service_s")), (json!(0), json!(0)));
    }
    // A day forward, and back again: the day that was ended by mistake has ended, and the next number is a new day's.
    wait_until(&bank, "2026-11-25T02:00:00Z").await;
    wait_until(&bank, "2026-11-24T03:00:00Z").await;
    let number = bank.take("cash", json!({})).await.expect(201).text_at("/number");
    assert_eq!(number, "A004", "no number of a day is given twice");
}

#[tokio::test]
async fn a_holiday_announced_late_closes_the_doors_and_the_bank_answers_for_what_was_booked() {
    let bank = Bank::found().await;
    let hours = json!([{ "from": "09:00", "to": "17:00" }]);
    set_rules(&bank, bank.east, json!({ "workday": hours })).await;
    let (nobody, tomorrow) = (bank.house.nobody(), "2026-11-25T06:00:00Z");
    let booked = book(&bank, "open_account", tomorrow, 1).await.expect(201);
    let holiday = json!({ "kind": "holiday", "name": "台风停工", "source": "市政府通告" });
    let administrator = bank.administrator().await;
    let _ = administrator.put("/calendars/cn/2026/days/2026-11-25", &holiday).await.expect(200);
    let refused = book(&bank, "open_account", tomorrow, 2).await;
    assert_eq!(refused.status(), 422, "nobody can book before a closed door any more");
    wait_until(&bank, "2026-11-25T02:00:00Z").await;
    let found = nobody.get("/public/finder").await.expect(200);
    let branches = found.at("/items");
    let east = branches.as_array().expect("branches").iter().find(|item| item["code"] == "E01");
    let east = east.expect("the branch");
    assert_eq!((&east["open"], &east["hours_today"]), (&json!(false), &json!([])));
    assert_eq!(east["opens_at"], "2026-11-26T01:00:00Z");
    wait_until(&bank, "2026-11-25T06:01:00Z").await;
    wait_until(&bank, "2026-11-25T06:16:00Z").await;
    assert_eq!(state(&bank, &booked).await, "not_kept", "no customer is a no-show on a holiday");
    let to = json!({ "starts_at": "2026-11-26T06:00:00Z" });
    let moved = nobody.post(&format!("{}/move", link(&booked)), &to).await.expect(200);
    assert_eq!(moved.text_at("/state"), "booked");
}

#[tokio::test]
async fn ten_thousand_tickets_of_one_day_keep_their_numbers_and_their_order() {
    let bank = Bank::found().await;
    let _ = bank.seated(0).await;
    let _ = bank.visit("cash").await;
    bank.execute(&copies(&bank, 9_998).await).await;
    bank.execute("UPDATE lobby_numbers SET last = 9999").await;
    bank.pass(9_999);
    let last = bank.take("cash", json!({})).await.expect(201);
    assert_eq!((last.text_at("/number"), last.at("/ahead")), ("A10000".to_owned(), json!(1_000)));
    assert!(last.at("/wait/high_s").as_u64() > Some(8 * 3_600), "honestly told, it is hopeless");
    let manager = bank.manager().await;
    let teller = bank.house.sign_in_again(bank.tellers[0], Some(bank.east)).await;
    let board = manager.get(&format!("/branches/{}/board", bank.east)).await.expect(200);
    assert_eq!(board.at("/totals/waiting"), 10_000);
    assert_eq!(board.at("/waiting").as_array().map(Vec::len), Some(500));
    for expected in ["A001", "A2", "A3"] {
        let called = call_next(&teller, &bank.counter(0)).await;
        assert_eq!(called.text_at("/visit/number"), expected);
        let visit = called.text_at("/visit/id");
        let _ = act(&teller, &visit, "serve", json!({})).await.expect(200);
        let _ = act(&teller, &visit, "finish", json!({})).await.expect(200);
    }
}

/// Writes the statement that copies the only visit so many times, each a second later than the one before.
async fn copies(bank: &Bank, times: usize) -> String {
    let (id, digest) = match bank.house.app.db.backend() {
        Backend::Sqlite => ("randomblob(16)", "randomblob(32)"),
        Backend::Postgres => ("gen_random_uuid()", "sha256(n::text::bytea)"),
    };
    let columns = bank.house.rows("SELECT * FROM lobby_visits").await[0].column_names();
    let value = |column: &String| match column.as_str() {
        "id" => id.to_owned(),
        "number" => "'A' || (n + 1)".to_owned(),
        "token_digest" => digest.to_owned(),
        "arrived_at" | "since" | "queued_at" | "latest_at" => {
            format!("visit.{column} + n * CAST(1000000 AS BIGINT)")
        }
        other => format!("visit.{other}"),
    };
    let values: Vec<_> = columns.iter().map(value).collect();
    format!(
        "WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < {times}) \
         INSERT INTO lobby_visits ({}) SELECT {} FROM counted, (SELECT * FROM lobby_visits LIMIT 1) AS visit",
        columns.join(", "),
        values.join(", ")
    )
}
