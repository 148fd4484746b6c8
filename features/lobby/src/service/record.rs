//! A visit with everything that a view of it shows.

use std::collections::HashMap;
use std::sync::Arc;

use access::{Ctx, Permission, Scope};
use app::App;
use customers::api::Summary;
use kernel::{BranchId, StaffId, VisitId};
use organisation::api::{StaffName, staff_names};
use sea_orm::ConnectionTrait;
use vault::mask;

use super::hall::Hall;
use super::keep::{NEED, NOTE};
use crate::error::{LobbyError, Thing};
use crate::model::appointment::Appointment;
use crate::model::place::Hand;
use crate::model::refusal::Action;
use crate::model::rules::LobbyRules;
use crate::permissions::{ALERT_ACKNOWLEDGE, VISIT_CALL, VISIT_TRIAGE};
use crate::store;
use crate::store::convert::Kept;
use crate::store::steps::{RecordedStep, StepActor};

/// A visit with everything that a view of it shows.
pub(crate) struct VisitRecord {
    /// The visit.
    pub(crate) kept: Kept,
    /// Where.
    pub(crate) hall: Hall,
    /// The rules in force there.
    pub(crate) rules: Arc<LobbyRules>,
    /// Every step; empty in lists.
    pub(crate) steps: Vec<RecordedStep>,
    /// Remarks of staff, by step, without long numbers.
    pub(crate) notes: HashMap<u32, String>,
    /// The need in the customer's words, without long numbers.
    pub(crate) need: Option<String>,
    /// Who it is, masked.
    pub(crate) customer: Option<Summary>,
    /// The appointment that the visitor came for; not in lists.
    pub(crate) appointment: Option<Appointment>,
    /// Names of everybody who had to do with it.
    pub(crate) names: HashMap<StaffId, StaffName>,
    /// What the caller may do now.
    pub(crate) actions: Vec<Action>,
}

impl VisitRecord {
    /// Returns the name of a member of staff; empty when it is not known.
    pub(crate) fn staff_name(&self, id: StaffId) -> StaffName {
        let unknown = || StaffName { name: String::new(), name_en: String::new() };
        self.names.get(&id).cloned().unwrap_or_else(unknown)
    }
}

/// Puts a record together; `personal` adds the customer's words and remarks of staff.
///
/// Answers to acts leave personal words out, because answers are remembered for those who repeat themselves; and they
/// know only the names of those who work at the branch, because nothing else is asked while a write is open.
pub(crate) async fn assemble(
    ctx: &Ctx,
    app: &App,
    db: &impl ConnectionTrait,
    mut hall: Hall,
    rules: Arc<LobbyRules>,
    kept: Kept,
    personal: bool,
) -> Result<VisitRecord, LobbyError> {
    let visit = &kept.visit;
    let steps = store::steps::of_visit(db, visit.id).await?;
    let customer = match visit.customer {
        Some(id) => customers::api::summaries(db, app, &[id]).await?.remove(&id),
        None => None,
    };
    let mut people: Vec<StaffId> = steps.iter().flat_map(people_of).collect();
    people.extend(visit.place().map(|place| place.staff));
    let mut names = hall.names_of(&people);
    let (mut need, mut notes) = (None, HashMap::new());
    if personal {
        let places = steps.iter().filter_map(|recorded| recorded.step.place);
        hall = hall.knowing(app, &places.map(|place| place.counter).collect::<Vec<_>>()).await?;
        names.extend(staff_names(app, &people).await?);
        need = open(app, &kept)?;
        notes = open_notes(app, &kept, &steps)?;
    }
    let appointment = match visit.appointed {
        Some(appointed) => store::appointments::find(db, &Scope::All, appointed.id).await?,
        None => None,
    };
    let appointment = appointment.map(|kept| kept.appointment);
    let actions = actions(ctx, &kept, &rules);
    Ok(VisitRecord { kept, hall, rules, steps, notes, need, customer, appointment, names, actions })
}

/// Returns the hall of a visit that the scope may see, with the caller and the counter of the visit in it.
///
/// Best asked before a write begins.
///
/// # Errors
/// The visit does not exist or is out of reach; the database is away.
pub(crate) async fn hall_of(
    ctx: &Ctx,
    app: &App,
    db: &impl ConnectionTrait,
    scope: &Scope,
    id: VisitId,
) -> Result<Hall, LobbyError> {
    let place = store::visits::find_place(db, scope, id).await?;
    let (branch, counter) = place.ok_or(LobbyError::NotFound(Thing::Visit))?;
    let hall = Hall::load(app, branch, ctx.now()).await?;
    hall.knowing(app, counter.as_slice()).await?.invite(ctx, app).await
}

/// Returns the hand of the caller at a branch.
pub(crate) fn hand(ctx: &Ctx, branch: BranchId) -> Result<Hand, LobbyError> {
    Ok(Hand { staff: ctx.staff()?, runs_hall: may(ctx, ALERT_ACKNOWLEDGE, branch) })
}

/// Tells whether the caller has a permission at a branch.
pub(crate) fn may(ctx: &Ctx, permission: Permission, branch: BranchId) -> bool {
    ctx.require(permission).is_ok_and(|scope| scope.allows_branch(branch))
}

fn actions(ctx: &Ctx, kept: &Kept, rules: &LobbyRules) -> Vec<Action> {
    let branch = kept.visit.branch;
    let Ok(hand) = hand(ctx, branch) else { return Vec::new() };
    let (calls, triages) = (may(ctx, VISIT_CALL, branch), may(ctx, VISIT_TRIAGE, branch));
    let possible = kept.visit.possible(hand, &rules.calling).into_iter();
    possible
        .filter(|action| match action {
            Action::Triage | Action::Guide => triages,
            Action::Leave => triages || calls,
            Action::Postpone => false,
            _ => calls,
        })
        .collect()
}

fn people_of(recorded: &RecordedStep) -> impl Iterator<Item = StaffId> {
    let actor = match recorded.actor {
        StepActor::Staff(staff) => Some(staff),
        StepActor::Customer | StepActor::System => None,
    };
    actor.into_iter().chain(recorded.step.place.map(|place| place.staff))
}

fn open(app: &App, kept: &Kept) -> Result<Option<String>, LobbyError> {
    let sealed = kept.need.as_deref();
    let opened =
        sealed.map(|sealed| app.vault.open_text(NEED, kept.visit.id.uuid(), sealed)).transpose()?;
    Ok(opened.map(|need| mask::words(need.expose())))
}

fn open_notes(
    app: &App,
    kept: &Kept,
    steps: &[RecordedStep],
) -> Result<HashMap<u32, String>, LobbyError> {
    let mut notes = HashMap::new();
    for recorded in steps {
        if let Some(sealed) = &recorded.note {
            let note = app.vault.open_text(NOTE, kept.visit.id.uuid(), sealed)?;
            notes.insert(recorded.step.seq, mask::words(note.expose()));
        }
    }
    Ok(notes)
}
