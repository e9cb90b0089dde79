//! `tiaoli.toml`: what a package says about itself.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::cli::voice::Stop;
use crate::diagnostic::Words;
use crate::engine::Manifest;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    name: String,
    version: String,
    language: String,
    title: Option<Title>,
    #[serde(default)]
    dependencies: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
enum Title {
    Both { zh: String, en: Option<String> },
    One(String),
}

/// Reads a manifest.
///
/// # Errors
/// What is wrong with it.
pub(crate) fn parse(text: &str) -> Result<Manifest, Stop> {
    let written: Written = toml::from_str(text).map_err(|error| malformed(text, &error))?;
    if written.language != "1" {
        let found = &written.language;
        return Err(Stop::file(
            format!("tiaoli.toml 的 language 是“{found}”，这个版本只认识“1”"),
            format!("`language` in tiaoli.toml is `{found}`; this version knows `1` only"),
        )
        .help(
            "写 language = \"1\"，或换用较新的 tiaoli",
            "write language = \"1\", or use a later tiaoli",
        ));
    }
    if let Some(name) = written.dependencies.keys().next() {
        return Err(Stop::file(
            format!("tiaoli.toml 引用了另一个规则包“{name}”，这个版本还不能引用规则包"),
            format!("tiaoli.toml depends on `{name}`; this version cannot use other packages yet"),
        )
        .help(
            "请把需要的声明写进本规则包",
            "write the declarations into this package",
        ));
    }
    let name = written.name;
    let title = match written.title {
        None => Words::same(name.clone()),
        Some(Title::One(title)) => Words::same(title),
        Some(Title::Both { zh, en }) => Words::new(zh.clone(), en.unwrap_or(zh)),
    };
    Ok(Manifest {
        name,
        version: written.version,
        title,
    })
}

fn malformed(text: &str, error: &toml::de::Error) -> Stop {
    let before = error
        .span()
        .and_then(|span| text.get(..span.start))
        .unwrap_or("");
    let line = before.matches('\n').count().saturating_add(1);
    let said = error.message().lines().collect::<Vec<_>>().join(" ");
    Stop::file(
        format!("tiaoli.toml 第 {line} 行不合 TOML 的写法，或者多了、缺了一项（{said}）"),
        format!("tiaoli.toml is wrong in line {line}: {said}"),
    )
    .help(
        "要有 name、version 和 language = \"1\"；可以有 [title] 的 zh、en",
        "it has `name`, `version` and `language = \"1\"`, and may have `zh` and `en` in [title]",
    )
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn a_manifest_says_what_is_wrong_with_it() {
        let right = "name = \"a\"\nversion = \"0.1.0\"\nlanguage = \"1\"\n[title]\nzh = \"甲\"\n";
        let manifest = parse(right).unwrap();
        assert_eq!(
            (manifest.name.as_str(), manifest.title.en.as_str()),
            ("a", "甲")
        );
        let cases = [
            (
                "name = \"a\"\nversion = \"1\"\nlanguage = \"9\"\n",
                "只认识“1”",
            ),
            ("name = \"a\"\nversion = \n", "第 2 行"),
            (
                "name = \"a\"\nversion = \"1\"\nlanguage = \"1\"\nlangauge = \"1\"\n",
                "langauge",
            ),
            ("version = \"1\"\nlanguage = \"1\"\n", "name"),
            (
                "name=\"a\"\nversion=\"1\"\nlanguage=\"1\"\n[dependencies]\nb = \"1\"\n",
                "“b”",
            ),
        ];
        for (text, words) in cases {
            let stop = parse(text).unwrap_err();
            assert!(stop.words.zh.contains(words), "{}", stop.words.zh);
        }
    }
}
