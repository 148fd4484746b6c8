//! The schema of this crate, in the order of its growth.

mod m0001_accounts;
mod m0002_sessions;
mod m0003_role_grants;

use sea_orm_migration::MigrationTrait;

/// Returns the migrations of this crate, oldest first.
pub fn migrations() -> Vec<Box<dyn MigrationTrait>> {
    vec![
        Box::new(m0001_accounts::Accounts),
        Box::new(m0002_sessions::Sessions),
        Box::new(m0003_role_grants::RoleGrants),
    ]
}
