//! A customer and what may change.

use jiff::civil::Date;
use kernel::{BranchId, CustomerId, Timestamp};
use web::Patch;

use super::bank_card::BankCard;
use super::document::Document;
use super::person_name::PersonName;
use super::phone::Phone;

/// Somebody the bank knows.
#[derive(Clone, Debug)]
pub(crate) struct Customer {
    /// The id.
    pub(crate) id: CustomerId,
    /// The branch that keeps the file.
    pub(crate) home_branch: BranchId,
    /// The name as on the document.
    pub(crate) name: PersonName,
    /// The mobile number; it belongs to one customer only.
    pub(crate) phone: Option<Phone>,
    /// The date of birth, where a document tells it.
    pub(crate) birth: Option<Date>,
    /// The tier, a code of the rule pack.
    pub(crate) tier: String,
    /// What to mind, codes of the rule pack, each once.
    pub(crate) care_needs: Vec<String>,
    /// When the file was opened.
    pub(crate) created_at: Timestamp,
    /// When it last changed.
    pub(crate) updated_at: Timestamp,
    /// How often it changed, from 1.
    pub(crate) version: i32,
}

/// What a new file holds.
#[derive(Clone, Debug)]
pub(crate) struct NewCustomer {
    /// The branch that keeps the file.
    pub(crate) home_branch: BranchId,
    /// The name as on the document.
    pub(crate) name: PersonName,
    /// The mobile number.
    pub(crate) phone: Option<Phone>,
    /// The documents shown.
    pub(crate) documents: Vec<Document>,
    /// The cards held.
    pub(crate) cards: Vec<BankCard>,
    /// The tier, a code of the rule pack.
    pub(crate) tier: String,
    /// What to mind, codes of the rule pack.
    pub(crate) care_needs: Vec<String>,
}

/// What is to change; what is absent stays.
#[derive(Clone, Debug, Default)]
pub(crate) struct CustomerChange {
    /// Another name.
    pub(crate) name: Option<PersonName>,
    /// Another mobile number, or none.
    pub(crate) phone: Patch<Phone>,
    /// Another tier.
    pub(crate) tier: Option<String>,
    /// All care needs anew.
    pub(crate) care_needs: Option<Vec<String>>,
    /// Another branch that keeps the file.
    pub(crate) home_branch: Option<BranchId>,
}

impl Customer {
    /// Opens a file.
    pub(crate) fn open(id: CustomerId, new: &NewCustomer, now: Timestamp) -> Self {
        Self {
            id,
            home_branch: new.home_branch,
            name: new.name.clone(),
            phone: new.phone.clone(),
            birth: new.documents.iter().find_map(Document::birth),
            tier: new.tier.clone(),
            care_needs: each_once(new.care_needs.clone()),
            created_at: now,
            updated_at: now,
            version: 1,
        }
    }

    /// Applies a change and returns the names of the fields that are different now, never their values.
    pub(crate) fn change(&mut self, change: CustomerChange, now: Timestamp) -> Vec<&'static str> {
        let mut changed = Vec::new();
        if let Some(name) = change.name.filter(|name| name.expose() != self.name.expose()) {
            self.name = name;
            changed.push("name");
        }
        let before = self.phone.clone();
        change.phone.apply(&mut self.phone);
        if before.as_ref().map(Phone::expose) != self.phone.as_ref().map(Phone::expose) {
            changed.push("phone");
        }
        if let Some(tier) = change.tier.filter(|tier| *tier != self.tier) {
            self.tier = tier;
            changed.push("tier");
        }
        if let Some(needs) =
            change.care_needs.map(each_once).filter(|needs| *needs != self.care_needs)
        {
            self.care_needs = needs;
            changed.push("care_needs");
        }
        if let Some(branch) = change.home_branch.filter(|branch| *branch != self.home_branch) {
            self.home_branch = branch;
            changed.push("home_branch");
        }
        if !changed.is_empty() {
            self.version += 1;
            self.updated_at = now;
        }
        changed
    }
}

fn each_once(mut codes: Vec<String>) -> Vec<String> {
    codes.sort_unstable();
    codes.dedup();
    codes
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn customer() -> Customer {
        let new = NewCustomer {
            home_branch: BranchId::from_uuid(Uuid::from_u128(1)),
            name: PersonName::parse("张三").unwrap(),
            phone: Some(Phone::parse("13812345678").unwrap()),
            documents: Vec::new(),
            cards: Vec::new(),
            tier: "gold".to_owned(),
            care_needs: vec!["soldier".to_owned(), "elderly".to_owned(), "soldier".to_owned()],
        };
        Customer::open(CustomerId::from_uuid(Uuid::from_u128(2)), &new, Timestamp::from_micros(1))
    }

    #[test]
    fn a_change_names_the_fields_and_nothing_more() {
        let mut customer = customer();
        assert_eq!(customer.care_needs, ["elderly", "soldier"]);
        let change = CustomerChange {
            name: Some(PersonName::parse("张三丰").unwrap()),
            phone: Patch::Null,
            tier: Some("gold".to_owned()),
            ..CustomerChange::default()
        };
        assert_eq!(customer.change(change, Timestamp::from_micros(5)), ["name", "phone"]);
        assert_eq!((customer.version, customer.updated_at), (2, Timestamp::from_micros(5)));
    }

    #[test]
    fn a_change_of_nothing_is_no_change() {
        let mut customer = customer();
        let change = CustomerChange {
            phone: Patch::Value(Phone::parse("+86 138 1234 5678").unwrap()),
            care_needs: Some(vec!["soldier".to_owned(), "elderly".to_owned()]),
            ..CustomerChange::default()
        };
        assert!(customer.change(change, Timestamp::from_micros(5)).is_empty());
        assert_eq!(customer.version, 1);
    }
}
