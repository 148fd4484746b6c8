//! What can go wrong in the demo.

use access::{AccessError, Denied};
use audit::AuditError;
use data::DataError;
use db::DbError;
use kernel::{Fault, Kind, Locale};
use organisation::api::OrganisationError;

/// A refusal of the demo.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// No demo was asked for, or another bank is loaded.
    #[error("the demo bank is not loaded")]
    NotLoaded,
    /// The role is not in the pack.
    #[error("there is no such role")]
    UnknownRole,
    /// The demo bank has no such branch.
    #[error("the demo bank has no such branch")]
    UnknownBranch,
    /// Fewer people have the role than the ordinal asks for.
    #[error("only {0} people have the role there")]
    TooFew(usize),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
    /// Sessions and accounts failed.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// The session was gone at once.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The record failed.
    #[error(transparent)]
    Audit(#[from] AuditError),
    /// The pack of roles failed.
    #[error(transparent)]
    Data(#[from] DataError),
    /// Branches and staff failed.
    #[error(transparent)]
    Organisation(#[from] OrganisationError),
}

impl DemoError {
    /// Returns the failure of another crate, which speaks for itself.
    fn other(&self) -> Option<&dyn Fault> {
        match self {
            Self::Db(error) => Some(error),
            Self::Access(error) => Some(error),
            Self::Denied(error) => Some(error),
            Self::Audit(error) => Some(error),
            Self::Data(error) => Some(error),
            Self::Organisation(error) => Some(error),
            Self::NotLoaded | Self::UnknownRole | Self::UnknownBranch | Self::TooFew(_) => None,
        }
    }
}

impl Fault for DemoError {
    fn kind(&self) -> Kind {
        match (self, self.other()) {
            (_, Some(other)) => other.kind(),
            (Self::NotLoaded, None) => Kind::NotFound,
            _ => Kind::Invalid,
        }
    }

    fn code(&self) -> &'static str {
        match (self, self.other()) {
            (_, Some(other)) => other.code(),
            (Self::UnknownRole, None) => "demo.unknown_role",
            (Self::UnknownBranch, None) => "demo.unknown_branch",
            (Self::TooFew(_), None) => "demo.too_few_people",
            _ => "demo.not_loaded",
        }
    }

    fn sentence(&self, locale: Locale) -> String {
        let (zh, en) = match (self, self.other()) {
            (_, Some(other)) => return other.sentence(locale),
            (Self::UnknownRole, None) => (
                "没有这个角色，请从列表中选择。",
                "There is no such role; please choose one of the list.",
            ),
            (Self::UnknownBranch, None) => (
                "演示银行没有这个网点，请从列表中选择。",
                "The demo bank has no such branch; please choose one of the list.",
            ),
            (Self::TooFew(count), None) => {
                return match locale {
                    Locale::ZhCn => format!("该网点这一角色只有 {count} 人，请填 1 至 {count}。"),
                    Locale::En => format!(
                        "Only {count} people have this role there; please give 1 to {count}."
                    ),
                };
            }
            _ => (
                "没有演示银行，请用账号登录。",
                "There is no demo bank here; please sign in with your account.",
            ),
        };
        locale.pick(zh, en).to_owned()
    }

    fn pointer(&self) -> Option<String> {
        match self {
            Self::UnknownRole => Some("/role".to_owned()),
            Self::UnknownBranch => Some("/branch_id".to_owned()),
            Self::TooFew(_) => Some("/ordinal".to_owned()),
            _ => self.other().and_then(Fault::pointer),
        }
    }

    fn retry_after_s(&self) -> Option<u32> {
        self.other().and_then(Fault::retry_after_s)
    }

    fn permission(&self) -> Option<&'static str> {
        self.other().and_then(Fault::permission)
    }
}
