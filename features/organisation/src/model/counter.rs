//! Counters 柜台 of a branch.

use kernel::{BranchId, CounterId, ServiceId};
use web::Fields;

use super::text;
use super::words::words;

words! {
    /// How a counter is built.
    pub enum CounterKind {
        /// A closed cash counter 现金区高柜.
        Cash => "cash",
        /// An open counter at which people sit 低柜.
        Open => "open",
        /// A room for one customer at a time 洽谈室.
        Office => "office",
        /// A desk in the hall 大堂服务台.
        Hall => "hall",
    }
}

/// A counter 柜台.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counter {
    /// Its id.
    pub id: CounterId,
    /// The branch.
    pub branch: BranchId,
    /// The number on its sign, unique in the branch.
    pub number: String,
    /// Its name, in Chinese.
    pub name: String,
    /// Its name, in English.
    pub name_en: String,
    /// How it is built.
    pub kind: CounterKind,
    /// What it does; empty means everything that the branch offers.
    pub services: Vec<ServiceId>,
    /// What it is there for in the first place; a part of [`Counter::services`] where that is not empty.
    pub specialised: Vec<ServiceId>,
    /// Whether it can be opened; a counter that was removed stays for the record.
    pub active: bool,
    /// Rises with every change.
    pub version: i32,
}

impl Counter {
    /// Tells whether customers with this need may be called to the counter.
    pub fn serves(&self, service: ServiceId) -> bool {
        self.services.is_empty() || self.services.contains(&service)
    }

    /// Adds what is wrong with the counter.
    pub(crate) fn check(&self, fields: &mut Fields) {
        text::check_code(fields, "/number", &self.number);
        text::check_name(fields, "/name", &self.name);
        text::check_name(fields, "/name_en", &self.name_en);
        fields.check(
            self.specialised.iter().all(|service| self.serves(*service)),
            "/specialised_service_ids",
            "counter.not_served",
            "专办业务必须包含在该柜台的可办业务之中。",
            "What the counter specialises in must be among what it does.",
        );
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn counter(services: &[u128], specialised: &[u128]) -> Counter {
        let ids = |numbers: &[u128]| {
            numbers.iter().map(|number| ServiceId::from_uuid(Uuid::from_u128(*number))).collect()
        };
        Counter {
            id: CounterId::from_uuid(Uuid::nil()),
            branch: BranchId::from_uuid(Uuid::nil()),
            number: "1".to_owned(),
            name: "一号柜台".to_owned(),
            name_en: "Counter 1".to_owned(),
            kind: CounterKind::Cash,
            services: ids(services),
            specialised: ids(specialised),
            active: true,
            version: 1,
        }
    }

    fn is_fine(counter: &Counter) -> bool {
        let mut fields = Fields::default();
        counter.check(&mut fields);
        fields.into_result().is_ok()
    }

    #[test]
    fn a_counter_specialises_only_in_what_it_does() {
        assert!(is_fine(&counter(&[1, 2], &[2])));
        assert!(is_fine(&counter(&[], &[7])));
        assert!(!is_fine(&counter(&[1], &[2])));
    }
}
