//! What to say about words that the grammar could not read: one function for each slip.

use crate::diagnostic::{Fix, Label, Problem, Words};
use crate::source::Span;
use crate::syntax::problem::{
    BRACKET, EMPTY_DECLARATION, NO_COLON, NO_COMPARISON, NO_SEPARATOR, QUOTATION_MARK,
    QUOTES_WANTED, RANGE_AFTER_NAME, RESERVED_PIECE, ROW_WIDTH, STATEMENT_OUTSIDE, UNEXPECTED,
    UNKNOWN_COMPARISON, UNKNOWN_DECLARATION, UNKNOWN_KEYWORD, WRITTEN_DATE,
};

pub(super) fn unexpected(
    place: Span,
    found: &str,
    wanted: &[(String, String)],
    meant: Option<&str>,
) -> Problem {
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
    let problem = Problem::new(UNEXPECTED, message, Label::here(place));
    match meant {
        Some(meant) => problem.fix(did_you_mean(place, meant)),
        None => problem.help(help),
    }
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

pub(super) fn not_without_brackets(place: Span, written: &str, denied: Option<&str>) -> Problem {
    let message = Words::new(
        format!("“{written}”后面要用括号括住被否定的条件"),
        format!("what `{written}` denies must stand in brackets"),
    );
    let problem = Problem::new(UNEXPECTED, message, Label::here(place));
    match denied {
        Some(denied) => {
            let (open, close) = if written == "not" {
                (" (", ")")
            } else {
                ("（", "）")
            };
            let right = format!("{written}{open}{denied}{close}");
            let title = Words::new(format!("写成 {right}"), format!("write `{right}`"));
            problem.fix(Fix::replace(title, place, right))
        }
        None => problem.help(Words::new(
            "写成 并非（…），括号里是被否定的整个条件",
            "write `not (…)`, with the whole condition inside the brackets",
        )),
    }
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
    let message = if close == '》' {
        Words::new("这个书名号没有合上", "this title mark is never closed")
    } else {
        Words::new("这个引号没有合上", "this quotation mark is never closed")
    };
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

pub(super) fn no_colon(gap: Span, next: Span, declared: &str) -> Problem {
    let message = Words::new(
        format!("“{declared}”后面缺“：”"),
        format!("`:` is missing after `{declared}`"),
    );
    Problem::new(NO_COLON, message, Label::here(next)).fix(Fix::replace(
        Words::new("请补上“：”", "add `:`"),
        gap,
        "：",
    ))
}

pub(super) fn blanks_in_label(place: Span, parts: &[&str]) -> Problem {
    let latin = parts.iter().all(|part| part.is_ascii());
    let name = parts.join(if latin { "_" } else { "" });
    let message = Words::new(
        "例的名称里有空格",
        "the name of an example has blanks in it",
    );
    let title = Words::new(format!("写成 {name}"), format!("write `{name}`"));
    Problem::new(UNEXPECTED, message, Label::here(place)).fix(Fix::replace(title, place, name))
}

pub(super) fn no_zone(place: Span) -> Problem {
    let message = Words::new(
        "表头没有“‖”，分不清条件和结果",
        "the head of the table has no `‖` between conditions and results",
    );
    Problem::new(ROW_WIDTH, message, Label::here(place)).help(Words::new(
        "请在条件和结果之间写“‖”（半角写 =>），如 ｜ 顺位 ‖ 金额 ｜",
        "write `‖` or `=>` between conditions and results, such as `| order => amount |`",
    ))
}
