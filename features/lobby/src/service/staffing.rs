//! How many counters a day needs.

use std::collections::BTreeMap;

use access::Ctx;
use app::App;
use jiff::ToSpan;
use jiff::civil::Date;
use kernel::{BranchId, Timestamp};
use organisation::api::{branch_date, shifts_at_counters};
use queueing::ServiceTarget;
use web::Fields;

use super::hall::{Hall, zone};
use super::what_if::choices;
use crate::error::LobbyError;
use crate::model::number::BusinessDay;
use crate::model::staffing::{Plan, history, plan};
use crate::model::what_if::past::Experience;
use crate::store;

/// So many days before today are learned from.
const HISTORY_DAYS: i32 = 120;

/// So many days before today tell how long services take and how long people wait for them.
const EXPERIENCE_DAYS: i32 = 28;

/// At most so many arrivals are counted; older days are left out beyond.
const MOST_ARRIVALS: u32 = 200_000;

/// At most so many visits teach service times.
const MOST_VISITS: u32 = 20_000;

/// Nobody plans further ahead.
const FARTHEST_DAYS: i32 = 60;

/// What is asked.
pub(crate) struct Question {
    /// The day.
    pub(crate) day: Date,
    /// The share of customers to be called in time, of a hundred; 80 without a wish.
    pub(crate) share_percent: Option<u32>,
    /// The wait in seconds that counts as in time; the target of the default class without a wish.
    pub(crate) within_s: Option<u32>,
}

/// What a day needs.
pub(crate) struct Staffing {
    /// The share of customers to be called in time, of a hundred.
    pub(crate) share_percent: u32,
    /// The wait in seconds that counts as in time.
    pub(crate) within_s: u32,
    /// How many days are known.
    pub(crate) days: usize,
    /// The plan; `None` when too few days are known.
    pub(crate) plan: Option<Plan>,
}

/// Plans a day of a branch.
///
/// # Errors
/// The permission is missing or does not reach the branch; the day or the target is out of range.
pub(crate) async fn ask(
    ctx: &Ctx,
    app: &App,
    branch: BranchId,
    question: &Question,
) -> Result<Staffing, LobbyError> {
    let chosen = choices(ctx, app, branch).await?;
    let (hall, policy) = (chosen.hall, &chosen.rules.dispatch.policy);
    let share_percent = question.share_percent.unwrap_or(80);
    let usual = policy.rule(policy.class_or_default("")).target_s;
    let within_s = question.within_s.unwrap_or(usual);
    let target = check(question.day, share_percent, within_s, &hall)?;
    let known_to = BusinessDay::from(hall.day().date().min(question.day).saturating_sub(1.day()));
    let since = |days: i32| BusinessDay::from(known_to.date().saturating_sub(days.days()));
    let db = app.db.reader();
    let span = (since(HISTORY_DAYS), known_to);
    let arrivals = store::history::arrivals(db, hall.id(), span, MOST_ARRIVALS).await?;
    let span = (since(EXPERIENCE_DAYS), known_to);
    let visits = store::history::visits(db, hall.id(), span, MOST_VISITS).await?;
    let history = history(&arrivals, &zone(&hall.branch));
    let hours = branch_date(app, hall.id(), question.day).await?.hours;
    let planned = planned(app, &hall, question.day).await?;
    let at = |from_min: u16| planned.get(&from_min).copied().unwrap_or(0);
    let day = BusinessDay::from(question.day);
    let plan = plan(&history, day, &hours, &Experience::of(&visits), &target, at);
    Ok(Staffing { share_percent, within_s, days: history.len(), plan })
}

/// Counts who is planned at the counters in the middle of each half hour, by the minute in which it begins.
async fn planned(app: &App, hall: &Hall, day: Date) -> Result<BTreeMap<u16, u32>, LobbyError> {
    let midnight = day.to_zoned(zone(&hall.branch));
    let Ok(midnight) = midnight else { return Ok(BTreeMap::new()) };
    let mut planned = BTreeMap::new();
    for slot in 0_u16..48 {
        let middle = midnight.saturating_add((i64::from(slot) * 30 + 15).minutes());
        let shifts =
            shifts_at_counters(app, hall.id(), Timestamp::from(middle.timestamp())).await?;
        let counters: std::collections::BTreeSet<_> =
            shifts.iter().filter_map(|shift| shift.counter).filter(|id| hall.uses(*id)).collect();
        planned.insert(slot * 30, u32::try_from(counters.len()).unwrap_or(u32::MAX));
    }
    Ok(planned)
}

fn check(
    day: Date,
    share_percent: u32,
    within_s: u32,
    hall: &Hall,
) -> Result<ServiceTarget, Fields> {
    let mut fields = Fields::default();
    let today = hall.day().date();
    let farthest = today.saturating_add(FARTHEST_DAYS.days());
    fields.check(
        day >= today.saturating_sub(HISTORY_DAYS.days()) && day <= farthest,
        "/day",
        "staffing.day",
        "请选择过去 120 天至今后 60 天之间的一天。",
        "Choose a day from 120 days ago to 60 days ahead.",
    );
    fields.check(
        (1..=99).contains(&share_percent),
        "/share_percent",
        "staffing.share",
        "服务目标请填 1% 至 99%。",
        "The share must lie between 1 % and 99 %.",
    );
    fields.check(
        within_s <= 4 * 3600,
        "/within_s",
        "staffing.within",
        "等候目标最长 4 小时。",
        "The wait may be at most 4 hours.",
    );
    let target = ServiceTarget::new(f64::from(share_percent) / 100.0, f64::from(within_s));
    fields.into_result()?;
    target.map_err(|_| Fields::default())
}
