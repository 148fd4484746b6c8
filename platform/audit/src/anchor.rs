//! The file of heads, outside the database.
//!
//! Each line is `instant chain length head-mac key-id line-mac`; the last is a keyed digest over the rest of the line and
//! the previous line's digest.
//! A line that a crash cut short is closed with the word `torn` by the next writer and counts for nothing.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, Write};
use std::path::PathBuf;

use db::Db;
use kernel::Timestamp;
use vault::Macs;

use crate::chain::{GENESIS, Head};
use crate::{Audit, AuditError, store};

const TORN: &str = " torn";

/// The first line of a file: it says since when anchors should exist.
const BEGIN: &str = "begin";

/// Heads are read in pages of so many chains.
const PAGE: u64 = 500;

/// What an anchoring did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Anchored {
    /// How many chains had grown and have a new line.
    pub written: usize,
    /// The chains that no longer hold what was anchored before; they get no new line, so the trace stays.
    pub refused: Vec<String>,
}

impl Audit {
    /// Writes the heads that have moved since the last time to the anchor file; does nothing without one.
    ///
    /// To be called at start, by a schedule and at shutdown. A chain that does not hold its last anchor any more is
    /// refused and logged: a new line would cover what happened.
    ///
    /// # Errors
    /// The database is away, or the file cannot be read or written.
    pub async fn anchor(&self, db: &Db, now: Timestamp) -> Result<Anchored, AuditError> {
        let Some(file) = self.anchors() else { return Ok(Anchored::default()) };
        let known = file.load().await?;
        let (mut grown, mut refused, mut after) = (Vec::new(), Vec::new(), String::new());
        loop {
            let heads = store::heads_after(db.reader(), &after, PAGE).await?;
            let Some((last, _)) = heads.last() else { break };
            after.clone_from(last);
            for (chain, head) in heads {
                let before = known.last.get(&chain);
                if before == Some(&head) {
                    continue;
                }
                if still_holds(db, &chain, &head, before).await? {
                    grown.push((chain, head));
                } else {
                    tracing::error!(audit.chain = %chain, "audit chain does not hold its last anchor, run a verification");
                    refused.push(chain);
                }
            }
        }
        let written = file.append(now, grown).await?;
        Ok(Anchored { written, refused })
    }
}

/// Says whether the rows at the head and at the last anchor carry the digests they should.
async fn still_holds(
    db: &Db,
    chain: &str,
    head: &Head,
    before: Option<&Head>,
) -> Result<bool, AuditError> {
    for point in before.into_iter().chain([head]) {
        let mac = store::find_mac(db.reader(), chain, point.length).await?;
        if mac.as_ref() != Some(&point.mac) {
            return Ok(false);
        }
    }
    Ok(before.is_none_or(|before| before.length < head.length))
}

/// Where the file is and with which keys its lines are sealed.
#[derive(Clone, Debug)]
pub(crate) struct AnchorFile {
    path: PathBuf,
    macs: Macs,
}

/// What the file says.
#[derive(Clone, Debug)]
pub(crate) struct Anchors {
    /// The last anchor of each chain.
    pub(crate) last: BTreeMap<String, Head>,
    /// The numbers of the lines that are not what was written.
    pub(crate) broken: Vec<i64>,
    /// When the last line was written; `None` when there is no line.
    pub(crate) latest: Option<Timestamp>,
    tip: Vec<u8>,
    torn: bool,
}

impl AnchorFile {
    pub(crate) const fn new(path: PathBuf, macs: Macs) -> Self {
        Self { path, macs }
    }

    /// Reads the file; a missing file reads like an empty one.
    pub(crate) async fn load(&self) -> Result<Anchors, AuditError> {
        let this = self.clone();
        blocking(move || match File::open(&this.path) {
            Ok(file) => this.read(&file),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Anchors::empty()),
            Err(error) => Err(error),
        })
        .await
    }

    /// Adds a line for each head and returns how many there were; they are on disk when this returns.
    async fn append(
        &self,
        now: Timestamp,
        heads: Vec<(String, Head)>,
    ) -> Result<usize, AuditError> {
        let this = self.clone();
        blocking(move || this.append_blocking(now, heads)).await
    }

    fn append_blocking(&self, now: Timestamp, heads: Vec<(String, Head)>) -> io::Result<usize> {
        if let Some(folder) = self.path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let mut file = private().read(true).append(true).create(true).open(&self.path)?;
        // Another process may write too; what it wrote since we looked is read again under the lock.
        file.lock()?;
        let mut known = self.read(&file)?;
        let mut text = String::new();
        if known.torn {
            text.push_str(TORN);
            text.push('\n');
        }
        if known.latest.is_none() {
            self.write_line(&mut text, &mut known.tip, now, BEGIN, &Head::genesis());
        }
        let newer = |(chain, head): &(String, Head)| {
            known.last.get(chain).is_none_or(|before| before.length < head.length)
        };
        let heads: Vec<_> = heads.into_iter().filter(newer).collect();
        for (chain, head) in &heads {
            self.write_line(&mut text, &mut known.tip, now, chain, head);
        }
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        Ok(heads.len())
    }

    fn write_line(
        &self,
        text: &mut String,
        tip: &mut Vec<u8>,
        now: Timestamp,
        chain: &str,
        head: &Head,
    ) {
        let (key, mac) = self.macs.active();
        let line = format!("{now} {chain} {} {} {key}", head.length, hex::encode(&head.mac));
        *tip = mac.sign(&[tip, line.as_bytes()]).to_vec();
        for part in [line.as_str(), " ", &hex::encode(&tip), "\n"] {
            text.push_str(part);
        }
    }

    fn read(&self, file: &File) -> io::Result<Anchors> {
        let mut anchors = Anchors::empty();
        let mut reader = BufReader::new(file);
        let mut line = Vec::new();
        for number in 1.. {
            line.clear();
            if reader.read_until(b'\n', &mut line)? == 0 {
                break;
            }
            let Some(whole) = line.strip_suffix(b"\n") else {
                anchors.torn = true;
                break;
            };
            let text = std::str::from_utf8(whole).unwrap_or_default();
            if !text.ends_with(TORN) && self.take(text, &mut anchors).is_none() {
                anchors.broken.push(number);
            }
        }
        Ok(anchors)
    }

    /// Believes a line; `None` when it is not what was written.
    fn take(&self, text: &str, anchors: &mut Anchors) -> Option<()> {
        let (line, line_mac) = text.rsplit_once(' ')?;
        let line_mac = hex::decode(line_mac).ok()?;
        let parts: Vec<&str> = line.split(' ').collect();
        let [at, chain, length, mac, key] = parts.as_slice() else { return None };
        if !self.macs.find(key)?.matches(&[&anchors.tip, line.as_bytes()], &line_mac) {
            return None;
        }
        let head = Head { length: length.parse().ok()?, mac: hex::decode(mac).ok()? };
        anchors.latest = Some(at.parse().ok()?);
        if *chain != BEGIN {
            anchors.last.insert((*chain).to_owned(), head);
        }
        anchors.tip = line_mac;
        Some(())
    }
}

impl Anchors {
    pub(crate) fn empty() -> Self {
        Self {
            last: BTreeMap::new(),
            broken: Vec::new(),
            latest: None,
            tip: GENESIS.to_vec(),
            torn: false,
        }
    }
}

/// Opens files that only the server's own account may read, where the system knows accounts.
fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> Result<T, AuditError> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(io::Error::other)
        .flatten()
        .map_err(AuditError::AnchorFile)
}
