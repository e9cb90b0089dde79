//! Decision tables and readings.

use unicode_width::UnicodeWidthStr;

use crate::format::declaration::{Written, after_commas, entry};
use crate::format::expression::Binding;
use crate::format::page::Entry;
use crate::format::word::Tongue;
use crate::syntax::document::{Cell, CellTest, HitPolicy, Reading, ReadingOption, Row, Table};

impl Tongue {
    pub(super) fn table(self, table: &Table) -> Written {
        let mut entries = Vec::new();
        for statement in &table.statements {
            entries.extend(self.statement(statement, 1));
        }
        if let Some((policy, span)) = table.hit {
            let policy = match policy {
                HitPolicy::Unique => self.say("唯一", "unique"),
                HitPolicy::First => self.say("首个", "first"),
                HitPolicy::Sum => self.say("累加", "sum"),
            };
            entries.push(entry(
                span,
                vec![format!("{}{policy}", self.key("命中", "hit"))],
            ));
        }
        entries.sort_by_key(|entry| entry.start);
        let inputs: Vec<String> = table
            .inputs
            .iter()
            .map(|input| self.expression(input, Binding::Logic))
            .collect();
        let outputs: Vec<String> = table
            .outputs
            .iter()
            .map(|output| self.name(output))
            .collect();
        let rows: Vec<(u32, Cells)> = table
            .rows
            .iter()
            .map(|row| (row.span.start(), self.row(row)))
            .collect();
        let widths = widths(&inputs, &outputs, &rows);
        let start = table.inputs.first().map_or(0, |input| input.span.start());
        let head = self.row_words(&(inputs, outputs, String::new()), &widths);
        entries.push(Entry {
            start,
            indent: 1,
            pieces: vec![head],
            separated: false,
        });
        for (start, cells) in &rows {
            entries.push(Entry {
                start: *start,
                indent: 1,
                pieces: vec![self.row_words(cells, &widths)],
                separated: false,
            });
        }
        (self.opening("表", "table", &table.head), entries, true)
    }

    fn row(self, row: &Row) -> Cells {
        let cells = row.cells.iter().map(|cell| self.cell(cell)).collect();
        let values = row
            .values
            .iter()
            .map(|value| self.expression(value, Binding::Logic))
            .collect();
        (cells, values, self.citations(&row.basis).concat())
    }

    fn cell(self, cell: &Cell) -> String {
        if cell.otherwise {
            return self.say("其余", "otherwise").to_owned();
        }
        if cell.tests.is_empty() {
            return self.say("任意", "any").to_owned();
        }
        let tests = cell.tests.iter().map(|test| match test {
            CellTest::Compare(word, value) => self.compared(*word, value),
            CellTest::OneOf(values) => {
                let values: Vec<String> = values
                    .iter()
                    .map(|value| self.expression(value, Binding::Sum))
                    .collect();
                values.join(self.list())
            }
        });
        tests.collect::<Vec<_>>().join(self.say(" 且 ", " and "))
    }

    /// A row whose cells are padded to the width of their columns.
    fn row_words(self, (cells, values, basis): &Cells, widths: &[usize]) -> String {
        let bar = self.say("｜", "|");
        let mut words = bar.to_owned();
        for (at, (cell, width)) in cells.iter().chain(values).zip(widths).enumerate() {
            if at > 0 {
                words.push_str(if at == cells.len() {
                    self.say("‖", "=>")
                } else {
                    bar
                });
            }
            let padding = width.saturating_sub(cell.width());
            words.push_str(&format!(" {cell}{} ", " ".repeat(padding)));
        }
        if !basis.is_empty() {
            words.push_str(&format!("{} {basis} ", self.say("‖", "=>")));
        }
        words.push_str(bar);
        words
    }

    pub(super) fn reading(self, reading: &Reading) -> Written {
        let mut entries = Vec::new();
        if let Some(first) = reading.basis.first() {
            entries.push(entry(
                first.span,
                self.led(self.key("依据", "basis"), self.citations(&reading.basis)),
            ));
        }
        entries.extend(
            reading
                .options
                .iter()
                .map(|option| entry(option.span, self.reading_option(option))),
        );
        entries.extend(reading.remarks.iter().map(|remark| self.remark(remark)));
        entries.sort_by_key(|entry| entry.start);
        (
            self.opening("读法", "reading", &reading.head),
            entries,
            false,
        )
    }

    fn reading_option(self, option: &ReadingOption) -> Vec<String> {
        let alias = option
            .alias
            .as_ref()
            .map_or_else(String::new, |alias| self.alias(alias));
        let words = self.quoted(&option.words);
        let mut pieces = vec![format!(
            "{}{alias}{}{words}",
            self.name(&option.name),
            self.say("：", ": ")
        )];
        if option.default {
            pieces.push(format!("{}{}", self.comma(), self.say("默认", "default")));
        }
        if let Some(who) = &option.proposed_by {
            pieces.push(format!(
                "{}{}{}",
                self.comma(),
                self.lead("提出", "proposed_by"),
                self.quoted(who)
            ));
        }
        after_commas(pieces)
    }
}

/// The cells, the values and the citations of a row.
type Cells = (Vec<String>, Vec<String>, String);

/// How wide each column is.
fn widths(inputs: &[String], outputs: &[String], rows: &[(u32, Cells)]) -> Vec<usize> {
    let mut widths: Vec<usize> = inputs
        .iter()
        .chain(outputs)
        .map(|cell| cell.width())
        .collect();
    for (_, (cells, values, _)) in rows {
        for (width, cell) in widths.iter_mut().zip(cells.iter().chain(values)) {
            *width = (*width).max(cell.width());
        }
    }
    widths
}
