//! Who has looked at a customer unmasked.

use std::collections::HashMap;
use std::sync::Arc;

use access::{Ctx, Permission, Scope};
use app::App;
use audit::{AuditRow, Filter};
use kernel::{CustomerId, Page, PageRequest, StaffId};
use organisation::api::{Branch, StaffName};

use super::unmask::ACTION;
use crate::error::CustomerError;
use crate::permissions::CUSTOMER_READ;
use crate::store::customers;

/// Declared by the room of the audit's pages.
const AUDIT_READ: Permission = Permission::new("audit:read");

/// A look, as the audit tells it, with the name of whoever looked.
#[derive(Debug)]
pub(crate) struct NamedLook {
    /// The look.
    pub(crate) row: AuditRow,
    /// The name of the member of staff; `None` for the system.
    pub(crate) name: Option<StaffName>,
    /// Where they looked; `None` at head office.
    pub(crate) branch: Option<Arc<Branch>>,
}

/// Lists the looks at a customer, newest first.
///
/// Whoever may read the audit and see the customer is told of every look, also of those at other branches:
/// those are the ones worth knowing.
pub(crate) async fn list(
    ctx: &Ctx,
    app: &App,
    id: CustomerId,
    page: &PageRequest,
) -> Result<Page<NamedLook>, CustomerError> {
    let scope = ctx.require(CUSTOMER_READ)?;
    ctx.require(AUDIT_READ)?;
    customers::find(app.db.reader(), &scope, id).await?.ok_or(CustomerError::NotFound)?;
    let filter = Filter {
        resource_kind: Some("customer".to_owned()),
        resource_id: Some(id.to_string()),
        action: Some(ACTION.to_owned()),
        ..Filter::default()
    };
    let page = app.audit.list(&app.db, &Scope::All, &filter, page).await?;
    let staff: Vec<_> = page.items.iter().filter_map(staff_of).collect();
    let names: HashMap<_, _> = organisation::api::staff_names(app, &staff).await?;
    let mut items = Vec::with_capacity(page.items.len());
    for row in page.items {
        let name = staff_of(&row).and_then(|id| names.get(&id).cloned());
        let branch = match row.branch_id {
            Some(id) => organisation::api::find_branch(app, id).await?,
            None => None,
        };
        items.push(NamedLook { row, name, branch });
    }
    Ok(Page { items, next: page.next })
}

fn staff_of(row: &AuditRow) -> Option<StaffId> {
    row.actor_id.as_deref().filter(|_| row.actor_kind == "staff")?.parse().ok()
}
