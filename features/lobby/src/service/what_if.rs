//! What would have been under other counters, skills, weights or numbers of customers.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use access::Ctx;
use app::App;
use kernel::{BranchId, ServiceId, StaffId};
use organisation::api::{Staff, find_staff};
use queueing::{Band, Policy};
use tokio::sync::Semaphore;
use web::Fields;

use super::dispatch::service_key;
use super::hall::{Hall, rules, zone};
use crate::error::LobbyError;
use crate::model::number::BusinessDay;
use crate::model::place::Place;
use crate::model::rules::LobbyRules;
use crate::model::what_if::outcome::{Day, Outcome, differences, outcome};
use crate::model::what_if::paper::{Premises, paper};
use crate::model::what_if::past::{Experience, PastEnd, PastVisit};
use crate::model::what_if::{Changes, CounterUse};
use crate::permissions::STAFFING_PLAN;
use crate::store;

/// The longest span that is simulated, in days.
const LONGEST_DAYS: i32 = 92;

/// At most this many visits are simulated at once; a quarter of a large branch.
const MOST_VISITS: u32 = 60_000;

/// At most this many counters more.
const MOST_COUNTERS: usize = 20;

/// One question at a time, so that the hall keeps the rest of the machine.
static ONE_AT_A_TIME: Semaphore = Semaphore::const_new(1);

/// What is asked.
pub(crate) struct Question {
    /// The first day.
    pub(crate) from: BusinessDay,
    /// The last day.
    pub(crate) to: BusinessDay,
    /// What is different.
    pub(crate) changes: Changes,
}

/// What would have been.
pub(crate) struct WhatIf {
    /// The rules in force.
    pub(crate) rules: Arc<LobbyRules>,
    /// How many days somebody came on.
    pub(crate) days: usize,
    /// How many visits of these days were simulated.
    pub(crate) visits: usize,
    /// What the record says.
    pub(crate) recorded: Outcome,
    /// The same days simulated as they were.
    pub(crate) before: Outcome,
    /// The same days with the changes.
    pub(crate) after: Outcome,
    /// By class: how the mean wait changed, and the wait of nine in ten.
    pub(crate) differences: BTreeMap<String, [Option<Band>; 2]>,
}

/// What can be imagined otherwise at a branch.
pub(crate) struct Choices {
    /// Where, with its counters and services.
    pub(crate) hall: Hall,
    /// The rules in force there, with the weights.
    pub(crate) rules: Arc<LobbyRules>,
}

/// Tells what can be imagined otherwise.
///
/// # Errors
/// The permission is missing or does not reach the branch, or it serves no customers.
pub(crate) async fn choices(ctx: &Ctx, app: &App, branch: BranchId) -> Result<Choices, LobbyError> {
    let hall = Hall::load_for(ctx, app, branch, STAFFING_PLAN).await?.serving()?;
    Ok(Choices { rules: rules(app, &hall.branch)?, hall })
}

/// Simulates past days as they were and as they are imagined.
///
/// # Errors
/// As [`choices`]; something asked is wrong.
pub(crate) async fn ask(
    ctx: &Ctx,
    app: &App,
    branch: BranchId,
    question: Question,
) -> Result<WhatIf, LobbyError> {
    let Choices { hall, rules } = choices(ctx, app, branch).await?;
    let imagined = check(&question, &hall, &rules)?;
    let span = (question.from, question.to);
    let visits = store::history::visits(app.db.reader(), hall.id(), span, MOST_VISITS + 1).await?;
    if visits.len() > MOST_VISITS as usize {
        return Err(too_many().into());
    }
    let seats = Seats::of(app, &hall, &visits).await?;
    let now = rules.dispatch.policy.clone();
    let changes = question.changes;
    let zone = zone(&hall.branch);
    let turn = ONE_AT_A_TIME.acquire().await;
    let work = move || {
        let _turn = turn;
        let premises = Premises {
            zone: &zone,
            renders: &|place| seats.renders(place),
            specialised: &|place| seats.specialised(place),
            key: service_key,
        };
        let run = Run { experience: Experience::of(&visits), premises, visits: &visits };
        let recorded = run.recorded(&now);
        let before = run.simulated(&now, &Changes::default());
        let after = run.simulated(&imagined, &changes);
        Simulated { visits: visits.len(), recorded, before, after }
    };
    let done = tokio::task::spawn_blocking(work).await.map_err(LobbyError::Simulation)?;
    let codes = done.before.iter().flat_map(|day| day.classes.keys().cloned());
    let differences =
        codes.map(|code| (code.clone(), differences(&done.before, &done.after, &code))).collect();
    Ok(WhatIf {
        days: done.before.len(),
        visits: done.visits,
        recorded: outcome(&done.recorded),
        before: outcome(&done.before),
        after: outcome(&done.after),
        differences,
        rules,
    })
}

/// Days that were simulated, in order.
struct Simulated {
    visits: usize,
    recorded: Vec<Day>,
    before: Vec<Day>,
    after: Vec<Day>,
}

/// The days of a span, ready to be run.
struct Run<'a> {
    experience: Experience,
    premises: Premises<'a>,
    visits: &'a [PastVisit],
}

impl Run<'_> {
    fn recorded(&self, policy: &Policy) -> Vec<Day> {
        self.days().map(|(_, visits)| Day::recorded(policy, &visits)).collect()
    }

    fn simulated(&self, policy: &Policy, changes: &Changes) -> Vec<Day> {
        let day = |(day, visits): (BusinessDay, Vec<&PastVisit>)| {
            let paper = paper(day, &visits, &self.experience, changes, &self.premises);
            Day::simulated(policy, &paper)
        };
        self.days().map(day).collect()
    }

    fn days(&self) -> impl Iterator<Item = (BusinessDay, Vec<&PastVisit>)> {
        let days = self.visits.chunk_by(|one, other| one.day == other.day);
        days.map(|visits| (visits[0].day, visits.iter().collect()))
    }
}

/// What those who sat at counters may do.
struct Seats {
    hall: Hall,
    staff: HashMap<StaffId, Arc<Staff>>,
}

impl Seats {
    async fn of(app: &App, hall: &Hall, visits: &[PastVisit]) -> Result<Self, LobbyError> {
        let places = visits.iter().filter_map(|visit| match visit.end {
            PastEnd::Called { place, .. } => Some(place),
            PastEnd::Left | PastEnd::DayEnded => None,
        });
        let (mut counters, mut people): (Vec<_>, Vec<_>) =
            places.map(|place| (place.counter, place.staff)).unzip();
        counters.sort_unstable();
        counters.dedup();
        people.sort_unstable();
        people.dedup();
        let mut staff = HashMap::new();
        for id in people {
            staff.extend(find_staff(app, id).await?.map(|person| (id, person)));
        }
        Ok(Self { hall: hall.clone().knowing(app, &counters).await?, staff })
    }

    fn renders(&self, place: Place) -> Option<Vec<ServiceId>> {
        let skills = self.staff.get(&place.staff).map_or(&[][..], |person| &person.skills);
        self.hall.services_of(self.hall.find_counter(place.counter)?, skills)
    }

    fn specialised(&self, place: Place) -> Vec<ServiceId> {
        let counter = self.hall.find_counter(place.counter);
        counter.map(|counter| counter.specialised.clone()).unwrap_or_default()
    }
}

/// Checks what is asked and returns the rules with the imagined weights.
fn check(question: &Question, hall: &Hall, rules: &LobbyRules) -> Result<Policy, LobbyError> {
    let (mut fields, changes) = (Fields::default(), &question.changes);
    let days = question.to.date().since(question.from.date()).map_or(0, |span| span.get_days());
    fields.check(
        question.from <= question.to && question.to <= hall.day() && days < LONGEST_DAYS,
        "/to",
        "what_if.span",
        "请选择今天或以前的一段日期，最长 92 天。",
        "Choose a span of past days, at most 92 of them.",
    );
    fields.check(
        (10..=300).contains(&changes.arrivals_percent),
        "/arrivals_percent",
        "what_if.arrivals",
        "客流量请填 10% 至 300%。",
        "The number of customers must lie between 10 % and 300 %.",
    );
    check_counters(&mut fields, changes, hall);
    for (index, weight) in changes.weights.iter().enumerate() {
        let knows = rules.dispatch.policy.find_class(&weight.class).is_some();
        fields.check(
            knows,
            &format!("/weights/{index}/class"),
            "what_if.class",
            "现行规则中没有这个排队类别。",
            "The rules in force have no such class.",
        );
    }
    let Ok(policy) = changes.policy(&rules.dispatch.policy) else {
        fields.add(
            "/weights",
            "what_if.weights",
            "起始分与每分钟加分请填 0 至 1000000 之间的数。",
            "Points on arrival and points per minute must lie between 0 and 1,000,000.",
        );
        return Err(fields.into());
    };
    fields.into_result()?;
    Ok(policy)
}

fn check_counters(fields: &mut Fields, changes: &Changes, hall: &Hall) {
    let knows_all = |services: &[ServiceId]| {
        !services.is_empty() && services.iter().all(|id| hall.find_service(*id).is_some())
    };
    for (index, change) in changes.counters.iter().enumerate() {
        fields.check(
            hall.uses(change.counter),
            &format!("/counters/{index}/counter_id"),
            "what_if.counter",
            "本网点没有这个柜台。",
            "The branch has no such counter.",
        );
        let renders = match &change.to {
            CounterUse::Closed => true,
            CounterUse::Renders(services) => knows_all(services),
        };
        check_services(fields, renders, &format!("/counters/{index}/services"));
    }
    fields.check(
        changes.more.len() <= MOST_COUNTERS,
        "/more",
        "what_if.more",
        "最多可增设 20 个柜台。",
        "At most 20 counters can be added.",
    );
    for (index, more) in changes.more.iter().enumerate() {
        let renders = more.services.as_deref().is_none_or(knows_all);
        check_services(fields, renders, &format!("/more/{index}/services"));
        fields.check(
            more.hours.from < more.hours.to,
            &format!("/more/{index}/to"),
            "what_if.hours",
            "请填写当天的起止时间，结束时间应晚于开始时间。",
            "Give a beginning and a later end within one day.",
        );
    }
}

fn check_services(fields: &mut Fields, known: bool, pointer: &str) {
    fields.check(
        known,
        pointer,
        "what_if.services",
        "请选择至少一项本行业务。",
        "Choose at least one service of the bank.",
    );
}

fn too_many() -> Fields {
    let mut fields = Fields::default();
    fields.add(
        "/from",
        "what_if.too_many",
        "这段日期的到店记录太多，请缩短后再推演。",
        "There are too many visits in this span; please choose fewer days.",
    );
    fields
}
