//! What happens with appointments by itself: reminders, numbers that were taken early, no-shows.
//!
//! A reconciler: it looks at the state and brings it to where it should be, however often it runs.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use access::{Ctx, Scope};
use app::App;
use audit::Entry as Act;
use kernel::{BranchId, ServiceId};

use super::{fresh, letters, rules_of, save};
use crate::error::LobbyError;
use crate::events::{
    AppointmentFacts, AppointmentNoShow, AppointmentNotKept, AppointmentReminderDue,
};
use crate::model::actions::Triage;
use crate::model::appointment::Judgement;
use crate::model::appointment::letter::LetterKind;
use crate::model::class::raised;
use crate::service::duty::Duty;
use crate::service::hall::{Hall, rules};
use crate::service::keep::{self, Writing};
use crate::service::watch::survive;
use crate::store;
use crate::store::appointments::KeptAppointment;

/// Raises numbers whose time has come, reminds, and judges who did not come.
///
/// # Errors
/// The database is away.
pub(crate) async fn look(ctx: &Ctx, app: &App) -> Result<(), LobbyError> {
    let db = app.db.reader();
    let mut watch = Watch { ctx, app, halls: HashMap::new(), ready: HashMap::new() };
    for kept in store::appointments::due::to_raise(db, ctx.now()).await? {
        survive(kept.appointment.branch, watch.raise(kept).await);
    }
    for kept in store::appointments::due::to_remind(db, ctx.now()).await? {
        survive(kept.appointment.branch, watch.remind(kept).await);
    }
    for kept in store::appointments::due::begun(db, ctx.now()).await? {
        survive(kept.appointment.branch, watch.judge(kept).await);
    }
    Ok(())
}

/// One look at all appointments; what several of them ask of a branch is asked once.
struct Watch<'a> {
    ctx: &'a Ctx,
    app: &'a App,
    halls: HashMap<BranchId, (Hall, Duty)>,
    ready: HashMap<(BranchId, ServiceId), bool>,
}

impl Watch<'_> {
    /// Puts a number that was taken early into the class `appointment`, if its visit is not over and would gain by it.
    async fn raise(&self, mut kept: KeptAppointment) -> Result<(), LobbyError> {
        let Self { ctx, app, .. } = *self;
        let branch = kept.appointment.branch;
        let hall = Hall::load(app, branch, ctx.now()).await?;
        let rules = rules(app, &hall.branch)?;
        let tx = app.db.begin_write().await?;
        kept = fresh(&tx, kept.appointment.id).await?;
        tx.lock_on(branch.uuid()).await?;
        let Some(visit) = kept.appointment.visit() else { return Ok(()) };
        if let Some(mut visit) = store::visits::find(&tx, &Scope::All, visit).await? {
            let standing = raised(&rules, &visit.visit.standing);
            let triage = Triage { service: None, standing };
            // Whose visit is over, or who is classed as soon already, stays as they are.
            if let Ok(step) = visit.visit.triage(triage, ctx.now()) {
                let before = visit.visit.busy_place();
                let write = Writing { ctx, app, tx: &tx, hall: &hall };
                keep::act(&write, &mut visit, before, step, None).await?;
            }
        }
        kept.appointment.raised();
        if store::appointments::update(&tx, &mut kept).await? {
            tx.commit().await?;
        }
        Ok(())
    }

    /// Announces the reminder that is due, once.
    async fn remind(&self, mut kept: KeptAppointment) -> Result<(), LobbyError> {
        let Self { ctx, app, .. } = *self;
        let branch = organisation::api::find_branch(app, kept.appointment.branch).await?;
        let Some(branch) = branch else { return Ok(()) };
        let rules = rules_of(app, &branch)?;
        let tx = app.db.begin_write().await?;
        kept = fresh(&tx, kept.appointment.id).await?;
        let before_min = kept.appointment.remind(&rules, ctx.now());
        match before_min {
            Some(before_min) => {
                let facts = AppointmentFacts::from(&kept.appointment);
                let event = AppointmentReminderDue { facts, before_min };
                let entry = Act::new("appointment.reminder_due");
                save(ctx, app, &tx, &mut kept, &event, entry).await?;
                let reminder = LetterKind::Reminder { before_min };
                letters::write(ctx, app, &tx, &kept, reminder).await?;
            }
            None => {
                store::appointments::update(&tx, &mut kept).await?;
            }
        }
        tx.commit().await?;
        Ok(())
    }

    /// Notes whether the bank is ready for somebody who is waited for, and ends the waiting.
    async fn judge(&mut self, mut kept: KeptAppointment) -> Result<(), LobbyError> {
        let (branch, service) = (kept.appointment.branch, kept.appointment.service);
        let ready = self.ready(branch, service).await?;
        let Self { ctx, app, .. } = *self;
        let Some((hall, _)) = self.halls.get(&branch) else { return Ok(()) };
        let rules = rules_of(app, &hall.branch)?;
        // Nothing is written, and nobody waits, for most of the looks.
        if kept.appointment.clone().judge(&rules, ready, ctx.now()) == Judgement::Nothing {
            return Ok(());
        }
        let tx = app.db.begin_write().await?;
        kept = fresh(&tx, kept.appointment.id).await?;
        let judgement = kept.appointment.judge(&rules, ready, ctx.now());
        let facts = AppointmentFacts::from(&kept.appointment);
        match judgement {
            Judgement::Nothing => {}
            Judgement::Noted => {
                store::appointments::update(&tx, &mut kept).await?;
            }
            Judgement::NoShow => {
                let entry = Act::new("appointment.no_show");
                save(ctx, app, &tx, &mut kept, &AppointmentNoShow { facts }, entry).await?;
            }
            Judgement::NotKept => {
                let entry = Act::new("appointment.not_kept");
                save(ctx, app, &tx, &mut kept, &AppointmentNotKept { facts }, entry).await?;
            }
        }
        tx.commit().await?;
        Ok(())
    }

    /// Tells whether a branch is open and somebody there attends to a service.
    async fn ready(&mut self, branch: BranchId, service: ServiceId) -> Result<bool, LobbyError> {
        if let Some(ready) = self.ready.get(&(branch, service)) {
            return Ok(*ready);
        }
        let (ctx, app) = (self.ctx, self.app);
        let (hall, duty) = match self.halls.entry(branch) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(unknown) => {
                let hall = Hall::load(app, branch, ctx.now()).await?;
                let duty = Duty::people(app, &hall, ctx.now()).await?;
                unknown.insert((hall, duty))
            }
        };
        let offered = hall.find_offered(service);
        let ready =
            hall.hours.open_now && offered.is_some_and(|one| duty.pool(hall, one).attended());
        self.ready.insert((branch, service), ready);
        Ok(ready)
    }
}
