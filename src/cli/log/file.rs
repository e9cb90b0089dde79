//! The file of a log: read as a stream, locked while it is written, whole after any crash.
//!
//! One entry is one write and one sync; then it is acknowledged. A writer that is stopped leaves at most a part of one line
//! that nobody was told of. The next writer moves that part to a file beside the log before it goes on: nothing that was
//! promised is lost by this, and an office that writes at night need not wait for a person. Whoever suspects that it was an
//! acknowledged entry that somebody cut has the part, and the published head.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use crate::cli::voice::{End, Stop, Voice};
use crate::diagnostic::Words;
use crate::log::{Fault, Line, Through, Walk, Wrong, through};

/// More than enough names for what is set aside.
const MAX_ASIDE: u32 = 10_000;

/// A log that is open.
#[derive(Debug)]
pub(crate) struct Open {
    path: PathBuf,
    file: File,
    length: u64,
}

/// The first word that is said when a file of a log cannot be used.
fn fail(path: &Path, error: &io::Error) -> Stop {
    let shown = path.display();
    if error.kind() == io::ErrorKind::NotFound {
        return Stop::file(
            format!("没有“{shown}”这本记录簿"),
            format!("there is no log `{shown}`"),
        )
        .help(
            format!("用 tiaoli log new {shown} 新建一本"),
            format!("`tiaoli log new {shown}` starts one"),
        );
    }
    Stop::file(
        format!("用不了记录簿“{shown}”：{error}"),
        format!("the log `{shown}` cannot be used: {error}"),
    )
}

impl Open {
    /// Opens a log to read what it holds now. A writer may go on meanwhile: it only adds.
    ///
    /// # Errors
    /// Why it cannot be opened.
    pub(crate) fn to_read(path: &Path) -> Result<Self, Stop> {
        let file = Self::regular(path, File::options().read(true))?;
        let mut open = Self {
            path: path.to_owned(),
            file,
            length: 0,
        };
        // While nobody writes, the length is that of whole entries. Where locks are not known, it is taken as it is.
        let locked = open.file.lock_shared().is_ok();
        open.measure()?;
        if locked {
            open.file.unlock().map_err(|error| fail(path, &error))?;
        }
        Ok(open)
    }

    /// Opens a log to write to it, alone: another writer is waited for.
    ///
    /// # Errors
    /// Why it cannot be opened or locked.
    pub(crate) fn to_write(voice: Voice, path: &Path) -> Result<Self, Stop> {
        let file = Self::regular(path, File::options().read(true).write(true))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                voice.remark(voice.pick(
                    "另一个程序正在用这本记录簿，等它用完……\n",
                    "another program is using the log; waiting for it…\n",
                ));
                file.lock().map_err(|error| fail(path, &error))?;
            }
            Err(TryLockError::Error(error)) => return Err(fail(path, &error)),
        }
        let mut open = Self {
            path: path.to_owned(),
            file,
            length: 0,
        };
        open.measure()?;
        Ok(open)
    }

    fn regular(path: &Path, options: &OpenOptions) -> Result<File, Stop> {
        let about = fs::metadata(path).map_err(|error| fail(path, &error))?;
        if !about.is_file() {
            let shown = path.display();
            return Err(Stop::file(
                format!("“{shown}”不是文件，不能作记录簿"),
                format!("`{shown}` is no file and cannot be a log"),
            ));
        }
        options.open(path).map_err(|error| fail(path, &error))
    }

    fn measure(&mut self) -> Result<(), Stop> {
        let about = self.file.metadata();
        self.length = about.map_err(|error| fail(&self.path, &error))?.len();
        Ok(())
    }

    /// Reads the log from its first line to its last, as [`through`] does.
    ///
    /// # Errors
    /// What cannot be read; also a file that is no log.
    pub(crate) fn through(
        &mut self,
        each: impl FnMut(&Line<'_>) -> Result<(), Fault>,
        reached: impl FnMut(&Walk),
    ) -> Result<Through, Stop> {
        let mut file = &self.file;
        let read = file.seek(SeekFrom::Start(0)).and_then(|_| {
            let stream = BufReader::with_capacity(1 << 16, file);
            through(stream, self.length, each, reached)
        });
        let read = read.map_err(|error| fail(&self.path, &error))?;
        read.map_err(|fault| refused(&self.path, &fault))
    }

    /// Moves what stands behind the last whole entry to a file beside the log, and gives its name.
    ///
    /// # Errors
    /// Why that cannot be done; then the log is as it was.
    pub(crate) fn cut(&mut self, whole: u64) -> Result<PathBuf, Stop> {
        let failed = |error: io::Error| fail(&self.path, &error);
        let (aside, mut kept) = aside(&self.path).map_err(failed)?;
        let mut file = &self.file;
        file.seek(SeekFrom::Start(whole)).map_err(failed)?;
        io::copy(&mut file.take(self.length), &mut kept).map_err(failed)?;
        // The part is safe before it is cut off: a crash between the two leaves it twice.
        kept.sync_all().map_err(failed)?;
        sync_folder(&self.path).map_err(failed)?;
        self.file.set_len(whole).map_err(failed)?;
        self.file.sync_all().map_err(failed)?;
        self.length = whole;
        Ok(aside)
    }

    /// Writes one line behind what is whole, and gives where it ends when it is safe on the disk.
    ///
    /// # Errors
    /// Why it could not be written; then it was taken off again.
    pub(crate) fn add(&mut self, whole: u64, line: &[u8]) -> Result<u64, Stop> {
        let mut file = &self.file;
        let written = file
            .seek(SeekFrom::Start(whole))
            .and_then(|_| file.write_all(line))
            .and_then(|()| file.sync_all());
        if let Err(error) = written {
            // If this fails as well, the part is a torn tail, which the next writer sets aside.
            let _ = self.file.set_len(whole).and_then(|()| self.file.sync_all());
            let shown = self.path.display();
            return Err(Stop::file(
                format!("写不进记录簿“{shown}”：{error}。这一份没有登记，先前登记的都在"),
                format!(
                    "the log `{shown}` cannot be written: {error}. This record was not entered; all before it are there"
                ),
            ));
        }
        let length = u64::try_from(line.len()).unwrap_or(u64::MAX);
        self.length = whole.saturating_add(length);
        Ok(self.length)
    }
}

/// That a file is no log, or another one than this program knows.
fn refused(path: &Path, fault: &Fault) -> Stop {
    let shown = path.display();
    Stop {
        end: if fault.wrong == Wrong::Damaged {
            End::Wrong
        } else {
            End::File
        },
        words: Words::new(
            format!("“{shown}”：{}", fault.words.zh),
            format!("`{shown}`: {}", fault.words.en),
        ),
        way_out: None,
    }
}

/// Makes a file of its own beside the log.
fn aside(path: &Path) -> io::Result<(PathBuf, File)> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    for number in 1..=MAX_ASIDE {
        let aside = path.with_file_name(format!("{name}.torn-{number}"));
        match File::options().write(true).create_new(true).open(&aside) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
            Ok(file) => return Ok((aside, file)),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// Starts a log: its first line is whole from the first moment at which the file has its name.
///
/// # Errors
/// Why it cannot be made; also when the file is there already.
pub(crate) fn start(path: &Path, first: &[u8]) -> Result<(), Stop> {
    let shown = path.display();
    let failed = |error: io::Error| {
        Stop::file(
            format!("建不了记录簿“{shown}”：{error}"),
            format!("the log `{shown}` cannot be made: {error}"),
        )
    };
    let name = path.file_name().map(|name| name.to_string_lossy());
    let name = name.ok_or_else(|| failed(io::ErrorKind::InvalidInput.into()))?;
    let process = std::process::id();
    let beside = path.with_file_name(format!(".{name}.{process}.part"));
    let made = File::options().write(true).create_new(true).open(&beside);
    let made = made
        .and_then(|mut file| file.write_all(first).and_then(|()| file.sync_all()))
        // A link is made only where no file is.
        .and_then(|()| fs::hard_link(&beside, path));
    let _ = fs::remove_file(&beside);
    match made {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(Stop::file(
            format!("“{shown}”已经有了，没有动它"),
            format!("`{shown}` is there already and was left as it is"),
        )),
        Err(error) => Err(failed(error)),
        Ok(()) => sync_folder(path).map_err(failed),
    }
}

/// The name of a new file is safe only when its folder is; only some systems can do that.
fn sync_folder(file: &Path) -> io::Result<()> {
    let folder = file
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    if cfg!(unix) {
        File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
    } else {
        Ok(())
    }
}
