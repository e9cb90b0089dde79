//! The expressions of the DMN Technology Compatibility Kit, each with its judgment; see `tests/cases/dmn-tck/README.md`.

#![expect(clippy::panic, clippy::expect_used, reason = "tests may panic")]

mod feel;

use std::collections::BTreeMap;
use std::fmt;

use feel::Reason;
use feel::checked::{accepts, is_refused, of_value, rules, said};
use feel::evaluate::evaluate;
use feel::parse::parse;
use feel::value::{Refusal, Stop, Value, day, duration, literal, minutes_by_feel};
use tiaoli::diagnostic::Words;
use tiaoli::engine::{Engine, Manifest, SourceFile};
use tiaoli::quantity::{ArithmeticError, Base, Number, Quantity, Rounding};

const CASES: &str = include_str!("cases/dmn-tck/expressions.tsv");

/// How many cases have each judgment. A change here is a change of meaning.
const COUNTS: [(&str, usize); 19] = [
    ("differs: rounding is written", 4),
    ("differs: too many decimals", 3),
    ("differs: units multiply", 8),
    ("left out: a wrong type, where there is no word", 11),
    ("left out: days and hours stay apart", 18),
    ("left out: lists, ranges, contexts, functions", 412),
    ("left out: other decisions", 19),
    ("left out: outside the years 1 to 9999", 8),
    ("left out: powers", 133),
    ("left out: rounding half down", 8),
    ("left out: scale not whole", 1),
    ("left out: texts", 5),
    ("left out: times of day", 424),
    ("left out: way to call", 26),
    ("passes: both refuse", 52),
    ("passes: equal", 243),
    ("passes: equal, said in hours", 9),
    ("passes: the checker refuses", 165),
    ("passes: unknown", 88),
];

/// One line of the file.
struct Case<'a> {
    suite: &'a str,
    id: &'a str,
    feel: &'a str,
    inputs: BTreeMap<String, Value>,
    expected: serde_json::Value,
    judgment: &'a str,
}

impl<'a> Case<'a> {
    fn read(line: &'a str) -> Self {
        let cells: Vec<&str> = line.split('\t').collect();
        let [suite, id, feel, inputs, expected, _refuse, judgment] = cells[..] else {
            panic!("not seven cells: {line}")
        };
        let json = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("JSON");
        let inputs = if inputs == "-" {
            serde_json::Map::new()
        } else {
            json(inputs).as_object().expect("an object").clone()
        };
        // Inputs that are neither a number, a truth value nor null belong to models of several decisions.
        let inputs = inputs
            .into_iter()
            .filter_map(|(name, value)| Some((name, known(&value).ok()?)))
            .collect();
        Self {
            suite,
            id,
            feel,
            inputs,
            expected: json(expected),
            judgment,
        }
    }

    fn judge(&self) -> Result<Judgment, String> {
        let tree = parse(self.feel);
        let outcome = tree
            .clone()
            .map_err(Stop::LeftOut)
            .and_then(|tree| evaluate(&tree, &self.inputs));
        let nothing = self.expected.is_null();
        match outcome {
            Err(Stop::LeftOut(Reason::Types | Reason::Calls))
                if nothing
                    && tree
                        .as_ref()
                        .is_ok_and(|tree| is_refused(tree) == Some(true)) =>
            {
                Ok(Judgment::CheckerRefuses)
            }
            Err(Stop::LeftOut(reason)) => Ok(Judgment::LeftOut(reason)),
            Err(Stop::Refused(_)) if nothing => Ok(Judgment::BothRefuse),
            Err(Stop::Refused(Refusal::OutsideYears)) => {
                Ok(Judgment::LeftOut(Reason::OutsideYears))
            }
            Err(Stop::Refused(Refusal::Arithmetic(ArithmeticError::Overflow))) => {
                Ok(Judgment::TooManyDecimals)
            }
            Err(Stop::Refused(refusal)) => Err(format!("refused: {refusal:?}")),
            Ok(Value::Unknown) if nothing => Ok(Judgment::Unknown),
            Ok(Value::Measured(quantity)) => self.compare(&quantity),
            Ok(value) if known(&self.expected).as_ref() == Ok(&value) => Ok(Judgment::Equal),
            Ok(value) => Err(format!("{value:?}")),
        }
    }

    fn compare(&self, ours: &Quantity) -> Result<Judgment, String> {
        let dimension = ours.dimension();
        if self.expected.is_null() && !dimension.is_none() && dimension.single().is_none() {
            return Ok(Judgment::UnitsMultiply);
        }
        let expected = known(&self.expected);
        if expected == Ok(Value::Measured(ours.clone())) {
            return Ok(Judgment::Equal);
        }
        if dimension.is(&Base::Month)
            && let Ok(Value::Measured(theirs)) = &expected
            && Rounding::Down.apply(ours.value(), Number::ONE) == Ok(theirs.value())
        {
            return Ok(Judgment::RoundingIsWritten);
        }
        let text = self
            .expected
            .get("duration")
            .and_then(serde_json::Value::as_str)
            .unwrap_or_default();
        let minutes = match dimension.single() {
            Some(Base::Day) => ours.value().checked_mul(Number::from_i64(24 * 60)).ok(),
            Some(Base::Clock) => Some(ours.value()),
            _ => None,
        };
        if minutes.is_some() && minutes == minutes_by_feel(text) {
            return Ok(if dimension.is(&Base::Clock) {
                Judgment::EqualInHours
            } else {
                Judgment::LeftOut(Reason::DayAndClock)
            });
        }
        Err(ours.to_string())
    }
}

/// What the file says a value is.
fn known(value: &serde_json::Value) -> Result<Value, Stop> {
    let text = |key: &str| value.get(key).and_then(serde_json::Value::as_str);
    let malformed = Stop::Refused(Refusal::Malformed);
    match value {
        serde_json::Value::Null => Ok(Value::Unknown),
        serde_json::Value::Bool(value) => Ok(Value::Boolean(*value)),
        serde_json::Value::String(text) => Ok(Value::Text(text.clone())),
        _ if text("time").is_some() || text("dateTime").is_some() => {
            Err(Stop::LeftOut(Reason::ClockTime))
        }
        _ => match (text("num"), text("date"), text("duration")) {
            (Some(number), None, None) => Number::parse_decimal(number)
                .map(Value::number)
                .map_err(|_| malformed),
            (None, Some(date), None) => day(date).map(Value::Day),
            (None, None, Some(length)) => duration(length),
            _ => Err(malformed),
        },
    }
}

/// What became of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Judgment {
    /// The same value.
    Equal,
    /// The same length of time; FEEL writes 24 hours as a day, ours stay hours.
    EqualInHours,
    /// FEEL says `null`, and a value is missing: ours is not known.
    Unknown,
    /// FEEL says `null`, and ours is refused.
    BothRefuse,
    /// FEEL says `null`, and the checker refuses the rule before anything is computed.
    CheckerRefuses,
    /// No counterpart.
    LeftOut(Reason),
    /// A difference of meaning: FEEL knows no day × day; here a product of units is a unit.
    UnitsMultiply,
    /// A difference of meaning: FEEL cuts months to whole ones; here the value stays exact until a rounding is written, and
    /// with 舍去 written it is theirs.
    RoundingIsWritten,
    /// A difference of range: FEEL rounds to 6176 decimals; that step does not fit here and is refused.
    TooManyDecimals,
}

impl fmt::Display for Judgment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Equal => f.write_str("passes: equal"),
            Self::EqualInHours => f.write_str("passes: equal, said in hours"),
            Self::Unknown => f.write_str("passes: unknown"),
            Self::BothRefuse => f.write_str("passes: both refuse"),
            Self::CheckerRefuses => f.write_str("passes: the checker refuses"),
            Self::LeftOut(reason) => write!(f, "left out: {}", reason.words()),
            Self::UnitsMultiply => f.write_str("differs: units multiply"),
            Self::RoundingIsWritten => f.write_str("differs: rounding is written"),
            Self::TooManyDecimals => f.write_str("differs: too many decimals"),
        }
    }
}

#[test]
fn every_case_has_the_judgment_that_is_recorded_with_it() {
    let mut wrong = Vec::new();
    for case in CASES.lines().map(Case::read) {
        let judgment = case.judge().map_or_else(
            |error| format!("FAILS: {error}"),
            |judgment| judgment.to_string(),
        );
        if judgment != case.judgment {
            wrong.push(format!(
                "{} {}: {} is {judgment}, recorded is {}",
                case.suite, case.id, case.feel, case.judgment
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} cases:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn the_judgments_are_counted() {
    let mut counts = BTreeMap::<&str, usize>::new();
    for line in CASES.lines() {
        let judgment = line.rsplit('\t').next().expect("a cell");
        *counts.entry(judgment).or_default() += 1;
    }
    for (judgment, count) in &counts {
        println!("{count:5} {judgment}");
    }
    assert_eq!(counts.into_iter().collect::<Vec<_>>(), COUNTS);
}

#[test]
fn the_engine_gives_what_passes_where_it_can_be_said() {
    let equal = CASES
        .lines()
        .map(Case::read)
        .filter(|case| case.judgment == "passes: equal");
    let (mut values, mut not_said) = (Vec::new(), 0);
    for case in equal {
        let ours = parse(case.feel)
            .ok()
            .and_then(|tree| said(&tree, "案情的数"));
        let expected = known(&case.expected)
            .ok()
            .and_then(|value| of_value(&value));
        match ours.zip(expected) {
            None => not_said += 1,
            Some((ours, _)) if !accepts(&ours) => {
                panic!("{} {}: {} as {ours}", case.suite, case.id, case.feel)
            }
            Some(pair) => values.push(pair),
        }
    }
    let file = SourceFile {
        path: "feel.tiao".to_owned(),
        bytes: rules(&values).into_bytes(),
    };
    let manifest = Manifest {
        name: "test/feel".to_owned(),
        version: "0.1.0".to_owned(),
        title: Words::same("式"),
    };
    let engine = Engine::open(manifest, vec![file], Vec::new());
    let problems: Vec<&str> = engine
        .problems()
        .iter()
        .map(|problem| problem.message().zh.as_str())
        .collect();
    assert!(engine.is_sound(), "{problems:#?}");
    let result = engine.run_example(engine.example("全部").expect("the example"));
    let wrong = result
        .failures
        .iter()
        .map(|failure| format!("wanted {}, got {}", failure.expected.zh, failure.found.zh));
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    println!(
        "{} by the engine, {not_said} with inputs or without words for them",
        values.len()
    );
    assert_eq!(
        (values.len(), result.expectations, not_said),
        (210, 210, 33)
    );
}

#[test]
fn an_expression_is_read_with_its_brackets_and_signs() {
    for (text, value) in [
        ("10 + 20 / -5 - 3", "3"),
        ("(10+20)-(-5+3)", "32"),
        ("-10--5", "-5"),
        ("2 * (3 - 4)", "-2"),
    ] {
        let value = Value::number(Number::parse_decimal(value).expect("a number"));
        let tree = parse(text).expect("an expression");
        assert_eq!(evaluate(&tree, &BTreeMap::new()), Ok(value), "{text}");
    }
    assert_eq!(literal("P1Y2M"), duration("P14M"));
}
