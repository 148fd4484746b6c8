//! The rule pack `checklists/…`: what a branch checks before it opens, during the day and after it closes.

use std::collections::HashSet;

use data::{PackKind, Report};
use organisation::api::BranchKind;
use serde::Deserialize;

use super::ListKind;

/// The longest time before opening, in minutes.
const LONGEST_BEFORE: u32 = 240;

/// The most photos of one item.
const MOST_PHOTOS: u32 = 6;

/// What is to be checked, as read from the pack in force.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChecklistRules {
    /// How many photos one item may have.
    pub(crate) photos_per_item: u32,
    /// The items in the order in which they are shown.
    pub(crate) items: Vec<Item>,
}

/// Something to be checked.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Item {
    /// The code.
    pub(crate) code: String,
    /// The name in Chinese.
    pub(crate) name: String,
    /// The name in English.
    pub(crate) name_en: String,
    /// How it is checked, in Chinese.
    #[serde(default)]
    pub(crate) help: String,
    /// How it is checked, in English.
    #[serde(default)]
    pub(crate) help_en: String,
    /// When it is checked.
    pub(crate) section: Section,
    /// Whether the list is not ready without it.
    #[serde(default)]
    pub(crate) required: bool,
    /// Whether a second person has to confirm it.
    #[serde(default)]
    pub(crate) two_person: bool,
    /// Whether photos belong to it.
    #[serde(default)]
    pub(crate) photo: PhotoRule,
    /// How many minutes before opening it should be done; only before opening.
    #[serde(default)]
    pub(crate) minutes_before_opening: Option<u32>,
    /// Which kinds of branch check it; `None` means all.
    #[serde(default)]
    pub(crate) kinds: Option<Vec<BranchKind>>,
}

/// When an item is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, serde::Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ChecklistSection)]
pub(crate) enum Section {
    /// Before the branch opens.
    BeforeOpening,
    /// While it is open.
    During,
    /// After it has closed.
    AfterClosing,
}

/// Whether photos belong to an item.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, serde::Serialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PhotoRule {
    /// No photo.
    #[default]
    None,
    /// Whoever likes adds one.
    Optional,
    /// It is not done without one.
    Required,
}

impl ChecklistRules {
    /// Lists what a branch of a kind checks.
    pub(crate) fn list(&self, list: ListKind, kind: BranchKind) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(move |item| list.has(item.section) && item.concerns(kind))
    }
}

impl Item {
    fn concerns(&self, kind: BranchKind) -> bool {
        self.kinds.as_ref().is_none_or(|kinds| kinds.contains(&kind))
    }
}

/// Returns what checks a pack before it goes into force.
pub(crate) fn pack_kind() -> PackKind {
    PackKind::of::<ChecklistRules>("checklists", check)
}

fn check(rules: &ChecklistRules, report: &mut Report) {
    if !(1..=MOST_PHOTOS).contains(&rules.photos_per_item) {
        report.add("/photos_per_item", "应在 1 到 6 之间。", "This must lie between 1 and 6.");
    }
    let mut seen = HashSet::new();
    for (index, item) in rules.items.iter().enumerate() {
        if !seen.insert(&item.code) {
            report.add(
                format!("/items/{index}/code"),
                format!("项目“{}”重复，请保留一处。", item.code),
                format!("The item `{}` is defined twice; please keep one.", item.code),
            );
        }
        check_item(index, item, report);
    }
}

fn check_item(index: usize, item: &Item, report: &mut Report) {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    if item.code.is_empty() || item.code.len() > 40 || !item.code.bytes().all(plain) {
        report.add(
            format!("/items/{index}/code"),
            "代码由小写字母、数字和下划线组成，不超过 40 个字符。",
            "A code has lower-case letters, digits and underscores, at most 40 of them.",
        );
    }
    if item.name.trim().is_empty() || item.name_en.trim().is_empty() {
        report.add(
            format!("/items/{index}/name"),
            "请填写中文和英文名称。",
            "Please give a name in Chinese and in English.",
        );
    }
    let minutes = item.minutes_before_opening;
    if minutes.is_some() && item.section != Section::BeforeOpening {
        report.add(
            format!("/items/{index}/minutes_before_opening"),
            "只有开门前的项目可以设开门前时点。",
            "Only what is checked before opening has a time before opening.",
        );
    }
    if minutes.is_some_and(|minutes| minutes > LONGEST_BEFORE) {
        report.add(
            format!("/items/{index}/minutes_before_opening"),
            "应在 0 到 240 分钟之间。",
            "This must lie between 0 and 240 minutes.",
        );
    }
    let nowhere =
        |kinds: &Vec<BranchKind>| kinds.is_empty() || kinds.contains(&BranchKind::HeadOffice);
    if item.kinds.as_ref().is_some_and(nowhere) {
        report.add(
            format!("/items/{index}/kinds"),
            "请填写支行或网点；所有网点都适用时不填。",
            "Name branch or sub_branch; leave it out when all are meant.",
        );
    }
}

/// Reads the built-in pack, for tests of everything that needs rules.
#[cfg(test)]
pub(crate) fn built_in() -> ChecklistRules {
    let text = include_str!("../../../../../data/lobby/cn/checklists.yaml");
    data::document::read(text).expect("the built-in pack fits").1
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = include_str!("../../../../../data/lobby/cn/checklists.yaml");

    #[test]
    fn the_built_in_pack_is_in_order_and_has_work_for_every_kind_of_branch() {
        assert_eq!(pack_kind().check(TEXT), []);
        let rules = built_in();
        for kind in [BranchKind::Branch, BranchKind::SubBranch] {
            for list in [ListKind::Opening, ListKind::Closing] {
                assert!(rules.list(list, kind).any(|item| item.required), "{list:?} {kind:?}");
            }
        }
        let meeting =
            |kind| rules.list(ListKind::Opening, kind).any(|item| item.code == "morning_meeting");
        assert_eq!([BranchKind::Branch, BranchKind::SubBranch].map(meeting), [true, false]);
    }

    #[test]
    fn what_is_wrong_is_told_where_it_stands() {
        let told = |right: &str, wrong: &str| {
            let problem = pack_kind().check(&TEXT.replacen(right, wrong, 1)).remove(0);
            (problem.path, problem.line.is_some())
        };
        let told = [
            told("photos_per_item: 3", "photos_per_item: 0"),
            told("code: safety_round", "code: entry_and_alarm"),
            told("code: entry_and_alarm", "code: Entry"),
            told("minutes_before_opening: 45", "minutes_before_opening: 241"),
            told("kinds: [branch]", "kinds: [head_office]"),
            told("section: during", "section: during\n    minutes_before_opening: 5"),
        ];
        let paths = told.map(|(path, line)| {
            assert!(line, "{path}");
            path
        });
        let expected = [
            "/photos_per_item",
            "/items/1/code",
            "/items/0/code",
            "/items/0/minutes_before_opening",
            "/items/5/kinds",
            "/items/15/minutes_before_opening",
        ];
        assert_eq!(paths, expected);
    }
}
