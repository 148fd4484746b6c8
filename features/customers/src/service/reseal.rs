//! Sealing everything anew after a change of keys.

use app::App;
use uuid::Uuid;
use vault::{Field, Form, Vault, VaultError};

use crate::entity::customer;
use crate::error::CustomerError;
use crate::keeping::{BIRTH_DATE, CARD, DOCUMENT, NAME, PHONE};
use crate::store::reseal;

/// How many rows are sealed in one write; others wait for the writer no longer than that takes.
const PAGE: u64 = 200;

/// Seals and indexes every personal value of this room under the keys in force; returns how many rows changed.
///
/// It may be interrupted and repeated: rows that are up to date are left alone.
pub(crate) async fn reseal(app: &App) -> Result<u64, CustomerError> {
    Ok(reseal_customers(app).await? + reseal_documents(app).await? + reseal_cards(app).await?)
}

async fn reseal_customers(app: &App) -> Result<u64, CustomerError> {
    let (mut after, mut count) = (Uuid::nil(), 0);
    loop {
        let tx = app.db.begin_write().await?;
        let rows = reseal::next_customers(&tx, after, PAGE).await?;
        let Some(last) = rows.last().map(|row| row.id) else { return Ok(count) };
        after = last;
        for row in rows {
            let mut anew = row.clone();
            renew_customer(&app.vault, &mut anew)?;
            if anew != row {
                reseal::write_customer(&tx, anew).await?;
                count += 1;
            }
        }
        tx.commit().await?;
    }
}

fn renew_customer(vault: &Vault, row: &mut customer::Model) -> Result<(), VaultError> {
    row.name_index = renew(vault, NAME, Some(Form::Name), row.id, &mut row.name)?;
    if let Some(phone) = &mut row.phone {
        row.phone_index = Some(renew(vault, PHONE, Some(Form::Phone), row.id, phone)?);
    }
    if let Some(birth) = &mut row.birth_date {
        renew(vault, BIRTH_DATE, None, row.id, birth)?;
    }
    Ok(())
}

async fn reseal_documents(app: &App) -> Result<u64, CustomerError> {
    let (mut after, mut count) = (Uuid::nil(), 0);
    loop {
        let tx = app.db.begin_write().await?;
        let rows = reseal::next_documents(&tx, after, PAGE).await?;
        let Some(last) = rows.last().map(|row| row.id) else { return Ok(count) };
        after = last;
        for row in rows {
            let mut anew = row.clone();
            anew.number_index =
                renew(&app.vault, DOCUMENT, Some(Form::Number), row.id, &mut anew.number)?;
            if anew != row {
                reseal::write_document(&tx, anew).await?;
                count += 1;
            }
        }
        tx.commit().await?;
    }
}

async fn reseal_cards(app: &App) -> Result<u64, CustomerError> {
    let (mut after, mut count) = (Uuid::nil(), 0);
    loop {
        let tx = app.db.begin_write().await?;
        let rows = reseal::next_cards(&tx, after, PAGE).await?;
        let Some(last) = rows.last().map(|row| row.id) else { return Ok(count) };
        after = last;
        for row in rows {
            let mut anew = row.clone();
            anew.number_index =
                renew(&app.vault, CARD, Some(Form::Number), row.id, &mut anew.number)?;
            if anew != row {
                reseal::write_card(&tx, anew).await?;
                count += 1;
            }
        }
        tx.commit().await?;
    }
}

/// Seals a value anew where another key did, and returns its blind index under the key in force.
fn renew(
    vault: &Vault,
    field: Field,
    form: Option<Form>,
    row: Uuid,
    sealed: &mut Vec<u8>,
) -> Result<Vec<u8>, VaultError> {
    let value = vault.open_text(field, row, sealed)?;
    if vault.needs_rotation(sealed) {
        *sealed = vault.seal(field, row, value.expose())?.into_bytes();
    }
    Ok(form.map(|form| vault.index(field, form, value.expose()).into_bytes()).unwrap_or_default())
}
