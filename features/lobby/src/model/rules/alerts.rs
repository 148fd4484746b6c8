//! When somebody is alarmed.

use serde::Deserialize;

/// When somebody is alarmed.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AlertRules {
    /// A care customer waits.
    pub(crate) care_waiting: CareWaiting,
    /// Anybody waits longer than the class allows.
    pub(crate) wait_breach: WaitBreach,
    /// Another counter should open.
    pub(crate) extra_counter: ExtraCounter,
    /// Somebody asked for a person.
    pub(crate) assistance: AssistanceRules,
    /// A counter stays in one state for too long.
    #[serde(default)]
    pub(crate) counter: CounterRules,
}

/// When a state of a counter has lasted too long.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CounterRules {
    /// Seconds of a pause.
    pub(crate) paused_s: u32,
    /// Seconds of calling without the customer coming.
    pub(crate) calling_s: u32,
    /// How many times its usual length a service takes.
    pub(crate) serving_times: u32,
}

impl Default for CounterRules {
    /// What holds for rules written before there was a choice.
    fn default() -> Self {
        Self { paused_s: 900, calling_s: 180, serving_times: 3 }
    }
}

/// After how many seconds of waiting a care customer is noticed.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CareWaiting {
    /// For attention.
    pub(crate) warn_s: u32,
    /// For failure.
    pub(crate) breach_s: u32,
}

/// Which classes are alarmed by their own thresholds.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WaitBreach {
    /// Codes of classes.
    pub(crate) classes: Vec<String>,
}

/// When another counter should open.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExtraCounter {
    /// More than that many wait.
    pub(crate) waiting_over: u32,
    /// The range for somebody who comes now reaches beyond.
    pub(crate) predicted_wait_over_s: u32,
}

/// Somebody asked for a person.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AssistanceRules {
    /// Within how many seconds somebody should come.
    pub(crate) answer_within_s: u32,
}
