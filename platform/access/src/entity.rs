//! The tables of this crate as SeaORM sees them.

pub(crate) mod account;
pub(crate) mod recovery_code;
pub(crate) mod role_grant;
pub(crate) mod session;
