//! Which slots there are, and booking one.

use std::sync::Arc;

use access::{Ctx, Scope};
use app::App;
use audit::Entry;
use customers::api::{Identity, IdentityKind, identify};
use db::{Change, WriteTx};
use jiff::civil::Date;
use kernel::{BranchId, ServiceId, Timestamp};
use organisation::api::{Branch, Service, branch_date};
use uuid::Uuid;
use vault::Secret;
use web::Fields;

use super::contact::Contact;
use super::{Shown, day_of, letters, phone_indexes, record, rules_of};
use crate::error::{LobbyError, Thing};
use crate::events::{AppointmentBooked, AppointmentFacts};
use crate::model::appointment::letter::LetterKind;
use crate::model::appointment::refusal::AppointmentRefusal;
use crate::model::appointment::rules::{AppointmentRules, Blackout};
use crate::model::appointment::slots::{self, Slot};
use crate::model::appointment::{
    Appointment, AppointmentId, AppointmentState, Booker, Seen, code_of,
};
use crate::model::rules::LobbyRules;
use crate::model::token::AppointmentToken;
use crate::permissions::APPOINTMENT_MANAGE;
use crate::service::estimate::is_urgent;
use crate::service::hall::{Hall, rules, zone};
use crate::store;
use crate::store::appointments::KeptAppointment;

/// Who wants to come, when and what for.
pub(crate) struct Booking {
    /// What for.
    pub(crate) service: ServiceId,
    /// The beginning of a slot.
    pub(crate) starts_at: Timestamp,
    /// The name.
    pub(crate) name: Secret<String>,
    /// The mobile number.
    pub(crate) phone: Secret<String>,
    /// Where mail about it goes; `None` or blank when none is wanted.
    pub(crate) email: Option<Secret<String>>,
    /// Who books it.
    pub(crate) by: Booker,
}

/// What can be booked at a branch.
pub(crate) struct Offer {
    /// Where.
    pub(crate) hall: Hall,
    /// The rules in force there.
    pub(crate) rules: Arc<AppointmentRules>,
    /// What can be booked beforehand, in the order of a kiosk.
    pub(crate) services: Vec<Arc<Service>>,
}

/// A day with its slots.
pub(crate) struct OfferedDay {
    /// The date on the wall of the branch.
    pub(crate) date: Date,
    /// Why there are none, when the rules leave the day out.
    pub(crate) blackout: Option<Blackout>,
    /// Every slot that is not too near, with what is left of it.
    pub(crate) slots: Vec<(Slot, u32)>,
}

/// A new appointment and the secret of whoever booked it.
pub(crate) struct Booked {
    /// The appointment.
    pub(crate) shown: Shown,
    /// The secret.
    pub(crate) token: AppointmentToken,
}

/// Tells what can be booked at a branch; what goes before everybody is not, because nobody should wait for it.
///
/// # Errors
/// There is no such branch; the database is away.
pub(crate) async fn offer(ctx: &Ctx, app: &App, branch: BranchId) -> Result<Offer, LobbyError> {
    let hall = Hall::load(app, branch, ctx.now()).await?.serving()?;
    let (rules, lobby) = (rules_of(app, &hall.branch)?, rules(app, &hall.branch)?);
    let services = bookable(&hall, &rules, &lobby).cloned().collect();
    Ok(Offer { hall, rules, services })
}

/// Tells whether anything can be booked at a branch; where there are no rules of appointments, nothing can.
pub(crate) fn offers(app: &App, hall: &Hall, lobby: &LobbyRules) -> bool {
    rules_of(app, &hall.branch).is_ok_and(|rules| bookable(hall, &rules, lobby).next().is_some())
}

fn bookable<'a>(
    hall: &'a Hall,
    rules: &AppointmentRules,
    lobby: &LobbyRules,
) -> impl Iterator<Item = &'a Arc<Service>> {
    hall.offered
        .iter()
        .filter(|service| !is_urgent(lobby, service) && rules.capacity_of(&service.code) > 0)
}

impl Offer {
    /// Finds a service that can be booked.
    ///
    /// # Errors
    /// It cannot, at this branch.
    fn find(&self, id: ServiceId) -> Result<&Arc<Service>, LobbyError> {
        let mut fields = Fields::default();
        let found = self.services.iter().find(|service| service.id == id);
        fields.check(
            found.is_some(),
            "/service_id",
            "lobby.service_not_bookable",
            "这项业务在本网点不能预约，请重新选择，或直接到店取号。",
            "This service cannot be booked at this branch. Please choose again, or come and take a number.",
        );
        fields.into_result()?;
        found.ok_or(LobbyError::NotFound(Thing::Branch))
    }
}

/// Lists the days that can be booked for a service, with what is left.
///
/// # Errors
/// There is no such branch, or the service cannot be booked there; the database is away.
pub(crate) async fn days(
    ctx: &Ctx,
    app: &App,
    branch: BranchId,
    service: ServiceId,
) -> Result<(Hall, Vec<OfferedDay>), LobbyError> {
    let offer = offer(ctx, app, branch).await?;
    let service = Arc::clone(offer.find(service)?);
    let Offer { hall, rules, .. } = offer;
    let dates = slots::days(hall.day().date(), &rules);
    let (Some(first), Some(last)) = (dates.first(), dates.last()) else {
        return Ok((hall, Vec::new()));
    };
    let whole =
        Slot { from: day_of(&hall.branch, *first).from, to: day_of(&hall.branch, *last).to };
    let db = app.db.reader();
    let taken = store::appointments::taken(db, branch, service.id, whole, None).await?;
    let capacity = rules.capacity_of(&service.code);
    let mut days = Vec::with_capacity(dates.len());
    for date in dates {
        let blackout = rules.find_blackout(&hall.branch.code, date).cloned();
        let offered = slots_on(app, &hall.branch, &rules, date).await?.into_iter();
        let slots = offered
            .filter(|slot| slots::in_time(*slot, &rules, ctx.now()))
            .map(|slot| (slot, slots::left(slot, capacity, &taken)))
            .collect();
        days.push(OfferedDay { date, blackout, slots });
    }
    Ok((hall, days))
}

/// Lists the slots of a day, whether anything is left of them or not; none on a day that the rules leave out.
async fn slots_on(
    app: &App,
    branch: &Branch,
    rules: &AppointmentRules,
    date: Date,
) -> Result<Vec<Slot>, LobbyError> {
    if rules.find_blackout(&branch.code, date).is_some() {
        return Ok(Vec::new());
    }
    let day = branch_date(app, branch.id, date).await?;
    Ok(slots::slots_of(&day.hours, date, &zone(branch), rules.slot_min))
}

/// Finds the slot that begins at an instant; asked before a write begins.
///
/// # Errors
/// There is none, it is too near, or too far.
pub(super) async fn find_slot(
    ctx: &Ctx,
    app: &App,
    hall: &Hall,
    rules: &AppointmentRules,
    starts_at: Timestamp,
) -> Result<Slot, LobbyError> {
    let date = zone(&hall.branch).to_datetime(starts_at.to_jiff()).date();
    if !slots::days(hall.day().date(), rules).contains(&date) {
        return Err(AppointmentRefusal::SlotNotOffered.into());
    }
    let found = slots_on(app, &hall.branch, rules, date).await?.into_iter();
    let mut found = found.filter(|slot| slots::in_time(*slot, rules, ctx.now()));
    let slot = found.find(|slot| slot.from == starts_at);
    Ok(slot.ok_or(AppointmentRefusal::SlotNotOffered)?)
}

/// Refuses a slot that is full; asked while everybody else at the branch waits.
pub(super) async fn check_room(
    tx: &WriteTx,
    hall: &Hall,
    rules: &AppointmentRules,
    service: &Service,
    slot: Slot,
    but: Option<AppointmentId>,
) -> Result<(), LobbyError> {
    let taken = store::appointments::taken(tx, hall.id(), service.id, slot, but).await?;
    if slots::left(slot, rules.capacity_of(&service.code), &taken) == 0 {
        return Err(AppointmentRefusal::SlotFull.into());
    }
    Ok(())
}

/// Books an appointment.
///
/// # Errors
/// The branch does not exist, a field is wrong, the slot is full or not offered, the mobile number has too many; staff lack
/// the permission; the database is away.
pub(crate) async fn book(
    ctx: &Ctx,
    app: &App,
    branch: BranchId,
    booking: Booking,
) -> Result<Change<Booked>, LobbyError> {
    if booking.by == Booker::Staff {
        Hall::allow(ctx, branch, APPOINTMENT_MANAGE)?;
    }
    let offer = offer(ctx, app, branch).await?;
    let Contact { name, phone, email } = Contact::read(app, &booking)?;
    let service = Arc::clone(offer.find(booking.service)?);
    let Offer { hall, rules, .. } = offer;
    let slot = find_slot(ctx, app, &hall, &rules, booking.starts_at).await?;
    let shown = Secret::new(phone.expose().to_owned());
    let identity = Identity { kind: IdentityKind::Phone, value: shown };
    let known = identify(app.db.reader(), ctx, app, &identity).await?;
    let customer = known.map(|known| known.customer_id);
    let indexes = phone_indexes(app, phone.expose());
    let tx = app.db.begin_write().await?;
    tx.lock_on(lock_of(&indexes)).await?;
    tx.lock_on(branch.uuid()).await?;
    check_room(&tx, &hall, &rules, &service, slot, None).await?;
    let open = store::appointments::count_open(&tx, &indexes, ctx.now()).await?;
    if open >= u64::from(rules.per_person) {
        return Err(AppointmentRefusal::PerPerson { limit: rules.per_person }.into());
    }
    let id: AppointmentId = ctx.id();
    let appointment = Appointment {
        id,
        code: free_code(ctx, &tx).await?,
        branch,
        service: service.id,
        customer,
        slot,
        language: ctx.locale,
        booked_by: booking.by,
        booked_at: ctx.now(),
        state: AppointmentState::Booked { seen: Seen::Unknown },
        since: ctx.now(),
        moves: 0,
        remind_at: rules.next_reminder(slot.from, ctx.now()),
    };
    let token = AppointmentToken::draw(id, &ctx.ids);
    let kept = Contact { name, phone, email }.seal(app, appointment, &token)?;
    store::appointments::insert(&tx, &kept).await?;
    let event = AppointmentBooked { facts: AppointmentFacts::from(&kept.appointment) };
    record(ctx, app, &tx, &kept, &event, Entry::new("appointment.booked")).await?;
    letters::write(ctx, app, &tx, &kept, LetterKind::Booked).await?;
    let shown = Shown::of(app, kept, hall, rules)?;
    Ok(Change::new(tx, Booked { shown, token }))
}

/// Makes those of one mobile number take turns, so that two at the same moment do not exceed its limit.
fn lock_of(indexes: &[Vec<u8>]) -> Uuid {
    let first = indexes.first().and_then(|index| index.get(..16));
    first.and_then(|bytes| Uuid::from_slice(bytes).ok()).unwrap_or_default()
}

/// Draws a code that nobody has; with a hundred million of them the first is nearly always free.
async fn free_code(ctx: &Ctx, tx: &WriteTx) -> Result<String, LobbyError> {
    loop {
        let code = code_of(ctx.ids.token());
        if !store::appointments::is_taken(tx, &code).await? {
            return Ok(code);
        }
    }
}

/// Loads an appointment that a scope may see, with its branch and the rules there.
pub(super) async fn load(
    ctx: &Ctx,
    app: &App,
    scope: &Scope,
    id: AppointmentId,
) -> Result<(KeptAppointment, Hall, Arc<AppointmentRules>), LobbyError> {
    let kept = store::appointments::find(app.db.reader(), scope, id).await?;
    let kept = kept.ok_or(LobbyError::NotFound(Thing::Appointment))?;
    let hall = Hall::load(app, kept.appointment.branch, ctx.now()).await?;
    let rules = rules_of(app, &hall.branch)?;
    Ok((kept, hall, rules))
}
