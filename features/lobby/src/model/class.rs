//! Which class a visitor belongs to.

use queueing::{Class, Points, Policy};

use super::rules::{AutoCare, LobbyRules};
use super::visit::VisitStanding;

/// What is known of a visitor that bears on the class.
#[derive(Clone, Debug, Default)]
pub(crate) struct Visitor<'a> {
    /// The care group that the visitor or staff chose.
    pub(crate) care_group: Option<&'a str>,
    /// Care needs on the customer's record.
    pub(crate) care_needs: &'a [String],
    /// The age that an identity document shows, in full years.
    pub(crate) age: Option<u32>,
    /// The tier on the customer's record.
    pub(crate) tier: Option<&'a str>,
    /// Whether the visitor comes for an appointment, on time.
    pub(crate) appointment: bool,
    /// The class that the service itself brings, such as an urgent stop of a payment.
    pub(crate) service_class: Option<&'a str>,
    /// Whether large type and an accessible counter are wanted.
    pub(crate) accessible: bool,
}

/// The class of those who come for an appointment, when the rules have it.
pub(crate) const APPOINTMENT: &str = "appointment";

/// Classes a visitor: of all classes that apply, the one that is served first.
///
/// The care group is the chosen one, else one that the record names, else one that the age brings.
/// A chosen group always stays on the visit, so that staff help as it says, even when another class is served earlier.
pub(crate) fn classify(rules: &LobbyRules, visitor: &Visitor<'_>) -> VisitStanding {
    let policy = &rules.dispatch.policy;
    let care_group = find_care_group(rules, visitor);
    let care_class =
        care_group.and_then(|code| rules.find_care_group(code)).map(|group| group.class.as_str());
    let tier_class =
        visitor.tier.and_then(|tier| rules.tiers.iter().find(|known| known.code == tier));
    let candidates = [
        visitor.service_class,
        care_class,
        visitor.appointment.then_some(APPOINTMENT),
        tier_class.map(|tier| tier.class.as_str()),
    ];
    let classes = candidates.into_iter().flatten().filter_map(|code| policy.find_class(code));
    let class = classes
        .max_by_key(|class| strength(policy, *class))
        .unwrap_or_else(|| policy.class_or_default(""));
    VisitStanding {
        class: policy.rule(class).code.clone(),
        care_group: care_group.map(str::to_owned),
        tier: visitor.tier.map(str::to_owned),
        accessible: visitor.accessible,
    }
}

/// Returns how somebody is classed once their appointment counts; `None` when they are served as soon or sooner already, or the
/// rules have no such class.
pub(crate) fn raised(rules: &LobbyRules, standing: &VisitStanding) -> Option<VisitStanding> {
    let policy = &rules.dispatch.policy;
    let appointment = policy.find_class(APPOINTMENT)?;
    let now = policy.class_or_default(&standing.class);
    let stronger = strength(policy, appointment) > strength(policy, now);
    stronger.then(|| VisitStanding { class: APPOINTMENT.to_owned(), ..standing.clone() })
}

fn find_care_group<'a>(rules: &'a LobbyRules, visitor: &Visitor<'a>) -> Option<&'a str> {
    let known = |code: &&str| rules.find_care_group(code).is_some();
    let recorded = || visitor.care_needs.iter().map(String::as_str).find(known);
    let by_age = || {
        let age = visitor.age?;
        let old_enough =
            |auto: &AutoCare| matches!(auto, AutoCare::AgeAtLeast { years } if age >= *years);
        rules
            .care_groups
            .iter()
            .find(|group| group.auto.as_ref().is_some_and(old_enough))
            .map(|group| group.code.as_str())
    };
    visitor.care_group.filter(known).or_else(recorded).or_else(by_age)
}

/// Orders classes by how soon their members are served at equal waits.
fn strength(policy: &Policy, class: Class) -> (bool, Points, Points) {
    let rule = policy.rule(class);
    (rule.urgent, rule.base, rule.rate_per_min)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::rules::built_in;

    fn class_of(visitor: &Visitor<'_>) -> (String, Option<String>) {
        let standing = classify(&built_in(), visitor);
        (standing.class, standing.care_group)
    }

    #[test]
    fn sixty_years_bring_care_and_fifty_nine_do_not() {
        let aged = |age| class_of(&Visitor { age: Some(age), ..Visitor::default() });
        assert_eq!(aged(59), ("ordinary".to_owned(), None));
        assert_eq!(aged(60), ("care".to_owned(), Some("elderly".to_owned())));
    }

    #[test]
    fn the_class_served_first_wins_and_the_care_group_stays() {
        let rich_and_old = Visitor { age: Some(70), tier: Some("private"), ..Visitor::default() };
        assert_eq!(class_of(&rich_and_old), ("care".to_owned(), Some("elderly".to_owned())));
        let foreigner = Visitor {
            care_group: Some("foreign_language"),
            tier: Some("private"),
            ..Visitor::default()
        };
        assert_eq!(
            class_of(&foreigner),
            ("priority".to_owned(), Some("foreign_language".to_owned()))
        );
        let cheated = Visitor {
            care_group: Some("pregnant"),
            service_class: Some("emergency"),
            ..Visitor::default()
        };
        assert_eq!(class_of(&cheated), ("emergency".to_owned(), Some("pregnant".to_owned())));
    }

    #[test]
    fn a_choice_goes_before_the_record_and_the_record_before_age() {
        let needs = ["disabled".to_owned()];
        let recorded = Visitor { care_needs: &needs, age: Some(80), ..Visitor::default() };
        assert_eq!(class_of(&recorded).1.as_deref(), Some("disabled"));
        let chosen = Visitor { care_group: Some("pregnant"), ..recorded };
        assert_eq!(class_of(&chosen).1.as_deref(), Some("pregnant"));
    }

    #[test]
    fn an_appointment_raises_only_those_who_would_be_served_later() {
        let rules = built_in();
        let standing =
            |class: &str| VisitStanding { class: class.to_owned(), ..VisitStanding::default() };
        let class = |class: &str| raised(&rules, &standing(class)).map(|raised| raised.class);
        assert_eq!(class("ordinary").as_deref(), Some("appointment"));
        assert_eq!(class("priority").as_deref(), Some("appointment"));
        assert_eq!((class("care"), class("emergency"), class("appointment")), (None, None, None));
    }

    #[test]
    fn unknown_codes_are_nobody_special() {
        let unknown = Visitor { care_group: Some("vip"), tier: Some("tin"), ..Visitor::default() };
        assert_eq!(class_of(&unknown), ("ordinary".to_owned(), None));
        let appointment = Visitor { appointment: true, ..Visitor::default() };
        assert_eq!(class_of(&appointment).0, "appointment");
    }
}
