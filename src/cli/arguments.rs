//! The command line: commands, arguments, help in both languages.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::StyledStr;
use clap::{
    Arg, ArgAction, Args, Command, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum,
};

use crate::cli::export::Export;
use crate::cli::log::LogTask;
use crate::cli::rerun::Rerun;
use crate::cli::why::Telling;
use crate::diagnostic::Language;

mod records;

pub(crate) use records::{
    Approving, Archiving, Kept, KeyTask, Opening, Output, RecordAndPackage, RecordFile, RecordTask,
    Signing, Verifying,
};

/// Parts the Chinese help from the English.
const MARK: &str = "｜";

/// All that a command line says.
#[derive(Debug, Parser)]
#[command(
    name = "tiaoli",
    version,
    about = "条理：把政策条文写成能执行、能核对的规则｜Rules as code for public policy: clauses that run and can be checked",
    after_help = "退出码：0 完成；1 规则、案件、示例有问题，或点名要判断的规范不成立；2 命令写得不对；3 文件读写不了。｜Exit codes: 0 done; 1 something is wrong with rules, facts or examples, or a norm asked for by name does not hold; 2 wrong use; 3 a file cannot be read or written.",
    disable_help_subcommand = true
)]
pub(crate) struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub(crate) task: Task,
    /// What holds for every command.
    #[command(flatten)]
    pub(crate) manner: Manner,
}

/// How every command speaks.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct Manner {
    /// In which language.
    #[arg(
        long,
        global = true,
        value_enum,
        value_name = "zh|en",
        hide_possible_values = true,
        help = "用哪种语言说话，默认中文；fmt 则把关键词改写成这种语言｜The language to speak, Chinese if left out; fmt also rewrites keywords in it"
    )]
    pub(crate) lang: Option<Spoken>,
    /// JSON instead of text.
    #[arg(long, global = true, help = "输出 JSON｜Write JSON")]
    pub(crate) json: bool,
    /// Colour.
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto, hide_default_value = true, value_name = "auto|always|never", hide_possible_values = true, help = "颜色：只在终端上、总是、从不｜Colour: on a terminal only, always, never")]
    pub(crate) colour: Colour,
    /// Every problem.
    #[arg(long, global = true, help = "显示全部问题｜Show every problem")]
    pub(crate) all: bool,
}

/// The languages of the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Spoken {
    /// Chinese.
    Zh,
    /// English.
    En,
}

impl From<Spoken> for Language {
    fn from(spoken: Spoken) -> Self {
        match spoken {
            Spoken::Zh => Self::Zh,
            Spoken::En => Self::En,
        }
    }
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Colour {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Task {
    /// Checks a package.
    #[command(
        about = "检查规则包：名称、类型、单位、引文、日期、优先关系｜Check a package: names, types, units, quotes, dates, precedence"
    )]
    Check {
        /// The package.
        #[arg(
            value_name = "PACKAGE",
            default_value = ".",
            help = "规则包目录｜The folder of the package"
        )]
        package: PathBuf,
    },
    /// Decides a case.
    #[command(
        about = "判断一个案件，给出每项结论和依据的原文｜Decide a case, each answer with the words it rests on"
    )]
    Decide {
        /// The case.
        #[command(flatten)]
        question: Question,
        /// The brief shape.
        #[arg(
            long,
            conflicts_with = "record",
            help = "输出简短的 JSON：结论、数值和缺什么，不带原文｜Write brief JSON: outcomes, exact values and what is missing, without quotations"
        )]
        brief: bool,
        /// Its record.
        #[command(flatten)]
        kept: Kept,
    },
    /// What is still to be asked.
    #[command(
        about = "还要问什么：只问会改变结论的，问过的不再问｜What is still to be asked: only what can change an answer, and nothing twice"
    )]
    Ask(Question),
    /// What would have to be different.
    #[command(
        about = "怎样会不同：使结论改变的最小改动，每一种都试算过｜What would have to be different: the smallest changes of facts that change an answer, each of them run"
    )]
    WhatIf {
        /// The case.
        #[command(flatten)]
        question: Question,
        /// How far is searched.
        #[command(flatten)]
        limits: Limits,
    },
    /// Verifies a record.
    #[command(
        about = "核对一份判断记录，给出七盏灯：内容、签名、规则包、条文、私密值、重算、程序｜Verify a decision record, seven lights: contents, signatures, rule base, provisions, private values, re-run, procedure"
    )]
    Verify(Verifying),
    /// Replays a record.
    #[command(
        about = "按判断记录重新判断，逐字比较，指出第一处不同｜Make the decision of a record again and name the first difference"
    )]
    Replay(RecordAndPackage),
    /// Decides records again with another package.
    #[command(
        about = "批量重算：用另一个规则包重新判断一批记录，看谁的结论会变（只是估算）｜Decide many records again with another package and see whose outcomes change (an estimate)"
    )]
    Rerun(Rerun),
    /// Keeps records in a log.
    #[command(
        subcommand,
        about = "记录簿：只能续写的登记，能证明哪一份记录在里面｜The log: records one after the other, with proofs that one is in it"
    )]
    Log(LogTask),
    /// Puts a record into a page.
    #[command(
        about = "把判断记录、程序包和公钥装进一个网页，离线打开就能核对和重算｜Put a record, its pack and keys into one page that verifies and replays without a network"
    )]
    Archive(Archiving),
    /// Signs a record.
    #[command(
        about = "给判断记录签名（Ed25519），签名对全本和公开层都有效｜Sign a decision record (Ed25519); the signature holds for all its layers"
    )]
    Sign(Signing),
    /// Approves a package.
    #[command(
        about = "给规则包的摘要签名，写进机关填写的 reviews｜Sign the digests of a package, for `reviews` of the agency's file"
    )]
    Approve(Approving),
    /// Layers of a record.
    #[command(
        about = "判断记录的公开层、打开一部分、签名封套｜The public layer of a record, one with openings, its envelope"
    )]
    Record {
        /// What to make.
        #[command(subcommand)]
        task: RecordTask,
    },
    /// Keys.
    #[command(about = "签名用的钥匙｜Keys to sign with")]
    Key {
        /// What to do.
        #[command(subcommand)]
        task: KeyTask,
    },
    /// Explains a decision.
    #[command(
        about = "判断一个案件，逐项说明理由｜Decide a case and show the reasons item by item"
    )]
    Explain(Question),
    /// Tells why.
    #[command(
        about = "说明每项结论为什么这样：给公众、经办或审计｜Tell why each answer is what it is: for a citizen, an officer or an auditor"
    )]
    Why(Telling),
    /// Tells why not.
    #[command(
        about = "只说明不成立和还不能判断的：哪一条的哪一项不符合，还缺什么｜Tell only what does not hold or is open: which item of which provision fails, and what is missing"
    )]
    WhyNot(Telling),
    /// Runs the examples.
    #[command(about = "运行规则包里的全部示例｜Run all examples of a package")]
    Test {
        /// The package.
        #[arg(
            value_name = "PACKAGE",
            default_value = ".",
            help = "规则包目录｜The folder of the package"
        )]
        package: PathBuf,
        /// Only some.
        #[arg(
            long,
            value_name = "TEXT",
            help = "只运行名称里有这些字的示例｜Only examples whose name contains this text"
        )]
        filter: Option<String>,
    },
    /// Formats rule files.
    #[command(
        about = "整理规则文件的写法，不改变意思；--lang 则把关键词改写成这种语言｜Format rule files without changing what they say; --lang rewrites keywords in that language"
    )]
    Fmt {
        /// Files or folders.
        #[arg(
            value_name = "PATH",
            default_value = ".",
            hide_default_value = true,
            help = "规则文件或目录，不写则为当前目录｜Rule files or folders; the current one if left out"
        )]
        paths: Vec<PathBuf>,
        /// Only look.
        #[arg(long, help = "只检查，不改文件｜Only check, change nothing")]
        check: bool,
    },
    /// Prints the ledger.
    #[command(
        about = "台账：原文的每一句在规则里的去处｜The ledger: where each sentence of the text went"
    )]
    Ledger {
        /// The package.
        #[arg(
            value_name = "PACKAGE",
            default_value = ".",
            hide_default_value = true,
            help = "规则包目录，不写则为当前目录｜The folder of the package; the current one if left out"
        )]
        package: PathBuf,
        /// Where other packages are.
        #[arg(
            long,
            value_name = "FOLDER",
            help = "在这个规则包或者目录里查转致的文件编了没有；可以写几次｜Look here, in a package or a folder of packages, for the instruments referred to; may be repeated"
        )]
        with: Vec<PathBuf>,
    },
    /// Prints a schema.
    #[command(
        about = "输出 JSON Schema：案件事实的、结论的、判断记录的、所问问题的，或怎样会不同的｜Print a JSON Schema: of the facts of a case, of answers, of decision records, of what is still to be asked, or of what would have to be different"
    )]
    Schema {
        /// Of what.
        #[arg(
            value_enum,
            value_name = "facts|answers|brief|account|record|public|opened|envelope|agency|log|rerun|inquiry|what-if",
            hide_possible_values = true,
            help = "事实（facts）、结论（answers）、简短的结论（brief）、说明（account）；判断记录的全本（record）、公开层（public）、打开了一部分的（opened）；签名封套（envelope）；机关填写的内容（agency）；记录簿的行（log）；批量重算的报告（rerun）；所问的问题（inquiry）或使结论改变的改动（what-if）｜Of facts, of answers, of brief answers, of accounts; of records whole, public or opened; of signature envelopes; of the agency's file; of lines of a log; of the report of a rerun; of what is still to be asked, or of what would have to be different"
        )]
        of: SchemaOf,
        /// The package.
        #[arg(
            value_name = "PACKAGE",
            default_value = ".",
            help = "规则包目录｜The folder of the package"
        )]
        package: PathBuf,
    },
    /// Decides a table of cases.
    #[command(
        about = "判断一张 CSV 表里的全部案件，一行一个｜Decide every case of a CSV table, one per row"
    )]
    Run(CaseTable),
    /// Packs a package.
    #[command(
        about = "把规则包打成一个程序包文件，供网页和其他命令使用｜Make a package into one file, a pack, for web pages and other commands"
    )]
    Build(Build),
    /// Exports.
    #[command(
        about = "导出：所收文件的结构（Akoma Ntoso），或者判断记录（PROV-O）｜Export: the structure of a document that is held (Akoma Ntoso), or a decision record (PROV-O)"
    )]
    Export {
        /// Into which vocabulary.
        #[command(subcommand)]
        into: Export,
    },
    /// Starts a package.
    #[command(about = "新建一个可以运行的规则包｜Start a package that runs")]
    New {
        /// The folder.
        #[arg(
            value_name = "FOLDER",
            help = "新目录的名称｜The name of the new folder"
        )]
        folder: PathBuf,
    },
    /// Explains a code.
    #[command(about = "解释一个问题代码，如 E0301｜Explain the code of a problem, such as E0301")]
    Code {
        /// The code.
        #[arg(
            value_name = "CODE",
            help = "代码；不写则列出全部｜The code; all are listed if left out"
        )]
        code: Option<String>,
    },
}

/// What a schema is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SchemaOf {
    /// The facts of a package.
    Facts,
    /// The answers.
    Answers,
    /// The brief answers.
    Brief,
    /// Decision records, whole.
    Record,
    /// Their public layer.
    Public,
    /// Their public layer with openings.
    Opened,
    /// Signature envelopes.
    Envelope,
    /// What an agency adds.
    Agency,
    /// Lines of a log.
    Log,
    /// Accounts of decisions.
    Account,

    /// The report of a rerun.
    Rerun,
    /// What is still to be asked.
    Inquiry,
    /// What would have to be different.
    WhatIf,
}

/// A package to be packed.
#[derive(Debug, Args)]
pub(crate) struct Build {
    /// The package.
    #[arg(
        value_name = "PACKAGE",
        default_value = ".",
        hide_default_value = true,
        help = "规则包目录，不写则为当前目录｜The folder of the package; the current one if left out"
    )]
    pub(crate) package: PathBuf,
    /// The file.
    #[arg(
        short,
        long,
        value_name = "FILE",
        help = "写到这个文件；不写则为当前目录下“规则包名.pack”｜Write to this file; NAME.pack in the current folder if left out"
    )]
    pub(crate) output: Option<PathBuf>,
}

/// A case and what is asked of it.
#[derive(Debug, Args)]
pub(crate) struct Question {
    /// The package.
    #[arg(value_name = "PACKAGE", help = "规则包目录｜The folder of the package")]
    pub(crate) package: PathBuf,
    /// The facts, then the goals.
    #[arg(value_name = "FACTS [NORM…]", num_args = 0.., help = "案件事实的 JSON 文件（- 为标准输入），然后是要判断的规范；用 --example 时只写规范。也可以写定义和问卷；不写则为全部权利，示例则为它所问的｜The JSON file of facts (- for standard input), then the norms to decide; only norms with --example. all rights if no norm is named; questionnaires stand for their goals")]
    pub(crate) rest: Vec<String>,
    /// An example.
    #[arg(
        long,
        value_name = "NAME",
        help = "用规则包里的一个示例作案件｜Take an example of the package as the case"
    )]
    pub(crate) example: Option<String>,
    /// All norms.
    #[arg(
        long,
        help = "判断全部规范，包括义务、任务和指标｜Decide all norms, also duties, tasks and indicators"
    )]
    pub(crate) everything: bool,
    /// The days.
    #[command(flatten)]
    pub(crate) days: Days,
}

/// How far is searched for what would have to be different.
#[derive(Debug, Args)]
pub(crate) struct Limits {
    /// For whom.
    #[arg(
        long,
        value_name = "PATH",
        help = "只问其中一个，如 家庭.子女[0]｜Only for one of several, such as 家庭.子女[0]"
    )]
    pub(crate) instance: Option<String>,
    /// The other direction.
    #[arg(
        long,
        help = "反过来：怎样会使成立的不再成立｜The other way: what would make it no longer hold"
    )]
    pub(crate) lose: bool,
    /// How many changes together.
    #[arg(
        long,
        value_name = "N",
        default_value_t = 3,
        hide_default_value = true,
        help = "最多同时改变几项，默认 3｜How many changes together at most, 3 if left out"
    )]
    pub(crate) size: usize,
    /// How many runs.
    #[arg(
        long,
        value_name = "N",
        default_value_t = 20_000,
        hide_default_value = true,
        help = "每一项最多试算几次，默认 20000｜How many runs for each answer at most, 20000 if left out"
    )]
    pub(crate) runs: u64,
    /// How many days.
    #[arg(
        long,
        value_name = "N",
        default_value_t = 366,
        hide_default_value = true,
        help = "往后看多少天，默认 366｜How many days to look ahead, 366 if left out"
    )]
    pub(crate) days: u32,
}

/// A table of cases and what is asked of each.
#[derive(Debug, Args)]
pub(crate) struct CaseTable {
    /// The package.
    #[arg(value_name = "PACKAGE", help = "规则包目录｜The folder of the package")]
    pub(crate) package: PathBuf,
    /// The table.
    #[arg(
        value_name = "CSV",
        help = "案件表；第一行是事实的名称｜The table of cases; the first row names the facts"
    )]
    pub(crate) table: PathBuf,
    /// The goals.
    #[arg(
        value_name = "NORM",
        help = "要判断的规范；不写则为表里各事实所属对象的权利和指标｜The norms to decide; the rights and indicators of the objects in the table if left out"
    )]
    pub(crate) goals: Vec<String>,
    /// The column of names.
    #[arg(
        long,
        value_name = "COLUMN",
        help = "哪一列是案件的名称；不写则为名称、name 或第一个不是事实的列｜The column that names the cases; 名称, name or the first that is no fact if left out"
    )]
    pub(crate) name: Option<String>,
    /// The brief shape.
    #[arg(
        long,
        help = "输出简短的 JSON：结论、数值和缺什么，不带原文｜Write brief JSON: outcomes, exact values and what is missing, without quotations"
    )]
    pub(crate) brief: bool,
    /// The days.
    #[command(flatten)]
    pub(crate) days: Days,
}

/// The days of a decision.
#[derive(Debug, Clone, Args)]
pub(crate) struct Days {
    /// 判断日.
    #[arg(
        long,
        value_name = "DATE",
        help = "判断日；不写则以案件为准，案件也没有则为今天（北京时间）｜The day of judgement; else the case's own, else today (Beijing time)"
    )]
    pub(crate) as_of: Option<String>,
    /// 适用法日.
    #[arg(
        long,
        value_name = "DATE",
        help = "适用法日；不写则同判断日｜The day whose law applies; else the day of judgement"
    )]
    pub(crate) law_as_of: Option<String>,
    /// 知悉日.
    #[arg(
        long,
        value_name = "DATE",
        help = "知悉日：只用这一天以前公布的｜Use only what was published by this day; else the day of judgement"
    )]
    pub(crate) known_as_of: Option<String>,
}

/// The language that a command line asks for, before it is parsed.
pub(crate) fn language_of(words: &[OsString]) -> Language {
    let mut english = false;
    let mut words = words.iter().filter_map(|word| word.to_str());
    while let Some(word) = words.next() {
        let value = match word {
            "--lang" => words.next(),
            other => other.strip_prefix("--lang="),
        };
        english = value.map_or(english, |value| value == "en");
    }
    if english { Language::En } else { Language::Zh }
}

/// Reads a command line.
///
/// # Errors
/// What clap says; the help asked for is an error of its kind too.
pub(crate) fn parse(words: &[OsString], language: Language) -> Result<Arguments, clap::Error> {
    let command = spoken(Arguments::command(), language);
    let matches = command.try_get_matches_from(words)?;
    Arguments::from_arg_matches(&matches)
}

/// The command with its help in one language.
fn spoken(command: Command, language: Language) -> Command {
    let mut command = command;
    // The arguments that clap adds by itself speak English only, so we add them.
    command = command.disable_help_flag(true).disable_version_flag(true);
    let help = Arg::new("help")
        .short('h')
        .long("help")
        .action(ArgAction::Help);
    command = command.arg(help.help("显示帮助｜Show this help"));
    let is_root = command.get_name() == "tiaoli";
    if is_root {
        let version = Arg::new("version")
            .short('V')
            .long("version")
            .action(ArgAction::Version);
        command = command.arg(version.help("显示版本｜Show the version"));
    }
    if let Some(about) = command.get_about().map(|words| half(words, language)) {
        command = command.about(about);
    }
    if let Some(after) = command.get_after_help().map(|words| half(words, language)) {
        command = command.after_help(after);
    }
    if language == Language::Zh {
        let positionals = command.get_positionals().next().is_some();
        let nested = !is_root && command.get_subcommands().next().is_some();
        command = command.help_template(match (is_root, positionals) {
            _ if nested => "{about}\n\n用法：{usage}\n\n命令：\n{subcommands}\n\n选项：\n{options}\n",
            (true, _) => "{about}\n\n用法：{usage}\n\n命令：\n{subcommands}\n\n选项：\n{options}{after-help}\n",
            (false, true) => "{about}\n\n用法：{usage}\n\n参数：\n{positionals}\n\n选项：\n{options}\n",
            (false, false) => "{about}\n\n用法：{usage}\n\n选项：\n{options}\n",
        });
    }
    command =
        command.mut_args(
            |argument| match argument.get_help().map(|words| half(words, language)) {
                Some(help) => argument.help(help),
                None => argument,
            },
        );
    command.mut_subcommands(|task| spoken(task, language))
}

fn half(words: &StyledStr, language: Language) -> String {
    let words = words.to_string();
    let (zh, en) = words.split_once(MARK).unwrap_or((&words, &words));
    match language {
        Language::Zh => zh.to_owned(),
        Language::En => en.to_owned(),
    }
}

#[cfg(test)]
mod tests;
