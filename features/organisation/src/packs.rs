//! The rule packs of this room: the catalogue of services with which a bank begins.

use data::{PackKind, Report};
use serde::Deserialize;

use crate::model::catalogue::{Paper, Phrases, SelfService};

/// The catalogue of services, `services/<jurisdiction>`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServicesPack {
    /// Categories, in the order in which a kiosk shows them.
    pub categories: Vec<Named>,
    /// Skills that services ask for.
    pub skills: Vec<Named>,
    /// The services, in the order in which a kiosk shows them.
    pub services: Vec<PackService>,
}

/// A code with a name in both languages.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// The code.
    pub code: String,
    /// The name, in Chinese.
    pub name: String,
    /// The name, in English.
    pub name_en: String,
}

/// A service of the pack.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackService {
    /// The code.
    pub code: String,
    /// The letter before its ticket numbers.
    pub prefix: String,
    /// The name, in Chinese.
    pub name: String,
    /// The name, in English.
    pub name_en: String,
    /// The code of its category.
    pub category: String,
    /// The code of a dispatch class that overrides the customer's.
    pub class: Option<String>,
    /// The code of the skill it asks for.
    pub skill: Option<String>,
    /// The usual time in seconds.
    pub typical_s: i32,
    /// What it covers, in Chinese.
    pub description: String,
    /// What it covers, in English.
    pub description_en: String,
    /// What customers should bring.
    #[serde(default)]
    pub papers: Vec<Paper>,
    /// The machine that does it too.
    pub self_service: Option<SelfService>,
    /// How customers say it.
    #[serde(default)]
    pub phrases: Phrases,
}

/// Returns the kinds of pack that this room checks.
pub(crate) fn kinds() -> Vec<PackKind> {
    vec![PackKind::of("services", check_services)]
}

fn check_services(pack: &ServicesPack, report: &mut Report) {
    report.unique("/categories", pack.categories.iter().map(|category| category.code.as_str()));
    report.unique("/skills", pack.skills.iter().map(|skill| skill.code.as_str()));
    report.unique("/services", pack.services.iter().map(|service| service.code.as_str()));
    let known = |list: &[Named], code: &str| list.iter().any(|named| named.code == code);
    for service in &pack.services {
        let path = format!("/services/{}", service.code);
        if !known(&pack.categories, &service.category) {
            report.add(format!("{path}/category"), "没有这个类别。", "There is no such category.");
        }
        if service.skill.as_deref().is_some_and(|skill| !known(&pack.skills, skill)) {
            report.add(format!("{path}/skill"), "没有这个技能。", "There is no such skill.");
        }
        if !(30..=28_800).contains(&service.typical_s) {
            report.add(
                format!("{path}/typical_s"),
                "应在 30 至 28800 秒之间。",
                "This must be between 30 and 28800 seconds.",
            );
        }
    }
    check_phrases(pack, report);
}

/// A phrase that two services claim would send customers to either at random.
fn check_phrases(pack: &ServicesPack, report: &mut Report) {
    let mut owners = std::collections::HashMap::new();
    for service in &pack.services {
        let lists = [("zh", &service.phrases.zh), ("en", &service.phrases.en)];
        for (language, phrases) in lists {
            for phrase in phrases {
                let Some(other) = owners.insert(phrase.as_str(), service.code.as_str()) else {
                    continue;
                };
                let path = format!("/services/{}/phrases/{language}", service.code);
                let zh = format!("“{phrase}”已属于业务 {other}，请保留一处。");
                report.add(
                    path,
                    zh,
                    format!(
                        "`{phrase}` belongs to the service `{other}` already; please keep one."
                    ),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_packs_have_no_problems() {
        for (path, text) in data::built_in::files("services/") {
            assert_eq!(kinds()[0].check(&text), [], "{path}");
        }
    }

    #[test]
    fn a_phrase_of_two_services_is_a_problem_with_its_line() {
        let (_, text) = data::built_in::files("services/").remove(0);
        let twice = text.replacen("zh: [存钱,", "zh: [被骗了, 存钱,", 1);
        let problems = kinds()[0].check(&twice);
        assert_eq!(problems.len(), 1);
        assert!(
            problems[0].path.ends_with("/phrases/zh") && problems[0].line.is_some(),
            "{problems:?}"
        );
    }
}
