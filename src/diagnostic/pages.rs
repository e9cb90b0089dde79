//! The page of each code: what happened, why it matters, a bad and a good example, in both languages.

/// One line per code, in the order of the codes. The room that owns a code adds its line and its page; a line between
/// two blocks keeps additions of several rooms apart.
#[rustfmt::skip]
const PAGES: &[(&str, &str)] = &[
    // Files and texts.
    ("E0001", include_str!("explain/E0001.md")),
    ("E0002", include_str!("explain/E0002.md")),
    ("E0003", include_str!("explain/E0003.md")),

    // E01: syntax.
    ("E0101", include_str!("explain/E0101.md")),
    ("E0102", include_str!("explain/E0102.md")),
    ("E0103", include_str!("explain/E0103.md")),
    ("E0104", include_str!("explain/E0104.md")),
    ("E0105", include_str!("explain/E0105.md")),
    ("E0106", include_str!("explain/E0106.md")),
    ("E0107", include_str!("explain/E0107.md")),
    ("E0108", include_str!("explain/E0108.md")),
    ("E0109", include_str!("explain/E0109.md")),
    ("E0110", include_str!("explain/E0110.md")),
    ("E0111", include_str!("explain/E0111.md")),
    ("E0112", include_str!("explain/E0112.md")),
    ("E0113", include_str!("explain/E0113.md")),
    ("E0114", include_str!("explain/E0114.md")),
    ("E0115", include_str!("explain/E0115.md")),
    ("E0116", include_str!("explain/E0116.md")),
    ("E0117", include_str!("explain/E0117.md")),
    ("E0118", include_str!("explain/E0118.md")),
    ("E0119", include_str!("explain/E0119.md")),
    ("E0120", include_str!("explain/E0120.md")),
    ("E0122", include_str!("explain/E0122.md")),
    ("E0123", include_str!("explain/E0123.md")),
    ("E0124", include_str!("explain/E0124.md")),
    ("E0125", include_str!("explain/E0125.md")),
    ("E0126", include_str!("explain/E0126.md")),
    ("E0127", include_str!("explain/E0127.md")),
    ("E0128", include_str!("explain/E0128.md")),

    // E02: names.

    // E03: types and units.

    // E04: dates.

    // E05: precedence.

    // E06: run time.

    // H: hints.

    // W: warnings.
];

/// The page of a code, as Markdown; none for a code that does not exist.
#[must_use]
pub fn explain(code: &str) -> Option<&'static str> {
    let at = PAGES.binary_search_by(|(name, _)| (*name).cmp(code)).ok()?;
    PAGES.get(at).map(|(_, page)| *page)
}

/// The codes that have a page, in order.
pub fn explained() -> impl Iterator<Item = &'static str> {
    PAGES.iter().map(|(name, _)| *name)
}

#[cfg(test)]
mod tests {
    use super::{PAGES, explain, explained};

    /// The sections of a page, in their order.
    const SECTIONS: [&str; 9] = [
        "## 发生了什么",
        "## 为什么要紧",
        "## 反例",
        "## 正例",
        "---",
        "## What happened",
        "## Why it matters",
        "## Bad",
        "## Good",
    ];

    #[test]
    fn pages_stand_in_the_order_of_their_codes() {
        assert!(PAGES.is_sorted_by(|left, right| left.0 < right.0));
        for code in explained() {
            assert!(explain(code).is_some(), "{code}");
            let (letter, digits) = code.split_at(1);
            assert!("EWH".contains(letter) && digits.len() == 4, "{code}");
            assert!(digits.bytes().all(|digit| digit.is_ascii_digit()), "{code}");
        }
        assert_eq!(explain("E9999"), None);
    }

    #[test]
    fn every_page_has_all_its_sections_in_order() {
        for (code, page) in PAGES {
            assert!(page.starts_with(&format!("# {code} ")), "{code}: title");
            let mut rest: &str = page;
            for section in SECTIONS {
                let line = format!("\n{section}\n");
                let Some((_, after)) = rest.split_once(&line) else {
                    panic!("{code}: `{section}` is missing or out of order");
                };
                rest = after;
            }
            // A file that is refused before it is read cannot be shown in the language.
            let language = if code.starts_with("E00") {
                "text"
            } else {
                "tiao"
            };
            for kind in ["bad", "good"] {
                let fence = format!("```{language} {kind}\n");
                assert!(page.contains(&fence), "{code}: {fence}");
            }
        }
    }
}
