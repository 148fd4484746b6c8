//! Invented visits of past days for the demo bank, so that a simulation and a forecast have something to rest on.
//!
//! The days are drawn and then called by the dispatch of the hall, so they look as if the rules in force had held.
//! Only the visits are written, as if taken over from an earlier system: no steps, no events.

use std::collections::HashMap;
use std::time::Duration;

use access::Ctx;
use app::App;
use jiff::ToSpan;
use jiff::civil::Date;
use kernel::{BranchId, ServiceId, Timestamp};
use organisation::api::{Service, branch_date};
use queueing::{Arrival as Comes, Chance, Desk, Happening, Log, Scenario, Shift, simulate};
use sha2::{Digest, Sha256};

use super::dispatch::service_key;
use super::hall::{Hall, rules, zone};
use crate::error::LobbyError;
use crate::model::number::{BusinessDay, TicketNumber};
use crate::model::place::Place;
use crate::model::rules::LobbyRules;
use crate::model::visit::{Ending, LeftReason, Life, Spent, State, Visit, VisitStanding};
use crate::store;

/// How many come on a day for each counter that is open.
const VISITS_PER_COUNTER: u64 = 24;

/// Nobody comes before or after, in minutes after midnight.
const DAY: (u16, u16) = (8 * 60 + 30, 17 * 60 + 30);

/// So many counters were open.
const SEATS: usize = 3;

/// The way from the seat to the counter.
const WALK: Duration = Duration::from_secs(25);

/// Writes the past of a branch up to yesterday; returns how many visits that were: none where there is a past already.
///
/// # Errors
/// There is no such branch; the database is away.
pub async fn write_past_for_demo(
    app: &App,
    ctx: &Ctx,
    branch: BranchId,
    days: u16,
) -> Result<usize, LobbyError> {
    let hall = Hall::load(app, branch, ctx.now()).await?;
    let rules = rules(app, &hall.branch)?;
    let today = hall.day().date();
    let ever = (BusinessDay::from(Date::MIN), BusinessDay::from(today));
    if !store::history::arrivals(app.db.reader(), branch, ever, 1).await?.is_empty() {
        return Ok(0);
    }
    let mut visits = Vec::new();
    for back in (1..=i64::from(days)).rev() {
        let date = today.saturating_sub(back.days());
        let hours = branch_date(app, branch, date).await?.hours;
        if let (Some(first), Some(last)) = (hours.first(), hours.last()) {
            let day = Day { hall: &hall, rules: &rules, date, number: back.unsigned_abs() };
            // Doors that stand open all day for whoever tries the demo at night had their visitors by day.
            let open = (first.from.minutes().max(DAY.0), last.to.minutes().min(DAY.1));
            visits.extend(day.visits(app, open));
        }
    }
    let tx = app.db.begin_write().await?;
    for visit in &visits {
        // Nobody holds these tickets.
        let digest: [u8; 32] = Sha256::digest(visit.id.uuid().as_bytes()).into();
        store::visits::insert(&tx, visit, "kiosk", digest, None, None, None).await?;
    }
    tx.commit().await?;
    Ok(visits.len())
}

/// A day that is invented.
struct Day<'a> {
    hall: &'a Hall,
    rules: &'a LobbyRules,
    date: Date,
    /// What the draws begin with.
    number: u64,
}

impl Day<'_> {
    fn visits(&self, app: &App, open: (u16, u16)) -> Vec<Visit> {
        let (from, to) = (self.at(open.0), self.at(open.1));
        let places = self.places();
        if self.hall.offered.is_empty() || places.is_empty() {
            return Vec::new();
        }
        let scenario = Scenario {
            arrivals: self.arrivals(&places, (from, to)),
            // Whoever is inside when the doors close is still served.
            desks: places.iter().map(|place| self.desk(*place, from, to)).collect(),
        };
        let log = simulate(&self.rules.dispatch.policy, &scenario);
        self.told(app, &scenario, &places, &log)
    }

    fn at(&self, minutes: u16) -> Timestamp {
        let wall = self.date.at(0, 0, 0, 0).saturating_add(i64::from(minutes).minutes());
        let instant = wall.to_zoned(zone(&self.hall.branch));
        instant.map_or(Timestamp::from_micros(0), |instant| instant.timestamp().into())
    }

    /// Seats people at the first counters, as in a branch of modest size.
    fn places(&self) -> Vec<Place> {
        let counters = self.hall.counters.iter().take(SEATS);
        let tellers = self.hall.people.iter().filter(|person| !person.skills.is_empty());
        let seat = |(counter, person): (
            &std::sync::Arc<organisation::api::Counter>,
            &std::sync::Arc<organisation::api::Staff>,
        )| { Place { counter: counter.id, staff: person.id } };
        counters.zip(tellers).map(seat).collect()
    }

    fn desk(&self, place: Place, from: Timestamp, to: Timestamp) -> Desk {
        let overtime = Duration::from_hours(3);
        let shift = Shift { from_us: from.micros(), to_us: (to + overtime).micros() };
        let services = self.takes(place);
        let keys = |services: Vec<ServiceId>| services.into_iter().map(service_key).collect();
        Desk { services: services.map(keys), ..Desk::generic(vec![shift]) }
    }

    fn takes(&self, place: Place) -> Option<Vec<ServiceId>> {
        let skills = self.hall.find_person(place.staff).map_or(&[][..], |person| &person.skills);
        self.hall.services_of(self.hall.find_counter(place.counter)?, skills)
    }

    /// Draws who comes: two crowds, in the morning and in the afternoon, and more of them on Mondays.
    fn arrivals(&self, places: &[Place], (from, to): (Timestamp, Timestamp)) -> Vec<Comes> {
        let taken: Vec<&Service> = self.hall.offered.iter().map(AsRef::as_ref).collect();
        let taken: Vec<&Service> = taken
            .into_iter()
            .filter(|service| {
                let renders = |place: &Place| {
                    self.takes(*place).is_none_or(|services| services.contains(&service.id))
                };
                service.class.is_none() && places.iter().any(renders)
            })
            .collect();
        if taken.is_empty() {
            return Vec::new();
        }
        let monday = u64::from(self.date.weekday() == jiff::civil::Weekday::Monday);
        let wanted = places.len() as u64 * VISITS_PER_COUNTER * (5 + monday) / 5;
        let span_us = to.micros() - from.micros();
        let mut came: Vec<Comes> = (0..wanted)
            .map(|visitor| {
                let mut chance = Chance::of(self.number, visitor);
                let share = match visitor % 5 {
                    0 | 1 => 0.05 + 0.25 * chance.unit(),
                    2 | 3 => 0.55 + 0.25 * chance.unit(),
                    _ => 0.95 * chance.unit(),
                };
                // The first services of the catalogue are the everyday ones.
                let service = taken[part(chance.unit() * chance.unit(), taken.len())];
                let typical_s = f64::from(service.typical_s).min(1_200.0);
                Comes {
                    at_us: from.micros() + whole(span_us, share),
                    class: class(chance.unit()).to_owned(),
                    service: service_key(service.id),
                    skills: Vec::new(),
                    service_us: whole(1_000_000, chance.lognormal(typical_s, 0.4)),
                    patience_us: Some(whole(1_000_000, chance.exponential(9_000.0))),
                    announced: false,
                }
            })
            .collect();
        came.sort_by_key(|comes| comes.at_us);
        came
    }

    /// Turns what happened into visits.
    fn told(&self, app: &App, scenario: &Scenario, places: &[Place], log: &Log) -> Vec<Visit> {
        let services: HashMap<_, _> =
            self.hall.offered.iter().map(|service| (service_key(service.id), service)).collect();
        let mut ordinals: HashMap<&str, i64> = HashMap::new();
        let mut ends: HashMap<usize, (i64, Option<Place>)> = HashMap::new();
        for event in &log.events {
            match event.what {
                Happening::Called { who, desk } => {
                    ends.insert(who, (event.at_us, Some(places[desk])));
                }
                Happening::Left(who) => {
                    ends.insert(who, (event.at_us, None));
                }
                _ => {}
            }
        }
        let visit = |(who, comes): (usize, &Comes)| {
            let service = services.get(&comes.service)?;
            let (end_us, place) = ends.get(&who).copied()?;
            let ordinal = ordinals.entry(service.prefix.as_str()).or_default();
            *ordinal += 1;
            let arrived_at = Timestamp::from_micros(comes.at_us);
            let waiting = Timestamp::from_micros(end_us).since(arrived_at);
            let serving = Duration::from_micros(comes.service_us.unsigned_abs());
            let (state, spent, ended_at) = match place {
                Some(place) => (
                    State::Ended(Ending::Finished {
                        outcome: "done".to_owned(),
                        next_steps: Vec::new(),
                        place,
                    }),
                    Spent { waiting, called: WALK, serving, ..Spent::default() },
                    arrived_at + waiting + WALK + serving,
                ),
                None => (
                    State::Ended(Ending::Left(LeftReason::Customer)),
                    Spent { waiting, ..Spent::default() },
                    arrived_at + waiting,
                ),
            };
            let called_at = place.map(|_| arrived_at + waiting);
            Some(Visit {
                id: app.ids.next(arrived_at),
                branch: self.hall.id(),
                day: BusinessDay::from(self.date),
                number: TicketNumber::new(&service.prefix, *ordinal),
                service: service.id,
                standing: VisitStanding { class: comes.class.clone(), ..VisitStanding::default() },
                customer: None,
                appointed: None,
                arrived_at,
                reserved: None,
                postponements: 0,
                first_called_at: called_at,
                last_called_at: called_at,
                last_counter: place.map(|place| place.counter),
                first_served_at: called_at.map(|called| called + WALK),
                calls: u32::from(place.is_some()),
                steps: 0,
                life: Life::restore(state, ended_at, ended_at, spent),
            })
        };
        scenario.arrivals.iter().enumerate().filter_map(visit).collect()
    }
}

/// Draws a class: most are ordinary, nearly one in five is cared for.
fn class(drawn: f64) -> &'static str {
    match drawn {
        drawn if drawn < 0.18 => "care",
        drawn if drawn < 0.24 => "priority",
        _ => "ordinary",
    }
}

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "an index below the length"
)]
fn part(drawn: f64, length: usize) -> usize {
    ((drawn * length as f64) as usize).min(length - 1)
}

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "times of a day in microseconds"
)]
fn whole(micros: i64, share: f64) -> i64 {
    (micros as f64 * share) as i64
}
