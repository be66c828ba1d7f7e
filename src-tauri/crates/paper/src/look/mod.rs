//! Whether the text of an element is visible: the properties of CSS that can hide it, computed
//! as a browser does. What can't be judged counts as hidden.

mod colour;
mod effects;
mod matching;
mod media;
mod number;
mod own;
mod sheet;
mod styles;
mod value;

use crate::article::Hiding;
use crate::dom::Element;
pub(crate) use colour::Colour;
use colour::{ColourValue, Paint};
use number::{Measure, PAGE_TEXT};
use own::{Own, Set};
pub(crate) use styles::Styles;
use value::Piece;

/// How text looks at some place of a page, as far as it matters for its being seen.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Look {
    ink: Paint,
    /// What letters are filled with, where that is not the ink.
    letters: Option<Paint>,
    /// The background of the text; in a picture the page or the darkest shape so far, and the text
    /// may be on either.
    papers: [Colour; 2],
    /// The size of the text against that of the page.
    size: f32,
    /// What shapes of a picture are filled with here.
    fill: Option<Colour>,
    visible: bool,
    /// Something about the text could not be judged.
    unknown: Option<Hiding>,
    /// The background of the text is a picture, and can't be judged.
    picture_behind: bool,
    /// The height of a line against the size of the text.
    line: f32,
    /// How far the first line begins to the left of its place, in pixels.
    indent: f32,
    /// How much it is enlarged, by all elements around it.
    scale: f32,
    opacity: f32,
    /// How far it is moved, in pixels.
    moved: [f32; 2],
    /// The custom properties that are set here.
    properties: u32,
}

/// Text and background have one colour when no channel differs by more.
const FAINT: u8 = 32;
/// Text is unreadable below this share of the page's size. LaTeX's `\tiny` is a half, in a
/// subscript a third.
const TINY: f32 = 0.2;
/// Text is unreadable below this opacity.
const TRANSPARENT: f32 = 0.1;
/// Lines overlap below this share of the text's size.
const FLAT: f32 = 0.15;
/// Text further left or higher than this, in pixels, is off the page; to the other side, further
/// than `MAX_CHARS_AFTER`.
const OFF: f32 = -400.0;
const FAR: f32 = 900.0;

impl Default for Look {
    fn default() -> Self {
        Self {
            ink: Paint::solid([0; 3]),
            letters: None,
            papers: [[255; 3]; 2],
            size: 1.0,
            fill: Some([0; 3]),
            visible: true,
            unknown: None,
            picture_behind: false,
            line: 1.2,
            indent: 0.0,
            scale: 1.0,
            opacity: 1.0,
            moved: [0.0; 2],
            properties: 0,
        }
    }
}

impl Look {
    /// How text looks inside an element with these attributes and declarations, or how the element
    /// hides it for good. Text that an inner element can show again is [`unseen`](Self::unseen).
    fn with(mut self, element: &Element, own: &Own) -> Result<Self, Hiding> {
        let hidden = element.attribute("hidden").is_some();
        if hidden || element.attribute("display").is_some_and(|value| value.trim() == "none") {
            return Err(Hiding::Display);
        }
        match element.attribute("visibility").map(str::trim) {
            Some("hidden" | "collapse") => self.visible = false,
            Some("visible") => self.visible = true,
            _ => {}
        }
        for class in element.classes() {
            match class {
                // A line: in pages that were once XHTML, its apparent content follows it.
                "ltx_rule" => return Ok(self),
                "sr-only" | "is-sr-only" | "visually-hidden" | "screen-reader-text" => {
                    return Err(Hiding::Display);
                }
                _ => {}
            }
        }
        self.attributes(element);
        self.size(own);
        self.line(own, element);
        self.colours(own, element);
        match own.word("visibility") {
            Some("hidden" | "collapse") => self.visible = false,
            Some("visible" | "initial") => self.visible = true,
            _ if own.get("visibility") == Set::Unknown => return Err(Hiding::Display),
            _ => {}
        }
        effects::apply(&mut self, own)?;
        Ok(self)
    }

    /// Attributes of old HTML and of SVG that change the look of text.
    fn attributes(&mut self, element: &Element) {
        let read = |name: &str| element.attribute(name).map(colour_of);
        if let Some(Some(paint)) = read("color") {
            self.ink = paint;
            self.letters = None;
        }
        if let Some(Some(paint)) = read("fill") {
            self.fill = (paint.alpha >= TRANSPARENT).then_some(paint.rgb);
        }
        if let Some(Some(paint)) = read("bgcolor") {
            self.papers = [paint.on(self.papers[0]), paint.on(self.papers[1])];
        }
        let share =
            |name: &str| element.attribute(name).and_then(|value| value.trim().parse::<f32>().ok());
        if let Some(opacity) = share("opacity").or_else(|| share("fill-opacity")) {
            self.opacity *= opacity.clamp(0.0, 1.0);
        }
        if let Some(transform) = element.attribute("transform")
            && let Some(pieces) = value::all(&mut cssparser::Parser::new(transform))
        {
            effects::enlarge(self, &pieces);
        }
        if let Some(size) = share("font-size") {
            self.size = size / PAGE_TEXT;
        }
    }

    fn em(&self) -> f32 {
        self.size * PAGE_TEXT
    }

    fn size(&mut self, own: &Own) {
        let named = match own.word("font-size") {
            Some("xx-small") => 0.6,
            Some("x-small") => 0.75,
            Some("small") => 0.89,
            Some("medium" | "initial") => 1.0,
            Some("large") => 1.2,
            Some("x-large") => 1.5,
            Some("xx-large" | "xxx-large") => 2.0,
            Some("smaller") => self.size * 0.83,
            Some("larger") => self.size * 1.2,
            _ => self.size,
        };
        self.size = match own.number("font-size", Measure { em: self.em(), whole: self.em() }) {
            Set::To(pixels) => pixels / PAGE_TEXT,
            Set::Not => named,
            Set::Unknown => {
                self.unknown = Some(Hiding::Size);
                self.size
            }
        };
        if let Set::To([Piece::Number(adjust)] | [_, Piece::Number(adjust)]) =
            own.get("font-size-adjust")
        {
            self.size *= (adjust / 0.5).min(1.0);
        }
    }

    fn line(&mut self, own: &Own, element: &Element) {
        // Raised and lowered words have no line of their own.
        if !matches!(element.tag(), "sup" | "sub") {
            let measure = Measure { em: 1.0, whole: 1.0 };
            match (own.get("line-height"), own.word("line-height")) {
                (Set::Not, _) | (_, Some("inherit" | "unset")) => {}
                (_, Some(_)) => self.line = 1.2,
                (Set::To([piece @ Piece::Length(_, unit)]), _)
                    if !matches!(&**unit, "em" | "lh") =>
                {
                    let pixels = number::number(piece, Measure { em: self.em(), whole: 1.0 });
                    self.line = pixels.map_or(0.0, |pixels| pixels / self.em().max(0.01));
                }
                (Set::To([piece]), _) => self.line = number::number(piece, measure).unwrap_or(0.0),
                _ => self.line = 0.0,
            }
        }
        match own.get("text-indent") {
            Set::Not => {}
            Set::To(pieces) => {
                let indent = pieces
                    .iter()
                    .find_map(|piece| number::number(piece, Measure { em: self.em(), whole: FAR }));
                self.indent = indent.unwrap_or(0.0);
                if indent.is_none()
                    && pieces.iter().any(|piece| matches!(piece, Piece::Function(..)))
                {
                    self.unknown = Some(Hiding::Display);
                }
            }
            Set::Unknown => self.unknown = Some(Hiding::Display),
        }
    }

    fn colours(&mut self, own: &Own, element: &Element) {
        let unknown = |set: Set<ColourValue>, current: Paint| match set {
            Set::Not => None,
            Set::To(ColourValue::Paint(paint)) => Some(Ok(paint)),
            Set::To(ColourValue::Current) => Some(Ok(current)),
            Set::To(_) | Set::Unknown => Some(Err(())),
        };
        if own.word("color") == Some("initial") {
            self.ink = Paint::solid([0; 3]);
            self.unknown = None;
        }
        match unknown(own.colour("color"), self.ink) {
            Some(Ok(ink)) => {
                (self.ink, self.unknown) = (ink, self.unknown.filter(|how| *how != Hiding::Colour))
            }
            Some(Err(())) => self.unknown = Some(Hiding::Colour),
            None => {}
        }
        match unknown(own.colour("-webkit-text-fill-color"), self.ink) {
            Some(Ok(paint)) => self.letters = Some(paint),
            Some(Err(())) => self.unknown = Some(Hiding::Colour),
            None if own.word("-webkit-text-fill-color").is_some_and(|word| word == "initial") => {
                self.letters = None
            }
            None => {}
        }
        match unknown(own.colour("fill"), self.ink) {
            Some(Ok(paint)) => self.fill = (paint.alpha >= TRANSPARENT).then_some(paint.rgb),
            // Only letters drawn in a picture are filled: shapes may be of any colour.
            Some(Err(())) if is_drawn_text(element) => self.unknown = Some(Hiding::Colour),
            _ => {}
        }
        if let Set::To(opacity) = own.number("fill-opacity", Measure { em: 1.0, whole: 1.0 })
            && is_drawn_text(element)
        {
            self.opacity *= opacity.clamp(0.0, 1.0);
        }
        match own.get("background-image") {
            Set::To([Piece::Word(_)]) | Set::Not => {}
            Set::To(images) => self.image(images),
            Set::Unknown => self.picture_behind = true,
        }
        match unknown(own.colour("background-color"), self.ink) {
            Some(Ok(paint)) => {
                self.papers = [paint.on(self.papers[0]), paint.on(self.papers[1])];
                // A background of one colour covers a picture further out.
                self.picture_behind &= paint.alpha < 1.0
                    || !matches!(own.get("background-image"), Set::Not | Set::To([Piece::Word(_)]));
            }
            Some(Err(())) => self.picture_behind = true,
            None => {}
        }
        if is_drawn_text(element) && matches!(own.get("color"), Set::Not) {
            // Drawn text has the picture's fill.
            self.ink = self.fill.map_or(Paint::NONE, Paint::solid);
        }
    }

    /// Takes a gradient by its two ends; a picture can't be judged.
    fn image(&mut self, images: &[Piece]) {
        let [Piece::Function(name, inside)] = images else {
            self.picture_behind = true;
            return;
        };
        let paints: Vec<Paint> = inside
            .iter()
            .filter_map(|piece| match colour::colour(piece) {
                ColourValue::Paint(paint) => Some(paint),
                _ => None,
            })
            .collect();
        match (name.contains("gradient"), paints.as_slice()) {
            (true, [first, .., last]) => {
                self.papers = [first.on(self.papers[0]), last.on(self.papers[1])];
                // A text that one of its ends hides may be on that end.
                if paints.iter().any(|paint| {
                    near(self.letters_on(paint.on(self.papers[0])), paint.on(self.papers[0]))
                }) {
                    self.picture_behind = true;
                }
            }
            _ => self.picture_behind = true,
        }
    }

    fn letters_on(&self, paper: Colour) -> Colour {
        let mut letters = self.letters.unwrap_or(self.ink);
        letters.alpha *= self.opacity;
        letters.on(paper)
    }

    /// How text that is here is hidden; `None` for what a person sees.
    pub(crate) fn unseen(&self) -> Option<Hiding> {
        if !self.visible {
            return Some(Hiding::Phantom);
        }
        if self.unknown.is_some() {
            return self.unknown;
        }
        if self.picture_behind
            || self.papers.iter().all(|&paper| near(self.letters_on(paper), paper))
        {
            return Some(Hiding::Colour);
        }
        if self.size * self.scale < TINY || self.line < FLAT {
            return Some(Hiding::Size);
        }
        let off = |[x, y]: [f32; 2]| x <= OFF || y <= OFF || x >= FAR || y >= FAR;
        (self.opacity < TRANSPARENT || off([self.moved[0] + self.indent, self.moved[1]]))
            .then_some(Hiding::Display)
    }

    /// Text in a picture of which `darkest` is the darkest shape.
    pub(crate) fn on(mut self, darkest: Option<Colour>) -> Self {
        self.papers[1] = darkest.unwrap_or(self.papers[1]);
        self
    }

    /// Text that has a line of its own, as the signs of a formula set by MathJax, whose boxes have
    /// lines without height.
    pub(crate) fn on_a_line(self) -> Self {
        Self { line: 1.2, ..self }
    }

    pub(crate) fn fill(&self) -> Option<Colour> {
        self.fill
    }
}

fn near(one: Colour, other: Colour) -> bool {
    one.iter().zip(other).all(|(one, other)| one.abs_diff(other) <= FAINT)
}

/// Letters drawn in a picture rather than set in a frame within it.
fn is_drawn_text(element: &Element) -> bool {
    matches!(element.tag(), "text" | "tspan" | "textPath")
}

/// The colour that an attribute names.
fn colour_of(value: &str) -> Option<Paint> {
    let mut input = cssparser::Parser::new(value);
    match value::all(&mut input)?.as_slice() {
        [piece] => match colour::colour(piece) {
            ColourValue::Paint(paint) => Some(paint),
            _ => None,
        },
        _ => None,
    }
}

/// Whether declarations alone, as on a part of a formula, hide their element.
pub(crate) fn hides(style: &str) -> bool {
    let mut own = Own::default();
    for declaration in &value::declarations(style) {
        own.declare(declaration, &|_| None);
    }
    let mut look = Look::default();
    look.size(&own);
    if let Set::To(ColourValue::Paint(paint)) = own.colour("color") {
        look.ink = paint;
    }
    if let Set::To(ColourValue::Paint(paint)) = own.colour("background-color") {
        look.papers = [paint.on(look.papers[0]); 2];
    }
    look.visible = !matches!(own.word("visibility"), Some("hidden" | "collapse"));
    effects::apply(&mut look, &own).is_err() || look.unseen().is_some()
}
