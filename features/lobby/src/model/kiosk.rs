//! Registered kiosks, and the numbers they hold for when the network is down.
//!
//! A block is a run of numbers of the offline series, taken from the same count as every other number of the day, so that
//! none of them is ever given to anybody else, whatever letters a bank gives to its services.
//! Each number comes with the token of its future ticket: a kiosk chooses neither.

use std::collections::BTreeMap;

use kernel::{BranchId, StaffId, Timestamp, VisitId};
use web::Fields;

use super::number::{BusinessDay, TicketNumber};

kernel::id_type! {
    /// Identifies a registered kiosk.
    pub struct KioskId;
}

kernel::id_type! {
    /// Identifies a block of numbers that a kiosk holds.
    pub struct LeaseId;
}

/// The longest name of a kiosk, in characters.
const LONGEST_NAME: usize = 40;

/// At most so many blocks a kiosk gets on a day, however often its memory is wiped.
pub(crate) const MOST_LEASES: u64 = 20;

/// A machine that a branch registered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Kiosk {
    /// The id.
    pub(crate) id: KioskId,
    /// Where it stands.
    pub(crate) branch: BranchId,
    /// What the branch calls it.
    pub(crate) name: String,
    /// Where its slip printer is reached; `None` means that the browser prints.
    pub(crate) bridge: Option<BridgeUrl>,
    /// Who registered it, and when.
    pub(crate) created: (StaffId, Timestamp),
    /// Who shut it out, and when; such a kiosk neither gets nor reports numbers.
    pub(crate) revoked: Option<(StaffId, Timestamp)>,
}

/// The address of a program on the kiosk's own machine, such as `http://127.0.0.1:9180`.
///
/// No other machine can be named: what a kiosk prints goes nowhere else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BridgeUrl(String);

/// A block of numbers that a kiosk holds for a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Lease {
    /// The id.
    pub(crate) id: LeaseId,
    /// Who holds it.
    pub(crate) kiosk: KioskId,
    /// Where.
    pub(crate) branch: BranchId,
    /// For which day.
    pub(crate) day: BusinessDay,
    /// From when on its numbers may have been issued.
    pub(crate) leased_at: Timestamp,
    /// Until when.
    pub(crate) ends_at: Timestamp,
}

/// A number of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LeasedNumber {
    /// The visit that it becomes.
    pub(crate) visit: VisitId,
    /// Of which block.
    pub(crate) lease: LeaseId,
    /// Its place in the series of the day.
    pub(crate) ordinal: i64,
    /// The number.
    pub(crate) number: TicketNumber,
    /// The digest of its ticket's secret.
    pub(crate) token_digest: [u8; 32],
}

/// When the numbers of a block were issued, as far as that is known.
#[derive(Clone, Debug, Default)]
pub(crate) struct Issued(BTreeMap<i64, Timestamp>);

impl BridgeUrl {
    /// Reads an address; `None` unless it names a port of this machine.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let text = text.trim().trim_end_matches('/');
        let port = ["http://127.0.0.1:", "http://localhost:"]
            .into_iter()
            .find_map(|start| text.strip_prefix(start))?;
        let digits =
            (1..=5).contains(&port.len()) && port.bytes().all(|byte| byte.is_ascii_digit());
        (digits && port.parse::<u16>().is_ok_and(|port| port > 0)).then(|| Self(text.to_owned()))
    }

    /// Returns the address.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// Checks what a kiosk is to be called and where it prints.
///
/// # Errors
/// The name is empty or too long, or the address does not name a port of the kiosk's own machine.
pub(crate) fn check(name: &str, bridge: Option<&str>) -> Result<Option<BridgeUrl>, Fields> {
    let mut fields = Fields::default();
    fields.check(
        (1..=LONGEST_NAME).contains(&name.trim().chars().count()),
        "/name",
        "kiosk.name_length",
        "请给取号机起一个名字，不超过 40 字，例如“大门左侧”。",
        "Please name the kiosk in at most 40 characters, for example “left of the entrance”.",
    );
    let bridge = bridge.map(str::trim).filter(|bridge| !bridge.is_empty());
    let read = bridge.and_then(BridgeUrl::parse);
    fields.check(
        bridge.is_none() || read.is_some(),
        "/bridge_url",
        "kiosk.bridge_url",
        "打印桥接程序应在取号机本机，例如 http://127.0.0.1:9180。",
        "The printing bridge must be on the kiosk itself, for example http://127.0.0.1:9180.",
    );
    fields.into_result().map(|()| read)
}

impl Lease {
    /// Judges when a number was issued that a kiosk says was issued at an instant, and remembers it.
    ///
    /// A kiosk whose clock is wrong gains no place and loses none that it could prove otherwise: nothing was issued before
    /// the block was leased, in the future or after the day, and numbers of a block are issued in their order.
    pub(crate) fn settle(
        &self,
        issued: &mut Issued,
        ordinal: i64,
        claimed: Timestamp,
        now: Timestamp,
    ) -> Timestamp {
        let before = issued.0.range(..ordinal).next_back().map(|(_, at)| *at);
        let after = issued.0.range(ordinal + 1..).next().map(|(_, at)| *at);
        let latest = now.min(self.ends_at).min(after.unwrap_or(now));
        let earliest = before.unwrap_or(self.leased_at).max(self.leased_at);
        let at = claimed.min(latest).max(earliest.min(latest));
        issued.note(ordinal, at);
        at
    }
}

impl Issued {
    /// Notes when a number was issued.
    pub(crate) fn note(&mut self, ordinal: i64, at: Timestamp) {
        self.0.insert(ordinal, at);
    }

    /// Tells whether a number was reported before.
    pub(crate) fn knows(&self, ordinal: i64) -> bool {
        self.0.contains_key(&ordinal)
    }
}

#[cfg(test)]
mod tests {
    use kernel::Ids;
    use proptest::prelude::*;

    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_micros(second * 1_000_000)
    }

    fn lease() -> Lease {
        let ids = Ids::seeded(1);
        Lease {
            id: ids.next(at(0)),
            kiosk: ids.next(at(0)),
            branch: ids.next(at(0)),
            day: BusinessDay::parse("2026-11-23").unwrap(),
            leased_at: at(100),
            ends_at: at(1_000),
        }
    }

    #[test]
    fn a_wrong_clock_moves_nobody_out_of_the_order_of_the_paper() {
        let (lease, mut issued) = (lease(), Issued::default());
        assert_eq!(lease.settle(&mut issued, 5, at(500), at(600)), at(500));
        assert_eq!(
            lease.settle(&mut issued, 6, at(0), at(600)),
            at(500),
            "not before the one before"
        );
        assert_eq!(
            lease.settle(&mut issued, 4, at(590), at(600)),
            at(500),
            "not after the one behind"
        );
        assert_eq!(lease.settle(&mut issued, 7, at(9_000), at(600)), at(600), "not in the future");
        assert_eq!(lease.settle(&mut issued, 1, at(-5), at(600)), at(100), "not before the lease");
        assert_eq!(
            lease.settle(&mut issued, 9, at(5_000), at(5_000)),
            at(1_000),
            "not after the day"
        );
    }

    #[test]
    fn only_the_own_machine_is_a_bridge() {
        for good in ["http://127.0.0.1:9180", "http://localhost:80/", " http://127.0.0.1:1 "] {
            assert!(BridgeUrl::parse(good).is_some(), "{good}");
        }
        for bad in [
            "http://127.0.0.1",
            "https://127.0.0.1:9180",
            "http://127.0.0.1:0",
            "http://127.0.0.1:70000",
            "http://127.0.0.1:80@evil.example",
            "http://127.0.0.1:80/x",
            "http://192.168.1.5:9100",
            "http://localhost.evil.example:80",
        ] {
            assert!(BridgeUrl::parse(bad).is_none(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_claimed_in_whatever_order_the_times_follow_the_numbers(
            claims in prop::collection::vec((1_i64..30, -2_000_i64..3_000), 1..40),
            now in 100_i64..1_500,
        ) {
            let (lease, mut issued) = (lease(), Issued::default());
            for (ordinal, claimed) in claims {
                if !issued.knows(ordinal) {
                    lease.settle(&mut issued, ordinal, at(claimed), at(now));
                }
            }
            let times: Vec<_> = issued.0.values().copied().collect();
            prop_assert!(times.is_sorted());
            prop_assert!(times.iter().all(|time| *time >= at(100) && *time <= at(now.min(1_000))));
        }
    }
}
