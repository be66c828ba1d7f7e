//! Files of references that are too large to be read at once are read piece by piece.

use super::archive::{kind, problems};
use super::file::{MAX_FILE_BYTES, cannot_read, too_large, without_waiting};
use super::references::References;
use super::{nothing_of, refused};
use crate::wire::{ArchiveProblem, ArchiveProblemKind, ImportProblem, ImportedFile};
use crate::{App, Error, Job};
use paperboy_archive::{Archive, Source, records_end};
use std::io::{self, Read};
use std::path::Path;

/// The size of a piece, in bytes.
const PIECE_BYTES: usize = 32 << 20;
/// The largest file that is read, in bytes.
const MAX_BYTES: u64 = 1 << 30;
/// The most problems of a file that are listed.
const MAX_PROBLEMS: usize = 1_000;

impl App {
    /// Imports a large file of BibTeX, BibLaTeX or RIS; one of another kind is refused. What was
    /// read when the job is cancelled is dropped.
    pub(super) fn import_pieces(
        &self,
        name: &str,
        path: &Path,
        job: &Job,
    ) -> Result<ImportedFile, Error> {
        let mut file = nothing_of(name);
        let mut references = References::default();
        match read_pieces(path, job, &mut |archive, lines_before| {
            file.kind = Some(kind(archive.source));
            file.problems.extend(problems(&archive, lines_before));
            references.take(archive.papers);
        }) {
            Ok(()) if job.is_cancelled() => return Ok(nothing_of(name)),
            Ok(()) => {}
            Err(why) => return Ok(refused(name, why)),
        }
        if file.problems.len() > MAX_PROBLEMS {
            file.problems.truncate(MAX_PROBLEMS);
            file.problems.push(ImportProblem::Archive {
                problem: ArchiveProblem {
                    place: None,
                    kind: ArchiveProblemKind::MoreProblems,
                    what: String::new(),
                },
            });
        }
        self.import_references(references, &mut file)?;
        Ok(file)
    }
}

/// Gives each piece, as it was read and with the number of the lines before it, to `each`.
fn read_pieces(
    path: &Path,
    job: &Job,
    each: &mut dyn FnMut(Archive, usize),
) -> Result<(), ImportProblem> {
    let unreadable = |error: io::Error| cannot_read(path, &error);
    let mut file = without_waiting(path).map_err(unreadable)?;
    if file.metadata().map_err(unreadable)?.len() > MAX_BYTES {
        return Err(too_large(path, MAX_BYTES));
    }
    let (mut buffer, mut lines) = (Vec::new(), 0);
    while !job.is_cancelled() {
        let wanted = (PIECE_BYTES - buffer.len().min(PIECE_BYTES)) as u64;
        let is_last = file.by_ref().take(wanted).read_to_end(&mut buffer).map_err(unreadable)?
            as u64
            != wanted;
        let archive = |bytes: &[u8]| {
            let archive = paperboy_archive::read(bytes).ok()?;
            matches!(archive.source, Source::References(_)).then_some(archive)
        };
        if is_last {
            // The end may be blank.
            if let Some(archive) = archive(&buffer) {
                each(archive, lines);
            }
            return Ok(());
        }
        let ends = [paperboy_cite::Format::Bibtex, paperboy_cite::Format::Ris];
        let end = ends.into_iter().find_map(|format| records_end(&buffer, format));
        let piece = end.and_then(|end| Some((end, archive(&buffer[..end])?)));
        let Some((end, archive)) = piece else {
            return Err(too_large(path, MAX_FILE_BYTES));
        };
        each(archive, lines);
        lines += buffer[..end].iter().filter(|byte| **byte == b'\n').count();
        buffer.drain(..end);
    }
    Ok(())
}
