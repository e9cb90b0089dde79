//! What is told: a case that is decided now, or the case of a decision record.

use serde_json::Value;

use crate::account::Digested;
use crate::cli::decide::{DecidedCase, decided_case, wrong};
use crate::cli::package::{must_be_sound, open_held};
use crate::cli::record::{read, refused, stopped};
use crate::cli::voice::{Stop, Voice};
use crate::diagnostic::Words;
use crate::engine::Question;
use crate::record::{Digests, Record, Replayed, RuleBase, replay};
use crate::wire;

use super::asked::{Reader, Telling};

/// The decision, and the record that it is of; none where facts or record are wrong, which is said.
///
/// # Errors
/// What cannot be read or decided.
pub(super) fn decided(
    voice: Voice,
    asked: &Telling,
) -> Result<Option<(DecidedCase, Option<Record>)>, Stop> {
    let Some(file) = &asked.record else {
        let decided = decided_case(voice, &asked.question, asked.reader == Reader::Auditor)?;
        return Ok(decided.map(|decided| (decided, None)));
    };
    let question = &asked.question;
    let days = &question.days;
    let days = [&days.as_of, &days.law_as_of, &days.known_as_of];
    let more = !question.rest.is_empty() || question.example.is_some() || question.everything;
    if more || days.iter().any(|day| day.is_some()) {
        return Err(Stop::usage(
            "案件、所问的和日子都在判断记录里，用了 --record 就不再写",
            "the record says the case, what was asked and the days; with --record they are not given again",
        ));
    }
    let record = match read(voice, file)? {
        Ok(record) => record,
        Err(refusal) => return refused(voice, &refusal).map(|_| None),
    };
    let (engine, base) = open_held(&question.package)?;
    must_be_sound(voice, &question.package, &engine)?;
    let whole = |words: Words| {
        stopped(words).help(
            "请用这份记录的全本；公开层没有事实的值，只能核对，不能说明",
            "take the whole record: the public layer has no values of facts, so it can be verified but not explained",
        )
    };
    let case = record.case(engine.model()).map_err(whole)?;
    // Another package would tell another decision than the one that was made.
    let replayed = replay(&record, &engine, &base);
    if replayed != Replayed::Same {
        return Err(stopped(replayed.says()).help(
            "只有照记录能重新作出同样的判断，才能说明它；用 tiaoli verify 看是哪里变了",
            "a record is told only where it gives the same decision again; `tiaoli verify` says what changed",
        ));
    }
    let question = Question {
        goals: record.goals(engine.model()).map_err(stopped)?,
        clocks: record.clocks().map_err(stopped)?,
        explained: true,
    };
    let decision = engine.decide(&case, &question);
    let decision = decision.map_err(|stopped| wrong(stopped.words()))?;
    let decided = DecidedCase {
        engine,
        base: Some(base),
        case,
        decision,
    };
    Ok(Some((decided, Some(record))))
}

/// By what an auditor knows the rules and the reasoning again.
pub(super) fn digests(decided: &DecidedCase, base: Option<&RuleBase>) -> Vec<Digested> {
    let digested = |of: Words, digests: Digests| Digested {
        of,
        sha256: digests.sha256(),
        sm3: digests.sm3(),
    };
    let mut all = Vec::new();
    if let Some(base) = base {
        let of = Words::new("规则包的全部文件", "all files of the rule packages");
        all.push(digested(of, base.whole_digests()));
        let of = Words::new("程序包", "the pack");
        all.extend(base.pack().map(|pack| digested(of, pack)));
    }
    let told = wire::decision(&decided.engine, &decided.decision);
    let trace = told.get("trace").unwrap_or(&Value::Null);
    if let Ok(bytes) = serde_json_canonicalizer::to_vec(trace) {
        let of = Words::new(
            "推理的全部步骤（explain --json 的 trace，RFC 8785）",
            "all steps of the reasoning (`trace` of explain --json, RFC 8785)",
        );
        all.push(digested(of, Digests::of(&bytes)));
    }
    all
}
