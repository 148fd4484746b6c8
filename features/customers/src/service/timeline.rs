//! The one timeline of a customer: a copy of everybody's events, a visit told as one entry.

use std::collections::HashMap;
use std::sync::Arc;

use access::Ctx;
use app::App;
use db::{DbError, WriteTx};
use events::{BoxError, EventActor, Recorded};
use kernel::{BranchId, CustomerId, Page, PageRequest, ServiceId, StaffId, Timestamp};
use organisation::api::{Branch, Service, StaffName};
use uuid::Uuid;

use crate::entity::timeline::Model;
use crate::error::CustomerError;
use crate::model::announcement;
use crate::model::happening::{Happening, VisitStory, in_order, story};
use crate::permissions::CUSTOMER_READ;
use crate::store::{customers, timeline};

/// An entry of a timeline: a visit with everything that happened in it, or one thing by itself.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// The id of the visit, or of the event.
    pub(crate) id: Uuid,
    /// The visit in one look; `None` for a thing by itself.
    pub(crate) visit: Option<VisitStory>,
    /// What happened, oldest first; never empty.
    pub(crate) happenings: Vec<Happening>,
}

/// One page of a timeline, with the names of everything on it.
#[derive(Debug)]
pub(crate) struct Told {
    /// The entries, newest first.
    pub(crate) page: Page<Entry>,
    /// Who had to do with them.
    pub(crate) staff: HashMap<StaffId, StaffName>,
    /// What was wanted.
    pub(crate) services: HashMap<ServiceId, Arc<Service>>,
    /// Where.
    pub(crate) branches: HashMap<BranchId, Arc<Branch>>,
}

/// Copies an event to the timeline of its customer, in the transaction in which the subscriber's cursor moves.
///
/// The customer counts as having been where staff did something with them; whoever takes a number at a kiosk has shown
/// something that anybody might have, and opens no file by that.
pub(crate) async fn project(_: App, _: Ctx, tx: &WriteTx, event: Recorded) -> Result<(), BoxError> {
    let Some(customer) = event.customer else { return Ok(()) };
    if let (Some(branch), EventActor::Staff(_)) = (event.branch, &event.actor) {
        customers::note_presence(tx, customer, branch, event.at).await?;
    }
    let visit = Happening::visit(&event.payload).map(kernel::VisitId::uuid);
    let follows = match visit {
        Some(visit) => timeline::has_visit(tx, customer, visit).await?,
        None => false,
    };
    let row = Model {
        id: event.id,
        customer_id: customer.uuid(),
        kind: event.kind,
        at: event.at.micros(),
        branch_id: event.branch.map(BranchId::uuid),
        actor: event.actor.to_string(),
        payload: event.payload.to_string(),
        visit_id: visit,
        leads: !follows,
    };
    timeline::insert(tx, row).await?;
    Ok(())
}

/// Lists what happened with a customer that the caller may see, newest first.
///
/// What takes a further permission is left out where the caller lacks it; a page is shorter by that.
pub(crate) async fn list(
    ctx: &Ctx,
    app: &App,
    id: CustomerId,
    page: &PageRequest,
) -> Result<Told, CustomerError> {
    let scope = ctx.require(CUSTOMER_READ)?;
    let db = app.db.reader();
    customers::find(db, &scope, id).await?.ok_or(CustomerError::NotFound)?;
    let before = page.cursor.as_deref().map(read_mark).transpose()?;
    let rows = timeline::list(db, id, before, page.limit + 1).await?;
    let leads = Page::cut(rows, page.limit, |row| format!("{}.{}", row.at, row.id));
    let visits = leads.items.iter().filter_map(|row| row.visit_id).collect();
    let mut following: HashMap<Uuid, Vec<Happening>> = HashMap::new();
    for row in timeline::list_following(db, id, visits).await? {
        if let Some(visit) = row.visit_id {
            following.entry(visit).or_default().push(row.try_into()?);
        }
    }
    let mut items = Vec::with_capacity(leads.items.len());
    for row in leads.items {
        items.extend(entry(ctx, row, &mut following)?);
    }
    Ok(name(app, Page { items, next: leads.next }).await?)
}

/// Puts an entry together from its first row and what followed; `None` when the caller may read nothing of it.
fn entry(
    ctx: &Ctx,
    lead: Model,
    following: &mut HashMap<Uuid, Vec<Happening>>,
) -> Result<Option<Entry>, CustomerError> {
    let visit = lead.visit_id;
    let id = visit.unwrap_or(lead.id);
    let mut happenings = vec![Happening::try_from(lead)?];
    happenings.extend(visit.and_then(|visit| following.remove(&visit)).into_iter().flatten());
    happenings.retain(|happening| may_read(ctx, happening));
    let happenings = in_order(happenings);
    let visit = visit.and_then(|_| story(&happenings));
    Ok((!happenings.is_empty()).then_some(Entry { id, visit, happenings }))
}

fn may_read(ctx: &Ctx, happening: &Happening) -> bool {
    let Some(permission) = announcement::needs(&happening.kind) else { return true };
    let scope = ctx.require(permission);
    scope.is_ok_and(|scope| happening.branch.is_some_and(|branch| scope.allows_branch(branch)))
}

/// Adds the names of everybody and everything on a page.
async fn name(app: &App, page: Page<Entry>) -> Result<Told, DbError> {
    let happenings = || page.items.iter().flat_map(|entry| &entry.happenings);
    let stories = || page.items.iter().filter_map(|entry| entry.visit.as_ref());
    let people: Vec<_> = happenings().filter_map(Happening::staff).collect();
    let staff = organisation::api::staff_names(app, &people).await?;
    let mut services = HashMap::new();
    for id in stories().filter_map(|story| story.service) {
        if let Some(service) = organisation::api::find_service(app, id).await? {
            services.insert(id, service);
        }
    }
    let mut branches = HashMap::new();
    for id in happenings().filter_map(|happening| happening.branch) {
        if let Some(branch) = organisation::api::find_branch(app, id).await? {
            branches.insert(id, branch);
        }
    }
    Ok(Told { page, staff, services, branches })
}

fn read_mark(cursor: &str) -> Result<timeline::Mark, CustomerError> {
    let (at, id) = cursor.split_once('.').ok_or(CustomerError::Cursor)?;
    match (at.parse(), id.parse()) {
        (Ok(at), Ok(id)) => Ok((at, id)),
        _ => Err(CustomerError::Cursor),
    }
}

impl TryFrom<Model> for Happening {
    type Error = CustomerError;

    fn try_from(row: Model) -> Result<Self, CustomerError> {
        let wrong = |column| db::Inconsistency::new("customers_timeline", column, row.id);
        let detail = serde_json::from_str(&row.payload).map_err(|_| wrong("payload"))?;
        let actor = row.actor.parse().map_err(|_| wrong("actor"))?;
        Ok(Self {
            id: row.id,
            kind: row.kind,
            at: Timestamp::from_micros(row.at),
            branch: row.branch_id.map(BranchId::from_uuid),
            actor,
            detail,
        })
    }
}

/// Returns the customer of an event, to leave out those without.
pub(crate) fn has_customer(event: &Recorded) -> bool {
    event.customer.is_some_and(|customer: CustomerId| !customer.uuid().is_nil())
}
