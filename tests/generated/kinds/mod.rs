//! The kinds of declarations, statements, terms and cases that a package holds, counted.
//!
//! Every match is exhaustive: a new construct of the model does not compile here until it is named, and the list of names is what the
//! generator must reach.

mod every;
mod names;

use std::collections::BTreeMap;

use tiaoli::check::{
    Aggregate, Clock, Collection, DeadlineModel, Evidence, ExampleInstance, ExampleModel,
    ExampleValue, Exception, FieldKind, Grant, GrantBound, HitPolicy, Instance, ListOf, Modality,
    Model, Norm, ShiftUnit, Term, TermKind, TermUnit, Type,
};

pub use self::every::every;
use self::names::{
    constant_name, function_name, operator_name, per_name, relation_name, type_name,
};

/// How often each kind was met.
#[derive(Debug, Default)]
pub struct Met(pub BTreeMap<String, usize>);

impl Met {
    /// What a checked package holds; a kind counts once a package.
    pub fn see(&mut self, model: &Model) {
        let mut seen = Seen {
            model,
            kinds: BTreeMap::new(),
        };
        seen.declared();
        for definition in &model.definitions {
            seen.definition(definition);
        }
        for table in &model.tables {
            seen.table(table);
        }
        for norm in &model.norms {
            seen.norm(norm);
        }
        for example in &model.examples {
            seen.example(example);
        }
        for kind in seen.kinds.into_keys() {
            *self.0.entry(kind).or_default() += 1;
        }
    }
}

struct Seen<'m> {
    model: &'m Model,
    kinds: BTreeMap<String, ()>,
}

impl Seen<'_> {
    fn add(&mut self, group: &str, kind: &str) {
        self.kinds.insert(format!("{group}: {kind}"), ());
    }

    fn alone(&mut self, kind: &str) {
        self.kinds.insert(kind.to_owned(), ());
    }

    fn when(&mut self, holds: bool, kind: &str) {
        if holds {
            self.alone(kind);
        }
    }

    fn declared(&mut self) {
        let model = self.model;
        for choice in &model.choices {
            self.add(
                "choice",
                if choice.ordered {
                    "ordered"
                } else {
                    "unordered"
                },
            );
        }
        for parameter in &model.parameters {
            self.add("parameter", &format!("of {}", type_name(&parameter.ty)));
            let several = parameter.lines.len() > 1;
            self.add("parameter lines", if several { "several" } else { "one" });
            for line in &parameter.lines {
                self.when(line.published.is_some(), "parameter lines: published later");
            }
            let last = parameter.lines.last().expect("a line");
            self.when(last.in_force.until.is_some(), "parameter lines: ended");
        }
        self.when(!model.findings.is_empty(), "finding");
        self.when(!model.readings.is_empty(), "reading");
        self.when(!model.repeals.is_empty(), "repeal");
        self.when(!model.declaratories.is_empty(), "declaratory");
        self.when(!model.calendars.is_empty(), "calendar");
        self.when(!model.units.is_empty(), "unit");
        self.when(!model.questionnaires.is_empty(), "questionnaire");
        for finding in &model.findings {
            self.when(finding.object.is_some(), "of an object: finding");
        }
        let conventions = &model.conventions;
        self.when(!conventions.periods.is_empty(), "convention: periods");
        self.add(
            "convention",
            match conventions.age.expect("a convention") {
                tiaoli::quantity::AgeRule::OnBirthday => "birthday",
                tiaoli::quantity::AgeRule::DayAfter => "day after",
            },
        );
    }

    fn definition(&mut self, definition: &tiaoli::check::Definition) {
        self.add("definition", &format!("of {}", type_name(&definition.ty)));
        self.when(definition.object.is_some(), "of an object: definition");
        self.when(
            definition.in_force.from.is_some(),
            "definition in force for a time",
        );
        self.terms(&definition.value);
        for exception in &definition.exceptions {
            self.alone("exception of a definition");
            self.when(
                !exception.overrides.is_empty(),
                "overrides: by a definition",
            );
            self.terms(&exception.condition);
            self.terms(&exception.value);
        }
    }

    fn table(&mut self, table: &tiaoli::check::TableModel) {
        self.when(table.object.is_some(), "of an object: table");
        self.add(
            "table",
            match table.hit {
                HitPolicy::Unique => "unique",
                HitPolicy::First => "first",
                HitPolicy::Sum => "sum",
            },
        );
        let number = |several| if several { "several" } else { "one" };
        self.add("table columns", number(table.inputs.len() > 1));
        self.add("table results", number(table.outputs.len() > 1));
        for row in &table.rows {
            // 其余 is settled as the opposite of the other rows.
            row.condition.each(|term| {
                if matches!(&term.kind, TermKind::Not(inner) if matches!(inner.kind, TermKind::Any(_))) {
                    self.kinds.insert("table otherwise".to_owned(), ());
                }
            });
            self.terms(&row.condition);
            for value in &row.values {
                self.terms(value);
            }
        }
    }

    fn norm(&mut self, norm: &Norm) {
        self.add(
            "modality",
            match norm.modality {
                Modality::Right => "right",
                Modality::Duty => "duty",
                Modality::Prohibition => "prohibition",
                Modality::Permission => "permission",
                Modality::Encouragement => "encouragement",
                Modality::Task => "task",
                Modality::Indicator => "indicator",
            },
        );
        self.add(
            "norm",
            if norm.object.is_some() {
                "of an object"
            } else {
                "of the case"
            },
        );
        self.when(norm.object.is_some(), "of an object: norm");
        self.when(norm.subject.is_some(), "norm: with a subject");
        self.when(norm.condition.is_none(), "norm: without a condition");
        self.when(norm.in_force.until.is_some(), "norm: in force for a time");
        let repealed = norm.marks.basis.iter().any(|citation| {
            self.model.citations[citation.index()]
                .title
                .contains("废规")
        });
        self.when(repealed, "norm: of a repealed instrument");
        for term in norm.terms() {
            self.terms(term);
        }
        for exception in &norm.exceptions {
            self.exception(exception);
        }
        self.grants(&norm.grants);
        self.duty(norm);
        self.prohibited(norm);
        self.measured(norm);
    }

    fn exception(&mut self, exception: &Exception<Option<Vec<Grant>>>) {
        let ends = exception.value.is_none();
        self.add(
            "exception of a norm",
            if ends { "that ends" } else { "that grants" },
        );
        self.when(!exception.overrides.is_empty(), "overrides: by a norm");
        self.grants(exception.value.as_deref().unwrap_or_default());
    }

    fn grants(&mut self, grants: &[Grant]) {
        for grant in grants {
            self.add("grants", if grants.len() > 1 { "several" } else { "one" });
            self.add(
                "grant",
                match grant.bound {
                    GrantBound::Exact => "exact",
                    GrantBound::AtLeast => "floor",
                    GrantBound::AtMost => "ceiling",
                },
            );
            if let Some(per) = grant.per {
                self.add("per", per_name(per));
            }
        }
    }

    fn duty(&mut self, norm: &Norm) {
        match &norm.deadline {
            Some(DeadlineModel::Within { unit, roll, .. }) => {
                self.add(
                    "deadline",
                    match unit {
                        TermUnit::Days => "days",
                        TermUnit::Months => "months",
                        TermUnit::Workdays(_) => "working days",
                    },
                );
                self.add(
                    "deadline rolled off a holiday",
                    if roll.is_some() { "yes" } else { "no" },
                );
            }
            Some(DeadlineModel::By(_)) => self.add("deadline", "by a day"),
            Some(DeadlineModel::Every(per)) => {
                self.add("deadline", &format!("every {}", per_name(*per)));
            }
            Some(DeadlineModel::Words(_)) => self.add("deadline", "in words"),
            None => {}
        }
        match (&norm.done_when, &norm.done_on) {
            (Some(_), Some(_)) => self.add("done", "by both"),
            (Some(_), None) => self.add("done", "by a mark"),
            (None, Some(_)) => self.add("done", "by a day"),
            (None, None) => {}
        }
        for evidence in &norm.evidence {
            self.add(
                "evidence",
                match evidence {
                    Evidence::Words(_) => "in words",
                    Evidence::Fact(..) => "in facts",
                },
            );
        }
    }

    fn prohibited(&mut self, norm: &Norm) {
        if norm.modality == Modality::Prohibition {
            let told = norm.violated_when.is_some();
            self.add("violated", if told { "told" } else { "never told" });
        }
    }

    fn measured(&mut self, norm: &Norm) {
        let Some(measure) = &norm.measure else { return };
        self.when(measure.formula.ty == Type::Boolean, "measure: of a truth");
        self.when(measure.alert.is_some(), "alert");
        self.when(measure.baseline.is_some(), "baseline");
        match &measure.target {
            None => self.add("measure", "without"),
            Some(target) => {
                self.add("measure", "with a target");
                let fixed = matches!(target.value.kind, TermKind::Constant(_));
                self.add("target", if fixed { "fixed" } else { "computed" });
            }
        }
    }

    fn terms(&mut self, term: &Term) {
        term.each(|term| self.term(term));
    }

    fn term(&mut self, term: &Term) {
        self.add("type", type_name(&term.ty));
        let name = match &term.kind {
            TermKind::Constant(constant) => {
                self.add("constant", constant_name(constant));
                return;
            }
            TermKind::Clock(clock) => {
                self.add(
                    "clock",
                    match clock {
                        Clock::AsOf => "judged",
                        Clock::LawAsOf => "law",
                        Clock::KnownAsOf => "known",
                    },
                );
                "clock"
            }
            TermKind::Field { of, .. } => self.named("field", Some(of)),
            TermKind::Definition { of, .. } => self.named("definition", of.as_ref()),
            TermKind::Finding { of, .. } => self.named("finding", of.as_ref()),
            TermKind::Table { of, .. } => self.named("table", of.as_ref()),
            TermKind::Holds { of, .. } => self.named("holds", of.as_ref()),
            TermKind::Granted { of, .. } => self.named("granted", of.as_ref()),
            TermKind::Parameter { on, .. } => {
                let law = on.is_none();
                self.add(
                    "parameter",
                    if law {
                        "on the day of the law"
                    } else {
                        "on another day"
                    },
                );
                "parameter"
            }
            TermKind::Reading(_) => "reading",
            TermKind::Arithmetic(operator, ..) => {
                self.add("operator", operator_name(*operator));
                "arithmetic"
            }
            TermKind::Negative(_) => "negative",
            TermKind::Shift { amount, by, .. } => {
                self.add(
                    "shift",
                    match by {
                        ShiftUnit::Days => "days",
                        ShiftUnit::Months => "months",
                        ShiftUnit::Workdays(_) => "working days",
                    },
                );
                let written = matches!(amount.kind, TermKind::Constant(_));
                self.add(
                    "shift by",
                    if written {
                        "what is written"
                    } else {
                        "what is computed"
                    },
                );
                "shift"
            }
            TermKind::Function(function, _) => {
                self.add("function", function_name(*function));
                "function"
            }
            TermKind::Round { .. } => "round",
            TermKind::Compare(relation, left, _) => {
                self.add("relation", relation_name(*relation));
                self.compared(&left.ty);
                "compare"
            }
            TermKind::Member { negated, .. } => {
                self.add("negated", if *negated { "yes" } else { "no" });
                "member"
            }
            TermKind::All(items) | TermKind::Any(items) => {
                let numbered = items.iter().any(|item| item.enumerator.is_some());
                self.when(numbered, "enumerated: yes");
                if matches!(term.kind, TermKind::All(_)) {
                    "all"
                } else {
                    "any"
                }
            }
            TermKind::Not(_) => "not",
            TermKind::Exists {
                collection,
                condition,
            } => {
                self.collection(collection);
                self.add(
                    "exists",
                    if condition.is_some() {
                        "a condition"
                    } else {
                        "members"
                    },
                );
                "exists"
            }
            TermKind::Every { collection, .. } => {
                self.collection(collection);
                "every"
            }
            TermKind::Aggregate {
                aggregate,
                collection,
                ..
            } => {
                self.collection(collection);
                self.add(
                    "aggregate",
                    match aggregate {
                        Aggregate::Count => "count",
                        Aggregate::Sum => "sum",
                        Aggregate::Greatest => "greatest",
                        Aggregate::Least => "least",
                    },
                );
                self.add("aggregate of", type_name(&term.ty));
                "aggregate"
            }
            TermKind::Cases { cases, otherwise } => {
                self.add("cases", if cases.len() > 1 { "several" } else { "one" });
                self.add(
                    "other case",
                    if otherwise.is_some() { "given" } else { "none" },
                );
                "cases"
            }
            TermKind::Brackets { bands, .. } => {
                let fixed = bands
                    .iter()
                    .filter_map(|(upper, _)| upper.as_ref())
                    .all(|upper| matches!(upper.kind, TermKind::Constant(_)));
                self.add("bands", if fixed { "fixed" } else { "computed" });
                "brackets"
            }
        };
        self.add("term", name);
    }

    fn compared(&mut self, ty: &Type) {
        let graded = matches!(ty, Type::Choice(id) if self.model.choices[id.index()].ordered);
        self.add("compared", if graded { "grade" } else { type_name(ty) });
    }

    fn named(&mut self, kind: &'static str, of: Option<&Instance>) -> &'static str {
        if let Some(of) = of {
            self.instance(of);
        }
        kind
    }

    fn instance(&mut self, instance: &Instance) {
        self.add(
            "instance",
            match instance {
                Instance::Root(_) => "root",
                Instance::Bound(_) => "bound",
                Instance::OwnerOf { .. } => "owner",
            },
        );
    }

    fn collection(&mut self, collection: &Collection) {
        let nested = collection.generators.len() > 1;
        self.add("lists", if nested { "within another" } else { "one" });
        for generator in &collection.generators {
            self.add(
                "filter",
                if generator.filter.is_some() {
                    "some"
                } else {
                    "none"
                },
            );
            self.add(
                "level",
                ["first", "second", "third"][generator.level.min(2) as usize],
            );
            self.add(
                "list",
                match &generator.list {
                    ListOf::Field { .. } => "of an instance",
                    ListOf::All(_) => "all of an object",
                },
            );
            if let ListOf::Field { of, .. } = &generator.list {
                self.instance(of);
            }
        }
    }

    fn example(&mut self, example: &ExampleModel) {
        let law = example.law_as_of.unwrap_or(example.as_of);
        let known = example.known_as_of.unwrap_or(example.as_of);
        self.when(law == example.as_of && known == law, "clocks: all the same");
        let apart = law != example.as_of && known != example.as_of && law != known;
        self.when(apart, "clocks: three of their own");
        for fact in &example.facts {
            let depth = self.given(&fact.of);
            match &fact.value {
                ExampleValue::Exactly(constant) => {
                    self.add("fact", "known");
                    self.add("fact of", constant_name(constant));
                }
                ExampleValue::Between(low, high) => {
                    self.when(low.is_some(), "fact: bounded below");
                    self.when(high.is_some(), "fact: bounded above");
                }
                ExampleValue::Length(length) => {
                    self.add("list", if *length == 0 { "empty" } else { "given" });
                    self.when(depth > 0, "list within a list: given");
                }
            }
        }
        let root = |field: &&tiaoli::check::Field| {
            self.model.objects[field.object.index()].lists.is_empty()
        };
        let (mut left_out, mut default, mut list, mut inner) = (false, false, false, false);
        for (place, field) in self.model.fields.iter().enumerate() {
            let given = example
                .facts
                .iter()
                .filter(|fact| fact.field.index() == place)
                .count();
            let is_list = matches!(field.kind, FieldKind::List { .. });
            left_out |= given == 0 && !is_list;
            default |= given == 0 && field.default.is_some();
            list |= given == 0 && is_list && root(&field);
            inner |= given == 0 && is_list && !root(&field);
        }
        self.when(left_out, "fact: not given");
        self.when(default, "fact: with a default");
        self.when(list, "list: not given");
        self.when(inner, "list within a list: not given");
        for finding in &example.findings {
            self.add(
                "finding made",
                match &finding.of {
                    None => "of the case",
                    Some(ExampleInstance::Direct(..)) => "of an instance given directly",
                    Some(_) => "of an object",
                },
            );
        }
        self.when(!example.readings.is_empty(), "reading taken");
    }

    /// How deep an instance stands in lists.
    fn given(&mut self, of: &ExampleInstance) -> usize {
        let (depth, name) = match of {
            ExampleInstance::Root(_) => (0, "root"),
            ExampleInstance::Direct(..) => (0, "directly"),
            ExampleInstance::Member { owner, .. } => match owner.as_ref() {
                ExampleInstance::Member { .. } => (2, "member of a member"),
                ExampleInstance::Root(_) | ExampleInstance::Direct(..) => (1, "member"),
            },
        };
        self.add("instance given", name);
        depth
    }
}
