//! The queries of this crate.

pub(crate) mod accounts;
pub(crate) mod recovery_codes;
pub(crate) mod role_grants;
pub(crate) mod sessions;
