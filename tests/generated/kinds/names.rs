//! The names of kinds, one for each variant.

use tiaoli::check::{Constant, Function, Operator, Per, Relation, Type};

pub fn type_name(ty: &Type) -> &'static str {
    match ty {
        Type::Boolean => "truth",
        Type::Number(_) => "number",
        Type::Date => "day",
        Type::Text => "words",
        Type::Choice(_) => "option",
        Type::Period => "period",
    }
}

pub fn constant_name(constant: &Constant) -> &'static str {
    match constant {
        Constant::Boolean(_) => "truth",
        Constant::Number(_) => "number",
        Constant::Date(_) => "day",
        Constant::Text(_) => "words",
        Constant::Choice(..) => "option",
    }
}

pub fn operator_name(operator: Operator) -> &'static str {
    match operator {
        Operator::Add => "add",
        Operator::Subtract => "subtract",
        Operator::Multiply => "multiply",
        Operator::Divide => "divide",
    }
}

pub fn relation_name(relation: Relation) -> &'static str {
    match relation {
        Relation::Less => "less",
        Relation::AtMost => "at most",
        Relation::Greater => "greater",
        Relation::AtLeast => "at least",
        Relation::Equal => "equal",
        Relation::NotEqual => "not equal",
    }
}

pub fn per_name(per: Per) -> &'static str {
    match per {
        Per::Year => "year",
        Per::Quarter => "quarter",
        Per::Month => "month",
        Per::YearOfAge => "year of age",
        Per::Birth => "birth",
        Per::Workday => "workday",
        Per::Once => "once",
    }
}

pub fn function_name(function: Function) -> &'static str {
    match function {
        Function::Lower => "lower",
        Function::Higher => "higher",
        Function::Absolute => "absolute",
        Function::WholePart => "whole",
        Function::Remainder => "remainder",
        Function::DaysBetween => "days",
        Function::MonthsBetween => "months",
        Function::CalendarMonths => "calendar months",
        Function::Age => "age",
        Function::YearOf => "year",
        Function::MonthOf => "month",
        Function::DayOf => "day",
        Function::MakeDate => "date",
        Function::MonthStart => "month start",
        Function::MonthEnd => "month end",
        Function::YearStart => "year start",
        Function::YearEnd => "year end",
        Function::ChildYearStart => "child year start",
        Function::ChildYearEnd => "child year end",
        Function::Birthday => "birthday",
        Function::Period => "period",
        Function::Overlap => "overlap",
        Function::PeriodDays => "period days",
        Function::PeriodMonths => "period months",
        Function::UnionDays => "union",
    }
}
