//! What staff see of the appointments of a branch, and what they do with them.

use std::collections::HashMap;
use std::sync::Arc;

use access::Ctx;
use app::App;
use db::Change;
use kernel::{BranchId, Page, PageRequest, Timestamp};

use super::arriving::check_in;
use super::booking::load;
use super::changes::Changing;
use super::{Shown, day_of, rules_of};
use crate::error::LobbyError;
use crate::model::appointment::letter::AppointmentLetter;
use crate::model::appointment::rules::AppointmentRules;
use crate::model::appointment::{AppointmentId, AppointmentStateName, Booker};
use crate::model::number::BusinessDay;
use crate::model::step::Channel;
use crate::model::visit::StateName;
use crate::permissions::{APPOINTMENT_MANAGE, APPOINTMENT_READ};
use crate::service::hall::Hall;
use crate::service::tickets::Ticket;
use crate::store;
use crate::store::appointments::WantedAppointments;

/// An appointment as staff see it.
pub(crate) struct AppointmentRecord {
    /// The appointment.
    pub(crate) shown: Shown,
    /// Number and state of the visit of somebody who has checked in.
    pub(crate) visit: Option<(String, StateName)>,
    /// The latest letter about it.
    pub(crate) letter: Option<AppointmentLetter>,
}

impl AppointmentRecord {
    /// Returns what became of it, the visit included.
    pub(crate) fn state(&self) -> AppointmentStateName {
        match &self.visit {
            Some((_, StateName::Finished)) => AppointmentStateName::Served,
            _ => self.shown.kept.appointment.state.name(),
        }
    }
}

/// Lists the appointments of a day at a branch, by their time, with the rules there.
///
/// # Errors
/// The permission is missing or does not reach the branch, the cursor is not of this list, the database is away.
pub(crate) async fn list(
    ctx: &Ctx,
    app: &App,
    branch: BranchId,
    day: Option<BusinessDay>,
    page: &PageRequest,
) -> Result<(Arc<AppointmentRules>, Page<AppointmentRecord>), LobbyError> {
    let scope = ctx.require(APPOINTMENT_READ)?;
    let hall = Hall::load_for(ctx, app, branch, APPOINTMENT_READ).await?;
    let rules = rules_of(app, &hall.branch)?;
    let after = page.cursor.as_deref().map(read_mark).transpose()?;
    let stretch = day_of(&hall.branch, day.unwrap_or_else(|| hall.day()).date());
    let wanted = WantedAppointments { branch, from: stretch.from, to: stretch.to, state: None };
    let db = app.db.reader();
    let found = store::appointments::list(db, &scope, &wanted, after, page).await?;
    let ids: Vec<_> = found.items.iter().filter_map(|kept| kept.appointment.visit()).collect();
    let visits: HashMap<_, _> = store::appointments::visits(db, &ids).await?;
    let ids: Vec<_> = found.items.iter().map(|kept| kept.appointment.id).collect();
    let mut letters = store::appointments::letters::latest(db, &ids).await?;
    let mut items = Vec::with_capacity(found.items.len());
    for kept in found.items {
        let visit = kept.appointment.visit().and_then(|id| visits.get(&id).cloned());
        let letter = letters.remove(&kept.appointment.id);
        let shown = Shown::of(app, kept, hall.clone(), rules.clone())?;
        items.push(AppointmentRecord { shown, visit, letter });
    }
    Ok((rules, Page { items, next: found.next }))
}

fn read_mark(cursor: &str) -> Result<(Timestamp, AppointmentId), LobbyError> {
    let (from, id) = cursor.split_once('.').ok_or(LobbyError::Cursor)?;
    match (from.parse().map(Timestamp::from_micros), id.parse()) {
        (Ok(from), Ok(id)) => Ok((from, id)),
        _ => Err(LobbyError::Cursor),
    }
}

/// Moves an appointment for a customer, at any time before they come.
///
/// # Errors
/// The appointment is out of reach, the reason is unknown, the slot is full or not offered, or the customer has checked in.
pub(crate) async fn move_to(
    ctx: &Ctx,
    app: &App,
    id: AppointmentId,
    starts_at: Timestamp,
    reason: String,
) -> Result<Change<AppointmentRecord>, LobbyError> {
    let changing = changing(ctx, app, id, reason).await?;
    Ok(without_visit(changing.move_to(ctx, app, starts_at).await?))
}

/// Gives an appointment up for a customer, at any time before they come.
///
/// # Errors
/// The appointment is out of reach, the reason is unknown, or the customer has checked in.
pub(crate) async fn cancel(
    ctx: &Ctx,
    app: &App,
    id: AppointmentId,
    reason: String,
) -> Result<Change<AppointmentRecord>, LobbyError> {
    let changing = changing(ctx, app, id, reason).await?;
    Ok(without_visit(changing.cancel(ctx, app).await?))
}

/// Checks a customer in who stands before a member of staff.
///
/// # Errors
/// The appointment is out of reach, it is too early or the day is over, or the customer has checked in.
pub(crate) async fn arrive(
    ctx: &Ctx,
    app: &App,
    id: AppointmentId,
) -> Result<Change<Ticket>, LobbyError> {
    let scope = ctx.require(APPOINTMENT_MANAGE)?;
    let (kept, hall, rules) = load(ctx, app, &scope, id).await?;
    check_in(ctx, app, kept, &hall, &rules, Channel::Staff, false).await
}

async fn changing(
    ctx: &Ctx,
    app: &App,
    id: AppointmentId,
    reason: String,
) -> Result<Changing, LobbyError> {
    let scope = ctx.require(APPOINTMENT_MANAGE)?;
    let (kept, hall, rules) = load(ctx, app, &scope, id).await?;
    Ok(Changing { kept, hall, rules, by: Booker::Staff, reason: Some(reason) })
}

/// What was moved or given up has no visit.
fn without_visit(change: Change<Shown>) -> Change<AppointmentRecord> {
    let Change { tx, value } = change;
    Change::new(tx, AppointmentRecord { shown: value, visit: None, letter: None })
}
