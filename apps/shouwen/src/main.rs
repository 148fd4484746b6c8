//! The `shouwen` program: parse, load, compose, run. Everything else is in the library beside it.

use std::process::ExitCode;

use clap::Parser;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    shouwen::cli::run(shouwen::cli::Cli::parse())
}
