//! A walk over every operation of the description: as nobody, as a wrong role, and as a right role of another branch.

use axum::http::Method;
use kernel::BranchId;
use serde_json::{Value, json};
use shouwen::demo;
use testing::{Answer, Client, TestApp};

use crate::bank::demo_bank;
use crate::sample::{self, NOBODY};

/// Parts of a path that name something of one branch.
const OF_A_BRANCH: [&str; 9] = [
    "{branch_id}",
    "{counter_id}",
    "{visit_id}",
    "{alert_id}",
    "{staff_id}",
    "{shift_id}",
    "{open_item_id}",
    "{handover_id}",
    "{kiosk_id}",
];

/// A demo bank, and things of its first branch to ask for.
struct World {
    house: TestApp,
    document: Value,
    here: BranchId,
    there: BranchId,
    /// What stands in the place of each part of a path.
    things: Vec<(&'static str, String)>,
}

/// One operation.
struct Operation<'a> {
    method: Method,
    /// The path behind `/api/v1`, with its parts in braces.
    path: &'a str,
    described: &'a Value,
}

impl World {
    async fn new() -> Self {
        let house = demo_bank().await;
        let loaded = demo::find(&house.app).await.unwrap().unwrap();
        let (here, there) = (loaded.branches[0].id, loaded.branches[1].id);
        let document = serde_json::from_str(house.app.openapi.text().unwrap()).unwrap();
        let things = things(&house, here).await;
        Self { house, document, here, there, things }
    }

    fn operations(&self) -> Vec<Operation<'_>> {
        let mut all = Vec::new();
        for (path, item) in self.document["paths"].as_object().unwrap() {
            for (method, described) in item.as_object().unwrap() {
                let Ok(method) = Method::from_bytes(method.to_uppercase().as_bytes()) else {
                    continue;
                };
                let path = path.strip_prefix("/api/v1").unwrap();
                // A stream does not end; the rules about its topics are tested in their rooms.
                if described.is_object() && path != "/live" {
                    all.push(Operation { method, path, described });
                }
            }
        }
        all
    }

    async fn call(&self, caller: &Client, operation: &Operation<'_>) -> u16 {
        self.ask(caller, operation).await.status()
    }

    async fn ask(&self, caller: &Client, operation: &Operation<'_>) -> Answer {
        let path = self.path(operation);
        let body = sample::body(&self.document, operation.described);
        let body = (operation.method != Method::GET).then_some(&body);
        caller.call(operation.method.clone(), &path, body).await
    }

    /// Returns the path with things of the first branch in the place of its parts.
    fn path(&self, operation: &Operation<'_>) -> String {
        let mut path = operation.path.to_owned();
        for (part, thing) in &self.things {
            path = path.replace(part, thing);
        }
        if operation.path.starts_with("/customers/") {
            path = path.replace("{id}", &self.thing("{customer}"));
        }
        if operation.path.starts_with("/public/appointments/") {
            path = path.replace(&self.thing("{token}"), &self.thing("{link}"));
        }
        path = path.replace("{id}", NOBODY);
        assert!(!path.contains('{'), "`{path}` has a part that the walk does not know");
        path
    }

    fn thing(&self, part: &str) -> String {
        self.things.iter().find(|(name, _)| *name == part).unwrap().1.clone()
    }
}

/// Makes and finds things of a branch: a visit, an alert, a counter, a customer, somebody who works there.
async fn things(house: &TestApp, here: BranchId) -> Vec<(&'static str, String)> {
    let nobody = house.nobody();
    let kiosk = nobody.get(&format!("/public/branches/{here}/kiosk")).await;
    let service = kiosk.text_at("/services/1/id");
    let phone = json!({ "kind": "phone", "value": "19900000005" });
    let ticket = json!({ "service_id": service, "identity": phone });
    let ticket =
        nobody.post(&format!("/public/branches/{here}/tickets"), &ticket).await.expect(201);
    let call = json!({ "place": "kiosk" });
    let alert =
        nobody.post(&format!("/public/branches/{here}/assistance"), &call).await.expect(202);
    let manager = house.sign_in("branch_manager", Some(here)).await;
    let visit = manager.get(&format!("/visits/{}", ticket.text_at("/visit_id"))).await.expect(200);
    let counters = manager.get(&format!("/branches/{here}/counters")).await.expect(200);
    let staff = manager.get(&format!("/staff?branch_id={here}")).await.expect(200);
    let shifts = manager.get(&format!("/shifts?branch_id={here}")).await.expect(200);
    let closing = format!("/branches/{here}/checklists/closing");
    let wrong = json!({ "state": "problem", "note": "灯不亮", "version": 0 });
    let _ = manager.post(&format!("{closing}/items/machines_off/mark"), &wrong).await.expect(200);
    let closing = manager.get(&closing).await.expect(200);
    let note = json!({ "text": "明日十点有押运检查" });
    let handover = manager.post(&format!("/branches/{here}/handovers"), &note).await.expect(201);
    let appointment = appointment(&nobody, here).await;
    let told = json!({ "branch_id": here, "services": [service], "text": "线路故障", "text_en": "Line down" });
    let incident = manager.post("/incidents", &told).await.expect(201);
    let kiosk = json!({ "name": "大门左侧" });
    let kiosk = manager.post(&format!("/branches/{here}/kiosks"), &kiosk).await.expect(201);
    vec![
        ("{kiosk_id}", kiosk.text_at("/id")),
        ("{incident_id}", incident.text_at("/id")),
        ("{appointment_id}", appointment.text_at("/id")),
        ("{link}", appointment.text_at("/token")),
        ("{branch_id}", here.to_string()),
        ("{visit_id}", ticket.text_at("/visit_id")),
        ("{token}", ticket.text_at("/token")),
        ("{alert_id}", alert.text_at("/alert_id")),
        ("{customer}", visit.text_at("/customer/id")),
        ("{counter_id}", counters.text_at("/items/0/id")),
        ("{staff_id}", staff.text_at("/items/0/id")),
        ("{shift_id}", shifts.text_at("/items/0/id")),
        ("{service_id}", service),
        ("{kind}", "opening".to_owned()),
        ("{item}", "doors_open".to_owned()),
        ("{slot}", "1".to_owned()),
        ("{open_item_id}", closing.text_at("/open_items/0/id")),
        ("{handover_id}", handover.text_at("/id")),
        ("{grant_id}", NOBODY.to_owned()),
        ("{skill_id}", NOBODY.to_owned()),
        ("{session_id}", NOBODY.to_owned()),
        ("{jurisdiction}", "cn".to_owned()),
        ("{year}", "2026".to_owned()),
        ("{date}", "2026-11-24".to_owned()),
        ("{pack}", "services%2Fcn".to_owned()),
    ]
}

/// Books the first service in the last slot that can be booked.
async fn appointment(nobody: &Client, here: BranchId) -> Answer {
    let path = format!("/public/branches/{here}/booking");
    let service = nobody.get(&path).await.expect(200).text_at("/services/0/id");
    let days = nobody.get(&format!("{path}/days?service_id={service}")).await.expect(200);
    let slot = days.text_at("/days/14/slots/0/starts_at");
    let body = json!({ "service_id": service, "starts_at": slot, "name": "钱多多", "phone": "19900009999" });
    nobody.post(&format!("/public/branches/{here}/appointments"), &body).await.expect(201)
}

/// The permissions that an operation names, one list for each way in; `None` for those open to everybody.
fn declared(operation: &Operation<'_>) -> Option<Vec<Vec<String>>> {
    let alternatives = operation.described["security"].as_array().expect("every operation says");
    if alternatives.iter().any(|one| one.as_object().is_some_and(serde_json::Map::is_empty)) {
        return None;
    }
    let session = |one: &Value| serde_json::from_value(one.get("session")?.clone()).ok();
    Some(alternatives.iter().filter_map(session).collect())
}

fn line(operation: &Operation<'_>, statuses: &[u16]) -> String {
    let statuses: Vec<_> = statuses.iter().map(u16::to_string).collect();
    format!("{:<6} {:<50} {}", operation.method.as_str(), operation.path, statuses.join(" "))
}

fn done(status: u16) -> bool {
    (200..300).contains(&status)
}

#[tokio::test]
async fn strangers_are_turned_away_everywhere_but_at_the_public_pages() {
    let world = World::new().await;
    let nobody = world.house.nobody();
    let mut open = Vec::new();
    for operation in world.operations() {
        let status = world.call(&nobody, &operation).await;
        assert!(
            status < 500,
            "{} {} answers {status} to a stranger",
            operation.method,
            operation.path
        );
        if status != 401 {
            let public =
                ["/public/", "/demo"].iter().any(|begin| operation.path.starts_with(begin));
            let named = matches!(operation.path, "/session");
            assert!(
                public || named || !done(status),
                "{} {} answers {status}",
                operation.method,
                operation.path
            );
            open.push(line(&operation, &[status]));
        }
    }
    insta::assert_snapshot!(open.join("\n"));
}

#[tokio::test]
async fn who_may_not_use_an_operation_is_told_so_before_anything_of_the_request_is_read() {
    let world = World::new().await;
    let nobody = world.house.nobody();
    let powerless = world.house.sign_in_without_role().await;
    let unreadable = json!(["neither", "the", "shape", "nor", "the", "sense"]);
    for operation in world.operations() {
        let Some(needed) = declared(&operation) else { continue };
        let path = world.path(&operation).replace(NOBODY, "no-id") + "?limit=x&cursor=%FF";
        let name = format!("{} {}", operation.method, operation.path);
        let answer = nobody.call(operation.method.clone(), &path, Some(&unreadable)).await;
        assert_eq!(
            (answer.status(), answer.text_at("/code").as_str()),
            (401, "access.signed_out"),
            "{name}"
        );
        if needed.iter().all(Vec::is_empty) {
            continue;
        }
        let answer = powerless.call(operation.method.clone(), &path, Some(&unreadable)).await;
        assert_eq!(
            (answer.status(), answer.text_at("/code").as_str()),
            (403, "access.forbidden"),
            "{name}"
        );
        let missing = answer.text_at("/permission");
        assert!(needed.iter().any(|all| all[0] == missing), "{name} asks for `{missing}`");
    }
}

#[tokio::test]
async fn an_operation_asks_for_exactly_the_permissions_that_it_names() {
    let world = World::new().await;
    let pack = world.house.app.data.pack::<access::RolePack>("access").unwrap();
    for operation in world.operations() {
        let Some(needed) = declared(&operation) else { continue };
        for role in &pack.roles {
            // Everybody is new for every operation: some operations end sessions.
            let caller = world.house.sign_in(&role.code, Some(world.here)).await;
            let answer = world.ask(&caller, &operation).await;
            let holds = |code: &String| role.permissions.contains_key(code);
            let may = needed.iter().any(|all| all.iter().all(holds));
            let turned_away = answer.text_at("/code") == "access.forbidden";
            let name = format!("{} {} by {}", operation.method, operation.path, role.code);
            assert_eq!(turned_away, !may, "{name}: {}", answer.text());
        }
    }
}

#[tokio::test]
async fn a_wrong_role_and_another_branch_get_nowhere() {
    let world = World::new().await;
    let mut table = vec![
        "operation: kiosk here, teller there, lobby manager there, branch manager there".to_owned(),
    ];
    for operation in
        world.operations().iter().filter(|operation| !operation.path.starts_with("/public/"))
    {
        let mut statuses = Vec::new();
        for (role, branch) in [
            ("kiosk", world.here),
            ("teller", world.there),
            ("lobby_manager", world.there),
            ("branch_manager", world.there),
        ] {
            // Everybody is new for every operation: some operations end sessions.
            let caller = world.house.sign_in(role, Some(branch)).await;
            let status = world.call(&caller, operation).await;
            assert!(
                status < 500,
                "{} {} answers {status} to {role}",
                operation.method,
                operation.path
            );
            let theirs = OF_A_BRANCH.iter().any(|part| operation.path.contains(part))
                || operation.path.starts_with("/customers/{");
            let strangers = branch == world.there && theirs;
            assert!(
                !strangers || !done(status),
                "{} {} of another branch: {role} {status}",
                operation.method,
                operation.path
            );
            statuses.push(status);
        }
        table.push(line(operation, &statuses));
    }
    insta::assert_snapshot!(table.join("\n"));
}
