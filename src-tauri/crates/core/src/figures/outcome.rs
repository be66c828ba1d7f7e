//! The outcome for an image: the answer to its request, what it was read as, and what is stored of
//! either.

use super::fetch::{FigureRun, Stop, Text};
use paperboy_image::{Rendition, SafeImage, Unreadable};
use paperboy_net::{Absence, Fetched, NetError, Validators};
use paperboy_paper::{ImageProblem, NetworkCause, PaperId};
use paperboy_store::{ImageRequest, NewImage, NewImageFile, StoredImage};
use std::time::{Duration, Instant};

/// How long a drawing that took too long is waited for, and how often it is looked at.
const MAX_BUSY: Duration = Duration::from_secs(60);
const BUSY_PAUSE: Duration = Duration::from_millis(500);

/// The answer to a request for an image.
pub(super) enum Answer {
    File(Vec<u8>, Validators),
    /// The one that is kept is what arXiv has.
    Unchanged,
}

/// An image whose request met a fault.
pub(super) struct Faulty {
    id: PaperId,
    source: String,
    stamp: String,
}

impl FigureRun<'_> {
    /// Stores the outcome for an image that was read.
    pub(super) fn keep(
        &self,
        id: &PaperId,
        source: &str,
        read: Result<SafeImage, Unreadable>,
        validators: Validators,
        asked: ImageRequest<'_>,
    ) -> Result<(), Stop> {
        let store = self.app.store();
        let problem = match read {
            Err(Unreadable::Busy) => return Err(Stop::Busy),
            Ok(image) if !image.is_blank => {
                return Ok(store.put_image(id, source, &new_image(image, validators), asked)?);
            }
            Ok(_) => ImageProblem::Blank,
            Err(why) => problem(why),
        };
        tracing::info!(%id, source, problem = problem.key(), "an image can't be shown");
        Ok(store.image_failed(id, source, problem, asked)?)
    }

    /// Waits until an earlier drawing that took too long has ended: one is drawn at a time.
    pub(super) async fn drawing_place(&self) -> Result<(), Stop> {
        let began = Instant::now();
        while paperboy_image::is_busy() {
            self.go_on().await?;
            if began.elapsed() >= MAX_BUSY {
                return Err(Stop::Busy);
            }
            tokio::time::sleep(BUSY_PAUSE).await;
        }
        Ok(())
    }

    /// The file of an image as arXiv has it, or why there is none.
    pub(super) async fn file(
        &self,
        id: &PaperId,
        path: &str,
        before: Option<&StoredImage>,
        text: &Text,
    ) -> Result<Result<Answer, ImageProblem>, Stop> {
        // Without a stored image, "not modified" would be no answer.
        let validators = match before {
            Some(before) if before.image.is_ok() => Validators {
                etag: before.etag.clone(),
                last_modified: before.last_modified.clone(),
            },
            _ => Validators::NONE,
        };
        let request = self.run.unless_cancelled(self.run.net.image(path, &validators));
        let answer = self.in_turn(request).await?;
        match answer {
            // arXiv refuses a program all images, never a single one.
            Ok(Fetched::Absent(Absence::Forbidden)) => return Err(Stop::Held(None)),
            Err(NetError::Busy { retry_after, .. }) => return Err(Stop::Held(retry_after)),
            Err(NetError::NoTurn { .. }) => return Err(Stop::Held(None)),
            Err(NetError::Fault { cause, .. }) if !is_redirect(&cause) => {
                return self.fault(id, path, text, &cause).map(Err);
            }
            _ => {
                self.health.answered();
                self.note_faulty()?;
            }
        }
        Ok(match answer {
            Ok(Fetched::Body(body)) => Ok(Answer::File(body.bytes, body.validators)),
            Ok(Fetched::NotModified) => Ok(Answer::Unchanged),
            Ok(Fetched::Absent(_)) => Err(ImageProblem::NotFound),
            Err(NetError::TooLarge { .. }) => Err(ImageProblem::TooLarge),
            Err(error @ NetError::BadAnswer { .. }) => {
                tracing::warn!(path, %error, "an image can't be had");
                Err(ImageProblem::NotFound)
            }
            Err(error) => {
                tracing::warn!(path, %error, "an image could not be fetched; it will be tried again");
                Err(ImageProblem::NotFetched)
            }
        })
    }

    /// A request met a fault that may pass. Two in a row are no faults of files: then none counts.
    fn fault(
        &self,
        id: &PaperId,
        path: &str,
        text: &Text,
        cause: &NetworkCause,
    ) -> Result<ImageProblem, Stop> {
        tracing::warn!(path, %cause, "an image could not be fetched; it will be tried again");
        let faulty = Faulty { id: id.clone(), source: path.to_owned(), stamp: text.stamp.clone() };
        // Without a later run it counts at once.
        let counts = self.turn.is_none() || self.health.counts();
        if self.health.fails() {
            self.faulty.replace(counts.then_some(faulty));
            self.note_faulty()?;
            return Err(Stop::Held(None));
        }
        if !counts {
            self.faulty.replace(Some(faulty));
        }
        Ok(ImageProblem::NotFetched)
    }

    /// The fault was that of the image, and not of arXiv.
    pub(super) fn note_faulty(&self) -> Result<(), Stop> {
        let Some(Faulty { id, source, stamp }) = self.faulty.take() else { return Ok(()) };
        let request = ImageRequest { article: &stamp, at: self.app.now() };
        Ok(self.app.store().image_failed(&id, &source, ImageProblem::NotFetched, request)?)
    }
}

/// The image, made on a thread of its own.
pub(super) async fn drawn(bytes: Vec<u8>) -> Result<SafeImage, Unreadable> {
    let read = tokio::task::spawn_blocking(move || paperboy_image::render(&bytes)).await;
    // A task that panicked has met a file that it can't read.
    read.unwrap_or(Err(Unreadable::Damaged))
}

fn problem(why: Unreadable) -> ImageProblem {
    match why {
        Unreadable::NotAnImage => ImageProblem::NotAnImage,
        Unreadable::Damaged => ImageProblem::Damaged,
        Unreadable::TooLarge => ImageProblem::TooLarge,
        Unreadable::TooComplex => ImageProblem::TooComplex,
        Unreadable::TooSlow => ImageProblem::TooSlow,
        Unreadable::Busy => ImageProblem::Waiting,
    }
}

/// Whether a server sent a request to where it may not go.
pub(super) fn is_redirect(cause: &NetworkCause) -> bool {
    matches!(
        cause,
        NetworkCause::RedirectElsewhere { .. }
            | NetworkCause::RedirectInvalid { .. }
            | NetworkCause::RedirectNowhere { .. }
            | NetworkCause::RedirectEndless { .. }
    )
}

/// An image as it is kept.
pub(crate) fn new_image(image: SafeImage, validators: Validators) -> NewImage {
    let file = |Rendition { bytes, width, height }| NewImageFile { bytes, width, height };
    NewImage {
        width: image.width,
        height: image.height,
        text: file(image.text),
        card: file(image.card),
        etag: validators.etag,
        last_modified: validators.last_modified,
    }
}
