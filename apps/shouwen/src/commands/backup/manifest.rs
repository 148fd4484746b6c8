//! What is in a backup, and the digests by which it is known to be whole.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use kernel::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{ANCHORS, DATABASE, RING};

/// The version of the layout of a backup.
pub(super) const FORMAT: u32 = 1;

const MANIFEST: &str = "manifest.json";

/// What is in a backup.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    /// The version of the layout.
    pub(super) format: u32,
    /// The version of the program that made it.
    pub(super) program: String,
    /// When it was made.
    pub(super) made_at: Timestamp,
    /// Which database it was made of.
    pub(super) backend: String,
    /// The migrations that the database had, by name.
    pub(super) migrations: Vec<String>,
    /// How many rows each table has.
    pub(super) rows: BTreeMap<String, u64>,
    /// The keys under which its personal data is sealed.
    pub(super) keys: Keys,
    /// The files beside the manifest.
    pub(super) files: Vec<FileEntry>,
}

/// The keys that a backup needs.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Keys {
    /// Whether the key ring is in the backup.
    pub(super) included: bool,
    /// The ids of the keys.
    pub(super) ids: Vec<String>,
}

/// A file of a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileEntry {
    /// The name.
    pub(super) name: String,
    /// The size.
    pub(super) bytes: u64,
    /// The SHA-256 in hexadecimal digits.
    pub(super) sha256: String,
}

impl Manifest {
    /// Adds the files of the folder and writes the manifest, after everything else has reached the disk.
    pub(super) fn write(mut self, folder: &Path) -> Result<Self> {
        require_settled(folder)?;
        self.files = entries(folder)?;
        let mut text = serde_json::to_string_pretty(&self)?;
        text.push('\n');
        let mut file =
            File::create(folder.join(MANIFEST)).context("the manifest cannot be written")?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        File::open(folder)?.sync_all()?;
        Ok(self)
    }

    /// Reads the manifest and holds every file against it.
    pub(super) fn load(folder: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(folder.join(MANIFEST)).with_context(|| {
            format!("`{}` is no backup: it has no manifest that can be read", folder.display())
        })?;
        let manifest: Self =
            serde_json::from_str(&text).context("the manifest cannot be understood")?;
        let format = manifest.format;
        ensure!(
            format == FORMAT,
            "the backup has the layout {format}, this program reads {FORMAT}"
        );
        let found = entries(folder)?;
        for entry in &manifest.files {
            match found.iter().find(|other| other.name == entry.name) {
                None => bail!("`{}` is missing in the backup", entry.name),
                Some(other) if other != entry => {
                    bail!("`{}` of the backup is not what was written", entry.name)
                }
                Some(_) => (),
            }
        }
        Ok(manifest)
    }

    /// Says whether a file is in the backup.
    pub(super) fn has(&self, name: &str) -> bool {
        self.files.iter().any(|file| file.name == name)
    }
}

/// Describes the files that make a backup; what SQLite keeps beside its file comes and goes and is none of them.
fn entries(folder: &Path) -> Result<Vec<FileEntry>> {
    let mut entries = Vec::new();
    for name in [ANCHORS, DATABASE, RING] {
        let path = folder.join(name);
        if path.exists() {
            entries.push(describe(&path, name.to_owned())?);
        }
    }
    Ok(entries)
}

/// Sees that everything stands in the database's own file.
fn require_settled(folder: &Path) -> Result<()> {
    let log = folder.join(format!("{DATABASE}-wal"));
    let left = log.metadata().map_or(0, |metadata| metadata.len());
    ensure!(left == 0, "`{}` still holds rows; something else has the copy open", log.display());
    Ok(())
}

fn describe(path: &Path, name: String) -> Result<FileEntry> {
    let mut file = File::open(path).with_context(|| format!("cannot read `{}`", path.display()))?;
    let (mut digest, mut bytes, mut part) = (Sha256::new(), 0, vec![0_u8; 1 << 16]);
    loop {
        let length = file.read(&mut part)?;
        if length == 0 {
            break;
        }
        bytes += u64::try_from(length)?;
        digest.update(&part[..length]);
    }
    file.sync_all()?;
    Ok(FileEntry { name, bytes, sha256: hex::encode(digest.finalize()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest() -> Manifest {
        Manifest {
            format: FORMAT,
            program: "0.1.0".to_owned(),
            made_at: Timestamp::from_micros(0),
            backend: "sqlite".to_owned(),
            migrations: Vec::new(),
            rows: BTreeMap::new(),
            keys: Keys { included: false, ids: vec!["k1".to_owned()] },
            files: Vec::new(),
        }
    }

    #[test]
    fn a_file_that_was_changed_or_is_gone_is_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("database.db");
        std::fs::write(&file, "rows").unwrap();
        assert!(Manifest::load(folder.path()).is_err(), "there is no manifest yet");
        manifest().write(folder.path()).unwrap();
        assert!(Manifest::load(folder.path()).unwrap().has("database.db"));
        std::fs::write(&file, "r0ws").unwrap();
        assert!(
            Manifest::load(folder.path()).unwrap_err().to_string().contains("not what was written")
        );
        std::fs::remove_file(&file).unwrap();
        assert!(Manifest::load(folder.path()).unwrap_err().to_string().contains("missing"));
    }

    #[test]
    fn what_sqlite_keeps_beside_its_file_is_no_part_of_it_unless_it_holds_rows() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("database.db"), "rows").unwrap();
        std::fs::write(folder.path().join("database.db-shm"), "shared memory").unwrap();
        std::fs::write(folder.path().join("database.db-wal"), "").unwrap();
        let written = manifest().write(folder.path()).unwrap();
        assert_eq!(written.files.len(), 1);
        std::fs::write(folder.path().join("database.db-wal"), "rows").unwrap();
        assert!(manifest().write(folder.path()).unwrap_err().to_string().contains("holds rows"));
    }
}
