//! A letter about an appointment.

use sea_orm::entity::prelude::*;

/// A row of `lobby_appointment_letters`; whom it goes to and what it says stand in the appointment.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "lobby_appointment_letters")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub appointment_id: Uuid,
    /// `booked`, `moved`, `cancelled` or `reminder`.
    pub kind: String,
    /// How many minutes before the appointment a reminder is meant for.
    pub before_min: Option<i32>,
    /// How often the appointment had been moved when it was written.
    pub moves: i32,
    pub state: String,
    pub attempts: i32,
    /// Why the last attempt went wrong, a code.
    pub note: Option<String>,
    pub created_at: i64,
    /// When the state was entered.
    pub since: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
