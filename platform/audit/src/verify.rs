//! Reads every row and says what was done to the record.

use db::Db;
use kernel::Timestamp;

use crate::anchor::Anchors;
use crate::chain::Head;
use crate::check::ChainCheck;
use crate::report::{Problem, ProblemKind, Verification};
use crate::{Audit, AuditError, store};

/// Rows are read in pages of so many, each page in a short transaction of its own.
const PAGE: u64 = 1_000;

/// The name under which problems of the anchor file are reported.
const ANCHORS: &str = "anchors";

/// A chain this much older than the last anchoring should have been part of it, in microseconds.
///
/// Rows carry the instant at which their call began, which may lie a little before their commit.
const GRACE: i64 = 3_600_000_000;

impl Audit {
    /// Reads every row and holds it against its digest, the heads and the anchors.
    ///
    /// Rows may be recorded meanwhile. Costs one read of the table, about a second for each hundred thousand rows;
    /// never more than a page of rows is in memory.
    ///
    /// # Errors
    /// The database is away, the anchor file cannot be read, or a value has a type that this program never writes.
    pub async fn verify(&self, db: &Db) -> Result<Verification, AuditError> {
        let mut result = Verification::default();
        // Anchors first: the rows read afterwards are at least as new.
        let anchors = match self.anchors() {
            Some(file) => Some(file.load().await?),
            None => None,
        };
        let mut chains = store::chains(db).await?;
        chains.extend(anchors.iter().flat_map(|anchors| anchors.last.keys().cloned()));
        for chain in &chains {
            self.verify_chain(db, chain, anchors.as_ref(), &mut result).await?;
        }
        if let Some(anchors) = &anchors {
            for line in &anchors.broken {
                result.add(Problem::at(ANCHORS, *line, ProblemKind::AnchorChanged));
            }
            if anchors.latest.is_none() && anchors.broken.is_empty() && result.rows > 0 {
                result.add(Problem::at(ANCHORS, 0, ProblemKind::AnchorMissing));
            }
        }
        result.chains = u64::try_from(chains.len()).unwrap_or(u64::MAX);
        Ok(result)
    }

    async fn verify_chain(
        &self,
        db: &Db,
        chain: &str,
        anchors: Option<&Anchors>,
        result: &mut Verification,
    ) -> Result<(), AuditError> {
        let anchor = anchors.and_then(|anchors| anchors.last.get(chain));
        let mut check = ChainCheck::new(chain, self.macs(), anchor);
        // A forged row may claim any position, so the first page begins before all of them.
        let mut after = i64::MIN;
        let head = loop {
            let (rows, head) = read_page(db, chain, after).await?;
            let count = u64::try_from(rows.len()).unwrap_or(u64::MAX);
            for row in rows {
                check.row(row);
            }
            after = check.position();
            result.rows += count;
            // Page and head were read in one state, so a last page and its head belong together.
            if count < PAGE {
                break head;
            }
        };
        let first_at = check.first_at();
        check.finish(head.as_ref()).into_iter().for_each(|problem| result.add(problem));
        result.anchored += u64::from(anchor.is_some());
        let latest = anchors.and_then(|anchors| anchors.latest).map(Timestamp::micros);
        let missed = first_at.zip(latest).is_some_and(|(first, latest)| first + GRACE < latest);
        if anchor.is_none() && missed {
            result.add(Problem::at(chain, 1, ProblemKind::AnchorMissing));
        }
        Ok(())
    }
}

async fn read_page(
    db: &Db,
    chain: &str,
    after: i64,
) -> Result<(Vec<crate::entity::Model>, Option<Head>), AuditError> {
    let tx = db.begin_read().await?;
    let rows = store::rows_after(&tx, chain, after, PAGE).await?;
    let head = store::find_head(&tx, chain).await?;
    Ok((rows, head))
}
