//! What other rooms may use.

use std::collections::HashMap;

use access::Ctx;
use app::App;
use db::WriteTx;
use kernel::{BranchId, CustomerId};
use vault::Secret;

use crate::entity::{card, customer, document};
use crate::keeping;
use crate::model::bank_card::BankCard;
use crate::model::customer::{Customer, NewCustomer};
use crate::model::document::Document;
use crate::model::person_name::PersonName;
use crate::model::phone::Phone;
use crate::model::resident_id::date_in_china;
use crate::service;
use crate::store::{ConnectionTrait, customers, identities};

pub use crate::error::CustomerError;
pub use crate::events::{CustomerCreated, CustomerUpdated};
pub use crate::model::document::DocumentKind;
pub use crate::model::flaw::Flaw;
pub use crate::model::identity::{Identity, IdentityKind};
pub use crate::permissions::{CUSTOMER_MANAGE, CUSTOMER_READ, CUSTOMER_UNMASK};
pub use crate::service::identify::Known;

/// Recognises somebody by what is shown: one query by blind index; the value is neither stored nor logged.
///
/// `None` when the bank does not know whose it is; [`Identity::age`] still tells the age on a resident ID.
/// Best called on the reader before a write begins.
///
/// # Errors
/// The number breaks a rule of its kind (with the pointer `/identity/value`); the database is away.
pub async fn identify(
    db: &impl ConnectionTrait,
    ctx: &Ctx,
    app: &App,
    identity: &Identity,
) -> Result<Option<Known>, CustomerError> {
    service::identify::identify(db, ctx, app, identity).await
}

/// What other rooms show of a customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Who it is.
    pub id: CustomerId,
    /// The name, masked.
    pub name: String,
    /// The tier, a code of the rule pack.
    pub tier: String,
    /// What to mind, codes of the rule pack.
    pub care_needs: Vec<String>,
}

/// Returns what other rooms show of customers; the caller has already decided that the reader may see them.
///
/// # Errors
/// The database or a key is away.
pub async fn summaries(
    db: &impl ConnectionTrait,
    app: &App,
    ids: &[CustomerId],
) -> Result<HashMap<CustomerId, Summary>, CustomerError> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let mut summaries = HashMap::with_capacity(ids.len());
    for row in customers::find_all(db, ids).await? {
        let id = CustomerId::from_uuid(row.id);
        let name = app.vault.open_text(keeping::NAME, row.id, &row.name)?;
        let care_needs = keeping::care_needs(&row);
        let name = vault::mask::name(name.expose());
        summaries.insert(id, Summary { id, name, tier: row.tier, care_needs });
    }
    Ok(summaries)
}

/// Returns the masked names of customers.
///
/// # Errors
/// As [`summaries`].
pub async fn names_masked(
    db: &impl ConnectionTrait,
    app: &App,
    ids: &[CustomerId],
) -> Result<HashMap<CustomerId, String>, CustomerError> {
    let summaries = summaries(db, app, ids).await?;
    Ok(summaries.into_iter().map(|(id, summary)| (id, summary.name)).collect())
}

/// An invented person of the demo bank.
#[derive(Clone, Debug)]
pub struct DemoCustomer {
    /// The branch that keeps the file.
    pub home_branch: BranchId,
    /// The name.
    pub name: Secret<String>,
    /// A mobile number; nobody else may have it.
    pub phone: Option<Secret<String>>,
    /// Kinds and numbers of documents; see [`crate::resident_id_check`].
    pub documents: Vec<(DocumentKind, Secret<String>)>,
    /// Numbers of cards; see [`crate::card_check`].
    pub cards: Vec<Secret<String>>,
    /// A code of the rule pack.
    pub tier: String,
    /// Codes of the rule pack.
    pub care_needs: Vec<String>,
}

/// Writes many invented people at once, without events and audit rows of their own; returns their ids in order.
///
/// # Errors
/// A value breaks a rule (with no pointer into a request), somebody has it already, or the database is away.
pub async fn create_for_demo(
    tx: &WriteTx,
    ctx: &Ctx,
    app: &App,
    people: &[DemoCustomer],
) -> Result<Vec<CustomerId>, CustomerError> {
    let mut ids = Vec::with_capacity(people.len());
    for people in people.chunks(customers::CHUNK) {
        let mut rows = DemoRows::default();
        for person in people {
            ids.push(rows.add(ctx, app, person)?);
        }
        customers::insert(tx, rows.customers).await?;
        identities::insert_documents(tx, rows.documents).await?;
        identities::insert_cards(tx, rows.cards).await?;
    }
    Ok(ids)
}

#[derive(Default)]
struct DemoRows {
    customers: Vec<customer::Model>,
    documents: Vec<document::Model>,
    cards: Vec<card::Model>,
}

impl DemoRows {
    fn add(
        &mut self,
        ctx: &Ctx,
        app: &App,
        person: &DemoCustomer,
    ) -> Result<CustomerId, CustomerError> {
        let (vault, now) = (&app.vault, ctx.now());
        let new = read(ctx, person).map_err(|flaw| CustomerError::Value { pointer: "", flaw })?;
        let customer = Customer::open(ctx.id(), &new, now);
        self.customers.push(keeping::seal_customer(vault, &customer)?);
        for document in &new.documents {
            self.documents.push(keeping::seal_document(
                vault,
                ctx.id(),
                customer.id,
                document,
                now,
            )?);
        }
        for card in &new.cards {
            self.cards.push(keeping::seal_card(vault, ctx.id(), customer.id, card, now)?);
        }
        Ok(customer.id)
    }
}

fn read(ctx: &Ctx, person: &DemoCustomer) -> Result<NewCustomer, Flaw> {
    let today = date_in_china(ctx.now());
    let documents = person
        .documents
        .iter()
        .map(|(kind, number)| Document::parse(*kind, number.expose(), today));
    Ok(NewCustomer {
        home_branch: person.home_branch,
        name: PersonName::parse(person.name.expose())?,
        phone: person.phone.as_ref().map(|phone| Phone::parse(phone.expose())).transpose()?,
        documents: documents.collect::<Result<_, _>>()?,
        cards: person
            .cards
            .iter()
            .map(|card| BankCard::parse(card.expose()))
            .collect::<Result<_, _>>()?,
        tier: person.tier.clone(),
        care_needs: person.care_needs.clone(),
    })
}
