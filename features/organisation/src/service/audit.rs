//! The record of acts, for auditors.

use access::Ctx;
use app::App;
use audit::{AuditRow, Filter, Verification};
use kernel::{Page, PageRequest, StaffId};

use super::require_everywhere;
use crate::error::OrganisationError;
use crate::model::staff::StaffName;
use crate::permissions::AUDIT_READ;

/// Lists recorded acts of the branches that the caller may see, newest first, each with the name of the person.
pub(crate) async fn list(
    ctx: &Ctx,
    app: &App,
    filter: &Filter,
    page: &PageRequest,
) -> Result<Page<(AuditRow, Option<StaffName>)>, OrganisationError> {
    let scope = ctx.require(AUDIT_READ)?;
    let page = app.audit.list(&app.db, &scope, filter, page).await?;
    let actors: Vec<_> = page.items.iter().filter_map(person).collect();
    let names = crate::api::staff_names(app, &actors).await?;
    let with_name = |row: AuditRow| {
        let name = person(&row).and_then(|id| names.get(&id)).cloned();
        (row, name)
    };
    Ok(page.map(with_name))
}

/// Reads every row of the record and says whether it is whole; takes a while on a long record.
pub(crate) async fn verify(ctx: &Ctx, app: &App) -> Result<Verification, OrganisationError> {
    require_everywhere(ctx, AUDIT_READ)?;
    Ok(app.audit.verify(&app.db).await?)
}

/// Returns the person who acted, if it was one.
fn person(row: &AuditRow) -> Option<StaffId> {
    let id = row.actor_id.as_deref().filter(|_| row.actor_kind == "staff")?;
    id.parse().ok()
}
