//! `shouwen check`: whether rule packs, calendars and settings can be used, without starting anything.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use app::Composition;
use app::feature::compose;
use data::{PackKind, PackProblem};
use deadlines::YearDays;
use kernel::Locale;

use crate::cli::ConfigArgs;
use crate::{commands, rooms, settings};

/// What to check.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Checks rule packs and calendars; ends with 1 when something is wrong.
    Data {
        /// The folder; the built-in packs are checked without it.
        #[arg(long)]
        dir: Option<PathBuf>,
    },
    /// Checks that the settings can be read.
    Config(ConfigArgs),
}

/// Runs the command.
///
/// # Errors
/// Files cannot be read; the settings cannot be used.
pub fn run(command: &Command) -> Result<ExitCode> {
    match command {
        Command::Config(args) => {
            settings::load(args.config.as_deref())?;
            commands::say("the settings can be used");
            Ok(ExitCode::SUCCESS)
        }
        Command::Data { dir } => {
            let files = match dir {
                Some(dir) => read_folder(dir)?,
                None => data::built_in::files(""),
            };
            let findings = check_files(&compose(rooms::all()), &files);
            findings.iter().for_each(commands::say);
            commands::say(format!("{} files, {} problems", files.len(), findings.len()));
            Ok(if findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
    }
}

/// Checks files by path and text, and returns a line for each problem.
fn check_files(rooms: &Composition, files: &[(String, String)]) -> Vec<String> {
    let mut findings = Vec::new();
    for (path, text) in files {
        let file = Path::new(path);
        let extension =
            file.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        let problems = match extension {
            "yaml" => check_pack(rooms, text),
            "json" if path.contains("calendars/") => check_calendar(file, text),
            "json" => check_json(text),
            _ => Vec::new(),
        };
        findings.extend(problems.into_iter().map(|problem| line(path, &problem)));
    }
    findings
}

fn line(file: &str, problem: &PackProblem) -> String {
    let line = problem.line.unwrap_or(1);
    let place = if problem.path.is_empty() { String::new() } else { format!("{}: ", problem.path) };
    format!("{file}:{line}: {place}{}", problem.message(Locale::En))
}

fn check_pack(rooms: &Composition, text: &str) -> Vec<PackProblem> {
    let header = match data::document::read::<serde_json::Map<String, serde_json::Value>>(text) {
        Ok((header, _)) => header,
        Err(problems) => return problems,
    };
    let kinds: Vec<&PackKind> =
        rooms.packs.iter().filter(|kind| kind.code() == header.kind()).collect();
    if kinds.is_empty() {
        return vec![problem(
            "/pack",
            format!("no room reads packs of the kind `{}`", header.kind()),
        )];
    }
    kinds.iter().flat_map(|kind| kind.check(text)).collect()
}

/// A calendar's file is named after its year, and its days lie in it or in the December before.
fn check_calendar(file: &Path, text: &str) -> Vec<PackProblem> {
    let year: YearDays = match serde_json::from_str(text) {
        Ok(year) => year,
        Err(error) => return vec![unreadable(&error)],
    };
    let mut problems = Vec::new();
    if file.file_stem().and_then(|stem| stem.to_str()) != Some(&year.year.to_string()) {
        problems
            .push(problem("/year", format!("the file is not named after its year {}", year.year)));
    }
    let belongs = |date: jiff::civil::Date| {
        date.year() == year.year || (date.year() + 1 == year.year && date.month() == 12)
    };
    for (index, day) in year.days.iter().enumerate() {
        if !belongs(day.date) {
            problems.push(problem(
                &format!("/days/{index}"),
                format!("{} does not belong to {}", day.date, year.year),
            ));
        }
        if year.days[..index].iter().any(|other| other.date == day.date) {
            problems.push(problem(&format!("/days/{index}"), format!("{} comes twice", day.date)));
        }
    }
    problems
}

fn check_json(text: &str) -> Vec<PackProblem> {
    serde_json::from_str::<serde_json::Value>(text)
        .err()
        .map(|error| unreadable(&error))
        .into_iter()
        .collect()
}

fn unreadable(error: &serde_json::Error) -> PackProblem {
    PackProblem { line: u32::try_from(error.line()).ok(), ..problem("", error.to_string()) }
}

fn problem(path: &str, text: String) -> PackProblem {
    PackProblem { path: path.to_owned(), line: None, zh: text.clone(), en: text }
}

/// Reads every file below a folder, by path and sorted; what is not text is left out.
fn read_folder(folder: &Path) -> Result<Vec<(String, String)>> {
    let mut files = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        let entries = std::fs::read_dir(&folder)
            .with_context(|| format!("cannot read the folder `{}`", folder.display()))?;
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else if let Ok(text) = std::fs::read_to_string(&path) {
                files.push((path.display().to_string(), text));
            }
        }
    }
    files.sort_unstable();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(path: &str, text: &str) -> Vec<String> {
        check_files(&compose(rooms::all()), &[(path.to_owned(), text.to_owned())])
    }

    #[test]
    fn the_built_in_files_have_no_problems() {
        assert_eq!(
            check_files(&compose(rooms::all()), &data::built_in::files("")),
            Vec::<String>::new()
        );
    }

    #[test]
    fn a_problem_is_told_with_file_and_line() {
        let text = data::built_in::find("services/cn/retail.yaml").unwrap().replacen(
            "typical_s: 600",
            "typical_s: 5",
            1,
        );
        let found = findings("x/retail.yaml", &text);
        assert_eq!(found.len(), 1, "{found:?}");
        let line = text.lines().position(|line| line.contains("typical_s: 5")).unwrap() + 1;
        assert!(found[0].starts_with(&format!("x/retail.yaml:{line}: /services/")), "{found:?}");
    }

    #[test]
    fn roles_that_name_unknown_permissions_are_found() {
        let text = data::built_in::find("access/roles.yaml").unwrap().replacen(
            "visit:call:",
            "visit:shout:",
            1,
        );
        assert!(findings("roles.yaml", &text)[0].contains("visit:shout"));
    }

    #[test]
    fn a_calendar_is_held_against_its_name() {
        let text = data::built_in::find("calendars/cn/2026.json").unwrap();
        assert!(findings("calendars/cn/2026.json", &text).is_empty());
        assert!(!findings("calendars/cn/2031.json", &text).is_empty());
        assert!(!findings("calendars/cn/2026.json", "{").is_empty());
    }
}
