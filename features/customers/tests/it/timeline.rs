//! The timeline follows everybody's events.

use std::sync::Arc;
use std::time::Duration;

use access::{Actor, Ctx, Grants, Principal};
use events::Event;
use insta::assert_json_snapshot;
use kernel::{BranchId, CustomerId, Locale, VisitId};
use serde::Serialize;
use serde_json::json;
use testing::TestApp;

use crate::support::{assert_nothing_personal, elsewhere, here, house, open_file};

/// Declares events as the lobby announces them.
macro_rules! visit_events {
    ($($name:ident => $kind:literal;)+) => {$(
        #[derive(Clone, Serialize)]
        #[serde(transparent)]
        struct $name(Facts);

        impl Event for $name {
            const KIND: &'static str = $kind;

            fn topics(&self) -> Vec<String> {
                Vec::new()
            }

            fn branch(&self) -> Option<BranchId> {
                Some(self.0.branch_id)
            }

            fn customer(&self) -> Option<CustomerId> {
                self.0.customer
            }
        }
    )+};
}

visit_events! {
    VisitTaken => "visit.taken";
    VisitCalled => "visit.called";
}

/// As the lobby tells a visit.
#[derive(Clone, Serialize)]
struct Facts {
    visit_id: VisitId,
    branch_id: BranchId,
    #[serde(skip)]
    customer: Option<CustomerId>,
    number: &'static str,
    state: &'static str,
    step: u32,
    waited_s: u64,
}

fn facts(ctx: &Ctx, customer: Option<CustomerId>) -> Facts {
    let (branch_id, state) = (elsewhere(), "waiting");
    Facts { visit_id: ctx.id(), branch_id, customer, number: "A012", state, step: 1, waited_s: 0 }
}

async fn announce(house: &TestApp, ctx: &Ctx, event: &impl Event) {
    let tx = house.app.db.begin_write().await.unwrap();
    house.app.events.record(&tx, ctx, event).await.unwrap();
    tx.commit().await.unwrap();
    house.settled().await;
}

#[tokio::test]
async fn events_of_other_rooms_stand_on_the_timeline_and_open_the_file_where_they_happened() {
    let house = house().await;
    let clerk = house.sign_in("teller", Some(here())).await;
    let id = open_file(&clerk).await;
    house.clock.advance(Duration::from_mins(1));
    let stranger = house.sign_in("teller", Some(elsewhere())).await;
    let path = format!("/customers/{id}/timeline");
    assert_eq!(stranger.get(&path).await.status(), 404);
    let nobody = Ctx::nobody(house.now(), house.app.ids.clone(), Locale::ZhCn);
    let visit = facts(&nobody, Some(id));
    announce(&house, &nobody, &VisitTaken(visit.clone())).await;
    announce(&house, &nobody, &VisitTaken(facts(&nobody, None))).await;
    assert_eq!(stranger.get(&path).await.status(), 404, "anybody can show what is somebody else's");
    let principal = Principal {
        staff: stranger.staff(),
        session: nobody.id(),
        branch: Some(elsewhere()),
        roles: Vec::new(),
        grants: Grants::default(),
    };
    house.clock.advance(Duration::from_mins(1));
    let ctx = Ctx { actor: Actor::Staff(Arc::new(principal)), now: house.now(), ..nobody };
    let called = Facts { state: "called", step: 2, waited_s: 60, ..visit.clone() };
    announce(&house, &ctx, &VisitCalled(called)).await;
    let timeline = stranger.get(&path).await.expect(200);
    assert_nothing_personal(&timeline.text());
    assert_json_snapshot!(timeline.redacted());
    assert_eq!(timeline.text_at("/items/0/id"), visit.visit_id.to_string());
    let english = clerk.in_english().get(&path).await;
    assert_eq!(english.text_at("/items/0/sentence"), "Visit");
    assert_eq!(english.text_at("/items/0/steps/1/sentence"), "Was called to a counter");
    assert_nothing_personal(&house.events_as_text().await);
}

#[tokio::test]
async fn a_timeline_is_read_page_by_page() {
    let house = house().await;
    let clerk = house.sign_in("teller", Some(here())).await;
    let id = open_file(&clerk).await;
    let path = format!("/customers/{id}");
    for (version, tier) in ["gold", "ordinary", "gold", "private"].into_iter().enumerate() {
        house.clock.advance(Duration::from_secs(1));
        clerk.patch(&path, &json!({ "version": version, "tier": tier })).await;
    }
    house.settled().await;
    let mut kinds = Vec::new();
    let mut next = format!("{path}/timeline?limit=2");
    loop {
        let page = clerk.get(&next).await.expect(200);
        let items = page.at("/items");
        for item in items.as_array().unwrap() {
            kinds.push(item["kind"].as_str().unwrap().to_owned());
        }
        match page.at("/next").as_str() {
            Some(cursor) => next = format!("{path}/timeline?limit=2&cursor={cursor}"),
            None => break,
        }
    }
    assert_eq!(
        kinds,
        ["customer.updated", "customer.updated", "customer.updated", "customer.created"]
    );
    assert_eq!(clerk.get(&format!("{path}/timeline?cursor=rubbish")).await.status(), 422);
}
