//! Looking at a field unmasked; the look stands on the record before the value is given.

use access::Ctx;
use app::App;
use audit::Entry;
use kernel::CustomerId;
use uuid::Uuid;
use vault::Secret;

use super::acting_branch;
use crate::entity::customer;
use crate::error::CustomerError;
use crate::keeping;
use crate::model::look::{LONGEST_NOTE, LookReason, PersonalField, is_harmless};
use crate::permissions::CUSTOMER_UNMASK;
use crate::store::{ConnectionTrait, customers, identities};

/// The act under which looks stand in the audit.
pub(crate) const ACTION: &str = "customer.unmasked";

/// Which field, and why.
#[derive(Debug)]
pub(crate) struct Look {
    /// As [`PersonalField`] is written.
    pub(crate) field: String,
    /// A code of the reasons.
    pub(crate) reason: String,
    /// What else matters; without numbers of people.
    pub(crate) note: Option<String>,
}

/// Returns a field and its value, after the look was committed to the audit.
///
/// The answer is never kept for repetitions: it would lie in the table of answers in clear.
/// Who repeats the call looks once more, and that is recorded once more.
pub(crate) async fn unmask(
    ctx: &Ctx,
    app: &App,
    id: CustomerId,
    look: Look,
) -> Result<(PersonalField, Secret<String>), CustomerError> {
    let scope = ctx.require(CUSTOMER_UNMASK)?;
    let (reason, note) = check(&look)?;
    let field: PersonalField = look.field.parse().map_err(|_| CustomerError::NothingToSee)?;
    let tx = app.db.begin_write().await?;
    let row = customers::find(&tx, &scope, id).await?.ok_or(CustomerError::NotFound)?;
    let value = open(&tx, app, &row, field).await?.ok_or(CustomerError::NothingToSee)?;
    let branch = acting_branch(ctx, kernel::BranchId::from_uuid(row.home_branch_id));
    let entry = Entry::new(ACTION)
        .on("customer", id)
        .branch(branch)
        .reason(reason.code)
        .detail(serde_json::json!({ "field": field.to_string(), "note": note }));
    app.audit.record(&tx, ctx, entry).await?;
    tx.commit().await?;
    Ok((field, value))
}

fn check(look: &Look) -> Result<(LookReason, Option<&str>), CustomerError> {
    let reason = LookReason::find(&look.reason).ok_or(CustomerError::ReasonUnknown)?;
    let note = look.note.as_deref().map(str::trim).filter(|note| !note.is_empty());
    if note.is_none() && reason.needs_note {
        return Err(CustomerError::NoteMissing);
    }
    if note.is_some_and(|note| note.chars().count() > LONGEST_NOTE || !is_harmless(note)) {
        return Err(CustomerError::NoteRefused);
    }
    Ok((reason, note))
}

async fn open(
    db: &impl ConnectionTrait,
    app: &App,
    row: &customer::Model,
    field: PersonalField,
) -> Result<Option<Secret<String>>, CustomerError> {
    let vault = &app.vault;
    let value = match field {
        PersonalField::Name => Some(vault.open_text(keeping::NAME, row.id, &row.name)?),
        PersonalField::Phone => row
            .phone
            .as_deref()
            .map(|phone| vault.open_text(keeping::PHONE, row.id, phone))
            .transpose()?,
        PersonalField::BirthDate => {
            keeping::open_birth(vault, row)?.map(|birth| Secret::new(birth.to_string()))
        }
        PersonalField::Document(id) => open_document(db, app, row.id, id).await?,
        PersonalField::Card(id) => open_card(db, app, row.id, id).await?,
    };
    Ok(value)
}

async fn open_document(
    db: &impl ConnectionTrait,
    app: &App,
    customer: Uuid,
    id: Uuid,
) -> Result<Option<Secret<String>>, CustomerError> {
    let documents = identities::list_documents(db, &[customer]).await?;
    let document = documents.iter().find(|document| document.id == id);
    document
        .map(|row| keeping::open_document(&app.vault, row).map(|(_, number)| number))
        .transpose()
}

async fn open_card(
    db: &impl ConnectionTrait,
    app: &App,
    customer: Uuid,
    id: Uuid,
) -> Result<Option<Secret<String>>, CustomerError> {
    let cards = identities::list_cards(db, &[customer]).await?;
    let card = cards.iter().find(|card| card.id == id);
    Ok(card.map(|row| keeping::open_card(&app.vault, row)).transpose()?)
}
