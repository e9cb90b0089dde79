//! Parameters: constant values over time, without gaps and overlaps.

use crate::quantity::{Date, Unit};
use crate::source::Span;
use crate::syntax::document;

use super::from_documents::Check;
use super::instruments::{count, remarks};
use super::model::{Parameter, ParameterId, ParameterLine};
use super::names::{Named, label};
use super::problem::dates::{ParameterGap, ParameterOverlap};
use super::problem::norms::BasisMissing;
use super::term::{Constant, Type};
use super::terms::{Typed, Typer};

impl Check<'_> {
    pub(super) fn parameters(&mut self) {
        for placed in std::mem::take(&mut self.declared.parameters) {
            let node = placed.node;
            let id = ParameterId(count(self.model.parameters.len()));
            let alias = node.head.alias.as_ref();
            let declared = self
                .names
                .values
                .declare(&node.head.name, alias, Named::Broken);
            if self.twice(declared) {
                continue;
            }
            if let Some(parameter) = self.parameter(node) {
                self.model.parameters.push(parameter);
                self.names
                    .values
                    .settle(&node.head.name, alias, Named::Parameter(id));
            }
        }
    }

    fn parameter(&mut self, node: &document::Parameter) -> Option<Parameter> {
        let values: Vec<Option<Typed>> = node
            .values
            .iter()
            .map(|line| Typer::new(self).settled_typed(&line.value))
            .collect();
        let mut values: Vec<Typed> = values.into_iter().collect::<Option<_>>()?;
        let unit: Option<Unit> = Typer::new(self).of_one_type(&mut values)?;
        let ty: Type = values.first()?.term.ty.clone();
        let mut lines = Vec::new();
        for (line, value) in node.values.iter().zip(&values) {
            let basis = self.cite_all(&line.basis);
            if line.basis.is_empty() {
                let name = &node.head.name.text;
                self.problems.push(BasisMissing {
                    what: (
                        format!("参数“{name}”的这一行"),
                        format!("this line of parameter `{name}`"),
                    ),
                    place: line.span,
                });
            }
            lines.push(ParameterLine {
                in_force: self.in_force(&line.interval),
                value: Typer::constant_in(value)
                    .cloned()
                    .unwrap_or(Constant::Boolean(false)),
                published: line.published.map(|(date, _)| date),
                check_by: line.check_by.map(|(date, _)| date),
                source: line.source.as_ref().map(|source| source.text.clone()),
                confidence: self.confidence(line.confidence.as_ref()),
                unsettled: line.unsettled.as_ref().map(|words| words.text.clone()),
                basis,
                span: line.span,
            });
        }
        lines.sort_by_key(|line| (line.in_force.from, line.published, line.span));
        self.gaps_and_overlaps(&node.head.name.text, &lines);
        let (notes, unsettled) = remarks(&node.remarks);
        Some(Parameter {
            label: label(&node.head),
            ty,
            unit,
            lines,
            unsettled,
            notes,
        })
    }

    /// Two lines may hold for one day only where they were published on different days.
    fn gaps_and_overlaps(&mut self, name: &str, lines: &[ParameterLine]) {
        // How far the lines so far reach, and which of them reaches so far; none for no end.
        let mut reached: Option<(Option<Date>, Span)> = None;
        for (at, line) in lines.iter().enumerate() {
            let overlapped = lines.iter().take(at).find(|before| {
                let from = line.in_force.from.unwrap_or(Date::MIN);
                before.in_force.until.is_none_or(|until| from < until)
                    && before.published == line.published
            });
            if let Some(before) = overlapped {
                self.problems.push(ParameterOverlap {
                    name: name.to_owned(),
                    on: line.in_force.from.unwrap_or(Date::MIN),
                    first: before.span,
                    second: line.span,
                });
            }
            if let (Some((Some(until), before)), Some(from)) = (reached, line.in_force.from)
                && until < from
            {
                self.problems.push(ParameterGap {
                    name: name.to_owned(),
                    from: until,
                    until: from,
                    before,
                    after: line.span,
                });
            }
            let further = match (reached, line.in_force.until) {
                (Some((None, _)), _) => false,
                (Some((Some(before), _)), Some(until)) => until > before,
                (None, _) | (Some(_), None) => true,
            };
            if further {
                reached = Some((line.in_force.until, line.span));
            }
        }
    }
}
