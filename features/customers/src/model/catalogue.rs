//! Tiers and care needs: codes that the bank's rule pack of the lobby gives meaning.

use serde::Deserialize;

/// The pack that holds them.
pub(crate) const PACK: &str = "lobby/cn";

/// The tier of whoever was given no other.
pub(crate) const ORDINARY: &str = "ordinary";

/// What this room reads of the pack; the lobby reads the rest.
#[derive(Debug, Deserialize)]
pub(crate) struct Catalogue {
    tiers: Vec<Coded>,
    care_groups: Vec<Coded>,
}

#[derive(Debug, Deserialize)]
struct Coded {
    code: String,
}

impl Catalogue {
    /// Says whether there is such a tier.
    pub(crate) fn has_tier(&self, code: &str) -> bool {
        self.tiers.iter().any(|tier| tier.code == code)
    }

    /// Says whether there is such a care need.
    pub(crate) fn has_care_need(&self, code: &str) -> bool {
        self.care_groups.iter().any(|group| group.code == code)
    }
}
