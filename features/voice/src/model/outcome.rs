//! How a follow-up ends.

/// What came of a follow-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// The stable code.
    pub(crate) code: &'static str,
    /// The name, in Chinese.
    pub(crate) name: &'static str,
    /// The name, in English.
    pub(crate) name_en: &'static str,
    /// Whether it says too little without a note.
    pub(crate) needs_note: bool,
}

/// All outcomes, in the order in which they are offered.
pub(crate) const OUTCOMES: [Outcome; 7] = [
    plain("apologised", "已致歉，客户接受", "Apologised, and the customer accepted"),
    plain("explained", "已解释说明", "Explained"),
    plain("corrected", "已纠正或补办", "Put right"),
    noted("compensated", "已补偿", "Compensated"),
    noted("passed_on", "已转交其他部门", "Passed on to another department"),
    plain("unreachable", "多次联系未果", "Could not be reached"),
    noted("unfounded", "经核实不属实", "Found to be without ground"),
];

const fn plain(code: &'static str, name: &'static str, name_en: &'static str) -> Outcome {
    Outcome { code, name, name_en, needs_note: false }
}

const fn noted(code: &'static str, name: &'static str, name_en: &'static str) -> Outcome {
    Outcome { code, name, name_en, needs_note: true }
}

impl Outcome {
    /// Finds an outcome by its code.
    pub(crate) fn find(code: &str) -> Option<Self> {
        OUTCOMES.into_iter().find(|outcome| outcome.code == code)
    }
}
