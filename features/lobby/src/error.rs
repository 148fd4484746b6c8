//! What can go wrong in this room.

use access::{Denied, rate::TooOften};
use audit::AuditError;
use customers::api::CustomerError;
use data::DataError;
use db::{DbError, Inconsistency};
use kernel::{Fault, FieldFault, Kind, Locale};
use organisation::api::OrganisationError;
use vault::VaultError;
use web::Fields;

use crate::model::appointment::refusal::AppointmentRefusal;
use crate::model::checklist::refusal::ChecklistRefusal;
use crate::model::refusal::Refusal;

/// The things of this room, as errors name them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    /// A branch that serves customers.
    Branch,
    /// A counter.
    Counter,
    /// A visit.
    Visit,
    /// A ticket, by its token.
    Ticket,
    /// An alert.
    Alert,
    /// An incident.
    Incident,
    /// An item of a checklist.
    Item,
    /// A photo of an item.
    Photo,
    /// A problem that was found with a checklist.
    OpenItem,
    /// A handover note.
    Handover,
    /// A kiosk, by its secret or among those of a branch.
    Kiosk,
    /// An appointment, by its link, code or mobile number.
    Appointment,
}

/// A failure of this room.
#[derive(Debug, thiserror::Error)]
pub enum LobbyError {
    /// It does not exist, or lies outside the caller's scope.
    #[error("no such {0:?}")]
    NotFound(Thing),
    /// The rules of the hall do not allow it now.
    #[error("{0}")]
    Refused(Box<dyn Fault + Send + Sync>),
    /// Somebody else changed the visit at the same moment.
    #[error("the visit was changed meanwhile")]
    ChangedMeanwhile,
    /// The alert was taken up before.
    #[error("the alert was acknowledged before")]
    AlreadyAcknowledged,
    /// The incident is over, or somebody else changed it at the same moment.
    #[error("the incident was changed or ended before")]
    IncidentChanged,
    /// Only those who speak for the whole bank may.
    #[error("the incident concerns the whole bank")]
    IncidentOfBank,
    /// The number was printed while the network was down, and the kiosk has not reported it yet.
    #[error("the number is leased and not reported yet")]
    NotReportedYet,
    /// The kiosk holds as many numbers as a day may bring.
    #[error("the kiosk leased too many numbers today")]
    LeasedEnough,
    /// The branch uses pre-printed numbers, which no kiosk can hold.
    #[error("the branch uses a roll")]
    RollInUse,
    /// The number on the next paper of the roll was given out today.
    #[error("the number on the next paper was given out today")]
    RollNumberUsed,
    /// Nothing keeps what the visitor waits for from being done.
    #[error("what the visit is for is not stopped")]
    NothingStopped,
    /// A simulation broke off.
    #[error("the simulation broke off")]
    Simulation(#[source] tokio::task::JoinError),
    /// The mark of the next page is not of this list.
    #[error("the cursor is not of this list")]
    Cursor,
    /// Something about the content is wrong.
    #[error(transparent)]
    Fields(#[from] Fields),
    /// The caller may not do this.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The caller asks too often.
    #[error(transparent)]
    TooOften(#[from] TooOften),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
    /// The record of acts failed.
    #[error(transparent)]
    Audit(#[from] AuditError),
    /// A rule pack failed.
    #[error(transparent)]
    Data(#[from] DataError),
    /// A sealed value cannot be sealed or opened.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The organisation failed.
    #[error(transparent)]
    Organisation(#[from] OrganisationError),
    /// The customers' room failed, or refused an identity.
    #[error(transparent)]
    Customer(#[from] CustomerError),
}

impl From<Refusal> for LobbyError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(Box::new(refusal))
    }
}

impl From<ChecklistRefusal> for LobbyError {
    fn from(refusal: ChecklistRefusal) -> Self {
        Self::Refused(Box::new(refusal))
    }
}

impl From<AppointmentRefusal> for LobbyError {
    fn from(refusal: AppointmentRefusal) -> Self {
        Self::Refused(Box::new(refusal))
    }
}

impl From<Inconsistency> for LobbyError {
    fn from(row: Inconsistency) -> Self {
        Self::Db(row.into())
    }
}

impl LobbyError {
    /// Returns the fault inside, when this error only carries it on.
    fn inner(&self) -> Option<&dyn Fault> {
        match self {
            Self::Refused(fault) => Some(fault.as_ref()),
            Self::Fields(fault) => Some(fault),
            Self::Denied(fault) => Some(fault),
            Self::TooOften(fault) => Some(fault),
            Self::Db(fault) => Some(fault),
            Self::Audit(fault) => Some(fault),
            Self::Data(fault) => Some(fault),
            Self::Vault(fault) => Some(fault),
            Self::Organisation(fault) => Some(fault),
            Self::Customer(fault) => Some(fault),
            Self::NotFound(_)
            | Self::ChangedMeanwhile
            | Self::AlreadyAcknowledged
            | Self::IncidentChanged
            | Self::NothingStopped
            | Self::NotReportedYet
            | Self::LeasedEnough
            | Self::RollInUse
            | Self::RollNumberUsed
            | Self::IncidentOfBank
            | Self::Simulation(_)
            | Self::Cursor => None,
        }
    }
}

impl Fault for LobbyError {
    fn kind(&self) -> Kind {
        match self {
            Self::NotFound(_) | Self::NotReportedYet => Kind::NotFound,
            Self::ChangedMeanwhile
            | Self::AlreadyAcknowledged
            | Self::IncidentChanged
            | Self::IncidentOfBank
            | Self::LeasedEnough
            | Self::RollInUse
            | Self::RollNumberUsed
            | Self::NothingStopped => Kind::Conflict,
            Self::Cursor => Kind::Invalid,
            _ => self.inner().map_or(Kind::Internal, Fault::kind),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotFound(Thing::Branch) => "lobby.branch_not_found",
            Self::NotFound(Thing::Counter) => "lobby.counter_not_found",
            Self::NotFound(Thing::Visit) => "lobby.visit_not_found",
            Self::NotFound(Thing::Ticket) => "lobby.ticket_not_found",
            Self::NotFound(Thing::Alert) => "lobby.alert_not_found",
            Self::NotFound(Thing::Incident) => "lobby.incident_not_found",
            Self::IncidentChanged => "incident.changed",
            Self::NothingStopped => "incident.nothing_stopped",
            Self::IncidentOfBank => "incident.of_bank",
            Self::NotFound(Thing::Kiosk) => "kiosk.not_found",
            Self::NotReportedYet => "kiosk.not_reported_yet",
            Self::LeasedEnough => "kiosk.leased_enough",
            Self::RollInUse => "roll.in_use",
            Self::RollNumberUsed => "roll.paper_used",
            Self::NotFound(Thing::Item) => "lobby.item_not_found",
            Self::NotFound(Thing::Photo) => "lobby.photo_not_found",
            Self::NotFound(Thing::OpenItem) => "lobby.open_item_not_found",
            Self::NotFound(Thing::Handover) => "lobby.handover_not_found",
            Self::NotFound(Thing::Appointment) => "lobby.appointment_not_found",
            Self::ChangedMeanwhile => "lobby.changed_meanwhile",
            Self::AlreadyAcknowledged => "lobby.already_acknowledged",
            Self::Cursor => "lobby.cursor",
            _ => self.inner().map_or("lobby.failed", Fault::code),
        }
    }

    fn sentence(&self, locale: Locale) -> String {
        if let Some(inner) = self.inner() {
            return inner.sentence(locale);
        }
        let (zh, en) = sentences(self);
        locale.pick(zh, en).to_owned()
    }

    fn pointer(&self) -> Option<String> {
        match self {
            Self::Cursor => Some("/cursor".to_owned()),
            _ => self.inner().and_then(Fault::pointer),
        }
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

const fn sentences(error: &LobbyError) -> (&'static str, &'static str) {
    match error {
        LobbyError::NotFound(Thing::Branch) => (
            "没有找到这个网点，或不在您的网点范围内。",
            "There is no such branch, or it is outside the branches you work for.",
        ),
        LobbyError::NotFound(Thing::Counter) => (
            "没有找到这个柜台，或不在您的网点范围内。",
            "There is no such counter, or it is outside the branches you work for.",
        ),
        LobbyError::NotFound(Thing::Visit) => (
            "没有找到这次到店记录，或不在您的网点范围内。",
            "There is no such visit, or it is outside the branches you work for.",
        ),
        LobbyError::NotFound(Thing::Ticket) => (
            "没有找到这个号码，请核对二维码，或请大堂经理帮忙。",
            "This ticket is not known. Please check the code, or ask the lobby manager.",
        ),
        LobbyError::NotFound(Thing::Alert) => (
            "没有找到这条提醒，或不在您的网点范围内。",
            "There is no such alert, or it is outside the branches you work for.",
        ),
        LobbyError::NotFound(Thing::Incident) => (
            "没有找到这条突发情况，或不在您的网点范围内。",
            "There is no such incident, or it is outside the branches you work for.",
        ),
        LobbyError::IncidentChanged => (
            "这条突发情况刚刚被修改或已结束，请刷新后再操作。",
            "This incident has just been changed or ended. Please refresh and try again.",
        ),
        LobbyError::IncidentOfBank => (
            "全行的突发情况由总行发布和结束，请联系总行，或只为本网点发布。",
            "Head office announces and ends what concerns the whole bank. Please ask them, or announce it for your branch.",
        ),
        LobbyError::NothingStopped => (
            "这项业务现在可以办理，请留意叫号。",
            "This service is available now. Please watch for your number.",
        ),
        LobbyError::NotFound(Thing::Kiosk) => (
            "没有找到这台取号机，或已停用。请由网点重新登记。",
            "There is no such kiosk, or it was shut out. Please have the branch register it again.",
        ),
        LobbyError::NotReportedYet => (
            "这个号码是网络中断时取的，系统还没有收到，请留意大厅叫号；网络恢复后这里会显示进度。",
            "This number was printed while the network was down and has not reached us yet. Please listen for it in the hall; once the network is back, you see here how it stands.",
        ),
        LobbyError::RollInUse => (
            "本网点使用预印号纸，取号机不能离线出号。网络中断时请由大堂经理安排。",
            "This branch uses pre-printed numbers, so the kiosk cannot issue any by itself. While the network is down, the lobby manager helps.",
        ),
        LobbyError::RollNumberUsed => (
            "下一张号纸上的号码今天已经用过，请大堂经理核对号纸位置。",
            "The number on the next paper was given out today already. Please have the lobby manager check the roll.",
        ),
        LobbyError::LeasedEnough => (
            "这台取号机今天领取的备用号码已达上限，请联系网点。",
            "This kiosk has been given as many spare numbers as a day may bring. Please tell the branch.",
        ),
        LobbyError::NotFound(Thing::Item) => (
            "今天的检查表里没有这一项，请刷新后再操作。",
            "Today's checklist has no such item. Please refresh and try again.",
        ),
        LobbyError::NotFound(Thing::Photo) => {
            ("没有找到这张照片，请刷新后再看。", "This photo is not there. Please refresh.")
        }
        LobbyError::NotFound(Thing::OpenItem) => (
            "没有找到这个待解决问题，或不在您的网点范围内。",
            "There is no such open item, or it is outside the branches you work for.",
        ),
        LobbyError::NotFound(Thing::Handover) => (
            "没有找到这条交接记录，或不在您的网点范围内。",
            "There is no such handover note, or it is outside the branches you work for.",
        ),
        LobbyError::NotFound(Thing::Appointment) => (
            "没有找到这个预约，请核对预约码、手机号或链接，或请大堂经理帮忙。",
            "This appointment is not known. Please check the code, the mobile number or the link, or ask the lobby manager.",
        ),
        LobbyError::ChangedMeanwhile => (
            "这位客户的状态刚刚被其他同事更新，请刷新后再操作。",
            "A colleague has just changed this visit. Please refresh and try again.",
        ),
        LobbyError::AlreadyAcknowledged => {
            ("这条提醒已有同事处理。", "A colleague has taken this alert up already.")
        }
        LobbyError::Cursor => (
            "翻页位置已失效，请回到第一页。",
            "This page mark is no longer valid; please begin at the first page.",
        ),
        _ => ("操作没有完成，请稍后重试。", "This was not done; please try again later."),
    }
}
