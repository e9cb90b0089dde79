//! `tiaoli why` and `tiaoli why-not`: one decision told to a citizen, an officer or an auditor.

mod asked;
mod case;
mod chinese;
mod different;
mod grounds;
mod html;
mod lines;
mod markdown;
mod outline;
mod text;

use std::ffi::OsStr;
use std::fs::File;
use std::io::Write;
use std::path::Path;

use crate::account::{Account, Depth, SEARCHED};
use crate::cli::decide::DecidedCase;
use crate::cli::voice::{End, Stop, Voice};
use crate::diagnostic::Language;
use crate::engine::Mark;
use crate::engine::code::Modality;
use crate::wire;

pub use self::asked::Form;
pub(crate) use self::asked::Telling;
use self::outline::Outline;

/// Which answers are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// All.
    Why,
    /// Those that do not hold, or not yet.
    WhyNot,
}

/// `tiaoli why` and `tiaoli why-not`.
///
/// # Errors
/// What cannot be read, decided or written.
pub(crate) fn why(voice: Voice, asked: &Telling, side: Side) -> Result<End, Stop> {
    let Some((decided, record)) = case::decided(voice, asked)? else {
        return Ok(End::Wrong);
    };
    let DecidedCase {
        engine,
        base,
        case,
        decision,
    } = &decided;
    let mut account = Account::of(engine, case, decision, asked.reader.into());
    account.record = record.as_ref().map(|record| record.id().to_owned());
    if account.depth == Depth::Auditor {
        account.digests = case::digests(&decided, base.as_ref());
    }
    if side == Side::WhyNot {
        let named = record.is_some() || !asked.question.named().is_empty();
        account.answers.retain(|answer| {
            answer.mark != Mark::Holds && (named || answer.modality == Modality::Right)
        });
        account.figures.clear();
        if account.answers.is_empty() && !voice.json {
            voice.answer(voice.pick(
                "所问的都成立，没有要说明的。\n",
                "Everything that was asked holds; there is nothing to explain.\n",
            ))?;
            return Ok(End::Done);
        }
        if !asked.no_what_if {
            account = account.with_what_if(engine, case, SEARCHED);
        }
    }
    if voice.json {
        if asked.format.is_some() || asked.output.is_some() {
            return Err(Stop::usage(
                "--json 输出到标准输出，不能和 --format、-o 一起用",
                "--json writes to standard output and goes with neither --format nor -o",
            ));
        }
        voice.answer_json(&wire::account(&account))?;
        return Ok(End::Done);
    }
    let form = asked
        .format
        .unwrap_or_else(|| Form::of_file(asked.output.as_deref()));
    let text = match (form, &asked.output) {
        (Form::Text, None) => text::text(voice, &Outline::of(&account, voice.language)),
        _ => told(&account, voice.language, form),
    };
    match &asked.output {
        Some(file) => write(file, &text)?,
        None => voice.answer(&text)?,
    }
    Ok(End::Done)
}

impl Form {
    /// The form that the name of a file asks for.
    fn of_file(file: Option<&Path>) -> Self {
        let ending = file.and_then(Path::extension).and_then(OsStr::to_str);
        match ending.unwrap_or_default() {
            "html" | "htm" => Self::Html,
            "md" => Self::Markdown,
            _ => Self::Text,
        }
    }
}

/// An account in one language and form; text has 80 columns and no colours.
#[must_use]
pub fn told(account: &Account, language: Language, form: Form) -> String {
    let outline = Outline::of(account, language);
    match form {
        Form::Text => {
            let text = text::text(Voice::plain(language), &outline);
            anstream::adapter::strip_str(&text).to_string()
        }
        Form::Markdown => markdown::markdown(&outline),
        Form::Html => html::html(&outline),
    }
}

fn write(file: &Path, text: &str) -> Result<(), Stop> {
    let written = File::create(file).and_then(|mut out| out.write_all(text.as_bytes()));
    written.map_err(|error| {
        let shown = file.display();
        Stop::file(
            format!("写不了“{shown}”：{error}"),
            format!("cannot write `{shown}`: {error}"),
        )
    })
}
