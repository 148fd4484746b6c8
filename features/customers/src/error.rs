//! What can go wrong with customers.

use audit::AuditError;
use data::DataError;
use db::DbError;
use kernel::{CustomerId, Fault, FieldFault, Kind, Locale};
use vault::VaultError;
use web::Fields;

use crate::model::flaw::Flaw;
use crate::model::look::LONGEST_NOTE;

/// A refused search, file, change or look.
#[derive(Debug, thiserror::Error)]
pub enum CustomerError {
    /// There is no such customer, or the caller may not know of one.
    #[error("no such customer")]
    NotFound,
    /// One value breaks the rules of its kind.
    #[error("a value was refused")]
    Value {
        /// The JSON pointer of the value.
        pointer: &'static str,
        /// What is wrong with it.
        #[source]
        flaw: Flaw,
    },
    /// Several fields of a form are wrong.
    #[error("fields of the form are wrong")]
    Fields(#[source] Fields),
    /// The document belongs to a customer already.
    #[error("the document belongs to customer `{found}`")]
    DocumentTaken {
        /// Which document of the form, from 0.
        index: usize,
        /// Whose it is.
        found: CustomerId,
    },
    /// The card belongs to a customer already.
    #[error("the card belongs to customer `{found}`")]
    CardTaken {
        /// Which card of the form, from 0.
        index: usize,
        /// Whose it is.
        found: CustomerId,
    },
    /// The mobile number belongs to a customer already.
    #[error("the phone belongs to customer `{found}`")]
    PhoneTaken {
        /// Whose it is.
        found: CustomerId,
    },
    /// Somebody entered the same document, card or number at the same moment.
    #[error("the same person was entered at the same moment")]
    SameMoment,
    /// Somebody changed the customer since the caller read it.
    #[error("the customer was changed meanwhile")]
    ChangedMeanwhile,
    /// A search names no identity or several.
    #[error("a search needs exactly one identity")]
    SearchKind,
    /// The field does not exist, or the customer has no such thing.
    #[error("no such field to look at")]
    NothingToSee,
    /// The reason is not one of those offered.
    #[error("the reason is unknown")]
    ReasonUnknown,
    /// The reason says too little without a note.
    #[error("the reason needs a note")]
    NoteMissing,
    /// The note is too long or holds a number of a person.
    #[error("the note is too long or tells too much")]
    NoteRefused,
    /// The mark of a page was not made by this list.
    #[error("the cursor was not made by this list")]
    Cursor,
    /// Nobody is signed in, or a permission is missing.
    #[error(transparent)]
    Denied(#[from] access::Denied),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
    /// The audit failed.
    #[error(transparent)]
    Audit(#[from] AuditError),
    /// The vault failed.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The rule pack cannot be read.
    #[error(transparent)]
    Data(#[from] DataError),
}

impl From<db::Inconsistency> for CustomerError {
    fn from(error: db::Inconsistency) -> Self {
        Self::Db(error.into())
    }
}

impl From<Fields> for CustomerError {
    fn from(fields: Fields) -> Self {
        Self::Fields(fields)
    }
}

impl CustomerError {
    /// Returns the fault inside, when this error only carries it on.
    fn inner(&self) -> Option<&dyn Fault> {
        match self {
            Self::Fields(fault) => Some(fault),
            Self::Denied(fault) => Some(fault),
            Self::Db(fault) => Some(fault),
            Self::Audit(fault) => Some(fault),
            Self::Vault(fault) => Some(fault),
            Self::Data(fault) => Some(fault),
            _ => None,
        }
    }

    fn taken(&self) -> Option<(&'static str, &'static str, CustomerId)> {
        match self {
            Self::DocumentTaken { found, .. } => Some(("这个证件", "This document", *found)),
            Self::CardTaken { found, .. } => Some(("这张银行卡", "This card", *found)),
            Self::PhoneTaken { found } => Some(("这个手机号", "This mobile number", *found)),
            _ => None,
        }
    }

    const fn words(&self) -> (&'static str, &'static str) {
        match self {
            Self::NotFound => (
                "没有找到这位客户，或不在您的网点范围内。如客户在场，请用证件、手机号或卡号查找。",
                "This customer was not found, or belongs to another branch. If the customer is here, search by document, phone or card.",
            ),
            Self::SameMoment => (
                "同事刚刚登记了同一证件、卡号或手机号，请重新查找客户。",
                "A colleague has just entered the same document, card or number. Please search for the customer again.",
            ),
            Self::ChangedMeanwhile => (
                "客户资料刚被他人修改，请刷新后重试。",
                "The file was changed by somebody else just now. Please reload and try again.",
            ),
            Self::SearchKind => (
                "请只用一种方式查找：证件号、手机号、卡号或姓名。",
                "Please search by exactly one of document, phone, card and name.",
            ),
            Self::NothingToSee => ("客户没有这项信息。", "The customer has no such field."),
            Self::ReasonUnknown => {
                ("请从列表中选择查看原因。", "Please choose a reason from the list.")
            }
            Self::NoteMissing => ("请说明查看原因。", "Please explain why you need to look."),
            Self::Cursor => (
                "翻页标记无效，请从第一页重新查询。",
                "The page mark is not valid; please start again from the first page.",
            ),
            _ => ("系统内部错误。", "Internal error."),
        }
    }
}

impl Fault for CustomerError {
    fn kind(&self) -> Kind {
        match self {
            Self::NotFound => Kind::NotFound,
            Self::Value { .. }
            | Self::SearchKind
            | Self::NothingToSee
            | Self::ReasonUnknown
            | Self::NoteMissing
            | Self::NoteRefused
            | Self::Cursor => Kind::Invalid,
            Self::DocumentTaken { .. }
            | Self::CardTaken { .. }
            | Self::PhoneTaken { .. }
            | Self::SameMoment
            | Self::ChangedMeanwhile => Kind::Conflict,
            _ => self.inner().map_or(Kind::Internal, Fault::kind),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "customer.not_found",
            Self::Value { flaw, .. } => flaw.code(),
            Self::DocumentTaken { .. } => "customer.document_taken",
            Self::CardTaken { .. } => "customer.card_taken",
            Self::PhoneTaken { .. } => "customer.phone_taken",
            Self::SameMoment => "customer.same_moment",
            Self::ChangedMeanwhile => "customer.changed_meanwhile",
            Self::SearchKind => "customer.search_kind",
            Self::NothingToSee => "customer.nothing_to_see",
            Self::ReasonUnknown => "customer.reason_unknown",
            Self::NoteMissing => "customer.note_missing",
            Self::NoteRefused => "customer.note_refused",
            Self::Cursor => "customer.cursor",
            _ => self.inner().map_or("customer.failed", Fault::code),
        }
    }

    fn sentence(&self, locale: Locale) -> String {
        if let Some(fault) = self.inner() {
            return fault.sentence(locale);
        }
        if let Some((zh, en, found)) = self.taken() {
            return match locale {
                Locale::ZhCn => format!("{zh}已登记在另一位客户名下，请打开已有档案（{found}）。"),
                Locale::En => format!(
                    "{en} belongs to another customer. Please open the existing file ({found})."
                ),
            };
        }
        match (self, locale) {
            (Self::Value { flaw, .. }, _) => flaw.sentence(locale).to_owned(),
            (Self::NoteRefused, Locale::ZhCn) => {
                format!("说明最多 {LONGEST_NOTE} 个字符，且不要填写证件号、卡号或手机号。")
            }
            (Self::NoteRefused, Locale::En) => {
                format!(
                    "A note has at most {LONGEST_NOTE} characters and no document, card or phone numbers."
                )
            }
            _ => {
                let (zh, en) = self.words();
                locale.pick(zh, en).to_owned()
            }
        }
    }

    fn pointer(&self) -> Option<String> {
        let pointer = match self {
            Self::Value { pointer, .. } => pointer,
            Self::DocumentTaken { index, .. } => return Some(format!("/documents/{index}/number")),
            Self::CardTaken { index, .. } => return Some(format!("/cards/{index}")),
            Self::PhoneTaken { .. } => "/phone",
            Self::NothingToSee => "/field",
            Self::ReasonUnknown => "/reason",
            Self::NoteMissing | Self::NoteRefused => "/note",
            Self::Cursor => "/cursor",
            _ => return self.inner().and_then(Fault::pointer),
        };
        Some(pointer.to_owned())
    }

    fn fields(&self, locale: Locale) -> Vec<FieldFault> {
        if let Some(fault) = self.inner() {
            return fault.fields(locale);
        }
        let field =
            |pointer| FieldFault { pointer, code: self.code(), detail: self.sentence(locale) };
        self.pointer().map(field).into_iter().collect()
    }

    fn retry_after_s(&self) -> Option<u32> {
        self.inner().and_then(Fault::retry_after_s)
    }

    fn permission(&self) -> Option<&'static str> {
        self.inner().and_then(Fault::permission)
    }
}
