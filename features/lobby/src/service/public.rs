//! What everybody in the hall may see: kiosk, hall screen, the list of branches.

use std::sync::Arc;

use access::Ctx;
use app::App;
use kernel::{BranchId, Timestamp};
use organisation::api::{Service, branches};
use queueing::WaitRange;

use super::appointments::booking::offers;
use super::duty::Duty;
use super::estimate::is_urgent;
use super::hall::{Hall, rules};
use super::opening::is_held_back;
use super::rolls;
use crate::error::LobbyError;
use crate::model::rules::LobbyRules;
use crate::model::visit::StateName;
use crate::store;
use crate::store::board::Call;
use crate::store::line::WaitingFor;

/// What the kiosk and the hall screen of a branch know.
pub(crate) struct PublicHall {
    /// The branch.
    pub(crate) hall: Hall,
    /// The rules in force there.
    pub(crate) rules: Arc<LobbyRules>,
    /// How many wait, by service.
    line: Vec<WaitingFor>,
    /// Who is on duty; without the times of services for the kiosk, which estimates nothing.
    duty: Duty,
    /// How long a newcomer will probably wait, by service in the order of the catalogue; none for the kiosk, and none for
    /// those who go before everybody.
    pub(crate) waits: Vec<Option<WaitRange>>,
    /// The latest calls, newest first; none for the kiosk.
    pub(crate) calls: Vec<Call>,
    /// How many are parked; none for the kiosk.
    pub(crate) parked: u32,
    /// Whether the branch gives out no number yet; told to the kiosk only.
    pub(crate) preparing: bool,
    /// Whether visits can be booked beforehand; told to the finder only.
    pub(crate) bookable: bool,
    /// Whether numbers are pre-printed; told to the kiosk only.
    pub(crate) roll: bool,
}

impl PublicHall {
    /// Returns how many wait for a service.
    pub(crate) fn waiting_for(&self, service: kernel::ServiceId) -> u32 {
        self.line.iter().find(|line| line.service == service).map_or(0, |line| line.waiting)
    }

    /// Returns how many wait.
    pub(crate) fn waiting(&self) -> u32 {
        self.line.iter().map(|line| line.waiting).sum()
    }

    /// Tells whether anybody who is on duty, or should be by the shifts of this hour, could take somebody who comes for a
    /// service.
    pub(crate) fn staffs(&self, service: &Service) -> bool {
        self.duty.pool(&self.hall, service).staffed()
    }

    /// Tells whether those who come for a service go before everybody.
    pub(crate) fn is_urgent(&self, service: &Service) -> bool {
        is_urgent(&self.rules, service)
    }

    /// Returns the wait that concerns most: of those who wait, half want something that takes no longer.
    pub(crate) fn overall(&self) -> Option<WaitRange> {
        let known = self.hall.offered.iter().zip(&self.waits);
        let mut ranges: Vec<(WaitRange, u32)> = known
            .filter_map(|(service, wait)| Some(((*wait)?, self.waiting_for(service.id))))
            .filter(|(_, waiting)| *waiting > 0)
            .collect();
        ranges.sort_by_key(|(range, _)| (range.high_s, range.low_s));
        let half = ranges.iter().map(|(_, waiting)| waiting).sum::<u32>().div_ceil(2);
        let mut passed = 0;
        let middle = ranges.into_iter().find(|(_, waiting)| {
            passed += waiting;
            passed >= half
        });
        middle.map(|(range, _)| range)
    }
}

/// Lists the branches that serve customers, as they are today.
///
/// # Errors
/// The database is away.
pub(crate) async fn list_branches(ctx: &Ctx, app: &App) -> Result<Vec<Hall>, LobbyError> {
    let mut halls = Vec::new();
    for branch in branches(app).await? {
        halls.push(Hall::load(app, branch.id, ctx.now()).await?);
    }
    Ok(halls)
}

/// Lists the branches that serve customers with what a newcomer may expect there; read once for all who ask between two
/// changes.
///
/// # Errors
/// The database is away.
pub(crate) async fn find_branches(
    ctx: &Ctx,
    app: &App,
) -> Result<Vec<Arc<PublicHall>>, LobbyError> {
    let mut found = Vec::new();
    for branch in branches(app).await? {
        let key = ("finder", branch.id, String::new());
        let look = async || {
            let mut shown = outlook(app, branch.id, ctx.now()).await?;
            shown.bookable = offers(app, &shown.hall, &shown.rules);
            Ok::<_, LobbyError>(Arc::new(shown))
        };
        found.push(app::shared::value(app, ctx.now(), key, look).await?);
    }
    Ok(found)
}

/// Shows what the kiosk of a branch needs.
///
/// # Errors
/// The branch does not exist; the database is away.
pub(crate) async fn kiosk(
    ctx: &Ctx,
    app: &App,
    branch: BranchId,
) -> Result<PublicHall, LobbyError> {
    let hall = Hall::load(app, branch, ctx.now()).await?.serving()?;
    let duty = Duty::people(app, &hall, ctx.now()).await?;
    let mut shown = show(app, hall, duty).await?;
    shown.roll = rolls::is_used(app, shown.hall.id()).await?;
    shown.preparing = is_held_back(app.db.reader(), app, &shown.hall).await?;
    Ok(shown)
}

/// Shows what the hall screen of a branch needs.
///
/// # Errors
/// The branch does not exist; the database is away.
pub(crate) async fn hall(ctx: &Ctx, app: &App, branch: BranchId) -> Result<PublicHall, LobbyError> {
    let mut shown = outlook(app, branch, ctx.now()).await?;
    let (db, hall) = (app.db.reader(), &shown.hall);
    let kept = shown.rules.hall.kept_calls;
    shown.calls = store::board::calls(db, branch, hall.day_began(), kept).await?;
    shown.parked = store::line::count_in(db, branch, hall.day(), StateName::Parked).await?;
    Ok(shown)
}

/// Reads who waits and what newcomers may expect.
async fn outlook(app: &App, branch: BranchId, now: Timestamp) -> Result<PublicHall, LobbyError> {
    let hall = Hall::load(app, branch, now).await?.serving()?;
    let duty = Duty::load(app, &hall, now).await?;
    let mut shown = show(app, hall, duty).await?;
    shown.waits = waits(&shown);
    Ok(shown)
}

fn waits(shown: &PublicHall) -> Vec<Option<WaitRange>> {
    let PublicHall { hall, rules, line, duty, .. } = shown;
    let wait = |service: &Arc<Service>| {
        if is_urgent(rules, service) { None } else { duty.newcomer(hall, rules, service, line) }
    };
    hall.offered.iter().map(wait).collect()
}

async fn show(app: &App, hall: Hall, duty: Duty) -> Result<PublicHall, LobbyError> {
    let rules = rules(app, &hall.branch)?;
    let line = store::line::waiting_by_service(app.db.reader(), hall.id(), hall.day()).await?;
    let (waits, calls) = (Vec::new(), Vec::new());
    Ok(PublicHall {
        hall,
        rules,
        line,
        duty,
        waits,
        calls,
        parked: 0,
        preparing: false,
        bookable: false,
        roll: false,
    })
}
