//! Mail about appointments: written down with the act that causes it, sent by a job afterwards.
//!
//! The row of a letter says what it tells and how it went; whom it goes to and what it says is read from the appointment when
//! it is sent, so that a letter never tells what was true an hour ago.

use access::{Ctx, Scope};
use app::App;
use db::{Inconsistency, WriteTx};
use jobs::{Job, JobError};
use mail::{Attachment, EmailAddress, Letter, LetterId, SendError};
use organisation::api::Paper;
use serde::{Deserialize, Serialize};
use vault::Field;

use super::booking::load;
use super::holder::Held;
use super::{Shown, calendar, fresh};
use crate::error::{LobbyError, Thing};
use crate::model::appointment::letter::{AppointmentLetter, LetterKind};
use crate::model::appointment::words::{LetterFacts, Words};
use crate::model::appointment::{AppointmentState, Booker};
use crate::model::token::AppointmentToken;
use crate::service::hall::zone;
use crate::store::appointments::KeptAppointment;
use crate::store::appointments::letters;

/// The e-mail address of whoever comes.
pub(crate) const EMAIL: Field = Field::new("lobby_appointments.email");

/// The secret of the link, kept for letters; only of those who gave an address.
pub(crate) const LINK: Field = Field::new("lobby_appointments.link");

/// Sends one letter.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct SendLetter {
    /// Which one.
    letter: LetterId,
}

impl Job for SendLetter {
    const NAME: &'static str = "lobby.send_letter";
    /// A slow mail server holds up nothing but mail.
    const QUEUE: &'static str = "mail";
    /// The letter itself counts its attempts; these are more, so that a job which a crash cut off is not the end of it.
    const RETRIES: u32 = 40;
}

/// Writes a letter about an appointment into the transaction of its cause; nothing where no mail is sent or wanted.
pub(super) async fn write(
    ctx: &Ctx,
    app: &App,
    tx: &WriteTx,
    kept: &KeptAppointment,
    kind: LetterKind,
) -> Result<(), LobbyError> {
    if app.mail.is_none() || kept.email.is_none() {
        return Ok(());
    }
    let letter = AppointmentLetter::write(ctx.id(), &kept.appointment, kind, ctx.now());
    letters::insert(tx, &letter).await?;
    app.jobs.enqueue(tx, ctx, &SendLetter { letter: letter.id }).await?;
    Ok(())
}

/// Sends a letter, unless it was sent or is no longer true; safe to repeat.
///
/// # Errors
/// The mail server or the database is away, to be tried again; the letter was refused for good.
pub(crate) async fn send(app: App, ctx: Ctx, job: SendLetter) -> Result<(), JobError> {
    let Some(mailer) = &app.mail else { return Err(JobError::fail("no mail server is set")) };
    let letter = letters::find(app.db.reader(), job.letter).await?;
    let letter = letter.ok_or_else(|| JobError::fail("there is no such letter"))?;
    let message = compose(&ctx, &app, &letter).await?;
    // A server that is away is found out before the letter is taken up, so that the moment in which a crash leaves it open
    // whether it went is short.
    let reached = mailer.reach().await;
    if !take_up(&ctx, &app, letter.id).await? {
        return Ok(());
    }
    let outcome = match reached {
        Ok(()) => mailer.send(&message).await,
        Err(error) => Err(error),
    };
    note(&ctx, &app, letter.id, outcome).await
}

/// Takes a letter up; `false` when there is nothing to send.
async fn take_up(ctx: &Ctx, app: &App, id: LetterId) -> Result<bool, LobbyError> {
    let tx = app.db.begin_write().await?;
    let (mut letter, kept) = in_turn(&tx, id).await?;
    let taken = letter.take_up(&kept.appointment, ctx.now());
    letters::update(&tx, &letter).await?;
    tx.commit().await?;
    Ok(taken)
}

/// Notes how it went, and says what is to follow.
async fn note(
    ctx: &Ctx,
    app: &App,
    id: LetterId,
    outcome: Result<(), SendError>,
) -> Result<(), JobError> {
    let tx = app.db.begin_write().await?;
    let (mut letter, _) = in_turn(&tx, id).await?;
    let ended = match outcome {
        Ok(()) => {
            letter.sent(ctx.now());
            Ok(())
        }
        Err(error) if letter.failed(error.note(), error.may_pass(), ctx.now()) => {
            Err(JobError::retry(error))
        }
        Err(error) => Err(JobError::fail(error)),
    };
    letters::update(&tx, &letter).await?;
    tx.commit().await?;
    ended
}

/// Reads a letter and its appointment, while everybody else who wants to change either waits.
async fn in_turn(
    tx: &WriteTx,
    id: LetterId,
) -> Result<(AppointmentLetter, KeptAppointment), LobbyError> {
    let gone = || LobbyError::NotFound(Thing::Appointment);
    let first = letters::find(tx, id).await?.ok_or_else(gone)?;
    let kept = fresh(tx, first.appointment).await?;
    Ok((letters::find(tx, id).await?.ok_or_else(gone)?, kept))
}

/// Puts a letter into words.
///
/// It says how the appointment stands now; [`AppointmentLetter::take_up`] sees to it that this is what the letter was written for.
async fn compose(ctx: &Ctx, app: &App, letter: &AppointmentLetter) -> Result<Letter, LobbyError> {
    let (kept, hall, rules) = load(ctx, app, &Scope::All, letter.appointment).await?;
    let (to, token) = open(app, &kept)?;
    let held = Held { shown: Shown::of(app, kept, hall, rules)?, number: None, token };
    let Words { subject, text } = words(app, &held, letter.kind);
    let with_calendar = !matches!(letter.kind, LetterKind::Reminder { .. });
    let attachment = with_calendar.then(|| Attachment {
        name: "appointment.ics",
        kind: "text/calendar; charset=utf-8; method=PUBLISH",
        content: calendar::write(app, &held, letter.created_at),
    });
    let (id, written_at) = (letter.id, letter.created_at);
    Ok(Letter { id, written_at, to, subject, text, attachment })
}

/// Opens the address and the secret of the link.
fn open(app: &App, kept: &KeptAppointment) -> Result<(EmailAddress, AppointmentToken), LobbyError> {
    let row = kept.appointment.id.uuid();
    let wrong = |column| Inconsistency::new("lobby_appointments", column, row);
    let email = kept.email.as_ref().ok_or_else(|| wrong("email"))?;
    let link = kept.link.as_ref().ok_or_else(|| wrong("link"))?;
    let email = app.vault.open_text(EMAIL, row, email)?;
    let link = app.vault.open_text(LINK, row, link)?;
    let address = email.expose().parse().map_err(|_| wrong("email"))?;
    let token = AppointmentToken::parse(link.expose()).ok_or_else(|| wrong("link"))?;
    Ok((address, token))
}

fn words(app: &App, held: &Held, kind: LetterKind) -> Words {
    let Shown { kept, hall, rules, .. } = &held.shown;
    let appointment = &kept.appointment;
    let (locale, branch, zone) = (appointment.language, &hall.branch, zone(&hall.branch));
    let service = hall.find_service(appointment.service);
    let papers: &[Paper] = service.map_or(&[], |service| &service.papers);
    let papers: Vec<&str> =
        papers.iter().map(|paper| locale.pick(&paper.name, &paper.name_en)).collect();
    let by_bank = match &appointment.state {
        AppointmentState::Cancelled { by: Booker::Staff, reason: Some(code) } => {
            let named = rules.reasons.iter().find(|reason| reason.code == *code);
            Some(named.map_or("", |reason| locale.pick(&reason.name, &reason.name_en)))
        }
        _ => None,
    };
    let link = held.address(app);
    let facts = LetterFacts {
        service: service.map_or("", |service| locale.pick(&service.name, &service.name_en)),
        branch: locale.pick(&branch.name, &branch.name_en),
        address: locale.pick(&branch.address, &branch.address_en),
        from: zone.to_datetime(appointment.slot.from.to_jiff()),
        to: zone.to_datetime(appointment.slot.to.to_jiff()),
        code: &appointment.code,
        papers: &papers,
        link: &link,
        change_until_min: rules.cancel_until_min,
        by_bank: by_bank.filter(|reason| !reason.is_empty()),
    };
    facts.words(kind, locale)
}
