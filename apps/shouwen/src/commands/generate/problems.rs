//! The page of all problem codes: each with the doc comment of its error, or the sentence of its field.

use std::collections::BTreeMap;

use super::source;

/// Names files by their path from the root of the repository, and puts their text into the program.
macro_rules! sources {
    ($($path:literal)*) => { &[$(($path, include_str!(concat!("../../../../../", $path)))),*] };
}

/// Where problems are declared; a test finds files that are missing here.
const SOURCES: &[(&str, &str)] = sources![
    "platform/access/src/error.rs"
    "platform/access/src/password/rules.rs"
    "platform/access/src/permission.rs"
    "platform/access/src/rate.rs"
    "platform/access/src/streams.rs"
    "platform/audit/src/error.rs"
    "platform/data/src/problem.rs"
    "platform/db/src/error.rs"
    "platform/events/src/topic.rs"
    "platform/jobs/src/admin.rs"
    "platform/mail/src/address.rs"
    "platform/vault/src/error.rs"
    "platform/web/src/extract.rs"
    "platform/web/src/fields.rs"
    "platform/web/src/idempotency.rs"
    "platform/web/src/problem.rs"
    "features/organisation/src/error.rs"
    "features/organisation/src/http/hours.rs"
    "features/organisation/src/model/branch.rs"
    "features/organisation/src/model/calendar.rs"
    "features/organisation/src/model/catalogue.rs"
    "features/organisation/src/model/counter.rs"
    "features/organisation/src/model/shift.rs"
    "features/organisation/src/model/text.rs"
    "features/organisation/src/service/accounts.rs"
    "features/organisation/src/service/hours.rs"
    "features/customers/src/error.rs"
    "features/customers/src/model/flaw.rs"
    "features/customers/src/service.rs"
    "features/customers/src/service/create.rs"
    "features/lobby/src/error.rs"
    "features/lobby/src/http/offline.rs"
    "features/lobby/src/http/photos.rs"
    "features/lobby/src/http/visits.rs"
    "features/lobby/src/model/checklist/refusal.rs"
    "features/lobby/src/http/appointments/office.rs"
    "features/lobby/src/model/appointment/refusal.rs"
    "features/lobby/src/model/incident.rs"
    "features/lobby/src/model/kiosk.rs"
    "features/lobby/src/model/refusal.rs"
    "features/lobby/src/model/roll.rs"
    "features/lobby/src/service/acts.rs"
    "features/lobby/src/service/alerts.rs"
    "features/lobby/src/service/appointments/booking.rs"
    "features/lobby/src/service/appointments/changes.rs"
    "features/lobby/src/service/appointments/contact.rs"
    "features/lobby/src/service/counters.rs"
    "features/lobby/src/service/handovers.rs"
    "features/lobby/src/service/incidents.rs"
    "features/lobby/src/service/needs.rs"
    "features/lobby/src/service/rolls.rs"
    "features/lobby/src/service/ticking.rs"
    "features/lobby/src/service/staffing.rs"
    "features/lobby/src/service/tickets.rs"
    "features/lobby/src/service/what_if.rs"
    "features/voice/src/error.rs"
    "features/voice/src/service/rate.rs"
    "apps/shouwen/src/demo/error.rs"
];

const HEAD: &str = "# Problems\n\n\
    Every refusal is an `application/problem+json` (RFC 9457) with a stable `code`; its `type` links here.\n\
    The text of `detail` is for people and may change, the code is for programs and does not.\n\
    This page is generated; do not edit.\n";

/// Renders the page.
pub(super) fn render() -> String {
    let mut codes: BTreeMap<String, String> = BTreeMap::new();
    for (path, text) in SOURCES {
        for (code, meaning) in read(path, text) {
            let known = codes.entry(code).or_default();
            if known.is_empty() {
                *known = meaning;
            }
        }
    }
    let mut page = HEAD.to_owned();
    let mut room = "";
    for (code, meaning) in &codes {
        let begin = code.split('.').next().unwrap_or_default();
        if begin != room {
            page.push_str(&["\n## ", begin, "\n"].concat());
            room = begin;
        }
        page.push_str(&["\n### ", code, "\n"].concat());
        if !meaning.is_empty() {
            page.push_str(&["\n", meaning, "\n"].concat());
        }
    }
    page
}

/// Finds the codes of a file: in match arms, explained by the variants they match, and in checks of fields, explained
/// by the English sentence beside them.
///
/// Use cases and handlers also name acts and events like that, so there only checks of fields count.
fn read(path: &str, text: &str) -> Vec<(String, String)> {
    let only_fields = path.contains("/service") || path.contains("/http/");
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    let docs: BTreeMap<String, String> = source::types(text)
        .into_values()
        .flatten()
        .map(|member| (member.name, member.doc.join("\n")))
        .collect();
    let own = source::type_docs(text);
    let lines: Vec<_> = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let mut found = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let statement = &lines[index.saturating_sub(3)..=index];
        if only_fields
            && !statement
                .iter()
                .any(|line| line.contains("fields.check(") || line.contains("fields.add("))
        {
            continue;
        }
        for code in source::literals(line).into_iter().filter(|literal| is_code(literal)) {
            let arm = line.split_once("=>").map(|(pattern, _)| variants(pattern, &docs));
            let meaning = arm.unwrap_or_else(|| sentence(&lines[index..], code));
            let meaning = if meaning.is_empty() { earlier(&lines[..index]) } else { meaning };
            let meaning = if meaning.is_empty() { owner(&lines[..index], &own) } else { meaning };
            found.push((code.to_owned(), meaning));
        }
    }
    found
}

/// Joins the doc comments of the variants that a pattern names.
fn variants(pattern: &str, docs: &BTreeMap<String, String>) -> String {
    let names = pattern.split("::").skip(1).map(source::word);
    let mut texts: Vec<_> = names.filter_map(|name| docs.get(name)).map(String::as_str).collect();
    texts.dedup();
    texts.join("\n")
}

/// Returns the sentence that a few lines before was put aside for a check.
fn earlier(before: &[&str]) -> String {
    let near = &before[before.len().saturating_sub(8)..];
    let mut sentences = near
        .iter()
        .flat_map(|line| source::literals(line))
        .filter(|literal| literal.ends_with('.'));
    sentences.next_back().unwrap_or_default().to_owned()
}

/// Returns the doc comment of the type whose implementation we are in.
fn owner(before: &[&str], own: &BTreeMap<String, String>) -> String {
    let name = before.iter().rev().find_map(|line| line.strip_prefix("impl Fault for "));
    name.and_then(|name| own.get(source::word(name))).cloned().unwrap_or_default()
}

/// Returns the second sentence behind a code: checks of fields name the code, then say it in Chinese and in English.
fn sentence(lines: &[&str], code: &str) -> String {
    let behind = lines
        .iter()
        .take(6)
        .flat_map(|line| source::literals(line))
        .skip_while(|literal| *literal != code);
    let mut sentences = behind.skip(1).take_while(|literal| !is_code(literal));
    sentences.nth(1).unwrap_or_default().to_owned()
}

/// Says whether a text is written like a code: `<room>.<what>`.
fn is_code(text: &str) -> bool {
    let part = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
    };
    text.split_once('.').is_some_and(|(room, what)| part(room) && part(what))
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::*;

    fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir()
                && path.file_name().is_some_and(|name| name != "tests" && name != "target")
            {
                sources(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }

    #[test]
    fn every_file_that_declares_problems_is_read() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let mut files = Vec::new();
        for storey in ["platform", "features", "apps"] {
            sources(&root.join(storey), &mut files);
        }
        for file in files {
            let text = std::fs::read_to_string(&file).unwrap();
            let text = text.split("#[cfg(test)]").next().unwrap();
            let declares = text.contains("impl Fault for")
                || text.contains("fields.check(")
                || text.contains("fields.add(");
            let name = file.strip_prefix(&root).unwrap().display().to_string();
            let known = SOURCES.iter().any(|(source, _)| *source == name)
                || name.ends_with("generate/problems.rs");
            assert!(
                !declares || known || read(&name, text).is_empty(),
                "`{name}` declares problems and is not in SOURCES"
            );
        }
    }

    #[test]
    fn codes_come_with_what_they_mean() {
        let page = render();
        assert!(page.contains("### demo.not_loaded"), "{page}");
        assert!(page.contains("### access.forbidden\n\nThe permission is missing.\n"), "{page}");
        assert!(page.contains("### web.internal"), "{page}");
    }
}
