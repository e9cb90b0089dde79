//! What can be wrong with the form of a rule file: one function for each sentence.

use crate::diagnostic::{Code, Fix, Label, Problem, Words};
use crate::source::Span;

/// A word that does not fit where it stands.
pub const UNEXPECTED: Code = Code::new("E0101");
/// `且` and `或` side by side.
pub const MIXED_JOINS: Code = Code::new("E0102");
/// A declaration without its closing `。`.
pub const NO_END: Code = Code::new("E0104");
/// A day that no calendar has.
pub const NO_SUCH_DAY: Code = Code::new("E0107");
/// An item with the wrong number.
pub const ENUMERATOR_ORDER: Code = Code::new("E0114");
/// Brackets nested too deep.
pub const TOO_DEEP: Code = Code::new("E0120");
/// A declaration that takes too long to read.
pub const TOO_LARGE: Code = Code::new("E0121");
/// A Chinese numeral that is not well formed.
pub const UNREADABLE_NUMERAL: Code = Code::new("E0122");
/// A number with too many digits.
pub const NUMBER_TOO_LONG: Code = Code::new("E0123");
/// A comparison word that cannot bound a grant.
pub const GRANT_BOUND: Code = Code::new("E0124");
/// A row with too many or too few cells.
pub const ROW_WIDTH: Code = Code::new("E0125");
/// Several texts where one is wanted.
pub const ONE_TEXT_ONLY: Code = Code::new("E0126");

pub(super) fn unexpected(place: Span, found: &str) -> Problem {
    let message = Words::new(
        format!("这里读不懂“{found}”"),
        format!("`{found}` does not fit here"),
    );
    Problem::new(UNEXPECTED, message, Label::here(place))
}

pub(super) fn no_end(place: Span) -> Problem {
    let message = Words::new(
        "这一项后面缺“。”",
        "the closing `。` of this declaration is missing",
    );
    let title = Words::new("补上“。”", "add `。`");
    Problem::new(NO_END, message, Label::here(place)).fix(Fix::replace(title, place, "。"))
}

pub(super) fn mixed_joins(
    place: Span,
    and: Span,
    or: Span,
    operands: &[(bool, String)],
) -> Problem {
    let message = Words::new(
        "“且”和“或”混在一起，可以有两种读法",
        "`且` and `或` (and, or) are mixed: this can be read in two ways",
    );
    let mut problem = Problem::new(
        MIXED_JOINS,
        message,
        Label::new(or, Words::new("这里是“或”", "`or` here")),
    )
    .label(and, Words::new("这里是“且”", "`and` here"));
    for (title, rewritten) in rewrites(operands) {
        problem = problem.fix(Fix::replace(title, place, rewritten));
    }
    problem
}

/// The two readings: 且 binds first (the list says it without brackets), or 或 binds first.
fn rewrites(operands: &[(bool, String)]) -> [(Words, String); 2] {
    let group = |inner_or: bool| {
        let mut groups: Vec<Vec<&str>> = Vec::new();
        for (or, words) in operands {
            match groups.last_mut() {
                Some(group) if *or == inner_or => group.push(words),
                _ => groups.push(vec![words]),
            }
        }
        groups
    };
    let inner = |group: &Vec<&str>, join: &str| {
        let words = group.join(join);
        if group.len() > 1 {
            format!("（{words}）")
        } else {
            words
        }
    };
    let or_first: Vec<String> = group(true)
        .iter()
        .map(|words| inner(words, " 或 "))
        .collect();
    let and_first: Vec<String> = group(false)
        .iter()
        .map(|words| inner(words, " 且 "))
        .collect();
    [
        (Words::new("先算“或”", "`or` first"), or_first.join(" 且 ")),
        (
            Words::new("先算“且”", "`and` first"),
            and_first.join(" 或 "),
        ),
    ]
}

pub(super) fn no_such_day(place: Span, written: &str) -> Problem {
    let message = Words::new(
        format!("没有“{written}”这一天"),
        format!("there is no day `{written}`"),
    );
    Problem::new(NO_SUCH_DAY, message, Label::here(place))
        .help(Words::new("请核对年、月、日", "check year, month and day"))
}

pub(super) fn enumerator_order(
    place: Span,
    written: &str,
    number: u32,
    wanted: u32,
    item: bool,
) -> Problem {
    let right = if item {
        format!("（{}）", chinese(wanted))
    } else {
        format!("{wanted}.")
    };
    let message = Words::new(
        format!("序号“{written}”不对，这里应当是第 {wanted} 项"),
        format!("item number `{written}` ({number}) is wrong: this is item {wanted}"),
    );
    let title = Words::new(format!("改为“{right}”"), format!("write `{right}`"));
    Problem::new(ENUMERATOR_ORDER, message, Label::here(place))
        .fix(Fix::replace(title, place, right))
}

fn chinese(number: u32) -> String {
    crate::quantity::to_zh_numeral(u64::from(number))
}

pub(super) fn too_deep(place: Span, limit: usize) -> Problem {
    let message = Words::new(
        format!("括号套括号超过 {limit} 层"),
        format!("brackets are nested deeper than {limit} levels"),
    );
    Problem::new(TOO_DEEP, message, Label::here(place)).help(Words::new(
        "请用“定义”给里面的条件起个名字，再引用这个名字",
        "name the inner condition with `define` and use the name",
    ))
}

pub(super) fn too_large(place: Span) -> Problem {
    let message = Words::new("这一项太长，读不完", "this declaration is too long to read");
    Problem::new(TOO_LARGE, message, Label::here(place)).help(Words::new(
        "请分成几项",
        "split it into several declarations",
    ))
}

pub(super) fn unreadable_numeral(place: Span, written: &str) -> Problem {
    let message = Words::new(
        format!("数字“{written}”读不出来"),
        format!("the number `{written}` cannot be read"),
    );
    Problem::new(UNREADABLE_NUMERAL, message, Label::here(place))
        .help(Words::new("请写成阿拉伯数字", "write it in Arabic digits"))
}

pub(super) fn number_too_long(place: Span) -> Problem {
    let message = Words::new("这个数字位数太多", "this number has too many digits");
    Problem::new(NUMBER_TOO_LONG, message, Label::here(place)).help(Words::new(
        "最多 28 位；请换用万元、亿元等单位",
        "at most 28 digits; use a larger unit",
    ))
}

pub(super) fn grant_bound(place: Span, written: &str) -> Problem {
    let message = Words::new(
        format!("“给予”不能用“{written}”限定"),
        format!("`{written}` cannot bound what is granted"),
    );
    Problem::new(GRANT_BOUND, message, Label::here(place)).help(Words::new(
        "请写“不少于”或者“不超过”",
        "write `no fewer than` or `at most`",
    ))
}

pub(super) fn row_width(place: Span, wanted: (usize, usize), found: (usize, usize)) -> Problem {
    let message = Words::new(
        format!(
            "表头有 {} 列条件、{} 列结果，这一行有 {} 列条件、{} 列结果",
            wanted.0, wanted.1, found.0, found.1
        ),
        format!(
            "the head has {} condition and {} result columns, this row has {} and {}",
            wanted.0, wanted.1, found.0, found.1
        ),
    );
    Problem::new(ROW_WIDTH, message, Label::here(place)).help(Words::new(
        "条件与结果之间用“‖”隔开；不限的条件写“任意”",
        "`‖` parts conditions from results; write `任意` (any) where a condition does not matter",
    ))
}

pub(super) fn one_text_only(place: Span) -> Problem {
    let message = Words::new("这里只能写一段文字", "only one text may stand here");
    Problem::new(ONE_TEXT_ONLY, message, Label::here(place))
        .help(Words::new("请合成一段", "join them into one text"))
}
