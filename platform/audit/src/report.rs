//! What a verification found.

use kernel::Locale;
use serde::Serialize;
use utoipa::ToSchema;

/// At most this many problems are listed; all are counted.
const LISTED: usize = 1_000;

/// The result of reading every row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Verification {
    /// How many rows were read.
    pub rows: u64,
    /// How many chains there are.
    pub chains: u64,
    /// How many chains were held against an anchor outside the database.
    pub anchored: u64,
    /// What is wrong, at most 1 000 of it.
    pub problems: Vec<Problem>,
    /// How many problems there are, also those not listed.
    pub problem_count: u64,
}

impl Verification {
    /// Returns whether nothing is wrong.
    pub const fn ok(&self) -> bool {
        self.problem_count == 0
    }

    pub(crate) fn add(&mut self, problem: Problem) {
        self.problem_count += 1;
        if self.problems.len() < LISTED {
            self.problems.push(problem);
        }
    }
}

/// One place where the trail is not what was recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Problem {
    /// The chain: a branch id, `head-office`, or `anchors` for the file.
    pub chain: String,
    /// The first position concerned, from 1; for `anchors` the line.
    pub position: i64,
    /// The last position concerned.
    pub until: i64,
    /// What happened there.
    pub kind: ProblemKind,
}

/// What happened to the trail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProblemKind {
    /// A row does not carry the digest of its content: it, or its predecessor's digest, was changed, or it was forged.
    Changed,
    /// Rows are missing between others.
    Removed,
    /// A genuine row stands in another's place.
    Reordered,
    /// Rows are missing at the end.
    Truncated,
    /// The head does not agree with the last row.
    HeadChanged,
    /// The rows up to an anchor are not those that were there when the anchor was written.
    Rewritten,
    /// A row names a key that the key ring does not hold.
    KeyUnknown,
    /// The anchor file is missing or has no line for a chain that existed when it was last written.
    AnchorMissing,
    /// A line of the anchor file is not what was written.
    AnchorChanged,
}

impl Problem {
    pub(crate) fn at(chain: &str, position: i64, kind: ProblemKind) -> Self {
        Self::between(chain, position, position, kind)
    }

    pub(crate) fn between(chain: &str, position: i64, until: i64, kind: ProblemKind) -> Self {
        Self { chain: chain.to_owned(), position, until, kind }
    }

    /// Returns one sentence for the person who asked for the verification.
    pub fn sentence(&self, locale: Locale) -> String {
        let (zh, en) = self.kind.words();
        let Self { chain, position, until, .. } = self;
        match locale {
            Locale::ZhCn => format!("{zh}（链 {chain}，第 {position} 至 {until} 条）。"),
            Locale::En => format!("{en} (chain {chain}, rows {position} to {until})."),
        }
    }
}

impl ProblemKind {
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Changed => ("记录被改动或伪造", "A row was changed or forged"),
            Self::Removed => ("中间的记录被删除", "Rows were removed"),
            Self::Reordered => ("记录的顺序被调换", "Rows were reordered"),
            Self::Truncated => ("末尾的记录被删除", "Rows at the end were removed"),
            Self::HeadChanged => {
                ("链头与最后一条记录不符", "The head does not agree with the last row")
            }
            Self::Rewritten => (
                "记录与锚点不符，历史被重写",
                "The rows do not agree with the anchor: history was rewritten",
            ),
            Self::KeyUnknown => {
                ("记录所用的密钥不在密钥环中", "A row names a key that the key ring does not hold")
            }
            Self::AnchorMissing => ("缺少锚点", "The anchor is missing"),
            Self::AnchorChanged => ("锚点文件被改动", "The anchor file was changed"),
        }
    }
}
