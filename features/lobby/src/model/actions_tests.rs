//! The life of a visit, by stories and by chance.

use std::sync::LazyLock;

use kernel::{CounterId, Id, Ids, StaffId};
use proptest::prelude::*;

use super::*;
use crate::model::rules::{LobbyRules, built_in};
use crate::model::visit::StateName;
use crate::model::why::WhyRule;

fn at(second: i64) -> Timestamp {
    Timestamp::from_micros(1_800_000_000_000_000 + second * 1_000_000)
}

fn id<T: Id>(seed: u64) -> T {
    Ids::seeded(seed).next(at(0))
}

fn place(staff: u64) -> Place {
    Place { counter: id::<CounterId>(staff + 100), staff: id(staff) }
}

fn hand(staff: u64) -> Hand {
    Hand { staff: id::<StaffId>(staff), runs_hall: false }
}

fn why() -> Why {
    let rules = &RULES.dispatch.policy;
    let rule = rules.rule(rules.class_or_default("ordinary"));
    Why {
        rule: WhyRule::Accumulated,
        class: rule.code.clone(),
        score: rule.base,
        base: rule.base,
        rate_per_min: rule.rate_per_min,
        bonus: rule.base,
        waited_s: 0,
        candidates: 1,
        runner_up: None,
    }
}

fn visit() -> (Visit, Step) {
    let arrival = Arrival {
        id: id(1),
        branch: id(2),
        day: BusinessDay::parse("2027-01-15").unwrap(),
        number: TicketNumber::new("A", 7),
        service: id(3),
        standing: VisitStanding { class: "ordinary".to_owned(), ..VisitStanding::default() },
        customer: None,
        channel: Channel::Kiosk,
    };
    Visit::take(arrival, at(0))
}

fn codes(steps: &[Step]) -> Vec<&'static str> {
    steps.iter().map(|step| step.act.kind().code()).collect()
}

#[test]
fn a_whole_visit_leaves_a_complete_record() {
    let (mut visit, taken) = visit();
    let rules = built_in().calling;
    let steps = [
        taken,
        visit.call(place(5), why(), at(60)).unwrap(),
        visit.recall(hand(5), &rules, at(80)).unwrap(),
        visit.serve(hand(5), at(100)).unwrap(),
        visit.park(hand(5), Some("filling_form".to_owned()), at(200)).unwrap(),
        visit.unpark(at(230)).unwrap(),
        visit.call(place(6), why(), at(250)).unwrap(),
        visit.serve(hand(6), at(255)).unwrap(),
        visit.finish(hand(6), "done".to_owned(), vec!["nothing".to_owned()], at(300)).unwrap(),
    ];
    assert_eq!(
        codes(&steps),
        [
            "taken", "called", "recalled", "served", "parked", "unparked", "called", "served",
            "finished"
        ]
    );
    assert!(steps[1].why.is_some(), "a call keeps its grounds");
    let spent = visit.spent();
    assert_eq!(spent.waiting.as_secs(), 60 + 20);
    assert_eq!(spent.called.as_secs(), 40 + 5);
    assert_eq!(spent.serving.as_secs(), 100 + 45);
    assert_eq!(spent.parked.as_secs(), 30);
    assert_eq!(visit.calls, 3);
    assert_eq!(visit.ended_at(), Some(at(300)));
}

#[test]
fn no_show_needs_its_recalls_and_each_recall_its_time() {
    let (mut visit, _) = visit();
    let rules = Calling { recalls_before_no_show: 3, recall_after_s: 15 };
    visit.call(place(5), why(), at(10)).unwrap();
    let soon = visit.recall(hand(5), &rules, at(12));
    assert_eq!(soon, Err(Refusal::RecallTooSoon { number: visit.number.clone(), wait_s: 13 }));
    for (index, second) in [25, 40, 55].into_iter().enumerate() {
        let early = visit.clone().miss(hand(5), &rules, at(second));
        let made = u32::try_from(index).unwrap();
        assert_eq!(
            early,
            Err(Refusal::RecallsNeeded { number: visit.number.clone(), made, needed: 3 })
        );
        visit.recall(hand(5), &rules, at(second)).unwrap();
    }
    visit.miss(hand(5), &rules, at(56)).unwrap();
    assert_eq!(visit.state_name(), StateName::NoShow);
}

#[test]
fn only_the_counter_acts_on_its_customer_unless_somebody_runs_the_hall() {
    let (mut visit, _) = visit();
    visit.call(place(5), why(), at(10)).unwrap();
    assert_eq!(
        visit.serve(hand(6), at(11)),
        Err(Refusal::OtherCounter { number: visit.number.clone() })
    );
    visit.serve(Hand { runs_hall: true, ..hand(6) }, at(12)).unwrap();
}

#[test]
fn a_transfer_keeps_the_time_waited_and_goes_somewhere_else() {
    let (mut visit, _) = visit();
    visit.call(place(5), why(), at(600)).unwrap();
    visit.serve(hand(5), at(610)).unwrap();
    let (here, other) = (Target::Service(visit.service), id::<ServiceId>(9));
    assert_eq!(
        visit.transfer(hand(5), here, at(700)),
        Err(Refusal::TransferNowhere { number: visit.number.clone() })
    );
    visit.transfer(hand(5), Target::Service(other), at(700)).unwrap();
    assert_eq!(visit.service, other);
    assert_eq!(
        visit.queued_at(),
        at(100),
        "600 seconds waited before count as if they were just now"
    );
    assert_eq!(visit.waited(at(760)).as_secs(), 660);
    visit.transfer(hand(5), Target::Kept(Reserved::Staff(id(8))), at(770)).unwrap();
    assert_eq!(visit.reserved, Some(Reserved::Staff(id(8))));
    visit.call(place(8), why(), at(800)).unwrap();
    assert_eq!(visit.reserved, None, "a call ends the reservation");
}

#[test]
fn a_care_customer_keeps_the_counter_unless_asked_otherwise() {
    let guidance = |asked| Guidance {
        machine: "atm".to_owned(),
        outcome: GuidanceOutcome::Done,
        customer_asked: asked,
        never_machine_only: true,
        counted: false,
    };
    let (mut visit, _) = visit();
    assert_eq!(
        visit.guide(guidance(false), at(5)),
        Err(Refusal::MachineOnly { number: visit.number.clone() })
    );
    visit.guide(guidance(true), at(5)).unwrap();
    assert_eq!(visit.state_name(), StateName::Diverted);
}

#[test]
fn postponing_keeps_the_place_and_has_an_end() {
    let (mut visit, _) = visit();
    let rules = built_in().postpone;
    assert_eq!(
        visit.postpone(7, &rules, at(5)),
        Err(Refusal::PostponeMinutes { allowed: vec![5, 10, 15] })
    );
    visit.postpone(5, &rules, at(5)).unwrap();
    assert_eq!(visit.postponed_until(), Some(at(305)));
    assert_eq!(visit.waited(at(60)).as_secs(), 60);
    visit.postpone(10, &rules, at(60)).unwrap();
    assert_eq!(
        visit.postpone(5, &rules, at(61)),
        Err(Refusal::PostponedOften { number: visit.number.clone(), times: 2 })
    );
}

#[test]
fn refusals_read_well_in_both_languages() {
    let (mut visit, _) = visit();
    let refused = visit.serve(hand(5), at(1)).unwrap_err();
    let told = |locale| kernel::Fault::sentence(&refused, locale);
    assert_eq!(
        told(kernel::Locale::ZhCn),
        "A007 现在是“等候中”，不能开始办理。请刷新后按最新状态处理。"
    );
    assert_eq!(
        told(kernel::Locale::En),
        "A007 is waiting now and cannot be served. Please refresh and go on from there."
    );
}

/// One act by chance: which, by whom, when.
type Chance = (u8, u64, i64);

fn act(visit: &mut Visit, rules: &LobbyRules, (which, who, when): Chance) -> Result<Step, Refusal> {
    let (hand, place, now) = (hand(who), place(who), at(when));
    match which {
        0 => visit.call(place, why(), now),
        1 => visit.recall(hand, &rules.calling, now),
        2 => visit.serve(hand, now),
        3 => visit.miss(hand, &rules.calling, now),
        4 => visit.park(hand, None, now),
        5 => visit.unpark(now),
        6 => visit.transfer(hand, Target::Service(id(who + 20)), now),
        7 => visit.transfer(hand, Target::Kept(Reserved::Counter(id(who + 101))), now),
        8 => visit.finish(hand, "done".to_owned(), Vec::new(), now),
        9 => visit.leave(LeftReason::Customer, now),
        10 => visit.postpone(5, &rules.postpone, now),
        11 => {
            let standing = VisitStanding { class: "care".to_owned(), ..VisitStanding::default() };
            visit.triage(Triage { service: None, standing: Some(standing) }, now)
        }
        _ => visit.guide(
            Guidance {
                machine: "atm".to_owned(),
                outcome: if who == 0 { GuidanceOutcome::Done } else { GuidanceOutcome::Accepted },
                customer_asked: false,
                never_machine_only: false,
                counted: true,
            },
            now,
        ),
    }
}

static RULES: LazyLock<LobbyRules> = LazyLock::new(built_in);

proptest! {
    #[test]
    fn whatever_happens_the_record_stays_sound(
        chances in prop::collection::vec((0_u8..13, 0_u64..3, -50_i64..2_000), 0..80)
    ) {
        let rules = &*RULES;
        let (mut visit, taken) = visit();
        let mut steps = vec![taken];
        for chance in chances {
            let before = visit.clone();
            if let Ok(step) = act(&mut visit, rules, chance) {
                prop_assert!(before.ended_at().is_none(), "a finished visit never changes");
                steps.push(step);
            } else {
                // A refused act leaves everything as it was.
                prop_assert_eq!(&visit, &before);
            }
            prop_assert!(visit.since() >= before.since());
        }
        let spent = visit.spent();
        let total = spent.waiting + spent.called + spent.serving + spent.parked;
        prop_assert_eq!(total, visit.since().since(visit.arrived_at), "time adds up");
        prop_assert_eq!(visit.steps as usize, steps.len());
        prop_assert!(steps.iter().enumerate().all(|(index, step)| step.seq as usize == index + 1));
        prop_assert!(steps.is_sorted_by_key(|step| step.at));
        prop_assert!(steps.iter().all(|step| (step.act == Act::Called) == step.why.is_some()));
        let calls = steps.iter().filter(|step| matches!(step.act, Act::Called | Act::Recalled { .. })).count();
        prop_assert_eq!(visit.calls as usize, calls);
        prop_assert!(visit.possible(hand(0), &rules.calling).is_empty() == visit.ended_at().is_some());
    }

    #[test]
    fn what_is_offered_is_not_refused(
        chances in prop::collection::vec((0_u8..13, 0_u64..3, 0_i64..2_000), 0..40)
    ) {
        let rules = &*RULES;
        let (mut visit, _) = visit();
        for chance in chances {
            let _ = act(&mut visit, rules, chance);
        }
        let later = 10_000;
        let numbers = [
            (Action::Call, 0), (Action::Recall, 1), (Action::Serve, 2), (Action::NoShow, 3), (Action::Park, 4),
            (Action::Unpark, 5), (Action::Transfer, 6), (Action::Finish, 8), (Action::Leave, 9), (Action::Guide, 12),
        ];
        let offered = visit.possible(hand(1), &rules.calling);
        for (action, number) in numbers {
            let refused = act(&mut visit.clone(), rules, (number, 1, later)).is_err();
            let nowhere = action == Action::Transfer && visit.service == id(21);
            prop_assert!(refused != offered.contains(&action) || nowhere, "{action:?} in {:?}", visit.state());
        }
    }
}
