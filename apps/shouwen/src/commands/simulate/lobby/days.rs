//! The days of the records: first those that are learned from, then those that are judged.

use std::collections::BTreeSet;
use std::str::FromStr;

use anyhow::{Context, Result, ensure};
use jiff::civil::Date;
use queueing::{DayArrivals, DayKind};

use super::paper::{SLOT_S, SLOTS, waited_s};
use crate::commands::calls::Call;

/// A day of the records.
#[derive(Debug)]
pub(crate) struct Day {
    /// The day, as `yymmdd`.
    pub(crate) name: String,
    /// What kind of day it is.
    pub(crate) kind: DayKind,
    /// Its customers, by arrival; whoever hung up before standing in line is none.
    pub(crate) calls: Vec<Call>,
}

/// Days in a row.
#[derive(Debug)]
pub(crate) struct Days {
    all: Vec<Day>,
    judged_from: usize,
}

/// A first and a last day, as `yymmdd`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Span {
    first: Date,
    last: Date,
}

impl FromStr for Span {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> Result<Self> {
        let (first, last) = text.split_once("..").unwrap_or((text, text));
        Ok(Self { first: date(first)?, last: date(last)? })
    }
}

impl Days {
    /// Puts the days to learn from before the days to judge; a day that was learned from is not judged.
    ///
    /// # Errors
    /// A day that is none, no day to judge, or a day to learn from that comes after one to judge.
    pub(crate) fn choose(
        calls: Vec<Call>,
        judged: Option<Span>,
        train: Vec<Call>,
        trained: Option<Span>,
    ) -> Result<Self> {
        let mut all = group(train, trained)?;
        let known: BTreeSet<Date> = all.iter().map(|(date, _)| *date).collect();
        let judged = group(calls, judged)?.into_iter().filter(|(date, _)| !known.contains(date));
        let judged: Vec<_> = judged.collect();
        let first = judged.first().context("there is no day to judge that was not learned from")?.0;
        ensure!(
            all.iter().all(|(date, _)| *date < first),
            "the days to learn from must come before the days to judge"
        );
        let judged_from = all.len();
        all.extend(judged);
        Ok(Self { all: all.into_iter().map(|(_, day)| day).collect(), judged_from })
    }

    /// Returns all days, those learned from first.
    pub(crate) fn all(&self) -> &[Day] {
        &self.all
    }

    /// Returns the place of the first day that is judged.
    pub(crate) fn judged_from(&self) -> usize {
        self.judged_from
    }

    /// Returns the days before those that are judged; the judged ones themselves when there are none before.
    pub(crate) fn learned_from(&self) -> impl Iterator<Item = &Day> {
        let end = if self.judged_from > 0 { self.judged_from } else { self.all.len() };
        self.all[..end].iter()
    }

    /// Returns how many customers come before the first day that is judged.
    pub(crate) fn customers_before(&self) -> usize {
        self.all[..self.judged_from].iter().map(|day| day.calls.len()).sum()
    }
}

impl Day {
    /// Counts the customers of every half hour.
    pub(crate) fn arrivals(&self) -> DayArrivals {
        let mut slots = vec![0; SLOTS];
        for call in &self.calls {
            slots[(call.arrival_s / SLOT_S) as usize] += 1;
        }
        DayArrivals { date: self.kind, slots }
    }
}

/// Groups calls by day, within a span; leaves out who hung up before standing in line.
fn group(calls: Vec<Call>, span: Option<Span>) -> Result<Vec<(Date, Day)>> {
    let mut days: Vec<(Date, Day)> = Vec::new();
    for call in calls {
        let date = date(&call.day)?;
        if span.is_some_and(|span| date < span.first || date > span.last) {
            continue;
        }
        if days.last().is_none_or(|(last, _)| *last != date) {
            days.push((date, Day { name: call.day.clone(), kind: kind(date), calls: Vec::new() }));
        }
        if let Some((_, day)) = days.last_mut()
            && (waited_s(&call) > 0 || call.service_s.is_some())
        {
            day.calls.push(call);
        }
    }
    days.sort_by_key(|(date, _)| *date);
    Ok(days)
}

/// Reads `yymmdd`; years from 70 on belong to the last century.
fn date(text: &str) -> Result<Date> {
    let number: u32 = text.parse().ok().filter(|_| text.len() == 6).unwrap_or(0);
    let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
    let year = if year < 70 { 2000 + year } else { 1900 + year };
    let date = Date::new(i16::try_from(year)?, i8::try_from(month)?, i8::try_from(day)?);
    date.with_context(|| format!("`{text}` is not a day as `yymmdd`"))
}

fn kind(date: Date) -> DayKind {
    let weekday = u8::try_from(date.weekday().to_monday_zero_offset()).unwrap_or(0);
    DayKind { weekday, day_of_month: u8::try_from(date.day()).unwrap_or(1) }
}
