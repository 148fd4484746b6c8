//! Why an act is refused, told so that a clerk knows what to do next.

use kernel::{Fault, Kind, Locale};

use super::counter::CounterStateName;
use super::number::TicketNumber;
use super::visit::StateName;

/// Something that can be done with a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = VisitAction)]
pub(crate) enum Action {
    /// Call by hand.
    Call,
    /// Call again.
    Recall,
    /// Begin service.
    Serve,
    /// Give up on a customer who did not come.
    NoShow,
    /// Set aside.
    Park,
    /// Put back into the line.
    Unpark,
    /// Hand on.
    Transfer,
    /// End service.
    Finish,
    /// End without service.
    Leave,
    /// Ask to be called later.
    Postpone,
    /// Correct need or class.
    Triage,
    /// Suggest a machine.
    #[serde(rename = "guidance")]
    Guide,
}

impl Action {
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Call => ("呼叫", "called"),
            Self::Recall => ("重呼", "called again"),
            Self::Serve => ("开始办理", "served"),
            Self::NoShow => ("作过号处理", "marked as no-show"),
            Self::Park => ("暂挂", "parked"),
            Self::Unpark => ("取消暂挂", "put back into the line"),
            Self::Transfer => ("转办", "transferred"),
            Self::Finish => ("办结", "finished"),
            Self::Leave => ("作离开处理", "marked as left"),
            Self::Postpone => ("延后", "postponed"),
            Self::Triage => ("重新分流", "triaged"),
            Self::Guide => ("引导自助", "guided to self-service"),
        }
    }
}

/// Something that can be done with a counter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum CounterAction {
    /// Sit down.
    Open,
    /// Leave.
    Close,
    /// Stop for a while.
    Pause,
    /// Go on.
    Resume,
    /// Call a number.
    Call,
}

impl CounterAction {
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Open => ("开启", "opened"),
            Self::Close => ("关闭", "closed"),
            Self::Pause => ("暂停", "paused"),
            Self::Resume => ("恢复", "resumed"),
            Self::Call => ("叫号", "used to call"),
        }
    }
}

/// An act that the rules of the hall do not allow now.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refusal {
    /// The state of the visit does not allow the act.
    #[error("visit `{number}` is {} and cannot be {}", .state.words().1, .action.words().1)]
    WrongState {
        /// Whose.
        number: TicketNumber,
        /// What is happening.
        state: StateName,
        /// What was asked.
        action: Action,
    },
    /// The visit is at another counter.
    #[error("visit `{number}` is at another counter")]
    OtherCounter {
        /// Whose.
        number: TicketNumber,
    },
    /// The customer had no time to walk.
    #[error("visit `{number}` was called a moment ago")]
    RecallTooSoon {
        /// Whose.
        number: TicketNumber,
        /// How long to wait.
        wait_s: u32,
    },
    /// Too few recalls for a no-show.
    #[error("visit `{number}` was recalled {made} times of {needed}")]
    RecallsNeeded {
        /// Whose.
        number: TicketNumber,
        /// How many were made.
        made: u32,
        /// How many it takes.
        needed: u32,
    },
    /// A transfer without a target, with several, or to where the visit already is.
    #[error("the transfer of visit `{number}` leads nowhere")]
    TransferNowhere {
        /// Whose.
        number: TicketNumber,
    },
    /// The person or counter of a transfer is not on duty.
    #[error("the target of the transfer is not on duty")]
    TransferOffDuty,
    /// Postponing by another time than offered.
    #[error("the call cannot be postponed by that time")]
    PostponeMinutes {
        /// What is offered.
        allowed: Vec<u32>,
    },
    /// Postponed too often.
    #[error("visit `{number}` was postponed {times} times already")]
    PostponedOften {
        /// Whose.
        number: TicketNumber,
        /// The limit.
        times: u32,
    },
    /// A triage that changes nothing.
    #[error("the triage of visit `{number}` changes nothing")]
    TriageNothing {
        /// Whose.
        number: TicketNumber,
    },
    /// A care customer would be left with a machine only.
    #[error("visit `{number}` belongs to a care group and keeps the counter")]
    MachineOnly {
        /// Whose.
        number: TicketNumber,
    },
    /// This counter has parked as many as it may.
    #[error("this counter has parked {limit} visits already")]
    ParkedMany {
        /// The limit.
        limit: u32,
    },
    /// A customer is called or served at the counter.
    #[error("a customer is called or served at this counter")]
    CounterBusy,
    /// Somebody else sits at the counter.
    #[error("somebody else sits at this counter")]
    CounterTaken,
    /// The person already sits at another counter.
    #[error("the person already sits at counter `{number}`")]
    ElsewhereOpen {
        /// The other counter.
        number: String,
    },
    /// The person has not opened a counter.
    #[error("the person sits at no counter")]
    NoCounter,
    /// The state of the counter does not allow the act.
    #[error("the counter is {} and cannot be {}", .state.words().1, .action.words().1)]
    CounterState {
        /// What is happening.
        state: CounterStateName,
        /// What was asked.
        action: CounterAction,
    },
}

impl Fault for Refusal {
    fn kind(&self) -> Kind {
        match self {
            Self::PostponeMinutes { .. }
            | Self::TransferNowhere { .. }
            | Self::TriageNothing { .. } => Kind::Invalid,
            _ => Kind::Conflict,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::WrongState { .. } => "lobby.wrong_state",
            Self::OtherCounter { .. } => "lobby.other_counter",
            Self::RecallTooSoon { .. } => "lobby.recall_too_soon",
            Self::RecallsNeeded { .. } => "lobby.recalls_needed",
            Self::TransferNowhere { .. } => "lobby.transfer_nowhere",
            Self::TransferOffDuty => "lobby.transfer_off_duty",
            Self::PostponeMinutes { .. } => "lobby.postpone_minutes",
            Self::PostponedOften { .. } => "lobby.postponed_often",
            Self::TriageNothing { .. } => "lobby.triage_nothing",
            Self::MachineOnly { .. } => "lobby.machine_only",
            Self::ParkedMany { .. } => "lobby.parked_many",
            Self::CounterBusy => "lobby.counter_busy",
            Self::CounterTaken => "lobby.counter_taken",
            Self::ElsewhereOpen { .. } => "lobby.elsewhere_open",
            Self::NoCounter => "lobby.no_counter",
            Self::CounterState { .. } => "lobby.counter_state",
        }
    }

    fn sentence(&self, locale: Locale) -> String {
        match locale {
            Locale::ZhCn => self.zh(),
            Locale::En => self.en(),
        }
    }

    fn pointer(&self) -> Option<String> {
        matches!(self, Self::PostponeMinutes { .. }).then(|| "/minutes".to_owned())
    }

    fn retry_after_s(&self) -> Option<u32> {
        match self {
            Self::RecallTooSoon { wait_s, .. } => Some(*wait_s),
            _ => None,
        }
    }
}

impl Refusal {
    fn zh(&self) -> String {
        match self {
            Self::WrongState {
                number,
                state: state @ (StateName::Called | StateName::Serving),
                action: Action::Guide,
            } => format!(
                "{number} 现在是“{}”，引导自助只在客户等候时记录。客户愿意改用自助渠道的，请先暂挂。",
                state.words().0
            ),
            Self::WrongState { number, state, action } => {
                let (state, action) = (state.words().0, action.words().0);
                format!("{number} 现在是“{state}”，不能{action}。请刷新后按最新状态处理。")
            }
            Self::OtherCounter { number } => {
                format!("{number} 正由其他柜台受理，请与该柜台同事联系。")
            }
            Self::RecallTooSoon { number, wait_s } => {
                format!("刚刚呼叫过 {number}，请给客户留出走过来的时间，{wait_s} 秒后再呼。")
            }
            Self::RecallsNeeded { number, made, needed } => {
                format!("{number} 已重呼 {made} 次，重呼满 {needed} 次客户仍未到，才能作过号处理。")
            }
            Self::TransferNowhere { number } => {
                format!("请为 {number} 选择一个与现在不同的业务、同事或柜台，只选一项。")
            }
            Self::TransferOffDuty => {
                "对方当前没有在岗的柜台，请换一位同事、柜台，或按业务转办。".to_owned()
            }
            Self::PostponeMinutes { allowed } => {
                format!("可以延后 {} 分钟，请从中选择。", list(allowed, "、"))
            }
            Self::PostponedOften { number, times } => {
                format!("{number} 已延后 {times} 次，不能再延后。如赶不上，可请大堂经理帮忙。")
            }
            Self::TriageNothing { number } => format!("{number} 的业务和类别没有变化，无须保存。"),
            Self::MachineOnly { number } => {
                format!(
                    "{number} 是关爱客户，须保留人工柜台；如确是客户本人要求自助办理，请勾选后再保存。"
                )
            }
            Self::ParkedMany { limit } => {
                format!("本柜台已暂挂 {limit} 位客户，请先处理其中一位。")
            }
            _ => self.counter_zh(),
        }
    }

    fn counter_zh(&self) -> String {
        match self {
            Self::CounterBusy => "本柜台正在呼叫或办理，请先办结、暂挂或转办当前客户。".to_owned(),
            Self::CounterTaken => "本柜台由其他同事使用，请先开启自己的柜台。".to_owned(),
            Self::ElsewhereOpen { number } => format!("您已在 {number} 号柜台，请先关闭该柜台。"),
            Self::NoCounter => "您还没有开启柜台，请先开启。".to_owned(),
            Self::CounterState { state, action } => {
                format!("柜台现在是“{}”，不能{}。", state.words().0, action.words().0)
            }
            // Everything else is about a visit and told above.
            _ => String::new(),
        }
    }

    fn en(&self) -> String {
        match self {
            Self::WrongState {
                number,
                state: state @ (StateName::Called | StateName::Serving),
                action: Action::Guide,
            } => format!(
                "{number} is {} now; self-service is offered only to those who wait. If the customer prefers the machine, park the visit first.",
                state.words().1
            ),
            Self::WrongState { number, state, action } => {
                let (state, action) = (state.words().1, action.words().1);
                format!("{number} is {state} now and cannot be {action}. Please refresh and go on from there.")
            }
            Self::OtherCounter { number } => {
                format!("{number} is with another counter. Please speak to the colleague there.")
            }
            Self::RecallTooSoon { number, wait_s } => {
                format!("{number} was called a moment ago. Give the customer time to walk; call again in {wait_s} s.")
            }
            Self::RecallsNeeded { number, made, needed } => {
                format!("{number} was recalled {made} times; a no-show needs {needed} recalls without an answer.")
            }
            Self::TransferNowhere { number } => {
                format!("Choose one service, colleague or counter for {number} that differs from where it is now.")
            }
            Self::TransferOffDuty => {
                "Nobody is on duty there. Choose another colleague or counter, or transfer by service.".to_owned()
            }
            Self::PostponeMinutes { allowed } => {
                format!("The call can be postponed by {} minutes. Please choose one.", list(allowed, ", "))
            }
            Self::PostponedOften { number, times } => {
                format!("{number} was postponed {times} times already. If you cannot make it, ask the lobby manager.")
            }
            Self::TriageNothing { number } => {
                format!("Service and class of {number} stay the same; there is nothing to save.")
            }
            Self::MachineOnly { number } => format!(
                "{number} is a care customer and keeps the counter. If the customer asked for the machine, say so first."
            ),
            Self::ParkedMany { limit } => {
                format!("This counter has parked {limit} customers already. Please take one of them first.")
            }
            _ => self.counter_en(),
        }
    }

    fn counter_en(&self) -> String {
        match self {
            Self::CounterBusy => {
                "This counter is calling or serving. Finish, park or transfer that customer first."
                    .to_owned()
            }
            Self::CounterTaken => {
                "A colleague sits at this counter. Please open your own.".to_owned()
            }
            Self::ElsewhereOpen { number } => {
                format!("You sit at counter {number}. Please close it first.")
            }
            Self::NoCounter => "You have not opened a counter yet. Please open one.".to_owned(),
            Self::CounterState { state, action } => {
                format!(
                    "The counter is {} now and cannot be {}.",
                    state.words().1,
                    action.words().1
                )
            }
            // Everything else is about a visit and told above.
            _ => String::new(),
        }
    }
}

fn list(numbers: &[u32], between: &str) -> String {
    numbers.iter().map(u32::to_string).collect::<Vec<_>>().join(between)
}
