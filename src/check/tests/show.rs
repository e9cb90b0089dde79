//! Terms in a short form, to compare with.

use crate::check::{
    Collection, Constant, Instance, ListOf, Model, Operator, Relation, ShiftUnit, Term, TermKind,
};

/// A term in short: `家庭.月收入 <= 10000`.
pub(in crate::check) fn show(model: &Model, term: &Term) -> String {
    let sub = |term: &Term| show(model, term);
    let list = |terms: &[Term]| terms.iter().map(sub).collect::<Vec<_>>().join(", ");
    match &term.kind {
        TermKind::Constant(constant) => constant_words(model, constant),
        TermKind::Clock(clock) => format!("{clock:?}"),
        TermKind::Field { of, field } => format!(
            "{}.{}",
            instance(model, of),
            name_of_field(model, field.index())
        ),
        TermKind::Definition { of, definition } => {
            let name = &model.definitions[definition.index()].label.name;
            member(model, of.as_ref(), name)
        }
        TermKind::Finding { of, finding } => member(
            model,
            of.as_ref(),
            &model.findings[finding.index()].label.name,
        ),
        TermKind::Parameter { parameter, on } => {
            let name = &model.parameters[parameter.index()].label.name;
            match on {
                None => name.clone(),
                Some(day) => format!("{name}@{}", sub(day)),
            }
        }
        TermKind::Reading(reading) => model.readings[reading.index()].label.name.clone(),
        TermKind::Table { of, table, output } => {
            let name = &model.tables[table.index()].label.name;
            format!("{}[{output}]", member(model, of.as_ref(), name))
        }
        TermKind::Holds { of, norm } => {
            format!(
                "holds({})",
                member(model, of.as_ref(), &model.norms[norm.index()].label.name)
            )
        }
        TermKind::Granted { of, norm, grant } => {
            let name = member(model, of.as_ref(), &model.norms[norm.index()].label.name);
            format!("granted({name})[{grant}]")
        }
        TermKind::Arithmetic(operator, left, right) => {
            let sign = match operator {
                Operator::Add => "+",
                Operator::Subtract => "-",
                Operator::Multiply => "*",
                Operator::Divide => "/",
            };
            format!("({} {sign} {})", sub(left), sub(right))
        }
        TermKind::Negative(value) => format!("-{}", sub(value)),
        TermKind::Shift { date, amount, by } => {
            let by = match by {
                ShiftUnit::Days => "d",
                ShiftUnit::Months => "m",
                ShiftUnit::Workdays(_) => "w",
            };
            format!("({} >> {}{by})", sub(date), sub(amount))
        }
        TermKind::Function(function, arguments) => format!("{function:?}({})", list(arguments)),
        TermKind::Round {
            rounding,
            value,
            step,
            ..
        } => format!("{rounding:?}({}, {step})", sub(value)),
        TermKind::Compare(relation, left, right) => {
            let sign = match relation {
                Relation::Less => "<",
                Relation::AtMost => "<=",
                Relation::Greater => ">",
                Relation::AtLeast => ">=",
                Relation::Equal => "=",
                Relation::NotEqual => "!=",
            };
            format!("{} {sign} {}", sub(left), sub(right))
        }
        TermKind::Member {
            value,
            options,
            negated,
        } => {
            let options: Vec<String> = options
                .iter()
                .map(|option| constant_words(model, option))
                .collect();
            let word = if *negated { "not in" } else { "in" };
            format!("{} {word} {{{}}}", sub(value), options.join(", "))
        }
        TermKind::All(items) | TermKind::Any(items) => {
            let items: Vec<String> = items
                .iter()
                .map(|item| match item.enumerator {
                    None => sub(&item.condition),
                    Some(number) => format!("{number:?} {}", sub(&item.condition)),
                })
                .collect();
            let word = if matches!(term.kind, TermKind::All(_)) {
                " & "
            } else {
                " | "
            };
            format!("({})", items.join(word))
        }
        TermKind::Not(condition) => format!("!{}", sub(condition)),
        TermKind::Exists {
            collection,
            condition,
        } => {
            let condition = condition
                .as_deref()
                .map_or(String::new(), |condition| format!(": {}", sub(condition)));
            format!("exists {}{condition}", members(model, collection))
        }
        TermKind::Every {
            collection,
            condition,
        } => format!("every {}: {}", members(model, collection), sub(condition)),
        TermKind::Aggregate {
            aggregate,
            collection,
            value,
        } => {
            let value = value
                .as_deref()
                .map_or(String::new(), |value| format!(": {}", sub(value)));
            format!("{aggregate:?} {}{value}", members(model, collection))
        }
        TermKind::Cases { cases, otherwise } => {
            let mut words: Vec<String> = cases
                .iter()
                .map(|case| format!("{} -> {}", sub(&case.condition), sub(&case.value)))
                .collect();
            words.extend(
                otherwise
                    .as_deref()
                    .map(|value| format!("else {}", sub(value))),
            );
            format!("[{}]", words.join("; "))
        }
        TermKind::Brackets { value, bands } => {
            let bands: Vec<String> = bands
                .iter()
                .map(|(upper, rate)| {
                    let upper = upper.as_ref().map_or("rest".to_owned(), sub);
                    format!("{upper}: {}", sub(rate))
                })
                .collect();
            format!("bands({}; {})", sub(value), bands.join(", "))
        }
    }
}

fn constant_words(model: &Model, constant: &Constant) -> String {
    match constant {
        Constant::Boolean(value) => value.to_string(),
        Constant::Number(number) => number.to_string(),
        Constant::Date(date) => date.to_string(),
        Constant::Text(text) => format!("“{text}”"),
        Constant::Choice(choice, option) => {
            let options = &model.choices[choice.index()].options;
            options[usize::try_from(*option).unwrap()].0.clone()
        }
    }
}

fn member(model: &Model, of: Option<&Instance>, name: &str) -> String {
    of.map_or(name.to_owned(), |of| {
        format!("{}.{name}", instance(model, of))
    })
}

fn name_of_field(model: &Model, at: usize) -> &str {
    &model.fields[at].label.name
}

fn instance(model: &Model, instance_: &Instance) -> String {
    match instance_ {
        Instance::Root(object) => model.objects[object.index()].label.name.clone(),
        Instance::Bound(level) => format!("#{level}"),
        Instance::OwnerOf { of, list } => {
            format!(
                "owner({}, {})",
                instance(model, of),
                name_of_field(model, list.index())
            )
        }
    }
}

fn members(model: &Model, collection: &Collection) -> String {
    let generators: Vec<String> = collection
        .generators
        .iter()
        .map(|generator| {
            let list = match &generator.list {
                ListOf::Field { of, field } => {
                    format!(
                        "{}.{}",
                        instance(model, of),
                        name_of_field(model, field.index())
                    )
                }
                ListOf::All(object) => format!("all {}", model.objects[object.index()].label.name),
            };
            let filter = generator.filter.as_deref();
            let filter = filter.map_or(String::new(), |filter| {
                format!(" where {}", show(model, filter))
            });
            format!("#{} in {list}{filter}", generator.level)
        })
        .collect();
    generators.join(", ")
}
