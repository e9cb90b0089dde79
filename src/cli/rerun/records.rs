//! Records from a folder, a log or a file, one after the other in the order of their paths.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};

use crate::cli::folder::read_bytes;
use crate::cli::layout::clean;
use crate::cli::voice::Stop;
use crate::diagnostic::Words;
use crate::log::{Ending, through};
use crate::record::Record;

/// How many folders may stand in each other.
const MAX_DEPTH: usize = 16;

/// Where records are.
#[derive(Debug)]
pub(crate) enum Source {
    /// Files, sorted by path.
    Files { root: PathBuf, files: Vec<PathBuf> },
    /// A log.
    Log(PathBuf),
}

/// What stands at one place: a record, or why there is none.
pub(crate) type Found = Result<Box<Record>, Words>;

impl Source {
    /// Looks where records are.
    ///
    /// # Errors
    /// What cannot be read.
    pub(crate) fn of(path: &Path) -> Result<Self, Stop> {
        let about = fs::metadata(path).map_err(|error| unreadable(path, &error))?;
        if about.is_dir() {
            let mut files = Vec::new();
            walk(path, 0, &mut files)?;
            files.sort();
            let root = path.to_owned();
            return Ok(Self::Files { root, files });
        }
        if is_log(path)? {
            return Ok(Self::Log(path.to_owned()));
        }
        Ok(Self::Files {
            root: path.parent().unwrap_or(Path::new("")).to_owned(),
            files: vec![path.to_owned()],
        })
    }

    /// How many there are, where that is known.
    pub(crate) const fn count(&self) -> Option<usize> {
        match self {
            Self::Files { files, .. } => Some(files.len()),
            Self::Log(_) => None,
        }
    }

    /// Reads them one by one.
    ///
    /// # Errors
    /// What `each` says, and a log that cannot be opened.
    pub(crate) fn each(
        &self,
        mut each: impl FnMut(&str, Found) -> Result<(), Stop>,
    ) -> Result<(), Stop> {
        match self {
            Self::Files { root, files } => {
                for path in files {
                    let name = path.strip_prefix(root).unwrap_or(path);
                    let name = clean(&name.to_string_lossy());
                    each(&name, read(path, &name))?;
                }
                Ok(())
            }
            Self::Log(path) => of_log(path, &mut each),
        }
    }
}

fn read(path: &Path, name: &str) -> Found {
    let about = fs::symlink_metadata(path);
    if about.is_ok_and(|about| !about.is_file()) {
        return Err(Words::new(
            "是链接或特殊文件，没有读",
            "a link or a special file; it was not read",
        ));
    }
    let bytes = read_bytes(path, name).map_err(|stop| stop.words)?;
    let record = Record::read(&bytes).map_err(|refusal| refusal.words)?;
    Ok(Box::new(record))
}

fn of_log(path: &Path, each: &mut impl FnMut(&str, Found) -> Result<(), Stop>) -> Result<(), Stop> {
    let fail = |error: &std::io::Error| unreadable(path, error);
    let file = File::open(path).map_err(|error| fail(&error))?;
    let length = file.metadata().map_err(|error| fail(&error))?.len();
    let mut number: u64 = 0;
    let mut stopped = None;
    let end = through(
        BufReader::new(file),
        length,
        |line| {
            number = number.saturating_add(1);
            let record = line
                .record()
                .map(Box::new)
                .map_err(|fault| fault.words.clone());
            if stopped.is_none() {
                stopped = each(&format!("#{number}"), record).err();
            }
            Ok(())
        },
        |_| (),
    );
    if let Some(stop) = stopped {
        return Err(stop);
    }
    let behind = format!("#{}", number.saturating_add(1));
    match end.map_err(|error| fail(&error))? {
        Err(fault) => each("#0", Err(fault.words.clone())),
        Ok(whole) => match whole.ending {
            Ending::Whole => Ok(()),
            Ending::Torn(fault) | Ending::Broken(fault) => each(&behind, Err(fault.words.clone())),
        },
    }
}

/// A log says so in its first line.
fn is_log(path: &Path) -> Result<bool, Stop> {
    use std::io::Read as _;
    let file = File::open(path).map_err(|error| unreadable(path, &error))?;
    let mut line = Vec::new();
    let read = BufReader::new(file)
        .take(65_536)
        .read_until(b'\n', &mut line);
    read.map_err(|error| unreadable(path, &error))?;
    let said = serde_json::from_slice::<serde_json::Value>(&line).ok();
    let name = said
        .as_ref()
        .and_then(|line| line.pointer("/entry/schema/name"));
    Ok(name.and_then(serde_json::Value::as_str) == Some(crate::log::SCHEMA))
}

/// The files that end in `.json`; links are no files, so this ends.
fn walk(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) -> Result<(), Stop> {
    let entries = fs::read_dir(folder).map_err(|error| unreadable(folder, &error))?;
    for entry in entries {
        let entry = entry.map_err(|error| unreadable(folder, &error))?;
        let kind = entry
            .file_type()
            .map_err(|error| unreadable(folder, &error))?;
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        let path = entry.path();
        if hidden {
            continue;
        }
        if kind.is_dir() {
            if depth >= MAX_DEPTH {
                let shown = path.display();
                return Err(Stop::file(
                    format!("“{shown}”：目录套得超过 {MAX_DEPTH} 层"),
                    format!("`{shown}`: folders stand more than {MAX_DEPTH} deep"),
                ));
            }
            walk(&path, depth.saturating_add(1), found)?;
        } else if path.extension() == Some(OsStr::new("json")) {
            found.push(path);
        }
    }
    Ok(())
}

fn unreadable(path: &Path, error: &std::io::Error) -> Stop {
    let shown = path.display();
    Stop::file(
        format!("“{shown}”读不了：{error}"),
        format!("`{shown}` cannot be read: {error}"),
    )
}
