//! The command line: the one door with files, a clock and a terminal.
//!
//! In come arguments, files and standard input; out go answers on standard output, remarks on standard error and an exit
//! code. What is decided, and in which words, is settled in the rooms below; here it is only laid out on a page.

mod arguments;

mod voice;

mod layout;

mod manifest;
mod mark;

mod folder;

mod dependencies;

mod drawing;

mod problems;

mod package;

mod build;

mod page;

mod answer;

mod ask;

mod what_if;

mod decide;

mod explain;

mod key;

mod safe_file;

mod record;

mod archive;

mod rerun;

mod log;

mod examples;

mod figures;

mod format;

mod cases;

mod ledger;

mod export;

mod references;

mod start;

mod why;

pub use drawing::drawn;
pub use why::{Form, told};

use std::ffi::OsString;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::cli::arguments::{Arguments, Manner, SchemaOf, Task};
use crate::cli::voice::{End, Stop, Voice};
use crate::diagnostic::Language;
use crate::wire;

/// Does what a command line says.
#[must_use]
pub fn run(words: Vec<OsString>) -> ExitCode {
    let language = arguments::language_of(&words);
    let end = match arguments::parse(&words, language) {
        Ok(arguments) => perform(arguments),
        Err(error) => refuse(&error, language),
    };
    ExitCode::from(end.code())
}

fn perform(arguments: Arguments) -> End {
    let Arguments { task, manner } = arguments;
    let voice = Voice::new(manner);
    match do_task(voice, manner, task) {
        Ok(end) => end,
        Err(stop) => {
            voice.stop(&stop);
            stop.end
        }
    }
}

fn do_task(voice: Voice, manner: Manner, task: Task) -> Result<End, Stop> {
    match task {
        Task::Check { package } => package::check(voice, &package),
        Task::Decide {
            question, brief, ..
        } if brief => decide::briefly(voice, &question),
        Task::Decide { question, kept, .. } => decide::decide(voice, &question, &kept),
        Task::Ask(question) => ask::ask(voice, &question),
        Task::WhatIf { question, limits } => what_if::what_if(voice, &question, &limits),
        Task::Verify(asked) => record::verify(voice, &asked),
        Task::Replay(asked) => record::replay(voice, &asked),
        Task::Rerun(asked) => rerun::rerun(voice, &asked),
        Task::Log(task) => log::perform(voice, &task),
        Task::Explain(question) => decide::explain(voice, &question),
        Task::Why(asked) => why::why(voice, &asked, why::Side::Why),
        Task::WhyNot(asked) => why::why(voice, &asked, why::Side::WhyNot),
        Task::Test { package, filter } => examples::test(voice, &package, filter.as_deref()),
        Task::Schema {
            of: SchemaOf::Facts,
            package,
        } => package::fact_schema(voice, &package),
        Task::Schema {
            of: SchemaOf::Answers,
            ..
        } => answer_schema(voice, &wire::answer_schema()),
        Task::Schema {
            of: SchemaOf::Brief,
            ..
        } => answer_schema(voice, &wire::brief_schema()),
        Task::Schema {
            of: SchemaOf::Account,
            ..
        } => answer_schema(voice, &wire::account_schema()),
        Task::Schema {
            of: SchemaOf::Inquiry,
            ..
        } => answer_schema(voice, &wire::inquiry_schema()),
        Task::Schema {
            of: SchemaOf::WhatIf,
            ..
        } => answer_schema(voice, &wire::what_if_schema()),
        Task::Schema {
            of: SchemaOf::Log, ..
        } => answer_schema(voice, &crate::log::log_schema()),
        Task::Schema {
            of: SchemaOf::Rerun,
            ..
        } => answer_schema(voice, &crate::rerun::report_schema()),
        Task::Schema { of, .. } => match record::schema(of) {
            Some(schema) => answer_schema(voice, &schema),
            None => Ok(End::Done),
        },
        Task::Record { task } => record::layers(voice, &task),
        Task::Key { task } => key::keys(voice, &task),
        Task::Archive(asked) => archive::archive(voice, &asked),
        Task::Sign(asked) => record::sign(voice, &asked),
        Task::Approve(asked) => record::approve(voice, &asked),
        Task::Run(table) => cases::run(voice, &table),
        Task::Fmt { paths, check } => {
            format::format(voice, &paths, check, manner.lang.map(Into::into))
        }
        Task::Ledger { package, with } => ledger::print(voice, &package, &with),
        Task::Build(asked) => build::build(voice, &asked),
        Task::Export { into } => export::export(voice, &into),
        Task::New { folder } => start::start(voice, &folder),
        Task::Code { code } => explain_code(voice, code.as_deref()),
    }
}

/// The help that clap lays out, its own words too in one language.
fn help_of(error: &clap::Error, language: Language) -> String {
    let help = error.render().ansi().to_string();
    match language {
        Language::Zh => help
            .replace("[OPTIONS]", "[选项]")
            .replace("<COMMAND>", "<命令>"),
        Language::En => help,
    }
}

/// What clap says, in one language.
fn refuse(error: &clap::Error, language: Language) -> End {
    let manner = Manner {
        lang: None,
        json: false,
        colour: arguments::Colour::Auto,
        all: false,
    };
    let voice = Voice::new(manner).in_language(language);
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            return match voice.answer(&help_of(error, language)) {
                Ok(()) => End::Done,
                Err(stop) => stop.end,
            };
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            voice.remark(&help_of(error, language));
            return End::Use;
        }
        _ => {}
    }
    let said = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(words)) => words.clone(),
        Some(ContextValue::Strings(words)) => words.join(", "),
        _ => String::new(),
    };
    let (argument, value) = (
        said(ContextKind::InvalidArg),
        said(ContextKind::InvalidValue),
    );
    let stop = match error.kind() {
        ErrorKind::UnknownArgument => Stop::usage(
            format!("没有“{argument}”这个选项"),
            format!("there is no option `{argument}`"),
        ),
        ErrorKind::InvalidSubcommand => {
            let command = said(ContextKind::InvalidSubcommand);
            Stop::usage(
                format!("没有“{command}”这个命令"),
                format!("there is no command `{command}`"),
            )
        }
        ErrorKind::MissingRequiredArgument => {
            Stop::usage(format!("缺 {argument}"), format!("missing: {argument}"))
        }
        ErrorKind::InvalidValue if value.is_empty() => Stop::usage(
            format!("{argument} 后面缺值"),
            format!("{argument} needs a value"),
        ),
        ErrorKind::InvalidValue => Stop::usage(
            format!(
                "{argument} 不能是“{value}”，可写：{}",
                said(ContextKind::ValidValue)
            ),
            format!(
                "{argument} cannot be `{value}`; it may be: {}",
                said(ContextKind::ValidValue)
            ),
        ),
        _ => {
            let words = error.render().to_string();
            let first = words
                .lines()
                .next()
                .unwrap_or("")
                .trim_start_matches("error: ")
                .to_owned();
            Stop::usage(format!("命令写得不对：{first}"), first.clone())
        }
    };
    // The last of several is the nearest.
    let nearest = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg].map(|kind| {
        match error.get(kind) {
            Some(ContextValue::String(words)) => Some(words.clone()),
            Some(ContextValue::Strings(words)) => words.last().cloned(),
            _ => None,
        }
    });
    let nearest = nearest.into_iter().flatten().next();
    let stop = match nearest {
        Some(nearest) => stop.help(
            format!("要写的可能是 {nearest}"),
            format!("did you mean {nearest}?"),
        ),
        None => stop.help("用 tiaoli --help 查看写法", "see `tiaoli --help`"),
    };
    voice.stop(&stop);
    End::Use
}

fn answer_schema(voice: Voice, schema: &serde_json::Value) -> Result<End, Stop> {
    voice.answer_json(schema)?;
    Ok(End::Done)
}

fn explain_code(voice: Voice, code: Option<&str>) -> Result<End, Stop> {
    let Some(code) = code else {
        if voice.json {
            voice.answer_json(&problems::json_of_titles())?;
        } else {
            let lines = problems::titles()
                .into_iter()
                .map(|(code, title)| format!("{code}  {title}\n"));
            voice.answer(&lines.collect::<String>())?;
        }
        return Ok(End::Done);
    };
    let name = code.trim().to_uppercase();
    let Some(page) = problems::page(&name, voice.language) else {
        return Err(Stop::usage(
            format!("没有“{code}”这个代码"),
            format!("there is no code `{code}`"),
        )
        .help(
            "用 tiaoli code 查看全部代码",
            "`tiaoli code` lists them all",
        ));
    };
    if voice.json {
        voice.answer_json(&serde_json::json!({ "code": name, "page": page }))?;
    } else {
        voice.answer(&page)?;
    }
    Ok(End::Done)
}
