//! Use cases: authorise, begin, load, decide, save, announce; the handler commits.

pub(crate) mod create;
pub(crate) mod find;
pub(crate) mod identify;
pub(crate) mod looks;
pub(crate) mod timeline;
pub(crate) mod unmask;
pub(crate) mod update;

use access::Ctx;
use app::App;
use kernel::BranchId;
use web::Fields;

use crate::error::CustomerError;
use crate::model::catalogue::{Catalogue, PACK};
use crate::model::flaw::Flaw;

/// Returns the branch at which the caller works; the customer's own branch when the caller has none.
///
/// Acts stand in the audit of the branch where they were done.
fn acting_branch(ctx: &Ctx, home: BranchId) -> BranchId {
    ctx.principal().ok().and_then(|principal| principal.branch).unwrap_or(home)
}

/// Keeps a value that could be read, or notes at its field what is wrong with it.
fn keep<T>(fields: &mut Fields, pointer: &str, read: Result<T, Flaw>) -> Option<T> {
    read.inspect_err(|flaw| {
        let (zh, en) = flaw.words();
        fields.add(pointer, flaw.code(), zh, en);
    })
    .ok()
}

/// Notes when a tier or a care need is not one of the rule pack.
fn check_codes(
    app: &App,
    fields: &mut Fields,
    tier: Option<&str>,
    care_needs: &[String],
) -> Result<(), CustomerError> {
    let catalogue = app.data.pack::<Catalogue>(PACK)?;
    if tier.is_some_and(|tier| !catalogue.has_tier(tier)) {
        let (zh, en) = (
            "没有这个客户等级，请从列表中选择。",
            "There is no such tier; please choose from the list.",
        );
        fields.add("/tier", "customer.tier_unknown", zh, en);
    }
    for (index, need) in
        care_needs.iter().enumerate().filter(|(_, need)| !catalogue.has_care_need(need))
    {
        let zh = format!("没有“{need}”这个关爱事项，请从列表中选择。");
        let en = format!("There is no care need `{need}`; please choose from the list.");
        fields.add(format!("/care_needs/{index}"), "customer.care_need_unknown", zh, en);
    }
    Ok(())
}
