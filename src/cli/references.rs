//! The second part of `tiaoli ledger`: the instruments that a package refers to (转致), and which of them other packages encode.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::check::{
    Coverage, Encoding, Neighbour, References, ReferredInstrument, ReferredProvision, references,
};
use crate::cli::folder;
use crate::cli::layout::clean;
use crate::cli::package::open;
use crate::cli::page::Page;
use crate::cli::voice::{BOLD, FAINT, GREEN, PLAIN, RED, Stop, Voice, YELLOW};
use crate::diagnostic::{Language, Words};
use crate::engine::Engine;
use crate::source::Path as Address;

/// The packages in which references are looked for.
#[derive(Debug)]
pub(crate) struct Around {
    /// Whether any were asked for.
    asked: bool,
    packages: Vec<Engine>,
    /// Packages that are left out, and why.
    left_out: Vec<(String, Words)>,
}

impl Around {
    /// Reads the packages in some folders, but not the package itself.
    ///
    /// # Errors
    /// A folder that cannot be read or holds no package; one package that cannot be read is only left out.
    pub(crate) fn read(package: &Path, folders: &[PathBuf]) -> Result<Self, Stop> {
        let mut around = Self {
            asked: !folders.is_empty(),
            packages: Vec::new(),
            left_out: Vec::new(),
        };
        let place = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        // A package may be named by a file in it.
        let own = place(package);
        let mut seen = Vec::new();
        for folder in folders {
            for path in folder::packages(folder)? {
                let at = place(&path);
                let is_own = at == own || (own.is_file() && own.parent() == Some(at.as_path()));
                if !is_own && !seen.contains(&at) {
                    seen.push(at);
                    around.add(&path);
                }
            }
        }
        around
            .packages
            .sort_by(|left, right| left.manifest().name.cmp(&right.manifest().name));
        Ok(around)
    }

    fn add(&mut self, path: &Path) {
        match open(path) {
            Ok(engine) if engine.is_sound() => self.packages.push(engine),
            Ok(engine) => {
                let shown = path.display();
                let why = Words::new(
                    format!("有错误，用 tiaoli check {shown} 查看"),
                    format!("it has errors, see `tiaoli check {shown}`"),
                );
                self.left_out.push((engine.manifest().name.clone(), why));
            }
            Err(stop) => {
                let shown = path.display().to_string();
                self.left_out.push((shown, stop.words));
            }
        }
    }

    fn references(&self, engine: &Engine) -> References {
        let packages = self.packages.iter();
        let neighbours: Vec<Neighbour<'_>> = packages
            .map(|one| Neighbour {
                package: &one.manifest().name,
                model: one.model(),
            })
            .collect();
        references(engine.model(), &neighbours)
    }
}

/// The section of a page; nothing where nothing is referred to and nothing was asked.
pub(crate) fn section(page: &mut Page, engine: &Engine, around: &Around) {
    let references = around.references(engine);
    if references.instruments.is_empty() && !around.asked {
        return;
    }
    let voice = page.voice;
    page.blank();
    page.line(&format!(
        "{BOLD}{}{PLAIN}",
        voice.pick("转致", "References to other instruments")
    ));
    if !around.asked {
        page.words(&how_to_ask(voice, &references), "  ", 2);
        return;
    }
    for instrument in &references.instruments {
        of_instrument(page, instrument);
    }
    for (package, why) in &around.left_out {
        page.entry(
            "没有采用",
            "left out",
            &clean(&format!(
                "{package}{}{}",
                voice.pick("：", ": "),
                voice.say(why)
            )),
        );
    }
    page.blank();
    page.words(
        voice.pick(
            "✔：有规范、定义、参数、认定或者读法依据这一条款；未指明条款的，依据该文件就算",
            "✔: a norm, definition, parameter, finding or reading rests on the provision; where none is named, on anything of the instrument",
        ),
        "",
        2,
    );
    page.words(&totals(voice, &references), "", 2);
}

fn how_to_ask(voice: Voice, references: &References) -> String {
    let (count, instruments) = (references.count(), references.instruments.len());
    match voice.language {
        Language::Zh => format!(
            "{count} 处，{instruments} 个文件；加 --with 目录（放着其他规则包），就列出哪些已编、哪些未编"
        ),
        Language::En => format!(
            "references: {count}, instruments: {instruments}; `--with FOLDER`, where the other packages are, lists which are encoded"
        ),
    }
}

fn totals(voice: Voice, references: &References) -> String {
    let (count, instruments) = (references.count(), references.instruments.len());
    let [encoded, partly, not] = [Coverage::Encoded, Coverage::Partly, Coverage::NotEncoded]
        .map(|coverage| references.with(coverage));
    match voice.language {
        Language::Zh => format!(
            "转致 {count} 处，{instruments} 个文件：已编 {encoded}，部分 {partly}，未编 {not}"
        ),
        Language::En => format!(
            "references: {count}, instruments: {instruments}; encoded: {encoded}, partly: {partly}, not encoded: {not}"
        ),
    }
}

fn of_instrument(page: &mut Page, instrument: &ReferredInstrument) {
    let voice = page.voice;
    let coverage = instrument.coverage();
    let (colour, said) = match coverage {
        Coverage::Encoded => (GREEN, voice.pick("已编", "encoded")),
        Coverage::Partly => (YELLOW, voice.pick("部分", "partly")),
        Coverage::NotEncoded => (RED, voice.pick("未编", "not encoded")),
    };
    let title = instrument
        .title
        .as_ref()
        .map(|title| format!("《{title}》"));
    let number = instrument.number.as_ref();
    let name = match (title, number) {
        (Some(title), Some(number)) => format!("{title}{number}"),
        (Some(name), None) => name,
        (None, Some(number)) => number.clone(),
        (None, None) => instrument.name.clone(),
    };
    page.blank();
    let head = format!("  {colour}{said}{PLAIN}{}", voice.pick("　", "  "));
    page.words(&name, &head, 8);
    for encoding in &instrument.encodings {
        let before = format!("        {FAINT}{}{PLAIN}", voice.pick("见　", "in: "));
        page.words(&of_package(voice, encoding), &before, 12);
    }
    for provision in &instrument.provisions {
        of_provision(page, provision);
    }
}

fn of_package(voice: Voice, encoding: &Encoding) -> String {
    let counts = [
        (encoding.norms, "规范", "norms"),
        (encoding.definitions, "定义", "definitions"),
        (encoding.parameters, "参数", "parameters"),
        (encoding.left_open, "认定和读法", "findings and readings"),
    ];
    let counts = counts.into_iter().filter(|(count, ..)| *count > 0);
    let counts: Vec<String> = counts
        .map(|(count, zh, en)| match voice.language {
            Language::Zh => format!("{zh} {count}"),
            Language::En => format!("{en}: {count}"),
        })
        .collect();
    let counts = counts.join(voice.pick("，", ", "));
    format!("{}{}{counts}", encoding.package, voice.pick("　", "  "))
}

fn of_provision(page: &mut Page, provision: &ReferredProvision) {
    let voice = page.voice;
    let whole = provision.path.is_empty();
    let path = match voice.language {
        _ if whole => voice.pick("未指明条款", "no provision named").to_owned(),
        Language::Zh => provision.path.chinese(),
        Language::En => provision.path.english(),
    };
    let mark = if provision.covered_in.is_empty() {
        format!("{RED}✘{PLAIN}")
    } else {
        format!("{GREEN}✔{PLAIN}")
    };
    // The declarations under each clause, in the order of the text.
    let mut clauses: Vec<(String, Vec<&str>)> = Vec::new();
    for one in &provision.by {
        let clause = match (one.clause.last(), voice.language) {
            (None, _) => String::new(),
            (Some(marker), Language::Zh) => format!("{marker}："),
            (Some(marker), Language::En) => {
                format!("{}: ", Address::new(vec![marker]).english())
            }
        };
        match clauses.iter_mut().find(|(known, _)| *known == clause) {
            Some((_, names)) => names.push(&one.name),
            None => clauses.push((clause, vec![&one.name])),
        }
    }
    let clauses = clauses
        .iter()
        .map(|(clause, names)| format!("{clause}{}", names.join("、")));
    let clauses: Vec<String> = clauses.collect();
    let words = format!("{path} ← {}", clauses.join(voice.pick("；", "; ")));
    page.words(&words, &format!("      {mark} "), 10);
}

const fn code(coverage: Coverage) -> &'static str {
    match coverage {
        Coverage::Encoded => "encoded",
        Coverage::Partly => "partly",
        Coverage::NotEncoded => "not_encoded",
    }
}

/// The member `references` of `ledger --json`: null where `--with` was not given, else
///
/// * `count`, and `totals`: instruments by standing (`encoded`, `partly`, `not_encoded`);
/// * `looked_in`: the names of the packages; `left_out`: those that could not be used, each with `package` and `why`;
/// * `instruments`, in the order of the text: `title` and `number` (null where it has none), `name` (in this package),
///   `standing`, `encoded_in` (by `package`: how many `norms`, `definitions`, `parameters`, `findings_and_readings` rest on
///   it) and `provisions`: `id` and `path` (empty for the whole instrument), `covered`, `covered_in` (names of packages)
///   and `by`: `kind`, `name`, `alias` and `clause` (`id`, `path`) of each declaration that refers to it.
pub(crate) fn shape(engine: &Engine, around: &Around) -> Value {
    if !around.asked {
        return Value::Null;
    }
    let references = around.references(engine);
    let totals = [Coverage::Encoded, Coverage::Partly, Coverage::NotEncoded]
        .map(|coverage| (code(coverage).to_owned(), json!(references.with(coverage))));
    let looked_in = around
        .packages
        .iter()
        .map(|one| one.manifest().name.clone());
    let left_out = around
        .left_out
        .iter()
        .map(|(package, why)| json!({ "package": package, "why": { "zh": why.zh, "en": why.en } }));
    let instruments = references.instruments.iter().map(instrument_shape);
    json!({
        "count": references.count(),
        "totals": totals.into_iter().collect::<serde_json::Map<_, _>>(),
        "looked_in": looked_in.collect::<Vec<_>>(),
        "left_out": left_out.collect::<Vec<_>>(),
        "instruments": instruments.collect::<Vec<_>>(),
    })
}

fn instrument_shape(instrument: &ReferredInstrument) -> Value {
    let encoded_in = instrument.encodings.iter().map(|one| {
        json!({
            "package": one.package,
            "norms": one.norms,
            "definitions": one.definitions,
            "parameters": one.parameters,
            "findings_and_readings": one.left_open,
        })
    });
    let provisions = instrument.provisions.iter().map(provision_shape);
    json!({
        "name": instrument.name,
        "title": instrument.title,
        "number": instrument.number,
        "standing": code(instrument.coverage()),
        "encoded_in": encoded_in.collect::<Vec<_>>(),
        "provisions": provisions.collect::<Vec<_>>(),
    })
}

fn provision_shape(provision: &ReferredProvision) -> Value {
    let by = provision.by.iter().map(|one| {
        let (zh, en) = one.kind;
        json!({
            "kind": { "zh": zh, "en": en },
            "name": one.name,
            "alias": one.alias,
            "clause": { "id": one.clause.id(), "path": one.clause.chinese() },
        })
    });
    json!({
        "id": provision.path.id(),
        "path": provision.path.chinese(),
        "covered": !provision.covered_in.is_empty(),
        "covered_in": provision.covered_in,
        "by": by.collect::<Vec<_>>(),
    })
}
