//! Files that are written whole or not at all.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::cli::voice::Stop;

/// Whether a file may be written there.
///
/// # Errors
/// That something is there already.
pub(crate) fn may_write(file: &Path, force: bool) -> Result<(), Stop> {
    if !force && fs::symlink_metadata(file).is_ok() {
        return Err(there_already(file));
    }
    Ok(())
}

fn there_already(file: &Path) -> Stop {
    let shown = file.display();
    Stop::file(
        format!("“{shown}”已经有了，没有写"),
        format!("`{shown}` is there already; nothing was written"),
    )
    .help(
        "换一个文件名；要写在上面，加 --force（私钥不行）",
        "give another name; --force writes over it (never with private keys)",
    )
}

/// Writes a file whole or not at all: into a file beside it that takes its name when it is safe on the disk.
///
/// # Errors
/// Why it cannot be written.
pub(crate) fn write(file: &Path, force: bool, bytes: &[u8]) -> Result<(), Stop> {
    write_as(file, force, bytes, false)
}

/// Writes a private key whole or not at all, for its owner only, never over a file.
///
/// # Errors
/// Why it cannot be written.
pub(crate) fn write_secret(file: &Path, bytes: &[u8]) -> Result<(), Stop> {
    write_as(file, false, bytes, true)
}

fn write_as(file: &Path, force: bool, bytes: &[u8], secret: bool) -> Result<(), Stop> {
    let fail = |error: &io::Error| {
        let shown = file.display();
        Stop::file(
            format!("写不了“{shown}”：{error}"),
            format!("cannot write `{shown}`: {error}"),
        )
    };
    let beside = beside(file).ok_or_else(|| fail(&io::ErrorKind::InvalidInput.into()))?;
    let placed = put(&beside, bytes, secret).and_then(|()| {
        if force {
            return fs::rename(&beside, file);
        }
        // A link is made only where no file is, also when another writer is at work.
        fs::hard_link(&beside, file)
    });
    // What was renamed is gone; what was linked or could not be placed goes now.
    let _ = fs::remove_file(&beside);
    match placed {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(there_already(file)),
        Err(error) => Err(fail(&error)),
        Ok(()) => sync_folder(file).map_err(|error| fail(&error)),
    }
}

fn put(beside: &Path, bytes: &[u8], secret: bool) -> io::Result<()> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if secret {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    #[cfg(not(unix))]
    let _ = secret;
    let mut written = options.open(beside)?;
    written.write_all(bytes)?;
    written.sync_all()
}

/// The name of the file beside it, of this process alone.
fn beside(file: &Path) -> Option<PathBuf> {
    let name = file.file_name()?.to_string_lossy();
    let process = std::process::id();
    Some(file.with_file_name(format!(".{name}.{process}.part")))
}

/// The name of a new file is safe only when its folder is; only some systems can do that.
fn sync_folder(file: &Path) -> io::Result<()> {
    let folder = file
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    if cfg!(unix) {
        File::open(folder)?.sync_all()
    } else {
        Ok(())
    }
}
