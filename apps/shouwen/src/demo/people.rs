//! The customers of the demo bank, drawn from a seed.
//!
//! Their numbers satisfy every check a real number satisfies, and belong to nobody:
//! - resident IDs name the area 990000; areas begin with 1 to 8;
//! - mobile numbers are 199-0000-xxxx, a block of test numbers that reaches no subscriber;
//! - cards begin with 629999, an issuer number that no bank was given;
//! - passports begin with `ZZ`.

use std::collections::HashSet;

use customers::api::{DemoCustomer, DocumentKind};
use jiff::ToSpan;
use jiff::civil::Date;
use kernel::BranchId;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use vault::Secret;

use super::words::{FOREIGN, OLDER, POINTED, SURNAMES, YOUNGER};

/// How many customers the demo bank has.
pub const COUNT: usize = 2_000;

/// The seed of everything that is drawn.
const SEED: u64 = 20_261_122;

/// The area of the resident IDs.
const AREA: &str = "990000";

/// The issuer of the cards.
const ISSUER: &str = "629999";

/// Who is born before this year has an older name.
const OLDER_BEFORE: i16 = 1970;

/// Draws the customers; each belongs to one of the branches by its share.
pub fn draw(today: Date, branches: &[(BranchId, u32)]) -> Vec<DemoCustomer> {
    let mut draw =
        Draw { random: StdRng::seed_from_u64(SEED), today, bodies: HashSet::with_capacity(COUNT) };
    (0..COUNT).map(|number| draw.person(number, branches)).collect()
}

struct Draw {
    random: StdRng,
    today: Date,
    /// Resident IDs drawn so far, without their check characters.
    bodies: HashSet<String>,
}

impl Draw {
    fn person(&mut self, number: usize, branches: &[(BranchId, u32)]) -> DemoCustomer {
        let home_branch = self.weighted(branches);
        let years = self.years();
        let birth = self.birth(years);
        let foreigner = number % 125 == 7;
        let (name, document) = if foreigner {
            let name = FOREIGN[number / 125 % FOREIGN.len()].to_owned();
            (name, (DocumentKind::Passport, format!("ZZ{:07}", 1_000_000 + number)))
        } else {
            (self.name(number, birth), (DocumentKind::ResidentId, self.resident_id(birth)))
        };
        let has_phone = years < 70 || self.random.random_ratio(7, 10);
        let cards = 1 + usize::from(self.random.random_ratio(1, 4));
        DemoCustomer {
            home_branch,
            name: Secret::new(name),
            phone: has_phone.then(|| Secret::new(phone(number))),
            documents: vec![(document.0, Secret::new(document.1))],
            cards: (0..cards).map(|place| Secret::new(card(number, place))).collect(),
            tier: self.tier(years),
            care_needs: self.care_needs(years, foreigner),
        }
    }

    fn weighted<T: Copy>(&mut self, choices: &[(T, u32)]) -> T {
        let total: u32 = choices.iter().map(|(_, weight)| weight).sum();
        let mut left = self.random.random_range(0..total.max(1));
        for (choice, weight) in choices {
            if left < *weight {
                return *choice;
            }
            left -= weight;
        }
        choices[0].0
    }

    /// Draws an age as in a branch hall: more old people than in the street.
    fn years(&mut self) -> i16 {
        let (from, to) = self.weighted(&[
            ((18, 29), 17),
            ((30, 44), 27),
            ((45, 59), 26),
            ((60, 74), 21),
            ((75, 92), 9),
        ]);
        self.random.random_range(from..=to)
    }

    fn birth(&mut self, years: i16) -> Date {
        let days = self.random.random_range(0..360_i64);
        let whole = self.today.saturating_sub(i64::from(years).years());
        whole.saturating_sub(days.days())
    }

    fn name(&mut self, number: usize, birth: Date) -> String {
        if number % 160 == 11 {
            return POINTED[number / 160 % POINTED.len()].to_owned();
        }
        let surname = self.weighted(SURNAMES);
        let given = if birth.year() < OLDER_BEFORE { &OLDER } else { &YOUNGER };
        let mut draw = || given.choose(&mut self.random).copied().unwrap_or("安");
        let first = draw();
        let second = draw();
        let short = self.random.random_ratio(2, 10);
        if short || first == second {
            format!("{surname}{first}")
        } else {
            format!("{surname}{first}{second}")
        }
    }

    /// Draws a resident ID that nobody else of the bank has; the last digit of the order tells women from men.
    fn resident_id(&mut self, birth: Date) -> String {
        let born = format!("{AREA}{:04}{:02}{:02}", birth.year(), birth.month(), birth.day());
        let mut order = self.random.random_range(0..1_000_u32);
        while !self.bodies.insert(format!("{born}{order:03}")) {
            order = (order + 1) % 1_000;
        }
        let body = format!("{born}{order:03}");
        let check = customers::resident_id_check(&body).unwrap_or('0');
        format!("{body}{check}")
    }

    fn tier(&mut self, years: i16) -> String {
        let rich: u32 = if years >= 40 { 2 } else { 1 };
        self.weighted(&[
            ("ordinary", 176),
            ("gold", 16 * rich),
            ("platinum", 5 * rich),
            ("private", rich),
        ])
        .to_owned()
    }

    fn care_needs(&mut self, years: i16, foreigner: bool) -> Vec<String> {
        let mut needs = Vec::new();
        let mut draw = |code: &str, of_thousand: u32| {
            if self.random.random_ratio(of_thousand, 1_000) {
                needs.push(code.to_owned());
            }
        };
        draw("disabled", 15);
        draw("veteran", if years >= 35 { 20 } else { 5 });
        draw("frail", if years >= 75 { 120 } else { 2 });
        draw("soldier", if years < 35 { 6 } else { 0 });
        draw("pregnant", if (24..40).contains(&years) { 8 } else { 0 });
        draw("foreign_language", if foreigner { 1_000 } else { 0 });
        if years >= 60 {
            needs.push("elderly".to_owned());
        }
        needs
    }
}

fn phone(number: usize) -> String {
    format!("1990000{number:04}")
}

fn card(number: usize, place: usize) -> String {
    let body = format!("{ISSUER}00{place:02}{:08}", 20_000_000 + number);
    let check = customers::card_check(&body).unwrap_or('0');
    format!("{body}{check}")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;

    const TODAY: Date = date(2026, 11, 22);

    fn people() -> Vec<DemoCustomer> {
        let branch = |number| BranchId::from_uuid(Uuid::from_u128(number));
        draw(TODAY, &[(branch(1), 45), (branch(2), 33), (branch(3), 22)])
    }

    fn numbers(people: &[DemoCustomer]) -> Vec<String> {
        let document = |person: &DemoCustomer| person.documents[0].1.expose().clone();
        people.iter().map(document).collect()
    }

    #[test]
    fn two_fresh_demos_are_alike() {
        assert_eq!(numbers(&people()), numbers(&people()));
    }

    /// Two thousand people born within 75 years share birthdays, on whatever day the demo is loaded.
    #[test]
    fn no_two_people_share_a_resident_id_on_any_day() {
        let branch = BranchId::from_uuid(Uuid::from_u128(1));
        for day in 0..30_i64 {
            let people = draw(TODAY.saturating_add((day * 13).days()), &[(branch, 1)]);
            assert_eq!(
                numbers(&people).into_iter().collect::<HashSet<_>>().len(),
                COUNT,
                "day {day}"
            );
        }
    }

    #[test]
    fn no_two_people_share_a_number() {
        let people = people();
        assert_eq!(people.len(), COUNT);
        assert_eq!(numbers(&people).into_iter().collect::<HashSet<_>>().len(), COUNT);
        let phones: Vec<_> =
            people.iter().filter_map(|person| person.phone.as_ref()).map(Secret::expose).collect();
        assert_eq!(phones.iter().collect::<HashSet<_>>().len(), phones.len());
        let cards: Vec<_> =
            people.iter().flat_map(|person| &person.cards).map(Secret::expose).collect();
        assert_eq!(cards.iter().collect::<HashSet<_>>().len(), cards.len());
    }

    #[test]
    fn shares_are_plausible() {
        let people = people();
        let share = |holds: &dyn Fn(&DemoCustomer) -> bool| {
            people.iter().filter(|person| holds(person)).count()
        };
        let elderly = share(&|person| person.care_needs.iter().any(|need| need == "elderly"));
        assert!((480..720).contains(&elderly), "{elderly}");
        let ordinary = share(&|person| person.tier == "ordinary");
        assert!((1_600..1_850).contains(&ordinary), "{ordinary}");
        assert!(share(&|person| person.tier == "private") > 3);
        assert!(share(&|person| person.phone.is_none()) > 50);
    }
}
