//! Registered kiosks: what staff do with them, and how they are known.
//!
//! - [`leasing`]: numbers held for when the network is down. [`reporting`]: what was issued meanwhile.

pub(crate) mod leasing;
pub(crate) mod reporting;

use access::{Ctx, Scope};
use app::App;
use audit::Entry;
use db::Change;
use kernel::BranchId;

use super::hall::Hall;
use crate::error::{LobbyError, Thing};
use crate::model::kiosk::{Kiosk, KioskId, check};
use crate::model::token::KioskToken;
use crate::permissions::KIOSK_MANAGE;
use crate::store;

/// Lists the kiosks of a branch that are not shut out.
///
/// # Errors
/// The permission is missing or does not reach the branch; the database is away.
pub(crate) async fn list(ctx: &Ctx, app: &App, branch: BranchId) -> Result<Vec<Kiosk>, LobbyError> {
    let hall = Hall::load_for(ctx, app, branch, KIOSK_MANAGE).await?;
    Ok(store::kiosks::of_branch(app.db.reader(), hall.id()).await?)
}

/// Registers a kiosk; its secret is told this once.
///
/// # Errors
/// The permission is missing or does not reach the branch, the branch serves nobody, a field is wrong.
pub(crate) async fn register(
    ctx: &Ctx,
    app: &App,
    branch: BranchId,
    name: &str,
    bridge: Option<&str>,
) -> Result<Change<(Kiosk, KioskToken)>, LobbyError> {
    let hall = Hall::load_for(ctx, app, branch, KIOSK_MANAGE).await?.serving()?;
    let bridge = check(name, bridge)?;
    let kiosk = Kiosk {
        id: ctx.id(),
        branch: hall.id(),
        name: name.trim().to_owned(),
        bridge,
        created: (ctx.staff()?, ctx.now()),
        revoked: None,
    };
    let token = KioskToken::draw(kiosk.id, &ctx.ids);
    let tx = app.db.begin_write().await?;
    store::kiosks::insert(&tx, &kiosk, token.digest()).await?;
    let entry = Entry::new("kiosk.registered").on("kiosk", kiosk.id).branch(branch);
    app.audit.record(&tx, ctx, entry).await?;
    Ok(Change::new(tx, (kiosk, token)))
}

/// Shuts a kiosk out: it gets no more numbers, and what it has not reported it can report no more.
///
/// # Errors
/// The permission is missing, there is no such kiosk within its scope, or it was shut out before.
pub(crate) async fn revoke(ctx: &Ctx, app: &App, id: KioskId) -> Result<Change<Kiosk>, LobbyError> {
    let scope = ctx.require(KIOSK_MANAGE)?;
    let hand = (ctx.staff()?, ctx.now());
    let tx = app.db.begin_write().await?;
    let missing = LobbyError::NotFound(Thing::Kiosk);
    let (mut kiosk, _) = store::kiosks::find(&tx, &scope, id).await?.ok_or(missing)?;
    if !store::kiosks::revoke(&tx, id, hand).await? {
        return Err(LobbyError::NotFound(Thing::Kiosk));
    }
    let entry = Entry::new("kiosk.revoked").on("kiosk", id).branch(kiosk.branch);
    app.audit.record(&tx, ctx, entry).await?;
    kiosk.revoked = Some(hand);
    Ok(Change::new(tx, kiosk))
}

/// Recognises a kiosk by its secret.
///
/// # Errors
/// No kiosk has this secret, or it was shut out; the database is away.
pub(crate) async fn recognise(app: &App, secret: &str) -> Result<Kiosk, LobbyError> {
    let unknown = || LobbyError::NotFound(Thing::Kiosk);
    let token = KioskToken::parse(secret).ok_or_else(unknown)?;
    let found = store::kiosks::find(app.db.reader(), &Scope::All, token.id).await?;
    let (kiosk, _) = found.filter(|(_, digest)| token.matches(digest)).ok_or_else(unknown)?;
    if kiosk.revoked.is_some() { Err(unknown()) } else { Ok(kiosk) }
}
