//! Whether a term is always a whole number: terms in, yes or no out. Never looks at a case.

use crate::check::{
    Aggregate, Computed, Constant, FieldKind, Function, Model, Operator, Term, TermKind,
};

/// Which definitions and which outputs of tables are whole, whatever the case.
#[derive(Debug, Default)]
pub(super) struct Whole {
    definitions: Vec<bool>,
    tables: Vec<Vec<bool>>,
}

impl Whole {
    /// Those of a model; what a term names is looked at before it.
    pub(super) fn of(model: &Model) -> Self {
        let mut whole = Self {
            definitions: vec![false; model.definitions.len()],
            tables: vec![Vec::new(); model.tables.len()],
        };
        for computed in &model.order {
            match computed {
                Computed::Definition(id) => {
                    let Some(definition) = model.definitions.get(id.index()) else {
                        continue;
                    };
                    let mut values = definition.exceptions.iter().map(|one| &one.value);
                    let is_whole = whole.holds(model, &definition.value)
                        && values.all(|value| whole.holds(model, value));
                    if let Some(slot) = whole.definitions.get_mut(id.index()) {
                        *slot = is_whole;
                    }
                }
                Computed::Table(id) => {
                    let Some(table) = model.tables.get(id.index()) else {
                        continue;
                    };
                    let outputs = (0..table.outputs.len()).map(|output| {
                        let mut values = table.rows.iter().map(|row| row.values.get(output));
                        values.all(|value| value.is_some_and(|value| whole.holds(model, value)))
                    });
                    let outputs: Vec<bool> = outputs.collect();
                    if let Some(slot) = whole.tables.get_mut(id.index()) {
                        *slot = outputs;
                    }
                }
                Computed::Norm(_) => {}
            }
        }
        whole
    }

    /// Whether a term is a whole number in base units, as `grammar/MEANING.md` lists it.
    pub(super) fn holds(&self, model: &Model, term: &Term) -> bool {
        let mut waiting = vec![term];
        while let Some(term) = waiting.pop() {
            match self.parts(model, term) {
                Some(parts) => waiting.extend(parts),
                None => return false,
            }
        }
        true
    }

    /// What must be whole for the term to be; none where that is not enough.
    fn parts<'t>(&self, model: &Model, term: &'t Term) -> Option<Vec<&'t Term>> {
        match &term.kind {
            TermKind::Arithmetic(
                Operator::Add | Operator::Subtract | Operator::Multiply,
                left,
                right,
            ) => Some(vec![left, right]),
            TermKind::Negative(value) => Some(vec![value]),
            TermKind::Function(function, arguments) => of_function(*function, arguments),
            TermKind::Aggregate {
                aggregate: Aggregate::Sum | Aggregate::Greatest | Aggregate::Least,
                value,
                ..
            } => Some(value.iter().map(AsRef::as_ref).collect()),
            TermKind::Cases { cases, otherwise } => {
                let values = cases.iter().map(|case| &case.value);
                Some(values.chain(otherwise.as_deref()).collect())
            }
            _ => self.is_leaf(model, term).then(Vec::new),
        }
    }

    fn is_leaf(&self, model: &Model, term: &Term) -> bool {
        match &term.kind {
            TermKind::Constant(constant) => is_whole(constant),
            TermKind::Field { field, .. } => match model.fields.get(field.index()) {
                Some(field) => of_fact(&field.kind),
                None => false,
            },
            TermKind::Parameter { parameter, .. } => {
                let lines = model.parameters.get(parameter.index());
                lines.is_some_and(|one| one.lines.iter().all(|line| is_whole(&line.value)))
            }
            TermKind::Definition { definition, .. } => {
                let known = self.definitions.get(definition.index());
                known.is_some_and(|known| *known)
            }
            TermKind::Table { table, output, .. } => {
                let outputs = self.tables.get(table.index()).map(Vec::as_slice);
                let output = usize::try_from(*output).ok();
                let known = outputs
                    .zip(output)
                    .and_then(|(all, output)| all.get(output));
                known.is_some_and(|known| *known)
            }
            TermKind::Aggregate {
                aggregate: Aggregate::Count,
                ..
            } => true,
            TermKind::Round { step, .. } => step.is_integer(),
            _ => false,
        }
    }
}

fn is_whole(constant: &Constant) -> bool {
    matches!(constant, Constant::Number(number) if number.is_integer())
}

/// Whether a fact accepts only what is whole in base units.
fn of_fact(kind: &FieldKind) -> bool {
    let FieldKind::Value {
        whole: true, unit, ..
    } = kind
    else {
        return false;
    };
    unit.as_ref().is_none_or(|unit| unit.factor().is_integer())
}

fn of_function(function: Function, arguments: &[Term]) -> Option<Vec<&Term>> {
    match function {
        Function::Lower | Function::Higher | Function::Absolute | Function::Remainder => {
            Some(arguments.iter().collect())
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
        | Function::UnionDays => Some(Vec::new()),
        _ => None,
    }
}
