//! Staff 员工.

use kernel::{BranchId, StaffId};
use web::Fields;

use super::text;

/// A member of staff, or a device with an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Staff {
    /// Their id.
    pub id: StaffId,
    /// The number on the badge, unique in the bank.
    pub employee_number: String,
    /// The name, in Chinese.
    pub name: String,
    /// The name, in English letters.
    pub name_en: String,
    /// What they do, in Chinese; may be empty.
    pub job_title: String,
    /// What they do, in English; may be empty.
    pub job_title_en: String,
    /// Where they belong.
    pub branch: BranchId,
    /// The codes of their skills, sorted.
    pub skills: Vec<String>,
    /// Whether they work here; who has left stays for the record.
    pub active: bool,
    /// Rises with every change.
    pub version: i32,
}

/// The name of a member of staff in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffName {
    /// In Chinese.
    pub name: String,
    /// In English letters.
    pub name_en: String,
}

impl Staff {
    /// Returns the name in both languages.
    pub(crate) fn full_name(&self) -> StaffName {
        StaffName { name: self.name.clone(), name_en: self.name_en.clone() }
    }

    /// Adds what is wrong with the entry.
    pub(crate) fn check(&self, fields: &mut Fields) {
        text::check_code(fields, "/employee_number", &self.employee_number);
        text::check_name(fields, "/name", &self.name);
        text::check_name(fields, "/name_en", &self.name_en);
        text::check_text(fields, "/job_title", &self.job_title);
        text::check_text(fields, "/job_title_en", &self.job_title_en);
    }

    /// Returns what searches look at.
    pub(crate) fn folded(&self) -> String {
        text::fold(&[
            &self.employee_number,
            &self.name,
            &self.name_en,
            &self.job_title,
            &self.job_title_en,
        ])
    }
}
