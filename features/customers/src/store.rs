//! The queries of this room, by table.

pub(crate) mod customers;
pub(crate) mod identities;
pub(crate) mod timeline;

pub(crate) use sea_orm::ConnectionTrait;
