//! What is wrong with a text, in sentences that a clerk can act on; the reader of YAML says it in English for programmers.

use serde_saphyr::Error;

/// What is wrong, in both languages.
pub(crate) struct Flaw {
    /// In Chinese.
    pub(crate) zh: String,
    /// In English.
    pub(crate) en: String,
    /// The field that is missing in the place that the error names.
    pub(crate) missing: Option<&'static str>,
}

impl Flaw {
    fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into(), missing: None }
    }

    /// Says what an error of the reader means.
    pub(crate) fn of(error: &Error) -> Self {
        match error {
            Error::SerdeMissingField { field, .. } => Self {
                missing: Some(field),
                ..Self::new(
                    format!("缺少“{field}”这一项，请补充。"),
                    format!("`{field}` is missing here; please add it."),
                )
            },
            Error::SerdeUnknownField { field, expected, .. } => Self::new(
                format!("没有“{field}”这一项，可以填写的有：{}。", expected.join("、")),
                format!("There is no field `{field}` here; there are {}.", expected.join(", ")),
            ),
            Error::SerdeUnknownVariant { variant, expected, .. } => Self::new(
                format!("“{variant}”不在可选范围内，可以填写：{}。", expected.join("、")),
                format!("`{variant}` is not possible here; choose one of {}.", expected.join(", ")),
            ),
            Error::DuplicateMappingKey { key, .. } => {
                let key = key.as_deref().unwrap_or_default();
                Self::new(
                    format!("“{key}”重复出现，请删去一处。"),
                    format!("`{key}` stands here twice; please remove one."),
                )
            }
            Error::SerdeInvalidType { expected, .. }
            | Error::SerdeInvalidValue { expected, .. }
            | Error::SerdeInvalidLength { expected, .. } => Self::expecting(expected),
            Error::InvalidScalar { ty, .. } => Self::expecting(ty),
            Error::InvalidBooleanStrict { .. } => Self::expecting("boolean"),
            Error::NullIntoString { .. } => {
                Self::new("这里不能留空。", "Something has to stand here.")
            }
            Error::AliasError { error, .. } => Self::of(error),
            _ => Self::of_the_text(error),
        }
    }

    /// Says what should stand in a place, by the reader's name for it.
    fn expecting(expected: &str) -> Self {
        let whole = expected.trim_start_matches(['u', 'i']).parse::<u8>().is_ok();
        match expected {
            _ if whole && expected.starts_with('u') => {
                Self::new("这里应填不小于 0 的整数。", "A whole number, 0 or more, belongs here.")
            }
            _ if whole => Self::new("这里应填整数。", "A whole number belongs here."),
            "floating point" | "f64" | "f32" => {
                Self::new("这里应填数字，例如 1.5。", "A number such as 1.5 belongs here.")
            }
            "boolean" | "a boolean" => {
                Self::new("这里应填 true 或 false。", "`true` or `false` belongs here.")
            }
            "a string" | "string" => Self::new("这里应填文字。", "A text belongs here."),
            "a sequence" | "sequence start" => Self::new(
                "这里应填列表，每行一项，以“- ”开头。",
                "A list belongs here, one item a line, each beginning with `- `.",
            ),
            "scalar" | "string scalar" => Self::new(
                "这里应填一个值，不能是列表，也不能再分项。",
                "One value belongs here, neither a list nor further entries.",
            ),
            "a map" | "mapping start" => Self::of_map(),
            _ if expected.starts_with("struct ") => Self::of_map(),
            _ => Self::new("这里的内容不合要求，请核对。", "What stands here does not fit."),
        }
    }

    fn of_map() -> Self {
        Self::new(
            "这里应填若干项，每行一项，写作“名称: 内容”。",
            "Several entries belong here, one a line, each written `name: content`.",
        )
    }

    /// Says what is wrong with the text itself, or with what a type of a room refuses.
    fn of_the_text(error: &Error) -> Self {
        match error {
            Error::Unexpected { expected, .. } if *expected != "end of document" => {
                Self::expecting(expected)
            }
            Error::Message { msg, .. } if error.location().is_some() => Self::new(
                "这里的内容不合要求，请核对。",
                format!("What stands here does not fit: {msg}."),
            ),
            Error::AliasReplayLimitExceeded { .. }
            | Error::AliasExpansionLimitExceeded { .. }
            | Error::AliasReplayStackDepthExceeded { .. }
            | Error::Budget { .. } => Self::new(
                "内容过长或嵌套过深，请精简。",
                "The text is too long or nested too deeply; please shorten it.",
            ),
            _ => Self::new(
                "格式有误，无法读取，请检查本行和上一行的缩进、冒号、引号和括号。",
                "The text cannot be read here; please check indentation, colons, quotes and brackets on this line and the one before.",
            ),
        }
    }
}
