//! The `tiaoli` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    tiaoli::cli::run(std::env::args_os().collect())
}
