//! Who is next, and why.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use crate::points::Points;
use crate::policy::{Class, ClassRule, Policy};

/// The name of a candidate, a service or a server; the engine only compares it.
pub type Key = u128;

/// The longest wait that still earns points, in milliseconds: 90 days.
const LONGEST_WAIT_MS: i64 = 90 * 24 * 3600 * 1000;

/// Somebody who waits.
#[derive(Clone, Copy, Debug)]
pub struct Candidate<'a> {
    /// The candidate's name; of two who are equal in everything else, the smaller goes first.
    pub id: Key,
    /// The class, resolved by [`Policy::class_or_default`].
    pub class: Class,
    /// When the wait began, in microseconds of any fixed epoch; the earlier arrival wins a tie.
    pub waiting_since_us: i64,
    /// What is wanted.
    pub service: Key,
    /// Skills a server must have besides offering the service; all of them.
    pub skills: &'a [&'a str],
    /// The only server who may take this candidate; `None` means any.
    pub reserved_for: Option<Key>,
    /// Whether the candidate may be called now; `false` while the call is postponed.
    pub available: bool,
    /// Whether a server specialised in the service is on duty; read only when the policy has a deduction for it.
    pub specialist_on_duty: bool,
}

impl Candidate<'_> {
    /// Returns a candidate who needs no skill, is reserved for nobody and may be called.
    pub fn new(id: Key, class: Class, waiting_since_us: i64, service: Key) -> Self {
        Self {
            id,
            class,
            waiting_since_us,
            service,
            skills: &[],
            reserved_for: None,
            available: true,
            specialist_on_duty: false,
        }
    }

    /// Returns the whole seconds waited until that instant; zero when the clock went backwards.
    pub fn waited_s(&self, now_us: i64) -> u32 {
        let seconds = self.waited_ms(now_us) / 1000;
        u32::try_from(seconds).unwrap_or(u32::MAX)
    }

    fn waited_ms(&self, now_us: i64) -> i64 {
        (now_us.saturating_sub(self.waiting_since_us) / 1000).clamp(0, LONGEST_WAIT_MS)
    }
}

/// Everything, or only what is listed.
#[derive(Clone, Copy, Debug)]
pub enum Within<'a, T> {
    /// No limit.
    All,
    /// Only these.
    Only(&'a [T]),
}

impl<T: PartialEq> Within<'_, T> {
    fn contains(&self, item: &T) -> bool {
        match self {
            Self::All => true,
            Self::Only(items) => items.contains(item),
        }
    }
}

/// Somebody who serves.
#[derive(Clone, Copy, Debug)]
pub struct Server<'a> {
    /// Every name by which a candidate may be reserved for this server, such as the place and the person in it.
    pub keys: &'a [Key],
    /// The services it may render.
    pub services: Within<'a, Key>,
    /// The skills it has.
    pub skills: Within<'a, &'a str>,
    /// The services it is specialised in.
    pub preferred: &'a [Key],
}

impl Server<'_> {
    /// Returns a server who may do everything, is specialised in nothing and has no candidate reserved.
    pub fn generic() -> Self {
        Self { keys: &[], services: Within::All, skills: Within::All, preferred: &[] }
    }

    /// Tells whether this server could take the candidate at all, now or after a postponement ends.
    pub fn can_serve(&self, candidate: &Candidate<'_>) -> bool {
        candidate.reserved_for.is_none_or(|key| self.keys.contains(&key))
            && self.services.contains(&candidate.service)
            && candidate.skills.iter().all(|skill| self.skills.contains(skill))
    }
}

/// Which rule put a candidate first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// The class may not wait at all.
    Urgent,
    /// The candidate waited beyond the hard maximum of the class.
    HardMaximum,
    /// The candidate was reserved for this server and had the most points.
    Reserved,
    /// The candidate had the most points.
    Accumulated,
}

/// Who is called, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The candidate.
    pub id: Key,
    /// The grounds, complete enough to be shown to the one who was not called.
    pub reason: Reason,
}

/// The grounds of a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// What decided.
    pub rule: Rule,
    /// The code of the class.
    pub class: String,
    /// All points: `base + rate_per_min × minutes + bonus`.
    pub score: Points,
    /// Points on arrival.
    pub base: Points,
    /// Points per minute.
    pub rate_per_min: Points,
    /// Points for specialisation, reservation and the hard maximum, less the deduction.
    pub bonus: Points,
    /// Seconds waited.
    pub waited_s: u32,
    /// How many candidates this server could have called, the chosen one included.
    pub considered: u32,
    /// Who would have been called otherwise.
    pub runner_up: Option<RunnerUp>,
}

/// The second in line at the moment of a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunnerUp {
    /// The candidate.
    pub id: Key,
    /// All points.
    pub score: Points,
}

/// Why nobody is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Idle {
    /// Nobody waits who may be called now.
    NobodyWaiting,
    /// Somebody waits, but none whom this server may take.
    NobodyForServer,
}

/// A candidate in the order of calling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ranked {
    /// The candidate.
    pub id: Key,
    /// What put the candidate here.
    pub rule: Rule,
    /// All points.
    pub score: Points,
}

/// Chooses whom the server calls now.
///
/// The order is: the urgent; then those beyond their hard maximum; then the rest by points.
/// The first two are taken oldest first. Equal points go to the service the server is specialised in, then to the
/// earlier arrival, then to the smaller id. The order in which candidates are listed does not matter.
///
/// # Errors
///
/// [`Idle`] when there is nobody to call.
pub fn choose(
    policy: &Policy,
    server: &Server<'_>,
    now_us: i64,
    candidates: &[Candidate<'_>],
) -> Result<Decision, Idle> {
    let mut considered: u32 = 0;
    let mut waiting = false;
    let mut first: Option<(Standing, &Candidate<'_>)> = None;
    let mut second: Option<Standing> = None;
    for candidate in candidates.iter().filter(|candidate| candidate.available) {
        waiting = true;
        if !server.can_serve(candidate) {
            continue;
        }
        considered = considered.saturating_add(1);
        let standing = Standing::of(policy, server, now_us, candidate);
        match &first {
            Some((best, _)) if standing.order <= best.order => {
                if second.is_none_or(|runner_up| standing.order > runner_up.order) {
                    second = Some(standing);
                }
            }
            _ => second = first.replace((standing, candidate)).map(|(best, _)| best),
        }
    }
    let idle = if waiting { Idle::NobodyForServer } else { Idle::NobodyWaiting };
    let (standing, candidate) = first.ok_or(idle)?;
    let rule = policy.rule(candidate.class);
    Ok(Decision {
        id: candidate.id,
        reason: Reason {
            rule: standing.rule,
            class: rule.code.clone(),
            score: standing.score,
            base: rule.base,
            rate_per_min: rule.rate_per_min,
            bonus: standing.bonus,
            waited_s: candidate.waited_s(now_us),
            considered,
            runner_up: second.map(|standing| RunnerUp { id: standing.id(), score: standing.score }),
        },
    })
}

/// Lists everybody the server could call now, in the order of calling if nobody else came and no time passed.
pub fn rank(
    policy: &Policy,
    server: &Server<'_>,
    now_us: i64,
    candidates: &[Candidate<'_>],
) -> Vec<Ranked> {
    let mut standings: Vec<Standing> = candidates
        .iter()
        .filter(|candidate| candidate.available && server.can_serve(candidate))
        .map(|candidate| Standing::of(policy, server, now_us, candidate))
        .collect();
    standings.sort_unstable_by_key(|standing| Reverse(standing.order));
    standings
        .into_iter()
        .map(|standing| Ranked { id: standing.id(), rule: standing.rule, score: standing.score })
        .collect()
}

/// Counts whom the server would call before the candidate of that id, as things stand now.
///
/// The candidate itself is counted as if it could be called, even while postponed.
/// Those who come later with a higher class may still pass; the wait range has to allow for that.
/// Returns `None` when the candidate is not in the list or this server may not take it.
pub fn people_ahead(
    policy: &Policy,
    server: &Server<'_>,
    now_us: i64,
    candidates: &[Candidate<'_>],
    id: Key,
) -> Option<usize> {
    let own = candidates.iter().find(|candidate| candidate.id == id)?;
    if !server.can_serve(own) {
        return None;
    }
    let own = Standing::of(policy, server, now_us, own).order;
    let ahead = candidates
        .iter()
        .filter(|other| other.id != id && other.available && server.can_serve(other))
        .filter(|other| Standing::of(policy, server, now_us, other).order > own)
        .count();
    Some(ahead)
}

/// Tells whether a server without preferences would call one candidate before another, now.
pub(crate) fn goes_first(
    policy: &Policy,
    now_us: i64,
    one: &Candidate<'_>,
    other: &Candidate<'_>,
) -> bool {
    let order = |candidate| Standing::of(policy, &Server::generic(), now_us, candidate).order;
    order(one) > order(other)
}

/// The place of a candidate in the order of calling; the greatest order is called first.
#[derive(Clone, Copy)]
struct Standing {
    order: Order,
    rule: Rule,
    score: Points,
    bonus: Points,
}

/// Tier, points, specialised, arrival, id; points and specialisation are zero in the tiers that go oldest first.
type Order = (u8, Points, bool, Reverse<i64>, Reverse<Key>);

impl Standing {
    fn of(policy: &Policy, server: &Server<'_>, now_us: i64, candidate: &Candidate<'_>) -> Self {
        let class = policy.rule(candidate.class);
        let waited_ms = candidate.waited_ms(now_us);
        let overdue = waited_ms >= i64::from(class.hard_max_s) * 1000;
        let specialised = server.preferred.contains(&candidate.service);
        let bonus = bonus(policy, candidate, specialised, overdue);
        let score = accumulated(class, waited_ms) + bonus;
        let (tier, rule) = match (class.urgent, overdue, candidate.reserved_for) {
            (true, _, _) => (2, Rule::Urgent),
            (false, true, _) => (1, Rule::HardMaximum),
            (false, false, Some(_)) => (0, Rule::Reserved),
            (false, false, None) => (0, Rule::Accumulated),
        };
        let by_points = if tier == 0 { (score, specialised) } else { (Points::ZERO, false) };
        let arrival = (Reverse(candidate.waiting_since_us), Reverse(candidate.id));
        let order = (tier, by_points.0, by_points.1, arrival.0, arrival.1);
        Self { order, rule, score, bonus }
    }

    fn id(&self) -> Key {
        self.order.4.0
    }
}

/// Kleinrock's rule with a start value: base plus rate times minutes.
///
/// The product fits: a checked rate is at most 10⁹ thousandths and a counted wait below 7.8 × 10⁹ ms.
fn accumulated(class: &ClassRule, waited_ms: i64) -> Points {
    class.base + Points::from_milli(class.rate_per_min.milli().saturating_mul(waited_ms) / 60_000)
}

fn bonus(policy: &Policy, candidate: &Candidate<'_>, specialised: bool, overdue: bool) -> Points {
    let rules = policy.rules();
    let mut bonus = Points::ZERO;
    if overdue {
        bonus = bonus + rules.hard_max_bonus;
    }
    if candidate.reserved_for.is_some() {
        bonus = bonus + rules.reserved_bonus;
    }
    if specialised {
        bonus = bonus + rules.specialisation_bonus;
    } else if candidate.specialist_on_duty {
        bonus = bonus - rules.specialist_deduction;
    }
    bonus
}
