//! Words and marks in one language: names, texts, quantities, days, citations.

use crate::quantity::{Date, Number, Unit};
use crate::source::Level;
use crate::syntax::document::{
    Amount, Bearer, Citation, CitationTarget, Head, Interval, Name, Per, Quoted, Step, Told,
    UnitName,
};
use crate::syntax::expression::ComparisonWord;
use crate::syntax::{is_plain_label, is_plain_name};

/// The language of keywords and marks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tongue {
    pub(super) english: bool,
}

impl Tongue {
    /// The word or mark of this language.
    pub(super) const fn say(self, chinese: &'static str, english: &'static str) -> &'static str {
        if self.english { english } else { chinese }
    }

    pub(super) const fn separator(self) -> &'static str {
        self.say("；", ";")
    }

    pub(super) const fn end(self) -> &'static str {
        self.say("。", ".")
    }

    pub(super) const fn comma(self) -> &'static str {
        self.say("，", ", ")
    }

    pub(super) const fn list(self) -> &'static str {
        self.say("、", ", ")
    }

    /// A keyword with its colon.
    pub(super) fn key(self, chinese: &str, english: &str) -> String {
        if self.english {
            format!("{english}: ")
        } else {
            format!("{chinese}：")
        }
    }

    /// A keyword that is followed by its content.
    pub(super) fn lead(self, chinese: &str, english: &str) -> String {
        format!("{} ", if self.english { english } else { chinese })
    }

    /// What stands in round brackets.
    pub(super) fn bracket(self, inside: &str) -> String {
        if self.english {
            format!("({inside})")
        } else {
            format!("（{inside}）")
        }
    }

    /// What stands in curly brackets.
    pub(super) fn set(self, inside: &str) -> String {
        if self.english {
            format!("{{{inside}}}")
        } else {
            format!("｛{inside}｝")
        }
    }

    // ---- names and texts ----

    pub(super) fn name(self, name: &Name) -> String {
        plain_or_quoted(&name.text)
    }

    pub(super) fn names(self, names: &[Name]) -> Vec<String> {
        self.listed(names.iter().map(|name| self.name(name)))
    }

    /// The pieces of a list, each but the last with the mark after it.
    pub(super) fn listed(self, words: impl Iterator<Item = String>) -> Vec<String> {
        let mut pieces: Vec<String> = Vec::new();
        for word in words {
            if let Some(last) = pieces.last_mut() {
                last.push_str(self.list());
            }
            pieces.push(word);
        }
        pieces
    }

    pub(super) fn head(self, head: &Head) -> String {
        let name = self.name(&head.name);
        let alias = head
            .alias
            .as_ref()
            .map_or_else(String::new, |alias| self.alias(alias));
        match &head.scope {
            Some(scope) => format!("{}{}{name}{alias}", self.name(scope), self.say("的", "'s ")),
            None => format!("{name}{alias}"),
        }
    }

    pub(super) fn alias(self, alias: &Name) -> String {
        if self.english {
            format!(" (aka {})", self.name(alias))
        } else {
            format!("（又称 {}）", self.name(alias))
        }
    }

    /// A text in the marks that its own words leave free.
    pub(super) fn quoted(self, text: &Quoted) -> String {
        self.marked(&text.text)
    }

    /// Words for people, with their twin.
    pub(super) fn told(self, told: &Told) -> String {
        let words = self.quoted(&told.words);
        match &told.twin {
            None => words,
            Some(twin) if self.english => format!("{words} (aka {})", self.quoted(twin)),
            Some(twin) => format!("{words}（又称{}）", self.quoted(twin)),
        }
    }

    pub(super) fn marked(self, words: &str) -> String {
        let straight = words.contains(['“', '”']) || self.english && !words.contains('"');
        if straight {
            format!("\"{words}\"")
        } else {
            format!("“{words}”")
        }
    }

    pub(super) fn texts(self, texts: &[Quoted]) -> Vec<String> {
        self.listed(texts.iter().map(|text| self.quoted(text)))
    }

    // ---- quantities and days ----

    pub(super) fn amount(self, amount: &Amount) -> String {
        let number = decimal(amount.number);
        let Some(unit) = &amount.unit else {
            return number;
        };
        let unit = self.unit(unit);
        if self.english {
            format!("{number} {unit}")
        } else {
            format!("{number}{unit}")
        }
    }

    pub(super) fn unit(self, unit: &UnitName) -> String {
        let mut written = self.single_unit(&unit.numerator, false);
        for below in &unit.denominators {
            written.push('/');
            written.push_str(&self.single_unit(below, true));
        }
        written
    }

    fn single_unit(self, unit: &str, below: bool) -> String {
        match Unit::named(unit) {
            Some(known) if self.english => known.keyword().to_owned(),
            // 元/月, not 元/个月.
            Some(known) if below => match known.zh() {
                "个月" => "月".to_owned(),
                "个工作日" => "工作日".to_owned(),
                other => other.to_owned(),
            },
            Some(known) => known.zh().to_owned(),
            None => plain_or_quoted(unit),
        }
    }

    pub(super) fn date(self, date: Date) -> String {
        if self.english {
            date.to_string()
        } else {
            date.zh()
        }
    }

    /// A year, where the day is its last.
    pub(super) fn year_or_date(self, date: Date) -> String {
        match (date.month(), date.day(), self.english) {
            (12, 31, true) => format!("{:04}", date.year()),
            (12, 31, false) => format!("{:04}年", date.year()),
            _ => self.date(date),
        }
    }

    pub(super) fn interval(self, interval: &Interval) -> String {
        let from = interval.from.as_ref().map(|(day, _)| *day);
        let through = interval.through.as_ref().map(|(day, _)| *day);
        let on = |day| self.date(day);
        match (from, through, self.english) {
            (Some(from), Some(through), _) if from == through => on(from),
            (Some(from), Some(through), false) => format!("自{}至{}止", on(from), on(through)),
            (Some(from), Some(through), true) => format!("from {} to {}", on(from), on(through)),
            (Some(from), None, false) => format!("自{}起", on(from)),
            (Some(from), None, true) => format!("from {} on", on(from)),
            (None, Some(through), false) => format!("至{}止", on(through)),
            (None, Some(through), true) => format!("until {}", on(through)),
            (None, None, _) => String::new(),
        }
    }

    pub(super) const fn per(self, per: Per) -> &'static str {
        match per {
            Per::Year => self.say("每年", "per year"),
            Per::Quarter => self.say("每季度", "per quarter"),
            Per::Month => self.say("每月", "per month"),
            Per::YearOfAge => self.say("每周岁年度", "per year_of_age"),
            Per::Birth => self.say("每孩次", "per birth"),
            Per::Workday => self.say("每个工作日", "per workday"),
            Per::Once => self.say("一次性", "once"),
        }
    }

    // ---- citations and bearers ----

    pub(super) fn citations(self, citations: &[Citation]) -> Vec<String> {
        self.listed(citations.iter().map(|citation| self.citation(citation)))
    }

    pub(super) fn citation(self, citation: &Citation) -> String {
        let mut written = match &citation.target {
            CitationTarget::Name(name) => self.name(name),
            CitationTarget::Title(title) => format!("《{}》", title.text),
        };
        let mut statute = false;
        for step in &citation.steps {
            if self.english {
                written.push(' ');
            }
            written.push_str(&self.step(step, statute));
            statute |= step.level == Level::Article;
        }
        written
    }

    fn step(self, step: &Step, statute: bool) -> String {
        if !self.english {
            return step.marker().to_string();
        }
        let word = match step.level {
            Level::Preamble => return "preamble".to_owned(),
            Level::Item => return format!("item ({})", step.number),
            Level::Sentence => "sentence",
            Level::Book => "book",
            Level::Part => "part",
            Level::Chapter => "chapter",
            Level::Section => "section",
            Level::Article => "art",
            Level::Clause if statute => "para",
            Level::Clause => "clause",
            Level::Paragraph if statute => "natural_para",
            Level::Paragraph => "para",
            Level::Point => "point",
            Level::Subitem => "subitem",
        };
        match step.inserted {
            0 => format!("{word} {}", step.number),
            inserted => format!("{word} {}-{inserted}", step.number),
        }
    }

    pub(super) fn bearers(self, bearers: &[Bearer]) -> Vec<String> {
        self.listed(bearers.iter().map(|bearer| match bearer {
            Bearer::Words(words) => self.quoted(words),
            Bearer::Object { name, filter: None } => self.name(name),
            Bearer::Object {
                name,
                filter: Some(filter),
            } => format!("{}{}", self.name(name), self.filter(filter)),
        }))
    }

    // ---- comparisons ----

    pub(super) const fn comparison(self, word: ComparisonWord) -> &'static str {
        use ComparisonWord as Word;
        match word {
            Word::NotExceeding => self.say("不超过", "at most"),
            Word::Exceeding => self.say("超过", "more than"),
            Word::NotBelow => self.say("不低于", "at least"),
            Word::Below => self.say("低于", "less than"),
            Word::NotFewer => self.say("不少于", "no fewer than"),
            Word::Fewer => self.say("少于", "fewer than"),
            Word::More => self.say("多于", "over"),
            Word::Equal => self.say("等于", "is"),
            Word::NotEqual => self.say("不等于", "is not"),
            Word::Before => self.say("早于", "before"),
            Word::NotBefore => self.say("不早于", "no earlier than"),
            Word::After => self.say("晚于", "after"),
            Word::NotAfter => self.say("不晚于", "no later than"),
            Word::Under => self.say("未满", "under"),
            Word::Reached => self.say("已满", "reached"),
            Word::OrMore => self.say("以上", "or more"),
            Word::OrLess => self.say("以下", "or less"),
            Word::OrWithin => self.say("以内", "or within"),
            Word::OrBeyond => self.say("以外", "or beyond"),
            Word::SignAtMost => self.say("≤", "<="),
            Word::SignAtLeast => self.say("≥", ">="),
            Word::SignLess => self.say("＜", "<"),
            Word::SignGreater => self.say("＞", ">"),
            Word::SignEqual => self.say("＝", "="),
            Word::SignNotEqual => self.say("≠", "!="),
        }
    }
}

/// Whether the word stands after its quantity.
pub(super) const fn follows(word: ComparisonWord) -> bool {
    matches!(
        word,
        ComparisonWord::OrMore
            | ComparisonWord::OrLess
            | ComparisonWord::OrWithin
            | ComparisonWord::OrBeyond
    )
}

/// A name, in `「」` where it needs them.
pub(super) fn plain_or_quoted(name: &str) -> String {
    as_it_is_or_quoted(name, is_plain_name(name))
}

/// The name of an example.
pub(super) fn label(name: &str) -> String {
    as_it_is_or_quoted(name, is_plain_label(name))
}

fn as_it_is_or_quoted(name: &str, plain: bool) -> String {
    if plain {
        name.to_owned()
    } else if name.contains('」') {
        format!("`{name}`")
    } else {
        format!("「{name}」")
    }
}

/// An exact decimal; a number that was read from a text has one.
fn decimal(number: Number) -> String {
    number.to_string()
}
