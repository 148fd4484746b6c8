//! Recording and listing.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use access::{Actor, Ctx, Scope};
use db::{Db, WriteTx};
use kernel::{Page, PageRequest};
use serde::{Deserialize, Serialize};
use vault::{Macs, Vault};

use crate::anchor::AnchorFile;
use crate::chain::{Head, chain_of, link};
use crate::entity::Model;
use crate::list::{AuditRow, Filter, Mark};
use crate::{AuditError, Entry, store};

/// The settings of the audit trail.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AuditConfig {
    /// The file outside the database to which the heads of the chains are written; without it a trail whose end was
    /// cut off together with its heads looks whole.
    ///
    /// It only grows. Keep it where those who run the database cannot write, best on a medium that cannot be rewritten.
    pub anchor_file: Option<PathBuf>,
}

/// Records acts, lists them and verifies that nothing was done to the record. Clones share everything.
#[derive(Clone, Debug)]
pub struct Audit(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    macs: Macs,
    anchors: Option<AnchorFile>,
    /// The head that each chain probably has. Only a hint: the database compares it and says when it is wrong, as after
    /// a rollback or another node's row.
    hints: Mutex<HashMap<String, Head>>,
}

impl Audit {
    /// Makes an audit trail with keys derived from the vault's.
    pub fn new(vault: &Vault, config: &AuditConfig) -> Self {
        let anchors = config.anchor_file.clone();
        Self(Arc::new(Inner {
            macs: vault.macs("audit chain"),
            anchors: anchors.map(|path| AnchorFile::new(path, vault.macs("audit anchors"))),
            hints: Mutex::default(),
        }))
    }

    /// Records an act in the transaction that does it.
    ///
    /// The branch's chain stays locked until the transaction ends, so record last, and in one order when a
    /// transaction records for several branches.
    /// Costs two statements, a third one after another node wrote to the chain or a transaction was taken back.
    ///
    /// # Errors
    /// The database is locked, full or away; or somebody removed the chain's head, and nothing can be recorded before
    /// an administrator has looked.
    pub async fn record(&self, tx: &WriteTx, ctx: &Ctx, entry: Entry) -> Result<(), AuditError> {
        let mut row = draft(ctx, entry);
        let expected = self.hint(&row.chain).unwrap_or_else(Head::genesis);
        self.append(&mut row, &expected);
        let found = store::advance(tx, &row.chain, &row.mac, &expected.mac).await?;
        if (found.length, &found.mac) != (row.position, &row.mac) {
            let behind = match found.length {
                1 => Head::genesis(),
                length => Head { length: length - 1, mac: found.mac },
            };
            self.append(&mut row, &behind);
            store::correct(tx, &row.chain, &row.mac).await?;
        }
        Ok(store::insert(tx, row).await?)
    }

    /// Lists recorded acts, newest first; acts of one instant in the order of their chain.
    ///
    /// # Errors
    /// The cursor is not of this list, or the database is away.
    pub async fn list(
        &self,
        db: &Db,
        scope: &Scope,
        filter: &Filter,
        page: &PageRequest,
    ) -> Result<Page<AuditRow>, AuditError> {
        let behind = page.cursor.as_deref().map(str::parse::<Mark>).transpose()?;
        let rows = store::list(db.reader(), scope, filter, behind, page.limit + 1).await?;
        let page = Page::cut(rows, page.limit, |row| Mark::from(row).to_string());
        let items = page.items.into_iter().map(AuditRow::try_from).collect::<Result<_, _>>()?;
        Ok(Page { items, next: page.next })
    }

    pub(crate) fn macs(&self) -> &Macs {
        &self.0.macs
    }

    pub(crate) fn anchors(&self) -> Option<&AnchorFile> {
        self.0.anchors.as_ref()
    }

    /// Puts a row behind a head, and notes the row as the chain's probable head.
    fn append(&self, row: &mut Model, behind: &Head) {
        link(row, behind, &self.0.macs);
        let head = Head { length: row.position, mac: row.mac.clone() };
        let mut hints = self.0.hints.lock().unwrap_or_else(PoisonError::into_inner);
        hints.insert(row.chain.clone(), head);
    }

    fn hint(&self, chain: &str) -> Option<Head> {
        self.0.hints.lock().unwrap_or_else(PoisonError::into_inner).get(chain).cloned()
    }
}

/// Writes the row, except for its place in the chain.
fn draft(ctx: &Ctx, entry: Entry) -> Model {
    let (actor_kind, actor_id) = match &ctx.actor {
        Actor::Nobody => ("nobody", None),
        Actor::Staff(principal) => ("staff", Some(principal.staff.to_string())),
        Actor::System(job) => ("system", Some((*job).to_owned())),
    };
    let (resource_kind, resource_id) = entry.resource.unzip();
    Model {
        id: ctx.id(),
        chain: chain_of(entry.branch),
        position: 0,
        at: ctx.now().micros(),
        actor_kind: actor_kind.to_owned(),
        actor_id,
        action: entry.action.to_owned(),
        resource_kind: resource_kind.map(str::to_owned),
        resource_id,
        branch_id: entry.branch.map(kernel::BranchId::uuid),
        reason: entry.reason,
        detail: entry.detail.to_string(),
        trace: ctx.trace.to_string(),
        outcome: entry.outcome.name().to_owned(),
        key_id: String::new(),
        mac: Vec::new(),
    }
}
