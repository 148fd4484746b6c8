//! One quantile of the wait, learned wait by wait.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Seconds added to every wait before its logarithm is taken, so that short waits do not count for more than they are.
pub(super) const SHIFT_S: f64 = 10.0;

/// The logarithm around which the formula is corrected; about a minute.
const CENTRE: f64 = 4.0;

/// How far the levels of all and of a class move with every wait; what keeps the promised share under every change.
const LEVEL_STEP: f64 = 0.01;

/// How far a weight moves with its first waits; it moves less the more it was moved (Duchi, Hazan and Singer 2011).
const WEIGHT_STEP: f64 = 0.1;

/// What one wait was foreseen from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Features<'a> {
    /// What the formula says, in seconds.
    pub(super) formula_s: f64,
    /// What it would be at the pace of the last calls, in seconds.
    pub(super) paced_s: f64,
    /// How many services end before the call, at least one.
    pub(super) ends: f64,
    /// The code of the class.
    pub(super) class: &'a str,
    /// The name of the service.
    pub(super) service: &'a str,
}

/// A quantile of the wait as a function of what is known when it begins.
///
/// `ln(wait + 10 s)` is linear in the logarithm of the formula, of the formula at the present pace, and, by class, of the
/// number of services that end before; class and service have a level each.
/// After every wait all weights move against the gradient of the pinball loss (R. Koenker, G. Bassett, *Regression
/// quantiles*, Econometrica 46 (1978), 33–50), each by a step of its own (J. Duchi, E. Hazan, Y. Singer, *Adaptive
/// subgradient methods*, JMLR 12 (2011)).
/// The levels of all and of each class move by a step that never shrinks and by what was said when the wait began.
/// That keeps the share of waits below the quantile at the promised one over any long stretch, in every class, however
/// the hall changes (I. Gibbs, E. Candès, *Adaptive conformal inference under distribution shift*, Advances in Neural
/// Information Processing Systems 34, 2021).
/// The weights move by what would be said now instead: in a long line many waits begin before one ends, and moving by
/// what was said to all of them would overshoot.
///
/// The weights of what grows with the line are never negative, so more people ahead never shorten an estimate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Quantile {
    share: f64,
    level: f64,
    formula: Weight,
    paced: Weight,
    classes: BTreeMap<String, ClassWeights>,
    services: BTreeMap<String, Weight>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
struct ClassWeights {
    level: f64,
    line: Weight,
}

/// A weight and how much it was moved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Weight {
    value: f64,
    moved: f64,
}

impl Quantile {
    /// Returns the quantile of that share as the formula alone has it.
    pub(super) fn new(share: f64) -> Self {
        Self {
            share,
            level: 0.0,
            formula: Weight { value: 1.0, moved: 0.0 },
            paced: Weight::default(),
            classes: BTreeMap::new(),
            services: BTreeMap::new(),
        }
    }

    /// Foresees the quantile in seconds; below zero when even the shift is too much.
    pub(super) fn foresee_s(&self, features: &Features<'_>) -> f64 {
        let class = self.classes.get(features.class).copied().unwrap_or_default();
        let service = self.services.get(features.service).copied().unwrap_or_default();
        let logarithm = CENTRE
            + self.level
            + self.formula.value * log(features.formula_s)
            + self.paced.value * log(features.paced_s)
            + class.level
            + class.line.value * features.ends.ln()
            + service.value;
        logarithm.exp() - SHIFT_S
    }

    /// Learns from a wait that has ended, and from what was foreseen of it when it began.
    pub(super) fn learn(&mut self, features: &Features<'_>, foreseen_s: f64, waited_s: f64) {
        let pull = |foreseen_s| if waited_s > foreseen_s { self.share } else { self.share - 1.0 };
        let (level_pull, pull) = (pull(foreseen_s), pull(self.foresee_s(features)));
        self.level += LEVEL_STEP * level_pull;
        self.formula.pull(pull, log(features.formula_s));
        self.paced.pull(pull, log(features.paced_s));
        let class = self.classes.entry(features.class.to_owned()).or_default();
        class.level += LEVEL_STEP * level_pull;
        class.line.pull(pull, features.ends.ln());
        for grows in [&mut self.formula, &mut self.paced, &mut class.line] {
            grows.value = grows.value.max(0.0);
        }
        self.services.entry(features.service.to_owned()).or_default().pull(pull, 1.0);
    }
}

impl Weight {
    fn pull(&mut self, pull: f64, feature: f64) {
        let slope = pull * feature;
        self.moved += slope * slope;
        self.value += WEIGHT_STEP * slope / (1.0 + self.moved).sqrt();
    }
}

fn log(seconds: f64) -> f64 {
    (seconds.max(0.0) + SHIFT_S).ln() - CENTRE
}
