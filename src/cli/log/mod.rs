//! `tiaoli log …`: records one after the other in a file that only grows.

mod asked;

mod file;

mod enter;

mod look;

mod prove;

mod cited;

pub(crate) use asked::LogTask;
pub(crate) use enter::Writing;

use crate::cli::voice::{End, Stop, Voice};

/// Does what is asked of a log.
///
/// # Errors
/// What cannot be read or written.
pub(crate) fn perform(voice: Voice, task: &LogTask) -> Result<End, Stop> {
    match task {
        LogTask::New { log, public } => enter::new(voice, &log.file, *public),
        LogTask::Append(asked) => enter::append(voice, asked),
        LogTask::Repair { log } => enter::repair(voice, &log.file),
        LogTask::Check { log, head } => look::check(voice, &log.file, head.as_deref()),
        LogTask::List { log } => look::list(voice, &log.file),
        LogTask::Show { log, number } => look::show(voice, &log.file, *number),
        LogTask::Head { log } => prove::head(voice, &log.file),
        LogTask::Prove { log, number, since } => {
            prove::prove(voice, &log.file, *number, since.as_deref())
        }
        LogTask::Cited { places, provision } => cited::cited(voice, places, provision),
        LogTask::VerifyProof(asked) => prove::verify(voice, asked),
    }
}
