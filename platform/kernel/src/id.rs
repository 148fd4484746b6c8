//! Ids: one type for each thing, UUID v7 inside, and the source they come from.

use std::sync::{Arc, Mutex, PoisonError};

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use utoipa::openapi::{KnownFormat, ObjectBuilder, RefOr, Schema, SchemaFormat, Type};
use uuid::{Builder, Uuid};

use crate::Timestamp;

/// An id that wraps a UUID; implemented by `id_type!`.
pub trait Id: Copy {
    /// Wraps a UUID.
    fn from_uuid(uuid: Uuid) -> Self;
    /// Returns the UUID inside.
    fn uuid(self) -> Uuid;
}

impl Id for Uuid {
    fn from_uuid(uuid: Uuid) -> Self {
        uuid
    }

    fn uuid(self) -> Uuid {
        self
    }
}

/// Describes an id in the API: a string in the form of a UUID.
pub fn schema() -> RefOr<Schema> {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::Uuid)))
        .into()
}

/// Declares a type of id.
///
/// ```
/// kernel::id_type! {
///     /// Identifies a parcel.
///     pub struct ParcelId;
/// }
/// let id: ParcelId = "0190163d-8694-739b-aea5-966c26f8ad91".parse().unwrap();
/// assert_eq!(id.to_string(), "0190163d-8694-739b-aea5-966c26f8ad91");
/// ```
#[macro_export]
macro_rules! id_type {
    ($(#[$attribute:meta])* $visibility:vis struct $name:ident;) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[derive($crate::reexport::serde::Serialize, $crate::reexport::serde::Deserialize)]
        #[serde(crate = "kernel::reexport::serde", transparent)]
        $visibility struct $name($crate::reexport::uuid::Uuid);

        impl $name {
            /// Wraps a UUID.
            pub const fn from_uuid(uuid: $crate::reexport::uuid::Uuid) -> Self {
                Self(uuid)
            }

            /// Returns the UUID inside.
            pub const fn uuid(self) -> $crate::reexport::uuid::Uuid {
                self.0
            }
        }

        impl $crate::Id for $name {
            fn from_uuid(uuid: $crate::reexport::uuid::Uuid) -> Self {
                Self(uuid)
            }

            fn uuid(self) -> $crate::reexport::uuid::Uuid {
                self.0
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.0, formatter)
            }
        }

        impl ::std::fmt::Debug for $name {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                write!(formatter, "{}({})", stringify!($name), self.0)
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::reexport::uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }

        impl $crate::reexport::utoipa::PartialSchema for $name {
            fn schema() -> $crate::reexport::utoipa::openapi::RefOr<$crate::reexport::utoipa::openapi::Schema> {
                $crate::id::schema()
            }
        }

        impl $crate::reexport::utoipa::ToSchema for $name {
            fn name() -> ::std::borrow::Cow<'static, str> {
                ::std::borrow::Cow::Borrowed(stringify!($name))
            }
        }
    };
}

// The macro names this crate from outside; here it is itself.
extern crate self as kernel;

id_type! {
    /// Identifies a branch 网点, or the head office.
    pub struct BranchId;
}
id_type! {
    /// Identifies a counter 柜台 of a branch.
    pub struct CounterId;
}
id_type! {
    /// Identifies a service 业务 that customers come for.
    pub struct ServiceId;
}
id_type! {
    /// Identifies a member of staff 员工.
    pub struct StaffId;
}
id_type! {
    /// Identifies a customer 客户.
    pub struct CustomerId;
}
id_type! {
    /// Identifies a visit 到店: one person, one number, one need at a time.
    pub struct VisitId;
}

/// Gives ids and secret tokens: from the machine's randomness, or from a seed in tests.
#[derive(Clone, Debug)]
pub struct Ids(Source);

#[derive(Clone, Debug)]
enum Source {
    System,
    Seeded(Arc<Mutex<StdRng>>),
}

impl Ids {
    /// Returns a source that draws from the machine's randomness.
    pub const fn system() -> Self {
        Self(Source::System)
    }

    /// Returns a source that gives the same ids again for the same seed; for tests and demo data only.
    pub fn seeded(seed: u64) -> Self {
        Self(Source::Seeded(Arc::new(Mutex::new(StdRng::seed_from_u64(seed)))))
    }

    /// Returns a new id that sorts by `now` (UUID v7, RFC 9562).
    pub fn next<T: Id>(&self, now: Timestamp) -> T {
        let mut random = [0_u8; 10];
        self.fill(&mut random);
        let millis = u64::try_from(now.micros() / 1_000).unwrap_or(0);
        T::from_uuid(Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
    }

    /// Returns 32 random bytes, for tokens that must not be guessed.
    pub fn token(&self) -> [u8; 32] {
        let mut random = [0_u8; 32];
        self.fill(&mut random);
        random
    }

    fn fill(&self, bytes: &mut [u8]) {
        match &self.0 {
            Source::System => rand::rng().fill_bytes(bytes),
            Source::Seeded(random) => {
                random.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(bytes);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_repeats_itself_and_ids_sort_by_time() {
        let (first, second) = (Ids::seeded(1), Ids::seeded(1));
        let early = Timestamp::from_micros(1_000_000);
        let late = Timestamp::from_micros(2_000_000);
        let id: VisitId = first.next(early);
        assert_eq!(id, second.next::<VisitId>(early));
        assert!(first.next::<VisitId>(late) > id);
        assert_eq!(id.uuid().get_version_num(), 7);
    }
}
