//! Starting on an empty folder, stopping, starting again.

use std::os::unix::fs::PermissionsExt;
use std::time::Duration;

use futures::StreamExt;

use crate::server::{Place, said};

#[tokio::test]
async fn an_empty_folder_becomes_an_installation_for_its_owner_only() {
    let place = Place::empty();
    let server = place.start(&[]).await;
    assert_eq!(server.get("/health/ready").await.status(), 200);
    assert_eq!(server.get("/health/live").await.status(), 200);
    // Operations are counted once somebody has called one.
    assert_eq!(server.get("/api/v1/demo").await.status(), 200);
    assert!(server.get("/metrics").await.text().await.unwrap().contains("shouwen_"));
    let document = server.json("/api/openapi.json").await;
    assert_eq!(document["openapi"], "3.1.0");
    for file in ["keys.toml", "shouwen.db", "audit-anchors.log"] {
        let mode = std::fs::metadata(place.path().join(file)).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{file} has the mode {mode:o}");
    }
    let (code, _) = server.stop().await;
    assert_eq!(code, Some(0));
    let again = place.start(&[]).await;
    assert_eq!(again.get("/health/ready").await.status(), 200);
}

#[tokio::test]
async fn without_a_demo_nobody_signs_in_with_a_click() {
    let place = Place::with_demo().await;
    let server = place.start(&[]).await;
    assert_eq!(server.json("/api/v1/demo").await["loaded"], false);
    let body = serde_json::json!({ "role": "administrator" });
    let refused =
        server.client.post(server.url("/api/v1/demo/session")).json(&body).send().await.unwrap();
    assert_eq!(refused.status(), 404);
    let problem: serde_json::Value = refused.json().await.unwrap();
    assert_eq!(problem["code"], "demo.not_loaded");
}

#[tokio::test]
async fn a_database_without_its_key_ring_is_not_served() {
    let place = Place::empty();
    place.start(&[]).await.stop().await;
    std::fs::remove_file(place.path().join("keys.toml")).unwrap();
    let refused = place.run(&["serve", "--port", "0"]).await;
    assert_eq!(refused.status.code(), Some(1));
    assert!(said(&refused).contains("key ring"), "{}", said(&refused));
    assert!(
        !place.path().join("keys.toml").exists(),
        "no new ring stands in the place of the lost one"
    );
}

#[tokio::test]
async fn open_streams_do_not_hold_up_the_end() {
    let place = Place::with_demo().await;
    let server = place.start(&["--demo"]).await;
    let (branch, _) = server.branch_and_service().await;
    let stream = server.get(&format!("/api/v1/live?topics=hall:{branch}")).await;
    assert_eq!(stream.status(), 200);
    let (code, took) = server.stop().await;
    assert_eq!(code, Some(0));
    assert!(took < Duration::from_secs(5), "{took:?}");
    // The stream has ended in order: what is left of it can be read to its end.
    stream.bytes_stream().for_each(|_| async {}).await;
}

#[tokio::test]
async fn a_stream_ends_with_the_session_it_was_opened_in() {
    let place = Place::with_demo().await;
    let server = place.start(&["--demo"]).await;
    let (branch, _) = server.branch_and_service().await;
    let token = server.token("lobby_manager").await;
    let session = server.url("/api/v1/session");
    let mine: serde_json::Value =
        server.client.get(&session).bearer_auth(&token).send().await.unwrap().json().await.unwrap();
    let topic = mine["branch"]["id"].as_str().unwrap_or(&branch);
    let path = server.url(&format!("/api/v1/live?topics=board:{topic}"));
    let stream = server.client.get(path).bearer_auth(&token).send().await.unwrap();
    assert_eq!(stream.status(), 200);
    let mut bytes = stream.bytes_stream();
    for _ in 0..3 {
        assert!(bytes.next().await.is_some(), "it goes on while the session is alive");
    }
    let out = server.client.delete(&session).bearer_auth(&token).send().await.unwrap();
    assert!(out.status().is_success());
    let rest = tokio::time::timeout(Duration::from_secs(20), bytes.for_each(|_| async {})).await;
    assert!(rest.is_ok(), "it goes on after its session has ended");
}
