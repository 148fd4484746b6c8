//! Checking in: an appointment becomes a number.

use access::{Ctx, Scope};
use app::App;
use audit::Entry;
use customers::Phone;
use customers::api::{Identity, IdentityKind};
use db::Change;
use kernel::BranchId;
use vault::Secret;
use web::Fields;

use super::holder::held;
use super::{day_of, fresh, phone_indexes, phone_of, rules_of, save};
use crate::error::{LobbyError, Thing};
use crate::events::{AppointmentCheckedIn, AppointmentFacts};
use crate::model::appointment::Arrival;
use crate::model::appointment::appointed::Appointed;
use crate::model::appointment::rules::AppointmentRules;
use crate::model::step::Channel;
use crate::model::token::AppointmentToken;
use crate::service::hall::{Hall, zone};
use crate::service::tickets::{self, Order, Ticket};
use crate::store;
use crate::store::appointments::KeptAppointment;

/// By what somebody at a kiosk says which appointment is theirs; the value never prints itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ShownBy {
    /// The eight digits.
    Code,
    /// The mobile number it was booked with.
    Phone,
    /// What the QR code of the link says.
    Link,
}

/// Checks somebody in at the kiosk of a branch.
///
/// # Errors
/// There is no such appointment at this branch, it is too early or the day is over, or the customer has checked in.
pub(crate) async fn at_kiosk(
    ctx: &Ctx,
    app: &App,
    branch: BranchId,
    (by, value): (ShownBy, Secret<String>),
    accessible: bool,
) -> Result<Change<Ticket>, LobbyError> {
    let hall = Hall::load(app, branch, ctx.now()).await?.serving()?;
    let rules = rules_of(app, &hall.branch)?;
    let found = match by {
        ShownBy::Code => by_code(app, &hall, value.expose()).await?,
        ShownBy::Phone => by_phone(ctx, app, &hall, &rules, value.expose()).await?,
        ShownBy::Link => by_link(app, &hall, value.expose()).await?,
    };
    let kept = found.ok_or(LobbyError::NotFound(Thing::Appointment))?;
    check_in(ctx, app, kept, &hall, &rules, Channel::Kiosk, accessible).await
}

async fn by_code(
    app: &App,
    hall: &Hall,
    value: &str,
) -> Result<Option<KeptAppointment>, LobbyError> {
    let digits: String = value.chars().filter(char::is_ascii_digit).collect();
    Ok(store::appointments::find_by_code(app.db.reader(), hall.id(), &digits).await?)
}

/// Reads the secret at the end of the address in a QR code.
async fn by_link(
    app: &App,
    hall: &Hall,
    value: &str,
) -> Result<Option<KeptAppointment>, LobbyError> {
    let path = value.trim().split(['?', '#']).next().unwrap_or_default();
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let Some(token) = AppointmentToken::parse(last) else { return Ok(None) };
    let here = Scope::Branches([hall.id()].into());
    match store::appointments::find(app.db.reader(), &here, token.id).await? {
        Some(kept) => held(kept, &token).map(Some),
        None => Ok(None),
    }
}

/// Finds the appointment of today for which somebody with this mobile number comes now: the nearest that still can be checked
/// in, or else the nearest of all, so that it is told why it cannot.
async fn by_phone(
    ctx: &Ctx,
    app: &App,
    hall: &Hall,
    rules: &AppointmentRules,
    value: &str,
) -> Result<Option<KeptAppointment>, LobbyError> {
    let phone = Phone::parse(value).map_err(|flaw| {
        let (mut fields, (zh, en)) = (Fields::default(), flaw.words());
        fields.add("/value", flaw.code(), zh, en);
        fields
    })?;
    let day = day_of(&hall.branch, hall.day().date());
    let (db, indexes) = (app.db.reader(), phone_indexes(app, phone.expose()));
    let found = store::appointments::of_phone(db, hall.id(), &indexes, (day.from, day.to)).await?;
    let zone = zone(&hall.branch);
    Ok(found.into_iter().min_by_key(|kept| {
        let appointment = &kept.appointment;
        let distance = appointment.slot.from.micros().abs_diff(ctx.now().micros());
        (appointment.arrive(rules, &zone, ctx.now()).is_err(), distance)
    }))
}

/// Gives the visitor of an appointment a number, classed by how well in time they come.
///
/// # Errors
/// It is too early or the day is over, the customer has checked in, or the service is no longer offered.
pub(super) async fn check_in(
    ctx: &Ctx,
    app: &App,
    mut kept: KeptAppointment,
    hall: &Hall,
    rules: &AppointmentRules,
    channel: Channel,
    accessible: bool,
) -> Result<Change<Ticket>, LobbyError> {
    let appointment = &kept.appointment;
    let arrival = appointment.arrive(rules, &zone(&hall.branch), ctx.now())?;
    let appointed =
        Appointed { id: appointment.id, counts_from: rules.counts_from(appointment.slot.from) };
    let order = Order {
        service: appointment.service,
        identity: Some(Identity { kind: IdentityKind::Phone, value: phone_of(app, &kept)? }),
        care_group: None,
        accessible,
        need: None,
        channel,
        appointed: Some((appointed, arrival == Arrival::OnTime)),
    };
    let Change { tx, value: ticket } = tickets::take(ctx, app, hall.id(), order).await?;
    // Somebody may have been faster, at another kiosk or on the phone; then there is no number either.
    kept = fresh(&tx, kept.appointment.id).await?;
    kept.appointment.arrive(rules, &zone(&hall.branch), ctx.now())?;
    kept.appointment.check_in(ticket.visit.id, arrival, rules, ctx.now());
    let event = AppointmentCheckedIn {
        facts: AppointmentFacts::from(&kept.appointment),
        visit_id: ticket.visit.id,
        arrival: arrival.code().to_owned(),
    };
    save(ctx, app, &tx, &mut kept, &event, Entry::new("appointment.checked_in")).await?;
    Ok(Change::new(tx, ticket))
}
