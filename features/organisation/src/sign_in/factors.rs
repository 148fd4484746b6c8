//! The caller's second factor.

use access::{Ctx, Enrolment, second_factor};
use app::App;
use audit::Entry;
use db::Change;
use vault::Secret;

use crate::error::OrganisationError;

/// Draws a secret for the caller's telephone.
pub(crate) async fn begin(ctx: &Ctx, app: &App) -> Result<Change<Enrolment>, OrganisationError> {
    let staff = ctx.staff()?;
    let tx = app.db.begin_write().await?;
    let issuer = &app.access.config.issuer;
    let enrolment = second_factor::begin(&tx, ctx, &app.vault, issuer).await?;
    let entry = Entry::new("account.totp_begun").on("staff", staff);
    app.audit.record(&tx, ctx, entry).await?;
    Ok(Change::new(tx, enrolment))
}

/// Puts the second factor in force and draws recovery codes.
pub(crate) async fn confirm(
    ctx: &Ctx,
    app: &App,
    code: &Secret<String>,
) -> Result<Change<Vec<Secret<String>>>, OrganisationError> {
    let staff = ctx.staff()?;
    let tx = app.db.begin_write().await?;
    let codes = second_factor::confirm(&tx, ctx, &app.vault, code.expose()).await?;
    let entry = Entry::new("account.totp_confirmed").on("staff", staff);
    app.audit.record(&tx, ctx, entry).await?;
    Ok(Change::new(tx, codes))
}
