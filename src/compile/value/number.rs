//! Terms: arithmetic, roundings and functions of numbers.

use crate::check::{Function, Operator, Term};
use crate::quantity::{Number, Rounding};
use crate::source::Span;

use super::{common, fits_shape};
use crate::compile::bounds::{self, Bounds, MOST_DECIMALS};
use crate::compile::instruction::Instruction;
use crate::compile::layout::count;
use crate::compile::program::{RoundingStep, Shape, StepKind};
use crate::compile::unit::{Draft, Operand, note};

impl Draft<'_, '_> {
    pub(in crate::compile) fn arithmetic(
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

    pub(in crate::compile) fn sum(
        &mut self,
        left: &Operand,
        right: &Operand,
        plus: bool,
        span: Span,
    ) -> Operand {
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

    pub(in crate::compile) fn product(
        &mut self,
        left: &Operand,
        right: &Operand,
        span: Span,
    ) -> Operand {
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
    pub(in crate::compile) fn unary(
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
    pub(in crate::compile) fn number_function(
        &mut self,
        function: Function,
        arguments: &[Operand],
        span: Span,
    ) -> Operand {
        let (Some(first), second) = (arguments.first().cloned(), arguments.get(1).cloned()) else {
            return Operand::condition(crate::compile::NONE);
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

    pub(in crate::compile) fn one_number(
        &mut self,
        function: Function,
        value: Operand,
        span: Span,
    ) -> Operand {
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

    pub(in crate::compile) fn whole_part(&mut self, value: &Operand, span: Span) -> Operand {
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
    pub(in crate::compile) fn narrowed(&mut self, value: &Operand, span: Span) -> Operand {
        if !bounds::fits(value.bounds, 0) {
            return value.clone();
        }
        let to = self.temporary();
        self.emit(
            Instruction::Narrow {
                to,
                from: value.register,
                sure: 1,
            },
            span,
        );
        Operand::new(to, Shape::Narrow(0), value.bounds)
    }

    /// A number without decimals: how many days, months or years. Where it is not sure to be whole, it may be a fault.
    pub(in crate::compile) fn whole(&mut self, value: &Operand, sure: bool, span: Span) -> u32 {
        if let Some(number) = value.literal.filter(|number| number.is_integer()) {
            let number = self.number(number);
            return self.with_decimals(&number, 0, span).register;
        }
        let from = value.register;
        let to = self.temporary();
        match value.shape {
            Shape::Narrow(0) if sure => return from,
            Shape::Narrow(decimals) => {
                let sure = u32::from(sure);
                let whole = Instruction::Whole {
                    to,
                    from,
                    decimals,
                    sure,
                };
                self.emit(whole, span);
            }
            _ => {
                let sure = u32::from(sure);
                self.emit(Instruction::Narrow { to, from, sure }, span);
            }
        }
        to
    }

    pub(in crate::compile) fn round(
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

    pub(in crate::compile) fn rounding(&mut self, step: RoundingStep) -> u32 {
        let roundings = &mut self.builder.program.side.roundings;
        if let Some(place) = roundings.iter().position(|known| *known == step) {
            return count(place);
        }
        roundings.push(step);
        count(roundings.len()).saturating_sub(1)
    }

    pub(in crate::compile) fn brackets(
        &mut self,
        value: &Term,
        bands: &[(Option<Term>, Term)],
        span: Span,
    ) -> Operand {
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
