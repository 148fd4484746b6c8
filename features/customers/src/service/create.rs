//! Opening a file.

use access::Ctx;
use app::App;
use audit::Entry;
use db::{Change, DbError, WriteTx};
use kernel::{BranchId, CustomerId};
use vault::Secret;
use web::Fields;

use super::{check_codes, keep};
use crate::error::CustomerError;
use crate::events::CustomerCreated;
use crate::keeping;
use crate::model::bank_card::BankCard;
use crate::model::catalogue::ORDINARY;
use crate::model::customer::{Customer, NewCustomer};
use crate::model::document::{Document, DocumentKind};
use crate::model::person_name::PersonName;
use crate::model::phone::Phone;
use crate::model::resident_id::date_in_china;
use crate::permissions::CUSTOMER_MANAGE;
use crate::store::{customers, identities};
use crate::view::{self, File};

/// Nobody has more documents, nor more cards.
const MOST: usize = 20;

/// What the form holds, not yet read.
#[derive(Debug)]
pub(crate) struct Form {
    /// The name as on the document.
    pub(crate) name: Secret<String>,
    /// A mobile number.
    pub(crate) phone: Option<Secret<String>>,
    /// Kinds and numbers of documents.
    pub(crate) documents: Vec<(DocumentKind, Secret<String>)>,
    /// Numbers of cards.
    pub(crate) cards: Vec<Secret<String>>,
    /// A code of the rule pack.
    pub(crate) tier: Option<String>,
    /// Codes of the rule pack.
    pub(crate) care_needs: Vec<String>,
    /// The branch that keeps the file; the caller's own when absent.
    pub(crate) home_branch: Option<BranchId>,
}

/// Opens a file for somebody whom the bank does not know by any document, card or phone shown.
pub(crate) async fn create(
    ctx: &Ctx,
    app: &App,
    form: Form,
) -> Result<Change<File>, CustomerError> {
    let scope = ctx.require(CUSTOMER_MANAGE)?;
    let new = read(ctx, app, form)?;
    scope.require_branch(new.home_branch)?;
    let tx = app.db.begin_write().await?;
    refuse_known(&tx, app, &new).await?;
    let customer = Customer::open(ctx.id(), &new, ctx.now());
    let file = save(&tx, ctx, app, &customer, &new).await?;
    let (customer_id, branch_id) = (customer.id, customer.home_branch);
    let created = CustomerCreated {
        customer_id,
        branch_id,
        tier: customer.tier.clone(),
        documents: new.documents.len(),
    };
    app.events.record(&tx, ctx, &created).await?;
    let entry = Entry::new("customer.created").on("customer", customer_id);
    app.audit.record(&tx, ctx, entry.branch(super::acting_branch(ctx, branch_id))).await?;
    Ok(Change::new(tx, file))
}

/// Reads the whole form and tells everything that is wrong with it at once.
fn read(ctx: &Ctx, app: &App, form: Form) -> Result<NewCustomer, CustomerError> {
    let today = date_in_china(ctx.now());
    let mut fields = Fields::default();
    check_size(&mut fields, &form);
    let name = keep(&mut fields, "/name", PersonName::parse(form.name.expose()));
    let phone = form.phone.as_ref().map(|phone| Phone::parse(phone.expose()));
    let phone = phone.and_then(|read| keep(&mut fields, "/phone", read));
    let mut documents = Vec::new();
    for (index, (kind, number)) in form.documents.iter().enumerate() {
        let read = Document::parse(*kind, number.expose(), today);
        documents.extend(keep(&mut fields, &format!("/documents/{index}/number"), read));
    }
    let mut cards = Vec::new();
    for (index, number) in form.cards.iter().enumerate() {
        let read = BankCard::parse(number.expose());
        cards.extend(keep(&mut fields, &format!("/cards/{index}"), read));
    }
    check_codes(app, &mut fields, form.tier.as_deref(), &form.care_needs)?;
    let own = ctx.principal().ok().and_then(|principal| principal.branch);
    let home = form.home_branch.or(own);
    let (zh, en) = ("请选择客户所属网点。", "Please choose the branch that keeps the file.");
    fields.check(home.is_some(), "/home_branch_id", "customer.home_branch_missing", zh, en);
    fields.into_result()?;
    // Both are there: otherwise a field would have been noted.
    let (Some(name), Some(home_branch)) = (name, home) else {
        return Err(Fields::default().into());
    };
    let Form { tier, care_needs, .. } = form;
    let tier = tier.unwrap_or_else(|| ORDINARY.to_owned());
    Ok(NewCustomer { home_branch, name, phone, documents, cards, tier, care_needs })
}

fn check_size(fields: &mut Fields, form: &Form) {
    let recognisable = form.phone.is_some() || !form.documents.is_empty() || !form.cards.is_empty();
    let (zh, en) = (
        "请至少登记一个证件、手机号或银行卡，以便下次识别客户。",
        "Please enter a document, phone or card by which the customer can be recognised.",
    );
    fields.check(recognisable, "/documents", "customer.unrecognisable", zh, en);
    let (zh, en) = ("证件和银行卡各最多 20 个。", "At most 20 documents and 20 cards.");
    fields.check(form.documents.len() <= MOST, "/documents", "customer.too_many", zh, en);
    fields.check(form.cards.len() <= MOST, "/cards", "customer.too_many", zh, en);
}

/// Fails when the bank knows somebody by what is shown, and says whom.
async fn refuse_known(tx: &WriteTx, app: &App, new: &NewCustomer) -> Result<(), CustomerError> {
    let vault = &app.vault;
    let numbers: Vec<_> = new
        .documents
        .iter()
        .map(|document| keeping::document_traces(vault, document.expose()).0)
        .collect();
    let kinds = new.documents.iter().map(|document| document.kind().code()).collect();
    if let Some(taken) =
        identities::find_taken_document(tx, numbers.concat(), kinds).await?.into_iter().next()
    {
        let index =
            numbers.iter().position(|traces| traces.contains(&taken.number_index)).unwrap_or(0);
        return Err(CustomerError::DocumentTaken {
            index,
            found: CustomerId::from_uuid(taken.customer_id),
        });
    }
    let cards: Vec<_> = new.cards.iter().map(|card| keeping::card_traces(vault, card).0).collect();
    if let Some(taken) = identities::find_taken_cards(tx, cards.concat()).await?.into_iter().next()
    {
        let index =
            cards.iter().position(|traces| traces.contains(&taken.number_index)).unwrap_or(0);
        return Err(CustomerError::CardTaken {
            index,
            found: CustomerId::from_uuid(taken.customer_id),
        });
    }
    let Some(phone) = &new.phone else { return Ok(()) };
    match identities::find_by_phone(tx, &keeping::phone_traces(vault, phone)).await? {
        Some(row) => Err(CustomerError::PhoneTaken { found: CustomerId::from_uuid(row.id) }),
        None => Ok(()),
    }
}

/// Writes the sealed rows and returns what a clerk sees of them.
async fn save(
    tx: &WriteTx,
    ctx: &Ctx,
    app: &App,
    customer: &Customer,
    new: &NewCustomer,
) -> Result<File, CustomerError> {
    let (vault, now) = (&app.vault, ctx.now());
    let row = keeping::seal_customer(vault, customer)?;
    let documents = new
        .documents
        .iter()
        .map(|document| keeping::seal_document(vault, ctx.id(), customer.id, document, now));
    let cards =
        new.cards.iter().map(|card| keeping::seal_card(vault, ctx.id(), customer.id, card, now));
    customers::insert(tx, vec![row.clone()]).await.map_err(rival)?;
    identities::insert_documents(tx, documents.collect::<Result<_, _>>()?).await.map_err(rival)?;
    identities::insert_cards(tx, cards.collect::<Result<_, _>>()?).await.map_err(rival)?;
    view::load(tx, app, row).await
}

/// Recognises that somebody else has entered the same person since we looked.
pub(super) fn rival(error: DbError) -> CustomerError {
    if error.is_unique_violation() { CustomerError::SameMoment } else { error.into() }
}
