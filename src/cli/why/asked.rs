//! What `why` and `why-not` are asked on the command line.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::account::Depth;
use crate::cli::arguments::Question;

/// A case, what is asked of it, and to whom it is told.
#[derive(Debug, Args)]
pub(crate) struct Telling {
    /// The case.
    #[command(flatten)]
    pub(crate) question: Question,
    /// The reader.
    #[arg(
        long = "for",
        value_enum,
        default_value_t = Reader::Citizen,
        hide_default_value = true,
        hide_possible_values = true,
        value_name = "公众|经办|审计",
        help = "说给谁：公众（默认）、经办或审计｜For whom: citizen (the default), officer or auditor"
    )]
    pub(crate) reader: Reader,
    /// A record in place of a case.
    #[arg(
        long,
        value_name = "FILE",
        help = "说明这份判断记录（- 为标准输入），不另给案件；规则包要和判断时的一样｜Tell this decision record (- for standard input) in place of a case; the package must be the one that decided"
    )]
    pub(crate) record: Option<String>,
    /// Without what would be different.
    #[arg(
        long,
        help = "不试算怎样会不同｜Do not search for what would be different"
    )]
    pub(crate) no_what_if: bool,
    /// The form.
    #[arg(
        long,
        value_enum,
        hide_possible_values = true,
        value_name = "text|md|html",
        help = "写成纯文本（默认）、Markdown 或网页；不写则看文件名的结尾｜Text (the default), Markdown or a web page; else the ending of the file says it"
    )]
    pub(crate) format: Option<Form>,
    /// The file.
    #[arg(
        short,
        long,
        value_name = "FILE",
        help = "写到这个文件｜Write to this file"
    )]
    pub(crate) output: Option<PathBuf>,
}

/// The form in which a decision is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// Text for a terminal.
    Text,
    /// Markdown.
    #[value(name = "md", alias = "markdown")]
    Markdown,
    /// A page for a browser.
    Html,
}

/// To whom a decision is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Reader {
    /// 公众.
    #[value(name = "citizen", alias = "公众")]
    Citizen,
    /// 经办.
    #[value(name = "officer", alias = "经办")]
    Officer,
    /// 审计.
    #[value(name = "auditor", alias = "审计")]
    Auditor,
}

impl From<Reader> for Depth {
    fn from(reader: Reader) -> Self {
        match reader {
            Reader::Citizen => Self::Citizen,
            Reader::Officer => Self::Officer,
            Reader::Auditor => Self::Auditor,
        }
    }
}

impl Question {
    /// The goals that are named.
    pub(crate) fn named(&self) -> &[String] {
        let facts = usize::from(self.example.is_none());
        self.rest.get(facts..).unwrap_or_default()
    }
}
