//! What a package declares and no answer of a decision rests on.

use std::collections::BTreeSet;

use crate::check::{Label, Model};
use crate::compile::StepKind;
use crate::diagnostic::Words;
use crate::engine::Graph;
use crate::source::{FileId, Span};

use super::told::Unused;

/// Kinds of declaration, with those of the package itself that no step passed through.
///
/// Those are named that stand in the files of the rules that were used; the others are only counted.
pub(super) fn unused(model: &Model, graph: &Graph, asked: &BTreeSet<String>) -> Vec<Unused> {
    let steps = reached(graph);
    let near: BTreeSet<FileId> = steps
        .iter()
        .filter_map(|step| graph.nodes.get(*step))
        .map(|node| node.span.file())
        .collect();
    let mut used: BTreeSet<(u8, usize)> = BTreeSet::new();
    for step in steps {
        let Some(node) = graph.nodes.get(step) else {
            continue;
        };
        let (kind, place) = match node.kind {
            StepKind::Norm(id) | StepKind::Holds(id) | StepKind::Granted(id, _) => (0, id.index()),
            StepKind::Definition(id) => (1, id.index()),
            StepKind::Table(id, _) => (2, id.index()),
            StepKind::Parameter(id) => (3, id.index()),
            StepKind::Finding(id) => (4, id.index()),
            StepKind::Reading(id) => (5, id.index()),
            _ => continue,
        };
        used.insert((kind, place));
    }
    let own = |span: Span| model.package_of(span).is_none();
    let mut kinds = Vec::new();
    let mut add = |kind: u8, words: Words, labels: Vec<&Label>| {
        let declared = labels
            .iter()
            .enumerate()
            .filter(|(_, label)| own(label.span));
        let of = declared.clone().count();
        let names = declared.filter(|(place, label)| {
            let answered = kind == 0 && asked.contains(&label.name);
            !(answered || used.contains(&(kind, *place)))
        });
        let labels: Vec<&Label> = names.map(|(_, label)| *label).collect();
        let count = labels.len();
        let names = labels
            .iter()
            .filter(|label| near.contains(&label.span.file()));
        let names: Vec<Words> = names
            .map(|label| Words::of_name(&label.name, label.alias.as_deref()))
            .collect();
        if count > 0 {
            kinds.push(Unused {
                kind: words,
                names,
                count,
                of,
            });
        }
    };
    add(
        0,
        Words::new("规范", "norms"),
        model.norms.iter().map(|one| &one.label).collect(),
    );
    add(
        1,
        Words::new("定义", "definitions"),
        model.definitions.iter().map(|one| &one.label).collect(),
    );
    add(
        2,
        Words::new("表", "tables"),
        model.tables.iter().map(|one| &one.label).collect(),
    );
    add(
        3,
        Words::new("参数", "parameters"),
        model.parameters.iter().map(|one| &one.label).collect(),
    );
    add(
        4,
        Words::new("认定", "findings"),
        model.findings.iter().map(|one| &one.label).collect(),
    );
    add(
        5,
        Words::new("读法", "readings"),
        model.readings.iter().map(|one| &one.label).collect(),
    );
    kinds
}

/// The steps that some answer rests on.
fn reached(graph: &Graph) -> BTreeSet<usize> {
    let at = |step: u32| usize::try_from(step).ok();
    let mut open: Vec<usize> = graph
        .roots
        .iter()
        .flatten()
        .filter_map(|step| at(*step))
        .collect();
    let mut seen = BTreeSet::new();
    while let Some(step) = open.pop() {
        if seen.insert(step) {
            let node = graph.nodes.get(step);
            let inputs = node.into_iter().flat_map(|node| &node.inputs);
            open.extend(inputs.filter_map(|step| at(*step)));
        }
    }
    seen
}
