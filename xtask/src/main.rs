//! `cargo xtask test`: installs what the machine lacks and runs every check of the project, the tests last.
//!
//! Set-up and orchestration only; no logic of the project lives here.

#![expect(
    clippy::disallowed_methods,
    reason = "set-up asks the environment which cargo runs it"
)]

mod web;

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

const HELP: &str = "\
cargo xtask test    install what is missing, then format check, lints, documentation and all tests
cargo xtask web     both WebAssembly modules, packs and bundles, into www/dist, with their sizes
cargo xtask bench   the benchmarks, side by side with hand-written Rust
";

fn main() -> ExitCode {
    let mut arguments = env::args().skip(1);
    let task = arguments.next();
    let rest: Vec<String> = arguments.collect();
    match task.as_deref() {
        Some("test") => finish(test(&rest)),
        Some("web") => finish(web::build(&root())),
        Some("bench") => finish(cargo(["bench"], &rest)),
        _ => {
            print!("{HELP}");
            if task.is_none() {
                ExitCode::SUCCESS
            } else {
                ExitCode::from(2)
            }
        }
    }
}

fn finish(result: Result<(), String>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("xtask: {message}");
            ExitCode::FAILURE
        }
    }
}

/// Where the project is.
fn root() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own).to_owned()
}

fn test(rest: &[String]) -> Result<(), String> {
    for component in ["rustfmt", "clippy"] {
        ensure_component(component)?;
    }
    cargo(["fmt", "--all", "--check"], &[])?;
    cargo(
        [
            "clippy",
            "--workspace",
            "--all-targets",
            "--all-features",
            "--",
            "-D",
            "warnings",
        ],
        &[],
    )?;
    cargo(["doc", "--workspace", "--no-deps", "--quiet"], &[])?;
    // The tests run the modules that are built here.
    web::build(&root())?;
    cargo(
        ["test", "--workspace", "--all-features", "--no-fail-fast"],
        rest,
    )
}

/// Installs a component of the pinned toolchain where its command is not there.
fn ensure_component(component: &str) -> Result<(), String> {
    let command = if component == "rustfmt" {
        "fmt"
    } else {
        component
    };
    let present = Command::new("cargo")
        .args([command, "--version"])
        .output()
        .is_ok_and(|output| output.status.success());
    if present {
        return Ok(());
    }
    run("rustup", ["component", "add", component])
        .map_err(|error| format!("{component} is missing and could not be installed: {error}"))
}

/// The cargo that runs this.
fn cargo_command() -> String {
    env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned())
}

fn cargo<const N: usize>(arguments: [&str; N], rest: &[String]) -> Result<(), String> {
    let cargo = cargo_command();
    let all: Vec<&str> = arguments
        .into_iter()
        .chain(rest.iter().map(String::as_str))
        .collect();
    // Snapshots are compared, never written, unless somebody asks for it.
    let update = env::var("INSTA_UPDATE").unwrap_or_else(|_| "no".to_owned());
    run_with(
        cargo,
        all,
        &[
            ("INSTA_UPDATE", update.as_str()),
            ("RUSTDOCFLAGS", "-D warnings"),
        ],
    )
}

fn run<const N: usize>(program: &str, arguments: [&str; N]) -> Result<(), String> {
    run_with(program, arguments.to_vec(), &[])
}

/// Runs a program in a folder.
fn run_in(folder: &Path, program: impl AsRef<OsStr>, arguments: &[&str]) -> Result<(), String> {
    let mut command = Command::new(program.as_ref());
    command.current_dir(folder);
    started(command, program.as_ref(), arguments)
}

fn run_with(
    program: impl AsRef<OsStr>,
    arguments: Vec<&str>,
    environment: &[(&str, &str)],
) -> Result<(), String> {
    let mut command = Command::new(program.as_ref());
    command.envs(environment.iter().copied());
    started(command, program.as_ref(), &arguments)
}

fn started(mut command: Command, program: &OsStr, arguments: &[&str]) -> Result<(), String> {
    let shown = format!("{} {}", program.to_string_lossy(), arguments.join(" "));
    eprintln!("xtask: {shown}");
    let status = command
        .args(arguments)
        .status()
        .map_err(|error| format!("`{shown}` could not be started: {error}"))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("`{shown}` failed: {status}"))
    }
}
