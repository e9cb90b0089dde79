//! Instruments, units, calendars and conventions.

use std::collections::BTreeSet;

use crate::quantity::{AgeRule, Calendar, CalendarError, Date, Unit};
use crate::source::{Digest, DigestError, FileId, Span, StructuredText, Text};
use crate::syntax::document::{self, Convention, InstrumentField, Interval, Remark};

use super::citations::short_digest;
use super::from_documents::Check;
use super::model::{CalendarId, CalendarModel, InForce, Instrument, InstrumentId};
use super::names::{Citable, label, nearest};
use super::problem::citations::{DigestDiffers, DigestMalformed, TextMissing};
use super::problem::dates::{CalendarWrong, ConventionRepeated, IntervalReversed};
use super::problem::imports::DeclaredApart;
use super::problem::names::UnknownName;

/// Texts of instruments get numbers far from those of rule files: they are cited by instrument, never by file number.
const FIRST_TEXT: u32 = 0x8000_0000;

impl Check<'_> {
    pub(super) fn units(&mut self) {
        for unit in std::mem::take(&mut self.declared.units) {
            let index = self.units.len();
            let head = unit.node;
            let declared = self
                .names
                .units
                .declare(&head.name, head.alias.as_ref(), index);
            if self.twice(declared) {
                continue;
            }
            let apart = self
                .names
                .all_units
                .declare(&head.name, head.alias.as_ref(), index);
            if let Err(apart) = apart {
                self.problems.push(DeclaredApart {
                    what: ("单位", "unit"),
                    name: apart.name,
                    first: apart.second,
                    second: apart.first,
                });
            }
            let alias = head
                .alias
                .as_ref()
                .map_or(head.name.text.as_str(), |alias| alias.text.as_str());
            self.units.push(Unit::declared_as(&head.name.text, alias));
            self.model.units.push(label(head));
        }
    }

    pub(super) fn instruments(&mut self) {
        for placed in std::mem::take(&mut self.declared.instruments) {
            let node = placed.node;
            let id = InstrumentId(count(self.model.instruments.len()));
            let declared = self.names.citables.declare(
                &node.head.name,
                node.head.alias.as_ref(),
                Citable::Instrument(id),
            );
            if let Err(twice) = declared {
                self.problems.push(twice);
                continue;
            }
            let instrument = self.instrument(node);
            self.model.instruments.push(instrument);
        }
    }

    fn instrument(&mut self, node: &document::Instrument) -> Instrument {
        let mut instrument = Instrument {
            label: label(&node.head),
            title: node.head.name.text.clone(),
            titled: false,
            number: None,
            issuers: Vec::new(),
            dated: None,
            published: None,
            in_force: InForce::default(),
            text: None,
            text_path: None,
            digest: None,
            unsettled: Vec::new(),
            notes: Vec::new(),
            complete_ledger: false,
        };
        let mut digest = None;
        let mut path = None;
        for field in &node.fields {
            match field {
                InstrumentField::Title(title) => {
                    instrument.title.clone_from(&title.text);
                    instrument.titled = true;
                }
                InstrumentField::Number(number) => instrument.number = Some(number.text.clone()),
                InstrumentField::Issuers(issuers) => {
                    instrument.issuers = issuers.iter().map(|issuer| issuer.text.clone()).collect();
                }
                InstrumentField::Dated(date, _) => instrument.dated = Some(*date),
                InstrumentField::Published(date, _) => instrument.published = Some(*date),
                InstrumentField::InForce(interval) => instrument.in_force = self.in_force(interval),
                InstrumentField::FullText(full_text) => path = Some(full_text),
                InstrumentField::NotHeld(_) => {}
                InstrumentField::Digest(words) => digest = Some(words),
                InstrumentField::Unsettled(words) => instrument.unsettled.push(words.text.clone()),
                InstrumentField::Note(words) => instrument.notes.push(words.text.clone()),
            }
        }
        instrument.digest = digest.map(|words| words.text.clone());
        if let Some(path) = path {
            instrument.text_path = Some(path.text.clone());
            instrument.text = self.text(path, digest);
        }
        instrument
    }

    /// The text at a path, its digest compared first.
    fn text(
        &mut self,
        path: &document::Quoted,
        digest: Option<&document::Quoted>,
    ) -> Option<StructuredText> {
        let package = self.names.links.package(path.span);
        let texts = match package.joined() {
            None => Some(&self.inputs.texts),
            Some(at) => self.inputs.joined.get(at).map(|joined| &joined.texts),
        };
        let Some(content) = texts.and_then(|texts| texts.get(&path.text)) else {
            self.problems.push(TextMissing {
                path: path.text.clone(),
                place: path.span,
            });
            return None;
        };
        match digest.map(|words| (words, Digest::parse(&words.text))) {
            None => {}
            Some((words, Err(error))) => {
                self.problems.push(DigestMalformed {
                    reason: digest_reason(error),
                    whole: crate::source::digest_text(content.as_bytes()).to_string(),
                    place: words.span,
                });
            }
            Some((words, Ok(declared))) if !declared.matches(content.as_bytes()) => {
                let actual = declared.of_same_kind(content.as_bytes());
                self.problems.push(DigestDiffers {
                    path: path.text.clone(),
                    declared: short_digest(declared),
                    actual: short_digest(actual),
                    whole: actual.to_string(),
                    place: words.span,
                });
            }
            Some(_) => {}
        }
        let number = FIRST_TEXT.saturating_add(count(self.model.instruments.len()));
        match Text::new(FileId::new(number), path.text.clone(), content.clone()) {
            Ok(text) => Some(StructuredText::new(text)),
            Err(error) => {
                self.problems.push(error);
                None
            }
        }
    }

    /// A written interval, both ends included, as a half-open one.
    pub(super) fn in_force(&mut self, interval: &Interval) -> InForce {
        let from = interval.from.map(|(date, _)| date);
        let through = interval.through.map(|(date, _)| date);
        if let (Some(from), Some(through)) = (from, through)
            && through < from
        {
            self.problems.push(IntervalReversed {
                place: interval.span,
            });
        }
        InForce {
            from,
            until: through.and_then(|day| day.checked_add_days(1)),
        }
    }

    pub(super) fn calendars(&mut self) {
        for placed in std::mem::take(&mut self.declared.calendars) {
            let node = placed.node;
            let id = CalendarId(count(self.model.calendars.len()));
            let Some(calendar) = self.calendar(node) else {
                self.names.break_name(&node.head.name);
                continue;
            };
            if let Err(twice) =
                self.names
                    .calendars
                    .declare(&node.head.name, node.head.alias.as_ref(), id)
            {
                self.problems.push(twice);
                continue;
            }
            let basis = self.cite_all(&node.basis);
            if node.basis.is_empty() {
                self.basis_missing(&node.head, ("日历", "calendar"));
            }
            self.model.calendars.push(CalendarModel {
                label: label(&node.head),
                calendar,
                basis,
            });
        }
    }

    fn calendar(&mut self, node: &document::Calendar) -> Option<Calendar> {
        let wrong = |zh: &str, en: &str, place: Span| CalendarWrong {
            reason: (zh.to_owned(), en.to_owned()),
            place,
        };
        let mut ends: Vec<(Date, Date, Span)> = Vec::new();
        for interval in &node.covers {
            let (Some((from, _)), Some((through, _))) = (interval.from, interval.through) else {
                self.problems.push(wrong(
                    "“范围”要写明起止日期",
                    "its range needs both ends",
                    interval.span,
                ));
                return None;
            };
            ends.push((from, through, interval.span));
        }
        ends.sort();
        let Some((first, _, _)) = ends.first().copied() else {
            self.problems.push(wrong(
                "缺少“范围”",
                "its range is missing",
                node.head.name.span,
            ));
            return None;
        };
        let mut last = first;
        for (from, through, place) in ends {
            if through < from {
                self.problems.push(IntervalReversed { place });
                return None;
            }
            let next = last.checked_add_days(1).unwrap_or(last);
            if from > next && from != first {
                self.problems
                    .push(wrong("“范围”中间有缺口", "its range has a gap", place));
                return None;
            }
            last = last.max(through);
        }
        let holidays = self.days(&node.holidays, last)?;
        let workdays = self.days(&node.workdays, last)?;
        match Calendar::new(&node.head.name.text, (first, last), holidays, workdays) {
            Ok(calendar) => Some(calendar),
            Err(error) => {
                self.problems.push(CalendarWrong {
                    reason: calendar_reason(error),
                    place: node.head.name.span,
                });
                None
            }
        }
    }

    /// All days of some intervals.
    fn days(&mut self, intervals: &[Interval], last: Date) -> Option<BTreeSet<Date>> {
        let mut days = BTreeSet::new();
        for interval in intervals {
            let from = interval.from.or(interval.through);
            let through = interval.through.or(interval.from);
            let (Some((from, _)), Some((through, _))) = (from, through) else {
                continue;
            };
            if through < from {
                self.problems.push(IntervalReversed {
                    place: interval.span,
                });
                return None;
            }
            if through > last {
                // The calendar says which day is outside; years of days need not be listed for that.
                days.insert(through);
                continue;
            }
            let span = (from.to_days()..=through.to_days()).take(40_000);
            days.extend(span.filter_map(Date::from_days));
        }
        Some(days)
    }

    pub(super) fn conventions(&mut self) {
        for line in std::mem::take(&mut self.declared.conventions) {
            match line {
                Convention::Age { on_birthday, span } => {
                    let rule = if *on_birthday {
                        AgeRule::OnBirthday
                    } else {
                        AgeRule::DayAfter
                    };
                    if self
                        .model
                        .conventions_at(*span)
                        .age
                        .replace(rule)
                        .is_some_and(|before| before != rule)
                    {
                        self.problems.push(ConventionRepeated {
                            place: *span,
                            what: ("周岁", "age"),
                        });
                    }
                }
                Convention::Periods(basis) => {
                    let Some(place) = basis.first().map(|citation| citation.span) else {
                        continue;
                    };
                    let basis = self.cite_all(basis);
                    self.model.conventions_at(place).periods.extend(basis);
                }
                Convention::Comparisons(basis) => {
                    let Some(place) = basis.first().map(|citation| citation.span) else {
                        continue;
                    };
                    let basis = self.cite_all(basis);
                    self.model.conventions_at(place).comparisons.extend(basis);
                }
                Convention::Holidays(name) => self.holidays(name),
                Convention::CompleteLedger { instrument, span } => {
                    self.complete_ledger(instrument, *span);
                }
            }
        }
    }

    fn holidays(&mut self, name: &document::Name) {
        match self.names.calendars.get(name) {
            Some(calendar) => {
                if self
                    .model
                    .conventions_at(name.span)
                    .calendar
                    .replace(calendar)
                    .is_some_and(|before| before != calendar)
                {
                    self.problems.push(ConventionRepeated {
                        place: name.span,
                        what: ("节假日", "holidays"),
                    });
                }
            }
            None if self.names.is_broken(name) => {}
            None => {
                self.problems.push(UnknownName {
                    name: name.text.clone(),
                    place: name.span,
                    nearest: nearest(&name.text, self.names.calendars.words(name.span)),
                    wanted: ("日历", "calendar"),
                });
            }
        }
    }

    fn complete_ledger(&mut self, name: &document::Name, place: Span) {
        match self.names.citables.get(name) {
            Some(Citable::Instrument(id)) => {
                if let Some(instrument) = self.model.instruments.get_mut(id.index()) {
                    instrument.complete_ledger = true;
                }
                let conventions = self.model.conventions_at(place);
                conventions.complete_ledgers.push((id, place));
            }
            None if self.names.is_broken(name) => {}
            None | Some(Citable::Clause(_)) => {
                self.problems.push(UnknownName {
                    name: name.text.clone(),
                    place: name.span,
                    nearest: nearest(&name.text, self.names.citables.words(name.span)),
                    wanted: ("文件", "instrument"),
                });
            }
        }
    }
}

/// 说明 and 存疑 of a declaration without statements.
pub(super) fn remarks(remarks: &[Remark]) -> (Vec<String>, Vec<String>) {
    let (mut notes, mut unsettled) = (Vec::new(), Vec::new());
    for remark in remarks {
        match remark {
            Remark::Note(words) => notes.push(words.text.clone()),
            Remark::Unsettled(words) => unsettled.push(words.text.clone()),
        }
    }
    (notes, unsettled)
}

/// The number of the next thing in a vector.
pub(super) fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

fn digest_reason(error: DigestError) -> (String, String) {
    let zh = match error {
        DigestError::Algorithm => "开头要写 sha256: 或者 sm3:".to_owned(),
        DigestError::Length { digits } => format!("要64位数字，写了 {digits} 位"),
        DigestError::Digit { found } => format!("“{found}”不是十六进制数字"),
    };
    (zh, error.to_string())
}

fn calendar_reason(error: CalendarError) -> (String, String) {
    let zh = match error {
        CalendarError::Reversed { .. } => "范围的截止日期早于起始日期".to_owned(),
        CalendarError::TooLong => format!("范围超过 {} 天", Calendar::MAX_DAYS),
        CalendarError::Outside(day) => format!("{}在范围之外", day.zh()),
        CalendarError::Both(day) => format!("{}既放假又上班", day.zh()),
    };
    (zh, error.to_string())
}
