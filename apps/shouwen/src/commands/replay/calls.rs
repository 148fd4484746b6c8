//! Reads records of calls: one row each, tab-separated, times of day as `h:mm:ss`.
//!
//! The columns used: `type`, `priority`, `date`, `vru_exit`, `q_start`, `q_time`, `outcome`, `ser_time`.

use anyhow::{Context, Result};
use serde::Deserialize;

/// One recorded call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Call {
    /// When the caller began to wait, in seconds after midnight.
    pub(crate) arrival_s: u32,
    /// The type of business: `PS`, `PE`, `IN`, `NE`, `NW`, `TT`.
    pub(crate) kind: String,
    /// Whether the caller was a priority customer.
    pub(crate) priority: bool,
    /// How long the service took; the median of its type for those who were never served.
    pub(crate) service_s: u32,
    /// After how long the caller hung up; `None` for those who were served.
    pub(crate) patience_s: Option<u32>,
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

/// Reads the calls of one day between two hours, by arrival; phantom calls, which no person made, are left out.
pub(crate) fn read(text: &[u8], day: Option<&str>, from: u32, to: u32) -> Result<Vec<Call>> {
    let mut reader = csv::ReaderBuilder::new().delimiter(b'\t').from_reader(text);
    let rows: Vec<Row> = reader
        .deserialize()
        .collect::<Result<_, _>>()
        .context("the file is not in the form of recorded calls")?;
    let day = day
        .map(str::to_owned)
        .or_else(|| rows.first().map(|row| row.date.clone()))
        .unwrap_or_default();
    let mut calls = Vec::new();
    for row in rows.iter().filter(|row| row.date == day && row.outcome != "PHANTOM") {
        let call = call(row)
            .with_context(|| format!("a call of type `{}` has an unreadable time", row.kind))?;
        if (from * 3_600..to * 3_600).contains(&call.arrival_s) {
            calls.push(call);
        }
    }
    fill_service_times(&mut calls);
    calls.sort_by_key(|call| call.arrival_s);
    Ok(calls)
}

fn call(row: &Row) -> Result<Call> {
    // Callers who found a free agent never stood in the queue; theirs is the moment they left the voice menu.
    let queued = seconds(&row.q_start)?;
    let arrival_s = if queued > 0 { queued } else { seconds(&row.vru_exit)? };
    let hung_up = row.outcome == "HANG";
    Ok(Call {
        arrival_s,
        kind: row.kind.trim().to_owned(),
        priority: row.priority == 2,
        service_s: if hung_up { 0 } else { row.ser_time.max(1) },
        patience_s: hung_up.then_some(row.q_time),
    })
}

/// Gives those who were never served the median service time of their type.
fn fill_service_times(calls: &mut [Call]) {
    let kinds: std::collections::BTreeSet<String> =
        calls.iter().map(|call| call.kind.clone()).collect();
    for kind in kinds {
        let mut known: Vec<u32> = calls
            .iter()
            .filter(|call| call.kind == kind && call.service_s > 0)
            .map(|call| call.service_s)
            .collect();
        known.sort_unstable();
        let median = known.get(known.len() / 2).copied().unwrap_or(180);
        for call in calls.iter_mut().filter(|call| call.kind == kind && call.service_s == 0) {
            call.service_s = median;
        }
    }
}

/// Reads `h:mm:ss`.
fn seconds(text: &str) -> Result<u32> {
    let mut parts = text.trim().split(':').map(str::parse::<u32>);
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(Ok(hours)), Some(Ok(minutes)), Some(Ok(seconds)), None)
            if minutes < 60 && seconds < 60 =>
        {
            Ok(hours * 3_600 + minutes * 60 + seconds)
        }
        _ => anyhow::bail!("`{text}` is not a time of day"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "vru+line\tcall_id\tcustomer_id\tpriority\ttype\tdate\tvru_entry\tvru_exit\tvru_time\tq_start\tq_exit\tq_time\toutcome\tser_start\tser_exit\tser_time\tserver\n";

    fn rows(rows: &str) -> Vec<Call> {
        read(format!("{HEAD}{rows}").as_bytes(), None, 0, 24).unwrap()
    }

    #[test]
    fn served_and_impatient_callers_are_told_apart() {
        let calls = rows(concat!(
            "A\t1\t0\t0\tPS\t990201\t9:00:00\t9:00:10\t10\t0:00:00\t0:00:00\t0\tAGENT\t9:00:10\t9:03:10\t180\tX\n",
            "A\t2\t7\t2\tPS\t990201\t8:00:00\t8:00:06\t6\t8:00:06\t8:00:11\t5\tHANG\t0:00:00\t0:00:00\t0\tNO_SERVER\n",
            "A\t3\t0\t0\tPS\t990201\t9:00:00\t9:00:10\t10\t0:00:00\t0:00:00\t0\tPHANTOM\t0:00:00\t0:00:00\t0\tX\n",
            "A\t4\t0\t0\tPS\t990202\t9:00:00\t9:00:10\t10\t0:00:00\t0:00:00\t0\tAGENT\t9:00:10\t9:03:10\t180\tX\n",
        ));
        let impatient = Call {
            arrival_s: 28_806,
            kind: "PS".to_owned(),
            priority: true,
            service_s: 180,
            patience_s: Some(5),
        };
        let served = Call {
            arrival_s: 32_410,
            kind: "PS".to_owned(),
            priority: false,
            service_s: 180,
            patience_s: None,
        };
        assert_eq!(calls, [impatient, served]);
    }

    #[test]
    fn an_unreadable_time_is_an_error() {
        assert!(seconds("9:60:00").is_err());
        assert!(seconds("nine").is_err());
        assert_eq!(seconds("23:59:59").unwrap(), 86_399);
    }
}
