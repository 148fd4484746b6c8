//! Reads a pack: header and body in one pass, within limits, with the line of every mistake.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::{MapAccessDeserializer, StringDeserializer};
use serde::de::{
    Deserialize, DeserializeOwned, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor,
};
use serde_json::{Map, Value};

use crate::flaw::Flaw;
use crate::header::{FIELDS, Header};
use crate::outline::Outline;
use crate::problem::{PackProblem, with_lines};

/// A pack of more bytes than this is refused before it is read.
pub const MAX_BYTES: usize = 512 * 1024;

/// How deep a pack may nest.
const MAX_DEPTH: usize = 24;

/// Reads header and body.
///
/// # Errors
/// The text is too long or too deep, is not YAML, or does not fit the header or the type of the body.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<(Header, T), Vec<PackProblem>> {
    if text.len() > MAX_BYTES {
        let (zh, en) = (
            format!("内容超过 {MAX_BYTES} 字节，请精简。"),
            format!("The text is longer than {MAX_BYTES} bytes; please shorten it."),
        );
        return Err(vec![PackProblem { path: String::new(), line: None, zh, en }]);
    }
    let document = parse::<Document<T>>(text).map_err(|error| vec![problem(text, &error)])?;
    let header = Header::read(&document.header).map_err(|problems| with_lines(text, problems))?;
    Ok((header, document.body))
}

/// Reads the header and leaves the body alone.
pub(crate) fn read_header(text: &str) -> Result<Header, Vec<PackProblem>> {
    read::<Anything>(text).map(|(header, Anything)| header)
}

/// Puts another version into the header of a text, where the line `version:` stands.
pub(crate) fn with_version(text: &str, version: u32) -> String {
    let mut lines: Vec<_> = text.lines().map(str::to_owned).collect();
    if let Some(line) = lines.iter_mut().find(|line| line.starts_with("version:")) {
        *line = format!("version: {version}");
    }
    lines.join("\n") + "\n"
}

/// Parses YAML within limits against hostile input.
pub(crate) fn parse<T: DeserializeOwned>(text: &str) -> Result<T, serde_saphyr::Error> {
    let options = serde_saphyr::options! {
        budget: serde_saphyr::budget! { max_depth: MAX_DEPTH, max_documents: 1, max_nodes: 100_000, max_aliases: 100 },
        with_snippet: false,
        strict_booleans: true,
    };
    serde_saphyr::from_str_with_options(text, options)
}

fn problem(text: &str, error: &serde_saphyr::Error) -> PackProblem {
    let line = error
        .location()
        .and_then(|location| u32::try_from(location.line()).ok())
        .filter(|line| *line > 0);
    let outline = Outline::read(text);
    let path = line.zip(outline.as_ref()).map(|(line, outline)| outline.path_at(line));
    let path = path.unwrap_or_default();
    let Flaw { zh, en, missing } = Flaw::of(error);
    let Some(field) = missing else { return PackProblem { path, line, zh, en } };
    // The error stands at another field of the place in which this one is missing.
    let path = format!("{}/{field}", path.rsplit_once('/').map_or("", |(place, _)| place));
    let place = outline.and_then(|outline| outline.line_of(&path));
    PackProblem { path, line: place.or(line), zh, en }
}

/// A body that nobody looks at.
struct Anything;

impl<'de> Deserialize<'de> for Anything {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        IgnoredAny::deserialize(deserializer).map(|_| Self)
    }
}

/// A pack with its header taken out, so that the body's type may refuse unknown fields.
struct Document<T> {
    header: Map<String, Value>,
    body: T,
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Document<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(DocumentVisitor(PhantomData))
    }
}

struct DocumentVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for DocumentVisitor<T> {
    type Value = Document<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a pack: a map with header and rules")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        let mut header = Map::new();
        let body =
            T::deserialize(MapAccessDeserializer::new(WithoutHeader { map, header: &mut header }))?;
        Ok(Document { header, body })
    }
}

/// Hands on every field but those of the header, which it keeps.
struct WithoutHeader<'a, A> {
    map: A,
    header: &'a mut Map<String, Value>,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for WithoutHeader<'_, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        while let Some(key) = self.map.next_key::<String>()? {
            if FIELDS.contains(&key.as_str()) {
                let value = self.map.next_value()?;
                self.header.insert(key, value);
            } else {
                return seed.deserialize(StringDeserializer::new(key)).map(Some);
            }
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        self.map.next_value_seed(seed)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[derive(Debug, PartialEq, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Body {
        wait_s: u32,
    }

    const TEXT: &str = "pack: x/cn\nversion: 3\nname: 甲\nname_en: A\nvalid_from: 2026-01-01\nsources: [b]\nwait_s: 5\n";

    #[test]
    fn header_and_body_are_read_in_one_pass() {
        let (header, body) = read::<Body>(TEXT).unwrap();
        assert_eq!((header.kind(), header.version, body), ("x", 3, Body { wait_s: 5 }));
        assert_eq!(read_header(&with_version(TEXT, 4)).unwrap().version, 4);
    }

    #[test]
    fn a_mistake_is_named_with_path_and_line() {
        let unknown = read::<Body>(&format!("{TEXT}wait_min: 5\n")).unwrap_err();
        assert_eq!(
            (unknown[0].line, unknown[0].path.as_str()),
            (Some(8), "/wait_min"),
            "{unknown:?}"
        );
        let wrong = read::<Body>(&TEXT.replace("wait_s: 5", "wait_s: soon")).unwrap_err();
        assert_eq!((wrong[0].line, wrong[0].path.as_str()), (Some(7), "/wait_s"), "{wrong:?}");
        let header = read::<Body>(&TEXT.replace("version: 3", "version: x")).unwrap_err();
        assert_eq!((header[0].line, header[0].path.as_str()), (Some(2), "/version"), "{header:?}");
        assert!(read::<Body>("- a list").is_err());
    }

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Rich {
        #[expect(dead_code, reason = "only its reading matters")]
        classes: Vec<Class>,
    }

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only its reading matters")]
    struct Class {
        code: String,
        wait_s: u32,
        weight: f64,
        urgent: bool,
        colour: Colour,
    }

    #[derive(Debug, serde::Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Colour {
        Amber,
        Red,
    }

    #[test]
    fn what_is_wrong_is_said_in_sentences_of_both_languages() {
        let class = "classes:\n  - code: a\n    wait_s: 5\n    weight: 1.5\n    urgent: false\n    colour: red\n";
        let text = TEXT.replace("wait_s: 5\n", class);
        assert!(read::<Rich>(&text).is_ok());
        let told = |right: &str, wrong: &str| {
            let problem = read::<Rich>(&text.replacen(right, wrong, 1)).unwrap_err().remove(0);
            (problem.path, problem.line, problem.zh, problem.en)
        };
        let snapshot = [
            told("    wait_s: 5\n", ""),
            told("wait_s: 5", "wait: 5"),
            told("wait_s: 5", "wait_s: soon"),
            told("wait_s: 5", "wait_s: -5"),
            told("weight: 1.5", "weight: much"),
            told("urgent: false", "urgent: perhaps"),
            told("colour: red", "colour: blue"),
            told("colour: red", "colour: red\n    colour: red"),
            told("code: a", "code: [a]"),
            told("code: a", "code:"),
            told("weight: 1.5", "weight: {a: 1}"),
            told("classes:\n", "classes: none\nothers:\n"),
            told("wait_s: 5", "wait_s 5"),
            told("code: a", "code: \"a"),
            told("classes:\n", "classes: [\n"),
        ];
        let lines: Vec<_> = snapshot
            .iter()
            .map(|(path, line, zh, en)| format!("{path} {}\n  {zh}\n  {en}", line.unwrap_or(0)))
            .collect();
        insta::assert_snapshot!(lines.join("\n"));
    }

    #[test]
    fn hostile_texts_are_refused() {
        let deep = "a: ".to_owned() + &"[".repeat(10_000);
        assert!(read::<Anything>(&deep).is_err());
        let level = |level: u32| {
            let below = format!("*a{}, ", level - 1).repeat(9);
            format!("a{level}: &a{level} [{below}]\n")
        };
        let levels: Vec<_> = (1..12).map(level).collect();
        let bomb = format!("a0: &a0 [x, x, x, x, x, x, x, x, x]\n{}", levels.concat());
        assert!(read::<Anything>(&bomb).is_err());
        assert!(read::<Anything>(&"#".repeat(MAX_BYTES + 1)).is_err());
    }

    proptest! {
        #[test]
        fn no_text_makes_the_reader_panic(text in "\\PC{0,200}") {
            let _ = read::<Body>(&text);
            let _ = crate::changes(&text, TEXT);
        }
    }
}
