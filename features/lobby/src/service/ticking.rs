//! What is done with the items of a list: saying how they stand, confirming, taking back.

use std::sync::Arc;

use access::Ctx;
use app::App;
use audit::Entry;
use db::{Change, WriteTx};
use kernel::{BranchId, StaffId};
use serde_json::json;
use web::Fields;

use super::hall::Hall;
use super::keep::{MARK_NOTE, OPEN_NOTE};
use super::opening::{checks, mark_of, progress};
use crate::error::{LobbyError, Thing};
use crate::events::{ChecklistChanged, OpeningChanged};
use crate::model::checklist::items::{ChecklistRules, Item};
use crate::model::checklist::refusal::ChecklistRefusal;
use crate::model::checklist::{Hand, ItemState, LONGEST_NOTE, ListKind, Mark, Progress};
use crate::permissions::CHECKLIST_TICK;
use crate::store;
use crate::store::checklists::Checklist;
use crate::store::marks::{KeptMark, MarkId};
use crate::store::open_items::{OpenItem, OpenItemId};

/// An item of a list of today.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ItemPlace<'a> {
    /// Where.
    pub(crate) branch: BranchId,
    /// Of which list.
    pub(crate) kind: ListKind,
    /// The code of the item.
    pub(crate) item: &'a str,
}

/// What somebody says of an item.
#[derive(Clone, Debug)]
pub(crate) struct Saying {
    /// How it stands.
    pub(crate) state: ItemState,
    /// A remark; what is wrong, or why it does not apply.
    pub(crate) note: Option<String>,
    /// The version of the item that the caller has seen.
    pub(crate) version: u32,
}

/// How a list stands after an act, and the item that was acted on.
#[derive(Clone, Debug)]
pub(crate) struct Standing {
    /// Where.
    pub(crate) branch: BranchId,
    /// Which list.
    pub(crate) kind: ListKind,
    /// How far it is.
    pub(crate) progress: Progress,
    /// Whether a manager opened the branch.
    pub(crate) overridden: bool,
    /// The item with its mark; `None` when the act was about the whole list.
    pub(crate) item: Option<(String, Mark)>,
}

/// Says how an item stands.
///
/// # Errors
/// The permission is missing or does not reach the branch; there is no such item today; a colleague was faster; words or
/// a photo are missing.
pub(crate) async fn mark(
    ctx: &Ctx,
    app: &App,
    place: ItemPlace<'_>,
    saying: Saying,
) -> Result<Change<Standing>, LobbyError> {
    check_words(saying.note.as_deref(), saying.state.needs_note(), "/note")?;
    let (mut work, item) = Work::on(ctx, app, place).await?;
    work.say(&item, saying, (ctx.staff()?, ctx.now())).await?;
    work.finish(Some(&item)).await
}

/// Confirms an item as the second person.
///
/// # Errors
/// As [`mark`]; the item waits for nobody, or it is the same person.
pub(crate) async fn confirm(
    ctx: &Ctx,
    app: &App,
    place: ItemPlace<'_>,
    version: u32,
) -> Result<Change<Standing>, LobbyError> {
    let (mut work, item) = Work::on(ctx, app, place).await?;
    work.confirm(&item, version, (ctx.staff()?, ctx.now())).await?;
    work.finish(Some(&item)).await
}

/// Takes back what was done last with an item: the confirmation, or what was said.
///
/// # Errors
/// As [`mark`]; nothing was done.
pub(crate) async fn undo(
    ctx: &Ctx,
    app: &App,
    place: ItemPlace<'_>,
    version: u32,
) -> Result<Change<Standing>, LobbyError> {
    let (mut work, item) = Work::on(ctx, app, place).await?;
    work.undo(&item, version).await?;
    work.finish(Some(&item)).await
}

/// Finishes the opening list of a branch in the name of two people, as far as it needs no photos and is untouched.
///
/// # Errors
/// The branch does not exist; the database is away.
pub(crate) async fn complete(
    ctx: &Ctx,
    app: &App,
    branch: BranchId,
    (first, second): (StaffId, StaffId),
) -> Result<(), LobbyError> {
    let hall = Hall::load(app, branch, ctx.now()).await?.serving()?;
    let mut work = Work::begin(ctx, app, hall, ListKind::Opening).await?;
    if work.items().iter().all(|item| mark_of(item, &work.marks).is_settled(item)) {
        return Ok(());
    }
    for item in work.items() {
        let mark = mark_of(&item, &work.marks);
        if mark.state == ItemState::Open {
            let saying = Saying { state: ItemState::Done, note: None, version: mark.version };
            match work.say(&item, saying, (first, ctx.now())).await {
                Err(LobbyError::Refused(_)) => continue,
                said => said?,
            }
        }
        let mark = mark_of(&item, &work.marks);
        if mark.awaits_second(&item) && mark.marked.is_some_and(|(by, _)| by != second) {
            work.confirm(&item, mark.version, (second, ctx.now())).await?;
        }
    }
    work.finish(None).await?.commit().await?;
    Ok(())
}

/// Tells whether anybody has begun the opening list of a branch today.
///
/// # Errors
/// There is no such branch; the database is away.
pub(crate) async fn has_begun(ctx: &Ctx, app: &App, branch: BranchId) -> Result<bool, LobbyError> {
    let day = Hall::load(app, branch, ctx.now()).await?.day();
    let db = app.db.reader();
    Ok(store::checklists::find(db, branch, day, ListKind::Opening).await?.is_some())
}

/// Checks words that may be needed.
pub(crate) fn check_words(words: Option<&str>, needed: bool, at: &str) -> Result<(), LobbyError> {
    let words = words.map_or("", str::trim);
    let mut fields = Fields::default();
    fields.check(
        !needed || !words.is_empty(),
        at,
        "lobby.words_needed",
        "请写明情况，便于同事了解和跟进。",
        "Please say in a few words what it is, so that colleagues can follow.",
    );
    fields.check(
        words.chars().count() <= LONGEST_NOTE,
        at,
        "lobby.words_too_long",
        "请写得简短一些，不超过 500 字。",
        "Please say it in fewer words, at most 500 characters.",
    );
    Ok(fields.into_result()?)
}

/// One write on a list of today, alone on its branch.
pub(crate) struct Work<'a> {
    ctx: &'a Ctx,
    app: &'a App,
    /// The branch.
    pub(crate) hall: Hall,
    rules: Arc<ChecklistRules>,
    /// The transaction.
    pub(crate) tx: WriteTx,
    /// The list.
    pub(crate) list: Checklist,
    marks: Vec<KeptMark>,
    was_ready: bool,
}

impl<'a> Work<'a> {
    /// Begins a write on a list, and the list itself when nobody has begun it.
    ///
    /// # Errors
    /// The database is away.
    pub(crate) async fn begin(
        ctx: &'a Ctx,
        app: &'a App,
        hall: Hall,
        kind: ListKind,
    ) -> Result<Self, LobbyError> {
        let rules = checks(app, &hall.branch)?;
        let tx = app.db.begin_write().await?;
        tx.lock_on(hall.id().uuid()).await?;
        let place = (hall.id(), hall.day(), kind);
        store::checklists::begin(&tx, ctx.id(), place, ctx.now()).await?;
        let list = store::checklists::find(&tx, place.0, place.1, kind).await?;
        let list = list.ok_or(LobbyError::NotFound(Thing::Branch))?;
        let marks = store::marks::of_lists(&tx, &[list.id]).await?;
        let mut work = Self { ctx, app, hall, rules, tx, list, marks, was_ready: false };
        work.was_ready = work.progress().is_ready();
        Ok(work)
    }

    /// Begins a write on an item, for whoever may tick.
    ///
    /// # Errors
    /// The permission is missing or does not reach the branch; there is no such item today; the database is away.
    pub(crate) async fn on(
        ctx: &'a Ctx,
        app: &'a App,
        place: ItemPlace<'_>,
    ) -> Result<(Self, Item), LobbyError> {
        let hall = Hall::load_for(ctx, app, place.branch, CHECKLIST_TICK).await?.serving()?;
        ctx.staff()?;
        let rules = checks(app, &hall.branch)?;
        let mut items = rules.list(place.kind, hall.branch.kind);
        let item = items.find(|item| item.code == place.item).cloned();
        let item = item.ok_or(LobbyError::NotFound(Thing::Item))?;
        Ok((Self::begin(ctx, app, hall, place.kind).await?, item))
    }

    fn items(&self) -> Vec<Item> {
        self.rules.list(self.list.kind, self.hall.branch.kind).cloned().collect()
    }

    /// Returns how many photos one item may have.
    pub(crate) fn photos_per_item(&self) -> u32 {
        self.rules.photos_per_item
    }

    /// Counts how far the list is.
    pub(crate) fn progress(&self) -> Progress {
        progress(self.rules.list(self.list.kind, self.hall.branch.kind), &self.marks)
    }

    /// Returns the mark of an item as the caller has seen it.
    fn seen(&self, item: &Item, version: u32) -> Result<KeptMark, LobbyError> {
        let kept = self.marks.iter().find(|kept| kept.item == item.code).cloned();
        let (list, code) = (self.list.id, item.code.clone());
        let untouched = || KeptMark {
            id: self.ctx.id::<MarkId>(),
            list,
            item: code,
            mark: Mark::UNTOUCHED,
            note: None,
        };
        let kept = kept.unwrap_or_else(untouched);
        if kept.mark.version == version {
            Ok(kept)
        } else {
            Err(ChecklistRefusal::ItemChangedMeanwhile.into())
        }
    }

    async fn say(&mut self, item: &Item, saying: Saying, hand: Hand) -> Result<(), LobbyError> {
        let mut kept = self.seen(item, saying.version)?;
        let photos = store::photos::count_of(&self.tx, self.list.id, &item.code).await?;
        let before = kept.mark.state;
        kept.mark.say(item, saying.state, photos, hand)?;
        let note = saying.note.as_deref().map(str::trim).filter(|note| !note.is_empty());
        let sealed =
            note.map(|note| self.app.vault.seal(MARK_NOTE, kept.id.uuid(), note)).transpose()?;
        kept.note = sealed.map(Vec::from);
        if before == ItemState::Problem {
            self.leave_problem(item, (saying.state == ItemState::Done).then_some(hand)).await?;
        }
        if saying.state == ItemState::Problem {
            self.raise_problem(item, note.unwrap_or_default(), hand).await?;
        }
        self.save(kept, "checklist.marked").await
    }

    async fn confirm(&mut self, item: &Item, version: u32, hand: Hand) -> Result<(), LobbyError> {
        let mut kept = self.seen(item, version)?;
        kept.mark.confirm(item, hand)?;
        self.save(kept, "checklist.confirmed").await
    }

    async fn undo(&mut self, item: &Item, version: u32) -> Result<(), LobbyError> {
        let mut kept = self.seen(item, version)?;
        let before = kept.mark.state;
        kept.mark.undo()?;
        if kept.mark.state == ItemState::Open {
            kept.note = None;
            if before == ItemState::Problem {
                self.leave_problem(item, None).await?;
            }
        }
        self.save(kept, "checklist.undone").await
    }

    /// Lets an item be ticked anew whose problem of today was resolved.
    ///
    /// # Errors
    /// The database is away.
    pub(crate) async fn clear_problem(&mut self, item: &str) -> Result<(), LobbyError> {
        let kept = self.marks.iter().find(|kept| kept.item == item).cloned();
        let Some(mut kept) = kept.filter(|kept| kept.mark.state == ItemState::Problem) else {
            return Ok(());
        };
        kept.mark.undo()?;
        kept.note = None;
        self.save(kept, "checklist.undone").await
    }

    /// Keeps what is wrong until somebody resolves it.
    async fn raise_problem(&self, item: &Item, note: &str, hand: Hand) -> Result<(), LobbyError> {
        let id: OpenItemId = self.ctx.id();
        let open = OpenItem {
            id,
            branch: self.hall.id(),
            list: self.list.id,
            kind: self.list.kind,
            item: item.code.clone(),
            day: self.hall.day(),
            note: self.app.vault.seal(OPEN_NOTE, id.uuid(), note)?.into(),
            raised: hand,
        };
        Ok(store::open_items::insert(&self.tx, &open).await?)
    }

    /// Ends the problem that was found with an item today: resolved by somebody, or taken back.
    async fn leave_problem(&self, item: &Item, by: Option<Hand>) -> Result<(), LobbyError> {
        let found = store::open_items::find_of_item(&self.tx, self.list.id, &item.code).await?;
        let Some(open) = found else { return Ok(()) };
        match by {
            Some(hand) => drop(store::open_items::resolve(&self.tx, open.id, hand, None).await?),
            None => store::open_items::delete(&self.tx, open.id).await?,
        }
        Ok(())
    }

    async fn save(&mut self, kept: KeptMark, act: &'static str) -> Result<(), LobbyError> {
        if kept.mark.version == 1 {
            store::marks::insert(&self.tx, &kept).await?;
        } else if !store::marks::update(&self.tx, &kept).await? {
            return Err(ChecklistRefusal::ItemChangedMeanwhile.into());
        }
        self.record(act, json!({ "item": kept.item, "state": kept.mark.state })).await?;
        self.marks.retain(|known| known.item != kept.item);
        self.marks.push(kept);
        Ok(())
    }

    /// Puts an act on the record.
    pub(crate) async fn record(
        &self,
        act: &'static str,
        detail: serde_json::Value,
    ) -> Result<(), LobbyError> {
        let entry = Entry::new(act).on("checklist", self.list.id).branch(self.hall.id());
        Ok(self.app.audit.record(&self.tx, self.ctx, entry.detail(detail)).await?)
    }

    /// Announces what was done and hands the open write on.
    pub(crate) async fn finish(self, item: Option<&Item>) -> Result<Change<Standing>, LobbyError> {
        let (branch_id, progress) = (self.hall.id(), self.progress());
        let (events, ctx, tx) = (&self.app.events, self.ctx, &self.tx);
        events.record(tx, ctx, &ChecklistChanged { branch_id }).await?;
        if self.list.kind == ListKind::Opening && progress.is_ready() != self.was_ready {
            events.record(tx, ctx, &OpeningChanged { branch_id }).await?;
        }
        let standing = Standing {
            branch: branch_id,
            kind: self.list.kind,
            progress,
            overridden: self.list.overridden.is_some(),
            item: item.map(|item| (item.code.clone(), mark_of(item, &self.marks))),
        };
        Ok(Change::new(self.tx, standing))
    }
}
