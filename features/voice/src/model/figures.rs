//! Counts and shares over many ratings.

/// How many ratings there are of each mark.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally(Vec<(u8, u64)>);

impl FromIterator<(u8, u64)> for Tally {
    fn from_iter<I: IntoIterator<Item = (u8, u64)>>(counts: I) -> Self {
        Self(counts.into_iter().collect())
    }
}

impl Tally {
    /// Returns how many there are.
    pub(crate) fn count(&self) -> u64 {
        self.0.iter().map(|(_, count)| count).sum()
    }

    /// Returns how many have this mark.
    pub(crate) fn of(&self, mark: u8) -> u64 {
        self.0.iter().filter(|(other, _)| *other == mark).map(|(_, count)| count).sum()
    }

    /// Returns how many have marks in a range.
    pub(crate) fn within(&self, marks: std::ops::RangeInclusive<u8>) -> u64 {
        self.0.iter().filter(|(mark, _)| marks.contains(mark)).map(|(_, count)| count).sum()
    }

    /// Returns the mean mark; `None` when there are none.
    pub(crate) fn mean(&self) -> Option<f64> {
        let sum: u64 = self.0.iter().map(|(mark, count)| u64::from(*mark) * count).sum();
        share(sum, self.count())
    }
}

/// Returns a part of a whole, rounded to four places; `None` when the whole is nothing.
pub(crate) fn share(part: u64, whole: u64) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "no bank has 2^52 visitors")]
    (whole > 0).then(|| (part as f64 / whole as f64 * 10_000.0).round() / 10_000.0)
}

/// Returns the net promoter score, -100 to 100: the share of 9 and 10 less the share of 0 to 6.
pub(crate) fn net_promoter_score(tally: &Tally) -> Option<f64> {
    let promoters = share(tally.within(9..=10), tally.count())?;
    let detractors = share(tally.within(0..=6), tally.count())?;
    Some(((promoters - detractors) * 10_000.0).round() / 100.0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_mean_lies_between_the_marks_and_shares_add_up(counts in prop::collection::vec((1_u8..=5, 1_u64..1_000), 1..5)) {
            let tally: Tally = counts.iter().copied().collect();
            let mean = tally.mean().unwrap();
            prop_assert!((1.0..=5.0).contains(&mean));
            prop_assert_eq!((1..=5).map(|mark| tally.of(mark)).sum::<u64>(), tally.count());
            prop_assert_eq!(tally.within(1..=2) + tally.within(3..=5), tally.count());
        }
    }

    #[test]
    fn figures_of_nothing_are_none() {
        let nothing = Tally::default();
        assert_eq!(
            (nothing.count(), nothing.mean(), net_promoter_score(&nothing)),
            (0, None, None)
        );
        assert_eq!(share(0, 0), None);
    }

    #[test]
    fn the_score_counts_promoters_against_detractors() {
        let tally: Tally = [(10, 5), (8, 3), (3, 2)].into_iter().collect();
        assert_eq!(net_promoter_score(&tally), Some(30.0));
        assert_eq!(share(1, 3), Some(0.3333));
    }
}
