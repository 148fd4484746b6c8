//! What this room asks of the organisation: a branch on its day, with services, counters and people.
//!
//! Everything is asked before a write begins: a write holds the branch's lock and a connection, and whoever then waited
//! for another connection could wait for those who wait for the lock.

use std::collections::HashMap;
use std::sync::Arc;

use access::{Ctx, Permission};
use app::App;
use jiff::tz::TimeZone;
use kernel::{BranchId, CounterId, ServiceId, StaffId, Timestamp};
use organisation::api::{self, Branch, BranchDay, BranchKind, Counter, Service, Staff, StaffName};

use super::incidents;
use crate::error::{LobbyError, Thing};
use crate::model::incident::Incident;
use crate::model::number::BusinessDay;
use crate::model::rules::LobbyRules;

/// A branch at an instant.
#[derive(Clone)]
pub(crate) struct Hall {
    /// The branch.
    pub(crate) branch: Arc<Branch>,
    /// Its day.
    pub(crate) hours: BranchDay,
    /// What it offers, in the order of a kiosk.
    pub(crate) offered: Vec<Arc<Service>>,
    /// Its counters in use, by number.
    pub(crate) counters: Vec<Arc<Counter>>,
    /// The staff who belong to it, and whoever was invited.
    pub(crate) people: Vec<Arc<Staff>>,
    /// What keeps services from being rendered now, oldest first.
    pub(crate) incidents: Arc<[Incident]>,
    /// Everything that any branch offers or offered, for names of the past.
    catalogue: Vec<Arc<Service>>,
    /// Counters no longer in use of which something is told all the same; see [`Hall::knowing`].
    retired: Vec<Arc<Counter>>,
}

impl Hall {
    /// Loads a branch, also one that was closed for good: what is left over there is still seen and ended.
    ///
    /// # Errors
    /// There is no such branch.
    pub(crate) async fn load(app: &App, id: BranchId, now: Timestamp) -> Result<Self, LobbyError> {
        let branch = api::find_branch(app, id).await?;
        let branch = branch.ok_or(LobbyError::NotFound(Thing::Branch))?;
        Ok(Self {
            hours: api::branch_day(app, id, now).await?,
            offered: api::offered_services(app, id).await?,
            counters: api::counters(app, id).await?,
            people: api::staff_of(app, id).await?,
            incidents: incidents::standing(app, id, now).await?,
            catalogue: api::services(app).await?,
            retired: Vec::new(),
            branch,
        })
    }

    /// Returns the hall of a branch that serves customers.
    ///
    /// # Errors
    /// The branch is closed for good, or is a head office.
    pub(crate) fn serving(self) -> Result<Self, LobbyError> {
        let serves = self.branch.active && self.branch.kind != BranchKind::HeadOffice;
        if serves { Ok(self) } else { Err(LobbyError::NotFound(Thing::Branch)) }
    }

    /// Gets to know counters that may no longer be in use, because somebody still sits there or once was served there.
    ///
    /// # Errors
    /// The database is away.
    pub(crate) async fn knowing(
        mut self,
        app: &App,
        counters: &[CounterId],
    ) -> Result<Self, LobbyError> {
        for id in counters {
            if self.find_counter(*id).is_none() {
                self.retired.extend(api::find_counter(app, *id).await?);
            }
        }
        Ok(self)
    }

    /// Loads a branch for somebody who has a permission there.
    ///
    /// # Errors
    /// As [`Hall::load`]; the permission is missing or does not reach the branch.
    pub(crate) async fn load_for(
        ctx: &Ctx,
        app: &App,
        id: BranchId,
        permission: Permission,
    ) -> Result<Self, LobbyError> {
        Self::allow(ctx, id, permission)?;
        Self::load(app, id, ctx.now()).await
    }

    /// Asks whether somebody has a permission at a branch.
    ///
    /// # Errors
    /// The permission is missing or does not reach the branch, which then looks like none.
    pub(crate) fn allow(ctx: &Ctx, id: BranchId, permission: Permission) -> Result<(), LobbyError> {
        let reaches = ctx.require(permission)?.allows_branch(id);
        if reaches { Ok(()) } else { Err(LobbyError::NotFound(Thing::Branch)) }
    }

    /// Adds the caller to the people, who may belong to another branch.
    ///
    /// # Errors
    /// The database is away.
    pub(crate) async fn invite(mut self, ctx: &Ctx, app: &App) -> Result<Self, LobbyError> {
        if let Ok(staff) = ctx.staff()
            && self.find_person(staff).is_none()
        {
            self.people.extend(api::find_staff(app, staff).await?.filter(|person| person.active));
        }
        Ok(self)
    }

    /// Finds somebody who works here.
    pub(crate) fn find_person(&self, id: StaffId) -> Option<&Arc<Staff>> {
        self.people.iter().find(|person| person.id == id)
    }

    /// Returns the names of those who work here, by id.
    pub(crate) fn names_of(&self, ids: &[StaffId]) -> HashMap<StaffId, StaffName> {
        let known = ids.iter().filter_map(|id| self.find_person(*id));
        let name = |person: &Arc<Staff>| StaffName {
            name: person.name.clone(),
            name_en: person.name_en.clone(),
        };
        known.map(|person| (person.id, name(person))).collect()
    }

    /// Returns the id of the branch.
    pub(crate) fn id(&self) -> BranchId {
        self.branch.id
    }

    /// Returns the day as the branch counts it.
    pub(crate) fn day(&self) -> BusinessDay {
        BusinessDay::from(self.hours.business_date)
    }

    /// Returns the midnight with which the day began.
    pub(crate) fn day_began(&self) -> Timestamp {
        let midnight = self.hours.business_date.to_zoned(zone(&self.branch));
        midnight.map_or(Timestamp::from_micros(0), |midnight| midnight.timestamp().into())
    }

    /// Returns the midnight with which the day ends.
    pub(crate) fn day_ends(&self) -> Timestamp {
        let tomorrow = self.hours.business_date.tomorrow().unwrap_or(self.hours.business_date);
        let midnight = tomorrow.to_zoned(zone(&self.branch));
        midnight.map_or_else(|_| self.day_began(), |midnight| midnight.timestamp().into())
    }

    /// Returns the hour of the day at the branch, 0 to 23.
    pub(crate) fn hour(&self, at: Timestamp) -> u8 {
        let hour = at.to_jiff().to_zoned(zone(&self.branch)).hour();
        u8::try_from(hour).unwrap_or(0)
    }

    /// Finds what keeps a service from being rendered now.
    pub(crate) fn find_incident(&self, service: ServiceId) -> Option<&Incident> {
        self.incidents.iter().find(|incident| incident.stops(self.id(), service))
    }

    /// Lists the services that cannot be rendered now.
    pub(crate) fn stopped(&self) -> Vec<ServiceId> {
        let all = self.catalogue.iter().map(|service| service.id);
        all.filter(|service| self.find_incident(*service).is_some()).collect()
    }

    /// Finds a service that the branch offers.
    pub(crate) fn find_offered(&self, id: ServiceId) -> Option<&Arc<Service>> {
        self.offered.iter().find(|service| service.id == id)
    }

    /// Finds a service of the catalogue, offered or not.
    pub(crate) fn find_service(&self, id: ServiceId) -> Option<&Arc<Service>> {
        self.catalogue.iter().find(|service| service.id == id)
    }

    /// Finds a counter that is in use or known.
    pub(crate) fn find_counter(&self, id: CounterId) -> Option<&Arc<Counter>> {
        self.counters.iter().chain(&self.retired).find(|counter| counter.id == id)
    }

    /// Tells whether a counter is in use.
    pub(crate) fn uses(&self, id: CounterId) -> bool {
        self.counters.iter().any(|counter| counter.id == id)
    }

    /// Returns the services that a counter renders with somebody of these skills; `None` when that is all of them.
    pub(crate) fn services_of(
        &self,
        counter: &Counter,
        skills: &[String],
    ) -> Option<Vec<ServiceId>> {
        let rendered = self.catalogue.iter().filter(|service| renders(counter, skills, service));
        let rendered: Vec<_> = rendered.map(|service| service.id).collect();
        (rendered.len() < self.catalogue.len()).then_some(rendered)
    }

    /// Returns the ids of all counters that are in use or known.
    pub(crate) fn counter_ids(&self) -> Vec<CounterId> {
        self.counters.iter().chain(&self.retired).map(|counter| counter.id).collect()
    }
}

/// Tells whether a counter renders a service with somebody of these skills.
pub(crate) fn renders(counter: &Counter, skills: &[String], service: &Service) -> bool {
    counter.serves(service.id) && service.skill.as_ref().is_none_or(|skill| skills.contains(skill))
}

/// Returns the rules of the hall in force for a branch, by its jurisdiction.
pub(crate) fn rules(app: &App, branch: &Branch) -> Result<Arc<LobbyRules>, LobbyError> {
    Ok(app.data.pack(&format!("lobby/{}", branch.jurisdiction))?)
}

/// Finds a counter and the branch it belongs to, for somebody who has a permission there; both may be out of use.
///
/// # Errors
/// There is no such counter, or the permission is missing or does not reach its branch.
pub(crate) async fn counter_for(
    ctx: &Ctx,
    app: &App,
    id: CounterId,
    permission: Permission,
) -> Result<(Hall, Arc<Counter>), LobbyError> {
    let scope = ctx.require(permission)?;
    let counter = api::find_counter(app, id).await?;
    let counter = counter.filter(|counter| scope.allows_branch(counter.branch));
    let counter = counter.ok_or(LobbyError::NotFound(Thing::Counter))?;
    let hall = Hall::load(app, counter.branch, ctx.now()).await?.knowing(app, &[id]).await?;
    Ok((hall.invite(ctx, app).await?, counter))
}

/// As [`counter_for`], for a counter where customers are called.
///
/// # Errors
/// As [`counter_for`]; the counter is no longer in use, or its branch is closed for good.
pub(crate) async fn counter_in_use(
    ctx: &Ctx,
    app: &App,
    id: CounterId,
    permission: Permission,
) -> Result<(Hall, Arc<Counter>), LobbyError> {
    let (hall, counter) = counter_for(ctx, app, id, permission).await?;
    if !hall.uses(id) {
        return Err(LobbyError::NotFound(Thing::Counter));
    }
    Ok((hall.serving()?, counter))
}

/// Returns the day at a branch, or in China when no branch is meant.
///
/// # Errors
/// The database is away.
pub(crate) async fn today(
    ctx: &Ctx,
    app: &App,
    branch: Option<BranchId>,
) -> Result<BusinessDay, LobbyError> {
    let branch = match branch {
        Some(id) => api::find_branch(app, id).await?,
        None => None,
    };
    let zone = branch.map_or_else(
        || deadlines::find_zone("Asia/Shanghai").unwrap_or(TimeZone::UTC),
        |branch| zone(&branch),
    );
    Ok(BusinessDay::of(ctx.now(), &zone))
}

/// Returns the zone of a branch; one that is unknown counts as UTC, as for its hours.
pub(crate) fn zone(branch: &Branch) -> TimeZone {
    deadlines::find_zone(&branch.zone).unwrap_or(TimeZone::UTC)
}
