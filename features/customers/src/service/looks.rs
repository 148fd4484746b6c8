//! Who has looked at a customer unmasked.

use access::{Ctx, Permission, Scope};
use app::App;
use audit::{AuditRow, Filter};
use kernel::{CustomerId, Page, PageRequest};

use super::unmask::ACTION;
use crate::error::CustomerError;
use crate::permissions::CUSTOMER_READ;
use crate::store::customers;

/// Declared by the room of the audit's pages.
const AUDIT_READ: Permission = Permission::new("audit:read");

/// Lists the looks at a customer, newest first.
///
/// Whoever may read the audit and see the customer is told of every look, also of those at other branches:
/// those are the ones worth knowing.
pub(crate) async fn list(
    ctx: &Ctx,
    app: &App,
    id: CustomerId,
    page: &PageRequest,
) -> Result<Page<AuditRow>, CustomerError> {
    let scope = ctx.require(CUSTOMER_READ)?;
    ctx.require(AUDIT_READ)?;
    customers::find(app.db.reader(), &scope, id).await?.ok_or(CustomerError::NotFound)?;
    let filter = Filter {
        resource_kind: Some("customer".to_owned()),
        resource_id: Some(id.to_string()),
        action: Some(ACTION.to_owned()),
        ..Filter::default()
    };
    Ok(app.audit.list(&app.db, &Scope::All, &filter, page).await?)
}
