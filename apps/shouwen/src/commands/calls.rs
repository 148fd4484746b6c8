//! Records of calls to a telephone centre: one row each, tab-separated, times of day as `h:mm:ss`.
//!
//! The columns used: `type`, `priority`, `date`, `vru_exit`, `q_start`, `q_time`, `outcome`, `ser_time`.

use anyhow::{Context, Result};
use serde::Deserialize;

/// One recorded call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Call {
    /// The day, as `yymmdd`.
    pub(crate) day: String,
    /// When the caller asked for a person, in seconds after midnight.
    pub(crate) arrival_s: u32,
    /// The type of business: `PS`, `PE`, `IN`, `NE`, `NW`, `TT`.
    pub(crate) kind: String,
    /// Whether the caller was a priority customer.
    pub(crate) priority: bool,
    /// How long the caller stood in line; `None` for those who never did: they found somebody free, or hung up before.
    pub(crate) queued_s: Option<u32>,
    /// How long the service took; `None` for those who hung up.
    pub(crate) service_s: Option<u32>,
}

#[derive(Deserialize)]
struct Row {
    #[serde(rename = "type")]
    kind: String,
    priority: u8,
    date: String,
    vru_exit: String,
    q_start: String,
    q_time: u32,
    outcome: String,
    ser_time: u32,
}

/// Reads all calls, by day and arrival; phantom calls, which no person made, are left out.
///
/// # Errors
/// A column is missing, or a time is not one.
pub(crate) fn read(text: &[u8]) -> Result<Vec<Call>> {
    let mut reader = csv::ReaderBuilder::new().delimiter(b'\t').from_reader(text);
    let rows: Vec<Row> = reader
        .deserialize()
        .collect::<Result<_, _>>()
        .context("the file is not in the form of recorded calls")?;
    let calls = rows.iter().filter(|row| row.outcome != "PHANTOM").map(|row| {
        call(row).with_context(|| format!("a call of type `{}` has an unreadable time", row.kind))
    });
    let mut calls = calls.collect::<Result<Vec<_>>>()?;
    calls.sort_by(|one, other| (&one.day, one.arrival_s).cmp(&(&other.day, other.arrival_s)));
    Ok(calls)
}

fn call(row: &Row) -> Result<Call> {
    // Callers who found a free agent never stood in the queue; theirs is the moment they left the voice menu.
    let queued = seconds(&row.q_start)?;
    let arrival_s = if queued > 0 { queued } else { seconds(&row.vru_exit)? };
    Ok(Call {
        day: row.date.clone(),
        arrival_s,
        kind: row.kind.trim().to_owned(),
        priority: row.priority == 2,
        queued_s: (queued > 0).then_some(row.q_time),
        service_s: (row.outcome != "HANG").then_some(row.ser_time.max(1)),
    })
}

/// Reads `h:mm:ss`.
fn seconds(text: &str) -> Result<u32> {
    let mut parts = text.trim().split(':').map(str::parse::<u32>);
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(Ok(hours)), Some(Ok(minutes)), Some(Ok(seconds)), None)
            if hours < 24 && minutes < 60 && seconds < 60 =>
        {
            Ok(hours * 3_600 + minutes * 60 + seconds)
        }
        _ => anyhow::bail!("`{text}` is not a time of day"),
    }
}

#[cfg(test)]
pub(crate) mod samples {
    /// The header line of a record.
    pub(crate) const HEAD: &str = "vru+line\tcall_id\tcustomer_id\tpriority\ttype\tdate\tvru_entry\tvru_exit\tvru_time\tq_start\tq_exit\tq_time\toutcome\tser_start\tser_exit\tser_time\tserver\n";

    /// Four calls of two days: one served at once, one impatient, one phantom, one of the next day.
    pub(crate) const FOUR: &str = concat!(
        "A\t1\t0\t0\tPS\t990201\t9:00:00\t9:00:10\t10\t0:00:00\t0:00:00\t0\tAGENT\t9:00:10\t9:03:10\t180\tX\n",
        "A\t2\t7\t2\tPS\t990201\t8:00:00\t8:00:06\t6\t8:00:06\t8:00:11\t5\tHANG\t0:00:00\t0:00:00\t0\tNO_SERVER\n",
        "A\t3\t0\t0\tPS\t990201\t9:00:00\t9:00:10\t10\t0:00:00\t0:00:00\t0\tPHANTOM\t0:00:00\t0:00:00\t0\tX\n",
        "A\t4\t0\t0\tPS\t990202\t9:00:00\t9:00:10\t10\t0:00:00\t0:00:00\t0\tAGENT\t9:00:10\t9:03:10\t180\tX\n",
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn served_and_impatient_callers_are_told_apart() {
        let calls = read([samples::HEAD, samples::FOUR].concat().as_bytes()).unwrap();
        let served = Call {
            day: "990201".to_owned(),
            arrival_s: 32_410,
            kind: "PS".to_owned(),
            priority: false,
            queued_s: None,
            service_s: Some(180),
        };
        let impatient = Call {
            arrival_s: 28_806,
            priority: true,
            queued_s: Some(5),
            service_s: None,
            ..served.clone()
        };
        let next_day = Call { day: "990202".to_owned(), ..served.clone() };
        assert_eq!(calls, [impatient, served, next_day]);
    }

    #[test]
    fn an_unreadable_time_is_an_error() {
        assert!(seconds("9:60:00").is_err());
        assert!(seconds("24:00:00").is_err());
        assert!(seconds("nine").is_err());
        assert_eq!(seconds("23:59:59").unwrap(), 86_399);
    }
}
