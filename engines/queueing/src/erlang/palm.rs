//! The waits of Erlang A beyond zero.

/// The virtual wait of those who have to wait, in a pool with exponential patience.
///
/// With `x` services and `y` arrivals in one mean patience while all are busy, Palm's function is
/// `A(x, y) = 1 + Σ yʲ / ((x + 1) ⋯ (x + j))`, which is `x eʸ y⁻ˣ γ(x, y)`.
/// Whoever still waits after `t` sees a pool of the same kind in which only the arrivals have thinned, to `y e^{−θt}`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Palm {
    served: f64,
    arrived: f64,
    leaving_rate: f64,
    series: Series,
}

impl Palm {
    pub(super) fn new(served: f64, arrived: f64, leaving_rate: f64) -> Self {
        Self { served, arrived, leaving_rate, series: Series::new(served, arrived) }
    }

    /// Returns `ln A(x, y)`.
    pub(super) fn ln_sum(&self) -> f64 {
        self.series.ln_sum
    }

    /// Returns the share of those who have to wait who leave unserved.
    pub(super) fn abandoned(&self) -> f64 {
        self.series.abandoned
    }

    /// Returns the share of those who have to wait who wait longer than that and are served in the end.
    pub(super) fn served_after(&self, seconds: f64) -> f64 {
        let thinned = self.thinned(seconds);
        self.beyond(seconds, &thinned) * (1.0 - thinned.abandoned)
    }

    /// Returns the share of those who have to wait who wait longer than that.
    pub(super) fn still_waiting(&self, seconds: f64) -> f64 {
        self.beyond(seconds, &self.thinned(seconds))
    }

    fn thinned(&self, seconds: f64) -> Series {
        Series::new(self.served, self.arrived * (-self.leaving_rate * seconds).exp())
    }

    /// The virtual wait is longer, and so is the patience.
    fn beyond(&self, seconds: f64, thinned: &Series) -> f64 {
        let patiences = self.leaving_rate * seconds;
        let came = -self.arrived * (-patiences).exp_m1();
        let gone = (self.served + 1.0) * patiences;
        (came - gone + thinned.ln_sum - self.series.ln_sum).exp().min(1.0)
    }
}

/// Palm's function at one point, and the share that leaves.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Series {
    ln_sum: f64,
    abandoned: f64,
}

impl Series {
    /// A term above this is brought back, so that the sum stays finite however great the overload.
    const LARGE: f64 = 1e200;

    /// Sums the series until a term no longer changes it.
    ///
    /// The share that leaves is `1/(ρA) + 1 − 1/ρ`, which cancels badly in a quiet pool; the same share is
    /// `Σ aⱼ (j + 1) / (x + j + 1)` over `A`, with the terms `aⱼ` of the series, and every part of that is positive.
    fn new(served: f64, arrived: f64) -> Self {
        let (mut term, mut sum, mut leaving, mut scale) = (1.0, 1.0, 1.0 / (served + 1.0), 0.0);
        let mut step = 0.0;
        loop {
            step += 1.0;
            term *= arrived / (served + step);
            sum += term;
            leaving += term * (step + 1.0) / (served + step + 1.0);
            if term > Self::LARGE {
                scale += Self::LARGE.ln();
                term /= Self::LARGE;
                sum /= Self::LARGE;
                leaving /= Self::LARGE;
            }
            let shrinking = arrived < served + step;
            if shrinking && term <= sum * f64::EPSILON * (1.0 - arrived / (served + step)) {
                return Self { ln_sum: sum.ln() + scale, abandoned: (leaving / sum).min(1.0) };
            }
        }
    }
}
