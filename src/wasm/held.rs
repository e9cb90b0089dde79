//! The packages that the module holds, by name, and what can be asked of one.

use std::cell::RefCell;
use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::check::Computed;
use crate::diagnostic::Words;
use crate::engine::{Case, Engine, Question as Asked, case_from_json};
use crate::record::{Against, Digests, Draft, Record, Replayed, RuleBase};
use crate::vm::Clocks;
use crate::wire;

use super::question::{Question, day};
use super::refusal::Refused;

/// A package that decides.
#[derive(Debug)]
pub(super) struct Held {
    /// What decides.
    pub(super) engine: Engine,
    /// The digests of what it was made of.
    pub(super) base: RuleBase,
}

thread_local! {
    static HELD: RefCell<BTreeMap<String, Held>> = const { RefCell::new(BTreeMap::new()) };
}

/// Keeps a package under a name, in the place of what was there.
pub(super) fn keep(name: String, package: Held) {
    HELD.with_borrow_mut(|held| held.insert(name, package));
}

/// Reads a pack and keeps it under its SHA-256, which is said. A digest that it should have is one that `tiaoli build` prints.
pub(super) fn load(bytes: &[u8], wanted: Option<&str>) -> Result<String, Refused> {
    let digests = Digests::of(bytes);
    let (sha256, sm3) = (digests.sha256().to_string(), digests.sm3().to_string());
    if let Some(wanted) = wanted.filter(|wanted| ![&sha256, &sm3].contains(&&(*wanted).to_owned()))
    {
        let wanted: String = wanted.chars().take(80).collect();
        return Err(Refused::new(
            "digest",
            Words::new(
                format!(
                    "程序包不是所要的那一个：要的摘要是 {wanted}，拿到的是 {sha256}（{sm3}）；不予使用"
                ),
                format!(
                    "the pack is not the one that is wanted: its digest should be {wanted} and is {sha256} ({sm3}); it is not used"
                ),
            ),
        ));
    }
    let held = crate::pack::read(bytes)
        .map_err(|refusal| Refused::new(refusal.kind.code(), refusal.words))?;
    keep(
        sha256.clone(),
        Held {
            engine: held.engine,
            base: held.base,
        },
    );
    Ok(sha256)
}

/// Asks something of the package of this name.
pub(super) fn of<T>(
    name: &str,
    ask: impl FnOnce(&Held) -> Result<T, Refused>,
) -> Result<T, Refused> {
    HELD.with_borrow(|held| match held.get(name) {
        Some(package) => ask(package),
        None => Err(Refused::not_loaded(name)),
    })
}

impl Held {
    /// What the package says about itself, what it asks, and its digests.
    pub(super) fn described(&self) -> Value {
        let mut shape = wire::package(&self.engine);
        let digests = self.base.pack().map(|digests| {
            json!({ "sm3": digests.sm3().to_string(), "sha256": digests.sha256().to_string() })
        });
        if let Value::Object(members) = &mut shape {
            members.insert("pack".to_owned(), json!(digests));
        }
        shape
    }

    /// Decides a case: what `tiaoli decide --json` prints, or `tiaoli explain --json` where reasons are wanted.
    pub(super) fn decided(&self, facts: &str, question: &Question) -> Result<String, Refused> {
        let (case, goals, clocks) = self.asked(facts, question)?;
        let asked = Asked {
            goals,
            clocks,
            explained: question.explained,
        };
        let decision = self.engine.decide(&case, &asked)?;
        Ok(written(&wire::decision(&self.engine, &decision)))
    }

    /// Decides a case briefly: what `tiaoli decide --brief` prints.
    pub(super) fn briefly(&self, facts: &str, question: &Question) -> Result<String, Refused> {
        let (case, goals, clocks) = self.asked(facts, question)?;
        let mut asking = self.engine.asking(&goals);
        let brief = asking.answer_case(&case, clocks)?;
        let mut out = Vec::new();
        wire::brief(&brief, &mut out);
        out.push(b'\n');
        Ok(String::from_utf8_lossy(&out).into_owned())
    }

    /// What is still to be asked of a case: what `tiaoli ask --json` prints.
    pub(super) fn still_asked(&self, facts: &str, question: &Question) -> Result<String, Refused> {
        let (case, goals, clocks) = self.asked(facts, question)?;
        let form = question.form(&self.engine);
        let asked = Asked {
            goals,
            clocks,
            explained: false,
        };
        let inquiry = self.engine.inquiry(&case, &asked, form)?;
        Ok(written(&wire::inquiry(&self.engine, clocks, &inquiry)))
    }

    /// Decides a case and writes the record that `tiaoli decide --record` writes.
    pub(super) fn recorded(
        &self,
        facts: &str,
        question: &Question,
        at: Option<&str>,
    ) -> Result<String, Refused> {
        let (case, goals, clocks) = self.asked(facts, question)?;
        let stopped = |words| Refused::new("stopped", words);
        let draft = Draft::decide(&self.engine, &self.base, &case, &goals, clocks, None);
        let draft = draft.map_err(stopped)?;
        let salts = random(draft.needs())?;
        let mut record = draft.seal(&salts).map_err(stopped)?;
        if let Some(at) = at {
            record = record.recorded_at(second(at)?);
        }
        Ok(String::from_utf8_lossy(&record.bytes()).into_owned())
    }

    /// Looks at a record: what `tiaoli verify --json` prints.
    pub(super) fn verified(&self, record: &[u8]) -> Result<String, Refused> {
        let record = read(record)?;
        let against = Against {
            held: Some((&self.engine, &self.base)),
            ..Against::default()
        };
        let seen = crate::record::verify(&record, &against);
        Ok(written(&crate::record::verified(&record, &seen)))
    }

    /// Decides again what a record tells of: what `tiaoli replay --json` prints.
    pub(super) fn replayed(&self, record: &[u8]) -> Result<String, Refused> {
        let record = read(record)?;
        let replayed = crate::record::replay(&record, &self.engine, &self.base);
        let path = match &replayed {
            Replayed::Differs(difference) => Some(difference.path.clone()),
            Replayed::Same | Replayed::Impossible(_) => None,
        };
        let shape = json!({
            "version": 1,
            "holds": replayed == Replayed::Same,
            "path": path,
            "says": both(&replayed.says()),
        });
        Ok(written(&shape))
    }

    /// The case, the goals and the days of a question.
    pub(super) fn asked(
        &self,
        facts: &str,
        question: &Question,
    ) -> Result<(Case, Vec<Computed>, Clocks), Refused> {
        if !self.engine.is_sound() {
            return Err(Refused::new(
                "unsound",
                Words::new(
                    "规则包有错误，不能据此判断",
                    "the package has errors and decides nothing",
                ),
            )
            .because(self.problems()));
        }
        let goals = question.goals(&self.engine)?;
        let (days, today) = (question.days()?, question.today()?);
        let case = case_from_json(self.engine.model(), facts).map_err(|mistakes| {
            let words = Words::new(
                format!("案件事实有 {} 处错误", mistakes.len()),
                format!("the facts of the case have {} mistakes", mistakes.len()),
            );
            Refused::new("facts", words).because(wire::fact_problems(&mistakes, facts))
        })?;
        let clocks = Engine::clocks(&case, days, today);
        Ok((case, goals, clocks))
    }

    /// What is wrong with the package.
    pub(super) fn problems(&self) -> Value {
        wire::problems(self.engine.problems(), self.engine.texts())
    }
}

/// Reads a record.
pub(super) fn read(record: &[u8]) -> Result<Record, Refused> {
    Record::read(record).map_err(|refusal| Refused::new(refusal.code, refusal.words))
}

/// A shape as the command line prints it.
pub(super) fn written(shape: &Value) -> String {
    let mut text = serde_json::to_string_pretty(shape).unwrap_or_default();
    text.push('\n');
    text
}

fn both(words: &Words) -> Value {
    json!({ "zh": words.zh, "en": words.en })
}

/// Random bytes of the browser.
fn random(count: usize) -> Result<Vec<u8>, Refused> {
    let mut bytes = vec![0; count];
    getrandom::fill(&mut bytes).map_err(|error| {
        Refused::new(
            "random",
            Words::new(
                format!("浏览器给不出随机数，记录不能封存：{error}"),
                format!("the browser gives no random bytes to seal the record: {error}"),
            ),
        )
    })?;
    Ok(bytes)
}

/// The second at which a record is written, such as `2026-01-02T03:04:05Z`.
fn second(at: &str) -> Result<&str, Refused> {
    let wrong = || {
        let shown: String = at.chars().take(40).collect();
        Refused::new(
            "time",
            Words::new(
                format!("“{shown}”不是时刻；写成 2026-01-02T03:04:05Z"),
                format!("`{shown}` is not a time; write it 2026-01-02T03:04:05Z"),
            ),
        )
    };
    let (date, time) = at.split_once('T').ok_or_else(wrong)?;
    let time = time.strip_suffix('Z').ok_or_else(wrong)?;
    let within = |part: Option<&str>, under: u8| {
        let two = part.filter(|part| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit()));
        two.and_then(|part| part.parse::<u8>().ok())
            .is_some_and(|number| number < under)
    };
    let mut parts = time.split(':');
    let right = within(parts.next(), 24)
        && within(parts.next(), 60)
        && within(parts.next(), 60)
        && parts.next().is_none()
        && day(date).is_ok_and(|day| day.to_string() == date);
    if right { Ok(at) } else { Err(wrong()) }
}
