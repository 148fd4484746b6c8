//! Files: found, opened, changed.

use app::App;
use axum::extract::State;
use kernel::{BranchId, CustomerId, Page, PageRequest, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use vault::Secret;
use web::{Answer, Ctx, Json, PageQuery, Patch, Path, Problem, Problems, Query, answer, created};

use crate::error::CustomerError;
use crate::model::document::DocumentKind;
use crate::model::look::LOOK_REASONS;
use crate::service::find::Search;
use crate::service::{create, find, update};
use crate::view::File;

/// A customer with everything personal masked.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct CustomerView {
    id: CustomerId,
    /// The name, masked: `张*`.
    name: String,
    /// The mobile number, masked: `138****5678`.
    phone: Option<String>,
    /// Whether the date of birth is known and may be looked at as `birth_date`.
    birth_date_known: bool,
    /// The tier, a code of the rule pack.
    tier: String,
    /// What to mind, codes of the rule pack.
    care_needs: Vec<String>,
    documents: Vec<DocumentView>,
    cards: Vec<CardView>,
    /// The branch that keeps the file.
    home_branch_id: BranchId,
    created_at: Timestamp,
    /// How often the file changed, from 1; a change names the version it was made on.
    version: i32,
    /// The reasons for which a field may be seen unmasked.
    unmask_reasons: Vec<ReasonView>,
}

/// A document with its number masked.
#[derive(Debug, Serialize, ToSchema)]
struct DocumentView {
    id: Uuid,
    kind: DocumentKind,
    /// The number, masked: `110***********123X`.
    number: String,
}

/// A card with its number masked.
#[derive(Debug, Serialize, ToSchema)]
struct CardView {
    id: Uuid,
    /// The number, masked: `**** 0128`.
    number: String,
}

/// A reason for which a field may be seen unmasked.
#[derive(Debug, Serialize, ToSchema)]
struct ReasonView {
    code: &'static str,
    name: &'static str,
    name_en: &'static str,
    /// Whether a note must say more.
    needs_note: bool,
}

/// One page of customers.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct CustomerPage {
    items: Vec<CustomerView>,
    /// The mark of the next page; null at the end.
    next: Option<String>,
}

/// Which part of the list is wanted.
// Unknown parameters are refused, so that nobody puts a document or a phone into an address, where it would be logged.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ListCustomers {
    /// At most this many rows, 1 to 100; 25 when absent.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u64>,
    /// The `next` of the page before.
    cursor: Option<String>,
}

/// What a customer shows; exactly one of the four.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SearchCustomers {
    /// The number of a document of any kind.
    #[schema(value_type = Option<String>)]
    document: Option<Secret<String>>,
    /// A mobile number.
    #[schema(value_type = Option<String>)]
    phone: Option<Secret<String>>,
    /// The number of a card.
    #[schema(value_type = Option<String>)]
    card: Option<Secret<String>>,
    /// The whole name.
    #[schema(value_type = Option<String>)]
    name: Option<Secret<String>>,
    /// At most this many rows, 1 to 100; 25 when absent.
    limit: Option<u64>,
    /// The `next` of the page before.
    cursor: Option<String>,
}

/// A new file.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CreateCustomer {
    /// The name as on the document.
    #[schema(value_type = String, max_length = 60)]
    name: Secret<String>,
    /// A mobile number of mainland China; nobody else may have it.
    #[schema(value_type = Option<String>)]
    phone: Option<Secret<String>>,
    /// The documents shown.
    #[serde(default)]
    documents: Vec<CreateDocument>,
    /// The numbers of cards held.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    cards: Vec<Secret<String>>,
    /// A code of the rule pack; `ordinary` when absent.
    tier: Option<String>,
    /// Codes of the rule pack.
    #[serde(default)]
    care_needs: Vec<String>,
    /// The branch that keeps the file; the caller's own when absent.
    home_branch_id: Option<BranchId>,
}

/// A document shown.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CreateDocument {
    kind: DocumentKind,
    #[schema(value_type = String)]
    number: Secret<String>,
}

/// A change of a file; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct UpdateCustomer {
    /// The version that the caller has read.
    version: i32,
    /// Another name.
    #[schema(value_type = Option<String>)]
    name: Option<Secret<String>>,
    /// Another mobile number; null takes it away.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    phone: Patch<Secret<String>>,
    /// A code of the rule pack.
    tier: Option<String>,
    /// All codes of the rule pack anew.
    care_needs: Option<Vec<String>>,
    /// Another branch that keeps the file.
    home_branch_id: Option<BranchId>,
}

/// Lists customers, newest first.
///
/// Only those whose file the caller's branches keep; others are found by what they show, see the search.
#[utoipa::path(get, path = "/customers", tag = "customers", params(ListCustomers),
    security(("session" = ["customer:read"])),
    responses((status = 200, description = "One page, masked.", body = CustomerPage), Problems))]
pub(super) async fn list_customers(
    ctx: Ctx,
    State(app): State<App>,
    Query(query): Query<ListCustomers>,
) -> Result<Json<CustomerPage>, Problem> {
    Ok(Json(find::list(&ctx, &app, &page(query.limit, query.cursor)).await?.into()))
}

/// Searches by a document, a phone, a card or a name.
///
/// A document, phone or card finds any customer of the bank, who can then be opened at the caller's branch.
/// A name finds only customers whom the caller may see anyway.
/// The value stands in the body because addresses are logged; the search itself is audited without the value.
#[utoipa::path(post, path = "/customers/search", tag = "customers", request_body = SearchCustomers,
    security(("session" = ["customer:read"])),
    responses((status = 200, description = "Who was found, masked; perhaps nobody.", body = CustomerPage), Problems))]
pub(super) async fn search_customers(
    ctx: Ctx,
    State(app): State<App>,
    Json(body): Json<SearchCustomers>,
) -> Result<Answer<CustomerPage>, Problem> {
    let page = page(body.limit, body.cursor.clone());
    let change = find::search(&ctx, &app, &search(body)?, &page).await?;
    answer(&ctx, change, CustomerPage::from).await
}

/// Opens a file for a new customer.
///
/// A document, card or phone that belongs to a customer already is a conflict that names the existing file.
#[utoipa::path(post, path = "/customers", tag = "customers", request_body = CreateCustomer,
    security(("session" = ["customer:manage"])),
    responses((status = 201, description = "The new file, masked.", body = CustomerView), Problems))]
pub(super) async fn create_customer(
    ctx: Ctx,
    State(app): State<App>,
    Json(body): Json<CreateCustomer>,
) -> Result<Answer<CustomerView>, Problem> {
    let change = create::create(&ctx, &app, body.into()).await?;
    created(&ctx, change, CustomerView::from).await
}

/// Shows one customer, masked.
#[utoipa::path(get, path = "/customers/{id}", tag = "customers", params(("id" = CustomerId, Path)),
    security(("session" = ["customer:read"])),
    responses((status = 200, description = "The customer, masked.", body = CustomerView), Problems))]
pub(super) async fn show_customer(
    ctx: Ctx,
    State(app): State<App>,
    Path(id): Path<CustomerId>,
) -> Result<Json<CustomerView>, Problem> {
    Ok(Json(find::show(&ctx, &app, id).await?.into()))
}

/// Changes a file.
///
/// A file that somebody else has changed since the caller read it is a conflict.
#[utoipa::path(patch, path = "/customers/{id}", tag = "customers", params(("id" = CustomerId, Path)),
    security(("session" = ["customer:manage"])),
    request_body = UpdateCustomer,
    responses((status = 200, description = "The changed file, masked.", body = CustomerView), Problems))]
pub(super) async fn update_customer(
    ctx: Ctx,
    State(app): State<App>,
    Path(id): Path<CustomerId>,
    Json(body): Json<UpdateCustomer>,
) -> Result<Answer<CustomerView>, Problem> {
    let change = update::update(&ctx, &app, id, body.into()).await?;
    answer(&ctx, change, CustomerView::from).await
}

fn page(limit: Option<u64>, cursor: Option<String>) -> PageRequest {
    PageQuery { limit, cursor }.into()
}

fn search(body: SearchCustomers) -> Result<Search, CustomerError> {
    match (body.document, body.phone, body.card, body.name) {
        (Some(document), None, None, None) => Ok(Search::Document(document)),
        (None, Some(phone), None, None) => Ok(Search::Phone(phone)),
        (None, None, Some(card), None) => Ok(Search::Card(card)),
        (None, None, None, Some(name)) => Ok(Search::Name(name)),
        _ => Err(CustomerError::SearchKind),
    }
}

impl From<CreateCustomer> for create::Form {
    fn from(body: CreateCustomer) -> Self {
        Self {
            name: body.name,
            phone: body.phone,
            documents: body
                .documents
                .into_iter()
                .map(|document| (document.kind, document.number))
                .collect(),
            cards: body.cards,
            tier: body.tier,
            care_needs: body.care_needs,
            home_branch: body.home_branch_id,
        }
    }
}

impl From<UpdateCustomer> for update::Form {
    fn from(body: UpdateCustomer) -> Self {
        Self {
            version: body.version,
            name: body.name,
            phone: body.phone,
            tier: body.tier,
            care_needs: body.care_needs,
            home_branch: body.home_branch_id,
        }
    }
}

impl From<File> for CustomerView {
    fn from(file: File) -> Self {
        let document = |(id, kind, number)| DocumentView { id, kind, number };
        let reasons = LOOK_REASONS.map(|reason| ReasonView {
            code: reason.code,
            name: reason.name,
            name_en: reason.name_en,
            needs_note: reason.needs_note,
        });
        Self {
            id: file.id,
            name: file.name,
            phone: file.phone,
            birth_date_known: file.birth_known,
            tier: file.tier,
            care_needs: file.care_needs,
            documents: file.documents.into_iter().map(document).collect(),
            cards: file.cards.into_iter().map(|(id, number)| CardView { id, number }).collect(),
            home_branch_id: file.home_branch,
            created_at: file.created_at,
            version: file.version,
            unmask_reasons: reasons.into(),
        }
    }
}

impl From<Page<File>> for CustomerPage {
    fn from(page: Page<File>) -> Self {
        let page = page.map(CustomerView::from);
        Self { items: page.items, next: page.next }
    }
}
