//! Images as files that the web view shows.

use crate::{Rendition, Unreadable};
use image::codecs::webp::WebPEncoder;
use image::{ExtendedColorType, RgbImage};

/// The image as WebP without loss: edges of drawings and labels stay sharp.
pub(crate) fn webp(pixels: &RgbImage) -> Result<Rendition, Unreadable> {
    let (width, height) = pixels.dimensions();
    let mut bytes = Vec::new();
    WebPEncoder::new_lossless(&mut bytes)
        .encode(pixels.as_raw(), width, height, ExtendedColorType::Rgb8)
        .map_err(|_| Unreadable::Damaged)?;
    Ok(Rendition { bytes, width, height })
}
