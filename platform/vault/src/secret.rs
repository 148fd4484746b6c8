//! A value that must not be printed.

use std::fmt;

use serde::{Deserialize, Deserializer};
use zeroize::Zeroize;

/// Holds a value whose text never reaches a log, an answer or freed memory.
///
/// `Debug` prints `Secret(…)`, there is no `Serialize`, and the memory is overwritten on drop.
/// It can be read from a request, so that a password is a secret from its first moment.
///
/// ```
/// let password = vault::Secret::new(String::from("open sesame"));
/// assert_eq!(format!("{password:?}"), "Secret(…)");
/// assert_eq!(password.expose(), "open sesame");
/// ```
#[derive(Clone)]
pub struct Secret<T: Zeroize>(T);

impl<T: Zeroize> Secret<T> {
    /// Wraps a value.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// Returns the value; every call is a place worth a second look.
    pub const fn expose(&self) -> &T {
        &self.0
    }
}

impl<T: Zeroize> From<T> for Secret<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl<T: Zeroize> fmt::Debug for Secret<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret(…)")
    }
}

impl<T: Zeroize> Drop for Secret<T> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl<'de, T: Zeroize + Deserialize<'de>> Deserialize<'de> for Secret<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    struct SignIn {
        password: Secret<String>,
    }

    #[test]
    fn debug_of_what_holds_a_secret_hides_it() {
        let sign_in: SignIn = serde_json::from_str(r#"{"password": "hunter2"}"#).unwrap();
        assert_eq!(format!("{sign_in:?}"), "SignIn { password: Secret(…) }");
        assert_eq!(sign_in.password.clone().expose(), "hunter2");
    }
}
