//! A file as a clerk sees it: masked.

use std::collections::HashMap;

use app::App;
use kernel::{BranchId, CustomerId, Timestamp};
use uuid::Uuid;

use crate::entity::{card, customer, document};
use crate::error::CustomerError;
use crate::keeping;
use crate::model::document::DocumentKind;
use crate::model::phone::Phone;
use crate::store::{ConnectionTrait, identities};

/// A customer with everything personal masked.
#[derive(Clone, Debug)]
pub(crate) struct File {
    /// The id.
    pub(crate) id: CustomerId,
    /// The branch that keeps the file.
    pub(crate) home_branch: BranchId,
    /// Masked.
    pub(crate) name: String,
    /// Masked.
    pub(crate) phone: Option<String>,
    /// Whether the date of birth is known.
    pub(crate) birth_known: bool,
    /// A code of the rule pack.
    pub(crate) tier: String,
    /// Codes of the rule pack.
    pub(crate) care_needs: Vec<String>,
    /// With masked numbers.
    pub(crate) documents: Vec<(Uuid, DocumentKind, String)>,
    /// With masked numbers.
    pub(crate) cards: Vec<(Uuid, String)>,
    /// When the file was opened.
    pub(crate) created_at: Timestamp,
    /// How often it changed, from 1.
    pub(crate) version: i32,
}

/// Adds documents and cards to a customer and masks everything.
pub(crate) async fn load(
    db: &impl ConnectionTrait,
    app: &App,
    row: customer::Model,
) -> Result<File, CustomerError> {
    let mut files = load_all(db, app, vec![row]).await?;
    files.pop().ok_or(CustomerError::NotFound)
}

/// Adds documents and cards to customers, by two queries for all of them, and masks everything.
pub(crate) async fn load_all(
    db: &impl ConnectionTrait,
    app: &App,
    rows: Vec<customer::Model>,
) -> Result<Vec<File>, CustomerError> {
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    let mut documents =
        by_customer(identities::list_documents(db, &ids).await?, |row| row.customer_id);
    let mut cards = by_customer(identities::list_cards(db, &ids).await?, |row| row.customer_id);
    rows.iter()
        .map(|row| {
            let documents = documents.remove(&row.id).unwrap_or_default();
            mask(app, row, documents, cards.remove(&row.id).unwrap_or_default())
        })
        .collect()
}

fn mask(
    app: &App,
    row: &customer::Model,
    documents: Vec<document::Model>,
    cards: Vec<card::Model>,
) -> Result<File, CustomerError> {
    let vault = &app.vault;
    let customer = keeping::open_customer(vault, row)?;
    let documents = documents.into_iter().map(|row| {
        let (kind, number) = keeping::open_document(vault, &row)?;
        Ok::<_, CustomerError>((row.id, kind, kind.mask(number.expose())))
    });
    let cards = cards.into_iter().map(|row| {
        let number = keeping::open_card(vault, &row)?;
        Ok::<_, CustomerError>((row.id, vault::mask::bank_card(number.expose())))
    });
    Ok(File {
        documents: documents.collect::<Result<_, _>>()?,
        cards: cards.collect::<Result<_, _>>()?,
        id: customer.id,
        home_branch: customer.home_branch,
        name: customer.name.masked(),
        phone: customer.phone.as_ref().map(Phone::masked),
        birth_known: customer.birth.is_some(),
        tier: customer.tier,
        care_needs: customer.care_needs,
        created_at: customer.created_at,
        version: customer.version,
    })
}

fn by_customer<T>(rows: Vec<T>, customer: impl Fn(&T) -> Uuid) -> HashMap<Uuid, Vec<T>> {
    let mut map: HashMap<Uuid, Vec<T>> = HashMap::new();
    for row in rows {
        map.entry(customer(&row)).or_default().push(row);
    }
    map
}
