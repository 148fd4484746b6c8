//! The stable codes of an appointment's parts, as tables and the API write them.

use super::{AppointmentState, AppointmentStateName, Arrival, Booker, Seen};

impl AppointmentState {
    /// Returns the name, as far as the appointment itself knows it: that somebody was served the visit tells.
    pub(crate) const fn name(&self) -> AppointmentStateName {
        match self {
            Self::Booked { .. } => AppointmentStateName::Booked,
            Self::CheckedIn { .. } => AppointmentStateName::CheckedIn,
            Self::Cancelled { .. } => AppointmentStateName::Cancelled,
            Self::NoShow => AppointmentStateName::NoShow,
            Self::NotKept => AppointmentStateName::NotKept,
        }
    }
}

impl AppointmentStateName {
    /// Returns the stable code.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Booked => "booked",
            Self::CheckedIn => "checked_in",
            Self::Served => "served",
            Self::Cancelled => "cancelled",
            Self::NoShow => "no_show",
            Self::NotKept => "not_kept",
        }
    }
}

impl Booker {
    /// Returns the stable code.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Staff => "staff",
        }
    }

    /// Reads a code.
    pub(crate) fn from_code(code: &str) -> Option<Self> {
        [Self::Customer, Self::Staff].into_iter().find(|known| known.code() == code)
    }
}

impl Seen {
    /// Returns the stable code; nothing is stored of what nobody has seen.
    pub(crate) const fn code(self) -> Option<&'static str> {
        match self {
            Self::Unknown => None,
            Self::Ready => Some("ready"),
            Self::NotReady => Some("not_ready"),
        }
    }

    /// Reads a code.
    pub(crate) fn from_code(code: Option<&str>) -> Option<Self> {
        [Self::Unknown, Self::Ready, Self::NotReady].into_iter().find(|seen| seen.code() == code)
    }
}

impl Arrival {
    /// Returns the stable code.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Early => "early",
            Self::OnTime => "on_time",
            Self::Late => "late",
        }
    }

    /// Reads a code.
    pub(crate) fn from_code(code: &str) -> Option<Self> {
        [Self::Early, Self::OnTime, Self::Late].into_iter().find(|known| known.code() == code)
    }
}
