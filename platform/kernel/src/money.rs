//! Amounts of money, exact.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// An amount in minor units of a currency (fen for CNY); never a float.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
pub struct Money {
    /// The amount in minor units; negative amounts are debts.
    pub minor: i64,
    /// The currency by its ISO 4217 code.
    pub currency: Currency,
}

/// A currency by its ISO 4217 code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
pub enum Currency {
    /// Renminbi.
    #[serde(rename = "CNY")]
    Cny,
}

impl Money {
    /// Returns an amount in fen.
    pub const fn cny(minor: i64) -> Self {
        Self { minor, currency: Currency::Cny }
    }

    /// Adds two amounts of one currency; `None` when they differ or the sum does not fit.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        (self.currency == other.currency)
            .then(|| self.minor.checked_add(other.minor))
            .flatten()
            .map(|minor| Self { minor, ..self })
    }
}
