//! The grounds of a call: stored with it, shown to whoever asks, and told as one sentence.

use kernel::{Locale, VisitId};
use queueing::{Points, Reason, Rule};
use serde::{Deserialize, Serialize};

use super::number::TicketNumber;

/// Why this visit was called and no other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Why {
    /// What decided.
    pub(crate) rule: WhyRule,
    /// The class that gave the points.
    pub(crate) class: String,
    /// All points at that moment.
    pub(crate) score: Points,
    /// Points on arrival.
    pub(crate) base: Points,
    /// Points per minute.
    pub(crate) rate_per_min: Points,
    /// Points for specialisation, reservation and the hard maximum.
    #[serde(default)]
    pub(crate) bonus: Points,
    /// Seconds waited.
    pub(crate) waited_s: u32,
    /// How many this counter could have called, the chosen one included.
    pub(crate) candidates: u32,
    /// Who would have been called otherwise; after a choice by hand only when the rules put somebody else first.
    pub(crate) runner_up: Option<RunnerUp>,
}

/// What decided a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum WhyRule {
    /// The class may not wait at all.
    Urgent,
    /// The visit had waited beyond the hard maximum of its class.
    HardMaximum,
    /// The visit was kept for this counter or person.
    Reserved,
    /// The visit had the most points.
    Accumulated,
    /// A person chose the visit.
    ChosenByHand,
}

/// The second in line at the moment of a call.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct RunnerUp {
    /// The visit.
    pub(crate) visit: VisitId,
    /// Its number.
    pub(crate) number: String,
    /// Its points.
    pub(crate) score: Points,
}

impl Why {
    /// Keeps the grounds that the dispatch gave.
    pub(crate) fn decided(reason: Reason, runner_up: Option<(VisitId, &TicketNumber)>) -> Self {
        let runner_up = reason.runner_up.zip(runner_up).map(|(second, (visit, number))| RunnerUp {
            visit,
            number: number.to_string(),
            score: second.score,
        });
        Self {
            rule: reason.rule.into(),
            class: reason.class,
            score: reason.score,
            base: reason.base,
            rate_per_min: reason.rate_per_min,
            bonus: reason.bonus,
            waited_s: reason.waited_s,
            candidates: reason.considered,
            runner_up,
        }
    }

    /// Tells the grounds in a sentence; `class_name` is the name of the class in that language.
    pub(crate) fn sentence(&self, number: &str, class_name: &str, locale: Locale) -> String {
        match locale {
            Locale::ZhCn => self.zh(number, class_name),
            Locale::En => self.en(number, class_name),
        }
    }

    fn zh(&self, number: &str, class: &str) -> String {
        let waited = waited_zh(self.waited_s);
        let head = format!("{number}（{class}）已等候{waited}");
        match self.rule {
            WhyRule::Urgent => format!("{head}，属须立即处理的情形，先于所有客户呼叫。"),
            WhyRule::HardMaximum => {
                format!("{head}，已超过该类客户的最长等候时限，先于未超时的客户呼叫。")
            }
            WhyRule::Reserved => {
                format!("{head}，此前已转由本柜台接待，得 {}，由本柜台优先呼叫。", self.points_zh())
            }
            WhyRule::ChosenByHand => format!("{head}，由柜员选定呼叫{}。", self.passed_zh()),
            WhyRule::Accumulated => {
                format!("{head}，得 {}，{}。", self.points_zh(), self.comparison_zh())
            }
        }
    }

    /// Tells the points and what they are made of.
    fn points_zh(&self) -> String {
        let mut parts = vec![format!("每分钟 {} 分", self.rate_per_min)];
        if self.base != Points::ZERO {
            parts.insert(0, format!("起始 {} 分", self.base));
        }
        if self.bonus != Points::ZERO {
            parts.push(format!("附加 {} 分", tenths(self.bonus)));
        }
        format!("{} 分（{}）", tenths(self.score), parts.join("，"))
    }

    /// Tells whom the rules would have put first, when that is somebody else.
    fn passed_zh(&self) -> String {
        match &self.runner_up {
            Some(first) => format!("，未按排队次序；按规则应先呼叫 {}", first.number),
            None => String::new(),
        }
    }

    fn comparison_zh(&self) -> String {
        match &self.runner_up {
            Some(second) => format!(
                "在本柜台可呼叫的 {} 位客户中最高，其次是 {}（{} 分）",
                self.candidates,
                second.number,
                tenths(second.score)
            ),
            None => "本柜台可呼叫的客户只有这一位".to_owned(),
        }
    }

    fn en(&self, number: &str, class: &str) -> String {
        let waited = waited_en(self.waited_s);
        let head = format!("{number} ({class}) had waited {waited}");
        match self.rule {
            WhyRule::Urgent => format!(
                "{head} and is of a kind that is attended to at once, before everybody else."
            ),
            WhyRule::HardMaximum => {
                format!(
                    "{head}, longer than its class may wait, and so went ahead of all who were within their limit."
                )
            }
            WhyRule::Reserved => {
                format!(
                    "{head} and had been handed on to this counter, which called it first with {}.",
                    self.points_en()
                )
            }
            WhyRule::ChosenByHand => {
                format!("{head} and was chosen by the teller{}.", self.passed_en())
            }
            WhyRule::Accumulated => {
                format!("{head} and had {}, {}.", self.points_en(), self.comparison_en())
            }
        }
    }

    fn points_en(&self) -> String {
        let mut parts = vec![format!("{} a minute", self.rate_per_min)];
        if self.base != Points::ZERO {
            parts.insert(0, format!("{} on arrival", self.base));
        }
        if self.bonus != Points::ZERO {
            parts.push(format!("{} added", tenths(self.bonus)));
        }
        format!("{} points ({})", tenths(self.score), parts.join(", "))
    }

    fn passed_en(&self) -> String {
        match &self.runner_up {
            Some(first) => {
                format!(", not by the order of the line; by the rules {} came first", first.number)
            }
            None => String::new(),
        }
    }

    fn comparison_en(&self) -> String {
        match &self.runner_up {
            Some(second) => format!(
                "the most of the {} customers this counter could call; next was {} with {}",
                self.candidates,
                second.number,
                tenths(second.score)
            ),
            None => "the only customer this counter could call".to_owned(),
        }
    }
}

impl From<Rule> for WhyRule {
    fn from(rule: Rule) -> Self {
        match rule {
            Rule::Urgent => Self::Urgent,
            Rule::HardMaximum => Self::HardMaximum,
            Rule::Reserved => Self::Reserved,
            Rule::Accumulated => Self::Accumulated,
        }
    }
}

/// Writes points for reading: to the tenth, and no tenth when there is none.
fn tenths(points: Points) -> String {
    format!("{:.1}", points.to_f64()).trim_end_matches(".0").to_owned()
}

/// Writes a duration as people say it: `12 分 30 秒`.
pub(crate) fn waited_zh(seconds: u32) -> String {
    match (seconds / 3600, seconds / 60 % 60, seconds % 60) {
        (0, 0, seconds) => format!(" {seconds} 秒"),
        (0, minutes, 0) => format!(" {minutes} 分钟"),
        (0, minutes, seconds) => format!(" {minutes} 分 {seconds} 秒"),
        (hours, minutes, _) => format!(" {hours} 小时 {minutes} 分"),
    }
}

/// Writes a duration as people say it: `12 min 30 s`.
pub(crate) fn waited_en(seconds: u32) -> String {
    match (seconds / 3600, seconds / 60 % 60, seconds % 60) {
        (0, 0, seconds) => format!("{seconds} s"),
        (0, minutes, 0) => format!("{minutes} min"),
        (0, minutes, seconds) => format!("{minutes} min {seconds} s"),
        (hours, minutes, _) => format!("{hours} h {minutes} min"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grounds_read_as_a_sentence_in_both_languages() {
        let second = RunnerUp {
            visit: VisitId::from_uuid(uuid::Uuid::nil()),
            number: "A013".to_owned(),
            score: Points::from_milli(11_200),
        };
        let why = Why {
            rule: WhyRule::Accumulated,
            class: "ordinary".to_owned(),
            score: Points::from_milli(12_500),
            base: Points::ZERO,
            rate_per_min: Points::whole(1),
            bonus: Points::ZERO,
            waited_s: 750,
            candidates: 8,
            runner_up: Some(second),
        };
        assert_eq!(
            why.sentence("A012", "普通", Locale::ZhCn),
            "A012（普通）已等候 12 分 30 秒，得 12.5 分（每分钟 1 分），在本柜台可呼叫的 8 位客户中最高，其次是 A013（11.2 分）。"
        );
        assert_eq!(
            why.sentence("A012", "Ordinary", Locale::En),
            "A012 (Ordinary) had waited 12 min 30 s and had 12.5 points (1 a minute), the most of the 8 customers this counter could call; next was A013 with 11.2."
        );
        let late = Why { rule: WhyRule::HardMaximum, waited_s: 4000, runner_up: None, ..why };
        assert_eq!(
            late.sentence("A012", "普通", Locale::ZhCn),
            "A012（普通）已等候 1 小时 6 分，已超过该类客户的最长等候时限，先于未超时的客户呼叫。"
        );
    }
}
