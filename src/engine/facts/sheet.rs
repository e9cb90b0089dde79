//! What a package asks about a case: every object with its facts, findings and readings, in plain values.

use crate::check::{
    Choice, ChoiceId, Constant, Field, FieldKind, Finding, Label, Model, ObjectId, Type,
};
use crate::diagnostic::Words;
use crate::quantity::Unit;

use super::value::show;

/// What a package asks about a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactSheet {
    /// The objects, by name.
    pub objects: Vec<ObjectSheet>,
    /// Findings that belong to no object.
    pub findings: Vec<FindingSheet>,
    /// Readings.
    pub readings: Vec<ReadingSheet>,
}

/// An object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectSheet {
    /// Its names.
    pub name: Named,
    /// Whether its instances stand in lists, so that a case may have several.
    pub listed: bool,
    /// Its facts, as declared.
    pub facts: Vec<FactEntry>,
    /// The findings that belong to it.
    pub findings: Vec<FindingSheet>,
}

/// A name and its alias.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The declared name.
    pub name: String,
    /// Its name in the other language.
    pub alias: Option<String>,
}

/// A fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactEntry {
    /// Its names.
    pub name: Named,
    /// What it may be.
    pub kind: FactKind,
    /// The question to a person.
    pub ask: Option<Words>,
    /// What proves it.
    pub evidence: Option<Words>,
    /// Whether it is sensitive.
    pub sensitive: bool,
    /// Whether it is one that nobody can change: shown, never advised.
    pub unchangeable: bool,
    /// The value where none is given.
    pub default: Option<Words>,
}

/// What a fact may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FactKind {
    /// Yes or no.
    YesNo,
    /// A number.
    Number {
        /// The unit in which it is given; empty for none.
        unit: Words,
        /// Whether it must be whole.
        whole: bool,
        /// The least, with its unit.
        least: Option<Words>,
        /// The greatest, with its unit.
        greatest: Option<Words>,
    },
    /// A day.
    Date {
        /// The first.
        least: Option<Words>,
        /// The last.
        greatest: Option<Words>,
    },
    /// Words.
    Text,
    /// One of these.
    Choice {
        /// The options.
        options: Vec<Named>,
        /// Whether they are grades, the highest first.
        ordered: bool,
    },
    /// A list.
    List {
        /// The object of its members.
        object: String,
        /// The least length.
        least: u32,
        /// The greatest length.
        greatest: u32,
    },
}

/// A finding that somebody may have made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingSheet {
    /// Its names.
    pub name: Named,
    /// The question.
    pub ask: Option<Words>,
    /// Who decides.
    pub decided_by: Vec<String>,
    /// What to weigh.
    pub consider: Vec<String>,
    /// Whether reasons must be given.
    pub reasons_required: bool,
}

/// A reading that may be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadingSheet {
    /// Its names.
    pub name: Named,
    /// The options with what each says.
    pub options: Vec<(Named, String)>,
    /// The place of the option taken where nobody chooses.
    pub default: usize,
}

impl FactSheet {
    /// What a model asks.
    #[must_use]
    pub fn of(model: &Model) -> Self {
        let objects = model.objects.iter().enumerate().map(|(place, object)| {
            let facts = object
                .fields
                .iter()
                .filter_map(|id| model.fields.get(id.index()));
            let id = u32::try_from(place).map(ObjectId).ok();
            let findings = model
                .findings
                .iter()
                .filter(|finding| finding.object.is_some() && finding.object == id);
            ObjectSheet {
                name: Named::of(&object.label),
                listed: !object.lists.is_empty(),
                facts: facts.map(|field| entry(model, field)).collect(),
                findings: findings.map(FindingSheet::of).collect(),
            }
        });
        let findings = model
            .findings
            .iter()
            .filter(|finding| finding.object.is_none());
        let readings = model.readings.iter().map(|reading| {
            let names = options(model, reading.choice);
            let words = reading.options.iter().map(|option| option.words.clone());
            ReadingSheet {
                name: Named::of(&reading.label),
                options: names.into_iter().zip(words).collect(),
                default: usize::try_from(reading.default).unwrap_or(usize::MAX),
            }
        });
        Self {
            objects: objects.collect(),
            findings: findings.map(FindingSheet::of).collect(),
            readings: readings.collect(),
        }
    }
}

impl Named {
    fn of(label: &Label) -> Self {
        Self {
            name: label.name.clone(),
            alias: label.alias.clone(),
        }
    }

    /// Both spellings.
    pub fn spellings(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.alias.as_deref())
    }
}

impl FindingSheet {
    fn of(finding: &Finding) -> Self {
        Self {
            name: Named::of(&finding.label),
            ask: finding.ask.clone(),
            decided_by: finding.decided_by.clone(),
            consider: finding.consider.clone(),
            reasons_required: finding.reasons_required,
        }
    }
}

/// What a fact may be, and how it is asked.
pub(crate) fn entry(model: &Model, field: &Field) -> FactEntry {
    let (kind, unit) = match &field.kind {
        FieldKind::List {
            object,
            least,
            greatest,
        } => {
            let object = model.objects.get(object.index());
            let object = object.map_or_else(String::new, |object| object.label.name.clone());
            let (least, greatest) = (*least, *greatest);
            (
                FactKind::List {
                    object,
                    least,
                    greatest,
                },
                None,
            )
        }
        FieldKind::Value {
            ty,
            unit,
            whole,
            least,
            greatest,
        } => {
            let shown = |bound: &Option<Constant>| {
                let bound = bound.as_ref();
                bound.map(|bound| show(model, bound, unit.as_ref()))
            };
            let (least, greatest) = (shown(least), shown(greatest));
            (
                value_kind(model, ty, unit.as_ref(), *whole, least, greatest),
                unit.as_ref(),
            )
        }
    };
    FactEntry {
        name: Named::of(&field.label),
        kind,
        ask: field.ask.clone(),
        evidence: field.evidence.clone(),
        sensitive: field.sensitive,
        unchangeable: field.unchangeable,
        default: field.default.as_ref().map(|value| show(model, value, unit)),
    }
}

fn value_kind(
    model: &Model,
    ty: &Type,
    unit: Option<&Unit>,
    whole: bool,
    least: Option<Words>,
    greatest: Option<Words>,
) -> FactKind {
    match ty {
        Type::Boolean => FactKind::YesNo,
        Type::Number(_) => {
            let unit =
                unit.map_or_else(Words::none, |unit| Words::new(unit.zh(), unit.en_plural()));
            FactKind::Number {
                unit,
                whole,
                least,
                greatest,
            }
        }
        Type::Date => FactKind::Date { least, greatest },
        Type::Text | Type::Period => FactKind::Text,
        Type::Choice(id) => FactKind::Choice {
            options: options(model, *id),
            ordered: model
                .choices
                .get(id.index())
                .is_some_and(|choice| choice.ordered),
        },
    }
}

fn options(model: &Model, id: ChoiceId) -> Vec<Named> {
    let options: &[_] = model
        .choices
        .get(id.index())
        .map_or(&[], |choice: &Choice| &choice.options);
    let named = |(name, alias): &(String, Option<String>)| Named {
        name: name.clone(),
        alias: alias.clone(),
    };
    options.iter().map(named).collect()
}
