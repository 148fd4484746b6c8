//! Why something is not possible with an appointment now, told so that a customer knows what to do next.

use jiff::civil::DateTime;
use kernel::{Fault, Kind, Locale};

/// Something that the rules of appointments do not allow now.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum AppointmentRefusal {
    /// The slot is not one of those that are offered.
    #[error("the slot is not offered")]
    SlotNotOffered,
    /// Somebody else was faster.
    #[error("the slot is full")]
    SlotFull,
    /// The appointment is at that time already.
    #[error("the appointment is at that time already")]
    SameSlot,
    /// The mobile number has as many open appointments as it may.
    #[error("the mobile number has {limit} open appointments already")]
    PerPerson {
        /// The limit.
        limit: u32,
    },
    /// The customer has a number.
    #[error("the customer has checked in")]
    CheckedIn,
    /// It was given up.
    #[error("the appointment was cancelled")]
    Cancelled,
    /// Its time has passed.
    #[error("the time of the appointment has passed")]
    Missed,
    /// Customers can no longer change it by themselves.
    #[error("it is too late to change the appointment")]
    TooLateToChange {
        /// How long before the appointed time that ends.
        minutes: u32,
    },
    /// Checking in has not begun.
    #[error("checking in begins at {opens}")]
    TooEarly {
        /// When it begins, on the wall of the branch.
        opens: DateTime,
    },
    /// The day of the appointment is over.
    #[error("the day of the appointment is over")]
    DayOver,
}

impl Fault for AppointmentRefusal {
    fn kind(&self) -> Kind {
        match self {
            Self::SlotNotOffered | Self::SameSlot => Kind::Invalid,
            _ => Kind::Conflict,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::SlotNotOffered => "lobby.slot_not_offered",
            Self::SlotFull => "lobby.slot_full",
            Self::SameSlot => "lobby.same_slot",
            Self::PerPerson { .. } => "lobby.appointments_per_person",
            Self::CheckedIn => "lobby.appointment_checked_in",
            Self::Cancelled => "lobby.appointment_cancelled",
            Self::Missed => "lobby.appointment_missed",
            Self::TooLateToChange { .. } => "lobby.appointment_too_late",
            Self::TooEarly { .. } => "lobby.check_in_too_early",
            Self::DayOver => "lobby.appointment_day_over",
        }
    }

    fn sentence(&self, locale: Locale) -> String {
        match locale {
            Locale::ZhCn => self.zh(),
            Locale::En => self.en(),
        }
    }

    fn pointer(&self) -> Option<String> {
        match self {
            Self::SlotNotOffered | Self::SlotFull | Self::SameSlot => Some("/starts_at".to_owned()),
            Self::PerPerson { .. } => Some("/phone".to_owned()),
            _ => None,
        }
    }
}

impl AppointmentRefusal {
    fn zh(&self) -> String {
        match self {
            Self::SlotNotOffered => "这个时段不开放预约，请选择其他时段。".to_owned(),
            Self::SlotFull => "这个时段刚刚约满，请选择其他时段。".to_owned(),
            Self::SameSlot => "预约本来就在这个时段，请选择其他时段。".to_owned(),
            Self::PerPerson { limit } => {
                format!("这个手机号已有 {limit} 个未到店的预约，请先取消或改期其中一个。")
            }
            Self::CheckedIn => {
                "客户已签到取号，不能再改期、取消或重复签到；如需帮助，请找大堂经理。".to_owned()
            }
            Self::Cancelled => "这个预约已取消，请重新预约。".to_owned(),
            Self::Missed => "预约时间已过，请重新预约，或到店取普通号。".to_owned(),
            Self::TooLateToChange { minutes } => {
                format!("距预约时间不足 {minutes} 分钟，已不能在线改期或取消，请致电网点。")
            }
            Self::TooEarly { opens } => format!(
                "{} 起可以签到，请届时再来；现在办理可取普通号。",
                opens.strftime("%-m 月 %-d 日 %H:%M")
            ),
            Self::DayOver => "预约的日期已过，请重新预约，或取普通号。".to_owned(),
        }
    }

    fn en(&self) -> String {
        match self {
            Self::SlotNotOffered => "This time is not offered. Please choose another one.".to_owned(),
            Self::SlotFull => "This time has just been taken. Please choose another one.".to_owned(),
            Self::SameSlot => "The appointment is at this time already. Please choose another one.".to_owned(),
            Self::PerPerson { limit } => format!(
                "This mobile number has {limit} open appointments already. Please cancel or move one of them first."
            ),
            Self::CheckedIn => "The visitor has checked in and has a number, so this can no longer be moved, cancelled or checked in again. Please ask the lobby manager for help.".to_owned(),
            Self::Cancelled => "This appointment was cancelled. Please book a new one.".to_owned(),
            Self::Missed => {
                "The time of this appointment has passed. Please book a new one, or come and take a number.".to_owned()
            }
            Self::TooLateToChange { minutes } => format!(
                "The appointment is less than {minutes} minutes away and can no longer be changed online. Please call the branch."
            ),
            Self::TooEarly { opens } => format!(
                "Checking in begins on {}. Please come back then, or take an ordinary number now.",
                opens.strftime("%-d %B at %H:%M")
            ),
            Self::DayOver => {
                "The day of this appointment is over. Please book a new one, or take an ordinary number.".to_owned()
            }
        }
    }
}
