//! Reading a package from its folder: the manifest, the rule files, the instrument texts. Nothing outside the folder is read,
//! and no link leads out of it.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::cli::manifest::{self, Dependency};
use crate::cli::voice::Stop;
use crate::engine::{Manifest, PackageFiles, SourceFile};

/// The name of the file that makes a folder a package.
pub(crate) const MANIFEST: &str = "tiaoli.toml";
/// How many folders may stand in each other.
const MAX_DEPTH: usize = 16;
/// How many rule files a package may have.
const MAX_FILES: usize = 10_000;
/// How many packages are read at once.
const MAX_PACKAGES: usize = 1_000;
/// The greatest file that is read at all; what the language accepts is less.
const MAX_BYTES: u64 = 16 * 1024 * 1024;

/// What a folder holds.
#[derive(Debug)]
pub(crate) struct Folder {
    /// The folder.
    pub(crate) root: PathBuf,
    /// What `tiaoli.toml` says of the package.
    pub(crate) manifest: Manifest,
    /// What it says of the packages that it is built on.
    pub(crate) dependencies: Vec<Dependency>,
    /// `tiaoli.toml` itself.
    pub(crate) written: String,
    /// Its rule files, by path.
    pub(crate) rules: Vec<SourceFile>,
}

impl Folder {
    /// Reads a package: from its folder, or from a file inside it.
    ///
    /// # Errors
    /// What cannot be read, and why.
    pub(crate) fn read(path: &Path) -> Result<Self, Stop> {
        let root = package_root(path)?;
        let text = read_text(&root.join(MANIFEST), MANIFEST)?;
        let manifest::Written {
            manifest,
            dependencies,
        } = manifest::parse(&text)?;
        let mut paths = Vec::new();
        walk(&root, &root, 0, false, &mut paths)?;
        paths.sort();
        let read = |path: &PathBuf| {
            let name = name_in(&root, path);
            Ok(SourceFile {
                bytes: read_bytes(path, &name)?,
                path: name,
            })
        };
        let rules: Vec<SourceFile> = paths.iter().map(read).collect::<Result<_, Stop>>()?;
        if rules.is_empty() {
            let shown = root.display();
            return Err(Stop::file(
                format!("“{shown}”里没有规则文件（.tiao）"),
                format!("there is no rule file (.tiao) in `{shown}`"),
            ));
        }
        Ok(Self {
            root,
            manifest,
            dependencies,
            written: text,
            rules,
        })
    }

    /// What it holds, for reading the rules.
    pub(crate) fn files(&self) -> PackageFiles {
        let dependencies = self.dependencies.iter();
        let dependencies = dependencies.map(|one| (one.name.clone(), one.place.clone()));
        PackageFiles {
            manifest: self.manifest.clone(),
            dependencies: dependencies.collect(),
            manifest_file: Some(SourceFile {
                path: MANIFEST.to_owned(),
                bytes: self.written.clone().into_bytes(),
            }),
            rules: self.rules.clone(),
        }
    }

    /// Reads the instrument texts that the rules name; one that is not there is left to the checker.
    ///
    /// # Errors
    /// What is there and cannot be read, or stands outside the folder.
    pub(crate) fn texts(&self, paths: &[String]) -> Result<Vec<SourceFile>, Stop> {
        let mut texts = Vec::new();
        for path in paths {
            let inside = Path::new(path)
                .components()
                .all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
            let full = self.root.join(path);
            if !inside || leads_out(&self.root, &full) {
                return Err(Stop::file(
                    format!("全文“{path}”在规则包目录之外"),
                    format!("the text `{path}` stands outside the package"),
                )
                .help(
                    "请把原文放进规则包，例如 source/",
                    "put the text into the package, for example in source/",
                ));
            }
            if full.exists() {
                texts.push(SourceFile {
                    path: path.clone(),
                    bytes: read_bytes(&full, path)?,
                });
            }
        }
        Ok(texts)
    }
}

/// The rule files that a path names: the file itself, or all in a folder, which need not be a package.
///
/// # Errors
/// What cannot be read.
pub(crate) fn rule_files(path: &Path) -> Result<Vec<PathBuf>, Stop> {
    let shown = path.display().to_string();
    let about = fs::metadata(path).map_err(|error| unreadable(&shown, &error))?;
    if !about.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut found = Vec::new();
    walk(path, path, 0, true, &mut found)?;
    found.sort();
    Ok(found)
}

/// The packages that a path names: itself, and all in it at any depth, in the order of their paths.
///
/// # Errors
/// What cannot be read, and a folder without any package.
pub(crate) fn packages(path: &Path) -> Result<Vec<PathBuf>, Stop> {
    let mut found = Vec::new();
    gather(path, 0, &mut found)?;
    found.sort();
    if found.is_empty() {
        let shown = path.display();
        return Err(Stop::file(
            format!("“{shown}”里没有规则包：里面和下面的目录都没有 {MANIFEST}"),
            format!(
                "there is no package in `{shown}`: neither it nor a folder in it has a {MANIFEST}"
            ),
        ));
    }
    Ok(found)
}

/// Folders are followed, links are not, so this ends.
fn gather(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) -> Result<(), Stop> {
    let shown = folder.display().to_string();
    if depth > MAX_DEPTH {
        return Err(Stop::file(
            format!("“{shown}”：目录套得超过 {MAX_DEPTH} 层"),
            format!("`{shown}`: folders stand more than {MAX_DEPTH} deep"),
        ));
    }
    if folder.join(MANIFEST).is_file() {
        if found.len() >= MAX_PACKAGES {
            return Err(Stop::file(
                format!("规则包超过 {MAX_PACKAGES} 个"),
                format!("there are more than {MAX_PACKAGES} packages"),
            ));
        }
        found.push(folder.to_owned());
    }
    for entry in fs::read_dir(folder).map_err(|error| unreadable(&shown, &error))? {
        let entry = entry.map_err(|error| unreadable(&shown, &error))?;
        let kind = entry.file_type();
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        if !hidden && kind.is_ok_and(|kind| kind.is_dir()) {
            gather(&entry.path(), depth.saturating_add(1), found)?;
        }
    }
    Ok(())
}

/// The folder with the manifest: the path itself, or the nearest folder around a file.
fn package_root(path: &Path) -> Result<PathBuf, Stop> {
    let shown = path.display();
    let about = fs::metadata(path).map_err(|error| unreadable(&shown.to_string(), &error))?;
    if about.is_dir() {
        return if path.join(MANIFEST).is_file() {
            Ok(path.to_owned())
        } else {
            Err(Stop::file(
                format!("“{shown}”不是规则包：里面没有 {MANIFEST}"),
                format!("`{shown}` is no package: there is no {MANIFEST} in it"),
            )
            .help(
                "用 tiaoli new 目录名 新建一个规则包",
                "`tiaoli new FOLDER` starts a package",
            ))
        };
    }
    let absolute =
        fs::canonicalize(path).map_err(|error| unreadable(&shown.to_string(), &error))?;
    let around = absolute
        .ancestors()
        .skip(1)
        .find(|folder| folder.join(MANIFEST).is_file());
    around.map(Path::to_owned).ok_or_else(|| {
        Stop::file(
            format!("“{shown}”不在任何规则包里：它外面的目录都没有 {MANIFEST}"),
            format!("`{shown}` is in no package: no folder around it has a {MANIFEST}"),
        )
    })
}

/// The rule files of a folder and those in it; packages inside it only where they are wanted too.
fn walk(
    root: &Path,
    folder: &Path,
    depth: usize,
    packages: bool,
    found: &mut Vec<PathBuf>,
) -> Result<(), Stop> {
    let shown = folder.display().to_string();
    if depth > MAX_DEPTH {
        return Err(Stop::file(
            format!("“{shown}”：目录套得超过 {MAX_DEPTH} 层"),
            format!("`{shown}`: folders stand more than {MAX_DEPTH} deep"),
        ));
    }
    let entries = fs::read_dir(folder).map_err(|error| unreadable(&shown, &error))?;
    for entry in entries {
        let entry = entry.map_err(|error| unreadable(&shown, &error))?;
        let path = entry.path();
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        let kind = entry
            .file_type()
            .map_err(|error| unreadable(&path.display().to_string(), &error))?;
        if hidden {
            continue;
        }
        if kind.is_dir() {
            // A package inside a package is its own.
            if packages || !path.join(MANIFEST).exists() {
                walk(root, &path, depth.saturating_add(1), packages, found)?;
            }
            continue;
        }
        if path.extension().is_none_or(|ending| ending != "tiao") {
            continue;
        }
        if kind.is_symlink() && leads_out(root, &path) {
            let name = name_in(root, &path);
            return Err(Stop::file(
                format!("“{name}”这个链接是断的、绕圈的，或指向规则包之外，没有读"),
                format!(
                    "`{name}` is a link that is broken, goes round in a circle or leads out of the package; it was not read"
                ),
            ));
        }
        if found.len() >= MAX_FILES {
            return Err(Stop::file(
                format!("规则文件超过 {MAX_FILES} 个"),
                format!("there are more than {MAX_FILES} rule files"),
            ));
        }
        found.push(path);
    }
    Ok(())
}

/// Whether a path, followed through its links, ends outside the folder, or cannot be followed at all.
fn leads_out(root: &Path, path: &Path) -> bool {
    if fs::symlink_metadata(path).is_err() {
        return false;
    }
    match (fs::canonicalize(root), fs::canonicalize(path)) {
        (Ok(root), Ok(path)) => !path.starts_with(root),
        _ => true,
    }
}

fn name_in(root: &Path, path: &Path) -> String {
    let inner = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<String> = inner
        .components()
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect();
    parts.join("/")
}

/// The bytes of a file, if it is a file and not too large.
///
/// # Errors
/// Why it cannot be read.
pub(crate) fn read_bytes(path: &Path, name: &str) -> Result<Vec<u8>, Stop> {
    let about = fs::metadata(path).map_err(|error| unreadable(name, &error))?;
    if about.is_dir() {
        return Err(Stop::file(
            format!("“{name}”是目录，不是文件"),
            format!("`{name}` is a folder, not a file"),
        ));
    }
    if about.len() > MAX_BYTES {
        return Err(Stop::file(
            format!("“{name}”有 {} 字节，超过 16 MiB，没有读", about.len()),
            format!(
                "`{name}` has {} bytes, more than 16 MiB, and was not read",
                about.len()
            ),
        ));
    }
    read_limited(
        fs::File::open(path).map_err(|error| unreadable(name, &error))?,
        name,
    )
}

/// The bytes of a stream, if they are not too many.
///
/// # Errors
/// Why they cannot be read.
pub(crate) fn read_limited(stream: impl io::Read, name: &str) -> Result<Vec<u8>, Stop> {
    use io::Read as _;
    let mut bytes = Vec::new();
    let mut limited = stream.take(MAX_BYTES.saturating_add(1));
    limited
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(name, &error))?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length <= MAX_BYTES) {
        return Ok(bytes);
    }
    Err(Stop::file(
        format!("“{name}”超过 16 MiB，没有读完"),
        format!("`{name}` has more than 16 MiB and was not read to its end"),
    ))
}

/// The words of a file.
///
/// # Errors
/// Why it cannot be read; also when it is not UTF-8.
pub(crate) fn read_text(path: &Path, name: &str) -> Result<String, Stop> {
    text_of(read_bytes(path, name)?, name)
}

/// Bytes as words.
///
/// # Errors
/// When they are not UTF-8.
pub(crate) fn text_of(bytes: Vec<u8>, name: &str) -> Result<String, Stop> {
    String::from_utf8(bytes).map_err(|error| {
        let byte = error.utf8_error().valid_up_to().saturating_add(1);
        Stop::file(
            format!("“{name}”不是 UTF-8 编码，从第 {byte} 个字节起无法读出"),
            format!("`{name}` is not UTF-8; it cannot be read from byte {byte} on"),
        )
        .help(
            "请用编辑器“另存为”，编码选 UTF-8",
            "save it again with the encoding UTF-8",
        )
    })
}

/// Why a file cannot be read, in a sentence.
pub(crate) fn unreadable(name: &str, error: &io::Error) -> Stop {
    let (zh, en) = match error.kind() {
        io::ErrorKind::NotFound => (
            "没有这个文件或目录".to_owned(),
            "there is no such file or folder".to_owned(),
        ),
        io::ErrorKind::PermissionDenied => {
            ("没有读取的权限".to_owned(), "it may not be read".to_owned())
        }
        io::ErrorKind::IsADirectory => (
            "这是目录，不是文件".to_owned(),
            "it is a folder, not a file".to_owned(),
        ),
        _ if error.to_string().contains("symbolic link") => (
            "链接绕成了圈".to_owned(),
            "its links go round in a circle".to_owned(),
        ),
        _ => (
            format!("系统说：{error}"),
            format!("the system says: {error}"),
        ),
    };
    Stop::file(
        format!("读不了“{name}”：{zh}"),
        format!("cannot read `{name}`: {en}"),
    )
}
