//! What the days before teach: how long services take, how long people are willing to wait.

use std::collections::BTreeMap;

use queueing::{Chance, Survival};

use super::paper::waited_s;
use crate::commands::calls::Call;

/// Patience in seconds where nobody in the record ever left.
const PATIENT_S: f64 = 3_600.0;

/// Service time in seconds where nobody in the record was ever served.
const USUAL_S: u32 = 180;

/// What was learned from recorded calls.
#[derive(Debug)]
pub(crate) struct Past {
    services_s: BTreeMap<String, Vec<u32>>,
    patience: Option<Survival>,
}

impl Past {
    /// Learns from calls.
    pub(crate) fn of<'a>(calls: impl IntoIterator<Item = &'a Call>) -> Self {
        let mut services_s: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        let mut queued = Vec::new();
        for call in calls {
            services_s.entry(call.kind.clone()).or_default().extend(call.service_s);
            if waited_s(call) > 0 {
                queued.push((waited_s(call), call.service_s.is_none()));
            }
        }
        Self { services_s, patience: Survival::of(queued) }
    }

    /// Draws a service time in seconds from those of a type.
    pub(crate) fn draw_service_s(&self, kind: &str, chance: &mut Chance) -> u32 {
        let known = self.services_s.get(kind).map_or(&[][..], Vec::as_slice);
        pick(known, chance).copied().unwrap_or(USUAL_S)
    }

    /// Draws the patience in seconds of somebody who was served after that many.
    pub(crate) fn draw_patience_s(&self, waited_s: u32, chance: &mut Chance) -> f64 {
        match &self.patience {
            Some(patience) => patience.draw_beyond(waited_s, chance),
            None => f64::from(waited_s) + PATIENT_S,
        }
    }

    /// Returns the mean patience in seconds; `None` when nobody ever left.
    pub(crate) fn mean_patience_s(&self) -> Option<f64> {
        self.patience.as_ref().map(Survival::mean_s)
    }

    /// Returns the mean service time in seconds over all types.
    #[expect(clippy::cast_precision_loss, reason = "counts of calls")]
    pub(crate) fn mean_service_s(&self) -> f64 {
        let all = || self.services_s.values().flatten();
        let count = all().count();
        if count == 0 {
            f64::from(USUAL_S)
        } else {
            all().copied().map(f64::from).sum::<f64>() / count as f64
        }
    }
}

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "an index below the length"
)]
fn pick<'a, T>(known: &'a [T], chance: &mut Chance) -> Option<&'a T> {
    known.get((chance.unit() * known.len() as f64) as usize)
}
