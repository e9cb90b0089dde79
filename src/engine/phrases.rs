//! What conditions and values say in English, by where they are written. Names without an English twin stay as they are.
//!
//! In Chinese a condition is told in the words of the rules. What it says in English is put together here from the model; an
//! engine made from a pack has it ready.

mod cases;
mod words;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::check::{
    Aggregate, Clock, Collection, ConditionItem, Constant, DeadlineModel, Enumerator, Function,
    Instance, Label, ListOf, Model, ObjectId, Operator, Term, TermKind, Type,
};
use crate::compile::Program;
use crate::diagnostic::Words;
use crate::quantity::{Number, Unit, show_en};
use crate::source::{FileId, Span, Texts};

use self::cases::Cases;
pub use self::words::in_sentence;
use self::words::{below, function_words, is_list, relation_words, shift};

/// How deep a condition is put in words; what is deeper is left out with `…`.
const DEEPEST: usize = 12;
/// How long a condition may be in words.
const LONGEST: usize = 300;

/// What the places that a program names say in English.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Phrases {
    said: BTreeMap<(FileId, u32, u32), Phrase>,
    /// The days that deadlines are counted from, by the place of the norm, in both languages.
    from: BTreeMap<(FileId, u32, u32), (String, String)>,
}

/// What one place says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phrase {
    /// What it is where its Chinese words are only the head of a list.
    pub form: PhraseForm,
    /// The whole of it.
    pub english: String,
    /// Where it is a computation with a number: what number.
    pub figure: Option<FigurePhrase>,
    /// Where it is a case of a value or a row of a table: when it applies and what it gives.
    pub case: Option<CasePhrase>,
}

/// What a computation gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FigurePhrase {
    /// Its type.
    pub ty: Type,
    /// Whether it says something by itself, as an age or a count of months does.
    pub counts: bool,
}

/// A case of a value, or a row of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CasePhrase {
    /// In the words of the rules.
    pub chinese: String,
    /// In English.
    pub english: String,
    /// Whether it is taken where no other case applies.
    pub otherwise: bool,
}

/// What a condition or value is, for its head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum PhraseForm {
    /// A numbered list of which all hold.
    All,
    /// A numbered list of which one holds.
    Any,
    /// Values by cases.
    Cases,
    /// Anything else.
    Plain,
}

impl Phrases {
    /// What the places say that steps of a program have.
    pub(crate) fn of(model: &Model, program: &Program, texts: &Texts) -> Self {
        let speaker = Speaker::new(model, texts);
        let mut phrases = Self::default();
        let mut named: Vec<Span> = Vec::new();
        for unit in program.units() {
            named.extend(&unit.spans);
            named.extend(unit.entry.iter().map(|entry| entry.span));
        }
        // What was not judged is told too.
        for note in &program.side().notes {
            named.push(note.span);
            named.extend(note.rest.iter().map(|(_, span)| *span));
        }
        for span in named {
            let term = speaker.term_at(span);
            let case = speaker.cases.said(&speaker, span);
            if term.is_none() && case.is_none() {
                continue;
            }
            let phrase = || Phrase {
                form: term.map_or(PhraseForm::Plain, form),
                english: term.map_or_else(String::new, |term| shortened(speaker.term(term, 0))),
                figure: term.and_then(figure),
                case,
            };
            phrases.said.entry(place(span)).or_insert_with(phrase);
        }
        for norm in &model.norms {
            let from = match &norm.deadline {
                Some(DeadlineModel::Within { from, .. } | DeadlineModel::By(from)) => from,
                Some(DeadlineModel::Every(_) | DeadlineModel::Words(_)) | None => continue,
            };
            let zh = texts.slice(from.span).to_owned();
            let said = (zh, shortened(speaker.term(from, 0)));
            phrases.from.insert(place(norm.label.span), said);
        }
        phrases
    }

    /// What a place says.
    #[must_use]
    pub fn at(&self, span: Span) -> Option<&Phrase> {
        self.said.get(&place(span))
    }

    /// The day that the deadline of a norm is counted from, by the place of the norm's name.
    #[must_use]
    pub fn deadline_of(&self, norm: Span) -> Option<Words> {
        let (zh, en) = self.from.get(&place(norm))?;
        Some(Words::new(zh.as_str(), en.as_str()))
    }
}

fn place(span: Span) -> (FileId, u32, u32) {
    (span.file(), span.start(), span.end())
}

fn figure(term: &Term) -> Option<FigurePhrase> {
    let computed = matches!(
        term.kind,
        TermKind::Arithmetic(..)
            | TermKind::Negative(_)
            | TermKind::Function(..)
            | TermKind::Round { .. }
            | TermKind::Aggregate { .. }
            | TermKind::Brackets { .. }
            | TermKind::Granted { .. }
    );
    let number = matches!(term.ty, Type::Number(_));
    (computed && number).then(|| FigurePhrase {
        ty: term.ty.clone(),
        counts: matches!(term.kind, TermKind::Function(..)),
    })
}

fn form(term: &Term) -> PhraseForm {
    match &term.kind {
        TermKind::All(items) if is_list(items) => PhraseForm::All,
        TermKind::Any(items) if is_list(items) => PhraseForm::Any,
        TermKind::Cases { .. } => PhraseForm::Cases,
        _ => PhraseForm::Plain,
    }
}

/// The conditions and values of a package, by where they are written.
struct Speaker<'a> {
    model: &'a Model,
    texts: &'a Texts,
    terms: BTreeMap<(FileId, u32, u32), &'a Term>,
    cases: Cases<'a>,
}

impl<'a> Speaker<'a> {
    fn new(model: &'a Model, texts: &'a Texts) -> Self {
        let mut terms = BTreeMap::new();
        let mut open: Vec<&Term> = Vec::new();
        for norm in &model.norms {
            let measure = norm.measure.iter();
            let measured = measure.flat_map(|one| std::iter::once(&one.formula).chain(&one.alert));
            let grants = norm.grants.iter().filter_map(|grant| grant.value.as_ref());
            let parts = [
                &norm.subject,
                &norm.condition,
                &norm.done_when,
                &norm.done_on,
                &norm.violated_when,
            ];
            open.extend(parts.into_iter().flatten().chain(grants).chain(measured));
            for exception in &norm.exceptions {
                open.push(&exception.condition);
                let values = exception.value.iter().flatten();
                open.extend(values.filter_map(|grant| grant.value.as_ref()));
            }
        }
        for definition in &model.definitions {
            open.push(&definition.value);
            for exception in &definition.exceptions {
                open.extend([&exception.condition, &exception.value]);
            }
        }
        for table in &model.tables {
            for row in &table.rows {
                open.push(&row.condition);
                open.extend(&row.values);
            }
        }
        let mut cases = Cases::of_tables(model);
        while let Some(term) = open.pop() {
            let span = term.span;
            // What is written in one place is told by the whole of it: a cell by its condition, not by its constant.
            terms
                .entry((span.file(), span.end(), span.start()))
                .or_insert(term);
            cases.of_term(term);
            below(term, &mut open);
        }
        Self {
            model,
            texts,
            terms,
            cases,
        }
    }

    /// The term that ends where a place ends, and begins in it: a numbered item is written with its number before it.
    fn term_at(&self, span: Span) -> Option<&'a Term> {
        let from = (span.file(), span.end(), span.start());
        let to = (span.file(), span.end(), span.end());
        let mut found = self.terms.range(from..=to);
        found.next().map(|(_, term)| *term)
    }

    /// What a term says, as written and in English.
    fn written(&self, term: &Term) -> Words {
        let zh = self.texts.slice(term.span).split_whitespace();
        let zh = zh.collect::<Vec<_>>().join(" ");
        Words::new(zh, shortened(self.term(term, 0)))
    }

    fn name(&self, label: &Label) -> String {
        let mut name = Words::of_name(&label.name, label.alias.as_deref()).en;
        for package in &self.model.packages {
            name = name.replace(&format!("{}：", package.name), "");
            name = name.replace(&format!("{}:", package.name), "");
        }
        in_sentence(&name)
    }

    fn object(&self, id: ObjectId) -> String {
        let object = self.model.objects.get(id.index());
        object.map_or_else(String::new, |object| self.name(&object.label))
    }

    fn of_instance(&self, name: &str, of: &Instance) -> String {
        match of {
            Instance::Root(object) => format!("{name} of the {}", self.object(*object)),
            Instance::Bound(_) => name.to_owned(),
            Instance::OwnerOf { list, .. } => {
                let field = self.model.fields.get(list.index());
                field.map_or_else(
                    || name.to_owned(),
                    |field| format!("{name} of the {}", self.object(field.object)),
                )
            }
        }
    }

    fn named(&self, label: Option<&Label>, of: Option<&Instance>) -> String {
        let name = label.map_or_else(String::new, |label| self.name(label));
        match of {
            Some(of) => self.of_instance(&name, of),
            None => name,
        }
    }

    fn term(&self, term: &Term, depth: usize) -> String {
        let deeper = depth.saturating_add(1);
        if depth >= DEEPEST {
            return "…".to_owned();
        }
        let say = |term: &Term| self.term(term, deeper);
        // What stands for one value beside others, without a doubt where it ends.
        let side = |term: &Term| match &term.kind {
            TermKind::Arithmetic(..)
            | TermKind::Cases { .. }
            | TermKind::Function(Function::Lower | Function::Higher, _) => {
                format!("({})", say(term))
            }
            _ => say(term),
        };
        let model = self.model;
        match &term.kind {
            TermKind::Constant(constant) => self.constant(constant, term),
            TermKind::Clock(Clock::AsOf) => "the day of judgement".to_owned(),
            TermKind::Clock(Clock::LawAsOf) => "the day of the law".to_owned(),
            TermKind::Clock(Clock::KnownAsOf) => "the day of knowledge".to_owned(),
            TermKind::Field { of, field } => self.named(
                model.fields.get(field.index()).map(|one| &one.label),
                Some(of),
            ),
            TermKind::Definition { of, definition } => {
                let label = model
                    .definitions
                    .get(definition.index())
                    .map(|one| &one.label);
                self.named(label, of.as_ref())
            }
            TermKind::Finding { of, finding } => {
                let label = model.findings.get(finding.index()).map(|one| &one.label);
                self.named(label, of.as_ref())
            }
            TermKind::Parameter { parameter, on } => {
                let label = model
                    .parameters
                    .get(parameter.index())
                    .map(|one| &one.label);
                let name = self.named(label, None);
                match on {
                    Some(day) => format!("{name} on {}", say(day)),
                    None => name,
                }
            }
            TermKind::Reading(reading) => self.named(
                model.readings.get(reading.index()).map(|one| &one.label),
                None,
            ),
            TermKind::Table { of, table, .. } => self.named(
                model.tables.get(table.index()).map(|one| &one.label),
                of.as_ref(),
            ),
            TermKind::Holds { norm, .. } => {
                self.named(model.norms.get(norm.index()).map(|one| &one.label), None)
            }
            TermKind::Granted { norm, .. } => {
                let label = model.norms.get(norm.index()).map(|one| &one.label);
                format!("what {} grants", self.named(label, None))
            }
            TermKind::Arithmetic(operator, left, right) => {
                let sign = match operator {
                    Operator::Add => "+",
                    Operator::Subtract => "−",
                    Operator::Multiply => "×",
                    Operator::Divide => "÷",
                };
                format!("{} {sign} {}", side(left), side(right))
            }
            TermKind::Negative(inner) => format!("−{}", say(inner)),
            TermKind::Shift { date, amount, by } => {
                let (sign, amount) = shift(amount, by).unwrap_or_else(|| ("+", say(amount)));
                format!("{} {sign} {amount}", say(date))
            }
            TermKind::Function(function, arguments) => {
                let arguments: Vec<String> = arguments.iter().map(side).collect();
                function_words(*function, &arguments)
            }
            TermKind::Round { value, .. } => format!("{}, rounded", say(value)),
            TermKind::Compare(relation, left, right) => {
                let dated = left.ty == Type::Date;
                format!(
                    "{} {} {}",
                    say(left),
                    relation_words(*relation, dated),
                    say(right)
                )
            }
            TermKind::Member {
                value,
                options,
                negated,
            } => {
                let options: Vec<String> =
                    options.iter().map(|one| self.constant(one, term)).collect();
                let word = if *negated { "is none of" } else { "is one of" };
                format!("{} {word} {}", say(value), options.join(", "))
            }
            TermKind::All(items) => self.listed(items, " and ", "all of: ", deeper),
            TermKind::Any(items) => self.listed(items, " or ", "at least one of: ", deeper),
            TermKind::Not(inner) => format!("not: {}", say(inner)),
            TermKind::Exists {
                collection,
                condition,
            } => {
                let whose = self.collection(collection, deeper);
                match condition {
                    Some(condition) => format!("for at least one {whose}: {}", say(condition)),
                    None => format!("there is at least one {whose}"),
                }
            }
            TermKind::Every {
                collection,
                condition,
            } => {
                format!(
                    "for every {}: {}",
                    self.collection(collection, deeper),
                    say(condition)
                )
            }
            TermKind::Aggregate {
                aggregate,
                collection,
                value,
            } => {
                let whose = self.collection(collection, deeper);
                let value = value.as_ref().map(|value| say(value)).unwrap_or_default();
                match aggregate {
                    Aggregate::Count => format!("how many: {whose}"),
                    Aggregate::Sum => format!("sum of {value} over every {whose}"),
                    Aggregate::Greatest => format!("the greatest {value} of any {whose}"),
                    Aggregate::Least => format!("the least {value} of any {whose}"),
                }
            }
            TermKind::Cases { cases, otherwise } => {
                let told = cases
                    .iter()
                    .map(|case| format!("{} if {}", say(&case.value), say(&case.condition)));
                let rest = otherwise
                    .iter()
                    .map(|value| format!("otherwise {}", say(value)));
                told.chain(rest).collect::<Vec<_>>().join("; ")
            }
            TermKind::Brackets { value, bands } => {
                let bands = bands
                    .iter()
                    .zip(1..)
                    .map(|((top, rate), number)| match top {
                        Some(top) => format!("({number}) up to {}, {}", say(top), say(rate)),
                        None => format!("({number}) the rest, {}", say(rate)),
                    });
                let bands: Vec<String> = bands.collect();
                format!("{} by bands: {}", say(value), bands.join("; "))
            }
        }
    }

    fn listed(&self, items: &[ConditionItem], join: &str, head: &str, depth: usize) -> String {
        let numbered = is_list(items);
        let said = items.iter().map(|item| {
            let words = self.term(&item.condition, depth);
            let inner = matches!(item.condition.kind, TermKind::Any(_) | TermKind::All(_));
            match item.enumerator {
                Some(Enumerator::Item(number)) => format!("({number}) {words}"),
                Some(Enumerator::Subitem(number)) => format!("{number}. {words}"),
                None if inner => format!("({words})"),
                None => words,
            }
        });
        let said: Vec<String> = said.collect();
        if numbered {
            format!("{head}{}", said.join("; "))
        } else {
            said.join(join)
        }
    }

    fn collection(&self, collection: &Collection, depth: usize) -> String {
        let said = collection.generators.iter().map(|generator| {
            let object = self.object(generator.object);
            let whose = match &generator.list {
                ListOf::Field {
                    of: Instance::Root(owner),
                    ..
                } => {
                    format!("{object} of the {}", self.object(*owner))
                }
                _ => object,
            };
            match &generator.filter {
                Some(filter) => format!("{whose} for which ({})", self.term(filter, depth)),
                None => whose,
            }
        });
        said.collect::<Vec<_>>().join(" and ")
    }

    fn constant(&self, constant: &Constant, term: &Term) -> String {
        match constant {
            Constant::Boolean(true) => "yes".to_owned(),
            Constant::Boolean(false) => "no".to_owned(),
            Constant::Date(day) => day.to_string(),
            Constant::Text(words) => format!("“{words}”"),
            Constant::Choice(choice, place) => {
                let option = self
                    .model
                    .choices
                    .get(choice.index())
                    .and_then(|choice| choice.options.get(usize::try_from(*place).ok()?));
                option.map_or_else(String::new, |(name, alias)| {
                    Words::of_name(name, alias.as_deref()).en
                })
            }
            Constant::Number(number) => self.number(*number, term),
        }
    }

    /// A number in the unit that the rules write it in.
    fn number(&self, number: Number, term: &Term) -> String {
        let written = self.texts.slice(term.span);
        let unit = written.trim_start_matches(|letter: char| {
            letter.is_ascii_digit() || matches!(letter, '.' | ',' | '-' | '－' | ' ')
        });
        let declared = || {
            let units = self.model.units.iter();
            let mut units = units.filter(|label| label.name == unit);
            let label = units.next()?;
            Some(match &label.alias {
                Some(alias) => Unit::declared_as(&label.name, alias),
                None => Unit::declared(&label.name),
            })
        };
        let own = match &term.ty {
            Type::Number(dimension) => Unit::base(dimension),
            _ => Unit::none(),
        };
        let unit = Unit::named(unit).or_else(declared);
        show_en(
            number,
            &unit
                .filter(|unit| unit.dimension() == own.dimension())
                .unwrap_or(own),
        )
    }
}

fn shortened(words: String) -> String {
    if words.chars().count() <= LONGEST {
        return words;
    }
    let kept: String = words.chars().take(LONGEST).collect();
    format!("{kept}…")
}
