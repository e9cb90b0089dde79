//! Deciding a case, explaining the answers, and what other readings would give.

use std::collections::BTreeSet;

use crate::check::{Computed, ExampleInstance, ExampleModel, Modality, Model, ObjectId, ReadingId};
use crate::diagnostic::Words;
use crate::quantity::Date;
use crate::vm::{CaseError, Clocks, Instance, LimitReached, Outcome, TextId};

use super::answer::{
    Answer, Figure, OtherReading, Passage, Shower, Verdict, grant_words, instance_words,
    label_words, option_words, state_words, verdict_words,
};
use super::case::Case;
use super::examples::{ExampleFailure, ExampleResult, Found, asks_why, goals};
use super::explain::{Explainer, Reason, citations_under, failing};
use super::facts::nearest_name;
use super::graph::{Graph, graph};
use super::lay::{Places, Refused, lay};
use super::open::{Engine, is_named};
use super::rests::Rests;
use super::run::run;

/// What is asked of a case.
#[derive(Debug, Clone)]
pub struct Question {
    /// The norms and definitions to decide, in this order.
    pub goals: Vec<Computed>,
    /// The days.
    pub clocks: Clocks,
    /// Whether reasons are wanted.
    pub explained: bool,
}

/// The answers to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The days.
    pub clocks: Clocks,
    /// The answers, norm by norm, instance by instance.
    pub answers: Vec<Answer>,
    /// The values of definitions, definition by definition, instance by instance.
    pub figures: Vec<Figure>,
    /// The reasons of each answer, where they were asked for.
    pub reasons: Vec<Vec<Reason>>,
    /// The citations among the reasons of each answer, where they were asked for.
    pub passages: Vec<Vec<Passage>>,
    /// Every step with what it was computed from, where reasons were asked for.
    pub graph: Option<Graph>,
}

/// Why there is no decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stopped {
    /// The machine refuses a fact: which, and why.
    Refused {
        /// What it is called.
        name: Words,
        /// Why.
        why: CaseError,
    },
    /// A limit was reached.
    Limit(LimitReached),
}

/// A goal that is no norm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownGoal {
    /// As written.
    pub name: String,
    /// The norm that was perhaps meant.
    pub nearest: Option<String>,
}

impl Engine {
    /// The norms and definitions that a list of names asks for; a questionnaire stands for its goals.
    ///
    /// # Errors
    /// The first name that is neither a norm, a definition nor a questionnaire.
    pub fn goals_named(&self, names: &[String]) -> Result<Vec<Computed>, UnknownGoal> {
        let mut goals = Vec::new();
        for name in names {
            let found = self
                .goal_named(name.trim())
                .ok_or_else(|| self.unknown_goal(name))?;
            for goal in found {
                if !goals.contains(&goal) {
                    goals.push(goal);
                }
            }
        }
        Ok(goals)
    }

    fn goal_named(&self, name: &str) -> Option<Vec<Computed>> {
        if let Some(norm) = self
            .model
            .norms
            .iter()
            .find(|norm| is_named(&norm.label, name))
        {
            return Some(vec![Computed::Norm(norm.id)]);
        }
        let forms = &self.model.questionnaires;
        if let Some(form) = forms.iter().find(|form| is_named(&form.label, name)) {
            return Some(form.goals.iter().copied().map(Computed::Norm).collect());
        }
        // Several objects may have a definition of this name: all are meant, unless the object stands before it.
        let (owner, own) = name
            .split_once('的')
            .map_or((None, name), |(owner, own)| (Some(owner), own));
        let is_own = |object: Option<ObjectId>| match (
            owner,
            object.and_then(|id| self.model.objects.get(id.index())),
        ) {
            (Some(owner), Some(object)) => is_named(&object.label, owner),
            (Some(_), None) => false,
            (None, _) => true,
        };
        let named = self.model.definitions.iter().filter(|one| {
            (is_named(&one.label, own) && is_own(one.object)) || is_named(&one.label, name)
        });
        let named: Vec<Computed> = named.map(|one| Computed::Definition(one.id)).collect();
        (!named.is_empty()).then_some(named)
    }

    fn unknown_goal(&self, name: &str) -> UnknownGoal {
        let norms = self.model.norms.iter().map(|norm| &norm.label);
        let definitions = self.model.definitions.iter().map(|one| &one.label);
        let labels = norms
            .chain(definitions)
            .chain(self.model.questionnaires.iter().map(|form| &form.label));
        let names = labels
            .flat_map(|label| std::iter::once(label.name.as_str()).chain(label.alias.as_deref()));
        UnknownGoal {
            name: name.to_owned(),
            nearest: nearest_name(name, names).map(str::to_owned),
        }
    }

    /// The norms of some kinds that the package declares or imports, in the order of the provisions that they rest on.
    #[must_use]
    pub fn norms_of(&self, kinds: &[Modality]) -> Vec<Computed> {
        let mut norms: Vec<_> = self
            .model
            .norms
            .iter()
            .filter(|norm| kinds.contains(&norm.modality) && !self.model.hidden.contains(&norm.id))
            .collect();
        norms.sort_by_key(|norm| {
            let first = norm
                .marks
                .basis
                .first()
                .and_then(|id| self.model.citations.get(id.index()));
            let place = first.map(|citation| {
                (
                    citation.instrument.is_none(),
                    citation.title.clone(),
                    citation.path.clone(),
                )
            });
            (place.is_none(), place, norm.span)
        });
        norms
            .into_iter()
            .map(|norm| Computed::Norm(norm.id))
            .collect()
    }

    /// What is decided where nothing is named: the rights; or all norms, where all are wanted or there is no right.
    #[must_use]
    pub fn goals_unnamed(&self, everything: bool) -> Vec<Computed> {
        use Modality::{Duty, Encouragement, Indicator, Permission, Prohibition, Right, Task};
        let rights = self.norms_of(&[Right]);
        if rights.is_empty() || everything {
            return self.norms_of(&[
                Right,
                Duty,
                Prohibition,
                Permission,
                Encouragement,
                Task,
                Indicator,
            ]);
        }
        rights
    }

    /// The days of a decision: those asked for, else the case's own, else this day.
    #[must_use]
    pub fn clocks(case: &Case, asked: [Option<Date>; 3], today: Date) -> Clocks {
        Self::days([case.as_of, case.law_as_of, case.known_as_of], asked, today)
    }

    /// The same, of the days that a case gives.
    pub(crate) fn days(own: [Option<Date>; 3], asked: [Option<Date>; 3], today: Date) -> Clocks {
        let ([as_of, law_as_of, known_as_of], [own_day, own_law, own_known]) = (asked, own);
        let as_of = as_of.or(own_day).unwrap_or(today);
        Clocks {
            as_of,
            law_as_of: law_as_of.or(own_law).unwrap_or(as_of),
            known_as_of: known_as_of.or(own_known).unwrap_or(as_of),
        }
    }

    /// The name nearest to one that does not exist, if one is near enough to be meant.
    #[must_use]
    pub fn nearest<'n>(
        &self,
        name: &str,
        names: impl IntoIterator<Item = &'n str>,
    ) -> Option<&'n str> {
        nearest_name(name, names)
    }

    /// The objects that norms or definitions are judged for.
    #[must_use]
    pub fn object_of(&self, goal: Computed) -> Option<ObjectId> {
        match goal {
            Computed::Norm(id) => self.model.norms.get(id.index())?.object,
            Computed::Definition(id) => self.model.definitions.get(id.index())?.object,
            Computed::Table(id) => self.model.tables.get(id.index())?.object,
        }
    }

    /// The example of this name.
    #[must_use]
    pub fn example(&self, name: &str) -> Option<&ExampleModel> {
        self.model
            .examples
            .iter()
            .find(|example| is_named(&example.label, name))
    }

    /// What an example asks about.
    #[must_use]
    pub fn goals_of(&self, example: &ExampleModel) -> Vec<Computed> {
        goals(example)
    }

    /// Decides a case.
    ///
    /// # Errors
    /// Why there is no decision.
    pub fn decide(&self, case: &Case, question: &Question) -> Result<Decision, Stopped> {
        let (mut decision, used) = self.decide_once(case, question)?;
        let plain = Question {
            explained: false,
            ..question.clone()
        };
        for (reading, taken) in used {
            self.try_others(case, &plain, (reading, taken), &mut decision)?;
        }
        Ok(decision)
    }

    /// Decides a case with the readings as they are; also says which readings were used.
    fn decide_once(
        &self,
        case: &Case,
        question: &Question,
    ) -> Result<(Decision, Vec<(ReadingId, u32)>), Stopped> {
        let mut machine = crate::vm::Case::new(&self.program, question.clocks);
        let places = lay(case, &mut machine).map_err(|refused| self.refused(&refused))?;
        let raw = run(&self.program, &machine, &question.goals, true)?;
        let instance = |of: Instance| instance_of(&self.model, &places, of);
        let text = |id: TextId| machine.text(id);
        let alone = places
            .values()
            .filter(|of| matches!(of, ExampleInstance::Direct(..)))
            .count()
            < 2;
        let shower = Shower {
            model: &self.model,
            instance: &instance,
            text: &text,
            alone,
        };
        let clocks = question.clocks;
        let mut decision = Decision {
            clocks,
            answers: Vec::new(),
            figures: Vec::new(),
            reasons: Vec::new(),
            passages: Vec::new(),
            graph: raw
                .trace
                .as_ref()
                .filter(|_| question.explained)
                .map(|trace| graph(&Explainer::new(trace, &self.texts, &shower))),
        };
        let rests = (raw.trace.as_ref()).map(|trace| Rests::new(&self.model, trace, clocks));
        for answer in &raw.definitions {
            let Some(mut figure) = shower.figure(answer) else {
                continue;
            };
            if let Some(rests) = &rests {
                let rest = rests.of_definition(answer);
                figure.figures = shower.figures(&rest, clocks.as_of);
                figure.doubts = shower.doubts(&rest);
            }
            decision.figures.push(figure);
        }
        let mut used = BTreeSet::new();
        for goal in &question.goals {
            for outcome in raw
                .norms
                .iter()
                .filter(|answer| Computed::Norm(answer.norm) == *goal)
            {
                let Some(mut answer) = shower.answer(outcome) else {
                    continue;
                };
                answer.readings = shower.readings(outcome);
                used.extend(outcome.grounds.readings.iter().copied());
                let no = matches!(
                    answer.verdict,
                    Verdict::Reached(Outcome::Fails | Outcome::NotApplicable)
                );
                if let Some(rests) = &rests {
                    let rest = rests.of_norm(outcome);
                    answer.figures = shower.figures(&rest, clocks.as_of);
                    answer.doubts = shower.doubts(&rest);
                }
                let told = rests.as_ref().filter(|_| no || question.explained);
                if let Some((trace, rests)) = raw.trace.as_ref().zip(told) {
                    let roots = rests.roots(outcome);
                    let mut explainer = Explainer::new(trace, &self.texts, &shower);
                    let reasons: Vec<Reason> = roots
                        .iter()
                        .flat_map(|root| explainer.reasons(*root))
                        .collect();
                    if no {
                        answer.because = failing(&reasons);
                    }
                    if question.explained {
                        decision.reasons.push(reasons);
                        if let Some(graph) = &mut decision.graph {
                            graph.rests(&roots);
                        }
                        let cited: Vec<_> = citations_under(trace, roots).into_iter().collect();
                        decision.passages.push(Passage::all(&self.model, &cited));
                    }
                }
                decision.answers.push(answer);
            }
        }
        Ok((decision, used.into_iter().collect()))
    }

    /// Runs the same decision with every other option of a reading and says where it differs.
    fn try_others(
        &self,
        case: &Case,
        question: &Question,
        (reading, taken): (ReadingId, u32),
        decision: &mut Decision,
    ) -> Result<(), Stopped> {
        let Some(declared) = self.model.readings.get(reading.index()) else {
            return Ok(());
        };
        let name = label_words(&declared.label);
        for (place, option) in declared.options.iter().enumerate() {
            let Some(other) = u32::try_from(place).ok().filter(|other| *other != taken) else {
                continue;
            };
            let mut changed = case.clone();
            changed.readings.insert(reading, other);
            let (there, _) = self.decide_once(&changed, question)?;
            for (answer, there) in decision.answers.iter_mut().zip(&there.answers) {
                let before = summary(answer);
                let after = summary(there);
                let differs = after != before;
                let figures = there.figures.iter().filter(|figure| {
                    differs && figure.is_doubtful() && !answer.figures.contains(figure)
                });
                let figures: Vec<_> = figures.cloned().collect();
                let doubts = there.doubts.iter();
                let doubts = doubts.filter(|doubt| differs && !answer.doubts.contains(doubt));
                let doubts: Vec<_> = doubts.cloned().collect();
                let Some(used) = answer.readings.iter_mut().find(|used| used.name == name) else {
                    continue;
                };
                used.others.push(OtherReading {
                    figures,
                    doubts,
                    option: option_words(&self.model, declared.choice, other)
                        .unwrap_or_else(Words::none),
                    says: option.words.clone(),
                    differs: differs.then_some(after),
                });
            }
        }
        Ok(())
    }

    /// Runs one example.
    #[must_use]
    pub fn run_example(&self, example: &ExampleModel) -> ExampleResult {
        match self.example_found(example) {
            Ok(result) => result,
            Err(stopped) => ExampleResult {
                name: example.label.name.clone(),
                span: example.span,
                expectations: example.expectations.len(),
                failures: vec![ExampleFailure {
                    expected: Words::new("可以判断", "it can be decided"),
                    found: stopped.words(),
                    why: Vec::new(),
                    span: example.span,
                }],
            },
        }
    }

    fn example_found(&self, example: &ExampleModel) -> Result<ExampleResult, Stopped> {
        let case = Case::of_example(example);
        let clocks = Self::clocks(&case, [None; 3], example.as_of);
        let mut machine = crate::vm::Case::new(&self.program, clocks);
        let places = lay(&case, &mut machine).map_err(|refused| self.refused(&refused))?;
        let raw = run(&self.program, &machine, &goals(example), asks_why(example))?;
        let instance = |of: Instance| instance_of(&self.model, &places, of);
        let text = |id: TextId| machine.text(id);
        let shower = Shower {
            model: &self.model,
            instance: &instance,
            text: &text,
            alone: false,
        };
        let mut reasons: BTreeSet<_> = BTreeSet::new();
        let rests = (raw.trace.as_ref()).map(|trace| Rests::new(&self.model, trace, clocks));
        let traced = raw.trace.as_ref().zip(rests.as_ref());
        for outcome in &raw.norms {
            let norm = self.model.norms.get(outcome.norm.index());
            reasons.extend(
                norm.into_iter()
                    .flat_map(|norm| norm.marks.basis.iter().copied()),
            );
            if let Some((trace, rests)) = traced {
                reasons.extend(citations_under(trace, rests.roots(outcome)));
            }
        }
        if let Some((trace, rests)) = traced {
            for answer in &raw.definitions {
                let declared = self.model.definitions.get(answer.definition.index());
                reasons.extend(
                    declared
                        .into_iter()
                        .flat_map(|one| one.marks.basis.iter().copied()),
                );
                reasons.extend(citations_under(trace, rests.root(answer)));
            }
        }
        let found = Found {
            norms: &raw.norms,
            definitions: &raw.definitions,
            reasons: &reasons,
            shower: &shower,
        };
        Ok(found.judge(example))
    }

    pub(crate) fn refused(&self, refused: &Refused) -> Stopped {
        let owner = refused
            .of
            .as_ref()
            .map(|of| instance_words(&self.model, of, false));
        let fact = refused
            .field
            .and_then(|id| self.model.fields.get(id.index()))
            .map(|field| label_words(&field.label));
        let name = match (owner, fact) {
            (Some(owner), Some(fact)) => Words::new(
                format!("{}的{}", owner.zh, fact.zh),
                format!("{} of {}", fact.en, owner.en),
            ),
            (Some(only), None) | (None, Some(only)) => only,
            (None, None) => Words::new("案件", "the case"),
        };
        Stopped::Refused {
            name,
            why: refused.error,
        }
    }
}

impl Stopped {
    /// Why, in a sentence.
    #[must_use]
    pub fn words(&self) -> Words {
        match self {
            Self::Refused { name, why } => {
                let why = refusal_words(why);
                Words::new(
                    format!("{}：{}", name.zh, why.zh),
                    format!("{}: {}", name.en, why.en),
                )
            }
            Self::Limit(LimitReached::Steps) => Words::new(
                "判断这个案件要走的步数太多，停下了；请把案件分小",
                "the decision takes too many steps and was stopped; split the case",
            ),
            Self::Limit(LimitReached::OtherProgram) => Words::new(
                "编译出的程序前后不一致，这是本软件的错误，请报告",
                "the compiled program is broken; this is an error of this software, please report it",
            ),
        }
    }
}

/// Why a fact is refused.
fn refusal_words(error: &CaseError) -> Words {
    let (zh, en) = match error {
        CaseError::NoSuchObject => ("没有这个对象", "there is no such object"),
        CaseError::NoSuchField => ("没有这个事实", "there is no such fact"),
        CaseError::NoSuchInstance => ("没有这个对象的这一个", "there is no such instance"),
        CaseError::NoSuchOption => ("没有这个选项", "there is no such option"),
        CaseError::OneInstance(_) => ("这个对象只有一个", "the object has exactly one instance"),
        CaseError::IsList(_) => ("这是列表，不是值", "this is a list, not a value"),
        CaseError::NoList(_) => ("这不是列表", "this is not a list"),
        CaseError::GivenTwice(_) => ("给了两次", "it is given twice"),
        CaseError::FoundTwice(_) => ("认定了两次", "it is found twice"),
        CaseError::WrongType(_) => ("值的种类不对", "the value has another type"),
        CaseError::NotWhole(_) => ("应是整数", "the number must be whole"),
        CaseError::BelowLeast(_) => ("低于声明的下限", "the value is below the declared least"),
        CaseError::AboveGreatest(_) => {
            ("超过声明的上限", "the value is above the declared greatest")
        }
        CaseError::NoBounds(_) => (
            "只有数和日期可以给范围",
            "only numbers and days have bounds",
        ),
        CaseError::Crossed(_) => ("下限大于上限", "the low bound is above the high one"),
        CaseError::Length { .. } => (
            "列表的项数不在声明的范围内",
            "the list is too short or too long",
        ),
        CaseError::TooManyMembers { .. } | CaseError::TooManyInstances => {
            ("项数太多", "there are too many members")
        }
    };
    Words::new(zh, en)
}

/// The instance of the case that one of the machine's is.
pub(crate) fn instance_of(model: &Model, places: &Places, of: Instance) -> Option<ExampleInstance> {
    if let Some(known) = places.get(&of) {
        return Some(known.clone());
    }
    let object = of.object?;
    let declared = model.objects.get(object.index())?;
    declared
        .lists
        .is_empty()
        .then_some(ExampleInstance::Root(object))
}

/// An answer in one line: what came out, how it stands, the figures.
#[must_use]
pub fn summary(answer: &Answer) -> Words {
    let mut words = verdict_words(&answer.verdict);
    let mut add = |more: &Words| {
        words = Words::new(
            format!("{}，{}", words.zh, more.zh),
            format!("{}, {}", words.en, more.en),
        );
    };
    if let Some(state) = answer.state {
        add(&state_words(state));
    }
    if let Some(measured) = answer
        .measured
        .as_ref()
        .filter(|measured| !measured.unknown)
    {
        add(&measured.words);
    }
    for grant in answer.grants.iter().filter(|grant| grant.value.is_some()) {
        add(&grant_words(grant));
    }
    words
}
