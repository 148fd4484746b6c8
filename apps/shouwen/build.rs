//! Makes the folder of the built interface exist, so that the server builds without Node,
//! and notices when the interface is built later.

#[expect(clippy::disallowed_methods, reason = "cargo tells a build script its profile so")]
fn main() {
    let folder = std::path::Path::new("../../ui/dist");
    // Without the folder the embedding macro would fail; an empty one is answered with advice at run time.
    if let Err(error) = std::fs::create_dir_all(folder) {
        println!("cargo::warning=cannot create ui/dist: {error}");
    }
    // A debug build reads the folder when it is asked for a file, so only others hold what was built.
    let held = std::env::var("PROFILE").is_ok_and(|profile| profile != "debug");
    println!("cargo::rerun-if-changed={}", if held { "../../ui/dist" } else { "build.rs" });
}
