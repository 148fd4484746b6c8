//! What can go wrong while recording, listing and verifying.

use db::{DbError, Inconsistency};
use kernel::{Fault, Kind, Locale};
use sea_orm::DbErr;

/// A failure of the audit trail; while it lasts, acts that must be recorded do not happen.
#[derive(Debug, thiserror::Error)]
pub enum AuditError {
    /// The database failed.
    #[error("the audit tables cannot be used")]
    Database(#[source] DbError),
    /// The anchor file cannot be read or written.
    #[error("the anchor file cannot be used")]
    AnchorFile(#[source] std::io::Error),
    /// The mark of a page was not made by this list.
    #[error("the cursor was not made by this list")]
    Cursor,
}

impl From<DbError> for AuditError {
    fn from(error: DbError) -> Self {
        Self::Database(error)
    }
}

impl From<DbErr> for AuditError {
    fn from(error: DbErr) -> Self {
        Self::Database(error.into())
    }
}

impl From<Inconsistency> for AuditError {
    fn from(error: Inconsistency) -> Self {
        Self::Database(error.into())
    }
}

impl Fault for AuditError {
    fn kind(&self) -> Kind {
        match self {
            Self::Database(error) => error.kind(),
            Self::AnchorFile(_) => Kind::Internal,
            Self::Cursor => Kind::Invalid,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Database(error) => error.code(),
            Self::AnchorFile(_) => "audit.anchor_file",
            Self::Cursor => "audit.cursor",
        }
    }

    fn sentence(&self, locale: Locale) -> String {
        let (zh, en) = match self {
            Self::Database(error) => return error.sentence(locale),
            Self::AnchorFile(_) => (
                "审计锚点文件无法读写，请联系管理员。",
                "The audit anchor file cannot be used; please tell an administrator.",
            ),
            Self::Cursor => (
                "翻页标记无效，请从第一页重新查询。",
                "The page mark is not valid; please start again from the first page.",
            ),
        };
        locale.pick(zh, en).to_owned()
    }

    fn pointer(&self) -> Option<String> {
        matches!(self, Self::Cursor).then(|| "/cursor".to_owned())
    }

    fn retry_after_s(&self) -> Option<u32> {
        match self {
            Self::Database(error) => error.retry_after_s(),
            Self::AnchorFile(_) | Self::Cursor => None,
        }
    }
}
