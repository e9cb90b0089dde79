//! Functions: their names in both languages, their arguments, their results.

use crate::quantity::{Base, Dimension, Unit};
use crate::source::Span;
use crate::syntax::document::Name;
use crate::syntax::expression::{Expression, ExpressionKind};

use super::{Typed, Typer, Typing, Untypable};
use crate::check::names::{Named, nearest};
use crate::check::problem::dates::AgeConventionMissing;
use crate::check::problem::names::WrongKind;
use crate::check::problem::types::{ArgumentCount, TypeDiffers, UnknownFunction};
use crate::check::term::{Function, TermKind, Type};

/// What an argument is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Argument {
    Date,
    Period,
    /// A number without unit.
    Plain,
    /// A number of any dimension.
    Number,
    /// A number of years of age.
    Age,
}

/// What a function gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gives {
    Date,
    Period,
    Plain,
    Days,
    Months,
    Age,
    /// What its first argument is.
    Same,
}

/// A function with its names, arguments and result.
struct Signature {
    zh: &'static str,
    en: &'static str,
    function: Function,
    arguments: &'static [Argument],
    gives: Gives,
}

const fn signature(
    zh: &'static str,
    en: &'static str,
    function: Function,
    arguments: &'static [Argument],
    gives: Gives,
) -> Signature {
    Signature {
        zh,
        en,
        function,
        arguments,
        gives,
    }
}

/// All functions that take a fixed number of arguments.
#[rustfmt::skip]
const FUNCTIONS: &[Signature] = &[
    signature("绝对值", "abs", Function::Absolute, &[Argument::Number], Gives::Same),
    signature("取整", "whole", Function::WholePart, &[Argument::Number], Gives::Same),
    signature("余数", "rest", Function::Remainder, &[Argument::Number, Argument::Number], Gives::Same),
    signature("天数", "days_between", Function::DaysBetween, &[Argument::Date, Argument::Date], Gives::Days),
    signature("月数", "months_between", Function::MonthsBetween, &[Argument::Date, Argument::Date], Gives::Months),
    signature("自然月数", "calendar_months", Function::CalendarMonths, &[Argument::Date, Argument::Date], Gives::Months),
    signature("周岁", "age", Function::Age, &[Argument::Date, Argument::Date], Gives::Age),
    signature("年份", "year_of", Function::YearOf, &[Argument::Date], Gives::Plain),
    signature("月份", "month_of", Function::MonthOf, &[Argument::Date], Gives::Plain),
    signature("日号", "day_of", Function::DayOf, &[Argument::Date], Gives::Plain),
    signature("日期", "date", Function::MakeDate, &[Argument::Plain, Argument::Plain, Argument::Plain], Gives::Date),
    signature("月初", "start_of_month", Function::MonthStart, &[Argument::Date], Gives::Date),
    signature("月末", "end_of_month", Function::MonthEnd, &[Argument::Date], Gives::Date),
    signature("年初", "start_of_year", Function::YearStart, &[Argument::Date], Gives::Date),
    signature("年末", "end_of_year", Function::YearEnd, &[Argument::Date], Gives::Date),
    signature("周岁年度初", "child_year_start", Function::ChildYearStart, &[Argument::Date, Argument::Date], Gives::Date),
    signature("周岁年度末", "child_year_end", Function::ChildYearEnd, &[Argument::Date, Argument::Date], Gives::Date),
    signature("生日", "birthday", Function::Birthday, &[Argument::Date, Argument::Age], Gives::Date),
    signature("期间", "period", Function::Period, &[Argument::Date, Argument::Date], Gives::Period),
    signature("重叠", "overlap", Function::Overlap, &[Argument::Period, Argument::Period], Gives::Period),
    signature("期间天数", "period_days", Function::PeriodDays, &[Argument::Period], Gives::Days),
    signature("期间月数", "period_months", Function::PeriodMonths, &[Argument::Period], Gives::Months),
    signature("合并天数", "union_days", Function::UnionDays, &[Argument::Period, Argument::Period], Gives::Days),
];

/// The functions that take two or more values of one type.
const EXTREMES: [(&str, &str, Function); 2] = [
    ("较低者", "min", Function::Lower),
    ("较高者", "max", Function::Higher),
];

/// The parameter on another day.
const VALUE_ON: (&str, &str) = ("参数值", "value_on");

impl Typer<'_, '_> {
    pub(super) fn call(
        &mut self,
        name: &Name,
        arguments: &[Expression],
        expected: Option<&Type>,
        span: Span,
    ) -> Typing {
        let text = name.text.as_str();
        if text == VALUE_ON.0 || text == VALUE_ON.1 {
            return self.value_on(name, arguments, span);
        }
        if let Some((_, _, function)) = EXTREMES
            .iter()
            .find(|(zh, en, _)| text == *zh || text == *en)
        {
            return self.extreme(*function, name, arguments, expected, span);
        }
        let Some(signature) = FUNCTIONS
            .iter()
            .find(|one| text == one.zh || text == one.en)
        else {
            return self.unknown_function(name);
        };
        self.fixed(signature, name, arguments, span)
    }

    fn unknown_function(&mut self, name: &Name) -> Typing {
        let fixed = FUNCTIONS.iter().flat_map(|one| [one.zh, one.en]);
        let extremes = EXTREMES.iter().flat_map(|(zh, en, _)| [*zh, *en]);
        let known = fixed.chain(extremes).chain([VALUE_ON.0, VALUE_ON.1]);
        let problem = UnknownFunction {
            name: name.text.clone(),
            place: name.span,
            nearest: nearest(&name.text, known),
        };
        self.fail(problem)
    }

    fn count_wrong(&mut self, name: &Name, wanted: &str, found: usize, place: Span) -> Typing {
        let problem = ArgumentCount {
            name: name.text.clone(),
            wanted: wanted.to_owned(),
            found,
            place,
        };
        self.fail(problem)
    }

    fn fixed(
        &mut self,
        signature: &Signature,
        name: &Name,
        arguments: &[Expression],
        span: Span,
    ) -> Typing {
        if arguments.len() != signature.arguments.len() {
            let wanted = signature.arguments.len().to_string();
            return self.count_wrong(name, &wanted, arguments.len(), span);
        }
        let typed: Vec<Typing> = arguments
            .iter()
            .zip(signature.arguments)
            .map(|(argument, wanted)| self.argument(argument, *wanted))
            .collect();
        let mut typed: Vec<Typed> = typed.into_iter().collect::<Typing<_>>()?;
        let ages = matches!(
            signature.function,
            Function::Age | Function::ChildYearStart | Function::ChildYearEnd
        );
        if ages && self.check.model.conventions_of(span).age.is_none() {
            return self.fail(AgeConventionMissing { place: span });
        }
        if let [first, second] = typed.as_mut_slice()
            && signature.function == Function::Remainder
        {
            self.unify(first, second)?;
        }
        let (ty, unit) = match signature.gives {
            Gives::Date => (Type::Date, None),
            Gives::Period => (Type::Period, None),
            Gives::Plain => (Type::Number(Dimension::NONE), None),
            Gives::Days => counted(Base::Day),
            Gives::Months => counted(Base::Month),
            Gives::Age => counted(Base::Age),
            Gives::Same => {
                let first = typed.first().ok_or(Untypable)?;
                (first.term.ty.clone(), first.unit.clone())
            }
        };
        let arguments = typed.into_iter().map(|typed| typed.term).collect();
        Ok(Typed::new(ty, TermKind::Function(signature.function, arguments), span).in_unit(unit))
    }

    fn argument(&mut self, argument: &Expression, wanted: Argument) -> Typing {
        let ty = match wanted {
            Argument::Date => Type::Date,
            Argument::Period => Type::Period,
            Argument::Plain => Type::Number(Dimension::NONE),
            Argument::Age => Type::Number(Dimension::of(Base::Age)),
            Argument::Number => {
                let typed = self.value(argument, None)?;
                return match typed.term.ty {
                    Type::Number(_) => Ok(typed),
                    _ => {
                        let problem = TypeDiffers {
                            wanted: ("数".to_owned(), "a number".to_owned()),
                            found: self.type_words(&typed.term.ty),
                            place: typed.term.span,
                        };
                        self.fail(problem)
                    }
                };
            }
        };
        self.value_of(argument, &ty)
    }

    fn extreme(
        &mut self,
        function: Function,
        name: &Name,
        arguments: &[Expression],
        expected: Option<&Type>,
        span: Span,
    ) -> Typing {
        if arguments.len() < 2 {
            return self.count_wrong(name, "2 或者更多", arguments.len(), span);
        }
        let typed: Vec<Typing> = arguments
            .iter()
            .map(|argument| self.value(argument, expected))
            .collect();
        let mut typed: Vec<Typed> = typed.into_iter().collect::<Typing<_>>()?;
        let unit = self.same_type(typed.iter_mut())?;
        let first = typed.first().ok_or(Untypable)?;
        let ty = first.term.ty.clone();
        if !matches!(ty, Type::Number(_) | Type::Date) {
            let problem = TypeDiffers {
                wanted: ("数或者日期".to_owned(), "a number or a date".to_owned()),
                found: self.type_words(&ty),
                place: first.term.span,
            };
            return self.fail(problem);
        }
        let arguments = typed.into_iter().map(|typed| typed.term).collect();
        Ok(Typed::new(ty, TermKind::Function(function, arguments), span).in_unit(unit))
    }

    fn value_on(&mut self, name: &Name, arguments: &[Expression], span: Span) -> Typing {
        let [parameter, day] = arguments else {
            return self.count_wrong(name, "2", arguments.len(), span);
        };
        let day = self.value_of(day, &Type::Date);
        let ExpressionKind::Path(path) = parameter.kind.as_ref() else {
            return self.no_parameter(name, parameter.span);
        };
        let [segment] = path.segments.as_slice() else {
            return self.no_parameter(name, parameter.span);
        };
        let id = match self.check.names.values.get(&segment.name) {
            Some(Named::Parameter(id)) => id,
            Some(Named::Broken) => return Err(Untypable),
            None if !self.is_known(&segment.name) => return self.unknown_name(&segment.name),
            Some(_) | None => return self.no_parameter(&segment.name, parameter.span),
        };
        let declared = self
            .check
            .model
            .parameters
            .get(id.index())
            .ok_or(Untypable)?;
        let (ty, unit) = (declared.ty.clone(), declared.unit.clone());
        let kind = TermKind::Parameter {
            parameter: id,
            on: Some(Box::new(day?.term)),
        };
        Ok(Typed::new(ty, kind, span).in_unit(unit))
    }

    fn no_parameter(&mut self, name: &Name, place: Span) -> Typing {
        let problem = WrongKind {
            name: name.text.clone(),
            place,
            is: ("别的内容", "something else"),
            wanted: ("参数", "a parameter"),
        };
        self.fail(problem)
    }
}

/// A count of something, shown in its base unit.
fn counted(base: Base) -> (Type, Option<Unit>) {
    let dimension = Dimension::of(base);
    let unit = Unit::base(&dimension);
    (Type::Number(dimension), Some(unit))
}
