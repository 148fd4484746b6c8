//! Finding customers: one, the newest of a branch, or by what somebody shows.

use access::{Ctx, Scope};
use app::App;
use audit::Entry;
use db::Change;
use kernel::{CustomerId, Page, PageRequest};
use uuid::Uuid;
use vault::Secret;

use crate::entity::customer;
use crate::error::CustomerError;
use crate::keeping::{self, Traces};
use crate::model::bank_card::BankCard;
use crate::model::document;
use crate::model::person_name::PersonName;
use crate::model::phone::Phone;
use crate::model::resident_id::date_in_china;
use crate::permissions::CUSTOMER_READ;
use crate::store;
use crate::view::{self, File};

/// By what a customer is searched.
#[derive(Debug)]
pub(crate) enum Search {
    /// The number of any document.
    Document(Secret<String>),
    /// A mobile number.
    Phone(Secret<String>),
    /// A card.
    Card(Secret<String>),
    /// The whole name.
    Name(Secret<String>),
}

/// Shows one customer that the caller may see.
pub(crate) async fn show(ctx: &Ctx, app: &App, id: CustomerId) -> Result<File, CustomerError> {
    let scope = ctx.require(CUSTOMER_READ)?;
    let row = store::customers::find(app.db.reader(), &scope, id)
        .await?
        .ok_or(CustomerError::NotFound)?;
    view::load(app.db.reader(), app, row).await
}

/// Lists the customers whose file the caller's branches keep, newest first.
pub(crate) async fn list(
    ctx: &Ctx,
    app: &App,
    page: &PageRequest,
) -> Result<Page<File>, CustomerError> {
    let scope = ctx.require(CUSTOMER_READ)?;
    let rows =
        store::customers::list_at_home(app.db.reader(), &scope, before(page)?, page.limit + 1)
            .await?;
    files(app, rows, page).await
}

/// Searches by what somebody shows.
///
/// A document, phone or card finds any customer of the bank, because a customer walks into any branch;
/// from then on the customer is visible at the caller's branch.
/// A name finds only whom the caller may see anyway: names are known to many and shown by nobody.
pub(crate) async fn search(
    ctx: &Ctx,
    app: &App,
    search: &Search,
    page: &PageRequest,
) -> Result<Change<Page<File>>, CustomerError> {
    let scope = ctx.require(CUSTOMER_READ)?;
    let tx = app.db.begin_write().await?;
    let rows = match trace(ctx, app, search)? {
        Traced::Document(number) => store::identities::list_by_document(&tx, &number).await?,
        Traced::Phone(phone) => {
            store::identities::find_by_phone(&tx, &phone).await?.into_iter().collect()
        }
        Traced::Card(card) => {
            store::identities::find_by_card(&tx, &card).await?.into_iter().collect()
        }
        Traced::Name(name) => {
            store::customers::list_by_name(&tx, &scope, &name, before(page)?, page.limit + 1)
                .await?
        }
    };
    if !matches!(search, Search::Name(_)) {
        note_presence(&tx, ctx, &scope, &rows).await?;
    }
    // What is shown belongs to few; only lists by name have several pages.
    let whole = PageRequest::default();
    let page = if matches!(search, Search::Name(_)) { page } else { &whole };
    let found = rows.len();
    let only = rows.first().filter(|_| found == 1).map(|row| row.id);
    let files = files(app, rows, page).await?;
    app.audit.record(&tx, ctx, entry(ctx, search, found, only)).await?;
    Ok(Change::new(tx, files))
}

enum Traced {
    Document(Traces),
    Phone(Traces),
    Card(Traces),
    Name(Traces),
}

fn trace(ctx: &Ctx, app: &App, search: &Search) -> Result<Traced, CustomerError> {
    let vault = &app.vault;
    let refused = |pointer| move |flaw| CustomerError::Value { pointer, flaw };
    Ok(match search {
        Search::Document(text) => {
            let today = date_in_china(ctx.now());
            let number = document::parse_any(text.expose(), today).map_err(refused("/document"))?;
            Traced::Document(keeping::document_traces(vault, number.expose()))
        }
        Search::Phone(text) => {
            let phone = Phone::parse(text.expose()).map_err(refused("/phone"))?;
            Traced::Phone(keeping::phone_traces(vault, &phone))
        }
        Search::Card(text) => {
            let card = BankCard::parse(text.expose()).map_err(refused("/card"))?;
            Traced::Card(keeping::card_traces(vault, &card))
        }
        Search::Name(text) => {
            let name = PersonName::parse(text.expose()).map_err(refused("/name"))?;
            Traced::Name(keeping::name_traces(vault, &name))
        }
    })
}

/// Makes whoever showed an identity visible at the branch where it was shown.
async fn note_presence(
    tx: &db::WriteTx,
    ctx: &Ctx,
    scope: &Scope,
    rows: &[customer::Model],
) -> Result<(), CustomerError> {
    let here = ctx.principal().ok().and_then(|principal| principal.branch);
    let Some(here) = here.filter(|branch| scope.allows_branch(*branch)) else { return Ok(()) };
    for row in rows.iter().filter(|row| row.home_branch_id != here.uuid()) {
        store::customers::note_presence(tx, CustomerId::from_uuid(row.id), here, ctx.now()).await?;
    }
    Ok(())
}

fn entry(ctx: &Ctx, search: &Search, found: usize, only: Option<Uuid>) -> Entry {
    let by = match search {
        Search::Document(_) => "document",
        Search::Phone(_) => "phone",
        Search::Card(_) => "card",
        Search::Name(_) => "name",
    };
    let mut entry =
        Entry::new("customer.searched").detail(serde_json::json!({ "by": by, "found": found }));
    if let Some(id) = only {
        entry = entry.on("customer", id);
    }
    match ctx.principal().ok().and_then(|principal| principal.branch) {
        Some(branch) => entry.branch(branch),
        None => entry,
    }
}

async fn files(
    app: &App,
    rows: Vec<customer::Model>,
    page: &PageRequest,
) -> Result<Page<File>, CustomerError> {
    let Page { items, next } = Page::cut(rows, page.limit, |row| row.id.to_string());
    Ok(Page { items: view::load_all(app.db.reader(), app, items).await?, next })
}

fn before(page: &PageRequest) -> Result<Option<Uuid>, CustomerError> {
    page.cursor.as_deref().map(Uuid::try_parse).transpose().map_err(|_| CustomerError::Cursor)
}
