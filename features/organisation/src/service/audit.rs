//! The record of acts, for auditors.

use access::Ctx;
use app::App;
use audit::{AuditRow, Filter, Verification};
use kernel::{Page, PageRequest};

use super::require_everywhere;
use crate::error::OrganisationError;
use crate::permissions::AUDIT_READ;

/// Lists recorded acts of the branches that the caller may see, newest first.
pub(crate) async fn list(
    ctx: &Ctx,
    app: &App,
    filter: &Filter,
    page: &PageRequest,
) -> Result<Page<AuditRow>, OrganisationError> {
    let scope = ctx.require(AUDIT_READ)?;
    Ok(app.audit.list(&app.db, &scope, filter, page).await?)
}

/// Reads every row of the record and says whether it is whole; takes a while on a long record.
pub(crate) async fn verify(ctx: &Ctx, app: &App) -> Result<Verification, OrganisationError> {
    require_everywhere(ctx, AUDIT_READ)?;
    Ok(app.audit.verify(&app.db).await?)
}
