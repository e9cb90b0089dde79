//! The first step at which two traces part.

use std::collections::BTreeSet;

use serde_json::Value;

use super::told::{items, text};
use crate::diagnostic::Words;

/// How deep a trace is followed.
const DEEPEST: usize = 256;

/// The first step, from the facts upwards, that is not the same in both traces of a conclusion.
#[must_use]
pub fn first_step(old: &Value, new: &Value, places: (usize, usize)) -> Option<Words> {
    let roots = |trace: &Value, place: usize| -> Vec<usize> {
        let list = trace.get("roots").and_then(|roots| roots.get(place));
        let list = list.and_then(Value::as_array).into_iter().flatten();
        list.filter_map(index).collect()
    };
    let mut walk = Walk {
        old,
        new,
        seen: BTreeSet::new(),
    };
    walk.lists(&roots(old, places.0), &roots(new, places.1), 0)
}

struct Walk<'t> {
    old: &'t Value,
    new: &'t Value,
    seen: BTreeSet<(usize, usize)>,
}

impl<'t> Walk<'t> {
    /// Steps of the same words are held against each other; what is left stands on one side only.
    fn lists(&mut self, old: &[usize], new: &[usize], depth: usize) -> Option<Words> {
        let mut free: Vec<usize> = new.to_vec();
        let mut alone = Vec::new();
        for left in old {
            let wanted = node(self.old, *left).map(name);
            let found = free
                .iter()
                .position(|right| node(self.new, *right).map(name) == wanted);
            match found {
                Some(found) => {
                    let right = free.remove(found);
                    let parted = self.pair(*left, right, depth);
                    if parted.is_some() {
                        return parted;
                    }
                }
                None => alone.push(*left),
            }
        }
        let gone = alone.first().and_then(|id| node(self.old, *id));
        let come = free.first().and_then(|id| node(self.new, *id));
        match (gone, come) {
            (None, None) => None,
            (gone, come) => Some(said(gone, come)),
        }
    }

    fn pair(&mut self, left: usize, right: usize, depth: usize) -> Option<Words> {
        if !self.seen.insert((left, right)) || depth > DEEPEST {
            return None;
        }
        let (one, other) = (node(self.old, left)?, node(self.new, right)?);
        let inputs =
            |node: &Value| -> Vec<usize> { items(node, "inputs").filter_map(index).collect() };
        let below = self.lists(&inputs(one), &inputs(other), depth.saturating_add(1));
        below.or_else(|| (result(one) != result(other)).then(|| said(Some(one), Some(other))))
    }
}

fn index(value: &Value) -> Option<usize> {
    usize::try_from(value.as_u64()?).ok()
}

fn node(trace: &Value, id: usize) -> Option<&Value> {
    trace.get("nodes")?.get(id)
}

/// What a step is: not where it stands in a file.
fn name(node: &Value) -> (Option<&str>, Option<&str>, Option<&str>) {
    let words = node.get("words").and_then(|words| text(words, "zh"));
    (text(node, "op"), text(node, "item"), words)
}

fn result(node: &Value) -> (Option<&str>, Option<&str>) {
    let value = node.get("value").and_then(|value| text(value, "zh"));
    (text(node, "mark"), value)
}

fn said(old: Option<&Value>, new: Option<&Value>) -> Words {
    let side = |node: Option<&Value>, side: &str, none: &str| {
        let Some(node) = node else {
            return none.to_owned();
        };
        let words = node.get("words").and_then(|words| text(words, side));
        let value = node.get("value").and_then(|value| text(value, side));
        let mark = match text(node, "mark") {
            Some("holds") => ["符合", "met"],
            Some("fails") => ["不符合", "not met"],
            Some("open") => ["未定", "open"],
            Some("not_judged") => ["未判断", "not judged"],
            Some("fault") => ["算不出", "fault"],
            _ => ["", ""],
        };
        let [zh, en] = mark;
        let value = value.unwrap_or(if side == "zh" { zh } else { en });
        let words = words.unwrap_or_default();
        if side == "zh" {
            format!("{words}：{value}")
        } else {
            format!("{words}: {value}")
        }
    };
    let whole = |language: &str, none: &str, arrow: &str| {
        let same = old.map(name) == new.map(name);
        let (left, right) = (side(old, language, none), side(new, language, none));
        if same {
            let value = right.rsplit_once(if language == "zh" { "：" } else { ": " });
            let value = value.map_or(right.as_str(), |(_, value)| value);
            format!("{left}{arrow}{value}")
        } else {
            format!("{left}{arrow}{right}")
        }
    };
    Words::new(
        whole("zh", "没有这一步", " → "),
        whole("en", "no such step", " → "),
    )
}
