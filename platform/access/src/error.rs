//! What can go wrong when somebody signs in or out.

use db::DbError;
use kernel::{Fault, Kind, Locale};
use vault::VaultError;

use crate::password::PasswordFlaw;
use crate::permission::Denied;
use crate::rate::TooOften;

/// A refused sign-in, an unusable password, a session that is gone.
#[derive(Debug, thiserror::Error)]
pub enum AccessError {
    /// User name or password is wrong, or the account is locked or disabled; which of them stays unsaid.
    #[error("the sign-in was refused")]
    Refused,
    /// The password is right and a second factor is due.
    #[error("a second factor is needed")]
    TotpNeeded,
    /// The second factor at sign-in is wrong or was used before.
    #[error("the second factor was refused")]
    TotpRefused,
    /// The code that should confirm a new second factor is wrong.
    #[error("the code does not match the new secret")]
    CodeWrong,
    /// A second factor is already in force.
    #[error("a second factor is already in force")]
    TotpInForce,
    /// No second factor was begun that could be confirmed.
    #[error("no second factor waits for its confirmation")]
    TotpNotBegun,
    /// The present password is wrong.
    #[error("the present password is wrong")]
    PasswordWrong,
    /// The new password is not good enough.
    #[error("the new password is not good enough")]
    Password(#[source] PasswordFlaw),
    /// The session does not exist or belongs to somebody else.
    #[error("no such session")]
    SessionNotFound,
    /// The user name holds what it must not, or is too short or too long.
    #[error("the user name is unusable")]
    UsernameUnusable,
    /// Somebody else has this user name.
    #[error("the user name is taken")]
    UsernameTaken,
    /// The person has an account already.
    #[error("the person has an account already")]
    AccountExists,
    /// The person has no account.
    #[error("no such account")]
    AccountNotFound,
    /// The role is not in the data pack.
    #[error("no such role")]
    RoleUnknown,
    /// The person already has this role there.
    #[error("the role was already given")]
    RoleAlreadyGiven,
    /// The grant of a role does not exist.
    #[error("no such grant")]
    GrantNotFound,
    /// The browser says that another site sent this request.
    #[error("another site sent this request")]
    CrossSite,
    /// More people sign in than the machine can check.
    #[error("too many sign-ins wait")]
    Busy,
    /// Argon2 failed: no memory, or a stored hash that is none.
    #[error("hashing failed")]
    Hash(#[source] argon2::password_hash::Error),
    /// The secret of a second factor cannot be used.
    #[error("the secret of the second factor is unusable")]
    Totp(#[source] totp_rs::TotpError),
    /// The address asked too often.
    #[error(transparent)]
    TooOften(#[from] TooOften),
    /// Nobody is signed in, or a permission is missing.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
    /// The vault failed.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

impl From<PasswordFlaw> for AccessError {
    fn from(flaw: PasswordFlaw) -> Self {
        Self::Password(flaw)
    }
}

impl AccessError {
    /// Returns the fault inside, when this error only carries it on.
    fn inner(&self) -> Option<&dyn Fault> {
        match self {
            Self::TooOften(fault) => Some(fault),
            Self::Denied(fault) => Some(fault),
            Self::Db(fault) => Some(fault),
            Self::Vault(fault) => Some(fault),
            _ => None,
        }
    }

    const fn sentences(&self) -> (&'static str, &'static str) {
        match self {
            Self::Refused => (
                "用户名或密码不正确，或账号已停用、因多次输错暂时锁定。请核对后重试，仍不成功请联系管理员。",
                "The user name or password is wrong, or the account is disabled or locked for a while after several \
                 wrong attempts. Please check and try again, or ask an administrator.",
            ),
            Self::TotpNeeded => (
                "请输入动态验证码，或一个恢复码。",
                "Please enter the code of your authenticator, or a recovery code.",
            ),
            Self::TotpRefused => (
                "动态验证码不正确或已使用过，请等待下一个验证码后重试。",
                "The code is wrong or was already used. Please wait for the next code and try again.",
            ),
            Self::CodeWrong => (
                "验证码不正确或刚刚用过，请确认手机时间准确，等下一个验证码出现后输入。",
                "The code is wrong or was just used. Please check the clock of your phone and enter the next code.",
            ),
            Self::TotpInForce => (
                "您已启用动态验证码，如需更换请先停用。",
                "A second factor is already in force. Turn it off before setting up another.",
            ),
            Self::TotpNotBegun => (
                "没有待确认的动态验证码，请重新开始设置。",
                "There is no second factor to confirm. Please begin the set-up again.",
            ),
            Self::PasswordWrong => (
                "当前密码不正确，请重新输入；多次输错账号将暂时锁定。",
                "The present password is wrong. After several wrong attempts the account is locked for a while.",
            ),
            Self::CrossSite => (
                "请求来自其他网站，已被拒绝。请在本系统页面中操作。",
                "The request came from another site and was refused. Please use the pages of this system.",
            ),
            Self::Busy => (
                "当前登录人数较多，请稍候几秒再试。",
                "Many people are signing in right now. Please try again in a few seconds.",
            ),
            _ => self.sentences_of_things(),
        }
    }

    /// Returns what is said about sessions, accounts and roles that are not as the caller thinks.
    const fn sentences_of_things(&self) -> (&'static str, &'static str) {
        match self {
            Self::SessionNotFound => (
                "没有找到这个登录会话，可能已经退出。",
                "This session was not found; it may have ended already.",
            ),
            Self::UsernameUnusable => (
                "用户名需为 2 至 64 个字符，不能包含空格。",
                "A user name has 2 to 64 characters and no spaces.",
            ),
            Self::UsernameTaken => (
                "这个用户名已被使用，请换一个。",
                "This user name is taken. Please choose another.",
            ),
            Self::AccountExists => {
                ("该员工已有账号。", "This member of staff has an account already.")
            }
            Self::AccountNotFound => ("没有找到这个账号。", "This account was not found."),
            Self::RoleUnknown => (
                "没有这个角色，请从列表中选择。",
                "There is no such role. Please choose one from the list.",
            ),
            Self::RoleAlreadyGiven => (
                "该员工在这个网点已有此角色。",
                "This member of staff already has this role at this branch.",
            ),
            Self::GrantNotFound => {
                ("没有找到这项角色授权。", "This grant of a role was not found.")
            }
            _ => ("系统内部错误。", "Internal error."),
        }
    }
}

impl Fault for AccessError {
    fn kind(&self) -> Kind {
        match self {
            Self::Refused | Self::TotpNeeded | Self::TotpRefused => Kind::Unauthenticated,
            Self::CodeWrong
            | Self::PasswordWrong
            | Self::Password(_)
            | Self::UsernameUnusable
            | Self::RoleUnknown => Kind::Invalid,
            Self::TotpInForce
            | Self::TotpNotBegun
            | Self::UsernameTaken
            | Self::AccountExists
            | Self::RoleAlreadyGiven => Kind::Conflict,
            Self::SessionNotFound | Self::AccountNotFound | Self::GrantNotFound => Kind::NotFound,
            Self::CrossSite => Kind::Forbidden,
            Self::Busy => Kind::Unavailable,
            _ => self.inner().map_or(Kind::Internal, Fault::kind),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Refused => "session.refused",
            Self::TotpNeeded => "session.totp_needed",
            Self::TotpRefused => "session.totp_refused",
            Self::CodeWrong => "session.code_wrong",
            Self::TotpInForce => "session.totp_in_force",
            Self::TotpNotBegun => "session.totp_not_begun",
            Self::PasswordWrong => "session.password_wrong",
            Self::Password(flaw) => flaw.code(),
            Self::SessionNotFound => "session.not_found",
            Self::UsernameUnusable => "account.username_unusable",
            Self::UsernameTaken => "account.username_taken",
            Self::AccountExists => "account.exists",
            Self::AccountNotFound => "account.not_found",
            Self::RoleUnknown => "role.unknown",
            Self::RoleAlreadyGiven => "role.already_given",
            Self::GrantNotFound => "role.grant_not_found",
            Self::CrossSite => "session.cross_site",
            Self::Busy => "session.busy",
            Self::Hash(_) => "session.hash_failed",
            Self::Totp(_) => "session.totp_unusable",
            Self::TooOften(_) | Self::Denied(_) | Self::Db(_) | Self::Vault(_) => {
                self.inner().map_or("session.failed", Fault::code)
            }
        }
    }

    fn sentence(&self, locale: Locale) -> String {
        if let Some(fault) = self.inner() {
            return fault.sentence(locale);
        }
        if let Self::Password(flaw) = self {
            return flaw.sentence(locale);
        }
        let (zh, en) = self.sentences();
        locale.pick(zh, en).to_owned()
    }

    fn pointer(&self) -> Option<String> {
        let pointer = match self {
            Self::CodeWrong | Self::TotpRefused => "/code",
            Self::PasswordWrong => "/current",
            Self::Password(_) => "/new",
            Self::UsernameUnusable | Self::UsernameTaken => "/username",
            Self::RoleUnknown => "/role",
            _ => return self.inner().and_then(Fault::pointer),
        };
        Some(pointer.to_owned())
    }

    fn retry_after_s(&self) -> Option<u32> {
        match self {
            Self::Busy => Some(3),
            _ => self.inner().and_then(Fault::retry_after_s),
        }
    }

    fn permission(&self) -> Option<&'static str> {
        self.inner().and_then(Fault::permission)
    }
}
