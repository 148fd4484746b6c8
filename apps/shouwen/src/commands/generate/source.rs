//! Reads doc comments out of our own source, so that what is explained there is not explained twice.
//!
//! It understands the way this house writes Rust, line by line, and nothing more.

use std::collections::BTreeMap;

/// A field of a struct or a variant of an enum with its doc comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Member {
    /// Its name.
    pub(super) name: String,
    /// The type of a field; empty for a variant.
    pub(super) kind: String,
    /// Its doc comment, one line for each line of the source.
    pub(super) doc: Vec<String>,
}

/// Finds all public structs and enums of a file with their members.
pub(super) fn types(text: &str) -> BTreeMap<String, Vec<Member>> {
    let mut types = BTreeMap::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let head = line.strip_prefix("pub struct ").or_else(|| line.strip_prefix("pub enum "));
        let head = head
            .or_else(|| line.strip_prefix("pub(crate) enum "))
            .filter(|head| head.ends_with('{'));
        if let Some(name) = head.map(word) {
            types.insert(name.to_owned(), members(&mut lines));
        }
    }
    types
}

/// Finds the doc comments of all public types of a file.
pub(super) fn type_docs(text: &str) -> BTreeMap<String, String> {
    let (mut docs, mut doc) = (BTreeMap::new(), Vec::new());
    for line in text.lines() {
        if let Some(text) = line.strip_prefix("/// ") {
            doc.push(text);
        } else if let Some(name) =
            line.strip_prefix("pub struct ").or_else(|| line.strip_prefix("pub enum "))
        {
            docs.insert(word(name).to_owned(), std::mem::take(&mut doc).join("\n"));
        } else if !line.starts_with("#[") {
            doc.clear();
        }
    }
    docs
}

fn members<'a>(lines: &mut impl Iterator<Item = &'a str>) -> Vec<Member> {
    let (mut members, mut doc) = (Vec::new(), Vec::new());
    for line in lines {
        if line == "}" {
            break;
        }
        let Some(text) = line.strip_prefix("    ").filter(|text| !text.starts_with(' ')) else {
            continue;
        };
        if let Some(text) = text.strip_prefix("///") {
            doc.push(text.trim().to_owned());
        } else if !text.starts_with(['#', '}', '/']) && !text.is_empty() {
            members.push(member(text, std::mem::take(&mut doc)));
        }
    }
    members
}

fn member(text: &str, doc: Vec<String>) -> Member {
    let text = text.strip_prefix("pub ").unwrap_or(text);
    let kind = text.split_once(": ").map_or("", |(_, kind)| kind.trim_end_matches(','));
    Member { name: word(text).to_owned(), kind: kind.to_owned(), doc }
}

/// Returns the identifier with which a text begins.
pub(super) fn word(text: &str) -> &str {
    let end = text.find(|character: char| !character.is_alphanumeric() && character != '_');
    &text[..end.unwrap_or(text.len())]
}

/// Returns what stands between quotation marks, in its order; escaped marks end nothing.
pub(super) fn literals(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut begin = None;
    let mut escaped = false;
    for (at, character) in text.char_indices() {
        match (character, begin) {
            _ if escaped => escaped = false,
            ('\\', Some(_)) => escaped = true,
            ('"', None) => begin = Some(at + 1),
            ('"', Some(from)) => {
                found.push(&text[from..at]);
                begin = None;
            }
            _ => (),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doc_comments_are_found_with_their_members() {
        let text = "/// All.\npub struct Config {\n    /// Where.\n    /// Or there.\n    #[serde(x)]\n    pub url: Option<PathBuf>,\n}\n";
        let member = &types(text)["Config"][0];
        assert_eq!((member.name.as_str(), member.kind.as_str()), ("url", "Option<PathBuf>"));
        assert_eq!(member.doc, ["Where.", "Or there."]);
        let text = "pub enum Flaw {\n    /// Too long.\n    Long {\n        /// How long.\n        by: u32,\n    },\n    /// Bad.\n    Bad(u8),\n}\n";
        let names: Vec<_> = types(text)["Flaw"].iter().map(|member| member.name.clone()).collect();
        assert_eq!(names, ["Long", "Bad"]);
    }

    #[test]
    fn literals_come_in_their_order() {
        assert_eq!(literals(r#"f("a.b", "say \"yes\"", x)"#), ["a.b", r#"say \"yes\""#]);
    }
}
