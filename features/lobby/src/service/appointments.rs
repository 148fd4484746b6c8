//! What is booked beforehand.
//!
//! - [`booking`]: which slots there are, and booking one. [`changes`]: moving and giving up.
//! - [`contact`]: who comes. [`calendar`]: the file for their own calendar. [`holder`]: what whoever booked sees; [`office`]: what staff see and do. [`arriving`]: checking in.
//! - [`letters`]: mail about it.
//! - [`watch`]: what happens by itself: reminders, numbers that were taken early, no-shows.
//! - [`demo`]: invented appointments of the demo bank.
//!
//! Whoever books or moves at a branch takes turns with everybody else there, so that no slot takes more than its capacity.
//! Whoever changes an appointment takes turns with everybody who changes the same one, and looks at it again in their turn:
//! what was read before says only what to prepare.

pub(crate) mod arriving;
pub(crate) mod booking;
pub(crate) mod calendar;
pub(crate) mod changes;
mod contact;
pub(crate) mod demo;
pub(crate) mod holder;
pub(crate) mod letters;
pub(crate) mod office;
pub(crate) mod watch;

use std::sync::Arc;

use access::{Ctx, Scope};
use app::App;
use audit::Entry;
use db::WriteTx;
use events::Event;
use jiff::civil::Date;
use kernel::Timestamp;
use organisation::api::Branch;
use vault::{Field, Form, Secret, mask};

use super::hall::{Hall, zone};
use crate::error::{LobbyError, Thing};
use crate::model::appointment::AppointmentId;
use crate::model::appointment::rules::AppointmentRules;
use crate::model::appointment::slots::Slot;
use crate::store;
use crate::store::appointments::KeptAppointment;

/// The name of whoever comes.
pub(crate) const NAME: Field = Field::new("lobby_appointments.name");

/// The mobile number of whoever comes.
pub(crate) const PHONE: Field = Field::new("lobby_appointments.phone");

/// An appointment with everything that a page about it shows.
pub(crate) struct Shown {
    /// The appointment.
    pub(crate) kept: KeptAppointment,
    /// Where.
    pub(crate) hall: Hall,
    /// The rules in force there.
    pub(crate) rules: Arc<AppointmentRules>,
    /// The name, masked.
    pub(crate) name: String,
    /// The mobile number, masked.
    pub(crate) phone: String,
    /// The e-mail address, masked; `None` when no mail is wanted.
    pub(crate) email: Option<String>,
}

impl Shown {
    /// Puts together what a page shows.
    fn of(
        app: &App,
        kept: KeptAppointment,
        hall: Hall,
        rules: Arc<AppointmentRules>,
    ) -> Result<Self, LobbyError> {
        let name = app.vault.open_text(NAME, kept.appointment.id.uuid(), &kept.name)?;
        let (name, phone) =
            (mask::name(name.expose()), mask::phone(phone_of(app, &kept)?.expose()));
        let email = kept.email.as_ref().map(|sealed| {
            let email = app.vault.open_text(letters::EMAIL, kept.appointment.id.uuid(), sealed)?;
            Ok::<_, LobbyError>(mask::email(email.expose()))
        });
        let email = email.transpose()?;
        Ok(Self { kept, hall, rules, name, phone, email })
    }
}

/// Opens the mobile number.
fn phone_of(app: &App, kept: &KeptAppointment) -> Result<Secret<String>, LobbyError> {
    Ok(app.vault.open_text(PHONE, kept.appointment.id.uuid(), &kept.phone)?)
}

/// Returns what to search a mobile number by.
fn phone_indexes(app: &App, phone: &str) -> Vec<Vec<u8>> {
    let candidates = app.vault.index_candidates(PHONE, Form::Phone, phone);
    candidates.into_iter().map(vault::BlindIndex::into_bytes).collect()
}

/// Returns the rules of appointments in force for a branch, by its jurisdiction.
pub(crate) fn rules_of(app: &App, branch: &Branch) -> Result<Arc<AppointmentRules>, LobbyError> {
    Ok(app.data.pack(&format!("appointments/{}", branch.jurisdiction))?)
}

/// Returns a day on the wall of a branch, from its first instant up to the one after its last.
pub(crate) fn day_of(branch: &Branch, date: Date) -> Slot {
    let midnight = |date: Date| {
        let zoned = date.to_zoned(zone(branch));
        zoned.map_or(Timestamp::from_micros(0), |zoned| zoned.timestamp().into())
    };
    Slot { from: midnight(date), to: midnight(date.tomorrow().unwrap_or(date)) }
}

/// Reads an appointment for a change of it, while everybody else who wants to change it waits.
async fn fresh(tx: &WriteTx, id: AppointmentId) -> Result<KeptAppointment, LobbyError> {
    tx.lock_on(id.uuid()).await?;
    let kept = store::appointments::find(tx, &Scope::All, id).await?;
    kept.ok_or(LobbyError::NotFound(Thing::Appointment))
}

/// Saves an appointment after something that changed it, announces it and puts it on the record.
///
/// # Errors
/// Somebody else changed it at the same moment; the database is away.
async fn save<E: Event>(
    ctx: &Ctx,
    app: &App,
    tx: &WriteTx,
    kept: &mut KeptAppointment,
    event: &E,
    entry: Entry,
) -> Result<(), LobbyError> {
    if !store::appointments::update(tx, kept).await? {
        return Err(LobbyError::ChangedMeanwhile);
    }
    record(ctx, app, tx, kept, event, entry).await
}

/// Announces what happened with an appointment and puts it on the record.
async fn record<E: Event>(
    ctx: &Ctx,
    app: &App,
    tx: &WriteTx,
    kept: &KeptAppointment,
    event: &E,
    entry: Entry,
) -> Result<(), LobbyError> {
    app.events.record(tx, ctx, event).await?;
    let appointment = &kept.appointment;
    let entry = entry.on("appointment", appointment.id).branch(appointment.branch);
    app.audit.record(tx, ctx, entry.detail(event)).await?;
    Ok(())
}
