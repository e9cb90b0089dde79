//! Whether what the law asks of a decision's course stands in the record. It is the agency that says it; here is only seen
//! that it is there and that its days agree.

use serde_json::Value;

use crate::diagnostic::Words;
use crate::quantity::Date;
use crate::record::Record;
use crate::record::canonical::{items, text};
use crate::record::difference::shortened;

use super::{Light, Seen};

/// Looks at the course of a decision.
pub(super) fn look(record: &Record) -> Seen {
    let kind = record.kind();
    if kind == "试算" {
        let says = Words::new(
            "这是试算，不是决定：不要求告知、期限和救济",
            "this is a trial calculation and no decision: notices, deadlines and remedies are not asked of it",
        );
        return Seen::not_judged(Light::Procedure, says);
    }
    let value = record.value();
    let agency = value.get("agency").unwrap_or(&Value::Null);
    let mut course = Course {
        agency,
        wrong: Vec::new(),
    };
    course.authority();
    course.findings(&value);
    course.deadlines();
    if kind == "正式决定" {
        course.decision();
        course.undecided(&value);
    }
    let wrong = course.wrong;
    if wrong.is_empty() {
        let says = Words::new(
            format!(
                "{kind}：记有机关，认定都有认定人和理由，期限没有超过{}",
                tail(kind).zh
            ),
            format!(
                "{}: it names the authority, its findings have deciders and reasons, no deadline was missed{}",
                kind_en(kind),
                tail(kind).en
            ),
        );
        return Seen::holds(Light::Procedure, says);
    }
    let says = Words::new(
        format!("作为{kind}，程序上缺东西或者日期不合：结论即使对，决定也可能因程序被撤销"),
        format!(
            "for a {}, something of its course is missing or its days disagree: even with the right outcome, it may be quashed for its procedure",
            kind_en(kind)
        ),
    );
    Seen::broken(Light::Procedure, says, wrong)
}

fn kind_en(kind: &str) -> &'static str {
    if kind == "正式决定" {
        "formal decision"
    } else {
        "preliminary review"
    }
}

fn tail(kind: &str) -> Words {
    if kind == "正式决定" {
        Words::new(
            "，已送达，写明了救济途径",
            ", it was served and names the remedies",
        )
    } else {
        Words::new("", "")
    }
}

struct Course<'v> {
    agency: &'v Value,
    wrong: Vec<Words>,
}

impl<'v> Course<'v> {
    fn says(&self, path: &[&str]) -> Option<&'v Value> {
        let part = path
            .iter()
            .try_fold(self.agency, |part, name| part.get(*name))?;
        (!part.is_null()).then_some(part)
    }

    fn day(&self, path: &[&str]) -> Option<Date> {
        day_of(self.says(path)?.as_str()?)
    }

    fn lacks(&mut self, zh: impl Into<String>, en: impl Into<String>) {
        self.wrong.push(Words::new(zh, en));
    }

    fn authority(&mut self) {
        if self.says(&["authority", "name"]).is_none() {
            self.lacks("没有写作出的机关", "the authority is not named");
        }
        let role = self.says(&["automation", "role"]).and_then(Value::as_str);
        match role {
            None => self.lacks(
                "没有写自动化在决定中的作用",
                "the part that automation had is not told",
            ),
            Some("full") if self.says(&["automation", "human_review"]).is_none() => self.lacks(
                "全由自动化作出，却没有写人工复核的途径",
                "it was made by automation alone, but no way to human review is named",
            ),
            Some(_) => {}
        }
    }

    fn findings(&mut self, record: &Value) {
        for made in items(record, "findings") {
            let is = |one: &&Value| {
                text(one, "finding") == text(made, "finding") && text(one, "of") == text(made, "of")
            };
            let added = items(self.agency, "findings").find(is);
            let has = |own: &str, more: &str| {
                let own = made.get(own).is_some_and(|part| !part.is_null());
                own || added
                    .and_then(|added| added.get(more))
                    .is_some_and(|part| !part.is_null())
            };
            let name = text(made, "finding").map(shortened).unwrap_or_default();
            if !has("by", "decider") {
                self.lacks(
                    format!("认定“{name}”没有写由谁认定"),
                    format!("the finding `{name}` does not say who made it"),
                );
            }
            if !has("reasons", "reasons") {
                self.lacks(
                    format!("认定“{name}”没有写理由"),
                    format!("the finding `{name}` has no reasons"),
                );
            }
            let day = |name| added.and_then(|added| text(added, name)).and_then(day_of);
            if let (Some(made), Some(due)) = (day("made_on"), day("due"))
                && due < made
            {
                self.lacks(
                    format!("认定“{name}”应在{due}前作出，{made}才作出"),
                    format!("the finding `{name}` was due on {due} and made on {made}"),
                );
            }
        }
        for (place, heard) in items(self.agency, "arguments").enumerate() {
            if heard.get("reply").is_none_or(Value::is_null) {
                let number = place.saturating_add(1);
                self.lacks(
                    format!("第 {number} 条陈述申辩没有答复"),
                    format!("argument {number} of the person has no reply"),
                );
            }
        }
    }

    fn deadlines(&mut self) {
        for deadline in items(self.agency, "deadlines") {
            let what = text(deadline, "what").map(shortened).unwrap_or_default();
            let day = |name| text(deadline, name).and_then(day_of);
            let extended = day("extended_to");
            if extended.is_some() && deadline.get("extension_reasons").is_none_or(Value::is_null) {
                self.lacks(
                    format!("期限“{what}”延长了，没有写理由"),
                    format!("the deadline `{what}` was extended without reasons"),
                );
            }
            let Some(last) = extended.or_else(|| day("due")) else {
                continue;
            };
            match day("met_on") {
                None => self.lacks(
                    format!("期限“{what}”没有写哪一天办结"),
                    format!("it is not told when the deadline `{what}` was met"),
                ),
                Some(met) if last < met => self.lacks(
                    format!("期限“{what}”到{last}为止，{met}才办结"),
                    format!("the deadline `{what}` ended on {last} and was met on {met}"),
                ),
                Some(_) => {}
            }
        }
    }

    fn decision(&mut self) {
        let decider = self.says(&["automation", "final_decider"]);
        if decider
            .or_else(|| self.says(&["authority", "officer"]))
            .is_none()
        {
            self.lacks(
                "没有写由谁最后决定",
                "it is not told who decided in the end",
            );
        }
        let (received, decided) = (
            self.day(&["times", "received"]),
            self.day(&["times", "decided_at"]),
        );
        if decided.is_none() {
            self.lacks("没有写决定的时间", "the time of the decision is not told");
        }
        if let (Some(received), Some(decided)) = (received, decided)
            && decided < received
        {
            self.lacks(
                format!("{decided}决定，{received}才受理"),
                format!("it was decided on {decided} and received on {received}"),
            );
        }
        let notices: Vec<&Value> = items(self.agency, "notices").collect();
        let served = notices
            .iter()
            .filter(|one| text(one, "what") == Some("送达"));
        let served: Vec<Date> = served
            .filter_map(|one| text(one, "on").and_then(day_of))
            .collect();
        match (served.iter().min(), decided) {
            (None, _) => self.lacks("没有送达的记载", "service is not recorded"),
            (Some(first), Some(decided)) if *first < decided => self.lacks(
                format!("{first}就送达，{decided}才决定"),
                format!("it was served on {first} and decided on {decided}"),
            ),
            (Some(_), _) => {}
        }
        for (name, zh, en) in [
            (
                "reconsideration",
                "行政复议",
                "administrative reconsideration",
            ),
            ("litigation", "行政诉讼", "litigation"),
        ] {
            if self.says(&["remedies", name]).is_none() {
                self.lacks(
                    format!("没有告知{zh}的机关和期限"),
                    format!("the body and the limit for {en} are not told"),
                );
            }
        }
    }

    /// A formal decision cannot leave open what was asked.
    fn undecided(&mut self, record: &Value) {
        for outcome in items(record, "outcomes") {
            let open = ["pending", "awaits_finding", "faulty"];
            if text(outcome, "outcome").is_some_and(|said| open.contains(&said)) {
                let norm = text(outcome, "norm").map(shortened).unwrap_or_default();
                self.lacks(
                    format!("“{norm}”还没有结论"),
                    format!("`{norm}` has no outcome yet"),
                );
            }
        }
    }
}

/// The day of a day or of a time, in its own zone.
fn day_of(words: &str) -> Option<Date> {
    Date::parse_iso(words.get(..10)?).ok()
}
