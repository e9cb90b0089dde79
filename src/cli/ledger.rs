//! `tiaoli ledger`: where each sentence of an instrument went, per clause.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::check::{InstrumentLedger, Ledger, SentenceLedger, Standing, Tally, ledger};
use crate::cli::layout::{clean, cut, table};
use crate::cli::package::open;
use crate::cli::page::Page;
use crate::cli::references::{self, Around};
use crate::cli::voice::{BOLD, End, FAINT, GREEN, PLAIN, RED, Stop, Voice};
use crate::diagnostic::Language;
use crate::engine::Engine;

/// How many sentences that are left are shown at once.
const AT_ONCE: usize = 3;

/// `tiaoli ledger`.
///
/// # Errors
/// What cannot be read.
pub(crate) fn print(voice: Voice, path: &Path, with: &[PathBuf]) -> Result<End, Stop> {
    let engine = open(path)?;
    let ledger = ledger(engine.model());
    let around = Around::read(path, with)?;
    if ledger.instruments.is_empty() && with.is_empty() {
        return Err(Stop::usage(
            "规则包没有收录任何文件的全文",
            "the package holds the text of no instrument",
        )
        .help(
            "在“文件”里写 全文 “source/….txt”",
            "write `full_text \"source/….txt\"` in a `document`",
        ));
    }
    if voice.json {
        let mut shape = shape(&engine, &ledger);
        if let Value::Object(members) = &mut shape {
            members.insert("references".to_owned(), references::shape(&engine, &around));
        }
        voice.answer_json(&shape)?;
    } else {
        let mut page = Page::new(voice);
        for instrument in &ledger.instruments {
            of_instrument(&mut page, &engine, instrument);
        }
        references::section(&mut page, &engine, &around);
        voice.answer(&page.done())?;
    }
    let wanting = ledger
        .instruments
        .iter()
        .any(|one| one.asked.is_some() && one.left().next().is_some());
    Ok(if wanting { End::Wrong } else { End::Done })
}

fn of_instrument(page: &mut Page, engine: &Engine, ledger: &InstrumentLedger) {
    let voice = page.voice;
    let instrument = engine.model().instruments.get(ledger.instrument.index());
    let title = instrument.map_or("", |instrument| instrument.title.as_str());
    page.blank();
    page.words(&format!("《{title}》"), BOLD, 2);
    page.line(PLAIN);
    let mut rows = vec![headings(voice)];
    for clause in &ledger.clauses {
        let place = clause
            .path
            .last()
            .map_or_else(String::new, |marker| marker.to_string());
        rows.push(row(voice, &place, &clause.heading, &clause.tally));
    }
    rows.push(row(voice, voice.pick("合计", "in all"), "", &ledger.tally));
    for line in table(&rows, &[1, 2, 3, 4, 5, 6, 7, 8]) {
        page.line(&format!("  {line}"));
    }
    page.blank();
    let left: Vec<&SentenceLedger> = ledger.left().collect();
    closing(page, ledger, left.len());
    let limit = if voice.all { usize::MAX } else { AT_ONCE };
    for sentence in left.iter().take(limit) {
        let (zh, en) = (sentence.path.chinese(), sentence.path.english());
        let place = match voice.language {
            Language::Zh => format!("{zh}（第 {} 行）", sentence.line),
            Language::En => format!("{en} (line {})", sentence.line),
        };
        page.entry(
            "缺",
            "left",
            &format!(
                "{place}{}“{}”",
                voice.pick("　", "  "),
                sentence.left.join("”“")
            ),
        );
    }
    let rest = left.len().saturating_sub(limit);
    if rest > 0 {
        page.line(&match voice.language {
            Language::Zh => format!("    还有 {rest} 句（--all 显示全部）"),
            Language::En => format!("    {rest} more sentences (--all shows them all)"),
        });
    }
}

fn headings(voice: Voice) -> Vec<String> {
    let mut headings = vec![voice.pick("条款", "clause"), voice.pick("句", "sentences")];
    for standing in Standing::ALL {
        let (zh, en) = match standing {
            Standing::Executable => ("可执行", "runs"),
            Standing::NeedsAnother => ("转致", "refers"),
            Standing::OpenTextured => ("含认定", "findings"),
            Standing::Declaratory => ("宣示", "declares"),
            Standing::NotEncoded => ("未写", "left"),
        };
        headings.push(voice.pick(zh, en));
    }
    headings.push(voice.pick("按句", "by sentence"));
    headings.push(voice.pick("按字", "by letter"));
    headings
        .into_iter()
        .map(|heading| format!("{FAINT}{heading}{PLAIN}"))
        .collect()
}

fn row(voice: Voice, path: &str, heading: &str, tally: &Tally) -> Vec<String> {
    let width = voice.width().saturating_sub(56).clamp(16, 60);
    let heading = heading.trim();
    let name = if path == heading {
        path.to_owned()
    } else {
        format!("{path} {heading}")
    };
    let mut cells = vec![cut(&clean(&name), width), tally.sentences().to_string()];
    for standing in Standing::ALL {
        let count = match standing {
            // A sentence that runs may hold a finding too: all that do are counted here.
            Standing::OpenTextured => tally.with_findings,
            _ => tally.sentences.get(&standing).copied().unwrap_or(0),
        };
        cells.push(if count == 0 {
            "·".to_owned()
        } else {
            count.to_string()
        });
    }
    let sentences = Tally::permille(tally.accounted(), tally.sentences());
    let letters = Tally::permille(tally.accounted_letters(), tally.letters());
    let colour = |permille: u32| if permille == 1000 { GREEN } else { RED };
    cells.push(format!(
        "{}{}{PLAIN}",
        colour(sentences),
        percent(sentences)
    ));
    cells.push(format!("{}{}{PLAIN}", colour(letters), percent(letters)));
    cells
}

/// Tenths of a percent as a percentage.
fn percent(permille: u32) -> String {
    let (whole, tenth) = (
        permille.checked_div(10).unwrap_or(0),
        permille.checked_rem(10).unwrap_or(0),
    );
    if tenth == 0 {
        format!("{whole}%")
    } else {
        format!("{whole}.{tenth}%")
    }
}

fn closing(page: &mut Page, ledger: &InstrumentLedger, left: usize) {
    let voice = page.voice;
    let (all, accounted) = (ledger.tally.sentences(), ledger.tally.accounted());
    let clauses = ledger.clauses.len();
    let colour = if left == 0 { GREEN } else { RED };
    let asked = match (ledger.asked.is_some(), left) {
        (true, 0) => voice.pick("，完整", ", complete"),
        (true, _) => voice.pick("，要求完整而没有完整", ", asked to be complete and is not"),
        (false, _) => "",
    };
    page.line(&match voice.language {
        Language::Zh => {
            format!("{colour}{clauses} 条 {all} 句，已有去处 {accounted} 句{asked}{PLAIN}")
        }
        Language::En => format!(
            "{colour}{clauses} clauses, {all} sentences, {accounted} accounted for{asked}{PLAIN}"
        ),
    });
}

fn shape(engine: &Engine, ledger: &Ledger) -> Value {
    let instruments = ledger.instruments.iter().map(|one| {
        let instrument = engine.model().instruments.get(one.instrument.index());
        let clauses = one.clauses.iter().map(|clause| {
            json!({
                "id": clause.path.id(),
                "path": clause.path.chinese(),
                "heading": clause.heading,
                "tally": tally(&clause.tally),
                "sentences": clause.sentences.iter().map(sentence).collect::<Vec<_>>(),
            })
        });
        json!({
            "name": instrument.map(|instrument| instrument.label.name.clone()),
            "title": instrument.map(|instrument| instrument.title.clone()),
            "asked_to_be_complete": one.asked.is_some(),
            "complete": one.left().next().is_none(),
            "tally": tally(&one.tally),
            "clauses": clauses.collect::<Vec<_>>(),
        })
    });
    json!({ "version": 1, "package": engine.manifest().name, "instruments": instruments.collect::<Vec<_>>() })
}

fn code(standing: Standing) -> &'static str {
    match standing {
        Standing::Executable => "executable",
        Standing::NeedsAnother => "needs_another_instrument",
        Standing::OpenTextured => "open_textured",
        Standing::Declaratory => "declaratory",
        Standing::NotEncoded => "not_encoded",
    }
}

fn tally(tally: &Tally) -> Value {
    let counts = Standing::ALL.into_iter().map(|standing| {
        let count = tally.sentences.get(&standing).copied().unwrap_or(0);
        (code(standing).to_owned(), json!(count))
    });
    json!({
        "sentences": tally.sentences(),
        "accounted": tally.accounted(),
        "by_standing": counts.collect::<serde_json::Map<_, _>>(),
        "letters": tally.letters(),
        "accounted_letters": tally.accounted_letters(),
        "with_findings": tally.with_findings,
        "percent_of_sentences": percent(Tally::permille(tally.accounted(), tally.sentences())),
        "percent_of_letters": percent(Tally::permille(tally.accounted_letters(), tally.letters())),
    })
}

fn sentence(sentence: &SentenceLedger) -> Value {
    let entries: Vec<Value> = sentence
        .entries
        .iter()
        .map(|entry| {
            let (zh, en) = entry.kind;
            json!({
                "kind": { "zh": zh, "en": en },
                "name": entry.name,
                "alias": entry.alias,
                "standing": code(entry.standing),
                "quoted": entry.quoted,
                "reasons": entry.reasons,
                "refers_to": entry.refers_to,
            })
        })
        .collect();
    json!({
        "id": sentence.path.id(),
        "path": sentence.path.chinese(),
        "line": sentence.line,
        "words": sentence.words,
        "standing": code(sentence.standing),
        "left": sentence.left,
        "entries": entries,
    })
}
