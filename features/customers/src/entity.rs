//! The tables of this room; only stores and migrations know them.

pub(crate) mod card;
pub(crate) mod customer;
pub(crate) mod document;
pub(crate) mod presence;
pub(crate) mod timeline;
