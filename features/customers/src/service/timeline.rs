//! The one timeline of a customer: a copy of everybody's events.

use access::Ctx;
use app::App;
use db::WriteTx;
use events::{BoxError, EventActor, Recorded};
use kernel::{BranchId, CustomerId, Page, PageRequest, Timestamp};
use serde_json::Value;
use uuid::Uuid;

use crate::entity::timeline::Model;
use crate::error::CustomerError;
use crate::permissions::CUSTOMER_READ;
use crate::store::{customers, timeline};

/// Something that happened with a customer.
#[derive(Clone, Debug)]
pub(crate) struct Happening {
    /// The id of the event.
    pub(crate) id: Uuid,
    /// What happened, such as `visit.called`.
    pub(crate) kind: String,
    /// When.
    pub(crate) at: Timestamp,
    /// Where.
    pub(crate) branch: Option<BranchId>,
    /// Who caused it: `nobody`, `staff:<id>` or `system:<job>`.
    pub(crate) actor: String,
    /// The fields of the event.
    pub(crate) detail: Value,
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
    let row = Model {
        id: event.id,
        customer_id: customer.uuid(),
        kind: event.kind,
        at: event.at.micros(),
        branch_id: event.branch.map(BranchId::uuid),
        actor: event.actor.to_string(),
        payload: event.payload.to_string(),
    };
    timeline::insert(tx, row).await?;
    Ok(())
}

/// Lists what happened with a customer that the caller may see, newest first.
pub(crate) async fn list(
    ctx: &Ctx,
    app: &App,
    id: CustomerId,
    page: &PageRequest,
) -> Result<Page<Happening>, CustomerError> {
    let scope = ctx.require(CUSTOMER_READ)?;
    let db = app.db.reader();
    customers::find(db, &scope, id).await?.ok_or(CustomerError::NotFound)?;
    let before = page.cursor.as_deref().map(read_mark).transpose()?;
    let rows = timeline::list(db, id, before, page.limit + 1).await?;
    let page = Page::cut(rows, page.limit, |row| format!("{}.{}", row.at, row.id));
    let items = page.items.into_iter().map(Happening::try_from).collect::<Result<_, _>>()?;
    Ok(Page { items, next: page.next })
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
        let detail = serde_json::from_str(&row.payload)
            .map_err(|_| db::Inconsistency::new("customers_timeline", "payload", row.id))?;
        Ok(Self {
            id: row.id,
            kind: row.kind,
            at: Timestamp::from_micros(row.at),
            branch: row.branch_id.map(BranchId::from_uuid),
            actor: row.actor,
            detail,
        })
    }
}

impl Happening {
    /// Returns the visit that it belongs to, when its event names one.
    pub(crate) fn visit(&self) -> Option<&str> {
        ["visit_id", "visit"].iter().find_map(|name| self.detail.get(name).and_then(Value::as_str))
    }
}

/// Returns the customer of an event, to leave out those without.
pub(crate) fn has_customer(event: &Recorded) -> bool {
    event.customer.is_some_and(|customer: CustomerId| !customer.uuid().is_nil())
}
