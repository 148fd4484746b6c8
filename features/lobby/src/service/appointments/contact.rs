//! Who comes and how they are reached: read at the fields, sealed for the table.

use app::App;
use customers::{Flaw, PersonName, Phone};
use mail::EmailAddress;
use vault::Form;
use web::Fields;

use super::booking::Booking;
use super::letters::{EMAIL, LINK};
use super::{NAME, PHONE};
use crate::error::LobbyError;
use crate::model::appointment::Appointment;
use crate::model::token::AppointmentToken;
use crate::store::appointments::KeptAppointment;

/// Name and addresses of whoever comes.
pub(super) struct Contact {
    /// The name.
    pub(super) name: PersonName,
    /// The mobile number.
    pub(super) phone: Phone,
    /// Where mail goes, when it is wanted.
    pub(super) email: Option<EmailAddress>,
}

impl Contact {
    /// Reads all fields, and tells of every one that is wrong.
    ///
    /// # Errors
    /// A field is wrong, or mail is wanted where none is sent.
    pub(super) fn read(app: &App, booking: &Booking) -> Result<Self, LobbyError> {
        let mut fields = Fields::default();
        let name = PersonName::parse(booking.name.expose());
        let phone = Phone::parse(booking.phone.expose());
        let mut add = |pointer: &str, flaw: &Flaw| {
            let (zh, en) = flaw.words();
            fields.add(pointer, flaw.code(), zh, en);
        };
        let _ = name.as_ref().map_err(|flaw| add("/name", flaw));
        let _ = phone.as_ref().map_err(|flaw| add("/phone", flaw));
        let email = read_email(app, booking, &mut fields);
        match (name, phone) {
            (Ok(name), Ok(phone)) => {
                fields.into_result()?;
                Ok(Self { name, phone, email })
            }
            _ => Err(fields.into()),
        }
    }

    /// Seals everything for the row of the appointment; the secret of the link only where mail is to carry it.
    pub(super) fn seal(
        &self,
        app: &App,
        appointment: Appointment,
        token: &AppointmentToken,
    ) -> Result<KeptAppointment, LobbyError> {
        let (vault, row) = (&app.vault, appointment.id.uuid());
        let (mut email, mut link) = (None, None);
        if let Some(address) = &self.email {
            email = Some(vault.seal(EMAIL, row, address.expose())?.into_bytes());
            link = Some(vault.seal(LINK, row, token.reveal())?.into_bytes());
        }
        let phone = self.phone.expose();
        Ok(KeptAppointment {
            version: 1,
            token_digest: token.digest().to_vec(),
            name: vault.seal(NAME, row, self.name.expose())?.into_bytes(),
            phone: vault.seal(PHONE, row, phone)?.into_bytes(),
            phone_index: vault.index(PHONE, Form::Phone, phone).into_bytes(),
            email,
            link,
            appointment,
        })
    }
}

fn read_email(app: &App, booking: &Booking, fields: &mut Fields) -> Option<EmailAddress> {
    let text = booking.email.as_ref()?.expose().trim();
    if text.is_empty() {
        return None;
    }
    fields.check(
        app.mail.is_some(),
        "/email",
        "lobby.mail_not_offered",
        "本行暂未开通邮件通知，请不要填写电子邮箱。",
        "This bank sends no e-mail. Please leave the e-mail address out.",
    );
    match text.parse::<EmailAddress>() {
        Ok(address) => Some(address),
        Err(flaw) => {
            let (zh, en) = flaw.words();
            fields.add("/email", flaw.code(), zh, en);
            None
        }
    }
}
