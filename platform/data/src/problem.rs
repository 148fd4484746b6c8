//! What can be wrong with a pack, and what can go wrong with packs.

use db::DbError;
use kernel::{Fault, FieldFault, Kind, Locale};

use crate::outline::Outline;

/// One thing that is wrong in the text of a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackProblem {
    /// Where, as a path such as `/classes/care/base`; list items go by their `code` or by number. Empty: the whole.
    pub path: String,
    /// The line of the text, from 1, when it is known.
    pub line: Option<u32>,
    /// What is wrong and what to do, in Chinese; a whole sentence.
    pub zh: String,
    /// What is wrong and what to do, in English; a whole sentence.
    pub en: String,
}

impl PackProblem {
    /// Returns what is wrong, in a language.
    pub fn message(&self, locale: Locale) -> &str {
        locale.pick(&self.zh, &self.en)
    }
}

/// Collects what the rules of a room find wrong in a pack that could be read.
#[derive(Debug, Default)]
pub struct Report {
    problems: Vec<PackProblem>,
}

impl Report {
    /// Adds a problem at a path; the line is found by itself.
    pub fn add(&mut self, path: impl Into<String>, zh: impl Into<String>, en: impl Into<String>) {
        self.problems.push(PackProblem {
            path: path.into(),
            line: None,
            zh: zh.into(),
            en: en.into(),
        });
    }

    /// Adds a problem for every code that comes twice in the list at `path`.
    pub fn unique<'a>(&mut self, path: &str, codes: impl IntoIterator<Item = &'a str>) {
        let mut seen = std::collections::HashSet::new();
        for (index, code) in codes.into_iter().enumerate() {
            if !seen.insert(code) {
                let (zh, en) =
                    (format!("代码“{code}”重复。"), format!("The code `{code}` comes twice."));
                self.add(format!("{path}/{index}"), zh, en);
            }
        }
    }

    /// Returns what was found.
    pub fn into_problems(self) -> Vec<PackProblem> {
        self.problems
    }
}

/// Finds the line of every problem by its path.
pub(crate) fn with_lines(text: &str, mut problems: Vec<PackProblem>) -> Vec<PackProblem> {
    if problems.is_empty() {
        return problems;
    }
    let outline = Outline::read(text);
    for problem in &mut problems {
        problem.line = outline.as_ref().and_then(|outline| outline.line_of(&problem.path));
    }
    problems
}

/// A failure with packs.
#[derive(Debug, thiserror::Error)]
pub enum DataError {
    /// No pack has this code.
    #[error("there is no pack `{0}`")]
    UnknownPack(String),
    /// The pack has no such version.
    #[error("the pack `{pack}` has no version {version}")]
    UnknownVersion {
        /// The code of the pack.
        pack: String,
        /// The version asked for.
        version: u32,
    },
    /// Text that is to be saved has problems.
    #[error("the pack has {} problems", .0.len())]
    Refused(Vec<PackProblem>),
    /// Somebody saved another version in the meantime.
    #[error("the pack `{0}` was changed meanwhile")]
    ChangedMeanwhile(String),
    /// A pack of the program itself has problems, or is read as a type that it does not fit.
    #[error("the built-in pack `{pack}` is broken at `{}` (line {:?}): {}", .problem.path, .problem.line, .problem.en)]
    Broken {
        /// The code of the pack, or the path of its file.
        pack: String,
        /// The first problem.
        problem: Box<PackProblem>,
    },
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl DataError {
    pub(crate) fn broken(pack: &str, mut problems: Vec<PackProblem>) -> Self {
        let problem = if problems.is_empty() { unreadable() } else { problems.swap_remove(0) };
        Self::Broken { pack: pack.to_owned(), problem: Box::new(problem) }
    }
}

fn unreadable() -> PackProblem {
    PackProblem {
        path: String::new(),
        line: None,
        zh: "无法读取。".to_owned(),
        en: "The text cannot be read.".to_owned(),
    }
}

impl Fault for DataError {
    fn kind(&self) -> Kind {
        match self {
            Self::UnknownPack(_) | Self::UnknownVersion { .. } => Kind::NotFound,
            Self::Refused(_) => Kind::Invalid,
            Self::ChangedMeanwhile(_) => Kind::Conflict,
            Self::Broken { .. } => Kind::Internal,
            Self::Db(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::UnknownPack(_) => "rule.unknown_pack",
            Self::UnknownVersion { .. } => "rule.unknown_version",
            Self::Refused(_) => "rule.invalid",
            Self::ChangedMeanwhile(_) => "rule.changed_meanwhile",
            Self::Broken { .. } => "rule.broken",
            Self::Db(error) => error.code(),
        }
    }

    fn sentence(&self, locale: Locale) -> String {
        let (zh, en) = match self {
            Self::UnknownPack(pack) => (format!("没有规则包“{pack}”。"), format!("There is no rule pack `{pack}`.")),
            Self::UnknownVersion { pack, version } => (
                format!("规则包“{pack}”没有第 {version} 版。"),
                format!("The rule pack `{pack}` has no version {version}."),
            ),
            Self::Refused(problems) => return refused(problems, locale),
            Self::ChangedMeanwhile(_) => (
                "其他人刚刚修改了这份规则，请刷新后核对再保存。".to_owned(),
                "Somebody else has just changed these rules. Please reload, compare and save again.".to_owned(),
            ),
            Self::Broken { .. } => ("规则包无法读取。".to_owned(), "The rule pack cannot be read.".to_owned()),
            Self::Db(error) => return error.sentence(locale),
        };
        locale.pick(&zh, &en).to_owned()
    }

    fn fields(&self, locale: Locale) -> Vec<FieldFault> {
        let Self::Refused(problems) = self else { return Vec::new() };
        let detail = |problem: &PackProblem| match (problem.line, locale) {
            (Some(line), Locale::ZhCn) => format!("第 {line} 行：{}", problem.zh),
            (Some(line), Locale::En) => format!("Line {line}: {}", problem.en),
            (None, _) => problem.message(locale).to_owned(),
        };
        let field = |problem| FieldFault {
            pointer: "/content".to_owned(),
            code: self.code(),
            detail: detail(problem),
        };
        problems.iter().map(field).collect()
    }

    fn retry_after_s(&self) -> Option<u32> {
        if let Self::Db(error) = self { error.retry_after_s() } else { None }
    }
}

/// Says the first problem and how many there are.
fn refused(problems: &[PackProblem], locale: Locale) -> String {
    let first = problems.first();
    let line = first.and_then(|problem| problem.line).unwrap_or(1);
    let message = first.map_or("", |problem| problem.message(locale));
    let count = problems.len();
    match locale {
        Locale::ZhCn => {
            format!("规则内容有 {count} 处问题，请改正后再保存。第一处在第 {line} 行：{message}")
        }
        Locale::En => {
            format!(
                "The rules have {count} problem(s); please correct and save again. The first is on line {line}: {message}"
            )
        }
    }
}
