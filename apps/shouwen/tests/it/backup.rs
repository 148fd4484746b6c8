//! Backup while serving, restore into an empty place, rotation of keys.

use std::os::unix::fs::PermissionsExt;

use serde_json::json;

use crate::server::{Place, Server, said};

async fn look(server: &Server) -> serde_json::Value {
    let token = server.token("lobby_manager").await;
    let body = json!({ "phone": "19900000005" });
    let found = server.post("/api/v1/customers/search", &token, &body).await;
    assert_eq!(found.status(), 200);
    found.json().await.unwrap()
}

#[tokio::test]
async fn what_was_backed_up_while_serving_comes_back() {
    let place = Place::with_demo().await;
    let server = place.start(&["--demo"]).await;
    let (branch, service) = server.branch_and_service().await;
    let ticket = server.ticket(&branch, &service, "before-the-backup").await.unwrap();
    let ticket: serde_json::Value = ticket.json().await.unwrap();
    let before = look(&server).await;
    let folder = place.path().join("backup");
    let to = folder.display().to_string();
    let made = place.run(&["backup", "--to", &to, "--with-keys"]).await;
    assert_eq!(made.status.code(), Some(0), "{}", said(&made));
    for entry in std::fs::read_dir(&folder).unwrap() {
        let entry = entry.unwrap();
        assert_eq!(
            entry.metadata().unwrap().permissions().mode() & 0o077,
            0,
            "{:?}",
            entry.file_name()
        );
    }
    let again = place.run(&["backup", "--to", &to]).await;
    assert!(said(&again).contains("not empty"), "{}", said(&again));

    let other = Place::empty();
    let restored = other.run(&["restore", "--from", &to]).await;
    assert_eq!(restored.status.code(), Some(0), "{}", said(&restored));
    let server = other.start(&["--demo"]).await;
    let found =
        server.json(&format!("/api/v1/public/tickets/{}", ticket["token"].as_str().unwrap())).await;
    assert_eq!(found["number"], ticket["number"]);
    assert_eq!(look(&server).await, before);
    server.stop().await;
    let verified = other.run(&["audit", "verify"]).await;
    assert_eq!(verified.status.code(), Some(0), "{}", said(&verified));
}

#[tokio::test]
async fn a_backup_is_restored_only_whole_with_its_keys_and_into_an_empty_place() {
    let place = Place::with_demo().await;
    let folder = place.path().join("backup");
    let to = folder.display().to_string();
    let made = place.run(&["backup", "--to", &to]).await;
    assert_eq!(made.status.code(), Some(0), "{}", said(&made));
    assert!(!folder.join("keys.toml").exists());

    let refused = place.run(&["restore", "--from", &to]).await;
    assert!(said(&refused).contains("empty place only"), "{}", said(&refused));
    let other = Place::empty();
    let refused = other.run(&["restore", "--from", &to]).await;
    assert!(said(&refused).contains("key ring is not in the backup"), "{}", said(&refused));
    other.run(&["keys", "generate"]).await;
    std::fs::copy(place.path().join("keys.toml"), other.path().join("keys.toml")).unwrap();
    let mut bytes = std::fs::read(folder.join("database.db")).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(folder.join("database.db"), bytes).unwrap();
    let refused = other.run(&["restore", "--from", &to]).await;
    assert!(said(&refused).contains("not what was written"), "{}", said(&refused));
    assert!(!other.path().join("shouwen.db").exists());
}

#[tokio::test]
async fn keys_are_rotated_and_customers_are_still_found() {
    let place = Place::with_demo().await;
    let server = place.start(&["--demo"]).await;
    let before = look(&server).await;
    let refused = place.run(&["keys", "rotate"]).await;
    assert!(said(&refused).contains("a server is running"), "{}", said(&refused));
    server.stop().await;
    let rotated = place.run(&["keys", "rotate", "--algorithm", "sm4-gcm"]).await;
    assert_eq!(rotated.status.code(), Some(0), "{}", said(&rotated));
    let listed = said(&place.run(&["keys", "list"]).await);
    assert!(listed.contains("sm4-gcm") && listed.contains("opens only"), "{listed}");
    let server = place.start(&["--demo"]).await;
    assert_eq!(look(&server).await, before);
    server.stop().await;
    let verified = place.run(&["audit", "verify"]).await;
    assert_eq!(verified.status.code(), Some(0), "{}", said(&verified));
}
