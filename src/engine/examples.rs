//! The examples of a package: what each expects, what came, and whether they agree.

use std::collections::BTreeSet;

use crate::check::{
    CitationId, Computed, Constant, ExampleExpectation, ExampleModel, Expectation, ExpectationKind,
    FieldId, Model, NormId, Relation,
};
use crate::diagnostic::Words;
use crate::source::Span;
use crate::vm::{DefinitionAnswer, Missing, NormAnswer, Outcome, State, Value};

use super::answer::{
    Shower, expectation_words, label_words, relation_words, state_words, verdict_words,
};
use super::facts::show_constant;

/// What came of an example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExampleResult {
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub span: Span,
    /// How many things it expects.
    pub expectations: usize,
    /// What it expects and did not get; none where it passed.
    pub failures: Vec<ExampleFailure>,
}

/// Something that an example expects and did not get.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExampleFailure {
    /// What was expected.
    pub expected: Words,
    /// What came.
    pub found: Words,
    /// Why it came, as far as it is known.
    pub why: Vec<Words>,
    /// Where the expectation is written.
    pub span: Span,
}

/// All that the expectations of an example are compared with.
pub(crate) struct Found<'a> {
    /// The answers about norms, instance by instance.
    pub(crate) norms: &'a [NormAnswer],
    /// The answers about definitions, instance by instance.
    pub(crate) definitions: &'a [DefinitionAnswer],
    /// The citations among the reasons of these answers.
    pub(crate) reasons: &'a BTreeSet<CitationId>,
    /// How values are shown.
    pub(crate) shower: &'a Shower<'a>,
}

/// What an example asks about.
pub(crate) fn goals(example: &ExampleModel) -> Vec<Computed> {
    let goals = example
        .expectations
        .iter()
        .filter_map(|expectation| match &expectation.kind {
            ExpectationKind::Outcome { norm, .. } | ExpectationKind::NormValue { norm, .. } => {
                Some(Computed::Norm(*norm))
            }
            ExpectationKind::DefinitionValue { definition, .. } => {
                Some(Computed::Definition(*definition))
            }
            ExpectationKind::Missing(_) | ExpectationKind::Because(_) => None,
        });
    let goals: BTreeSet<Computed> = goals.collect();
    goals.into_iter().collect()
}

/// Whether an example asks for reasons.
pub(crate) fn asks_why(example: &ExampleModel) -> bool {
    example
        .expectations
        .iter()
        .any(|one| matches!(one.kind, ExpectationKind::Because(_)))
}

impl Found<'_> {
    /// What came of an example.
    pub(crate) fn judge(&self, example: &ExampleModel) -> ExampleResult {
        let failures = example
            .expectations
            .iter()
            .flat_map(|expectation| self.failures(expectation));
        ExampleResult {
            name: example.label.name.clone(),
            span: example.span,
            expectations: example.expectations.len(),
            failures: failures.collect(),
        }
    }

    fn model(&self) -> &Model {
        self.shower.model
    }

    fn failures(&self, expectation: &ExampleExpectation) -> Vec<ExampleFailure> {
        let fail = |expected: Words, found: Words, why: Vec<Words>| ExampleFailure {
            expected,
            found,
            why,
            span: expectation.span,
        };
        match &expectation.kind {
            ExpectationKind::Outcome {
                norm,
                number,
                expectation: wanted,
            } => {
                let name = self.norm_name(*norm);
                let expected = joined(&name, &expectation_words(*wanted));
                let answers = chosen(
                    self.norms.iter().filter(|answer| answer.norm == *norm),
                    *number,
                );
                if answers.is_empty() {
                    return vec![fail(expected, self.nobody(*number), Vec::new())];
                }
                let wrong = answers.into_iter().filter(|answer| !came(answer, *wanted));
                wrong
                    .map(|answer| fail(expected.clone(), self.told(answer), self.why(answer)))
                    .collect()
            }
            ExpectationKind::NormValue {
                norm,
                number,
                relation,
                value,
            } => {
                let expected = self.compared(
                    &self.norm_name(*norm),
                    *relation,
                    value,
                    self.norm_unit(*norm),
                );
                let answers = chosen(
                    self.norms.iter().filter(|answer| answer.norm == *norm),
                    *number,
                );
                if answers.is_empty() {
                    return vec![fail(expected, self.nobody(*number), Vec::new())];
                }
                let wrong = answers.into_iter().filter(|answer| {
                    let found = answer
                        .measured
                        .or_else(|| answer.grants.first().and_then(|grant| grant.value));
                    !found.is_some_and(|found| self.satisfies(&found, *relation, value))
                });
                wrong
                    .map(|answer| fail(expected.clone(), self.told(answer), self.why(answer)))
                    .collect()
            }
            ExpectationKind::DefinitionValue {
                definition,
                number,
                relation,
                value,
            } => {
                let declared = self.model().definitions.get(definition.index());
                let name = declared.map_or_else(Words::none, |one| label_words(&one.label));
                let unit = declared.and_then(|one| one.unit.as_ref());
                let expected = self.compared(&name, *relation, value, unit);
                let answers = chosen(
                    self.definitions
                        .iter()
                        .filter(|answer| answer.definition == *definition),
                    *number,
                );
                if answers.is_empty() {
                    return vec![fail(expected, self.nobody(*number), Vec::new())];
                }
                let wrong = answers
                    .into_iter()
                    .filter(|answer| !self.satisfies(&answer.value, *relation, value));
                let shown = wrong.map(|answer| {
                    let found = declared.map_or_else(Words::none, |one| {
                        self.shower.value(&one.ty, one.unit.as_ref(), &answer.value)
                    });
                    fail(
                        expected.clone(),
                        joined(&name, &found),
                        self.lacking(&answer.grounds.missing),
                    )
                });
                shown.collect()
            }
            ExpectationKind::Missing(fields) => self
                .missing_failures(fields)
                .map_or_else(Vec::new, |(expected, found)| {
                    vec![fail(expected, found, Vec::new())]
                }),
            ExpectationKind::Because(citations) => {
                let absent = citations.iter().filter(|id| !self.is_reason(**id));
                let shown = absent.map(|id| {
                    let expected = self.citation_words(*id);
                    let expected = Words::new(
                        format!("因为：{}", expected.zh),
                        format!("because: {}", expected.en),
                    );
                    let reasons: Vec<Words> = self
                        .reasons
                        .iter()
                        .map(|id| self.citation_words(*id))
                        .collect();
                    fail(
                        expected,
                        Words::new("理由里没有这一条", "it is not among the reasons"),
                        reasons,
                    )
                });
                shown.collect()
            }
        }
    }

    fn norm_name(&self, norm: NormId) -> Words {
        self.model()
            .norms
            .get(norm.index())
            .map_or_else(Words::none, |norm| label_words(&norm.label))
    }

    fn norm_unit(&self, norm: NormId) -> Option<&crate::quantity::Unit> {
        let norm = self.model().norms.get(norm.index())?;
        let measured = norm
            .measure
            .as_ref()
            .and_then(|measure| measure.unit.as_ref());
        measured.or_else(|| norm.grants.first().and_then(|grant| grant.unit.as_ref()))
    }

    fn nobody(&self, number: Option<u32>) -> Words {
        match number {
            Some(number) => {
                let number = number.saturating_add(1);
                Words::new(
                    format!("案件里没有第{number}个"),
                    format!("the case has no instance no. {number}"),
                )
            }
            None => Words::new(
                "案件里没有可以判断的对象",
                "the case has no instance to judge",
            ),
        }
    }

    fn compared(
        &self,
        name: &Words,
        relation: Relation,
        value: &Constant,
        unit: Option<&crate::quantity::Unit>,
    ) -> Words {
        let value = show_constant(self.model(), value, unit);
        if relation == Relation::Equal {
            return Words::new(
                format!("{} ＝ {}", name.zh, value.zh),
                format!("{} = {}", name.en, value.en),
            );
        }
        let compared = relation_words(relation);
        Words::new(
            format!("{} {} {}", name.zh, compared.zh, value.zh),
            format!("{} {} {}", name.en, compared.en, value.en),
        )
    }

    /// What came out of a norm, in one line.
    fn told(&self, answer: &NormAnswer) -> Words {
        let Some(shown) = self.shower.answer(answer) else {
            return Words::none();
        };
        let mut words = joined(&self.norm_name(answer.norm), &verdict_words(&shown.verdict));
        let mut add = |more: &Words| {
            words = Words::new(
                format!("{}，{}", words.zh, more.zh),
                format!("{}, {}", words.en, more.en),
            );
        };
        if let Some(instance) = &shown.instance {
            add(instance);
        }
        if let Some(state) = shown.state {
            add(&state_words(state));
        }
        if let Some(measured) = &shown.measured {
            add(&measured.words);
        }
        for grant in shown.grants.iter().filter(|grant| grant.value.is_some()) {
            add(&super::answer::grant_words(grant));
        }
        words
    }

    fn why(&self, answer: &NormAnswer) -> Vec<Words> {
        let fault = answer
            .outcome
            .err()
            .into_iter()
            .map(|fault| super::answer::fault_words(&fault));
        fault.chain(self.lacking(&answer.grounds.missing)).collect()
    }

    fn lacking(&self, missing: &[Missing]) -> Vec<Words> {
        let items = self.shower.missing(missing);
        items
            .iter()
            .map(|item| {
                Words::new(
                    format!("缺：{}", item.name.zh),
                    format!("missing: {}", item.name.en),
                )
            })
            .collect()
    }

    /// Whether a value surely stands in a relation to a constant.
    fn satisfies(&self, found: &Value, relation: Relation, value: &Constant) -> bool {
        let reversed = match value {
            Constant::Choice(id, _) => self
                .model()
                .choices
                .get(id.index())
                .is_some_and(|choice| choice.ordered),
            _ => false,
        };
        let (low, high) = match (found, value) {
            (Value::Boolean { low, high }, Constant::Boolean(value)) => {
                (low.cmp(value), high.cmp(value))
            }
            (
                Value::Number {
                    low: Some(low),
                    high: Some(high),
                },
                Constant::Number(value),
            ) => (low.cmp(value), high.cmp(value)),
            (
                Value::Number {
                    low: Some(low),
                    high: None,
                },
                Constant::Number(value),
            ) => (low.cmp(value), core::cmp::Ordering::Greater),
            (
                Value::Number {
                    low: None,
                    high: Some(high),
                },
                Constant::Number(value),
            ) => (core::cmp::Ordering::Less, high.cmp(value)),
            (
                Value::Date {
                    low: Some(low),
                    high: Some(high),
                },
                Constant::Date(value),
            ) => (low.cmp(value), high.cmp(value)),
            (Value::Choice { low, high }, Constant::Choice(_, value)) if reversed => {
                (value.cmp(high), value.cmp(low))
            }
            (Value::Choice { low, high }, Constant::Choice(_, value)) => {
                (low.cmp(value), high.cmp(value))
            }
            (Value::Text(Some(id)), Constant::Text(words)) => {
                let same = (self.shower.text)(*id) == Some(words.as_str());
                return match relation {
                    Relation::Equal => same,
                    Relation::NotEqual => !same,
                    _ => false,
                };
            }
            _ => return false,
        };
        match relation {
            Relation::Less => high.is_lt(),
            Relation::AtMost => high.is_le(),
            Relation::Greater => low.is_gt(),
            Relation::AtLeast => low.is_ge(),
            Relation::Equal => low.is_eq() && high.is_eq(),
            Relation::NotEqual => high.is_lt() || low.is_gt(),
        }
    }

    /// The facts that are missing over all goals, where they are not those expected: both in words.
    fn missing_failures(&self, fields: &[FieldId]) -> Option<(Words, Words)> {
        let norms = self.norms.iter().flat_map(|answer| {
            let grants = answer.grants.iter().flat_map(|grant| grant.missing.iter());
            answer.grounds.missing.iter().chain(grants)
        });
        let definitions = self
            .definitions
            .iter()
            .flat_map(|answer| answer.grounds.missing.iter());
        let found: BTreeSet<FieldId> = norms
            .chain(definitions)
            .filter_map(|missing| match missing {
                Missing::Fact(_, field) | Missing::Bounded(_, field) | Missing::List(_, field) => {
                    Some(*field)
                }
                Missing::Finding(..) | Missing::Calendar(_) | Missing::Owner => None,
            })
            .collect();
        let expected: BTreeSet<FieldId> = fields.iter().copied().collect();
        if found == expected {
            return None;
        }
        Some((
            self.fields_words("缺：", "missing: ", &expected),
            self.fields_words("缺：", "missing: ", &found),
        ))
    }

    fn fields_words(&self, zh: &str, en: &str, fields: &BTreeSet<FieldId>) -> Words {
        let names = fields.iter().filter_map(|id| {
            let field = self.model().fields.get(id.index())?;
            let object = super::answer::object_words(self.model(), field.object);
            let own = label_words(&field.label);
            Some(Words::new(
                format!("{}的{}", object.zh, own.zh),
                format!("{} of {}", own.en, object.en),
            ))
        });
        let names: Vec<Words> = names.collect();
        if names.is_empty() {
            return Words::new(format!("{zh}无"), format!("{en}nothing"));
        }
        let listed = |pick: fn(&Words) -> &str, mark: &str| {
            names.iter().map(pick).collect::<Vec<_>>().join(mark)
        };
        Words::new(
            format!("{zh}{}", listed(|words| &words.zh, "、")),
            format!("{en}{}", listed(|words| &words.en, ", ")),
        )
    }

    fn is_reason(&self, expected: CitationId) -> bool {
        let citations = &self.model().citations;
        let Some(expected) = citations.get(expected.index()) else {
            return false;
        };
        self.reasons
            .iter()
            .filter_map(|id| citations.get(id.index()))
            .any(|reason| {
                let same = match (reason.instrument, expected.instrument) {
                    (Some(left), Some(right)) => left == right,
                    _ => reason.title == expected.title,
                };
                same && (reason.path.is_within(&expected.path)
                    || expected.path.is_within(&reason.path))
            })
    }

    fn citation_words(&self, id: CitationId) -> Words {
        super::answer::Passage::of(self.model(), id)
            .map_or_else(Words::none, |passage| passage.words())
    }
}

fn joined(name: &Words, what: &Words) -> Words {
    Words::new(
        format!("{} {}", name.zh, what.zh),
        format!("{}: {}", name.en, what.en),
    )
}

/// All, or only the nth.
fn chosen<'a, T>(answers: impl Iterator<Item = &'a T>, number: Option<u32>) -> Vec<&'a T> {
    match number.map(|number| usize::try_from(number).unwrap_or(usize::MAX)) {
        Some(number) => answers.skip(number).take(1).collect(),
        None => answers.collect(),
    }
}

/// Whether an answer is the one expected.
fn came(answer: &NormAnswer, expected: Expectation) -> bool {
    let outcome = |wanted: Outcome| answer.outcome == Ok(wanted);
    let state = |wanted: State| answer.outcome.is_ok() && answer.state == Some(wanted);
    match expected {
        Expectation::Holds => outcome(Outcome::Holds),
        Expectation::Fails => outcome(Outcome::Fails),
        Expectation::Pending => outcome(Outcome::Pending),
        Expectation::AwaitsFinding => outcome(Outcome::AwaitsFinding),
        Expectation::NotApplicable => outcome(Outcome::NotApplicable),
        Expectation::NotDue => state(State::NotDue),
        Expectation::NotPerformed => state(State::NotPerformed),
        Expectation::Performed => state(State::Performed),
        Expectation::PerformedLate => state(State::PerformedLate),
        Expectation::Overdue => state(State::Overdue),
        Expectation::Complied => state(State::Complied),
        Expectation::Violated => state(State::Violated),
        Expectation::Met => state(State::Met),
        Expectation::NotMet => state(State::NotMet),
        Expectation::Undetermined => state(State::Undetermined),
        Expectation::Faulty => answer.outcome.is_err(),
    }
}
