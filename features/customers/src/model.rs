//! The rules of this room that a clerk could state: pure, without database, clock or randomness.
//!
//! - [`resident_id`], [`bank_card`], [`phone`], [`person_name`], [`document`]: values with a grammar;
//!   their only constructor parses, and none of them prints itself.
//! - [`flaw`]: what can be wrong with such a value, as a sentence in both languages.
//! - [`customer`]: a customer and what may change.
//! - [`identity`]: what somebody shows to be recognised by.
//! - [`look`]: which field may be seen unmasked, and for which reasons.
//! - [`catalogue`]: tiers and care needs, codes of the rule pack.
//! - [`announcement`]: the words for what stands on a timeline, and who may read it.
//! - [`happening`]: what stands on a timeline, and a visit made of it.

pub(crate) mod announcement;
pub(crate) mod bank_card;
pub(crate) mod catalogue;
pub(crate) mod customer;
pub(crate) mod document;
pub(crate) mod flaw;
pub(crate) mod happening;
pub(crate) mod identity;
pub(crate) mod look;
pub(crate) mod person_name;
pub(crate) mod phone;
pub(crate) mod resident_id;
mod text;
