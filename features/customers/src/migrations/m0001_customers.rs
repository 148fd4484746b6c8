//! Customers, their documents and cards, and the branches they have been to.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, binary, binary_null, integer, string, text, uuid};

use super::{index, to_customer, unique};

pub(super) struct Customers;

impl MigrationName for Customers {
    fn name(&self) -> &'static str {
        "customers_0001_customers"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Customers {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(customers()).await?;
        manager.create_index(unique("customers_customers", &["phone_index"])).await?;
        manager.create_index(index("customers_customers", &["name_index"])).await?;
        manager.create_index(index("customers_customers", &["home_branch_id", "id"])).await?;
        manager.create_table(documents()).await?;
        manager.create_index(unique("customers_documents", &["number_index", "kind"])).await?;
        manager.create_index(index("customers_documents", &["customer_id"])).await?;
        manager.create_table(cards()).await?;
        manager.create_index(unique("customers_cards", &["number_index"])).await?;
        manager.create_index(index("customers_cards", &["customer_id"])).await?;
        manager.create_table(presences()).await
    }
}

fn customers() -> TableCreateStatement {
    Table::create()
        .table("customers_customers")
        .col(uuid("id").primary_key())
        .col(uuid("home_branch_id"))
        .col(binary("name"))
        .col(binary("name_index"))
        .col(binary_null("phone"))
        .col(binary_null("phone_index"))
        .col(binary_null("birth_date"))
        .col(string("tier"))
        .col(text("care_needs"))
        .col(big_integer("created_at"))
        .col(big_integer("updated_at"))
        .col(integer("version"))
        .to_owned()
}

fn documents() -> TableCreateStatement {
    Table::create()
        .table("customers_documents")
        .col(uuid("id").primary_key())
        .col(uuid("customer_id"))
        .col(string("kind"))
        .col(binary("number"))
        .col(binary("number_index"))
        .col(big_integer("created_at"))
        .foreign_key(&mut to_customer("customers_documents"))
        .to_owned()
}

fn cards() -> TableCreateStatement {
    Table::create()
        .table("customers_cards")
        .col(uuid("id").primary_key())
        .col(uuid("customer_id"))
        .col(binary("number"))
        .col(binary("number_index"))
        .col(big_integer("created_at"))
        .foreign_key(&mut to_customer("customers_cards"))
        .to_owned()
}

// Without a foreign key: whoever follows events must not stumble over a customer that is gone.
fn presences() -> TableCreateStatement {
    Table::create()
        .table("customers_presences")
        .col(uuid("customer_id"))
        .col(uuid("branch_id"))
        .col(big_integer("since"))
        .primary_key(
            Index::create().name("pk_customers_presences").col("customer_id").col("branch_id"),
        )
        .to_owned()
}
