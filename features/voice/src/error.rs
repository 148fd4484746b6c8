//! What can go wrong with ratings and follow-ups.

use audit::AuditError;
use data::DataError;
use db::{DbError, Inconsistency};
use kernel::{Fault, FieldFault, Kind, Locale};
use lobby::api::LobbyError;
use organisation::api::OrganisationError;
use vault::VaultError;
use web::Fields;

use crate::model::follow_up::Refusal;
use crate::model::words::LONGEST_NOTE;

/// A refused rating, or a refused act on a follow-up.
#[derive(Debug, thiserror::Error)]
pub enum VoiceError {
    /// The ticket was never issued.
    #[error("no such ticket")]
    TicketNotFound,
    /// Service has not ended, or there was none.
    #[error("the visit is not finished")]
    NotFinished,
    /// The visit was rated before.
    #[error("the visit was rated before")]
    AlreadyRated,
    /// Ratings are no longer taken.
    #[error("it is too late to rate the visit")]
    TooLate,
    /// There is no such follow-up, or it lies outside the caller's scope.
    #[error("no such follow-up")]
    FollowUpNotFound,
    /// The follow-up is over.
    #[error("the follow-up is closed")]
    FollowUpClosed,
    /// Somebody else has taken the follow-up on.
    #[error("somebody else has taken the follow-up on")]
    NotYours,
    /// Somebody changed the follow-up at the same moment.
    #[error("the follow-up was changed meanwhile")]
    ChangedMeanwhile,
    /// The outcome is not one of those offered.
    #[error("the outcome is unknown")]
    OutcomeUnknown,
    /// The outcome says too little without a note.
    #[error("the outcome needs a note")]
    NoteMissing,
    /// The note is too long.
    #[error("the note is too long")]
    NoteLong,
    /// A list was asked for in a state that follow-ups do not have.
    #[error("the state is unknown")]
    StateUnknown,
    /// The mark of a page was not made by this list.
    #[error("the cursor was not made by this list")]
    Cursor,
    /// Something about the content is wrong.
    #[error(transparent)]
    Fields(#[from] Fields),
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
    /// The lobby failed.
    #[error(transparent)]
    Lobby(#[from] LobbyError),
    /// The organisation failed.
    #[error(transparent)]
    Organisation(#[from] OrganisationError),
}

impl From<Inconsistency> for VoiceError {
    fn from(row: Inconsistency) -> Self {
        Self::Db(row.into())
    }
}

impl From<Refusal> for VoiceError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Closed => Self::FollowUpClosed,
            Refusal::NotYours => Self::NotYours,
            Refusal::NoteMissing => Self::NoteMissing,
        }
    }
}

impl VoiceError {
    /// Returns the fault inside, when this error only carries it on.
    fn inner(&self) -> Option<&dyn Fault> {
        match self {
            Self::Fields(fault) => Some(fault),
            Self::Denied(fault) => Some(fault),
            Self::Db(fault) => Some(fault),
            Self::Audit(fault) => Some(fault),
            Self::Vault(fault) => Some(fault),
            Self::Data(fault) => Some(fault),
            Self::Lobby(fault) => Some(fault),
            Self::Organisation(fault) => Some(fault),
            _ => None,
        }
    }

    const fn words(&self) -> (&'static str, &'static str) {
        match self {
            Self::TicketNotFound => ("没有找到这张号票。", "This ticket was not found."),
            Self::NotFinished => {
                ("业务还没有办结，办结后即可评价。", "You can rate your visit when it is finished.")
            }
            Self::AlreadyRated => {
                ("您已评价过本次服务，谢谢。", "You have already rated this visit. Thank you.")
            }
            Self::TooLate => {
                ("评价已截止，感谢您的关注。", "It is too late to rate this visit. Thank you.")
            }
            Self::FollowUpNotFound => (
                "没有找到这条回访，或不在您的网点范围内。",
                "This follow-up was not found, or is outside the branches you work for.",
            ),
            Self::FollowUpClosed => ("这条回访已经完成。", "This follow-up is closed already."),
            Self::NotYours => (
                "同事已接手这条回访；如需由您完成，请先接手。",
                "A colleague has taken this follow-up on. To close it yourself, take it over first.",
            ),
            Self::ChangedMeanwhile => (
                "同事刚刚处理了这条回访，请刷新后再看。",
                "A colleague has just worked on this follow-up. Please reload.",
            ),
            Self::OutcomeUnknown => {
                ("请从列表中选择处理结果。", "Please choose an outcome from the list.")
            }
            Self::NoteMissing => ("请说明处理情况。", "Please write what was done."),
            Self::StateUnknown => (
                "状态只能是 open、taken 或 closed。",
                "The state is one of `open`, `taken` and `closed`.",
            ),
            Self::Cursor => (
                "翻页标记无效，请从第一页重新查询。",
                "The page mark is not valid; please start again from the first page.",
            ),
            _ => ("系统内部错误。", "Internal error."),
        }
    }
}

impl Fault for VoiceError {
    fn kind(&self) -> Kind {
        match self {
            Self::TicketNotFound | Self::FollowUpNotFound => Kind::NotFound,
            Self::NotFinished
            | Self::AlreadyRated
            | Self::TooLate
            | Self::FollowUpClosed
            | Self::NotYours
            | Self::ChangedMeanwhile => Kind::Conflict,
            Self::OutcomeUnknown
            | Self::NoteMissing
            | Self::NoteLong
            | Self::StateUnknown
            | Self::Cursor => Kind::Invalid,
            _ => self.inner().map_or(Kind::Internal, Fault::kind),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::TicketNotFound => "rating.ticket_not_found",
            Self::NotFinished => "rating.not_finished",
            Self::AlreadyRated => "rating.already_rated",
            Self::TooLate => "rating.too_late",
            Self::FollowUpNotFound => "follow_up.not_found",
            Self::FollowUpClosed => "follow_up.closed",
            Self::NotYours => "follow_up.not_yours",
            Self::ChangedMeanwhile => "follow_up.changed_meanwhile",
            Self::OutcomeUnknown => "follow_up.outcome_unknown",
            Self::NoteMissing => "follow_up.note_missing",
            Self::NoteLong => "follow_up.note_long",
            Self::StateUnknown => "follow_up.state_unknown",
            Self::Cursor => "voice.cursor",
            _ => self.inner().map_or("voice.failed", Fault::code),
        }
    }

    fn sentence(&self, locale: Locale) -> String {
        if let Some(fault) = self.inner() {
            return fault.sentence(locale);
        }
        match (self, locale) {
            (Self::NoteLong, Locale::ZhCn) => format!("说明最多 {LONGEST_NOTE} 个字符。"),
            (Self::NoteLong, Locale::En) => {
                format!("A note has at most {LONGEST_NOTE} characters.")
            }
            _ => {
                let (zh, en) = self.words();
                locale.pick(zh, en).to_owned()
            }
        }
    }

    fn pointer(&self) -> Option<String> {
        let pointer = match self {
            Self::OutcomeUnknown => "/outcome",
            Self::NoteMissing | Self::NoteLong => "/note",
            Self::StateUnknown => "/state",
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
