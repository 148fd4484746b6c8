//! A small bank in which visits are finished and rated.

use std::time::Duration;

use access::Ctx;
use app::App;
use customers::api::{DemoCustomer, DocumentKind};
use db::WriteTx;
use kernel::{BranchId, CounterId, StaffId};
use organisation::api::{self, Branch, BranchKind, Counter, CounterKind, Service, Staff};
use serde_json::{Value, json};
use testing::{Answer, Client, TestApp};
use vault::Secret;

/// The mobile number of somebody whom the bank knows.
pub(crate) const KNOWN_PHONE: &str = "13812345678";

/// A comment with a telephone number in it.
pub(crate) const COMMENT: &str = "等了 45 分钟没人管，请回电 138-1234-5678";

/// The bank and the house it lives in.
pub(crate) struct Bank {
    pub(crate) house: TestApp,
    pub(crate) east: BranchId,
    pub(crate) west: BranchId,
    counter: CounterId,
    teller: StaffId,
    service: Service,
}

/// A finished visit.
pub(crate) struct Finished {
    pub(crate) visit: String,
    pub(crate) token: String,
}

impl Bank {
    /// Founds the bank: two branches, a counter in the east with a teller, one customer.
    pub(crate) async fn found() -> Self {
        let rooms =
            vec![organisation::feature(), customers::feature(), lobby::feature(), voice::feature()];
        let house = TestApp::start(rooms).await;
        let (app, ctx) = (house.app.clone(), house.ctx());
        let tx = app.db.begin_write().await.unwrap();
        let head = branch(&ctx, None, BranchKind::HeadOffice, "HQ");
        let east = branch(&ctx, Some(head.id), BranchKind::Branch, "E01");
        let west = branch(&ctx, Some(head.id), BranchKind::Branch, "W01");
        for branch in [&head, &east, &west] {
            api::create_branch(&app, &ctx, &tx, branch).await.unwrap();
        }
        let services = api::create_services_from_pack(&app, &ctx, &tx).await.unwrap();
        let service = services.into_iter().find(|service| service.code == "cash").unwrap();
        api::offer_services(&app, &ctx, &tx, east.id, vec![service.id]).await.unwrap();
        let counter = add_counter(&app, &ctx, &tx, east.id).await;
        let teller = add_teller(&app, &ctx, &tx, east.id).await;
        add_customer(&app, &ctx, &tx, east.id).await;
        tx.commit().await.unwrap();
        let people = (ctx.id(), ctx.id());
        lobby::api::complete_opening(&app, &ctx, east.id, people).await.unwrap();
        Self { house, east: east.id, west: west.id, counter, teller, service }
    }

    /// Returns the teller, who has opened the counter.
    pub(crate) async fn teller(&self) -> Client {
        let teller = self.house.sign_in_as(self.teller, "teller", Some(self.east)).await;
        let _ = teller.post(&format!("/counters/{}/open", self.counter), &json!({})).await;
        teller
    }

    /// Returns somebody with a role in the east.
    pub(crate) async fn sign_in(&self, role: &str) -> Client {
        self.house.sign_in(role, Some(self.east)).await
    }

    /// Takes a number for the customer and returns visit and token.
    pub(crate) async fn take(&self) -> Finished {
        let identity = json!({ "kind": "phone", "value": KNOWN_PHONE });
        let body = json!({ "service_id": self.service.id, "identity": identity });
        let path = format!("/public/branches/{}/tickets", self.east);
        let ticket = self.house.nobody().post(&path, &body).await.expect(201);
        Finished { visit: ticket.text_at("/visit_id"), token: ticket.text_at("/token") }
    }

    /// Takes a number for the customer and serves it to the end.
    pub(crate) async fn serve(&self, teller: &Client) -> Finished {
        let taken = self.take().await;
        let next = format!("/counters/{}/call-next", self.counter);
        let called = teller.post(&next, &json!({})).await.expect(200);
        assert_eq!(called.text_at("/visit/id"), taken.visit);
        for act in ["serve", "finish"] {
            self.house.clock.advance(Duration::from_mins(2));
            let path = format!("/visits/{}/{act}", taken.visit);
            assert_eq!(teller.post(&path, &json!({})).await.status(), 200);
        }
        taken
    }

    /// Rates a visit as the holder of its ticket.
    pub(crate) async fn rate(&self, finished: &Finished, rating: Value) -> Answer {
        let path = format!("/public/tickets/{}/rating", finished.token);
        self.house.nobody().post(&path, &rating).await
    }

    /// Serves and rates a visit low, and returns the id of its follow-up.
    pub(crate) async fn low(&self, teller: &Client) -> String {
        let finished = self.serve(teller).await;
        let rating = json!({ "satisfaction": 1, "effort": 2, "recommend": 3, "comment": COMMENT });
        assert_eq!(self.rate(&finished, rating).await.status(), 200);
        let manager = self.sign_in("branch_manager").await;
        let list = manager.get("/follow-ups?limit=100").await.expect(200);
        let items = list.at("/items");
        let mine = |item: &&Value| item["visit_id"] == json!(finished.visit);
        let follow_up = items.as_array().unwrap().iter().find(mine).unwrap();
        follow_up["id"].as_str().unwrap().to_owned()
    }
}

fn branch(ctx: &Ctx, parent: Option<BranchId>, kind: BranchKind, code: &str) -> Branch {
    Branch {
        id: ctx.id(),
        parent,
        kind,
        code: code.to_owned(),
        name: format!("支行 {code}"),
        name_en: format!("Branch {code}"),
        address: "人民路 1 号".to_owned(),
        address_en: "1 Renmin Road".to_owned(),
        phone: "010-5550 0000".to_owned(),
        facilities: Vec::new(),
        zone: "Asia/Shanghai".to_owned(),
        jurisdiction: "cn".to_owned(),
        active: true,
        version: 1,
    }
}

async fn add_counter(app: &App, ctx: &Ctx, tx: &WriteTx, branch: BranchId) -> CounterId {
    let counter = Counter {
        id: ctx.id(),
        branch,
        number: "1".to_owned(),
        name: "1 号柜台".to_owned(),
        name_en: "Counter 1".to_owned(),
        kind: CounterKind::Cash,
        services: Vec::new(),
        specialised: Vec::new(),
        active: true,
        version: 1,
    };
    api::create_counter(app, ctx, tx, &counter).await.unwrap();
    counter.id
}

async fn add_teller(app: &App, ctx: &Ctx, tx: &WriteTx, branch: BranchId) -> StaffId {
    let staff = Staff {
        id: ctx.id(),
        employee_number: "1001".to_owned(),
        name: "柜员一".to_owned(),
        name_en: "Teller One".to_owned(),
        job_title: "柜员".to_owned(),
        job_title_en: "Teller".to_owned(),
        branch,
        skills: vec!["cash".to_owned(), "personal".to_owned()],
        active: true,
        version: 1,
    };
    api::create_staff(app, ctx, tx, &staff).await.unwrap();
    staff.id
}

async fn add_customer(app: &App, ctx: &Ctx, tx: &WriteTx, home_branch: BranchId) {
    let customer = DemoCustomer {
        home_branch,
        name: Secret::new("欧阳建国".to_owned()),
        phone: Some(Secret::new(KNOWN_PHONE.to_owned())),
        documents: vec![(DocumentKind::ResidentId, Secret::new("11010519491231002X".to_owned()))],
        cards: Vec::new(),
        tier: "gold".to_owned(),
        care_needs: Vec::new(),
    };
    customers::api::create_for_demo(tx, ctx, app, &[customer]).await.unwrap();
}
