//! One unit in the making: whose facts and values it takes, and from which row.

use crate::check::{FieldId, Instance, Type};
use crate::source::Span;

use super::{Draft, Entry, Operand, Place, without_target, written};
use crate::compile::instruction::{Instruction, NONE, ROOT};
use crate::compile::layout::place;
use crate::compile::program::{ColumnId, ColumnKind, Shape};

impl Draft<'_, '_> {
    /// Which row an instance is.
    pub(in crate::compile) fn instance(&mut self, instance: &Instance, span: Span) -> Place {
        match instance {
            Instance::Root(_) => Place::Case,
            Instance::Bound(level) => match self.levels.get(level) {
                Some((register, table, scope)) => Place::Row {
                    register: *register,
                    table: *table,
                    scope: *scope,
                    sure: true,
                },
                None => Place::Case,
            },
            Instance::OwnerOf { of, list } => {
                let of = self.instance(of, span);
                self.owner(of, *list, span)
            }
        }
    }

    pub(in crate::compile) fn owner(&mut self, of: Place, list: FieldId, span: Span) -> Place {
        let Some(number) = self.builder.program.list_of(list) else {
            return of;
        };
        let owners = self
            .builder
            .program
            .lists()
            .get(place(number))
            .map_or(0, |layout| layout.owner);
        let (row, table, scope) = match of {
            Place::Row {
                register,
                table,
                scope,
                ..
            } => (register, table, scope),
            // What stands in no list has no owner; `ROOT` in place of a row says so.
            Place::Case | Place::CaseThrough { .. } => (ROOT, 0, 0),
        };
        let key = (table, vec![row, u32::MAX], number);
        let found = if scope == 0 {
            self.builder.entries.get(&key).copied()
        } else {
            None
        };
        let to = match found {
            Some(register) => register,
            None if scope == 0 => {
                let register = self.builder.program.rows;
                self.builder.program.rows = register.saturating_add(1);
                self.builder.entries.insert(key, register);
                register
            }
            None => self.row_register(),
        };
        let instruction = Instruction::Owner {
            to,
            row,
            table,
            list: number,
        };
        let to = self.take(
            scope,
            instruction,
            span,
            NONE,
            |instruction| match instruction {
                Instruction::Owner { to, .. } => to,
                _ => NONE,
            },
        );
        if owners == 0 {
            Place::CaseThrough {
                register: to,
                scope,
            }
        } else {
            Place::Row {
                register: to,
                table: owners,
                scope,
                sure: false,
            }
        }
    }

    /// Puts an instruction at the start of a scope, unless one like it stands there; tells its register.
    pub(in crate::compile) fn take(
        &mut self,
        scope: usize,
        instruction: Instruction,
        span: Span,
        note: u32,
        register: impl Fn(Instruction) -> u32,
    ) -> u32 {
        let plain = |instruction: Instruction| without_target(instruction);
        if scope == 0 {
            if let Some(entry) = self
                .entry
                .iter()
                .find(|entry| plain(entry.instruction) == plain(instruction))
            {
                return register(entry.instruction);
            }
            self.entry.push(Entry { instruction, span });
            return register(instruction);
        }
        if let Some(scope) = self.scopes.get_mut(scope) {
            if let Some((taken, ..)) = scope
                .taken
                .iter()
                .find(|(taken, ..)| plain(*taken) == plain(instruction))
            {
                return register(*taken);
            }
            scope.taken.push((instruction, span, note));
        }
        register(instruction)
    }

    /// The register that holds a column of an instance.
    pub(in crate::compile) fn load(
        &mut self,
        id: ColumnId,
        of: Place,
        ty: &Type,
        span: Span,
    ) -> Operand {
        let Some(column) = self.builder.program.column(id).copied() else {
            return Operand::condition(NONE);
        };
        let bounds = self.builder.bounds.get(id.index()).copied().flatten();
        let is_fact = !matches!(column.kind, ColumnKind::Value(_));
        if is_fact {
            self.reads.facts.insert(id);
        }
        if let ColumnKind::Value(computed) = column.kind {
            self.needs(computed);
        }
        let register = match of {
            Place::Case => column.register,
            Place::CaseThrough { register, scope } => {
                let otherwise = self.otherwise(column.kind, ty);
                self.load_through(
                    register,
                    scope,
                    column.register,
                    column.shape,
                    otherwise,
                    span,
                )
            }
            Place::Row {
                register: 0,
                table,
                scope: 0,
                ..
            } if table == self.table && table == column.table => {
                self.reads.own.insert(id);
                column.register
            }
            Place::Row {
                register,
                scope,
                sure,
                ..
            } => {
                if !is_fact {
                    self.reads.values.insert(id);
                }
                let otherwise = self.otherwise(column.kind, ty);
                self.load_row((register, scope, sure), id, is_fact, otherwise, span)
            }
        };
        Operand::new(register, column.shape, bounds)
    }

    pub(in crate::compile) fn otherwise(&mut self, kind: ColumnKind, ty: &Type) -> u32 {
        match kind {
            ColumnKind::Fact(field) => self.builder.bounds_register(field),
            ColumnKind::Finding(_) | ColumnKind::Value(_) => self.builder.anything(ty),
        }
    }

    pub(in crate::compile) fn fixed(&mut self, key: (u32, Vec<u32>, u32)) -> u32 {
        if let Some(register) = self.builder.entries.get(&key) {
            return *register;
        }
        let register = self.builder.register();
        self.builder.entries.insert(key, register);
        register
    }

    pub(in crate::compile) fn load_through(
        &mut self,
        row: u32,
        scope: usize,
        from: u32,
        shape: Shape,
        otherwise: u32,
        span: Span,
    ) -> u32 {
        let to = if scope == 0 {
            self.fixed((self.table, vec![row, 0], from))
        } else {
            self.temporary()
        };
        let instruction = if shape.is_wide() {
            Instruction::WideLoadRoot {
                to,
                row,
                from,
                otherwise,
            }
        } else {
            Instruction::LoadRoot {
                to,
                row,
                from,
                otherwise,
            }
        };
        self.take(scope, instruction, span, NONE, written)
    }

    pub(in crate::compile) fn load_row(
        &mut self,
        (row, scope, sure): (u32, usize, bool),
        id: ColumnId,
        is_fact: bool,
        otherwise: u32,
        span: Span,
    ) -> u32 {
        let Some(column) = self.builder.program.column(id).copied() else {
            return NONE;
        };
        let to = if scope == 0 {
            self.fixed((self.table, vec![row, 1], column.register))
        } else {
            self.temporary()
        };
        let (table, offset) = (column.table, column.offset);
        let instruction = match (is_fact, column.shape.is_wide()) {
            (true, _) if sure => Instruction::LoadFact {
                to,
                row,
                table,
                offset,
            },
            (true, _) => Instruction::LoadOwned {
                to,
                row,
                table,
                offset,
                otherwise,
            },
            (false, true) => Instruction::WideLoad {
                to,
                row,
                table,
                offset,
                otherwise,
            },
            (false, false) => Instruction::Load {
                to,
                row,
                table,
                offset,
                otherwise,
            },
        };
        self.take(scope, instruction, span, NONE, written)
    }
}
