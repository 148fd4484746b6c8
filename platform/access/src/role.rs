//! Roles: what the data pack says they may do, who was given them, and what that comes to.

mod directory;
mod grant;
mod pack;

pub use directory::{BranchTree, Directory};
pub(crate) use grant::resolve_grants;
pub use grant::{RoleGrant, find, give, list, take_back};
pub use pack::{Role, RoleFlaw, RolePack};
