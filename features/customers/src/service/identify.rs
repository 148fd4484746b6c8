//! Recognising somebody by what is shown: on the way of every ticket.

use access::Ctx;
use app::App;
use kernel::CustomerId;

use crate::error::CustomerError;
use crate::keeping;
use crate::model::flaw::Flaw;
use crate::model::identity::{Identity, Shown};
use crate::model::resident_id::{age_on, date_in_china};
use crate::store::{ConnectionTrait, identities};

/// What is known of whoever was recognised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Who it is.
    pub customer_id: CustomerId,
    /// The tier, a code of the rule pack.
    pub tier: String,
    /// What to mind, codes of the rule pack.
    pub care_needs: Vec<String>,
    /// The age in completed years; `None` when the bank does not know the date of birth.
    pub age: Option<u32>,
}

pub(crate) async fn identify(
    db: &impl ConnectionTrait,
    ctx: &Ctx,
    app: &App,
    identity: &Identity,
) -> Result<Option<Known>, CustomerError> {
    let today = date_in_china(ctx.now());
    let shown = identity.parse(today).map_err(refused)?;
    let found = match &shown {
        Shown::ResidentId(id) => {
            let traces = keeping::document_traces(&app.vault, id.expose());
            identities::find_by_resident_id(db, &traces).await?
        }
        Shown::BankCard(card) => {
            identities::find_by_card(db, &keeping::card_traces(&app.vault, card)).await?
        }
        Shown::Phone(phone) => {
            identities::find_by_phone(db, &keeping::phone_traces(&app.vault, phone)).await?
        }
    };
    let Some(row) = found else { return Ok(None) };
    let birth = match &shown {
        Shown::ResidentId(id) => Some(id.birth()),
        Shown::BankCard(_) | Shown::Phone(_) => keeping::open_birth(&app.vault, &row)?,
    };
    Ok(Some(Known {
        customer_id: CustomerId::from_uuid(row.id),
        care_needs: keeping::care_needs(&row),
        tier: row.tier,
        age: birth.map(|birth| age_on(birth, today)),
    }))
}

/// The pointer is the place of an identity in the requests of other rooms.
const fn refused(flaw: Flaw) -> CustomerError {
    CustomerError::Value { pointer: "/identity/value", flaw }
}
