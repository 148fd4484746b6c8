//! Time zones from the bundled database.

use jiff::tz::{TimeZone, TimeZoneDatabase};

/// Finds a zone such as `Asia/Shanghai` in the database compiled into this program; `None` when there is none of that name.
///
/// The system's database is not read, so that every machine of one release reckons alike.
pub fn find_zone(name: &str) -> Option<TimeZone> {
    TimeZoneDatabase::bundled().get(name).ok()
}
