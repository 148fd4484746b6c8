//! Moving an appointment and giving it up, by whoever booked it and by staff.

use std::sync::Arc;

use access::Ctx;
use app::App;
use audit::Entry;
use db::Change;
use kernel::Timestamp;
use web::Fields;

use super::booking::{check_room, find_slot};
use super::{Shown, fresh, letters, save};
use crate::error::{LobbyError, Thing};
use crate::events::{AppointmentCancelled, AppointmentFacts, AppointmentMoved};
use crate::model::appointment::Booker;
use crate::model::appointment::letter::LetterKind;
use crate::model::appointment::rules::AppointmentRules;
use crate::model::rules::knows;
use crate::service::hall::Hall;
use crate::store::appointments::KeptAppointment;

/// An appointment that somebody is about to change, with what has to be known before a write begins.
pub(super) struct Changing {
    /// The appointment.
    pub(super) kept: KeptAppointment,
    /// Where.
    pub(super) hall: Hall,
    /// The rules in force there.
    pub(super) rules: Arc<AppointmentRules>,
    /// Who changes it.
    pub(super) by: Booker,
    /// Why, a code of the rules; staff give one.
    pub(super) reason: Option<String>,
}

impl Changing {
    /// Moves the appointment to the slot that begins at an instant.
    ///
    /// # Errors
    /// It can no longer be moved, the slot is full or not offered, the reason is unknown, or somebody else was faster.
    pub(super) async fn move_to(
        mut self,
        ctx: &Ctx,
        app: &App,
        starts_at: Timestamp,
    ) -> Result<Change<Shown>, LobbyError> {
        self.check(ctx)?;
        let before = self.kept.appointment.slot;
        let slot = if starts_at == before.from {
            before
        } else {
            find_slot(ctx, app, &self.hall, &self.rules, starts_at).await?
        };
        self.kept.appointment.clone().move_to(slot, &self.rules, ctx.now())?;
        let service = self.hall.find_service(self.kept.appointment.service).cloned();
        let service = service.ok_or(LobbyError::NotFound(Thing::Branch))?;
        let tx = app.db.begin_write().await?;
        self.kept = fresh(&tx, self.kept.appointment.id).await?;
        tx.lock_on(self.hall.id().uuid()).await?;
        self.kept.appointment.move_to(slot, &self.rules, ctx.now())?;
        let own = Some(self.kept.appointment.id);
        check_room(&tx, &self.hall, &self.rules, &service, slot, own).await?;
        let facts = AppointmentFacts::from(&self.kept.appointment);
        let event = AppointmentMoved { facts, from: before.from };
        let entry = self.entry("appointment.moved");
        save(ctx, app, &tx, &mut self.kept, &event, entry).await?;
        letters::write(ctx, app, &tx, &self.kept, LetterKind::Moved).await?;
        Ok(Change::new(tx, Shown::of(app, self.kept, self.hall, self.rules)?))
    }

    /// Gives the appointment up.
    ///
    /// # Errors
    /// It can no longer be given up, the reason is unknown, or somebody else was faster.
    pub(super) async fn cancel(
        mut self,
        ctx: &Ctx,
        app: &App,
    ) -> Result<Change<Shown>, LobbyError> {
        self.check(ctx)?;
        let tx = app.db.begin_write().await?;
        self.kept = fresh(&tx, self.kept.appointment.id).await?;
        self.kept.appointment.cancel(self.by, self.reason.clone(), ctx.now())?;
        let facts = AppointmentFacts::from(&self.kept.appointment);
        let event = AppointmentCancelled { facts, by: self.by.code().to_owned() };
        let entry = self.entry("appointment.cancelled");
        save(ctx, app, &tx, &mut self.kept, &event, entry).await?;
        letters::write(ctx, app, &tx, &self.kept, LetterKind::Cancelled).await?;
        Ok(Change::new(tx, Shown::of(app, self.kept, self.hall, self.rules)?))
    }

    /// Holds customers to their deadline and staff to a reason that the rules know.
    fn check(&self, ctx: &Ctx) -> Result<(), LobbyError> {
        match (self.by, &self.reason) {
            (Booker::Customer, _) => {
                self.kept.appointment.check_deadline(&self.rules, ctx.now())?;
            }
            (Booker::Staff, reason) => {
                let known = reason.as_ref().is_some_and(|code| knows(&self.rules.reasons, code));
                let mut fields = Fields::default();
                fields.check(
                    known,
                    "/reason",
                    "lobby.unknown_reason",
                    "请从列表中选择原因。",
                    "Please choose a reason from the list.",
                );
                fields.into_result()?;
            }
        }
        Ok(())
    }

    fn entry(&self, action: &'static str) -> Entry {
        let entry = Entry::new(action);
        match &self.reason {
            Some(reason) => entry.reason(reason),
            None => entry,
        }
    }
}
