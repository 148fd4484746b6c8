//! What can go wrong in this room.

use access::{AccessError, Denied};
use audit::AuditError;
use data::DataError;
use db::{DbError, Inconsistency};
use kernel::{Fault, FieldFault, Kind, Locale};
use web::Fields;

/// The things of this room, as errors name them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    /// A branch.
    Branch,
    /// A counter.
    Counter,
    /// A service.
    Service,
    /// A skill.
    Skill,
    /// A member of staff.
    Staff,
    /// A shift.
    Shift,
}

/// A failure of this room.
#[derive(Debug, thiserror::Error)]
pub enum OrganisationError {
    /// It does not exist, or lies outside the caller's scope.
    #[error("no such {0:?}")]
    NotFound(Thing),
    /// Another one has this code or number.
    #[error("the code of a {0:?} is taken")]
    Taken(Thing),
    /// Somebody changed it since the caller read it.
    #[error("the {0:?} was changed meanwhile")]
    ChangedMeanwhile(Thing),
    /// The request names something that does not exist or is out of reach.
    #[error("`{pointer}` names a {thing:?} that does not exist")]
    UnknownReference {
        /// What is missing.
        thing: Thing,
        /// The field that names it.
        pointer: &'static str,
    },
    /// A branch would come to lie below itself.
    #[error("the branch would lie below itself")]
    BelowItself,
    /// The person works somewhere else at that time.
    #[error("the shift overlaps another one of the same person")]
    ShiftOverlaps,
    /// Nobody gives a role to themselves.
    #[error("staff cannot change their own roles")]
    OwnRoles,
    /// The role allows more than the giver may do.
    #[error("the role `{0}` allows more than its giver may")]
    RoleTooWide(String),
    /// Nobody manages their own account.
    #[error("staff cannot manage their own account")]
    OwnAccount,
    /// The person may do more than the caller.
    #[error("the person may do more than the caller")]
    AccountTooWide,
    /// The person no longer works here.
    #[error("the person no longer works here")]
    StaffLeft,
    /// There is no such role.
    #[error("there is no role `{0}`")]
    UnknownRole(String),
    /// Something about the content is wrong.
    #[error(transparent)]
    Fields(#[from] Fields),
    /// The caller may not do this.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
    /// The record of acts failed.
    #[error(transparent)]
    Audit(#[from] AuditError),
    /// Accounts or roles failed.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// A rule pack failed.
    #[error(transparent)]
    Data(#[from] DataError),
}

impl From<Inconsistency> for OrganisationError {
    fn from(row: Inconsistency) -> Self {
        Self::Db(row.into())
    }
}

impl OrganisationError {
    /// Returns the fault inside, when this error only carries it on.
    fn inner(&self) -> Option<&dyn Fault> {
        match self {
            Self::Fields(fault) => Some(fault),
            Self::Denied(fault) => Some(fault),
            Self::Db(fault) => Some(fault),
            Self::Audit(fault) => Some(fault),
            Self::Access(fault) => Some(fault),
            Self::Data(fault) => Some(fault),
            _ => None,
        }
    }
}

impl Fault for OrganisationError {
    fn kind(&self) -> Kind {
        match self {
            Self::NotFound(_) => Kind::NotFound,
            Self::Taken(_) | Self::ChangedMeanwhile(_) | Self::ShiftOverlaps | Self::StaffLeft => {
                Kind::Conflict
            }
            Self::UnknownReference { .. } | Self::BelowItself | Self::UnknownRole(_) => {
                Kind::Invalid
            }
            Self::OwnRoles | Self::RoleTooWide(_) | Self::OwnAccount | Self::AccountTooWide => {
                Kind::Forbidden
            }
            _ => self.inner().map_or(Kind::Internal, Fault::kind),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotFound(thing) => thing.not_found(),
            Self::Taken(thing) => thing.taken(),
            Self::ChangedMeanwhile(thing) => thing.changed_meanwhile(),
            Self::UnknownReference { .. } => "organisation.unknown_reference",
            Self::BelowItself => "branch.below_itself",
            Self::ShiftOverlaps => "shift.overlaps",
            Self::OwnRoles => "grant.own_roles",
            Self::RoleTooWide(_) => "grant.too_wide",
            Self::UnknownRole(_) => "grant.unknown_role",
            Self::OwnAccount => "account.own",
            Self::AccountTooWide => "account.too_wide",
            Self::StaffLeft => "account.staff_left",
            _ => self.inner().map_or("organisation.failed", Fault::code),
        }
    }

    fn sentence(&self, locale: Locale) -> String {
        if let Some(inner) = self.inner() {
            return inner.sentence(locale);
        }
        let (zh, en) = sentences(self);
        locale.pick(&zh, &en).to_owned()
    }

    fn pointer(&self) -> Option<String> {
        let pointer = match self {
            Self::Taken(thing) => thing.code_pointer(),
            Self::UnknownReference { pointer, .. } => pointer,
            Self::BelowItself => "/parent_id",
            Self::ShiftOverlaps => "/starts_at",
            Self::UnknownRole(_) | Self::RoleTooWide(_) => "/role",
            _ => return self.inner().and_then(Fault::pointer),
        };
        Some(pointer.to_owned())
    }

    fn fields(&self, locale: Locale) -> Vec<FieldFault> {
        if let Some(inner) = self.inner() {
            return inner.fields(locale);
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

fn sentences(error: &OrganisationError) -> (String, String) {
    let (zh, en) = match error {
        OrganisationError::NotFound(thing)
        | OrganisationError::Taken(thing)
        | OrganisationError::ChangedMeanwhile(thing)
        | OrganisationError::UnknownReference { thing, .. } => return about(error, *thing),
        OrganisationError::BelowItself => (
            "上级机构不能是本机构或其下级。",
            "A branch cannot lie below itself or below one of its own branches.",
        ),
        OrganisationError::ShiftOverlaps => (
            "该员工在这段时间已有班次，请调整时间。",
            "This person already has a shift at that time; please change the time.",
        ),
        OrganisationError::OwnRoles => (
            "不能为自己授权或撤销授权，请由其他管理员办理。",
            "Nobody changes their own roles; please ask another administrator.",
        ),
        OrganisationError::RoleTooWide(_) => (
            "该角色的权限超出您可授予的范围，请联系管理员。",
            "This role allows more than you may give; please ask an administrator.",
        ),
        OrganisationError::OwnAccount => (
            "不能管理自己的账号，请由其他管理员办理。",
            "Nobody manages their own account; please ask another administrator.",
        ),
        OrganisationError::AccountTooWide => (
            "该员工的权限超出您的权限范围，请联系总行管理员。",
            "This person may do more than you; please ask an administrator of the bank.",
        ),
        OrganisationError::StaffLeft => (
            "该员工已离职，请先恢复为在职。",
            "This person no longer works here; please set them active first.",
        ),
        OrganisationError::UnknownRole(_) => {
            ("没有这个角色，请重新选择。", "There is no such role; please choose again.")
        }
        _ => ("", ""),
    };
    (zh.to_owned(), en.to_owned())
}

/// Says what is the matter with one of the things of this room.
fn about(error: &OrganisationError, thing: Thing) -> (String, String) {
    let (zh, en) = thing.name();
    match error {
        OrganisationError::NotFound(_) => (
            format!("没有找到这个{zh}，或不在您的网点范围内。"),
            format!("There is no such {en}, or it is outside the branches you work for."),
        ),
        OrganisationError::Taken(_) => (
            format!("这个编号已被另一个{zh}使用，请换一个。"),
            format!("Another {en} has this code already; please choose another."),
        ),
        OrganisationError::ChangedMeanwhile(_) => (
            format!("其他人刚刚修改了这个{zh}，请刷新后核对再保存。"),
            format!(
                "Somebody else has just changed this {en}. Please reload, compare and save again."
            ),
        ),
        _ => (
            format!("所选的{zh}不存在或已停用，请重新选择。"),
            format!("The chosen {en} does not exist or is no longer in use; please choose again."),
        ),
    }
}

impl Thing {
    const fn name(self) -> (&'static str, &'static str) {
        match self {
            Self::Branch => ("机构", "branch"),
            Self::Counter => ("柜台", "counter"),
            Self::Service => ("业务", "service"),
            Self::Skill => ("技能", "skill"),
            Self::Staff => ("员工", "member of staff"),
            Self::Shift => ("班次", "shift"),
        }
    }

    const fn code_pointer(self) -> &'static str {
        match self {
            Self::Branch | Self::Service | Self::Skill => "/code",
            Self::Counter => "/number",
            Self::Staff => "/employee_number",
            Self::Shift => "/starts_at",
        }
    }

    const fn not_found(self) -> &'static str {
        match self {
            Self::Branch => "branch.not_found",
            Self::Counter => "counter.not_found",
            Self::Service => "service.not_found",
            Self::Skill => "skill.not_found",
            Self::Staff => "staff.not_found",
            Self::Shift => "shift.not_found",
        }
    }

    const fn taken(self) -> &'static str {
        match self {
            Self::Branch => "branch.code_taken",
            Self::Counter => "counter.number_taken",
            Self::Service => "service.code_taken",
            Self::Skill => "skill.code_taken",
            Self::Staff => "staff.number_taken",
            Self::Shift => "shift.taken",
        }
    }

    const fn changed_meanwhile(self) -> &'static str {
        match self {
            Self::Branch => "branch.changed_meanwhile",
            Self::Counter => "counter.changed_meanwhile",
            Self::Service => "service.changed_meanwhile",
            Self::Skill => "skill.changed_meanwhile",
            Self::Staff => "staff.changed_meanwhile",
            Self::Shift => "shift.changed_meanwhile",
        }
    }
}
