//! The scale of priority.

use std::fmt;
use std::ops::{Add, Sub};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Priority points, kept as integer thousandths so that every machine orders people alike.
///
/// In text and rule files a point is a plain number (`60`, `1.5`); more than three decimals are rounded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Points(i64);

impl Points {
    /// No points.
    pub const ZERO: Self = Self(0);

    /// The largest amount a rule file may name, in points; it keeps every sum far from overflow.
    const LIMIT: f64 = 1_000_000.0;

    /// Returns that many points.
    pub const fn whole(points: i32) -> Self {
        Self(points as i64 * 1000)
    }

    /// Returns that many thousandths of a point.
    pub const fn from_milli(milli: i64) -> Self {
        Self(milli)
    }

    /// Returns the amount in thousandths of a point.
    pub const fn milli(self) -> i64 {
        self.0
    }

    /// Returns the amount as a decimal number, for display and for views.
    #[expect(clippy::cast_precision_loss, reason = "exact below 2^53 thousandths; only displayed")]
    pub fn to_f64(self) -> f64 {
        self.0 as f64 / 1000.0
    }
}

impl Add for Points {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Points {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl fmt::Display for Points {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.to_f64())
    }
}

impl Serialize for Points {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0 % 1000 == 0 {
            serializer.serialize_i64(self.0 / 1000)
        } else {
            serializer.serialize_f64(self.to_f64())
        }
    }
}

impl<'de> Deserialize<'de> for Points {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let points = f64::deserialize(deserializer)?;
        if !points.is_finite() || points.abs() > Self::LIMIT {
            return Err(de::Error::custom("points must lie between -1000000 and 1000000"));
        }
        #[expect(
            clippy::cast_possible_truncation,
            reason = "at most 10^9 thousandths after the check"
        )]
        let milli = (points * 1000.0).round() as i64;
        Ok(Self(milli))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_plain_numbers() {
        for (text, milli) in [("60", 60_000), ("1.5", 1500), ("0.0004", 0), ("-2", -2000)] {
            let points: Points = serde_json::from_str(text).unwrap();
            assert_eq!(points.milli(), milli, "{text}");
        }
        assert_eq!(serde_json::to_string(&Points::whole(60)).unwrap(), "60");
        assert_eq!(serde_json::to_string(&Points::from_milli(1500)).unwrap(), "1.5");
    }

    #[test]
    fn refuses_amounts_beyond_the_limit() {
        assert!(serde_json::from_str::<Points>("1000001").is_err());
        assert!(serde_json::from_str::<Points>("1e300").is_err());
    }
}
