//! One norm, warm, and case after case that should come out otherwise.

use crate::check::{Computed, ExampleInstance, NormId};
use crate::compile::Plan;
use crate::engine::answer::{Answer, instance_path, instance_words, label_words};
use crate::engine::case::Case;
use crate::engine::decide::{Question, Stopped, instance_of};
use crate::engine::lay::{Places, lay};
use crate::engine::open::Engine;
use crate::quantity::Date;
use crate::vm::{Clocks, Instance, Machine};

use super::runs::{Halt, Runs, Told, Warm};
use super::search::{Found as Raw, Search};
use super::slots::{Slot, slots, without};
use super::tell::Teller;
use super::{Aim, ChangeKind, Found, Limits, Way, WhatIf};

/// A norm of which is asked, case after case, what would have to be different.
#[derive(Debug)]
pub struct Changing<'e> {
    warm: Warm<'e>,
}

impl Engine {
    /// Makes the question what would have to be different for a norm ready for many cases.
    #[must_use]
    pub fn changing(&self, norm: NormId) -> Changing<'_> {
        Changing {
            warm: Warm {
                engine: self,
                norm,
                plan: Plan::new(&self.program, &[Computed::Norm(norm)]),
                machine: Machine::new(&self.program),
                case: crate::vm::Case::new(&self.program, Clocks::all(Date::MIN)),
            },
        }
    }
}

/// The case of one question, laid out.
struct Asked {
    places: Places,
    of: Option<Instance>,
    place: Option<ExampleInstance>,
    slots: Vec<Slot>,
    rest: Case,
}

impl Changing<'_> {
    /// The paths of the instances that the norm is judged for; one that is none where it is judged once.
    ///
    /// # Errors
    /// Why the case cannot be decided.
    pub fn instances(
        &mut self,
        case: &Case,
        clocks: Clocks,
    ) -> Result<Vec<Option<String>>, Stopped> {
        let places = self.laid(case, clocks)?;
        let engine = self.warm.engine;
        let path = |(_, place): (_, Option<ExampleInstance>)| {
            place.map(|place| instance_path(&engine.model, &place))
        };
        Ok(self.judged(&places).into_iter().map(path).collect())
    }

    fn laid(&mut self, case: &Case, clocks: Clocks) -> Result<Places, Stopped> {
        self.warm.case.clear(clocks);
        let engine = self.warm.engine;
        lay(case, &mut self.warm.case).map_err(|refused| engine.refused(&refused))
    }

    /// The instances that the norm is judged for, of the case that is laid out.
    fn judged(&self, places: &Places) -> Vec<(Option<Instance>, Option<ExampleInstance>)> {
        let model = &self.warm.engine.model;
        match self.warm.engine.object_of(Computed::Norm(self.warm.norm)) {
            None => vec![(None, None)],
            Some(object) => {
                let all = self.warm.case.instances(object).into_iter();
                all.map(|of| (Some(of), instance_of(model, places, of)))
                    .collect()
            }
        }
    }

    /// What would have to be different for one instance; none where there is no such instance.
    ///
    /// # Errors
    /// Why the case cannot be decided.
    pub fn what_if(
        &mut self,
        case: &Case,
        clocks: Clocks,
        instance: Option<&str>,
        (aim, limits): (Aim, Limits),
    ) -> Result<Option<WhatIf>, Stopped> {
        let engine = self.warm.engine;
        let model = &engine.model;
        let places = self.laid(case, clocks)?;
        let judged = self.judged(&places).into_iter();
        let named = |place: &Option<ExampleInstance>| {
            place.as_ref().map(|place| instance_path(model, place))
        };
        let mut judged = judged.filter(|(_, place)| named(place).as_deref() == instance);
        let Some((of, place)) = judged.next() else {
            return Ok(None);
        };
        let slots = slots(model, self.warm.norm, case, &places);
        let rest = without(case, &slots);
        let asked = Asked {
            places,
            of,
            place,
            slots,
            rest,
        };
        let Some(told) = self.told(case, clocks, &asked, aim)? else {
            return Ok(None);
        };
        let mut search = Search::new(Runs {
            warm: &mut self.warm,
            slots: &asked.slots,
            rest: &asked.rest,
            of: asked.of,
            clocks,
            aim,
            done: 0,
            most: limits.runs,
        });
        let sought = sought(&mut search, limits)?;
        let teller = Teller::new(engine, &asked.slots, &asked.places);
        let ways = |raw: Vec<Raw>| {
            let mut ways: Vec<Way> = raw.iter().filter_map(|raw| teller.way(raw)).collect();
            ways.sort_by_key(kinds);
            ways
        };
        let deciding = sought.deciding.iter();
        Ok(Some(WhatIf {
            deciding: deciding.filter_map(|at| teller.stands(*at)).collect(),
            found: sought.found,
            cut: sought.cut,
            ways: ways(sought.ways),
            fixed: ways(sought.fixed),
            from_day: sought.from_day,
            runs: search.runs.done,
            ..told
        }))
    }

    /// What is told of the case as it is; none where the norm is not judged.
    fn told(
        &self,
        case: &Case,
        clocks: Clocks,
        asked: &Asked,
        aim: Aim,
    ) -> Result<Option<WhatIf>, Stopped> {
        let engine = self.warm.engine;
        let norm = self.warm.norm;
        let question = Question {
            goals: vec![Computed::Norm(norm)],
            clocks,
            explained: false,
        };
        let path = |place: &ExampleInstance| instance_path(&engine.model, place);
        let shown = asked.place.as_ref().map(path);
        let answers = engine.decide(case, &question)?.answers;
        let is_it =
            |answer: &Answer| answer.instance_path.is_none() || answer.instance_path == shown;
        let label = engine.model.norms.get(norm.index()).map(|norm| &norm.label);
        let found = answers.into_iter().find(is_it);
        Ok(found.zip(label).map(|(answer, label)| WhatIf {
            norm,
            name: label_words(label),
            instance: (asked.place.as_ref())
                .filter(|place| !matches!(place, ExampleInstance::Root(_)))
                .map(|place| instance_words(&engine.model, place, false)),
            instance_path: shown,
            aim,
            now: answer.verdict,
            because: answer.because,
            found: Found::Already,
            cut: false,
            ways: Vec::new(),
            fixed: Vec::new(),
            deciding: Vec::new(),
            from_day: None,
            runs: 0,
        }))
    }
}

/// The kinds of the changes of a way, by which ways of one size are ordered.
fn kinds(way: &Way) -> Vec<ChangeKind> {
    let mut kinds: Vec<ChangeKind> = way.changes.iter().map(|change| change.kind).collect();
    kinds.sort_unstable_by(|left, right| right.cmp(left));
    kinds
}

/// What a search came to.
struct Sought {
    found: Found,
    cut: bool,
    ways: Vec<Raw>,
    fixed: Vec<Raw>,
    deciding: Vec<usize>,
    from_day: Option<Date>,
}

fn sought(search: &mut Search<'_, '_>, limits: Limits) -> Result<Sought, Stopped> {
    let mut sought = Sought {
        found: Found::NotUpTo(0),
        cut: false,
        ways: Vec::new(),
        fixed: Vec::new(),
        deciding: Vec::new(),
        from_day: None,
    };
    match steps(search, limits, &mut sought) {
        Ok(()) => sought.cut = search.cut,
        Err(Halt::Runs) => sought.cut = true,
        Err(Halt::Stopped(stopped)) => return Err(stopped),
    }
    Ok(sought)
}

fn steps(search: &mut Search<'_, '_>, limits: Limits, sought: &mut Sought) -> Result<(), Halt> {
    let given = search.as_given();
    if search.runs.run(&given)? == Told::Yes {
        sought.found = Found::Already;
        return Ok(());
    }
    let free = search.free.clone();
    if let Some(reason) = search.reason(&free)? {
        sought.found = Found::Impossible;
        sought.deciding = reason.into_iter().collect();
    } else {
        for size in 1..=limits.size.min(free.len()) {
            let (ways, halt) = search.of_size(size);
            if !ways.is_empty() {
                sought.found = Found::Ways(size);
            }
            sought.ways = ways;
            if let Some(halt) = halt {
                return Err(halt);
            }
            if !sought.ways.is_empty() {
                break;
            }
            sought.found = Found::NotUpTo(size);
        }
    }
    from_day(search, limits, sought)?;
    fixed(search, sought)
}

/// The first later day on which the case as it is does it: the clocks that stand on 判断日 move with it.
fn from_day(search: &mut Search<'_, '_>, limits: Limits, sought: &mut Sought) -> Result<(), Halt> {
    let given = search.as_given();
    let clocks = search.runs.clocks;
    let moved = |clock: Date, day: Date| if clock == clocks.as_of { day } else { clock };
    for later in 1..=limits.days {
        let Some(day) = clocks.as_of.checked_add_days(i64::from(later)) else {
            break;
        };
        let clocks = Clocks {
            as_of: day,
            law_as_of: moved(clocks.law_as_of, day),
            known_as_of: moved(clocks.known_as_of, day),
        };
        if search.runs.on(&given, clocks)? == Told::Yes {
            sought.from_day = Some(day);
            break;
        }
    }
    Ok(())
}

/// What a single fact that nobody can change would have to be.
fn fixed(search: &mut Search<'_, '_>, sought: &mut Sought) -> Result<(), Halt> {
    let slots = search.runs.slots.iter().enumerate();
    let fixed = slots.filter(|(_, slot)| slot.fixed).map(|(at, _)| at);
    search.free = fixed.collect();
    let (ways, halt) = search.of_size(1);
    sought.fixed = ways;
    halt.map_or(Ok(()), Err)
}
