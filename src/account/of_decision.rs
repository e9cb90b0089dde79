//! A decision to its account.

use std::collections::BTreeSet;

use crate::engine::{Case, Decision, Engine, Graph, Home};

use super::documents::documents;
use super::items::Source;
use super::of_answer::told;
use super::told::{Account, Depth, Told};
use super::unused::unused;
use super::wording::Wording;

impl Account {
    /// The account of a decision that was asked with its reasons; without them only conclusions are told.
    #[must_use]
    pub fn of(engine: &Engine, case: &Case, decision: &Decision, depth: Depth) -> Self {
        let none = Graph::default();
        let graph = decision.graph.as_ref().unwrap_or(&none);
        let wording = Wording::new(engine);
        let source = Source {
            engine,
            graph,
            depth,
            wording: &wording,
            clocks: decision.clocks,
        };
        let answers = decision.answers.iter().enumerate();
        let answers = answers.map(|(place, _)| told(source, case, decision, place));
        let answers: Vec<Told> = answers.flatten().collect();
        let manifest = engine.manifest();
        let auditor = depth == Depth::Auditor;
        let asked: BTreeSet<String> = decision
            .answers
            .iter()
            .map(|answer| answer.name.clone())
            .collect();
        Self {
            depth,
            title: manifest.title.clone(),
            package: Home {
                name: manifest.name.clone(),
                version: manifest.version.clone(),
            },
            clocks: decision.clocks,
            documents: documents(engine.model(), &answers),
            answers,
            figures: decision.figures.clone(),
            unused: if auditor {
                unused(engine.model(), graph, &asked)
            } else {
                Vec::new()
            },
            engine: auditor.then(|| env!("CARGO_PKG_VERSION").to_owned()),
            record: None,
            digests: Vec::new(),
        }
    }
}
