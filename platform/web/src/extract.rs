//! Extractors whose rejections are problems.

use std::fmt;

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use kernel::{Fault, Kind, Locale};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::error::Category;

use crate::Problem;

/// A JSON body, both ways.
#[derive(Clone, Copy, Debug)]
pub struct Json<T>(pub T);

/// Values from the path; what does not parse is "not found".
#[derive(Clone, Copy, Debug)]
pub struct Path<T>(pub T);

/// Values from the query string.
#[derive(Clone, Copy, Debug)]
pub struct Query<T>(pub T);

/// Why a request could not be read.
#[derive(Debug)]
pub enum Unreadable {
    /// The body is longer than the server accepts.
    TooLong,
    /// The body contains the character NUL, which databases refuse.
    Nul,
    /// The body is not JSON, or not of the expected shape; with the JSON pointer of the place.
    Json(String, Flaw),
    /// The address does not name a thing.
    Path,
    /// The query string is not of the expected shape.
    Query(String),
}

/// What is wrong at a place of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// Nothing stands there, and something has to.
    Missing,
    /// There is no such field.
    Unknown,
    /// What stands there is none of these.
    Choice(Vec<String>),
    /// What stands there has another type, or does not read as what it should be.
    Format,
    /// The body is not JSON.
    Syntax,
}

impl Flaw {
    /// Reads what serde says, which it says in English only; returns the field that it names, too.
    fn of(error: &serde_json::Error) -> (Self, Option<String>) {
        if error.classify() != Category::Data {
            return (Self::Syntax, None);
        }
        let text = error.to_string();
        let mut quoted = text.split('`').skip(1).step_by(2).map(str::to_owned);
        if text.starts_with("missing field") {
            (Self::Missing, quoted.next())
        } else if text.starts_with("unknown field") {
            (Self::Unknown, quoted.next())
        } else if text.starts_with("unknown variant") {
            (Self::Choice(quoted.skip(1).collect()), None)
        } else {
            (Self::Format, None)
        }
    }

    fn sentence(&self, locale: Locale) -> String {
        let (zh, en) = match self {
            Self::Missing => ("请填写这一项。", "Please fill this in."),
            Self::Unknown => {
                ("没有这一项，请去掉。", "There is no such field; please leave it out.")
            }
            Self::Format => (
                "这一项的格式不对，请改正后重试。",
                "This is not in the right format; please correct it.",
            ),
            Self::Syntax => {
                ("提交的内容不完整，请重试。", "The request is incomplete; please try again.")
            }
            Self::Choice(known) => {
                return match locale {
                    Locale::ZhCn => format!("只能是以下之一：{}。", known.join("、")),
                    Locale::En => format!("This must be one of: {}.", known.join(", ")),
                };
            }
        };
        locale.pick(zh, en).to_owned()
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::TooLong => "the body is too long",
            Self::Nul => "the body contains NUL",
            Self::Json(..) => "the body is not the expected JSON",
            Self::Path => "the path cannot be read",
            Self::Query(_) => "the query string cannot be read",
        })
    }
}

impl std::error::Error for Unreadable {}

impl Fault for Unreadable {
    fn kind(&self) -> Kind {
        if matches!(self, Self::Path) { Kind::NotFound } else { Kind::Invalid }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::TooLong => "web.too_long",
            Self::Nul => "web.nul",
            Self::Json(..) => "web.invalid_json",
            Self::Path => "web.not_found",
            Self::Query(_) => "web.invalid_query",
        }
    }

    fn sentence(&self, locale: Locale) -> String {
        let (zh, en) = match self {
            Self::TooLong => {
                ("提交的内容过长，请缩短后再试。", "The request is too long; please shorten it.")
            }
            Self::Nul => (
                "内容中含有不能保存的字符，请删除后再试。",
                "The text contains a character that cannot be stored; please remove it.",
            ),
            Self::Path => ("没有找到这个地址。", "There is nothing at this address."),
            Self::Json(_, flaw) => return flaw.sentence(locale),
            Self::Query(error) => {
                return match locale {
                    Locale::ZhCn => "查询条件的格式不对，请返回上一页重试。".to_owned(),
                    Locale::En => format!("The query cannot be read: {error}"),
                };
            }
        };
        locale.pick(zh, en).to_owned()
    }

    fn pointer(&self) -> Option<String> {
        match self {
            Self::Json(pointer, _) => Some(pointer.clone()),
            _ => None,
        }
    }
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Self::Rejection> {
        let body = Bytes::from_request(request, state).await.map_err(|_| Unreadable::TooLong)?;
        Ok(Self(read_json(&body)?))
    }
}

/// Reads a JSON body; an empty one is read as `{}`, for operations without a body.
fn read_json<T: DeserializeOwned>(body: &[u8]) -> Result<T, Unreadable> {
    let body = if body.is_empty() { b"{}" } else { body };
    if contains_nul(body) {
        return Err(Unreadable::Nul);
    }
    let mut reader = serde_json::Deserializer::from_slice(body);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let (flaw, field) = Flaw::of(error.inner());
        Unreadable::Json(pointer(error.path(), field.as_deref()), flaw)
    })?;
    reader.end().map_err(|_| Unreadable::Json(String::new(), Flaw::Syntax))?;
    Ok(value)
}

/// PostgreSQL refuses NUL in text and SQLite stores it, so nobody gets it past the door.
fn contains_nul(body: &[u8]) -> bool {
    const ESCAPED: &[u8] = br"\u0000";
    body.contains(&0) || body.windows(ESCAPED.len()).any(|window| window == ESCAPED)
}

/// Writes a path as a JSON pointer; serde names a field beside its path when it is missing or too many.
fn pointer(path: &serde_path_to_error::Path, field: Option<&str>) -> String {
    use serde_path_to_error::Segment;
    let escape = |key: &str| format!("/{}", key.replace('~', "~0").replace('/', "~1"));
    let mut all: Vec<String> = path
        .iter()
        .map(|segment| match segment {
            Segment::Seq { index } => format!("/{index}"),
            Segment::Map { key } => escape(key),
            Segment::Enum { variant } => escape(variant),
            Segment::Unknown => "/?".to_owned(),
        })
        .collect();
    if let Some(field) = field.map(escape)
        && all.last() != Some(&field)
    {
        all.push(field);
    }
    all.concat()
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        axum::Json(self.0).into_response()
    }
}

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = Problem;

    #[expect(clippy::disallowed_types, reason = "the one place that wraps axum's own")]
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        let path = axum::extract::Path::from_request_parts(parts, state).await;
        path.map(|axum::extract::Path(value)| Self(value)).map_err(|_| Unreadable::Path.into())
    }
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    #[expect(clippy::disallowed_types, reason = "the one place that wraps axum's own")]
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        if parts.uri.query().is_some_and(|query| query.contains("%00")) {
            return Err(Unreadable::Nul.into());
        }
        axum::extract::Query::try_from_uri(&parts.uri)
            .map(|axum::extract::Query(value)| Self(value))
            .map_err(|error| Unreadable::Query(error.body_text()).into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Outer {
        #[expect(dead_code, reason = "only its position matters")]
        inner: Vec<Inner>,
    }

    #[derive(Debug, serde::Deserialize)]
    struct Inner {
        #[expect(dead_code, reason = "only its position matters")]
        amount: u8,
        #[expect(dead_code, reason = "only its position matters")]
        colour: Option<Colour>,
    }

    #[derive(Debug, serde::Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Colour {
        Red,
        Green,
    }

    #[test]
    fn a_wrong_field_is_named_by_its_pointer() {
        let wrong = read_json::<Outer>(br#"{"inner":[{"amount":1},{"amount":"x"}]}"#).unwrap_err();
        assert_eq!(wrong.pointer().as_deref(), Some("/inner/1/amount"));
    }

    #[test]
    fn what_is_wrong_is_said_in_the_callers_language_at_the_field() {
        let wrong = |body: &[u8]| match read_json::<Outer>(body).unwrap_err() {
            Unreadable::Json(pointer, flaw) => (pointer, flaw),
            other => panic!("{other}"),
        };
        assert_eq!(wrong(b"{}"), ("/inner".to_owned(), Flaw::Missing));
        assert_eq!(wrong(br#"{"inner":[{}]}"#), ("/inner/0/amount".to_owned(), Flaw::Missing));
        assert_eq!(wrong(br#"{"inner":7}"#), ("/inner".to_owned(), Flaw::Format));
        assert_eq!(wrong(br#"{"inner":["#).1, Flaw::Syntax);
        assert_eq!(wrong(br#"{"inner":[]} x"#).1, Flaw::Syntax);
        assert_eq!(wrong(br#"{"inner":[],"other":1}"#), ("/other".to_owned(), Flaw::Unknown));
        let choice = br#"{"inner":[{"amount":1,"colour":"blue"}]}"#;
        let flaw = Flaw::Choice(vec!["red".to_owned(), "green".to_owned()]);
        assert_eq!(wrong(choice), ("/inner/0/colour".to_owned(), flaw.clone()));
        assert_eq!(flaw.sentence(Locale::ZhCn), "只能是以下之一：red、green。");
    }

    #[test]
    fn nul_is_refused_in_both_spellings() {
        assert!(matches!(
            read_json::<serde_json::Value>(b"{\"a\":\"\\u0000\"}"),
            Err(Unreadable::Nul)
        ));
        assert!(matches!(read_json::<serde_json::Value>(b"{\"a\":\"\0\"}"), Err(Unreadable::Nul)));
    }
}
