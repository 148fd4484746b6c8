//! The file of the key ring: read, made once, replaced whole; only its owner may read it.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;

use anyhow::{Context, Result, bail};
use vault::{KeyRing, Secret};

/// Only the owner may read and write.
const PRIVATE: u32 = 0o600;

/// Reads the ring; `None` when there is no file.
///
/// # Errors
/// The file cannot be read, others may read it, or it holds no ring.
pub fn find(file: &Path) -> Result<Option<KeyRing>> {
    let text = match fs::read_to_string(file) {
        Ok(text) => Secret::new(text),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => {
            return Err(error)
                .with_context(|| format!("cannot read the key ring `{}`", file.display()));
        }
    };
    let mode = fs::metadata(file)?.permissions().mode() & 0o777;
    if mode & 0o007 != 0 {
        bail!(
            "everybody may read the key ring `{}` (mode {mode:o}); run `chmod 600 {0}`",
            file.display()
        );
    }
    let ring = KeyRing::parse(text.expose())
        .with_context(|| format!("`{}` is no key ring", file.display()))?;
    Ok(Some(ring))
}

/// Reads the ring.
///
/// # Errors
/// As [`find`], and when there is no file.
pub fn load(file: &Path) -> Result<KeyRing> {
    find(file)?.with_context(|| format!("there is no key ring at `{}`", file.display()))
}

/// Writes a new ring; a file that exists is never touched.
///
/// # Errors
/// The file exists, or cannot be written.
pub fn create(file: &Path, ring: &KeyRing) -> Result<()> {
    make_folder(file)?;
    let text = ring.to_text();
    let mut out = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(PRIVATE)
        .open(file)
        .with_context(|| format!("cannot create the key ring `{}`", file.display()))?;
    write(&mut out, text.expose())?;
    sync_folder(file)
}

/// Puts a changed ring in the place of the old one; at every moment the file holds one of the two, whole.
///
/// # Errors
/// The folder or the file cannot be written.
pub fn replace(file: &Path, ring: &KeyRing) -> Result<()> {
    let draft = file.with_extension("new");
    let _ = fs::remove_file(&draft);
    create(&draft, ring)?;
    fs::rename(&draft, file)
        .with_context(|| format!("cannot replace the key ring `{}`", file.display()))?;
    sync_folder(file)
}

/// Makes the folder of a file.
///
/// # Errors
/// It cannot be made.
pub fn make_folder(file: &Path) -> Result<()> {
    match file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        Some(folder) => fs::create_dir_all(folder)
            .with_context(|| format!("cannot create the folder `{}`", folder.display())),
        None => Ok(()),
    }
}

fn write(out: &mut File, text: &str) -> Result<()> {
    out.write_all(text.as_bytes())?;
    Ok(out.sync_all()?)
}

/// Makes the name of a new file as durable as its content.
fn sync_folder(file: &Path) -> Result<()> {
    let folder =
        file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Ok(File::open(folder)?.sync_all()?)
}

#[cfg(test)]
mod tests {
    use kernel::Timestamp;
    use vault::{Algorithm, Random};

    use super::*;

    fn ring() -> KeyRing {
        KeyRing::generate(Algorithm::Sm4Gcm, Timestamp::from_micros(0), &Random::seeded(1)).unwrap()
    }

    #[test]
    fn a_ring_is_made_once_for_its_owner_only_and_replaced_whole() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("deep/keys.toml");
        assert!(find(&file).unwrap().is_none());
        create(&file, &ring()).unwrap();
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, PRIVATE);
        assert!(create(&file, &ring()).is_err(), "an existing ring is never overwritten");
        let mut rotated = load(&file).unwrap();
        rotated
            .rotate(Algorithm::Aes256Gcm, Timestamp::from_micros(1), &Random::seeded(2))
            .unwrap();
        replace(&file, &rotated).unwrap();
        assert_eq!(load(&file).unwrap().describe().count(), 2);
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, PRIVATE);
        assert_eq!(fs::read_dir(file.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn a_ring_that_everybody_may_read_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("keys.toml");
        create(&file, &ring()).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
        assert!(find(&file).unwrap_err().to_string().contains("chmod 600"));
    }
}
