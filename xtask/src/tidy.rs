//! Rules about the source that the compiler does not know.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::{layering, shell};

/// The longest a file of source may be.
const MOST_LINES: usize = 400;

/// Runs all rules and lists everything that breaks one.
pub(crate) fn run() -> Result<()> {
    let mut faults = layering::faults()?;
    let files = tracked()?;
    for file in &files {
        let path = shell::root().join(file);
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        faults.extend(length(file, &text));
        faults.extend(inheritance(file, &text));
        faults.extend(tests(file, &text));
    }
    faults.extend(one_binary_of_tests()?);
    if faults.is_empty() {
        return Ok(());
    }
    bail!("{} faults:\n  {}", faults.len(), faults.join("\n  "))
}

fn tracked() -> Result<Vec<PathBuf>> {
    let list = shell::output("git", &["ls-files", "--cached", "--others", "--exclude-standard"])?;
    Ok(list.lines().map(PathBuf::from).collect())
}

fn has_extension(file: &Path, extensions: &[&str]) -> bool {
    file.extension()
        .and_then(|extension| extension.to_str())
        .is_some_and(|extension| extensions.contains(&extension))
}

/// Files stay short enough to be read; generated ones are not read.
fn length(file: &Path, text: &str) -> Option<String> {
    let generated = file.ends_with("ui/src/api/schema.ts");
    let lines = text.lines().count();
    (has_extension(file, &["rs", "ts", "tsx", "mjs", "css"]) && !generated && lines > MOST_LINES)
        .then(|| format!("`{}` has {lines} lines, more than {MOST_LINES}", file.display()))
}

/// Every member takes lints and dependencies from the workspace.
fn inheritance(file: &Path, text: &str) -> Vec<String> {
    if file.file_name().is_none_or(|name| name != "Cargo.toml") || file == Path::new("Cargo.toml") {
        return Vec::new();
    }
    let name = file.display();
    let Ok(manifest) = text.parse::<toml::Table>() else {
        return vec![format!("`{name}` is not TOML")];
    };
    let inherited =
        |value: &toml::Value| value.get("workspace").and_then(toml::Value::as_bool) == Some(true);
    let mut faults = Vec::new();
    if !manifest.get("lints").is_some_and(inherited) {
        faults.push(format!("`{name}` does not take its lints from the workspace"));
    }
    for table in ["dependencies", "dev-dependencies", "build-dependencies"] {
        let own = manifest.get(table).and_then(toml::Value::as_table).into_iter().flatten();
        faults.extend(own.filter(|(_, value)| !inherited(value)).map(|(dependency, _)| {
            format!("`{name}` does not take `{dependency}` from the workspace")
        }));
    }
    faults
}

/// No test is switched off, waits for time to pass, or is meant to panic.
fn tests(file: &Path, text: &str) -> Vec<String> {
    // This file names what it looks for.
    if !has_extension(file, &["rs", "ts", "tsx", "mjs"]) || file.ends_with("xtask/src/tidy.rs") {
        return Vec::new();
    }
    let banned = [
        "#[ignore",
        "#[should_panic",
        "test.skip(",
        "it.skip(",
        "describe.skip(",
        "test.only(",
        "it.only(",
    ];
    banned
        .iter()
        .filter(|word| text.contains(*word))
        .map(|word| format!("`{}` contains `{word}`", file.display()))
        .collect()
}

/// One binary of integration tests for each crate: `tests/it/main.rs`.
fn one_binary_of_tests() -> Result<Vec<String>> {
    let mut faults = Vec::new();
    for storey in ["platform", "engines", "features", "apps"] {
        for room in std::fs::read_dir(shell::root().join(storey))? {
            let tests = room?.path().join("tests");
            for entry in std::fs::read_dir(&tests).into_iter().flatten().flatten() {
                if entry.path().extension().is_some_and(|extension| extension == "rs") {
                    faults.push(format!("`{}` belongs into `tests/it/`", entry.path().display()));
                }
            }
        }
    }
    Ok(faults)
}
