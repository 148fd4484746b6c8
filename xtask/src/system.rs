//! What is taken from the system's packages: installed when allowed, otherwise named exactly.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::shell;

/// A package that tests need, and how to see that it is there.
struct Package {
    name: &'static str,
    purpose: &'static str,
    present: fn() -> bool,
}

const PACKAGES: [Package; 4] = [
    Package {
        name: "postgresql",
        purpose: "the tests on PostgreSQL",
        present: || postgres_folder().is_some(),
    },
    Package { name: "chromium", purpose: "the browser tests", present: || chromium().is_some() },
    Package {
        name: "fonts-noto-cjk",
        purpose: "Chinese text in browser tests",
        present: has_chinese_font,
    },
    Package {
        name: "exim4-daemon-light",
        purpose: "the tests of mail",
        present: || mail_server().is_some(),
    },
];

/// Finds the folder of PostgreSQL's server programs.
pub(crate) fn postgres_folder() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut folders: Vec<_> = versions.map(|version| version.path().join("bin")).collect();
    folders.sort();
    folders.into_iter().rev().find(|folder| folder.join("initdb").exists())
}

/// Finds the browser.
pub(crate) fn chromium() -> Option<PathBuf> {
    ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
        .into_iter()
        .map(PathBuf::from)
        .find(|program| program.exists())
}

/// Finds the mail server, of the major version that the tests' settings are written for.
pub(crate) fn mail_server() -> Option<PathBuf> {
    let program = PathBuf::from("/usr/sbin/exim4");
    let version = shell::output(&program.display().to_string(), &["-bV"]).ok()?;
    version.starts_with("Exim version 4.").then_some(program)
}

fn has_chinese_font() -> bool {
    Path::new("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc").exists()
        || shell::output("fc-list", &[":lang=zh"]).is_ok_and(|fonts| !fonts.trim().is_empty())
}

/// Makes the packages for tests available, by installing them when this is Debian and we may.
///
/// A machine has one mail server at most: where another is installed, ours is named and not put in its place.
pub(crate) fn ensure_test_packages() -> Result<()> {
    let missing: Vec<_> = PACKAGES.iter().filter(|package| !(package.present)()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let names: Vec<_> = missing.iter().map(|package| package.name).collect();
    let replaces =
        names.contains(&"exim4-daemon-light") && Path::new("/usr/sbin/sendmail").exists();
    let may = !replaces
        && shell::works("apt-get", "--version")
        && shell::output("id", &["-u"]).is_ok_and(|id| id.trim() == "0");
    if !may {
        bail!(
            "these packages are missing; install them with: sudo apt-get install -y {}",
            names.join(" ")
        );
    }
    shell::say(format!("installing {}", names.join(" ")));
    let apt = |arguments: &[&str]| {
        shell::run_command(
            Command::new("apt-get").args(arguments).env("DEBIAN_FRONTEND", "noninteractive"),
        )
    };
    apt(&["update", "-q"])?;
    let mut install = vec!["install", "-y", "-q", "--no-install-recommends"];
    install.extend(names);
    apt(&install)
}

/// Says what is missing and how to install it.
pub(crate) fn doctor() -> Result<()> {
    let mut missing = Vec::new();
    for package in &PACKAGES {
        let present = (package.present)();
        shell::say(format!(
            "{} {} (for {})",
            if present { "found  " } else { "missing" },
            package.name,
            package.purpose
        ));
        if !present {
            missing.push(package.name);
        }
    }
    for (program, purpose) in [
        ("node", "the interface"),
        ("npm", "the interface"),
        ("cargo-deny", "licences"),
        ("cargo-nextest", "faster tests"),
    ] {
        let found = shell::works(program, "--version");
        shell::say(format!(
            "{} {program} (for {purpose})",
            if found { "found  " } else { "missing" }
        ));
    }
    if missing.is_empty() {
        return Ok(());
    }
    bail!("install with: sudo apt-get install -y {}", missing.join(" "));
}
