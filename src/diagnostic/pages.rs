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
    ("E0121", include_str!("explain/E0121.md")),
    ("E0122", include_str!("explain/E0122.md")),
    ("E0123", include_str!("explain/E0123.md")),
    ("E0124", include_str!("explain/E0124.md")),
    ("E0125", include_str!("explain/E0125.md")),
    ("E0126", include_str!("explain/E0126.md")),
    ("E0127", include_str!("explain/E0127.md")),
    ("E0128", include_str!("explain/E0128.md")),

    // E02: names.
    ("E0201", include_str!("explain/E0201.md")),
    ("E0202", include_str!("explain/E0202.md")),
    ("E0203", include_str!("explain/E0203.md")),
    ("E0204", include_str!("explain/E0204.md")),
    ("E0205", include_str!("explain/E0205.md")),
    ("E0206", include_str!("explain/E0206.md")),
    ("E0207", include_str!("explain/E0207.md")),
    ("E0208", include_str!("explain/E0208.md")),
    ("E0209", include_str!("explain/E0209.md")),
    ("E0210", include_str!("explain/E0210.md")),
    ("E0211", include_str!("explain/E0211.md")),

    // E03: types and units.
    ("E0301", include_str!("explain/E0301.md")),
    ("E0302", include_str!("explain/E0302.md")),
    ("E0303", include_str!("explain/E0303.md")),
    ("E0304", include_str!("explain/E0304.md")),
    ("E0305", include_str!("explain/E0305.md")),
    ("E0306", include_str!("explain/E0306.md")),
    ("E0307", include_str!("explain/E0307.md")),
    ("E0308", include_str!("explain/E0308.md")),
    ("E0309", include_str!("explain/E0309.md")),
    ("E0310", include_str!("explain/E0310.md")),
    ("E0311", include_str!("explain/E0311.md")),
    ("E0312", include_str!("explain/E0312.md")),
    ("E0313", include_str!("explain/E0313.md")),
    ("E0315", include_str!("explain/E0315.md")),
    ("E0317", include_str!("explain/E0317.md")),

    // E04: dates.
    ("E0401", include_str!("explain/E0401.md")),
    ("E0402", include_str!("explain/E0402.md")),
    ("E0403", include_str!("explain/E0403.md")),
    ("E0404", include_str!("explain/E0404.md")),
    ("E0405", include_str!("explain/E0405.md")),
    ("E0406", include_str!("explain/E0406.md")),
    ("E0407", include_str!("explain/E0407.md")),
    ("E0408", include_str!("explain/E0408.md")),
    ("E0409", include_str!("explain/E0409.md")),
    ("E0410", include_str!("explain/E0410.md")),
    ("E0411", include_str!("explain/E0411.md")),
    ("E0412", include_str!("explain/E0412.md")),
    ("E0413", include_str!("explain/E0413.md")),
    ("E0414", include_str!("explain/E0414.md")),

    // E05: precedence.
    ("E0501", include_str!("explain/E0501.md")),
    ("E0502", include_str!("explain/E0502.md")),
    ("E0504", include_str!("explain/E0504.md")),
    ("E0505", include_str!("explain/E0505.md")),
    ("E0506", include_str!("explain/E0506.md")),
    ("E0507", include_str!("explain/E0507.md")),
    ("E0508", include_str!("explain/E0508.md")),
    ("E0509", include_str!("explain/E0509.md")),
    ("E0510", include_str!("explain/E0510.md")),
    ("E0511", include_str!("explain/E0511.md")),
    ("E0512", include_str!("explain/E0512.md")),
    ("E0521", include_str!("explain/E0521.md")),
    ("E0522", include_str!("explain/E0522.md")),
    ("E0523", include_str!("explain/E0523.md")),
    ("E0524", include_str!("explain/E0524.md")),
    ("E0525", include_str!("explain/E0525.md")),
    ("E0526", include_str!("explain/E0526.md")),
    ("E0527", include_str!("explain/E0527.md")),
    ("E0528", include_str!("explain/E0528.md")),
    ("E0529", include_str!("explain/E0529.md")),
    ("E0530", include_str!("explain/E0530.md")),
    ("E0531", include_str!("explain/E0531.md")),
    ("E0532", include_str!("explain/E0532.md")),
    ("E0541", include_str!("explain/E0541.md")),

    // E06: run time.
    ("E0651", include_str!("explain/E0651.md")),
    ("E0652", include_str!("explain/E0652.md")),
    ("E0653", include_str!("explain/E0653.md")),
    ("E0654", include_str!("explain/E0654.md")),
    ("E0655", include_str!("explain/E0655.md")),
    ("E0656", include_str!("explain/E0656.md")),
    ("E0657", include_str!("explain/E0657.md")),
    ("E0658", include_str!("explain/E0658.md")),
    ("E0659", include_str!("explain/E0659.md")),
    ("E0660", include_str!("explain/E0660.md")),
    ("E0661", include_str!("explain/E0661.md")),

    // E07: packages.
    ("E0701", include_str!("explain/E0701.md")),
    ("E0702", include_str!("explain/E0702.md")),
    ("E0703", include_str!("explain/E0703.md")),
    ("E0704", include_str!("explain/E0704.md")),
    ("E0705", include_str!("explain/E0705.md")),
    ("E0706", include_str!("explain/E0706.md")),
    ("E0707", include_str!("explain/E0707.md")),

    // H: hints.
    ("H0525", include_str!("explain/H0525.md")),
    ("H0526", include_str!("explain/H0526.md")),

    // W: warnings.
    ("W0314", include_str!("explain/W0314.md")),
    ("W0511", include_str!("explain/W0511.md")),
    ("W0512", include_str!("explain/W0512.md")),
    ("W0513", include_str!("explain/W0513.md")),
    ("W0514", include_str!("explain/W0514.md")),
    ("W0521", include_str!("explain/W0521.md")),
    ("W0522", include_str!("explain/W0522.md")),
    ("W0523", include_str!("explain/W0523.md")),
    ("W0524", include_str!("explain/W0524.md")),

    // W07: packages.
    ("W0701", include_str!("explain/W0701.md")),
    ("W0702", include_str!("explain/W0702.md")),
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
            // Facts of a case are JSON.
            let language = match code.get(..4) {
                Some("E000" | "E001") => "text",
                Some("E065" | "E066") => "json",
                _ => "tiao",
            };
            for kind in ["bad", "good"] {
                let fence = format!("```{language} {kind}\n");
                assert!(page.contains(&fence), "{code}: {fence}");
            }
        }
    }
}
