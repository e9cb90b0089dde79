//! How functions, relations and operands are put in English.

use crate::check::{
    CalendarId, Collection, ConditionItem, Constant, Function, Relation, ShiftUnit, Term, TermKind,
};

/// Whether items stand in a list with numbers.
pub(super) fn is_list(items: &[ConditionItem]) -> bool {
    items.iter().any(|item| item.enumerator.is_some())
}

/// The sign and the words of so many days or months.
pub(super) fn shift(amount: &Term, by: &ShiftUnit) -> Option<(&'static str, String)> {
    let TermKind::Constant(Constant::Number(number)) = &amount.kind else {
        return None;
    };
    let (one, several) = match by {
        ShiftUnit::Days => ("day", "days"),
        ShiftUnit::Months => ("month", "months"),
        ShiftUnit::Workdays(CalendarId { .. }) => ("working day", "working days"),
    };
    let written = number.to_string();
    let (sign, written) = match written.strip_prefix('-') {
        Some(less) => ("−", less.to_owned()),
        None => ("+", written),
    };
    let word = if written == "1" { one } else { several };
    Some((sign, format!("{written} {word}")))
}

pub(super) fn relation_words(relation: Relation, dated: bool) -> &'static str {
    match (relation, dated) {
        (Relation::Less, true) => "is before",
        (Relation::AtMost, true) => "is not after",
        (Relation::Greater, true) => "is after",
        (Relation::AtLeast, true) => "is not before",
        (Relation::Less, false) => "is below",
        (Relation::AtMost, false) => "is at most",
        (Relation::Greater, false) => "is more than",
        (Relation::AtLeast, false) => "is at least",
        (Relation::Equal, _) => "is",
        (Relation::NotEqual, _) => "is not",
    }
}

pub(super) fn function_words(function: Function, arguments: &[String]) -> String {
    let [first, second] = [0, 1].map(|place| arguments.get(place).map_or("", String::as_str));
    let all = match arguments {
        [first, second] => format!("{first} and {second}"),
        _ => arguments.join(", "),
    };
    match function {
        Function::Lower => format!("the lower of {all}"),
        Function::Higher => format!("the higher of {all}"),
        Function::Absolute => format!("the size of {first}"),
        Function::WholePart => format!("the whole part of {first}"),
        Function::Remainder => format!("the rest of {first} by {second}"),
        Function::DaysBetween => format!("days from {first} to {second}"),
        Function::MonthsBetween => format!("full months from {first} to {second}"),
        Function::CalendarMonths => format!("calendar months from {first} to {second}"),
        Function::Age => format!("age ({first} to {second})"),
        Function::YearOf => format!("the year of {first}"),
        Function::MonthOf => format!("the month of {first}"),
        Function::DayOf => format!("the day in the month of {first}"),
        Function::MakeDate => format!("the day ({})", arguments.join(", ")),
        Function::MonthStart => format!("the first day of the month of {first}"),
        Function::MonthEnd => format!("the last day of the month of {first}"),
        Function::YearStart => format!("the first day of the year of {first}"),
        Function::YearEnd => format!("the last day of the year of {first}"),
        Function::ChildYearStart => {
            format!("the start of the year of age ({})", arguments.join(", "))
        }
        Function::ChildYearEnd => format!("the end of the year of age ({})", arguments.join(", ")),
        Function::Birthday => format!("the birthday ({first} + {second})"),
        Function::Period => format!("the period from {first} to {second}"),
        Function::Overlap => format!("the overlap of {all}"),
        Function::PeriodDays => format!("the days of {first}"),
        Function::PeriodMonths => format!("the calendar months of {first}"),
        Function::UnionDays => format!("the days in either of {all}"),
    }
}

/// The terms right below a term.
pub(super) fn below<'t>(term: &'t Term, open: &mut Vec<&'t Term>) {
    let collected = |collection: &'t Collection| {
        let generators = collection.generators.iter();
        generators.filter_map(|one| one.filter.as_deref())
    };
    match &term.kind {
        TermKind::Arithmetic(_, left, right) | TermKind::Compare(_, left, right) => {
            open.extend([&**left, &**right]);
        }
        TermKind::Negative(inner) | TermKind::Not(inner) => open.push(inner),
        TermKind::Shift { date, amount, .. } => open.extend([&**date, &**amount]),
        TermKind::Function(_, arguments) => open.extend(arguments),
        TermKind::Round { value, .. } | TermKind::Member { value, .. } => open.push(value),
        TermKind::Parameter { on: Some(day), .. } => open.push(day),
        TermKind::All(items) | TermKind::Any(items) => {
            open.extend(items.iter().map(|item| &item.condition));
        }
        TermKind::Exists {
            collection,
            condition,
        } => {
            open.extend(collected(collection));
            open.extend(condition.as_deref());
        }
        TermKind::Every {
            collection,
            condition,
        } => {
            open.extend(collected(collection));
            open.push(condition);
        }
        TermKind::Aggregate {
            collection, value, ..
        } => {
            open.extend(collected(collection));
            open.extend(value.as_deref());
        }
        TermKind::Cases { cases, otherwise } => {
            open.extend(cases.iter().flat_map(|case| [&case.condition, &case.value]));
            open.extend(otherwise.as_deref());
        }
        TermKind::Brackets { value, bands } => {
            open.push(value);
            for (top, rate) in bands {
                open.extend(top);
                open.push(rate);
            }
        }
        TermKind::Constant(_)
        | TermKind::Clock(_)
        | TermKind::Field { .. }
        | TermKind::Definition { .. }
        | TermKind::Finding { .. }
        | TermKind::Parameter { on: None, .. }
        | TermKind::Reading(_)
        | TermKind::Table { .. }
        | TermKind::Holds { .. }
        | TermKind::Granted { .. } => {}
    }
}

/// A name as an English sentence can hold it: a Chinese one, and one that ends like “counts from”, stands between marks.
#[must_use]
pub fn in_sentence(name: &str) -> String {
    const OPEN: [&str; 9] = ["on", "from", "to", "at", "of", "in", "for", "by", "with"];
    let last = name.rsplit(' ').next().unwrap_or(name);
    if !name.is_ascii() || OPEN.contains(&last) {
        format!("“{name}”")
    } else {
        name.to_owned()
    }
}
