//! Staff, their skills, and shifts.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, boolean, integer, string, text, uuid, uuid_null};

use super::{index, reference, unique};

pub(super) struct People;

impl MigrationName for People {
    fn name(&self) -> &'static str {
        "organisation_0004_staff"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for People {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(staff()).await?;
        manager.create_index(unique("organisation_staff", &["employee_number"])).await?;
        manager
            .create_index(index("organisation_staff", &["branch_id", "employee_number"]))
            .await?;
        manager.create_table(staff_skills()).await?;
        manager.create_table(shifts()).await?;
        manager.create_index(index("organisation_shifts", &["branch_id", "starts_at"])).await?;
        manager.create_index(index("organisation_shifts", &["staff_id", "starts_at"])).await
    }
}

fn staff() -> TableCreateStatement {
    Table::create()
        .table("organisation_staff")
        .col(uuid("id").primary_key())
        .col(string("employee_number"))
        .col(string("name"))
        .col(string("name_en"))
        .col(string("job_title"))
        .col(uuid("branch_id"))
        .col(boolean("active"))
        .col(text("folded"))
        .col(integer("version"))
        .col(big_integer("created_at"))
        .col(big_integer("updated_at"))
        .foreign_key(&mut reference(
            "organisation_staff",
            "branch_id",
            "organisation_branches",
            "id",
        ))
        .to_owned()
}

fn staff_skills() -> TableCreateStatement {
    Table::create()
        .table("organisation_staff_skills")
        .col(uuid("staff_id"))
        .col(string("skill"))
        .primary_key(
            Index::create().name("pk_organisation_staff_skills").col("staff_id").col("skill"),
        )
        .foreign_key(&mut reference(
            "organisation_staff_skills",
            "staff_id",
            "organisation_staff",
            "id",
        ))
        .to_owned()
}

fn shifts() -> TableCreateStatement {
    let table = "organisation_shifts";
    Table::create()
        .table(table)
        .col(uuid("id").primary_key())
        .col(uuid("branch_id"))
        .col(uuid("staff_id"))
        .col(uuid_null("counter_id"))
        .col(big_integer("starts_at"))
        .col(big_integer("ends_at"))
        .col(integer("version"))
        .foreign_key(&mut reference(table, "branch_id", "organisation_branches", "id"))
        .foreign_key(&mut reference(table, "staff_id", "organisation_staff", "id"))
        .foreign_key(&mut reference(table, "counter_id", "organisation_counters", "id"))
        .to_owned()
}
