//! The instructions of the machine.
//!
//! Registers, row registers, places in side tables and jump targets are plain numbers; what each of them is, is written once
//! here, so that verifying, listing, relocating and tracing need no second table. A register holds a 64-bit integer or, for
//! the instructions whose name begins with `Wide`, an exact fraction.

/// What a number inside an instruction is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// A register that is written.
    Write,
    /// A register that is read.
    Read,
    /// A register that is read and written: an accumulator.
    Update,
    /// A row register that is written.
    WriteRow,
    /// A row register that is read, or [`ROOT`].
    ReadRow,
    /// A jump target.
    Target,
    /// A place in a side table, a column, or a literal.
    Index,
}

/// In place of a row register: the one row of the case itself.
pub const ROOT: u32 = u32::MAX;

/// In place of a register: none.
pub const NONE: u32 = u32::MAX;

macro_rules! role {
    (write) => {
        Role::Write
    };
    (read) => {
        Role::Read
    };
    (update) => {
        Role::Update
    };
    (write_row) => {
        Role::WriteRow
    };
    (read_row) => {
        Role::ReadRow
    };
    (target) => {
        Role::Target
    };
    (index) => {
        Role::Index
    };
}

macro_rules! instructions {
    ($($(#[$doc:meta])* $name:ident { $($role:ident $field:ident),* $(,)? })*) => {
        /// One instruction.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[expect(missing_docs, reason = "the instruction's own sentence names its operands")]
        pub enum Instruction {
            $($(#[$doc])* $name { $($field: u32),* },)*
        }

        /// The places of the instructions.
        #[derive(Clone, Copy)]
        enum Code {
            $($name,)*
        }

        impl Code {
            const fn of(instruction: &Instruction) -> Self {
                match instruction {
                    $(Instruction::$name { .. } => Self::$name,)*
                }
            }
        }

        impl Instruction {
            /// The instruction's name.
            #[must_use]
            pub const fn name(&self) -> &'static str {
                match self {
                    $(Self::$name { .. } => stringify!($name),)*
                }
            }

            /// Where it may jump to.
            #[must_use]
            pub fn jumps_to(&self) -> Option<u32> {
                let mut found = None;
                self.operands(|role, _, number| {
                    if role == Role::Target {
                        found = Some(number);
                    }
                });
                found
            }

            /// Calls `visit` with the role, the name and the value of every operand, in order.
            pub fn operands(&self, mut visit: impl FnMut(Role, &'static str, u32)) {
                match self {
                    $(Self::$name { $($field),* } => { $(visit(role!($role), stringify!($field), *$field);)* })*
                }
            }

            /// What a pack calls it: its place among the instructions.
            pub(super) fn code(&self) -> u8 {
                Code::of(self) as u8
            }

            /// Whether it is several in one, for a run in which every value is known and nobody listens.
            pub(super) fn is_several(&self) -> bool {
                self.code() >= Code::MoveJump as u8
            }

            /// The instruction of a code, its operands taken one by one.
            pub(super) fn decoded<E>(code: u8, mut next: impl FnMut() -> Result<u32, E>) -> Result<Option<Self>, E> {
                $(if code == Code::$name as u8 {
                    return Ok(Some(Self::$name { $($field: next()?),* }));
                })*
                Ok(None)
            }

            /// Lets `visit` change every operand.
            pub fn operands_mut(&mut self, mut visit: impl FnMut(Role, &mut u32)) {
                match self {
                    $(Self::$name { $($field),* } => { $(visit(role!($role), $field);)* })*
                }
            }
        }
    };
}

instructions! {
    // Moving values.
    /// `to` becomes `from`.
    Move { write to, read from }
    /// The same for a fraction.
    WideMove { write to, read from }
    /// `to` becomes a fact of the row, in this table of the case.
    LoadFact { write to, read_row row, index table, index offset }
    /// `to` becomes a computed value of the row.
    Load { write to, read_row row, index table, index offset, read otherwise }
    /// The same for a fraction.
    WideLoad { write to, read_row row, index table, index offset, read otherwise }
    /// `to` becomes `from`, a register of the case itself, unless the row is missing: then `otherwise`.
    LoadRoot { write to, read_row row, read from, read otherwise }
    /// The same for a fraction.
    WideLoadRoot { write to, read_row row, read from, read otherwise }
    /// A fact of a row that may be missing: then `otherwise`.
    LoadOwned { write to, read_row row, index table, index offset, read otherwise }
    /// The computed value of a row becomes `from`.
    Store { read from, read_row row, index table, index offset }
    /// The same for a fraction.
    WideStore { read from, read_row row, index table, index offset }
    /// `to` becomes the row in whose list `row` stands.
    Owner { write_row to, read_row row, index table, index list }

    // Arithmetic on numbers of one scale.
    /// Sum.
    Add { write to, read left, read right }
    /// Difference.
    Subtract { write to, read left, read right }
    /// Product; the scales add up.
    Multiply { write to, read left, read right }
    /// The same number at more decimals: times the `factor`-th power of ten.
    Rescale { write to, read from, index factor }
    /// The other sign.
    Negate { write to, read from }
    /// Distance from zero.
    Absolute { write to, read from }
    /// The lesser.
    Lower { write to, read left, read right }
    /// The greater.
    Higher { write to, read left, read right }
    /// The greatest whole number not above; `decimals` of the operand.
    WholePart { write to, read from, index decimals }
    /// `left － right × 取整（left ÷ right）`.
    Remainder { write to, read left, read right }
    /// Rounded to a multiple of the step, as the rounding in the side table says.
    Round { write to, read from, index rounding }

    // Arithmetic on fractions.
    /// A fraction from a number with so many decimals.
    Widen { write to, read from, index decimals }
    /// Sum.
    WideAdd { write to, read left, read right }
    /// Difference.
    WideSubtract { write to, read left, read right }
    /// Product.
    WideMultiply { write to, read left, read right }
    /// Quotient.
    WideDivide { write to, read left, read right }
    /// The other sign.
    WideNegate { write to, read from }
    /// Distance from zero.
    WideAbsolute { write to, read from }
    /// The lesser.
    WideLower { write to, read left, read right }
    /// The greater.
    WideHigher { write to, read left, read right }
    /// The greatest whole number not above.
    WideWholePart { write to, read from }
    /// `left － right × 取整（left ÷ right）`.
    WideRemainder { write to, read left, read right }
    /// Rounded, still as a fraction.
    WideRound { write to, read from, index rounding }
    /// Rounded, as a number with the decimals that the side table says.
    RoundOff { write to, read from, index rounding }
    /// A whole fraction as a number without decimals.
    Narrow { write to, read from, index sure }
    /// The number without decimals; it must be whole.
    Whole { write to, read from, index decimals, index sure }

    /// Spread over bands, each part at its rate.
    Brackets { write to, read value, index bands }

    // Comparisons. The operands have one scale.
    /// `left < right`.
    Less { write to, read left, read right }
    /// `left ≤ right`.
    AtMost { write to, read left, read right }
    /// `left > right`.
    Greater { write to, read left, read right }
    /// `left ≥ right`.
    AtLeast { write to, read left, read right }
    /// `left = right`.
    Equal { write to, read left, read right }
    /// `left ≠ right`.
    NotEqual { write to, read left, read right }
    /// The comparison of two fractions; which one is a literal.
    WideCompare { write to, read left, read right, index relation }
    /// Whether a place is among those of a set.
    Member { write to, read from, index set }

    // Conditions.
    /// The condition does not hold.
    Not { write to, read from }
    /// `to` and `item` both hold; done where it is settled false.
    And { update to, read item, target end }
    /// The first item of a conjunction.
    AndFirst { write to, read item, target end }
    /// `to` or `item` holds; done where it is settled true.
    Or { update to, read item, target end }
    /// The first item of a disjunction.
    OrFirst { write to, read item, target end }

    // Control.
    /// On to the target.
    Jump { target end }
    /// On to the target where the condition is settled false.
    SkipUnless { read condition, target end }
    /// On to the target where the condition is settled true.
    SkipIf { read condition, target end }

    // Values by cases.
    /// No case has applied so far.
    CaseFirst { write to }
    /// The value of a case whose condition holds or may hold; done where it holds.
    Case { update to, read condition, read value, read anything, target end }
    /// The same for a fraction.
    WideCase { update to, read condition, read value, read anything, target end }
    /// The value where no case applies.
    CaseElse { update to, read value, read anything }
    /// The same for a fraction.
    WideCaseElse { update to, read value, read anything }
    /// No case applies.
    CaseNone { update to, read anything }
    /// A value chosen among exceptions or rows that may apply together.
    Choose { write to, index choice }
    /// The same for a fraction.
    WideChoose { write to, index choice }
    /// The output of the one row of a table that applies at this place of its one input.
    Lookup { write to, read place, index lookup }

    // Collections.
    /// A figure begins.
    FigureBegin { write to, index figure, read anything }
    /// The same for a fraction.
    WideFigureBegin { write to, index figure, read anything }
    /// A loop over a list of a row; one that is not given speaks to the figure at once.
    LoopList { write_row level, read_row row, index list, update figure, read within, target end, index mode }
    /// A loop over all rows of a table.
    LoopAll { write_row level, index table, target end }
    /// On to the next row.
    Next { write_row level, target body }
    /// A filter: on to the next member where it is settled false, and a fault of it is the figure's.
    Filter { read condition, update figure, target next }
    /// Both filters, for the members of a further list.
    Within { write to, read outer, read inner }
    /// Some member satisfies the condition.
    Exists { update to, read within, read condition }
    /// Every member satisfies the condition.
    Every { update to, read within, read condition }
    /// Out of the loop, where every value is known and no filter can be a fault.
    LeaveIf { read condition, target end }
    /// The same where the condition is settled false.
    LeaveUnless { read condition, target end }
    /// One more member.
    Count { update to, read within, index one }
    /// The value of one more member.
    Sum { update to, read within, read value }
    /// The same for a fraction.
    WideSum { update to, read within, read value }
    /// The greatest so far.
    Greatest { update to, read within, read value }
    /// The same for a fraction.
    WideGreatest { update to, read within, read value }
    /// The least so far.
    Least { update to, read within, read value }
    /// The same for a fraction.
    WideLeast { update to, read within, read value }
    /// A figure ends.
    FigureEnd { update to, index figure }
    /// The same for a fraction.
    WideFigureEnd { update to, index figure }

    // Days. Numbers of days, months and years are whole.
    /// A function of a day.
    OfDay { write to, read day, index function }
    /// A function of two days, or of a day and a number.
    OfDays { write to, read left, read right, index function }
    /// A day from year, month and day.
    MakeDate { write to, read year, read month, read day }
    /// So many working days later.
    Workdays { write to, read day, read amount, index calendar, index roll }
    /// A function of one or two periods.
    OfPeriods { write to, read left, read right, index function }

    // Law.
    /// A parameter on a day that is computed.
    ParameterOn { write to, read day, index parameter }
    /// The same for a fraction.
    WideParameterOn { write to, read day, index parameter }
    /// A definition outside its time in force is a fault: done.
    Guard { write to, index window, target end }
    /// A norm outside its time in force does not apply: done.
    InForce { write to, index window, target end }
    /// A norm outside its subject does not apply: done.
    Subject { update to, read condition, target end }
    /// The outcome of a norm from its condition, where its subject may be met.
    Judge { update to, read subject, read condition }
    /// On, unless the norm may hold.
    UnlessHeld { read outcome, target end }
    /// Whether a norm holds, as a condition.
    Holds { write to, read outcome }
    /// What a norm grants, zero where it does not hold.
    Granted { write to, read outcome, read value, read zero }
    /// The same for a fraction.
    WideGranted { write to, read outcome, read value, read zero }
    /// A limit on terms was passed when compiling: an overflow.
    TooDeep { write to }

    // Several in one, for a run in which every value is known and nobody listens.
    /// A value, and on to the target.
    MoveJump { write to, read from, target end }
    /// How many members a list has.
    Length { write to, read_row row, index list }
    /// One more where the condition holds.
    CountIf { update to, read condition }
    /// One more where both conditions hold.
    CountIfBoth { update to, read condition, read other }
    /// One more where `low ≤ value < high`.
    CountWithin { update to, read value, read low, read high }
    /// `left × right + more`; the scales are one.
    MultiplyAdd { write to, read left, read right, read more }
    /// `yes` where `left < right`, else `no`.
    SelectLess { write to, read left, read right, read yes, read no }
    /// `yes` where `left = right`, else `no`.
    SelectEqual { write to, read left, read right, read yes, read no }
    /// Several figures begin.
    FiguresBegin { index first, index count }
    /// On to the target unless `left < right`.
    UnlessLess { read left, read right, target end }
    /// On to the target unless `left ≤ right`.
    UnlessAtMost { read left, read right, target end }
    /// On to the target unless `left > right`.
    UnlessGreater { read left, read right, target end }
    /// On to the target unless `left ≥ right`.
    UnlessAtLeast { read left, read right, target end }
    /// On to the target unless `left = right`.
    UnlessEqual { read left, read right, target end }
    /// On to the target unless `left ≠ right`.
    UnlessNotEqual { read left, read right, target end }
    /// On to the target unless the place is in the set.
    UnlessMember { read from, index set, target end }
    /// On to the target if the place is in the set.
    IfMember { read from, index set, target end }
    /// Several facts of one row.
    LoadFacts { read_row row, index table, index first, index count }
    /// Several computed values of one row.
    Loads { read_row row, index table, index first, index count }
    /// Several computed values of one row, stored.
    Stores { read_row row, index table, index first, index count }
}

/// Functions of one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayFunction {
    /// 年份.
    Year,
    /// 月份.
    Month,
    /// 日号.
    Day,
    /// 月初.
    MonthStart,
    /// 月末.
    MonthEnd,
    /// 年初.
    YearStart,
    /// 年末.
    YearEnd,
    /// The last day of the quarter.
    QuarterEnd,
}

impl DayFunction {
    /// All, in the order of their places.
    pub const ALL: [Self; 8] = [
        Self::Year,
        Self::Month,
        Self::Day,
        Self::MonthStart,
        Self::MonthEnd,
        Self::YearStart,
        Self::YearEnd,
        Self::QuarterEnd,
    ];
}

/// Functions of two days, or of a day and a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DaysFunction {
    /// 天数.
    Days,
    /// 月数.
    Months,
    /// 自然月数.
    CalendarMonths,
    /// 周岁, reached on the birthday.
    Age,
    /// 周岁, reached on the day after.
    AgeDayAfter,
    /// Days later.
    AddDays,
    /// Months later.
    AddMonths,
    /// 生日.
    Birthday,
    /// 周岁年度初, reached on the birthday.
    ChildYearStart,
    /// 周岁年度初, reached on the day after.
    ChildYearStartDayAfter,
    /// 周岁年度末, reached on the birthday.
    ChildYearEnd,
    /// 周岁年度末, reached on the day after.
    ChildYearEndDayAfter,
    /// 期间.
    Period,
}

impl DaysFunction {
    /// All, in the order of their places.
    pub const ALL: [Self; 13] = [
        Self::Days,
        Self::Months,
        Self::CalendarMonths,
        Self::Age,
        Self::AgeDayAfter,
        Self::AddDays,
        Self::AddMonths,
        Self::Birthday,
        Self::ChildYearStart,
        Self::ChildYearStartDayAfter,
        Self::ChildYearEnd,
        Self::ChildYearEndDayAfter,
        Self::Period,
    ];
}

/// Functions of periods.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PeriodFunction {
    /// 重叠.
    Overlap,
    /// 期间天数, of the left period.
    Days,
    /// 期间月数, of the left period.
    Months,
    /// 合并天数.
    UnionDays,
}

impl PeriodFunction {
    /// All, in the order of their places.
    pub const ALL: [Self; 4] = [Self::Overlap, Self::Days, Self::Months, Self::UnionDays];
}

#[cfg(test)]
mod tests {
    use super::{DayFunction, DaysFunction, Instruction, PeriodFunction, Role};

    #[test]
    fn an_instruction_stays_small() {
        assert!(size_of::<Instruction>() <= 32);
    }

    #[test]
    fn operands_are_visited_in_the_order_of_their_declaration() {
        let add = Instruction::Add {
            to: 1,
            left: 2,
            right: 3,
        };
        let mut seen = Vec::new();
        add.operands(|role, name, value| seen.push((role, name, value)));
        assert_eq!(
            seen,
            [
                (Role::Write, "to", 1),
                (Role::Read, "left", 2),
                (Role::Read, "right", 3)
            ]
        );
        assert_eq!(add.name(), "Add");
    }

    #[test]
    fn functions_stand_at_their_places() {
        assert!(
            DayFunction::ALL
                .iter()
                .enumerate()
                .all(|(place, function)| *function as usize == place)
        );
        assert!(
            DaysFunction::ALL
                .iter()
                .enumerate()
                .all(|(place, function)| *function as usize == place)
        );
        assert!(
            PeriodFunction::ALL
                .iter()
                .enumerate()
                .all(|(place, function)| *function as usize == place)
        );
    }
}
