//! Images of papers made safe: a raster or a drawing is decoded within bounds of bytes, pixels and
//! time, and encoded again in the sizes that the window shows. No byte of the original is in what
//! comes out.
//!
//! Labels of drawings are set in the fonts of the system; nothing else is read.

#![cfg_attr(test, allow(clippy::unwrap_used))]

mod encode;
mod raster;
mod safe_svg;
mod vector;
mod work;

use image::RgbImage;
use std::panic::UnwindSafe;
use std::sync::mpsc::channel;
use std::sync::{Mutex, PoisonError};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

/// The largest file that is read.
pub const MAX_BYTES: usize = 20 << 20;
/// The longest time that one image may take.
const TIMEOUT: Duration = Duration::from_secs(60);
/// Drawings may be nested; this is enough for the deepest that is accepted.
const STACK_BYTES: usize = 32 << 20;
/// A side with fewer pixels shows nothing.
const MIN_SIDE: u32 = 2;
/// Where no channel of any pixel differs more, an image shows nothing.
const BLANK_RANGE: u8 = 8;

/// The sizes of an image for a text: twice those in CSS pixels, for displays of double density.
const TEXT_SIZE: (u32, u32) = (1440, 1800);
/// The sizes of an image on a card, likewise.
const CARD_SIZE: (u32, u32) = (480, 320);
/// How many bytes an image for a text should take at most, and one on a card: those of a day's thirty
/// cards take about 3 MB together.
const TEXT_BYTES: usize = 110_000;
const CARD_BYTES: usize = 24_000;

/// An image as the window shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SafeImage {
    /// For a text.
    pub text: Rendition,
    /// For a card.
    pub card: Rendition,
    /// The width of the original in pixels, or of a drawing in its own units.
    pub width: u32,
    /// The height of the original.
    pub height: u32,
    /// Whether it shows nothing: all of one colour.
    pub is_blank: bool,
}

/// An image in one size, as a file in WebP.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendition {
    /// The file.
    pub bytes: Vec<u8>,
    /// The width in pixels.
    pub width: u32,
    /// The height in pixels.
    pub height: u32,
}

/// Why an image can't be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Unreadable {
    /// It is something else: a page, a text, a format that is not read.
    #[error("it is not an image in a format that Paperboy reads")]
    NotAnImage,
    /// It is cut off or broken.
    #[error("the file is damaged")]
    Damaged,
    /// It has more bytes or pixels than are decoded.
    #[error("it is too large")]
    TooLarge,
    /// A drawing with more parts than are drawn.
    #[error("the drawing has too many parts")]
    TooComplex,
    /// It took longer than an image may.
    #[error("it takes too long to draw")]
    TooSlow,
    /// It was not looked at: an earlier image that took too long is still being drawn.
    #[error("another image is still being drawn")]
    Busy,
}

/// The thread of an image that took too long: until it ends, no other image is begun.
static STUCK: Mutex<Option<JoinHandle<()>>> = Mutex::new(None);

/// Decodes an image, whatever its name says it is, and encodes it again. Takes up to a minute.
///
/// # Errors
/// When it can't be read within the bounds, or an earlier image is still being drawn.
pub fn render(bytes: &[u8]) -> Result<SafeImage, Unreadable> {
    if bytes.len() > MAX_BYTES {
        return Err(Unreadable::TooLarge);
    }
    let bytes = bytes.to_vec();
    within(TIMEOUT, &STUCK, move || safe_image(&bytes))
}

/// Makes an image again of its [`Rendition`] for a text that another device made: nothing else is
/// read, and nothing larger.
///
/// # Errors
/// When it is none.
pub fn render_again(file: &[u8]) -> Result<SafeImage, Unreadable> {
    // A decoder that panics has met a file that it can't read.
    std::panic::catch_unwind(|| {
        let (pixels, is_lossless) = raster::rendition(file, TEXT_SIZE)?;
        in_all_sizes(&pixels, pixels.dimensions(), || encode::webp_again(&pixels, is_lossless))
    })
    .unwrap_or(Err(Unreadable::Damaged))
}

/// The pixels of an image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pixels {
    /// The width in pixels.
    pub width: u32,
    /// The height in pixels.
    pub height: u32,
    /// Red, green and blue of each, row by row.
    pub rgb: Vec<u8>,
}

/// The pixels of a [`Rendition`]'s file.
///
/// # Errors
/// When it is none.
pub fn pixels(file: &[u8]) -> Result<Pixels, Unreadable> {
    let pixels = raster::decoded(file, raster::MAX_PIXELS)?.into_rgb8();
    let (width, height) = pixels.dimensions();
    Ok(Pixels { width, height, rgb: pixels.into_raw() })
}

/// A [`Rendition`]'s file as PNG, which every program reads.
///
/// # Errors
/// When it is none.
pub fn png(file: &[u8]) -> Result<Vec<u8>, Unreadable> {
    let pixels = raster::decoded(file, raster::MAX_PIXELS)?.into_rgb8();
    let mut png = Vec::new();
    let written = pixels.write_to(&mut std::io::Cursor::new(&mut png), image::ImageFormat::Png);
    written.map(|()| png).map_err(|_| Unreadable::Damaged)
}

/// Whether an image that took too long is still being drawn: until it ends, no other is begun.
pub fn is_busy() -> bool {
    let stuck = STUCK.lock().unwrap_or_else(PoisonError::into_inner);
    stuck.as_ref().is_some_and(|thread| !thread.is_finished())
}

/// What `draw` makes, unless it takes longer than `timeout` or one that did is still at it.
fn within(
    timeout: Duration,
    stuck_thread: &Mutex<Option<JoinHandle<()>>>,
    draw: impl FnOnce() -> Result<SafeImage, Unreadable> + Send + UnwindSafe + 'static,
) -> Result<SafeImage, Unreadable> {
    let mut stuck = stuck_thread.lock().unwrap_or_else(PoisonError::into_inner);
    if stuck.as_ref().is_some_and(|thread| !thread.is_finished()) {
        return Err(Unreadable::Busy);
    }
    *stuck = None;
    drop(stuck);
    let (sender, result) = channel();
    let drawing = move || {
        // A decoder that panics has met a file that it can't read.
        let made = std::panic::catch_unwind(draw);
        // Nobody waits any more when it took too long.
        let _ = sender.send(made.unwrap_or(Err(Unreadable::Damaged)));
    };
    let builder = Builder::new().name("image".to_owned()).stack_size(STACK_BYTES);
    // Without memory for a thread there is none for an image.
    let Ok(thread) = builder.spawn(drawing) else { return Err(Unreadable::TooLarge) };
    result.recv_timeout(timeout).unwrap_or_else(|_| {
        *stuck_thread.lock().unwrap_or_else(PoisonError::into_inner) = Some(thread);
        Err(Unreadable::TooSlow)
    })
}

fn safe_image(bytes: &[u8]) -> Result<SafeImage, Unreadable> {
    let (pixels, width, height) = match vector::source(bytes) {
        Some(svg) => vector::draw(svg, TEXT_SIZE)?,
        None => raster::decode(bytes, TEXT_SIZE)?,
    };
    in_all_sizes(&pixels, (width, height), || encode::webp(&pixels, TEXT_BYTES))
}

/// An image of an original of this size, once these pixels are known to show something.
fn in_all_sizes(
    pixels: &RgbImage,
    (width, height): (u32, u32),
    text: impl FnOnce() -> Result<Rendition, Unreadable>,
) -> Result<SafeImage, Unreadable> {
    if pixels.width() < MIN_SIDE || pixels.height() < MIN_SIDE {
        return Err(Unreadable::Damaged);
    }
    let card = raster::shrunk(pixels, CARD_SIZE);
    let is_blank = is_blank(&card);
    Ok(SafeImage { card: encode::webp(&card, CARD_BYTES)?, text: text()?, width, height, is_blank })
}

fn is_blank(pixels: &RgbImage) -> bool {
    let mut range = [(u8::MAX, u8::MIN); 3];
    for pixel in pixels.pixels() {
        for ((least, most), value) in range.iter_mut().zip(pixel.0) {
            (*least, *most) = ((*least).min(value), (*most).max(value));
        }
    }
    range.iter().all(|(least, most)| most.saturating_sub(*least) <= BLANK_RANGE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_image_after_one_that_takes_too_long_waits_and_is_not_called_slow() {
        static PLACE: Mutex<Option<JoinHandle<()>>> = Mutex::new(None);
        let nothing = || Err(Unreadable::NotAnImage);
        let (release, held) = channel::<()>();
        let held = Mutex::new(held);
        let slow = move || {
            let _ = held.lock().unwrap().recv();
            Err(Unreadable::Damaged)
        };
        let soon = Duration::from_millis(20);
        assert_eq!(within(soon, &PLACE, slow), Err(Unreadable::TooSlow));
        assert_eq!(within(TIMEOUT, &PLACE, nothing), Err(Unreadable::Busy));
        release.send(()).unwrap();
        let thread = PLACE.lock().unwrap().take().unwrap();
        thread.join().unwrap();
        assert_eq!(within(TIMEOUT, &PLACE, nothing), Err(Unreadable::NotAnImage));
    }

    #[test]
    fn a_decoder_that_panics_has_met_a_damaged_file() {
        static PLACE: Mutex<Option<JoinHandle<()>>> = Mutex::new(None);
        assert_eq!(within(TIMEOUT, &PLACE, || panic!("a fault")), Err(Unreadable::Damaged));
    }
}
