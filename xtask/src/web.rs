//! `cargo xtask web`: both WebAssembly modules, their bindings, the types, the packs and the bundles, into `www/dist`.
//!
//! Everything comes from the package registries in pinned versions. No optimiser runs over the modules: it was measured to
//! change their compressed size by less than a thousandth.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::{cargo, run, run_in};

const TARGET: &str = "wasm32-unknown-unknown";

/// The modules, by the feature that each is built with.
const MODULES: [(&str, &str); 2] = [("runtime", "wasm"), ("full", "wasm-full")];

/// The schemas that types are made from.
const SCHEMAS: [&str; 6] = [
    "account", "answers", "brief", "inquiry", "record", "what-if",
];

/// Builds everything.
///
/// # Errors
/// What is missing or failed.
pub(crate) fn build(root: &Path) -> Result<(), String> {
    tools()?;
    let www = root.join("www");
    let generated = www.join("generated");
    let target = target_folder(root)?;
    create(&generated.join("schemas"))?;
    create(&www.join("dist/packs"))?;
    node_packages(&www)?;
    cargo(["build", "--quiet", "--package", "bindings"], &[])?;
    cargo(["build", "--quiet", "--package", "tiaoli"], &[])?;
    let built = target.join("debug");
    let bindings = built.join("bindings");
    let tiaoli = built.join("tiaoli");
    for (name, feature) in MODULES {
        module(&target, &bindings, &generated, name, feature)?;
    }
    for name in SCHEMAS {
        let printed = output(&tiaoli, &["schema", name])?;
        write(&generated.join(format!("schemas/{name}.json")), &printed)?;
    }
    for package in packages(&root.join("policies"))? {
        let name = package.strip_prefix(root.join("policies"));
        let name = name.unwrap_or(&package).to_string_lossy().replace('/', "-");
        let pack = www.join(format!("dist/packs/{name}.pack"));
        let (package, pack) = (package.to_string_lossy(), pack.to_string_lossy());
        run_in(root, &tiaoli, &["build", &package, "--output", &pack])?;
    }
    run_in(
        &www,
        "node",
        &["build/types.mjs", "generated/schemas", "generated/types"],
    )?;
    run_in(&www, "npm", &["run", "--silent", "check"])?;
    run_in(&www, "npm", &["run", "--silent", "bundle"])?;
    run_in(&www, "node", &["build/sizes.mjs"])
}

/// Compiles one module and writes its bindings.
fn module(
    target: &Path,
    bindings: &Path,
    generated: &Path,
    name: &str,
    feature: &str,
) -> Result<(), String> {
    // A library for the page is wanted only here; native builds have no use for one.
    cargo(
        [
            "rustc",
            "--quiet",
            "--package",
            "tiaoli",
            "--lib",
            "--crate-type",
            "cdylib",
            "--target",
            TARGET,
            "--profile",
            "wasm",
            "--no-default-features",
            "--features",
            feature,
        ],
        &[],
    )?;
    let module = target.join(TARGET).join("wasm/tiaoli.wasm");
    let (module, folder) = (module.to_string_lossy(), generated.to_string_lossy());
    run_in(generated, bindings, &[&module, name, &folder])
}

/// Installs what the machine lacks.
fn tools() -> Result<(), String> {
    let installed = output(Path::new("rustup"), &["target", "list", "--installed"])?;
    if !String::from_utf8_lossy(&installed)
        .lines()
        .any(|line| line == TARGET)
    {
        run("rustup", ["target", "add", TARGET])
            .map_err(|error| format!("{TARGET} is missing and could not be installed: {error}"))?;
    }
    let fonts = output(Path::new("fc-list"), &[":lang=zh-cn"]).unwrap_or_default();
    let missing: Vec<&str> = [
        ("nodejs", works("node")),
        ("npm", works("npm")),
        ("chromium", works("chromium")),
        ("fonts-noto-cjk", !fonts.is_empty()),
    ]
    .into_iter()
    .filter_map(|(package, there)| (!there).then_some(package))
    .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let failed = |error: String| {
        let missing = missing.join(", ");
        format!("{missing} must be installed, and apt-get could not do it: {error}")
    };
    run("apt-get", ["update", "--quiet"]).map_err(failed)?;
    let install = ["install", "--yes", "--quiet", "--no-install-recommends"];
    let arguments: Vec<&str> = install.into_iter().chain(missing.iter().copied()).collect();
    run_in(Path::new("."), "apt-get", &arguments).map_err(failed)
}

/// Whether a program is there.
fn works(program: &str) -> bool {
    let mut command = Command::new(program);
    command
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// Installs exactly the packages of the lock file, where that was not done since it changed.
fn node_packages(www: &Path) -> Result<(), String> {
    let time = |file: &str| {
        fs::metadata(www.join(file))
            .and_then(|about| about.modified())
            .ok()
    };
    let installed = time("node_modules/.package-lock.json");
    if installed.is_some() && installed >= time("package-lock.json") {
        return Ok(());
    }
    run_in(www, "npm", &["ci", "--no-audit", "--no-fund"])
}

/// The folders of all packages, sorted.
fn packages(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        if folder.join("tiaoli.toml").is_file() {
            found.push(folder);
            continue;
        }
        let entries = fs::read_dir(&folder).map_err(|error| said(&folder, &error))?;
        let inside = entries.filter_map(Result::ok).map(|entry| entry.path());
        open.extend(inside.filter(|path| path.is_dir()));
    }
    found.sort();
    Ok(found)
}

/// Where cargo puts what it builds.
fn target_folder(root: &Path) -> Result<PathBuf, String> {
    let cargo = crate::cargo_command();
    let told = output(
        Path::new(&cargo),
        &["metadata", "--format-version", "1", "--no-deps", "--quiet"],
    )?;
    let told = String::from_utf8_lossy(&told).into_owned();
    let after = told
        .split_once("\"target_directory\":\"")
        .map(|(_, after)| after);
    let folder = after
        .and_then(|after| after.split_once('"'))
        .map(|(folder, _)| folder);
    folder.map_or_else(
        || Ok(root.join("target")),
        |folder| Ok(PathBuf::from(folder)),
    )
}

fn output(program: &Path, arguments: &[&str]) -> Result<Vec<u8>, String> {
    let done = Command::new(program)
        .args(arguments)
        .stderr(Stdio::inherit())
        .output();
    let done = done.map_err(|error| said(program, &error))?;
    if done.status.success() {
        Ok(done.stdout)
    } else {
        Err(format!(
            "`{} {}` failed",
            program.display(),
            arguments.join(" ")
        ))
    }
}

fn create(folder: &Path) -> Result<(), String> {
    fs::create_dir_all(folder).map_err(|error| said(folder, &error))
}

fn write(file: &Path, bytes: &[u8]) -> Result<(), String> {
    fs::write(file, bytes).map_err(|error| said(file, &error))
}

fn said(path: &Path, error: &std::io::Error) -> String {
    format!("{}: {error}", path.display())
}
