//! The shape of a package: what it says about itself and what it asks.

use serde_json::{Value, json};

use crate::engine::Engine;

use super::fact_schema::fact_schema;
use super::problem::Bilingual;

/// The version of the shape.
const VERSION: u32 = 1;

/// What a package says about itself: its name and title, its questionnaires, and the JSON Schema of the facts that it asks.
#[must_use]
pub fn package(engine: &Engine) -> Value {
    let manifest = engine.manifest();
    let model = engine.model();
    let questionnaires = model.questionnaires.iter().map(|form| {
        let goals = form.goals.iter().filter_map(|id| {
            let label = &model.norms.get(id.index())?.label;
            Some(json!({ "name": label.name, "alias": label.alias }))
        });
        json!({
            "name": form.label.name,
            "alias": form.label.alias,
            "audience": form.audience,
            "introduction": form.introduction,
            "goals": goals.collect::<Vec<_>>(),
        })
    });
    json!({
        "version": VERSION,
        "package": {
            "name": manifest.name,
            "version": manifest.version,
            "title": Bilingual::from(&manifest.title),
        },
        "questionnaires": questionnaires.collect::<Vec<_>>(),
        "facts": fact_schema(&manifest.title.zh, &engine.facts()),
    })
}
