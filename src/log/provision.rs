//! Which provision somebody asks about, as rules and people cite it, and whether a record's provision lies in it.

use serde_json::Value;

use crate::diagnostic::Words;
use crate::source::leading_numeral;

/// A provision that is asked about.
///
/// Written `《title》第十二条第一款`, `方案第（十二）项第1段第5句` (words of the title before the path), `article 12 paragraph 1` or as an
/// id, `part_5__item_12__para_1`. Outer levels may be left out; inner ones that are left out stand for all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    instrument: Option<String>,
    steps: Vec<Step>,
}

/// A step: what the level may be called in an id, and the number.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Step {
    levels: &'static [&'static str],
    number: String,
}

/// A level as Chinese citations write it, longer words first, and its names in ids.
const CHINESE: [(&str, &[&str]); 12] = [
    ("自然段", &["para"]),
    ("部分", &["part"]),
    ("段", &["para"]),
    ("句", &["sent"]),
    ("编", &["book"]),
    ("章", &["chp"]),
    ("节", &["sec"]),
    ("条", &["art"]),
    ("款", &["para"]),
    // An 项 is a `point` under an article and an `item` elsewhere.
    ("项", &["item", "point"]),
    ("目", &["subitem"]),
    ("点", &["point"]),
];

/// A level in English, longer words first. A clause is what English calls any numbered provision.
const ENGLISH: [(&str, &[&str]); 14] = [
    ("sentence", &["sent"]),
    ("natural_para", &["para"]),
    ("paragraph", &["para"]),
    ("para", &["para"]),
    ("book", &["book"]),
    ("chapter", &["chp"]),
    ("section", &["sec"]),
    ("article", &["art"]),
    ("art", &["art"]),
    ("clause", &["item", "art", "para", "point"]),
    ("part", &["part"]),
    ("item", &["item", "point"]),
    ("point", &["point"]),
    ("subitem", &["subitem"]),
];

/// The names of levels in ids.
const IDS: [&[&str]; 10] = [
    &["part"],
    &["item"],
    &["para"],
    &["sent"],
    &["art"],
    &["point"],
    &["subitem"],
    &["chp"],
    &["sec"],
    &["book"],
];

impl Asked {
    /// Reads what is asked about.
    ///
    /// # Errors
    /// That it is no citation, and how one is written.
    pub fn read(words: &str) -> Result<Self, Words> {
        let words = words.trim();
        let (title, rest) = match words.strip_prefix('《') {
            None => (None, words),
            Some(inner) => match inner.split_once('》') {
                Some((title, rest)) => (Some(title), without_number(rest)),
                None => return Err(no_citation(words)),
            },
        };
        if let Some(title) = title {
            let steps = steps(rest).ok_or_else(|| no_citation(words))?;
            return Ok(Self {
                instrument: Some(title.to_owned()),
                steps,
            });
        }
        // The name ends where what follows reads as a path up to the end.
        let starts = rest.char_indices().map(|(at, _)| at);
        let split = starts.filter_map(|at| {
            let (name, path) = (rest.get(..at)?, rest.get(at..)?);
            Some((name, steps(path).filter(|steps| !steps.is_empty())?))
        });
        let (name, steps) = { split }.next().ok_or_else(|| no_citation(words))?;
        let name = name.trim_end_matches(is_between);
        Ok(Self {
            instrument: (!name.is_empty()).then(|| name.to_owned()),
            steps,
        })
    }

    /// Whether a provision of a record lies in what is asked about.
    #[must_use]
    pub fn holds(&self, provision: &Value) -> bool {
        let text = |name: &str| provision.get(name).and_then(Value::as_str);
        if let Some(name) = &self.instrument {
            let within = |held: Option<&str>| held.is_some_and(|held| held.contains(name.as_str()));
            if !within(text("title")) && !within(text("number")) {
                return false;
            }
        }
        let mut held = text("id").unwrap_or("").split("__");
        self.steps.iter().all(|step| held.any(|part| step.is(part)))
    }
}

impl Step {
    fn is(&self, part: &str) -> bool {
        let (level, number) = part.rsplit_once('_').unwrap_or((part, ""));
        self.number == number && self.levels.contains(&level)
    }
}

fn no_citation(words: &str) -> Words {
    let shown: String = words
        .chars()
        .filter(|letter| !letter.is_control())
        .take(60)
        .collect();
    Words::new(
        format!(
            "“{shown}”不是条文的写法。写成“《文件》第十二条第一款”“方案第（十二）项第1段第5句”，或者 part_5__item_12__para_1"
        ),
        format!(
            "`{shown}` cites no provision. Write `《title》article 12 paragraph 1`, `item 12, paragraph 1, sentence 5` or `part_5__item_12__para_1`"
        ),
    )
}

/// What may stand between a name and a path, and between steps.
fn is_between(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, ',' | '，' | '、')
}

/// What follows a title without the number of the document, `（国务院令第619号）`.
fn without_number(rest: &str) -> &str {
    let trimmed = rest.trim_start();
    let opened = trimmed.strip_prefix(['（', '(']);
    let closed = opened.and_then(|inner| inner.find(['）', ')']).map(|at| inner.split_at(at).1));
    match closed {
        Some(closed) => closed.trim_start_matches(['）', ')']),
        None => trimmed,
    }
}

/// The steps of a path that fills these words.
fn steps(words: &str) -> Option<Vec<Step>> {
    let mut rest = words.trim_start_matches(is_between);
    let mut steps = Vec::new();
    if rest.contains('_') && rest.is_ascii() && !rest.contains(' ') {
        return rest.split("__").map(id_step).collect();
    }
    while !rest.is_empty() {
        let (step, further) = preamble(rest)
            .or_else(|| chinese_step(rest))
            .or_else(|| english_step(rest))?;
        steps.push(step);
        rest = further.trim_start_matches(is_between);
    }
    Some(steps)
}

fn preamble(words: &str) -> Option<(Step, &str)> {
    let rest = words
        .strip_prefix("序言")
        .or_else(|| words.strip_prefix("preamble"))?;
    let step = Step {
        levels: &["preamble"],
        number: String::new(),
    };
    Some((step, rest))
}

fn id_step(part: &str) -> Option<Step> {
    if let Some((step, "")) = preamble(part) {
        return Some(step);
    }
    let (level, number) = part.rsplit_once('_')?;
    let levels = IDS.into_iter().find(|levels| levels.contains(&level))?;
    let digits = number
        .split('-')
        .all(|part| !part.is_empty() && part.bytes().all(|digit| digit.is_ascii_digit()));
    digits.then(|| Step {
        levels,
        number: number.to_owned(),
    })
}

fn chinese_step(words: &str) -> Option<(Step, &str)> {
    let rest = words.strip_prefix('第')?.trim_start();
    let (number, rest) = number(rest)?;
    let rest = rest.trim_start();
    let named = CHINESE.iter();
    let mut named = named.filter_map(|(name, levels)| Some((*levels, rest.strip_prefix(name)?)));
    let (levels, rest) = named.next()?;
    Some(with_inserted(levels, number, rest, '之'))
}

fn english_step(words: &str) -> Option<(Step, &str)> {
    let named = ENGLISH.iter();
    let mut named = named.filter_map(|(name, levels)| {
        let rest = words.strip_prefix(name)?;
        let ended = !rest.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '_');
        ended.then_some((*levels, rest))
    });
    let (levels, rest) = named.next()?;
    let (number, rest) = number(rest.trim_start())?;
    Some(with_inserted(levels, number, rest, '-'))
}

/// A step, and what follows it; `第十条之一` and `article 10-1` were inserted behind article 10.
fn with_inserted<'w>(
    levels: &'static [&'static str],
    number: u32,
    rest: &'w str,
    sign: char,
) -> (Step, &'w str) {
    let inserted = rest.strip_prefix(sign).and_then(|rest| {
        let (inserted, taken) = leading_numeral(rest)?;
        Some((format!("{number}-{inserted}"), rest.get(taken..)?))
    });
    let (number, rest) = inserted.unwrap_or_else(|| (number.to_string(), rest));
    (Step { levels, number }, rest)
}

/// A number, also in brackets.
fn number(words: &str) -> Option<(u32, &str)> {
    let Some(inner) = words.strip_prefix(['（', '(']) else {
        let (number, taken) = leading_numeral(words)?;
        return Some((number, words.get(taken..)?));
    };
    let inner = inner.trim_start();
    let (number, taken) = leading_numeral(inner)?;
    let rest = inner.get(taken..)?.trim_start().strip_prefix(['）', ')'])?;
    Some((number, rest))
}
