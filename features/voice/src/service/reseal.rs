//! Sealing everything anew after a change of keys.

use app::App;
use uuid::Uuid;

use crate::error::VoiceError;
use crate::keeping::{COMMENT, NOTE};
use crate::store::reseal;

/// How many rows are sealed in one write; others wait for the writer no longer than that takes.
const PAGE: u64 = 200;

/// Seals comments and notes under the key in force; returns how many rows changed.
pub(crate) async fn reseal(app: &App) -> Result<u64, VoiceError> {
    Ok(reseal_ratings(app).await? + reseal_follow_ups(app).await?)
}

async fn reseal_ratings(app: &App) -> Result<u64, VoiceError> {
    let (mut after, mut count) = (Uuid::nil(), 0);
    loop {
        let tx = app.db.begin_write().await?;
        let rows = reseal::next_ratings(&tx, after, PAGE).await?;
        let Some(last) = rows.last().map(|row| row.id) else { return Ok(count) };
        after = last;
        for mut row in rows {
            let Some(sealed) = row.comment.take_if(|sealed| app.vault.needs_rotation(sealed))
            else {
                continue;
            };
            row.comment = Some(app.vault.reseal(COMMENT, row.id, &sealed)?.into_bytes());
            reseal::write_rating(&tx, row).await?;
            count += 1;
        }
        tx.commit().await?;
    }
}

async fn reseal_follow_ups(app: &App) -> Result<u64, VoiceError> {
    let (mut after, mut count) = (Uuid::nil(), 0);
    loop {
        let tx = app.db.begin_write().await?;
        let rows = reseal::next_follow_ups(&tx, after, PAGE).await?;
        let Some(last) = rows.last().map(|row| row.id) else { return Ok(count) };
        after = last;
        for mut row in rows {
            let Some(sealed) = row.note.take_if(|sealed| app.vault.needs_rotation(sealed)) else {
                continue;
            };
            row.note = Some(app.vault.reseal(NOTE, row.id, &sealed)?.into_bytes());
            reseal::write_follow_up(&tx, row).await?;
            count += 1;
        }
        tx.commit().await?;
    }
}
