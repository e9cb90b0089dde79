//! Terms: conditions.

use crate::check::{ConditionItem, Constant, Relation, Term, TermKind, Type};
use crate::source::Span;

use super::instruction::Instruction;
use super::layout::count;
use super::program::{Shape, StepKind};
use super::unit::{Draft, Label, Operand, item_note, note};

impl Draft<'_, '_> {
    /// A condition.
    pub(super) fn condition(&mut self, term: &Term) -> Operand {
        let span = term.span;
        match &term.kind {
            TermKind::Compare(relation, left, right) => self.compare(*relation, left, right, span),
            TermKind::Member {
                value,
                options,
                negated,
            } => self.member(value, options, *negated, span),
            TermKind::All(items) => self.items(items, true, span),
            TermKind::Any(items) => self.items(items, false, span),
            TermKind::Not(inner) => {
                let inner = self.term(inner);
                self.not(inner.register, span)
            }
            TermKind::Exists {
                collection,
                condition,
            } => self.exists(term, collection, condition.as_deref()),
            TermKind::Every {
                collection,
                condition,
            } => self.every(term, collection, condition),
            _ => Operand::condition(super::NONE),
        }
    }

    /// The condition does not hold.
    pub(super) fn not(&mut self, from: u32, span: Span) -> Operand {
        let to = self.temporary();
        self.step(
            Instruction::Not { to, from },
            note(StepKind::Not, Shape::Boolean, span),
        );
        Operand::condition(to)
    }

    fn compare(&mut self, relation: Relation, left: &Term, right: &Term, span: Span) -> Operand {
        let graded = self.is_graded(&left.ty);
        let (left, right) = (self.term(left), self.term(right));
        // The first grade is the highest: a higher rank is a lower place.
        let relation = if graded { turned(relation) } else { relation };
        self.comparison(relation, &left, &right, span)
    }

    fn is_graded(&self, ty: &Type) -> bool {
        match ty {
            Type::Choice(choice) => self
                .builder
                .model
                .choices
                .get(choice.index())
                .is_some_and(|choice| choice.ordered),
            _ => false,
        }
    }

    /// The comparison of two values of one type.
    pub(super) fn comparison(
        &mut self,
        relation: Relation,
        left: &Operand,
        right: &Operand,
        span: Span,
    ) -> Operand {
        let (left, right, shape) = self.aligned(left, right, span);
        let (to, left, right) = (self.temporary(), left.register, right.register);
        let instruction = if shape.is_wide() {
            Instruction::WideCompare {
                to,
                left,
                right,
                relation: relation as u32,
            }
        } else {
            match relation {
                Relation::Less => Instruction::Less { to, left, right },
                Relation::AtMost => Instruction::AtMost { to, left, right },
                Relation::Greater => Instruction::Greater { to, left, right },
                Relation::AtLeast => Instruction::AtLeast { to, left, right },
                Relation::Equal => Instruction::Equal { to, left, right },
                Relation::NotEqual => Instruction::NotEqual { to, left, right },
            }
        };
        self.step(
            instruction,
            note(StepKind::Comparison, Shape::Boolean, span),
        );
        Operand::condition(to)
    }

    fn member(&mut self, value: &Term, options: &[Constant], negated: bool, span: Span) -> Operand {
        let value_ty = &value.ty;
        let operand = self.term(value);
        let found = match value_ty {
            Type::Choice(_) | Type::Boolean => self.among_places(&operand, value_ty, options, span),
            _ => self.among_values(&operand, options, span),
        };
        if negated {
            self.not(found.register, span)
        } else {
            found
        }
    }

    /// Whether a place is one of some places.
    pub(super) fn among_places(
        &mut self,
        value: &Operand,
        ty: &Type,
        options: &[Constant],
        span: Span,
    ) -> Operand {
        let size = match ty {
            Type::Choice(choice) => self.builder.program.schema.options(*choice),
            _ => 2,
        };
        let is_option = |place: u32| {
            options.iter().any(|option| match option {
                Constant::Choice(_, other) => *other == place,
                Constant::Boolean(other) => u32::from(*other) == place,
                _ => false,
            })
        };
        let set: Vec<bool> = (0..size).map(is_option).collect();
        let sets = &mut self.builder.program.side.sets;
        sets.push(set);
        let set = count(sets.len()).saturating_sub(1);
        let to = self.temporary();
        let instruction = Instruction::Member {
            to,
            from: value.register,
            set,
        };
        self.step(instruction, note(StepKind::Member, Shape::Boolean, span));
        Operand::condition(to)
    }

    /// Whether a number, day or text is one of some.
    fn among_values(&mut self, value: &Operand, options: &[Constant], span: Span) -> Operand {
        let to = self.temporary();
        let end = self.label();
        for (place, option) in options.iter().enumerate() {
            let option = self.constant(option);
            let item = self.comparison(Relation::Equal, value, &option, span);
            let mut step = item_note(StepKind::Member, Shape::Boolean, (None, place), &[], span);
            step.rest = options
                .iter()
                .skip(place.saturating_add(1))
                .map(|_| (None, span))
                .collect();
            self.join_item(to, item.register, place == 0, (false, end), step);
        }
        self.place(end);
        if options.is_empty() {
            self.constant(&Constant::Boolean(false))
        } else {
            Operand::condition(to)
        }
    }

    /// All, or at least one, of some conditions.
    fn items(&mut self, items: &[ConditionItem], all: bool, span: Span) -> Operand {
        let to = self.temporary();
        let end = self.label();
        let kind = if all { StepKind::All } else { StepKind::Any };
        for (place, item) in items.iter().enumerate() {
            let value = self.term(&item.condition).register;
            let mut step = item_note(kind, Shape::Boolean, (item.enumerator, place), &[], span);
            let rest = items.iter().skip(place.saturating_add(1));
            step.rest = rest
                .map(|item| (item.enumerator, item.condition.span))
                .collect();
            self.join_item(to, value, place == 0, (all, end), step);
        }
        self.place(end);
        if items.is_empty() {
            self.constant(&Constant::Boolean(all))
        } else {
            Operand::condition(to)
        }
    }

    /// One item of a conjunction or disjunction.
    pub(super) fn join_item(
        &mut self,
        to: u32,
        item: u32,
        first: bool,
        (all, end): (bool, Label),
        step: super::program::Note,
    ) {
        let end = end.target();
        let instruction = match (all, first) {
            (true, true) => Instruction::AndFirst { to, item, end },
            (true, false) => Instruction::And { to, item, end },
            (false, true) => Instruction::OrFirst { to, item, end },
            (false, false) => Instruction::Or { to, item, end },
        };
        self.step(instruction, step);
    }
}

/// The relation with its direction turned.
fn turned(relation: Relation) -> Relation {
    match relation {
        Relation::Less => Relation::Greater,
        Relation::AtMost => Relation::AtLeast,
        Relation::Greater => Relation::Less,
        Relation::AtLeast => Relation::AtMost,
        Relation::Equal => Relation::Equal,
        Relation::NotEqual => Relation::NotEqual,
    }
}
