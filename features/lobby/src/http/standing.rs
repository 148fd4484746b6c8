//! How a visitor is classed, in the words of the rules.

use serde::Serialize;
use utoipa::ToSchema;

use super::parts::CodeView;
use crate::model::rules::LobbyRules;

/// How a visitor is classed, in the words of the rules; a code that the rules no longer know is its own name.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StandingView {
    /// The class that decides the order.
    class: CodeView,
    /// Whether the class goes before everybody.
    urgent: bool,
    /// The care group.
    care_group: Option<CodeView>,
    /// The tier.
    tier: Option<CodeView>,
}

impl StandingView {
    /// Names the codes of a visit.
    pub(crate) fn of(
        rules: &LobbyRules,
        class: &str,
        care_group: Option<&str>,
        tier: Option<&str>,
    ) -> Self {
        let care_group = care_group.map(|code| {
            rules.find_care_group(code).map_or_else(|| CodeView::unknown(code), CodeView::from)
        });
        let tier = tier.map(|code| {
            let known = rules.tiers.iter().find(|tier| tier.code == code);
            known.map_or_else(|| CodeView::unknown(code), CodeView::from)
        });
        Self {
            class: CodeView::find(&rules.dispatch.names, class),
            urgent: rules.is_urgent(class),
            care_group,
            tier,
        }
    }
}
