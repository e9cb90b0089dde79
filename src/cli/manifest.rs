//! `tiaoli.toml`: what a package says about itself.

use std::collections::BTreeMap;
use std::ops::Range;

use semver::VersionReq;
use serde::Deserialize;
use toml::de::DeTable;

use crate::cli::voice::Stop;
use crate::diagnostic::Words;
use crate::engine::Manifest;

/// What `tiaoli.toml` says.
#[derive(Debug, Clone)]
pub(crate) struct Written {
    /// About the package.
    pub(crate) manifest: Manifest,
    /// About the packages that it is built on, by name.
    pub(crate) dependencies: Vec<Dependency>,
}

/// A line of `[dependencies]`.
#[derive(Debug, Clone)]
pub(crate) struct Dependency {
    /// The name of the package.
    pub(crate) name: String,
    /// Its folder, from the folder of the package that names it.
    pub(crate) path: String,
    /// The versions that will do.
    pub(crate) version: VersionReq,
    /// Where the name stands in the file.
    pub(crate) place: Range<usize>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Lines {
    name: String,
    version: String,
    language: String,
    title: Option<Title>,
    #[serde(default)]
    dependencies: BTreeMap<String, toml::Value>,
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
pub(crate) fn parse(text: &str) -> Result<Written, Stop> {
    let written: Lines = toml::from_str(text).map_err(|error| malformed(text, &error))?;
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
    let dependencies = written.dependencies.into_iter();
    let dependencies = dependencies
        .map(|(name, value)| dependency(name, &value, text))
        .collect::<Result<_, _>>()?;
    let name = written.name;
    let title = match written.title {
        None => Words::same(name.clone()),
        Some(Title::One(title)) => Words::same(title),
        Some(Title::Both { zh, en }) => Words::new(zh.clone(), en.unwrap_or(zh)),
    };
    Ok(Written {
        manifest: Manifest {
            name,
            version: written.version,
            title,
        },
        dependencies,
    })
}

/// Where a dependency is named: its name in `[dependencies]`.
fn place_of(name: &str, text: &str) -> Range<usize> {
    let table = DeTable::parse(text).ok();
    let place = table.and_then(|table| {
        let lines = table.get_ref().get("dependencies")?.get_ref().as_table()?;
        let (key, _) = lines.get_key_value(name)?;
        Some(key.span())
    });
    place.unwrap_or_default()
}

fn dependency(name: String, value: &toml::Value, text: &str) -> Result<Dependency, Stop> {
    let place = place_of(&name, text);
    let wrong = || {
        Stop::file(
            format!("tiaoli.toml 的 [dependencies] 里，“{name}”要写明 path 和 version，不能有别的"),
            format!("in [dependencies] of tiaoli.toml, `{name}` needs `path` and `version`, and nothing else"),
        )
        .help(
            format!("写：\"{name}\" = {{ path = \"../…\", version = \"0.1\" }}"),
            format!("write: \"{name}\" = {{ path = \"../…\", version = \"0.1\" }}"),
        )
    };
    let table = value.as_table().filter(|table| table.len() == 2);
    let table = table.ok_or_else(wrong)?;
    let said = |key: &str| table.get(key).and_then(toml::Value::as_str);
    let (Some(path), Some(version)) = (said("path"), said("version")) else {
        return Err(wrong());
    };
    let requirement = VersionReq::parse(version).map_err(|_| {
        Stop::file(
            format!("tiaoli.toml 的 [dependencies] 里，“{name}”的 version“{version}”不是版本要求"),
            format!("in [dependencies] of tiaoli.toml, the version `{version}` of `{name}` is no version requirement"),
        )
        .help(
            "写成 \"0.1\"、\"^1.2\"、\">=1, <3\" 这样",
            "write it like \"0.1\", \"^1.2\" or \">=1, <3\"",
        )
    })?;
    Ok(Dependency {
        path: path.to_owned(),
        version: requirement,
        name,
        place,
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
        let manifest = parse(right).unwrap().manifest;
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
                "“b”要写明 path 和 version",
            ),
            (
                "name=\"a\"\nversion=\"1\"\nlanguage=\"1\"\n[dependencies]\n\"c/d\" = { path = \"../d\", version = \"new\" }\n",
                "“new”不是版本要求",
            ),
            (
                "name=\"a\"\nversion=\"1\"\nlanguage=\"1\"\n[dependencies]\nb = { path = \"../b\", version = \"1\", git = \"x\" }\n",
                "不能有别的",
            ),
        ];
        for (text, words) in cases {
            let stop = parse(text).unwrap_err();
            assert!(stop.words.zh.contains(words), "{}", stop.words.zh);
        }
    }
}
