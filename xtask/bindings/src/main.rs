//! The bindings of a WebAssembly module: `bindings MODULE.wasm NAME FOLDER`.
//!
//! In comes a module as the compiler leaves it; out go the module without names, its JavaScript and its types. A program of
//! its own, so that `cargo xtask` stays quick to build.

use std::env;
use std::process::ExitCode;

use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [module, name, folder] = arguments.as_slice() else {
        eprintln!("bindings MODULE.wasm NAME FOLDER");
        return ExitCode::from(2);
    };
    match write(module, name, folder) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bindings: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// A module that failed is started again through its reset function, so it is asked for.
fn write(module: &str, name: &str, folder: &str) -> Result<(), impl std::fmt::Display> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(module)
        .out_name(name)
        .web(true)?
        .typescript(true)
        .omit_default_module_path(true)
        .reset_state_function(true)
        .remove_name_section(true)
        .remove_producers_section(true);
    bindgen.generate(folder)
}
