//! A small bank: head office, two branches with a counter and a teller each, the catalogue of services.

use kernel::{BranchId, CounterId, ServiceId, StaffId};
use organisation::api::{self, Branch, BranchKind, Counter, CounterKind, Service, Staff};
use sea_orm::ConnectionTrait;
use testing::{Client, TestApp};

/// The bank and the house it lives in.
pub(crate) struct Bank {
    pub(crate) house: TestApp,
    pub(crate) head: BranchId,
    /// 城东支行.
    pub(crate) east: BranchId,
    /// 城西支行.
    pub(crate) west: BranchId,
    pub(crate) counter: CounterId,
    pub(crate) teller: StaffId,
    pub(crate) west_teller: StaffId,
    pub(crate) services: Vec<Service>,
}

impl Bank {
    /// Changes rows behind the program's back.
    pub(crate) async fn execute(&self, sql: &str) {
        let tx = self.house.app.db.begin_write().await.expect("a write");
        tx.execute_unprepared(sql).await.expect("a statement");
        tx.commit().await.expect("a commit");
    }

    /// Founds the bank.
    pub(crate) async fn found() -> Self {
        let house = TestApp::start(vec![organisation::feature()]).await;
        let (app, ctx) = (house.app.clone(), house.ctx());
        let head = branch(ctx.id(), None, BranchKind::HeadOffice, "HQ", "总行");
        let east = branch(ctx.id(), Some(head.id), BranchKind::Branch, "E01", "城东支行");
        let west = branch(ctx.id(), Some(head.id), BranchKind::Branch, "W01", "城西支行");
        let tx = app.db.begin_write().await.expect("a write");
        for branch in [&head, &east, &west] {
            api::create_branch(&app, &ctx, &tx, branch).await.expect("a branch");
        }
        let services = api::create_services_from_pack(&app, &ctx, &tx).await.expect("services");
        let offered: Vec<ServiceId> = services.iter().take(3).map(|service| service.id).collect();
        api::offer_services(&app, &ctx, &tx, east.id, offered).await.expect("an offering");
        let counter = counter(ctx.id(), east.id, "1");
        api::create_counter(&app, &ctx, &tx, &counter).await.expect("a counter");
        let teller = staff(ctx.id(), east.id, "1001", "王芳");
        let west_teller = staff(ctx.id(), west.id, "2001", "李强");
        for staff in [&teller, &west_teller] {
            api::create_staff(&app, &ctx, &tx, staff).await.expect("a member of staff");
        }
        tx.commit().await.expect("a commit");
        let (head, east, west) = (head.id, east.id, west.id);
        let (teller, west_teller) = (teller.id, west_teller.id);
        Self { house, head, east, west, counter: counter.id, teller, west_teller, services }
    }

    /// Signs an administrator of the whole bank in.
    pub(crate) async fn administrator(&self) -> Client {
        self.house.sign_in("administrator", None).await
    }

    /// Signs the manager of the eastern branch in.
    pub(crate) async fn east_manager(&self) -> Client {
        self.house.sign_in("branch_manager", Some(self.east)).await
    }

    /// Signs the manager of the western branch in.
    pub(crate) async fn west_manager(&self) -> Client {
        self.house.sign_in("branch_manager", Some(self.west)).await
    }
}

fn branch(
    id: BranchId,
    parent: Option<BranchId>,
    kind: BranchKind,
    code: &str,
    name: &str,
) -> Branch {
    Branch {
        id,
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

fn counter(id: CounterId, branch: BranchId, number: &str) -> Counter {
    Counter {
        id,
        branch,
        number: number.to_owned(),
        name: format!("{number} 号柜台"),
        name_en: format!("Counter {number}"),
        kind: CounterKind::Cash,
        services: Vec::new(),
        specialised: Vec::new(),
        active: true,
        version: 1,
    }
}

fn staff(id: StaffId, branch: BranchId, number: &str, name: &str) -> Staff {
    Staff {
        id,
        employee_number: number.to_owned(),
        name: name.to_owned(),
        name_en: format!("Staff {number}"),
        job_title: "柜员".to_owned(),
        job_title_en: "Teller".to_owned(),
        branch,
        skills: vec!["cash".to_owned(), "personal".to_owned()],
        active: true,
        version: 1,
    }
}
