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

pub(super) fn unexpected(place: Span, found: &str, wanted: &[(String, String)]) -> Problem {
    let mut wanted: Vec<&(String, String)> = wanted.iter().collect();
    wanted.dedup();
    wanted.truncate(5);
    let chinese: Vec<&str> = wanted.iter().map(|(chinese, _)| chinese.as_str()).collect();
    let english: Vec<&str> = wanted.iter().map(|(_, english)| english.as_str()).collect();
    let message = if found.trim().is_empty() {
        Words::new("写到这里还没有完", "this is not finished")
    } else {
        Words::new(
            format!("这里读不懂“{found}”"),
            format!("`{found}` does not fit here"),
        )
    };
    let help = if wanted.is_empty() {
        Words::new("请对照语言说明改写", "see the language reference")
    } else {
        Words::new(
            format!("这里可以写：{}", chinese.join("；")),
            format!("what may stand here: {}", english.join("; ")),
        )
    };
    Problem::new(UNEXPECTED, message, Label::here(place)).help(help)
}

pub(super) fn no_separator(gap: Span, next: Span, keyword: &str) -> Problem {
    let message = Words::new(
        format!("“{keyword}”前面缺“；”"),
        format!("`;` is missing before `{keyword}`"),
    );
    let title = Words::new("在上一句末尾补“；”", "end the statement before it with `;`");
    Problem::new(NO_SEPARATOR, message, Label::here(next)).fix(Fix::replace(title, gap, "；"))
}

pub(super) fn wrong_separator(place: Span, mark: &str, keyword: &str) -> Problem {
    let message = Words::new(
        format!("“{keyword}”前面是“{mark}”，语句之间要用“；”"),
        format!("`{mark}` before `{keyword}`: statements are parted by `;`"),
    );
    let title = Words::new(
        format!("把“{mark}”改为“；”"),
        format!("write `;` instead of `{mark}`"),
    );
    Problem::new(NO_SEPARATOR, message, Label::here(place)).fix(Fix::replace(title, place, "；"))
}

pub(super) fn reserved_piece(place: Span, name: &str, piece: &str) -> Problem {
    let message = Words::new(
        format!("名称里含有保留词“{piece}”"),
        format!("the name contains the reserved piece `{piece}`"),
    );
    let title = Words::new(
        format!("写成「{name}」，或者改个名称"),
        format!("write `「{name}」`, or choose another name"),
    );
    Problem::new(RESERVED_PIECE, message, Label::here(place)).fix(Fix::replace(
        title,
        place,
        format!("「{name}」"),
    ))
}

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

pub(super) fn written_date(place: Span, written: &str, right: &str) -> Problem {
    let message = Words::new(
        format!("日期不能写成“{written}”"),
        format!("a date is not written `{written}`"),
    );
    let title = Words::new(format!("写成 {right}"), format!("write `{right}`"));
    Problem::new(WRITTEN_DATE, message, Label::here(place)).fix(Fix::replace(title, place, right))
}

pub(super) fn unfinished_date(place: Span, written: &str) -> Problem {
    let written = written.trim();
    let message = Words::new(
        format!("日期“{written}”没有写到日"),
        format!("the date `{written}` has no day"),
    );
    Problem::new(WRITTEN_DATE, message, Label::here(place)).help(Words::new(
        "请写全年、月、日，如 2022年1月21日",
        "write year, month and day, such as `2022-01-21`",
    ))
}

pub(super) fn unknown_keyword(
    place: Span,
    found: &str,
    meant: Option<&str>,
    allowed: &[(&str, &str)],
) -> Problem {
    let message = Words::new(
        format!("没有“{found}”这种语句"),
        format!("there is no statement `{found}`"),
    );
    let problem = Problem::new(UNKNOWN_KEYWORD, message, Label::here(place));
    match meant {
        Some(meant) => problem.fix(did_you_mean(place, meant)),
        None => problem.help(may_stand(allowed)),
    }
}

pub(super) fn keyword_elsewhere(place: Span, found: &str, allowed: &[(&str, &str)]) -> Problem {
    let message = Words::new(
        format!("“{found}”不能写在这里"),
        format!("`{found}` may not stand here"),
    );
    Problem::new(UNKNOWN_KEYWORD, message, Label::here(place)).help(may_stand(allowed))
}

fn may_stand(allowed: &[(&str, &str)]) -> Words {
    let few = allowed.iter().take(8);
    let (chinese, english): (Vec<&str>, Vec<&str>) = few.copied().unzip();
    let more = if allowed.len() > 8 {
        (" 等", " …")
    } else {
        ("", "")
    };
    Words::new(
        format!("这里可以写：{}{}", chinese.join("、"), more.0),
        format!("what may stand here: {}{}", english.join(", "), more.1),
    )
}

fn did_you_mean(place: Span, meant: &str) -> Fix {
    Fix::replace(
        Words::new(
            format!("是不是“{meant}”？"),
            format!("did you mean `{meant}`?"),
        ),
        place,
        meant,
    )
}

pub(super) fn unknown_declaration(place: Span, found: &str, meant: Option<&str>) -> Problem {
    let message = Words::new(
        format!("没有“{found}”这种声明"),
        format!("there is no declaration `{found}`"),
    );
    let problem = Problem::new(UNKNOWN_DECLARATION, message, Label::here(place));
    match meant {
        Some(meant) => problem.fix(did_you_mean(place, meant)),
        None => problem.help(Words::new(
            "一项声明以“权利”“义务”“定义”“参数”“对象”“例”等词开头；注释写在“※”后面",
            "a declaration begins with a word such as `right`, `duty`, `define`, `parameter`, `object` or `example`; a comment with `※`",
        )),
    }
}

pub(super) fn statement_outside(place: Span, found: &str) -> Problem {
    let message = Words::new(
        format!("“{found}”不在任何一项声明里"),
        format!("the statement `{found}` stands outside any declaration"),
    );
    Problem::new(STATEMENT_OUTSIDE, message, Label::here(place)).help(Words::new(
        "如果它属于上一项，请把上一项末尾的“。”改为“；”",
        "if it belongs to the declaration before it, write `;` instead of the `.` there",
    ))
}

pub(super) fn surplus_mark(place: Span, mark: &str) -> Problem {
    let message = Words::new(
        format!("多了一个“{mark}”"),
        format!("there is one `{mark}` too many"),
    );
    Problem::new(STATEMENT_OUTSIDE, message, Label::here(place)).fix(Fix::replace(
        Words::new("去掉它", "remove it"),
        place,
        "",
    ))
}

pub(super) fn quotes_wanted(place: Span, words: &str) -> Problem {
    let short: String = words.chars().take(12).collect();
    let short = if short.len() < words.len() {
        format!("{short}…")
    } else {
        short
    };
    let message = Words::new(
        format!("“{short}”要放在引号里"),
        format!("`{short}` must stand in quotation marks"),
    );
    let title = Words::new(format!("写成 “{short}”"), format!("write “{short}”"));
    Problem::new(QUOTES_WANTED, message, Label::here(place)).fix(Fix::replace(
        title,
        place,
        format!("“{words}”"),
    ))
}

pub(super) fn nested_quote(place: Span) -> Problem {
    let message = Words::new(
        "引号里又有同样的引号",
        "there are quotation marks of the same kind inside the quotation",
    );
    Problem::new(QUOTATION_MARK, message, Label::here(place)).help(Words::new(
        "外面的一对改用半角引号 \"…\"，里面的文字一个字也不用动",
        "use straight marks \"…\" outside; the words inside stay as they are",
    ))
}

pub(super) fn open_quote(place: Span, close: char) -> Problem {
    let message = Words::new("这个引号没有合上", "this quotation mark is never closed");
    Problem::new(QUOTATION_MARK, message, Label::here(place)).help(Words::new(
        format!("请在引文末尾补 {close}"),
        format!("write {close} where the quotation ends"),
    ))
}

pub(super) fn open_bracket(place: Span, close: char) -> Problem {
    let message = Words::new("这个括号没有合上", "this bracket is never closed");
    Problem::new(BRACKET, message, Label::here(place)).help(Words::new(
        format!("请在括号里的内容后面补 {close}"),
        format!("write {close} after what the bracket holds"),
    ))
}

pub(super) fn closed_twice(place: Span, open: char, quote: bool) -> Problem {
    let (code, message) = if quote {
        (
            QUOTATION_MARK,
            Words::new(
                "这个引号前面没有配对的引号",
                "this quotation mark closes nothing",
            ),
        )
    } else {
        (
            BRACKET,
            Words::new("这个括号前面没有配对的括号", "this bracket closes nothing"),
        )
    };
    Problem::new(code, message, Label::here(place)).help(Words::new(
        format!("请去掉它，或者在前面补 {open}"),
        format!("remove it, or write {open} before"),
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

pub(super) fn range_after_name(place: Span, written: &str) -> Problem {
    let word = match written {
        "以上" => ("不低于", "at least"),
        "以外" => ("超过", "more than"),
        _ => ("不超过", "at most"),
    };
    let message = Words::new(
        format!("“{written}”只能跟在写出的数量后面，不能跟在名称后面"),
        format!("`{written}` may follow a written quantity only, not a name"),
    );
    Problem::new(RANGE_AFTER_NAME, message, Label::here(place)).help(Words::new(
        format!("请在名称前面写“{}”", word.0),
        format!("write `{}` ({}) before the name", word.0, word.1),
    ))
}

pub(super) fn unknown_comparison(place: Span, written: &str, meant: Option<&str>) -> Problem {
    let message = Words::new(
        format!("“{written}”不是比较词"),
        format!("`{written}` is not a comparison"),
    );
    let problem = Problem::new(UNKNOWN_COMPARISON, message, Label::here(place));
    match meant {
        Some(meant) => problem.fix(did_you_mean(place, meant)),
        None => problem.help(Words::new(
            "请写 不超过、不低于、等于 等",
            "write `at most`, `at least`, `is` …",
        )),
    }
}

pub(super) fn no_comparison(place: Span, quantity: &str) -> Problem {
    let message = Words::new(
        format!("“{quantity}”前面缺比较词"),
        format!("there is no comparison before `{quantity}`"),
    );
    Problem::new(NO_COMPARISON, message, Label::here(place)).help(Words::new(
        format!("写 不超过{quantity}、不低于{quantity} …，或者 {quantity}以下、{quantity}以上"),
        format!("write `at most {quantity}`, `at least {quantity}` …, or `{quantity} or less`, `{quantity} or more`"),
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

pub(super) fn empty_declaration(place: Span, words: &str) -> Problem {
    let words = words.trim();
    let message = Words::new(
        format!("“{words}”里什么都没有写"),
        format!("`{words}` says nothing"),
    );
    Problem::new(EMPTY_DECLARATION, message, Label::here(place)).help(Words::new(
        "请在“：”后面写内容，至少写“依据”；暂时不写，就整项删去或者改成注释“※”",
        "write what it says after the colon, at least its `basis`; or remove it, or make it a comment with `※`",
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
    for rewritten in rewrites(operands) {
        problem = problem.fix(Fix::replace(
            Words::same(rewritten.clone()),
            place,
            rewritten,
        ));
    }
    problem
}

/// The two readings: `或` is joined first, or `且` is.
fn rewrites(operands: &[(bool, String)]) -> [String; 2] {
    let join = |inner_or: bool| {
        let (inner, outer) = if inner_or {
            (" 或 ", " 且 ")
        } else {
            (" 且 ", " 或 ")
        };
        let mut groups: Vec<Vec<&str>> = Vec::new();
        for (or, words) in operands {
            match groups.last_mut() {
                Some(group) if *or == inner_or => group.push(words),
                _ => groups.push(vec![words]),
            }
        }
        let group = |group: &Vec<&str>| {
            let words = group.join(inner);
            if group.len() > 1 {
                format!("（{words}）")
            } else {
                words
            }
        };
        groups.iter().map(group).collect::<Vec<_>>().join(outer)
    };
    [join(true), join(false)]
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
