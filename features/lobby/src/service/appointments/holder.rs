//! What whoever booked an appointment sees and does; the secret of the link is the permission.

use access::{Ctx, Scope};
use app::App;
use db::Change;
use kernel::Timestamp;

use super::arriving::check_in;
use super::booking::load;
use super::changes::Changing;
use super::{Shown, rules_of};
use crate::error::{LobbyError, Thing};
use crate::model::appointment::Booker;
use crate::model::step::Channel;
use crate::model::token::AppointmentToken;
use crate::service::tickets::Ticket;
use crate::store;
use crate::store::appointments::KeptAppointment;

/// An appointment as its holder sees it.
pub(crate) struct Held {
    /// The appointment.
    pub(crate) shown: Shown,
    /// The number of somebody who has checked in.
    pub(crate) number: Option<String>,
    /// The secret.
    pub(crate) token: AppointmentToken,
}

impl Held {
    /// Returns the path of the page where it is changed and checked in.
    pub(crate) fn path(&self) -> String {
        format!("/book/{}", self.token.reveal())
    }

    /// Returns the whole address of that page.
    pub(crate) fn address(&self, app: &App) -> String {
        format!("{}{}", app.config.public_url.trim_end_matches('/'), self.path())
    }
}

/// Shows an appointment to its holder.
///
/// # Errors
/// The link is not known; the database is away.
pub(crate) async fn show(ctx: &Ctx, app: &App, token: &str) -> Result<Held, LobbyError> {
    let token = read(token)?;
    let (kept, hall, rules) = load(ctx, app, &Scope::All, token.id).await?;
    let kept = held(kept, &token)?;
    let number = match kept.appointment.visit() {
        Some(visit) => {
            let visits = store::appointments::visits(app.db.reader(), &[visit]).await?;
            visits.get(&visit).map(|(number, _)| number.clone())
        }
        None => None,
    };
    Ok(Held { shown: Shown::of(app, kept, hall, rules)?, number, token })
}

/// Moves an appointment by its holder's own wish.
///
/// # Errors
/// The link is not known, it is too late, the slot is full or not offered, or the customer has checked in.
pub(crate) async fn move_to(
    ctx: &Ctx,
    app: &App,
    token: &str,
    starts_at: Timestamp,
) -> Result<Change<Held>, LobbyError> {
    let token = read(token)?;
    let changing = changing(ctx, app, &token).await?;
    Ok(with_token(changing.move_to(ctx, app, starts_at).await?, token))
}

/// Gives an appointment up by its holder's own wish.
///
/// # Errors
/// The link is not known, it is too late, or the customer has checked in.
pub(crate) async fn cancel(ctx: &Ctx, app: &App, token: &str) -> Result<Change<Held>, LobbyError> {
    let token = read(token)?;
    let changing = changing(ctx, app, &token).await?;
    Ok(with_token(changing.cancel(ctx, app).await?, token))
}

/// Checks in on the holder's own phone.
///
/// # Errors
/// The link is not known, it is too early or the day is over, or the customer has checked in.
pub(crate) async fn arrive(
    ctx: &Ctx,
    app: &App,
    token: &str,
    accessible: bool,
) -> Result<Change<Ticket>, LobbyError> {
    let token = read(token)?;
    let (kept, hall, _) = load(ctx, app, &Scope::All, token.id).await?;
    let kept = held(kept, &token)?;
    let rules = rules_of(app, &hall.branch)?;
    check_in(ctx, app, kept, &hall, &rules, Channel::Phone, accessible).await
}

async fn changing(ctx: &Ctx, app: &App, token: &AppointmentToken) -> Result<Changing, LobbyError> {
    let (kept, hall, rules) = load(ctx, app, &Scope::All, token.id).await?;
    Ok(Changing { kept: held(kept, token)?, hall, rules, by: Booker::Customer, reason: None })
}

fn with_token(change: Change<Shown>, token: AppointmentToken) -> Change<Held> {
    let Change { tx, value } = change;
    Change::new(tx, Held { shown: value, number: None, token })
}

fn read(token: &str) -> Result<AppointmentToken, LobbyError> {
    AppointmentToken::parse(token).ok_or(LobbyError::NotFound(Thing::Appointment))
}

/// Lets nobody by who does not know the secret.
pub(super) fn held(
    kept: KeptAppointment,
    token: &AppointmentToken,
) -> Result<KeptAppointment, LobbyError> {
    let knows = token.matches(&kept.token_digest);
    if knows { Ok(kept) } else { Err(LobbyError::NotFound(Thing::Appointment)) }
}
