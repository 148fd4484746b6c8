//! Tells cargo that the built-in packs are part of this crate, so that a file added later is noticed.

fn main() {
    println!("cargo:rerun-if-changed=../../data");
}
