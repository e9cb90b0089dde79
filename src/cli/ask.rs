//! `tiaoli ask`: what is still to be asked of a case.

use crate::cli::arguments::Question as Asked;
use crate::cli::decide::{the_case, wrong};
use crate::cli::page::Page;
use crate::cli::voice::{BOLD, End, PLAIN, Stop, Voice};
use crate::diagnostic::{Language, Words};
use crate::engine::{FactKind, Inquiry, Named, OpenQuestion, Question};
use crate::wire;

/// How many options of a choice are listed.
const OPTIONS: usize = 12;

/// `tiaoli ask`.
///
/// # Errors
/// What cannot be read or is wrong.
pub(crate) fn ask(voice: Voice, asked: &Asked) -> Result<End, Stop> {
    let Some(case) = the_case(voice, asked, false)? else {
        return Ok(End::Wrong);
    };
    let question = Question {
        goals: case.goals,
        clocks: case.clocks,
        explained: false,
    };
    let mut names = case.names.iter();
    let form = names.find_map(|name| case.engine.questionnaire(name.trim()));
    let inquiry = case.engine.inquiry(&case.case, &question, form);
    let inquiry = inquiry.map_err(|stopped| wrong(stopped.words()))?;
    if voice.json {
        voice.answer_json(&wire::inquiry(&case.engine, case.clocks, &inquiry))?;
    } else {
        voice.answer(&page(voice, &inquiry))?;
    }
    Ok(End::Done)
}

fn page(voice: Voice, inquiry: &Inquiry) -> String {
    let mut page = Page::new(voice);
    let questions = inquiry.questions().count();
    let findings = inquiry.open.len().saturating_sub(questions);
    let more = inquiry.may_grow;
    page.words(&left(voice, questions, more), "", 0);
    for (number, open) in (1_usize..).zip(inquiry.questions()) {
        let before = format!("{BOLD}{number:>3}{PLAIN}  ");
        page.words(&asked(voice, open), &before, 5);
        let told = told(voice, open);
        if !told.is_empty() {
            page.words(&told, "     ", 5);
        }
    }
    if findings > 0 {
        page.blank();
        page.words(
            voice.pick(
                "下列各项由有关单位认定，不用填写：",
                "These are for an authority to find, not to be filled in:",
            ),
            "",
            0,
        );
    }
    for open in inquiry.open.iter().filter(|open| open.entry.is_none()) {
        let by = open.item.decided_by.join(voice.pick("、", ", "));
        let name = voice.say(&open.item.name);
        let by = match (by.is_empty(), voice.language) {
            (true, _) => String::new(),
            (false, Language::Zh) => format!("（{by}）"),
            (false, Language::En) => format!(" ({by})"),
        };
        page.words(&format!("{name}{by}"), "     ", 5);
    }
    page.done()
}

fn left(voice: Voice, questions: usize, more: bool) -> String {
    match (questions, more, voice.language) {
        (0, _, Language::Zh) => "没有要问的了：再填什么，结论都不会变。".to_owned(),
        (0, _, Language::En) => {
            "Nothing is left to ask: no further fact changes an answer.".to_owned()
        }
        (n, false, Language::Zh) => format!("最多还有 {n} 题："),
        (1, false, Language::En) => "At most 1 question is left:".to_owned(),
        (n, false, Language::En) => format!("At most {n} questions are left:"),
        (n, true, Language::Zh) => {
            format!("现在有 {n} 题；填了名单以后，名单里的每一个还会有自己的题：")
        }
        (n, true, Language::En) => {
            format!("{n} now; once a list is filled in, each of its members has its own:")
        }
    }
}

fn asked(voice: Voice, open: &OpenQuestion) -> String {
    let name = voice.say(&open.item.name);
    match &open.item.ask {
        Some(ask) => format!("{name}{}{}", voice.pick("　", "  "), voice.say(ask)),
        None => name.to_owned(),
    }
}

/// What an answer may be, and what else to know before one answers.
fn told(voice: Voice, open: &OpenQuestion) -> String {
    let Some(entry) = &open.entry else {
        return String::new();
    };
    let mut told = vec![kind(voice, &entry.kind)];
    if let Some(default) = &entry.default {
        told.push(match voice.language {
            Language::Zh => format!("不填按{}", default.zh),
            Language::En => format!("{} if left out", default.en),
        });
    }
    if let Some(evidence) = &open.item.evidence {
        let evidence = voice.say(evidence);
        told.push(format!("{}{evidence}", voice.pick("凭证：", "proof: ")));
    }
    if let Some(source) = &open.shared_by {
        told.push(match voice.language {
            Language::Zh => format!("可由“{source}”提供"),
            Language::En => format!("can be had from `{source}`"),
        });
    }
    if open.item.sensitive {
        told.push(voice.pick("敏感", "sensitive").to_owned());
    }
    told.retain(|words| !words.is_empty());
    told.join(voice.pick("；", "; "))
}

fn kind(voice: Voice, kind: &FactKind) -> String {
    match kind {
        FactKind::YesNo => voice.pick("是或否", "yes or no").to_owned(),
        FactKind::Text => voice.pick("文字", "text").to_owned(),
        FactKind::Date { least, greatest } => between(
            voice,
            voice.pick("日期", "a date").to_owned(),
            least.as_ref(),
            greatest.as_ref(),
        ),
        FactKind::Number {
            unit,
            whole,
            least,
            greatest,
        } => {
            let word = match (whole, voice.language) {
                (true, Language::Zh) => "整数",
                (false, Language::Zh) => "数",
                (true, Language::En) => "a whole number",
                (false, Language::En) => "a number",
            };
            let unit = voice.say(unit);
            let words = match (unit.is_empty(), voice.language) {
                (true, _) => word.to_owned(),
                (false, Language::Zh) => format!("{word}（{unit}）"),
                (false, Language::En) => format!("{word} of {unit}"),
            };
            between(voice, words, least.as_ref(), greatest.as_ref())
        }
        FactKind::Choice { options, .. } => {
            let named = |one: &Named| match (voice.language, &one.alias) {
                (Language::En, Some(alias)) => alias.clone(),
                _ => one.name.clone(),
            };
            let mut names: Vec<String> = options.iter().take(OPTIONS).map(named).collect();
            if options.len() > OPTIONS {
                names.push("…".to_owned());
            }
            names.join(voice.pick("、", ", "))
        }
        FactKind::List {
            least, greatest, ..
        } => match voice.language {
            Language::Zh => format!("名单，{least}至{greatest}个"),
            Language::En => format!("a list of {least} to {greatest}"),
        },
    }
}

fn between(voice: Voice, words: String, least: Option<&Words>, greatest: Option<&Words>) -> String {
    let mut words = words;
    if let Some(least) = least {
        words.push_str(voice.pick("，不低于", ", at least "));
        words.push_str(voice.say(least));
    }
    if let Some(greatest) = greatest {
        words.push_str(voice.pick("，不超过", ", at most "));
        words.push_str(voice.say(greatest));
    }
    words
}
