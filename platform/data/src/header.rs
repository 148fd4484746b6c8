//! What every pack says about itself.

use jiff::civil::Date;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::problem::{PackProblem, Report};

/// The fields of the header, which stand beside the rules of the pack.
pub(crate) const FIELDS: [&str; 6] =
    ["pack", "version", "name", "name_en", "valid_from", "sources"];

/// What every pack says about itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The code: what it rules and, where it matters, for whom, such as `lobby/cn`.
    pub pack: String,
    /// The version, from 1; the greatest that is valid today is in force.
    pub version: u32,
    /// The name, in Chinese.
    pub name: String,
    /// The name, in English.
    pub name_en: String,
    /// The first day of validity, in the bank's time zone.
    pub valid_from: Date,
    /// Where the rules come from: laws, notices, decisions.
    pub sources: Vec<String>,
}

impl Header {
    /// Returns the part of the code that says what the pack rules, such as `lobby`.
    pub fn kind(&self) -> &str {
        kind_of(&self.pack)
    }

    /// Reads the header from its fields.
    ///
    /// # Errors
    /// Fields are missing or hold something else; all of them are told, without lines.
    pub(crate) fn read(fields: &Map<String, Value>) -> Result<Self, Vec<PackProblem>> {
        let mut report = Report::default();
        let text = ("这里应填文字。", "A text belongs here.");
        let whole = ("这里应填从 1 起的整数。", "A whole number from 1 on belongs here.");
        let date = ("这里应填日期，例如 2026-01-01。", "A date such as 2026-01-01 belongs here.");
        let list = (
            "这里应填文字列表，每行一项，以“- ”开头。",
            "A list of texts belongs here, one a line.",
        );
        let header = (
            field(fields, "pack", text, &mut report),
            field(fields, "version", whole, &mut report),
            field(fields, "name", text, &mut report),
            field(fields, "name_en", text, &mut report),
            field(fields, "valid_from", date, &mut report),
            field(fields, "sources", list, &mut report),
        );
        match header {
            (
                Some(pack),
                Some(version),
                Some(name),
                Some(name_en),
                Some(valid_from),
                Some(sources),
            ) => Ok(Self { pack, version, name, name_en, valid_from, sources }),
            _ => Err(report.into_problems()),
        }
    }
}

/// Returns the part of a pack's code before the first slash.
pub(crate) fn kind_of(pack: &str) -> &str {
    pack.split('/').next().unwrap_or(pack)
}

/// Reads one field, or reports that it is missing or what belongs there.
fn field<T: DeserializeOwned>(
    fields: &Map<String, Value>,
    name: &str,
    (zh, en): (&str, &str),
    report: &mut Report,
) -> Option<T> {
    let path = format!("/{name}");
    let Some(value) = fields.get(name) else {
        let zh = format!("缺少“{name}”这一项，请补充。");
        report.add(path, zh, format!("`{name}` is missing here; please add it."));
        return None;
    };
    let read = T::deserialize(value).ok();
    if read.is_none() {
        report.add(path, zh, en);
    }
    read
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn everything_that_is_wrong_with_a_header_is_told_at_once() {
        let fields = json!({
            "pack": "x/cn", "version": -1, "name": "甲", "valid_from": "soon", "sources": "a law",
        });
        let problems = Header::read(fields.as_object().unwrap()).unwrap_err();
        let told: Vec<_> = problems.iter().map(|problem| (&*problem.path, &*problem.zh)).collect();
        assert_eq!(
            told,
            [
                ("/version", "这里应填从 1 起的整数。"),
                ("/name_en", "缺少“name_en”这一项，请补充。"),
                ("/valid_from", "这里应填日期，例如 2026-01-01。"),
                ("/sources", "这里应填文字列表，每行一项，以“- ”开头。"),
            ]
        );
    }
}
