//! Terms: values by cases, with exceptions, and rows of tables.

use std::collections::BTreeSet;

use crate::check::{
    CaseTerm, CitationId, Constant, Enumerator, HitPolicy, TableModel, TableRow, Term, TermKind,
    Type,
};
use crate::source::Span;

use super::bounds::{self, Bounds};
use super::instruction::{Instruction, NONE};
use super::layout::{count, shape_of};
use super::program::{ChoiceModel, FigureModel, LookupModel, Shape, StepKind};
use super::unit::{Draft, Line, Operand, item_note, note};
use super::value::{common, fits_shape};

/// A way that a value can be chosen.
pub(super) struct Way<'t> {
    /// When.
    pub(super) condition: Condition<'t>,
    /// What; none for a grant in words.
    pub(super) value: Option<&'t Term>,
    /// Its number.
    pub(super) item: Option<Enumerator>,
    /// Its citations.
    pub(super) basis: &'t [CitationId],
    /// The ways that it overrides.
    pub(super) overrides: Vec<usize>,
    /// Where it is written.
    pub(super) span: Span,
}

/// When a way is chosen.
#[derive(Clone, Copy)]
pub(super) enum Condition<'t> {
    /// A condition.
    Term(&'t Term),
    /// A condition that is in a register.
    Register(u32),
}

impl Draft<'_, '_> {
    /// A value by cases.
    pub(super) fn cases(
        &mut self,
        term: &Term,
        cases: &[CaseTerm],
        otherwise: Option<&Term>,
    ) -> Operand {
        let ways: Vec<Way<'_>> = cases.iter().map(way_of_case).collect();
        self.in_order(
            &ways,
            otherwise.map(Some),
            &term.ty,
            StepKind::Cases,
            term.span,
        )
    }

    /// The value of the first way whose condition holds, else another value, else a fault.
    pub(super) fn in_order(
        &mut self,
        ways: &[Way<'_>],
        otherwise: Option<Option<&Term>>,
        ty: &Type,
        kind: StepKind,
        span: Span,
    ) -> Operand {
        let laid = self.lay(ways, otherwise, ty);
        let (shape, bounds) = (laid.shape, laid.bounds);
        let anything = self.builder.anything(ty);
        let to = self.temporary();
        let end = self.label();
        self.step(Instruction::CaseFirst { to }, note(kind, shape, span));
        for (place, (way, laid)) in ways.iter().zip(laid.ways).enumerate() {
            let next = self.label();
            self.append(laid.condition_lines);
            let condition = laid.condition;
            let mut step = item_note(
                StepKind::Case,
                shape,
                (way.item, place),
                way.basis,
                way.span,
            );
            let rest = ways
                .iter()
                .skip(place.saturating_add(1))
                .map(|way| (way.item, way.span));
            step.rest = rest
                .chain(otherwise.flatten().map(|term| (None, term.span)))
                .collect();
            self.step(
                Instruction::SkipUnless {
                    condition,
                    end: next.target(),
                },
                step.clone(),
            );
            self.append(laid.value_lines);
            let value = self.shaped(&laid.value, shape, way.span).register;
            let end = end.target();
            let instruction = if shape.is_wide() {
                Instruction::WideCase {
                    to,
                    condition,
                    value,
                    anything,
                    end,
                }
            } else {
                Instruction::Case {
                    to,
                    condition,
                    value,
                    anything,
                    end,
                }
            };
            self.step(instruction, step);
            self.place(next);
        }
        match laid.otherwise {
            None => self.step(
                Instruction::CaseNone { to, anything },
                note(kind, shape, span),
            ),
            Some((value, lines)) => {
                let at = otherwise.flatten().map_or(span, |term| term.span);
                self.append(lines);
                let value = self.shaped(&value, shape, at).register;
                let instruction = if shape.is_wide() {
                    Instruction::WideCaseElse {
                        to,
                        value,
                        anything,
                    }
                } else {
                    Instruction::CaseElse {
                        to,
                        value,
                        anything,
                    }
                };
                self.step(
                    instruction,
                    item_note(StepKind::Case, shape, (None, ways.len()), &[], at),
                );
            }
        }
        self.place(end);
        Operand::new(to, shape, bounds)
    }

    /// The instructions of all conditions and values, set aside, and the shape that holds every value.
    fn lay(&mut self, ways: &[Way<'_>], otherwise: Option<Option<&Term>>, ty: &Type) -> Laid {
        let mut laid = Vec::new();
        for way in ways {
            let (condition, condition_lines) = self.aside(|draft| draft.way_condition(way));
            let (value, value_lines) = self.aside(|draft| draft.way_value(way.value));
            laid.push(LaidWay {
                condition,
                condition_lines,
                value,
                value_lines,
            });
        }
        let otherwise = otherwise.map(|term| self.aside(|draft| draft.way_value(term)));
        let values = laid
            .iter()
            .map(|way| &way.value)
            .chain(otherwise.iter().map(|(value, _)| value));
        let (shape, bounds) = shape_of_all(values, ty);
        Laid {
            ways: laid,
            otherwise,
            shape,
            bounds,
        }
    }

    fn way_condition(&mut self, way: &Way<'_>) -> u32 {
        match way.condition {
            Condition::Term(term) => self.term(term).register,
            Condition::Register(register) => register,
        }
    }

    fn way_value(&mut self, value: Option<&Term>) -> Operand {
        match value {
            Some(term) => self.term(term),
            None => Operand::new(self.builder.nothing(), Shape::Outcome, None),
        }
    }

    /// The general case of a definition or grant with its exceptions.
    pub(super) fn with_exceptions(
        &mut self,
        general: Option<&Term>,
        ways: &[Way<'_>],
        ty: &Type,
        kind: StepKind,
        span: Span,
    ) -> Operand {
        match ways {
            [] => self.way_value(general),
            // One exception that is possible or applies is chosen just as a case is.
            [_] => self.in_order(ways, Some(general), ty, kind, span),
            _ => self.among(Some(general), ways, ty, kind, span),
        }
    }

    /// A value among several ways that may be chosen together.
    fn among(
        &mut self,
        general: Option<Option<&Term>>,
        ways: &[Way<'_>],
        ty: &Type,
        kind: StepKind,
        span: Span,
    ) -> Operand {
        let laid = self.lay(ways, general, ty);
        let (shape, bounds) = (laid.shape, laid.bounds);
        let anything = self.builder.anything(ty);
        let mut values = Vec::new();
        for laid in laid.ways {
            self.append(laid.condition_lines);
            values.push((laid.condition, laid.value, laid.value_lines));
        }
        let conditions: Vec<u32> = values.iter().map(|(condition, ..)| *condition).collect();
        let mut rows = Vec::new();
        for (place, (way, (condition, value, lines))) in ways.iter().zip(values).enumerate() {
            let next = self.label();
            let step = item_note(
                StepKind::Case,
                shape,
                (way.item, place),
                way.basis,
                way.span,
            );
            self.step(
                Instruction::SkipUnless {
                    condition,
                    end: next.target(),
                },
                step,
            );
            self.append(lines);
            let value = self.shaped(&value, shape, way.span).register;
            rows.push((condition, value, way.overrides.clone()));
            self.place(next);
        }
        let general = laid.otherwise.map(|(value, lines)| {
            let skip = self.label();
            for condition in &conditions {
                self.emit(
                    Instruction::SkipIf {
                        condition: *condition,
                        end: skip.target(),
                    },
                    span,
                );
            }
            self.append(lines);
            let value = self.shaped(&value, shape, span).register;
            self.place(skip);
            value
        });
        let choices = &mut self.builder.program.side.choices;
        choices.push(ChoiceModel {
            general,
            rows,
            anything,
        });
        let choice = count(choices.len()).saturating_sub(1);
        let to = self.temporary();
        let instruction = if shape.is_wide() {
            Instruction::WideChoose { to, choice }
        } else {
            Instruction::Choose { to, choice }
        };
        let mut step = note(kind, shape, span);
        step.rest = ways.iter().map(|way| (way.item, way.span)).collect();
        self.step(instruction, step);
        Operand::new(to, shape, bounds)
    }

    /// The nth output of a table.
    pub(super) fn output(&mut self, table: &TableModel, output: usize) -> Operand {
        let Some((_, ty, _)) = table.outputs.get(output) else {
            return Operand::condition(NONE);
        };
        let kind = StepKind::Table(table.id, count(output));
        let ways: Vec<Way<'_>> = table
            .rows
            .iter()
            .map(|row| way_of_row(row, output))
            .collect();
        if let Some(found) = self.lookup(table, output, ty) {
            return found;
        }
        match table.hit {
            HitPolicy::First => self.in_order(&ways, None, ty, kind, table.span),
            HitPolicy::Unique => self.among(None, &ways, ty, kind, table.span),
            HitPolicy::Sum => self.summed(&ways, ty, table.span),
        }
    }

    /// The sum over rows that apply.
    fn summed(&mut self, ways: &[Way<'_>], ty: &Type, span: Span) -> Operand {
        let laid = self.lay(ways, None, ty);
        let shape = laid.shape;
        let anything = self.builder.anything(ty);
        let (to, figure) = (self.temporary(), FigureModel::Sum as u32);
        let step = note(StepKind::Figure(FigureModel::Sum), shape, span);
        let wide = shape.is_wide();
        self.step(
            if wide {
                Instruction::WideFigureBegin {
                    to,
                    figure,
                    anything,
                }
            } else {
                Instruction::FigureBegin {
                    to,
                    figure,
                    anything,
                }
            },
            step.clone(),
        );
        let mut bounds = bounds::between(0, 0);
        for (place, (way, laid)) in ways.iter().zip(laid.ways).enumerate() {
            let next = self.label();
            self.append(laid.condition_lines);
            let within = laid.condition;
            let row = item_note(
                StepKind::Case,
                shape,
                (way.item, place),
                way.basis,
                way.span,
            );
            self.step(
                Instruction::Filter {
                    condition: within,
                    figure: to,
                    next: next.target(),
                },
                row.clone(),
            );
            bounds = bounds::add(bounds, bounds::repeated(laid.value.bounds, 1));
            self.append(laid.value_lines);
            let value = self.shaped(&laid.value, shape, way.span).register;
            self.step(
                if wide {
                    Instruction::WideSum { to, within, value }
                } else {
                    Instruction::Sum { to, within, value }
                },
                row,
            );
            self.place(next);
        }
        self.step(
            if wide {
                Instruction::WideFigureEnd { to, figure }
            } else {
                Instruction::FigureEnd { to, figure }
            },
            step,
        );
        Operand::new(to, shape, bounds)
    }

    /// A table whose rows ask one input for certain places and give constants is read at its place.
    fn lookup(&mut self, table: &TableModel, output: usize, ty: &Type) -> Option<Operand> {
        let ([input], HitPolicy::Unique) = (table.inputs.as_slice(), table.hit) else {
            return None;
        };
        let Type::Choice(choice) = &input.ty else {
            return None;
        };
        let options = self.builder.program.schema.options(*choice);
        let mut rows: Vec<Option<u32>> = vec![None; super::layout::place(options)];
        for (number, row) in table.rows.iter().enumerate() {
            for place in places_of(row, input, options)? {
                let slot = rows.get_mut(super::layout::place(place))?;
                match slot {
                    None => *slot = Some(count(number)),
                    Some(_) => return None,
                }
            }
        }
        let constants: Vec<&Constant> = table
            .rows
            .iter()
            .map(|row| constant_of(row.values.get(output)?))
            .collect::<Option<_>>()?;
        let operands: Vec<Operand> = constants
            .iter()
            .map(|constant| self.constant(constant))
            .collect();
        let (shape, bounds) = shape_of_all(operands.iter(), ty);
        if shape.is_wide() {
            return None;
        }
        let values: Vec<u32> = constants
            .iter()
            .map(|constant| self.builder.constant(constant, shape))
            .collect();
        let raw = rows.iter().map(|row| {
            let constant = row.and_then(|row| constants.get(super::layout::place(row)));
            constant
                .and_then(|constant| self.builder.raw(constant, shape))
                .unwrap_or(0)
        });
        let raw = raw.collect();
        let anything = self.builder.anything(ty);
        let place = self.term(input).register;
        let lookups = &mut self.builder.program.side.lookups;
        lookups.push(LookupModel {
            rows,
            raw,
            values,
            anything,
        });
        let lookup = count(lookups.len()).saturating_sub(1);
        let to = self.temporary();
        let mut step = note(StepKind::Table(table.id, count(output)), shape, table.span);
        step.rest = table.rows.iter().map(|row| (None, row.span)).collect();
        self.step(Instruction::Lookup { to, place, lookup }, step);
        Some(Operand::new(to, shape, bounds))
    }
}

/// Conditions and values whose instructions are set aside.
struct Laid {
    ways: Vec<LaidWay>,
    otherwise: Option<(Operand, Vec<Line>)>,
    shape: Shape,
    bounds: Bounds,
}

struct LaidWay {
    condition: u32,
    condition_lines: Vec<Line>,
    value: Operand,
    value_lines: Vec<Line>,
}

/// The shape and the bounds that hold all of some values of a type.
fn shape_of_all<'o>(values: impl Iterator<Item = &'o Operand>, ty: &Type) -> (Shape, Bounds) {
    if !matches!(ty, Type::Number(_)) {
        return (shape_of(ty), None);
    }
    let mut so_far: Option<Operand> = None;
    // No value, in place of a granted one, has no shape of its own.
    for value in values.filter(|value| value.shape != Shape::Outcome) {
        so_far = Some(match so_far {
            None => value.clone(),
            Some(other) => Operand::new(
                NONE,
                common(&other, value),
                bounds::join(other.bounds, value.bounds),
            ),
        });
    }
    match so_far {
        Some(value) if fits_shape(value.bounds, value.shape) => (value.shape, value.bounds),
        Some(value) => (Shape::Wide, value.bounds),
        None => (Shape::Wide, None),
    }
}

fn way_of_case(case: &CaseTerm) -> Way<'_> {
    Way {
        condition: Condition::Term(&case.condition),
        value: Some(&case.value),
        item: Some(case.enumerator),
        basis: &[],
        overrides: Vec::new(),
        span: case.value.span,
    }
}

fn way_of_row(row: &TableRow, output: usize) -> Way<'_> {
    Way {
        condition: Condition::Term(&row.condition),
        value: row.values.get(output),
        item: None,
        basis: &row.basis,
        overrides: Vec::new(),
        span: row.span,
    }
}

const fn constant_of(term: &Term) -> Option<&Constant> {
    match &term.kind {
        TermKind::Constant(constant) => Some(constant),
        _ => None,
    }
}

/// The places of the input for which a row applies, if it asks for nothing else.
fn places_of(row: &TableRow, input: &Term, options: u32) -> Option<Vec<u32>> {
    places(&row.condition, input, options)
}

fn places(condition: &Term, input: &Term, options: u32) -> Option<Vec<u32>> {
    use crate::check::Relation;
    let is_input = |term: &Term| same(term, input);
    match &condition.kind {
        TermKind::Constant(Constant::Boolean(true)) => Some((0..options).collect()),
        TermKind::Compare(Relation::Equal, left, right) if is_input(left) => {
            match constant_of(right) {
                Some(Constant::Choice(_, place)) => Some(vec![*place]),
                _ => None,
            }
        }
        TermKind::Member {
            value,
            options: wanted,
            negated,
        } if is_input(value) => {
            let is_wanted = |place: u32| {
                wanted
                    .iter()
                    .any(|option| matches!(option, Constant::Choice(_, other) if *other == place))
            };
            Some(
                (0..options)
                    .filter(|place| is_wanted(*place) != *negated)
                    .collect(),
            )
        }
        TermKind::All(items) => match items.as_slice() {
            [] => Some((0..options).collect()),
            [item] => places(&item.condition, input, options),
            _ => None,
        },
        TermKind::Any(items) => {
            let found: Option<Vec<Vec<u32>>> = items
                .iter()
                .map(|item| places(&item.condition, input, options))
                .collect();
            found.map(|found| {
                found
                    .into_iter()
                    .flatten()
                    .collect::<BTreeSet<u32>>()
                    .into_iter()
                    .collect()
            })
        }
        _ => None,
    }
}

/// Whether two terms are the same plain fact or computed value.
fn same(one: &Term, other: &Term) -> bool {
    match (&one.kind, &other.kind) {
        (TermKind::Field { of: a, field: b }, TermKind::Field { of: c, field: d }) => {
            a == c && b == d
        }
        (
            TermKind::Definition {
                of: a,
                definition: b,
            },
            TermKind::Definition {
                of: c,
                definition: d,
            },
        ) => a == c && b == d,
        (TermKind::Reading(a), TermKind::Reading(b)) => a == b,
        _ => false,
    }
}
