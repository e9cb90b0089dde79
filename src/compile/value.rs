//! Terms: leaves, numbers and their scales.

use crate::check::{Constant, Instance, Term, TermKind, Type};
use crate::quantity::Number;
use crate::source::Span;

use super::bounds::{self, Bounds};
use super::instruction::Instruction;
use super::layout::shape_of;
use super::program::{Shape, StepKind};
use super::unit::{Draft, MOST_NESTED, Operand, Place, note};

mod number;

impl Draft<'_, '_> {
    /// The value of a term.
    pub(super) fn term(&mut self, term: &Term) -> Operand {
        if self.depth >= MOST_NESTED {
            let to = self.temporary();
            self.emit(Instruction::TooDeep { to }, term.span);
            return Operand::new(to, shape_of(&term.ty), None);
        }
        self.depth = self.depth.saturating_add(1);
        let value = self.kind(term);
        self.depth = self.depth.saturating_sub(1);
        value
    }

    fn kind(&mut self, term: &Term) -> Operand {
        match &term.kind {
            TermKind::Constant(_)
            | TermKind::Clock(_)
            | TermKind::Field { .. }
            | TermKind::Definition { .. }
            | TermKind::Finding { .. }
            | TermKind::Parameter { .. }
            | TermKind::Reading(_)
            | TermKind::Table { .. }
            | TermKind::Holds { .. }
            | TermKind::Granted { .. } => self.leaf(term),
            TermKind::Arithmetic(operator, left, right) => {
                let (left, right) = (self.term(left), self.term(right));
                self.arithmetic(*operator, left, right, term.span)
            }
            TermKind::Negative(value) => {
                let value = self.term(value);
                let bounds = bounds::negate(value.bounds);
                self.unary(
                    value,
                    bounds,
                    StepKind::Arithmetic,
                    term.span,
                    |to, from| Instruction::Negate { to, from },
                    |to, from| Instruction::WideNegate { to, from },
                )
            }
            TermKind::Shift { date, amount, by } => self.shift(date, amount, *by, term.span),
            TermKind::Function(function, arguments) => {
                self.function(*function, arguments, term.span)
            }
            TermKind::Round {
                rounding,
                value,
                step,
                basis,
            } => {
                let value = self.term(value);
                self.round(value, *rounding, *step, basis, term.span)
            }
            TermKind::Brackets { value, bands } => self.brackets(value, bands, term.span),
            TermKind::Cases { cases, otherwise } => self.cases(term, cases, otherwise.as_deref()),
            TermKind::Aggregate {
                aggregate,
                collection,
                value,
            } => self.figure(term, *aggregate, collection, value.as_deref()),
            TermKind::Compare(..)
            | TermKind::Member { .. }
            | TermKind::All(_)
            | TermKind::Any(_)
            | TermKind::Not(_)
            | TermKind::Exists { .. }
            | TermKind::Every { .. } => self.condition(term),
        }
    }

    /// What is there before anything is computed, or was computed by another unit.
    fn leaf(&mut self, term: &Term) -> Operand {
        let span = term.span;
        match &term.kind {
            TermKind::Constant(constant) => self.constant(constant),
            TermKind::Clock(clock) => {
                let register = self
                    .builder
                    .clocks
                    .get(clock)
                    .copied()
                    .unwrap_or(super::NONE);
                Operand::new(register, Shape::Date, None)
            }
            TermKind::Reading(reading) => {
                self.reads_reading(*reading);
                let register = self
                    .builder
                    .readings
                    .get(reading)
                    .copied()
                    .unwrap_or(super::NONE);
                Operand::new(register, shape_of(&term.ty), None)
            }
            TermKind::Parameter { parameter, on } => {
                self.parameter(*parameter, on.as_deref(), term)
            }
            TermKind::Field { of, field } => {
                let column = self
                    .builder
                    .program
                    .field_columns
                    .get(field.index())
                    .copied()
                    .flatten();
                self.loaded(column, Some(of), &term.ty, span)
            }
            TermKind::Finding { of, finding } => {
                let column = self
                    .builder
                    .program
                    .finding_columns
                    .get(finding.index())
                    .copied();
                self.loaded(column, of.as_ref(), &term.ty, span)
            }
            TermKind::Definition { of, definition } => {
                let column = self
                    .builder
                    .program
                    .definition_columns
                    .get(definition.index())
                    .copied()
                    .flatten();
                self.loaded(column, of.as_ref(), &term.ty, span)
            }
            TermKind::Table { of, table, output } => {
                let columns = self.builder.program.table_columns.get(table.index());
                let column =
                    columns.and_then(|columns| columns.get(super::layout::place(*output)).copied());
                self.loaded(column, of.as_ref(), &term.ty, span)
            }
            TermKind::Holds { of, norm } => self.holds(of.as_ref(), *norm, span),
            TermKind::Granted { of, norm, grant } => self.granted(of.as_ref(), *norm, *grant, term),
            _ => Operand::condition(super::NONE),
        }
    }

    /// A column of an instance, or of the case.
    pub(super) fn loaded(
        &mut self,
        column: Option<super::ColumnId>,
        of: Option<&Instance>,
        ty: &Type,
        span: Span,
    ) -> Operand {
        let of = of.map_or(Place::Case, |of| self.instance(of, span));
        match column {
            Some(column) => self.load(column, of, ty, span),
            // What the model does not hold cannot be read: its value is then open, never wrong.
            None => Operand::new(self.builder.anything(ty), shape_of(ty), None),
        }
    }

    pub(super) fn constant(&mut self, constant: &Constant) -> Operand {
        let shape = match constant {
            Constant::Boolean(_) => Shape::Boolean,
            Constant::Date(_) => Shape::Date,
            Constant::Text(_) => Shape::Text,
            Constant::Choice(choice, _) => Shape::Choice(*choice),
            Constant::Number(number) => return self.number(*number),
        };
        Operand::new(self.builder.constant(constant, shape), shape, None)
    }

    /// A written number.
    pub(super) fn number(&mut self, number: Number) -> Operand {
        let bounds = bounds::exactly(number);
        let decimals = number
            .decimals()
            .filter(|decimals| bounds::fits(bounds, *decimals));
        let shape = decimals.map_or(Shape::Wide, Shape::Narrow);
        let register = self.builder.constant(&Constant::Number(number), shape);
        Operand {
            register,
            shape,
            bounds,
            literal: Some(number),
        }
    }

    fn parameter(
        &mut self,
        parameter: crate::check::ParameterId,
        on: Option<&Term>,
        term: &Term,
    ) -> Operand {
        let Some(model) = self.builder.program.side.parameters.get(parameter.index()) else {
            return Operand::new(self.builder.anything(&term.ty), shape_of(&term.ty), None);
        };
        let (shape, register) = (model.shape, model.register);
        let bounds = self
            .builder
            .parameter_bounds
            .get(parameter.index())
            .copied()
            .flatten();
        let Some(on) = on else {
            self.reads_parameter(parameter);
            return Operand::new(register, shape, bounds);
        };
        let day = self.term(on).register;
        let to = self.temporary();
        let number = parameter.0;
        let instruction = if shape.is_wide() {
            Instruction::WideParameterOn {
                to,
                day,
                parameter: number,
            }
        } else {
            Instruction::ParameterOn {
                to,
                day,
                parameter: number,
            }
        };
        self.step(
            instruction,
            note(StepKind::Parameter(parameter), shape, term.span),
        );
        Operand::new(to, shape, bounds)
    }

    /// The same number with so many decimals.
    pub(super) fn with_decimals(&mut self, value: &Operand, decimals: u32, span: Span) -> Operand {
        let shape = Shape::Narrow(decimals);
        if let Some(number) = value.literal {
            let register = self.builder.constant(&Constant::Number(number), shape);
            return Operand {
                register,
                shape,
                bounds: value.bounds,
                literal: value.literal,
            };
        }
        match value.shape {
            Shape::Narrow(from) if from < decimals => {
                let to = self.temporary();
                let factor = decimals.saturating_sub(from);
                self.emit(
                    Instruction::Rescale {
                        to,
                        from: value.register,
                        factor,
                    },
                    span,
                );
                Operand::new(to, shape, value.bounds)
            }
            _ => value.clone(),
        }
    }

    /// The same number as a fraction.
    pub(super) fn wide(&mut self, value: &Operand, span: Span) -> Operand {
        if let Some(number) = value.literal {
            let register = self
                .builder
                .constant(&Constant::Number(number), Shape::Wide);
            return Operand {
                register,
                shape: Shape::Wide,
                bounds: value.bounds,
                literal: value.literal,
            };
        }
        match value.shape {
            Shape::Narrow(decimals) => {
                let to = self.temporary();
                self.emit(
                    Instruction::Widen {
                        to,
                        from: value.register,
                        decimals,
                    },
                    span,
                );
                Operand::new(to, Shape::Wide, value.bounds)
            }
            _ => value.clone(),
        }
    }

    /// Two numbers with the same decimals, or else two fractions. A number that fits is held with the fewer registers' work.
    pub(super) fn aligned(
        &mut self,
        left: &Operand,
        right: &Operand,
        span: Span,
    ) -> (Operand, Operand, Shape) {
        let shape = common(left, right);
        (
            self.shaped(left, shape, span),
            self.shaped(right, shape, span),
            shape,
        )
    }

    /// The number in a register of this shape, which holds it.
    pub(super) fn shaped(&mut self, value: &Operand, shape: Shape, span: Span) -> Operand {
        match shape {
            Shape::Wide => self.wide(value, span),
            Shape::Narrow(decimals) => self.with_decimals(value, decimals, span),
            _ => value.clone(),
        }
    }
}

/// Whether values between the bounds can be held in this shape.
pub(super) fn fits_shape(bounds: Bounds, shape: Shape) -> bool {
    match shape {
        Shape::Narrow(decimals) => bounds::fits(bounds, decimals),
        _ => true,
    }
}

/// The shape in which two values can be compared, added or stand for one another.
pub(super) fn common(left: &Operand, right: &Operand) -> Shape {
    match (left.shape, right.shape) {
        (Shape::Narrow(a), Shape::Narrow(b)) => {
            let most = a.max(b);
            let fits = bounds::fits(left.bounds, most) && bounds::fits(right.bounds, most);
            if fits {
                Shape::Narrow(most)
            } else {
                Shape::Wide
            }
        }
        (Shape::Wide, _) | (_, Shape::Wide) => Shape::Wide,
        (shape, _) => shape,
    }
}
