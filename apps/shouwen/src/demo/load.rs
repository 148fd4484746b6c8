//! Writes the demo bank into an empty database, in one transaction.

use std::time::Instant;

use access::account::{self, NewAccount, Username};
use access::{Ctx, role};
use anyhow::Result;
use app::App;
use audit::Entry;
use db::{WriteTx, copy};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use kernel::{BranchId, Timestamp};
use organisation::api::{self, Branch, BranchKind, Counter, CounterKind, Service, Staff};
use serde_json::json;
use vault::Secret;

use super::people;
use super::plan::{self, BranchPlan, StaffPlan};

/// The time zone of the bank.
pub const ZONE: &str = "Asia/Shanghai";

/// Why a demo branch is open at night and on Sundays.
const ALWAYS_OPEN: &str = "演示网点全天开放，任何时刻都可以试用";

/// Says whether nobody has begun to use the database.
///
/// # Errors
/// The database is away.
pub async fn is_empty(app: &App) -> Result<bool> {
    for table in ["organisation_branches", "access_accounts"] {
        if copy::has_rows(&app.db, table).await? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Writes the bank.
///
/// # Errors
/// The database is away or full; nothing has been written then.
pub async fn load(app: &App, ctx: &Ctx) -> Result<()> {
    let started = Instant::now();
    let password =
        app.access.passwords.hash(&ctx.ids, &Secret::new(plan::PASSWORD.to_owned())).await?;
    let tx = app.db.begin_write().await?;
    let loader = Loader { app, ctx, tx: &tx, password };
    let services = api::create_services_from_pack(app, ctx, &tx).await?;
    let head_office = loader.head_office().await?;
    let mut branches = Vec::with_capacity(plan::BRANCHES.len());
    let mut number = plan::OFFICE_STAFF.len();
    for plan in plan::BRANCHES {
        let branch = loader.branch(plan, head_office, &services).await?;
        loader.staff(branch, plan.staff, number, true).await?;
        loader.kiosk(branch, plan).await?;
        number += plan.staff.len();
        branches.push((branch, plan.share));
    }
    let people = people::draw(today(ctx.now()), &branches);
    customers::api::create_for_demo(&tx, ctx, app, &people).await?;
    let entry = Entry::new("demo.loaded").on("branch", head_office);
    app.audit
        .record(&tx, ctx, entry.detail(json!({ "staff": number, "customers": people.len() })))
        .await?;
    tx.commit().await?;
    app.access.sessions.forget_all();
    let took_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    tracing::info!(
        demo.staff = number,
        demo.customers = people.len(),
        took_ms,
        "loaded the demo bank"
    );
    Ok(())
}

/// Returns the date on the wall of the bank.
pub fn today(now: Timestamp) -> Date {
    now.to_jiff().to_zoned(zone()).date()
}

/// Returns the time zone of the bank; China has had no summer time since 1991.
pub fn zone() -> TimeZone {
    TimeZone::get(ZONE).unwrap_or(TimeZone::fixed(jiff::tz::offset(8)))
}

struct Loader<'a> {
    app: &'a App,
    ctx: &'a Ctx,
    tx: &'a WriteTx,
    password: String,
}

impl Loader<'_> {
    async fn head_office(&self) -> Result<BranchId> {
        let branch = Branch {
            id: self.ctx.id(),
            parent: None,
            kind: BranchKind::HeadOffice,
            code: plan::HEAD_OFFICE.to_owned(),
            name: plan::BANK.to_owned(),
            name_en: plan::BANK_EN.to_owned(),
            address: "晴川市滨江区市民广场 1 号".to_owned(),
            address_en: "1 Citizens Square, Riverside District, Qingchuan".to_owned(),
            phone: "0300-555-0100".to_owned(),
            facilities: Vec::new(),
            zone: ZONE.to_owned(),
            jurisdiction: "cn".to_owned(),
            active: true,
            version: 1,
        };
        api::create_branch(self.app, self.ctx, self.tx, &branch).await?;
        self.staff(branch.id, plan::OFFICE_STAFF, 0, false).await?;
        Ok(branch.id)
    }

    async fn branch(
        &self,
        plan: &BranchPlan,
        parent: BranchId,
        services: &[Service],
    ) -> Result<BranchId> {
        let Self { app, ctx, tx, .. } = *self;
        let branch = Branch {
            id: ctx.id(),
            parent: Some(parent),
            kind: BranchKind::Branch,
            code: plan.code.to_owned(),
            name: plan.name.to_owned(),
            name_en: plan.name_en.to_owned(),
            address: plan.address.to_owned(),
            address_en: plan.address_en.to_owned(),
            phone: plan.phone.to_owned(),
            facilities: plan.facilities.to_vec(),
            zone: ZONE.to_owned(),
            jurisdiction: "cn".to_owned(),
            active: true,
            version: 1,
        };
        api::create_branch(app, ctx, tx, &branch).await?;
        let offered: Vec<_> = services
            .iter()
            .filter(|service| !plan.without.contains(&service.code.as_str()))
            .collect();
        let ids = offered.iter().map(|service| service.id).collect();
        api::offer_services(app, ctx, tx, branch.id, ids).await?;
        let all_day = json!([{ "from": "00:00", "to": "24:00" }]);
        let hours = serde_json::from_value(json!({
            "workday": all_day, "weekend": all_day, "holiday": all_day, "make_up_workday": all_day,
            "exceptions": [{ "date": today(ctx.now()), "hours": all_day, "reason": ALWAYS_OPEN }],
        }))?;
        api::set_opening_hours(app, ctx, tx, branch.id, &hours).await?;
        for (number, kind) in (1..).zip(plan.counters) {
            api::create_counter(app, ctx, tx, &self.counter(branch.id, number, *kind, &offered))
                .await?;
        }
        Ok(branch.id)
    }

    fn counter(
        &self,
        branch: BranchId,
        number: u32,
        kind: CounterKind,
        offered: &[&Service],
    ) -> Counter {
        let those = |holds: fn(CounterKind, Option<&str>) -> bool| {
            offered
                .iter()
                .filter(|service| holds(kind, service.skill.as_deref()))
                .map(|service| service.id)
                .collect()
        };
        Counter {
            id: self.ctx.id(),
            branch,
            number: number.to_string(),
            name: format!("{number} 号柜台"),
            name_en: format!("Counter {number}"),
            kind,
            services: those(plan::does),
            specialised: those(plan::is_for),
            active: true,
            version: 1,
        }
    }

    /// Adds people with their accounts and roles; roles of the head office reach over the bank and belong to no branch.
    async fn staff(
        &self,
        branch: BranchId,
        people: &[StaffPlan],
        before: usize,
        at_branch: bool,
    ) -> Result<()> {
        for (number, StaffPlan(name, name_en, job_title, role, skills, _)) in
            (before + 1..).zip(people)
        {
            let staff = Staff {
                id: self.ctx.id(),
                employee_number: format!("QC{number:04}"),
                name: (*name).to_owned(),
                name_en: (*name_en).to_owned(),
                job_title: (*job_title).to_owned(),
                job_title_en: plan::title_en(job_title).to_owned(),
                branch,
                skills: skills.iter().map(|skill| (*skill).to_owned()).collect(),
                active: true,
                version: 1,
            };
            let username = name_en.to_lowercase().replace(' ', ".");
            self.member(&staff, &username, role, at_branch.then_some(branch)).await?;
        }
        Ok(())
    }

    /// Adds the device at the entrance.
    async fn kiosk(&self, branch: BranchId, plan: &BranchPlan) -> Result<()> {
        let staff = Staff {
            id: self.ctx.id(),
            employee_number: format!("{}-K1", plan.code),
            name: format!("{}取号机", plan.name),
            name_en: format!("Kiosk, {}", plan.name_en),
            job_title: plan::DEVICE.to_owned(),
            job_title_en: plan::title_en(plan::DEVICE).to_owned(),
            branch,
            skills: Vec::new(),
            active: true,
            version: 1,
        };
        self.member(&staff, &format!("kiosk.{}", plan.code.to_lowercase()), "kiosk", Some(branch))
            .await
    }

    async fn member(
        &self,
        staff: &Staff,
        username: &str,
        role: &str,
        at: Option<BranchId>,
    ) -> Result<()> {
        let Self { app, ctx, tx, .. } = *self;
        api::create_staff(app, ctx, tx, staff).await?;
        let account = NewAccount {
            staff: staff.id,
            username: Username::parse(username)?,
            password_hash: Some(self.password.clone()),
            must_change: false,
        };
        account::create(tx, ctx, &account).await?;
        role::give(tx, ctx, &app.access.sessions, staff.id, role, at).await?;
        Ok(())
    }
}
