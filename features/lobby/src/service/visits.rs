//! Visits of the present and the past, for those who may see them.

use std::collections::HashMap;

use access::Ctx;
use app::App;
use kernel::{BranchId, Page, PageRequest, VisitId};

use super::hall::{Hall, rules, today};
use super::record::{VisitRecord, assemble};
use crate::error::{LobbyError, Thing};
use crate::permissions::VISIT_READ;
use crate::store;
use crate::store::list::Wanted;

/// Shows a visit with its whole record.
///
/// # Errors
/// The visit does not exist or is out of reach; the database is away.
pub(crate) async fn show(ctx: &Ctx, app: &App, id: VisitId) -> Result<VisitRecord, LobbyError> {
    let scope = ctx.require(VISIT_READ)?;
    let db = app.db.reader();
    let kept =
        store::visits::find(db, &scope, id).await?.ok_or(LobbyError::NotFound(Thing::Visit))?;
    let hall = Hall::load(app, kept.visit.branch, ctx.now()).await?;
    let rules = rules(app, &hall.branch)?;
    assemble(ctx, app, db, hall, rules, kept, true).await
}

/// Lists visits, newest first, without their steps.
///
/// Who asks for a state or a number without a day or a customer means today.
///
/// # Errors
/// The permission is missing, the cursor is not of this list, the database is away.
pub(crate) async fn list(
    ctx: &Ctx,
    app: &App,
    mut wanted: Wanted,
    page: &PageRequest,
) -> Result<Page<VisitRecord>, LobbyError> {
    let scope = ctx.require(VISIT_READ)?;
    let before = page.cursor.as_deref().map(str::parse::<VisitId>).transpose();
    wanted.before = before.map_err(|_| LobbyError::Cursor)?;
    if wanted.is_about_today() {
        let here = ctx.principal().ok().and_then(|principal| principal.branch);
        wanted.day = Some(today(ctx, app, wanted.branch.or(here)).await?);
    }
    let found = store::list::list(app.db.reader(), &scope, &wanted, page).await?;
    let customers: Vec<_> = found.items.iter().filter_map(|kept| kept.visit.customer).collect();
    let summaries = customers::api::summaries(app.db.reader(), app, &customers).await?;
    let people: Vec<_> =
        found.items.iter().filter_map(|kept| kept.visit.place()).map(|place| place.staff).collect();
    let names = organisation::api::staff_names(app, &people).await?;
    let mut halls = HashMap::<BranchId, Hall>::new();
    let mut items = Vec::with_capacity(found.items.len());
    for kept in found.items {
        let branch = kept.visit.branch;
        let hall = match halls.remove(&branch) {
            Some(hall) => hall,
            None => Hall::load(app, branch, ctx.now()).await?,
        };
        let counter = kept.visit.place().map(|place| place.counter);
        let hall = hall.knowing(app, counter.as_slice()).await?;
        halls.insert(branch, hall.clone());
        let customer = kept.visit.customer.and_then(|id| summaries.get(&id).cloned());
        items.push(VisitRecord {
            rules: rules(app, &hall.branch)?,
            hall,
            steps: Vec::new(),
            notes: HashMap::new(),
            need: None,
            customer,
            appointment: None,
            names: names.clone(),
            actions: Vec::new(),
            kept,
        });
    }
    Ok(Page { items, next: found.next })
}
