//! E05, second half: instruments, passages and quotes.

use crate::diagnostic::Problem;
use crate::source::{Path, Span};

use super::{said, words};

facts! {
    /// The text of an instrument is not in the package.
    TextMissing { path: String, place: Span } => |facts| {
        let path = &facts.path;
        said("E0521", facts.place, format!("规则包里没有全文文件“{path}”"), format!("the package has no text `{path}`"))
            .help(words(
                "请放入这个文件，或者写“全文 未收录”",
                "add the file, or write `full_text not_held`",
            ))
    };

    /// The text of an instrument is not the one that is meant.
    DigestDiffers { path: String, declared: String, actual: String, whole: String, place: Span } => |facts| {
        let (path, declared, actual, whole) = (&facts.path, &facts.declared, &facts.actual, &facts.whole);
        said(
            "E0522",
            facts.place,
            format!("“{path}”的摘要是 {actual}，与声明的 {declared} 不同"),
            format!("`{path}` has the digest {actual}, not {declared} as declared"),
        )
        .help(words(
            format!("源文件可能换了版本，请先确认哪个是正式文本。如果就是这个文件，请把摘要改成“{whole}”"),
            format!("the text may be another version: find out which is the official one; if this file is, write the digest \"{whole}\""),
        ))
    };

    /// Words that are not a digest.
    DigestMalformed { reason: (String, String), whole: String, place: Span } => |facts| {
        let ((zh, en), whole) = (&facts.reason, &facts.whole);
        said("E0523", facts.place, format!("摘要写得不对：{zh}"), format!("this is no digest: {en}"))
            .help(words(
                format!("请写“sha256:”或者“sm3:”加64位十六进制数字。包里这个文件的摘要是“{whole}”"),
                format!("write `sha256:` or `sm3:` and 64 hexadecimal digits; the file in the package has \"{whole}\""),
            ))
    };

    /// A passage that the text does not have.
    PassageMissing { title: String, asked: (String, String), nearest: Vec<String>, place: Span } => |facts| {
        let title = &facts.title;
        let (zh, en) = &facts.asked;
        let problem = said(
            "E0524",
            facts.place,
            format!("《{title}》没有{zh}"),
            format!("《{title}》 has no {en}"),
        );
        if facts.nearest.is_empty() {
            problem.help(words("请核对原文的序号", "check the numbers in the text"))
        } else {
            let nearest = facts.nearest.join("、");
            problem.help(words(format!("相近的有：{nearest}"), format!("near to it: {nearest}")))
        }
    };

    /// A citation that may mean several passages.
    PassageUnclear { title: String, asked: (String, String), candidates: Vec<String>, place: Span } => |facts| {
        let (title, candidates) = (&facts.title, facts.candidates.join("、"));
        let (zh, en) = &facts.asked;
        said(
            "E0525",
            facts.place,
            format!("《{title}》有几处{zh}"),
            format!("《{title}》 has several passages {en}"),
        )
        .help(words(format!("请写明是哪一处：{candidates}"), format!("say which: {candidates}")))
    };

    /// Quoted words that the text does not have.
    QuoteNotFound { title: String, passage: String, nearest: Option<(String, String)>, place: Span, cited: Span } => |facts| {
        let (title, passage) = (&facts.title, &facts.passage);
        let problem = said(
            "E0526",
            facts.place,
            format!("引文与原文对不上：《{title}》{passage}没有这些字"),
            format!("the quote does not match: 《{title}》{passage} has no such words"),
        )
        .label(facts.cited, words("引的是这里", "this passage is cited"));
        match facts.nearest {
            Some((path, marked)) => problem.help(words(
                format!("最接近的是{path}：“{marked}”。引文抄错，或者源文件换了版本，请先确认哪个是正式文本"),
                format!("nearest is {path}: “{marked}”. Either the quote is miscopied or the text is another version"),
            )),
            None => problem.help(words(
                "请从原文复制，一字不改；中间省略用“……”",
                "copy it from the text to the letter; `……` stands for words left out",
            )),
        }
    };

    /// Quoted words that stand elsewhere in the text.
    QuoteMoved { title: String, passage: Path, found: Vec<Path>, place: Span, cited: Span } => |facts| {
        let (title, passage) = (&facts.title, &facts.passage);
        let found = |name: fn(&Path) -> String, mark| -> String {
            facts.found.iter().map(name).collect::<Vec<_>>().join(mark)
        };
        let (zh, en) = (found(Path::chinese, "、"), found(Path::english, "; "));
        said(
            "E0527",
            facts.place,
            format!("引文不在《{title}》{passage}，而在{zh}"),
            format!("the quote is not in 《{title}》 {}, but in {en}", passage.english()),
        )
        .label(facts.cited, words("引的是这里", "this passage is cited"))
        .help(words(format!("请把出处改为{zh}"), format!("cite {}", as_written(&en))))
    };

    /// Quoted words that stand in several places of the passage.
    QuoteTwice { title: String, found: Vec<String>, place: Span } => |facts| {
        let (title, found) = (&facts.title, facts.found.join("、"));
        said(
            "E0528",
            facts.place,
            format!("引文在《{title}》中出现几次：{found}"),
            format!("the quote stands in several places of 《{title}》: {found}"),
        )
        .help(words("请把出处写到句，或者多引几个字", "cite down to the sentence, or quote more words"))
    };

    /// A citation of a clause with markers after it.
    ClauseWithMarkers { name: String, place: Span } => |facts| {
        let name = &facts.name;
        said(
            "E0529",
            facts.place,
            format!("条款“{name}”已经写明出处，后面不能再加条、款、项"),
            format!("clause `{name}` has its place already; no markers may follow it"),
        )
        .help(words(
            "请只写条款的名称，或者直接引用文件",
            "write the clause alone, or cite the instrument",
        ))
    };

    /// Slip of a text that the text does not have.
    ErratumNotFound { name: String, wording: String, place: Span, nearest: Option<String> } => |facts| {
        let (name, wording) = (&facts.name, &facts.wording);
        let problem = said(
            "E0530",
            facts.place,
            format!("勘误“{name}”的原文“{wording}”在出处找不到"),
            format!("the wording `{wording}` of erratum `{name}` is not at its place"),
        );
        match facts.nearest {
            Some(nearest) => problem.help(words(format!("最接近的是“{nearest}”"), format!("nearest is “{nearest}”"))),
            None => problem.help(words("请从原文复制", "copy it from the text")),
        }
    };

    /// A repeal of which nobody knows from when.
    RepealWithoutDay { name: String, place: Span } => |facts| {
        let name = &facts.name;
        said(
            "E0532",
            facts.place,
            format!("废止“{name}”没有写明从哪一天起"),
            format!("repeal `{name}` does not say from which day"),
        )
        .help(words(
            "请写“适用：自……起”，或者给所依据的文件写上“适用”",
            "write `in_force: from … on`, here or in the instrument that is the basis",
        ))
    };

    /// A citation of an instrument that is not in force at all while the norm is.
    NeverInForce { name: String, place: Span } => |facts| {
        let name = &facts.name;
        said(
            "E0531",
            facts.place,
            format!("“{name}”永远不会适用：它的适用期间与所依据文件的有效期间没有交集"),
            format!("`{name}` never applies: its time and that of its instruments have no day in common"),
        )
        .help(words("请核对“适用”和所依据文件的“适用”“废止”", "check `in_force` here and of the instruments, and repeals"))
    };
}

/// `article 3, paragraph 2` as a rule file writes it: `art 3 para 2`.
fn as_written(path: &str) -> String {
    path.replace("article", "art")
        .replace("paragraph", "para")
        .replace(", ", " ")
}
