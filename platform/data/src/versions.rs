//! Administrators' versions: listing, saving, restoring.

use access::Ctx;
use db::WriteTx;
use kernel::{StaffId, Timestamp};

use crate::document::{read_header, with_version};
use crate::live::{Data, Loaded, Origin, version_number};
use crate::problem::DataError;
use crate::{entity, store};

/// One version of a pack, as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionSummary {
    /// The number of the version.
    pub version: u32,
    /// Where it comes from.
    pub origin: Origin,
    /// The first day of validity.
    pub valid_from: jiff::civil::Date,
    /// Who saved it; `None` for the built-in one.
    pub author: Option<StaffId>,
    /// Why it was saved.
    pub note: String,
    /// When it was saved; `None` for the built-in one.
    pub created_at: Option<Timestamp>,
}

impl Data {
    /// Lists the versions of a pack, newest first, the built-in one last.
    ///
    /// # Errors
    /// There is no such pack; the database is away.
    pub async fn versions(&self, code: &str) -> Result<Vec<VersionSummary>, DataError> {
        let header = &self.built_in(code)?.header;
        let rows = store::list(self.db().reader(), code).await?;
        let mut versions = rows.iter().map(summary).collect::<Result<Vec<_>, DataError>>()?;
        versions.push(VersionSummary {
            version: header.version,
            origin: Origin::BuiltIn,
            valid_from: header.valid_from,
            author: None,
            note: String::new(),
            created_at: None,
        });
        Ok(versions)
    }

    /// Saves a new version; it is in force on this node after the commit, once its first day of validity has come.
    ///
    /// The number of the version is given here, whatever the text says.
    /// `base` is the version that was edited, when the caller knows it.
    ///
    /// # Errors
    /// There is no such pack, the text has problems, or another version than `base` has become the newest.
    pub async fn save(
        &self,
        tx: &WriteTx,
        ctx: &Ctx,
        code: &str,
        text: &str,
        note: &str,
        base: Option<u32>,
    ) -> Result<VersionSummary, DataError> {
        let newest = self.newest_version(tx, code).await?;
        if base.is_some_and(|base| base != newest && self.version(code).ok() != Some(base)) {
            return Err(DataError::ChangedMeanwhile(code.to_owned()));
        }
        let problems = self.check(code, text);
        if !problems.is_empty() {
            return Err(DataError::Refused(problems));
        }
        let content = with_version(text, newest + 1);
        let header = read_header(&content).map_err(DataError::Refused)?;
        let row = entity::Model {
            id: ctx.id(),
            pack: header.pack.clone(),
            version: i32::try_from(header.version).unwrap_or(i32::MAX),
            content,
            valid_from: header.valid_from.to_string(),
            author: ctx.staff().ok().map(StaffId::uuid),
            note: note.to_owned(),
            created_at: ctx.now().micros(),
            state: store::PUBLISHED.to_owned(),
        };
        let summary = summary(&row)?;
        self.insert(tx, row).await?;
        Ok(summary)
    }

    /// Saves the content of an older version as a new one, valid from its own first day on.
    ///
    /// # Errors
    /// There is no such pack or version, or the old text no longer fits.
    pub async fn restore(
        &self,
        tx: &WriteTx,
        ctx: &Ctx,
        code: &str,
        version: u32,
        note: &str,
    ) -> Result<VersionSummary, DataError> {
        let built_in = self.built_in(code)?;
        let number = i32::try_from(version).unwrap_or(-1);
        let text = match store::find_version(tx, code, number).await? {
            Some(row) => row.content,
            None if built_in.header.version == version => built_in.content.as_ref().to_owned(),
            None => return Err(DataError::UnknownVersion { pack: code.to_owned(), version }),
        };
        self.save(tx, ctx, code, &text, note, None).await
    }

    async fn newest_version(&self, tx: &WriteTx, code: &str) -> Result<u32, DataError> {
        let built_in = self.built_in(code)?.header.version;
        let saved =
            store::list(tx, code).await?.first().map_or(0, |row| version_number(row.version));
        Ok(built_in.max(saved))
    }

    /// Inserts the row and lets this node take the version up after the commit.
    async fn insert(&self, tx: &WriteTx, row: entity::Model) -> Result<(), DataError> {
        let loaded = Loaded::checked(self.kinds(), Origin::Override, Some(row.id), &row.content);
        let loaded = loaded.map_err(DataError::Refused)?;
        let pack = row.pack.clone();
        match store::insert(tx, row).await {
            Ok(()) => (),
            Err(error) if error.is_unique_violation() => {
                return Err(DataError::ChangedMeanwhile(pack));
            }
            Err(error) => return Err(error.into()),
        }
        let data = self.clone();
        tx.after_commit(move || data.take_up(loaded));
        Ok(())
    }
}

fn summary(row: &entity::Model) -> Result<VersionSummary, DataError> {
    Ok(VersionSummary {
        version: version_number(row.version),
        origin: Origin::Override,
        valid_from: store::valid_from(row.id, &row.valid_from)?,
        author: row.author.map(StaffId::from_uuid),
        note: row.note.clone(),
        created_at: Some(Timestamp::from_micros(row.created_at)),
    })
}
