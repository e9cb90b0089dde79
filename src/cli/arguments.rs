//! The command line: commands, arguments, help in both languages.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::StyledStr;
use clap::{
    Arg, ArgAction, Args, Command, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum,
};

use crate::diagnostic::Language;

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
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto, value_name = "auto|always|never", hide_possible_values = true, help = "颜色：只在终端上、总是、从不｜Colour: on a terminal only, always, never")]
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
    /// Prints a schema.
    #[command(
        about = "输出 JSON Schema：案件事实的，或结论的｜Print a JSON Schema: of the facts of a case, or of answers"
    )]
    Schema {
        /// Of what.
        #[arg(
            value_enum,
            value_name = "facts",
            hide_possible_values = true,
            help = "事实（facts）或结论（answers）｜Of facts or of answers"
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
        command = command.help_template(if is_root {
            "{about}\n\n用法：{usage}\n\n命令：\n{subcommands}\n\n选项：\n{options}\n\n{after-help}\n"
        } else {
            "{about}\n\n用法：{usage}\n\n{all-args}\n"
        });
        command = command.subcommand_help_heading("命令");
    }
    command = command.mut_args(|argument| {
        let help = argument.get_help().map(|words| half(words, language));
        let heading = match (language, argument.is_positional()) {
            (Language::En, _) => None,
            (Language::Zh, true) => Some("参数"),
            (Language::Zh, false) => Some("选项"),
        };
        let argument = match help {
            Some(help) => argument.help(help),
            None => argument,
        };
        if heading.is_some() {
            argument.help_heading(heading)
        } else {
            argument
        }
    });
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
mod tests {
    use std::ffi::OsString;

    use clap::{Command, CommandFactory};

    use super::{Arguments, MARK, language_of};
    use crate::diagnostic::Language;

    #[test]
    fn the_command_line_is_well_formed_and_bilingual() {
        Arguments::command().debug_assert();
        fn visit(command: &Command) {
            let about = command
                .get_about()
                .map(ToString::to_string)
                .unwrap_or_default();
            assert!(about.contains(MARK), "{}", command.get_name());
            for argument in command.get_arguments() {
                let help = argument
                    .get_help()
                    .map(ToString::to_string)
                    .unwrap_or_default();
                assert!(
                    help.contains(MARK),
                    "{} {}",
                    command.get_name(),
                    argument.get_id()
                );
            }
            command.get_subcommands().for_each(visit);
        }
        visit(&Arguments::command());
    }

    #[test]
    fn the_language_is_known_before_anything_else_is_right() {
        let language = |line: &str| {
            let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            language_of(&words)
        };
        assert_eq!(language("tiaoli --wrong --lang en"), Language::En);
        assert_eq!(language("tiaoli check --lang=en x"), Language::En);
        assert_eq!(language("tiaoli check"), Language::Zh);
        assert_eq!(language("tiaoli check --lang"), Language::Zh);
    }
}
