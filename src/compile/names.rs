//! From the model: what everything is called.

use crate::check::{DeadlineModel, Exception, Grant, Model, Norm};

use super::schema::{
    DefinitionSchema, ExceptionSchema, GrantSchema, LineSchema, MeasureSchema, NormSchema,
    ParameterSchema, Schema, TableSchema,
};

/// The names, types, units and citations of a model.
pub(super) fn schema_of(model: &Model) -> Schema {
    Schema {
        objects: model.objects.clone(),
        fields: model.fields.clone(),
        choices: model.choices.clone(),
        findings: model.findings.clone(),
        readings: model.readings.clone(),
        parameters: model.parameters.iter().map(parameter).collect(),
        definitions: model.definitions.iter().map(definition).collect(),
        tables: model.tables.iter().map(table).collect(),
        norms: model.norms.iter().map(norm).collect(),
        instruments: (model.instruments.iter())
            .map(|instrument| {
                (
                    instrument.label.clone(),
                    instrument.title.clone(),
                    instrument.number.clone(),
                )
            })
            .collect(),
        citations: model.citations.clone(),
        calendars: model
            .calendars
            .iter()
            .map(|calendar| calendar.label.clone())
            .collect(),
    }
}

fn parameter(parameter: &crate::check::Parameter) -> ParameterSchema {
    let lines = parameter.lines.iter().map(|line| LineSchema {
        in_force: line.in_force,
        published: line.published,
        value: line.value.clone(),
        basis: line.basis.clone(),
        span: line.span,
    });
    ParameterSchema {
        label: parameter.label.clone(),
        ty: parameter.ty.clone(),
        unit: parameter.unit.clone(),
        lines: lines.collect(),
        unsettled: parameter.unsettled.clone(),
    }
}

fn definition(definition: &crate::check::Definition) -> DefinitionSchema {
    DefinitionSchema {
        label: definition.label.clone(),
        object: definition.object,
        ty: definition.ty.clone(),
        unit: definition.unit.clone(),
        exceptions: definition
            .exceptions
            .iter()
            .map(|exception| named(exception, None))
            .collect(),
        marks: definition.marks.clone(),
        span: definition.span,
    }
}

fn table(table: &crate::check::TableModel) -> TableSchema {
    TableSchema {
        label: table.label.clone(),
        object: table.object,
        outputs: table.outputs.clone(),
        rows: table.rows.iter().map(|row| row.basis.clone()).collect(),
        marks: table.marks.clone(),
        span: table.span,
    }
}

fn norm(norm: &Norm) -> NormSchema {
    NormSchema {
        modality: norm.modality,
        label: norm.label.clone(),
        object: norm.object,
        bearers: norm.bearers.clone(),
        beneficiaries: norm.beneficiaries.clone(),
        in_force: norm.in_force,
        exceptions: (norm.exceptions.iter())
            .map(|exception| named(exception, exception.value.as_deref()))
            .collect(),
        grants: norm.grants.iter().map(GrantSchema::of).collect(),
        deeds: norm.deeds.clone(),
        deadline: norm.deadline.clone().map(deadline),
        if_late: norm.if_late.clone(),
        evidence: norm
            .evidence
            .iter()
            .map(NormSchema::evidence_words)
            .collect(),
        measure: norm.measure.as_ref().map(|measure| MeasureSchema {
            ty: measure.formula.ty.clone(),
            unit: measure.unit.clone(),
            target: measure
                .target
                .as_ref()
                .map(|target| (target.by, target.relation)),
            baseline: measure.baseline,
            data_from: measure.data_from.clone(),
            frequency: measure.frequency,
        }),
        marks: norm.marks.clone(),
        span: norm.span,
    }
}

fn deadline(deadline: DeadlineModel) -> super::schema::DeadlineSchema {
    use super::schema::DeadlineSchema;
    match deadline {
        DeadlineModel::Within { .. } | DeadlineModel::By(_) => DeadlineSchema::Day,
        DeadlineModel::Every(per) => DeadlineSchema::Every(per),
        DeadlineModel::Words(words) => DeadlineSchema::Words(words),
    }
}

fn named<T>(exception: &Exception<T>, grants: Option<&[Grant]>) -> ExceptionSchema {
    ExceptionSchema {
        label: exception.label.clone(),
        basis: exception.basis.clone(),
        grants: grants.map(|grants| grants.iter().map(GrantSchema::of).collect()),
        overrides: exception.overrides.clone(),
    }
}
