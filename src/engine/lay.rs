//! A case as the machine reads it.

use std::collections::BTreeMap;

use crate::check::{Constant, ExampleInstance, ExampleValue, FieldId};
use crate::vm::{CaseError, Given, Instance};

use super::case::Case;

/// Why a case cannot be laid down, and of which instance and fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refused {
    /// Of which instance.
    pub(crate) of: Option<ExampleInstance>,
    /// Which fact.
    pub(crate) field: Option<FieldId>,
    /// Why.
    pub(crate) error: CaseError,
}

/// Which instance of the machine is which of the case.
pub(crate) type Places = BTreeMap<Instance, ExampleInstance>;

/// Lays a case down.
///
/// # Errors
/// The first fact that the machine refuses.
pub(crate) fn lay(case: &Case, machine: &mut crate::vm::Case<'_>) -> Result<Places, Refused> {
    let mut laid = Laid {
        forth: BTreeMap::new(),
        back: BTreeMap::new(),
    };
    for (object, count) in &case.direct {
        for number in 0..*count {
            let of = ExampleInstance::Direct(*object, number);
            let added = machine.add(*object).map_err(|error| Refused {
                of: Some(of.clone()),
                field: None,
                error,
            })?;
            laid.put(of, added);
        }
    }
    for fact in &case.facts {
        let refused = |error| Refused {
            of: Some(fact.of.clone()),
            field: Some(fact.field),
            error,
        };
        let of = laid.instance(&fact.of).map_err(refused)?;
        match &fact.value {
            ExampleValue::Exactly(constant) => machine
                .give(of, fact.field, given(constant))
                .map_err(refused)?,
            ExampleValue::Between(low, high) => {
                let (low, high) = (low.as_ref().map(given), high.as_ref().map(given));
                machine
                    .give_bounds(of, fact.field, low, high)
                    .map_err(refused)?;
            }
            ExampleValue::Length(length) => {
                let first = machine
                    .give_list(of, fact.field, *length)
                    .map_err(refused)?;
                for index in 0..*length {
                    let member = ExampleInstance::Member {
                        owner: Box::new(fact.of.clone()),
                        list: fact.field,
                        index,
                    };
                    let row = first.row.saturating_add(index);
                    laid.put(
                        member,
                        Instance {
                            object: first.object,
                            row,
                        },
                    );
                }
            }
        }
    }
    for finding in &case.findings {
        let refused = |error| Refused {
            of: finding.of.clone(),
            field: None,
            error,
        };
        let of = match &finding.of {
            Some(of) => laid.instance(of).map_err(refused)?,
            None => Instance::CASE,
        };
        machine
            .find(of, finding.finding, finding.holds)
            .map_err(refused)?;
    }
    for (reading, option) in &case.readings {
        machine.read(*reading, *option).map_err(|error| Refused {
            of: None,
            field: None,
            error,
        })?;
    }
    Ok(laid.back)
}

struct Laid {
    forth: BTreeMap<ExampleInstance, Instance>,
    back: Places,
}

impl Laid {
    fn put(&mut self, of: ExampleInstance, instance: Instance) {
        self.back.insert(instance, of.clone());
        self.forth.insert(of, instance);
    }

    fn instance(&mut self, of: &ExampleInstance) -> Result<Instance, CaseError> {
        if let ExampleInstance::Root(object) = of {
            return Ok(Instance::root(*object));
        }
        self.forth.get(of).copied().ok_or(CaseError::NoSuchInstance)
    }
}

/// A constant as the machine takes it.
pub(crate) fn given(constant: &Constant) -> Given<'_> {
    match constant {
        Constant::Boolean(value) => Given::Boolean(*value),
        Constant::Number(value) => Given::Number(*value),
        Constant::Date(value) => Given::Date(*value),
        Constant::Text(words) => Given::Text(words),
        Constant::Choice(_, place) => Given::Choice(*place),
    }
}
