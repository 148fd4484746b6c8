//! Opening hours, and what they come to on a day.

use insta::assert_json_snapshot;
use organisation::api;
use serde_json::{Value, json};

use crate::bank::Bank;

fn usual() -> Value {
    json!({ "version": 1, "hours": {
        "workday": [{ "from": "09:00", "to": "12:00" }, { "from": "13:00", "to": "17:00" }],
        "weekend": [{ "from": "09:30", "to": "16:00" }],
        "exceptions": [{ "date": "2026-11-25", "hours": [], "reason": "设备检修" }] } })
}

#[tokio::test]
async fn hours_decide_whether_a_branch_is_open() {
    let bank = Bank::found().await;
    api::fill_in_calendars(&bank.house.app, &bank.house.ctx()).await.unwrap();
    let manager = bank.east_manager().await;
    let path = format!("/branches/{}/opening-hours", bank.east);
    let set = manager.put(&path, &usual()).await.expect(200);
    assert_json_snapshot!(set.redacted(), @r#"
    {
      "body": {
        "branch_id": "[id]",
        "hours": {
          "exceptions": [
            {
              "date": "2026-11-25",
              "hours": [],
              "reason": "设备检修"
            }
          ],
          "holiday": [],
          "make_up_workday": null,
          "weekend": [
            {
              "from": "09:30",
              "to": "16:00"
            }
          ],
          "workday": [
            {
              "from": "09:00",
              "to": "12:00"
            },
            {
              "from": "13:00",
              "to": "17:00"
            }
          ]
        },
        "today": {
          "closes_at": "[time]",
          "date": "2026-11-24",
          "day_kind": "workday",
          "hours": [
            {
              "from": "09:00",
              "to": "12:00"
            },
            {
              "from": "13:00",
              "to": "17:00"
            }
          ],
          "known": true,
          "open": true,
          "opens_at": null,
          "reason": null
        },
        "version": 2
      },
      "status": 200
    }
    "#);
    assert_eq!(manager.get(&path).await.json(), set.json());

    let look = async |text: &str| {
        let day = api::branch_day(&bank.house.app, bank.east, text.parse().unwrap()).await.unwrap();
        (day.business_date.to_string(), day.open_now, day.opens_at.map(|at| at.to_string()))
    };
    assert_eq!(look("2026-11-24T02:00:00Z").await, ("2026-11-24".to_owned(), true, None));
    let noon = Some("2026-11-24T05:00:00Z".to_owned());
    assert_eq!(look("2026-11-24T04:30:00Z").await, ("2026-11-24".to_owned(), false, noon));
    let after_repair = Some("2026-11-26T01:00:00Z".to_owned());
    assert_eq!(look("2026-11-25T02:00:00Z").await, ("2026-11-25".to_owned(), false, after_repair));
}

#[tokio::test]
async fn hours_that_cannot_be_are_refused() {
    let bank = Bank::found().await;
    let manager = bank.east_manager().await;
    let path = format!("/branches/{}/opening-hours", bank.east);
    let set = |workday: Value| json!({ "version": 1, "hours": { "workday": workday } });
    let no_time =
        manager.put(&path, &set(json!([{ "from": "9", "to": "17:00" }]))).await.expect(422);
    assert_eq!(no_time.text_at("/errors/0/pointer"), "/hours/workday/0/from");
    let over_midnight =
        manager.put(&path, &set(json!([{ "from": "22:00", "to": "02:00" }]))).await.expect(422);
    assert_eq!(over_midnight.text_at("/errors/0/code"), "branch.bad_hours");
    let _ = manager.put(&path, &usual()).await.expect(200);
    let late = manager.put(&path, &usual()).await.expect(409);
    assert_eq!(late.text_at("/code"), "branch.changed_meanwhile");
}
