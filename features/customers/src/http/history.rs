//! What happened with a customer.

use app::App;
use axum::extract::State;
use events::EventActor;
use kernel::{CustomerId, Locale, ServiceId, StaffId, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use web::{Ctx, Json, PageQuery, Path, Problem, Problems, Query};

use super::parts::NamedBranch;
use crate::model::announcement;
use crate::model::happening::{Happening, VisitStory};
use crate::service::timeline::{self, Entry, Told};

/// An entry of a timeline: a visit with everything that happened in it, or one thing by itself.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct TimelineEntry {
    /// The id of the visit, or of the event.
    id: Uuid,
    /// `visit`, or what happened by itself, such as `customer.updated`.
    kind: String,
    /// When it began.
    at: Timestamp,
    branch: Option<NamedBranch>,
    /// What it is, in the caller's language.
    sentence: String,
    /// The visit in one look; `null` for a thing by itself.
    visit: Option<TimelineVisit>,
    /// Everything that happened, oldest first.
    steps: Vec<TimelineStep>,
}

/// A visit in one look.
#[derive(Debug, Serialize, ToSchema)]
struct TimelineVisit {
    /// The number on the slip.
    number: String,
    /// What was wanted last.
    service: Option<TimelineService>,
    /// How it stands: `waiting`, `called`, `serving`, `parked`, `finished`, `left`, `no_show`, `diverted`.
    state: String,
    /// The number of the counter that had to do with it last.
    counter_number: Option<String>,
    /// Who served it last; who called it when nobody served it.
    staff: Option<TimelineActor>,
    /// When it was first called.
    called_at: Option<Timestamp>,
    /// When service first began.
    serving_at: Option<Timestamp>,
    /// When it ended, however it ended.
    finished_at: Option<Timestamp>,
    /// Seconds in the line.
    wait_s: u64,
    /// Seconds at a counter; `null` before service began.
    service_s: Option<u64>,
    /// Whether the customer rated it; the marks are told by `GET /ratings` to those who may see them.
    rated: bool,
}

/// One thing that happened.
#[derive(Debug, Serialize, ToSchema)]
struct TimelineStep {
    /// The id of the event.
    id: Uuid,
    /// What happened, such as `visit.called`.
    kind: String,
    at: Timestamp,
    actor: TimelineActor,
    /// The number of the counter concerned.
    counter_number: Option<String>,
    /// What happened, in the caller's language.
    sentence: String,
    /// What else the room that tells it says: ids, codes and numbers.
    detail: serde_json::Value,
}

/// Who did something.
#[derive(Debug, Serialize, ToSchema)]
struct TimelineActor {
    /// `staff`, `system`, or `nobody` for somebody who had not signed in.
    kind: &'static str,
    /// The person, or the name of the job.
    id: Option<String>,
    /// The name of the person, in Chinese.
    name: Option<String>,
    /// The name of the person, in English letters.
    name_en: Option<String>,
}

/// A service by name.
#[derive(Debug, Serialize, ToSchema)]
struct TimelineService {
    id: ServiceId,
    /// In Chinese.
    name: String,
    /// In English.
    name_en: String,
}

/// One page of a timeline.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct TimelinePage {
    items: Vec<TimelineEntry>,
    /// The mark of the next page; null at the end.
    next: Option<String>,
}

/// Lists what happened with a customer, newest first; a visit is one entry with all its steps.
///
/// The timeline follows the events of all rooms a moment behind.
/// What takes a further permission, such as follow-ups of low ratings, is left out for those who lack it.
#[utoipa::path(get, path = "/customers/{id}/timeline", tag = "customers",
    security(("session" = ["customer:read"])),
    params(("id" = CustomerId, Path), PageQuery),
    responses((status = 200, description = "One page.", body = TimelinePage), Problems))]
pub(super) async fn list_timeline(
    ctx: Ctx,
    State(app): State<App>,
    Path(id): Path<CustomerId>,
    Query(query): Query<PageQuery>,
) -> Result<Json<TimelinePage>, Problem> {
    let told = timeline::list(&ctx, &app, id, &query.into()).await?;
    Ok(Json(TimelinePage::new(&told, ctx.locale)))
}

impl TimelinePage {
    fn new(told: &Told, locale: Locale) -> Self {
        let items = told.page.items.iter();
        Self {
            items: items.filter_map(|entry| TimelineEntry::new(entry, told, locale)).collect(),
            next: told.page.next.clone(),
        }
    }
}

impl TimelineEntry {
    /// Shows an entry; `None` for one in which nothing happened, which there is none of.
    fn new(entry: &Entry, told: &Told, locale: Locale) -> Option<Self> {
        let first = entry.happenings.first()?;
        let (kind, sentence) = match &entry.visit {
            Some(_) => ("visit", locale.pick("到店办理", "Visit").to_owned()),
            None => (first.kind.as_str(), announcement::words(&first.kind, locale).to_owned()),
        };
        Some(Self {
            id: entry.id,
            kind: kind.to_owned(),
            at: first.at,
            branch: first
                .branch
                .and_then(|id| told.branches.get(&id))
                .map(|branch| NamedBranch::from(&**branch)),
            sentence,
            visit: entry.visit.as_ref().map(|story| TimelineVisit::new(story, told)),
            steps: entry
                .happenings
                .iter()
                .map(|happening| TimelineStep::new(happening, told, locale))
                .collect(),
        })
    }
}

impl TimelineVisit {
    fn new(story: &VisitStory, told: &Told) -> Self {
        let service = story.service.and_then(|id| told.services.get(&id));
        Self {
            number: story.number.clone(),
            service: service.map(|service| TimelineService {
                id: service.id,
                name: service.name.clone(),
                name_en: service.name_en.clone(),
            }),
            state: story.state.clone(),
            counter_number: story.counter_number.clone(),
            staff: story.staff.map(|id| TimelineActor::staff(id, told)),
            called_at: story.called_at,
            serving_at: story.serving_at,
            finished_at: story.finished_at,
            wait_s: story.wait_s,
            service_s: story.service_s,
            rated: story.rated,
        }
    }
}

impl TimelineStep {
    fn new(happening: &Happening, told: &Told, locale: Locale) -> Self {
        Self {
            id: happening.id,
            at: happening.at,
            counter_number: happening.counter_number(),
            sentence: announcement::words(&happening.kind, locale).to_owned(),
            kind: happening.kind.clone(),
            actor: TimelineActor::new(&happening.actor, told),
            detail: happening.detail.clone(),
        }
    }
}

impl TimelineActor {
    fn new(actor: &EventActor, told: &Told) -> Self {
        let unnamed = |kind, id| Self { kind, id, name: None, name_en: None };
        match actor {
            EventActor::Nobody => unnamed("nobody", None),
            EventActor::System(job) => unnamed("system", Some(job.clone())),
            EventActor::Staff(id) => Self::staff(*id, told),
        }
    }

    fn staff(id: StaffId, told: &Told) -> Self {
        let name = told.staff.get(&id).cloned();
        let (name, name_en) = name.map(|name| (name.name, name.name_en)).unzip();
        Self { kind: "staff", id: Some(id.to_string()), name, name_en }
    }
}
