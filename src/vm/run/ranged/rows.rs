//! The run on ranges: rows, lists, figures.

use crate::compile::{FigureModel, Instruction, NONE, ROOT};
use crate::vm::range::{Figure, Held};
use crate::vm::value::{Value, index};

use super::{Flow, Ranged};
use crate::vm::run::state::{NO_ROW, place};
use crate::vm::run::tracer::Tracer;

/// Rows.
impl<T: Tracer> Ranged<'_, T> {
    pub(super) fn row(&self, row: u32) -> u32 {
        if row == ROOT { 0 } else { self.rows.row(row) }
    }

    pub(super) fn load_fact(
        &mut self,
        to: u32,
        row: u32,
        (table, offset): (u32, u32),
        otherwise: u32,
    ) -> Flow {
        let row = self.row(row);
        if row == NO_ROW {
            return self.copy(to, otherwise);
        }
        let value = self.fact(row, table, offset);
        self.set(to, value.map_or(Held::NOTHING, Held::sure))
    }

    pub(super) fn fact(&self, row: u32, table: u32, offset: u32) -> Option<Value> {
        let layout = self.program.tables().get(index(table))?;
        let column = self.program.column(*layout.facts.get(index(offset))?)?;
        let place = place(row, layout.facts.len(), offset);
        Some(self.case.cell_value(self.case.rows(table)?, place, column))
    }

    pub(super) fn computed(&self, row: u32, table: u32, offset: u32) -> usize {
        let stride = self.plan.strides.get(index(table)).copied().unwrap_or(0);
        place(row, index(stride), offset)
    }

    pub(super) fn load(
        &mut self,
        to: u32,
        row: u32,
        (table, offset): (u32, u32),
        otherwise: u32,
    ) -> Flow {
        let row = self.row(row);
        if row == NO_ROW {
            return self.copy(to, otherwise);
        }
        let place = self.computed(row, table, offset);
        let value = self
            .registers
            .tables
            .get(index(table))
            .and_then(|values| values.get(place))
            .copied();
        self.set(to, value.unwrap_or(Held::NOTHING))
    }

    pub(super) fn store(&mut self, from: u32, row: u32, table: u32, offset: u32) -> Flow {
        let place = self.computed(self.row(row), table, offset);
        let value = self.get(from);
        if let Some(slot) = self
            .registers
            .tables
            .get_mut(index(table))
            .and_then(|values| values.get_mut(place))
        {
            *slot = value;
        }
        Flow::Next
    }

    pub(super) fn owner(&mut self, to: u32, row: u32, table: u32, list: u32) -> Flow {
        let row = if row == ROOT {
            NO_ROW
        } else {
            self.rows.row(row)
        };
        let owner = self
            .case
            .rows(table)
            .and_then(|rows| rows.owners.get(index(row)).copied().flatten());
        let owner = owner
            .filter(|(stands_in, _)| *stands_in == list)
            .map_or(NO_ROW, |(_, owner)| owner);
        self.rows.set(to, owner);
        Flow::Next
    }

    pub(super) fn loop_all(&mut self, level: u32, table: u32, end: u32) -> Flow {
        let count = self.case.rows(table).map_or(0, |rows| rows.count);
        let begun = self.rows.begin(level, 0, count, table);
        self.jump(!begun, end)
    }

    pub(super) fn loop_list(
        &mut self,
        (level, end): (u32, u32),
        (row, list): (u32, u32),
        (figure, within): (u32, u32),
        mode: u32,
    ) -> Flow {
        let Some(layout) = self.program.lists().get(index(list)) else {
            return Flow::To(end);
        };
        let row = self.row(row);
        let stride = self
            .program
            .tables()
            .get(index(layout.owner))
            .map_or(0, |table| table.lists.len());
        let given = self.case.rows(layout.owner).filter(|_| row != NO_ROW);
        let given = given.and_then(|rows| {
            rows.lists
                .get(place(row, stride, layout.offset))
                .copied()
                .flatten()
        });
        let Some((first, length)) = given else {
            // Bit 0 of the mode: no further generator; bit 1: no filter; bit 2: no filter from here on can be a fault.
            let last = mode & 1 != 0;
            let least = if last && mode & 2 != 0 {
                layout.least
            } else {
                0
            };
            let greatest = Some(layout.greatest).filter(|_| last);
            let faultless = mode & 4 != 0;
            let within = Some(within)
                .filter(|within| *within != NONE)
                .map(|within| self.get(within));
            let span = self.span;
            if let Some(figure) = self.figure(figure) {
                figure.unlisted(within.as_ref(), (Some(least), greatest), faultless, span);
            }
            return Flow::To(end);
        };
        let begun = self.rows.begin(level, first, length, 0);
        self.jump(!begun, end)
    }
}

/// Figures.
impl<T: Tracer> Ranged<'_, T> {
    pub(super) fn figure(&mut self, register: u32) -> Option<&mut Figure> {
        self.registers.figures.get_mut(index(register))?.as_mut()
    }

    pub(super) fn figure_begin(&mut self, to: u32, figure: u32, anything: u32) -> Flow {
        let kind = FigureModel::ALL
            .get(index(figure))
            .copied()
            .unwrap_or(FigureModel::Exists);
        let anything = self.get(anything).value;
        if let Some(slot) = self.registers.figures.get_mut(index(to)) {
            *slot = Some(Figure::new(kind, anything));
        }
        Flow::Next
    }

    pub(super) fn filter(&mut self, condition: u32, figure: u32, next: u32) -> Flow {
        let condition_register = condition;
        let condition = self.get(condition);
        if let Some(fault) = condition.value.fault() {
            // A member that the filters before may leave out does not get so far.
            let reached = match self.next {
                Some(Instruction::Within { outer, inner, .. }) if inner == condition_register => {
                    self.get(outer).value.is_true()
                }
                _ => true,
            };
            if let Some(figure) = self.figure(figure) {
                if reached {
                    figure.stick(fault);
                } else {
                    figure.doubt();
                }
            }
            return Flow::To(next);
        }
        if condition.doubtful
            && let Some(figure) = self.figure(figure)
        {
            figure.doubt();
        }
        self.jump(condition.value.is_false(), next)
    }

    pub(super) fn member_of(&mut self, to: u32, within: u32, value: Held) -> Flow {
        let within = Some(within)
            .filter(|within| *within != NONE)
            .map(|within| self.get(within));
        let span = self.span;
        if let Some(figure) = self.figure(to) {
            figure.member(within.as_ref(), &value, span);
        }
        Flow::Next
    }

    pub(super) fn figure_end(&mut self, to: u32) -> Flow {
        let span = self.span;
        let value = self
            .figure(to)
            .map_or(Held::NOTHING, |figure| figure.finish(span));
        self.set(to, value)
    }
}
