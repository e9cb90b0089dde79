//! Decision tables: cells into conditions, columns into types.

use std::collections::BTreeSet;

use crate::source::Span;
use crate::syntax::document::{self, Cell, CellTest, HitPolicy, StatementKind};

use super::computed::{Made, TableSource};
use super::coverage::same_values;
use super::definitions::{Attempt, not};
use super::from_documents::Check;
use super::model::Computed;
use super::names::label;
use super::norm::{Marks, TableModel, TableRow};
use super::problem::norms::BasisMissing;
use super::problem::types::TypeDiffers;
use super::statements::first;
use super::term::{ConditionItem, Constant, Term, TermKind, Type};
use super::terms::{Typed, Typer, Typing, Untypable, conjunction};

impl Check<'_> {
    pub(super) fn attempt_table(&mut self, one: Computed) -> Attempt {
        let Computed::Table(id) = one else {
            return (None, Vec::new(), BTreeSet::new());
        };
        let Some(source) = self.tables.get(id.index()).copied() else {
            return (None, Vec::new(), BTreeSet::new());
        };
        let node = source.node;
        self.only(
            &["依据", "原文", "转致", "存疑", "说明", "适用", "效力"],
            ("表", "table"),
            &node.statements,
        );
        let marks = self.marks_of(&node.statements);
        let basis = first(&node.statements, |kind| match kind {
            StatementKind::Basis(citations) => Some(citations),
            _ => None,
        });
        if basis.is_none() {
            for row in node.rows.iter().filter(|row| row.basis.is_empty()) {
                let name = &node.head.name.text;
                self.problems.push(BasisMissing {
                    what: (
                        format!("表“{name}”的这一行"),
                        format!("this row of table `{name}`"),
                    ),
                    place: row.span,
                });
            }
        }
        let mut typer = Typer::of(self, source.object);
        let typed = typer.table(source, marks);
        let (problems, needs) = typer.finish();
        let made = typed.ok().map(|mut table| {
            table.id = id;
            Made::Table(Box::new(table))
        });
        (made, problems, needs)
    }
}

impl Typer<'_, '_> {
    fn table(&mut self, source: TableSource<'_>, marks: Marks) -> Typing<TableModel> {
        let node = source.node;
        let inputs: Vec<Typing> = node
            .inputs
            .iter()
            .map(|input| self.value(input, None))
            .collect();
        let inputs: Vec<Typed> = inputs.into_iter().collect::<Typing<_>>()?;
        if !Self::is_rectangular(node) {
            return Err(Untypable);
        }
        let tests = self.cells(node, &inputs)?;
        let columns = self.columns(node)?;
        let values_of = |row: usize| {
            columns
                .iter()
                .filter_map(move |column| Some(&column.1.get(row)?.term))
        };
        let equal = |first: usize, second: usize| same_values(values_of(first), values_of(second));
        let coverage = self.check().coverage(node, &inputs, &tests, equal);
        for overlap in coverage.overlaps {
            self.report(overlap);
        }
        if let Some(hole) = coverage.hole {
            self.report(hole);
        }
        let mut rows = Vec::new();
        for (at, row) in node.rows.iter().enumerate() {
            let condition = row_condition(node, &tests, at, row.span);
            let values = columns
                .iter()
                .filter_map(|column| column.1.get(at).map(|value| value.term.clone()));
            rows.push(TableRow {
                condition,
                values: values.collect(),
                basis: self.check().cite_all(&row.basis),
                span: row.span,
            });
        }
        let outputs = node
            .outputs
            .iter()
            .zip(&columns)
            .filter_map(|(name, (unit, values))| {
                let ty = values.first()?.term.ty.clone();
                Some((name.text.clone(), ty, unit.clone()))
            });
        Ok(TableModel {
            id: super::model::TableId(0),
            label: label(&node.head),
            object: source.object,
            hit: node.hit.map_or(HitPolicy::Unique, |(hit, _)| hit),
            inputs: inputs.into_iter().map(|input| input.term).collect(),
            outputs: outputs.collect(),
            rows,
            marks,
            span: source.span,
        })
    }

    /// The parser has told every row with too few or too many cells.
    fn is_rectangular(node: &document::Table) -> bool {
        let fits = |row: &document::Row| {
            row.cells.len() == node.inputs.len() && row.values.len() == node.outputs.len()
        };
        !node.rows.is_empty() && node.rows.iter().all(fits)
    }

    /// The condition of each cell, by row and column; none for 任意 and 其余.
    fn cells(
        &mut self,
        node: &document::Table,
        inputs: &[Typed],
    ) -> Typing<Vec<Vec<Option<Term>>>> {
        let mut rows = Vec::new();
        let mut failed = false;
        for row in &node.rows {
            let mut cells = Vec::new();
            for (cell, input) in row.cells.iter().zip(inputs) {
                match self.cell(cell, input) {
                    Ok(condition) => cells.push(condition),
                    Err(Untypable) => failed = true,
                }
            }
            rows.push(cells);
        }
        if failed { Err(Untypable) } else { Ok(rows) }
    }

    fn cell(&mut self, cell: &Cell, input: &Typed) -> Typing<Option<Term>> {
        let mut conditions = Vec::new();
        let mut failed = false;
        for test in &cell.tests {
            let condition = match test {
                CellTest::Compare(word, value) => {
                    let value = self.value(value, Some(&input.term.ty));
                    value.and_then(|value| {
                        self.comparison(input.clone(), word.relation(), value, cell.span)
                    })
                }
                CellTest::OneOf(options) => self.one_of(input, options, cell.span),
            };
            match condition {
                Ok(condition) => conditions.push(condition.term),
                Err(Untypable) => failed = true,
            }
        }
        if failed {
            return Err(Untypable);
        }
        Ok(conjunction(conditions, cell.span))
    }

    fn one_of(
        &mut self,
        input: &Typed,
        options: &[crate::syntax::expression::Expression],
        span: Span,
    ) -> Typing {
        // A single value may also be computed, such as a parameter.
        if let [only] = options {
            let value = self.value(only, Some(&input.term.ty))?;
            return self.comparison(input.clone(), super::term::Relation::Equal, value, span);
        }
        let (options, value) = self.options(input.clone(), options)?;
        let kind = TermKind::Member {
            value: Box::new(value.term),
            options,
            negated: false,
        };
        let term = Term {
            ty: Type::Boolean,
            kind,
            span,
        };
        Ok(Typed {
            term,
            unit: None,
            bare: false,
        })
    }

    /// The values of each output column, of one type, with the unit in which they are shown.
    fn columns(
        &mut self,
        node: &document::Table,
    ) -> Typing<Vec<(Option<crate::quantity::Unit>, Vec<Typed>)>> {
        let mut columns = Vec::new();
        let mut failed = false;
        for column in 0..node.outputs.len() {
            let mut values = Vec::new();
            for value in node.rows.iter().filter_map(|row| row.values.get(column)) {
                match self.value(value, None) {
                    Ok(value) => values.push(value),
                    Err(Untypable) => failed = true,
                }
            }
            if failed {
                continue;
            }
            let unit = self.same_type(values.iter_mut())?;
            let summed = node.hit.is_some_and(|(hit, _)| hit == HitPolicy::Sum);
            if let Some(wrong) = values
                .iter()
                .find(|value| summed && !matches!(value.term.ty, Type::Number(_)))
            {
                let found = self.type_words(&wrong.term.ty);
                let place = wrong.term.span;
                self.report(TypeDiffers {
                    wanted: (
                        "数（命中：累加）".to_owned(),
                        "a number (hit: sum)".to_owned(),
                    ),
                    found,
                    place,
                });
                failed = true;
            }
            columns.push((unit, values));
        }
        if failed { Err(Untypable) } else { Ok(columns) }
    }
}

/// All cells of a row as one condition.
fn row_condition(
    node: &document::Table,
    tests: &[Vec<Option<Term>>],
    row: usize,
    span: Span,
) -> Term {
    let mut conditions = written(tests, row);
    let has_otherwise = |row: &document::Row| row.cells.iter().any(|cell| cell.otherwise);
    if node.rows.get(row).is_some_and(has_otherwise) {
        let others = node.rows.iter().enumerate();
        let others = others.filter(|(at, other)| *at != row && !has_otherwise(other));
        let items = others.map(|(at, other)| ConditionItem {
            enumerator: None,
            condition: all_or_true(written(tests, at), other.span),
        });
        let any = Term {
            ty: Type::Boolean,
            kind: TermKind::Any(items.collect()),
            span,
        };
        // 其余: no row without 其余 applies.
        conditions.push(not(any));
    }
    all_or_true(conditions, span)
}

/// The conditions that are written in the cells of a row.
fn written(tests: &[Vec<Option<Term>>], row: usize) -> Vec<Term> {
    tests
        .get(row)
        .into_iter()
        .flatten()
        .flatten()
        .cloned()
        .collect()
}

fn all_or_true(conditions: Vec<Term>, span: Span) -> Term {
    conjunction(conditions, span).unwrap_or(Term {
        ty: Type::Boolean,
        kind: TermKind::Constant(Constant::Boolean(true)),
        span,
    })
}
