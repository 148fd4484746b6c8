//! Incidents: announcing them, seeing whom they concern, choosing what to do meanwhile.

use std::collections::HashMap;
use std::sync::Arc;

use access::{Ctx, Scope};
use app::App;
use audit::Entry;
use db::{Change, WriteTx};
use kernel::{BranchId, Page, PageRequest, ServiceId, StaffId, Timestamp, VisitId};
use organisation::api::{Branch, Service, StaffName, branches, find_branch, services, staff_names};
use web::Fields;

use super::hall::Hall;
use crate::error::{LobbyError, Thing};
use crate::events::IncidentAnnounced;
use crate::model::incident::{Incident, IncidentChoice, IncidentId, Notice};
use crate::model::number::BusinessDay;
use crate::permissions::{BOARD_READ, INCIDENT_MANAGE};
use crate::store;
use crate::store::incidents::{Concerned, Reach};

/// What is to be announced.
#[derive(Clone, Debug)]
pub(crate) struct Announcement {
    /// Where; `None` means everywhere.
    pub(crate) branch: Option<BranchId>,
    /// What cannot be done; empty means nothing can.
    pub(crate) services: Vec<ServiceId>,
    /// What customers are told.
    pub(crate) notice: Notice,
}

/// An incident with the names that its view needs.
pub(crate) struct IncidentRecord {
    /// The incident.
    pub(crate) incident: Incident,
    /// Where; `None` means everywhere.
    pub(crate) branch: Option<Arc<Branch>>,
    /// Everything that any branch offers.
    pub(crate) services: Vec<Arc<Service>>,
    /// Who announced and who ended it.
    pub(crate) people: HashMap<StaffId, StaffName>,
}

/// An incident with those whom it concerned.
pub(crate) struct IncidentReport {
    /// The incident.
    pub(crate) record: IncidentRecord,
    /// Those who waited while it lasted, in the order of arrival; at most five hundred.
    pub(crate) concerned: Vec<(Concerned, Option<IncidentChoice>)>,
    /// The branches by id.
    pub(crate) branches: HashMap<BranchId, Arc<Branch>>,
}

/// Returns what stands at a branch, oldest first; read once for all who ask between two changes.
///
/// # Errors
/// The database is away.
pub(crate) async fn standing(
    app: &App,
    branch: BranchId,
    now: Timestamp,
) -> Result<Arc<[Incident]>, LobbyError> {
    let key = ("incidents", branch, String::new());
    app::shared::value(app, now, key, async || {
        let all = store::incidents::open(app.db.reader()).await?.into_iter();
        Ok(all.filter(|incident| incident.reaches(branch)).collect())
    })
    .await
}

/// Announces an incident to everybody who waits.
///
/// # Errors
/// The permission is missing or does not reach so far; a field is wrong; the database is away.
pub(crate) async fn begin(
    ctx: &Ctx,
    app: &App,
    announcement: Announcement,
) -> Result<Change<IncidentRecord>, LobbyError> {
    let me = ctx.staff()?;
    let Announcement { branch, services: stopped, notice } = announcement;
    reach(ctx, branch)?;
    let halls = halls(ctx, app, branch).await?;
    let known = services(app).await?;
    let mut fields = Fields::default();
    notice.check(&mut fields, ctx.now());
    for (index, id) in stopped.iter().enumerate() {
        fields.check(
            known.iter().any(|service| service.id == *id),
            &format!("/services/{index}"),
            "incident.unknown_service",
            "没有这项业务，请重新选择。",
            "There is no such service. Please choose again.",
        );
    }
    fields.into_result()?;
    let incident = Incident {
        id: ctx.id(),
        branch,
        services: stopped,
        notice: notice.trimmed(),
        begun_at: ctx.now(),
        begun_by: me,
        ended: None,
        version: 1,
    };
    let tx = app.db.begin_write().await?;
    store::incidents::insert(&tx, &incident).await?;
    announce(ctx, app, &tx, &incident, &halls, "begun").await?;
    Ok(Change::new(tx, describe(app, vec![incident]).await?.remove(0)))
}

/// Tells of an incident in other words.
///
/// # Errors
/// It does not exist, is out of reach, is over, or was changed meanwhile; a field is wrong.
pub(crate) async fn change(
    ctx: &Ctx,
    app: &App,
    id: IncidentId,
    notice: Notice,
    version: i32,
) -> Result<Change<IncidentRecord>, LobbyError> {
    let mut incident = managed(ctx, app, id).await?;
    let mut fields = Fields::default();
    notice.check(&mut fields, ctx.now());
    fields.into_result()?;
    incident.notice = notice.trimmed();
    save(ctx, app, incident, version, "changed").await
}

/// Ends an incident; everybody stands where they stood before.
///
/// # Errors
/// It does not exist, is out of reach, is over already, or was changed meanwhile.
pub(crate) async fn end(
    ctx: &Ctx,
    app: &App,
    id: IncidentId,
    version: i32,
) -> Result<Change<IncidentRecord>, LobbyError> {
    let me = ctx.staff()?;
    let mut incident = managed(ctx, app, id).await?;
    incident.ended = Some((me, ctx.now()));
    save(ctx, app, incident, version, "ended").await
}

async fn managed(ctx: &Ctx, app: &App, id: IncidentId) -> Result<Incident, LobbyError> {
    let scope = ctx.require(INCIDENT_MANAGE)?;
    let incident = store::incidents::find(app.db.reader(), &scope, id).await?;
    let incident = incident.ok_or(LobbyError::NotFound(Thing::Incident))?;
    reach(ctx, incident.branch)?;
    if incident.ended.is_some() { Err(LobbyError::IncidentChanged) } else { Ok(incident) }
}

async fn save(
    ctx: &Ctx,
    app: &App,
    mut incident: Incident,
    version: i32,
    state: &'static str,
) -> Result<Change<IncidentRecord>, LobbyError> {
    let halls = halls(ctx, app, incident.branch).await?;
    incident.version = version.saturating_add(1);
    let tx = app.db.begin_write().await?;
    if !store::incidents::update(&tx, &incident).await? {
        return Err(LobbyError::IncidentChanged);
    }
    announce(ctx, app, &tx, &incident, &halls, state).await?;
    Ok(Change::new(tx, describe(app, vec![incident]).await?.remove(0)))
}

/// Asks whether the caller may speak for a branch, or for all of them.
fn reach(ctx: &Ctx, branch: Option<BranchId>) -> Result<(), LobbyError> {
    match (branch, ctx.require(INCIDENT_MANAGE)?) {
        (Some(branch), scope) if !scope.allows_branch(branch) => {
            Err(LobbyError::NotFound(Thing::Branch))
        }
        (None, Scope::Branches(_) | Scope::Own(_)) => Err(LobbyError::IncidentOfBank),
        _ => Ok(()),
    }
}

async fn halls(ctx: &Ctx, app: &App, branch: Option<BranchId>) -> Result<Vec<Hall>, LobbyError> {
    if let Some(branch) = branch {
        return Ok(vec![Hall::load(app, branch, ctx.now()).await?.serving()?]);
    }
    let mut halls = Vec::new();
    for branch in branches(app).await? {
        halls.push(Hall::load(app, branch.id, ctx.now()).await?);
    }
    Ok(halls)
}

async fn announce(
    ctx: &Ctx,
    app: &App,
    tx: &WriteTx,
    incident: &Incident,
    halls: &[Hall],
    state: &'static str,
) -> Result<(), LobbyError> {
    for hall in halls {
        let event = IncidentAnnounced {
            incident_id: incident.id,
            branch_id: hall.id(),
            state: state.to_owned(),
            desks: hall.counter_ids(),
        };
        app.events.record(tx, ctx, &event).await?;
    }
    let name = match state {
        "begun" => "incident.begun",
        "changed" => "incident.changed",
        _ => "incident.ended",
    };
    let mut entry = Entry::new(name).on("incident", incident.id);
    if let Some(branch) = incident.branch {
        entry = entry.branch(branch);
    }
    let told = serde_json::json!({
        "services": incident.services,
        "text": incident.notice.text,
        "expected_until": incident.notice.expected_until,
    });
    app.audit.record(tx, ctx, entry.detail(&told)).await?;
    Ok(())
}

/// Lists incidents, newest first.
///
/// # Errors
/// The permission is missing; the cursor is not of this list.
pub(crate) async fn list(
    ctx: &Ctx,
    app: &App,
    only_open: bool,
    page: &PageRequest,
) -> Result<Page<IncidentRecord>, LobbyError> {
    let scope = ctx.require(BOARD_READ)?;
    let before = page.cursor.as_deref().map(str::parse::<IncidentId>).transpose();
    let before = before.map_err(|_| LobbyError::Cursor)?;
    let found = store::incidents::list(app.db.reader(), &scope, only_open, before, page).await?;
    Ok(Page { items: describe(app, found.items).await?, next: found.next })
}

/// Shows an incident with those whom it concerned at the branches that the caller may see.
///
/// # Errors
/// It does not exist or is out of reach; the database is away.
pub(crate) async fn show(
    ctx: &Ctx,
    app: &App,
    id: IncidentId,
) -> Result<IncidentReport, LobbyError> {
    let scope = ctx.require(BOARD_READ)?;
    let db = app.db.reader();
    let incident = store::incidents::find(db, &scope, id).await?;
    let incident = incident.ok_or(LobbyError::NotFound(Thing::Incident))?;
    let seen = |branch: &Arc<Branch>| {
        scope.allows_branch(branch.id) && incident.branch.is_none_or(|own| own == branch.id)
    };
    let all: Vec<_> = branches(app).await?.into_iter().filter(seen).collect();
    let until = incident.ended.map_or(ctx.now(), |(_, at)| at);
    let zone = all.first().map_or(jiff::tz::TimeZone::UTC, |branch| super::hall::zone(branch));
    let days = (BusinessDay::of(incident.begun_at, &zone), BusinessDay::of(until, &zone));
    let choices: HashMap<VisitId, IncidentChoice> =
        store::incidents::choices(db, id).await?.into_iter().collect();
    let chosen: Vec<_> = choices.keys().copied().collect();
    let branches: Vec<_> = all.iter().map(|branch| branch.id).collect();
    let reach = Reach { branches: &branches, days, chosen: &chosen };
    let concerned = store::incidents::concerned(db, &incident, until, &reach).await?.into_iter();
    Ok(IncidentReport {
        record: describe(app, vec![incident]).await?.remove(0),
        concerned: concerned
            .map(|visit| {
                let choice = choices.get(&visit.visit).copied();
                (visit, choice)
            })
            .collect(),
        branches: all.into_iter().map(|branch| (branch.id, branch)).collect(),
    })
}

async fn describe(app: &App, incidents: Vec<Incident>) -> Result<Vec<IncidentRecord>, LobbyError> {
    let people = incidents.iter().flat_map(|incident| {
        [Some(incident.begun_by), incident.ended.map(|(by, _)| by)].into_iter().flatten()
    });
    let people: HashMap<_, _> =
        staff_names(app, &people.collect::<Vec<_>>()).await?.into_iter().collect();
    let services = services(app).await?;
    let mut records = Vec::with_capacity(incidents.len());
    for incident in incidents {
        let branch = match incident.branch {
            Some(id) => find_branch(app, id).await?,
            None => None,
        };
        let (services, people) = (services.clone(), people.clone());
        records.push(IncidentRecord { incident, branch, services, people });
    }
    Ok(records)
}
