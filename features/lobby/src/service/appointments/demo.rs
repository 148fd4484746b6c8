//! Invented appointments of the demo bank.

use std::time::Duration;

use access::Ctx;
use app::App;
use db::Change;
use kernel::{BranchId, Kind, ServiceId, Timestamp};
use vault::Secret;

use super::booking::{Booking, book};
use super::phone_indexes;
use crate::error::LobbyError;
use crate::model::appointment::Booker;
use crate::store;

/// An appointment of an invented person.
#[derive(Clone, Debug)]
pub struct DemoAppointment {
    /// What for.
    pub service: ServiceId,
    /// The beginning of a slot.
    pub starts_at: Timestamp,
    /// The name.
    pub name: Secret<String>,
    /// A mobile number that is given to nobody.
    pub phone: Secret<String>,
}

/// Books an appointment for the demo bank; `false` when the mobile number has one at this branch on that day already, or the
/// rules do not allow it, as when the slot is full or too near.
///
/// # Errors
/// The database is away.
pub async fn book_for_demo(
    app: &App,
    ctx: &Ctx,
    branch: BranchId,
    wanted: DemoAppointment,
) -> Result<bool, LobbyError> {
    let DemoAppointment { service, starts_at, name, phone } = wanted;
    let day = Duration::from_hours(12);
    let stretch = (starts_at - day, starts_at + day);
    let indexes = phone_indexes(app, phone.expose());
    let db = app.db.reader();
    if !store::appointments::of_phone(db, branch, &indexes, stretch).await?.is_empty() {
        return Ok(false);
    }
    let booking = Booking { service, starts_at, name, phone, email: None, by: Booker::Customer };
    match book(ctx, app, branch, booking).await {
        Ok(Change { tx, .. }) => {
            tx.commit().await?;
            Ok(true)
        }
        Err(error) => match kernel::Fault::kind(&error) {
            Kind::Invalid | Kind::Conflict => Ok(false),
            _ => Err(error),
        },
    }
}
