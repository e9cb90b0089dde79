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
/// Whom a norm is about, and when it applies.
const CIRCUMSTANCES: &[Word] = &[SUBJECT, BENEFICIARY, WHEN, UNLESS, EXCEPTION];

/// What the statements of one kind of declaration are.
struct Rules {
    /// Whom it may be about and when it may apply.
    about: &'static [Word],
    /// May be said besides, beside what every declaration may say.
    may: &'static [Word],
    /// Must be said, each of them; they may be said.
    must: &'static [Word],
    /// Must be said, one of them; they may be said.
    one_of: &'static [Word],
}

impl Rules {
    const fn new(
        about: &'static [Word],
        may: &'static [Word],
        must: &'static [Word],
        one_of: &'static [Word],
    ) -> Self {
        Self {
            about,
            may,
            must,
            one_of,
        }
    }

    fn allows(&self, word: &Word) -> bool {
        [self.about, self.may, self.must, self.one_of, ALWAYS]
            .iter()
            .any(|words| words.contains(word))
    }

    /// What must be said: one of each group, in the order in which it is missed.
    fn groups(&self) -> impl Iterator<Item = &'static [Word]> {
        let each = self.must.iter().map(std::slice::from_ref);
        each.chain((!self.one_of.is_empty()).then_some(self.one_of))
    }
}

const fn rules(kind: NormKind) -> Rules {
    match kind {
        NormKind::Definition => Rules::new(&[], &[UNLESS, EXCEPTION], &[], &[MEANS]),
        NormKind::Right => Rules::new(
            CIRCUMSTANCES,
            &[DEADLINE, DOCUMENTS, IF_LATE, DECIDED_BY],
            &[BASIS, SUBJECT],
            &[GRANT],
        ),
        NormKind::Duty | NormKind::Task => Rules::new(
            CIRCUMSTANCES,
            &[DEADLINE, DONE_WHEN, DONE_ON, IF_LATE, DOCUMENTS, EVIDENCE],
            &[BASIS, SUBJECT],
            &[MUST],
        ),
        NormKind::Prohibition => Rules::new(
            CIRCUMSTANCES,
            &[VIOLATED_WHEN, IF_LATE, EVIDENCE],
            &[BASIS, SUBJECT],
            &[MUST_NOT],
        ),
        NormKind::Permission => Rules::new(
            CIRCUMSTANCES,
            &[DOCUMENTS, DEADLINE],
            &[BASIS, SUBJECT],
            &[MAY],
        ),
        NormKind::Encouragement => {
            Rules::new(CIRCUMSTANCES, &[EVIDENCE], &[BASIS, SUBJECT], &[MUST, MAY])
        }
        NormKind::Indicator => Rules::new(
            &[SUBJECT, BENEFICIARY, WHEN, UNLESS],
            &[BASELINE, TARGET, DATA_FROM, FREQUENCY, ALERT],
            &[BASIS],
            &[FORMULA],
        ),
        NormKind::Repeal => Rules::new(&[], &[], &[BASIS], &[REPEALS]),
        NormKind::Finding => Rules::new(
            &[SUBJECT, BENEFICIARY],
            &[CONSIDER, DEADLINE, REASONS_REQUIRED, UNTIL_FOUND],
            &[BASIS, DECIDED_BY],
            &[ASK],
        ),
        NormKind::Declaratory => Rules::new(&[SUBJECT], &[], &[BASIS], &[REASON]),
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

/// The kind of a declaration in both languages, as it is spoken of.
pub(super) const fn kind_word(kind: NormKind) -> Word {
    match kind {
        NormKind::Definition => ("定义", "definition"),
        other => other.keyword(),
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
            if !rules.allows(&word) {
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
        for group in rules.groups() {
            if group.iter().any(|word| said.contains(word)) {
                continue;
            }
            if group == [BASIS] {
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
