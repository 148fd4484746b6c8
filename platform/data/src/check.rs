//! Checks packs before anything rests on them; the start, the command line and the administrators' page use the same.

use std::collections::HashSet;

use crate::built_in;
use crate::document::read_header;
use crate::header::Header;
use crate::kind::PackKind;
use crate::problem::PackProblem;

/// Returns everything wrong with files of packs, each problem with the path of its file.
///
/// Files that are not YAML are left alone, so that a whole folder may be handed in.
/// A pack whose kind no room has declared is a problem here: nobody would read it.
pub fn check_files(kinds: &[PackKind], files: &[(String, String)]) -> Vec<(String, PackProblem)> {
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    for (path, text) in files.iter().filter(|(path, _)| built_in::is_yaml(path)) {
        let problems = match check(kinds, text) {
            Err(problems) => problems,
            Ok(header) if !kinds.iter().any(|kind| kind.code() == header.kind()) => {
                vec![unknown_kind(&header)]
            }
            Ok(header) if !seen.insert(header.pack.clone()) => vec![declared_twice(&header.pack)],
            Ok(_) => Vec::new(),
        };
        found.extend(problems.into_iter().map(|problem| (path.clone(), problem)));
    }
    found
}

/// Reads the header and applies the rules of the pack's kind, if a room has declared it.
pub(crate) fn check(kinds: &[PackKind], text: &str) -> Result<Header, Vec<PackProblem>> {
    let header = read_header(text)?;
    let kind = kinds.iter().find(|kind| kind.code() == header.kind());
    let problems = kind.map_or_else(Vec::new, |kind| kind.check(text));
    if problems.is_empty() { Ok(header) } else { Err(problems) }
}

/// Says that two files are versions of one pack.
pub(crate) fn declared_twice(pack: &str) -> PackProblem {
    let (zh, en) =
        (format!("规则包“{pack}”重复。"), format!("Another file is the pack `{pack}` already."));
    PackProblem { path: "/pack".to_owned(), line: Some(1), zh, en }
}

fn unknown_kind(header: &Header) -> PackProblem {
    let kind = header.kind();
    let (zh, en) = (
        format!("没有模块使用“{kind}”类规则包。"),
        format!("No room reads packs of the kind `{kind}`."),
    );
    PackProblem { path: "/pack".to_owned(), line: Some(1), zh, en }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(serde::Deserialize)]
    struct Nothing {}

    #[test]
    fn files_are_checked_as_a_whole() {
        let pack = |code: &str| {
            format!(
                "pack: {code}\nversion: 1\nname: 甲\nname_en: A\nvalid_from: 2026-01-01\nsources: []\n"
            )
        };
        let file = |path: &str, text: String| (path.to_owned(), text);
        let files = [
            file("a/one.yaml", pack("a/cn")),
            file("a/two.yaml", pack("a/cn")),
            file("b/one.yaml", pack("b/cn")),
            file("c/one.yaml", "pack: [".to_owned()),
            file("readme.md", "nothing".to_owned()),
        ];
        let found = check_files(&[PackKind::of::<Nothing>("a", |_, _| {})], &files);
        let paths: Vec<_> = found.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(paths, ["a/two.yaml", "b/one.yaml", "c/one.yaml"], "{found:?}");
    }
}
