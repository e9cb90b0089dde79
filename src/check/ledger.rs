//! A model in, the account of every sentence of its instruments out.
//!
//! A declaration accounts for the words that it quotes, whether in its own 原文 or through a 条款. Citing a passage without
//! quoting it accounts for nothing, and neither does a 条款 that no declaration cites. A sentence is accounted for when
//! every letter of it is quoted, except words that only join statements, [`JOINING_WORDS`]; punctuation does not count.
//!
//! Nothing is judged here: which words a norm *should* quote is the officer's affair.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::source::{Path, Span, StructuredText};

use super::account::{Account, accounts};
use super::model::{InstrumentId, Model};
use super::problem::ledger::SentenceLeft;
use super::rests::{Rest, rests};
use super::tally::{Standing, Tally, add};

/// Words that may stay unquoted between two quoted statements, because they only join them: 在……的基础上, 并, 和 …
pub const JOINING_WORDS: &[&str] = &["在", "的基础上", "并", "并且", "和", "及", "以及", "同时"];

/// The ledger of a package: of every instrument whose text it holds.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    /// In the order of the model.
    pub instruments: Vec<InstrumentLedger>,
}

/// The ledger of one instrument.
#[derive(Debug, Clone)]
pub struct InstrumentLedger {
    /// Which.
    pub instrument: InstrumentId,
    /// Where the package asks that it be complete, if it does.
    pub asked: Option<Span>,
    /// Its clauses in the order of the text, 序言 first.
    pub clauses: Vec<ClauseLedger>,
    /// Over all clauses.
    pub tally: Tally,
}

/// The ledger of one clause.
#[derive(Debug, Clone)]
pub struct ClauseLedger {
    /// Its address.
    pub path: Path,
    /// Its heading, as written.
    pub heading: String,
    /// Its sentences in order.
    pub sentences: Vec<SentenceLedger>,
    /// Over all its sentences.
    pub tally: Tally,
}

/// What became of one sentence.
#[derive(Debug, Clone)]
pub struct SentenceLedger {
    /// Its address.
    pub path: Path,
    /// Where it stands in the text.
    pub span: Span,
    /// Its line in the text, from 1.
    pub line: u32,
    /// Its words.
    pub words: String,
    /// What became of it as a whole: 尚未编写 while any of its words are left, else the first standing that any words have.
    pub standing: Standing,
    /// The declarations that rest on it: those that quote first, in the order of the text, then those that only cite.
    pub entries: Vec<Entry>,
    /// Words that nothing quotes, in order.
    pub left: Vec<String>,
    /// How many letters have which standing; joining words are in none.
    pub letters: BTreeMap<Standing, u32>,
    /// How many letters only join.
    pub joining: u32,
}

/// One declaration that rests on a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its kind in Chinese and in English: 权利, 认定 …
    pub kind: (&'static str, &'static str),
    /// Its name.
    pub name: String,
    /// Its alias.
    pub alias: Option<String>,
    /// Where it is declared.
    pub span: Span,
    /// What it makes of the words.
    pub standing: Standing,
    /// The words of the sentence that it quotes; none where it only cites.
    pub quoted: Vec<String>,
    /// Why it has nothing to execute.
    pub reasons: Vec<String>,
    /// The instruments that it refers to, by title.
    pub refers_to: Vec<String>,
}

impl SentenceLedger {
    /// Whether nothing of it is left.
    #[must_use]
    pub fn is_accounted(&self) -> bool {
        self.left.is_empty()
    }
}

impl InstrumentLedger {
    /// The sentences of which words are left.
    pub fn left(&self) -> impl Iterator<Item = &SentenceLedger> {
        let sentences = self.clauses.iter().flat_map(|clause| &clause.sentences);
        sentences.filter(|sentence| !sentence.is_accounted())
    }
}

/// The account of every sentence of every instrument whose text is held: those of the package, and those of others of which
/// it asks the account to be complete.
#[must_use]
pub fn ledger(model: &Model) -> Ledger {
    let asked = &model.conventions.complete_ledgers;
    let mut all = ledger_of_all(model);
    all.instruments.retain(|one| {
        let instrument = model.instruments.get(one.instrument.index());
        let own = instrument.is_some_and(|one| model.package_of(one.label.span).is_none());
        own || asked.iter().any(|(id, _)| *id == one.instrument)
    });
    all
}

fn ledger_of_all(model: &Model) -> Ledger {
    let accounts = accounts(model);
    let instruments = (0_u32..).zip(&model.instruments);
    let held = instruments.filter_map(|(at, instrument)| {
        let text = instrument.text.as_ref()?;
        let id = InstrumentId(at);
        let asked = asked_ledgers(model);
        let asked = asked
            .filter(|(asked, _)| *asked == id)
            .map(|(_, place)| *place);
        Some(instrument_ledger(model, id, text, &accounts, asked.min()))
    });
    Ledger {
        instruments: held.collect(),
    }
}

/// The instruments whose ledger a package asks to be complete, and where.
fn asked_ledgers(model: &Model) -> impl Iterator<Item = &(InstrumentId, Span)> {
    let others = model.packages.iter().map(|package| &package.conventions);
    std::iter::once(&model.conventions)
        .chain(others)
        .flat_map(|conventions| &conventions.complete_ledgers)
}

/// What is left of the instruments whose ledger the package asks to be complete, sentence by sentence, but for the words that
/// stand in an excused quote.
pub(super) fn incomplete(model: &Model, excused: &[String]) -> Vec<SentenceLeft> {
    let letters = |words: &String| words.chars().filter(|one| one.is_alphanumeric()).collect();
    let excused: Vec<String> = excused.iter().map(letters).collect();
    if asked_ledgers(model).next().is_none() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for one in ledger_of_all(model).instruments {
        let title = model.instruments.get(one.instrument.index());
        let title = title.map_or("", |instrument| instrument.title.as_str());
        for sentence in one.left() {
            let mut left = sentence.left.clone();
            left.retain(|words| !excused.iter().any(|quote| quote.contains(words)));
            let Some(asked) = one.asked.filter(|_| !left.is_empty()) else {
                continue;
            };
            let entries = sentence.entries.iter();
            found.push(SentenceLeft {
                title: title.to_owned(),
                passage: (sentence.path.chinese(), sentence.path.english()),
                left,
                cited_by: entries.map(|entry| entry.name.clone()).collect(),
                asked,
            });
        }
    }
    found
}

fn instrument_ledger(
    model: &Model,
    instrument: InstrumentId,
    text: &StructuredText,
    accounts: &[Account<'_>],
    asked: Option<Span>,
) -> InstrumentLedger {
    let rests = rests(model, instrument, text, accounts);
    let mut clauses: Vec<ClauseLedger> = Vec::new();
    for clause in text.clauses() {
        let heading = clause.heading.as_ref();
        let heading = heading.map_or("", |range| text.text().slice_range(range));
        clauses.push(ClauseLedger {
            path: clause.path,
            heading: heading.trim().to_owned(),
            sentences: Vec::new(),
            tally: Tally::default(),
        });
    }
    for (passage, words) in text.sentences() {
        let Some(clause) = text.clause_of(&passage.path) else {
            continue;
        };
        let sentence = sentence_ledger(text, passage, words, accounts, &rests);
        if let Some(clause) = clauses.iter_mut().find(|one| one.path == clause.path) {
            clause.tally.add(&sentence);
            clause.sentences.push(sentence);
        }
    }
    let mut tally = Tally::default();
    for clause in &clauses {
        tally.join(&clause.tally);
    }
    InstrumentLedger {
        instrument,
        asked,
        clauses,
        tally,
    }
}

fn sentence_ledger(
    text: &StructuredText,
    passage: crate::source::Passage,
    words: &str,
    accounts: &[Account<'_>],
    rests: &[Rest],
) -> SentenceLedger {
    let range = &passage.range;
    let overlaps = |one: &Range<usize>| one.start < range.end && range.start < one.end;
    // One entry for each declaration that quotes from the sentence, or cites it or a part of it.
    let mut stretches: BTreeMap<usize, Vec<Range<usize>>> = BTreeMap::new();
    let only = text
        .sentences_in(&passage.path.parent().unwrap_or_default())
        .count()
        == 1;
    for rest in rests {
        let quoted: Vec<Range<usize>> = rest
            .quoted
            .iter()
            .filter(|one| overlaps(one))
            .cloned()
            .collect();
        let inside = range.start <= rest.cited.start && rest.cited.end <= range.end;
        let whole = only && rest.cited.start <= range.start && range.end <= rest.cited.end;
        let cites = rest.quoted.is_empty() && (inside || whole);
        if cites || !quoted.is_empty() {
            stretches.entry(rest.account).or_default().extend(quoted);
        }
    }
    let standing_at = |at: usize| {
        let quoting = stretches
            .iter()
            .filter(|(_, quoted)| quoted.iter().any(|one| one.contains(&at)));
        let standings = quoting.filter_map(|(account, _)| Some(accounts.get(*account)?.standing));
        standings.min().unwrap_or(Standing::NotEncoded)
    };
    let mut letters = BTreeMap::new();
    let mut runs: Vec<String> = Vec::new();
    let mut run = String::new();
    for (at, letter) in words.char_indices() {
        let place = range.start.saturating_add(at);
        if !letter.is_alphanumeric() {
            // A mark parts words; a point inside a figure does not.
            if !matches!(letter, '.' | '．') {
                runs.push(std::mem::take(&mut run));
            }
            continue;
        }
        let standing = standing_at(place);
        if standing == Standing::NotEncoded {
            run.push(letter);
            continue;
        }
        add(&mut letters, standing, 1);
        runs.push(std::mem::take(&mut run));
    }
    runs.push(run);
    runs.retain(|run| !run.is_empty());
    let (joining, left): (Vec<String>, Vec<String>) = if letters.is_empty() {
        (Vec::new(), runs)
    } else {
        runs.into_iter()
            .partition(|run| JOINING_WORDS.contains(&run.as_str()))
    };
    let count = |runs: &[String]| {
        let letters: usize = runs.iter().map(|run| run.chars().count()).sum();
        u32::try_from(letters).unwrap_or(u32::MAX)
    };
    if !left.is_empty() {
        add(&mut letters, Standing::NotEncoded, count(&left));
    }
    let best = letters
        .keys()
        .next()
        .copied()
        .unwrap_or(Standing::NotEncoded);
    SentenceLedger {
        standing: if left.is_empty() {
            best
        } else {
            Standing::NotEncoded
        },
        entries: entries(text, range, accounts, &stretches),
        span: text.span(&passage),
        line: passage.line,
        path: passage.path,
        words: words.to_owned(),
        joining: count(&joining),
        left,
        letters,
    }
}

fn entries(
    text: &StructuredText,
    sentence: &Range<usize>,
    accounts: &[Account<'_>],
    stretches: &BTreeMap<usize, Vec<Range<usize>>>,
) -> Vec<Entry> {
    let mut entries: Vec<(usize, Entry)> = Vec::new();
    for (account, quoted) in stretches {
        let Some(account) = accounts.get(*account) else {
            continue;
        };
        let first = quoted
            .iter()
            .map(|one| one.start)
            .min()
            .unwrap_or(usize::MAX);
        let inside = |one: &Range<usize>| one.start.max(sentence.start)..one.end.min(sentence.end);
        let words = quoted
            .iter()
            .map(|one| text.text().slice_range(&inside(one)).to_owned());
        entries.push((first, account.entry(words.collect())));
    }
    entries.sort_by(|(left, one), (right, other)| {
        let key = |entry: &Entry| (entry.kind.0, entry.name.clone(), entry.span);
        left.cmp(right).then_with(|| key(one).cmp(&key(other)))
    });
    entries.into_iter().map(|(_, entry)| entry).collect()
}

#[cfg(test)]
mod tests {
    use super::{Ledger, Standing, ledger};
    use crate::check::{
        Citation, CitationId, Declaratory, Instrument, InstrumentId, Label, Marks, Model,
    };
    use crate::source::{FileId, Path, QuoteMatch, Span, StructuredText, Text};

    const PLAN: &str = "一、总体要求\n（一）目标。在修订办法、完善制度的基础上，并做好服务。1.3米以下儿童免票。\n（二）实施。各区要落实。\n";

    fn label(name: &str) -> Label {
        Label {
            name: name.to_owned(),
            alias: None,
            span: Span::new(FileId::new(0), 0, 0),
        }
    }

    fn text() -> StructuredText {
        StructuredText::new(Text::new(FileId::new(1), "plan.txt", PLAN).unwrap())
    }

    /// A model whose declaratory passages quote these words; an empty quote cites the whole clause only.
    fn model(quotes: &[&str]) -> Model {
        let text = text();
        let mut model = Model::default();
        for (at, quote) in quotes.iter().enumerate() {
            let (path, range) = match text.find_quote(quote, None) {
                QuoteMatch::Found(found) => (found.path, Some(found.range)),
                _ => (
                    Path::default(),
                    text.clauses().next().map(|clause| clause.range),
                ),
            };
            model.citations.push(Citation {
                instrument: Some(InstrumentId(0)),
                title: "方案".to_owned(),
                path,
                quote: Some((*quote).to_owned()).filter(|quote| !quote.is_empty()),
                range,
                errata: Vec::new(),
                clause: None,
                span: Span::new(FileId::new(0), 0, 0),
            });
            model.declaratories.push(Declaratory {
                label: label(&format!("甲{at}")),
                reasons: vec!["目的".to_owned()],
                marks: Marks {
                    basis: vec![CitationId(u32::try_from(at).unwrap())],
                    ..Marks::default()
                },
                span: Span::new(FileId::new(0), 0, 0),
            });
        }
        model.instruments.push(Instrument {
            label: label("方案"),
            title: "方案".to_owned(),
            titled: true,
            number: None,
            issuers: Vec::new(),
            dated: None,
            published: None,
            in_force: crate::check::InForce::default(),
            text: Some(text),
            text_path: None,
            digest: None,
            unsettled: Vec::new(),
            notes: Vec::new(),
            complete_ledger: true,
        });
        model
    }

    /// The words that are left, sentence by sentence.
    fn left(ledger: &Ledger) -> Vec<String> {
        let left = ledger.instruments.iter().flat_map(|one| one.left());
        left.map(|sentence| sentence.left.join("｜")).collect()
    }

    fn check(quotes: &[&str], expected: &[&str]) {
        assert_eq!(left(&ledger(&model(quotes))), expected, "{quotes:?}");
    }

    const ALL: [&str; 5] = [
        "修订办法",
        "完善制度",
        "做好服务",
        "1.3米以下儿童免票。",
        "各区要落实",
    ];

    #[test]
    fn a_sentence_is_accounted_for_when_every_letter_but_joining_words_is_quoted() {
        check(&ALL, &[]);
    }

    #[test]
    fn without_any_one_quote_its_words_are_left() {
        for (at, gone) in ALL.iter().enumerate() {
            let mut quotes = ALL.to_vec();
            quotes.remove(at);
            let found = left(&ledger(&model(&quotes)));
            let letters: String = gone.chars().filter(|one| one.is_alphanumeric()).collect();
            assert_eq!(found.len(), 1, "{gone}: {found:?}");
            assert!(
                found[0].replace('｜', "").contains(&letters),
                "{gone}: {found:?}"
            );
        }
    }

    #[test]
    fn joining_words_alone_account_for_nothing_and_stay_where_nothing_is_quoted() {
        check(
            &["1.3米以下儿童免票", "各区要落实"],
            &["在修订办法｜完善制度的基础上｜并做好服务"],
        );
    }

    #[test]
    fn a_citation_without_a_quote_accounts_for_no_words() {
        let ledger = ledger(&model(&[""]));
        assert_eq!(left(&ledger).len(), 3);
        let clauses = &ledger.instruments[0].clauses;
        assert!(
            clauses[0]
                .sentences
                .iter()
                .all(|one| one.entries.is_empty()),
            "several sentences"
        );
    }

    #[test]
    fn words_left_out_of_a_quote_are_not_quoted() {
        let mut quotes = ALL.to_vec();
        quotes[3] = "1.3米……免票";
        check(&quotes, &["以下儿童"]);
    }

    #[test]
    fn words_are_counted_by_standing() {
        let mut model = model(&ALL);
        let ledger = ledger(&model);
        let tally = &ledger.instruments[0].tally;
        assert_eq!((tally.sentences(), tally.accounted()), (3, 3));
        assert_eq!(tally.joining, 6, "在, 的基础上 and 并");
        assert_eq!(tally.letters.get(&Standing::Declaratory), Some(&26));
        assert_eq!(tally.letters(), tally.accounted_letters());
        model.declaratories.clear();
        let ledger = super::ledger(&model);
        let tally = &ledger.instruments[0].tally;
        assert_eq!((tally.accounted(), tally.accounted_letters()), (0, 0));
    }
}
