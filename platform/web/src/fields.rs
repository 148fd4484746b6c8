//! Several wrong fields of one form, told at once.

use std::fmt;

use kernel::{Fault, FieldFault, Kind, Locale};

/// Collects what is wrong with a form; empty means nothing is.
#[derive(Debug, Default)]
pub struct Fields(Vec<Field>);

#[derive(Debug)]
struct Field {
    pointer: String,
    code: &'static str,
    zh: String,
    en: String,
}

impl Fields {
    /// Adds a field with its sentence in both languages.
    pub fn add(
        &mut self,
        pointer: impl Into<String>,
        code: &'static str,
        zh: impl Into<String>,
        en: impl Into<String>,
    ) {
        self.0.push(Field { pointer: pointer.into(), code, zh: zh.into(), en: en.into() });
    }

    /// Adds the field unless the condition holds.
    pub fn check(&mut self, holds: bool, pointer: &str, code: &'static str, zh: &str, en: &str) {
        if !holds {
            self.add(pointer, code, zh, en);
        }
    }

    /// Succeeds when nothing is wrong.
    ///
    /// # Errors
    /// At least one field is wrong.
    pub fn into_result(self) -> Result<(), Self> {
        if self.0.is_empty() { Ok(()) } else { Err(self) }
    }
}

impl fmt::Display for Fields {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} fields are wrong", self.0.len())
    }
}

impl std::error::Error for Fields {}

impl Fault for Fields {
    fn kind(&self) -> Kind {
        Kind::Invalid
    }

    fn code(&self) -> &'static str {
        "web.invalid_fields"
    }

    fn sentence(&self, locale: Locale) -> String {
        locale
            .pick(
                "有内容需要修改，请查看标出的各项。",
                "Some fields need correcting; please see the marked ones.",
            )
            .to_owned()
    }

    fn fields(&self, locale: Locale) -> Vec<FieldFault> {
        let say = |field: &Field| FieldFault {
            pointer: field.pointer.clone(),
            code: field.code,
            detail: locale.pick(&field.zh, &field.en).to_owned(),
        };
        self.0.iter().map(say).collect()
    }
}
