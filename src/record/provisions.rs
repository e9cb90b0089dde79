//! Whether the provisions that a record quotes stand in the texts that are held, and were law on the day.

use serde_json::Value;

use crate::check::{Citation, Model};
use crate::diagnostic::Words;
use crate::quantity::Date;

use super::canonical::{items, text};
use super::cited;
use super::difference::shortened;

/// What was found about the provisions of a record.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// How many stand in the text, to the letter.
    pub(super) there: usize,
    /// How many are of texts that nobody holds.
    pub(super) not_held: usize,
    /// How many lists of provisions are closed.
    pub(super) closed: usize,
    /// What is wrong, once each.
    pub(super) wrong: Vec<Words>,
}

/// Looks every provision up.
pub(super) fn look(model: &Model, record: &Value) -> Found {
    let mut found = Found::default();
    let day = record.get("time").and_then(|time| text(time, "law_as_of"));
    let day = day.and_then(|day| Date::parse_iso(day).ok());
    let mut seen: Vec<&Value> = Vec::new();
    for reason in items(record, "reasons") {
        let applied = text(reason, "outcome") != Some("not_applicable");
        if reason.get("met").is_some_and(Value::is_object) {
            found.closed = found.closed.saturating_add(1);
        }
        for provision in items(reason, "basis").chain(items(reason, "met")) {
            if applied && let Some(words) = day.and_then(|day| not_law(model, provision, day)) {
                found.add(words);
            }
            if !seen.contains(&provision) {
                seen.push(provision);
                found.look_up(model, provision);
            }
        }
    }
    let base = record.get("rule_base").unwrap_or(&Value::Null);
    for kept in items(base, "instruments").chain(items(base, "instruments_met")) {
        let mut known = (model.instruments.iter())
            .map(|one| cited::instrument(model, one))
            .filter(|now| now.get("title") == kept.get("title"));
        let title = text(kept, "title").map(shortened).unwrap_or_default();
        match known.next() {
            None => found.add(Words::new(
                format!("手上的规则包没有《{title}》这份文件"),
                format!("the package at hand has no instrument 《{title}》"),
            )),
            Some(now) if now != *kept && !known.any(|now| now == *kept) => {
                found.add(other_instrument(&title, kept, &now));
            }
            Some(_) => {}
        }
    }
    found
}

/// What a record says of an instrument otherwise than the package at hand, and what that means.
fn other_instrument(title: &str, kept: &Value, now: &Value) -> Words {
    let differs = |names: &[&str]| names.iter().any(|name| kept.get(name) != now.get(name));
    let said = |value: &Value, name: &str| text(value, name).map(shortened);
    if differs(&["sha256", "sm3"]) {
        return Words::new(
            format!(
                "判断所据的《{title}》的文本，不是手上的规则包所收的那一份：是旧文本或者别的文本"
            ),
            format!(
                "the text of 《{title}》 that the decision rests on is not the one held: it is an older text, or another"
            ),
        );
    }
    if differs(&["held"]) {
        return Words::new(
            format!("《{title}》的原文收没收，记录写的与手上的规则包不同"),
            format!(
                "whether the text of 《{title}》 is held: the record and the package at hand differ"
            ),
        );
    }
    if differs(&["in_force_from", "in_force_until"]) {
        let days = |value: &Value| [said(value, "in_force_from"), said(value, "in_force_until")];
        let zh = |value: &Value| match days(value) {
            [None, None] => "没有写".to_owned(),
            [Some(from), None] => format!("{from}起"),
            [None, Some(until)] => format!("到{until}为止"),
            [Some(from), Some(until)] => format!("{from}至{until}"),
        };
        let en = |value: &Value| match days(value) {
            [None, None] => "none".to_owned(),
            [Some(from), None] => format!("from {from}"),
            [None, Some(until)] => format!("until {until}"),
            [Some(from), Some(until)] => format!("from {from} until {until}"),
        };
        return Words::new(
            format!(
                "《{title}》的效力期间：记录是{}，手上是{}",
                zh(kept),
                zh(now)
            ),
            format!(
                "the days in force of 《{title}》: {} in the record, {} at hand",
                en(kept),
                en(now)
            ),
        );
    }
    if differs(&["number"]) {
        let number = |value: &Value| said(value, "number").unwrap_or_else(|| "—".to_owned());
        let (then, now) = (number(kept), number(now));
        return Words::new(
            format!("《{title}》的文号：记录写的是 {then}，手上是 {now}"),
            format!("the number of 《{title}》: the record has {then}, at hand is {now}"),
        );
    }
    Words::new(
        format!("《{title}》在记录里属于别的规则包"),
        format!("in the record 《{title}》 belongs to another package"),
    )
}

impl Found {
    fn add(&mut self, words: Words) {
        if !self.wrong.contains(&words) {
            self.wrong.push(words);
        }
    }

    fn look_up(&mut self, model: &Model, provision: &Value) {
        if provision.get("verified") != Some(&Value::Bool(true)) {
            self.not_held = self.not_held.saturating_add(1);
            return;
        }
        let (title, id) = (text(provision, "title"), text(provision, "id"));
        let quote = text(provision, "quote");
        let is = |citation: &&Citation| {
            Some(citation.title.as_str()) == title && Some(citation.path.id().as_str()) == id
        };
        let mut citations = model.citations.iter().filter(is);
        let held = citations.any(|citation| {
            let words = held_words(model, citation);
            words
                .zip(quote)
                .is_some_and(|(words, quote)| folded(words).contains(&folded(quote)))
        });
        if held {
            self.there = self.there.saturating_add(1);
        } else {
            let place = place_of(provision);
            self.add(Words::new(
                format!("{}：所引的文字在所存的文本里找不到", place.zh),
                format!("{}: the words quoted are not in the text held", place.en),
            ));
        }
    }
}

fn held_words<'m>(model: &'m Model, citation: &Citation) -> Option<&'m str> {
    let instrument = model.instruments.get(citation.instrument?.index())?;
    let text = instrument.text.as_ref()?;
    Some(text.text().slice_range(citation.range.as_ref()?).trim())
}

/// Words without blanks and with half-width letters: what a quote may differ in from the text.
fn folded(words: &str) -> String {
    let narrow = |letter: char| match u32::from(letter) {
        code @ 0xff01..=0xff5e => char::from_u32(code.saturating_sub(0xfee0)).unwrap_or(letter),
        _ => letter,
    };
    let letters = words.chars().filter(|letter| !letter.is_whitespace());
    letters.map(narrow).collect()
}

fn not_law(model: &Model, provision: &Value, day: Date) -> Option<Words> {
    let title = text(provision, "title")?;
    let mut named = model
        .instruments
        .iter()
        .filter(|one| one.title == title)
        .peekable();
    named.peek()?;
    if named.any(|one| one.in_force.contains(day)) {
        return None;
    }
    Some(Words::new(
        format!("《{title}》在适用法日（{day}）不生效"),
        format!("《{title}》was not in force on the day whose law applies ({day})"),
    ))
}

fn place_of(provision: &Value) -> Words {
    let title = text(provision, "title").unwrap_or("?");
    let path = |language| {
        let path = provision.get("path").and_then(|path| text(path, language));
        path.unwrap_or_default()
    };
    Words::new(
        format!("《{title}》{}", path("zh")),
        format!("《{title}》{}", path("en")),
    )
}
