//! What is still to be asked of a case, and in which order.
//!
//! In come what is known of a case and what is wanted of it; out go the facts that can still change an answer. What is given
//! already is never among them, nor what can no longer matter: the machine says of every answer that is not settled on what it
//! still rests, and of a settled one that it rests on nothing more.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::{
    Computed, ExampleInstance, ExampleValue, FieldId, ObjectId, QuestionnaireModel,
};
use crate::vm::{Instance, Missing, TextId};

use super::answer::{MissingItem, Shower};
use super::case::Case;
use super::decide::{Question, Stopped, instance_of};
use super::facts::{FactEntry, entry};
use super::lay::{Places, lay};
use super::open::{Engine, is_named};
use super::run::{Raw, run};

/// What is still to be asked of a case.
///
/// # Invariants
/// No two questions have one path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inquiry {
    /// The questions, in the order in which to ask them.
    pub open: Vec<OpenQuestion>,
    /// Whether an answer may raise further questions: each member of a list has its own.
    pub may_grow: bool,
}

/// A question that is still open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenQuestion {
    /// What is missing.
    pub item: MissingItem,
    /// What an answer may be; none for a finding, which is made by somebody else.
    pub entry: Option<FactEntry>,
    /// The source that can supply the answer, so that nobody need be asked.
    pub shared_by: Option<String>,
    /// The norms and definitions that an answer can still change, in the order in which they are wanted.
    pub changes: Vec<Computed>,
}

impl Inquiry {
    /// The questions to be answered by those who fill in the case; the others are findings, for somebody else to make.
    pub fn questions(&self) -> impl Iterator<Item = &OpenQuestion> {
        self.open.iter().filter(|open| open.entry.is_some())
    }
}

/// Where a question stands in the order: what is asked first as the questionnaire says, then what is not sensitive, each in the
/// order of use; findings last.
type Rank = (bool, usize, bool, usize);

impl Engine {
    /// The questionnaire of this name, in either language.
    #[must_use]
    pub fn questionnaire(&self, name: &str) -> Option<&QuestionnaireModel> {
        let mut forms = self.model.questionnaires.iter();
        forms.find(|form| is_named(&form.label, name))
    }

    /// What is still to be asked of a case. A questionnaire says what comes first.
    ///
    /// # Errors
    /// Why the case cannot be decided.
    pub fn inquiry(
        &self,
        case: &Case,
        question: &Question,
        form: Option<&QuestionnaireModel>,
    ) -> Result<Inquiry, Stopped> {
        let mut machine = crate::vm::Case::new(&self.program, question.clocks);
        let places = lay(case, &mut machine).map_err(|refused| self.refused(&refused))?;
        let raw = run(&self.program, &machine, &question.goals, false)?;
        let instance = |of: Instance| instance_of(&self.model, &places, of);
        let text = |id: TextId| machine.text(id);
        let direct = |of: &&ExampleInstance| matches!(of, ExampleInstance::Direct(..));
        let shower = Shower {
            model: &self.model,
            instance: &instance,
            text: &text,
            alone: places.values().filter(direct).count() < 2,
        };
        let mut wanted = self.lists_not_given(case, &places, &question.goals);
        for (goal, missing) in still_open(&question.goals, &raw) {
            wanted.want(missing, goal);
        }
        let first: &[FieldId] = form.map_or(&[], |form| &form.first);
        let mut ranked: Vec<(Rank, OpenQuestion)> = Vec::new();
        for (place, (missing, changes)) in wanted.missing.into_iter().enumerate() {
            if let Some(open) = self.open_question(&shower, missing, changes) {
                ranked.push((rank(missing, &open, first, place), open));
            }
        }
        ranked.sort_by_key(|(rank, _)| *rank);
        let open: Vec<OpenQuestion> = ranked.into_iter().map(|(_, open)| open).collect();
        let may_grow = open.iter().any(|open| {
            let kind = open.entry.as_ref().map(|entry| &entry.kind);
            matches!(kind, Some(super::facts::FactKind::List { .. }))
        });
        Ok(Inquiry { open, may_grow })
    }

    /// Norms judged for each member of a list are answered for nobody while the list is not given; so it is asked for.
    fn lists_not_given(&self, case: &Case, places: &Places, goals: &[Computed]) -> Wanted {
        let mut wanted = Wanted::default();
        let lengths = case.facts.iter().filter_map(|fact| {
            let length = matches!(fact.value, ExampleValue::Length(_));
            length.then_some((&fact.of, fact.field))
        });
        let given: BTreeSet<(&ExampleInstance, FieldId)> = lengths.collect();
        for goal in goals {
            let mut object = self.object_of(*goal);
            let mut above = 0_usize;
            while let Some(id) = object.filter(|id| !case.direct.contains_key(id)) {
                let lists = self.model.objects.get(id.index());
                let lists: &[FieldId] = lists.map_or(&[], |object| &object.lists);
                for list in lists {
                    for of in self.owners_without(&given, places, *list) {
                        wanted.want(Missing::List(of, *list), *goal);
                    }
                }
                // The owners may themselves be members of lists that are not given.
                let owner = lists.first().and_then(|list| self.owner_of(*list));
                above = above.saturating_add(1);
                object = owner.filter(|_| above <= self.model.objects.len());
            }
        }
        wanted
    }

    fn owner_of(&self, list: FieldId) -> Option<ObjectId> {
        self.model
            .fields
            .get(list.index())
            .map(|field| field.object)
    }

    /// The known owners of a list of whom nobody said how many members it has.
    fn owners_without(
        &self,
        given: &BTreeSet<(&ExampleInstance, FieldId)>,
        places: &Places,
        list: FieldId,
    ) -> Vec<Instance> {
        let Some(owner) = self.owner_of(list) else {
            return Vec::new();
        };
        let listed = self.model.objects.get(owner.index());
        if listed.is_some_and(|object| object.lists.is_empty()) {
            let alone = Instance {
                object: Some(owner),
                row: 0,
            };
            let open = !given.contains(&(&ExampleInstance::Root(owner), list));
            return open.then_some(alone).into_iter().collect();
        }
        let own = places.iter().filter(|(of, _)| of.object == Some(owner));
        let open = own.filter(|(_, known)| !given.contains(&(*known, list)));
        open.map(|(of, _)| *of).collect()
    }

    fn open_question(
        &self,
        shower: &Shower<'_>,
        missing: Missing,
        changes: Vec<Computed>,
    ) -> Option<OpenQuestion> {
        let item = shower.missing_item(missing)?;
        let (entry, shared_by) = match missing {
            Missing::Fact(_, field) | Missing::List(_, field) => {
                let field = self.model.fields.get(field.index())?;
                (Some(entry(&self.model, field)), field.shared_by.clone())
            }
            Missing::Finding(..) => (None, None),
            // Of a bounded fact all was told that is known; days of a calendar and owners are nobody's to tell.
            Missing::Bounded(..) | Missing::Calendar(_) | Missing::Owner => return None,
        };
        Some(OpenQuestion {
            item,
            entry,
            shared_by,
            changes,
        })
    }
}

/// What is missing, each with what it can change, in the order of use.
#[derive(Default)]
struct Wanted {
    places: BTreeMap<Missing, usize>,
    missing: Vec<(Missing, Vec<Computed>)>,
}

impl Wanted {
    fn want(&mut self, missing: Missing, goal: Computed) {
        let next = self.missing.len();
        let place = *self.places.entry(missing).or_insert(next);
        if place == next {
            self.missing.push((missing, Vec::new()));
        }
        if let Some((_, changes)) = self.missing.get_mut(place)
            && !changes.contains(&goal)
        {
            changes.push(goal);
        }
    }
}

/// What may still change each answer, in the order of the goals and of use.
fn still_open<'r>(
    goals: &'r [Computed],
    raw: &'r Raw,
) -> impl Iterator<Item = (Computed, Missing)> + 'r {
    goals.iter().flat_map(move |goal| {
        let norms = raw.norms.iter();
        let norms = norms.filter(move |answer| Computed::Norm(answer.norm) == *goal);
        let norms = norms.map(|answer| {
            let granted = answer.grants.iter().flat_map(|grant| &grant.missing);
            answer.grounds.missing.iter().chain(granted)
        });
        let definitions = raw.definitions.iter();
        let definitions =
            definitions.filter(move |one| Computed::Definition(one.definition) == *goal);
        let definitions = definitions.map(|answer| &answer.grounds.missing);
        let missing = norms.flatten().chain(definitions.flatten());
        missing.map(move |missing| (*goal, *missing))
    })
}

fn rank(missing: Missing, open: &OpenQuestion, first: &[FieldId], place: usize) -> Rank {
    let field = match missing {
        Missing::Fact(_, field) | Missing::List(_, field) => Some(field),
        _ => None,
    };
    let asked = first.iter().position(|one| Some(*one) == field);
    (
        field.is_none(),
        asked.unwrap_or(first.len()),
        open.item.sensitive,
        place,
    )
}
