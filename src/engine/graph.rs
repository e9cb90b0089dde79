//! The whole trace as a graph: every step once, with its number, its words, its citations, what is known of its value, and the
//! steps that it was computed from. The tree of reasons leaves out what says nothing; here nothing is left out.

use crate::compile::StepKind;
use crate::diagnostic::Words;
use crate::source::Span;
use crate::vm::{Step, StepId, Value};

use super::answer::Passage;
use super::explain::{Explainer, Mark, mark, number, remark};

/// How the answers of a decision came about, step by step.
///
/// # Invariants
/// Every input of a node stands before the node, and its id is its place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Graph {
    /// The steps, in the order of the program.
    pub nodes: Vec<Node>,
    /// The nodes that each answer rests on, answer by answer.
    pub roots: Vec<Vec<u32>>,
    /// Whether the decision took more steps than a trace keeps: the first ones are missing then.
    pub cut: bool,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// What it computes.
    pub kind: StepKind,
    /// How it stands.
    pub mark: Mark,
    /// Its number, as in the rules: （一） or 1.
    pub item: Option<String>,
    /// What it is: the words of the rules, or a name.
    pub words: Words,
    /// Its value in words, where it is one that people read.
    pub value: Option<Words>,
    /// The ends of what is known of it: numbers exactly, in base units; days as 2024-01-31; true and false.
    pub ends: Option<[Option<String>; 2]>,
    /// How the value is known, or why nothing was judged.
    pub remark: Option<Words>,
    /// The provisions that it cites itself.
    pub basis: Vec<Passage>,
    /// Where it is written.
    pub span: Span,
    /// The steps that it was computed from, in the order of the text.
    pub inputs: Vec<u32>,
}

/// The graph of a trace; the roots of its answers are added one by one.
pub(crate) fn graph(explainer: &Explainer<'_>) -> Graph {
    let trace = explainer.trace;
    Graph {
        nodes: trace
            .steps()
            .iter()
            .map(|step| node(explainer, step))
            .collect(),
        roots: Vec::new(),
        cut: trace.is_cut(),
    }
}

impl Graph {
    /// Adds what the next answer rests on.
    pub(crate) fn rests(&mut self, steps: &[StepId]) {
        self.roots.push(steps.iter().map(|step| step.0).collect());
    }
}

fn node(explainer: &Explainer<'_>, step: &Step) -> Node {
    Node {
        kind: step.kind,
        mark: mark(step),
        item: step.item.map(number),
        words: explainer.words(step),
        value: explainer.value(step),
        ends: ends(step),
        remark: remark(step),
        basis: Passage::all(explainer.shower.model, explainer.trace.basis(step)),
        span: step.span,
        inputs: (explainer.trace.inputs(step).iter())
            .map(|input| input.0)
            .collect(),
    }
}

/// The ends of a value; none for words, options, faults, and what was not judged.
fn ends(step: &Step) -> Option<[Option<String>; 2]> {
    if step.unjudged.is_some() {
        return None;
    }
    match step.value {
        Value::Boolean { low, high } => Some([low, high].map(|end| Some(end.to_string()))),
        Value::Number { low, high } => Some([low, high].map(|end| end.map(|end| end.to_string()))),
        Value::Date { low, high } => Some([low, high].map(|end| end.map(|end| end.to_string()))),
        _ => None,
    }
}
