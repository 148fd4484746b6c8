//! Who comes by appointment: booked at every start for today and the coming days, so that there is always somebody to expect.

use access::Ctx;
use anyhow::Result;
use app::App;
use jiff::ToSpan;
use jiff::civil::{Date, DateTime};
use kernel::Timestamp;
use lobby::api::{DemoAppointment, book_for_demo};
use organisation::api::{self, Branch};
use vault::Secret;

use super::load::{today, zone};

/// How many days are booked, today included.
const DAYS: i64 = 4;

/// Invented people, what they come for, and at what time of the days to come.
const WISHES: [(&str, &str, i8, i8); 6] = [
    ("程一诺", "open_account", 9, 30),
    ("丁志远", "wealth", 10, 0),
    ("石小满", "loan", 10, 30),
    ("沈秋白", "personal_details", 14, 0),
    ("Emma Clarke", "foreign_exchange", 14, 30),
    ("葛长庚", "term_deposit", 15, 30),
];

/// Books what is not booked yet; what the rules do not allow is left out.
///
/// # Errors
/// The database is away.
pub async fn keep(app: &App, ctx: &Ctx) -> Result<()> {
    let first = today(ctx.now());
    for (place, branch) in (0..).zip(api::branches(app).await?) {
        for ahead in 0..DAYS {
            keep_day(app, ctx, &branch, place, (first, ahead)).await?;
        }
    }
    Ok(())
}

async fn keep_day(
    app: &App,
    ctx: &Ctx,
    branch: &Branch,
    place: u32,
    (first, ahead): (Date, i64),
) -> Result<()> {
    let date = first.saturating_add(ahead.days());
    let services = api::offered_services(app, branch.id).await?;
    for (number, (name, code, hour, minute)) in (0..).zip(WISHES) {
        let Some(service) = services.iter().find(|service| service.code == code) else { continue };
        // Today's come from now on, an hour apart, so that somebody is expected whenever the demo is started.
        let wall = if ahead == 0 { soon(ctx.now(), number) } else { date.at(hour, minute, 0, 0) };
        let wanted = DemoAppointment {
            service: service.id,
            starts_at: instant(wall),
            name: Secret::new(name.to_owned()),
            phone: Secret::new(phone(date, place, number)),
        };
        if wall.date() == date {
            book_for_demo(app, ctx, branch.id, wanted).await?;
        }
    }
    Ok(())
}

/// Returns the half hour that is not too near to be booked, and so many hours later.
fn soon(now: Timestamp, hours: u32) -> DateTime {
    let wall = now.to_jiff().to_zoned(zone()).datetime();
    let half = wall.date().at(wall.hour(), if wall.minute() < 30 { 0 } else { 30 }, 0, 0);
    half.saturating_add(90.minutes()).saturating_add(i64::from(hours).hours())
}

fn instant(wall: DateTime) -> Timestamp {
    let instant = zone().to_ambiguous_timestamp(wall).compatible();
    instant.map_or(Timestamp::from_micros(0), Timestamp::from)
}

/// Returns a number of the block of test numbers that none of the demo bank's customers has.
fn phone(date: Date, place: u32, number: u32) -> String {
    let day = u32::try_from(date.day()).unwrap_or(0);
    format!("1990000{:04}", 5_000 + day * 100 + place * 10 + number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn today_s_begin_when_they_can_still_be_booked() {
        let now: Timestamp = "2026-11-24T02:10:00Z".parse().unwrap();
        assert_eq!(soon(now, 0).to_string(), "2026-11-24T11:30:00");
        assert_eq!(soon(now, 2).to_string(), "2026-11-24T13:30:00");
        let later: Timestamp = "2026-11-24T02:31:00Z".parse().unwrap();
        assert_eq!(soon(later, 0).to_string(), "2026-11-24T12:00:00");
    }

    #[test]
    fn every_number_is_a_mobile_number_of_its_own() {
        let date = Date::constant(2026, 11, 24);
        let numbers: std::collections::HashSet<_> =
            (0..3).flat_map(|place| (0..6).map(move |number| phone(date, place, number))).collect();
        assert_eq!(numbers.len(), 18);
        assert!(numbers.iter().all(|number| customers::Phone::parse(number).is_ok()));
    }
}
