//! The case of an example as a person would write it in JSON.

use std::collections::BTreeMap;

use tiaoli::check::{
    Constant, ExampleInstance, ExampleModel, ExampleValue, FieldId, FieldKind, Model,
};
use tiaoli::quantity::{Number, Unit};

/// What stands in one instance: its name, and its value as text.
type Members = Vec<(String, String)>;

/// The facts of an example as JSON text.
pub fn json(model: &Model, example: &ExampleModel) -> String {
    let mut instances: BTreeMap<&ExampleInstance, Members> = BTreeMap::new();
    let mut whole: Members = vec![("判断日".into(), quoted(&example.as_of.to_string()))];
    let days = [
        ("适用法日", example.law_as_of),
        ("知悉日", example.known_as_of),
    ];
    for (name, day) in days {
        whole.extend(day.map(|day| (name.to_owned(), quoted(&day.to_string()))));
    }
    let mut loose: Members = Vec::new();
    for finding in &example.findings {
        let declared = &model.findings[finding.finding.index()];
        let reasons = finding.reasons.as_deref().unwrap_or("写明");
        let by = finding.by.as_deref().unwrap_or("有关部门");
        let told = format!(
            "{{\"结论\": {}, \"由\": {}, \"理由\": {}}}",
            finding.holds,
            quoted(by),
            quoted(reasons)
        );
        let member = (declared.label.name.clone(), told);
        match &finding.of {
            Some(of) => instances.entry(of).or_default().push(member),
            None => loose.push(member),
        }
    }
    for fact in &example.facts {
        if let ExampleValue::Length(_) = fact.value {
            continue;
        }
        let name = model.fields[fact.field.index()].label.name.clone();
        let told = value(model, fact.field, &fact.value);
        instances.entry(&fact.of).or_default().push((name, told));
    }
    let mut lists: Vec<_> = example
        .facts
        .iter()
        .filter(|fact| matches!(fact.value, ExampleValue::Length(_)))
        .collect();
    // The lists of members stand inside lists: the innermost come first.
    lists.sort_by_key(|fact| std::cmp::Reverse(&fact.of));
    for fact in lists {
        let ExampleValue::Length(length) = fact.value else {
            continue;
        };
        let members: Vec<String> = (0..length)
            .map(|index| {
                let of = ExampleInstance::Member {
                    owner: Box::new(fact.of.clone()),
                    list: fact.field,
                    index,
                };
                braces(instances.get(&of).map_or(&[], Vec::as_slice))
            })
            .collect();
        let name = model.fields[fact.field.index()].label.name.clone();
        let told = format!("[{}]", members.join(", "));
        instances.entry(&fact.of).or_default().push((name, told));
    }
    let mut direct: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (of, members) in &instances {
        match of {
            ExampleInstance::Root(object) => {
                let name = model.objects[object.index()].label.name.clone();
                whole.push((name, braces(members)));
            }
            ExampleInstance::Direct(object, number) => {
                let all = direct
                    .entry(&model.objects[object.index()].label.name)
                    .or_default();
                all.resize(
                    all.len()
                        .max(usize::try_from(*number).expect("a small number") + 1),
                    "{}".to_owned(),
                );
                all[usize::try_from(*number).expect("a small number")] = braces(members);
            }
            ExampleInstance::Member { .. } => {}
        }
    }
    whole.extend(
        direct
            .into_iter()
            .map(|(name, all)| (name.to_owned(), format!("[{}]", all.join(", ")))),
    );
    let readings = example.readings.iter().map(|(reading, option)| {
        let declared = &model.readings[reading.index()];
        let place = usize::try_from(*option).expect("few options");
        let (option, _) = &model.choices[declared.choice.index()].options[place];
        (declared.label.name.clone(), quoted(option))
    });
    let readings: Members = readings.collect();
    for (name, members) in [("认定", loose), ("读法", readings)] {
        if !members.is_empty() {
            whole.push((name.to_owned(), braces(&members)));
        }
    }
    braces(&whole)
}

fn braces(members: &[(String, String)]) -> String {
    let members: Vec<String> = members
        .iter()
        .map(|(name, told)| format!("{}: {told}", quoted(name)))
        .collect();
    format!("{{{}}}", members.join(", "))
}

fn quoted(words: &str) -> String {
    serde_json::Value::from(words).to_string()
}

fn value(model: &Model, field: FieldId, value: &ExampleValue) -> String {
    let FieldKind::Value { unit, .. } = &model.fields[field.index()].kind else {
        unreachable!("a list has no value");
    };
    let constant = |constant: &Constant| match constant {
        Constant::Boolean(value) => value.to_string(),
        Constant::Number(number) => figure(*number, unit.as_ref()),
        Constant::Date(day) => quoted(&day.to_string()),
        Constant::Text(words) => quoted(words),
        Constant::Choice(choice, place) => {
            let place = usize::try_from(*place).expect("few options");
            quoted(&model.choices[choice.index()].options[place].0)
        }
    };
    match value {
        ExampleValue::Exactly(exactly) => constant(exactly),
        ExampleValue::Between(low, high) => {
            let ends = [("至少", low), ("至多", high)];
            let ends = ends
                .into_iter()
                .filter_map(|(name, end)| Some((name.to_owned(), constant(end.as_ref()?))));
            braces(&ends.collect::<Members>())
        }
        ExampleValue::Length(length) => length.to_string(),
    }
}

fn figure(number: Number, unit: Option<&Unit>) -> String {
    let factor = unit.map_or(Number::ONE, Unit::factor);
    let given = number.checked_div(factor).expect("a small number");
    match (given.decimals(), unit) {
        (None, Some(unit)) => {
            let base = Unit::base(unit.dimension());
            quoted(&format!("{number}{}", base.zh()))
        }
        _ => given.to_string(),
    }
}
