//! Branches 网点, and the head office above them.

use kernel::BranchId;
use web::Fields;

use super::text;
use super::words::words;

words! {
    /// What stands at a place of the tree.
    pub enum BranchKind {
        /// The head office 总行; the root.
        HeadOffice => "head_office",
        /// A branch 支行 that may have sub-branches.
        Branch => "branch",
        /// A sub-branch 网点.
        SubBranch => "sub_branch",
    }
}

words! {
    /// What makes a branch usable for everybody; told in the branch finder.
    pub enum Facility {
        /// An entrance without steps.
        StepFree => "step_free",
        /// A counter at the height of a wheelchair.
        LowCounter => "low_counter",
        /// A toilet for wheelchair users.
        AccessibleToilet => "accessible_toilet",
        /// A parking space for people with disabilities.
        AccessibleParking => "accessible_parking",
        /// A wheelchair to borrow.
        Wheelchair => "wheelchair",
        /// A hearing loop or another aid to hearing.
        HearingAid => "hearing_aid",
        /// Somebody who signs.
        SignLanguage => "sign_language",
        /// Papers in Braille or a tactile path.
        Tactile => "tactile",
        /// Reading glasses and magnifiers.
        ReadingGlasses => "reading_glasses",
        /// A room for nursing.
        NursingRoom => "nursing_room",
    }
}

/// A branch 网点, or the head office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// Its id.
    pub id: BranchId,
    /// The branch above; `None` for the head office.
    pub parent: Option<BranchId>,
    /// What it is.
    pub kind: BranchKind,
    /// Its code, unique in the bank.
    pub code: String,
    /// Its name, in Chinese.
    pub name: String,
    /// Its name, in English.
    pub name_en: String,
    /// Where it is, in Chinese.
    pub address: String,
    /// Where it is, in English; may be empty.
    pub address_en: String,
    /// Its telephone; may be empty.
    pub phone: String,
    /// What makes it usable for everybody.
    pub facilities: Vec<Facility>,
    /// The time zone of the clock on its wall, such as `Asia/Shanghai`.
    pub zone: String,
    /// Whose rules and calendar of holidays it follows, such as `cn`.
    pub jurisdiction: String,
    /// Whether it serves customers; a branch that was closed stays for the record.
    pub active: bool,
    /// Rises with every change.
    pub version: i32,
}

impl Branch {
    /// Adds what is wrong with the branch.
    pub(crate) fn check(&self, fields: &mut Fields) {
        text::check_code(fields, "/code", &self.code);
        text::check_name(fields, "/name", &self.name);
        text::check_name(fields, "/name_en", &self.name_en);
        text::check_text(fields, "/address", &self.address);
        text::check_text(fields, "/address_en", &self.address_en);
        text::check_phone(fields, "/phone", &self.phone);
        text::check_code(fields, "/jurisdiction", &self.jurisdiction);
        fields.check(
            deadlines::find_zone(&self.zone).is_some(),
            "/zone",
            "branch.unknown_zone",
            "没有这个时区，例如可填 Asia/Shanghai。",
            "There is no such time zone; an example is Asia/Shanghai.",
        );
        fields.check(
            (self.kind == BranchKind::HeadOffice) == self.parent.is_none(),
            "/parent_id",
            "branch.wrong_parent",
            "总行没有上级机构，其他机构必须有上级机构。",
            "The head office has no branch above it; every other branch has one.",
        );
    }

    /// Notes a jurisdiction without rules: a hall there could neither take in nor call anybody.
    pub(crate) fn check_jurisdiction(
        &self,
        fields: &mut Fields,
        has_pack: impl FnOnce(&str) -> bool,
    ) {
        fields.check(
            has_pack(&format!("lobby/{}", self.jurisdiction)),
            "/jurisdiction",
            "branch.unknown_jurisdiction",
            "没有这个地区的业务规则，例如可填 cn。",
            "There are no rules for this jurisdiction; an example is cn.",
        );
    }

    /// Returns what searches look at.
    pub(crate) fn folded(&self) -> String {
        text::fold(&[&self.code, &self.name, &self.name_en, &self.address, &self.address_en])
    }
}
