//! The rules of the house, held by a test: who may import whom, where features and clocks may occur, how long a file may
//! be, and that prose names only what exists.

#![expect(
    clippy::panic,
    clippy::disallowed_methods,
    reason = "tests may panic and read files"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Room by room: what it may use. The doors may use everything but each other.
const ROOMS: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("diagnostic", &["source"]),
    ("quantity", &[]),
    ("syntax", &["source", "diagnostic", "quantity"]),
    ("check", &["source", "diagnostic", "quantity", "syntax"]),
    ("compile", &["source", "diagnostic", "quantity", "check"]),
    ("vm", &["source", "diagnostic", "quantity", "compile"]),
    ("format", &["source", "diagnostic", "quantity", "syntax"]),
    (
        "engine",
        &[
            "source",
            "diagnostic",
            "quantity",
            "syntax",
            "check",
            "compile",
            "vm",
            "format",
        ],
    ),
    // An account names declarations and steps, so it reads the model and the program beside the engine's answers.
    (
        "account",
        &[
            "source",
            "diagnostic",
            "quantity",
            "check",
            "compile",
            "engine",
        ],
    ),
    (
        "wire",
        &["source", "diagnostic", "quantity", "engine", "account"],
    ),
    // A record keeps the codes and shapes that `--json` prints, so it stands above both.
    (
        "record",
        &[
            "source",
            "diagnostic",
            "quantity",
            "check",
            "vm",
            "engine",
            "wire",
        ],
    ),
    (
        "rerun",
        &["diagnostic", "quantity", "vm", "engine", "wire", "record"],
    ),
    ("page", &["diagnostic"]),
    (
        "pack",
        &[
            "source",
            "diagnostic",
            "check",
            "compile",
            "engine",
            "record",
        ],
    ),
    (
        "export",
        &["source", "diagnostic", "quantity", "check", "record"],
    ),
    ("log", &["source", "diagnostic", "record"]),
];

/// The rooms with input and output, the clock and the environment.
const DOORS: &[&str] = &["cli", "wasm"];

/// Source files may have so many lines.
const LONGEST: usize = 600;

/// Files that may be longer, with the reason.
const LONGER: &[(&str, &str)] = &[];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// All files below a folder with one of these endings, sorted, as paths relative to the root.
fn files(folder: &str, endings: &[&str]) -> Vec<String> {
    fn walk(path: &Path, out: &mut Vec<PathBuf>) {
        let Ok(entries) = fs::read_dir(path) else {
            return;
        };
        for entry in entries.filter_map(Result::ok) {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, out);
            } else {
                out.push(path);
            }
        }
    }
    let mut out = Vec::new();
    walk(&root().join(folder), &mut out);
    let mut names: Vec<String> = out
        .iter()
        .filter(|path| {
            path.extension()
                .and_then(|e| e.to_str())
                .is_some_and(|e| endings.contains(&e))
        })
        .filter_map(|path| path.strip_prefix(root()).ok())
        .map(|path| path.to_string_lossy().replace('\\', "/"))
        .collect();
    names.sort();
    names
}

fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The code of a file without comments.
fn code(text: &str) -> String {
    text.lines()
        .map(|line| line.split("//").next().unwrap_or_default())
        .collect::<Vec<_>>()
        .join("\n")
}

/// The rooms that a text names after `crate::`.
fn used_rooms(text: &str) -> BTreeSet<String> {
    let mut rooms = BTreeSet::new();
    for (at, found) in text.match_indices("crate::") {
        let before = text.get(..at).and_then(|t| t.chars().next_back());
        if before.is_some_and(|c| c == '$' || c == '_' || c.is_alphanumeric()) {
            continue;
        }
        let rest = text.get(at + found.len()..).unwrap_or_default();
        if let Some(group) = rest.strip_prefix('{') {
            let mut depth = 0_i32;
            let mut word = String::new();
            let mut at_start = true;
            for c in group.chars() {
                match c {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => {
                        word.clear();
                        at_start = true;
                        continue;
                    }
                    _ => {}
                }
                if at_start && (c.is_alphanumeric() || c == '_') {
                    word.push(c);
                } else if at_start && !word.is_empty() {
                    rooms.insert(word.clone());
                    at_start = false;
                }
            }
        } else {
            rooms.insert(
                rest.chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '_')
                    .collect(),
            );
        }
    }
    rooms
}

#[test]
fn a_room_uses_only_the_rooms_in_its_row() {
    let known: BTreeSet<&str> = ROOMS
        .iter()
        .map(|(room, _)| *room)
        .chain(DOORS.iter().copied())
        .collect();
    let mut violations = Vec::new();
    let mut seen = 0_usize;
    for (room, may) in ROOMS {
        for file in files(&format!("src/{room}"), &["rs"]) {
            seen += 1;
            for used in used_rooms(&code(&read(&file))) {
                if used != *room && known.contains(used.as_str()) && !may.contains(&used.as_str()) {
                    violations.push(format!("{file}: `{room}` may not use `{used}`"));
                }
            }
        }
    }
    assert!(seen > 20, "the rooms were not found");
    assert!(violations.is_empty(), "{}", violations.join("\n"));
}

#[test]
fn doors_do_not_use_each_other() {
    for door in DOORS {
        for file in files(&format!("src/{door}"), &["rs"]) {
            for used in used_rooms(&code(&read(&file))) {
                assert!(
                    used == *door || !DOORS.contains(&used.as_str()),
                    "{file} uses the door `{used}`"
                );
            }
        }
    }
}

#[test]
fn every_room_of_the_source_is_in_the_table() {
    let known: BTreeSet<String> = ROOMS
        .iter()
        .map(|(room, _)| (*room).to_owned())
        .chain(DOORS.iter().map(|d| (*d).to_owned()))
        .collect();
    let folders: BTreeSet<String> = fs::read_dir(root().join("src"))
        .expect("src is a folder")
        .filter_map(Result::ok)
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(folders, known);
}

#[test]
fn imports_name_what_they_take() {
    for file in files("src", &["rs"]) {
        let text = code(&read(&file));
        assert!(
            !text.contains("super::super"),
            "{file}: write `crate::room::Item`, not `super::super`"
        );
        for line in text.lines() {
            let line = line.trim_start();
            let glob = line.starts_with("use crate::") && line.contains("::*");
            assert!(!glob, "{file}: no glob import across rooms: {line}");
        }
    }
}

#[test]
fn features_occur_only_in_lib_and_doors() {
    for file in files("src", &["rs"]) {
        let door = file == "src/lib.rs"
            || file == "src/main.rs"
            || DOORS.iter().any(|d| file.starts_with(&format!("src/{d}/")));
        assert!(
            door || !code(&read(&file)).contains("feature ="),
            "{file}: features belong to lib.rs and the doors"
        );
    }
}

#[test]
fn nothing_below_the_doors_touches_the_world() {
    const BANNED: &[&str] = &[
        "std::fs",
        "std::env",
        "std::net",
        "std::thread",
        "std::process",
        "SystemTime",
        "Instant::now",
        "HashMap",
        "HashSet",
        " f64",
        " f32",
        "<f64",
        "<f32",
    ];
    for file in files("src", &["rs"]) {
        if file == "src/main.rs" || DOORS.iter().any(|d| file.starts_with(&format!("src/{d}/"))) {
            continue;
        }
        let text = code(&read(&file));
        for banned in BANNED {
            assert!(
                !text.contains(banned),
                "{file}: `{banned}` has no place below the doors"
            );
        }
    }
}

/// What a pack holds, file by file: such types, and no others, are written and read as they are.
const PACKED: &[&str] = &[
    "src/diagnostic/words.rs",
    "src/source/path.rs",
    "src/source/span.rs",
    "src/quantity/age.rs",
    "src/quantity/calendar.rs",
    "src/quantity/date.rs",
    "src/quantity/dimension.rs",
    "src/quantity/number.rs",
    "src/quantity/rounding.rs",
    "src/quantity/unit.rs",
    "src/syntax/document.rs",
    "src/syntax/expression.rs",
    "src/syntax/norm.rs",
    "src/check/confidence.rs",
    "src/check/model.rs",
    "src/check/norm.rs",
    "src/check/term.rs",
    "src/check/uses.rs",
    "src/compile/kept.rs",
    "src/compile/program.rs",
    "src/engine/phrases.rs",
    "src/record/digests.rs",
    "src/record/rule_base.rs",
];

#[test]
fn only_wire_and_the_packed_program_derive_serialize() {
    let mut packed = BTreeSet::new();
    for file in files("src", &["rs"]) {
        let shapes = ["src/wire/", "src/pack/", "src/cli/", "src/wasm/"];
        if shapes.iter().any(|room| file.starts_with(room)) {
            continue;
        }
        if code(&read(&file)).contains("Serialize") {
            packed.insert(file);
        }
    }
    let known = PACKED.iter().map(|file| (*file).to_owned()).collect();
    assert_eq!(
        packed, known,
        "only `wire`, the doors and what a pack holds derive `Serialize`"
    );
}

#[test]
fn no_source_file_is_too_long() {
    let mut too_long = BTreeMap::new();
    for folder in ["src", "tests", "xtask"] {
        for file in files(folder, &["rs"]) {
            let lines = read(&file).lines().count();
            if lines > LONGEST && !LONGER.iter().any(|(name, _)| *name == file) {
                too_long.insert(file, lines);
            }
        }
    }
    assert!(too_long.is_empty(), "over {LONGEST} lines: {too_long:?}");
    for (file, reason) in LONGER {
        assert!(
            read(file).lines().count() > LONGEST,
            "{file} needs its reason no more: {reason}"
        );
    }
}

/// Words in back-ticks that look like paths of this project.
fn named_paths(text: &str) -> Vec<String> {
    let mut fenced = false;
    let mut out = Vec::new();
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
            continue;
        }
        if fenced {
            continue;
        }
        for (place, word) in line.split('`').enumerate() {
            let is_path = [
                "src/",
                "tests/",
                "grammar/",
                "policies/",
                "www/",
                "xtask/",
                ".ci/",
                ".cargo/",
            ]
            .iter()
            .any(|p| word.starts_with(p));
            if place % 2 == 1 && is_path && !word.contains(['*', ' ', '<', '{', '…']) {
                out.push(word.trim_end_matches('/').to_owned());
            }
        }
    }
    out
}

#[test]
fn prose_names_only_paths_that_exist() {
    let mut prose: Vec<String> = files("grammar", &["md"]);
    prose.extend(
        files("tests", &["md"])
            .into_iter()
            .filter(|name| !name.contains("/suite/")),
    );
    prose.extend(files("policies", &["md"]));
    for name in ["README.md", "CONTRIBUTING.md"] {
        prose.push(name.to_owned());
    }
    prose.extend(files("src", &["rs"]));
    let mut missing = Vec::new();
    for file in prose {
        let text = read(&file);
        let text = if file.ends_with(".rs") {
            text.lines()
                .filter_map(|line| line.trim_start().strip_prefix("//"))
                .collect::<Vec<_>>()
                .join("\n")
        } else {
            text
        };
        for path in named_paths(&text) {
            if !root().join(&path).exists() {
                missing.push(format!("{file} names `{path}`"));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn every_code_is_in_use_and_has_a_page() {
    let pages: BTreeSet<String> = files("src/diagnostic/explain", &["md"])
        .iter()
        .filter_map(|name| {
            Path::new(name)
                .file_stem()
                .map(|s| s.to_string_lossy().into_owned())
        })
        .collect();
    let mut used = BTreeSet::new();
    for file in files("src", &["rs"]) {
        if file == "src/diagnostic/pages.rs" {
            continue;
        }
        let text = code(&read(&file));
        let shipped = text.split("#[cfg(test)]").next().unwrap_or_default();
        for word in shipped.split(|c: char| !c.is_ascii_alphanumeric()) {
            let mut letters = word.chars();
            let kind = letters.next();
            if word.len() == 5
                && matches!(kind, Some('E' | 'W' | 'H'))
                && letters.all(|c| c.is_ascii_digit())
            {
                used.insert(word.to_owned());
            }
        }
    }
    let without: Vec<_> = used.difference(&pages).collect();
    assert!(without.is_empty(), "codes without a page: {without:?}");
    let unused: Vec<_> = pages.difference(&used).collect();
    assert!(unused.is_empty(), "pages without a code: {unused:?}");
}

#[test]
fn the_room_map_of_the_readme_is_the_table() {
    let readme = read("README.md");
    for (room, _) in ROOMS {
        assert!(
            readme.contains(&format!("| `{room}` |")),
            "README.md does not show the room `{room}`"
        );
    }
    for door in DOORS {
        assert!(
            readme.contains(&format!("| `{door}` |")),
            "README.md does not show the door `{door}`"
        );
    }
}

#[test]
fn nothing_of_the_workplace_is_in_the_tree() {
    let banned = [
        concat!("/wo", "rk/"),
        concat!("/ro", "ot/"),
        concat!("crates", ".io"),
        concat!("git", "hub.com/actions"),
    ];
    for folder in ["src", "tests", "grammar", "policies", "xtask", ".ci"] {
        for file in files(
            folder,
            &["rs", "md", "tiao", "pest", "toml", "csv", "json", "sh"],
        ) {
            let text = read(&file);
            for word in banned {
                assert!(!text.contains(word), "{file} contains `{word}`");
            }
        }
    }
}
