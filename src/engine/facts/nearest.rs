//! Did you mean: the declared name nearest to a name that is not declared.

/// The nearest of the names, if one is near enough to be meant.
pub(crate) fn nearest<'a>(
    wrong: &str,
    names: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    if wrong.chars().count() > 64 {
        return None;
    }
    let far = |name: &&'a str| {
        let long = wrong.chars().count().max(name.chars().count());
        (distance(wrong, name), long)
    };
    let near = names.into_iter().filter(|name| {
        let (distance, long) = far(name);
        // Two Han letters carry as much as five Latin ones: one slip in two letters is still a slip.
        distance <= long.div_ceil(3).min(3) && distance < long
    });
    let mut near: Vec<&str> = near.collect();
    near.sort_by_key(far);
    match near.as_slice() {
        // Two that are equally near: neither is meant more than the other.
        [first, second, ..] if far(first) == far(second) && first != second => None,
        [first, ..] => Some(first),
        [] => None,
    }
}

fn distance(wrong: &str, name: &str) -> usize {
    let folded = |text: &str| text.to_lowercase().replace([' ', '-'], "_");
    strsim::osa_distance(&folded(wrong), &folded(name))
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_finds_its_name_and_another_word_does_not() {
        let names = ["户籍", "出生日期", "birth_date", "身高", "一级", "二级"];
        let cases = [
            ("户藉", Some("户籍")),
            ("出生日", Some("出生日期")),
            ("出生年月", Some("出生日期")),
            ("Birth-Date", Some("birth_date")),
            ("brith_date", Some("birth_date")),
            ("体重", None),
            ("高", Some("身高")),
            ("", None),
            ("丁级", None),
        ];
        for (wrong, meant) in cases {
            assert_eq!(nearest(wrong, names), meant, "{wrong}");
        }
    }
}
