//! Who may use whom: the crate graph against `xtask/layering.toml`.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use cargo_metadata::{DependencyKind, MetadataCommand};

use crate::shell;

/// Returns every edge between our crates that the list does not allow, and every allowed one that nothing uses.
pub(crate) fn faults() -> Result<Vec<String>> {
    let text = std::fs::read_to_string(shell::root().join("xtask/layering.toml"))?;
    let allowed: BTreeMap<String, Vec<String>> =
        toml::from_str(&text).context("`xtask/layering.toml` does not list crates by name")?;
    let metadata = MetadataCommand::new().current_dir(shell::root()).no_deps().exec()?;
    let ours: Vec<_> = metadata.packages.iter().map(|package| package.name.to_string()).collect();
    let mut faults = Vec::new();
    for package in &metadata.packages {
        let name = package.name.to_string();
        let Some(may) = allowed.get(&name) else {
            faults.push(format!("`{name}` is missing in `xtask/layering.toml`"));
            continue;
        };
        let uses = package.dependencies.iter().filter(|edge| edge.kind == DependencyKind::Normal);
        for edge in uses.filter(|edge| ours.contains(&edge.name) && !may.contains(&edge.name)) {
            faults.push(format!("`{name}` may not use `{}`", edge.name));
        }
        let tests =
            package.dependencies.iter().filter(|edge| edge.kind == DependencyKind::Development);
        for edge in tests.filter(|edge| edge.name.starts_with("sw-") && edge.name != "sw-testing") {
            if !may.contains(&edge.name) {
                faults.push(format!("the tests of `{name}` may not use `{}`", edge.name));
            }
        }
    }
    Ok(faults)
}
