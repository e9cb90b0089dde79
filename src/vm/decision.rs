//! The answers of a decision.

use crate::compile::{
    ColumnId, Computed, DeadlineSchema, DefinitionId, Modality, NormColumns, NormId, NormPart,
    NormSchema, Per, Plan, StepKind, TableId,
};
use crate::quantity::Date;

use super::case::{Case, Instance};
use super::graph::{Account, Graph};
use super::machine::{Machine, Mode};
use super::outcome::{DefinitionAnswer, GrantAnswer, Grounds, Missing, NormAnswer, Outcome, State};
use super::state::{Performance, of_indicator, of_prohibition};
use super::trace::Trace;
use super::value::{Fault, Value};

/// The trace of a run that kept no steps.
static EMPTY: Trace = Trace::EMPTY;

/// What came out of a case, until the machine decides the next one.
pub struct Decision<'m> {
    machine: &'m Machine<'m>,
    plan: &'m Plan,
    case: &'m Case<'m>,
}

impl core::fmt::Debug for Decision<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Decision")
            .field("goals", &self.plan.goals)
            .field("mode", &self.machine.mode)
            .finish_non_exhaustive()
    }
}

impl<'m> Decision<'m> {
    pub(super) const fn new(machine: &'m Machine<'m>, plan: &'m Plan, case: &'m Case<'m>) -> Self {
        Self {
            machine,
            plan,
            case,
        }
    }

    /// How it was computed.
    #[must_use]
    pub const fn mode(&self) -> Mode {
        self.machine.mode
    }

    /// How it came about; empty where [`Machine::decide`] found every value known. It is made when it is first asked for, in
    /// memory of the machine.
    #[must_use]
    pub fn trace(&self) -> &'m Trace {
        self.account().map_or(&EMPTY, |account| &account.trace)
    }

    fn account(&self) -> Option<&'m Account> {
        let machine = self.machine;
        let make = || {
            let parts = (machine.program, self.plan, self.case);
            let (account, origins) = Graph::of(parts, &machine.log, machine.spare.take());
            machine.spare.replace((Account::default(), origins));
            account
        };
        machine.logged.then(|| machine.account.get_or_init(make))
    }

    /// The instances for which something is computed, in the order in which they are judged; one that is none for the case.
    #[must_use]
    pub fn instances(&self, computed: Computed) -> Vec<Option<Instance>> {
        match self.machine.program.schema().object_of(computed) {
            None => vec![None],
            Some(object) => self.case.instances(object).into_iter().map(Some).collect(),
        }
    }

    /// The value of a definition, without what it rests on. The definition must be a goal.
    #[must_use]
    pub fn value(&self, definition: DefinitionId, of: Option<Instance>) -> Option<Value> {
        let column = self
            .machine
            .program
            .definition_columns
            .get(definition.index())
            .copied()
            .flatten()?;
        self.column(column, of)
    }

    /// The value of a definition that is a goal as an integer and the number of its decimals, where the machine holds it so.
    #[must_use]
    pub fn scaled(&self, definition: DefinitionId, of: Option<Instance>) -> Option<(i64, u32)> {
        let columns = &self.machine.program.definition_columns;
        let column = columns.get(definition.index()).copied().flatten()?;
        self.machine
            .scaled(self.plan, column, of.map_or(0, |of| of.row))
    }

    /// Whether there is something to tell of what the answers rest on: what is missing, defaults, readings.
    #[must_use]
    pub const fn has_grounds(&self) -> bool {
        self.machine.logged
    }

    /// An output of a table, which must be a goal.
    #[must_use]
    pub fn output(&self, table: TableId, output: u32, of: Option<Instance>) -> Option<Value> {
        let columns = self.machine.program.table_columns.get(table.index())?;
        self.column(*columns.get(usize::try_from(output).ok()?)?, of)
    }

    /// The outcome of a norm: none of [`Outcome::Pending`] and [`Outcome::AwaitsFinding`] where nothing is missing. The norm
    /// must be a goal.
    #[must_use]
    pub fn outcome(&self, norm: NormId, of: Option<Instance>) -> Option<Result<Outcome, Fault>> {
        let column = self.columns(norm)?.outcome?;
        Some(match self.column(column, of)? {
            Value::Fault(fault) => Err(fault),
            Value::Choice { low: 0, high: 0 } => Ok(Outcome::Holds),
            Value::Choice { low: 1, high: 1 } => Ok(Outcome::Fails),
            Value::Choice { low: 2, high: 2 } => Ok(Outcome::NotApplicable),
            _ => Ok(self.unsettled(norm, of)),
        })
    }

    /// The outcome of a norm, where nothing that is missing can change it and no fault stands in its way. The norm must be a
    /// goal.
    #[must_use]
    pub fn settled_outcome(&self, norm: NormId, of: Option<Instance>) -> Option<Outcome> {
        match self.column(self.columns(norm)?.outcome?, of)? {
            Value::Choice { low: 0, high: 0 } => Some(Outcome::Holds),
            Value::Choice { low: 1, high: 1 } => Some(Outcome::Fails),
            Value::Choice { low: 2, high: 2 } => Some(Outcome::NotApplicable),
            _ => None,
        }
    }

    /// 待认定 if everything relevant that is missing is a finding, else 待定.
    fn unsettled(&self, norm: NormId, of: Option<Instance>) -> Outcome {
        let missing = self.missing(StepKind::Norm(norm), of);
        let findings = missing
            .iter()
            .all(|missing| matches!(missing, Missing::Finding(..)));
        if findings && !missing.is_empty() {
            Outcome::AwaitsFinding
        } else {
            Outcome::Pending
        }
    }

    /// The answers about a definition that is a goal, one for each instance.
    #[must_use]
    pub fn definition(&self, definition: DefinitionId) -> Vec<DefinitionAnswer> {
        let instances = self.instances(Computed::Definition(definition));
        instances
            .into_iter()
            .filter_map(|of| self.definition_of(definition, of))
            .collect()
    }

    /// The answer about a definition for one instance.
    #[must_use]
    pub fn definition_of(
        &self,
        definition: DefinitionId,
        of: Option<Instance>,
    ) -> Option<DefinitionAnswer> {
        let grounds = self.grounds(&[StepKind::Definition(definition)], of);
        Some(DefinitionAnswer {
            definition,
            of,
            value: self.value(definition, of)?,
            grounds,
        })
    }

    /// The answers about a norm that is a goal, one for each instance.
    #[must_use]
    pub fn norm(&self, norm: NormId) -> Vec<NormAnswer> {
        let instances = self.instances(Computed::Norm(norm));
        instances
            .into_iter()
            .filter_map(|of| self.norm_of(norm, of))
            .collect()
    }

    /// The answer about a norm for one instance.
    #[must_use]
    pub fn norm_of(&self, norm: NormId, of: Option<Instance>) -> Option<NormAnswer> {
        let schema = self.machine.program.schema().norm(norm)?;
        let columns = self.columns(norm)?;
        let outcome = self.outcome(norm, of)?;
        let holds = outcome == Ok(Outcome::Holds);
        let measures = schema.measure.is_some()
            && outcome.is_ok_and(|outcome| outcome != Outcome::NotApplicable);
        let faulty = schema.measure.is_some() && outcome.is_err();
        let part = |column: Option<ColumnId>, shown: bool| {
            column
                .filter(|_| shown)
                .and_then(|column| self.column(column, of))
        };
        let mut parts = vec![StepKind::Norm(norm)];
        if holds {
            parts.extend(
                (0_u32..)
                    .zip(&columns.grants)
                    .map(|(grant, _)| StepKind::Grant(norm, grant)),
            );
            let named = [
                NormPart::Deadline,
                NormPart::DoneOn,
                NormPart::DoneWhen,
                NormPart::ViolatedWhen,
            ];
            parts.extend(named.map(|part| StepKind::Part(norm, part)));
        }
        let mut grounds = self.grounds(&parts, of);
        grounds.missing = match (&outcome, holds) {
            (Ok(Outcome::Pending | Outcome::AwaitsFinding), _) => {
                self.missing(StepKind::Norm(norm), of)
            }
            (_, true) => grounds.missing,
            _ => Vec::new(),
        };
        Some(NormAnswer {
            norm,
            of,
            outcome,
            state: self.state(schema, columns, of, (holds, measures, faulty)),
            grants: if holds {
                self.grants(norm, schema, columns, of)
            } else {
                Vec::new()
            },
            deadline: part(columns.deadline, holds),
            done_on: part(columns.done_on, holds),
            measured: part(columns.measure, measures)
                .filter(|measured| *measured != Value::Nothing),
            target: part(columns.target, measures),
            alert: part(columns.alert, holds),
            evidence: (columns.evidence.iter().filter(|_| holds))
                .filter_map(|(place, column)| Some((*place, self.column(*column, of)?)))
                .collect(),
            grounds,
        })
    }

    fn columns(&self, norm: NormId) -> Option<&'m NormColumns> {
        self.machine.program.norm_columns(norm)
    }

    fn column(&self, column: ColumnId, of: Option<Instance>) -> Option<Value> {
        self.machine
            .column_value(self.plan, column, of.map_or(0, |of| of.row))
    }

    /// How a norm stands.
    fn state(
        &self,
        schema: &NormSchema,
        columns: &NormColumns,
        of: Option<Instance>,
        (holds, measures, faulty): (bool, bool, bool),
    ) -> Option<State> {
        let value = |column: Option<ColumnId>| column.and_then(|column| self.column(column, of));
        match schema.modality {
            Modality::Indicator if measures => value(columns.met).map(of_indicator),
            Modality::Indicator if faulty => columns.met.map(|_| State::Undetermined),
            Modality::Prohibition if holds => value(columns.violated_when).map(of_prohibition),
            Modality::Duty | Modality::Task if holds => {
                let since = match &schema.deadline {
                    Some(DeadlineSchema::Every(per)) => {
                        stretch_start(*per, self.case.clocks().as_of)
                    }
                    _ => None,
                };
                let performance = Performance {
                    as_of: self.case.clocks().as_of,
                    deadline: value(columns.deadline),
                    since,
                    done_on: value(columns.done_on),
                    done_when: value(columns.done_when),
                };
                Some(performance.state())
            }
            _ => None,
        }
    }

    /// What a norm that holds grants.
    fn grants(
        &self,
        norm: NormId,
        schema: &NormSchema,
        columns: &NormColumns,
        of: Option<Instance>,
    ) -> Vec<GrantAnswer> {
        let exception = self.granting(schema, columns, of);
        let grants = match exception.and_then(|place| schema.exceptions.get(place)) {
            Some(exception) => exception.grants.as_deref().unwrap_or_default(),
            None => schema.grants.as_slice(),
        };
        let answer = |(place, grant): (u32, &crate::compile::GrantSchema)| {
            let column = columns
                .grants
                .get(super::value::index(place))
                .copied()
                .flatten();
            let value = column
                .filter(|_| grant.ty.is_some())
                .and_then(|column| self.column(column, of));
            let missing = match value {
                Some(value) if value.is_open() => self.missing(StepKind::Grant(norm, place), of),
                _ => Vec::new(),
            };
            let exception = exception.and_then(|place| u32::try_from(place).ok());
            GrantAnswer {
                place,
                exception,
                value,
                missing,
            }
        };
        (0_u32..).zip(grants).map(answer).collect()
    }

    /// The exception that puts its grants in place of the norm's own, where one surely does.
    fn granting(
        &self,
        schema: &NormSchema,
        columns: &NormColumns,
        of: Option<Instance>,
    ) -> Option<usize> {
        let conditions: Vec<Value> = columns
            .exceptions
            .iter()
            .map(|column| self.column(*column, of).unwrap_or(Value::UNKNOWN))
            .collect();
        let grants = |place: usize| {
            schema
                .exceptions
                .get(place)
                .is_some_and(|exception| exception.grants.is_some())
        };
        let applies =
            |place: usize| grants(place) && conditions.get(place).is_some_and(Value::is_true);
        let overridden = |place: usize| {
            let mut others = schema.exceptions.iter().enumerate();
            others.any(|(other, exception)| applies(other) && exception.overrides.contains(&place))
        };
        (0..conditions.len()).find(|place| applies(*place) && !overridden(*place))
    }

    /// What is missing and may change a step's value.
    fn missing(&self, kind: StepKind, of: Option<Instance>) -> Vec<Missing> {
        let Some(account) = self.account() else {
            return Vec::new();
        };
        account.missing(account.result(kind, of))
    }

    /// What some steps rest on together.
    fn grounds(&self, kinds: &[StepKind], of: Option<Instance>) -> Grounds {
        let mut all = Grounds::default();
        let Some(account) = self.account() else {
            return all;
        };
        for kind in kinds {
            let found = account.grounds(account.result(*kind, of));
            merge(&mut all.missing, found.missing);
            merge(&mut all.defaults, found.defaults);
            merge(&mut all.readings, found.readings);
        }
        all
    }
}

fn merge<T: PartialEq>(all: &mut Vec<T>, found: Vec<T>) {
    for one in found {
        if !all.contains(&one) {
            all.push(one);
        }
    }
}

/// The first day of the stretch that a day lies in.
fn stretch_start(per: Per, day: Date) -> Option<Date> {
    match per {
        Per::Year => Some(day.first_of_year()),
        Per::Quarter => {
            let into = i64::from(day.month()).checked_sub(1)?.checked_rem(3)?;
            day.first_of_month().checked_add_months(into.checked_neg()?)
        }
        Per::Month => Some(day.first_of_month()),
        Per::YearOfAge | Per::Birth | Per::Workday | Per::Once => None,
    }
}
