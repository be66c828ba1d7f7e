//! What a page draws: glyphs with their places, and what is not visible.

use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect, Shape};
use hayro_interpret::{
    BlendMode, CacheKey, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, Paint,
    SoftMask,
};
use paperboy_paper::article::{Hidden, Hiding};

/// The most glyphs of a file.
const MAX_GLYPHS: usize = 2_000_000;
/// The most coloured areas of a page that are remembered.
const MAX_AREAS: usize = 2_000;
/// Letters below this size, in points, are not to be read.
const MIN_SIZE: f64 = 1.5;
/// The least value of each channel of what is taken for white.
const WHITE: u8 = 240;

/// What is left of what a file may have.
pub(crate) struct Bounds {
    glyphs: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { glyphs: MAX_GLYPHS }
    }
}

/// A character at its place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Placed {
    pub(crate) text: Piece,
    pub(crate) left: f32,
    pub(crate) right: f32,
    pub(crate) base: f32,
    pub(crate) size: f32,
    /// Names the outline: the same letter in another font has another one.
    pub(crate) outline: u64,
}

/// What a glyph says: mostly one character.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    Char(char),
    Text(Box<str>),
}

/// What a page has drawn.
#[derive(Default)]
pub(crate) struct Drawn {
    pub(crate) glyphs: Vec<Placed>,
    /// How many glyphs have no known character.
    pub(crate) unknown: u64,
    /// Texts that are not visible, and how they are hidden.
    pub(crate) hidden: Vec<(Hiding, String)>,
}

/// A page that is being drawn.
pub(crate) struct Drawing<'b> {
    drawn: Drawn,
    page: Rect,
    /// What is not white: white text is visible upon it.
    areas: Vec<Rect>,
    bounds: &'b mut Bounds,
}

impl<'b> Drawing<'b> {
    /// A page on which nothing is drawn yet.
    pub(crate) fn new(page: Rect, bounds: &'b mut Bounds) -> Self {
        Self { drawn: Drawn::default(), page, areas: Vec::new(), bounds }
    }

    pub(crate) fn is_full(&self) -> bool {
        self.bounds.glyphs == 0
    }

    pub(crate) fn finish(self) -> Drawn {
        self.drawn
    }

    fn hide(&mut self, how: Hiding, text: &Piece) {
        let is_new = self.drawn.hidden.last().is_none_or(|(last, _)| *last != how);
        if is_new && self.drawn.hidden.len() < Hidden::MAX_TEXTS {
            self.drawn.hidden.push((how, String::new()));
        }
        if let Some((last, hidden)) = self.drawn.hidden.last_mut()
            && *last == how
            && hidden.len() < Hidden::MAX_CHARS * 4
        {
            text.push_to(hidden);
        }
    }

    fn area(&mut self, area: Rect) {
        if self.areas.len() < MAX_AREAS && area.is_finite() {
            self.areas.push(area);
        }
    }

    fn glyph(&mut self, glyph: &Glyph<'_>, place: Affine, is_white: bool, is_seen: bool) {
        if self.bounds.glyphs == 0 {
            return;
        }
        self.bounds.glyphs -= 1;
        let (outline, advance) = match glyph {
            Glyph::Outline(outline) => (outline.identifier().cache_key(), outline.advance_width()),
            Glyph::Type3(glyph) => (glyph.cache_key(), glyph.advance_width()),
        };
        let start = place * Point::ZERO;
        let advance = f64::from(advance.unwrap_or(500.0));
        let end = place * Point::new(advance, 0.0);
        let height = (place * Point::new(0.0, 1000.0) - start).hypot();
        let is_sound = start.is_finite() && end.is_finite() && height.is_finite();
        // Text that is turned is no running text: arXiv's own stamp, labels of axes.
        let along = place * Point::new(1000.0, 0.0) - start;
        if !is_sound || along.x <= 0.0 || along.y.abs() > along.x * 0.1 {
            return;
        }
        let text = match glyph.as_unicode() {
            Some(BfString::Char(c)) => Piece::Char(c),
            Some(BfString::String(text)) if text.len() <= 32 => Piece::Text(text.into()),
            _ => {
                self.drawn.unknown += 1;
                Piece::Char('\u{fffd}')
            }
        };
        if !self.page.contains(start) {
            return self.hide(Hiding::Display, &text);
        }
        if height < MIN_SIZE {
            return self.hide(Hiding::Size, &text);
        }
        if !is_seen {
            return self.hide(Hiding::Display, &text);
        }
        if is_white && !self.areas.iter().any(|area| area.contains(start)) {
            return self.hide(Hiding::Colour, &text);
        }
        self.drawn.glyphs.push(Placed {
            text,
            left: start.x as f32,
            right: end.x as f32,
            base: start.y as f32,
            size: height as f32,
            outline: outline as u64,
        });
    }
}

impl Piece {
    pub(crate) fn push_to(&self, text: &mut String) {
        match self {
            Self::Char(c) => text.push(*c),
            Self::Text(piece) => text.push_str(piece),
        }
    }

    pub(crate) fn chars(&self) -> impl Iterator<Item = char> + '_ {
        let (one, more) = match self {
            Self::Char(c) => (Some(*c), ""),
            Self::Text(piece) => (None, &**piece),
        };
        one.into_iter().chain(more.chars())
    }
}

/// Whether what is painted so is not to be seen on a white page.
fn is_white(props: &DrawProps<'_>) -> bool {
    match &props.paint {
        Paint::Color(colour) => {
            let [red, green, blue, alpha] = colour.to_rgba().to_rgba8();
            alpha < 16 || red.min(green).min(blue) >= WHITE
        }
        Paint::Pattern(_) => false,
    }
}

impl<'a> Device<'a> for Drawing<'_> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        let is_filled = matches!(mode, DrawMode::Fill(_) | DrawMode::FillAndStroke(..));
        if is_filled && !is_white(&props) {
            self.area(props.transform.transform_rect_bbox(path.bounding_box()));
        }
    }

    fn draw_rect(&mut self, rect: &Rect, props: DrawProps<'a>, mode: &DrawMode) {
        let is_filled = matches!(mode, DrawMode::Fill(_) | DrawMode::FillAndStroke(..));
        if is_filled && !is_white(&props) {
            self.area(props.transform.transform_rect_bbox(*rect));
        }
    }

    fn draw_image(&mut self, _: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.area(props.transform.transform_rect_bbox(Rect::new(0.0, 0.0, 1.0, 1.0)));
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        let (white, seen) = (is_white(&props), !matches!(mode, DrawMode::Invisible));
        for glyph in run.glyphs() {
            self.glyph(glyph, props.transform * glyph.transform(), white, seen);
        }
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}

    fn push_clip_rect(&mut self, _: &Rect) {}

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}
