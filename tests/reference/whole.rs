//! Terms that are whole numbers whatever the case.

use tiaoli::check::{Aggregate, Constant, FieldKind, Function, Operator, Term, TermKind};

use super::range::Value;
use super::terms::Reference;

impl Reference<'_> {
    /// A day moved by an amount: between the ends of the amount there may be one that is not whole.
    pub fn moved(&self, day: Value, amount: &Value, term: &Term) -> Value {
        let perhaps = !day.is_fault() && !amount.is_settled() && !self.is_whole(term);
        day.or_fault(perhaps)
    }

    fn is_whole(&self, term: &Term) -> bool {
        let model = self.model;
        let number =
            |constant: &Constant| matches!(constant, Constant::Number(n) if n.is_integer());
        match &term.kind {
            TermKind::Constant(constant) => number(constant),
            TermKind::Field { field, .. } => match &model.fields[field.index()].kind {
                FieldKind::Value { whole, unit, .. } => {
                    *whole && unit.as_ref().is_none_or(|unit| unit.factor().is_integer())
                }
                FieldKind::List { .. } => false,
            },
            TermKind::Parameter { parameter, .. } => model.parameters[parameter.index()]
                .lines
                .iter()
                .all(|line| number(&line.value)),
            TermKind::Definition { definition, .. } => {
                let definition = &model.definitions[definition.index()];
                let mut exceptions = definition.exceptions.iter();
                self.is_whole(&definition.value)
                    && exceptions.all(|exception| self.is_whole(&exception.value))
            }
            TermKind::Table { table, output, .. } => model.tables[table.index()]
                .rows
                .iter()
                .all(|row| self.is_whole(&row.values[*output as usize])),
            TermKind::Negative(value) => self.is_whole(value),
            TermKind::Arithmetic(operator, left, right) => {
                *operator != Operator::Divide && self.is_whole(left) && self.is_whole(right)
            }
            TermKind::Round { step, .. } => step.is_integer(),
            TermKind::Aggregate {
                aggregate, value, ..
            } => {
                *aggregate == Aggregate::Count
                    || value.as_ref().is_some_and(|value| self.is_whole(value))
            }
            TermKind::Cases { cases, otherwise } => {
                cases.iter().all(|case| self.is_whole(&case.value))
                    && otherwise.iter().all(|value| self.is_whole(value))
            }
            TermKind::Function(function, arguments) => match function {
                Function::Lower | Function::Higher | Function::Absolute | Function::Remainder => {
                    arguments.iter().all(|argument| self.is_whole(argument))
                }
                Function::WholePart
                | Function::DaysBetween
                | Function::MonthsBetween
                | Function::CalendarMonths
                | Function::Age
                | Function::YearOf
                | Function::MonthOf
                | Function::DayOf
                | Function::PeriodDays
                | Function::PeriodMonths
                | Function::UnionDays => true,
                _ => false,
            },
            _ => false,
        }
    }
}
