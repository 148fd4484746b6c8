//! A visit.

use sea_orm::entity::prelude::*;

/// A row of `lobby_visits`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "lobby_visits")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub branch_id: Uuid,
    pub business_day: String,
    pub number: String,
    /// SHA-256 of the secret half of the ticket's token.
    pub token_digest: Vec<u8>,
    pub service_id: Uuid,
    pub class: String,
    pub care_group: Option<String>,
    /// The care group as far as the visitor told or showed it; a ticket tells no more.
    pub told_care_group: Option<String>,
    pub tier: Option<String>,
    pub accessible: bool,
    pub customer_id: Option<Uuid>,
    pub channel: String,
    /// The need in the customer's words, sealed.
    pub need: Option<Vec<u8>>,
    pub arrived_at: i64,
    pub state: String,
    /// When the state was entered.
    pub since: i64,
    /// When the latest step was taken; 0 in rows older than the column, where `since` says it.
    pub latest_at: i64,
    /// From when the wait counts; earlier stretches of waiting are included.
    pub queued_at: i64,
    pub waited_us: i64,
    pub called_us: i64,
    pub served_us: i64,
    pub parked_us: i64,
    /// Why it is in this state: reason of a park, outcome, reason of leaving, kind of machine.
    pub reason: Option<String>,
    pub counter_id: Option<Uuid>,
    pub staff_id: Option<Uuid>,
    pub reserved_staff: Option<Uuid>,
    pub reserved_counter: Option<Uuid>,
    pub postponed_until: Option<i64>,
    pub postponements: i32,
    /// Calls of the present round.
    pub round: i32,
    pub calls: i32,
    pub first_called_at: Option<i64>,
    pub last_called_at: Option<i64>,
    /// The counter of the latest call, for the hall screen.
    pub last_counter_id: Option<Uuid>,
    pub first_served_at: Option<i64>,
    pub steps: i32,
    /// What the customer does next, codes as JSON.
    #[sea_orm(column_type = "Text", nullable)]
    pub next_steps: Option<String>,
    /// From what the wait was foreseen when it began, as JSON; `None` when nothing could be foreseen.
    #[sea_orm(column_type = "Text", nullable)]
    pub asked: Option<String>,
    /// 0 none, 1 warned, 2 breached: which alert about the wait is open.
    pub alerted: i32,
    pub rated: bool,
    /// The appointment that the visitor came for, and from when its class counts.
    pub appointment_id: Option<Uuid>,
    pub counts_from: Option<i64>,
    pub version: i32,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
