//! Which statements a declaration of each kind may have and must have.

use crate::syntax::document::{Head, NormKind, Statement, StatementKind};

use super::from_documents::Check;
use super::problem::norms::{StatementMissing, StatementNotAllowed};

/// A word in both languages.
type Word = (&'static str, &'static str);

const BASIS: Word = ("依据", "basis");
const QUOTE: Word = ("原文", "quote");
const SUBJECT: Word = ("主体", "subject");
const BENEFICIARY: Word = ("受益", "beneficiary");
const WHEN: Word = ("条件", "when");
const UNLESS: Word = ("除外", "unless");
const EXCEPTION: Word = ("例外", "exception");
const OVERRIDES: Word = ("优先于", "overrides");
const GRANT: Word = ("给予", "grant");
const MUST: Word = ("应当", "must");
const MUST_NOT: Word = ("不得", "must_not");
const MAY: Word = ("可以", "may");
const DEADLINE: Word = ("期限", "deadline");
const DONE_WHEN: Word = ("完成标志", "done_when");
const DONE_ON: Word = ("完成日期", "done_on");
const VIOLATED_WHEN: Word = ("违反标志", "violated_when");
const IF_LATE: Word = ("逾期", "if_late");
const DECIDED_BY: Word = ("由", "decided_by");
const ASK: Word = ("问", "ask");
const CONSIDER: Word = ("参考", "consider");
const REASONS_REQUIRED: Word = ("须说明理由", "reasons_required");
const UNTIL_FOUND: Word = ("未认定前", "until_found");
const MEANS: Word = ("是指", "means");
const FORMULA: Word = ("口径", "formula");
const BASELINE: Word = ("基期", "baseline");
const TARGET: Word = ("目标", "target");
const DATA_FROM: Word = ("数据来源", "data_from");
const FREQUENCY: Word = ("频次", "every_period");
const ALERT: Word = ("预警", "alert_when");
const EFFECT: Word = ("效力", "effect");
const IN_FORCE: Word = ("适用", "in_force");
const DOCUMENTS: Word = ("材料", "documents");
const EVIDENCE: Word = ("佐证", "evidence_item");
const REFER_TO: Word = ("转致", "refer_to");
const REPEALS: Word = ("废除", "repeals");
const UNSETTLED: Word = ("存疑", "unsettled");
const NOTE: Word = ("说明", "note");
const REASON: Word = ("理由", "reason");

/// What every declaration may say.
const ALWAYS: &[Word] = &[BASIS, QUOTE, IN_FORCE, REFER_TO, UNSETTLED, NOTE, EFFECT];

/// What the statements of one kind of declaration are.
struct Rules {
    /// May be said, beside what every declaration may say.
    may: &'static [Word],
    /// Must be said: one of each group.
    must: &'static [&'static [Word]],
}

const fn rules(kind: NormKind) -> Rules {
    match kind {
        NormKind::Definition => Rules {
            may: &[MEANS, UNLESS, EXCEPTION],
            must: &[&[MEANS]],
        },
        NormKind::Right => Rules {
            may: &[
                SUBJECT,
                BENEFICIARY,
                WHEN,
                UNLESS,
                EXCEPTION,
                GRANT,
                DEADLINE,
                DOCUMENTS,
                IF_LATE,
                DECIDED_BY,
            ],
            must: &[&[BASIS], &[SUBJECT], &[GRANT]],
        },
        NormKind::Duty => Rules {
            may: &[
                SUBJECT,
                BENEFICIARY,
                WHEN,
                UNLESS,
                EXCEPTION,
                MUST,
                DEADLINE,
                DONE_WHEN,
                DONE_ON,
                IF_LATE,
                DOCUMENTS,
                EVIDENCE,
            ],
            must: &[&[BASIS], &[SUBJECT], &[MUST]],
        },
        NormKind::Prohibition => Rules {
            may: &[
                SUBJECT,
                BENEFICIARY,
                WHEN,
                UNLESS,
                EXCEPTION,
                MUST_NOT,
                VIOLATED_WHEN,
                IF_LATE,
                EVIDENCE,
            ],
            must: &[&[BASIS], &[SUBJECT], &[MUST_NOT]],
        },
        NormKind::Permission => Rules {
            may: &[
                SUBJECT,
                BENEFICIARY,
                WHEN,
                UNLESS,
                EXCEPTION,
                MAY,
                DOCUMENTS,
                DEADLINE,
            ],
            must: &[&[BASIS], &[SUBJECT], &[MAY]],
        },
        NormKind::Encouragement => Rules {
            may: &[
                SUBJECT,
                BENEFICIARY,
                WHEN,
                UNLESS,
                EXCEPTION,
                MUST,
                MAY,
                EVIDENCE,
            ],
            must: &[&[BASIS], &[SUBJECT], &[MUST, MAY]],
        },
        NormKind::Task => Rules {
            may: &[
                SUBJECT,
                BENEFICIARY,
                WHEN,
                UNLESS,
                EXCEPTION,
                MUST,
                DEADLINE,
                DONE_WHEN,
                DONE_ON,
                IF_LATE,
                EVIDENCE,
                DOCUMENTS,
            ],
            must: &[&[BASIS], &[SUBJECT], &[MUST]],
        },
        NormKind::Indicator => Rules {
            may: &[
                SUBJECT,
                BENEFICIARY,
                WHEN,
                UNLESS,
                FORMULA,
                BASELINE,
                TARGET,
                DATA_FROM,
                FREQUENCY,
                ALERT,
            ],
            must: &[&[BASIS], &[FORMULA]],
        },
        NormKind::Repeal => Rules {
            may: &[REPEALS],
            must: &[&[BASIS], &[REPEALS]],
        },
        NormKind::Finding => Rules {
            may: &[
                SUBJECT,
                BENEFICIARY,
                DECIDED_BY,
                ASK,
                CONSIDER,
                DEADLINE,
                REASONS_REQUIRED,
                UNTIL_FOUND,
            ],
            must: &[&[BASIS], &[DECIDED_BY], &[ASK]],
        },
        NormKind::Declaratory => Rules {
            may: &[REASON, SUBJECT],
            must: &[&[BASIS], &[REASON]],
        },
    }
}

/// What to write instead of a statement that a kind does not have.
const fn instead(kind: NormKind, statement: &StatementKind) -> Option<Word> {
    Some(match (kind, statement) {
        (NormKind::Definition | NormKind::Indicator, StatementKind::Grant(_)) => MEANS,
        (NormKind::Definition, StatementKind::When(_) | StatementKind::Formula(_)) => MEANS,
        (NormKind::Indicator, StatementKind::Means(_)) => FORMULA,
        (NormKind::Right, StatementKind::Means(_) | StatementKind::May(_)) => GRANT,
        (NormKind::Duty | NormKind::Task, StatementKind::MustNot(_) | StatementKind::May(_)) => {
            MUST
        }
        (NormKind::Prohibition, StatementKind::Must(_)) => MUST_NOT,
        (NormKind::Prohibition, StatementKind::DoneWhen(_)) => VIOLATED_WHEN,
        (NormKind::Permission, StatementKind::Must(_) | StatementKind::Grant(_)) => MAY,
        (_, StatementKind::Overrides(_)) => EXCEPTION,
        (NormKind::Declaratory, StatementKind::Must(_)) => REASON,
        _ => return None,
    })
}

/// The kind of a declaration in both languages.
pub(super) const fn kind_word(kind: NormKind) -> Word {
    match kind {
        NormKind::Definition => ("定义", "definition"),
        NormKind::Right => ("权利", "right"),
        NormKind::Duty => ("义务", "duty"),
        NormKind::Prohibition => ("禁止", "prohibition"),
        NormKind::Permission => ("准许", "permission"),
        NormKind::Encouragement => ("鼓励", "encouragement"),
        NormKind::Task => ("任务", "task"),
        NormKind::Indicator => ("指标", "indicator"),
        NormKind::Repeal => ("废止", "repeal"),
        NormKind::Finding => ("认定", "finding"),
        NormKind::Declaratory => ("宣示", "declaratory"),
    }
}

/// The keyword of a statement in both languages.
const fn word_of(statement: &StatementKind) -> Word {
    match statement {
        StatementKind::Basis(_) => BASIS,
        StatementKind::Subject(_) => SUBJECT,
        StatementKind::Beneficiary(_) => BENEFICIARY,
        StatementKind::When(_) => WHEN,
        StatementKind::Unless(_) => UNLESS,
        StatementKind::Exception(_) => EXCEPTION,
        StatementKind::Overrides(_) => OVERRIDES,
        StatementKind::Grant(_) => GRANT,
        StatementKind::Must(_) => MUST,
        StatementKind::MustNot(_) => MUST_NOT,
        StatementKind::May(_) => MAY,
        StatementKind::Deadline(_) => DEADLINE,
        StatementKind::DoneWhen(_) => DONE_WHEN,
        StatementKind::DoneOn(_) => DONE_ON,
        StatementKind::ViolatedWhen(_) => VIOLATED_WHEN,
        StatementKind::IfLate(_) => IF_LATE,
        StatementKind::DecidedBy(_) => DECIDED_BY,
        StatementKind::Ask(_) => ASK,
        StatementKind::Consider(_) => CONSIDER,
        StatementKind::ReasonsRequired => REASONS_REQUIRED,
        StatementKind::PendingUntilFound => UNTIL_FOUND,
        StatementKind::Means(_) => MEANS,
        StatementKind::Formula(_) => FORMULA,
        StatementKind::Baseline { .. } => BASELINE,
        StatementKind::Target { .. } => TARGET,
        StatementKind::DataFrom(_) => DATA_FROM,
        StatementKind::Frequency(_) => FREQUENCY,
        StatementKind::Alert(_) => ALERT,
        StatementKind::Effect(_) => EFFECT,
        StatementKind::InForce(_) => IN_FORCE,
        StatementKind::Documents(_) => DOCUMENTS,
        StatementKind::EvidenceItems(_) => EVIDENCE,
        StatementKind::ReferTo(_) => REFER_TO,
        StatementKind::Repeals(_) => REPEALS,
        StatementKind::Unsettled(_) => UNSETTLED,
        StatementKind::Note(_) => NOTE,
        StatementKind::Reason(_) => REASON,
        StatementKind::Quote(_) => QUOTE,
    }
}

impl Check<'_> {
    /// Tells what a declaration may not say, says twice, or lacks. True where nothing lacks.
    pub(super) fn statements(
        &mut self,
        kind: NormKind,
        head: &Head,
        statements: &[Statement],
    ) -> bool {
        let rules = rules(kind);
        for statement in statements {
            let word = word_of(&statement.kind);
            if !rules.may.contains(&word) && !ALWAYS.contains(&word) {
                self.problems.push(StatementNotAllowed {
                    statement: word,
                    kind: kind_word(kind),
                    place: statement.span,
                    instead: instead(kind, &statement.kind),
                });
            }
        }
        let said: Vec<Word> = statements
            .iter()
            .map(|statement| word_of(&statement.kind))
            .collect();
        let mut complete = true;
        for group in rules.must {
            if group.iter().any(|word| said.contains(word)) {
                continue;
            }
            if *group == [BASIS] {
                self.basis_missing(head, kind_word(kind));
                continue;
            }
            complete = false;
            self.problems.push(StatementMissing {
                statements: group.to_vec(),
                kind: kind_word(kind),
                name: head.name.text.clone(),
                place: head.name.span,
            });
        }
        complete
    }

    /// Tells what a table or an exception may not say.
    pub(super) fn only(&mut self, allowed: &[&str], kind: Word, statements: &[Statement]) {
        for statement in statements {
            let word = word_of(&statement.kind);
            if !allowed.contains(&word.0) {
                self.problems.push(StatementNotAllowed {
                    statement: word,
                    kind,
                    place: statement.span,
                    instead: None,
                });
            }
        }
    }

    /// Tells what an exception lacks.
    pub(super) fn exception_lacks(&mut self, head: &Head, lacks: &'static [Word]) {
        self.problems.push(StatementMissing {
            statements: lacks.to_vec(),
            kind: ("例外", "exception"),
            name: head.name.text.clone(),
            place: head.name.span,
        });
    }
}

/// The first statement that is picked.
pub(super) fn first<'s, T>(
    statements: &'s [Statement],
    pick: impl Fn(&'s StatementKind) -> Option<T>,
) -> Option<T> {
    statements
        .iter()
        .find_map(|statement| pick(&statement.kind))
}

/// The words of all statements that are picked.
pub(super) fn texts<'s>(
    statements: &'s [Statement],
    pick: impl Fn(&'s StatementKind) -> Option<&'s crate::syntax::document::Quoted>,
) -> Vec<String> {
    statements
        .iter()
        .filter_map(|statement| pick(&statement.kind))
        .map(|quoted| quoted.text.clone())
        .collect()
}
