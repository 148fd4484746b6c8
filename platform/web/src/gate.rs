//! Who may ask for what, decided before anything of a request is read.
//!
//! Every operation says in its description (`security`) what its callers must be allowed.
//! The gate asks for that before path, query and body are read, so that whoever may not do a thing learns nothing of
//! how it is done.
//! The service asks again, because only it knows the rows.

use std::collections::HashMap;
use std::sync::Arc;

use access::{Ctx, Denied, Permission, PermissionDoc};
use serde_json::Value;
use utoipa::openapi::OpenApi;

use crate::openapi::SESSION;

/// What every operation asks of its callers; cheap to clone.
#[derive(Clone, Debug)]
pub struct Gate(Arc<HashMap<String, Requirement>>);

/// What one operation asks of its callers.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Requirement {
    /// Nothing: a public page, or the way in.
    Open,
    /// To be signed in and to hold all permissions of one of these lists.
    OneOf(Vec<Vec<Permission>>),
}

/// An operation from which the gate cannot tell who may use it; a defect of the composition.
#[derive(Debug, thiserror::Error)]
pub enum GateError {
    /// The description cannot be written.
    #[error("the description of the operations cannot be written")]
    Description(#[from] serde_json::Error),
    /// The operation says nothing.
    #[error("`{operation}` does not say who may use it")]
    Silent {
        /// Method and path.
        operation: String,
    },
    /// The operation names a permission that no room has declared.
    #[error("`{operation}` needs `{permission}`, which no room declares")]
    Unknown {
        /// Method and path.
        operation: String,
        /// The permission.
        permission: String,
    },
}

impl Gate {
    /// Reads from the description of all operations what each asks of its callers.
    ///
    /// # Errors
    /// An operation does not say who may use it, or names a permission that is not one of `known`.
    pub fn of(document: &OpenApi, known: &[PermissionDoc]) -> Result<Self, GateError> {
        let document = serde_json::to_value(document)?;
        let mut all = HashMap::new();
        for (path, item) in document["paths"].as_object().into_iter().flatten() {
            for (method, described) in item.as_object().into_iter().flatten() {
                if described.get("operationId").is_some() {
                    let operation = format!("{} {path}", method.to_uppercase());
                    let requirement = read(&operation, described, known)?;
                    all.insert(operation, requirement);
                }
            }
        }
        Ok(Self(Arc::new(all)))
    }

    /// Lets a caller in who may use the operation, named by method and route such as `POST /api/v1/customers/search`.
    ///
    /// What is not an operation, such as an address that leads nowhere, is open to everybody.
    ///
    /// # Errors
    /// Nobody is signed in, or a permission is missing.
    pub fn check(&self, ctx: &Ctx, operation: &str) -> Result<(), Denied> {
        let Some(Requirement::OneOf(alternatives)) = self.0.get(operation) else { return Ok(()) };
        ctx.principal()?;
        let mut verdict = Ok(());
        for permissions in alternatives {
            verdict =
                permissions.iter().try_for_each(|permission| ctx.require(*permission).map(drop));
            if verdict.is_ok() {
                break;
            }
        }
        verdict
    }
}

fn read(
    operation: &str,
    described: &Value,
    known: &[PermissionDoc],
) -> Result<Requirement, GateError> {
    let silent = || GateError::Silent { operation: operation.to_owned() };
    let alternatives = described["security"].as_array().ok_or_else(silent)?;
    if alternatives.iter().any(|all| all.as_object().is_some_and(serde_json::Map::is_empty)) {
        return Ok(Requirement::Open);
    }
    let mut lists = Vec::new();
    for codes in alternatives.iter().filter_map(|all| all[SESSION].as_array()) {
        let codes = codes.iter().filter_map(Value::as_str);
        lists.push(codes.map(|code| find(operation, code, known)).collect::<Result<_, _>>()?);
    }
    if lists.is_empty() { Err(silent()) } else { Ok(Requirement::OneOf(lists)) }
}

fn find(operation: &str, code: &str, known: &[PermissionDoc]) -> Result<Permission, GateError> {
    let found = known.iter().find(|doc| doc.permission.code() == code);
    found.map(|doc| doc.permission).ok_or_else(|| GateError::Unknown {
        operation: operation.to_owned(),
        permission: code.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use access::{Actor, Grant, Grants, Principal};
    use kernel::{Ids, Locale, Timestamp};
    use serde_json::json;

    use super::*;

    const CALL: Permission = Permission::new("visit:call");
    const TRIAGE: Permission = Permission::new("visit:triage");

    fn gate(security: Value) -> Result<Gate, GateError> {
        let mut operation = json!({ "operationId": "leave_visit", "responses": {} });
        if !security.is_null() {
            operation["security"] = security;
        }
        let document = json!({
            "openapi": "3.1.0",
            "info": { "title": "", "version": "" },
            "paths": { "/visits/{id}/leave": { "post": operation } },
        });
        let known =
            [CALL, TRIAGE].map(|permission| PermissionDoc { permission, name: "", name_en: "" });
        Gate::of(&serde_json::from_value(document).unwrap(), &known)
    }

    fn holder(permissions: &[Permission]) -> Ctx {
        let ids = Ids::seeded(1);
        let now = Timestamp::from_micros(0);
        let mut grants = Grants::default();
        for permission in permissions {
            grants.add(permission.code(), Grant::All);
        }
        let principal = Principal {
            staff: ids.next(now),
            session: ids.next(now),
            branch: None,
            roles: Vec::new(),
            grants,
        };
        Ctx { actor: Actor::Staff(Arc::new(principal)), ..Ctx::nobody(now, ids, Locale::En) }
    }

    fn verdicts(security: Value) -> Vec<Result<(), Denied>> {
        let gate = gate(security).unwrap();
        let nobody = Ctx::nobody(Timestamp::from_micros(0), Ids::seeded(1), Locale::En);
        let callers = [nobody, holder(&[]), holder(&[CALL]), holder(&[TRIAGE, CALL])];
        callers.iter().map(|ctx| gate.check(ctx, "POST /visits/{id}/leave")).collect()
    }

    #[test]
    fn one_list_has_to_be_held_in_full() {
        let (nobody, missing) = (Err(Denied::SignedOut), |code| Err(Denied::Missing(code)));
        assert_eq!(verdicts(json!([{}])), [Ok(()); 4]);
        assert_eq!(verdicts(json!([{ "session": [] }])), [nobody, Ok(()), Ok(()), Ok(())]);
        assert_eq!(
            verdicts(json!([{ "session": ["visit:triage", "visit:call"] }])),
            [nobody, missing(TRIAGE), missing(TRIAGE), Ok(())]
        );
        assert_eq!(
            verdicts(json!([{ "session": ["visit:triage"] }, { "session": ["visit:call"] }])),
            [nobody, missing(CALL), Ok(()), Ok(())]
        );
    }

    #[test]
    fn an_operation_that_does_not_say_who_may_use_it_stops_the_start() {
        assert!(matches!(gate(Value::Null), Err(GateError::Silent { .. })));
        assert!(matches!(gate(json!([])), Err(GateError::Silent { .. })));
        let unknown = json!([{ "session": ["visit:fly"] }]);
        assert!(matches!(gate(unknown), Err(GateError::Unknown { .. })));
    }

    #[test]
    fn what_is_no_operation_is_open() {
        let nobody = Ctx::nobody(Timestamp::from_micros(0), Ids::seeded(1), Locale::En);
        let gate = gate(json!([{ "session": [] }])).unwrap();
        assert_eq!(gate.check(&nobody, "GET /elsewhere"), Ok(()));
    }
}
