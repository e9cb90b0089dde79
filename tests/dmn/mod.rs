//! Decision models of DMN as packages of ours: a table is a 表, an expression a 定义, a test a 例.

use std::fmt::Write as _;

use serde_json::Value;

/// Why a model has no counterpart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// RULE ORDER, OUTPUT ORDER, and COLLECT without a figure give a list of results; a table here gives one.
    ListOfResults,
}

impl Reason {
    pub const fn words(self) -> &'static str {
        match self {
            Self::ListOfResults => "a list of results",
        }
    }
}

/// A name of FEEL as a name of ours.
fn name(text: &str) -> String {
    let letters = text
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '_' });
    format!("n_{}", letters.collect::<String>())
}

/// A column of results, by its place.
fn column(place: usize) -> String {
    format!("果{}", ["一", "二", "三"][place])
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_default()
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().map(Vec::as_slice).unwrap_or_default()
}

/// The words of a list such as `"High", "Low"`, without their marks.
fn words(text: &str) -> Vec<String> {
    text.split(',')
        .map(|word| word.trim().trim_matches('"').to_owned())
        .collect()
}

/// The rules of a model.
pub fn rules(model: &Value) -> Result<String, Reason> {
    let mut rules = String::from(
        "文件 规章：标题《测试用规章》；成文日期 2015年1月1日；适用 自2015年1月1日起；全文 未收录。\n",
    );
    let parts = list(model, "decisions");
    let (inputs, decisions): (Vec<&Value>, Vec<&Value>) = parts
        .iter()
        .partition(|part| text(part, "kind") == "inputData");
    let mut facts = Vec::new();
    for input in &inputs {
        let ty = match text(input, "type") {
            "number" => "小数".to_owned(),
            "boolean" => "是否".to_owned(),
            _ => format!(
                "取值｛{}｝",
                allowed(&decisions, text(input, "name")).join("、")
            ),
        };
        facts.push(format!("{}：{ty}", name(text(input, "name"))));
    }
    writeln!(rules, "对象 案情：{}。", facts.join("；")).expect("a text grows");
    for decision in &decisions {
        let logic = &decision["logic"];
        let own = name(text(decision, "name"));
        match logic["feel"].as_str() {
            Some(feel) => define(&mut rules, &own, &expression(feel, &inputs, &decisions)),
            None => {
                let table = &logic["decisionTable"];
                rules.push_str(&table_of(&own, table)?);
                for place in 0..list(table, "outputs").len() {
                    let column = column(place);
                    define(
                        &mut rules,
                        &format!("{own}{column}"),
                        &format!("表_{own}的{column}"),
                    );
                }
            }
        }
        if text(decision, "type") == "boolean" {
            writeln!(
                rules,
                "权利 权_{own}：依据：规章第二条；主体：案情；条件：{own}；给予：“如此”。"
            )
            .expect("a text grows");
        }
    }
    Ok(rules)
}

fn define(rules: &mut String, name: &str, value: &str) {
    writeln!(rules, "定义 {name}：依据：规章第一条；是指：{value}。").expect("a text grows");
}

/// The words that an input may be: those that some table allows.
fn allowed(decisions: &[&Value], input: &str) -> Vec<String> {
    decisions
        .iter()
        .flat_map(|decision| list(&decision["logic"]["decisionTable"], "inputs"))
        .find(|column| text(column, "expr") == input)
        .map(|column| words(text(column, "allowed")))
        .unwrap_or_default()
}

/// An expression over inputs and other decisions.
fn expression(feel: &str, inputs: &[&Value], decisions: &[&Value]) -> String {
    let mut names: Vec<(&str, String)> = Vec::new();
    for input in inputs {
        let own = text(input, "name");
        names.push((own, format!("案情的{}", name(own))));
    }
    for decision in decisions {
        let own = text(decision, "name");
        let is_table = decision["logic"]["feel"].is_null();
        let result = if is_table { column(0) } else { String::new() };
        names.push((own, format!("{}{result}", name(own))));
    }
    names.sort_by_key(|(own, _)| std::cmp::Reverse(own.len()));
    let mut ours = String::new();
    let mut rest = feel.trim();
    let words = [
        ("and ", "且 "),
        ("or ", "或 "),
        ("not(", "并非（"),
        ("max(", "较高者（"),
        (")", "）"),
        (",", "，"),
        ("+", "＋"),
    ];
    let words = words.map(|(word, said)| (word, said.to_owned()));
    while !rest.is_empty() {
        let found = names
            .iter()
            .chain(&words)
            .find_map(|(word, said)| Some((said.as_str(), rest.strip_prefix(word)?)));
        if let Some((said, after)) = found {
            ours.push_str(said);
            rest = after;
        } else {
            let mut letters = rest.chars();
            ours.extend(letters.next());
            rest = letters.as_str();
        }
    }
    ours
}

/// A row: its cells and its results, as written in FEEL.
type Row = (Vec<String>, Vec<String>);

/// A table by our hit rules.
fn table_of(own: &str, table: &Value) -> Result<String, Reason> {
    let strings = |row: &Value, key: &str| -> Vec<String> {
        list(row, key)
            .iter()
            .map(|cell| cell.as_str().unwrap_or_default().to_owned())
            .collect()
    };
    let mut rows: Vec<Row> = list(table, "rules")
        .iter()
        .map(|row| (strings(row, "when"), strings(row, "then")))
        .collect();
    let outputs = list(table, "outputs");
    let aggregation = text(table, "aggregation");
    let hit = match (text(table, "hitPolicy"), aggregation) {
        ("UNIQUE" | "ANY", _) => "唯一",
        ("FIRST", _) => "首个",
        // The result that stands first among the declared ones: rows in that order, and the first that applies.
        ("PRIORITY", _) => {
            let order = words(text(&outputs[0], "values"));
            rows.sort_by_key(|row| {
                order
                    .iter()
                    .position(|word| *word == row.1[0].trim_matches('"'))
            });
            "首个"
        }
        ("COLLECT", "SUM") => "累加",
        ("COLLECT", "COUNT") => {
            rows.iter_mut().for_each(|row| row.1[0] = "1".to_owned());
            "累加"
        }
        // The least or greatest of those that apply: rows by their results, and the first that applies.
        ("COLLECT", "MIN" | "MAX") => {
            let figure =
                |row: &Row| tiaoli::quantity::Number::parse_decimal(&row.1[0]).expect("a number");
            rows.sort_by_key(figure);
            if aggregation == "MAX" {
                rows.reverse();
            }
            "首个"
        }
        _ => return Err(Reason::ListOfResults),
    };
    let defaults: Vec<&str> = outputs
        .iter()
        .filter_map(|output| output["default"].as_str())
        .collect();
    if hit == "首个" && !defaults.is_empty() {
        let cells = vec!["-".to_owned(); list(table, "inputs").len()];
        rows.push((
            cells,
            defaults.iter().map(|text| (*text).to_owned()).collect(),
        ));
    }
    let heads: Vec<String> = list(table, "inputs")
        .iter()
        .map(|input| format!("案情的{}", name(text(input, "expr"))))
        .collect();
    let results: Vec<String> = (0..outputs.len()).map(column).collect();
    let mut ours = format!(
        "表 表_{own}：依据：规章第三条；命中：{hit}；｜ {} ‖ {} ｜",
        heads.join(" ｜ "),
        results.join(" ｜ ")
    );
    for (cells, values) in rows {
        for cells in alternatives(&cells) {
            let values: Vec<String> = values.iter().map(|value| result(value)).collect();
            write!(
                ours,
                "｜ {} ‖ {} ｜",
                cells.join(" ｜ "),
                values.join(" ｜ ")
            )
            .expect("a text grows");
        }
    }
    Ok(ours + "。\n")
}

/// A row for each way in which its comparisons may hold: `<18,>=60` is either.
fn alternatives(cells: &[String]) -> Vec<Vec<String>> {
    cells.iter().fold(vec![Vec::new()], |rows, cell| {
        let ways = ways(cell);
        rows.iter()
            .flat_map(|row| {
                ways.iter()
                    .map(|way| [row.as_slice(), std::slice::from_ref(way)].concat())
            })
            .collect()
    })
}

fn ways(cell: &str) -> Vec<String> {
    if cell.starts_with('"') {
        return vec![words(cell).join("、")];
    }
    if let Some(range) = cell
        .strip_prefix('[')
        .and_then(|cell| cell.strip_suffix(')'))
    {
        let (from, to) = range.split_once("..").expect("two ends");
        return vec![format!("≥ {from} 且 ＜ {to}")];
    }
    cell.split(',').map(test).collect()
}

fn test(cell: &str) -> String {
    let signs = [(">=", "≥"), ("<=", "≤"), (">", "＞"), ("<", "＜")];
    match cell {
        "-" => "任意".to_owned(),
        "true" => "是".to_owned(),
        "false" => "否".to_owned(),
        _ => {
            let found = signs
                .iter()
                .find_map(|(sign, ours)| Some((cell.strip_prefix(sign)?, ours)));
            found.map_or_else(
                || cell.to_owned(),
                |(figure, sign)| format!("{sign} {figure}"),
            )
        }
    }
}

fn result(value: &str) -> String {
    if value.starts_with('"') {
        format!("“{}”", value.trim_matches('"'))
    } else {
        value.to_owned()
    }
}

/// A test as an example.
pub fn example(model: &Value, number: usize, case: &Value) -> String {
    let mut example = format!("例 例_n{number}：判断日：2024年6月1日；");
    let inputs = case["inputs"].as_object().expect("inputs by name");
    let given = inputs
        .iter()
        .filter_map(|(input, value)| Some(format!("{}＝{}", name(input), known(value)?)));
    write!(
        example,
        "设 案情：案情｛{}｝",
        given.collect::<Vec<_>>().join("，")
    )
    .expect("a text grows");
    for wanted in list(case, "results") {
        let own = name(text(wanted, "decision"));
        let expected = &wanted["expected"];
        let said = match (expected, expected.get("num")) {
            (Value::Bool(true), _) => format!("则成立：权_{own}"),
            (Value::Bool(false), _) => format!("则不成立：权_{own}"),
            (Value::Null, _) => format!("则待定：权_{own}"),
            (Value::Object(columns), None) => columns_said(model, wanted, columns, &own),
            _ => {
                let is_table = !logic(model, wanted)["decisionTable"].is_null();
                let result = if is_table { column(0) } else { String::new() };
                format!("则：{own}{result} ＝ {}", wanted_value(expected))
            }
        };
        write!(example, "；{said}").expect("a text grows");
    }
    example + "。\n"
}

fn logic<'m>(model: &'m Value, wanted: &Value) -> &'m Value {
    let decision = list(model, "decisions")
        .iter()
        .find(|decision| decision["name"] == wanted["decision"]);
    &decision.expect("a decision of the model")["logic"]
}

/// What each of several columns holds.
fn columns_said(
    model: &Value,
    wanted: &Value,
    columns: &serde_json::Map<String, Value>,
    own: &str,
) -> String {
    let outputs = list(&logic(model, wanted)["decisionTable"], "outputs");
    let said = outputs.iter().enumerate().map(|(place, output)| {
        let value = wanted_value(&columns[text(output, "name")]);
        format!("则：{own}{} ＝ {value}", column(place))
    });
    said.collect::<Vec<_>>().join("；")
}

/// A result as an example writes it.
fn wanted_value(value: &Value) -> String {
    match value {
        Value::String(word) => format!("“{word}”"),
        _ => known(value).expect("a value"),
    }
}

/// A value of FEEL as a fact or a figure of ours; none where it is not known.
fn known(value: &Value) -> Option<String> {
    match value {
        Value::Bool(true) => Some("是".to_owned()),
        Value::Bool(false) => Some("否".to_owned()),
        Value::String(word) => Some(word.clone()),
        _ => value.get("num").and_then(Value::as_str).map(str::to_owned),
    }
}
