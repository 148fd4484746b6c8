//! What the wait estimate learns from calls and from services that end.

use db::WriteTx;
use kernel::{ServiceId, Timestamp};

use super::dispatch::service_key;
use super::hall::Hall;
use crate::error::LobbyError;
use crate::store;
use crate::store::convert::Kept;

/// Learns from a call; the caller holds the branch's lock.
///
/// Only the wait of somebody who was called as soon as the line allowed tells of the line: who asked to be called later, was
/// sent on, judged anew or called before teaches nothing but the pace.
pub(crate) async fn called(
    tx: &WriteTx,
    hall: &Hall,
    kept: &Kept,
    now: Timestamp,
) -> Result<(), LobbyError> {
    let mut estimator = store::estimators::find(tx, hall.id()).await?;
    estimator.called(now.micros());
    let visit = &kept.visit;
    let straight = visit.calls == 1 && visit.postponements == 0 && visit.reserved.is_none();
    if let Some(asked) = kept.asked.as_ref().filter(|_| straight)
        && asked.is_of(&visit.standing.class, service_key(visit.service))
    {
        estimator.learn(asked, seconds_between(visit.arrived_at, now));
    }
    Ok(store::estimators::save(tx, hall.id(), &estimator, now).await?)
}

/// Learns from a service that ended; the caller holds the branch's lock.
pub(crate) async fn finished(
    tx: &WriteTx,
    hall: &Hall,
    service: ServiceId,
    (began, ended): (Timestamp, Timestamp),
) -> Result<(), LobbyError> {
    let mut estimator = store::estimators::find(tx, hall.id()).await?;
    estimator.finished(service_key(service), hall.hour(began), seconds_between(began, ended));
    Ok(store::estimators::save(tx, hall.id(), &estimator, ended).await?)
}

fn seconds_between(from: Timestamp, to: Timestamp) -> u32 {
    u32::try_from(to.since(from).as_secs()).unwrap_or(u32::MAX)
}
