//! `cargo xtask test`: installs what the machine lacks and runs every check of the project, the tests last.
//!
//! Set-up and orchestration only; no logic of the project lives here.

#![expect(
    clippy::disallowed_methods,
    reason = "set-up asks the environment which cargo runs it"
)]

use std::env;
use std::ffi::OsStr;
use std::process::{Command, ExitCode};

const HELP: &str = "\
cargo xtask test    install what is missing, then format check, lints, documentation and all tests
cargo xtask bench   the benchmarks, side by side with hand-written Rust
";

fn main() -> ExitCode {
    let mut arguments = env::args().skip(1);
    let task = arguments.next();
    let rest: Vec<String> = arguments.collect();
    match task.as_deref() {
        Some("test") => finish(test(&rest)),
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

fn cargo<const N: usize>(arguments: [&str; N], rest: &[String]) -> Result<(), String> {
    let cargo = env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
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

fn run_with(
    program: impl AsRef<OsStr>,
    arguments: Vec<&str>,
    environment: &[(&str, &str)],
) -> Result<(), String> {
    let shown = format!(
        "{} {}",
        program.as_ref().to_string_lossy(),
        arguments.join(" ")
    );
    eprintln!("xtask: {shown}");
    let status = Command::new(program)
        .args(&arguments)
        .envs(environment.iter().copied())
        .status()
        .map_err(|error| format!("`{shown}` could not be started: {error}"))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("`{shown}` failed: {status}"))
    }
}
