//! The customers of a replay.

use anyhow::Result;

use crate::commands::calls;

/// A customer as the replay drives one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Call {
    /// When the caller began to wait, in seconds after midnight.
    pub(crate) arrival_s: u32,
    /// The type of business.
    pub(crate) kind: String,
    /// Whether the caller was a priority customer.
    pub(crate) priority: bool,
    /// How long the service took; the median of its type for those who were never served.
    pub(crate) service_s: u32,
    /// After how long the caller hung up; `None` for those who were served.
    pub(crate) patience_s: Option<u32>,
}

/// Reads the calls of one day between two hours, by arrival.
///
/// # Errors
/// As [`calls::read`].
pub(crate) fn read(text: &[u8], day: Option<&str>, from: u32, to: u32) -> Result<Vec<Call>> {
    let all = calls::read(text)?;
    let day = day.or_else(|| all.first().map(|call| call.day.as_str())).unwrap_or_default();
    let hours = from * 3_600..to * 3_600;
    let chosen: Vec<&calls::Call> =
        all.iter().filter(|call| call.day == day && hours.contains(&call.arrival_s)).collect();
    let customer = |call: &&calls::Call| Call {
        arrival_s: call.arrival_s,
        kind: call.kind.clone(),
        priority: call.priority,
        service_s: call.service_s.unwrap_or_else(|| median_service_s(&chosen, &call.kind)),
        patience_s: call.service_s.is_none().then(|| call.queued_s.unwrap_or(0)),
    };
    Ok(chosen.iter().map(customer).collect())
}

/// Returns the median service time of a type; three minutes when nobody of it was served.
fn median_service_s(calls: &[&calls::Call], kind: &str) -> u32 {
    let same = calls.iter().filter(|call| call.kind == kind);
    let mut known: Vec<u32> = same.filter_map(|call| call.service_s).collect();
    known.sort_unstable();
    known.get(known.len() / 2).copied().unwrap_or(180)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::calls::samples::{FOUR, HEAD};

    #[test]
    fn whoever_hung_up_gets_a_patience_and_the_usual_service() {
        let text = [HEAD, FOUR].concat();
        let impatient = Call {
            arrival_s: 28_806,
            kind: "PS".to_owned(),
            priority: true,
            service_s: 180,
            patience_s: Some(5),
        };
        let served =
            Call { arrival_s: 32_410, priority: false, patience_s: None, ..impatient.clone() };
        assert_eq!(read(text.as_bytes(), None, 0, 24).unwrap(), [impatient, served.clone()]);
        assert_eq!(read(text.as_bytes(), Some("990202"), 0, 24).unwrap(), [served]);
        assert_eq!(read(text.as_bytes(), Some("990202"), 0, 9).unwrap(), []);
    }
}
