//! Whether what was read fits together: every number leads somewhere, every place lies in a text, nothing goes in a ring.
//!
//! The rooms that decide look everything up and do nothing where nothing is found; so a pack that passes here can be wrong,
//! but it cannot make them stop, hang or use more memory than its own size warrants.

use std::collections::BTreeSet;

use crate::check::{CitationId, Computed, Constant, FieldKind, Marks, Model, ObjectId, Type, Uses};
use crate::compile::{Program, verify};
use crate::source::{Span, Texts};

/// What does not fit.
type Found = Result<(), String>;

fn sure(fits: bool, what: &str) -> Found {
    if fits { Ok(()) } else { Err(what.to_owned()) }
}

/// Checks what was read; says what does not fit.
pub(super) fn sound(model: &Model, program: &Program, texts: &Texts) -> Found {
    verify(program)
        .map_err(|broken| format!("{} {}", broken.instruction.name(), broken.operand))?;
    let counts = program.counts();
    let wanted = [
        model.fields.len(),
        model.findings.len(),
        model.definitions.len(),
        model.tables.len(),
        model.norms.len(),
        model.objects.len(),
        model.parameters.len(),
    ];
    sure(counts == wanted, "program")?;
    let known = Known { model, texts };
    known.names()?;
    known.citations()?;
    known.declarations()?;
    known.norms()?;
    for unit in program.units() {
        sure(known.computed(unit.computed), "units")?;
        sure(
            unit.parameters
                .iter()
                .all(|id| id.index() < model.parameters.len())
                && unit
                    .readings
                    .iter()
                    .all(|id| id.index() < model.readings.len()),
            "units",
        )?;
        unit.spans.iter().try_for_each(|span| known.place(*span))?;
    }
    for note in &program.side().notes {
        known.place(note.span)?;
        known.cited(&note.basis)?;
        note.rest
            .iter()
            .try_for_each(|(_, span)| known.place(*span))?;
    }
    no_rings(model)
}

struct Known<'a> {
    model: &'a Model,
    texts: &'a Texts,
}

impl Known<'_> {
    /// A place lies in a text and cuts no character.
    fn place(&self, span: Span) -> Found {
        let text = self.texts.get(span.file());
        let there = text.is_some_and(|text| text.content().get(span.range()).is_some());
        sure(there, "places")
    }

    fn cited(&self, ids: &[CitationId]) -> Found {
        let there = ids.iter().all(|id| id.index() < self.model.citations.len());
        sure(there, "citations")
    }

    fn marks(&self, marks: &Marks) -> Found {
        self.cited(&marks.basis)?;
        self.cited(&marks.refer_to)
    }

    fn object(&self, id: Option<ObjectId>) -> Found {
        let there = id.is_none_or(|id| id.index() < self.model.objects.len());
        sure(there, "objects")
    }

    fn ty(&self, ty: &Type) -> Found {
        match ty {
            Type::Choice(id) => sure(id.index() < self.model.choices.len(), "choices"),
            _ => Ok(()),
        }
    }

    fn constant(&self, constant: &Constant) -> Found {
        match constant {
            Constant::Choice(id, place) => {
                let choice = self.model.choices.get(id.index());
                let options = choice.map_or(0, |choice| choice.options.len());
                let place = usize::try_from(*place).unwrap_or(usize::MAX);
                sure(place < options, "choices")
            }
            _ => Ok(()),
        }
    }

    fn computed(&self, computed: Computed) -> bool {
        match computed {
            Computed::Definition(id) => id.index() < self.model.definitions.len(),
            Computed::Table(id) => id.index() < self.model.tables.len(),
            Computed::Norm(id) => id.index() < self.model.norms.len(),
        }
    }

    /// Objects, facts, findings and readings.
    fn names(&self) -> Found {
        let model = self.model;
        let fields = model.fields.len();
        for object in &model.objects {
            let mut all = object.fields.iter().chain(&object.lists);
            sure(all.all(|id| id.index() < fields), "facts")?;
        }
        for field in &model.fields {
            self.place(field.label.span)?;
            self.object(Some(field.object))?;
            field
                .default
                .iter()
                .try_for_each(|one| self.constant(one))?;
            match &field.kind {
                FieldKind::Value {
                    ty,
                    least,
                    greatest,
                    ..
                } => {
                    self.ty(ty)?;
                    let mut ends = least.iter().chain(greatest);
                    ends.try_for_each(|end| self.constant(end))?;
                }
                FieldKind::List { object, .. } => self.object(Some(*object))?,
            }
        }
        for finding in &model.findings {
            self.place(finding.label.span)?;
            self.object(finding.object)?;
            self.marks(&finding.marks)?;
        }
        for reading in &model.readings {
            self.place(reading.label.span)?;
            self.cited(&reading.basis)?;
            let choice = model.choices.get(reading.choice.index());
            let options = choice.map_or(0, |choice| choice.options.len());
            let default = usize::try_from(reading.default).unwrap_or(usize::MAX);
            let fits = reading.options.len() == options && default < options;
            sure(fits, "readings")?;
        }
        for form in &model.questionnaires {
            let goals = form.goals.iter().all(|id| id.index() < model.norms.len());
            let first = form.first.iter().all(|id| id.index() < fields);
            sure(goals && first, "questionnaires")?;
        }
        Ok(())
    }

    /// Citations lead into the texts that are held, on whole characters.
    fn citations(&self) -> Found {
        let model = self.model;
        let words = |id: usize, range: &core::ops::Range<usize>| {
            let text = model.instruments.get(id).and_then(|one| one.text.as_ref());
            text.is_none_or(|text| text.text().content().get(range.clone()).is_some())
        };
        let said = &model.conventions;
        self.cited(&said.periods)?;
        self.cited(&said.comparisons)?;
        let calendar = said.calendar;
        sure(
            calendar.is_none_or(|id| id.index() < model.calendars.len()),
            "calendars",
        )?;
        for citation in &model.citations {
            let id = citation.instrument.map(crate::check::InstrumentId::index);
            let there = id.is_none_or(|id| id < model.instruments.len());
            let errata = citation.errata.iter();
            let errata = errata
                .map(|id| id.index())
                .all(|id| id < model.errata.len());
            let range = citation.range.as_ref();
            let range = id.zip(range).is_none_or(|(id, range)| words(id, range));
            sure(there && errata && range, "citations")?;
        }
        Ok(())
    }

    fn declarations(&self) -> Found {
        let model = self.model;
        for (place, one) in model.definitions.iter().enumerate() {
            sure(one.id.index() == place, "definitions")?;
            self.place(one.label.span)?;
            self.object(one.object)?;
            self.ty(&one.ty)?;
            self.marks(&one.marks)?;
            let mut exceptions = one.exceptions.iter();
            exceptions.try_for_each(|one| self.cited(&one.basis))?;
        }
        for (place, one) in model.tables.iter().enumerate() {
            sure(one.id.index() == place, "tables")?;
            self.object(one.object)?;
            self.marks(&one.marks)?;
            one.outputs.iter().try_for_each(|(_, ty, _)| self.ty(ty))?;
            one.rows.iter().try_for_each(|row| self.cited(&row.basis))?;
        }
        for parameter in &model.parameters {
            self.place(parameter.label.span)?;
            self.ty(&parameter.ty)?;
            for line in &parameter.lines {
                self.constant(&line.value)?;
                self.cited(&line.basis)?;
            }
        }
        for (computed, uses) in &model.uses {
            sure(self.computed(*computed) && self.uses(uses), "uses")?;
        }
        Ok(())
    }

    fn uses(&self, uses: &Uses) -> bool {
        let model = self.model;
        let mut parameters = uses.parameters.union(&uses.on_a_day);
        uses.computed.iter().all(|one| self.computed(*one))
            && parameters.all(|id| id.index() < model.parameters.len())
            && uses
                .readings
                .iter()
                .all(|id| id.index() < model.readings.len())
            && uses
                .findings
                .iter()
                .all(|id| id.index() < model.findings.len())
    }

    fn norms(&self) -> Found {
        for (place, norm) in self.model.norms.iter().enumerate() {
            sure(norm.id.index() == place, "norms")?;
            self.place(norm.label.span)?;
            self.object(norm.object)?;
            self.marks(&norm.marks)?;
            let mut exceptions = norm.exceptions.iter();
            exceptions.try_for_each(|one| self.cited(&one.basis))?;
            let values = norm.grants.iter().filter_map(|grant| grant.value.as_ref());
            values
                .map(|value| &value.ty)
                .try_for_each(|ty| self.ty(ty))?;
        }
        Ok(())
    }
}

/// Lists that hold each other would have no end: whoever follows them would never come back.
fn no_rings(model: &Model) -> Found {
    let members = |id: &ObjectId| {
        let object = model.objects.get(id.index());
        let fields = object.into_iter().flat_map(|object| &object.fields);
        let kinds = fields.filter_map(|id| model.fields.get(id.index()));
        kinds.filter_map(|field| match &field.kind {
            FieldKind::List { object, .. } => Some(*object),
            FieldKind::Value { .. } => None,
        })
    };
    let all = (0_u32..)
        .zip(&model.objects)
        .map(|(place, _)| ObjectId(place));
    let mut open: BTreeSet<ObjectId> = all.collect();
    // Whatever has only members that are done is done; what is never done is in a ring.
    loop {
        let done = |id: &ObjectId| !members(id).any(|member| open.contains(&member));
        let finished: Vec<ObjectId> = open.iter().copied().filter(done).collect();
        if finished.is_empty() {
            return sure(open.is_empty(), "lists");
        }
        for id in finished {
            open.remove(&id);
        }
    }
}
