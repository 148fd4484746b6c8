//! File and environment become one configuration.
//!
//! `SHOUWEN__SERVER__LISTEN=0.0.0.0:8080` overrides `listen` of `[server]`: two underscores part the levels.

use std::path::Path;

use anyhow::{Context, Result};
use app::AppConfig;
use toml::{Table, Value};

/// The beginning of every environment variable that is a setting.
const PREFIX: &str = "SHOUWEN__";

/// What stands in place of a secret when settings are printed.
const HIDDEN: &str = "(hidden)";

/// Loads the settings: defaults, then the file, then the environment.
///
/// # Errors
/// The file cannot be read, is not TOML, or names a key that does not exist.
pub fn load(file: Option<&Path>) -> Result<AppConfig> {
    let text = match file {
        Some(file) => std::fs::read_to_string(file)
            .with_context(|| format!("cannot read the configuration file `{}`", file.display()))?,
        None => String::new(),
    };
    from_text(&text, std::env::vars())
}

/// As [`load`], from text and a given environment.
///
/// # Errors
/// The text is not TOML, or a key does not exist or has a wrong value.
pub fn from_text(
    text: &str,
    environment: impl Iterator<Item = (String, String)>,
) -> Result<AppConfig> {
    let mut table: Table = text.parse().context("the configuration file is not TOML")?;
    let mut overrides: Vec<_> = environment.filter(|(name, _)| name.starts_with(PREFIX)).collect();
    overrides.sort();
    for (name, value) in overrides {
        let path: Vec<String> = name[PREFIX.len()..].split("__").map(str::to_lowercase).collect();
        set(&mut table, &path, &value)
            .with_context(|| format!("cannot apply the environment variable `{name}`"))?;
    }
    let value = serde_json::to_value(table)?;
    serde_json::from_value(value)
        .context("the configuration has a key that does not exist or a value that does not fit")
}

fn set(table: &mut Table, path: &[String], value: &str) -> Result<()> {
    let (key, rest) = path.split_first().context("the name is empty")?;
    if rest.is_empty() {
        table.insert(key.clone(), scalar(value));
        return Ok(());
    }
    let inner = table.entry(key.clone()).or_insert_with(|| Value::Table(Table::new()));
    set(inner.as_table_mut().context("a part of the name is a value, not a section")?, rest, value)
}

/// Reads numbers, booleans and lists as such and everything else as text.
fn scalar(text: &str) -> Value {
    let literal =
        format!("value = {text}").parse::<Table>().ok().and_then(|mut table| table.remove("value"));
    match literal {
        Some(
            value @ (Value::Integer(_) | Value::Float(_) | Value::Boolean(_) | Value::Array(_)),
        ) => value,
        _ => Value::String(text.to_owned()),
    }
}

/// Writes the settings in force as TOML, with secrets hidden.
///
/// # Errors
/// A setting cannot be written as TOML; a defect.
pub fn print(config: &AppConfig) -> Result<String> {
    let mut shown = config.clone();
    shown.database.url = hide_password(&shown.database.url);
    toml::to_string_pretty(&shown).context("the settings cannot be written as TOML")
}

/// Hides the password of an address such as `postgres://user:password@host/name`, also one given as an option.
fn hide_password(url: &str) -> String {
    let (address, options) =
        url.split_once('?').map_or((url, None), |(address, options)| (address, Some(options)));
    let address = match (address.find("://"), address.rfind('@')) {
        (Some(scheme), Some(at)) if scheme + 3 < at => {
            match address[scheme + 3..at].split_once(':') {
                Some((user, _)) => {
                    format!("{}{user}:{HIDDEN}{}", &address[..scheme + 3], &address[at..])
                }
                None => address.to_owned(),
            }
        }
        _ => address.to_owned(),
    };
    let option = |option: &str| match option.split_once('=') {
        Some((name, _)) if name.contains("password") => format!("{name}={HIDDEN}"),
        _ => option.to_owned(),
    };
    match options {
        Some(options) => {
            format!("{address}?{}", options.split('&').map(option).collect::<Vec<_>>().join("&"))
        }
        None => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(pairs: &[(&str, &str)]) -> impl Iterator<Item = (String, String)> {
        pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect::<Vec<_>>()
            .into_iter()
    }

    #[test]
    fn the_environment_overrides_the_file() {
        let file = "[server]\nlisten = \"127.0.0.1:1\"\nbody_limit_bytes = 5\n";
        let config = from_text(
            file,
            environment(&[("SHOUWEN__SERVER__LISTEN", "0.0.0.0:9"), ("PATH", "/bin")]),
        )
        .unwrap();
        assert_eq!(config.server.listen.to_string(), "0.0.0.0:9");
        assert_eq!(config.server.body_limit_bytes, 5);
    }

    #[test]
    fn a_misspelt_key_is_refused() {
        assert!(from_text("[server]\nlisten_on = 1\n", environment(&[])).is_err());
        assert!(from_text("", environment(&[("SHOUWEN__SEVER__LISTEN", "x")])).is_err());
    }

    #[test]
    fn passwords_are_hidden() {
        for url in [
            "postgres://bank:hunter2@db/shouwen",
            "postgres://db/shouwen?user=bank&password=hunter2",
        ] {
            let mut config = AppConfig::default();
            config.database.url = url.to_owned();
            let shown = print(&config).unwrap();
            assert!(!shown.contains("hunter2"), "{shown}");
            assert!(shown.contains("(hidden)"), "{shown}");
        }
    }

    #[test]
    fn what_is_printed_can_be_read_again() {
        let shown = print(&AppConfig::default()).unwrap();
        assert_eq!(print(&from_text(&shown, environment(&[])).unwrap()).unwrap(), shown);
    }
}
