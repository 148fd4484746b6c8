//! Lists as they stand: one with everything about it, and one line for each branch.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use access::Ctx;
use app::App;
use kernel::{BranchId, Page, PageRequest, StaffId, Timestamp};
use organisation::api::{Branch, StaffName, branches, staff_names};
use vault::mask;

use super::hall::{Hall, zone};
use super::keep::{MARK_NOTE, OPEN_NOTE, REASON};
use super::opening::{checks, is_held_back, progress};
use super::record::may;
use crate::error::LobbyError;
use crate::model::checklist::items::{ChecklistRules, Item, Section};
use crate::model::checklist::{Hand, ListKind, Progress};
use crate::model::number::BusinessDay;
use crate::model::visit::StateName;
use crate::permissions::{CHECKLIST_READ, CHECKLIST_TICK, OPENING_OVERRIDE};
use crate::store;
use crate::store::checklists::Checklist;
use crate::store::marks::KeptMark;
use crate::store::open_items::OpenItem;
use crate::store::photos::PhotoLine;

/// A list with everything that its page shows.
pub(crate) struct ListRecord {
    /// The branch.
    pub(crate) hall: Hall,
    /// Which list.
    pub(crate) kind: ListKind,
    /// How many photos one item may have.
    pub(crate) photos_per_item: u32,
    /// Its items in order.
    pub(crate) items: Vec<ItemRecord>,
    /// How far it is.
    pub(crate) progress: Progress,
    /// Who opened the branch although the list was not finished, and why.
    pub(crate) overridden: Option<(Hand, String)>,
    /// What is open, oldest first.
    pub(crate) open_items: Vec<OpenItemRecord>,
    /// Whether the branch gives out no number before this list is finished.
    pub(crate) holds_back: bool,
    /// How many visits of today have not ended.
    pub(crate) unfinished_visits: u32,
    /// The names of all who had to do with it.
    pub(crate) names: HashMap<StaffId, StaffName>,
    /// Whether the caller may tick.
    pub(crate) may_tick: bool,
    /// Whether the caller may open the branch all the same.
    pub(crate) may_override: bool,
}

/// An item with what was said of it.
pub(crate) struct ItemRecord {
    /// The item.
    pub(crate) item: Item,
    /// How it stands; `None` while nobody has said anything.
    pub(crate) kept: Option<KeptMark>,
    /// The remark, without long numbers.
    pub(crate) note: Option<String>,
    /// Its photos, by their place.
    pub(crate) photos: Vec<PhotoLine>,
    /// By when it should be done; `None` on a day without opening hours.
    pub(crate) due_at: Option<Timestamp>,
}

/// A problem with what its view shows.
pub(crate) struct OpenItemRecord {
    /// The problem.
    pub(crate) open: OpenItem,
    /// Its item as the rules name it in both languages; its code when they no longer know it.
    pub(crate) name: (String, String),
    /// What is wrong, without long numbers.
    pub(crate) note: String,
    /// The places of its photos.
    pub(crate) photos: Vec<u32>,
}

/// How a list of one branch stands today.
pub(crate) struct BranchLine {
    /// The branch.
    pub(crate) branch: Arc<Branch>,
    /// Its day.
    pub(crate) day: BusinessDay,
    /// How far the list is.
    pub(crate) progress: Progress,
    /// Who opened the branch although the list was not finished.
    pub(crate) overridden: Option<(Hand, Option<StaffName>)>,
    /// How much is open.
    pub(crate) open_items: u32,
}

/// Shows a list of today.
///
/// # Errors
/// The permission is missing or does not reach the branch; the database is away.
pub(crate) async fn show(
    ctx: &Ctx,
    app: &App,
    branch: BranchId,
    kind: ListKind,
) -> Result<ListRecord, LobbyError> {
    let hall = Hall::load_for(ctx, app, branch, CHECKLIST_READ).await?.serving()?;
    let (db, rules) = (app.db.reader(), checks(app, &hall.branch)?);
    let list = store::checklists::find(db, branch, hall.day(), kind).await?;
    let open = store::open_items::open(db, branch).await?;
    let ids: Vec<_> = list.iter().map(|list| list.id).collect();
    let marks = store::marks::of_lists(db, &ids).await?;
    let with_photos: Vec<_> = ids.into_iter().chain(open.iter().map(|open| open.list)).collect();
    let photos = store::photos::of_lists(db, &with_photos).await?;
    let names = staff_names(app, &people(list.as_ref(), &marks, &photos, &open)).await?;
    let items: Vec<&Item> = rules.list(kind, hall.branch.kind).collect();
    let progress = progress(items.iter().copied(), &marks);
    let mut records = Vec::with_capacity(items.len());
    for item in items {
        records.push(item_record(app, &hall, list.as_ref(), item, &marks, &photos)?);
    }
    let opens = open.into_iter().map(|open| open_record(app, &rules, open, &photos));
    Ok(ListRecord {
        kind,
        photos_per_item: rules.photos_per_item,
        items: records,
        progress,
        overridden: list.map(|list| overridden(app, &list)).transpose()?.flatten(),
        open_items: opens.collect::<Result<_, _>>()?,
        holds_back: kind == ListKind::Opening && is_held_back(db, app, &hall).await?,
        unfinished_visits: unfinished(app, &hall).await?,
        names,
        may_tick: may(ctx, CHECKLIST_TICK, branch),
        may_override: may(ctx, OPENING_OVERRIDE, branch),
        hall,
    })
}

fn people(
    list: Option<&Checklist>,
    marks: &[KeptMark],
    photos: &[PhotoLine],
    open: &[OpenItem],
) -> Vec<StaffId> {
    let hands = marks.iter().flat_map(|kept| [kept.mark.marked, kept.mark.confirmed]).flatten();
    let hands = hands.chain(list.and_then(|list| list.overridden));
    let hands = hands.chain(photos.iter().map(|photo| photo.added));
    hands.chain(open.iter().map(|open| open.raised)).map(|(by, _)| by).collect()
}

fn item_record(
    app: &App,
    hall: &Hall,
    list: Option<&Checklist>,
    item: &Item,
    marks: &[KeptMark],
    photos: &[PhotoLine],
) -> Result<ItemRecord, LobbyError> {
    let kept = marks.iter().find(|kept| kept.item == item.code).cloned();
    let note = match kept.as_ref().and_then(|kept| Some((kept.id, kept.note.as_deref()?))) {
        Some((id, sealed)) => {
            Some(mask::words(app.vault.open_text(MARK_NOTE, id.uuid(), sealed)?.expose()))
        }
        None => None,
    };
    let of_item = |photo: &&PhotoLine| {
        Some(photo.list) == list.map(|list| list.id) && photo.item == item.code
    };
    Ok(ItemRecord {
        photos: photos.iter().filter(of_item).cloned().collect(),
        due_at: due_at(hall, item),
        item: item.clone(),
        kept,
        note,
    })
}

/// Returns by when an item should be done: some minutes before the branch opens, or when it closes.
fn due_at(hall: &Hall, item: &Item) -> Option<Timestamp> {
    let hours = &hall.hours.hours;
    let clock = match item.section {
        Section::BeforeOpening => hours.first()?.from,
        Section::During | Section::AfterClosing => return None,
    };
    let before = Duration::from_mins(u64::from(item.minutes_before_opening?));
    let (hour, minute) = (clock.minutes() / 60, clock.minutes() % 60);
    let (hour, minute) = (i8::try_from(hour).ok()?, i8::try_from(minute).ok()?);
    let date = hall.hours.business_date;
    let opens = date.at(hour.min(23), minute, 0, 0).to_zoned(zone(&hall.branch)).ok()?;
    Some(Timestamp::from(opens.timestamp()) - before)
}

fn open_record(
    app: &App,
    rules: &ChecklistRules,
    open: OpenItem,
    photos: &[PhotoLine],
) -> Result<OpenItemRecord, LobbyError> {
    let known = rules.items.iter().find(|item| item.code == open.item);
    let name = known.map(|item| (item.name.clone(), item.name_en.clone()));
    let of_item = |photo: &&PhotoLine| photo.list == open.list && photo.item == open.item;
    let photos = photos.iter().filter(of_item).map(|photo| photo.slot).collect();
    let note = app.vault.open_text(OPEN_NOTE, open.id.uuid(), &open.note)?;
    Ok(OpenItemRecord {
        name: name.unwrap_or_else(|| (open.item.clone(), open.item.clone())),
        note: mask::words(note.expose()),
        photos,
        open,
    })
}

fn overridden(app: &App, list: &Checklist) -> Result<Option<(Hand, String)>, LobbyError> {
    let Some((hand, sealed)) = list.overridden.zip(list.reason.as_deref()) else { return Ok(None) };
    let reason = app.vault.open_text(REASON, list.id.uuid(), sealed)?;
    Ok(Some((hand, mask::words(reason.expose()))))
}

/// Counts the visits of today that have not ended.
async fn unfinished(app: &App, hall: &Hall) -> Result<u32, LobbyError> {
    let mut visits = 0;
    let open = [StateName::Waiting, StateName::Called, StateName::Serving, StateName::Parked];
    for state in open {
        visits += store::line::count_in(app.db.reader(), hall.id(), hall.day(), state).await?;
    }
    Ok(visits)
}

/// Lists the branches that the caller may see, by code, with how a list of today stands at each.
///
/// # Errors
/// The permission is missing; the database is away.
pub(crate) async fn list(
    ctx: &Ctx,
    app: &App,
    kind: ListKind,
    page: &PageRequest,
) -> Result<Page<BranchLine>, LobbyError> {
    let scope = ctx.require(CHECKLIST_READ)?;
    let behind = page.cursor.as_deref().unwrap_or_default();
    let mut seen = branches(app).await?;
    seen.retain(|branch| scope.allows_branch(branch.id) && branch.code.as_str() > behind);
    seen.sort_by(|one, other| one.code.cmp(&other.code));
    let seen = Page::cut(seen, page.limit, |branch| branch.code.clone());
    let ids: Vec<BranchId> = seen.items.iter().map(|branch| branch.id).collect();
    let day = |branch: &Branch| BusinessDay::of(ctx.now(), &zone(branch));
    let mut days: Vec<BusinessDay> = seen.items.iter().map(|branch| day(branch)).collect();
    days.sort_unstable();
    days.dedup();
    let db = app.db.reader();
    let lists = store::checklists::of_branches(db, &ids, &days, kind).await?;
    let marks =
        store::marks::of_lists(db, &lists.iter().map(|list| list.id).collect::<Vec<_>>()).await?;
    let open = store::open_items::count(db, &ids).await?;
    let people: Vec<StaffId> =
        lists.iter().filter_map(|list| list.overridden).map(|(by, _)| by).collect();
    let names = staff_names(app, &people).await?;
    let mut lines = Vec::with_capacity(seen.items.len());
    for branch in seen.items {
        let today = day(&branch);
        let list = lists.iter().find(|list| (list.branch, list.day) == (branch.id, today));
        let of_list = |kept: &&KeptMark| list.is_some_and(|list| list.id == kept.list);
        let marks: Vec<KeptMark> = marks.iter().filter(of_list).cloned().collect();
        let rules = checks(app, &branch)?;
        let hand = list.and_then(|list| list.overridden);
        lines.push(BranchLine {
            day: today,
            progress: progress(rules.list(kind, branch.kind), &marks),
            overridden: hand.map(|(by, at)| ((by, at), names.get(&by).cloned())),
            open_items: open.get(&branch.id).copied().unwrap_or(0),
            branch,
        });
    }
    Ok(Page { items: lines, next: seen.next })
}
