//! The image that is being read: noted before, so that one that ends the program is not read for
//! ever, and taken back when the program ends in order.

use super::fetch::Stop;
use crate::App;
use paperboy_paper::PaperId;
use std::sync::{MutexGuard, PoisonError};

/// The image that is being read.
#[derive(Default)]
pub(crate) struct Begun {
    image: Option<(PaperId, String)>,
    /// Whether the program ends: none is begun any more.
    closed: bool,
}

impl App {
    fn begun(&self) -> MutexGuard<'_, Begun> {
        self.jobs.begun_image.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes that an image is about to be read.
    pub(super) fn begin_image(&self, id: &PaperId, source: &str) -> Result<(), Stop> {
        let mut begun = self.begun();
        if begun.closed {
            return Err(Stop::Cancelled);
        }
        self.store().image_begun(id, source, self.now())?;
        begun.image = Some((id.clone(), source.to_owned()));
        Ok(())
    }

    /// Notes that it was read. `stored`: whether the outcome is in the library.
    pub(super) fn end_image(&self, stored: bool) {
        let image = self.begun().image.take();
        if !stored {
            self.take_back(image);
        }
    }

    /// The program ends: the image that is being read did not end it.
    pub(crate) fn close_images(&self) {
        let mut begun = self.begun();
        begun.closed = true;
        self.take_back(begun.image.take());
    }

    fn take_back(&self, image: Option<(PaperId, String)>) {
        let Some((id, source)) = image else { return };
        if let Err(error) = self.store().image_not_begun(&id, &source) {
            tracing::warn!(%id, %error, "a try to read an image could not be taken back");
        }
    }
}
