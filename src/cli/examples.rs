//! `tiaoli test`: all examples of a package.

use std::io::{self, IsTerminal};
use std::path::Path;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::json;

use crate::cli::build::only_folder;
use crate::cli::package::open_sound;
use crate::cli::page::Page;
use crate::cli::voice::{End, FAINT, GREEN, PLAIN, RED, Stop, Voice};
use crate::diagnostic::Language;
use crate::engine::{Engine, ExampleResult};

/// Below so many examples nobody waits.
const MANY: usize = 200;

/// `tiaoli test`.
///
/// # Errors
/// What cannot be read, or is wrong with the package.
pub(crate) fn test(voice: Voice, path: &Path, filter: Option<&str>) -> Result<End, Stop> {
    only_folder(path)?;
    let engine = open_sound(voice, path)?;
    let wanted = |name: &str, alias: Option<&str>| {
        filter.is_none_or(|words| {
            name.contains(words) || alias.is_some_and(|alias| alias.contains(words))
        })
    };
    let examples: Vec<_> = engine
        .model()
        .examples
        .iter()
        .filter(|example| wanted(&example.label.name, example.label.alias.as_deref()))
        .collect();
    if let (true, Some(words)) = (examples.is_empty(), filter) {
        return Err(Stop::usage(
            format!("没有名称里有“{words}”的示例"),
            format!("no example has `{words}` in its name"),
        ));
    }
    let bar = progress(examples.len());
    let results: Vec<ExampleResult> = examples
        .iter()
        .map(|example| {
            bar.inc(1);
            engine.run_example(example)
        })
        .collect();
    bar.finish_and_clear();
    let failed = results
        .iter()
        .filter(|result| !result.failures.is_empty())
        .count();
    if voice.json {
        voice.answer_json(&shape(&engine, &results))?;
    } else {
        voice.answer(&page(voice, &engine, &results, failed))?;
    }
    Ok(if failed == 0 { End::Done } else { End::Wrong })
}

fn progress(count: usize) -> ProgressBar {
    if count < MANY || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar =
        ProgressBar::with_draw_target(u64::try_from(count).ok(), ProgressDrawTarget::stderr());
    match ProgressStyle::with_template("{wide_bar} {pos}/{len}") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

fn page(voice: Voice, engine: &Engine, results: &[ExampleResult], failed: usize) -> String {
    let mut page = Page::new(voice);
    for result in results.iter().filter(|result| !result.failures.is_empty()) {
        let place =
            engine
                .place(result.span)
                .map_or_else(String::new, |(file, line, _)| match voice.language {
                    Language::Zh => format!("{file} 第 {line} 行"),
                    Language::En => format!("{file}, line {line}"),
                });
        page.line(&format!(
            "{RED}✘{PLAIN} {}{}{FAINT}{place}{PLAIN}",
            result.name,
            voice.pick("　", "  ")
        ));
        for failure in &result.failures {
            let line = engine.place(failure.span).map_or(0, |(_, line, _)| line);
            page.entry("应当", "expected", voice.say(&failure.expected));
            let found = match voice.language {
                Language::Zh => format!("{}（第 {line} 行）", failure.found.zh),
                Language::En => format!("{} (line {line})", failure.found.en),
            };
            page.entry("实际", "came", &found);
            for why in &failure.why {
                page.entry("原因", "why", voice.say(why));
            }
        }
        page.blank();
    }
    let passed = results.len().saturating_sub(failed);
    let colour = if failed == 0 { GREEN } else { RED };
    page.line(&match voice.language {
        Language::Zh => format!("{colour}示例 {passed} 个通过，{failed} 个不通过{PLAIN}"),
        Language::En => format!("{colour}{passed} passed, {failed} failed{PLAIN}"),
    });
    page.done()
}

fn shape(engine: &Engine, results: &[ExampleResult]) -> serde_json::Value {
    let words = |words: &crate::diagnostic::Words| json!({ "zh": words.zh, "en": words.en });
    let examples: Vec<_> = results
        .iter()
        .map(|result| {
            let place = engine.place(result.span);
            let failures: Vec<_> = result
                .failures
                .iter()
                .map(|failure| {
                    json!({
                        "expected": words(&failure.expected),
                        "found": words(&failure.found),
                        "why": failure.why.iter().map(words).collect::<Vec<_>>(),
                        "line": engine.place(failure.span).map(|(_, line, _)| line),
                    })
                })
                .collect();
            json!({
                "example": result.name,
                "file": place.as_ref().map(|(file, _, _)| file.clone()),
                "line": place.map(|(_, line, _)| line),
                "passed": result.failures.is_empty(),
                "expectations": result.expectations,
                "failures": failures,
            })
        })
        .collect();
    let failed = results
        .iter()
        .filter(|result| !result.failures.is_empty())
        .count();
    json!({ "version": 1, "passed": results.len().saturating_sub(failed), "failed": failed, "examples": examples })
}
