//! Reading words: names, texts, numbers, units, dates and citations.

use crate::quantity::{Date, Number, Unit, parse_zh_amount, parse_zh_digits, parse_zh_number};
use crate::source::{Level, Span};
use crate::syntax::cursor::{Parts, range};
use crate::syntax::document::{
    Amount, Citation, CitationTarget, Head, Interval, Name, Quoted, Step, Told, UnitName,
};
use crate::syntax::grammar::{Node, Rule};
use crate::syntax::problem;
use crate::syntax::reader::Reader;

impl Reader<'_> {
    /// Where a node stands in the file.
    pub(super) fn span(&self, node: &Node<'_>) -> Span {
        let (start, end) = range(node);
        self.span_at(start, end)
    }

    pub(super) fn name(&self, node: &Node<'_>) -> Name {
        let written = node.as_str();
        let text = unquoted(written, &[('「', '」'), ('`', '`')]).unwrap_or(written);
        Name {
            text: text.to_owned(),
            span: self.span(node),
        }
    }

    pub(super) fn quoted(&self, node: &Node<'_>) -> Quoted {
        let written = node.as_str();
        let text = unquoted(written, &[('“', '”'), ('"', '"'), ('《', '》')]).unwrap_or(written);
        Quoted {
            text: text.to_owned(),
            span: self.span(node),
        }
    }

    /// Words for people, with their twin.
    pub(super) fn told(&self, node: &Node<'_>) -> Option<Told> {
        let mut parts = Parts::of(node);
        let words = self.quoted(&parts.next()?);
        let twin = parts.next().map(|twin| self.texts(&twin));
        Some(Told {
            words,
            twin: twin.and_then(|texts| texts.into_iter().next()),
        })
    }

    /// Every text among the parts of a node, in order.
    pub(super) fn texts(&self, node: &Node<'_>) -> Vec<Quoted> {
        let parts = Parts::of(node).filter(|part| part.as_rule() == Rule::text);
        parts.map(|part| self.quoted(&part)).collect()
    }

    pub(super) fn names(&self, node: &Node<'_>) -> Vec<Name> {
        let parts = Parts::of(node).filter(|part| part.as_rule() == Rule::name);
        parts.map(|part| self.name(&part)).collect()
    }

    pub(super) fn head(&self, node: &Node<'_>) -> Option<Head> {
        let mut parts = Parts::of(node);
        let first = parts.accept(Rule::name)?;
        let second = parts.accept(Rule::name);
        let alias = parts
            .accept(Rule::alias)
            .and_then(|alias| self.alias(&alias));
        Some(match second {
            Some(second) => Head {
                scope: Some(self.name(&first)),
                name: self.name(&second),
                alias,
            },
            None => Head {
                scope: None,
                name: self.name(&first),
                alias,
            },
        })
    }

    /// The head of what belongs to no object.
    pub(super) fn own_head(&mut self, node: &Node<'_>) -> Option<Head> {
        let head = self.head(node)?;
        self.refuse_scope(node, &head);
        Some(head)
    }

    /// The head of an example: its name is a label, in which nearly everything may stand.
    pub(super) fn label(&self, node: &Node<'_>) -> Option<Head> {
        let mut parts = Parts::of(node);
        let name = parts.accept(Rule::label)?;
        let alias = parts.accept(Rule::alias);
        Some(Head {
            scope: None,
            name: self.name(&name),
            alias: alias.and_then(|alias| self.alias(&alias)),
        })
    }

    /// Refuses 的 in the name of what belongs to no object.
    pub(super) fn refuse_scope(&mut self, node: &Node<'_>, head: &Head) {
        if let Some(scope) = &head.scope {
            let start = node.as_span().start();
            let length = usize::try_from(scope.span.join(head.name.span).len()).unwrap_or(0);
            let written = node.as_str().get(..length).unwrap_or(&head.name.text);
            let place = self.span_at(start, start.saturating_add(length));
            self.refuse(problem::scope_not_here(place, written));
        }
    }

    pub(super) fn alias(&self, node: &Node<'_>) -> Option<Name> {
        self.names(node).into_iter().next()
    }

    // ---- numbers and units ----

    pub(super) fn amount(&mut self, node: &Node<'_>) -> Option<Amount> {
        let span = self.span(node);
        let mut parts = Parts::of(node);
        if let Some(number) = parts.accept(Rule::number) {
            let digits_end = number.as_span().end();
            let number = self.number(&number);
            if let Some(unit) = node
                .as_str()
                .get(digits_end.saturating_sub(node.as_span().start())..)
                && let Some(letter) = unit
                    .chars()
                    .next()
                    .filter(|letter| "OolI".contains(*letter))
                && unit
                    .chars()
                    .nth(1)
                    .is_some_and(|next| !next.is_ascii_alphabetic())
            {
                let place = self.span_at(digits_end, digits_end.saturating_add(1));
                let meant = if matches!(letter, 'O' | 'o') {
                    '0'
                } else {
                    '1'
                };
                self.refuse(problem::look_alike(place, letter, Some(meant)));
            }
            let unit = parts
                .accept(Rule::unit_rate)
                .and_then(|unit| self.unit_rate(&unit));
            return Some(Amount { number, unit, span });
        }
        let written = parts.next()?;
        let place = self.span(&written);
        let (number, numerator) = match chinese_amount(written.as_str()) {
            Some(read) => read,
            None => {
                self.refuse(problem::unreadable_numeral(place, written.as_str()));
                (Number::ZERO, "元".to_owned())
            }
        };
        let denominators = parts.map(|part| canonical_unit(part.as_str())).collect();
        Some(Amount {
            number,
            unit: Some(UnitName {
                numerator,
                denominators,
                span: place,
            }),
            span,
        })
    }

    /// A period, in which 内 may follow a Chinese numeral's unit.
    pub(super) fn term(&mut self, node: &Node<'_>) -> Option<Amount> {
        let inner = Parts::of(node).next()?;
        if inner.as_rule() == Rule::amount {
            self.amount(&inner)
        } else {
            self.amount(node)
        }
    }

    fn number(&mut self, node: &Node<'_>) -> Number {
        if let Ok(number) = Number::parse_decimal(&half_width(node.as_str())) {
            return number;
        }
        let place = self.span(node);
        self.refuse(problem::number_too_long(place));
        Number::ZERO
    }

    pub(super) fn unit_rate(&self, node: &Node<'_>) -> Option<UnitName> {
        let mut parts = Parts::of(node);
        let top = parts.accept(Rule::unit_single)?;
        let word = Parts::of(&top).next()?;
        let numerator = match word.as_rule() {
            Rule::unit_declared => self.name(&word).text,
            _ => canonical_unit(word.as_str()),
        };
        let denominators = parts.map(|part| canonical_unit(part.as_str())).collect();
        Some(UnitName {
            numerator,
            denominators,
            span: self.span(node),
        })
    }

    /// A step of rounding: an amount, or one of a unit.
    pub(super) fn step_size(&mut self, node: &Node<'_>) -> Option<Amount> {
        let part = Parts::of(node).next()?;
        if part.as_rule() == Rule::amount {
            return self.amount(&part);
        }
        let unit = self.unit_rate(&part)?;
        Some(Amount {
            number: Number::ONE,
            unit: Some(unit),
            span: self.span(node),
        })
    }

    // ---- dates ----

    pub(super) fn date(&mut self, node: &Node<'_>) -> Date {
        let written = half_width(node.as_str());
        let Some((year, month, day)) = date_parts(&written) else {
            return self.no_such_day(node);
        };
        match Date::new(year, month, day) {
            Some(date) => date,
            None => self.no_such_day(node),
        }
    }

    fn no_such_day(&mut self, node: &Node<'_>) -> Date {
        let place = self.span(node);
        self.refuse(problem::no_such_day(place, node.as_str()));
        Date::from_days(0).unwrap_or(Date::MIN)
    }

    /// The last day of a written year.
    pub(super) fn year_end(&mut self, node: &Node<'_>) -> Date {
        let written = half_width(node.as_str());
        let words = written.trim_end_matches('年').trim_end();
        match whole(words).and_then(|year| Date::new(i32::try_from(year).ok()?, 12, 31)) {
            Some(date) => date,
            None => self.no_such_day(node),
        }
    }

    pub(super) fn interval(&mut self, node: &Node<'_>) -> Interval {
        let span = self.span(node);
        let (mut from, mut through) = (None, None);
        let mut single = true;
        let mut after_to = false;
        for part in Parts::of(node) {
            match part.as_rule() {
                Rule::word_from => single = false,
                Rule::word_to_date | Rule::word_to => {
                    single = false;
                    after_to = true;
                }
                Rule::date => {
                    let day = (self.date(&part), self.span(&part));
                    if single {
                        (from, through) = (Some(day), Some(day));
                    } else if after_to {
                        through = Some(day);
                    } else {
                        from = Some(day);
                    }
                }
                _ => {}
            }
        }
        Interval {
            from,
            through,
            span,
        }
    }

    // ---- citations ----

    /// Every citation among the parts of a node.
    pub(super) fn citations(&mut self, node: &Node<'_>) -> Vec<Citation> {
        let mut citations = Vec::new();
        for part in Parts::of(node) {
            match part.as_rule() {
                Rule::citation => citations.extend(self.citation(&part)),
                Rule::citations | Rule::citations_before_option => {
                    citations.extend(self.citations(&part))
                }
                _ => {}
            }
        }
        citations
    }

    pub(super) fn citation(&mut self, node: &Node<'_>) -> Option<Citation> {
        let mut parts = Parts::of(node);
        let target = parts.next()?;
        let target = match target.as_rule() {
            Rule::title => CitationTarget::Title(self.quoted(&target)),
            _ => CitationTarget::Name(self.name(&target)),
        };
        let mut steps: Vec<Step> = Vec::new();
        for part in parts {
            let statute = steps.iter().any(|step| step.level == Level::Article);
            steps.extend(self.step(&part, statute));
        }
        Some(Citation {
            target,
            steps,
            span: self.span(node),
        })
    }

    fn step(&mut self, node: &Node<'_>, statute: bool) -> Option<Step> {
        let span = self.span(node);
        let form = Parts::of(node).next()?;
        let (mut level, mut number, mut inserted) = (Level::Preamble, 0, 0);
        for part in Parts::of(&form) {
            match part.as_rule() {
                Rule::level_chinese | Rule::level_english => {
                    level = level_named(part.as_str(), statute)?
                }
                Rule::step_number => number = self.small_number(&part),
                Rule::step_inserted => inserted = self.small_number(&part),
                _ => {}
            }
        }
        Some(Step {
            level,
            number,
            inserted,
            span,
        })
    }

    /// A number that counts provisions, items or instances.
    pub(super) fn small_number(&mut self, node: &Node<'_>) -> u32 {
        let digits = node.as_str().trim_start_matches(['之', '-']).trim_start();
        let number = whole(&half_width(digits)).and_then(|number| u32::try_from(number).ok());
        if let Some(number) = number.filter(|number| *number > 0) {
            return number;
        }
        let place = self.span(node);
        self.refuse(problem::unreadable_numeral(place, node.as_str()));
        1
    }
}

/// The words between two quotation marks.
fn unquoted<'t>(written: &'t str, marks: &[(char, char)]) -> Option<&'t str> {
    marks
        .iter()
        .find_map(|(open, close)| written.strip_prefix(*open)?.strip_suffix(*close))
}

/// Full-width digits and points as ASCII.
pub(super) fn half_width(words: &str) -> String {
    let narrow = |letter: char| match letter {
        '０'..='９' => u32::from(letter)
            .checked_sub(0xFF10)
            .and_then(|digit| char::from_digit(digit, 10))
            .unwrap_or(letter),
        '．' => '.',
        other => other,
    };
    words.chars().map(narrow).collect()
}

/// A whole number in Arabic digits, a Chinese numeral or Chinese digits.
fn whole(words: &str) -> Option<u64> {
    words
        .parse()
        .ok()
        .or_else(|| parse_zh_number(words))
        .or_else(|| parse_zh_digits(words))
}

fn date_parts(written: &str) -> Option<(i32, u32, u32)> {
    let words: String = written
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .collect();
    if let Some(year) = words.strip_suffix("年底") {
        return Some((i32::try_from(whole(year)?).ok()?, 12, 31));
    }
    if words.starts_with("the") {
        let year: String = words.chars().filter(char::is_ascii_digit).collect();
        return Some((year.parse().ok()?, 12, 31));
    }
    let mut pieces = words.split(['年', '月', '日', '-']);
    let (year, month, day) = (pieces.next()?, pieces.next()?, pieces.next()?);
    let year = year.parse().ok().or_else(|| parse_zh_digits(year))?;
    Some((
        i32::try_from(year).ok()?,
        u32::try_from(whole(month)?).ok()?,
        u32::try_from(whole(day)?).ok()?,
    ))
}

/// The canonical Chinese spelling of a built-in unit.
fn canonical_unit(written: &str) -> String {
    match written {
        "piece" | "pieces" => "个".to_owned(),
        other => Unit::named(other).map_or_else(|| other.to_owned(), |unit| unit.zh().to_owned()),
    }
}

/// The number and the unit that Chinese numerals write.
fn chinese_amount(written: &str) -> Option<(Number, String)> {
    for (prefix, unit) in [("百分之", "％"), ("千分之", "‰")] {
        if let Some(numeral) = written.strip_prefix(prefix) {
            return Some((
                Number::from_i64(i64::try_from(parse_zh_number(numeral)?).ok()?),
                unit.to_owned(),
            ));
        }
    }
    let numeral_end = |letter: char| {
        !"〇零一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟万亿萬億".contains(letter)
    };
    let split = written.find(numeral_end)?;
    let (numeral, unit) = written.split_at_checked(split)?;
    if let Some(number) = parse_zh_number(numeral)
        && let Some(unit) = Unit::named(unit)
    {
        return Some((
            Number::from_i64(i64::try_from(number).ok()?),
            unit.zh().to_owned(),
        ));
    }
    Some((parse_zh_amount(written)?, "元".to_owned()))
}

fn level_named(word: &str, statute: bool) -> Option<Level> {
    Some(match word {
        "自然段" | "段" | "natural_para" => Level::Paragraph,
        "句" | "sentence" => Level::Sentence,
        "编" | "book" => Level::Book,
        "部分" | "part" => Level::Part,
        "章" | "chapter" => Level::Chapter,
        "节" | "section" => Level::Section,
        "条" | "article" | "art" => Level::Article,
        "款" | "clause" => Level::Clause,
        "项" | "item" => Level::Item,
        "点" | "point" => Level::Point,
        "目" | "subitem" => Level::Subitem,
        // A statute counts its paragraphs as 款, a plan as 段.
        "para" | "paragraph" if statute => Level::Clause,
        "para" | "paragraph" => Level::Paragraph,
        _ => return None,
    })
}
