//! The tables of this crate.

/// Work to be done, being done or done.
pub(crate) mod job {
    use sea_orm::entity::prelude::*;

    /// A row of the jobs.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "jobs_jobs")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) id: Uuid,
        pub(crate) queue: String,
        pub(crate) name: String,
        /// JSON.
        pub(crate) payload: String,
        /// Not before this instant; microseconds in UTC.
        pub(crate) run_at: i64,
        /// How often it was begun.
        pub(crate) attempts: i32,
        pub(crate) max_attempts: i32,
        /// `queued`, `running`, `done` or `failed`.
        pub(crate) state: String,
        pub(crate) lease_until: Option<i64>,
        pub(crate) lease_owner: Option<String>,
        pub(crate) last_error: Option<String>,
        pub(crate) created_at: i64,
        pub(crate) finished_at: Option<i64>,
        pub(crate) trace: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// When periodic work is due.
pub(crate) mod schedule {
    use sea_orm::entity::prelude::*;

    /// A row of the schedules.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "jobs_schedules")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) name: String,
        /// Microseconds in UTC.
        pub(crate) next_at: i64,
        /// Rises with every signal, so that one which comes during a round is not lost.
        pub(crate) signals: i64,
        /// How often in a row it failed.
        pub(crate) failures: i32,
        pub(crate) last_error: Option<String>,
        pub(crate) started_at: Option<i64>,
        pub(crate) finished_at: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
