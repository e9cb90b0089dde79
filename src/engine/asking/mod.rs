//! One question asked of case after case: everything that does not depend on the case is made ready once.
//!
//! In comes the JSON text of a case; out goes a [`Brief`]: outcomes, exact values and what is missing, without the quotations
//! and reasons of a [`Decision`](crate::engine::Decision). The text is read straight into the machine's layout where all of it is
//! plainly right, and by the careful reader, which tells every mistake, where it is not. A warm answer to a case of which everything is known
//! takes no memory beyond what the case before it took.

mod brief;

mod fill;

mod sheet;

mod value;

pub use brief::{Brief, BriefAnswer, BriefFigure, BriefGrant, Exact, MissingName, Plain, Told};

use crate::check::Computed;
use crate::compile::Plan;
use crate::engine::case::Case;
use crate::engine::decide::Stopped;
use crate::engine::facts::{FactProblem, case_from_json};
use crate::engine::lay::lay;
use crate::engine::open::Engine;
use crate::quantity::Date;
use crate::vm::{Clocks, Machine};

use brief::Goal;
use fill::{Days, Seen, fill};
use sheet::Sheet;

/// A question that is asked of many cases.
#[derive(Debug)]
pub struct Asking<'e> {
    engine: &'e Engine,
    sheet: Sheet,
    goals: Vec<Goal<'e>>,
    plan: Plan,
    machine: Machine<'e>,
    case: crate::vm::Case<'e>,
    seen: Seen,
}

/// Why a case has no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unanswered {
    /// Its facts are wrong: every mistake, in the order of the text.
    Facts(Vec<FactProblem>),
    /// It is refused or stopped.
    Stopped(Stopped),
}

impl From<Stopped> for Unanswered {
    fn from(stopped: Stopped) -> Self {
        Self::Stopped(stopped)
    }
}

impl Engine {
    /// Makes a question ready to be asked of many cases.
    ///
    /// # Examples
    /// ```
    /// use tiaoli::diagnostic::Words;
    /// use tiaoli::engine::{Engine, Manifest, SourceFile};
    /// use tiaoli::{quantity::Date, wire};
    ///
    /// let manifest = Manifest { name: "a/b".into(), version: "1.0.0".into(), title: Words::same("例") };
    /// let rules = "文件 规则：标题《规则》；全文 未收录。对象 家庭：人数：整数。定义 补助：依据：规则第一条；是指：家庭的人数 × 100元。";
    /// let file = SourceFile { path: "rules.tiao".into(), bytes: rules.into() };
    /// let engine = Engine::open(manifest, vec![file], Vec::new());
    /// let mut asking = engine.asking(&engine.goals_named(&["补助".to_owned()]).unwrap());
    /// let (today, mut out) = (Date::new(2026, 1, 1).unwrap(), Vec::new());
    /// for people in [2, 3] {
    ///     let facts = format!("{{\"家庭\": {{\"人数\": {people}}}}}");
    ///     out.clear();
    ///     wire::brief(&asking.answer(&facts, [None; 3], today).unwrap(), &mut out);
    /// }
    /// let out = String::from_utf8(out).unwrap();
    /// assert!(out.ends_with(r#""figures":[{"definition":"补助","value":"300","unit":"yuan"}]}"#), "{out}");
    /// ```
    #[must_use]
    pub fn asking(&self, goals: &[Computed]) -> Asking<'_> {
        let clocks = Clocks::all(Date::MIN);
        Asking {
            engine: self,
            sheet: Sheet::of(self),
            goals: goals.iter().map(|goal| Goal::of(self, *goal)).collect(),
            plan: Plan::new(&self.program, goals),
            machine: Machine::new(&self.program),
            case: crate::vm::Case::new(&self.program, clocks),
            seen: Seen::default(),
        }
    }
}

impl<'e> Asking<'e> {
    /// Answers the question for the case in a JSON text. The days are those asked for, else the case's own, else `today`.
    ///
    /// # Errors
    /// [`Unanswered::Facts`] with every mistake in the text; [`Unanswered::Stopped`] where the machine refuses it.
    pub fn answer(
        &mut self,
        text: &str,
        asked: [Option<Date>; 3],
        today: Date,
    ) -> Result<Brief<'_>, Unanswered> {
        match self.fill(text) {
            Some(days) => self.case.set_clocks(Engine::days(days, asked, today)),
            None => {
                let case = case_from_json(&self.engine.model, text).map_err(Unanswered::Facts)?;
                self.lay(&case, Engine::clocks(&case, asked, today))?;
            }
        }
        Ok(self.decided()?)
    }

    /// Answers the question for a case that is read already.
    ///
    /// # Errors
    /// Why there is no decision.
    pub fn answer_case(&mut self, case: &Case, clocks: Clocks) -> Result<Brief<'_>, Stopped> {
        self.lay(case, clocks)?;
        self.decided()
    }

    /// Reads a text straight into the machine's layout, as [`Asking::answer`] first tries to: none where anything in it is not
    /// plainly right.
    pub fn read_plainly(
        &mut self,
        text: &str,
        asked: [Option<Date>; 3],
        today: Date,
    ) -> Option<&crate::vm::Case<'e>> {
        let days = self.fill(text)?;
        self.case.set_clocks(Engine::days(days, asked, today));
        Some(&self.case)
    }

    /// Reads a text by the careful reader, as [`Asking::answer`] does in the end.
    ///
    /// # Errors
    /// As for [`Asking::answer`].
    pub fn read_carefully(
        &mut self,
        text: &str,
        asked: [Option<Date>; 3],
        today: Date,
    ) -> Result<&crate::vm::Case<'e>, Unanswered> {
        let case = case_from_json(&self.engine.model, text).map_err(Unanswered::Facts)?;
        self.lay(&case, Engine::clocks(&case, asked, today))?;
        Ok(&self.case)
    }

    fn fill(&mut self, text: &str) -> Option<Days> {
        self.case.clear(Clocks::all(Date::MIN));
        fill(
            (&self.engine.model, &self.sheet),
            text,
            &mut self.case,
            &mut self.seen,
        )
    }

    fn lay(&mut self, case: &Case, clocks: Clocks) -> Result<(), Stopped> {
        self.case.clear(clocks);
        let laid = lay(case, &mut self.case);
        laid.map_err(|refused| self.engine.refused(&refused))?;
        Ok(())
    }

    fn decided(&mut self) -> Result<Brief<'_>, Stopped> {
        let decision = self.machine.decide(&self.plan, &self.case);
        Ok(Brief::new(
            self.engine,
            &self.goals,
            &self.case,
            decision.map_err(Stopped::Limit)?,
        ))
    }
}
