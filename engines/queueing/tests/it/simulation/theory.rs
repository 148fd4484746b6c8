//! The simulator over a long run agrees with what can be computed: Kleinrock's proportions and Erlang's formulas.

use queueing::{
    Arrival, Chance, ClassRule, ClassWaits, Demand, Desk, Patience, Points, Policy, PolicyRules,
    Pool, Scenario, Shift, simulate, waits_by_class,
};

const SECOND: f64 = 1_000_000.0;

/// Mean waits of two classes in a single-server queue follow Kleinrock's formula.
///
/// With rates b₁ < b₂, loads ρ₁, ρ₂ and the mean residual service W₀:
/// W₁ = W₀ / (1 − ρ) / (1 − ρ₂ (1 − b₁/b₂)) and W₂ = W₀ / (1 − ρ) − ρ₁ W₁ (1 − b₁/b₂).
#[test]
fn mean_waits_of_two_classes_follow_kleinrock() {
    for quick_rate in [2, 4] {
        let (load, share) = (0.9, 0.5);
        let run = Run { load, quick_share: share, quick_rate, ..Run::default() };
        let [slow_waits, quick_waits] = run.waits();
        let slower = 1.0 - 1.0 / f64::from(quick_rate);
        let together = load * Run::MEAN_SERVICE_S / (1.0 - load);
        let slow = together / (1.0 - load * share * slower);
        let quick = together - load * (1.0 - share) * slow * slower;
        for (mean, expected) in [(slow_waits.mean_s, slow), (quick_waits.mean_s, quick)] {
            assert!((mean / expected - 1.0).abs() < 0.08, "{mean} against {expected}");
        }
    }
}

/// Close to saturation the waits stand in the inverse proportion of the rates.
#[test]
fn in_heavy_traffic_waits_stand_as_the_rates() {
    let run = Run { load: 0.99, quick_share: 0.5, quick_rate: 2, ..Run::default() };
    let [slow, quick] = run.waits();
    let ratio = quick.mean_s / slow.mean_s;
    assert!((0.47..0.56).contains(&ratio), "{ratio}");
}

/// With a hard maximum even a flood of the favoured class cannot keep an ordinary candidate waiting for long.
#[test]
fn nobody_starves_under_a_flood_of_the_favoured() {
    let flood = Run {
        load: 0.97,
        quick_share: 0.95,
        quick_rate: 1000,
        customers: 40_000,
        hard_max_s: 1800,
    };
    let favoured_only = Run { hard_max_s: 600_000, ..flood };
    let (bounded, unbounded) = (flood.waits(), favoured_only.waits());
    assert_eq!(bounded[0].served + bounded[1].served, 40_000);
    assert!(bounded[0].max_s < unbounded[0].max_s);
    // The three runs see the same arrivals and services; the worst wait stays near that of first come, first served.
    let plain = Run { quick_rate: 1, ..favoured_only }.waits();
    let bound = plain[0].max_s.max(plain[1].max_s).max(1800.0) + 600.0;
    assert!(bounded[0].max_s <= bound, "{} > {bound}", bounded[0].max_s);
}

/// A single desk with Poisson arrivals and exponential services of five minutes.
#[derive(Clone, Copy)]
struct Run {
    load: f64,
    quick_share: f64,
    quick_rate: i32,
    customers: usize,
    hard_max_s: u32,
}

impl Default for Run {
    fn default() -> Self {
        Self { load: 0.9, quick_share: 0.5, quick_rate: 2, customers: 60_000, hard_max_s: 600_000 }
    }
}

impl Run {
    const MEAN_SERVICE_S: f64 = 300.0;

    /// Returns the waits of the slow and of the quick.
    fn waits(&self) -> [ClassWaits; 2] {
        let slow = ClassRule { hard_max_s: self.hard_max_s, ..ClassRule::plain("slow") };
        let quick = ClassRule {
            code: "quick".to_owned(),
            rate_per_min: Points::whole(self.quick_rate),
            ..slow.clone()
        };
        let policy = Policy::new(PolicyRules::of(vec![quick, slow])).unwrap();
        let mut chance = Chance::new(20_260_101);
        let class =
            |chance: &mut Chance| if chance.unit() < self.quick_share { "quick" } else { "slow" };
        let gap_s = Self::MEAN_SERVICE_S / self.load;
        let scenario = Drawn { desks: 1, customers: self.customers, gap_s, patience_s: None }
            .scenario(&mut chance, Self::MEAN_SERVICE_S, class);
        let mut waits = waits_by_class(&policy, &scenario, &simulate(&policy, &scenario).events);
        ["slow", "quick"].map(|class| waits.remove(class).unwrap())
    }
}

/// Simulated pools abandon, wait and serve as Erlang A computes, in quiet and in overload.
#[test]
fn an_impatient_pool_behaves_as_erlang_a_computes() {
    let policy =
        Policy::new(PolicyRules::of(vec![ClassRule { target_s: 20, ..ClassRule::plain("plain") }]))
            .unwrap();
    for (desks, per_hour) in [(6, 120.0), (6, 200.0), (10, 180.0)] {
        let demand = Demand::new(per_hour, 180.0).unwrap();
        let pool = Pool::new(&demand, desks, Patience::mean_s(240.0).unwrap()).unwrap();
        let drawn = Drawn {
            desks: desks as usize,
            customers: 60_000,
            gap_s: 3600.0 / per_hour,
            patience_s: Some(240.0),
        };
        let scenario = drawn.scenario(&mut Chance::new(7), 180.0, |_| "plain");
        let waits =
            &waits_by_class(&policy, &scenario, &simulate(&policy, &scenario).events)["plain"];
        let close = |value: f64, expected: f64| (value - expected).abs() < 0.01;
        assert!(close(waits.abandoned, pool.abandoned), "{waits:?} {pool:?}");
        assert!(close(waits.within_target, pool.served_within(20.0)), "{waits:?} {pool:?}");
    }
}

/// The spread of the services sets the mean wait at a single desk, by Pollaczek and Khinchine.
#[test]
fn lognormal_services_wait_as_pollaczek_and_khinchine_say() {
    let policy = Policy::new(PolicyRules::of(vec![ClassRule::plain("plain")])).unwrap();
    let mut chance = Chance::new(11);
    let drawn = Drawn { desks: 1, customers: 120_000, gap_s: 400.0, patience_s: None };
    let mut scenario = drawn.scenario(&mut chance, 300.0, |_| "plain");
    for arrival in &mut scenario.arrivals {
        arrival.service_us = micros(chance.lognormal(300.0, 0.5));
    }
    let waits = &waits_by_class(&policy, &scenario, &simulate(&policy, &scenario).events)["plain"];
    let expected = 0.75 / 0.25 * 300.0 * (1.0 + 0.5) / 2.0;
    assert!((waits.mean_s / expected - 1.0).abs() < 0.05, "{} against {expected}", waits.mean_s);
}

/// Customers of a Poisson stream with exponential services.
struct Drawn {
    desks: usize,
    customers: usize,
    gap_s: f64,
    patience_s: Option<f64>,
}

impl Drawn {
    fn scenario(
        &self,
        chance: &mut Chance,
        service_s: f64,
        class: impl Fn(&mut Chance) -> &'static str,
    ) -> Scenario {
        let mut at_us = 0;
        let mut arrivals = Vec::with_capacity(self.customers);
        for _ in 0..self.customers {
            at_us += micros(chance.exponential(self.gap_s));
            arrivals.push(Arrival {
                at_us,
                class: class(chance).to_owned(),
                service: 1,
                skills: Vec::new(),
                service_us: micros(chance.exponential(service_s)),
                patience_us: self.patience_s.map(|mean| micros(chance.exponential(mean))),
                announced: false,
            });
        }
        let always = Shift { from_us: 0, to_us: i64::MAX };
        Scenario { arrivals, desks: vec![Desk::generic(vec![always]); self.desks] }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "at most a few hours")]
fn micros(seconds: f64) -> i64 {
    (seconds * SECOND) as i64
}
