//! Drawings: SVG, drawn without anything from outside the file.

use crate::safe_svg;
use crate::{Unreadable, raster, work};
use image::{RgbImage, RgbaImage};
use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{self, ImageHrefResolver, Options, Tree, fontdb};
use std::sync::{Arc, OnceLock};

/// Drawings in CSS pixels are drawn twice as large, for displays of double density.
const DENSITY: f32 = 2.0;

/// The text of a file whose first element is `svg`; `None` for anything else, such as a web page.
pub(crate) fn source(bytes: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(bytes).ok()?.trim_start_matches('\u{feff}').trim_start();
    let mut rest = text;
    // What may be before it: a declaration, comments, a document type.
    loop {
        rest = if rest.starts_with("<?") {
            after(rest, "?>")?
        } else if rest.starts_with("<!--") {
            after(rest, "-->")?
        } else if rest.get(..9).is_some_and(|start| start.eq_ignore_ascii_case("<!doctype")) {
            after_document_type(rest)?
        } else {
            break;
        }
        .trim_start();
    }
    let tag = rest.strip_prefix('<')?;
    let end = tag.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(tag.len());
    let name = tag[..end].split_once(':').map_or(&tag[..end], |(_, name)| name);
    (name == "svg").then_some(text)
}

fn after<'a>(text: &'a str, end: &str) -> Option<&'a str> {
    text.split_once(end).map(|(_, rest)| rest)
}

/// What comes after a document type with the declarations in it.
fn after_document_type(text: &str) -> Option<&str> {
    let (mut quote, mut is_within) = (None, false);
    let mut rest = text;
    loop {
        if quote.is_none() && rest.starts_with("<!--") {
            rest = after(rest, "-->")?;
            continue;
        }
        let c = rest.chars().next()?;
        rest = &rest[c.len_utf8()..];
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '[') => is_within = true,
            (None, ']') => is_within = false,
            (None, '>') if !is_within => return Some(rest),
            (None, _) => {}
        }
    }
}

/// The drawing within a size, on white, and its own width and height.
pub(crate) fn draw(
    svg: &str,
    (most_wide, most_high): (u32, u32),
) -> Result<(RgbImage, u32, u32), Unreadable> {
    let safe = safe_svg::safe(svg)?;
    let tree = Tree::from_str(&safe, &options(&safe)).map_err(|error| match error {
        usvg::Error::ElementsLimitReached => Unreadable::TooComplex,
        _ => Unreadable::Damaged,
    })?;
    let (width, height) = (tree.size().width(), tree.size().height());
    let scale = (most_wide as f32 / width).min(most_high as f32 / height).min(DENSITY);
    if work::of(&tree, scale) > work::MAX {
        return Err(Unreadable::TooComplex);
    }
    // The scale keeps both within the size; rounding is bounded as well.
    let pixels = |side: f32, most: u32| ((side * scale).round() as u32).clamp(1, most);
    let mut pixmap = Pixmap::new(pixels(width, most_wide), pixels(height, most_high))
        .ok_or(Unreadable::TooLarge)?;
    pixmap.fill(Color::WHITE);
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    let (wide, high) = (pixmap.width(), pixmap.height());
    let pixels = RgbaImage::from_raw(wide, high, pixmap.take()).ok_or(Unreadable::Damaged)?;
    // On white nothing is transparent: premultiplied colours are the colours themselves.
    Ok((raster::on_white(&pixels), width.round() as u32, height.round() as u32))
}

fn options(svg: &str) -> Options<'static> {
    // The fonts of a system are read only for a drawing with labels.
    let fonts = if svg.contains("<text") { fonts().clone() } else { Arc::default() };
    let family = ["Noto Sans", "Liberation Sans", "DejaVu Sans", "Arial", "Helvetica"]
        .into_iter()
        .find(|name| {
            let families = &[fontdb::Family::Name(name)];
            fonts.query(&fontdb::Query { families, ..fontdb::Query::default() }).is_some()
        });
    Options {
        fontdb: fonts,
        font_family: family.unwrap_or("sans-serif").to_owned(),
        // What a drawing refers to is not read; its images in the file are PNG by now.
        resources_dir: None,
        image_href_resolver: ImageHrefResolver {
            resolve_data: ImageHrefResolver::default_data_resolver(),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    }
}

fn fonts() -> &'static Arc<fontdb::Database> {
    static FONTS: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    FONTS.get_or_init(|| {
        let mut fonts = fontdb::Database::new();
        fonts.load_system_fonts();
        Arc::new(fonts)
    })
}
