//! An outcome of the machine to an answer in words.

use crate::check::{
    DeadlineModel, Effect, Evidence, ExampleInstance, Grant, GrantBound, Modality, Model, Norm,
    Relation, Type,
};
use crate::diagnostic::Words;
use crate::source::Span;
use crate::vm::{
    DefinitionAnswer, Fault, GrantAnswer, Missing, NormAnswer, Outcome, State, TextId, Value,
};

use super::figures::{Doubt, FigureTaken, OtherReading};
use super::passage::{Home, Passage};
use super::place::{instance_path, instance_words, label_words};
use super::shown::{Manner, fault_words, option_words, per_words, show_value};

/// What comes out of judging a norm: five outcomes, and the fault that keeps one from being reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// One of the five.
    Reached(Outcome),
    /// 出错.
    Faulty(FaultShown),
}

/// Why a value cannot be computed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaultShown {
    /// Why.
    pub words: Words,
    /// The place in the rules.
    pub span: Span,
}

/// The answer about a norm for one instance, or once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The declared name.
    pub name: String,
    /// Its name in the other language.
    pub alias: Option<String>,
    /// The package that declares it, where it is another one.
    pub package: Option<Home>,
    /// What it says to its bearer.
    pub modality: Modality,
    /// For whom, where it is judged for each of several.
    pub instance: Option<Words>,
    /// The path of that instance in the facts.
    pub instance_path: Option<String>,
    /// What came out.
    pub verdict: Verdict,
    /// How it stands.
    pub state: Option<State>,
    /// Where it does not hold or apply: the conditions that fail, each with its number.
    pub because: Vec<Words>,
    /// What is granted.
    pub grants: Vec<Granted>,
    /// What is to be done, not to be done, or may be done.
    pub deeds: Vec<String>,
    /// The last day.
    pub deadline: Option<Words>,
    /// The day of completion.
    pub done_on: Option<Words>,
    /// What happens after the deadline.
    pub if_late: Vec<String>,
    /// The measured value.
    pub measured: Option<Shown>,
    /// The target, with how it is compared.
    pub target: Option<Words>,
    /// Whether the alert condition holds.
    pub alert: Option<bool>,
    /// Items that show a task.
    pub evidence: Vec<EvidenceShown>,
    /// The provisions that say so, with their words.
    pub basis: Vec<Passage>,
    /// What is missing and could change it.
    pub missing: Vec<MissingItem>,
    /// Readings that it depends on or used.
    pub readings: Vec<ReadingTaken>,
    /// Facts that nobody gave and for which a default was taken.
    pub defaults: Vec<DefaultTaken>,
    /// The figures that it rests on, with their instruments and how sure they are.
    pub figures: Vec<FigureTaken>,
    /// What is unsettled about the other declarations that it rests on.
    pub doubts: Vec<Doubt>,
    /// Where it sends the reader.
    pub refer_to: Vec<Passage>,
    /// What is unsettled.
    pub unsettled: Vec<String>,
    /// 效力.
    pub effect: Option<Effect>,
    /// What to bring.
    pub documents: Vec<String>,
    /// Remarks.
    pub notes: Vec<String>,
}

/// Something granted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Granted {
    /// Words before the value, or the whole grant.
    pub label: Option<String>,
    /// Exact, a floor or a ceiling.
    pub bound: GrantBound,
    /// The value.
    pub value: Option<Shown>,
    /// Whether the value is settled.
    pub settled: bool,
    /// How often.
    pub per: Option<Words>,
    /// The exception that puts it in place of the general case.
    pub exception: Option<Words>,
    /// What is missing for the value.
    pub missing: Vec<MissingItem>,
    /// The fault of the value.
    pub fault: Option<FaultShown>,
}

/// One item that shows a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceShown {
    /// What.
    pub words: String,
    /// What is known of it, where it is a fact of the case.
    pub value: Option<Words>,
}

/// Something that is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingItem {
    /// What kind of thing.
    pub kind: MissingKind,
    /// What it is called: 家庭的户籍.
    pub name: Words,
    /// Its path in the facts.
    pub path: String,
    /// The question.
    pub ask: Option<Words>,
    /// What proves it.
    pub evidence: Option<Words>,
    /// Who finds it.
    pub decided_by: Vec<String>,
    /// Whether it is sensitive.
    pub sensitive: bool,
}

/// The kinds of what is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MissingKind {
    /// A fact that is not given.
    Fact,
    /// A fact of which only bounds are known.
    Bounded,
    /// A list.
    List,
    /// A finding.
    Finding,
    /// Days of a calendar.
    Calendar,
    /// An owner.
    Owner,
}

/// A reading that was used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadingTaken {
    /// Its name.
    pub name: Words,
    /// The option taken.
    pub option: Words,
    /// What that option says.
    pub says: String,
    /// Whether it is the one taken where nobody chooses.
    pub is_default: bool,
    /// What the other options would give.
    pub others: Vec<OtherReading>,
    /// The passage.
    pub basis: Vec<Passage>,
}

/// A fact for which a default was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DefaultTaken {
    /// What it is called.
    pub name: Words,
    /// Its path in the facts.
    pub path: String,
    /// The value taken.
    pub value: Words,
}

/// The value of a definition for one instance, or once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The declared name.
    pub name: String,
    /// Its name in the other language.
    pub alias: Option<String>,
    /// For whom, where it belongs to one of several.
    pub instance: Option<Words>,
    /// Its value, or what is known of it.
    pub value: Shown,
    /// Whether the value is settled.
    pub settled: bool,
    /// The provisions that say so, with their words.
    pub basis: Vec<Passage>,
    /// What is missing and could change it.
    pub missing: Vec<MissingItem>,
    /// The figures that it rests on, with their instruments and how sure they are.
    pub figures: Vec<FigureTaken>,
    /// What is unsettled about the declarations that it rests on, itself included.
    pub doubts: Vec<Doubt>,
}

/// A value in words, and exactly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// In words; a long figure is cut and says so.
    pub words: Words,
    /// The ends of what is known of a number, exactly, as decimals or fractions in `unit`; an open end is none.
    pub ends: Option<[Option<String>; 2]>,
    /// The unit of the ends.
    pub unit: Words,
    /// Whether it is one value.
    pub settled: bool,
    /// Whether nothing is known of it.
    pub unknown: bool,
}

/// What the words of an answer are drawn from.
pub(crate) struct Shower<'a> {
    /// The model.
    pub(crate) model: &'a Model,
    /// What an instance of the case is.
    pub(crate) instance: &'a dyn Fn(crate::vm::Instance) -> Option<ExampleInstance>,
    /// The words of a text of the case.
    pub(crate) text: &'a dyn Fn(TextId) -> Option<&'a str>,
    /// Whether an object has only one instance that was given directly.
    pub(crate) alone: bool,
}

impl core::fmt::Debug for Shower<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Shower").finish_non_exhaustive()
    }
}

impl Shower<'_> {
    /// The answer about one norm; the readings are left to be filled in.
    pub(crate) fn answer(&self, outcome: &NormAnswer) -> Option<Answer> {
        let norm = self.model.norms.get(outcome.norm.index())?;
        let instance = outcome.of.and_then(|of| (self.instance)(of));
        let named = instance
            .as_ref()
            .filter(|instance| !matches!(instance, ExampleInstance::Root(_)));
        let verdict = match outcome.outcome {
            Ok(reached) => Verdict::Reached(reached),
            Err(fault) => Verdict::Faulty(FaultShown::of(&fault)),
        };
        let date = Type::Date;
        let shown_date =
            |value: &Option<Value>| value.as_ref().map(|value| self.value(&date, None, value));
        Some(Answer {
            name: norm.label.name.clone(),
            alias: norm.label.alias.clone(),
            package: Home::of(self.model, norm.span),
            modality: norm.modality,
            instance: named.map(|instance| instance_words(self.model, instance, self.alone)),
            instance_path: named.map(|instance| instance_path(self.model, instance)),
            state: outcome.state,
            grants: self.grants(norm, outcome, &verdict),
            deeds: norm.deeds.clone(),
            deadline: match &norm.deadline {
                Some(DeadlineModel::Words(words)) => Some(Words::same(words.clone())),
                _ => shown_date(&outcome.deadline),
            },
            done_on: shown_date(&outcome.done_on),
            if_late: norm.if_late.clone(),
            measured: self.measured(norm, outcome),
            target: self.target(norm, outcome),
            alert: outcome
                .alert
                .as_ref()
                .filter(|value| value.is_settled())
                .map(Value::is_true),
            evidence: self.evidence(norm, outcome),
            basis: Passage::all(self.model, &norm.marks.basis),
            missing: self.missing(&outcome.grounds.missing),
            readings: Vec::new(),
            because: Vec::new(),
            figures: Vec::new(),
            doubts: Vec::new(),
            defaults: self.defaults(outcome),
            refer_to: Passage::all(self.model, &norm.marks.refer_to),
            unsettled: norm.marks.unsettled.clone(),
            effect: norm.marks.effect,
            documents: norm.marks.documents.clone(),
            notes: norm.marks.notes.clone(),
            verdict,
        })
    }

    /// The value of a definition.
    pub(crate) fn figure(&self, answer: &DefinitionAnswer) -> Option<Figure> {
        let declared = self.model.definitions.get(answer.definition.index())?;
        let instance = answer.of.and_then(|of| (self.instance)(of));
        let named = instance
            .as_ref()
            .filter(|instance| !matches!(instance, ExampleInstance::Root(_)));
        Some(Figure {
            name: declared.label.name.clone(),
            alias: declared.label.alias.clone(),
            instance: named.map(|instance| instance_words(self.model, instance, self.alone)),
            value: self.shown(&declared.ty, declared.unit.as_ref(), &answer.value),
            settled: answer.value.is_settled(),
            basis: Passage::all(self.model, &declared.marks.basis),
            missing: self.missing(&answer.grounds.missing),
            figures: Vec::new(),
            doubts: Vec::new(),
        })
    }

    /// A value in words.
    pub(crate) fn value(
        &self,
        ty: &Type,
        unit: Option<&crate::quantity::Unit>,
        value: &Value,
    ) -> Words {
        let manner = Manner {
            model: self.model,
            ty,
            unit,
        };
        show_value(manner, value, |id| (self.text)(id))
    }

    /// A value in words, and exactly.
    pub(crate) fn shown(
        &self,
        ty: &Type,
        unit: Option<&crate::quantity::Unit>,
        value: &Value,
    ) -> Shown {
        let words = self.value(ty, unit, value);
        let names = unit.map_or_else(Words::none, |unit| Words::new(unit.zh(), unit.en_plural()));
        Shown {
            unknown: words == super::shown::unknown(),
            words,
            ends: super::shown::exact_ends(unit, value),
            unit: names,
            settled: value.is_settled(),
        }
    }

    fn grants(&self, norm: &Norm, outcome: &NormAnswer, verdict: &Verdict) -> Vec<Granted> {
        match verdict {
            Verdict::Reached(Outcome::Fails | Outcome::NotApplicable) | Verdict::Faulty(_) => {
                Vec::new()
            }
            Verdict::Reached(_) => outcome
                .grants
                .iter()
                .filter_map(|granted| self.granted(norm, granted))
                .collect(),
        }
    }

    fn granted(&self, norm: &Norm, granted: &GrantAnswer) -> Option<Granted> {
        let exception = granted
            .exception
            .and_then(|place| norm.exceptions.get(usize::try_from(place).ok()?));
        let grants: &[Grant] = match exception {
            Some(exception) => exception.value.as_deref().unwrap_or(&[]),
            None => &norm.grants,
        };
        let grant = grants.get(usize::try_from(granted.place).ok()?)?;
        let value = granted.value.as_ref();
        let ty = grant.value.as_ref().map(|term| &term.ty);
        let shown = value
            .zip(ty)
            .map(|(value, ty)| self.shown(ty, grant.unit.as_ref(), value));
        Some(Granted {
            label: grant.words.clone(),
            bound: grant.bound,
            value: shown.filter(|shown| !shown.words.is_empty()),
            settled: value.is_none_or(Value::is_settled),
            per: grant.per.map(per_words),
            exception: exception.map(|exception| label_words(&exception.label)),
            missing: self.missing(&granted.missing),
            fault: value
                .and_then(Value::fault)
                .map(|fault| FaultShown::of(&fault)),
        })
    }

    fn measured(&self, norm: &Norm, outcome: &NormAnswer) -> Option<Shown> {
        let measure = norm.measure.as_ref()?;
        let value = outcome.measured.as_ref()?;
        Some(self.shown(&measure.formula.ty, measure.unit.as_ref(), value))
    }

    fn target(&self, norm: &Norm, outcome: &NormAnswer) -> Option<Words> {
        let measure = norm.measure.as_ref()?;
        let target = measure.target.as_ref()?;
        let value = self.value(
            &target.value.ty,
            measure.unit.as_ref(),
            outcome.target.as_ref()?,
        );
        let compared = relation_words(target.relation);
        let (zh, en) = match target.by {
            Some(day) => (format!("到{} ", day.zh()), format!(" by {day}")),
            None => (String::new(), String::new()),
        };
        Some(Words::new(
            format!("{zh}{}{}", compared.zh, value.zh),
            format!("{} {}{en}", compared.en, value.en),
        ))
    }

    fn evidence(&self, norm: &Norm, outcome: &NormAnswer) -> Vec<EvidenceShown> {
        let shown = |(place, item): (usize, &Evidence)| match item {
            Evidence::Words(words) => EvidenceShown {
                words: words.clone(),
                value: None,
            },
            Evidence::Fact(words, term) => {
                let known = outcome
                    .evidence
                    .iter()
                    .find(|(at, _)| usize::try_from(*at).is_ok_and(|at| at == place));
                let value = known.map(|(_, value)| self.value(&term.ty, None, value));
                EvidenceShown {
                    words: words.clone(),
                    value,
                }
            }
        };
        norm.evidence.iter().enumerate().map(shown).collect()
    }

    /// What is missing, in words.
    pub(crate) fn missing(&self, missing: &[Missing]) -> Vec<MissingItem> {
        missing
            .iter()
            .filter_map(|one| self.missing_item(*one))
            .collect()
    }

    /// The same for one thing.
    pub(crate) fn missing_item(&self, missing: Missing) -> Option<MissingItem> {
        let (of, field, kind) = match missing {
            Missing::Fact(of, field) => (of, field, MissingKind::Fact),
            Missing::Bounded(of, field) => (of, field, MissingKind::Bounded),
            Missing::List(of, field) => (of, field, MissingKind::List),
            Missing::Owner => {
                return Some(MissingItem {
                    kind: MissingKind::Owner,
                    name: Words::new("所属的对象", "the owner"),
                    path: String::new(),
                    ask: None,
                    evidence: None,
                    decided_by: Vec::new(),
                    sensitive: false,
                });
            }
            Missing::Finding(of, id) => {
                let finding = self.model.findings.get(id.index())?;
                let (name, path) = self.belonging(of, &finding.label, true);
                return Some(MissingItem {
                    kind: MissingKind::Finding,
                    name,
                    path,
                    ask: finding.ask.clone(),
                    evidence: None,
                    decided_by: finding.decided_by.clone(),
                    sensitive: false,
                });
            }
            Missing::Calendar(id) => {
                let calendar = self.model.calendars.get(id.index())?;
                return Some(MissingItem {
                    kind: MissingKind::Calendar,
                    name: label_words(&calendar.label),
                    path: String::new(),
                    ask: None,
                    evidence: None,
                    decided_by: Vec::new(),
                    sensitive: false,
                });
            }
        };
        let declared = self.model.fields.get(field.index())?;
        let (name, path) = self.belonging(of, &declared.label, false);
        Some(MissingItem {
            kind,
            name,
            path,
            ask: declared.ask.clone(),
            evidence: declared.evidence.clone(),
            decided_by: Vec::new(),
            sensitive: declared.sensitive,
        })
    }

    /// What belongs to an instance, in words and as a path.
    fn belonging(
        &self,
        of: crate::vm::Instance,
        label: &crate::check::Label,
        finding: bool,
    ) -> (Words, String) {
        let own = label_words(label);
        match (self.instance)(of) {
            Some(instance) => {
                let owner = instance_words(self.model, &instance, self.alone);
                let path = format!("{}.{}", instance_path(self.model, &instance), label.name);
                (
                    Words::new(
                        format!("{}的{}", owner.zh, own.zh),
                        format!("{} of {}", own.en, owner.en),
                    ),
                    path,
                )
            }
            None if finding => {
                let path = format!("认定.{}", label.name);
                (own, path)
            }
            None => (own, label.name.clone()),
        }
    }

    fn defaults(&self, outcome: &NormAnswer) -> Vec<DefaultTaken> {
        let shown = |(of, field): &(crate::vm::Instance, crate::check::FieldId)| {
            let declared = self.model.fields.get(field.index())?;
            let (name, path) = self.belonging(*of, &declared.label, false);
            let unit = match &declared.kind {
                crate::check::FieldKind::Value { unit, .. } => unit.as_ref(),
                crate::check::FieldKind::List { .. } => None,
            };
            let value =
                crate::engine::facts::show_constant(self.model, declared.default.as_ref()?, unit);
            Some(DefaultTaken { name, path, value })
        };
        outcome.grounds.defaults.iter().filter_map(shown).collect()
    }

    /// The readings that an answer used, without what the others would give.
    pub(crate) fn readings(&self, outcome: &NormAnswer) -> Vec<ReadingTaken> {
        let taken = outcome.grounds.readings.iter().filter_map(|(id, option)| {
            let reading = self.model.readings.get(id.index())?;
            let place = usize::try_from(*option).ok()?;
            Some(ReadingTaken {
                name: label_words(&reading.label),
                option: option_words(self.model, reading.choice, *option)?,
                says: reading.options.get(place)?.words.clone(),
                is_default: reading.default == *option,
                others: Vec::new(),
                basis: Passage::all(self.model, &reading.basis),
            })
        });
        taken.collect()
    }
}

impl FaultShown {
    pub(crate) fn of(fault: &Fault) -> Self {
        Self {
            words: fault_words(fault),
            span: fault.span,
        }
    }
}

/// How two values are compared.
pub(crate) fn relation_words(relation: Relation) -> Words {
    let (zh, en) = match relation {
        Relation::AtMost => ("不超过", "at most"),
        Relation::Greater => ("超过", "more than"),
        Relation::AtLeast => ("不低于", "at least"),
        Relation::Less => ("低于", "less than"),
        Relation::Equal => ("等于", "equal to"),
        Relation::NotEqual => ("不等于", "not equal to"),
    };
    Words::new(zh, en)
}
