//! Rule packs, for administrators.

use std::sync::Arc;

use access::Ctx;
use app::App;
use audit::Entry;
use data::{PackChange, PackProblem, PackSummary, VersionSummary};
use db::{Change, WriteTx};
use serde_json::{Value, json};

use super::grants::ROLES;
use super::{begin, require_everywhere};
use crate::error::OrganisationError;
use crate::permissions::{RULE_MANAGE, RULE_READ, STAFF_MANAGE};

/// A pack with everything that its page shows.
#[derive(Clone, Debug)]
pub(crate) struct Pack {
    pub(crate) summary: PackSummary,
    pub(crate) content: Arc<str>,
    pub(crate) schema: Option<Value>,
    /// The versions, each with the name of who saved it.
    pub(crate) versions: Vec<(VersionSummary, Option<String>)>,
}

/// What is wrong with a text, and what it would change.
#[derive(Clone, Debug)]
pub(crate) struct Checked {
    pub(crate) problems: Vec<PackProblem>,
    pub(crate) changes: Vec<PackChange>,
}

/// Lists the packs in force.
pub(crate) fn list(ctx: &Ctx, app: &App) -> Result<Vec<PackSummary>, OrganisationError> {
    ctx.require(RULE_READ)?;
    Ok(app.data.list())
}

/// Shows a pack.
pub(crate) async fn show(ctx: &Ctx, app: &App, code: &str) -> Result<Pack, OrganisationError> {
    ctx.require(RULE_READ)?;
    let (summary, content) = app.data.content(code)?;
    let versions = app.data.versions(code).await?;
    let authors: Vec<_> = versions.iter().filter_map(|version| version.author).collect();
    let names = crate::api::staff_names(app, &authors).await?;
    let with_name = |version: VersionSummary| {
        let name =
            version.author.and_then(|author| names.get(&author)).map(|name| name.name.clone());
        (version, name)
    };
    let versions = versions.into_iter().map(with_name).collect();
    Ok(Pack { summary, content, schema: app.data.schema(code), versions })
}

/// Checks a text without saving it.
pub(crate) fn check(
    ctx: &Ctx,
    app: &App,
    code: &str,
    text: &str,
) -> Result<Checked, OrganisationError> {
    ctx.require(RULE_READ)?;
    let (_, in_force) = app.data.content(code)?;
    Ok(Checked { problems: app.data.check(code, text), changes: data::changes(&in_force, text) })
}

/// Saves a text as the next version.
pub(crate) async fn save(
    ctx: &Ctx,
    app: &App,
    code: &str,
    text: &str,
    note: &str,
    base: Option<u32>,
) -> Result<Change<VersionSummary>, OrganisationError> {
    require_management(ctx, code)?;
    let tx = begin(app).await?;
    let version = app.data.save(&tx, ctx, code, text, note, base).await?;
    forget_roles(app, &tx, code);
    let entry = Entry::new("rule.saved").on("rule", code).reason(note);
    let entry = entry.detail(
        json!({ "version": version.version, "valid_from": version.valid_from.to_string() }),
    );
    app.audit.record(&tx, ctx, entry).await?;
    Ok(Change::new(tx, version))
}

/// Saves the content of an older version as the next one.
pub(crate) async fn restore(
    ctx: &Ctx,
    app: &App,
    code: &str,
    old: u32,
    note: &str,
) -> Result<Change<VersionSummary>, OrganisationError> {
    require_management(ctx, code)?;
    let tx = begin(app).await?;
    let version = app.data.restore(&tx, ctx, code, old, note).await?;
    forget_roles(app, &tx, code);
    let entry = Entry::new("rule.restored").on("rule", code).reason(note);
    let entry = entry.detail(json!({ "version": version.version, "from": old }));
    app.audit.record(&tx, ctx, entry).await?;
    Ok(Change::new(tx, version))
}

/// Who writes what roles may do could give themselves anything; that takes the right to manage staff as well.
fn require_management(ctx: &Ctx, code: &str) -> Result<(), OrganisationError> {
    require_everywhere(ctx, RULE_MANAGE)?;
    if code == ROLES {
        require_everywhere(ctx, STAFF_MANAGE)?;
    }
    Ok(())
}

/// Forgets on this node what people may do, as soon as other roles are in force; other nodes follow within seconds.
fn forget_roles(app: &App, tx: &WriteTx, code: &str) {
    if code == ROLES {
        let sessions = app.access.sessions.clone();
        tx.after_commit(move || sessions.forget_all());
    }
}
