//! Bodies that fit the description of an operation: required fields only, the simplest value for each.

use serde_json::{Map, Value, json};

/// An id that nothing has.
pub(crate) const NOBODY: &str = "01900000-0000-7000-8000-000000000000";

/// Makes a body for an operation; `{}` for those without one.
pub(crate) fn body(document: &Value, operation: &Value) -> Value {
    let schema = operation.pointer("/requestBody/content/application~1json/schema");
    schema.map_or_else(|| json!({}), |schema| value(document, schema))
}

fn value(document: &Value, schema: &Value) -> Value {
    if let Some(name) = schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
        return value(document, &document["components"]["schemas"][name]);
    }
    if let Some(first) = schema["enum"].as_array().and_then(|all| all.first()) {
        return first.clone();
    }
    for key in ["oneOf", "anyOf"] {
        if let Some(all) = schema[key].as_array() {
            let first = all.iter().find(|choice| choice["type"] != "null").unwrap_or(&all[0]);
            return value(document, first);
        }
    }
    if let Some(all) = schema["allOf"].as_array() {
        let parts = all.iter().map(|part| value(document, part));
        return Value::Object(
            parts.filter_map(|part| part.as_object().cloned()).flatten().collect(),
        );
    }
    match kind(schema) {
        "object" => object(document, schema),
        "array" => array(document, schema),
        "integer" => schema.get("minimum").cloned().unwrap_or(json!(1)),
        "number" => json!(1),
        "boolean" => json!(false),
        _ => text(schema),
    }
}

/// Returns the type; of several the first that is not null.
fn kind(schema: &Value) -> &str {
    match &schema["type"] {
        Value::Array(all) => {
            all.iter().filter_map(Value::as_str).find(|kind| *kind != "null").unwrap_or("null")
        }
        kind => kind.as_str().unwrap_or_default(),
    }
}

fn object(document: &Value, schema: &Value) -> Value {
    let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let fields =
        required.map(|name| (name.to_owned(), value(document, &schema["properties"][name])));
    Value::Object(fields.collect::<Map<_, _>>())
}

fn array(document: &Value, schema: &Value) -> Value {
    let least = schema["minItems"].as_u64().unwrap_or(0);
    (0..least).map(|_| value(document, &schema["items"])).collect()
}

fn text(schema: &Value) -> Value {
    match schema["format"].as_str() {
        Some("uuid") => json!(NOBODY),
        Some("date-time") => json!("2026-11-24T02:00:00Z"),
        Some("date") => json!("2026-11-24"),
        _ => json!("x"),
    }
}
