//! Use cases: authorise, begin, load, decide, save, announce; the handler commits.

pub(crate) mod figures;
pub(crate) mod follow_ups;
pub(crate) mod rate;
pub(crate) mod ratings;

use uuid::Uuid;

use crate::error::VoiceError;
use crate::store::Mark;

/// Writes the mark behind which the next page begins.
fn mark(at: i64, id: Uuid) -> String {
    format!("{at}.{id}")
}

fn read_mark(cursor: Option<&str>) -> Result<Option<Mark>, VoiceError> {
    let Some(cursor) = cursor else { return Ok(None) };
    let (at, id) = cursor.split_once('.').ok_or(VoiceError::Cursor)?;
    match (at.parse(), id.parse()) {
        (Ok(at), Ok(id)) => Ok(Some((at, id))),
        _ => Err(VoiceError::Cursor),
    }
}
