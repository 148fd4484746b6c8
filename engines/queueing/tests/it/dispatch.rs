//! Who is called, whatever the order of the list and however long the wait.

use proptest::prelude::*;
use queueing::{
    Candidate, Class, ClassRule, Decision, Idle, Key, Points, Policy, PolicyRules, Rule, Server,
    Within, choose, people_ahead, rank,
};

const MINUTE: i64 = 60_000_000;
const NOW: i64 = 600 * MINUTE;

#[test]
fn points_decide_and_the_reason_adds_up() {
    let policy = policy();
    let line = [waiting(1, &policy, "plain", 12), waiting(2, &policy, "care", 1)];
    let decision = call(&policy, &Server::generic(), &line);
    assert_eq!(decision.id, 2);
    let reason = decision.reason;
    assert_eq!((reason.rule, reason.class.as_str()), (Rule::Accumulated, "care"));
    assert_eq!(reason.score, Points::whole(62));
    assert_eq!((reason.base, reason.rate_per_min), (Points::whole(60), Points::whole(2)));
    assert_eq!((reason.waited_s, reason.considered), (60, 2));
    let runner_up = reason.runner_up.unwrap();
    assert_eq!((runner_up.id, runner_up.score), (1, Points::whole(12)));
}

#[test]
fn beyond_the_hard_maximum_the_oldest_goes_first() {
    let policy = policy();
    let line = [
        waiting(1, &policy, "care", 29),
        waiting(2, &policy, "plain", 46),
        waiting(3, &policy, "care", 31),
    ];
    let decision = call(&policy, &Server::generic(), &line);
    assert_eq!((decision.id, decision.reason.rule), (2, Rule::HardMaximum));
    assert_eq!(decision.reason.bonus, Points::whole(1000));
    assert_eq!(order(&policy, &Server::generic(), &line), [2, 3, 1]);
}

#[test]
fn the_urgent_go_before_everybody() {
    let policy = policy();
    let line = [
        waiting(1, &policy, "plain", 90),
        waiting(2, &policy, "urgent", 0),
        waiting(3, &policy, "urgent", 3),
    ];
    assert_eq!(order(&policy, &Server::generic(), &line), [3, 2, 1]);
    let decision = call(&policy, &Server::generic(), &line);
    assert_eq!((decision.id, decision.reason.rule), (3, Rule::Urgent));
}

#[test]
fn ties_go_to_the_earlier_arrival_and_then_to_the_smaller_id() {
    // Two points per minute from 0 against one point per minute from 10: equal after ten minutes.
    let slow = ClassRule { base: Points::whole(10), ..ClassRule::plain("slow") };
    let quick = ClassRule { rate_per_min: Points::whole(2), ..ClassRule::plain("quick") };
    let policy = Policy::new(PolicyRules::of(vec![slow, quick])).unwrap();
    let line = [waiting(1, &policy, "quick", 10), waiting(2, &policy, "slow", 10)];
    assert_eq!(call(&policy, &Server::generic(), &line).id, 1);
    let line = [waiting(1, &policy, "quick", 11), waiting(2, &policy, "slow", 12)];
    assert_eq!(call(&policy, &Server::generic(), &line).id, 2);
}

#[test]
fn a_reservation_binds_and_helps_but_not_past_the_overdue() {
    let policy = policy();
    let reserved = Candidate { reserved_for: Some(77), ..waiting(1, &policy, "plain", 2) };
    let line = [reserved, waiting(2, &policy, "care", 20)];
    let named = Server { keys: &[70, 77], ..Server::generic() };
    let decision = call(&policy, &named, &line);
    assert_eq!((decision.id, decision.reason.rule), (1, Rule::Reserved));
    assert_eq!(decision.reason.bonus, Points::whole(200));
    assert_eq!(order(&policy, &Server::generic(), &line), [2]);
    let line = [reserved, waiting(2, &policy, "care", 30)];
    assert_eq!(call(&policy, &named, &line).id, 2);
}

#[test]
fn specialists_take_their_service_first_and_others_leave_it_to_them_when_told() {
    let mut rules = rules();
    let special = |id, waited| Candidate {
        service: 9,
        specialist_on_duty: true,
        ..waiting(id, &policy(), "plain", waited)
    };
    let line = [special(1, 10), waiting(2, &policy(), "plain", 12)];
    let specialist = Server { preferred: &[9], ..Server::generic() };
    assert_eq!(call(&policy(), &specialist, &line).id, 1);
    assert_eq!(call(&policy(), &Server::generic(), &line).id, 2);
    // Without a bonus the specialist still takes the own service among equals, though it came no earlier.
    rules.specialisation_bonus = Points::ZERO;
    let equal = [waiting(1, &policy(), "plain", 12), special(2, 12)];
    assert_eq!(call(&Policy::new(rules.clone()).unwrap(), &specialist, &equal).id, 2);
    rules.specialist_deduction = Points::whole(5);
    let policy = Policy::new(rules).unwrap();
    let line = [special(1, 14), waiting(2, &policy, "plain", 10)];
    assert_eq!(call(&policy, &Server::generic(), &line).id, 2);
    assert_eq!(call(&policy, &specialist, &line).id, 1);
}

#[test]
fn tells_why_nobody_is_called() {
    let policy = policy();
    let server = Server { services: Within::Only(&[5]), ..Server::generic() };
    assert_eq!(choose(&policy, &server, NOW, &[]), Err(Idle::NobodyWaiting));
    let postponed = Candidate { available: false, ..waiting(1, &policy, "plain", 3) };
    assert_eq!(choose(&policy, &server, NOW, &[postponed]), Err(Idle::NobodyWaiting));
    let other = waiting(2, &policy, "plain", 3);
    assert_eq!(choose(&policy, &server, NOW, &[postponed, other]), Err(Idle::NobodyForServer));
}

#[test]
fn a_clock_that_went_backwards_counts_as_no_wait() {
    let policy = policy();
    let line = [waiting(1, &policy, "plain", -30), waiting(2, &policy, "plain", 1)];
    let decision = call(&policy, &Server::generic(), &line);
    assert_eq!((decision.id, decision.reason.waited_s), (2, 60));
    let extreme = Candidate { waiting_since_us: i64::MIN, ..line[0] };
    assert_eq!(choose(&policy, &Server::generic(), i64::MAX, &[extreme]).unwrap().id, 1);
}

proptest! {
    #[test]
    fn the_order_of_the_list_does_not_matter(
        (line, shuffled) in hall().prop_flat_map(|line| (Just(line.clone()), Just(line).prop_shuffle())),
        server in servers(),
    ) {
        let policy = policy();
        prop_assert_eq!(
            choose(&policy, &server.view(), NOW, &seats(&policy, &line)),
            choose(&policy, &server.view(), NOW, &seats(&policy, &shuffled))
        );
    }

    #[test]
    fn nobody_is_called_whom_the_server_cannot_serve(line in hall(), server in servers()) {
        let policy = policy();
        let seats = seats(&policy, &line);
        match choose(&policy, &server.view(), NOW, &seats) {
            Ok(decision) => {
                let chosen = seats.iter().find(|seat| seat.id == decision.id).unwrap();
                prop_assert!(chosen.available && server.view().can_serve(chosen));
            }
            Err(_) => prop_assert!(!seats.iter().any(|seat| seat.available && server.view().can_serve(seat))),
        }
    }

    #[test]
    fn nobody_beyond_the_maximum_is_passed_by_one_within(line in hall(), server in servers()) {
        let policy = policy();
        let seats = seats(&policy, &line);
        let overdue = |seat: &Candidate<'_>| seat.waited_s(NOW) >= policy.rule(seat.class).hard_max_s;
        let urgent = |seat: &Candidate<'_>| policy.rule(seat.class).urgent;
        if let Ok(decision) = choose(&policy, &server.view(), NOW, &seats) {
            let chosen = seats.iter().find(|seat| seat.id == decision.id).unwrap();
            if !overdue(chosen) && !urgent(chosen) {
                let passed = seats.iter().any(|seat| {
                    seat.available && server.view().can_serve(seat) && overdue(seat)
                });
                prop_assert!(!passed);
            }
        }
    }

    #[test]
    fn who_is_called_would_be_called_after_a_longer_wait_too(
        line in hall(), server in servers(), longer in 0_i64..200 * MINUTE,
    ) {
        let policy = policy();
        let mut seats = seats(&policy, &line);
        if let Ok(decision) = choose(&policy, &server.view(), NOW, &seats) {
            let seat = seats.iter_mut().find(|seat| seat.id == decision.id).unwrap();
            seat.waiting_since_us -= longer;
            prop_assert_eq!(choose(&policy, &server.view(), NOW, &seats).unwrap().id, decision.id);
        }
    }

    #[test]
    fn the_ranking_agrees_with_the_choice_and_with_the_count_ahead(line in hall(), server in servers()) {
        let policy = policy();
        let seats = seats(&policy, &line);
        let server = server.view();
        let ranked = rank(&policy, &server, NOW, &seats);
        let decision = choose(&policy, &server, NOW, &seats).ok();
        prop_assert_eq!(ranked.first().map(|first| first.id), decision.as_ref().map(|decision| decision.id));
        if let Some(decision) = decision {
            let second = ranked.get(1).map(|second| (second.id, second.score));
            prop_assert_eq!(decision.reason.runner_up.map(|second| (second.id, second.score)), second);
            prop_assert_eq!(decision.reason.considered as usize, ranked.len());
            let (rate, base) = (decision.reason.rate_per_min, decision.reason.base);
            let whole_minutes = i64::from(decision.reason.waited_s / 60);
            prop_assert!(decision.reason.score.milli() >= base.milli() + rate.milli() * whole_minutes);
        }
        for (place, candidate) in ranked.iter().enumerate() {
            prop_assert_eq!(people_ahead(&policy, &server, NOW, &seats, candidate.id), Some(place));
        }
        for seat in seats.iter().filter(|seat| !server.can_serve(seat)) {
            prop_assert_eq!(people_ahead(&policy, &server, NOW, &seats, seat.id), None);
        }
    }
}

/// A candidate as proptest makes it; the class is an index into [`CODES`].
#[derive(Clone, Debug)]
struct Seat {
    id: Key,
    code: usize,
    waited_us: i64,
    service: Key,
    skill: Option<usize>,
    reserved_for: Option<Key>,
    available: bool,
    specialist_on_duty: bool,
}

const CODES: [&str; 4] = ["urgent", "care", "fast", "plain"];
const SKILLS: [[&str; 1]; 2] = [["writing"], ["drawing"]];

fn hall() -> impl Strategy<Value = Vec<Seat>> {
    let wait = prop_oneof![0..70 * MINUTE, (0_i64..70).prop_map(|minutes| minutes * MINUTE)];
    let seat = (
        (0_usize..8).prop_map(|index| if index == 0 { 0 } else { 1 + index % 3 }),
        wait,
        0_u128..4,
        prop::option::weighted(0.2, 0_usize..2),
        prop::option::weighted(0.2, 70_u128..73),
        prop::bool::weighted(0.9),
        any::<bool>(),
    );
    prop::collection::vec(seat, 0..25).prop_map(|seats| {
        let seat =
            |(id, (code, waited_us, service, skill, reserved_for, available, on_duty))| Seat {
                id,
                code,
                waited_us,
                service,
                skill,
                reserved_for,
                available,
                specialist_on_duty: on_duty,
            };
        (1_u128..).zip(seats).map(seat).collect()
    })
}

#[derive(Clone, Debug)]
struct Post {
    keys: Vec<Key>,
    services: Option<Vec<Key>>,
    skills: Vec<&'static str>,
    preferred: Vec<Key>,
}

impl Post {
    fn view(&self) -> Server<'_> {
        Server {
            keys: &self.keys,
            services: self.services.as_deref().map_or(Within::All, Within::Only),
            skills: Within::Only(&self.skills),
            preferred: &self.preferred,
        }
    }
}

fn servers() -> impl Strategy<Value = Post> {
    (
        prop::collection::vec(70_u128..73, 0..3),
        prop::option::of(prop::collection::vec(0_u128..4, 0..4)),
        prop::sample::subsequence(vec!["writing", "drawing"], 0..=2),
        prop::collection::vec(0_u128..4, 0..2),
    )
        .prop_map(|(keys, services, skills, preferred)| Post {
            keys,
            services,
            skills,
            preferred,
        })
}

fn seats(policy: &Policy, line: &[Seat]) -> Vec<Candidate<'static>> {
    line.iter()
        .map(|seat| Candidate {
            id: seat.id,
            class: class(policy, CODES[seat.code]),
            waiting_since_us: NOW - seat.waited_us,
            service: seat.service,
            skills: seat.skill.map_or(&[], |index| &SKILLS[index]),
            reserved_for: seat.reserved_for,
            available: seat.available,
            specialist_on_duty: seat.specialist_on_duty,
        })
        .collect()
}

fn rules() -> PolicyRules {
    let care = ClassRule {
        base: Points::whole(60),
        rate_per_min: Points::whole(2),
        hard_max_s: 1800,
        ..ClassRule::plain("care")
    };
    let fast = ClassRule {
        base: Points::whole(30),
        rate_per_min: Points::from_milli(1500),
        ..ClassRule::plain("fast")
    };
    let urgent = ClassRule { urgent: true, ..ClassRule::plain("urgent") };
    PolicyRules {
        hard_max_bonus: Points::whole(1000),
        specialisation_bonus: Points::whole(5),
        reserved_bonus: Points::whole(200),
        ..PolicyRules::of(vec![urgent, care, fast, ClassRule::plain("plain")])
    }
}

fn policy() -> Policy {
    Policy::new(rules()).unwrap()
}

fn class(policy: &Policy, code: &str) -> Class {
    policy.find_class(code).unwrap()
}

fn waiting(id: Key, policy: &Policy, code: &str, minutes: i64) -> Candidate<'static> {
    Candidate::new(id, class(policy, code), NOW - minutes * MINUTE, 1)
}

fn call(policy: &Policy, server: &Server<'_>, line: &[Candidate<'_>]) -> Decision {
    choose(policy, server, NOW, line).unwrap()
}

fn order(policy: &Policy, server: &Server<'_>, line: &[Candidate<'_>]) -> Vec<Key> {
    rank(policy, server, NOW, line).into_iter().map(|ranked| ranked.id).collect()
}
