//! Calendars: the built-in years, changes by hand, and years that nobody has announced.

use organisation::api;
use serde_json::json;

use crate::bank::Bank;

#[tokio::test]
async fn the_built_in_years_are_filled_in_once() {
    let bank = Bank::found().await;
    let app = &bank.house.app;
    api::fill_in_calendars(app, &bank.house.ctx()).await.unwrap();
    assert_eq!(api::fill_in_calendars(app, &bank.house.ctx()).await.unwrap(), 0);
    let administrator = bank.administrator().await;
    let year = administrator.get("/calendars/cn/2026").await.expect(200);
    assert_eq!((year.at("/known"), year.at("/days/0/date")), (json!(true), json!("2026-01-01")));
    assert!(year.text_at("/source").starts_with("https://www.gov.cn/"));
    let next = administrator.get("/calendars/cn/2027").await.expect(200);
    assert_eq!((next.at("/known"), next.at("/days/0")), (json!(false), json!(null)));

    let day = api::branch_date(app, bank.east, "2026-10-10".parse().unwrap()).await.unwrap();
    assert_eq!((day.day_kind, day.known), (deadlines::DayKind::MakeUpWorkday, true));
    let day = api::branch_date(app, bank.east, "2027-10-01".parse().unwrap()).await.unwrap();
    assert_eq!((day.day_kind, day.known), (deadlines::DayKind::Workday, false));
}

#[tokio::test]
async fn a_day_can_be_set_and_withdrawn_and_stays_withdrawn() {
    let bank = Bank::found().await;
    let app = &bank.house.app;
    api::fill_in_calendars(app, &bank.house.ctx()).await.unwrap();
    let administrator = bank.administrator().await;
    let set = json!({ "kind": "holiday", "name": "台风停工", "source": "市政府通告" });
    let path = "/calendars/cn/2026/days/2026-11-26";
    let _ = administrator.put(path, &set).await.expect(200);
    let kind = async |date: &str| {
        api::branch_date(app, bank.east, date.parse().unwrap()).await.unwrap().day_kind
    };
    assert_eq!(kind("2026-11-26").await, deadlines::DayKind::Holiday);
    let withdrawn = administrator.delete(path).await.expect(200);
    assert_eq!(withdrawn.at("/kind"), json!("ordinary"));
    assert_eq!(kind("2026-11-26").await, deadlines::DayKind::Workday);

    let _ = administrator.delete("/calendars/cn/2026/days/2026-10-01").await.expect(200);
    assert_eq!(api::fill_in_calendars(app, &bank.house.ctx()).await.unwrap(), 0);
    assert_eq!(kind("2026-10-01").await, deadlines::DayKind::Workday);
}

#[tokio::test]
async fn a_calendar_is_the_banks_and_its_days_belong_to_their_year() {
    let bank = Bank::found().await;
    let set = json!({ "kind": "holiday", "name": "元旦" });
    let manager = bank.east_manager().await;
    let _ = manager.put("/calendars/cn/2027/days/2027-01-01", &set).await.expect(403);
    let administrator = bank.administrator().await;
    let _ = administrator.put("/calendars/cn/2027/days/2026-12-31", &set).await.expect(200);
    let wrong = administrator.put("/calendars/cn/2027/days/2026-06-01", &set).await.expect(422);
    assert_eq!(wrong.text_at("/errors/0/code"), "calendar.other_year");
    let _ = administrator.put("/calendars/cn/2027/days/never", &set).await.expect(404);
}
