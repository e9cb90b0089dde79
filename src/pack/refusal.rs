//! Why bytes are no pack that can be used.

use crate::diagnostic::Words;

/// What kind of thing is wrong with a pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RefusalKind {
    /// It is another kind of file.
    Foreign,
    /// It ends too early.
    Truncated,
    /// It was written by a newer program.
    Newer,
    /// It was written by an older program.
    Older,
    /// It is larger than any pack.
    TooLarge,
    /// Its contents are not those that were sealed.
    Damaged,
    /// It is sealed, and what is inside does not fit together.
    Broken,
    /// The package has errors and cannot be packed.
    Unsound,
}

/// Why bytes are no pack that can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What kind of thing is wrong.
    pub kind: RefusalKind,
    /// Why, and what to do.
    pub words: Words,
}

impl RefusalKind {
    /// Its name for machines.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Foreign => "foreign",
            Self::Truncated => "truncated",
            Self::Newer => "newer",
            Self::Older => "older",
            Self::TooLarge => "too_large",
            Self::Damaged => "damaged",
            Self::Broken => "broken",
            Self::Unsound => "unsound",
        }
    }

    /// The refusal with what was found.
    pub(super) fn refusal(self, found: &str) -> Refusal {
        let words = match self {
            Self::Foreign => Words::new(
                "这不是条理的规则程序包（.pack）；规则包目录要先用 tiaoli build 打成程序包",
                "this is no pack of tiaoli (.pack); a package folder is made into one by `tiaoli build`",
            ),
            Self::Truncated => Words::new(
                format!("程序包不完整，只有 {found} 个字节：大概没有下载完，请重新取得"),
                format!(
                    "the pack is cut off after {found} bytes: fetch it again, the download probably did not finish"
                ),
            ),
            Self::Newer => Words::new(
                format!(
                    "程序包是第 {found} 版格式，本程序只认识第 {} 版：请更新本程序",
                    super::FORMAT
                ),
                format!(
                    "the pack has format {found}, this program knows format {} only: update this program",
                    super::FORMAT
                ),
            ),
            Self::Older => Words::new(
                format!(
                    "程序包是第 {found} 版格式，本程序只认识第 {} 版：请用规则包目录重新打包（tiaoli build）",
                    super::FORMAT
                ),
                format!(
                    "the pack has format {found}, this program knows format {} only: build it again from the package folder (`tiaoli build`)",
                    super::FORMAT
                ),
            ),
            Self::TooLarge => Words::new(
                format!(
                    "程序包的内容有 {found} 字节，超过上限 {} 字节",
                    super::MAX_PAYLOAD
                ),
                format!(
                    "the contents of the pack have {found} bytes, more than the limit of {}",
                    super::MAX_PAYLOAD
                ),
            ),
            Self::Damaged => Words::new(
                "程序包的内容与它自带的摘要不一致：传输中损坏了，或者被改过；请重新取得",
                "the contents of the pack are not those of its digests: it was damaged on the way or changed; fetch it again",
            ),
            Self::Broken => Words::new(
                format!(
                    "程序包的内容前后不一致（{found}）：它不是本程序写出来的，不能使用；请用规则包目录重新打包（tiaoli build）"
                ),
                format!(
                    "the contents of the pack do not fit together ({found}): this program did not write it and will not use it; build it again from the package folder (`tiaoli build`)"
                ),
            ),
            Self::Unsound => Words::new(
                "规则包有错误，不能打包；用 tiaoli check 查看",
                "the package has errors and cannot be packed; see `tiaoli check`",
            ),
        };
        Refusal { kind: self, words }
    }
}
