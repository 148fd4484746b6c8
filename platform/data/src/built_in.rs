//! The files of the repository's `data/` folder, inside the binary.
//!
//! A debug build reads them from the folder, so that a change is seen at the next start without a build.

use rust_embed::Embed;

#[derive(Embed)]
#[folder = "../../data"]
struct Folder;

/// Returns the built-in files below a folder, by path and sorted, such as `calendars/cn/2026.json`.
///
/// Files that are not UTF-8 are left out; there are none but by mistake, which a test finds.
///
/// ```
/// assert!(data::built_in::files("calendars/cn/").iter().any(|(path, _)| path.ends_with("2026.json")));
/// ```
pub fn files(folder: &str) -> Vec<(String, String)> {
    let mut paths: Vec<_> = Folder::iter().filter(|path| path.starts_with(folder)).collect();
    paths.sort_unstable();
    paths.into_iter().filter_map(|path| find(&path).map(|text| (path.into_owned(), text))).collect()
}

/// Finds one built-in file by its path.
pub fn find(path: &str) -> Option<String> {
    let file = Folder::get(path)?;
    String::from_utf8(file.data.into_owned()).ok()
}

/// Returns the built-in packs: every YAML file.
pub(crate) fn packs() -> Vec<(String, String)> {
    files("").into_iter().filter(|(path, _)| is_yaml(path)).collect()
}

pub(crate) fn is_yaml(path: &str) -> bool {
    std::path::Path::new(path).extension().is_some_and(|extension| extension == "yaml")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_file_is_text() {
        for path in Folder::iter() {
            assert!(find(&path).is_some(), "{path} is not UTF-8");
        }
    }
}
