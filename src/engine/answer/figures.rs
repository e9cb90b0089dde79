//! The figures that an answer rests on, each with its instrument and how sure it is, and what is unsettled on the way.

use crate::check::{
    CitationId, Confidence, Constant, Label, Model, Parameter, ParameterLine, Type,
};
use crate::diagnostic::Words;
use crate::engine::rests::{Passed, Rest};
use crate::quantity::Date;
use crate::source::Span;
use crate::vm::Value;

use super::from_outcome::{Shower, Shown};
use super::passage::{Home, Passage};
use super::place::label_words;

/// A line of a parameter that an answer rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureTaken {
    /// The name of the parameter.
    pub name: Words,
    /// The value of the line.
    pub value: Shown,
    /// The first day on which it applies; none for always before.
    pub from: Option<Date>,
    /// The first day on which it no longer applies; none for no end.
    pub until: Option<Date>,
    /// 公布.
    pub published: Option<Date>,
    /// 复核.
    pub check_by: Option<Date>,
    /// Whether 复核 has passed on 判断日.
    pub overdue: bool,
    /// 来源.
    pub source: Option<String>,
    /// 可信度.
    pub confidence: Option<Confidence>,
    /// 存疑, of the line and of the parameter.
    pub unsettled: Vec<String>,
    /// The provisions that say so.
    pub basis: Vec<Passage>,
    /// The package that it comes from, where that is another one.
    pub package: Option<Home>,
}

impl FigureTaken {
    /// Whether whoever reads the answer must be told that the figure is unsure.
    #[must_use]
    pub fn is_doubtful(&self) -> bool {
        self.confidence.is_some_and(Confidence::is_doubtful) || !self.unsettled.is_empty()
    }
}

/// What kind of declaration says that it is unsettled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DoubtKind {
    /// A definition.
    Definition,
    /// A table.
    Table,
    /// A reading.
    Reading,
    /// A finding.
    Finding,
    /// A norm.
    Norm,
}

/// What is unsettled about a declaration that an answer rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// What kind of declaration.
    pub kind: DoubtKind,
    /// Its name.
    pub name: Words,
    /// Its 存疑.
    pub says: Vec<String>,
    /// The package that it comes from, where that is another one.
    pub package: Option<Home>,
}

/// What another option of a reading would give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherReading {
    /// The option.
    pub option: Words,
    /// What it says.
    pub says: String,
    /// What would come out, where that is something else; none where nothing changes.
    pub differs: Option<Words>,
    /// Unsure figures that it would rest on and the answer itself does not.
    pub figures: Vec<FigureTaken>,
    /// What would be unsettled beside what is.
    pub doubts: Vec<Doubt>,
}

/// The declaration that is passed through: its kind, name and 存疑.
pub(crate) fn declared(model: &Model, passed: Passed) -> Option<(DoubtKind, &Label, &[String])> {
    Some(match passed {
        Passed::Definition(id) => {
            let one = model.definitions.get(id.index())?;
            (DoubtKind::Definition, &one.label, &one.marks.unsettled)
        }
        Passed::Table(id) => {
            let one = model.tables.get(id.index())?;
            (DoubtKind::Table, &one.label, &one.marks.unsettled)
        }
        Passed::Reading(id) => {
            let one = model.readings.get(id.index())?;
            (DoubtKind::Reading, &one.label, &one.unsettled)
        }
        Passed::Finding(id) => {
            let one = model.findings.get(id.index())?;
            (DoubtKind::Finding, &one.label, &one.marks.unsettled)
        }
        Passed::Norm(id) => {
            let one = model.norms.get(id.index())?;
            (DoubtKind::Norm, &one.label, &one.marks.unsettled)
        }
    })
}

impl Shower<'_> {
    /// The figures that an answer rests on, by name and first day.
    pub(crate) fn figures(&self, rest: &Rest, as_of: Date) -> Vec<FigureTaken> {
        let taken = rest.lines.iter().filter_map(|(id, place)| {
            let parameter = self.model.parameters.get(id.index())?;
            Some(self.figure_taken(parameter, parameter.lines.get(*place)?, as_of))
        });
        taken.collect()
    }

    fn figure_taken(
        &self,
        parameter: &Parameter,
        line: &ParameterLine,
        as_of: Date,
    ) -> FigureTaken {
        let unsettled = line.unsettled.iter().chain(&parameter.unsettled);
        FigureTaken {
            name: self.own_name(&parameter.label),
            value: self.constant(parameter, &line.value),
            from: line.in_force.from,
            until: line.in_force.until,
            published: line.published,
            check_by: line.check_by,
            overdue: line.check_by.is_some_and(|day| day < as_of),
            source: line.source.clone(),
            confidence: line.confidence,
            unsettled: unsettled.cloned().collect(),
            basis: self.cited(&line.basis),
            package: self.package(parameter.label.span),
        }
    }

    fn cited(&self, basis: &[CitationId]) -> Vec<Passage> {
        Passage::all(self.model, basis)
    }

    /// What a declaration is called in its own package: what the package at hand does not import has the name of its package
    /// before its own.
    fn own_name(&self, label: &Label) -> Words {
        let Some(package) = self.package(label.span) else {
            return label_words(label);
        };
        let own = |name: &str| {
            let rest = name.strip_prefix(package.name.as_str());
            let rest = rest.and_then(|rest| rest.strip_prefix(['：', ':']));
            rest.unwrap_or(name).to_owned()
        };
        Words::of_name(
            &own(&label.name),
            label.alias.as_deref().map(own).as_deref(),
        )
    }

    fn package(&self, place: Span) -> Option<Home> {
        Home::of(self.model, place)
    }

    /// The value of a line.
    fn constant(&self, parameter: &Parameter, constant: &Constant) -> Shown {
        let value = match constant {
            Constant::Boolean(value) => Value::boolean(*value),
            Constant::Number(number) => Value::number(*number),
            Constant::Date(day) => Value::date(*day),
            Constant::Choice(_, place) => Value::choice(*place),
            Constant::Text(words) => {
                return Shown {
                    words: Words::same(format!("“{words}”")),
                    ends: None,
                    unit: Words::none(),
                    settled: true,
                    unknown: false,
                };
            }
        };
        let ty: &Type = &parameter.ty;
        self.shown(ty, parameter.unit.as_ref(), &value)
    }

    /// What is unsettled about what an answer rests on.
    pub(crate) fn doubts(&self, rest: &Rest) -> Vec<Doubt> {
        let doubts = rest.passed.iter().filter_map(|passed| {
            let (kind, label, says) = declared(self.model, *passed)?;
            (!says.is_empty()).then(|| Doubt {
                kind,
                name: self.own_name(label),
                says: says.to_vec(),
                package: self.package(label.span),
            })
        });
        doubts.collect()
    }
}
