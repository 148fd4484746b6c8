//! The view of a visit, used by every operation that answers one.

use access::Ctx;
use kernel::{BranchId, CounterId, CustomerId, Locale, Timestamp, VisitId};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::appointments::VisitAppointmentView;
use super::parts::{ReservedView, ServiceNameView};
use super::people::StaffNameView;
use super::standing::StandingView;
use crate::model::refusal::Action;
use crate::model::step::StepKind;
use crate::model::visit::{State, StateName};
use crate::model::why::{Why, WhyRule};
use crate::service::record::VisitRecord;
use crate::store::steps::{RecordedStep, StepActor};

/// A visit: one person who came, with one number.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct VisitView {
    /// Its id.
    id: VisitId,
    /// The number.
    number: String,
    /// Where.
    branch_id: BranchId,
    /// The day of the branch on which the number was taken.
    business_day: String,
    /// What is wanted now.
    service: ServiceNameView,
    /// The class that decides the order.
    class: String,
    /// The care group.
    care_group: Option<String>,
    /// The tier.
    tier: Option<String>,
    /// The same with names.
    standing: StandingView,
    /// Who it is, masked; `null` when the visitor was not recognised.
    customer: Option<VisitCustomerView>,
    /// The appointment that the visitor came for; only where one visit is shown and in answers to acts.
    appointment: Option<VisitAppointmentView>,
    /// What is happening.
    state: StateName,
    /// Since when.
    since: Timestamp,
    /// Whether large type and an accessible counter are wanted.
    accessible: bool,
    /// The need in the customer's words, long numbers hidden; only where one visit is shown, never in answers to acts.
    need: Option<String>,
    /// When the number was taken.
    arrived_at: Timestamp,
    /// When it was first called.
    called_at: Option<Timestamp>,
    /// When service first began.
    serving_at: Option<Timestamp>,
    /// When the visit ended, however it ended.
    finished_at: Option<Timestamp>,
    /// The counter that has to do with it, or had at the end.
    counter: Option<VisitCounterView>,
    /// The person who has to do with it, or had at the end.
    staff: Option<StaffNameView>,
    /// How often it was called in all, by all counters.
    calls: u32,
    /// How often the counter that waits for the visitor has repeated its call; 0 in every other state.
    recalls: u32,
    /// Seconds in the line, all stretches together.
    wait_s: u64,
    /// Seconds at a counter, all stretches together; `null` before service began.
    service_s: Option<u64>,
    /// Why it was called the last time.
    why: Option<WhyView>,
    /// Every step; empty in lists.
    steps: Vec<StepView>,
    /// What the caller may do now.
    actions: Vec<Action>,
    /// For whom it is kept.
    reserved_for: Option<ReservedView>,
    /// Until when the call is postponed.
    postponed_until: Option<Timestamp>,
    /// Whether the customer has rated it.
    rated: bool,
    /// Rises with every change.
    version: i32,
}

/// A customer as staff of the hall see one.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct VisitCustomerView {
    /// Their id.
    id: CustomerId,
    /// The name, masked.
    name: String,
    /// The tier.
    tier: String,
    /// What to mind.
    care_needs: Vec<String>,
}

/// A counter by number and name.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct VisitCounterView {
    /// Its id.
    id: CounterId,
    /// Its number.
    number: String,
    /// Its name.
    name: String,
}

/// Why a visit was called and no other.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WhyView {
    /// All points at that moment.
    score: f64,
    /// The class that gave them.
    class: String,
    /// Minutes waited.
    waited_min: f64,
    /// Points on arrival.
    base: f64,
    /// Points per minute.
    rate_per_min: f64,
    /// Points for specialisation, reservation and the hard maximum.
    bonus: f64,
    /// What decided.
    rule: WhyRule,
    /// How many the counter could have called.
    candidates: u32,
    /// Who would have been called otherwise.
    runner_up: Option<RunnerUpView>,
    /// The same as a sentence, in the caller's language.
    sentence: String,
}

/// The second in line at the moment of a call.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RunnerUpView {
    /// The number.
    number: String,
    /// The points.
    score: f64,
}

/// One step of a visit.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StepView {
    /// 1 for taking the number, then without gaps.
    seq: u32,
    /// What was done.
    kind: StepKind,
    /// When.
    at: Timestamp,
    /// By whom.
    actor: StepActorView,
    /// The counter concerned.
    counter_number: Option<String>,
    /// What was wanted after the step, in the caller's language.
    service_name: Option<String>,
    /// What only this kind of step has; the service wanted before, by name, as `from_service_name` where the step changed
    /// it; the remark of staff as `note`, long numbers hidden.
    #[schema(value_type = std::collections::HashMap<String, Value>)]
    detail: Map<String, Value>,
    /// The grounds of a call.
    why: Option<WhyView>,
}

/// Who took a step.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StepActorView {
    /// A customer, a member of staff or the system.
    kind: StepActorKind,
    /// The member of staff.
    id: Option<kernel::StaffId>,
    /// Their name, in Chinese.
    name: Option<String>,
    /// Their name, in English letters.
    name_en: Option<String>,
}

/// Who took a step.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum StepActorKind {
    /// The customer, at the kiosk or on the phone page.
    Customer,
    /// A member of staff.
    Staff,
    /// The system.
    System,
}

impl From<StepActor> for StepActorKind {
    fn from(actor: StepActor) -> Self {
        match actor {
            StepActor::Customer => Self::Customer,
            StepActor::Staff(_) => Self::Staff,
            StepActor::System => Self::System,
        }
    }
}

impl VisitView {
    /// Shows a visit to the caller.
    pub(crate) fn of(ctx: &Ctx, record: &VisitRecord) -> Self {
        let visit = &record.kept.visit;
        let now = ctx.now();
        let counter = visit.place().and_then(|place| record.hall.find_counter(place.counter));
        let staff = visit.place().map(|place| place.staff);
        let steps: Vec<_> =
            record.steps.iter().map(|step| StepView::of(step, record, ctx.locale)).collect();
        let why = record.steps.iter().rev().find_map(|recorded| recorded.step.why.as_ref());
        let standing = &visit.standing;
        let parked = matches!(visit.state(), State::Parked { .. });
        Self {
            id: visit.id,
            number: visit.number.to_string(),
            branch_id: visit.branch,
            business_day: visit.day.to_string(),
            service: ServiceNameView::of(&record.hall, visit.service),
            class: standing.class.clone(),
            care_group: standing.care_group.clone(),
            tier: standing.tier.clone(),
            standing: StandingView::of(
                &record.rules,
                &standing.class,
                standing.care_group.as_deref(),
                standing.tier.as_deref(),
            ),
            customer: record.customer.as_ref().map(VisitCustomerView::from),
            appointment: record.appointment.as_ref().map(VisitAppointmentView::from),
            state: visit.state_name(),
            since: visit.since(),
            accessible: standing.accessible,
            need: record.need.clone(),
            arrived_at: visit.arrived_at,
            called_at: visit.first_called_at,
            serving_at: visit.first_served_at,
            finished_at: visit.ended_at(),
            counter: counter.map(|counter| VisitCounterView::of(counter, ctx.locale)),
            staff: staff.map(|id| (id, record.staff_name(id)).into()),
            calls: visit.calls,
            recalls: visit.recalls(),
            wait_s: visit.waited(now).as_secs(),
            service_s: visit.first_served_at.map(|_| visit.served(now).as_secs()),
            why: why.map(|why| WhyView::of(why, record, ctx.locale)),
            steps,
            actions: record.actions.clone(),
            reserved_for: visit.reserved.filter(|_| !parked).map(ReservedView::from),
            postponed_until: visit.postponed_until(),
            rated: record.kept.rated,
            version: record.kept.version,
        }
    }
}

impl VisitCounterView {
    fn of(counter: &organisation::api::Counter, locale: Locale) -> Self {
        let name = locale.pick(&counter.name, &counter.name_en).to_owned();
        Self { id: counter.id, number: counter.number.clone(), name }
    }
}

impl From<&customers::api::Summary> for VisitCustomerView {
    fn from(summary: &customers::api::Summary) -> Self {
        Self {
            id: summary.id,
            name: summary.name.clone(),
            tier: summary.tier.clone(),
            care_needs: summary.care_needs.clone(),
        }
    }
}

impl WhyView {
    fn of(why: &Why, record: &VisitRecord, locale: Locale) -> Self {
        let (name, name_en) = record.rules.class_names(&why.class);
        let number = record.kept.visit.number.as_str();
        let minutes = f64::from(why.waited_s) / 60.0;
        Self {
            score: why.score.to_f64(),
            class: why.class.clone(),
            waited_min: (minutes * 10.0).round() / 10.0,
            base: why.base.to_f64(),
            rate_per_min: why.rate_per_min.to_f64(),
            bonus: why.bonus.to_f64(),
            rule: why.rule,
            candidates: why.candidates,
            runner_up: why.runner_up.as_ref().map(|second| RunnerUpView {
                number: second.number.clone(),
                score: second.score.to_f64(),
            }),
            sentence: why.sentence(number, locale.pick(&name, &name_en), locale),
        }
    }
}

impl StepView {
    fn of(recorded: &RecordedStep, record: &VisitRecord, locale: Locale) -> Self {
        let step = &recorded.step;
        let counter = step.place.and_then(|place| record.hall.find_counter(place.counter));
        let service = record.hall.find_service(step.service);
        let mut detail = match serde_json::to_value(&step.act) {
            Ok(Value::Object(fields)) => fields,
            _ => Map::new(),
        };
        detail.remove("kind");
        detail.retain(|_, value| !value.is_null());
        if let Some(before) = step.act.service_before().and_then(|id| record.hall.find_service(id))
        {
            let name = locale.pick(&before.name, &before.name_en);
            detail.insert("from_service_name".to_owned(), Value::String(name.to_owned()));
        }
        if let Some(note) = record.notes.get(&step.seq) {
            detail.insert("note".to_owned(), Value::String(note.clone()));
        }
        let staff = recorded.actor.staff();
        let known = staff.and_then(|staff| record.names.get(&staff));
        let (name, name_en) =
            known.map(|known| (known.name.clone(), known.name_en.clone())).unzip();
        Self {
            seq: step.seq,
            kind: step.act.kind(),
            at: step.at,
            actor: StepActorView { kind: recorded.actor.into(), id: staff, name, name_en },
            counter_number: counter.map(|counter| counter.number.clone()),
            service_name: service
                .map(|service| locale.pick(&service.name, &service.name_en).to_owned()),
            detail,
            why: step.why.as_ref().map(|why| WhyView::of(why, record, locale)),
        }
    }
}
