//! Rasters: PNG, JPEG, WebP and GIF, decoded within bounds.

use crate::Unreadable;
use image::imageops::{self, FilterType};
use image::{
    DynamicImage, ImageError, ImageFormat, ImageReader, Limits, Rgb, RgbImage, RgbaImage,
    guess_format,
};
use std::io::Cursor;

/// The most pixels of an image.
pub(crate) const MAX_PIXELS: u64 = 40_000_000;
/// The longest side of an image in pixels.
const MAX_SIDE: u32 = 20_000;
/// The most memory that a decoder may take for pixels.
const MAX_MEMORY_BYTES: u64 = 256 << 20;

/// The image scaled to fit within a size, and its original width and height.
pub(crate) fn decode(bytes: &[u8], within: (u32, u32)) -> Result<(RgbImage, u32, u32), Unreadable> {
    let image = decoded(bytes, MAX_PIXELS)?;
    let (width, height) = (image.width(), image.height());
    Ok((shrunk(&flat(image), within), width, height))
}

/// The pixels of a WebP file that was encoded here, if it fits within a size; and whether it is
/// lossless.
pub(crate) fn rendition(
    file: &[u8],
    (wide, high): (u32, u32),
) -> Result<(RgbImage, bool), Unreadable> {
    let is_lossless = match file.get(8..16) {
        Some(b"WEBPVP8L") => true,
        Some(b"WEBPVP8 ") => false,
        _ => return Err(Unreadable::NotAnImage),
    };
    let image = decoded(file, u64::from(wide) * u64::from(high))?;
    let is_small = image.width() <= wide && image.height() <= high;
    if is_small { Ok((flat(image), is_lossless)) } else { Err(Unreadable::TooLarge) }
}

/// The pixels of a raster with at most so many pixels.
pub(crate) fn decoded(bytes: &[u8], max_pixels: u64) -> Result<DynamicImage, Unreadable> {
    let format = guess_format(bytes).map_err(|_| Unreadable::NotAnImage)?;
    if !matches!(
        format,
        ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP | ImageFormat::Gif
    ) {
        return Err(Unreadable::NotAnImage);
    }
    let (width, height) =
        reader(bytes, format).into_dimensions().map_err(|error| unreadable(&error))?;
    if u64::from(width) * u64::from(height) > max_pixels {
        return Err(Unreadable::TooLarge);
    }
    // Its decoder fills what is missing with grey.
    if format == ImageFormat::Jpeg && !is_whole_jpeg(bytes) {
        return Err(Unreadable::Damaged);
    }
    reader(bytes, format).decode().map_err(|error| unreadable(&error))
}

/// Whether a JPEG file has its end marker. One within a segment belongs to a preview, and not to the
/// file.
fn is_whole_jpeg(bytes: &[u8]) -> bool {
    const START: u8 = 0xd8;
    const END: u8 = 0xd9;
    // Without a length: fill bytes, restarts, and others that are not followed by a segment.
    let is_alone = |marker: u8| matches!(marker, 0x00 | 0x01 | 0xd0..=START);
    let mut at = 0;
    while let Some(&[first, marker]) = bytes.get(at..at + 2) {
        if first != 0xff {
            // The pixels after a header, or what decoders skip.
            at += 1;
            continue;
        }
        match marker {
            END => return true,
            0xff => at += 1,
            marker if is_alone(marker) => at += 2,
            _ => {
                let Some(&[high, low]) = bytes.get(at + 2..at + 4) else { return false };
                at += 2 + usize::from(u16::from_be_bytes([high, low])).max(2);
            }
        }
    }
    false
}

fn reader(bytes: &[u8], format: ImageFormat) -> ImageReader<Cursor<&[u8]>> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_MEMORY_BYTES);
    reader.limits(limits);
    reader
}

fn unreadable(error: &ImageError) -> Unreadable {
    match error {
        ImageError::Limits(_) => Unreadable::TooLarge,
        ImageError::Unsupported(_) => Unreadable::NotAnImage,
        _ => Unreadable::Damaged,
    }
}

/// An image on white: figures are drawn for paper.
fn flat(image: DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.into_rgb8();
    }
    on_white(&image.into_rgba8())
}

pub(crate) fn on_white(pixels: &RgbaImage) -> RgbImage {
    RgbImage::from_fn(pixels.width(), pixels.height(), |x, y| {
        let [red, green, blue, alpha] = pixels.get_pixel(x, y).0;
        let mixed = |channel: u8| {
            let (alpha, channel) = (u32::from(alpha), u32::from(channel));
            // The formula gives at most 255.
            ((channel * alpha + 255 * (255 - alpha) + 127) / 255) as u8
        };
        Rgb([mixed(red), mixed(green), mixed(blue)])
    })
}

/// An image made to fit within a size; a smaller one stays as it is.
pub(crate) fn shrunk(pixels: &RgbImage, (most_wide, most_high): (u32, u32)) -> RgbImage {
    let (width, height) = pixels.dimensions();
    let scale = (f64::from(most_wide) / f64::from(width.max(1)))
        .min(f64::from(most_high) / f64::from(height.max(1)));
    if scale >= 1.0 {
        return pixels.clone();
    }
    // Within the bounds of the size.
    let fitted = |side: u32| ((f64::from(side) * scale).round() as u32).max(1);
    let (wide, high) = (fitted(width), fitted(height));
    // A large image is averaged first: the better filter takes a time that grows with its size.
    if scale < 0.4 {
        let rough = imageops::thumbnail(pixels, wide.saturating_mul(2), high.saturating_mul(2));
        return imageops::resize(&rough, wide, high, FilterType::CatmullRom);
    }
    imageops::resize(pixels, wide, high, FilterType::CatmullRom)
}
