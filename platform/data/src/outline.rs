//! The shape of a YAML text: which path stands on which line, and what differs between two texts.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use serde_saphyr::Spanned;

use crate::document::parse;

/// What became of one place between two versions of a pack.
#[derive(Clone, Debug, PartialEq)]
pub struct PackChange {
    /// Where, as a path such as `/classes/care/base`.
    pub path: String,
    /// What stood there before; `None` when it is new.
    pub before: Option<Value>,
    /// What stands there now; `None` when it was removed.
    pub after: Option<Value>,
}

/// Lists what differs between two texts, in the order of the newer one; texts that cannot be read differ as a whole.
///
/// ```
/// let changes = data::changes("a: 1\nlist: [{code: x, n: 1}]", "a: 1\nlist: [{code: y}, {code: x, n: 2}]");
/// let paths: Vec<_> = changes.iter().map(|change| change.path.as_str()).collect();
/// assert_eq!(paths, ["/list/y", "/list/x/n"]);
/// ```
pub fn changes(before: &str, after: &str) -> Vec<PackChange> {
    let mut found = Vec::new();
    match (Outline::read(before), Outline::read(after)) {
        (Some(before), Some(after)) => compare("", &before.0, &after.0, &mut found),
        _ if before == after => (),
        _ => found.push(PackChange {
            path: String::new(),
            before: Some(Value::from(before)),
            after: Some(Value::from(after)),
        }),
    }
    found
}

/// A text as a tree of entries that know their line.
#[derive(Debug)]
pub(crate) struct Outline(Node);

#[derive(Debug, PartialEq)]
enum Node {
    Map(Vec<Entry>),
    List(Vec<Entry>),
    Leaf(Value),
}

#[derive(Debug)]
struct Entry {
    /// The key of a map, or the `code` of a list item that has one, or its number.
    key: String,
    line: u32,
    node: Node,
}

/// Two entries are the same when they say the same, wherever they stand.
impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key && self.node == other.node
    }
}

impl Outline {
    /// Reads a text; `None` when it is not YAML.
    pub(crate) fn read(text: &str) -> Option<Self> {
        parse::<Node>(text).ok().map(Self)
    }

    /// Finds the line of a path, or of the nearest place above it that exists.
    pub(crate) fn line_of(&self, path: &str) -> Option<u32> {
        let mut node = &self.0;
        let mut line = None;
        for part in path.split('/').filter(|part| !part.is_empty()) {
            let entries = node.entries();
            let by_key = entries.iter().find(|entry| entry.key == part);
            let by_number = || part.parse::<usize>().ok().and_then(|index| entries.get(index));
            let Some(entry) = by_key.or_else(by_number) else { break };
            line = Some(entry.line);
            node = &entry.node;
        }
        line
    }

    /// Finds the deepest path that begins on or before a line.
    pub(crate) fn path_at(&self, line: u32) -> String {
        let mut path = String::new();
        let mut node = &self.0;
        while let Some(entry) = node.entries().iter().rev().find(|entry| entry.line <= line) {
            path.push('/');
            path.push_str(&entry.key);
            node = &entry.node;
        }
        path
    }
}

impl Node {
    fn entries(&self) -> &[Entry] {
        match self {
            Self::Map(entries) | Self::List(entries) => entries,
            Self::Leaf(_) => &[],
        }
    }

    fn value(&self) -> Value {
        match self {
            Self::Map(entries) => {
                entries.iter().map(|entry| (entry.key.clone(), entry.node.value())).collect()
            }
            Self::List(entries) => entries.iter().map(|entry| entry.node.value()).collect(),
            Self::Leaf(value) => value.clone(),
        }
    }

    /// Returns the name by which an item of a list is known in paths.
    fn code(&self) -> Option<String> {
        let Self::Map(entries) = self else { return None };
        let code = entries.iter().find(|entry| entry.key == "code")?;
        match &code.node {
            Self::Leaf(Value::String(code)) => Some(code.clone()),
            _ => None,
        }
    }
}

fn compare(path: &str, before: &Node, after: &Node, found: &mut Vec<PackChange>) {
    match (before, after) {
        (Node::Map(old), Node::Map(new)) | (Node::List(old), Node::List(new)) => {
            for entry in new {
                let path = format!("{path}/{}", entry.key);
                match old.iter().find(|other| other.key == entry.key) {
                    Some(other) => compare(&path, &other.node, &entry.node, found),
                    None => found.push(PackChange {
                        path,
                        before: None,
                        after: Some(entry.node.value()),
                    }),
                }
            }
            for entry in old.iter().filter(|entry| !new.iter().any(|other| other.key == entry.key))
            {
                let path = format!("{path}/{}", entry.key);
                found.push(PackChange { path, before: Some(entry.node.value()), after: None });
            }
        }
        _ if before == after => (),
        _ => found.push(PackChange {
            path: path.to_owned(),
            before: Some(before.value()),
            after: Some(after.value()),
        }),
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a map, a list or a value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let mut entries = Vec::new();
        while let Some(key) = map.next_key::<Spanned<String>>()? {
            let node = map.next_value()?;
            entries.push(Entry { line: line(&key), key: key.value, node });
        }
        Ok(Node::Map(entries))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Node, A::Error> {
        let mut entries: Vec<Entry> = Vec::new();
        while let Some(item) = list.next_element::<Spanned<Node>>()? {
            let number = entries.len();
            let key =
                item.value.code().filter(|code| !entries.iter().any(|entry| entry.key == *code));
            let key = key.unwrap_or_else(|| number.to_string());
            entries.push(Entry { line: line(&item), key, node: item.value });
        }
        Ok(Node::List(entries))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Leaf(value.into()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Leaf(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Leaf(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        Ok(Node::Leaf(value.into()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Node::Leaf(value.into()))
    }

    fn visit_none<E>(self) -> Result<Node, E> {
        Ok(Node::Leaf(Value::Null))
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Leaf(Value::Null))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        Node::deserialize(deserializer)
    }
}

fn line<T>(spanned: &Spanned<T>) -> u32 {
    u32::try_from(spanned.referenced.line()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "a: 1\nb:\n  - code: x\n    n: 2\n  - code: y\n    n: 3\nc: {d: 4}\n";

    #[test]
    fn paths_and_lines_find_each_other() {
        let outline = Outline::read(TEXT).unwrap();
        assert_eq!(outline.line_of("/b/y/n"), Some(6));
        assert_eq!(outline.line_of("/b/1/n"), Some(6));
        assert_eq!(outline.line_of("/b/1/missing"), Some(5));
        assert_eq!(outline.path_at(4), "/b/x/n");
        assert_eq!(outline.path_at(7), "/c/d");
        assert_eq!(outline.line_of(""), None);
    }

    #[test]
    fn a_text_does_not_differ_from_itself_and_each_change_has_its_path() {
        assert_eq!(changes(TEXT, TEXT), []);
        let newer = TEXT.replace("n: 3", "n: 30").replace("a: 1\n", "");
        let found = changes(TEXT, &newer);
        let paths: Vec<_> = found.iter().map(|change| change.path.as_str()).collect();
        assert_eq!(paths, ["/b/y/n", "/a"]);
        assert_eq!(found[0].before, Some(3.into()));
        assert_eq!(found[1].after, None);
    }

    #[test]
    fn a_text_that_cannot_be_read_differs_as_a_whole() {
        assert_eq!(changes(TEXT, "a: [")[0].path, "");
    }
}
