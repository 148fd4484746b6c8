//! Changing a file.

use access::Ctx;
use app::App;
use audit::Entry;
use db::{Change, WriteTx};
use kernel::{BranchId, CustomerId};
use vault::Secret;
use web::{Fields, Patch};

use super::{acting_branch, check_codes, create::rival, keep};
use crate::error::CustomerError;
use crate::events::CustomerUpdated;
use crate::keeping;
use crate::model::customer::{Customer, CustomerChange};
use crate::model::person_name::PersonName;
use crate::model::phone::Phone;
use crate::permissions::CUSTOMER_MANAGE;
use crate::store::{customers, identities};
use crate::view::{self, File};

/// What the form holds, not yet read.
#[derive(Debug)]
pub(crate) struct Form {
    /// The version that the caller has read.
    pub(crate) version: i32,
    /// Another name.
    pub(crate) name: Option<Secret<String>>,
    /// Another mobile number, or none.
    pub(crate) phone: Patch<Secret<String>>,
    /// Another tier.
    pub(crate) tier: Option<String>,
    /// All care needs anew.
    pub(crate) care_needs: Option<Vec<String>>,
    /// Another branch that keeps the file.
    pub(crate) home_branch: Option<BranchId>,
}

/// Changes a file, unless somebody else has changed it since the caller read it.
pub(crate) async fn update(
    ctx: &Ctx,
    app: &App,
    id: CustomerId,
    form: Form,
) -> Result<Change<File>, CustomerError> {
    let scope = ctx.require(CUSTOMER_MANAGE)?;
    let version = form.version;
    let change = read(app, form)?;
    change.home_branch.map(|branch| scope.require_branch(branch)).transpose()?;
    let tx = app.db.begin_write().await?;
    let row = customers::find(&tx, &scope, id).await?.ok_or(CustomerError::NotFound)?;
    let mut customer = keeping::open_customer(&app.vault, &row)?;
    if customer.version != version {
        return Err(CustomerError::ChangedMeanwhile);
    }
    refuse_known(&tx, app, id, &change).await?;
    let fields = customer.change(change, ctx.now());
    let file = save(&tx, app, &customer, version, !fields.is_empty()).await?;
    let branch_id = acting_branch(ctx, customer.home_branch);
    if !fields.is_empty() {
        let names = fields.iter().map(|field| (*field).to_owned()).collect();
        let updated = CustomerUpdated {
            customer_id: id,
            branch_id,
            fields: names,
            version: customer.version,
        };
        app.events.record(&tx, ctx, &updated).await?;
    }
    let entry = Entry::new("customer.updated").on("customer", id).branch(branch_id);
    app.audit.record(&tx, ctx, entry.detail(serde_json::json!({ "fields": fields }))).await?;
    Ok(Change::new(tx, file))
}

fn read(app: &App, form: Form) -> Result<CustomerChange, CustomerError> {
    let mut fields = Fields::default();
    let name =
        form.name.and_then(|name| keep(&mut fields, "/name", PersonName::parse(name.expose())));
    let phone = match form.phone {
        Patch::Absent => Patch::Absent,
        Patch::Null => Patch::Null,
        Patch::Value(text) => keep(&mut fields, "/phone", Phone::parse(text.expose()))
            .map_or(Patch::Absent, Patch::Value),
    };
    check_codes(
        app,
        &mut fields,
        form.tier.as_deref(),
        form.care_needs.as_deref().unwrap_or_default(),
    )?;
    fields.into_result()?;
    Ok(CustomerChange {
        name,
        phone,
        tier: form.tier,
        care_needs: form.care_needs,
        home_branch: form.home_branch,
    })
}

async fn refuse_known(
    tx: &WriteTx,
    app: &App,
    id: CustomerId,
    change: &CustomerChange,
) -> Result<(), CustomerError> {
    let Patch::Value(phone) = &change.phone else { return Ok(()) };
    let owner = identities::find_by_phone(tx, &keeping::phone_traces(&app.vault, phone)).await?;
    match owner.map(|row| CustomerId::from_uuid(row.id)).filter(|owner| *owner != id) {
        Some(found) => Err(CustomerError::PhoneTaken { found }),
        None => Ok(()),
    }
}

async fn save(
    tx: &WriteTx,
    app: &App,
    customer: &Customer,
    version: i32,
    changed: bool,
) -> Result<File, CustomerError> {
    let row = keeping::seal_customer(&app.vault, customer)?;
    if changed && !customers::update(tx, row.clone(), version).await.map_err(rival)? {
        return Err(CustomerError::ChangedMeanwhile);
    }
    view::load(tx, app, row).await
}
