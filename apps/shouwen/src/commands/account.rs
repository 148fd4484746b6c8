//! `shouwen create-account`: the first sign-in of an installation, and one for whoever has lost theirs.

use std::io::Read;
use std::process::ExitCode;

use access::account::{self, NewAccount, Username};
use access::{Ctx, role};
use anyhow::{Context, Result, ensure};
use app::App;
use audit::Entry;
use db::WriteTx;
use kernel::{BranchId, Locale};
use organisation::api::{self, Branch, BranchKind, Staff};
use serde_json::json;
use vault::Secret;

use crate::cli::ConfigArgs;
use crate::demo::accounts::OFFICE_ROLES;
use crate::ground::{self, Schema};
use crate::{commands, settings, store};

/// Whose account.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The settings.
    #[command(flatten)]
    pub config: ConfigArgs,
    /// The name to sign in with.
    #[arg(long)]
    pub username: String,
    /// The code of a role, such as `administrator`.
    #[arg(long)]
    pub role: String,
    /// The code of the branch; the head office without it, which is made when there is none.
    #[arg(long)]
    pub branch: Option<String>,
    /// The person's name; the user name without it.
    #[arg(long)]
    pub name: Option<String>,
    /// The number on the badge; made of the user name without it.
    #[arg(long)]
    pub employee_number: Option<String>,
    /// The name of the bank, for the head office that is made.
    #[arg(long, default_value = "总行")]
    pub bank: String,
}

/// Creates the account; the password is read from standard input and must be changed at the first sign-in.
///
/// # Errors
/// The password is too weak, the name is taken, role or branch do not exist; the database is away.
pub fn run(args: &Args) -> Result<ExitCode> {
    let config = settings::load(args.config.config.as_deref())?;
    let password = read_password()?;
    commands::block_on(0, async {
        let app = ground::open(config, Schema::BringUp, None).await?.app;
        create(&app, args, &password).await?;
        app.db.clone().close().await?;
        commands::say(format!(
            "`{}` can sign in and will be asked for another password",
            args.username
        ));
        Ok(ExitCode::SUCCESS)
    })
}

fn read_password() -> Result<Secret<String>> {
    let mut text = String::new();
    std::io::stdin()
        .read_to_string(&mut text)
        .context("cannot read the password from standard input")?;
    let password = Secret::new(text.trim_end_matches(['\r', '\n']).to_owned());
    ensure!(!password.expose().is_empty(), "no password came on standard input");
    Ok(password)
}

async fn create(app: &App, args: &Args, password: &Secret<String>) -> Result<()> {
    let ctx = Ctx {
        locale: Locale::En,
        ..Ctx::system("create_account", app.clock.now(), app.ids.clone())
    };
    let username = Username::parse(&args.username)?;
    let judged = app.access.passwords.judge(username.as_str(), password);
    judged.context("the password cannot be used")?;
    let hash = app.access.passwords.hash(&ctx.ids, password).await?;
    let tx = app.db.begin_write().await?;
    let branch = branch(app, &ctx, &tx, args).await?;
    let staff = person(args, &ctx, branch);
    api::create_staff(app, &ctx, &tx, &staff).await.map_err(commands::told)?;
    let new =
        NewAccount { staff: staff.id, username, password_hash: Some(hash), must_change: true };
    account::create(&tx, &ctx, &new).await.map_err(commands::told)?;
    let everywhere = OFFICE_ROLES.contains(&args.role.as_str());
    let at = (!everywhere).then_some(branch);
    role::give(&tx, &ctx, &app.access.sessions, staff.id, &args.role, at)
        .await
        .map_err(commands::told)?;
    let entry = Entry::new("account.created").on("staff", staff.id).branch(branch);
    app.audit.record(&tx, &ctx, entry.detail(json!({ "role": args.role }))).await?;
    Ok(tx.commit().await?)
}

fn person(args: &Args, ctx: &Ctx, branch: BranchId) -> Staff {
    let name = args.name.clone().unwrap_or_else(|| args.username.clone());
    Staff {
        id: ctx.id(),
        employee_number: args.employee_number.clone().unwrap_or_else(|| plain(&args.username)),
        name_en: name.clone(),
        name,
        job_title: String::new(),
        job_title_en: String::new(),
        branch,
        skills: Vec::new(),
        active: true,
        version: 1,
    }
}

/// Turns a user name into a number for the badge, which has letters, digits and hyphens only.
fn plain(username: &str) -> String {
    username
        .chars()
        .map(|character| if character.is_ascii_alphanumeric() { character } else { '-' })
        .collect()
}

/// Finds the branch, or the head office; an installation without any gets one.
async fn branch(app: &App, ctx: &Ctx, tx: &WriteTx, args: &Args) -> Result<BranchId> {
    if let Some(code) = &args.branch {
        let found = store::find_branch(tx, code).await?;
        return found.with_context(|| format!("there is no branch with the code `{code}`"));
    }
    if let Some(found) = store::find_head_office(tx).await? {
        return Ok(found);
    }
    let branch = Branch {
        id: ctx.id(),
        parent: None,
        kind: BranchKind::HeadOffice,
        code: "head-office".to_owned(),
        name: args.bank.clone(),
        name_en: args.bank.clone(),
        address: String::new(),
        address_en: String::new(),
        phone: String::new(),
        facilities: Vec::new(),
        zone: crate::demo::load::ZONE.to_owned(),
        jurisdiction: "cn".to_owned(),
        active: true,
        version: 1,
    };
    api::create_branch(app, ctx, tx, &branch).await?;
    Ok(branch.id)
}
