//! What is said about a mistake in facts, in both languages: what is wrong, and what to do.

use crate::diagnostic::Words;

use super::problem::{Mistake, Wanted};

/// What is wrong.
pub(crate) fn message(mistake: &Mistake) -> Words {
    match mistake {
        Mistake::Empty => Words::new("文件里没有内容", "the file is empty"),
        Mistake::NotJson { ended: true, .. } => Words::new(
            "JSON 没有写完，文件就结束了",
            "the file ends before the JSON does",
        ),
        Mistake::NotJson {
            found: Some(letter),
            ..
        } => Words::new(
            format!("这里不是合法的 JSON：不该是【{letter}】"),
            format!("this is not JSON: `{letter}` does not belong here"),
        ),
        Mistake::NotJson { found: None, .. } => {
            Words::new("这里不是合法的 JSON", "this is not JSON")
        }
        Mistake::TooLarge { bytes } => Words::new(
            format!("文件有 {bytes} 字节，超过 8 MiB"),
            format!("the file has {bytes} bytes, more than 8 MiB"),
        ),
        Mistake::TooDeep => Words::new(
            "列表和对象套得超过 64 层",
            "lists and objects stand more than 64 deep",
        ),
        Mistake::TooMany { limit } => Words::new(
            format!("超过 {limit} 个"),
            format!("there are more than {limit}"),
        ),
        Mistake::TooLong { limit } => Words::new(
            format!("一段文字超过 {limit} 字"),
            format!("a text has more than {limit} characters"),
        ),
        Mistake::Twice { name, .. } => Words::new(
            format!("“{name}”给了两次"),
            format!("`{name}` is given twice"),
        ),
        Mistake::Kind { expected, found } => Words::new(
            format!("应写{}，这里写的是{}", expected.zh, found.zh),
            format!("expected {}, found {}", expected.en, found.en),
        ),
        Mistake::TooPrecise { found } => Words::new(
            format!("“{found}”的位数太多，不能准确保存"),
            format!("`{found}` has more digits than can be held exactly"),
        ),
        Mistake::NotWhole { found, unit } => Words::new(
            format!("应写整数{}，这里写的是“{found}”", unit.zh),
            format!("expected a whole number{}, found `{found}`", unit.en),
        ),
        Mistake::Length {
            found,
            least,
            greatest,
        } => Words::new(
            format!("应有 {least} 至 {greatest} 个，这里有 {found} 个"),
            format!("expected {least} to {greatest} members, found {found}"),
        ),
        Mistake::ReasonsMissing { name } => Words::new(
            format!("认定“{name}”须说明理由，这里没有理由"),
            format!("the finding `{name}` must give reasons, and gives none"),
        ),
        Mistake::ConclusionMissing { name } => Words::new(
            format!("认定“{name}”没有写结论"),
            format!("the finding `{name}` does not say what was found"),
        ),
        other => message_about_names(other),
    }
}

fn message_about_names(mistake: &Mistake) -> Words {
    match mistake {
        Mistake::Unknown { name, wanted, .. } => unknown(name, wanted),
        Mistake::OfOther { name, here, owners } if here.is_empty() => Words::new(
            format!("“{name}”是“{}”的事实，不能写在最外层", owners.join("、")),
            format!(
                "`{name}` is a fact of `{}` and cannot stand at the top",
                owners.join("`, `")
            ),
        ),
        Mistake::OfOther { name, here, owners } => Words::new(
            format!("“{name}”是“{}”的事实，不是“{here}”的", owners.join("、")),
            format!(
                "`{name}` is a fact of `{}`, not of `{here}`",
                owners.join("`, `")
            ),
        ),
        Mistake::Computed { name } => Words::new(
            format!("“{name}”由规则算出，不能作为事实给出"),
            format!("`{name}` is computed by the rules and cannot be given"),
        ),
        Mistake::FindingPlace {
            name,
            object: Some(object),
        } => Words::new(
            format!("认定“{name}”属于“{object}”，不能写在这里"),
            format!("the finding `{name}` belongs to `{object}` and cannot stand here"),
        ),
        Mistake::FindingPlace { name, object: None } => Words::new(
            format!("认定“{name}”不属于任何对象，不能写在这里"),
            format!("the finding `{name}` belongs to no object and cannot stand here"),
        ),
        other => message_about_values(other),
    }
}

fn unknown(name: &str, wanted: &Wanted) -> Words {
    match wanted {
        Wanted::Top => Words::new(
            format!("没有“{name}”这个对象"),
            format!("there is no object `{name}`"),
        ),
        Wanted::FactOf(object) => Words::new(
            format!("“{object}”没有“{name}”这个事实"),
            format!("`{object}` has no fact `{name}`"),
        ),
        Wanted::Finding => Words::new(
            format!("没有“{name}”这个认定"),
            format!("there is no finding `{name}`"),
        ),
        Wanted::Reading => Words::new(
            format!("没有“{name}”这个读法"),
            format!("there is no reading `{name}`"),
        ),
        Wanted::PartOfFinding => Words::new(
            format!("认定里没有“{name}”这一项"),
            format!("a finding has no part `{name}`"),
        ),
        Wanted::Column => Words::new(
            format!("列“{name}”不是任何事实的名称"),
            format!("the column `{name}` names no fact"),
        ),
        Wanted::Bound => Words::new(
            format!("范围里没有“{name}”这一项"),
            format!("a range has no part `{name}`"),
        ),
    }
}

fn message_about_values(mistake: &Mistake) -> Words {
    match mistake {
        Mistake::UnknownUnit { unit, .. } if is_grouped(unit) => Words::new(
            "数里有千位分隔号",
            "the figure has a mark between thousands",
        ),
        Mistake::UnknownUnit { unit, .. } => Words::new(
            format!("没有“{unit}”这个单位"),
            format!("there is no unit `{unit}`"),
        ),
        Mistake::OtherDimension {
            unit,
            measures,
            expected,
        } => Words::new(
            format!("“{unit}”量的是{}，不能换算成{}", measures.zh, expected.zh),
            format!(
                "`{unit}` measures {} and cannot be converted to {}",
                measures.en, expected.en
            ),
        ),
        Mistake::Date {
            found,
            no_such_day: true,
            ..
        } => Words::new(
            format!("没有“{found}”这一天"),
            format!("there is no day `{found}`"),
        ),
        Mistake::Date { found, .. } => Words::new(
            format!("“{found}”不是日期的写法"),
            format!("`{found}` is not how a date is written"),
        ),
        Mistake::Option { found, .. } => Words::new(
            format!("“{found}”不在可取的值里"),
            format!("`{found}` is not one of the values"),
        ),
        Mistake::Bounds { found, bounds } => Words::new(
            format!("{}超出范围：{}", found.zh, bounds.zh),
            format!("{} is out of bounds: {}", found.en, bounds.en),
        ),
        Mistake::BadRange { crossed: true } => {
            Words::new("“至少”大于“至多”", "`at_least` is greater than `at_most`")
        }
        Mistake::BadRange { crossed: false } => Words::new(
            "范围里既没有“至少”也没有“至多”",
            "the range has neither `at_least` nor `at_most`",
        ),
        _ => Words::new(
            "这里只能给出确定的值，不能给范围",
            "only a value can stand here, not a range",
        ),
    }
}

/// What to do.
pub(crate) fn way_out(mistake: &Mistake) -> Words {
    match mistake {
        Mistake::Empty => Words::new(
            "写一个对象，如 {\"家庭\": {…}}",
            "write an object, such as {\"family\": {…}}",
        ),
        Mistake::NotJson { found, .. } => about_json(*found),
        Mistake::TooLarge { .. } | Mistake::TooMany { .. } => {
            Words::new("请把案件分成几个文件", "split the case into several files")
        }
        Mistake::TooDeep => Words::new("请检查括号是否配对", "check that the brackets match"),
        Mistake::TooLong { .. } => Words::new("请缩短这段文字", "shorten the text"),
        Mistake::Unknown {
            nearest: Some(nearest),
            ..
        } => Words::new(
            format!("要写的可能是“{nearest}”"),
            format!("did you mean `{nearest}`?"),
        ),
        Mistake::Unknown { wanted, .. } => instead_of_unknown(wanted),
        Mistake::OfOther { owners, .. } => Words::new(
            format!("请写到“{}”里", owners.join("或")),
            format!("write it inside `{}`", owners.join("` or `")),
        ),
        Mistake::Computed { .. } => Words::new(
            "请删去这一项，给出它所依据的事实",
            "remove it and give the facts that it rests on",
        ),
        Mistake::FindingPlace {
            object: Some(object),
            ..
        } => Words::new(
            format!("请写到“{object}”里"),
            format!("write it inside `{object}`"),
        ),
        Mistake::FindingPlace { object: None, .. } => Words::new(
            "请写到最外层的“认定”里",
            "write it in `findings`, at the top",
        ),
        Mistake::Twice { first, .. } => Words::new(
            format!("请只留一处；前面写的是“{first}”"),
            format!("keep one of them; the first is written `{first}`"),
        ),
        other => way_out_of_value(other),
    }
}

fn about_json(found: Option<char>) -> Words {
    let half = match found {
        Some('，') => ",",
        Some('：') => ":",
        Some('“' | '”' | '＂' | '\'' | '‘' | '’') => "\"",
        Some('｛') => "{",
        Some('｝') => "}",
        Some('［' | '【') => "[",
        Some('］' | '】') => "]",
        Some('0'..='9' | '.' | '+') => {
            return Words::new(
                "数字不能以 0、小数点或加号开头；也可以加引号写成文字",
                "a number does not begin with 0, a point or a plus sign; or write it in quotation marks",
            );
        }
        Some('}' | ']') => {
            return Words::new("请删去它前面多余的逗号", "remove the comma before it");
        }
        _ => {
            return Words::new(
                "请检查前一行：常见的是缺逗号、缺引号或括号不配对",
                "look at the line before: often a comma or a quotation mark is missing, or brackets do not match",
            );
        }
    };
    Words::new(
        format!("请改成半角的 {half}"),
        format!("write the half-width {half}"),
    )
}

fn instead_of_unknown(wanted: &Wanted) -> Words {
    match wanted {
        Wanted::Top => Words::new(
            "最外层可写：对象、“判断日”“适用法日”“知悉日”“认定”“读法”",
            "at the top stand objects, `as_of`, `law_as_of`, `known_as_of`, `findings` and `readings`",
        ),
        Wanted::FactOf(object) => Words::new(
            format!("用 tiaoli schema facts 查看“{object}”有哪些事实"),
            format!("`tiaoli schema facts` lists the facts of `{object}`"),
        ),
        Wanted::Finding | Wanted::Reading => Words::new(
            "用 tiaoli schema facts 查看有哪些",
            "`tiaoli schema facts` lists them",
        ),
        Wanted::PartOfFinding => Words::new(
            "可写“结论”“由”“理由”",
            "a finding has `found`, `by` and `reasons`",
        ),
        Wanted::Column => Words::new(
            "列名写成“对象的事实”，如 区的常住人口；不用的列请删去",
            "a column is named like `district.resident_population`; remove a column that is not used",
        ),
        Wanted::Bound => Words::new("可写“至少”“至多”", "a range has `at_least` and `at_most`"),
    }
}

fn way_out_of_value(mistake: &Mistake) -> Words {
    match mistake {
        Mistake::Kind { expected, .. } => Words::new(
            format!("请写{}；不知道就不写这一项", expected.zh),
            format!("write {}; leave it out if it is not known", expected.en),
        ),
        Mistake::TooPrecise { .. } => Words::new("最多 28 位", "write at most 28 digits"),
        Mistake::NotWhole { .. } => Words::new("请写整数", "write a whole number"),
        Mistake::UnknownUnit { unit, .. } if is_grouped(unit) => Words::new(
            "请去掉千位分隔号，如 12000元",
            "write it without the mark, such as 12000元",
        ),
        Mistake::UnknownUnit { expected, .. } | Mistake::OtherDimension { expected, .. } => {
            Words::new(
                format!("请以{}计", expected.zh),
                format!("give it in {}", expected.en),
            )
        }
        Mistake::Date {
            suggestion: Some(written),
            no_such_day: false,
            ..
        } => Words::new(format!("请写 {written}"), format!("write {written}")),
        Mistake::Date { .. } => Words::new(
            "日期写成 2021-03-05、2021年3月5日 或 二〇二一年三月五日",
            "a date is written 2021-03-05 or 2021年3月5日",
        ),
        Mistake::Option {
            nearest: Some(nearest),
            ..
        } => Words::new(
            format!("要写的可能是“{nearest}”"),
            format!("did you mean `{nearest}`?"),
        ),
        Mistake::Option { options, .. } => Words::new(
            format!("可取的值：{}", options.zh),
            format!("the values are: {}", options.en),
        ),
        Mistake::Bounds { .. } => Words::new(
            "请核对数值和单位；如果事实确实如此，要改的是规则里的范围",
            "check the figure and its unit; if it is right, the bounds in the rules are wrong",
        ),
        Mistake::BadRange { .. } => Words::new(
            "写成 {\"至少\": …, \"至多\": …}，可以只写一个",
            "write {\"at_least\": …, \"at_most\": …}, or only one of them",
        ),
        Mistake::NoBounds => Words::new(
            "请写确定的值；不知道就不写这一项",
            "give the value, or leave it out if it is not known",
        ),
        Mistake::Length { .. } => {
            Words::new("请核对列表的项数", "check how many members the list has")
        }
        Mistake::ReasonsMissing { .. } => {
            Words::new("请加上 \"理由\": \"…\"", "add \"reasons\": \"…\"")
        }
        _ => Words::new(
            "请加上 \"结论\": true 或 false",
            "add \"found\": true or false",
        ),
    }
}

/// Whether what stands behind a figure is the rest of it, after a mark between thousands.
fn is_grouped(unit: &str) -> bool {
    let rest = unit.strip_prefix([',', '，']);
    rest.is_some_and(|rest| rest.starts_with(|letter: char| letter.is_ascii_digit()))
}
