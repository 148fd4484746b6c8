//! The catalogue of services 业务目录, and skills.

use kernel::ServiceId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::Fields;

use super::text;

/// The longest usual time of a service: a working day.
const LONGEST_S: i32 = 8 * 3600;

/// A service 业务 that customers come for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// Its id.
    pub id: ServiceId,
    /// Its code, unique in the bank.
    pub code: String,
    /// The letter before the numbers of its tickets.
    pub prefix: String,
    /// Its name, in Chinese.
    pub name: String,
    /// Its name, in English.
    pub name_en: String,
    /// The code of its category, as in the pack of services.
    pub category: String,
    /// What it covers, in Chinese.
    pub description: String,
    /// What it covers, in English.
    pub description_en: String,
    /// What customers should bring.
    pub papers: Vec<Paper>,
    /// The usual time at the counter in seconds, until recent times are known.
    pub typical_s: i32,
    /// The code of the skill that a teller needs; `None` means everybody can.
    pub skill: Option<String>,
    /// The code of a dispatch class that overrides the customer's, such as `emergency`.
    pub class: Option<String>,
    /// The machine that does it too.
    pub self_service: Option<SelfService>,
    /// How customers say it.
    pub phrases: Phrases,
    /// Its place in lists.
    pub position: i32,
    /// Whether it is offered at all.
    pub active: bool,
    /// Rises with every change.
    pub version: i32,
}

/// Something that customers should bring.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    /// What, in Chinese.
    pub name: String,
    /// What, in English.
    pub name_en: String,
}

/// A machine that does a service too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SelfService {
    /// The kind of guidance in the lobby's rules, such as `smart_counter`.
    pub kind: String,
    /// The machine, in Chinese.
    pub name: String,
    /// The machine, in English.
    pub name_en: String,
    /// What one can do there, in Chinese.
    pub hint: String,
    /// What one can do there, in English.
    pub hint_en: String,
}

/// How customers say what they need, by language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Phrases {
    /// In Chinese.
    pub zh: Vec<String>,
    /// In English, in lower case.
    pub en: Vec<String>,
}

/// A skill 技能 that a service asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skill {
    /// Its id.
    pub id: SkillId,
    /// Its code, unique in the bank.
    pub code: String,
    /// Its name, in Chinese.
    pub name: String,
    /// Its name, in English.
    pub name_en: String,
}

kernel::id_type! {
    /// Identifies a skill.
    pub struct SkillId;
}

impl Skill {
    /// Adds what is wrong with the skill.
    pub(crate) fn check(&self, fields: &mut Fields) {
        text::check_code(fields, "/code", &self.code);
        text::check_name(fields, "/name", &self.name);
        text::check_name(fields, "/name_en", &self.name_en);
    }
}

impl Service {
    /// Adds what is wrong with the service.
    pub(crate) fn check(&self, fields: &mut Fields) {
        text::check_code(fields, "/code", &self.code);
        text::check_name(fields, "/name", &self.name);
        text::check_name(fields, "/name_en", &self.name_en);
        text::check_code(fields, "/category", &self.category);
        text::check_text(fields, "/description", &self.description);
        text::check_text(fields, "/description_en", &self.description_en);
        fields.check(
            (1..=2).contains(&self.prefix.len())
                && self.prefix.bytes().all(|byte| byte.is_ascii_uppercase()),
            "/prefix",
            "service.bad_prefix",
            "号码前缀为一至两个大写字母。",
            "The prefix of ticket numbers is one or two capital letters.",
        );
        fields.check(
            (30..=LONGEST_S).contains(&self.typical_s),
            "/typical_s",
            "service.bad_time",
            "通常用时应在 30 秒至 8 小时之间。",
            "The usual time is between 30 seconds and 8 hours.",
        );
        for (index, paper) in self.papers.iter().enumerate() {
            text::check_name(fields, &format!("/papers/{index}/name"), &paper.name);
            text::check_text(fields, &format!("/papers/{index}/name_en"), &paper.name_en);
        }
    }

    /// Returns what searches look at.
    pub(crate) fn folded(&self) -> String {
        text::fold(&[&self.code, &self.prefix, &self.name, &self.name_en])
    }
}
