//! Problems that checklists found, carried from day to day until somebody resolves them.

use access::Ctx;
use app::App;
use audit::Entry;
use db::Change;

use super::hall::Hall;
use super::keep::RESOLUTION;
use super::ticking::{Standing, Work, check_words};
use crate::error::{LobbyError, Thing};
use crate::model::checklist::refusal::ChecklistRefusal;
use crate::permissions::CHECKLIST_TICK;
use crate::store;
use crate::store::open_items::OpenItemId;

/// Resolves a problem; an item of today in which it was found is ticked anew.
///
/// # Errors
/// The problem does not exist or is out of reach, was resolved before, or the words are too many.
pub(crate) async fn resolve(
    ctx: &Ctx,
    app: &App,
    id: OpenItemId,
    words: Option<&str>,
) -> Result<Change<Standing>, LobbyError> {
    let scope = ctx.require(CHECKLIST_TICK)?;
    let hand = (ctx.staff()?, ctx.now());
    check_words(words, false, "/note")?;
    let found = store::open_items::find(app.db.reader(), &scope, id).await?;
    let open = found.ok_or(LobbyError::NotFound(Thing::OpenItem))?;
    let words = words.map(str::trim).filter(|words| !words.is_empty());
    let resolution = words.map(|words| app.vault.seal(RESOLUTION, id.uuid(), words)).transpose()?;
    let hall = Hall::load(app, open.branch, ctx.now()).await?;
    let mut work = Work::begin(ctx, app, hall, open.kind).await?;
    if !store::open_items::resolve(&work.tx, id, hand, resolution.map(Vec::from)).await? {
        return Err(ChecklistRefusal::AlreadyResolved.into());
    }
    let entry = Entry::new("open_item.resolved").on("open_item", id).branch(open.branch);
    app.audit.record(&work.tx, ctx, entry).await?;
    if work.list.id == open.list {
        work.clear_problem(&open.item).await?;
    }
    work.finish(None).await
}
