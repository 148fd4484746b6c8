//! Numbers that a kiosk holds for when the network is down.

use access::Ctx;
use app::App;
use audit::Entry;
use db::Change;
use serde_json::json;

use super::recognise;
use crate::error::LobbyError;
use crate::model::kiosk::{Lease, LeasedNumber, MOST_LEASES};
use crate::model::number::TicketNumber;
use crate::model::token::TicketToken;
use crate::service::hall::{Hall, rules};
use crate::service::{opening, rolls};
use crate::store;

/// A block with the secret of each number, told this once.
pub(crate) struct Leased {
    /// The block.
    pub(crate) lease: Lease,
    /// Its numbers in their order.
    pub(crate) numbers: Vec<(TicketNumber, TicketToken)>,
}

/// Gives a kiosk a block of numbers for today; nobody else ever gets one of them.
///
/// Whatever the kiosk held before stays its own until the day ends.
///
/// # Errors
/// The kiosk is not known, its branch serves nobody or has not finished its opening checklist, the kiosk holds too many.
pub(crate) async fn lease(
    ctx: &Ctx,
    app: &App,
    secret: &str,
) -> Result<Change<Leased>, LobbyError> {
    let kiosk = recognise(app, secret).await?;
    let hall = Hall::load(app, kiosk.branch, ctx.now()).await?.serving()?;
    let offline = rules(app, &hall.branch)?.kiosk.offline.clone();
    if rolls::is_used(app, hall.id()).await? {
        return Err(LobbyError::RollInUse);
    }
    let first = opening::admit(app, &hall).await?;
    let tx = app.db.begin_write().await?;
    if first {
        opening::admit_first(&tx, app, &hall).await?;
    }
    if store::leases::count_of(&tx, kiosk.id, hall.day()).await? >= MOST_LEASES {
        return Err(LobbyError::LeasedEnough);
    }
    let lease = Lease {
        id: ctx.id(),
        kiosk: kiosk.id,
        branch: hall.id(),
        day: hall.day(),
        leased_at: ctx.now(),
        ends_at: hall.day_ends(),
    };
    let (series, by) = (offline.prefix.as_str(), offline.numbers);
    let last = store::visits::raise_ordinal(&tx, hall.id(), hall.day(), series, by).await?;
    let (mut rows, mut numbers) = (Vec::new(), Vec::new());
    for ordinal in last - i64::from(by) + 1..=last {
        let (visit, number) = (ctx.id(), TicketNumber::new(series, ordinal));
        let token = TicketToken::draw(visit, &ctx.ids);
        let token_digest = token.digest();
        let row =
            LeasedNumber { visit, lease: lease.id, ordinal, number: number.clone(), token_digest };
        rows.push(row);
        numbers.push((number, token));
    }
    store::leases::insert(&tx, &lease, &rows).await?;
    let entry = Entry::new("kiosk.leased").on("kiosk", kiosk.id).branch(hall.id());
    let detail = json!({ "lease": lease.id, "last": last, "numbers": by });
    app.audit.record(&tx, ctx, entry.detail(detail)).await?;
    Ok(Change::new(tx, Leased { lease, numbers }))
}
