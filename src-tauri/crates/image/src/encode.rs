//! Images as files that the web view shows.

use crate::{Rendition, Unreadable, raster};
use image::RgbImage;
use webp::Encoder;

/// How an image is encoded: in which size, and how well.
struct Step {
    /// The share of the width and height that is kept.
    scale: f64,
    /// The quality of WebP, to 100.
    quality: f32,
}

/// From the best to the smallest. The first one that is small enough is taken, or else the last one.
const STEPS: [Step; 4] = [
    Step { scale: 1.0, quality: 82.0 },
    Step { scale: 1.0, quality: 68.0 },
    Step { scale: 0.8, quality: 68.0 },
    Step { scale: 0.7, quality: 55.0 },
];

/// How hard it is tried without loss, to 100: more takes a second for a photograph.
const EFFORT: f32 = 60.0;

/// The image as WebP of about so many bytes at most. A drawing of few colours is smallest without
/// loss, and stays as sharp as it is; a photograph loses what nobody sees.
pub(crate) fn webp(pixels: &RgbImage, wanted_bytes: usize) -> Result<Rendition, Unreadable> {
    let without_loss = rendition(pixels, true, EFFORT)?;
    let mut best: Option<Rendition> = None;
    for Step { scale, quality } in STEPS {
        let lossy = if scale < 1.0 {
            // At least one pixel, and no more than there are.
            let part = |side: u32| ((f64::from(side) * scale).round() as u32).max(1);
            let within = (part(pixels.width()), part(pixels.height()));
            rendition(&raster::shrunk(pixels, within), false, quality)?
        } else {
            rendition(pixels, false, quality)?
        };
        if without_loss.bytes.len() <= lossy.bytes.len().max(wanted_bytes / 4) {
            return Ok(without_loss);
        }
        let is_small = lossy.bytes.len() <= wanted_bytes;
        best = Some(lossy);
        if is_small {
            break;
        }
    }
    Ok(best.unwrap_or(without_loss))
}

/// The image as WebP once more, without a search for the smallest file: with loss where it had some.
pub(crate) fn webp_again(pixels: &RgbImage, is_lossless: bool) -> Result<Rendition, Unreadable> {
    rendition(pixels, is_lossless, if is_lossless { EFFORT } else { STEPS[0].quality })
}

fn rendition(pixels: &RgbImage, lossless: bool, quality: f32) -> Result<Rendition, Unreadable> {
    let (width, height) = pixels.dimensions();
    let encoder = Encoder::from_rgb(pixels.as_raw(), width, height);
    let file = encoder.encode_simple(lossless, quality).map_err(|_| Unreadable::Damaged)?;
    Ok(Rendition { bytes: file.to_vec(), width, height })
}
