//! What a kiosk issued while the network was down becomes visits.

use std::collections::{HashMap, HashSet};

use access::Ctx;
use app::App;
use audit::Entry;
use db::Change;
use kernel::{ServiceId, Timestamp, VisitId};
use serde_json::json;

use super::recognise;
use crate::error::{LobbyError, Thing};
use crate::model::actions::Arrival;
use crate::model::alert::{AlertArgs, AlertKind, AlertLevel, OFFLINE};
use crate::model::class::{Visitor, classify};
use crate::model::kiosk::{Issued, Kiosk, Lease, LeaseId, LeasedNumber};
use crate::model::rules::LobbyRules;
use crate::model::step::Channel;
use crate::model::token::TicketToken;
use crate::model::visit::Visit;
use crate::service::alerts;
use crate::service::hall::{Hall, rules};
use crate::service::keep::{self, Writing};
use crate::store;

/// A number that a kiosk issued by itself.
#[derive(Clone, Debug)]
pub(crate) struct OfflineTicket {
    /// The ticket's token, as it was leased.
    pub(crate) token: String,
    /// What is wanted.
    pub(crate) service: ServiceId,
    /// The care group that was chosen.
    pub(crate) care_group: Option<String>,
    /// Whether large type and an accessible counter are wanted.
    pub(crate) accessible: bool,
    /// When it was issued, as far as the kiosk knows the server's time.
    pub(crate) issued_at: Timestamp,
}

/// What came of a reported number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Outcome {
    /// It is a visit now.
    Taken,
    /// It was reported before.
    Known,
    /// This kiosk was never given it, or no bank offers what it is said to be for; nothing was done.
    Refused,
}

/// The numbers of one report that the kiosk really holds.
struct Held {
    tokens: HashMap<VisitId, TicketToken>,
    numbers: Vec<LeasedNumber>,
    leases: HashMap<LeaseId, Lease>,
}

/// Makes visits of what a kiosk issued while the network was down; what was reported before stays as it is.
///
/// Whatever was legitimately printed is taken: a service that the branch no longer offers alarms those who run the hall,
/// a care group that no longer exists is left out, and a number of a day before is ended with the rest of that day.
///
/// # Errors
/// The kiosk is not known; the database is away.
pub(crate) async fn report(
    ctx: &Ctx,
    app: &App,
    secret: &str,
    tickets: Vec<OfflineTicket>,
) -> Result<Change<Vec<Outcome>>, LobbyError> {
    let kiosk = recognise(app, secret).await?;
    let hall = Hall::load(app, kiosk.branch, ctx.now()).await?;
    let rules = rules(app, &hall.branch)?;
    let held = Held::load(app, &kiosk, &tickets).await?;
    let tx = app.db.begin_write().await?;
    // Two reports of one kiosk at the same moment take turns, and the second finds what the first has done.
    tx.lock_on(kiosk.id.uuid()).await?;
    let ids: Vec<_> = held.leases.keys().copied().collect();
    let mut issued = store::leases::issued(&tx, &ids).await?;
    let write = Writing { ctx, app, tx: &tx, hall: &hall };
    let mut outcomes = HashMap::new();
    for number in &held.numbers {
        let Some(ticket) = held.find_ticket(&tickets, number) else { continue };
        let issued = issued.entry(number.lease).or_default();
        let outcome = match held.leases.get(&number.lease) {
            Some(lease) => take(&write, &rules, lease, number, ticket, issued).await?,
            None => Outcome::Refused,
        };
        outcomes.insert(number.visit, outcome);
    }
    let told = tickets.iter().map(|ticket| TicketToken::parse(&ticket.token));
    let outcome =
        |token: Option<TicketToken>| token.and_then(|token| outcomes.get(&token.id).copied());
    let told: Vec<_> = told.map(|token| outcome(token).unwrap_or(Outcome::Refused)).collect();
    let count = |wanted| told.iter().filter(|outcome| **outcome == wanted).count();
    let detail = json!({
        "taken": count(Outcome::Taken), "known": count(Outcome::Known), "refused": count(Outcome::Refused),
    });
    let entry = Entry::new("kiosk.reported").on("kiosk", kiosk.id).branch(kiosk.branch);
    app.audit.record(&tx, ctx, entry.detail(detail)).await?;
    Ok(Change::new(tx, told))
}

impl Held {
    /// Finds the numbers that a report names and that were given to this kiosk, each by its own secret.
    async fn load(app: &App, kiosk: &Kiosk, tickets: &[OfflineTicket]) -> Result<Self, LobbyError> {
        let tokens = tickets.iter().filter_map(|ticket| TicketToken::parse(&ticket.token));
        let tokens: HashMap<_, _> = tokens.map(|token| (token.id, token)).collect();
        let ids: Vec<_> = tokens.keys().copied().collect();
        let db = app.db.reader();
        let mut numbers = store::leases::numbers(db, &ids).await?;
        numbers.retain(|number| tokens[&number.visit].matches(&number.token_digest));
        let ids: HashSet<_> = numbers.iter().map(|number| number.lease).collect();
        let mut leases = store::leases::leases(db, &Vec::from_iter(ids)).await?;
        leases.retain(|_, lease| lease.kiosk == kiosk.id);
        numbers.retain(|number| leases.contains_key(&number.lease));
        Ok(Self { tokens, numbers, leases })
    }

    /// Finds what is said of a number; said twice, the first counts.
    fn find_ticket<'a>(
        &self,
        tickets: &'a [OfflineTicket],
        number: &LeasedNumber,
    ) -> Option<&'a OfflineTicket> {
        let token = self.tokens.get(&number.visit)?.reveal();
        tickets.iter().find(|ticket| ticket.token == token)
    }
}

/// Makes a visit of a number.
async fn take(
    write: &Writing<'_>,
    rules: &LobbyRules,
    lease: &Lease,
    number: &LeasedNumber,
    ticket: &OfflineTicket,
    issued: &mut Issued,
) -> Result<Outcome, LobbyError> {
    let Writing { ctx, tx, hall, .. } = *write;
    if issued.knows(number.ordinal) {
        return Ok(Outcome::Known);
    }
    let Some(service) = hall.find_service(ticket.service) else { return Ok(Outcome::Refused) };
    let care_group = ticket.care_group.as_deref().filter(|code| {
        rules.find_care_group(code).is_some_and(|group| !rules.is_urgent(&group.class))
    });
    let visitor = Visitor {
        care_group,
        service_class: service.class.as_deref(),
        accessible: ticket.accessible,
        ..Visitor::default()
    };
    let standing = classify(rules, &visitor);
    let told = standing.care_group.clone();
    let arrival = Arrival {
        id: number.visit,
        branch: lease.branch,
        day: lease.day,
        number: number.number.clone(),
        service: service.id,
        standing,
        customer: None,
        channel: Channel::Kiosk,
    };
    let at = lease.settle(issued, number.ordinal, ticket.issued_at, ctx.now());
    let (visit, step) = Visit::take(arrival, at);
    let channel = Channel::Kiosk.code();
    store::visits::insert(tx, &visit, channel, number.token_digest, None, told, None).await?;
    keep::step_of(write, &visit, step, None).await?;
    if visit.day == hall.day() && hall.find_offered(service.id).is_none() {
        alarm(write, &visit).await?;
    }
    Ok(Outcome::Taken)
}

/// Tells those who run the hall of somebody to whom the kiosk promised what the branch no longer does.
async fn alarm(write: &Writing<'_>, visit: &Visit) -> Result<(), LobbyError> {
    let Writing { ctx, app, tx, hall } = *write;
    let args = AlertArgs { place: Some(OFFLINE.to_owned()), ..AlertArgs::default() };
    let mut alert = alerts::draft(ctx, hall.id(), AlertKind::Assistance, AlertLevel::Warn, args);
    alert.visit = Some(visit.id);
    alert.number = Some(visit.number.to_string());
    alerts::raise(ctx, app, tx, &alert, &alert.id.to_string()).await?;
    Ok(())
}

/// Says why there is no visit of a token: nobody ever issued it, or a kiosk has not reported it yet.
///
/// # Errors
/// The database is away.
pub(crate) async fn why_unknown(app: &App, token: &str) -> Result<LobbyError, LobbyError> {
    let unknown = LobbyError::NotFound(Thing::Ticket);
    let Some(token) = TicketToken::parse(token) else { return Ok(unknown) };
    let numbers = store::leases::numbers(app.db.reader(), &[token.id]).await?;
    let leased = numbers.iter().any(|number| token.matches(&number.token_digest));
    Ok(if leased { LobbyError::NotReportedYet } else { unknown })
}
