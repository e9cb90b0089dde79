//! The command line is well formed and speaks both languages.

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
