//! Paths: from a name in scope, an object or a declaration, through lists, to a value or a collection.

use crate::source::Span;
use crate::syntax::built_in;
use crate::syntax::expression::{Path, Segment};

use super::collection::figure_of;
use super::scope::clock_of;
use super::{Frame, Typed, Typer, Typing, Untypable};
use crate::check::computed::State;
use crate::check::model::{
    Computed, DefinitionId, FieldId, FieldKind, FindingId, NormId, ObjectId, TableId,
};
use crate::check::names::{Member, Named};
use crate::check::problem::names::WrongKind;
use crate::check::problem::types::{ListAsValue, NotAList};
use crate::check::term::{Constant, Generator, Instance, ListOf, Term, TermKind, Type};

/// Where a walk along a path stands.
pub(super) enum At {
    /// At an instance of an object.
    Instance(ObjectId, Instance),
    /// At a value.
    Value(Box<Typed>),
    /// At a norm.
    Norm(NormId, Option<Instance>),
    /// At a table.
    Table(TableId, Option<Instance>),
}

/// Whether an output is called so, in either spelling of a word that may end a path.
fn is_called(output: &str, name: &str) -> bool {
    output == name || built_in::ending(output).is_some_and(|(zh, _)| zh == name)
}

/// Where a collection starts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    /// At what the first name means in scope.
    InScope,
    /// At all instances of the object that the first name is.
    AllOf(ObjectId),
}

impl Typer<'_, '_> {
    pub(super) fn path(&mut self, path: &Path, expected: Option<&Type>) -> Typing {
        let Some((last, before)) = path.segments.split_last() else {
            return Err(Untypable);
        };
        if before.is_empty() && last.filter.is_none() {
            if let Some(constant) = self.option(expected, &last.name.text) {
                let ty = expected.cloned().unwrap_or(Type::Boolean);
                return Ok(Typed::constant(constant, ty, path.span));
            }
            if let Some(expected) = expected
                && !self.is_known(&last.name)
                && let Some(unknown) = self.unknown_option(expected, &last.name.text, path.span)
            {
                return self.fail(unknown);
            }
        }
        if let Some(figure) = figure_of(&last.name.text)
            && last.filter.is_none()
            && let Some(start) = self.collection_start(before, Some(&last.name))
        {
            return self.figure(figure, before, start, path.span);
        }
        let (frames, level) = (self.frames.len(), self.level);
        let walked = self.walk(&path.segments, Start::InScope);
        self.leave(frames, level);
        let (generators, at) = walked?;
        if !generators.is_empty() {
            let name = last.name.text.clone();
            return self.fail(ListAsValue {
                name,
                place: path.span,
            });
        }
        self.value_at(at, &last.name.text, path.span)
    }

    pub(super) fn leave(&mut self, frames: usize, level: u32) {
        self.frames.truncate(frames);
        self.level = level;
    }

    /// Follows names to where they lead. Frames of the lists on the way stay open until [`Typer::leave`].
    pub(super) fn walk(
        &mut self,
        segments: &[Segment],
        start: Start,
    ) -> Typing<(Vec<Generator>, At)> {
        let mut generators = Vec::new();
        let Some((first, rest)) = segments.split_first() else {
            return Err(Untypable);
        };
        let mut at = match start {
            Start::AllOf(object) => {
                let list = ListOf::All(object);
                self.generate(list, object, first, &mut generators)?
            }
            Start::InScope => self.start(first, &mut generators)?,
        };
        for segment in rest {
            at = self.step(at, segment, &mut generators)?;
        }
        Ok((generators, at))
    }

    fn start(&mut self, segment: &Segment, generators: &mut Vec<Generator>) -> Typing<At> {
        let name = &segment.name;
        let frames: Vec<Frame> = self.frames.iter().rev().cloned().collect();
        for frame in frames {
            if let Some(at) = self.member(&frame, segment, generators) {
                return at;
            }
        }
        if let Some(clock) = clock_of(&name.text) {
            self.no_filter(segment)?;
            let typed = Typed::new(Type::Date, TermKind::Clock(clock), name.span);
            return Ok(At::Value(Box::new(typed)));
        }
        let Some(named) = self.check.names.values.get(name) else {
            return self.unknown_name(name);
        };
        if !matches!(named, Named::Object(_)) {
            self.no_filter(segment)?;
        }
        match named {
            Named::Object(object) if segment.filter.is_some() => {
                self.generate(ListOf::All(object), object, segment, generators)
            }
            Named::Object(object) => Ok(At::Instance(object, self.instance_of(object, name.span)?)),
            Named::Parameter(parameter) => {
                let Some(declared) = self.check.model.parameters.get(parameter.index()) else {
                    return Err(Untypable);
                };
                let kind = TermKind::Parameter {
                    parameter,
                    on: None,
                };
                let typed =
                    Typed::new(declared.ty.clone(), kind, name.span).in_unit(declared.unit.clone());
                Ok(At::Value(Box::new(typed)))
            }
            Named::Reading(reading) => {
                let Some(choice) = self
                    .check
                    .model
                    .readings
                    .get(reading.index())
                    .map(|reading| reading.choice)
                else {
                    return Err(Untypable);
                };
                let typed = Typed::new(Type::Choice(choice), TermKind::Reading(reading), name.span);
                Ok(At::Value(Box::new(typed)))
            }
            Named::Definition(id) => self.definition(id, None, name.span),
            Named::Finding(finding) => Ok(finding_at(None, finding, name.span)),
            Named::Table(table) => Ok(At::Table(table, None)),
            Named::Norm(norm) => {
                if let Some(value) = self.stood_in(norm) {
                    return Ok(At::Value(Box::new(value)));
                }
                let object = self
                    .check
                    .norms
                    .get(norm.index())
                    .and_then(|norm| norm.object);
                let of = object
                    .map(|object| self.instance_of(object, name.span))
                    .transpose()?;
                Ok(At::Norm(norm, of))
            }
            Named::Broken => Err(Untypable),
        }
    }

    fn stood_in(&self, norm: NormId) -> Option<Typed> {
        let (of, value) = self.stand_in.as_ref()?;
        (*of == norm).then(|| value.clone())
    }

    fn no_filter(&mut self, segment: &Segment) -> Typing<()> {
        let Some(filter) = &segment.filter else {
            return Ok(());
        };
        let name = segment.name.text.clone();
        self.fail(NotAList {
            name,
            place: filter.span,
        })
    }

    /// What a name means for an instance; none where its object has no such member.
    fn member(
        &mut self,
        frame: &Frame,
        segment: &Segment,
        generators: &mut Vec<Generator>,
    ) -> Option<Typing<At>> {
        let member = self.check.names.member(frame.object, &segment.name)?;
        Some(self.member_at(member, frame, segment, generators))
    }

    fn member_at(
        &mut self,
        member: Member,
        frame: &Frame,
        segment: &Segment,
        generators: &mut Vec<Generator>,
    ) -> Typing<At> {
        let of = frame.instance.clone();
        let span = segment.name.span;
        if let Member::Field(field) = member
            && let Some(object) = self.list_object(field)
        {
            return self.generate(ListOf::Field { of, field }, object, segment, generators);
        }
        if member == Member::Broken {
            return Err(Untypable);
        }
        self.no_filter(segment)?;
        match member {
            Member::Field(field) => self.field(of, field, span),
            Member::Definition(id) => self.definition(id, Some(of), span),
            Member::Table(table) => Ok(At::Table(table, Some(of))),
            Member::Finding(finding) => Ok(finding_at(Some(of), finding, span)),
            Member::Broken => Err(Untypable),
        }
    }

    fn field(&mut self, of: Instance, id: FieldId, span: Span) -> Typing<At> {
        let Some(field) = self.check.model.fields.get(id.index()) else {
            return Err(Untypable);
        };
        let FieldKind::Value { ty, unit, .. } = &field.kind else {
            return Err(Untypable);
        };
        let typed =
            Typed::new(ty.clone(), TermKind::Field { of, field: id }, span).in_unit(unit.clone());
        Ok(At::Value(Box::new(typed)))
    }

    fn definition(&mut self, id: DefinitionId, of: Option<Instance>, span: Span) -> Typing<At> {
        let state = self.check.states.definitions.get(id.index());
        match state {
            Some(State::Typed((ty, unit))) => {
                let kind = TermKind::Definition { of, definition: id };
                let typed = Typed::new(ty.clone(), kind, span).in_unit(unit.clone());
                Ok(At::Value(Box::new(typed)))
            }
            Some(State::Untyped) => self.need(Computed::Definition(id)),
            Some(State::Broken) | None => Err(Untypable),
        }
    }

    fn need<T>(&mut self, computed: Computed) -> Typing<T> {
        self.needs.insert(computed);
        Err(Untypable)
    }

    /// Opens a list: its members are in scope for the filter and for what follows.
    fn generate(
        &mut self,
        list: ListOf,
        object: ObjectId,
        segment: &Segment,
        generators: &mut Vec<Generator>,
    ) -> Typing<At> {
        let level = self.level;
        self.level = level.saturating_add(1);
        let instance = Instance::Bound(level);
        self.frames.push(Frame {
            object,
            instance: instance.clone(),
        });
        let filter = match &segment.filter {
            None => None,
            Some(filter) => Some(Box::new(self.condition(filter)?)),
        };
        generators.push(Generator {
            list,
            object,
            level,
            filter,
        });
        Ok(At::Instance(object, instance))
    }

    fn step(&mut self, at: At, segment: &Segment, generators: &mut Vec<Generator>) -> Typing<At> {
        let name = &segment.name;
        match at {
            At::Instance(object, instance) => {
                let frame = Frame { object, instance };
                if let Some(at) = self.member(&frame, segment, generators) {
                    return at;
                }
                if let Some(Named::Norm(norm)) = self.check.names.values.get(name)
                    && self
                        .check
                        .norms
                        .get(norm.index())
                        .and_then(|norm| norm.object)
                        == Some(object)
                {
                    self.no_filter(segment)?;
                    return Ok(At::Norm(norm, Some(frame.instance)));
                }
                self.unknown_member(object, name)
            }
            At::Table(table, of) => {
                self.no_filter(segment)?;
                self.output(table, of, &name.text, name.span)
            }
            At::Norm(norm, of) if matches!(name.text.as_str(), "给予" | "granted") => {
                self.no_filter(segment)?;
                self.granted(norm, of, name.span)
            }
            At::Norm(..) => {
                let problem = WrongKind {
                    name: name.text.clone(),
                    place: name.span,
                    is: ("规范后面的词", "a word after a norm"),
                    wanted: ("“给予”", "`granted`"),
                };
                self.fail(problem)
            }
            At::Value(_) => {
                let problem = NotAList {
                    name: name.text.clone(),
                    place: name.span,
                };
                self.fail(problem)
            }
        }
    }

    fn output(
        &mut self,
        table: TableId,
        of: Option<Instance>,
        name: &str,
        span: Span,
    ) -> Typing<At> {
        let outputs = match self.check.states.tables.get(table.index()) {
            Some(State::Typed(outputs)) => outputs,
            Some(State::Untyped) => return self.need(Computed::Table(table)),
            Some(State::Broken) | None => return Err(Untypable),
        };
        let Some(output) = outputs
            .iter()
            .position(|(output, _, _)| is_called(output, name))
        else {
            let known = outputs.iter().map(|(output, _, _)| output.as_str());
            let problem = crate::check::problem::names::UnknownName {
                name: name.to_owned(),
                place: span,
                nearest: crate::check::names::nearest(name, known),
                wanted: ("这个表的栏", "column of this table"),
            };
            return self.fail(problem);
        };
        let Some((_, ty, unit)) = outputs.get(output) else {
            return Err(Untypable);
        };
        let kind = TermKind::Table {
            of,
            table,
            output: crate::check::instruments::count(output),
        };
        let typed = Typed::new(ty.clone(), kind, span).in_unit(unit.clone());
        Ok(At::Value(Box::new(typed)))
    }

    fn granted(&mut self, norm: NormId, of: Option<Instance>, span: Span) -> Typing<At> {
        let grants = match self.check.states.norms.get(norm.index()) {
            Some(State::Typed(grants)) => grants,
            Some(State::Untyped) => return self.need(Computed::Norm(norm)),
            Some(State::Broken) | None => return Err(Untypable),
        };
        let valued = grants
            .iter()
            .enumerate()
            .find_map(|(at, grant)| Some((at, grant.clone()?)));
        let Some((grant, (ty, unit))) = valued else {
            let problem = WrongKind {
                name: "给予".to_owned(),
                place: span,
                is: ("文字", "words"),
                wanted: ("数", "a number"),
            };
            return self.fail(problem);
        };
        let kind = TermKind::Granted {
            of,
            norm,
            grant: crate::check::instruments::count(grant),
        };
        let typed = Typed::new(ty, kind, span).in_unit(unit);
        Ok(At::Value(Box::new(typed)))
    }

    /// The value that a path ended at.
    pub(super) fn value_at(&mut self, at: At, name: &str, span: Span) -> Typing {
        match at {
            At::Value(typed) => Ok(Typed {
                term: Term { span, ..typed.term },
                ..*typed
            }),
            At::Norm(norm, of) => match self.check.states.norms.get(norm.index()) {
                Some(State::Typed(_)) => Ok(Typed::new(
                    Type::Boolean,
                    TermKind::Holds { of, norm },
                    span,
                )),
                Some(State::Untyped) => self.need(Computed::Norm(norm)),
                Some(State::Broken) | None => Err(Untypable),
            },
            At::Table(table, of) => {
                let only = match self.check.states.tables.get(table.index()) {
                    Some(State::Typed(outputs)) => match outputs.as_slice() {
                        [(only, _, _)] => Some(only.clone()),
                        _ => None,
                    },
                    Some(State::Untyped) => return self.need(Computed::Table(table)),
                    Some(State::Broken) | None => return Err(Untypable),
                };
                let Some(only) = only else {
                    let problem = WrongKind {
                        name: name.to_owned(),
                        place: span,
                        is: ("有几栏结果的表", "a table with several outputs"),
                        wanted: (
                            "其中一栏（表名的栏名）",
                            "one of its columns (`table's column`)",
                        ),
                    };
                    return self.fail(problem);
                };
                let at = self.output(table, of, &only, span)?;
                self.value_at(at, name, span)
            }
            At::Instance(..) => {
                let problem = WrongKind {
                    name: name.to_owned(),
                    place: span,
                    is: ("对象", "an object"),
                    wanted: ("它的一项事实", "one of its facts"),
                };
                self.fail(problem)
            }
        }
    }

    /// The constant option of a choice, for tests of cells.
    pub(in crate::check) fn constant_in(typed: &Typed) -> Option<&Constant> {
        match &typed.term.kind {
            TermKind::Constant(constant) => Some(constant),
            _ => None,
        }
    }
}

fn finding_at(of: Option<Instance>, finding: FindingId, span: Span) -> At {
    At::Value(Box::new(Typed::new(
        Type::Boolean,
        TermKind::Finding { of, finding },
        span,
    )))
}
