//! The discipline over a long run: proportions as theory says, and nobody starves.

use queueing::{Candidate, ClassRule, Points, Policy, PolicyRules, Server, choose};

const SECOND: i64 = 1_000_000;

/// Mean waits of two classes in a single-server queue follow Kleinrock's formula.
///
/// With rates b₁ < b₂, loads ρ₁, ρ₂ and the mean residual service W₀:
/// W₁ = W₀ / (1 − ρ) / (1 − ρ₂ (1 − b₁/b₂)) and W₂ = W₀ / (1 − ρ) − ρ₁ W₁ (1 − b₁/b₂).
#[test]
fn mean_waits_of_two_classes_follow_kleinrock() {
    for quick_rate in [2, 4] {
        let (load, share) = (0.9, 0.5);
        let waits =
            Run { load, quick_share: share, quick_rate, services: 120_000, hard_max_s: 600_000 }
                .waits();
        let slower = 1.0 - 1.0 / f64::from(quick_rate);
        let together = load * Run::MEAN_SERVICE_S / (1.0 - load);
        let slow = together / (1.0 - load * share * slower);
        let quick = together - load * (1.0 - share) * slow * slower;
        for (mean, expected) in [(waits.mean_s(false), slow), (waits.mean_s(true), quick)] {
            assert!((mean / expected - 1.0).abs() < 0.08, "{mean} against {expected}");
        }
    }
}

/// Close to saturation the waits stand in the inverse proportion of the rates.
#[test]
fn in_heavy_traffic_waits_stand_as_the_rates() {
    let run =
        Run { load: 0.99, quick_share: 0.5, quick_rate: 2, services: 120_000, hard_max_s: 600_000 };
    let waits = run.waits();
    let ratio = waits.mean_s(true) / waits.mean_s(false);
    assert!((0.47..0.56).contains(&ratio), "{ratio}");
}

/// With a hard maximum even a flood of the favoured class cannot keep an ordinary candidate waiting for long.
#[test]
fn nobody_starves_under_a_flood_of_the_favoured() {
    let run =
        Run { load: 0.97, quick_share: 0.95, quick_rate: 1000, services: 40_000, hard_max_s: 1800 };
    let favoured_only = Run { hard_max_s: 600_000, ..run };
    let (bounded, unbounded) = (run.waits(), favoured_only.waits());
    assert_eq!(bounded.served[0] + bounded.served[1], 40_000);
    assert!(bounded.longest_s(false) < unbounded.longest_s(false));
    // The three runs see the same arrivals and services; the worst wait stays near that of first come, first served.
    let plain = Run { quick_rate: 1, ..favoured_only }.waits();
    let bound = 1800.max(plain.longest_s(false).max(plain.longest_s(true))) + 600;
    assert!(bounded.longest_s(false) <= bound, "{} > {bound}", bounded.longest_s(false));
}

/// A single-server queue with Poisson arrivals and exponential services of five minutes.
#[derive(Clone, Copy)]
struct Run {
    load: f64,
    quick_share: f64,
    quick_rate: i32,
    services: usize,
    hard_max_s: u32,
}

#[derive(Default)]
struct Waits {
    served: [usize; 2],
    total_s: [f64; 2],
    longest_s: [i64; 2],
}

impl Waits {
    #[expect(clippy::cast_precision_loss, reason = "counts of a test run")]
    fn mean_s(&self, quick: bool) -> f64 {
        self.total_s[usize::from(quick)] / self.served[usize::from(quick)] as f64
    }

    fn longest_s(&self, quick: bool) -> i64 {
        self.longest_s[usize::from(quick)]
    }
}

impl Run {
    const MEAN_SERVICE_S: f64 = 300.0;

    fn waits(&self) -> Waits {
        let slow = ClassRule { hard_max_s: self.hard_max_s, ..ClassRule::plain("slow") };
        let quick = ClassRule {
            code: "quick".to_owned(),
            rate_per_min: Points::whole(self.quick_rate),
            ..slow.clone()
        };
        let policy = Policy::new(PolicyRules::of(vec![quick, slow])).unwrap();
        let mut chance = Chance(20_260_101);
        let mut line: Vec<Candidate<'static>> = Vec::new();
        let mut waits = Waits::default();
        let (mut now, mut next_arrival, mut id) = (0_i64, 0_i64, 0_u128);
        while waits.served[0] + waits.served[1] < self.services {
            while next_arrival <= now || line.is_empty() {
                now = now.max(next_arrival);
                id += 1;
                let code = if chance.unit() < self.quick_share { "quick" } else { "slow" };
                line.push(Candidate::new(id, policy.class_or_default(code), next_arrival, 1));
                next_arrival += chance.exponential_us(Self::MEAN_SERVICE_S / self.load);
            }
            let decision = choose(&policy, &Server::generic(), now, &line).unwrap();
            let place = line.iter().position(|candidate| candidate.id == decision.id).unwrap();
            let waited_us = now - line.swap_remove(place).waiting_since_us;
            waits.count(decision.reason.class == "quick", waited_us);
            now += chance.exponential_us(Self::MEAN_SERVICE_S);
        }
        waits
    }
}

impl Waits {
    #[expect(clippy::cast_precision_loss, reason = "waits of a test run")]
    fn count(&mut self, quick: bool, waited_us: i64) {
        let class = usize::from(quick);
        self.served[class] += 1;
        self.total_s[class] += waited_us as f64 / SECOND as f64;
        self.longest_s[class] = self.longest_s[class].max(waited_us / SECOND);
    }
}

/// A small generator with a fixed seed (Steele, Lea, Flood 2014, `SplitMix`), so that every run is the same.
struct Chance(u64);

impl Chance {
    #[expect(clippy::cast_precision_loss, reason = "53 bits are exact")]
    fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    #[expect(clippy::cast_possible_truncation, reason = "at most a few hours")]
    fn exponential_us(&mut self, mean_s: f64) -> i64 {
        (-(1.0 - self.unit()).ln() * mean_s * 1_000_000.0) as i64
    }
}
