//! What the checker understood: types, units, times in force, what overrides what, and what is left to whom.

use tiaoli::check::{
    Citation, CitationId, Constant, DeadlineModel, Definition, Exception, FieldKind, Finding,
    Grant, GrantBound, InForce, Label, Marks, Modality, Model, Norm, ObjectId, Parameter, Reading,
    Relation, Repeal, TableModel, Term, TermKind, TermUnit, Type,
};
use tiaoli::quantity::{Dimension, Unit, show_zh};
use tiaoli::source::FileId;

/// The meaning of the declarations that are wanted, in the order of the files.
pub fn of(model: &Model, wanted: impl Fn(&Label) -> bool) -> String {
    let mut told: Vec<((FileId, u32), Vec<String>)> = Vec::new();
    let mut tell = |label: &Label, lines: Vec<String>| {
        if wanted(label) {
            told.push(((label.span.file(), label.span.start()), lines));
        }
    };
    for one in &model.parameters {
        tell(&one.label, parameter(model, one));
    }
    for one in &model.definitions {
        tell(&one.label, definition(model, one));
    }
    for one in &model.tables {
        tell(&one.label, table(model, one));
    }
    for one in &model.findings {
        tell(&one.label, finding(model, one));
    }
    for one in &model.readings {
        tell(&one.label, reading(model, one));
    }
    for one in &model.norms {
        tell(&one.label, norm(model, one));
    }
    for one in &model.repeals {
        tell(&one.label, repeal(model, one));
    }
    for one in &model.declaratories {
        let mut lines = vec![head("宣示", &one.label, None)];
        lines.push(format!("  不执行，理由：{}", one.reasons.join("；")));
        lines.extend(marks(model, &one.marks));
        tell(&one.label, lines);
    }
    told.sort();
    let declarations: Vec<String> = told
        .into_iter()
        .map(|(_, lines)| lines.join("\n"))
        .collect();
    declarations.join("\n\n")
}

fn head(kind: &str, label: &Label, object: Option<&str>) -> String {
    let of = object.map_or(String::new(), |object| format!("{object}的"));
    let alias = label
        .alias
        .as_ref()
        .map_or(String::new(), |alias| format!("（{alias}）"));
    format!("{kind} {of}{}{alias}", label.name)
}

fn object_name(model: &Model, object: Option<ObjectId>) -> Option<&str> {
    object.map(|id| model.objects[id.index()].label.name.as_str())
}

fn ty(model: &Model, ty: &Type, unit: Option<&Unit>) -> String {
    match ty {
        Type::Boolean => "是否".to_owned(),
        Type::Number(dimension) => number(dimension, unit),
        Type::Date => "日期".to_owned(),
        Type::Text => "文字".to_owned(),
        Type::Choice(choice) => {
            let choice = &model.choices[choice.index()];
            let options: Vec<&str> = choice
                .options
                .iter()
                .map(|(name, _)| name.as_str())
                .collect();
            let kind = if choice.ordered { "等级" } else { "取值" };
            format!("{kind}｛{}｝", options.join("、"))
        }
        Type::Period => "期间".to_owned(),
    }
}

fn number(dimension: &Dimension, unit: Option<&Unit>) -> String {
    let unit = unit.cloned().unwrap_or_else(|| Unit::base(dimension));
    match unit.zh() {
        "" => dimension.zh(),
        words => format!("{}，以{words}计", dimension.zh()),
    }
}

fn time(time: InForce) -> String {
    let last = time.until.and_then(|day| day.checked_add_days(-1));
    match (time.from, last) {
        (None, None) => "一直适用".to_owned(),
        (Some(from), None) => format!("自{}起", from.zh()),
        (None, Some(last)) => format!("至{}止", last.zh()),
        (Some(from), Some(last)) => format!("自{}至{}止", from.zh(), last.zh()),
    }
}

fn constant(model: &Model, value: &Constant, unit: Option<&Unit>) -> String {
    match value {
        Constant::Boolean(true) => "是".to_owned(),
        Constant::Boolean(false) => "否".to_owned(),
        Constant::Number(number) => match unit {
            Some(unit) => show_zh(*number, unit),
            None => number.to_string(),
        },
        Constant::Date(day) => day.zh(),
        Constant::Text(words) => format!("“{words}”"),
        Constant::Choice(choice, option) => {
            let option = usize::try_from(*option).unwrap();
            model.choices[choice.index()].options[option].0.clone()
        }
    }
}

fn citation(model: &Model, id: CitationId) -> String {
    let Citation { title, path, .. } = &model.citations[id.index()];
    format!("《{title}》{path}")
}

/// What a term rests on, each once, in the order of the text.
fn rests_on(model: &Model, terms: &[&Term]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for term in terms {
        term.each(|part| {
            let told = match &part.kind {
                TermKind::Field { field, .. } => {
                    let field = &model.fields[field.index()];
                    let unit = match &field.kind {
                        FieldKind::Value { unit, .. } => unit.as_ref(),
                        FieldKind::List { .. } => None,
                    };
                    let object = &model.objects[field.object.index()].label.name;
                    let sensitive = if field.sensitive { "，敏感" } else { "" };
                    format!(
                        "事实 {object}的{}：{}{sensitive}",
                        field.label.name,
                        ty(model, &part.ty, unit)
                    )
                }
                TermKind::Parameter { parameter, .. } => {
                    format!("参数 {}", model.parameters[parameter.index()].label.name)
                }
                TermKind::Definition { definition, .. } => {
                    let definition = &model.definitions[definition.index()];
                    let of = object_name(model, definition.object);
                    let of = of.map_or(String::new(), |of| format!("{of}的"));
                    format!(
                        "定义 {of}{}：{}",
                        definition.label.name,
                        ty(model, &part.ty, definition.unit.as_ref())
                    )
                }
                TermKind::Finding { finding, .. } => {
                    let finding = &model.findings[finding.index()];
                    format!(
                        "认定 {}：由{}",
                        finding.label.name,
                        finding.decided_by.join("、")
                    )
                }
                TermKind::Reading(reading) => {
                    format!("读法 {}", model.readings[reading.index()].label.name)
                }
                TermKind::Table { table, .. } => {
                    format!("表 {}", model.tables[table.index()].label.name)
                }
                TermKind::Holds { norm, .. } | TermKind::Granted { norm, .. } => {
                    format!("规范 {}", model.norms[norm.index()].label.name)
                }
                _ => return,
            };
            if !found.contains(&told) {
                found.push(told);
            }
        });
    }
    found
}

fn line(lines: &mut Vec<String>, label: &str, words: &[String]) {
    if !words.is_empty() {
        lines.push(format!("  {label}：{}", words.join("；")));
    }
}

fn marks(model: &Model, marks: &Marks) -> Vec<String> {
    let mut lines = Vec::new();
    let elsewhere: Vec<String> = marks
        .refer_to
        .iter()
        .map(|id| citation(model, *id))
        .collect();
    line(&mut lines, "另由这些文件规定", &elsewhere);
    line(&mut lines, "存疑", &marks.unsettled);
    lines
}

fn parameter(model: &Model, parameter: &Parameter) -> Vec<String> {
    let unit = parameter.unit.as_ref();
    let mut lines = vec![format!(
        "{}：{}",
        head("参数", &parameter.label, None),
        ty(model, &parameter.ty, unit)
    )];
    for one in &parameter.lines {
        let published = one
            .published
            .map_or(String::new(), |day| format!("，{}公布以前不知道", day.zh()));
        lines.push(format!(
            "  {}：{}{published}",
            time(one.in_force),
            constant(model, &one.value, unit)
        ));
        let basis: Vec<String> = one.basis.iter().map(|id| citation(model, *id)).collect();
        line(&mut lines, "  依据", &basis);
        line(&mut lines, "  存疑", one.unsettled.as_slice());
    }
    lines
}

fn definition(model: &Model, definition: &Definition) -> Vec<String> {
    let object = object_name(model, definition.object);
    let ty = ty(model, &definition.ty, definition.unit.as_ref());
    let mut lines = vec![format!("{}：{ty}", head("定义", &definition.label, object))];
    lines.push(format!("  适用：{}", time(definition.in_force)));
    let mut terms = vec![&definition.value];
    terms.extend(
        definition
            .exceptions
            .iter()
            .flat_map(|one| [&one.condition, &one.value]),
    );
    line(&mut lines, "取决于", &rests_on(model, &terms));
    lines.extend(exceptions(&definition.exceptions));
    lines.extend(marks(model, &definition.marks));
    lines
}

fn exceptions<T>(exceptions: &[Exception<T>]) -> Vec<String> {
    let told = exceptions.iter().map(|one| {
        let over: Vec<&str> = one
            .overrides
            .iter()
            .map(|at| exceptions[*at].label.name.as_str())
            .collect();
        match over.as_slice() {
            [] => format!("  例外：{}", one.label.name),
            over => format!("  例外：{}，优先于{}", one.label.name, over.join("、")),
        }
    });
    told.collect()
}

fn table(model: &Model, table: &TableModel) -> Vec<String> {
    let object = object_name(model, table.object);
    let mut lines = vec![head("表", &table.label, object)];
    let inputs: Vec<&Term> = table.inputs.iter().collect();
    line(&mut lines, "取决于", &rests_on(model, &inputs));
    for (name, output, unit) in &table.outputs {
        lines.push(format!(
            "  给出：{name}：{}",
            ty(model, output, unit.as_ref())
        ));
    }
    lines.push(format!("  共 {} 行", table.rows.len()));
    lines.extend(marks(model, &table.marks));
    lines
}

fn finding(model: &Model, finding: &Finding) -> Vec<String> {
    let object = object_name(model, finding.object);
    let mut lines = vec![head("认定", &finding.label, object)];
    lines.push(format!("  留给：{}", finding.decided_by.join("、")));
    let asked: Vec<String> = finding.ask.iter().map(|ask| ask.zh.clone()).collect();
    line(&mut lines, "问", &asked);
    line(&mut lines, "参考", &finding.consider);
    if finding.reasons_required {
        lines.push("  须说明理由；没有认定的，结论是待认定".to_owned());
    }
    lines.extend(marks(model, &finding.marks));
    lines
}

fn reading(model: &Model, reading: &Reading) -> Vec<String> {
    let mut lines = vec![head("读法", &reading.label, None)];
    let options = &model.choices[reading.choice.index()].options;
    for (at, ((name, _), option)) in (0_u32..).zip(options.iter().zip(&reading.options)) {
        let default = if at == reading.default {
            "（没有选择时用这一种）"
        } else {
            ""
        };
        lines.push(format!("  {name}{default}：{}", option.words));
    }
    line(&mut lines, "存疑", &reading.unsettled);
    lines
}

fn repeal(model: &Model, repeal: &Repeal) -> Vec<String> {
    let mut lines = vec![head("废止", &repeal.label, None)];
    let targets: Vec<String> = repeal
        .targets
        .iter()
        .map(|id| citation(model, *id))
        .collect();
    let from = repeal
        .from
        .map_or(String::new(), |day| format!("自{}起", day.zh()));
    lines.push(format!("  {from}不再适用：{}", targets.join("、")));
    lines.extend(marks(model, &repeal.marks));
    lines
}

const fn modality(modality: Modality) -> (&'static str, &'static str) {
    match modality {
        Modality::Right => ("权利", "条件成立的，可以请求"),
        Modality::Duty => ("义务", "条件成立的，必须履行"),
        Modality::Prohibition => ("禁止", "适用时不得为之"),
        Modality::Permission => ("准许", "可以为之，不产生请求权"),
        Modality::Encouragement => ("鼓励", "倡导，不产生请求权，也不产生义务"),
        Modality::Task => ("任务", "机关的工作任务，不产生请求权"),
        Modality::Indicator => ("指标", "以数值衡量，不产生请求权"),
    }
}

fn norm(model: &Model, norm: &Norm) -> Vec<String> {
    let (kind, force) = modality(norm.modality);
    let mut lines = vec![format!("{}：{force}", head(kind, &norm.label, None))];
    match object_name(model, norm.object) {
        Some(object) => lines.push(format!("  逐个{object}判断")),
        None => lines.push("  全案判断一次".to_owned()),
    }
    line(&mut lines, "由谁承担", &norm.bearers);
    line(&mut lines, "谁受益", &norm.beneficiaries);
    lines.push(format!("  适用：{}", time(norm.in_force)));
    line(&mut lines, "取决于", &rests_on(model, &norm.terms()));
    lines.extend(exceptions(&norm.exceptions));
    lines.extend(norm.grants.iter().map(|one| grant(model, one)));
    line(&mut lines, "内容", &norm.deeds);
    lines.extend(
        norm.deadline
            .as_ref()
            .map(|one| format!("  期限：{}", deadline(model, one))),
    );
    if norm.done_when.is_some() || norm.done_on.is_some() {
        lines.push("  履行与否：看完成标志或者完成日期".to_owned());
    } else if matches!(norm.modality, Modality::Duty | Modality::Task) {
        lines.push("  履行与否：没有完成标志，只能说无法判断".to_owned());
    }
    if let Some(measure) = &norm.measure {
        lines.push(format!(
            "  量的是：{}",
            ty(model, &measure.formula.ty, measure.unit.as_ref())
        ));
        match &measure.target {
            Some(target) => {
                let by = target
                    .by
                    .map_or(String::new(), |day| format!("到{}", day.zh()));
                let figure = value(model, &target.value, measure.unit.as_ref());
                lines.push(format!("  目标：{by}{}{figure}", relation(target.relation)));
            }
            None => lines.push("  目标：没有，只计算".to_owned()),
        }
    }
    lines.extend(marks(model, &norm.marks));
    lines
}

const fn relation(relation: Relation) -> &'static str {
    match relation {
        Relation::Less => "低于",
        Relation::AtMost => "不超过",
        Relation::Greater => "超过",
        Relation::AtLeast => "不低于",
        Relation::Equal => "等于",
        Relation::NotEqual => "不等于",
    }
}

fn value(model: &Model, term: &Term, unit: Option<&Unit>) -> String {
    match &term.kind {
        TermKind::Constant(value) => constant(model, value, unit),
        TermKind::Parameter { parameter, .. } => {
            format!("参数 {}", model.parameters[parameter.index()].label.name)
        }
        _ => format!("计算得出（{}）", ty(model, &term.ty, unit)),
    }
}

fn grant(model: &Model, grant: &Grant) -> String {
    let words = grant.words.as_deref().unwrap_or("");
    let bound = match grant.bound {
        GrantBound::Exact => "",
        GrantBound::AtLeast => "不少于",
        GrantBound::AtMost => "不超过",
    };
    let value = grant.value.as_ref().map_or(String::new(), |term| {
        value(model, term, grant.unit.as_ref())
    });
    format!("  给予：{words}{bound}{value}")
}

fn deadline(model: &Model, deadline: &DeadlineModel) -> String {
    match deadline {
        DeadlineModel::Within { amount, unit, .. } => {
            let unit = match unit {
                TermUnit::Days => "日（自然日）",
                TermUnit::Workdays(_) => "个工作日",
                TermUnit::Months => "个月",
            };
            format!("{amount}{unit}以内，起算的当日不算")
        }
        DeadlineModel::By(day) => format!("不晚于{}", value(model, day, None)),
        DeadlineModel::Every(_) => "每个周期的最后一日".to_owned(),
        DeadlineModel::Words(words) => format!("“{words}”，不能核验"),
    }
}
