//! The disciplines that ours is compared with, written as policies so that the same dispatch obeys them.

use crate::points::Points;
use crate::policy::{ClassRule, Policy, PolicyError, PolicyRules};

/// A maximum that nobody reaches: a week, the longest a rule may name.
const NEVER_S: u32 = 7 * 24 * 3600;

/// Points between two ranks of strict priority: more than anybody gains in a week at one point a minute.
const RANK: i32 = 20_000;

/// Returns the policy by which everybody waits in one line.
///
/// # Errors
///
/// None for a policy that was itself accepted.
pub fn first_come_first_served(policy: &Policy) -> Result<Policy, PolicyError> {
    plain(policy, |_| 0)
}

/// Returns the policy by which a higher class always goes first, whoever has waited how long.
///
/// The rank of a class comes from the points it would have after ten minutes; the urgent stay above all others.
///
/// # Errors
///
/// More than fifty different ranks.
pub fn strict_priority(policy: &Policy) -> Result<Policy, PolicyError> {
    let weight = |rule: &ClassRule| {
        (rule.urgent, rule.base + Points::from_milli(rule.rate_per_min.milli() * 10))
    };
    let mut weights: Vec<_> = policy.rules().classes.iter().map(weight).collect();
    weights.sort_unstable();
    weights.dedup();
    plain(policy, |rule| {
        let rank = weights.partition_point(|other| *other < weight(rule));
        i32::try_from(rank).unwrap_or(i32::MAX)
    })
}

/// Keeps codes and thresholds; everybody gains alike and starts by rank.
fn plain(policy: &Policy, rank: impl Fn(&ClassRule) -> i32) -> Result<Policy, PolicyError> {
    let rules = policy.rules();
    let class = |rule: &ClassRule| ClassRule {
        base: Points::whole(rank(rule).saturating_mul(RANK)),
        rate_per_min: Points::whole(1),
        hard_max_s: NEVER_S,
        urgent: false,
        ..rule.clone()
    };
    let classes = rules.classes.iter().map(class).collect();
    Policy::new(PolicyRules {
        default_class: rules.default_class.clone(),
        ..PolicyRules::of(classes)
    })
}
