//! `tiaoli key`: keys in files, and the operating system's randomness.

use std::path::Path;

use serde_json::json;

use crate::cli::arguments::KeyTask;
use crate::cli::folder::read_bytes;
use crate::cli::safe_file;
use crate::cli::voice::{End, Stop, Voice};
use crate::diagnostic::Words;
use crate::record::{PublicKey, SecretKey};

/// Random bytes of the operating system.
///
/// # Errors
/// That it gives none.
pub(crate) fn random(count: usize) -> Result<Vec<u8>, Stop> {
    let mut bytes = vec![0; count];
    getrandom::fill(&mut bytes).map_err(|error| {
        Stop::file(
            format!("操作系统给不出随机数：{error}"),
            format!("the operating system gives no random bytes: {error}"),
        )
    })?;
    Ok(bytes)
}

/// `tiaoli key`.
///
/// # Errors
/// What cannot be read or written.
pub(crate) fn keys(voice: Voice, task: &KeyTask) -> Result<End, Stop> {
    match task {
        KeyTask::New { file } => {
            let mut seed = [0; 32];
            let random = random(seed.len())?;
            seed.copy_from_slice(&random);
            let key = SecretKey::of_seed(&seed);
            let public = key.public().map_err(unwritten)?;
            safe_file::write_secret(file, key.pem().map_err(unwritten)?.as_bytes())?;
            let shown = file.display().to_string();
            if voice.json {
                let made = json!({ "version": 1, "file": shown, "algorithm": public.algorithm(), "keyid": public.id() });
                voice.answer_json(&made)?;
            } else {
                let id = public.id();
                let words = Words::new(
                    format!(
                        "私钥写在“{shown}”，只有你能读；不要交给别人，另存一份在安全的地方\n公钥编号　{id}\n用 tiaoli key public 取出公钥，交给核对的人\n"
                    ),
                    format!(
                        "the private key is in `{shown}`, for you alone to read; give it to nobody, keep a copy in a safe place\nkey id  {id}\n`tiaoli key public` gives the public key for those who verify\n"
                    ),
                );
                voice.answer(voice.say(&words))?;
            }
        }
        KeyTask::Public { file } => {
            let key = read_secret(file)?;
            let pem = key.public().and_then(|public| public.pem());
            voice.answer(&pem.map_err(unwritten)?)?;
        }
    }
    Ok(End::Done)
}

/// Reads a private key.
///
/// # Errors
/// Why it is none.
pub(crate) fn read_secret(file: &Path) -> Result<SecretKey, Stop> {
    SecretKey::read(&text(file)?).map_err(|words| about(file, &words))
}

/// Reads a public key.
///
/// # Errors
/// Why it is none.
pub(crate) fn read_public(file: &Path) -> Result<PublicKey, Stop> {
    PublicKey::read(&text(file)?).map_err(|words| about(file, &words))
}

fn text(file: &Path) -> Result<String, Stop> {
    let bytes = read_bytes(file, &file.display().to_string())?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn about(file: &Path, words: &Words) -> Stop {
    let shown = file.display();
    Stop::file(
        format!("“{shown}”：{}", words.zh),
        format!("`{shown}`: {}", words.en),
    )
}

fn unwritten(words: Words) -> Stop {
    Stop {
        end: End::File,
        words,
        way_out: None,
    }
}
