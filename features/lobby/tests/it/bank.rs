//! A small bank: two branches, three counters with a teller each, the catalogue of services, one customer.

use std::time::Duration;

use access::Ctx;
use app::App;
use customers::api::{DemoCustomer, DocumentKind};
use db::WriteTx;
use kernel::{BranchId, CounterId, StaffId};
use organisation::api::{self, Branch, BranchKind, Counter, CounterKind, Service, Staff};
use sea_orm::ConnectionTrait as _;
use serde_json::{Value, json};
use testing::{Answer, Client, TestApp};
use vault::Secret;

/// A resident ID of somebody born in 1949 whom the bank knows.
pub(crate) const OLD_CUSTOMER: &str = "11010519491231002X";

/// A resident ID of somebody whom nobody knows, born in 1990.
pub(crate) const STRANGER: &str = "110101199003070011";

/// The bank and the house it lives in.
pub(crate) struct Bank {
    pub(crate) house: TestApp,
    pub(crate) east: BranchId,
    pub(crate) west: BranchId,
    pub(crate) counters: Vec<CounterId>,
    pub(crate) tellers: Vec<StaffId>,
    pub(crate) services: Vec<Service>,
}

impl Bank {
    /// Founds the bank with three counters.
    pub(crate) async fn found() -> Self {
        Self::found_with(3).await
    }

    /// Founds the bank with so many counters in the east, each with a teller; its branches are open.
    pub(crate) async fn found_with(counters: usize) -> Self {
        let bank = Self::found_shut(counters).await;
        bank.open_day().await;
        bank
    }

    /// Founds the bank with branches that have not checked anything today.
    pub(crate) async fn found_shut(counters: usize) -> Self {
        Self::found_on(counters, TestApp::config()).await
    }

    /// As [`Bank::found_shut`], with settings of the test's own.
    pub(crate) async fn found_on(counters: usize, config: app::AppConfig) -> Self {
        let rooms = vec![organisation::feature(), customers::feature(), lobby::feature()];
        let house = TestApp::start_with(rooms, config).await;
        let (app, ctx) = (house.app.clone(), house.ctx());
        let tx = app.db.begin_write().await.expect("the test bank works");
        let head = branch(&ctx, None, BranchKind::HeadOffice, "HQ", "总行");
        let east = branch(&ctx, Some(head.id), BranchKind::Branch, "E01", "城东支行");
        let west = branch(&ctx, Some(head.id), BranchKind::Branch, "W01", "城西支行");
        for branch in [&head, &east, &west] {
            api::create_branch(&app, &ctx, &tx, branch).await.expect("the test bank works");
        }
        let services =
            api::create_services_from_pack(&app, &ctx, &tx).await.expect("the test bank works");
        for branch in [east.id, west.id] {
            let all = services.iter().map(|service| service.id).collect();
            api::offer_services(&app, &ctx, &tx, branch, all).await.expect("the test bank works");
        }
        let (mut places, mut tellers) = (Vec::new(), Vec::new());
        for number in 1..=counters {
            places.push(add_counter(&app, &ctx, &tx, east.id, number).await);
            tellers.push(add_teller(&app, &ctx, &tx, east.id, number).await);
        }
        add_customer(&app, &ctx, &tx, east.id).await;
        tx.commit().await.expect("the test bank works");
        Self { house, east: east.id, west: west.id, counters: places, tellers, services }
    }

    /// Finishes the opening checklists of today, in the name of two people of whom nothing else is known.
    pub(crate) async fn open_day(&self) {
        let (app, ctx) = (&self.house.app, self.house.ctx());
        for branch in [self.east, self.west] {
            let people = (ctx.id(), ctx.id());
            let done = lobby::api::complete_opening(app, &ctx, branch, people).await;
            done.expect("the test bank works");
        }
    }

    /// Returns a teller who has opened a counter, by index.
    pub(crate) async fn seated(&self, index: usize) -> Client {
        let teller = self.house.sign_in_as(self.tellers[index], "teller", Some(self.east)).await;
        let _ = teller.post(&format!("{}/open", self.counter(index)), &json!({})).await.expect(200);
        teller
    }

    /// Returns the lobby manager of the east.
    pub(crate) async fn manager(&self) -> Client {
        self.house.sign_in("lobby_manager", Some(self.east)).await
    }

    /// Returns the administrator of the whole bank.
    pub(crate) async fn administrator(&self) -> Client {
        self.house.sign_in("administrator", None).await
    }

    /// Takes a counter or branch out of use, by its path.
    pub(crate) async fn retire(&self, path: &str) {
        let change = json!({ "version": 1, "active": false });
        let _ = self.administrator().await.patch(path, &change).await.expect(200);
    }

    /// Lets everything happen that happens by itself.
    pub(crate) async fn reconcile(&self) {
        lobby::api::reconcile(&self.house.app, &self.house.ctx())
            .await
            .expect("the test bank works");
    }

    /// Changes rows behind the program's back.
    pub(crate) async fn execute(&self, sql: &str) {
        let tx = self.house.app.db.begin_write().await.expect("the test bank works");
        tx.execute_unprepared(sql).await.expect("the test bank works");
        tx.commit().await.expect("the test bank works");
    }

    /// Returns the path of a counter, by index.
    pub(crate) fn counter(&self, index: usize) -> String {
        format!("/counters/{}", self.counters[index])
    }

    /// Returns the id of a service, by code.
    pub(crate) fn service(&self, code: &str) -> Value {
        json!(
            self.services
                .iter()
                .find(|service| service.code == code)
                .expect("the test bank works")
                .id
        )
    }

    /// Takes a number in the east for a service, with more fields.
    pub(crate) async fn take(&self, service: &str, more: Value) -> Answer {
        let mut body = json!({ "service_id": self.service(service) });
        body.as_object_mut()
            .expect("the test bank works")
            .extend(more.as_object().expect("the test bank works").clone());
        self.house.nobody().post(&format!("/public/branches/{}/tickets", self.east), &body).await
    }

    /// Takes a number anonymously and returns the visit.
    pub(crate) async fn visit(&self, service: &str) -> String {
        self.take(service, json!({})).await.expect(201).text_at("/visit_id")
    }

    /// Lets time pass.
    pub(crate) fn pass(&self, seconds: u64) {
        self.house.clock.advance(Duration::from_secs(seconds));
    }
}

/// Calls the next visit and returns it.
pub(crate) async fn call_next(teller: &Client, counter: &str) -> Answer {
    teller.post(&format!("{counter}/call-next"), &json!({})).await.expect(200)
}

/// Does something with a visit.
pub(crate) async fn act(teller: &Client, visit: &str, act: &str, body: Value) -> Answer {
    teller.post(&format!("/visits/{visit}/{act}"), &body).await
}

fn branch(ctx: &Ctx, parent: Option<BranchId>, kind: BranchKind, code: &str, name: &str) -> Branch {
    Branch {
        id: ctx.id(),
        parent,
        kind,
        code: code.to_owned(),
        name: name.to_owned(),
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

async fn add_counter(
    app: &App,
    ctx: &Ctx,
    tx: &WriteTx,
    branch: BranchId,
    number: usize,
) -> CounterId {
    let counter = Counter {
        id: ctx.id(),
        branch,
        number: number.to_string(),
        name: format!("{number} 号柜台"),
        name_en: format!("Counter {number}"),
        kind: CounterKind::Cash,
        services: Vec::new(),
        specialised: Vec::new(),
        active: true,
        version: 1,
    };
    api::create_counter(app, ctx, tx, &counter).await.expect("the test bank works");
    counter.id
}

async fn add_teller(
    app: &App,
    ctx: &Ctx,
    tx: &WriteTx,
    branch: BranchId,
    number: usize,
) -> StaffId {
    let staff = Staff {
        id: ctx.id(),
        employee_number: format!("100{number}"),
        name: format!("柜员{number}"),
        name_en: format!("Teller {number}"),
        job_title: "柜员".to_owned(),
        job_title_en: "Teller".to_owned(),
        branch,
        skills: vec!["cash".to_owned(), "personal".to_owned()],
        active: true,
        version: 1,
    };
    api::create_staff(app, ctx, tx, &staff).await.expect("the test bank works");
    staff.id
}

async fn add_customer(app: &App, ctx: &Ctx, tx: &WriteTx, home_branch: BranchId) {
    let customer = DemoCustomer {
        home_branch,
        name: Secret::new("欧阳建国".to_owned()),
        phone: Some(Secret::new("13812345678".to_owned())),
        documents: vec![(DocumentKind::ResidentId, Secret::new(OLD_CUSTOMER.to_owned()))],
        cards: Vec::new(),
        tier: "gold".to_owned(),
        care_needs: Vec::new(),
    };
    customers::api::create_for_demo(tx, ctx, app, &[customer]).await.expect("the test bank works");
}
