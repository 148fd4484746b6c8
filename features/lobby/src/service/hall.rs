//! What this room asks of the organisation: a branch on its day, with services, counters and people.

use std::sync::Arc;

use access::{Ctx, Permission};
use app::App;
use jiff::tz::TimeZone;
use kernel::{BranchId, CounterId, ServiceId, Timestamp};
use organisation::api::{self, Branch, BranchDay, BranchKind, Counter, Service, Staff};

use crate::error::{LobbyError, Thing};
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
    /// Its counters by number.
    pub(crate) counters: Vec<Arc<Counter>>,
    /// Everything that any branch offers or offered, for names of the past.
    catalogue: Vec<Arc<Service>>,
}

impl Hall {
    /// Loads a branch that serves customers.
    ///
    /// # Errors
    /// There is no such branch, or it is closed for good.
    pub(crate) async fn load(app: &App, id: BranchId, now: Timestamp) -> Result<Self, LobbyError> {
        let branch = api::find_branch(app, id).await?;
        let serves = |branch: &Arc<Branch>| branch.active && branch.kind != BranchKind::HeadOffice;
        let branch = branch.filter(serves).ok_or(LobbyError::NotFound(Thing::Branch))?;
        Ok(Self {
            hours: api::branch_day(app, id, now).await?,
            offered: api::offered_services(app, id).await?,
            counters: api::counters(app, id).await?,
            catalogue: api::services(app).await?,
            branch,
        })
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
        let scope = ctx.require(permission)?;
        if !scope.allows_branch(id) {
            return Err(LobbyError::NotFound(Thing::Branch));
        }
        Self::load(app, id, ctx.now()).await
    }

    /// Returns the id of the branch.
    pub(crate) fn id(&self) -> BranchId {
        self.branch.id
    }

    /// Returns the day as the branch counts it.
    pub(crate) fn day(&self) -> BusinessDay {
        BusinessDay::from(self.hours.business_date)
    }

    /// Finds a service that the branch offers.
    pub(crate) fn find_offered(&self, id: ServiceId) -> Option<&Arc<Service>> {
        self.offered.iter().find(|service| service.id == id)
    }

    /// Finds a service of the catalogue, offered or not.
    pub(crate) fn find_service(&self, id: ServiceId) -> Option<&Arc<Service>> {
        self.catalogue.iter().find(|service| service.id == id)
    }

    /// Finds a counter.
    pub(crate) fn find_counter(&self, id: CounterId) -> Option<&Arc<Counter>> {
        self.counters.iter().find(|counter| counter.id == id)
    }

    /// Returns the services that a counter renders with somebody of these skills; `None` when that is all of them.
    pub(crate) fn services_of(
        &self,
        counter: &Counter,
        skills: &[String],
    ) -> Option<Vec<ServiceId>> {
        let renders = |service: &&Arc<Service>| {
            counter.serves(service.id)
                && service.skill.as_ref().is_none_or(|skill| skills.contains(skill))
        };
        let rendered: Vec<_> =
            self.catalogue.iter().filter(renders).map(|service| service.id).collect();
        (rendered.len() < self.catalogue.len()).then_some(rendered)
    }

    /// Returns the ids of all counters.
    pub(crate) fn counter_ids(&self) -> Vec<CounterId> {
        self.counters.iter().map(|counter| counter.id).collect()
    }
}

/// Returns the rules of the hall in force for a branch, by its jurisdiction.
pub(crate) fn rules(app: &App, branch: &Branch) -> Result<Arc<LobbyRules>, LobbyError> {
    Ok(app.data.pack(&format!("lobby/{}", branch.jurisdiction))?)
}

/// Finds a counter and the branch it belongs to, for somebody who has a permission there.
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
    let counter = api::find_counter(app, id).await?.filter(|counter| counter.active);
    let counter = counter.filter(|counter| scope.allows_branch(counter.branch));
    let counter = counter.ok_or(LobbyError::NotFound(Thing::Counter))?;
    Ok((Hall::load(app, counter.branch, ctx.now()).await?, counter))
}

/// Returns the skills of somebody, sorted.
pub(crate) async fn staff(
    app: &App,
    id: kernel::StaffId,
) -> Result<Option<Arc<Staff>>, LobbyError> {
    Ok(api::find_staff(app, id).await?.filter(|staff| staff.active))
}

/// Returns the zone of a branch; one that is unknown counts as UTC, as for its hours.
pub(crate) fn zone(branch: &Branch) -> TimeZone {
    TimeZone::get(&branch.zone).unwrap_or(TimeZone::UTC)
}
