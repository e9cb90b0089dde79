//! Problems with a file as a whole: it could not become a text.

use crate::diagnostic::problem::{Code, Label, Problem};
use crate::diagnostic::words::Words;
use crate::source::{MAX_TEXT_BYTES, Span, TextError};

/// The file is too large.
pub const TOO_LARGE: Code = Code::new("E0001");

/// The file is not UTF-8.
pub const NOT_UTF8: Code = Code::new("E0002");

impl From<TextError> for Problem {
    fn from(error: TextError) -> Self {
        match error {
            TextError::TooLarge { id, name, bytes } => too_large(Span::at(id, 0), &name, bytes),
            TextError::NotUtf8 { id, name, valid } => {
                let at = u32::try_from(valid).unwrap_or(u32::MAX);
                not_utf8(Span::at(id, at), &name, valid)
            }
        }
    }
}

fn too_large(place: Span, name: &str, bytes: usize) -> Problem {
    let limit = MAX_TEXT_BYTES;
    let message = Words::new(
        format!("文件“{name}”有 {bytes} 字节，超过 {limit} 字节（4 MiB）"),
        format!("file `{name}` has {bytes} bytes, more than {limit} (4 MiB)"),
    );
    Problem::new(TOO_LARGE, message, Label::here(place)).help(Words::new(
        "请按条款分成几个文件，放在同一个目录里",
        "split it into one file per clause, in one directory",
    ))
}

fn not_utf8(place: Span, name: &str, valid: usize) -> Problem {
    let byte = valid.saturating_add(1);
    let message = Words::new(
        format!("文件“{name}”不是 UTF-8 编码，从第 {byte} 个字节起无法读出"),
        format!("file `{name}` is not UTF-8; it cannot be read from byte {byte} on"),
    );
    Problem::new(NOT_UTF8, message, Label::here(place)).help(Words::new(
        "请用编辑器“另存为”，编码选 UTF-8",
        "save it again from the editor with the encoding UTF-8",
    ))
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::{Problem, explain};
    use crate::source::{FileId, MAX_TEXT_BYTES, Text};

    #[test]
    fn a_refused_file_becomes_a_problem_with_a_page_and_a_way_out() {
        let id = FileId::new(0);
        let large = Text::new(id, "a.tiao", "x".repeat(MAX_TEXT_BYTES + 1));
        let old = Text::from_bytes(id, "b.tiao", &[0xcc, 0xf5]);
        for (refused, code) in [(large, "E0001"), (old, "E0002")] {
            let problem = Problem::from(refused.unwrap_err());
            assert_eq!(problem.code().name(), code);
            assert!(explain(code).is_some() && problem.ways_out().len() == 1);
        }
    }
}
