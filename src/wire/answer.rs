//! The shapes of answers, version 1.

use serde::Serialize;
use serde_json::Value;

use crate::engine::{
    Answer, DefaultTaken, Engine, ErratumShown, FaultShown, Figure, Granted, Home, Mark,
    MissingItem, MissingKind, Passage, ReadingTaken, Reason, Shown, Verdict, grant_words,
};
use crate::engine::{Decision, summary};

use super::figures::{DoubtShape, TakenShape, doubt_shape, taken_shape};
use super::problem::Bilingual;
use super::trace::{TraceShape, trace_shape};

/// The version of the shapes.
pub const VERSION: u32 = 1;

#[derive(Debug, Serialize)]
struct DecisionShape {
    version: u32,
    package: PackageShape,
    as_of: String,
    law_as_of: String,
    known_as_of: String,
    answers: Vec<AnswerShape>,
    figures: Vec<FigureShape>,
    #[serde(skip_serializing_if = "Option::is_none")]
    trace: Option<TraceShape>,
}

#[derive(Debug, Serialize)]
pub(super) struct FigureShape {
    definition: String,
    alias: Option<String>,
    instance: Option<Bilingual>,
    value: ValueShape,
    basis: Vec<PassageShape>,
    missing: Vec<MissingShape>,
    figures: Vec<TakenShape>,
    doubts: Vec<DoubtShape>,
}

#[derive(Debug, Serialize)]
struct PackageShape {
    name: String,
    version: String,
    title: Bilingual,
}

#[derive(Debug, Serialize)]
struct AnswerShape {
    norm: String,
    alias: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    package: Option<HomeShape>,
    modality: &'static str,
    instance: Option<Bilingual>,
    instance_path: Option<String>,
    outcome: &'static str,
    state: Option<&'static str>,
    fault: Option<FaultShape>,
    summary: Bilingual,
    because: Vec<Bilingual>,
    grants: Vec<GrantShape>,
    deeds: Vec<String>,
    deadline: Option<Bilingual>,
    done_on: Option<Bilingual>,
    if_late: Vec<String>,
    measured: Option<ValueShape>,
    target: Option<Bilingual>,
    alert: Option<bool>,
    evidence: Vec<EvidenceShape>,
    basis: Vec<PassageShape>,
    missing: Vec<MissingShape>,
    readings: Vec<ReadingShape>,
    defaults: Vec<DefaultShape>,
    figures: Vec<TakenShape>,
    doubts: Vec<DoubtShape>,
    refer_to: Vec<PassageShape>,
    unsettled: Vec<String>,
    effect: Option<&'static str>,
    documents: Vec<String>,
    notes: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reasons: Option<Vec<ReasonShape>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cited: Option<Vec<PassageShape>>,
}

#[derive(Debug, Serialize)]
struct FaultShape {
    message: Bilingual,
    file: Option<String>,
    line: Option<u32>,
    character: Option<u32>,
}

#[derive(Debug, Serialize)]
struct GrantShape {
    words: Bilingual,
    label: Option<String>,
    value: Option<ValueShape>,
    bound: &'static str,
    per: Option<Bilingual>,
    exception: Option<Bilingual>,
    missing: Vec<MissingShape>,
    fault: Option<FaultShape>,
}

#[derive(Debug, Serialize)]
pub(super) struct ValueShape {
    zh: String,
    en: String,
    low: Option<String>,
    high: Option<String>,
    unit: Bilingual,
    settled: bool,
}

#[derive(Debug, Serialize)]
struct EvidenceShape {
    words: String,
    value: Option<Bilingual>,
}

#[derive(Debug, Serialize)]
pub(super) struct PassageShape {
    title: String,
    number: Option<String>,
    path: Bilingual,
    id: String,
    quote: Option<String>,
    verified: bool,
    errata: Vec<ErratumShape>,
    #[serde(skip_serializing_if = "Option::is_none")]
    package: Option<HomeShape>,
}

#[derive(Debug, Serialize)]
pub(super) struct HomeShape {
    name: String,
    version: String,
}

pub(super) fn home_shape(home: Option<&Home>) -> Option<HomeShape> {
    home.map(|home| HomeShape {
        name: home.name.clone(),
        version: home.version.clone(),
    })
}

#[derive(Debug, Serialize)]
struct ErratumShape {
    name: String,
    wording: Vec<String>,
    presumed: Option<String>,
    grounds: Option<String>,
    confidence: Option<String>,
    effect: Option<String>,
}

#[derive(Debug, Serialize)]
struct MissingShape {
    kind: &'static str,
    name: Bilingual,
    path: String,
    question: Option<Bilingual>,
    evidence: Option<Bilingual>,
    decided_by: Vec<String>,
    sensitive: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct ReadingShape {
    name: Bilingual,
    option: Bilingual,
    says: String,
    is_default: bool,
    others: Vec<OtherShape>,
    basis: Vec<PassageShape>,
}

#[derive(Debug, Serialize)]
struct OtherShape {
    option: Bilingual,
    says: String,
    differs: Option<Bilingual>,
    figures: Vec<TakenShape>,
    doubts: Vec<DoubtShape>,
}

#[derive(Debug, Serialize)]
pub(super) struct DefaultShape {
    name: Bilingual,
    path: String,
    value: Bilingual,
}

#[derive(Debug, Serialize)]
struct ReasonShape {
    step: u32,
    mark: &'static str,
    item: Option<String>,
    words: Bilingual,
    value: Option<Bilingual>,
    remark: Option<Bilingual>,
    basis: Vec<PassageShape>,
    told: bool,
    reasons: Vec<ReasonShape>,
}

/// A decision.
#[must_use]
pub fn decision(engine: &Engine, decision: &Decision) -> Value {
    let manifest = engine.manifest();
    let answers = decision.answers.iter().enumerate().map(|(place, answer)| {
        let mut shape = answer_shape(engine, answer);
        shape.reasons = decision
            .reasons
            .get(place)
            .map(|reasons| reasons.iter().map(reason_shape).collect());
        shape.cited = decision
            .passages
            .get(place)
            .map(|passages| passages.iter().map(passage_shape).collect());
        shape
    });
    let shape = DecisionShape {
        version: VERSION,
        package: PackageShape {
            name: manifest.name.clone(),
            version: manifest.version.clone(),
            title: Bilingual::from(&manifest.title),
        },
        as_of: decision.clocks.as_of.to_string(),
        law_as_of: decision.clocks.law_as_of.to_string(),
        known_as_of: decision.clocks.known_as_of.to_string(),
        answers: answers.collect(),
        figures: decision.figures.iter().map(figure_shape).collect(),
        trace: decision
            .graph
            .as_ref()
            .map(|graph| trace_shape(engine, graph)),
    };
    // Shapes of texts, lists and whole numbers always become JSON.
    serde_json::to_value(shape).unwrap_or(Value::Null)
}

pub(super) fn figure_shape(figure: &Figure) -> FigureShape {
    FigureShape {
        definition: figure.name.clone(),
        alias: figure.alias.clone(),
        instance: figure.instance.as_ref().map(Bilingual::from),
        value: value_shape(&figure.value),
        basis: figure.basis.iter().map(passage_shape).collect(),
        missing: figure.missing.iter().map(missing_shape).collect(),
        figures: figure.figures.iter().map(taken_shape).collect(),
        doubts: figure.doubts.iter().map(doubt_shape).collect(),
    }
}

fn answer_shape(engine: &Engine, answer: &Answer) -> AnswerShape {
    let words = |words: &Option<_>| words.as_ref().map(Bilingual::from);
    AnswerShape {
        norm: answer.name.clone(),
        alias: answer.alias.clone(),
        package: home_shape(answer.package.as_ref()),
        modality: codes::modality(answer.modality),
        instance: words(&answer.instance),
        instance_path: answer.instance_path.clone(),
        outcome: codes::verdict(&answer.verdict),
        state: answer.state.map(codes::state),
        fault: match &answer.verdict {
            Verdict::Faulty(fault) => Some(fault_shape(engine, fault)),
            Verdict::Reached(_) => None,
        },
        summary: Bilingual::from(&summary(answer)),
        because: answer.because.iter().map(Bilingual::from).collect(),
        grants: answer
            .grants
            .iter()
            .map(|grant| grant_shape(engine, grant))
            .collect(),
        deeds: answer.deeds.clone(),
        deadline: words(&answer.deadline),
        done_on: words(&answer.done_on),
        if_late: answer.if_late.clone(),
        measured: answer.measured.as_ref().map(value_shape),
        target: words(&answer.target),
        alert: answer.alert,
        evidence: answer
            .evidence
            .iter()
            .map(|item| EvidenceShape {
                words: item.words.clone(),
                value: words(&item.value),
            })
            .collect(),
        basis: answer.basis.iter().map(passage_shape).collect(),
        missing: answer.missing.iter().map(missing_shape).collect(),
        readings: answer.readings.iter().map(reading_shape).collect(),
        defaults: answer.defaults.iter().map(default_shape).collect(),
        figures: answer.figures.iter().map(taken_shape).collect(),
        doubts: answer.doubts.iter().map(doubt_shape).collect(),
        refer_to: answer.refer_to.iter().map(passage_shape).collect(),
        unsettled: answer.unsettled.clone(),
        effect: answer.effect.map(codes::effect),
        documents: answer.documents.clone(),
        notes: answer.notes.clone(),
        reasons: None,
        cited: None,
    }
}

pub(super) fn value_shape(shown: &Shown) -> ValueShape {
    let [low, high] = shown.ends.clone().unwrap_or([None, None]);
    ValueShape {
        zh: shown.words.zh.clone(),
        en: shown.words.en.clone(),
        low,
        high,
        unit: Bilingual::from(&shown.unit),
        settled: shown.settled,
    }
}

fn fault_shape(engine: &Engine, fault: &FaultShown) -> FaultShape {
    let place = engine.place(fault.span);
    FaultShape {
        message: Bilingual::from(&fault.words),
        line: place.as_ref().map(|(_, line, _)| *line),
        character: place.as_ref().map(|(_, _, character)| *character),
        file: place.map(|(file, _, _)| file),
    }
}

fn grant_shape(engine: &Engine, grant: &Granted) -> GrantShape {
    GrantShape {
        words: Bilingual::from(&grant_words(grant)),
        label: grant.label.clone(),
        value: grant.value.as_ref().map(value_shape),
        bound: codes::bound(grant.bound),
        per: grant.per.as_ref().map(Bilingual::from),
        exception: grant.exception.as_ref().map(Bilingual::from),
        missing: grant.missing.iter().map(missing_shape).collect(),
        fault: grant.fault.as_ref().map(|fault| fault_shape(engine, fault)),
    }
}

pub(super) fn passage_shape(passage: &Passage) -> PassageShape {
    PassageShape {
        title: passage.title.clone(),
        number: passage.number.clone(),
        path: Bilingual::from(&passage.path),
        id: passage.id.clone(),
        quote: passage.quote.clone(),
        verified: passage.verified,
        errata: passage.errata.iter().map(erratum_shape).collect(),
        package: home_shape(passage.package.as_ref()),
    }
}

fn erratum_shape(erratum: &ErratumShown) -> ErratumShape {
    ErratumShape {
        name: erratum.name.clone(),
        wording: erratum.wording.clone(),
        presumed: erratum.presumed.clone(),
        grounds: erratum.grounds.clone(),
        confidence: erratum.confidence.clone(),
        effect: erratum.effect.clone(),
    }
}

/// What kind of thing is missing.
pub(super) const fn missing_code(kind: MissingKind) -> &'static str {
    match kind {
        MissingKind::Fact => "fact",
        MissingKind::Bounded => "bounded_fact",
        MissingKind::List => "list",
        MissingKind::Finding => "finding",
        MissingKind::Calendar => "calendar",
        MissingKind::Owner => "owner",
    }
}

fn missing_shape(item: &MissingItem) -> MissingShape {
    MissingShape {
        kind: missing_code(item.kind),
        name: Bilingual::from(&item.name),
        path: item.path.clone(),
        question: item.ask.as_ref().map(Bilingual::from),
        evidence: item.evidence.as_ref().map(Bilingual::from),
        decided_by: item.decided_by.clone(),
        sensitive: item.sensitive,
    }
}

pub(super) fn reading_shape(reading: &ReadingTaken) -> ReadingShape {
    let others = reading.others.iter().map(|other| OtherShape {
        option: Bilingual::from(&other.option),
        says: other.says.clone(),
        differs: other.differs.as_ref().map(Bilingual::from),
        figures: other.figures.iter().map(taken_shape).collect(),
        doubts: other.doubts.iter().map(doubt_shape).collect(),
    });
    ReadingShape {
        name: Bilingual::from(&reading.name),
        option: Bilingual::from(&reading.option),
        says: reading.says.clone(),
        is_default: reading.is_default,
        others: others.collect(),
        basis: reading.basis.iter().map(passage_shape).collect(),
    }
}

pub(super) fn default_shape(default: &DefaultTaken) -> DefaultShape {
    DefaultShape {
        name: Bilingual::from(&default.name),
        path: default.path.clone(),
        value: Bilingual::from(&default.value),
    }
}

/// How a condition stands, for machines.
pub(super) const fn mark_code(mark: Mark) -> &'static str {
    match mark {
        Mark::Holds => "holds",
        Mark::Fails => "fails",
        Mark::Open => "open",
        Mark::Idle => "not_judged",
        Mark::Faulty => "fault",
        Mark::Value => "value",
    }
}

fn reason_shape(reason: &Reason) -> ReasonShape {
    ReasonShape {
        step: reason.step,
        mark: mark_code(reason.mark),
        item: reason.item.clone(),
        words: Bilingual::from(&reason.words),
        value: reason.value.as_ref().map(Bilingual::from),
        remark: reason.remark.as_ref().map(Bilingual::from),
        basis: reason.basis.iter().map(passage_shape).collect(),
        told: reason.told,
        reasons: reason.reasons.iter().map(reason_shape).collect(),
    }
}

/// Codes for machines, never translated.
pub(crate) mod codes {
    use crate::engine::Verdict;
    use crate::engine::code::{Effect, GrantBound, Modality, Outcome, Per, State};

    pub(crate) const MODALITIES: [&str; 7] = [
        "right",
        "duty",
        "prohibition",
        "permission",
        "encouragement",
        "task",
        "indicator",
    ];
    pub(crate) const OUTCOMES: [&str; 6] = [
        "holds",
        "fails",
        "pending",
        "awaits_finding",
        "not_applicable",
        "faulty",
    ];
    pub(crate) const PERS: [&str; 7] = [
        "year",
        "quarter",
        "month",
        "year_of_age",
        "birth",
        "workday",
        "once",
    ];
    pub(crate) const STATES: [&str; 10] = [
        "not_due",
        "not_performed",
        "performed",
        "performed_late",
        "overdue",
        "complied",
        "violated",
        "met",
        "not_met",
        "undetermined",
    ];

    pub(crate) const fn modality(modality: Modality) -> &'static str {
        match modality {
            Modality::Right => "right",
            Modality::Duty => "duty",
            Modality::Prohibition => "prohibition",
            Modality::Permission => "permission",
            Modality::Encouragement => "encouragement",
            Modality::Task => "task",
            Modality::Indicator => "indicator",
        }
    }

    pub(crate) const fn verdict(verdict: &Verdict) -> &'static str {
        match verdict {
            Verdict::Reached(reached) => outcome(*reached),
            Verdict::Faulty(_) => "faulty",
        }
    }

    pub(crate) const fn outcome(outcome: Outcome) -> &'static str {
        match outcome {
            Outcome::Holds => "holds",
            Outcome::Fails => "fails",
            Outcome::Pending => "pending",
            Outcome::AwaitsFinding => "awaits_finding",
            Outcome::NotApplicable => "not_applicable",
        }
    }

    pub(crate) const fn per(per: Per) -> &'static str {
        match per {
            Per::Year => "year",
            Per::Quarter => "quarter",
            Per::Month => "month",
            Per::YearOfAge => "year_of_age",
            Per::Birth => "birth",
            Per::Workday => "workday",
            Per::Once => "once",
        }
    }

    pub(crate) const fn state(state: State) -> &'static str {
        match state {
            State::NotDue => "not_due",
            State::NotPerformed => "not_performed",
            State::Performed => "performed",
            State::PerformedLate => "performed_late",
            State::Overdue => "overdue",
            State::Complied => "complied",
            State::Violated => "violated",
            State::Met => "met",
            State::NotMet => "not_met",
            State::Undetermined => "undetermined",
        }
    }

    pub(crate) const fn bound(bound: GrantBound) -> &'static str {
        match bound {
            GrantBound::Exact => "exact",
            GrantBound::AtLeast => "at_least",
            GrantBound::AtMost => "at_most",
        }
    }

    pub(crate) const fn effect(effect: Effect) -> &'static str {
        match effect {
            Effect::Hortatory => "hortatory",
            Effect::Binding => "binding",
            Effect::Expected => "expected",
        }
    }
}
