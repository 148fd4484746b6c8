//! The tables of this crate.

/// An event waiting for the relay, or relayed and kept for screens that come back.
pub(crate) mod outbox {
    use sea_orm::entity::prelude::*;

    /// A row of the outbox.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "events_outbox")]
    pub(crate) struct Model {
        /// A UUID v7 that sorts by the order of recording on one node.
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) id: Uuid,
        /// The place in the order of all events; null until relayed.
        pub(crate) position: Option<i64>,
        pub(crate) kind: String,
        /// Microseconds in UTC.
        pub(crate) at: i64,
        pub(crate) branch_id: Option<Uuid>,
        pub(crate) customer_id: Option<Uuid>,
        /// Separated by spaces.
        pub(crate) topics: String,
        /// JSON.
        pub(crate) payload: String,
        pub(crate) trace: String,
        pub(crate) actor: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// How far each subscriber has come.
pub(crate) mod subscriber {
    use sea_orm::entity::prelude::*;

    /// A row of the subscribers.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "events_subscribers")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) name: String,
        /// The last position that was handled; 0 before the first.
        pub(crate) position: i64,
        /// How often in a row the next event failed.
        pub(crate) failures: i32,
        pub(crate) last_error: Option<String>,
        /// Microseconds in UTC.
        pub(crate) updated_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
