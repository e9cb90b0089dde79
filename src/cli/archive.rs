//! `tiaoli archive`: a record, its pack and its keys inside the page that verifies them, one file to be kept.

use std::path::Path;

use base64ct::{Base64, Encoding};
use serde_json::json;

use crate::cli::arguments::Archiving;
use crate::cli::build::packed;
use crate::cli::folder::read_bytes;
use crate::cli::key;
use crate::cli::record::{put, refused, tally};
use crate::cli::voice::{End, GREEN, PLAIN, Stop, Voice};
use crate::diagnostic::Words;
use crate::pack;
use crate::record::{Against, Digests, Record, verified, verify};

/// Where the page has room for a record.
const ROOM: &str = r#"<script type="application/json" id="kept">null</script>"#;

/// How many keys a page takes.
const MAX_KEYS: usize = 64;

/// `tiaoli archive`.
///
/// # Errors
/// What cannot be read or written.
pub(crate) fn archive(voice: Voice, asked: &Archiving) -> Result<End, Stop> {
    let bytes = read_bytes(&asked.record, &asked.record.display().to_string())?;
    let record = match Record::read(&bytes) {
        Ok(record) => record,
        Err(refusal) => return refused(voice, &refusal),
    };
    let pack = packed(voice, &asked.package)?;
    let held = pack::read(&pack).map_err(|refusal| Stop {
        end: End::Wrong,
        words: refusal.words,
        way_out: None,
    })?;
    if asked.signers.keys.len() > MAX_KEYS {
        return Err(Stop::usage(
            format!("公钥超过 {MAX_KEYS} 把"),
            format!("there are more than {MAX_KEYS} public keys"),
        ));
    }
    let keys = (asked.signers.keys.iter()).map(|file| key::read_public(file));
    let keys = keys.collect::<Result<Vec<_>, _>>()?;
    let pems = keys
        .iter()
        .map(|key| key.pem())
        .collect::<Result<Vec<_>, _>>();
    let pems = pems.map_err(|words| Stop {
        end: End::Wrong,
        words,
        way_out: None,
    })?;
    let page = filled(&asked.page, &bytes, &pack, &pems)?;
    put(voice, &asked.output, page.as_bytes())?;

    let Some(file) = &asked.output.output else {
        return Ok(End::Done);
    };
    let against = Against {
        held: Some((&held.engine, &held.base)),
        keys: &keys,
        digest: None,
    };
    let seen = verify(&record, &against);
    let (shown, digests) = (file.display().to_string(), Digests::of(page.as_bytes()));
    let (sm3, sha256) = (digests.sm3().to_string(), digests.sha256().to_string());
    if voice.json {
        let shape = json!({
            "version": 1,
            "file": shown,
            "bytes": page.len(),
            "sm3": sm3,
            "sha256": sha256,
            "verified": verified(&record, &seen),
        });
        voice.answer_json(&shape)?;
        return Ok(End::Done);
    }
    let lights = tally(&seen);
    let done = Words::new(
        format!(
            "{GREEN}✔{PLAIN} 已写“{shown}”，可以离线打开核对\n　此刻　{}\n　摘要　{sm3}\n　　　　{sha256}\n　摘要要与文件分开保存：做页面的人可以让页面说谎，核对时最好用另外得来的 verify.html\n",
            lights.zh
        ),
        format!(
            "{GREEN}✔{PLAIN} written `{shown}`, which opens and verifies without a network\n  now     {}\n  digest  {sm3}\n          {sha256}\n  keep the digest apart from the file: who makes a page can make it lie, so verify with a\n  verify.html that you obtained separately\n",
            lights.en
        ),
    );
    voice.answer(voice.say(&done))?;
    Ok(End::Done)
}

/// The page with everything in its room. All of it is in base64, whose letters end no element.
fn filled(page: &Path, record: &[u8], pack: &[u8], keys: &[String]) -> Result<String, Stop> {
    let shown = page.display().to_string();
    let other = || {
        Stop::file(
            format!("“{shown}”不是空着的核对页面：它没有，或者不止一处，放记录的地方"),
            format!("`{shown}` is no empty page to verify with: it has no room for a record, or more than one"),
        )
        .help(
            "给 cargo xtask web 做出的 www/dist/verify.html",
            "give www/dist/verify.html, which `cargo xtask web` makes",
        )
    };
    let text = String::from_utf8(read_bytes(page, &shown)?).map_err(|_| other())?;
    let (before, after) = text.split_once(ROOM).ok_or_else(other)?;
    if after.contains(ROOM) {
        return Err(other());
    }
    let keys = keys.iter().map(|pem| Base64::encode_string(pem.as_bytes()));
    let kept = json!({
        "record": Base64::encode_string(record),
        "pack": Base64::encode_string(pack),
        "keys": keys.collect::<Vec<_>>(),
    });
    let filled = ROOM.replace("null", &kept.to_string());
    Ok([before, &filled, after].concat())
}
