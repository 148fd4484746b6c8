//! The keys of an installation, their text and their rotation.

use std::fmt::{self, Write as _};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use kernel::Timestamp;
use serde::Deserialize;
use zeroize::{Zeroize, Zeroizing};

use crate::{Algorithm, Random, Secret, VaultError};

/// Names a key of the ring: 1 to 32 characters of `a-z`, `0-9`, `-`.
///
/// It is written into every value sealed under the key and tells nothing about it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct KeyId(String);

impl KeyId {
    /// Returns the name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn parse(text: &str) -> Result<Self, VaultError> {
        let allowed = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
        if (1..=32).contains(&text.len()) && text.bytes().all(allowed) {
            return Ok(Self(text.to_owned()));
        }
        // The text is not repeated: somebody may have written the key in the place of its name.
        Err(unusable("a key id is not 1 to 32 characters of a-z, 0-9 and -"))
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// One root key; everything is done with keys derived from it.
#[derive(Clone)]
pub(crate) struct Key {
    pub(crate) id: KeyId,
    pub(crate) algorithm: Algorithm,
    created: Timestamp,
    pub(crate) root: Zeroizing<[u8; 32]>,
}

impl Key {
    fn generate(
        id: KeyId,
        algorithm: Algorithm,
        now: Timestamp,
        random: &Random,
    ) -> Result<Self, VaultError> {
        Ok(Self { id, algorithm, created: now, root: Zeroizing::new(random.bytes()?) })
    }
}

/// The root keys of an installation.
///
/// One key is active and seals; the others only open what they once sealed.
/// One key, at first the same, makes blind indexes; it stays when another becomes active, because all indexes
/// would have to be computed anew.
#[derive(Clone)]
pub struct KeyRing {
    // Never empty; ids are unique; both positions are inside.
    keys: Vec<Key>,
    active: usize,
    index: usize,
}

impl KeyRing {
    /// Makes a ring of one new key, `k1`.
    ///
    /// # Errors
    /// The operating system has no random bytes.
    pub fn generate(
        algorithm: Algorithm,
        now: Timestamp,
        random: &Random,
    ) -> Result<Self, VaultError> {
        let key = Key::generate(KeyId("k1".to_owned()), algorithm, now, random)?;
        Ok(Self { keys: vec![key], active: 0, index: 0 })
    }

    /// Reads a ring from the text that [`KeyRing::to_text`] writes; keys may be base64 or hexadecimal.
    ///
    /// # Errors
    /// The text is no such TOML, two keys share an id, a key has not 32 bytes, or `active` or `index` name no key.
    pub fn parse(text: &str) -> Result<Self, VaultError> {
        // Only the message: the rest of the error quotes the line, which may hold a key.
        let written: RingText = toml::from_str(text).map_err(|error| unusable(error.message()))?;
        let keys = written.keys.iter().map(Key::try_from).collect::<Result<Vec<_>, _>>()?;
        for (position, key) in keys.iter().enumerate() {
            if keys[..position].iter().any(|earlier| earlier.id == key.id) {
                return Err(unusable(&format!("two keys are called `{}`", key.id)));
            }
        }
        let position = |role: &str, id: &str| {
            keys.iter()
                .position(|key| key.id.as_str() == id)
                .ok_or_else(|| unusable(&format!("`{role}` names no key of the ring")))
        };
        let active = position("active", &written.active)?;
        let index = position("index", written.index.as_ref().unwrap_or(&written.active))?;
        Ok(Self { keys, active, index })
    }

    /// Writes the ring as TOML; the text belongs in a file that only the server may read (mode 0600).
    pub fn to_text(&self) -> Secret<String> {
        let mut text = format!(
            "# Keys of this installation. Whoever has them reads every customer; without them nobody does.\n\
             # Keep a copy apart from the database and its backups.\n\
             active = \"{}\"\nindex = \"{}\"\n",
            self.keys[self.active].id, self.keys[self.index].id
        );
        // Enough for every key, so that growing leaves no copy behind in freed memory.
        text.reserve(self.keys.len() * 256);
        for key in &self.keys {
            let root = Zeroizing::new(STANDARD.encode(key.root.as_slice()));
            let (id, algorithm, created) = (&key.id, key.algorithm.name(), key.created);
            // Writing to a string cannot fail.
            let _ = write!(
                text,
                "\n[[keys]]\nid = \"{id}\"\nalgorithm = \"{algorithm}\"\ncreated = \"{created}\"\nkey = \"{}\"\n",
                *root
            );
        }
        Secret::new(text)
    }

    /// Adds a new key and makes it active; values sealed before still open and want sealing anew.
    ///
    /// Blind indexes stay with their key, see [`KeyRing::use_for_indexes`].
    ///
    /// # Errors
    /// The operating system has no random bytes.
    pub fn rotate(
        &mut self,
        algorithm: Algorithm,
        now: Timestamp,
        random: &Random,
    ) -> Result<KeyId, VaultError> {
        // One more than the highest, so that the name of a removed key never comes back.
        let number = |key: &Key| key.id.0.strip_prefix('k')?.parse::<u32>().ok();
        let highest = self.keys.iter().filter_map(number).max().unwrap_or(0);
        let id = KeyId(format!("k{}", highest.saturating_add(1)));
        self.keys.push(Key::generate(id.clone(), algorithm, now, random)?);
        self.active = self.keys.len() - 1;
        Ok(id)
    }

    /// Makes blind indexes with the active key from now on; stored ones must be computed anew.
    pub const fn use_for_indexes(&mut self) {
        self.index = self.active;
    }

    /// Takes a key away; what is still sealed under it is lost.
    ///
    /// # Errors
    /// The ring has no such key, or the key still seals or makes indexes.
    pub fn remove(&mut self, id: &str) -> Result<(), VaultError> {
        let (position, _) = self.find(id).ok_or_else(|| unusable("no key has that id"))?;
        if position == self.active || position == self.index {
            return Err(unusable(&format!("key `{id}` is in use")));
        }
        self.keys.remove(position);
        self.active -= usize::from(position < self.active);
        self.index -= usize::from(position < self.index);
        Ok(())
    }

    /// Returns what a person may see of the keys: id, algorithm, creation and whether it is the active one.
    pub fn describe(&self) -> impl Iterator<Item = (&KeyId, Algorithm, Timestamp, bool)> {
        self.keys
            .iter()
            .enumerate()
            .map(|(position, key)| (&key.id, key.algorithm, key.created, position == self.active))
    }

    pub(crate) fn active(&self) -> (usize, &Key) {
        (self.active, &self.keys[self.active])
    }

    pub(crate) fn index(&self) -> (usize, &Key) {
        (self.index, &self.keys[self.index])
    }

    pub(crate) fn keys(&self) -> &[Key] {
        &self.keys
    }

    pub(crate) fn find(&self, id: &str) -> Option<(usize, &Key)> {
        self.keys.iter().enumerate().find(|(_, key)| key.id.as_str() == id)
    }
}

impl fmt::Debug for KeyRing {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_list().entries(self.keys.iter().map(|key| key.id.as_str())).finish()
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RingText {
    active: String,
    index: Option<String>,
    keys: Vec<KeyText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyText {
    id: String,
    algorithm: Algorithm,
    created: Timestamp,
    key: Secret<String>,
}

impl TryFrom<&KeyText> for Key {
    type Error = VaultError;

    fn try_from(text: &KeyText) -> Result<Self, VaultError> {
        let id = KeyId::parse(&text.id)?;
        let root = decode(text.key.expose()).ok_or_else(|| {
            unusable(&format!("key `{id}` is not 32 bytes in base64 or hexadecimal"))
        })?;
        Ok(Self { id, algorithm: text.algorithm, created: text.created, root })
    }
}

/// Reads 32 bytes; the two notations cannot be confused, because they differ in length.
fn decode(text: &str) -> Option<Zeroizing<[u8; 32]>> {
    let mut root = Zeroizing::new([0_u8; 32]);
    if text.len() == 64 {
        hex::decode_to_slice(text, root.as_mut_slice()).ok()?;
        return Some(root);
    }
    let mut bytes = STANDARD.decode(text).ok()?;
    let whole = bytes.len() == root.len();
    if whole {
        root.copy_from_slice(&bytes);
    }
    bytes.zeroize();
    whole.then_some(root)
}

fn unusable(reason: &str) -> VaultError {
    VaultError::Ring { reason: reason.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: &str = "2026-11-22T01:00:00Z";

    fn ring() -> KeyRing {
        KeyRing::generate(Algorithm::Sm4Gcm, NOW.parse().unwrap(), &Random::seeded(1)).unwrap()
    }

    fn refused(text: &str) -> String {
        KeyRing::parse(text).unwrap_err().to_string()
    }

    #[test]
    fn the_text_reads_back_as_the_same_ring() {
        let mut ring = ring();
        ring.rotate(Algorithm::Aes256Gcm, NOW.parse().unwrap(), &Random::seeded(2)).unwrap();
        let text = ring.to_text();
        let read = KeyRing::parse(text.expose()).unwrap();
        assert_eq!(read.to_text().expose(), text.expose());
        assert_eq!(format!("{read:?}"), r#"["k1", "k2"]"#);
        assert_eq!((read.active, read.index), (1, 0));
    }

    #[test]
    fn a_key_may_be_written_in_hexadecimal() {
        let text = format!(
            "active = 'a'\n[[keys]]\nid = 'a'\nalgorithm = 'aes-256-gcm'\ncreated = '{NOW}'\nkey = '{}'",
            "0f".repeat(32)
        );
        assert_eq!(*KeyRing::parse(&text).unwrap().keys[0].root, [0x0f; 32]);
    }

    #[test]
    fn a_refused_text_is_not_repeated() {
        let secret = "c2VjcmV0IHNlY3JldA==";
        let entry = |id: &str, key: &str| {
            format!(
                "[[keys]]\nid = '{id}'\nalgorithm = 'sm4-gcm'\ncreated = '{NOW}'\nkey = {key}\n"
            )
        };
        let good = format!("'{}'", "0f".repeat(32));
        for text in [
            format!("active = 'a'\n{}", entry("a", &format!("'{secret}'"))),
            format!("active = 'a'\n{}", entry("a", &format!("'{secret}"))),
            format!("active = 'a'\n{}", entry(secret, &good)),
            format!("active = '{secret}'\n{}", entry("a", &good)),
            format!("active = 'a'\n{}{}", entry("a", &good), entry("a", &good)),
            "active = 'a'\nkeys = []".to_owned(),
        ] {
            assert!(!refused(&text).contains(secret), "{}", refused(&text));
        }
    }

    #[test]
    fn keys_in_use_cannot_be_removed() {
        let mut ring = ring();
        assert!(ring.remove("k1").is_err());
        ring.rotate(Algorithm::Sm4Gcm, NOW.parse().unwrap(), &Random::seeded(3)).unwrap();
        assert!(ring.remove("k1").is_err(), "it still makes the indexes");
        ring.use_for_indexes();
        ring.remove("k1").unwrap();
        assert_eq!(ring.active().1.id.as_str(), "k2");
        assert_eq!(ring.index().1.id.as_str(), "k2");
        let next = ring.rotate(Algorithm::Sm4Gcm, NOW.parse().unwrap(), &Random::seeded(4));
        assert_eq!(next.unwrap().as_str(), "k3");
    }
}
