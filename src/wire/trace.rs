//! The shape of a trace, version 1: a graph of steps.

use serde::Serialize;
use serde_json::{Value, json};

use crate::engine::code::StepKind;
use crate::engine::{Engine, Graph, Node};

use super::answer::{PassageShape, mark_code, passage_shape};
use super::answer_schema::{boolean, closed, list, maybe, reference, text, whole};
use super::problem::Bilingual;

#[derive(Debug, Serialize)]
pub(super) struct TraceShape {
    nodes: Vec<NodeShape>,
    roots: Vec<Vec<u32>>,
    cut: bool,
}

#[derive(Debug, Serialize)]
struct NodeShape {
    id: usize,
    op: &'static str,
    mark: &'static str,
    item: Option<String>,
    words: Bilingual,
    value: Option<Bilingual>,
    low: Option<String>,
    high: Option<String>,
    remark: Option<Bilingual>,
    basis: Vec<PassageShape>,
    file: Option<String>,
    line: Option<u32>,
    character: Option<u32>,
    inputs: Vec<u32>,
}

pub(super) fn trace_shape(engine: &Engine, graph: &Graph) -> TraceShape {
    let nodes = graph.nodes.iter().enumerate();
    TraceShape {
        nodes: nodes
            .map(|(id, node)| node_shape(engine, id, node))
            .collect(),
        roots: graph.roots.clone(),
        cut: graph.cut,
    }
}

fn node_shape(engine: &Engine, id: usize, node: &Node) -> NodeShape {
    let place = engine.place(node.span);
    let [low, high] = node.ends.clone().unwrap_or([None, None]);
    NodeShape {
        id,
        op: operation(node.kind),
        mark: mark_code(node.mark),
        item: node.item.clone(),
        words: Bilingual::from(&node.words),
        value: node.value.as_ref().map(Bilingual::from),
        low,
        high,
        remark: node.remark.as_ref().map(Bilingual::from),
        basis: node.basis.iter().map(passage_shape).collect(),
        line: place.as_ref().map(|(_, line, _)| *line),
        character: place.as_ref().map(|(_, _, character)| *character),
        file: place.map(|(file, _, _)| file),
        inputs: node.inputs.clone(),
    }
}

#[rustfmt::skip]
const OPERATIONS: [&str; 34] = [
    "fact", "finding", "list", "parameter", "reading", "clock", "constant", "definition", "table", "norm", "grant",
    "part", "holds", "granted", "arithmetic", "function", "rounding", "comparison", "member", "all", "any", "not",
    "cases", "case", "exceptions", "item", "figure", "member_of", "brackets", "workdays", "in_force",
    "subject", "condition", "exception",
];

/// What a step computes, for machines.
const fn operation(kind: StepKind) -> &'static str {
    match kind {
        StepKind::Fact(_) => "fact",
        StepKind::Finding(_) => "finding",
        StepKind::List(_) => "list",
        StepKind::Parameter(_) => "parameter",
        StepKind::Reading(_) => "reading",
        StepKind::Clock(_) => "clock",
        StepKind::Constant => "constant",
        StepKind::Definition(_) => "definition",
        StepKind::Table(..) => "table",
        StepKind::Norm(_) => "norm",
        StepKind::Grant(..) => "grant",
        StepKind::Part(..) => "part",
        StepKind::Holds(_) => "holds",
        StepKind::Granted(..) => "granted",
        StepKind::Arithmetic => "arithmetic",
        StepKind::Function => "function",
        StepKind::Rounding => "rounding",
        StepKind::Comparison => "comparison",
        StepKind::Member => "member",
        StepKind::All => "all",
        StepKind::Any => "any",
        StepKind::Not => "not",
        StepKind::Cases => "cases",
        StepKind::Case => "case",
        StepKind::Exceptions => "exceptions",
        StepKind::Item => "item",
        StepKind::Figure(_) => "figure",
        StepKind::MemberOf(_) => "member_of",
        StepKind::Brackets => "brackets",
        StepKind::Workdays(_) => "workdays",
        StepKind::InForce => "in_force",
        StepKind::Subject => "subject",
        StepKind::Condition => "condition",
        StepKind::Exception(..) => "exception",
    }
}

/// The schema of a trace.
pub(super) fn trace_schema() -> Value {
    closed(&[
        (
            "nodes",
            list(&closed(&[
                ("id", whole()),
                ("op", json!({ "enum": OPERATIONS.as_slice() })),
                ("mark", reference("mark")),
                ("item", maybe(&text())),
                ("words", reference("words")),
                ("value", maybe(&reference("words"))),
                ("low", maybe(&text())),
                ("high", maybe(&text())),
                ("remark", maybe(&reference("words"))),
                ("basis", list(&reference("passage"))),
                ("file", maybe(&text())),
                ("line", maybe(&whole())),
                ("character", maybe(&whole())),
                ("inputs", list(&whole())),
            ])),
        ),
        ("roots", list(&list(&whole()))),
        ("cut", boolean()),
    ])
}
