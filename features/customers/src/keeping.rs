//! How personal values are kept: sealed for their column and row, found by blind index.
//!
//! The only place of this room that turns plain values into columns and back.

use db::Inconsistency;
use jiff::civil::Date;
use kernel::{BranchId, CustomerId, Timestamp};
use uuid::Uuid;
use vault::{Field, Form, SealedColumn, Secret, Vault, VaultError};

use crate::entity::{card, customer, document};
use crate::error::CustomerError;
use crate::model::bank_card::BankCard;
use crate::model::customer::Customer;
use crate::model::document::{Document, DocumentKind};
use crate::model::person_name::PersonName;
use crate::model::phone::Phone;

pub(crate) const NAME: Field = Field::new("customers_customers.name");
pub(crate) const PHONE: Field = Field::new("customers_customers.phone");
pub(crate) const BIRTH_DATE: Field = Field::new("customers_customers.birth_date");
pub(crate) const DOCUMENT: Field = Field::new("customers_documents.number");
pub(crate) const CARD: Field = Field::new("customers_cards.number");

/// Where this room keeps sealed values.
pub(crate) const SEALED: &[SealedColumn] = &[
    SealedColumn::new(NAME).indexed("name_index", Form::Name),
    SealedColumn::new(PHONE).indexed("phone_index", Form::Phone),
    SealedColumn::new(BIRTH_DATE),
    SealedColumn::new(DOCUMENT).indexed("number_index", Form::Number),
    SealedColumn::new(CARD).indexed("number_index", Form::Number),
];

const TABLE: &str = "customers_customers";

/// A value to search by: its blind index under every key, so that a change of keys hides nobody.
#[derive(Clone, Debug)]
pub(crate) struct Traces(pub(crate) Vec<Vec<u8>>);

/// Returns what to search a name by.
pub(crate) fn name_traces(vault: &Vault, name: &PersonName) -> Traces {
    traces(vault, NAME, Form::Name, name.expose())
}

/// Returns what to search a mobile number by.
pub(crate) fn phone_traces(vault: &Vault, phone: &Phone) -> Traces {
    traces(vault, PHONE, Form::Phone, phone.expose())
}

/// Returns what to search the number of a document by.
pub(crate) fn document_traces(vault: &Vault, number: &str) -> Traces {
    traces(vault, DOCUMENT, Form::Number, number)
}

/// Returns what to search a card by.
pub(crate) fn card_traces(vault: &Vault, card: &BankCard) -> Traces {
    traces(vault, CARD, Form::Number, card.expose())
}

fn traces(vault: &Vault, field: Field, form: Form, value: &str) -> Traces {
    Traces(
        vault
            .index_candidates(field, form, value)
            .into_iter()
            .map(vault::BlindIndex::into_bytes)
            .collect(),
    )
}

/// Seals a customer.
pub(crate) fn seal_customer(
    vault: &Vault,
    customer: &Customer,
) -> Result<customer::Model, VaultError> {
    let id = customer.id.uuid();
    let phone = customer.phone.as_ref().map(Phone::expose);
    let birth = customer.birth.map(|birth| Secret::new(birth.to_string()));
    let birth = birth.map(|birth| vault.seal(BIRTH_DATE, id, birth.expose())).transpose()?;
    Ok(customer::Model {
        id,
        home_branch_id: customer.home_branch.uuid(),
        name: vault.seal(NAME, id, customer.name.expose())?.into_bytes(),
        name_index: vault.index(NAME, Form::Name, customer.name.expose()).into_bytes(),
        phone: phone.map(|phone| vault.seal(PHONE, id, phone)).transpose()?.map(Vec::from),
        phone_index: phone.map(|phone| vault.index(PHONE, Form::Phone, phone).into_bytes()),
        birth_date: birth.map(Vec::from),
        tier: customer.tier.clone(),
        care_needs: customer.care_needs.join(" "),
        created_at: customer.created_at.micros(),
        updated_at: customer.updated_at.micros(),
        version: customer.version,
    })
}

/// Opens a customer.
pub(crate) fn open_customer(
    vault: &Vault,
    row: &customer::Model,
) -> Result<Customer, CustomerError> {
    let wrong = |column| Inconsistency::new(TABLE, column, row.id);
    let name = vault.open_text(NAME, row.id, &row.name)?;
    let phone =
        row.phone.as_deref().map(|phone| vault.open_text(PHONE, row.id, phone)).transpose()?;
    let phone = phone.map(|phone| Phone::parse(phone.expose())).transpose();
    Ok(Customer {
        id: CustomerId::from_uuid(row.id),
        home_branch: BranchId::from_uuid(row.home_branch_id),
        name: PersonName::parse(name.expose()).map_err(|_| wrong("name"))?,
        phone: phone.map_err(|_| wrong("phone"))?,
        birth: open_birth(vault, row)?,
        tier: row.tier.clone(),
        care_needs: care_needs(row),
        created_at: Timestamp::from_micros(row.created_at),
        updated_at: Timestamp::from_micros(row.updated_at),
        version: row.version,
    })
}

/// Opens the date of birth alone.
pub(crate) fn open_birth(
    vault: &Vault,
    row: &customer::Model,
) -> Result<Option<Date>, CustomerError> {
    let Some(sealed) = &row.birth_date else { return Ok(None) };
    let text = vault.open_text(BIRTH_DATE, row.id, sealed)?;
    let birth =
        text.expose().parse().map_err(|_| Inconsistency::new(TABLE, "birth_date", row.id))?;
    Ok(Some(birth))
}

/// Reads the care needs of a row.
pub(crate) fn care_needs(row: &customer::Model) -> Vec<String> {
    row.care_needs.split_whitespace().map(str::to_owned).collect()
}

/// Seals a document.
pub(crate) fn seal_document(
    vault: &Vault,
    id: Uuid,
    customer: CustomerId,
    document: &Document,
    now: Timestamp,
) -> Result<document::Model, VaultError> {
    Ok(document::Model {
        id,
        customer_id: customer.uuid(),
        kind: document.kind().code().to_owned(),
        number: vault.seal(DOCUMENT, id, document.expose())?.into_bytes(),
        number_index: vault.index(DOCUMENT, Form::Number, document.expose()).into_bytes(),
        created_at: now.micros(),
    })
}

/// Opens a document: its kind and its number.
pub(crate) fn open_document(
    vault: &Vault,
    row: &document::Model,
) -> Result<(DocumentKind, Secret<String>), CustomerError> {
    let kind = DocumentKind::from_code(&row.kind)
        .ok_or_else(|| Inconsistency::new("customers_documents", "kind", row.id))?;
    Ok((kind, vault.open_text(DOCUMENT, row.id, &row.number)?))
}

/// Seals a card.
pub(crate) fn seal_card(
    vault: &Vault,
    id: Uuid,
    customer: CustomerId,
    card: &BankCard,
    now: Timestamp,
) -> Result<card::Model, VaultError> {
    Ok(card::Model {
        id,
        customer_id: customer.uuid(),
        number: vault.seal(CARD, id, card.expose())?.into_bytes(),
        number_index: vault.index(CARD, Form::Number, card.expose()).into_bytes(),
        created_at: now.micros(),
    })
}

/// Opens a card.
pub(crate) fn open_card(vault: &Vault, row: &card::Model) -> Result<Secret<String>, VaultError> {
    vault.open_text(CARD, row.id, &row.number)
}
