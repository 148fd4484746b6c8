//! Lists as they stand, and one line for each branch.

use std::collections::HashMap;

use access::Ctx;
use app::App;
use axum::extract::State;
use kernel::{BranchId, PageRequest, StaffId, Timestamp};
use organisation::api::{BranchKind, StaffName};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::{Json, PageQuery, Path, Problem, Problems, Query};

use super::people::StaffNameView;
use crate::model::checklist::items::{PhotoRule, Section};
use crate::model::checklist::{Hand, ItemState, ListKind, ListStatus, Mark, Progress};
use crate::service::checklists::{self, BranchLine, ItemRecord, ListRecord, OpenItemRecord};
use crate::store::open_items::OpenItemId;

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(show_checklist)).routes(routes!(list_checklists))
}

/// How far a list is.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProgressView {
    /// In one word.
    status: ListStatus,
    /// How many items there are.
    items: u32,
    /// How many of them are settled.
    settled: u32,
    /// How many must be settled.
    required: u32,
    /// How many of those are settled.
    required_settled: u32,
}

/// Who did something, and when.
#[derive(Debug, Serialize, ToSchema)]
struct HandView {
    /// Who.
    by: StaffNameView,
    /// When.
    at: Timestamp,
}

/// A photo of an item.
#[derive(Debug, Serialize, ToSchema)]
struct PhotoView {
    /// Its place at the item, from 1.
    slot: u32,
    /// Who added it, and when.
    added: HandView,
}

/// An item of a list.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
#[derive(Debug, Serialize, ToSchema)]
struct ChecklistItemView {
    /// The code.
    code: String,
    /// The name, in Chinese.
    name: String,
    /// The name, in English.
    name_en: String,
    /// How it is checked, in Chinese; may be empty.
    help: String,
    /// How it is checked, in English; may be empty.
    help_en: String,
    /// When it is checked.
    section: Section,
    /// Whether the list is not ready without it.
    required: bool,
    /// Whether a second person has to confirm it.
    two_person: bool,
    /// Whether photos belong to it.
    photo: PhotoRule,
    /// How many minutes before opening it should be done.
    minutes_before_opening: Option<u32>,
    /// By when it should be done; `null` on a day without opening hours.
    due_at: Option<Timestamp>,
    /// What was said last.
    state: ItemState,
    /// Whether nothing is left to do.
    settled: bool,
    /// Whether a second person has to confirm now.
    awaits_second: bool,
    /// What is wrong, or why it does not apply; long numbers hidden.
    note: Option<String>,
    /// Who said it, and when.
    marked: Option<HandView>,
    /// Who confirmed it, and when.
    confirmed: Option<HandView>,
    /// Rises with every change; send it back with the next.
    version: u32,
    /// Its photos.
    photos: Vec<PhotoView>,
}

/// A problem that is carried from day to day until somebody resolves it.
#[derive(Debug, Serialize, ToSchema)]
struct OpenItemView {
    /// Its id.
    id: OpenItemId,
    /// With which list it was found.
    kind: ListKind,
    /// The code of the item.
    item: String,
    /// The name of the item, in Chinese.
    name: String,
    /// The name of the item, in English.
    name_en: String,
    /// What is wrong; long numbers hidden.
    note: String,
    /// The day on which it was found.
    business_day: String,
    /// For how many days it has been open; 0 on the first.
    age_days: u32,
    /// Who found it, and when.
    raised: HandView,
    /// The places of its photos, which stand with the list of that day.
    photos: Vec<u32>,
}

/// Who opened a branch although its opening list was not finished.
#[derive(Debug, Serialize, ToSchema)]
struct OverrideView {
    /// Who, and when.
    hand: HandView,
    /// Why; long numbers hidden.
    reason: String,
}

/// The opening or closing list of a branch today.
#[derive(Debug, Serialize, ToSchema)]
struct ChecklistView {
    /// Where.
    branch_id: BranchId,
    /// What the branch is.
    branch_kind: BranchKind,
    /// The day of the branch.
    business_day: String,
    /// Which list.
    kind: ListKind,
    /// How far it is.
    progress: ProgressView,
    /// Its items in order.
    items: Vec<ChecklistItemView>,
    /// What is open, from today and before, oldest first.
    open_items: Vec<OpenItemView>,
    /// Who opened the branch although the list was not finished.
    overridden: Option<OverrideView>,
    /// Whether the branch gives out no number before this list is finished.
    holds_back: bool,
    /// How many visits of today have not ended.
    unfinished_visits: u32,
    /// How many photos one item may have.
    photos_per_item: u32,
    /// Whether the caller may tick.
    may_tick: bool,
    /// Whether the caller may open the branch all the same.
    may_override: bool,
}

/// Which lists are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ChecklistQuery {
    /// Of this kind; the opening lists when absent.
    kind: Option<ListKind>,
    /// At most this many, 1 to 100; 25 when absent.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u64>,
    /// The `next` of the page before.
    cursor: Option<String>,
}

/// How a list of a branch stands today.
#[derive(Debug, Serialize, ToSchema)]
struct BranchChecklistView {
    /// The branch.
    branch_id: BranchId,
    /// Its code.
    code: String,
    /// Its name, in Chinese.
    name: String,
    /// Its name, in English.
    name_en: String,
    /// Its day.
    business_day: String,
    /// How far the list is.
    progress: ProgressView,
    /// Who opened the branch although the list was not finished, and when.
    overridden: Option<HandView>,
    /// How many problems are open, from today and before.
    open_items: u32,
}

/// One page of branches.
#[derive(Debug, Serialize, ToSchema)]
struct BranchChecklistPage {
    /// The branches, by code.
    items: Vec<BranchChecklistView>,
    /// The cursor of the next page; `null` at the end.
    next: Option<String>,
}

/// Shows the opening or closing list of a branch today, with what is open from before.
#[utoipa::path(get, path = "/branches/{branch_id}/checklists/{kind}", tag = "checklists",
    params(("branch_id" = BranchId, Path), ("kind" = ListKind, Path)),
    security(("session" = ["checklist:read"])),
    responses((status = 200, description = "The list.", body = ChecklistView), Problems))]
async fn show_checklist(
    ctx: Ctx,
    State(app): State<App>,
    Path((branch, kind)): Path<(BranchId, ListKind)>,
) -> Result<Json<ChecklistView>, Problem> {
    let record = checklists::show(&ctx, &app, branch, kind).await?;
    Ok(Json(ChecklistView::from(record)))
}

/// Lists the branches by code, with how a list of today stands at each.
#[utoipa::path(get, path = "/checklists", tag = "checklists", params(ChecklistQuery),
    security(("session" = ["checklist:read"])),
    responses((status = 200, description = "One page of branches.", body = BranchChecklistPage), Problems))]
async fn list_checklists(
    ctx: Ctx,
    State(app): State<App>,
    Query(query): Query<ChecklistQuery>,
) -> Result<Json<BranchChecklistPage>, Problem> {
    let kind = query.kind.unwrap_or(ListKind::Opening);
    let page: PageRequest = PageQuery { limit: query.limit, cursor: query.cursor }.into();
    let page = checklists::list(&ctx, &app, kind, &page).await?;
    let items = page.items.into_iter().map(BranchChecklistView::from).collect();
    Ok(Json(BranchChecklistPage { items, next: page.next }))
}

type Names = HashMap<StaffId, StaffName>;

impl ProgressView {
    /// Shows how far a list is.
    pub(crate) fn of(progress: Progress, overridden: bool) -> Self {
        let Progress { items, settled, required, required_settled, .. } = progress;
        Self { status: progress.status(overridden), items, settled, required, required_settled }
    }
}

impl HandView {
    fn of((by, at): Hand, names: &Names) -> Self {
        let unknown = || StaffName { name: String::new(), name_en: String::new() };
        let name = names.get(&by).cloned().unwrap_or_else(unknown);
        Self { by: StaffNameView::from((by, name)), at }
    }
}

impl From<ListRecord> for ChecklistView {
    fn from(record: ListRecord) -> Self {
        let ListRecord { hall, names, overridden, .. } = record;
        let today = hall.day();
        let items = record.items.into_iter().map(|item| ChecklistItemView::of(item, &names));
        let open = record.open_items.into_iter();
        Self {
            branch_id: hall.id(),
            branch_kind: hall.branch.kind,
            business_day: today.to_string(),
            kind: record.kind,
            progress: ProgressView::of(record.progress, overridden.is_some()),
            items: items.collect(),
            open_items: open.map(|open| OpenItemView::of(open, today.date(), &names)).collect(),
            overridden: overridden
                .map(|(hand, reason)| OverrideView { hand: HandView::of(hand, &names), reason }),
            holds_back: record.holds_back,
            unfinished_visits: record.unfinished_visits,
            photos_per_item: record.photos_per_item,
            may_tick: record.may_tick,
            may_override: record.may_override,
        }
    }
}

impl ChecklistItemView {
    fn of(record: ItemRecord, names: &Names) -> Self {
        let ItemRecord { item, kept, note, photos, due_at } = record;
        let mark = kept.map_or(Mark::UNTOUCHED, |kept| kept.mark);
        let photo = |photo: crate::store::photos::PhotoLine| PhotoView {
            slot: photo.slot,
            added: HandView::of(photo.added, names),
        };
        Self {
            settled: mark.is_settled(&item),
            awaits_second: mark.awaits_second(&item),
            code: item.code,
            name: item.name,
            name_en: item.name_en,
            help: item.help,
            help_en: item.help_en,
            section: item.section,
            required: item.required,
            two_person: item.two_person,
            photo: item.photo,
            minutes_before_opening: item.minutes_before_opening,
            due_at,
            state: mark.state,
            note,
            marked: mark.marked.map(|hand| HandView::of(hand, names)),
            confirmed: mark.confirmed.map(|hand| HandView::of(hand, names)),
            version: mark.version,
            photos: photos.into_iter().map(photo).collect(),
        }
    }
}

impl OpenItemView {
    fn of(record: OpenItemRecord, today: jiff::civil::Date, names: &Names) -> Self {
        let OpenItemRecord { open, name: (name, name_en), note, photos } = record;
        let age = today.since(open.day.date()).map_or(0, |span| span.get_days());
        Self {
            id: open.id,
            kind: open.kind,
            item: open.item,
            name,
            name_en,
            note,
            business_day: open.day.to_string(),
            age_days: u32::try_from(age).unwrap_or(0),
            raised: HandView::of(open.raised, names),
            photos,
        }
    }
}

impl From<BranchLine> for BranchChecklistView {
    fn from(line: BranchLine) -> Self {
        let BranchLine { branch, day, progress, overridden, open_items } = line;
        Self {
            branch_id: branch.id,
            code: branch.code.clone(),
            name: branch.name.clone(),
            name_en: branch.name_en.clone(),
            business_day: day.to_string(),
            progress: ProgressView::of(progress, overridden.is_some()),
            overridden: overridden.map(|(hand, name)| {
                HandView::of(hand, &name.map(|name| (hand.0, name)).into_iter().collect())
            }),
            open_items,
        }
    }
}
