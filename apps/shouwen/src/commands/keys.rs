//! `shouwen keys`: the key ring.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use app::AppConfig;
use kernel::Clock;
use vault::{Algorithm, KeyRing, Random};

use crate::cli::ConfigArgs;
use crate::ground::{self, Schema};
use crate::{commands, keys_file, settings, store};

/// What to do with the ring.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Lists the keys, without what is secret about them.
    List(ConfigArgs),
    /// Adds a key, makes it active and seals all personal data anew; the server must be stopped meanwhile.
    Rotate(RotateArgs),
    /// Writes a new ring where there is none.
    Generate(GenerateArgs),
}

/// How to rotate.
#[derive(Debug, clap::Args)]
pub struct RotateArgs {
    /// The settings.
    #[command(flatten)]
    pub config: ConfigArgs,
    /// What the new key works with.
    #[arg(long, value_enum, default_value_t)]
    pub algorithm: Cipher,
    /// Does not add a key, only goes on with a rotation that was interrupted.
    #[arg(long)]
    pub resume: bool,
}

/// Where to write a ring.
#[derive(Debug, clap::Args)]
pub struct GenerateArgs {
    /// The settings.
    #[command(flatten)]
    pub config: ConfigArgs,
    /// What the key works with.
    #[arg(long, value_enum, default_value_t)]
    pub algorithm: Cipher,
}

/// A family of algorithms.
#[derive(Clone, Copy, Debug, Default, clap::ValueEnum)]
pub enum Cipher {
    /// AES-256-GCM with SHA-256.
    #[default]
    #[value(name = "aes-256-gcm")]
    Aes,
    /// SM4-GCM with SM3, as Chinese regulation of commercial cryptography asks for.
    #[value(name = "sm4-gcm")]
    Sm4,
}

impl From<Cipher> for Algorithm {
    fn from(cipher: Cipher) -> Self {
        match cipher {
            Cipher::Aes => Self::Aes256Gcm,
            Cipher::Sm4 => Self::Sm4Gcm,
        }
    }
}

/// Runs the command.
///
/// # Errors
/// The ring or the database cannot be used; a server is running.
pub fn run(command: &Command) -> Result<ExitCode> {
    match command {
        Command::List(args) => list(&settings::load(args.config.as_deref())?.keys.ring_file)?,
        Command::Rotate(args) => rotate(&settings::load(args.config.config.as_deref())?, args)?,
        Command::Generate(args) => {
            let file = settings::load(args.config.config.as_deref())?.keys.ring_file;
            let ring =
                KeyRing::generate(args.algorithm.into(), Clock::system().now(), &Random::system())?;
            keys_file::create(&file, &ring)?;
            commands::say(format!(
                "a new key ring stands at `{}`; keep a copy of it in another place",
                file.display()
            ));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn list(file: &Path) -> Result<()> {
    for (id, algorithm, created, active) in keys_file::load(file)?.describe() {
        let mark = if active { "active" } else { "opens only" };
        commands::say(format!("{id:<6} {:<12} {created} {mark}", algorithm.name()));
    }
    Ok(())
}

fn rotate(config: &AppConfig, args: &RotateArgs) -> Result<()> {
    commands::block_on(0, async {
        require_stopped(config).await?;
        let file = &config.keys.ring_file;
        let mut ring = keys_file::load(file)?;
        if !args.resume {
            let id =
                ring.rotate(args.algorithm.into(), Clock::system().now(), &Random::system())?;
            ring.use_for_indexes();
            // The ring first: whatever is sealed from now on can be opened, and an interruption loses nothing.
            keys_file::replace(file, &ring)?;
            commands::say(format!(
                "key `{id}` is active; keep a copy of the new ring in another place"
            ));
        }
        let house = ground::open(config.clone(), Schema::Leave, None).await?;
        let changed = app::reseal(&house.app).await.context("go on later with `--resume`")?;
        commands::say(format!("{changed} values were sealed anew"));
        house.app.db.clone().close().await?;
        Ok(ExitCode::SUCCESS)
    })
    .map(drop)
}

/// A running server has read the old ring and could not open what is sealed under the new key.
async fn require_stopped(config: &AppConfig) -> Result<()> {
    ground::require_database(config)?;
    let db = db::Db::open(&config.database).await?;
    let held = store::find_held_lease(&db, Clock::system().now()).await?;
    db.close().await?;
    match held {
        Some(lease) => {
            bail!("a server is running (it holds `{lease}`); stop all of them and try again")
        }
        None => Ok(()),
    }
}
