//! How often one address may ask, and how many streams it may hold open, through the real router.

use std::net::IpAddr;
use std::time::Duration;

use access::config::{RateConfig, StreamsConfig};
use access::rate::Rate;
use app::AppConfig;
use serde_json::{Value, json};
use shouwen::{demo, rooms};
use testing::{Answer, Client, TestApp};

/// An address outside the networks that are exempt.
const HALL: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(203, 0, 113, 5));
/// Another one.
const HOME: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(198, 51, 100, 7));

/// Opens the demo bank with limits, low ones so that a test meets them.
async fn limited_bank() -> TestApp {
    let mut config = AppConfig { demo: true, ..TestApp::config() };
    let few = Rate::new(6, 2);
    config.access.rates = RateConfig {
        ticket: few,
        rating: few,
        sign_in: few,
        needs: few,
        assistance: few,
        ..RateConfig::default()
    };
    config.access.streams = StreamsConfig { per_session: 2, per_address: 3 };
    let house = TestApp::start_with(rooms::all(), config).await;
    demo::prepare(&house.app).await.unwrap();
    house
}

/// What is asked, by whom, and what it answers while it is allowed.
type Call = (&'static str, String, Value, u16);

async fn public_calls(house: &TestApp) -> Vec<Call> {
    let bank = demo::find(&house.app).await.unwrap().unwrap();
    let branch = format!("/public/branches/{}", bank.branches[0].id);
    let kiosk = house.nobody().get(&format!("{branch}/kiosk")).await.expect(200);
    let ticket = json!({ "service_id": kiosk.at("/services/1/id") });
    let wrong = json!({ "username": "nobody", "password": "not the right one" });
    vec![
        ("ticket", format!("{branch}/tickets"), ticket, 201),
        ("needs", format!("{branch}/needs"), json!({ "words": "取钱" }), 200),
        ("assistance", format!("{branch}/assistance"), json!({ "place": "kiosk" }), 202),
        (
            "rating",
            format!("/public/tickets/{}/rating", "A".repeat(43)),
            json!({ "satisfaction": 5 }),
            404,
        ),
        ("sign-in", "/session".to_owned(), wrong, 401),
    ]
}

fn assert_too_often(answer: &Answer, what: &str) {
    assert_eq!(
        (answer.status(), answer.text_at("/code").as_str()),
        (429, "access.too_often"),
        "{what}"
    );
    assert_eq!(answer.header("retry-after"), Some("10"), "{what}");
    assert_eq!(answer.text_at("/detail"), "操作过于频繁，请在 10 秒后重试。", "{what}");
}

#[tokio::test]
async fn one_address_that_asks_too_often_is_told_when_to_come_back() {
    let house = limited_bank().await;
    for (what, path, body, allowed) in public_calls(&house).await {
        let (here, there) = (house.nobody().at(HALL), house.nobody().at(HOME));
        for _ in 0..2 {
            assert_eq!(here.post(&path, &body).await.status(), allowed, "{what}");
        }
        assert_too_often(&here.post(&path, &body).await, what);
        assert_eq!(there.post(&path, &body).await.status(), allowed, "{what} elsewhere");
        house.clock.advance(Duration::from_secs(10));
        assert_eq!(here.post(&path, &body).await.status(), allowed, "{what} after a while");
        assert_too_often(&here.post(&path, &body).await, what);
    }
}

#[tokio::test]
async fn programs_on_the_server_itself_ask_as_often_as_they_like_except_to_sign_in() {
    let house = limited_bank().await;
    let local = house.nobody().at(IpAddr::V4(std::net::Ipv4Addr::LOCALHOST));
    for (what, path, body, allowed) in public_calls(&house).await {
        for _ in 0..2 {
            assert_eq!(local.post(&path, &body).await.status(), allowed, "{what}");
        }
        let third = local.post(&path, &body).await;
        if what == "sign-in" {
            assert_too_often(&third, what);
        } else {
            assert_eq!(third.status(), allowed, "{what}");
        }
    }
}

async fn follow(client: &Client, topics: &str, times: usize) -> Vec<axum::body::Body> {
    let mut open = Vec::new();
    for _ in 0..times {
        let (status, stream) = client.follow(topics).await;
        assert_eq!(status, 200);
        open.push(stream);
    }
    open
}

#[tokio::test]
async fn an_address_and_a_session_hold_only_so_many_streams_open() {
    let house = limited_bank().await;
    let branch = demo::find(&house.app).await.unwrap().unwrap().branches[0].id;
    let (hall, board) = (format!("hall:{branch}"), format!("board:{branch}"));
    let screens = house.nobody().at(HALL);
    let mut open = follow(&screens, &hall, 3).await;
    let refused = screens.get(&format!("/live?topics={hall}")).await.expect(429);
    assert_eq!(refused.text_at("/code"), "access.too_many_streams");
    assert_eq!(
        refused.text_at("/detail"),
        "已同时打开 3 个实时页面，达到上限。请关闭不用的页面后重试。"
    );
    assert_eq!(refused.header("retry-after"), Some("30"));
    let manager = house.sign_in("lobby_manager", Some(branch)).await.at(HALL);
    let tabs = follow(&manager, &board, 2).await;
    let _ = manager.get(&format!("/live?topics={board}")).await.expect(429);
    let colleague = house.sign_in("teller", Some(branch)).await.at(HALL);
    let _others = follow(&colleague, &board, 1).await;
    open.pop();
    let _again = follow(&screens, &hall, 1).await;
    drop(tabs);
    let _tabs = follow(&manager, &board, 2).await;
}
