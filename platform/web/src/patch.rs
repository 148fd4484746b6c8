//! Absent, null and value told apart in PATCH bodies.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use utoipa::ToSchema;
use utoipa::openapi::{ObjectBuilder, OneOfBuilder, RefOr, Schema, Type};

/// One field of a PATCH body; write `#[serde(default)]` above it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Patch<T> {
    /// The field was not sent: leave it.
    #[default]
    Absent,
    /// The field was sent as `null`: empty it.
    Null,
    /// The field was sent: set it.
    Value(T),
}

impl<T> Patch<T> {
    /// Applies the field to a value that may be empty.
    pub fn apply(self, target: &mut Option<T>) {
        match self {
            Self::Absent => {}
            Self::Null => *target = None,
            Self::Value(value) => *target = Some(value),
        }
    }

    /// Applies the field to a value that must not be empty; `null` leaves it.
    pub fn apply_required(self, target: &mut T) {
        if let Self::Value(value) = self {
            *target = value;
        }
    }

    /// Returns whether the field was not sent.
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Returns the value that was sent.
    pub const fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::deserialize(deserializer)?.map_or(Self::Null, Self::Value))
    }
}

impl<T: Serialize> Serialize for Patch<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value().serialize(serializer)
    }
}

/// Describes the field as `null` or the value; derives hand in the value's schema, so that it stays a reference.
impl<T> utoipa::__dev::ComposeSchema for Patch<T> {
    fn compose(mut schemas: Vec<RefOr<Schema>>) -> RefOr<Schema> {
        let null = ObjectBuilder::new().schema_type(Type::Null).build();
        let builder = OneOfBuilder::new().item(null);
        if schemas.is_empty() {
            builder.into()
        } else {
            builder.item(schemas.swap_remove(0)).into()
        }
    }
}

impl<T: ToSchema> ToSchema for Patch<T> {
    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        T::schemas(schemas);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize, PartialEq, Debug)]
    struct Body {
        #[serde(default)]
        phone: Patch<String>,
    }

    #[test]
    fn absent_null_and_value_differ() {
        let read = |text| serde_json::from_str::<Body>(text).unwrap().phone;
        assert_eq!(read("{}"), Patch::Absent);
        assert_eq!(read(r#"{"phone":null}"#), Patch::Null);
        assert_eq!(read(r#"{"phone":"1"}"#), Patch::Value("1".to_owned()));
    }
}
