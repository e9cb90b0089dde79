//! `tiaoli build`, and a pack where a package folder may stand.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::cli::arguments::Build;
use crate::cli::folder::read_bytes;
use crate::cli::package::{must_be_sound, open_held};
use crate::cli::safe_file;
use crate::cli::voice::{End, GREEN, PLAIN, Stop, Voice};
use crate::diagnostic::Words;
use crate::pack::{self, Held, MAGIC, Refusal};
use crate::record::Digests;

/// The ending of the name of a pack.
const ENDING: &str = "pack";

/// `tiaoli build`.
///
/// # Errors
/// What cannot be read or written, or is wrong with the package.
pub(crate) fn build(voice: Voice, asked: &Build) -> Result<End, Stop> {
    only_folder(&asked.package)?;
    let (engine, base) = open_held(&asked.package)?;
    must_be_sound(voice, &asked.package, &engine)?;
    let bytes = pack::write(&engine, &base).map_err(refused)?;
    let file = asked
        .output
        .clone()
        .unwrap_or_else(|| named(&engine.manifest().name));
    safe_file::write(&file, true, &bytes)?;
    let digests = Digests::of(&bytes);
    let (sm3, sha256) = (digests.sm3().to_string(), digests.sha256().to_string());
    let shown = file.display().to_string();
    if voice.json {
        voice.answer_json(&json!({
            "version": 1,
            "file": shown,
            "bytes": bytes.len(),
            "sm3": sm3,
            "sha256": sha256,
        }))?;
        return Ok(End::Done);
    }
    let length = bytes.len();
    let done = Words::new(
        format!(
            "{GREEN}✔{PLAIN} 已打包“{shown}”，{length} 字节\n　摘要　{sm3}\n　　　　{sha256}\n"
        ),
        format!(
            "{GREEN}✔{PLAIN} packed `{shown}`, {length} bytes\n  digest  {sm3}\n          {sha256}\n"
        ),
    );
    voice.answer(voice.say(&done))?;
    Ok(End::Done)
}

/// The file in the current folder that is named like the package.
fn named(package: &str) -> PathBuf {
    let last = package.rsplit('/').next().unwrap_or(package);
    PathBuf::from(format!("{last}.{ENDING}"))
}

/// The pack that a path names; none where it names a folder or another file.
///
/// # Errors
/// Why the pack cannot be read.
pub(crate) fn pack_at(path: &Path) -> Result<Option<Held>, Stop> {
    if !is_pack(path) {
        return Ok(None);
    }
    let bytes = read_bytes(path, &path.display().to_string())?;
    pack::read(&bytes).map(Some).map_err(refused)
}

/// The bytes of a pack, as they are in its file or as the package in a folder becomes one.
///
/// # Errors
/// What cannot be read, or is wrong with the package.
pub(crate) fn packed(voice: Voice, path: &Path) -> Result<Vec<u8>, Stop> {
    if is_pack(path) {
        return read_bytes(path, &path.display().to_string());
    }
    let (engine, base) = open_held(path)?;
    must_be_sound(voice, path, &engine)?;
    pack::write(&engine, &base).map_err(refused)
}

/// Refuses a pack where the rule files themselves are wanted.
///
/// # Errors
/// That the path names a pack.
pub(crate) fn only_folder(path: &Path) -> Result<(), Stop> {
    if !is_pack(path) {
        return Ok(());
    }
    let shown = path.display();
    Err(Stop::usage(
        format!("“{shown}”是打好的程序包，里面没有规则文件"),
        format!("`{shown}` is a pack, which holds no rule files"),
    )
    .help(
        "这个命令请给规则包目录；程序包可用于 decide、explain、ask、run、verify、replay 和 schema facts",
        "give the folder of the package to this command; packs are for decide, explain, ask, run, verify, replay and schema facts",
    ))
}

fn is_pack(path: &Path) -> bool {
    let file = fs::metadata(path).is_ok_and(|about| about.is_file());
    file && (path.extension().is_some_and(|ending| ending == ENDING) || begins_like_one(path))
}

fn begins_like_one(path: &Path) -> bool {
    let mut first = [0; MAGIC.len()];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut first));
    read.is_ok() && first == MAGIC
}

fn refused(refusal: Refusal) -> Stop {
    Stop {
        end: End::Wrong,
        words: refusal.words,
        way_out: None,
    }
}
