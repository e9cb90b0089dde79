//! What a pack holds, and the way there and back.

use serde::{Deserialize, Serialize};

use crate::check::Model;
use crate::compile::Program;
use crate::diagnostic::Words;
use crate::engine::{Engine, Manifest, Phrases};
use crate::record::{Digests, PackageHeld, RuleBase};
use crate::source::{FileId, StructuredText, Text, Texts};

use super::blank::Blanker;
use super::head::{open, seal};
use super::refusal::{Refusal, RefusalKind};
use super::slim::slim;
use super::sound::sound;

/// A package that came out of a pack.
#[derive(Debug)]
pub struct Held {
    /// What decides.
    pub engine: Engine,
    /// The digests of the files that it was packed from, and of the pack itself.
    pub base: RuleBase,
}

/// The payload, to be written.
#[derive(Serialize)]
struct Packed<'a> {
    title: Title,
    packages: &'a [PackageHeld],
    texts: Vec<KeptText>,
    instruments: Vec<Option<KeptInstrument>>,
    model: &'a Model,
    program: &'a Program,
    phrases: &'a Phrases,
}

/// The same, read.
#[derive(Debug, Deserialize)]
pub(super) struct Contents {
    title: Title,
    packages: Vec<PackageHeld>,
    texts: Vec<KeptText>,
    instruments: Vec<Option<KeptInstrument>>,
    pub(super) model: Model,
    pub(super) program: Program,
    phrases: Phrases,
}

/// What a package says of itself.
#[derive(Debug, Serialize, Deserialize)]
struct Title {
    name: String,
    version: String,
    zh: String,
    en: String,
}

/// A file of the package.
#[derive(Debug, Serialize, Deserialize)]
struct KeptText {
    id: FileId,
    name: String,
    content: String,
}

/// The text of an instrument: its own number, and the file that has its words.
#[derive(Debug, Serialize, Deserialize)]
struct KeptInstrument {
    id: FileId,
    file: FileId,
}

/// Writes the pack of a package.
///
/// # Errors
/// That the package has errors, or is larger than any pack may be.
pub fn write(engine: &Engine, base: &RuleBase) -> Result<Vec<u8>, Refusal> {
    if !engine.is_sound() {
        return Err(RefusalKind::Unsound.refusal(""));
    }
    let model = engine.model();
    let instruments = model.instruments.iter().map(|instrument| {
        let own = instrument.text.as_ref()?.text();
        let mut texts = engine.texts().iter();
        let file = texts.find(|text| text.content() == own.content())?;
        Some(KeptInstrument {
            id: own.id(),
            file: file.id(),
        })
    });
    let instruments: Vec<Option<KeptInstrument>> = instruments.collect();
    let manifest = engine.manifest();
    let packed = Packed {
        title: Title {
            name: manifest.name.clone(),
            version: manifest.version.clone(),
            zh: manifest.title.zh.clone(),
            en: manifest.title.en.clone(),
        },
        packages: base.held(),
        texts: texts(engine, &instruments),
        instruments,
        model: &slim(model),
        program: &engine.program().packed(),
        phrases: engine.phrases(),
    };
    let payload = postcard::to_stdvec(&packed)
        .map_err(|error| RefusalKind::Broken.refusal(&error.to_string()))?;
    seal(&payload)
}

/// The texts of instruments whole, those of rules with what may be quoted or named; no others.
fn texts(engine: &Engine, instruments: &[Option<KeptInstrument>]) -> Vec<KeptText> {
    let blanker = Blanker::new(engine.texts(), engine.model(), engine.program());
    let whole = |text: &Text| {
        let mut held = instruments.iter().flatten();
        held.any(|one| one.file == text.id())
    };
    let texts = engine.texts().iter().filter_map(|text| {
        let content = if whole(text) {
            text.content().to_owned()
        } else {
            blanker.blanked(text)?
        };
        Some(KeptText {
            id: text.id(),
            name: text.name().to_owned(),
            content,
        })
    });
    texts.collect()
}

/// The digests of a package with those of the pack that it becomes, for records.
///
/// # Errors
/// As [`write()`].
pub fn held(engine: &Engine, base: RuleBase) -> Result<RuleBase, Refusal> {
    let pack = Digests::of(&write(engine, &base)?);
    Ok(base.with_pack(pack))
}

/// Reads a pack.
///
/// # Errors
/// Why the bytes are none that can be used.
pub fn read(bytes: &[u8]) -> Result<Held, Refusal> {
    let broken = |found: &str| RefusalKind::Broken.refusal(found);
    let payload = open(bytes)?;
    let (contents, rest) = postcard::take_from_bytes::<Contents>(payload)
        .map_err(|error| broken(&error.to_string()))?;
    if !rest.is_empty() {
        return Err(broken("length"));
    }
    let Contents {
        title,
        packages,
        texts,
        instruments,
        mut model,
        program,
        phrases,
    } = contents;
    let mut shelf = Texts::new();
    for kept in texts {
        let text = Text::new(kept.id, kept.name, kept.content)
            .map_err(|error| broken(&error.to_string()))?;
        if shelf.insert(text).is_some() {
            return Err(broken("texts"));
        }
    }
    if instruments.len() != model.instruments.len() {
        return Err(broken("instruments"));
    }
    for (kept, instrument) in instruments.into_iter().zip(&mut model.instruments) {
        let Some(kept) = kept else { continue };
        let path = instrument.text_path.clone().unwrap_or_default();
        let words = shelf.get(kept.file).map(Text::shared);
        let text = words.and_then(|words| Text::new(kept.id, path, words).ok());
        let text = text.ok_or_else(|| broken("instruments"))?;
        instrument.text = Some(StructuredText::new(text));
    }
    // Before anything is made that is as large as the program says it is.
    if program.size() > payload.len() {
        return Err(broken("size"));
    }
    let program = program.unpacked(&model);
    sound(&model, &program, &shelf).map_err(|found| broken(&found))?;
    let manifest = Manifest {
        name: title.name,
        version: title.version,
        title: Words::new(title.zh, title.en),
    };
    Ok(Held {
        engine: Engine::restored(manifest, shelf, model, program, phrases),
        base: RuleBase::of(packages).with_pack(Digests::of(bytes)),
    })
}
