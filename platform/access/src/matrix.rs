//! The table of roles and permissions, as a text that is kept under snapshot.

use std::collections::BTreeSet;

use crate::permission::{PermissionDoc, Reach};
use crate::role::{Role, RolePack};

/// Renders which role may do what and how far.
///
/// One line for each permission, sorted; one column for each role, in the order of the pack; `-` for "not at all".
/// A permission that a role names and no room declares stands there with `?`.
///
/// ```
/// use access::{Permission, PermissionDoc, RolePack, matrix};
///
/// let permissions = [PermissionDoc { permission: Permission::new("visit:call"), name: "叫号", name_en: "Call" }];
/// let text = matrix::render(&RolePack::default(), &permissions);
/// assert!(text.ends_with("permission\nvisit:call\n"));
/// ```
pub fn render(pack: &RolePack, permissions: &[PermissionDoc]) -> String {
    let declared: BTreeSet<&str> = permissions.iter().map(|doc| doc.permission.code()).collect();
    let named = pack.roles.iter().flat_map(|role| role.permissions.keys()).map(String::as_str);
    let all: BTreeSet<&str> = declared.iter().copied().chain(named).collect();
    let label = |code: &str| {
        if declared.contains(code) { code.to_owned() } else { format!("{code} ?") }
    };
    let mut table =
        vec![row("permission".to_owned(), pack.roles.iter().map(|role| role.code.clone()))];
    for code in all {
        table.push(row(label(code), pack.roles.iter().map(|role| cell(role, code))));
    }
    let head =
        "# Who may do what, and how far: own, branch, region, all. Generated; do not edit.\n\n";
    format!("{head}{}", align(&table))
}

fn row(first: String, rest: impl Iterator<Item = String>) -> Vec<String> {
    std::iter::once(first).chain(rest).collect()
}

fn cell(role: &Role, permission: &str) -> String {
    let text = match role.permissions.get(permission) {
        None => "-",
        Some(Reach::Own) => "own",
        Some(Reach::Branch) => "branch",
        Some(Reach::Region) => "region",
        Some(Reach::All) => "all",
    };
    text.to_owned()
}

/// Pads every cell to the width of its column; lines end without blanks.
fn align(table: &[Vec<String>]) -> String {
    let columns = table.first().map_or(0, Vec::len);
    let width = |column: usize| table.iter().map(|row| row[column].len()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut text = String::new();
    for row in table {
        let line: Vec<String> =
            row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
        text.push_str(line.join("  ").trim_end());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Permission;

    #[test]
    fn roles_stand_beside_permissions() {
        let pack: RolePack = serde_saphyr::from_str(
            "roles:\n- {code: teller, name: a, name_en: a, permissions: {'visit:call': branch, 'gone:by': own}}\n\
             - {code: head_office, name: a, name_en: a, permissions: {'board:read': all}}\n",
        )
        .unwrap();
        let doc = |code| PermissionDoc { permission: Permission::new(code), name: "", name_en: "" };
        let text = render(&pack, &[doc("visit:call"), doc("board:read"), doc("audit:read")]);
        insta::assert_snapshot!(text, @r"
        # Who may do what, and how far: own, branch, region, all. Generated; do not edit.

        permission  teller  head_office
        audit:read  -       -
        board:read  -       all
        gone:by ?   own     -
        visit:call  branch  -
        ");
    }
}
