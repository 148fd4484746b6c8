//! Notes from one shift to the next.

use std::collections::HashMap;

use access::Ctx;
use app::App;
use audit::Entry;
use db::Change;
use kernel::{BranchId, Page, PageRequest, StaffId};
use organisation::api::{StaffName, staff_names};
use uuid::Uuid;
use vault::mask;
use web::Fields;

use super::hall::Hall;
use super::keep::HANDOVER;
use crate::error::{LobbyError, Thing};
use crate::events::HandoverChanged;
use crate::model::checklist::LONGEST_HANDOVER;
use crate::model::checklist::refusal::ChecklistRefusal;
use crate::permissions::{HANDOVER_READ, HANDOVER_WRITE};
use crate::store;
use crate::store::handovers::{Handover, HandoverId};

/// A note with what its view shows.
pub(crate) struct HandoverRecord {
    /// The note.
    pub(crate) note: Handover,
    /// What it says, without long numbers; `None` in answers to acts, which are remembered.
    pub(crate) words: Option<String>,
    /// The names of those who wrote and read it.
    pub(crate) names: HashMap<StaffId, StaffName>,
}

/// Lists the notes of a branch, newest first.
///
/// # Errors
/// The permission is missing or does not reach the branch; the cursor is not of this list.
pub(crate) async fn list(
    ctx: &Ctx,
    app: &App,
    branch: BranchId,
    page: &PageRequest,
) -> Result<Page<HandoverRecord>, LobbyError> {
    let hall = Hall::load_for(ctx, app, branch, HANDOVER_READ).await?;
    let before =
        page.cursor.as_deref().map(Uuid::try_parse).transpose().map_err(|_| LobbyError::Cursor)?;
    let found = store::handovers::list(app.db.reader(), hall.id(), before, page).await?;
    let hands = found.items.iter().flat_map(|note| [Some(note.written), note.read]);
    let people: Vec<StaffId> = hands.flatten().map(|(by, _)| by).collect();
    let names = staff_names(app, &people).await?;
    let mut items = Vec::with_capacity(found.items.len());
    for note in found.items {
        let words = app.vault.open_text(HANDOVER, note.id.uuid(), &note.words)?;
        let words = Some(mask::words(words.expose()));
        items.push(HandoverRecord { note, words, names: names.clone() });
    }
    Ok(Page { items, next: found.next })
}

/// Writes a note.
///
/// # Errors
/// The permission is missing or does not reach the branch; the note is empty or too long.
pub(crate) async fn write(
    ctx: &Ctx,
    app: &App,
    branch: BranchId,
    words: &str,
) -> Result<Change<HandoverRecord>, LobbyError> {
    let hall = Hall::load_for(ctx, app, branch, HANDOVER_WRITE).await?.serving()?;
    let hall = hall.invite(ctx, app).await?;
    let (me, words) = (ctx.staff()?, words.trim());
    check(words)?;
    let id: HandoverId = ctx.id();
    let note = Handover {
        id,
        branch,
        day: hall.day().to_string(),
        words: app.vault.seal(HANDOVER, id.uuid(), words)?.into(),
        written: (me, ctx.now()),
        read: None,
    };
    let tx = app.db.begin_write().await?;
    store::handovers::insert(&tx, &note).await?;
    app.events.record(&tx, ctx, &HandoverChanged { branch_id: branch }).await?;
    let entry = Entry::new("handover.written").on("handover", id).branch(branch);
    app.audit.record(&tx, ctx, entry).await?;
    let names = hall.names_of(&[me]);
    Ok(Change::new(tx, HandoverRecord { note, words: None, names }))
}

/// Acknowledges a note, as somebody of the next shift.
///
/// # Errors
/// The note does not exist or is out of reach, is one's own, or was acknowledged before.
pub(crate) async fn acknowledge(
    ctx: &Ctx,
    app: &App,
    id: HandoverId,
) -> Result<Change<HandoverRecord>, LobbyError> {
    let scope = ctx.require(HANDOVER_READ)?;
    let me = ctx.staff()?;
    let found = store::handovers::find(app.db.reader(), &scope, id).await?;
    let mut note = found.ok_or(LobbyError::NotFound(Thing::Handover))?;
    if note.written.0 == me {
        return Err(ChecklistRefusal::OwnHandover.into());
    }
    let hall = Hall::load(app, note.branch, ctx.now()).await?.invite(ctx, app).await?;
    let tx = app.db.begin_write().await?;
    if !store::handovers::acknowledge(&tx, id, (me, ctx.now())).await? {
        return Err(ChecklistRefusal::HandoverRead.into());
    }
    note.read = Some((me, ctx.now()));
    app.events.record(&tx, ctx, &HandoverChanged { branch_id: note.branch }).await?;
    let entry = Entry::new("handover.acknowledged").on("handover", id).branch(note.branch);
    app.audit.record(&tx, ctx, entry).await?;
    let names = hall.names_of(&[me, note.written.0]);
    Ok(Change::new(tx, HandoverRecord { note, words: None, names }))
}

fn check(words: &str) -> Result<(), LobbyError> {
    let mut fields = Fields::default();
    fields.check(
        !words.is_empty(),
        "/text",
        "lobby.words_needed",
        "请写明情况，便于同事了解和跟进。",
        "Please say in a few words what it is, so that colleagues can follow.",
    );
    fields.check(
        words.chars().count() <= LONGEST_HANDOVER,
        "/text",
        "lobby.handover_too_long",
        "交接记录请不超过 2000 字。",
        "A handover note has at most 2000 characters.",
    );
    Ok(fields.into_result()?)
}
