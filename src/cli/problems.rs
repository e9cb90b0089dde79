//! What is wrong, on a page: at most three problems at once, and how many are left.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::cli::drawing::drawn;
use crate::cli::layout::{clean, wrap};
use crate::cli::voice::{BOLD_RED, PLAIN, Voice};
use crate::diagnostic::{Language, Problems, Severity, explain};
use crate::engine::FactProblem;
use crate::source::{LineIndex, Texts};

/// How many problems are shown at once: later ones are often echoes of the first.
const AT_ONCE: usize = 3;

/// Problems of rule files.
pub(crate) fn of_rules(voice: Voice, problems: &Problems, texts: &Texts) -> String {
    let limit = if voice.all { usize::MAX } else { AT_ONCE };
    let (first, rest) = problems.first(limit);
    let mut page = String::new();
    for problem in first {
        // The stream takes the colours out where nobody would see them.
        page.push_str(&drawn(problem, texts, voice.language, voice.width(), true));
        page.push_str("\n\n");
    }
    page.push_str(&left_over(voice, rest));
    page
}

fn left_over(voice: Voice, rest: usize) -> String {
    if rest == 0 {
        return String::new();
    }
    match voice.language {
        Language::Zh => format!("还有 {rest} 个问题（--all 显示全部）\n\n"),
        Language::En => format!("{rest} more (--all shows them all)\n\n"),
    }
}

/// How many errors and warnings, in a closing line.
pub(crate) fn count(voice: Voice, problems: &Problems) -> String {
    let errors = problems.count(Severity::Error);
    let warnings = problems.count(Severity::Warning);
    let hints = problems.count(Severity::Hint);
    match voice.language {
        Language::Zh => format!("错误 {errors} 个，警告 {warnings} 个，提示 {hints} 个"),
        Language::En => format!("errors: {errors}, warnings: {warnings}, hints: {hints}"),
    }
}

/// Mistakes in a fact file.
pub(crate) fn of_facts(voice: Voice, problems: &[FactProblem], name: &str, text: &str) -> String {
    let lines = LineIndex::new(text.strip_prefix('\u{feff}').unwrap_or(text));
    let limit = if voice.all {
        usize::MAX
    } else {
        AT_ONCE.saturating_mul(10)
    };
    let mut page = String::new();
    for problem in problems.iter().take(limit) {
        let position = lines.position(u32::try_from(problem.at).unwrap_or(u32::MAX));
        let place = match voice.language {
            Language::Zh => format!("第 {} 行第 {} 字", position.line, position.character),
            Language::En => format!("line {}, character {}", position.line, position.character),
        };
        of_fact(
            voice,
            problem,
            &format!("{name}{}{place}", gap(voice)),
            &mut page,
        );
    }
    page.push_str(&left_over(voice, problems.len().saturating_sub(limit)));
    page
}

/// One mistake in facts: what, where, what to do.
pub(crate) fn of_fact(voice: Voice, problem: &FactProblem, place: &str, page: &mut String) {
    let title = Severity::Error.name(voice.language);
    let before = format!("{BOLD_RED}{title} {}{PLAIN}{}", problem.code(), gap(voice));
    let message = problem.message();
    let width = voice.width();
    for line in wrap(voice.say(&message), &before, 2, width) {
        let _ = writeln!(page, "{line}");
    }
    let path = if problem.path.is_empty() {
        String::new()
    } else {
        format!("{}{}", gap(voice), clean(&problem.path))
    };
    for line in wrap(&format!("{place}{path}"), "  ", 4, width) {
        let _ = writeln!(page, "{line}");
    }
    let way_out = problem.way_out();
    for line in wrap(voice.say(&way_out), "  ", 4, width) {
        let _ = writeln!(page, "{line}");
    }
    page.push('\n');
}

fn gap(voice: Voice) -> &'static str {
    voice.pick("　", "  ")
}

/// The page of a code, in one language.
pub(crate) fn page(code: &str, language: Language) -> Option<String> {
    let page = explain(code)?;
    let (zh, en) = page.split_once("\n---\n").unwrap_or((page, page));
    let title = page.lines().next().unwrap_or("");
    Some(match language {
        Language::Zh => format!("{}\n", zh.trim_end()),
        Language::En => format!("{title}\n\n{}\n", en.trim()),
    })
}

/// Codes with their titles.
pub(crate) fn titles() -> Vec<(&'static str, String)> {
    let title = |code: &'static str| {
        let first = explain(code)
            .and_then(|page| page.lines().next())
            .unwrap_or("");
        let name = first
            .trim_start_matches('#')
            .trim()
            .trim_start_matches(code)
            .trim();
        (code, name.to_owned())
    };
    crate::diagnostic::explained().map(title).collect()
}

/// A list of codes as JSON.
pub(crate) fn json_of_titles() -> Value {
    titles()
        .into_iter()
        .map(|(code, title)| json!({ "code": code, "title": title }))
        .collect()
}
