//! Staff and their skills.

use insta::assert_json_snapshot;
use organisation::api;
use serde_json::json;

use crate::bank::Bank;

#[tokio::test]
async fn a_manager_hires_and_somebody_leaves() {
    let bank = Bank::found().await;
    let manager = bank.east_manager().await;
    let body = json!({ "employee_number": "1002", "name": "赵敏", "name_en": "Zhao Min", "job_title": "大堂经理",
        "branch_id": bank.east, "skills": ["wealth", "cash", "cash"] });
    let hired = manager.post("/staff", &body).await.expect(201);
    assert_json_snapshot!(hired.redacted(), @r#"
    {
      "body": {
        "account": null,
        "active": true,
        "branch_id": "[id]",
        "employee_number": "1002",
        "grants": [],
        "id": "[id]",
        "job_title": "大堂经理",
        "job_title_en": "",
        "name": "赵敏",
        "name_en": "Zhao Min",
        "skills": [
          "cash",
          "wealth"
        ],
        "username": null,
        "version": 1
      },
      "status": 201
    }
    "#);

    let teller = bank.house.sign_in_as(bank.teller, "teller", Some(bank.east)).await;
    let _ = teller.get("/branches").await.expect(200);
    let path = format!("/staff/{}", bank.teller);
    let left = manager.patch(&path, &json!({ "version": 1, "active": false })).await.expect(200);
    assert_eq!((left.at("/active"), left.at("/grants/0/role")), (json!(false), json!("teller")));
    let _ = teller.get("/branches").await.expect(401);
    assert_eq!(left.at("/account/disabled"), json!(true));
    assert!(api::staff_skills(&bank.house.app, bank.teller).await.unwrap().is_empty());
}

#[tokio::test]
async fn staff_of_other_branches_stay_unknown() {
    let bank = Bank::found().await;
    let manager = bank.west_manager().await;
    let list = manager.get("/staff").await.expect(200);
    assert_eq!(
        (list.at("/items/0/employee_number"), list.at("/items/1")),
        (json!("2001"), json!(null))
    );
    let path = format!("/staff/{}", bank.teller);
    let _ = manager.get(&path).await.expect(404);
    let _ = manager.patch(&path, &json!({ "version": 1, "name": "某某" })).await.expect(404);
    let away = json!({ "version": 1, "branch_id": bank.east });
    let _ = manager.patch(&format!("/staff/{}", bank.west_teller), &away).await.expect(404);
}

#[tokio::test]
async fn wrong_skills_and_taken_numbers_are_refused() {
    let bank = Bank::found().await;
    let administrator = bank.administrator().await;
    let mut body = json!({ "employee_number": "1001", "name": "赵敏", "name_en": "Zhao Min", "branch_id": bank.east });
    let taken = administrator.post("/staff", &body).await.expect(409);
    assert_eq!(taken.text_at("/errors/0/pointer"), "/employee_number");
    body["skills"] = json!(["juggling"]);
    let unknown = administrator.post("/staff", &body).await.expect(422);
    assert_eq!(unknown.text_at("/errors/0/pointer"), "/skills");
    body["branch_id"] = json!(bank.teller);
    let nowhere = administrator.post("/staff", &body).await.expect(422);
    assert_eq!(nowhere.text_at("/errors/0/pointer"), "/branch_id");
}

#[tokio::test]
async fn names_come_from_memory_and_from_the_table() {
    let bank = Bank::found().await;
    let app = &bank.house.app;
    api::staff_of(app, bank.east).await.unwrap();
    let names = api::staff_names(app, &[bank.teller, bank.west_teller, bank.teller]).await.unwrap();
    assert_eq!((names[&bank.teller].name.as_str(), names.len()), ("王芳", 2));
}
