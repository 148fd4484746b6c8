//! The file for the customer's own calendar, RFC 5545, with an alarm for each reminder.

use std::fmt::Write as _;

use kernel::Timestamp;

use super::AppointmentId;
use super::slots::Slot;

/// A line has at most this many bytes; what is longer goes on in the next one.
const LONGEST_LINE: usize = 75;

/// What a calendar is told of an appointment.
#[derive(Clone, Debug)]
pub(crate) struct CalendarEntry<'a> {
    /// Which one; the same in every file about it, so that a calendar replaces what it has.
    pub(crate) id: AppointmentId,
    /// Rises when it is moved or given up.
    pub(crate) sequence: u32,
    /// When.
    pub(crate) slot: Slot,
    /// Whether it still holds.
    pub(crate) holds: bool,
    /// What it is.
    pub(crate) title: &'a str,
    /// Where.
    pub(crate) place: &'a str,
    /// What to mind.
    pub(crate) notes: &'a str,
    /// Where it is moved or given up.
    pub(crate) address: &'a str,
    /// How many minutes before it an alarm is wanted.
    pub(crate) alarms_min: &'a [u32],
}

impl CalendarEntry<'_> {
    /// Writes the file.
    pub(crate) fn write(&self, now: Timestamp) -> String {
        let mut file = File::default();
        file.plain("BEGIN", "VCALENDAR");
        file.plain("VERSION", "2.0");
        file.plain("PRODID", "-//Shouwen//Appointments//ZH");
        file.plain("METHOD", "PUBLISH");
        file.plain("BEGIN", "VEVENT");
        file.plain("UID", &format!("{}@shouwen", self.id));
        file.plain("SEQUENCE", &self.sequence.to_string());
        file.plain("DTSTAMP", &instant(now));
        file.plain("DTSTART", &instant(self.slot.from));
        file.plain("DTEND", &instant(self.slot.to));
        file.text("SUMMARY", self.title);
        file.text("LOCATION", self.place);
        file.text("DESCRIPTION", self.notes);
        file.plain("URL", self.address);
        file.plain("STATUS", if self.holds { "CONFIRMED" } else { "CANCELLED" });
        for minutes in self.alarms_min.iter().filter(|_| self.holds) {
            file.plain("BEGIN", "VALARM");
            file.plain("ACTION", "DISPLAY");
            file.text("DESCRIPTION", self.title);
            file.plain("TRIGGER", &format!("-PT{minutes}M"));
            file.plain("END", "VALARM");
        }
        file.plain("END", "VEVENT");
        file.plain("END", "VCALENDAR");
        file.0
    }
}

/// A file of lines that end as the format wants it.
#[derive(Default)]
struct File(String);

impl File {
    /// Adds a line whose value stands as it is; no value of ours holds a line break.
    fn plain(&mut self, name: &str, value: &str) {
        let line = format!("{name}:{value}");
        let mut rest = line.as_str();
        let mut room = LONGEST_LINE;
        while rest.len() > room {
            let end = rest.floor_char_boundary(room);
            let _ = write!(self.0, "{}\r\n ", &rest[..end]);
            rest = &rest[end..];
            // The space with which a line goes on counts.
            room = LONGEST_LINE - 1;
        }
        let _ = write!(self.0, "{rest}\r\n");
    }

    /// Adds a line whose value is text for people.
    fn text(&mut self, name: &str, value: &str) {
        self.plain(name, &escaped(value));
    }
}

/// Writes text so that signs of the format in it are only text.
fn escaped(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' | ';' | ',' => written.extend(['\\', character]),
            '\n' => written.push_str("\\n"),
            _ if character.is_control() => {}
            _ => written.push(character),
        }
    }
    written
}

/// Writes an instant as the format wants it, in UTC.
fn instant(at: Timestamp) -> String {
    at.to_jiff().strftime("%Y%m%dT%H%M%SZ").to_string()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn entry(title: &str) -> String {
        let at = |text: &str| text.parse().unwrap();
        let entry = CalendarEntry {
            id: AppointmentId::from_uuid(uuid::Uuid::from_u128(7)),
            sequence: 1,
            slot: Slot { from: at("2026-11-24T03:00:00Z"), to: at("2026-11-24T03:30:00Z") },
            holds: true,
            title,
            place: "人民路 1 号",
            notes: "身份证；银行卡\n请提前 5 分钟到店",
            address: "https://bank.example/book/abc",
            alarms_min: &[120],
        };
        entry.write(at("2026-11-23T01:02:03Z"))
    }

    fn unfolded(file: &str) -> String {
        file.replace("\r\n ", "")
    }

    #[test]
    fn the_file_says_when_where_and_what_to_bring() {
        let file = entry("预约：开户, 城东支行");
        insta::assert_snapshot!(unfolded(&file).replace("\r\n", "\n"));
    }

    proptest! {
        #[test]
        fn no_line_is_too_long_and_no_text_breaks_out_of_its_line(title in "\\PC{0,120}|[\\n\\r;,\\\\a中]{0,60}") {
            let file = entry(&title);
            prop_assert!(file.ends_with("END:VCALENDAR\r\n"));
            for line in file.split_terminator("\r\n") {
                prop_assert!(line.len() <= LONGEST_LINE, "{line}");
                prop_assert!(!line.contains(['\r', '\n']));
            }
            let begins = unfolded(&file).lines().filter(|line| line.starts_with("BEGIN:")).count();
            prop_assert_eq!(begins, 3);
        }
    }
}
