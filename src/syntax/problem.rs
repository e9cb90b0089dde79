//! What can be wrong with the form of a rule file: one function for each sentence.

use crate::diagnostic::{Code, Fix, Label, Problem, Words};
use crate::source::Span;

/// A word that does not fit where it stands.
pub const UNEXPECTED: Code = Code::new("E0101");
/// `且` and `或` side by side.
pub const MIXED_JOINS: Code = Code::new("E0102");
/// Two statements without `；` between them.
pub const NO_SEPARATOR: Code = Code::new("E0103");
/// A declaration without its closing `。`.
pub const NO_END: Code = Code::new("E0104");
/// A name with a reserved piece in it, without `「」`.
pub const RESERVED_PIECE: Code = Code::new("E0105");
/// A date in a form that is not read.
pub const WRITTEN_DATE: Code = Code::new("E0106");
/// A day that no calendar has.
pub const NO_SUCH_DAY: Code = Code::new("E0107");
/// A word that begins no statement here.
pub const UNKNOWN_KEYWORD: Code = Code::new("E0108");
/// A word that begins no declaration.
pub const UNKNOWN_DECLARATION: Code = Code::new("E0109");
/// Words that must stand in quotation marks.
pub const QUOTES_WANTED: Code = Code::new("E0110");
/// A quotation mark without its partner.
pub const QUOTATION_MARK: Code = Code::new("E0111");
/// A bracket without its partner.
pub const BRACKET: Code = Code::new("E0112");
/// A letter that looks like another one.
pub const LOOK_ALIKE: Code = Code::new("E0113");
/// An item with the wrong number.
pub const ENUMERATOR_ORDER: Code = Code::new("E0114");
/// A Chinese numeral without a unit.
pub const NUMERAL_ALONE: Code = Code::new("E0115");
/// 以上, 以下, 以内 or 以外 after a name.
pub const RANGE_AFTER_NAME: Code = Code::new("E0116");
/// A word that is not a comparison.
pub const UNKNOWN_COMPARISON: Code = Code::new("E0117");
/// A statement that stands twice in one declaration.
pub const STATEMENT_TWICE: Code = Code::new("E0118");
/// A declaration that says nothing.
pub const EMPTY_DECLARATION: Code = Code::new("E0119");
/// Brackets nested too deep.
pub const TOO_DEEP: Code = Code::new("E0120");
/// A declaration that takes too long to read.
pub const TOO_LARGE: Code = Code::new("E0003");
/// A name that no colon follows.
pub const NO_COLON: Code = Code::new("E0121");
/// A numeral that is not well formed.
pub const UNREADABLE_NUMERAL: Code = Code::new("E0122");
/// A number with too many digits.
pub const NUMBER_TOO_LONG: Code = Code::new("E0123");
/// A comparison word that cannot bound a grant.
pub const GRANT_BOUND: Code = Code::new("E0124");
/// A row with too many or too few cells.
pub const ROW_WIDTH: Code = Code::new("E0125");
/// Several texts where one is wanted.
pub const ONE_TEXT_ONLY: Code = Code::new("E0126");
/// A quantity after a name without a comparison.
pub const NO_COMPARISON: Code = Code::new("E0127");
/// A statement outside any declaration.
pub const STATEMENT_OUTSIDE: Code = Code::new("E0128");

pub(super) fn scope_not_here(place: Span, written: &str) -> Problem {
    let message = Words::new(
        "名称里含有保留词“的”",
        "the name contains the reserved piece `的`",
    );
    let title = Words::new(
        format!("写成「{written}」，或者改个名称"),
        format!("write `「{written}」`, or choose another name"),
    );
    Problem::new(RESERVED_PIECE, message, Label::here(place)).fix(Fix::replace(
        title,
        place,
        format!("「{written}」"),
    ))
}

pub(super) fn look_alike(place: Span, written: char, meant: Option<char>) -> Problem {
    let code = format!("U+{:04X}", u32::from(written));
    let Some(meant) = meant else {
        let message = Words::new(
            format!("不认识字符“{written}”（{code}）"),
            format!("the letter `{written}` ({code}) is not known"),
        );
        return Problem::new(LOOK_ALIKE, message, Label::here(place))
            .help(Words::new("请重新输入这个字", "type the letter again"));
    };
    let message = Words::new(
        format!("这里的“{written}”（{code}）看上去像“{meant}”，其实不是"),
        format!("this `{written}` ({code}) looks like `{meant}`, and is not"),
    );
    let title = Words::new(format!("改为“{meant}”"), format!("write `{meant}`"));
    Problem::new(LOOK_ALIKE, message, Label::here(place)).fix(Fix::replace(title, place, meant))
}

pub(super) fn numeral_alone(place: Span, written: &str, number: u64) -> Problem {
    let message = Words::new(
        format!("中文数字“{written}”后面没有单位"),
        format!("the Chinese numeral `{written}` has no unit"),
    );
    let title = Words::new(
        format!("加上单位，如 {written}日；没有单位的数写 {number}；是名称就写「{written}」"),
        format!(
            "add a unit, such as `{written}日`; write a plain number as `{number}`, a name as `「{written}」`"
        ),
    );
    Problem::new(NUMERAL_ALONE, message, Label::here(place)).fix(Fix::replace(
        title,
        place,
        number.to_string(),
    ))
}

pub(super) fn statement_twice(place: Span, first: Span, keyword: (&str, &str)) -> Problem {
    let message = Words::new(
        format!("“{}”写了两次", keyword.0),
        format!("`{}` stands twice", keyword.1),
    );
    Problem::new(STATEMENT_TWICE, message, Label::here(place))
        .label(first, Words::new("第一次在这里", "the first is here"))
        .help(Words::new(
            "请合成一条；几个条件用“且”“或”或者“同时符合下列条件”连起来",
            "join them into one; join conditions by `and`, `or` or a list",
        ))
}

pub(super) fn no_end(place: Span) -> Problem {
    let message = Words::new(
        "这一项后面缺“。”",
        "the closing `。` of this declaration is missing",
    );
    let title = Words::new("请补上“。”", "add `。`");
    Problem::new(NO_END, message, Label::here(place)).fix(Fix::replace(title, place, "。"))
}

pub(super) fn mixed_joins(
    place: Span,
    and: Span,
    or: Span,
    operands: &[(bool, String)],
    english: bool,
) -> Problem {
    let message = Words::new(
        "“且”和“或”混在一起，可以有两种读法",
        "`and` and `or` (且, 或) are mixed: this can be read in two ways",
    );
    let mut problem = Problem::new(
        MIXED_JOINS,
        message,
        Label::new(or, Words::new("这里是“或”", "`or` here")),
    )
    .label(and, Words::new("这里是“且”", "`and` here"));
    for first_or in [true, false] {
        let chinese = rewritten(operands, first_or, (" 且 ", " 或 "), ("（", "）"));
        let chinese = chinese.replace(" （", "（").replace("） ", "）");
        let in_english = rewritten(operands, first_or, (" and ", " or "), ("(", ")"));
        // The file is changed in the language that it is written in.
        let new = if english { &in_english } else { &chinese }.clone();
        problem = problem.fix(Fix::replace(Words::new(chinese, in_english), place, new));
    }
    problem
}

/// One of the two readings: `或` is joined first, or `且` is.
fn rewritten(
    operands: &[(bool, String)],
    first_or: bool,
    (and, or): (&str, &str),
    (open, close): (&str, &str),
) -> String {
    let (inner, outer) = if first_or { (or, and) } else { (and, or) };
    let mut groups: Vec<Vec<&str>> = Vec::new();
    for (or, words) in operands {
        match groups.last_mut() {
            Some(group) if *or == first_or => group.push(words),
            _ => groups.push(vec![words]),
        }
    }
    let joined = groups.iter().map(|group| match group.as_slice() {
        [only] => (*only).to_owned(),
        several => format!("{open}{}{close}", several.join(inner)),
    });
    joined.collect::<Vec<_>>().join(outer)
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

/// Every code of this room.
pub const CODES: &[Code] = &[
    UNEXPECTED,
    MIXED_JOINS,
    NO_SEPARATOR,
    NO_END,
    RESERVED_PIECE,
    WRITTEN_DATE,
    NO_SUCH_DAY,
    UNKNOWN_KEYWORD,
    UNKNOWN_DECLARATION,
    QUOTES_WANTED,
    QUOTATION_MARK,
    BRACKET,
    LOOK_ALIKE,
    ENUMERATOR_ORDER,
    NUMERAL_ALONE,
    RANGE_AFTER_NAME,
    UNKNOWN_COMPARISON,
    STATEMENT_TWICE,
    EMPTY_DECLARATION,
    TOO_DEEP,
    TOO_LARGE,
    NO_COLON,
    UNREADABLE_NUMERAL,
    NUMBER_TOO_LONG,
    GRANT_BOUND,
    ROW_WIDTH,
    ONE_TEXT_ONLY,
    NO_COMPARISON,
    STATEMENT_OUTSIDE,
];

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
