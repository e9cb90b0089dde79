//! Declarations of instruments, facts, parameters, tables and readings.

use crate::format::expression::Binding;
use crate::format::page::Entry;
use crate::format::word::{Tongue, label};
use crate::source::Span;
use crate::syntax::document::{
    Calendar, Clause, Convention, Declaration, DeclarationKind, Erratum, Field, FieldOption,
    FieldType, Head, Import, ImportItem, Instrument, InstrumentField, Interval, IssuerName, Object,
    Parameter, ParameterValue, Remark,
};

/// The opening line, the entries under it, and whether the closing mark stands on a line of its own.
pub(super) type Written = (String, Vec<Entry>, bool);

/// A line of a declaration, from its first piece and what follows it after commas.
pub(super) fn entry(span: Span, pieces: Vec<String>) -> Entry {
    Entry {
        start: span.start(),
        indent: 1,
        pieces,
        separated: true,
    }
}

impl Tongue {
    pub(super) fn declaration(self, declaration: &Declaration) -> Written {
        match &declaration.kind {
            DeclarationKind::Import(import) => self.import(import),
            DeclarationKind::Instrument(instrument) => self.instrument(instrument),
            DeclarationKind::Erratum(erratum) => self.erratum(erratum),
            DeclarationKind::Clause(clause) => self.clause(clause),
            DeclarationKind::Convention(lines) => self.convention(lines, declaration.keyword),
            DeclarationKind::Unit(heads) => {
                let heads: Vec<String> = heads.iter().map(|head| self.head(head)).collect();
                (
                    format!("{}{}", self.lead("单位", "unit"), heads.join(self.list())),
                    Vec::new(),
                    false,
                )
            }
            DeclarationKind::Calendar(calendar) => self.calendar(calendar),
            DeclarationKind::Object(object) => self.object(object),
            DeclarationKind::Parameter(parameter) => self.parameter(parameter),
            DeclarationKind::Table(table) => self.table(table),
            DeclarationKind::Reading(reading) => self.reading(reading),
            DeclarationKind::Norm(norm) => self.norm(norm),
            DeclarationKind::Questionnaire(form) => self.questionnaire(form, declaration.keyword),
            DeclarationKind::Example(example) => self.example(example),
        }
    }

    /// `权利 名：`.
    pub(super) fn opening(self, chinese: &str, english: &str, head: &Head) -> String {
        format!(
            "{}{}{}",
            self.lead(chinese, english),
            self.head(head),
            self.say("：", ":")
        )
    }

    /// The opening of an example, whose name is a label.
    pub(super) fn labelled(self, chinese: &str, english: &str, head: &Head) -> String {
        let name = label(&head.name.text);
        let alias = head.alias.as_ref().map(|alias| self.alias(alias));
        format!(
            "{}{name}{}{}",
            self.lead(chinese, english),
            alias.unwrap_or_default(),
            self.say("：", ":")
        )
    }

    /// A keyword and the pieces of its content.
    pub(super) fn led(self, lead: String, pieces: Vec<String>) -> Vec<String> {
        let mut pieces = pieces.into_iter();
        let mut led = vec![format!("{lead}{}", pieces.next().unwrap_or_default())];
        led.extend(pieces);
        led
    }

    pub(super) fn remark(self, remark: &Remark) -> Entry {
        match remark {
            Remark::Note(words) => entry(
                words.span,
                vec![format!(
                    "{}{}",
                    self.key("说明", "note"),
                    self.quoted(words)
                )],
            ),
            Remark::Unsettled(words) => entry(
                words.span,
                vec![format!(
                    "{}{}",
                    self.key("存疑", "unsettled"),
                    self.quoted(words)
                )],
            ),
        }
    }

    // ---- other packages ----

    fn import(self, import: &Import) -> Written {
        let opening = format!(
            "{}{}{}",
            self.lead("引用", "import"),
            self.quoted(&import.package),
            self.say("：", ":")
        );
        let items = self.listed(import.items.iter().map(|item| self.import_item(item)));
        let place = import.items.first().map_or(0, |item| item.span.start());
        let entry = Entry {
            start: place,
            indent: 1,
            pieces: items,
            separated: true,
        };
        (opening, vec![entry], false)
    }

    fn import_item(self, item: &ImportItem) -> String {
        let name = match &item.scope {
            Some(scope) => format!(
                "{}{}{}",
                self.name(scope),
                self.say("的", "'s "),
                self.name(&item.name)
            ),
            None => self.name(&item.name),
        };
        match &item.local {
            Some(local) if self.english => format!("{name} as {}", self.name(local)),
            Some(local) => format!("{name}（作 {}）", self.name(local)),
            None => name,
        }
    }

    // ---- instruments ----

    fn instrument(self, instrument: &Instrument) -> Written {
        let entries = instrument
            .fields
            .iter()
            .map(|field| self.instrument_field(field))
            .collect();
        (
            self.opening("文件", "document", &instrument.head),
            entries,
            false,
        )
    }

    fn instrument_field(self, field: &InstrumentField) -> Entry {
        let line =
            |span: Span, lead: String, words: String| entry(span, vec![format!("{lead}{words}")]);
        match field {
            InstrumentField::Title(title) => line(
                title.span,
                self.say("标题", "title ").to_owned(),
                format!("《{}》", title.text),
            ),
            InstrumentField::Number(number) => line(
                number.span,
                self.lead("文号", "number"),
                number_words(self, number),
            ),
            InstrumentField::Issuers(issuers) => {
                let span = issuers.first().map(|issuer| issuer.span);
                let pieces = self.listed(issuers.iter().map(|issuer| self.issuer(issuer)));
                let pieces = self.led(self.lead("发布机关", "issuer"), pieces);
                Entry {
                    start: span.map_or(0, Span::start),
                    indent: 1,
                    pieces,
                    separated: true,
                }
            }
            InstrumentField::Dated(day, span) => {
                line(*span, self.lead("成文日期", "dated"), self.date(*day))
            }
            InstrumentField::Published(day, span) => {
                line(*span, self.lead("公布", "published"), self.date(*day))
            }
            InstrumentField::InForce(interval) => line(
                interval.span,
                self.lead("适用", "in_force"),
                self.interval(interval),
            ),
            InstrumentField::FullText(path) => {
                line(path.span, self.lead("全文", "full_text"), self.quoted(path))
            }
            InstrumentField::NotHeld(span) => line(
                *span,
                self.lead("全文", "full_text"),
                self.say("未收录", "not_held").to_owned(),
            ),
            InstrumentField::Digest(digest) => line(
                digest.span,
                self.lead("摘要", "digest"),
                self.quoted(digest),
            ),
            InstrumentField::Unsettled(words) => line(
                words.span,
                self.key("存疑", "unsettled"),
                self.quoted(words),
            ),
            InstrumentField::Note(words) => {
                line(words.span, self.key("说明", "note"), self.quoted(words))
            }
        }
    }

    /// An issuer in quotation marks: its name may hold any word.
    fn issuer(self, issuer: &IssuerName) -> String {
        self.marked(&issuer.text)
    }

    fn erratum(self, erratum: &Erratum) -> Written {
        let mut entries = Vec::new();
        if let Some(first) = erratum.places.first() {
            entries.push(entry(
                first.span,
                self.led(self.lead("出处", "cite"), self.citations(&erratum.places)),
            ));
        }
        if let Some(first) = erratum.wording.first() {
            entries.push(entry(
                first.span,
                self.led(self.lead("原文", "quote"), self.texts(&erratum.wording)),
            ));
        }
        let texts = [
            (&erratum.presumed, self.lead("应为", "presumed")),
            (&erratum.grounds, self.lead("根据", "grounds")),
            (&erratum.effect, self.lead("影响", "impact")),
        ];
        for (text, lead) in texts {
            entries.extend(
                text.iter()
                    .map(|text| entry(text.span, vec![format!("{lead}{}", self.quoted(text))])),
            );
        }
        if let Some(confidence) = &erratum.confidence {
            let words = format!(
                "{}{}",
                self.lead("可信度", "confidence"),
                self.name(confidence)
            );
            entries.push(entry(confidence.span, vec![words]));
        }
        entries.sort_by_key(|entry| entry.start);
        (
            self.opening("勘误", "erratum", &erratum.head),
            entries,
            false,
        )
    }

    fn clause(self, clause: &Clause) -> Written {
        let place = format!(
            "{}{}",
            self.lead("出处", "cite"),
            self.citation(&clause.place)
        );
        let quote = format!(
            "{}{}",
            self.lead("原文", "quote"),
            self.quoted(&clause.quote)
        );
        let entries = vec![
            entry(clause.place.span, vec![place]),
            entry(clause.quote.span, vec![quote]),
        ];
        (self.opening("条款", "clause", &clause.head), entries, false)
    }

    fn convention(self, lines: &[Convention], keyword: Span) -> Written {
        let entries = lines.iter().map(|line| match line {
            Convention::Age { on_birthday, span } => {
                let rule = if *on_birthday {
                    self.say("生日当日算满", "on_birthday")
                } else {
                    self.say("生日次日算满", "day_after_birthday")
                };
                entry(*span, vec![format!("{}{rule}", self.lead("周岁", "age"))])
            }
            Convention::Periods(citations) | Convention::Comparisons(citations) => {
                let lead = match line {
                    Convention::Periods(_) => self.lead("期间", "periods"),
                    _ => self.lead("比较词", "comparisons"),
                };
                let span = citations.first().map_or(keyword, |citation| citation.span);
                entry(span, self.led(lead, self.citations(citations)))
            }
            Convention::Holidays(name) => entry(
                name.span,
                vec![format!(
                    "{}{}",
                    self.lead("节假日", "holidays"),
                    self.name(name)
                )],
            ),
            Convention::CompleteLedger { instrument, span } => {
                let words = format!(
                    "{}{} {}",
                    self.lead("台账", "ledger"),
                    self.name(instrument),
                    self.say("完整", "complete")
                );
                entry(*span, vec![words])
            }
        });
        (
            self.say("约定：", "convention:").to_owned(),
            entries.collect(),
            false,
        )
    }

    fn calendar(self, calendar: &Calendar) -> Written {
        let mut entries = Vec::new();
        if let Some(first) = calendar.basis.first() {
            entries.push(entry(
                first.span,
                self.led(self.lead("依据", "basis"), self.citations(&calendar.basis)),
            ));
        }
        let days = [
            (&calendar.covers, self.lead("范围", "covers")),
            (&calendar.holidays, self.lead("放假", "days_off")),
            (&calendar.workdays, self.lead("上班", "days_worked")),
        ];
        for (intervals, lead) in days {
            if let Some(first) = intervals.first() {
                entries.push(entry(first.span, self.led(lead, self.intervals(intervals))));
            }
        }
        entries.extend(calendar.remarks.iter().map(|remark| self.remark(remark)));
        entries.sort_by_key(|entry| entry.start);
        (
            self.opening("日历", "calendar", &calendar.head),
            entries,
            false,
        )
    }

    fn intervals(self, intervals: &[Interval]) -> Vec<String> {
        self.listed(intervals.iter().map(|interval| self.interval(interval)))
    }

    // ---- facts ----

    fn object(self, object: &Object) -> Written {
        let mut entries: Vec<Entry> = object
            .fields
            .iter()
            .map(|field| entry(field.span, self.field(field)))
            .collect();
        entries.extend(object.remarks.iter().map(|remark| self.remark(remark)));
        entries.sort_by_key(|entry| entry.start);
        (self.opening("对象", "object", &object.head), entries, false)
    }

    fn field(self, field: &Field) -> Vec<String> {
        let mut pieces = vec![format!(
            "{}{}{}",
            self.name(&field.name),
            self.say("：", ": "),
            self.field_type(&field.kind)
        )];
        for option in &field.options {
            pieces.push(format!("{}{}", self.comma(), self.field_option(option)));
        }
        after_commas(pieces)
    }

    fn field_type(self, kind: &FieldType) -> String {
        match kind {
            FieldType::YesNo => self.say("是否", "yes_no").to_owned(),
            FieldType::Integer => self.say("整数", "integer").to_owned(),
            FieldType::Decimal => self.say("小数", "decimal").to_owned(),
            FieldType::Money => self.say("金额", "money").to_owned(),
            FieldType::Date => self.say("日期", "date").to_owned(),
            FieldType::Text => self.say("文本", "text").to_owned(),
            FieldType::Quantity(unit) => format!(
                "{}{}",
                self.say("数量", "quantity"),
                self.bracket(&self.unit(unit))
            ),
            FieldType::List(name) => format!("{}{}", self.lead("多个", "list_of"), self.name(name)),
            FieldType::Choice { options, ordered } => {
                let options = options.iter().map(|(name, alias)| {
                    let alias = alias
                        .as_ref()
                        .map_or_else(String::new, |alias| self.alias(alias));
                    format!("{}{alias}", self.name(name))
                });
                let word = if *ordered {
                    self.say("等级", "grades ")
                } else {
                    self.say("取值", "one_of ")
                };
                format!(
                    "{word}{}",
                    self.set(&options.collect::<Vec<_>>().join(self.list()))
                )
            }
        }
    }

    fn field_option(self, option: &FieldOption) -> String {
        let text = |chinese, english, words| {
            format!("{}{}", self.say(chinese, english), self.quoted(words))
        };
        let told =
            |chinese, english, words| format!("{}{}", self.say(chinese, english), self.told(words));
        match option {
            FieldOption::Ask(words) => told("问", "ask ", words),
            FieldOption::Evidence(words) => told("凭证", "evidence ", words),
            FieldOption::SharedBy(words) => text("共享", "shared_by ", words),
            FieldOption::Note(words) => text("说明", "note ", words),
            FieldOption::Sensitive(_) => self.say("敏感", "sensitive").to_owned(),
            FieldOption::Unchangeable(_) => self.say("不可改变", "unchangeable").to_owned(),
            FieldOption::Alias(name) => format!("{}{}", self.lead("又称", "aka"), self.name(name)),
            FieldOption::Default(value) => {
                format!(
                    "{}{}",
                    self.lead("默认", "default"),
                    self.expression(value, Binding::Sum)
                )
            }
            FieldOption::Bound(word, value) => {
                let gap = self.say("", " ");
                format!(
                    "{}{gap}{}",
                    self.comparison(*word),
                    self.expression(value, Binding::Sum)
                )
            }
        }
    }

    fn parameter(self, parameter: &Parameter) -> Written {
        let lines = parameter
            .values
            .iter()
            .map(|value| entry(value.span, self.parameter_value(value)));
        let mut entries: Vec<Entry> = lines.collect();
        entries.extend(parameter.remarks.iter().map(|remark| self.remark(remark)));
        entries.sort_by_key(|entry| entry.start);
        (
            self.opening("参数", "parameter", &parameter.head),
            entries,
            false,
        )
    }

    fn parameter_value(self, line: &ParameterValue) -> Vec<String> {
        let mut pieces = vec![self.interval(&line.interval)];
        let mut more = |words: String| pieces.push(format!("{}{words}", self.comma()));
        more(self.expression(&line.value, Binding::Logic));
        if !line.basis.is_empty() {
            more(format!(
                "{}{}",
                self.lead("依据", "basis"),
                self.citations(&line.basis).concat()
            ));
        }
        if let Some((day, _)) = line.published {
            more(format!(
                "{}{}",
                self.lead("公布", "published"),
                self.date(day)
            ));
        }
        if let Some((day, _)) = line.check_by {
            more(format!(
                "{}{}",
                self.lead("复核", "check_by"),
                self.date(day)
            ));
        }
        if let Some(words) = &line.source {
            more(format!(
                "{}{}",
                self.say("来源", "source "),
                self.quoted(words)
            ));
        }
        if let Some(name) = &line.confidence {
            more(format!(
                "{}{}",
                self.lead("可信度", "confidence"),
                self.name(name)
            ));
        }
        if let Some(words) = &line.unsettled {
            more(format!(
                "{}{}",
                self.say("存疑", "unsettled "),
                self.quoted(words)
            ));
        }
        after_commas(pieces)
    }
}

/// Moves the comma before each piece to the end of the piece before it, so that no line begins with one.
pub(super) fn after_commas(pieces: Vec<String>) -> Vec<String> {
    let mut moved: Vec<String> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let comma = ["，", ", "]
            .into_iter()
            .find(|comma| !moved.is_empty() && piece.starts_with(comma));
        match (comma, moved.last_mut()) {
            (Some(comma), Some(last)) => {
                last.push_str(comma);
                moved.push(piece.strip_prefix(comma).unwrap_or(&piece).to_owned());
            }
            _ => moved.push(piece),
        }
    }
    moved
}

/// A document number: as it is where the grammar reads it so, else in quotation marks.
fn number_words(tongue: Tongue, number: &crate::syntax::document::Quoted) -> String {
    let plain = number.text.contains('〔')
        && number.text.ends_with('号')
        && !number.text.contains([' ', '、', '；']);
    if plain {
        number.text.clone()
    } else {
        tongue.quoted(number)
    }
}
