//! All settings as a file of TOML that can be used as it is: the defaults, explained by the doc comments.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use app::AppConfig;
use toml::{Table, Value};

use super::source::{self, Member};

/// Where the settings are declared.
const SOURCES: [&str; 8] = [
    include_str!("../../../../../platform/app/src/config.rs"),
    include_str!("../../../../../platform/db/src/config.rs"),
    include_str!("../../../../../platform/access/src/config.rs"),
    include_str!("../../../../../platform/access/src/rate.rs"),
    include_str!("../../../../../platform/audit/src/recorder.rs"),
    include_str!("../../../../../platform/events/src/config.rs"),
    include_str!("../../../../../platform/jobs/src/config.rs"),
    include_str!("../../../../../platform/mail/src/config.rs"),
];

const HEAD: &str = "# All settings of Shouwen with their defaults. Generated; do not edit.\n\
    # A file needs only what differs. `SHOUWEN__SECTION__KEY=value` in the environment overrides a key of the file.\n";

type Types = BTreeMap<String, Vec<Member>>;

/// Renders the page.
pub(super) fn render() -> Result<String> {
    let types: Types = SOURCES.into_iter().flat_map(source::types).collect();
    let defaults =
        Table::try_from(AppConfig::default()).context("the settings cannot be written as TOML")?;
    let mut text = HEAD.to_owned();
    section(&mut text, &types, "AppConfig", "", &defaults)?;
    Ok(text)
}

/// Writes the keys of a struct, then the sections below it.
fn section(text: &mut String, types: &Types, name: &str, path: &str, values: &Table) -> Result<()> {
    let members =
        types.get(name).with_context(|| format!("`{name}` is declared in none of the sources"))?;
    let is_section = |member: &&Member| matches!(values.get(&member.name), Some(Value::Table(_)));
    for member in members.iter().filter(|member| !is_section(member)) {
        text.push('\n');
        explain(text, member);
        let line = match values.get(&member.name) {
            Some(value) => format!("{} = {}\n", member.name, inline(value)),
            None => format!("# {} is not set\n", member.name),
        };
        text.push_str(&line);
    }
    for member in members.iter().filter(is_section) {
        let inner = format!("{path}{}", member.name);
        text.push('\n');
        explain(text, member);
        text.push_str(&["[", &inner, "]\n"].concat());
        if let Some(Value::Table(values)) = values.get(&member.name) {
            section(text, types, source::word(&member.kind), &format!("{inner}."), values)?;
        }
    }
    Ok(())
}

fn explain(text: &mut String, member: &Member) {
    for line in &member.doc {
        text.push_str(format!("# {line}").trim_end());
        text.push('\n');
    }
}

fn inline(value: &Value) -> String {
    value.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings;

    #[test]
    fn the_page_is_a_file_that_changes_nothing() {
        let page = render().unwrap();
        let config = settings::from_text(&page, std::iter::empty()).unwrap();
        assert_eq!(
            settings::print(&config).unwrap(),
            settings::print(&AppConfig::default()).unwrap()
        );
    }

    #[test]
    fn every_key_is_explained() {
        let page = render().unwrap();
        let lines: Vec<_> = page.lines().collect();
        for (index, line) in lines.iter().enumerate() {
            if !line.is_empty() && !line.starts_with('#') {
                assert!(
                    index > 0 && lines[index - 1].starts_with('#'),
                    "`{line}` is not explained"
                );
            }
        }
    }
}
