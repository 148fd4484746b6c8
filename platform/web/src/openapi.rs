//! What every operation of the API document has in common.

use utoipa::openapi::path::{Operation, ParameterBuilder, ParameterIn};
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::{ComponentsBuilder, InfoBuilder, ObjectBuilder, OpenApi, Required, Type};

/// The path under which all operations live.
pub const PREFIX: &str = "/api/v1";

/// The way to sign in that operations name in their `security`, with the permissions that they need.
pub const SESSION: &str = "session";

/// The other way to show the same session, for programs.
const BEARER: &str = "bearer";

/// Finishes the document that the rooms' routers gave: title, the problem schema, ways to sign in,
/// and the `Idempotency-Key` of every POST.
pub fn finish(mut document: OpenApi, version: &str) -> OpenApi {
    document.info = InfoBuilder::new()
        .title("Shouwen 首问")
        .version(version)
        .description(Some("The system a bank serves its customers with. Instants are UTC in RFC 3339; durations are seconds."))
        .build();
    let (name, schema) = crate::problem::schema();
    let (field_name, field_schema) = crate::problem::field_schema();
    let mut components =
        document.components.take().unwrap_or_else(|| ComponentsBuilder::new().build());
    components.schemas.insert(name, schema);
    components.schemas.insert(field_name, field_schema);
    let cookie = SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new("shouwen")));
    let bearer = SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build());
    components.security_schemes.insert(SESSION.to_owned(), cookie.into());
    components.security_schemes.insert(BEARER.to_owned(), bearer.into());
    document.components = Some(components);
    for item in document.paths.paths.values_mut() {
        let all = [&mut item.get, &mut item.put, &mut item.post, &mut item.patch, &mut item.delete];
        all.into_iter().flatten().for_each(accept_bearer);
        if let Some(operation) = item.post.as_mut() {
            accept_key(operation);
        }
    }
    document
}

/// Says that the session can be shown as a bearer token, too.
fn accept_bearer(operation: &mut Operation) {
    let Some(requirements) = operation.security.as_mut() else { return };
    let permissions = |requirement: &SecurityRequirement| -> Option<Vec<String>> {
        let described = serde_json::to_value(requirement).ok()?;
        serde_json::from_value(described.get(SESSION)?.clone()).ok()
    };
    let shown: Vec<_> = requirements.iter().filter_map(permissions).collect();
    requirements.extend(shown.into_iter().map(|codes| SecurityRequirement::new(BEARER, codes)));
}

fn accept_key(operation: &mut Operation) {
    let parameter = ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some("A key of 16 to 100 characters; a repetition with the same key is answered from the record."))
        .schema(Some(ObjectBuilder::new().schema_type(Type::String).min_length(Some(16)).max_length(Some(100)).build()))
        .build();
    operation.parameters.get_or_insert_default().push(parameter.into());
}
