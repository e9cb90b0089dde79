//! Terms: quantifiers and figures over collections.

use crate::check::{Aggregate, Collection, Constant, Generator, ListOf, Term, Type};
use crate::quantity::Number;
use crate::source::Span;

use super::bounds::{self, Bounds};
use super::faultless::filters_are_faultless;
use super::instruction::{Instruction, NONE, ROOT};
use super::layout::place;
use super::program::{FigureModel, Note, Shape, StepKind};
use super::unit::{Draft, Label, Operand, Place, note};

/// The most members a figure is taken to be over, for its bounds.
const MOST: i64 = 100_000;

/// A figure in the making.
struct Figure<'t> {
    to: u32,
    kind: FigureModel,
    value: Option<&'t Term>,
    shape: Shape,
    span: Span,
    end: Label,
    /// Whether a filter can be a fault although all values are known.
    risky: bool,
}

impl Figure<'_> {
    const fn number(&self) -> u32 {
        self.kind as u32
    }
}

impl Draft<'_, '_> {
    /// Some member satisfies the condition.
    pub(super) fn exists(
        &mut self,
        term: &Term,
        collection: &Collection,
        condition: Option<&Term>,
    ) -> Operand {
        self.figure_of(term, FigureModel::Exists, collection, condition)
    }

    /// Every member satisfies the condition.
    pub(super) fn every(
        &mut self,
        term: &Term,
        collection: &Collection,
        condition: &Term,
    ) -> Operand {
        self.figure_of(term, FigureModel::Every, collection, Some(condition))
    }

    /// A figure over the members.
    pub(super) fn figure(
        &mut self,
        term: &Term,
        aggregate: Aggregate,
        collection: &Collection,
        value: Option<&Term>,
    ) -> Operand {
        let kind = match aggregate {
            Aggregate::Count => FigureModel::Count,
            Aggregate::Sum => FigureModel::Sum,
            Aggregate::Greatest => FigureModel::Greatest,
            Aggregate::Least => FigureModel::Least,
        };
        self.figure_of(term, kind, collection, value)
    }

    fn figure_of(
        &mut self,
        term: &Term,
        kind: FigureModel,
        collection: &Collection,
        value: Option<&Term>,
    ) -> Operand {
        let to = self.temporary();
        let end = self.label();
        let anything = self.builder.anything(&term.ty);
        let begin = self.here();
        let mut figure = Figure {
            to,
            kind,
            value,
            shape: Shape::Boolean,
            span: term.span,
            end,
            risky: false,
        };
        let bounds = self.generators(&mut figure, &collection.generators, None);
        self.place(end);
        let (begins, ends) = self.ends(&figure, anything);
        self.insert(begin, begins.0, begins.1);
        self.step(ends.0, ends.1);
        Operand::new(to, figure.shape, bounds)
    }

    /// The first and the last instruction of a figure.
    fn ends(
        &self,
        figure: &Figure<'_>,
        anything: u32,
    ) -> ((Instruction, Note), (Instruction, Note)) {
        let (to, number) = (figure.to, figure.number());
        let step = note(StepKind::Figure(figure.kind), figure.shape, figure.span);
        let (begin, end) = if figure.shape.is_wide() {
            (
                Instruction::WideFigureBegin {
                    to,
                    figure: number,
                    anything,
                },
                Instruction::WideFigureEnd { to, figure: number },
            )
        } else {
            (
                Instruction::FigureBegin {
                    to,
                    figure: number,
                    anything,
                },
                Instruction::FigureEnd { to, figure: number },
            )
        };
        ((begin, step.clone()), (end, step))
    }

    /// The loops over the generators, from the outside in, and the bounds of the figure.
    fn generators(
        &mut self,
        figure: &mut Figure<'_>,
        generators: &[Generator],
        within: Option<u32>,
    ) -> Bounds {
        let Some((generator, inner)) = generators.split_first() else {
            return self.member_step(figure, within);
        };
        let span = figure.span;
        let (body, next, end) = (self.label(), self.label(), self.label());
        let faultless = filters_are_faultless(generators);
        let last = inner.is_empty();
        let rows = self.begin_loop(figure, generator, (last, faultless), within, end);
        self.place(body);
        self.begin_body(generator.level, rows);
        let mut inside = within;
        if let Some(filter) = &generator.filter {
            let start = self.here();
            let condition = self.term(filter).register;
            figure.risky |= self.may_fault_since(start);
            let step = note(
                StepKind::MemberOf(generator.object),
                Shape::Boolean,
                filter.span,
            );
            self.step(
                Instruction::Filter {
                    condition,
                    figure: figure.to,
                    next: next.target(),
                },
                step,
            );
            inside = Some(self.both(within, condition, span));
        }
        let bounds = self.generators(figure, inner, inside);
        self.end_body(generator.level);
        self.place(next);
        if let Some((_, level)) = rows {
            self.emit(
                Instruction::Next {
                    level,
                    body: body.target(),
                },
                span,
            );
        }
        self.place(end);
        bounds
    }

    fn both(&mut self, outer: Option<u32>, inner: u32, span: Span) -> u32 {
        let Some(outer) = outer else { return inner };
        let to = self.temporary();
        self.emit(Instruction::Within { to, outer, inner }, span);
        to
    }

    /// The loop's first instruction; its table and row register, unless the one member is the case itself.
    fn begin_loop(
        &mut self,
        figure: &Figure<'_>,
        generator: &Generator,
        (last, faultless): (bool, bool),
        within: Option<u32>,
        end: Label,
    ) -> Option<(u32, u32)> {
        let (span, end) = (figure.span, end.target());
        match &generator.list {
            ListOf::All(object) => {
                let table = self
                    .builder
                    .program
                    .table_of(*object)
                    .filter(|table| *table != 0)?;
                let level = self.row_register();
                self.emit(Instruction::LoopAll { level, table, end }, span);
                Some((table, level))
            }
            ListOf::Field { of, field } => {
                let list = self.builder.program.list_of(*field)?;
                self.reads_list(list);
                let table = self
                    .builder
                    .program
                    .lists()
                    .get(place(list))
                    .map(|layout| layout.members)?;
                let row = match self.instance(of, span) {
                    Place::Case => ROOT,
                    Place::Row { register, .. } | Place::CaseThrough { register, .. } => register,
                };
                let level = self.row_register();
                // Bit 0: no further generator; bit 1: no filter; bit 2: no filter from here on can be a fault.
                let mode = u32::from(last)
                    | (u32::from(generator.filter.is_none()) << 1)
                    | (u32::from(faultless) << 2);
                let (figure, within) = (figure.to, within.unwrap_or(NONE));
                self.emit(
                    Instruction::LoopList {
                        level,
                        row,
                        list,
                        figure,
                        within,
                        end,
                        mode,
                    },
                    span,
                );
                Some((table, level))
            }
        }
    }

    /// What one member adds to the figure.
    fn member_step(&mut self, figure: &mut Figure<'_>, within: Option<u32>) -> Bounds {
        let (to, span) = (figure.to, figure.span);
        let inside = within.unwrap_or(NONE);
        let of_member = |shape: Shape| note(StepKind::Figure(FigureModel::Count), shape, span);
        match figure.kind {
            FigureModel::Exists | FigureModel::Every => {
                let condition = match figure.value {
                    Some(condition) => self.term(condition).register,
                    None => self.constant(&Constant::Boolean(true)).register,
                };
                let (step, leave) = if figure.kind == FigureModel::Exists {
                    let leave = Instruction::LeaveIf {
                        condition,
                        end: figure.end.target(),
                    };
                    (
                        Instruction::Exists {
                            to,
                            within: inside,
                            condition,
                        },
                        leave,
                    )
                } else {
                    let leave = Instruction::LeaveUnless {
                        condition,
                        end: figure.end.target(),
                    };
                    (
                        Instruction::Every {
                            to,
                            within: inside,
                            condition,
                        },
                        leave,
                    )
                };
                self.step(step, of_member(Shape::Boolean));
                if !figure.risky {
                    self.emit(leave, span);
                }
                None
            }
            FigureModel::Count => {
                figure.shape = Shape::Narrow(0);
                self.step(
                    Instruction::Count {
                        to,
                        within: inside,
                        one: 1,
                    },
                    of_member(Shape::Narrow(0)),
                );
                bounds::between(0, MOST)
            }
            FigureModel::Sum | FigureModel::Greatest | FigureModel::Least => {
                self.value_step(figure, inside, of_member)
            }
        }
    }

    fn value_step(
        &mut self,
        figure: &mut Figure<'_>,
        within: u32,
        of_member: impl Fn(Shape) -> Note,
    ) -> Bounds {
        let mut value = self.term(figure.value?);
        let is_sum = figure.kind == FigureModel::Sum;
        let bounds = if is_sum {
            bounds::repeated(value.bounds, MOST)
        } else {
            value.bounds
        };
        if let Shape::Narrow(decimals) = value.shape
            && !bounds::fits(bounds, decimals)
        {
            value = self.wide(&value, figure.span);
        }
        figure.shape = value.shape;
        let (to, register) = (figure.to, value.register);
        let wide = value.shape.is_wide();
        let instruction = match (figure.kind, wide) {
            (FigureModel::Sum, false) => Instruction::Sum {
                to,
                within,
                value: register,
            },
            (FigureModel::Sum, true) => Instruction::WideSum {
                to,
                within,
                value: register,
            },
            (FigureModel::Greatest, false) => Instruction::Greatest {
                to,
                within,
                value: register,
            },
            (FigureModel::Greatest, true) => Instruction::WideGreatest {
                to,
                within,
                value: register,
            },
            (_, false) => Instruction::Least {
                to,
                within,
                value: register,
            },
            (_, true) => Instruction::WideLeast {
                to,
                within,
                value: register,
            },
        };
        self.step(instruction, of_member(figure.shape));
        bounds
    }

    /// The value zero as a granted or summed value of a type.
    pub(super) fn zero(&mut self, ty: &Type) -> Operand {
        match ty {
            Type::Number(_) => self.number(Number::ZERO),
            _ => Operand::new(self.builder.nothing(), Shape::Wide, None),
        }
    }
}
