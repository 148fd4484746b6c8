//! Pages that many ask for at once.

use crate::bank::Bank;

#[tokio::test]
async fn a_page_is_made_anew_after_every_change_and_every_second() {
    let bank = Bank::found().await;
    let manager = bank.manager().await;
    let paths =
        [format!("/branches/{}/board", bank.east), format!("/public/branches/{}/hall", bank.east)];
    for path in &paths {
        let first = manager.get(path).await.expect(200);
        assert_eq!(manager.get(path).await.text(), first.text());
        bank.pass(1);
        assert_ne!(manager.get(path).await.at("/now"), first.at("/now"));
    }
    let before = manager.get(&paths[0]).await.at("/totals/waiting");
    bank.visit("cash").await;
    assert_eq!((before, manager.get(&paths[0]).await.at("/totals/waiting")), (0.into(), 1.into()));
}

#[tokio::test]
async fn a_page_made_for_one_is_not_shown_to_those_who_may_not_see_it() {
    let bank = Bank::found().await;
    let path = format!("/branches/{}/board", bank.east);
    let _ = bank.manager().await.get(&path).await.expect(200);
    let _ = bank.house.nobody().get(&path).await.expect(401);
    let elsewhere = bank.house.sign_in("lobby_manager", Some(bank.west)).await;
    let _ = elsewhere.get(&path).await.expect(404);
}

#[tokio::test]
async fn each_language_has_its_own_page() {
    let bank = Bank::found().await;
    let _ = bank
        .house
        .nobody()
        .post(
            &format!("/public/branches/{}/assistance", bank.east),
            &serde_json::json!({ "place": "kiosk" }),
        )
        .await
        .expect(202);
    let manager = bank.manager().await;
    let path = format!("/branches/{}/board", bank.east);
    let (chinese, english) =
        (manager.get(&path).await.text(), manager.in_english().get(&path).await.text());
    assert_ne!(chinese, english);
}
