//! A PostgreSQL server of our own for the tests: fresh folder, free port, loopback only, gone afterwards.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::shell::{self, Child};
use crate::system;

/// The running server.
pub(crate) struct Server {
    /// The address that tests get as `TEST_DATABASE_URL`.
    pub(crate) url: String,
    _process: Child,
    _folder: tempfile::TempDir,
}

/// What a server is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Every write is durable, as in a bank.
    Figures,
    /// Nobody cuts the power of a test, and its databases are thrown away: nothing waits for the disk.
    Tests,
}

/// Starts a server.
pub(crate) fn start(purpose: Purpose) -> Result<Server> {
    let programs =
        system::postgres_folder().context("PostgreSQL is missing; run `cargo xtask doctor`")?;
    let folder = tempfile::Builder::new().prefix("shouwen-pg-").tempdir()?;
    let root = shell::output("id", &["-u"])?.trim() == "0";
    if root {
        // PostgreSQL refuses to run as root; its package brings a user of its own.
        shell::run("chown", &["postgres", &folder.path().display().to_string()])?;
    }
    let data = folder.path().join("data");
    let data_text = data.display().to_string();
    let initialise =
        ["-D", &data_text, "-U", "shouwen", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"];
    shell::run_command(
        as_server(root, &programs.join("initdb")).args(initialise).stdout(Stdio::null()),
    )?;
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let process = Child(
        as_server(root, &programs.join("postgres"))
            .args(["-D", &data_text, "-p", &port.to_string(), "-k", &data_text])
            .args([
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "max_connections=300",
                "-c",
                "log_min_messages=fatal",
            ])
            .args(purpose.settings())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .context("cannot start PostgreSQL")?,
    );
    wait(&programs, port)?;
    let url = format!("postgres://shouwen@127.0.0.1:{port}/postgres");
    Ok(Server { url, _process: process, _folder: folder })
}

impl Purpose {
    fn settings(self) -> &'static [&'static str] {
        match self {
            Self::Figures => &[],
            Self::Tests => {
                &["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]
            }
        }
    }
}

fn as_server(root: bool, program: &Path) -> Command {
    if !root {
        return Command::new(program);
    }
    // `setpriv` replaces itself by the program, so that ending the child ends the server.
    let mut command = Command::new("setpriv");
    command
        .args(["--reuid=postgres", "--regid=postgres", "--clear-groups"])
        .arg(PathBuf::from(program));
    command.current_dir("/");
    command
}

fn wait(programs: &Path, port: u16) -> Result<()> {
    let started = Instant::now();
    let ready = programs.join("pg_isready").display().to_string();
    while started.elapsed() < Duration::from_secs(30) {
        let probe =
            Command::new(&ready).args(["-q", "-h", "127.0.0.1", "-p", &port.to_string()]).status();
        if probe.is_ok_and(|status| status.success()) {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    bail!("PostgreSQL did not become ready within 30 seconds")
}
