//! Personal data in logs, metrics or addresses is a defect.

use serde_json::json;

use crate::server::{Place, Server};

/// Invented, and written as nothing else in the demo bank.
const ID_NUMBER: &str = "11010519491231002X";
const PHONE: &str = "13988887641";
const CARD: &str = "6222020200112233453";
const NAME: &str = "欧阳朝晖";
const NEED: &str = "给孙女交留学保证金";
const COMMENT: &str = "排队太久而且没有座位";
const PASSWORD: &str = "春眠不觉晓处处闻啼鸟";

/// Lets personal data in by every door: forms that fit, forms that do not, forms that are no JSON.
async fn visit(server: &Server) {
    let (branch, service) = server.branch_and_service().await;
    let public = format!("/api/v1/public/branches/{branch}");
    let needs = json!({ "words": format!("{NEED}，电话 {PHONE}") });
    server.post(&format!("{public}/needs"), "", &needs).await;
    for (kind, value) in [("resident_id", ID_NUMBER), ("phone", PHONE), ("bank_card", CARD)] {
        let identity = json!({ "kind": kind, "value": value });
        let ticket = json!({ "service_id": service, "identity": identity, "need": NEED, "channel": "kiosk" });
        server.post(&format!("{public}/tickets"), "", &ticket).await;
        server
            .post(&format!("{public}/tickets"), "", &json!({ "service_id": 7, kind: value }))
            .await;
    }
    let words = json!({ "place": "kiosk", "words": NEED });
    server.post(&format!("{public}/assistance"), "", &words).await;
    let account = json!({ "username": PHONE, "password": PASSWORD });
    assert_eq!(server.post("/api/v1/session", "", &account).await.status(), 401);
    let broken = format!("{{\"name\": \"{NAME}\", \"document\": {ID_NUMBER}");
    let url = server.url("/api/v1/customers");
    server.client.post(url).body(broken).send().await.unwrap();
}

async fn serve(server: &Server) {
    let token = server.token("teller").await;
    let post = async |path: &str, body| server.post(path, &token, &body).await;
    let file = json!({
        "name": NAME, "phone": PHONE,
        "documents": [{ "kind": "resident_id", "number": ID_NUMBER }], "cards": [CARD],
    });
    let created = post("/api/v1/customers", file.clone()).await;
    assert_eq!(created.status(), 201, "{}", created.text().await.unwrap());
    let created: serde_json::Value = created.json().await.unwrap();
    let id = created["id"].as_str().unwrap();
    assert_eq!(post("/api/v1/customers", file).await.status(), 409);
    for search in [json!({ "phone": PHONE }), json!({ "name": NAME }), json!({ "card": 1 })] {
        post("/api/v1/customers/search", search).await;
    }
    let look = json!({ "field": "phone", "reason": "contact", "note": COMMENT });
    post(&format!("/api/v1/customers/{id}/unmask"), look).await;
    let change = server.client.patch(server.url(&format!("/api/v1/customers/{id}")));
    let change = change.bearer_auth(&token).json(&json!({ "version": 99, "name": NAME }));
    change.send().await.unwrap();
}

#[tokio::test]
async fn neither_logs_nor_metrics_hold_personal_data() {
    let place = Place::with_demo().await;
    let (server, log) = place.start_talkative(&["--demo"]).await;
    visit(&server).await;
    serve(&server).await;
    let metrics = server.get("/metrics").await.text().await.unwrap();
    server.stop().await;
    let log = std::fs::read_to_string(log).unwrap();
    assert!(
        log.contains("POST /api/v1/customers"),
        "the log tells of the requests: {}",
        &log[..log.len().min(3_000)]
    );
    assert!(metrics.contains("shouwen_http_requests_total"), "{metrics}");
    for secret in [ID_NUMBER, PHONE, CARD, NAME, NEED, COMMENT, PASSWORD] {
        for (place, text) in [("the log", &log), ("the metrics", &metrics)] {
            let line = text.lines().find(|line| line.contains(secret));
            assert!(line.is_none(), "`{secret}` stands in {place}: {}", line.unwrap_or_default());
        }
    }
}

/// What a path or a query names is logged by every proxy on the way.
#[test]
fn addresses_have_no_place_for_personal_data() {
    let document = app::feature::compose(shouwen::rooms::all()).openapi;
    let document = serde_json::to_value(document).unwrap();
    let personal = ["name", "phone", "number", "card", "document", "password", "birth", "words"];
    for (path, item) in document["paths"].as_object().unwrap() {
        for operation in item.as_object().unwrap().values() {
            for parameter in operation["parameters"].as_array().into_iter().flatten() {
                let name = parameter["name"].as_str().unwrap_or_default();
                let allowed = path == "/api/v1/visits" && name == "number";
                assert!(
                    allowed || !personal.iter().any(|word| name.contains(word)),
                    "{path}: {name}"
                );
            }
        }
    }
}
