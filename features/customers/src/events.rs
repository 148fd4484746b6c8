//! What this room announces: ids, codes and numbers.

use events::Event;
use kernel::{BranchId, CustomerId};
use serde::{Deserialize, Serialize};

/// A file was opened.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CustomerCreated {
    /// Whose.
    pub customer_id: CustomerId,
    /// The branch that keeps the file.
    pub branch_id: BranchId,
    /// The tier.
    pub tier: String,
    /// How many documents were shown.
    pub documents: usize,
}

impl Event for CustomerCreated {
    const KIND: &'static str = "customer.created";

    fn topics(&self) -> Vec<String> {
        Vec::new()
    }

    fn branch(&self) -> Option<BranchId> {
        Some(self.branch_id)
    }

    fn customer(&self) -> Option<CustomerId> {
        Some(self.customer_id)
    }
}

/// A file was changed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CustomerUpdated {
    /// Whose.
    pub customer_id: CustomerId,
    /// Where it was changed.
    pub branch_id: BranchId,
    /// The names of the fields that changed, never their values.
    pub fields: Vec<String>,
    /// The version after the change.
    pub version: i32,
}

impl Event for CustomerUpdated {
    const KIND: &'static str = "customer.updated";

    fn topics(&self) -> Vec<String> {
        Vec::new()
    }

    fn branch(&self) -> Option<BranchId> {
        Some(self.branch_id)
    }

    fn customer(&self) -> Option<CustomerId> {
        Some(self.customer_id)
    }
}
