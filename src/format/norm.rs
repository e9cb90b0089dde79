//! Norms: their statements, one a line.

use crate::format::declaration::after_commas;
use crate::format::expression::Binding;
use crate::format::page::Entry;
use crate::format::word::{Tongue, follows};
use crate::syntax::document::{
    Deadline, Effect, EvidenceItem, Exception, Grant, GrantBound, Norm, Quoted, Statement,
    StatementKind,
};
use crate::syntax::expression::{Expression, ExpressionKind};

impl Tongue {
    pub(super) fn norm(self, norm: &Norm) -> (String, Vec<Entry>, bool) {
        let (chinese, english) = norm.kind.keyword();
        let entries = norm
            .statements
            .iter()
            .flat_map(|statement| self.statement(statement, 1))
            .collect();
        (self.opening(chinese, english, &norm.head), entries, false)
    }

    pub(super) fn statement(self, statement: &Statement, indent: usize) -> Vec<Entry> {
        let start = statement.span.start();
        let condition = |chinese, english, value: &Expression| {
            self.condition_entries(start, indent, self.key(chinese, english), value)
        };
        match &statement.kind {
            StatementKind::When(value) => condition("条件", "when", value),
            StatementKind::Unless(value) => condition("除外", "unless", value),
            StatementKind::DoneWhen(value) => condition("完成标志", "done_when", value),
            StatementKind::DoneOn(value) => condition("完成日期", "done_on", value),
            StatementKind::ViolatedWhen(value) => condition("违反标志", "violated_when", value),
            StatementKind::Means(value) => condition("是指", "means", value),
            StatementKind::Formula(value) => condition("口径", "formula", value),
            StatementKind::Alert(value) => condition("预警", "alert_when", value),
            StatementKind::Grant(grant) => self.grant(grant, start, indent),
            StatementKind::Exception(exception) => self.exception(exception, start, indent),
            _ => vec![Entry {
                start,
                indent,
                pieces: self.statement_pieces(statement),
                separated: true,
            }],
        }
    }

    /// A statement that takes one line.
    fn statement_pieces(self, statement: &Statement) -> Vec<String> {
        let text = |chinese, english, words: &Quoted| {
            vec![format!(
                "{}{}",
                self.key(chinese, english),
                self.quoted(words)
            )]
        };
        let one = |chinese, english, words: String| {
            vec![format!("{}{words}", self.key(chinese, english))]
        };
        let led = |chinese, english, pieces| self.led(self.key(chinese, english), pieces);
        match &statement.kind {
            StatementKind::Basis(citations) => led("依据", "basis", self.citations(citations)),
            StatementKind::ReferTo(citations) => led("转致", "refer_to", self.citations(citations)),
            StatementKind::Repeals(citations) => led("废除", "repeals", self.citations(citations)),
            StatementKind::Subject(bearers) => led("主体", "subject", self.bearers(bearers)),
            StatementKind::Beneficiary(bearers) => {
                led("受益", "beneficiary", self.bearers(bearers))
            }
            StatementKind::DecidedBy(bearers) => led("由", "decided_by", self.bearers(bearers)),
            StatementKind::Overrides(names) => led("优先于", "overrides", self.names(names)),
            StatementKind::Quote(texts) => led("原文", "quote", self.texts(texts)),
            StatementKind::Consider(texts) => led("参考", "consider", self.texts(texts)),
            StatementKind::DataFrom(texts) => led("数据来源", "data_from", self.texts(texts)),
            StatementKind::Documents(texts) => led("材料", "documents", self.texts(texts)),
            StatementKind::EvidenceItems(items) => {
                led("佐证", "evidence_item", self.evidence(items))
            }
            StatementKind::Must(words) => text("应当", "must", words),
            StatementKind::MustNot(words) => text("不得", "must_not", words),
            StatementKind::May(words) => text("可以", "may", words),
            StatementKind::IfLate(words) => text("逾期", "if_late", words),
            StatementKind::Ask(words) => one("问", "ask", self.told(words)),
            StatementKind::Unsettled(words) => text("存疑", "unsettled", words),
            StatementKind::Note(words) => text("说明", "note", words),
            StatementKind::Reason(words) => text("理由", "reason", words),
            StatementKind::ReasonsRequired => {
                vec![self.say("须说明理由", "reasons_required").to_owned()]
            }
            StatementKind::PendingUntilFound => vec![
                self.say("未认定前：待定", "until_found: pending")
                    .to_owned(),
            ],
            StatementKind::Deadline(deadline) => one("期限", "deadline", self.deadline(deadline)),
            StatementKind::Baseline { on, value } => {
                let value = self.expression(value, Binding::Sum);
                one(
                    "基期",
                    "baseline",
                    format!("{}{}{value}", self.year_or_date(*on), self.comma()),
                )
            }
            StatementKind::Target { by, word, value } => {
                let gap = if follows(*word) { self.comma() } else { " " };
                let by =
                    by.map_or_else(String::new, |by| format!("{}{gap}", self.year_or_date(by)));
                one(
                    "目标",
                    "target",
                    format!("{by}{}", self.compared(*word, value)),
                )
            }
            StatementKind::Frequency(per) => one("频次", "every_period", self.per(*per).to_owned()),
            StatementKind::Effect(effect) => one("效力", "effect", self.effect(*effect).to_owned()),
            StatementKind::InForce(interval) => one("适用", "in_force", self.interval(interval)),
            _ => Vec::new(),
        }
    }

    const fn effect(self, effect: Effect) -> &'static str {
        match effect {
            Effect::Hortatory => self.say("倡导性", "hortatory"),
            Effect::Binding => self.say("约束性", "binding"),
            Effect::Expected => self.say("预期性", "expected"),
        }
    }

    fn evidence(self, items: &[EvidenceItem]) -> Vec<String> {
        self.listed(items.iter().map(|item| match item {
            EvidenceItem::Words(words) => self.quoted(words),
            EvidenceItem::Fact(fact) => self.expression(fact, Binding::Logic),
        }))
    }

    fn deadline(self, deadline: &Deadline) -> String {
        match deadline {
            Deadline::Within { from, term } => {
                let term = self.amount(term);
                let day = matches!(&*from.kind, ExpressionKind::Date(_));
                let from = self.expression(from, Binding::Sum);
                if self.english {
                    return format!("from {from} within {term}");
                }
                format!("自{from}{}{term}内", if day { "起" } else { "之日起" })
            }
            Deadline::By(day) => {
                format!(
                    "{}{}",
                    self.say("不晚于", "no later than "),
                    self.expression(day, Binding::Sum)
                )
            }
            Deadline::Every(per) => self.per(*per).to_owned(),
            Deadline::Vague(words) => self.quoted(words),
        }
    }

    fn grant(self, grant: &Grant, start: u32, indent: usize) -> Vec<Entry> {
        let mut key = self.key("给予", "grant");
        if let Some(label) = &grant.label {
            key.push_str(&self.quoted(label));
            if grant.value.is_some() {
                key.push(' ');
            }
        }
        key.push_str(match grant.bound {
            GrantBound::Exact => "",
            GrantBound::AtLeast => self.say("不少于", "no fewer than "),
            GrantBound::AtMost => self.say("不超过", "at most "),
        });
        let per = grant
            .per
            .map(|per| format!("{}{}", self.comma(), self.per(per)));
        let mut entries = match &grant.value {
            Some(value) => self.condition_entries(start, indent, key, value),
            None => vec![Entry {
                start,
                indent,
                pieces: vec![key],
                separated: true,
            }],
        };
        if let (Some(per), Some(last)) = (per, entries.last_mut()) {
            last.pieces.push(per);
            last.pieces = after_commas(std::mem::take(&mut last.pieces));
        }
        entries
    }

    fn exception(self, exception: &Exception, start: u32, indent: usize) -> Vec<Entry> {
        let head = format!(
            "{}{}{}",
            self.lead("例外", "exception"),
            self.head(&exception.head),
            self.say("（", " (")
        );
        let inner = indent.saturating_add(1);
        let mut entries = vec![Entry {
            start,
            indent,
            pieces: vec![head],
            separated: false,
        }];
        entries.extend(
            exception
                .statements
                .iter()
                .flat_map(|statement| self.statement(statement, inner)),
        );
        let count = entries.len();
        for (at, entry) in entries.iter_mut().enumerate() {
            if at.saturating_add(1) == count
                && let Some(last) = entry.pieces.last_mut()
            {
                last.push_str(self.say("）", ")"));
            }
        }
        entries
    }
}
