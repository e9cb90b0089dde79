//! Tables in, overlaps and holes out, each with a concrete case. Only what is certain is told.
//!
//! Every input column is given the values at which a row can begin or cease to apply: all options of an enumeration, both
//! truth values, and for numbers and days every written figure with one value between each two. What the cells compare
//! with must be constant; else nothing is said.

use crate::quantity::{Date, Number};
use crate::syntax::document::{self, HitPolicy};

use super::from_documents::Check;
use super::model::FieldKind;
use super::objects::{outside, shown};
use super::problem::types::{RowsOverlap, TableHole};
use super::term::{Aggregate, Constant, Relation, Term, TermKind, Type};
use super::terms::Typed;
use super::words::words_of;

/// How many cases of a table are looked at.
const MOST_CASES: usize = 20_000;

/// What can be told of a table's rows.
#[derive(Debug, Default)]
pub(super) struct Coverage {
    pub(super) overlaps: Vec<RowsOverlap>,
    pub(super) hole: Option<TableHole>,
}

/// A column: the values that part its cells, and whether they stand for all values there are.
struct Column {
    values: Vec<Constant>,
    complete: bool,
    ordered_choice: bool,
}

/// The cells of a table as typed conditions, by row and column; none for 任意 and 其余.
pub(super) type Cells = [Vec<Option<Term>>];

impl Check<'_> {
    /// Overlaps and holes of a table.
    pub(super) fn coverage(
        &self,
        node: &document::Table,
        inputs: &[Typed],
        cells: &Cells,
        equal: impl Fn(usize, usize) -> bool,
    ) -> Coverage {
        let mut coverage = Coverage::default();
        let hit = node.hit.map_or(HitPolicy::Unique, |(hit, _)| hit);
        let columns: Option<Vec<Column>> = inputs
            .iter()
            .enumerate()
            .map(|(at, input)| self.column(input, cells, at))
            .collect();
        let Some(columns) = columns else {
            return coverage;
        };
        let cases = columns.iter().try_fold(1_usize, |cases, column| {
            cases.checked_mul(column.values.len())
        });
        if hit == HitPolicy::Sum || cases.is_none_or(|cases| cases > MOST_CASES) {
            return coverage;
        }
        let complete = columns.iter().all(|column| column.complete);
        let mut told: Vec<(usize, usize)> = Vec::new();
        for case in Cases::of(&columns) {
            let Some(rows) = rows_of(node, cells, &columns, &case) else {
                return Coverage::default();
            };
            if rows.is_empty() && complete && coverage.hole.is_none() {
                coverage.hole = Some(TableHole {
                    place: node.head.name.span,
                    case: self.case_words(node, inputs, &case),
                });
            }
            let (Some(first), Some(second)) = (rows.first().copied(), rows.get(1).copied()) else {
                continue;
            };
            if hit == HitPolicy::First || told.contains(&(first, second)) || equal(first, second) {
                continue;
            }
            told.push((first, second));
            if let (Some(first), Some(second)) = (node.rows.get(first), node.rows.get(second)) {
                coverage.overlaps.push(RowsOverlap {
                    first: first.span,
                    second: second.span,
                    case: self.case_words(node, inputs, &case),
                });
            }
        }
        coverage
    }

    /// The values of a column; none where a cell compares with something computed.
    fn column(&self, input: &Typed, cells: &Cells, at: usize) -> Option<Column> {
        let mut figures: Vec<Constant> = Vec::new();
        for cell in cells.iter().filter_map(|row| row.get(at)?.as_ref()) {
            constants(cell, &mut figures)?;
        }
        let field = match &input.term.kind {
            TermKind::Field { field, .. } => self
                .model
                .fields
                .get(field.index())
                .map(|field| &field.kind),
            _ => None,
        };
        match &input.term.ty {
            Type::Boolean => Some(Column {
                values: vec![Constant::Boolean(true), Constant::Boolean(false)],
                complete: true,
                ordered_choice: false,
            }),
            Type::Choice(id) => {
                let choice = self.model.choices.get(id.index())?;
                let options = 0..super::instruments::count(choice.options.len());
                Some(Column {
                    values: options
                        .map(|option| Constant::Choice(*id, option))
                        .collect(),
                    complete: true,
                    ordered_choice: choice.ordered,
                })
            }
            Type::Number(_) | Type::Date => Some(between(figures, field, &input.term)),
            Type::Text => Some(Column {
                values: figures,
                complete: false,
                ordered_choice: false,
            }),
            Type::Period => None,
        }
    }

    fn case_words(&self, node: &document::Table, inputs: &[Typed], case: &[Constant]) -> String {
        let columns = node.inputs.iter().zip(inputs).zip(case);
        let words = columns.map(|((expression, input), value)| {
            let value = match value {
                Constant::Choice(id, at) => {
                    let choice = self.model.choices.get(id.index());
                    let option = usize::try_from(*at)
                        .ok()
                        .and_then(|at| choice?.options.get(at));
                    option.map(|(name, _)| name.clone()).unwrap_or_default()
                }
                value => shown(value, input.unit.as_ref()).0,
            };
            format!("{}＝{value}", words_of(expression))
        });
        words.collect::<Vec<_>>().join("，")
    }
}

/// Every combination of the columns' values, the last column first.
struct Cases<'c> {
    columns: &'c [Column],
    next: Option<Vec<usize>>,
}

impl<'c> Cases<'c> {
    fn of(columns: &'c [Column]) -> Self {
        let empty = columns.iter().any(|column| column.values.is_empty());
        Self {
            columns,
            next: (!empty).then(|| vec![0; columns.len()]),
        }
    }
}

impl Iterator for Cases<'_> {
    type Item = Vec<Constant>;

    fn next(&mut self) -> Option<Self::Item> {
        let at = self.next.take()?;
        let case = at
            .iter()
            .zip(self.columns)
            .filter_map(|(at, column)| column.values.get(*at).cloned())
            .collect();
        let mut following = at;
        for (place, column) in following.iter_mut().zip(self.columns).rev() {
            *place = place.saturating_add(1);
            if *place < column.values.len() {
                self.next = Some(following);
                break;
            }
            *place = 0;
        }
        Some(case)
    }
}

/// The rows that apply to a case. A row with 其余 applies where no row without it does.
fn rows_of(
    node: &document::Table,
    cells: &Cells,
    columns: &[Column],
    case: &[Constant],
) -> Option<Vec<usize>> {
    let (mut rows, mut otherwise) = (Vec::new(), Vec::new());
    for (row, written) in node.rows.iter().enumerate() {
        let mut applies = true;
        for ((value, column), cell) in case.iter().zip(columns).zip(cells.get(row)?) {
            if let Some(cell) = cell {
                applies &= holds(cell, value, column.ordered_choice)?;
            }
        }
        if !applies {
            continue;
        }
        if written.cells.iter().any(|cell| cell.otherwise) {
            otherwise.push(row);
        } else {
            rows.push(row);
        }
    }
    Some(if rows.is_empty() { otherwise } else { rows })
}

/// The constants that a cell compares with; none where one is computed.
fn constants(cell: &Term, found: &mut Vec<Constant>) -> Option<()> {
    match &cell.kind {
        TermKind::Compare(_, _, right) => match &right.kind {
            TermKind::Constant(constant) => found.push(constant.clone()),
            _ => return None,
        },
        TermKind::Member { options, .. } => found.extend(options.iter().cloned()),
        TermKind::All(items) => {
            for item in items {
                constants(&item.condition, found)?;
            }
        }
        _ => return None,
    }
    Some(())
}

/// Whether a value passes a cell.
fn holds(cell: &Term, value: &Constant, ordered_choice: bool) -> Option<bool> {
    match &cell.kind {
        TermKind::Compare(relation, _, right) => {
            let TermKind::Constant(figure) = &right.kind else {
                return None;
            };
            let order = if ordered_choice {
                figure.cmp(value)
            } else {
                value.cmp(figure)
            };
            Some(match relation {
                Relation::Less => order.is_lt(),
                Relation::AtMost => order.is_le(),
                Relation::Greater => order.is_gt(),
                Relation::AtLeast => order.is_ge(),
                Relation::Equal => order.is_eq(),
                Relation::NotEqual => order.is_ne(),
            })
        }
        TermKind::Member {
            options, negated, ..
        } => Some(options.contains(value) != *negated),
        TermKind::All(items) => {
            let mut all = true;
            for item in items {
                all &= holds(&item.condition, value, ordered_choice)?;
            }
            Some(all)
        }
        _ => None,
    }
}

/// Every figure, and one value before, between and after them, as far as the fact can have it.
fn between(mut figures: Vec<Constant>, field: Option<&FieldKind>, input: &Term) -> Column {
    let counted = matches!(
        &input.kind,
        TermKind::Aggregate {
            aggregate: Aggregate::Count,
            ..
        }
    );
    let mut step = None;
    if let Some(FieldKind::Value {
        least,
        greatest,
        whole,
        unit,
        ..
    }) = field
    {
        figures.extend(least.iter().chain(greatest).cloned());
        if *whole {
            step = Some(
                unit.as_ref()
                    .map_or(Number::ONE, crate::quantity::Unit::factor),
            );
        }
    } else if counted {
        step = Some(Number::ONE);
        figures.push(Constant::Number(Number::ZERO));
    }
    figures.sort();
    figures.dedup();
    let mut values: Vec<Constant> = figures.clone();
    values.extend(figures.first().and_then(|first| beside(first, step, false)));
    values.extend(figures.last().and_then(|last| beside(last, step, true)));
    for (low, high) in figures.iter().zip(figures.iter().skip(1)) {
        values.extend(middle(low, high, step));
    }
    values.sort();
    let possible = |value: &Constant| match field {
        Some(kind) => outside(kind, value).is_none(),
        None => !(counted && *value < Constant::Number(Number::ZERO)),
    };
    values.retain(possible);
    Column {
        values,
        complete: field.is_some() || counted,
        ordered_choice: false,
    }
}

/// The next value below or above a figure.
fn beside(figure: &Constant, step: Option<Number>, above: bool) -> Option<Constant> {
    let step = step.unwrap_or(Number::ONE);
    match figure {
        Constant::Number(number) if above => number.checked_add(step).ok().map(Constant::Number),
        Constant::Number(number) => number.checked_sub(step).ok().map(Constant::Number),
        Constant::Date(date) => date
            .checked_add_days(if above { 1 } else { -1 })
            .map(Constant::Date),
        _ => None,
    }
}

/// A value strictly between two figures, if there is one.
fn middle(low: &Constant, high: &Constant, step: Option<Number>) -> Option<Constant> {
    match (low, high) {
        (Constant::Number(low), Constant::Number(high)) => {
            let between = match step {
                Some(step) => low.checked_add(step).ok()?,
                None => low
                    .checked_add(*high)
                    .ok()?
                    .checked_div(Number::from_i64(2))
                    .ok()?,
            };
            (between < *high).then_some(Constant::Number(between))
        }
        (Constant::Date(low), Constant::Date(high)) => {
            let between: Date = low.checked_add_days(1)?;
            (between < *high).then_some(Constant::Date(between))
        }
        _ => None,
    }
}

/// Whether two rows give the same written values.
pub(super) fn same_values<'t>(
    first: impl Iterator<Item = &'t Term>,
    second: impl Iterator<Item = &'t Term>,
) -> bool {
    let constant = |term: &Term| match &term.kind {
        TermKind::Constant(constant) => Some(constant.clone()),
        _ => None,
    };
    let mut pairs = first.zip(second);
    pairs.all(|(first, second)| {
        let first = constant(first);
        first.is_some() && first == constant(second)
    })
}
