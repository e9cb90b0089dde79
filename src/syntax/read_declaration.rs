//! Reading declarations of instruments, facts, parameters, tables and readings.

use crate::source::Span;
use crate::syntax::cursor::Parts;
use crate::syntax::document::{
    Calendar, Cell, CellTest, Clause, Convention, DeclarationKind, Erratum, Field, FieldOption,
    FieldType, HitPolicy, Import, ImportItem, Instrument, InstrumentField, IssuerName, Object,
    Parameter, ParameterValue, Quoted, Reading, ReadingOption, Remark, Row, Table,
};
use crate::syntax::grammar::{Node, Rule};
use crate::syntax::keyword;
use crate::syntax::problem;
use crate::syntax::read_word::half_width;
use crate::syntax::reader::Reader;

impl Reader<'_> {
    /// What a declaration declares, and where its keyword stands.
    pub(super) fn declaration(&mut self, node: &Node<'_>) -> Option<(DeclarationKind, Span)> {
        let inner = Parts::of(node).next()?;
        let mut keyword = Parts::of(&inner).next()?;
        if keyword.as_rule() == Rule::norm_keyword {
            keyword = Parts::of(&keyword).next()?;
        }
        let keyword = self.span(&keyword);
        let kind = match inner.as_rule() {
            Rule::import => self.import(&inner),
            Rule::instrument => self.instrument(&inner),
            Rule::erratum => self.erratum(&inner),
            Rule::clause => self.clause(&inner),
            Rule::convention => self.convention(&inner),
            Rule::unit => self.unit(&inner),
            Rule::calendar => self.calendar(&inner),
            Rule::object => self.object(&inner),
            Rule::parameter => self.parameter(&inner),
            Rule::table => self.table(&inner),
            Rule::reading => self.reading(&inner),
            Rule::norm => self.norm(&inner),
            Rule::questionnaire => self.questionnaire(&inner),
            Rule::example => self.example(&inner),
            _ => None,
        };
        Some((kind?, keyword))
    }

    pub(super) fn remark(&mut self, node: &Node<'_>) -> Option<Remark> {
        let mut parts = Parts::of(node);
        let note = parts.next()?.as_rule() == Rule::keyword_note;
        let words = self.quoted(&parts.next()?);
        Some(if note {
            Remark::Note(words)
        } else {
            Remark::Unsettled(words)
        })
    }

    // ---- other packages ----

    fn import(&mut self, node: &Node<'_>) -> Option<DeclarationKind> {
        let mut parts = Parts::of(node).skip(1);
        let package = self.quoted(&parts.next()?);
        let mut items = Vec::new();
        for item in parts {
            items.push(self.import_item(&item)?);
        }
        Some(DeclarationKind::Import(Import { package, items }))
    }

    fn import_item(&self, node: &Node<'_>) -> Option<ImportItem> {
        let names = self.names(node);
        let local = Parts::of(node).find(|part| part.as_rule() == Rule::import_as);
        let (scope, name) = match names.as_slice() {
            [scope, name] => (Some(scope.clone()), name.clone()),
            [name] => (None, name.clone()),
            _ => return None,
        };
        Some(ImportItem {
            scope,
            name,
            local: local.and_then(|local| self.names(&local).into_iter().next()),
            span: self.span(node),
        })
    }

    // ---- instruments ----

    fn instrument(&mut self, node: &Node<'_>) -> Option<DeclarationKind> {
        let mut parts = Parts::of(node).skip(1);
        let head = self.own_head(&parts.next()?)?;
        let mut fields = Vec::new();
        for field in parts {
            fields.push(self.instrument_field(&field)?);
        }
        Some(DeclarationKind::Instrument(Instrument { head, fields }))
    }

    fn instrument_field(&mut self, node: &Node<'_>) -> Option<InstrumentField> {
        let mut parts = Parts::of(node);
        let keyword = parts.next()?;
        if keyword.as_rule() == Rule::remark {
            return Some(match self.remark(&keyword)? {
                Remark::Note(words) => InstrumentField::Note(words),
                Remark::Unsettled(words) => InstrumentField::Unsettled(words),
            });
        }
        let value = parts.next()?;
        let span = self.span(&value);
        Some(match keyword.as_rule() {
            Rule::keyword_title => InstrumentField::Title(self.quoted(&value)),
            Rule::keyword_number => InstrumentField::Number(self.document_number(&value)),
            Rule::keyword_issuer => {
                let mut issuers = Vec::new();
                for issuer in std::iter::once(value).chain(parts) {
                    let word = Parts::of(&issuer).next()?;
                    let text = match word.as_rule() {
                        Rule::text => self.quoted(&word).text,
                        _ => self.name(&word).text,
                    };
                    issuers.push(IssuerName {
                        text,
                        span: self.span(&word),
                    });
                }
                InstrumentField::Issuers(issuers)
            }
            Rule::keyword_dated => InstrumentField::Dated(self.date(&value), span),
            Rule::keyword_published => InstrumentField::Published(self.date(&value), span),
            Rule::keyword_in_force => InstrumentField::InForce(self.interval(&value)),
            Rule::keyword_digest => InstrumentField::Digest(self.quoted(&value)),
            _ if value.as_rule() == Rule::keyword_not_held => InstrumentField::NotHeld(span),
            _ => InstrumentField::FullText(self.quoted(&value)),
        })
    }

    /// A document number with `〔〕`, whatever brackets were typed.
    fn document_number(&self, node: &Node<'_>) -> Quoted {
        if node.as_rule() == Rule::text {
            return self.quoted(node);
        }
        let written = half_width(node.as_str());
        let letters = written
            .chars()
            .filter(|letter| !letter.is_whitespace())
            .map(|letter| match letter {
                '[' | '［' | '（' | '(' | '【' => '〔',
                ']' | '］' | '）' | ')' | '】' => '〕',
                other => other,
            });
        Quoted {
            text: letters.collect(),
            span: self.span(node),
        }
    }

    fn erratum(&mut self, node: &Node<'_>) -> Option<DeclarationKind> {
        let mut parts = Parts::of(node).skip(1);
        let head = self.own_head(&parts.next()?)?;
        let mut erratum = Erratum {
            head,
            places: Vec::new(),
            wording: Vec::new(),
            presumed: None,
            grounds: None,
            confidence: None,
            effect: None,
        };
        for field in parts {
            let mut inner = Parts::of(&field);
            let keyword = inner.next()?.as_rule();
            let value = inner.next()?;
            match keyword {
                Rule::keyword_cite => erratum.places.extend(self.citations(&field)),
                Rule::keyword_confidence => erratum.confidence = Some(self.name(&value)),
                Rule::keyword_quote => erratum.wording.extend(self.texts(&value)),
                _ => {
                    let texts = self.texts(&value);
                    if let Some(second) = texts.get(1) {
                        self.refuse(problem::one_text_only(second.span));
                    }
                    let first = texts.into_iter().next();
                    match keyword {
                        Rule::keyword_presumed => erratum.presumed = first,
                        Rule::keyword_grounds => erratum.grounds = first,
                        _ => erratum.effect = first,
                    }
                }
            }
        }
        Some(DeclarationKind::Erratum(erratum))
    }

    fn clause(&mut self, node: &Node<'_>) -> Option<DeclarationKind> {
        let (mut head, mut place, mut quote) = (None, None, None);
        for part in Parts::of(node) {
            match part.as_rule() {
                Rule::head => head = self.own_head(&part),
                Rule::citation => place = self.citation(&part),
                Rule::text => quote = Some(self.quoted(&part)),
                _ => {}
            }
        }
        Some(DeclarationKind::Clause(Clause {
            head: head?,
            place: place?,
            quote: quote?,
        }))
    }

    fn convention(&mut self, node: &Node<'_>) -> Option<DeclarationKind> {
        let mut lines = Vec::new();
        for line in Parts::of(node).skip(1) {
            let mut parts = Parts::of(&line);
            let keyword = parts.next()?.as_rule();
            let value = parts.next()?;
            let span = self.span(&line);
            lines.push(match keyword {
                Rule::keyword_age => Convention::Age {
                    on_birthday: value.as_rule() == Rule::keyword_on_birthday,
                    span,
                },
                Rule::keyword_periods => Convention::Periods(self.citations(&line)),
                Rule::keyword_comparisons => Convention::Comparisons(self.citations(&line)),
                Rule::keyword_holidays => Convention::Holidays(self.name(&value)),
                _ => Convention::CompleteLedger {
                    instrument: self.name(&value),
                    span,
                },
            });
        }
        Some(DeclarationKind::Convention(lines))
    }

    fn unit(&mut self, node: &Node<'_>) -> Option<DeclarationKind> {
        let mut heads = Vec::new();
        for head in Parts::of(node).skip(1) {
            heads.push(self.head(&head)?);
        }
        Some(DeclarationKind::Unit(heads))
    }

    fn calendar(&mut self, node: &Node<'_>) -> Option<DeclarationKind> {
        let mut parts = Parts::of(node).skip(1);
        let head = self.own_head(&parts.next()?)?;
        let mut calendar = Calendar {
            head,
            basis: Vec::new(),
            covers: Vec::new(),
            holidays: Vec::new(),
            workdays: Vec::new(),
            remarks: Vec::new(),
        };
        for field in parts {
            let mut inner = Parts::of(&field);
            let keyword = inner.next()?;
            match keyword.as_rule() {
                Rule::keyword_basis => calendar.basis.extend(self.citations(&field)),
                Rule::remark => calendar.remarks.push(self.remark(&keyword)?),
                other => {
                    let days = inner.map(|days| self.interval(&days));
                    match other {
                        Rule::keyword_covers => calendar.covers.extend(days),
                        Rule::keyword_days_off => calendar.holidays.extend(days),
                        _ => calendar.workdays.extend(days),
                    }
                }
            }
        }
        Some(DeclarationKind::Calendar(calendar))
    }

    // ---- facts ----

    fn object(&mut self, node: &Node<'_>) -> Option<DeclarationKind> {
        let mut parts = Parts::of(node).skip(1);
        let head = self.own_head(&parts.next()?)?;
        let (mut fields, mut remarks) = (Vec::new(), Vec::new());
        for line in parts {
            match line.as_rule() {
                Rule::remark => remarks.push(self.remark(&line)?),
                _ => fields.push(self.field(&line)?),
            }
        }
        Some(DeclarationKind::Object(Object {
            head,
            fields,
            remarks,
        }))
    }

    fn field(&mut self, node: &Node<'_>) -> Option<Field> {
        let mut parts = Parts::of(node);
        let name = self.name(&parts.next()?);
        let kind = self.field_type(&parts.next()?)?;
        let mut options = Vec::new();
        for option in parts {
            options.push(self.field_option(&option)?);
        }
        Some(Field {
            name,
            kind,
            options,
            span: self.span(node),
        })
    }

    fn field_type(&mut self, node: &Node<'_>) -> Option<FieldType> {
        let mut parts = Parts::of(node);
        let keyword = parts.next()?.as_rule();
        Some(match keyword {
            Rule::keyword_yes_no => FieldType::YesNo,
            Rule::keyword_integer => FieldType::Integer,
            Rule::keyword_decimal => FieldType::Decimal,
            Rule::keyword_money => FieldType::Money,
            Rule::keyword_date => FieldType::Date,
            Rule::keyword_text => FieldType::Text,
            Rule::keyword_quantity => FieldType::Quantity(self.unit_rate(&parts.next()?)?),
            Rule::keyword_list_of => FieldType::List(self.name(&parts.next()?)),
            _ => {
                let mut options = Vec::new();
                for choice in parts {
                    let mut inner = Parts::of(&choice);
                    let name = self.name(&inner.next()?);
                    options.push((name, inner.next().and_then(|alias| self.alias(&alias))));
                }
                FieldType::Choice {
                    options,
                    ordered: keyword == Rule::keyword_grades,
                }
            }
        })
    }

    fn field_option(&mut self, node: &Node<'_>) -> Option<FieldOption> {
        let mut parts = Parts::of(node);
        let keyword = parts.next()?;
        Some(match keyword.as_rule() {
            Rule::keyword_ask => FieldOption::Ask(self.told(&parts.next()?)?),
            Rule::keyword_evidence => FieldOption::Evidence(self.told(&parts.next()?)?),
            Rule::keyword_shared_by => FieldOption::SharedBy(self.quoted(&parts.next()?)),
            Rule::keyword_note => FieldOption::Note(self.quoted(&parts.next()?)),
            Rule::keyword_sensitive => FieldOption::Sensitive(self.span(&keyword)),
            Rule::keyword_unchangeable => FieldOption::Unchangeable(self.span(&keyword)),
            Rule::keyword_also => FieldOption::Alias(self.name(&parts.next()?)),
            Rule::keyword_default => FieldOption::Default(self.expression(&parts.next()?)?),
            _ => {
                let word = keyword::comparison_word(keyword.as_str())?;
                FieldOption::Bound(word, self.expression(&parts.next()?)?)
            }
        })
    }

    fn parameter(&mut self, node: &Node<'_>) -> Option<DeclarationKind> {
        let mut parts = Parts::of(node).skip(1);
        let head = self.own_head(&parts.next()?)?;
        let (mut values, mut remarks) = (Vec::new(), Vec::new());
        for line in parts {
            match line.as_rule() {
                Rule::remark => remarks.push(self.remark(&line)?),
                _ => values.push(self.parameter_value(&line)?),
            }
        }
        Some(DeclarationKind::Parameter(Parameter {
            head,
            values,
            remarks,
        }))
    }

    fn parameter_value(&mut self, node: &Node<'_>) -> Option<ParameterValue> {
        let mut parts = Parts::of(node);
        let interval = self.interval(&parts.next()?);
        let value = self.expression(&parts.next()?)?;
        let mut line = ParameterValue {
            interval,
            value,
            basis: Vec::new(),
            published: None,
            check_by: None,
            source: None,
            confidence: None,
            unsettled: None,
            span: self.span(node),
        };
        for option in parts {
            let mut inner = Parts::of(&option);
            let keyword = inner.next()?.as_rule();
            let value = inner.next()?;
            let place = self.span(&value);
            match keyword {
                Rule::keyword_basis => line.basis.extend(self.citations(&option)),
                Rule::keyword_published => line.published = Some((self.date(&value), place)),
                Rule::keyword_check_by => line.check_by = Some((self.date(&value), place)),
                Rule::keyword_source => line.source = Some(self.quoted(&value)),
                Rule::keyword_confidence => line.confidence = Some(self.name(&value)),
                _ => line.unsettled = Some(self.quoted(&value)),
            }
        }
        Some(line)
    }

    // ---- tables and readings ----

    fn table(&mut self, node: &Node<'_>) -> Option<DeclarationKind> {
        let mut parts = Parts::of(node).skip(1);
        let head = self.head(&parts.next()?)?;
        let (inputs, outputs) = (Vec::new(), Vec::new());
        let mut table = Table {
            head,
            statements: Vec::new(),
            hit: None,
            inputs,
            outputs,
            rows: Vec::new(),
        };
        for part in parts {
            match part.as_rule() {
                Rule::hit => table.hit = Some((hit_policy(&part)?, self.span(&part))),
                Rule::statement => table.statements.push(self.statement(&part)?),
                Rule::table_head => {
                    for column in Parts::of(&part) {
                        match column.as_rule() {
                            Rule::table_output => {
                                table.outputs.push(self.name(&Parts::of(&column).next()?))
                            }
                            _ => table.inputs.push(self.expression(&column)?),
                        }
                    }
                }
                _ => {
                    let row = self.row(&part)?;
                    self.check_row(&row, table.inputs.len(), table.outputs.len());
                    table.rows.push(row);
                }
            }
        }
        Some(DeclarationKind::Table(table))
    }

    fn row(&mut self, node: &Node<'_>) -> Option<Row> {
        let mut row = Row {
            cells: Vec::new(),
            values: Vec::new(),
            basis: Vec::new(),
            span: self.span(node),
        };
        for part in Parts::of(node) {
            match part.as_rule() {
                Rule::cell => row.cells.push(self.cell(&part)?),
                Rule::citations => row.basis.extend(self.citations(&part)),
                _ => row.values.push(self.expression(&part)?),
            }
        }
        Some(row)
    }

    /// A row has one cell for each column of the head.
    fn check_row(&mut self, row: &Row, inputs: usize, outputs: usize) {
        if row.cells.len() != inputs || row.values.len() != outputs {
            let found = (row.cells.len(), row.values.len());
            self.refuse(problem::row_width(row.span, (inputs, outputs), found));
        }
    }

    fn cell(&mut self, node: &Node<'_>) -> Option<Cell> {
        let mut cell = Cell {
            tests: Vec::new(),
            otherwise: false,
            span: self.span(node),
        };
        for part in Parts::of(node) {
            match part.as_rule() {
                Rule::cell_rest => cell.otherwise = true,
                Rule::cell_test => cell.tests.push(self.cell_test(&part)?),
                _ => {}
            }
        }
        Some(cell)
    }

    fn cell_test(&mut self, node: &Node<'_>) -> Option<CellTest> {
        let mut parts = Parts::of(node);
        let first = parts.next()?;
        if first.as_rule() != Rule::cell_values {
            let (word, value) = self.comparison_tail(&first, &mut parts)?;
            return Some(CellTest::Compare(word, value));
        }
        let mut values = Vec::new();
        for value in Parts::of(&first) {
            values.push(self.expression(&value)?);
        }
        Some(CellTest::OneOf(values))
    }

    fn reading(&mut self, node: &Node<'_>) -> Option<DeclarationKind> {
        let mut parts = Parts::of(node).skip(1);
        let head = self.own_head(&parts.next()?)?;
        let mut reading = Reading {
            head,
            basis: Vec::new(),
            options: Vec::new(),
            remarks: Vec::new(),
        };
        for line in parts {
            match line.as_rule() {
                Rule::remark => reading.remarks.push(self.remark(&line)?),
                Rule::reading_basis => reading.basis.extend(self.citations(&line)),
                _ => reading.options.push(self.reading_option(&line)?),
            }
        }
        Some(DeclarationKind::Reading(reading))
    }

    fn reading_option(&mut self, node: &Node<'_>) -> Option<ReadingOption> {
        let mut parts = Parts::of(node);
        let name = self.name(&parts.next()?);
        let alias = parts
            .accept(Rule::alias)
            .and_then(|alias| self.alias(&alias));
        let words = self.quoted(&parts.next()?);
        let (mut default, mut proposed_by) = (false, None);
        for part in parts {
            match part.as_rule() {
                Rule::keyword_default => default = true,
                Rule::text => proposed_by = Some(self.quoted(&part)),
                _ => {}
            }
        }
        Some(ReadingOption {
            name,
            alias,
            words,
            default,
            proposed_by,
            span: self.span(node),
        })
    }
}

fn hit_policy(node: &Node<'_>) -> Option<HitPolicy> {
    Some(match Parts::of(node).nth(1)?.as_rule() {
        Rule::keyword_hit_first => HitPolicy::First,
        Rule::keyword_hit_sum => HitPolicy::Sum,
        _ => HitPolicy::Unique,
    })
}
