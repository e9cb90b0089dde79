//! Terms: leaves, numbers and their scales.

use crate::check::{Constant, Function, Instance, Operator, Term, TermKind, Type};
use crate::quantity::{Number, Rounding};
use crate::source::Span;

use super::bounds::{self, Bounds, MOST_DECIMALS};
use super::instruction::Instruction;
use super::layout::{count, shape_of};
use super::program::{RoundingStep, Shape, StepKind};
use super::unit::{Draft, MOST_NESTED, Operand, Place, note};

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

    fn arithmetic(
        &mut self,
        operator: Operator,
        left: Operand,
        right: Operand,
        span: Span,
    ) -> Operand {
        match operator {
            Operator::Add => self.sum(&left, &right, true, span),
            Operator::Subtract => self.sum(&left, &right, false, span),
            Operator::Multiply => self.product(&left, &right, span),
            Operator::Divide => {
                let bounds = bounds::divide(left.bounds, right.bounds);
                let (left, right) = (
                    self.wide(&left, span).register,
                    self.wide(&right, span).register,
                );
                let to = self.temporary();
                self.step(
                    Instruction::WideDivide { to, left, right },
                    note(StepKind::Arithmetic, Shape::Wide, span),
                );
                Operand::new(to, Shape::Wide, bounds)
            }
        }
    }

    fn sum(&mut self, left: &Operand, right: &Operand, plus: bool, span: Span) -> Operand {
        let bounds = if plus {
            bounds::add(left.bounds, right.bounds)
        } else {
            bounds::add(left.bounds, bounds::negate(right.bounds))
        };
        let shape = common(left, right);
        let shape = if fits_shape(bounds, shape) {
            shape
        } else {
            Shape::Wide
        };
        let (left, right) = (
            self.shaped(left, shape, span).register,
            self.shaped(right, shape, span).register,
        );
        let to = self.temporary();
        let instruction = match (plus, shape.is_wide()) {
            (true, false) => Instruction::Add { to, left, right },
            (false, false) => Instruction::Subtract { to, left, right },
            (true, true) => Instruction::WideAdd { to, left, right },
            (false, true) => Instruction::WideSubtract { to, left, right },
        };
        self.step(instruction, note(StepKind::Arithmetic, shape, span));
        Operand::new(to, shape, bounds)
    }

    fn product(&mut self, left: &Operand, right: &Operand, span: Span) -> Operand {
        let bounds = bounds::multiply(left.bounds, right.bounds);
        let shape = match (left.shape, right.shape) {
            (Shape::Narrow(a), Shape::Narrow(b)) => Shape::Narrow(a.saturating_add(b)),
            _ => Shape::Wide,
        };
        let to = self.temporary();
        if fits_shape(bounds, shape) && !shape.is_wide() {
            let (left, right) = (left.register, right.register);
            self.step(
                Instruction::Multiply { to, left, right },
                note(StepKind::Arithmetic, shape, span),
            );
            return Operand::new(to, shape, bounds);
        }
        let (left, right) = (
            self.wide(left, span).register,
            self.wide(right, span).register,
        );
        self.step(
            Instruction::WideMultiply { to, left, right },
            note(StepKind::Arithmetic, Shape::Wide, span),
        );
        Operand::new(to, Shape::Wide, bounds)
    }

    /// An operation on one number that keeps its shape.
    pub(super) fn unary(
        &mut self,
        value: Operand,
        bounds: Bounds,
        step: StepKind,
        span: Span,
        narrow: impl Fn(u32, u32) -> Instruction,
        wide: impl Fn(u32, u32) -> Instruction,
    ) -> Operand {
        let to = self.temporary();
        let instruction = if value.shape.is_wide() {
            wide(to, value.register)
        } else {
            narrow(to, value.register)
        };
        self.step(instruction, note(step, value.shape, span));
        Operand::new(to, value.shape, bounds)
    }

    /// A function of numbers.
    pub(super) fn number_function(
        &mut self,
        function: Function,
        arguments: &[Operand],
        span: Span,
    ) -> Operand {
        let (Some(first), second) = (arguments.first().cloned(), arguments.get(1).cloned()) else {
            return Operand::condition(super::NONE);
        };
        let Some(second) = second else {
            return self.one_number(function, first, span);
        };
        let (left, right, shape) = self.aligned(&first, &second, span);
        let bounds = match function {
            Function::Lower => bounds::lower(left.bounds, right.bounds),
            Function::Higher => bounds::higher(left.bounds, right.bounds),
            _ => right.bounds.and_then(|_| {
                bounds::join(
                    bounds::absolute(right.bounds),
                    bounds::negate(bounds::absolute(right.bounds)),
                )
            }),
        };
        let (to, left, right) = (self.temporary(), left.register, right.register);
        let instruction = match (function, shape.is_wide()) {
            (Function::Lower, false) => Instruction::Lower { to, left, right },
            (Function::Lower, true) => Instruction::WideLower { to, left, right },
            (Function::Higher, false) => Instruction::Higher { to, left, right },
            (Function::Higher, true) => Instruction::WideHigher { to, left, right },
            (_, false) => Instruction::Remainder { to, left, right },
            (_, true) => Instruction::WideRemainder { to, left, right },
        };
        self.step(instruction, note(StepKind::Function, shape, span));
        let result = Operand::new(to, shape, bounds);
        // 较低者 and 较高者 may have more than two arguments.
        arguments.iter().skip(2).fold(result, |so_far, next| {
            self.number_function(function, &[so_far, next.clone()], span)
        })
    }

    fn one_number(&mut self, function: Function, value: Operand, span: Span) -> Operand {
        match function {
            Function::Absolute => {
                let bounds = bounds::absolute(value.bounds);
                self.unary(
                    value,
                    bounds,
                    StepKind::Function,
                    span,
                    |to, from| Instruction::Absolute { to, from },
                    |to, from| Instruction::WideAbsolute { to, from },
                )
            }
            Function::WholePart => self.whole_part(&value, span),
            _ => value,
        }
    }

    fn whole_part(&mut self, value: &Operand, span: Span) -> Operand {
        let bounds = bounds::rounded(value.bounds, Number::ONE);
        let to = self.temporary();
        match value.shape {
            Shape::Narrow(decimals) => {
                let shape = Shape::Narrow(0);
                self.step(
                    Instruction::WholePart {
                        to,
                        from: value.register,
                        decimals,
                    },
                    note(StepKind::Function, shape, span),
                );
                Operand::new(to, shape, bounds)
            }
            _ => {
                let from = value.register;
                self.step(
                    Instruction::WideWholePart { to, from },
                    note(StepKind::Function, Shape::Wide, span),
                );
                self.narrowed(&Operand::new(to, Shape::Wide, bounds), span)
            }
        }
    }

    /// A whole fraction without decimals, where it fits.
    fn narrowed(&mut self, value: &Operand, span: Span) -> Operand {
        if !bounds::fits(value.bounds, 0) {
            return value.clone();
        }
        let to = self.temporary();
        self.emit(
            Instruction::Narrow {
                to,
                from: value.register,
            },
            span,
        );
        Operand::new(to, Shape::Narrow(0), value.bounds)
    }

    /// A number without decimals: how many days, months or years.
    pub(super) fn whole(&mut self, value: &Operand, span: Span) -> u32 {
        if let Some(number) = value.literal.filter(|number| number.is_integer()) {
            let number = self.number(number);
            return self.with_decimals(&number, 0, span).register;
        }
        let from = value.register;
        let to = self.temporary();
        match value.shape {
            Shape::Narrow(0) => return from,
            Shape::Narrow(decimals) => self.emit(Instruction::Whole { to, from, decimals }, span),
            _ => self.emit(Instruction::Narrow { to, from }, span),
        }
        to
    }

    fn round(
        &mut self,
        value: Operand,
        rounding: Rounding,
        step: Number,
        basis: &[crate::check::CitationId],
        span: Span,
    ) -> Operand {
        let bounds = bounds::rounded(value.bounds, step);
        let step_decimals = step
            .decimals()
            .filter(|decimals| *decimals <= MOST_DECIMALS);
        let decimals = match (value.shape, step_decimals) {
            (Shape::Narrow(decimals), Some(step_decimals)) => Some(decimals.max(step_decimals)),
            (_, step_decimals) => step_decimals,
        };
        let decimals = decimals.filter(|decimals| bounds::fits(bounds, *decimals));
        let raw = decimals
            .and_then(|decimals| step.scaled(decimals))
            .filter(|raw| *raw > 0);
        let to = self.temporary();
        let (Some(decimals), Some(raw)) = (decimals, raw) else {
            let from = self.wide(&value, span).register;
            let rounding = self.rounding(RoundingStep {
                rounding,
                step,
                raw: 0,
                decimals: 0,
            });
            let mut step = note(StepKind::Rounding, Shape::Wide, span);
            step.basis = basis.to_vec();
            self.step(Instruction::WideRound { to, from, rounding }, step);
            return Operand::new(to, Shape::Wide, bounds);
        };
        let rounding = self.rounding(RoundingStep {
            rounding,
            step,
            raw,
            decimals,
        });
        let shape = Shape::Narrow(decimals);
        let mut step = note(StepKind::Rounding, shape, span);
        step.basis = basis.to_vec();
        if value.shape.is_wide() {
            self.step(
                Instruction::RoundOff {
                    to,
                    from: value.register,
                    rounding,
                },
                step,
            );
        } else {
            let from = self.with_decimals(&value, decimals, span).register;
            self.step(Instruction::Round { to, from, rounding }, step);
        }
        Operand::new(to, shape, bounds)
    }

    fn rounding(&mut self, step: RoundingStep) -> u32 {
        let roundings = &mut self.builder.program.side.roundings;
        if let Some(place) = roundings.iter().position(|known| *known == step) {
            return count(place);
        }
        roundings.push(step);
        count(roundings.len()).saturating_sub(1)
    }

    fn brackets(&mut self, value: &Term, bands: &[(Option<Term>, Term)], span: Span) -> Operand {
        let value = self.term(value);
        let from = self.wide(&value, span).register;
        let mut registers = Vec::new();
        let mut rates: Bounds = bounds::exactly(Number::ZERO);
        for (upper, rate) in bands {
            let upper = upper.as_ref().map(|upper| {
                let upper = self.term(upper);
                self.wide(&upper, span).register
            });
            let rate = self.term(rate);
            rates = bounds::join(rates, rate.bounds);
            registers.push((upper, self.wide(&rate, span).register));
        }
        let brackets = &mut self.builder.program.side.brackets;
        brackets.push(registers);
        let bands = count(brackets.len()).saturating_sub(1);
        let to = self.temporary();
        let step = note(StepKind::Brackets, Shape::Wide, span);
        self.step(
            Instruction::Brackets {
                to,
                value: from,
                bands,
            },
            step,
        );
        let most = bounds::join(bounds::exactly(Number::ZERO), value.bounds);
        Operand::new(
            to,
            Shape::Wide,
            bounds::join(bounds::exactly(Number::ZERO), bounds::multiply(most, rates)),
        )
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
