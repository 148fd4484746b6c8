//! Keeps personal data unreadable in the table and hidden in the view.
//!
//! A value is sealed for one field of one row, so a sealed value copied to another row or column no longer opens.
//! What must be found by value is found through a blind index; what a person sees first is a mask.
//! This crate does no I/O: whoever starts the program reads the key ring's text and gives it to [`KeyRing::parse`].
//!
//! ```
//! use kernel::Timestamp;
//! use uuid::Uuid;
//! use vault::{Algorithm, Field, Form, KeyRing, Random, Vault, mask};
//!
//! const PHONE: Field = Field::new("customers_customers.phone");
//!
//! let random = Random::system();
//! let ring = KeyRing::generate(Algorithm::Sm4Gcm, Timestamp::from_micros(0), &random)?;
//! let vault = Vault::new(ring, random);
//! let row = Uuid::from_u128(7);
//!
//! let sealed = vault.seal(PHONE, row, "13812345678")?;
//! assert_eq!(vault.open_text(PHONE, row, &sealed)?.expose(), "13812345678");
//! assert!(vault.open_text(PHONE, Uuid::from_u128(8), &sealed).is_err());
//!
//! let index = vault.index(PHONE, Form::Phone, "+86 138 1234 5678");
//! assert_eq!(index, vault.index(PHONE, Form::Phone, "13812345678"));
//! assert_eq!(mask::phone("13812345678"), "138****5678");
//! # Ok::<(), vault::VaultError>(())
//! ```
//!
//! # Map
//! - `vault`: [`Vault`], what rooms call; [`Field`], for which column something is sealed.
//! - `key_ring`: [`KeyRing`], its text, generation and rotation.
//! - `sealed`: [`Sealed`], the bytes in the table. `column`: [`SealedColumn`], where they stand.
//! - `cipher`, `mac`: the two families of algorithms; [`Macs`] also serves the audit chain.
//! - `index`: [`BlindIndex`] and [`Form`], how a value is written before it is indexed.
//! - [`mask`]: what a clerk sees before asking for more.
//! - `secret`: [`Secret`], whose text never reaches a log. `random`: [`Random`].
//!
//! # Invariants
//! - No key and no plaintext appears in an error, in `Debug` or in anything that serialises.
//! - Keys of the ring are roots only; every purpose and field works with a key derived from one.
//! - A ring may mix algorithms: old values open with the old one until they are sealed anew.

mod cipher;
mod column;
mod error;
mod index;
mod key_ring;
mod mac;
pub mod mask;
mod random;
mod sealed;
mod secret;
mod vault;

pub use cipher::Algorithm;
pub use column::SealedColumn;
pub use error::VaultError;
pub use index::{BlindIndex, Form};
pub use key_ring::{KeyId, KeyRing};
pub use mac::{Mac, Macs};
pub use random::Random;
pub use sealed::Sealed;
pub use secret::Secret;
pub use vault::{Field, Vault};
