//! Images of figures that another device fetched.
//!
//! Devices exchange the file for the paper's text. It is decoded and encoded again before it is
//! stored, like an image of arXiv's.

use super::{LibraryItems, MAX_TEXT_BYTES, MAX_WORDS_BYTES, PaperLine, own_items};
use crate::Error;
use crate::figures::new_image;
use crate::sync::library::Library;
use crate::wire::SyncTrouble;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use paperboy_image::render_again;
use paperboy_net::Validators;
use paperboy_paper::article::is_image_path;
use paperboy_report::on_one_line;
use paperboy_store::SharedImage;
use paperboy_sync::{Device, ItemState, OwnItems, Taken};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// How the name of a drawing begins; its digest follows.
const DRAWING: &str = "drawing:";

impl Library {
    pub(super) fn images_after(&self, number: i64, bytes: usize) -> Result<OwnItems, Error> {
        let (images, last, has_more) = self.store.images_after(number, bytes)?;
        Ok(own_items(images.into_iter().map(Line::from).collect(), last, !has_more))
    }

    pub(super) fn new_images(&self, lines: Vec<String>) -> Result<BTreeSet<Vec<u8>>, Error> {
        let mut new = BTreeSet::new();
        for line in lines {
            let Some(image) = self.image_in(&line) else { continue };
            let id = &image.paper.paper.id;
            if self.store.lacks_image(id, &image.source)? {
                new.insert(format!("{id} {}", image.source).into_bytes());
            }
        }
        Ok(new)
    }

    fn image_in(&self, line: &str) -> Option<SharedImage> {
        serde_json::from_str::<Line>(line).ok()?.checked(self)
    }
}

impl LibraryItems<'_> {
    /// Takes images one by one, since encoding them again takes longer than a transaction may. After a
    /// stop, the next synchronisation reads the file again and skips the images that were taken.
    pub(super) fn take_images(
        &self,
        lines: Vec<String>,
        device: Device,
        state: &ItemState,
    ) -> Result<Taken, Error> {
        let store = &self.library.store;
        let mut space_left = self.figure_space.saturating_sub(store.image_size()?);
        let mut taken = Taken::default();
        for line in lines {
            if self.job.is_cancelled() {
                return Err(SyncTrouble::Stopped.into());
            }
            let Some(shared) = self.library.image_in(&line) else {
                taken.unreadable += 1;
                continue;
            };
            let id = &shared.paper.paper.id;
            if !store.lacks_image(id, &shared.source)? {
                continue;
            }
            let image = match render_again(&shared.file) {
                Ok(image) if !image.is_blank => new_image(image, Validators::NONE),
                made => {
                    let why = made.err().map(|why| why.to_string());
                    tracing::warn!(%id, source = shared.source, why, "an image of another device is not used");
                    taken.unreadable += 1;
                    continue;
                }
            };
            // No stored image is removed for it.
            let bytes = (image.text.bytes.len() + image.card.bytes.len()) as u64;
            let Some(left) = space_left.checked_sub(bytes) else { continue };
            if store.take_image(&shared, &image, device)? {
                space_left = left;
                taken.added += 1;
            }
        }
        store.set_item_state(self.kind, state)?;
        Ok(taken)
    }
}

/// An image as a line of a file; `docs/sync.md` describes it. Unknown fields are ignored.
#[derive(Serialize, Deserialize)]
struct Line {
    #[serde(flatten)]
    paper: PaperLine,
    /// Its name among those of its paper.
    source: String,
    /// Milliseconds since 1970.
    fetched: i64,
    /// The digest of the article that it is in.
    article: String,
    /// The caption of its figure, if it is the one on the paper's card.
    #[serde(default)]
    card: Option<String>,
    /// The file in WebP, as base64.
    image: String,
}

impl From<SharedImage> for Line {
    fn from(SharedImage { paper, source, fetched, article, card, file }: SharedImage) -> Self {
        let (fetched, image) = (fetched.as_millisecond(), STANDARD.encode(file));
        Self { paper: paper.into(), source, fetched, article, card, image }
    }
}

impl Line {
    /// The image, if Paperboy can have sent all fields; its file is checked when it is decoded.
    fn checked(self, library: &Library) -> Option<SharedImage> {
        let Self { paper, source, fetched, article, card, image } = self;
        let is_source = match source.strip_prefix(DRAWING) {
            Some(digest) => is_digest(digest),
            None => is_image_path(&source) && source.len() <= MAX_WORDS_BYTES,
        };
        let is_bounded = card.as_ref().is_none_or(|caption| caption.len() <= MAX_TEXT_BYTES);
        if !is_source || !is_digest(&article) || !is_bounded {
            return None;
        }
        Some(SharedImage {
            paper: paper.checked(library)?,
            source,
            // The other device's clock may be ahead.
            fetched: Timestamp::from_millisecond(fetched).ok()?.min(library.now),
            article,
            card: card.map(|caption| on_one_line(&caption)),
            file: STANDARD.decode(image).ok()?,
        })
    }
}

fn is_digest(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::Job;
    use crate::wire::JobKind;
    use paperboy_paper::PaperId;
    use paperboy_store::Store;
    use paperboy_sync::{ItemKind, LibraryId};
    use serde_json::{Value, json};
    use std::sync::Arc;

    const SPACE: u64 = 1 << 30;

    struct Test {
        folder: tempfile::TempDir,
        library: Library,
    }

    impl Test {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            let now: Timestamp = "2026-01-15T08:00:00Z".parse().unwrap();
            let store = Arc::new(Store::open(&folder.path().join("library"), now).unwrap().store);
            Self { folder, library: Library { store, now } }
        }

        fn take(&self, lines: &[Value], figure_space: u64) -> Taken {
            let library = Library { store: self.library.store.clone(), now: self.library.now };
            let job = Job::unwatched(JobKind::Sync);
            let items = LibraryItems { library, kind: ItemKind::Figures, job: &job, figure_space };
            let library = LibraryId::random(&mut |bytes| bytes.fill(7));
            let lines = lines.iter().map(Value::to_string).collect();
            items.take_images(lines, Device(7), &ItemState::new(library, Device(1))).unwrap()
        }

        fn images(&self) -> usize {
            let id = PaperId::parse("2601.00001").unwrap();
            self.library.store.images(&id).unwrap().len()
        }
    }

    /// A file in WebP, and one in PNG, of something that can be seen.
    fn files() -> [Vec<u8>; 2] {
        let stripes = "<svg xmlns='http://www.w3.org/2000/svg' width='300' height='200'><rect width='150' height='200' fill='#08f'/></svg>";
        let webp = paperboy_image::render(stripes.as_bytes()).unwrap().text.bytes;
        let png = paperboy_image::png(&webp).unwrap();
        [webp, png]
    }

    fn line(file: &[u8]) -> Value {
        json!({
            "paper": { "id": "2601.00001", "title": "A title" },
            "date": "2026-01-14",
            "source": "2601.00001v1/x1.png",
            "fetched": 1_768_400_000_000_i64,
            "article": "5a".repeat(32),
            "card": "Figure 1: Stripes.",
            "image": STANDARD.encode(file),
            "later": "what a newer version may add",
        })
    }

    #[test]
    fn only_an_image_that_a_paperboy_can_have_sent_is_taken_and_it_is_made_again() {
        let [webp, png] = files();
        let test = Test::new();
        let sound = line(&webp);
        let svg = b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><script>alert(1)</script><rect width='4' height='9'/></svg>";
        let cut = &webp[..webp.len() / 2];
        let mut refused: Vec<Value> = [&svg[..], &png, cut, b"", b"RIFF"].map(line).to_vec();
        for (field, value) in [
            ("source", json!("../../library.db")),
            ("source", json!("/etc/passwd")),
            ("source", json!("x.png?https://elsewhere.example")),
            ("source", json!("drawing:../x")),
            ("source", json!("x/".repeat(5000) + "x")),
            ("article", json!("../x")),
            ("card", json!("x".repeat(2 << 20))),
            ("fetched", json!(i64::MAX)),
            ("image", json!("no base64!")),
            ("paper", json!({ "id": "../x", "title": "A title" })),
        ] {
            let mut line = sound.clone();
            line[field] = value;
            refused.push(line);
        }
        let all = refused.len() as u64;
        assert_eq!(test.take(&refused, SPACE), Taken { added: 0, unreadable: all });
        assert_eq!(test.images(), 0);
        assert_eq!(test.take(&[sound], SPACE), Taken { added: 1, unreadable: 0 });
        let id = PaperId::parse("2601.00001").unwrap();
        let [image] = test.library.store.images(&id).unwrap().try_into().unwrap();
        assert_eq!(image.source, "2601.00001v1/x1.png");
        let shown = image.image.unwrap();
        assert_eq!((shown.width, shown.height), (600, 400));
        let cards = test.library.store.card_images(std::slice::from_ref(&id)).unwrap();
        assert_eq!(cards[&id].caption, "Figure 1: Stripes.");
        // Beside the two files of the image there is nothing.
        let files = test.folder.path().join("library/images");
        let files = std::fs::read_dir(files).unwrap().map(|folder| folder.unwrap().path());
        assert_eq!(
            files.map(|folder| std::fs::read_dir(folder).unwrap().count()).sum::<usize>(),
            2
        );
    }

    #[test]
    fn no_image_that_is_here_goes_for_one_that_comes() {
        let (test, [webp, _]) = (Test::new(), files());
        assert_eq!(test.take(&[line(&webp)], 0), Taken::default());
        assert_eq!(test.images(), 0);
        let mut other = line(&webp);
        other["source"] = json!("2601.00001v1/x2.png");
        let size = {
            test.take(&[line(&webp)], SPACE);
            test.library.store.image_size().unwrap()
        };
        assert_eq!(test.take(&[other.clone()], size), Taken::default());
        assert_eq!(test.images(), 1);
        assert_eq!(test.take(&[other], size * 2).added, 1);
    }
}
