//! What an element's declarations come to: for each property that can hide text, the value that
//! wins.

use super::colour::{ColourValue, colour};
use super::number::{Measure, PAGE_TEXT, number};
use super::value::{Declaration, Piece};

/// A value, or `None` for one that is too long to be judged.
pub(super) type Value = Option<Vec<Piece>>;

/// The winning values, by the name of the property.
#[derive(Default)]
pub(super) struct Own(Vec<(&'static str, Value)>);

/// What a property is set to.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Set<T> {
    /// No value that a browser accepts.
    Not,
    To(T),
    /// To an unknown value.
    Unknown,
}

/// The kind of value of a property.
#[derive(Clone, Copy)]
enum Kind {
    Colour,
    /// A number or length, or one of these words.
    Number(&'static [&'static str]),
    /// One of these words.
    Words(&'static [&'static str]),
    /// Functions, an address or `none`: looked through where it is judged.
    Functions,
    /// Anything.
    Any,
}

const BOX: &[&str] = &[
    "auto",
    "none",
    "min-content",
    "max-content",
    "fit-content",
    "stretch",
    "-webkit-fill-available",
];
const SIZES: &[&str] = &[
    "xx-small",
    "x-small",
    "small",
    "medium",
    "large",
    "x-large",
    "xx-large",
    "xxx-large",
    "smaller",
    "larger",
    "math",
];
const OVERFLOW: &[&str] = &["visible", "hidden", "clip", "scroll", "auto", "overlay"];
const GLOBAL: [&str; 5] = ["inherit", "initial", "unset", "revert", "revert-layer"];

/// The properties that are looked at under their own name.
const LONGHANDS: &[(&str, Kind)] = &[
    ("color", Kind::Colour),
    ("-webkit-text-fill-color", Kind::Colour),
    ("background-color", Kind::Colour),
    ("background-image", Kind::Functions),
    ("fill", Kind::Colour),
    ("fill-opacity", Kind::Number(&[])),
    ("font-size", Kind::Number(SIZES)),
    ("font-size-adjust", Kind::Any),
    ("line-height", Kind::Number(&["normal"])),
    (
        "display",
        Kind::Words(&[
            "none",
            "block",
            "inline",
            "inline-block",
            "flex",
            "inline-flex",
            "grid",
            "inline-grid",
            "table",
            "inline-table",
            "table-row",
            "table-cell",
            "table-row-group",
            "table-header-group",
            "table-footer-group",
            "table-caption",
            "table-column",
            "table-column-group",
            "list-item",
            "contents",
            "flow-root",
            "flow",
            "run-in",
            "ruby",
            "ruby-base",
            "ruby-text",
            "math",
            "-webkit-box",
            "-webkit-inline-box",
            "-webkit-flex",
        ]),
    ),
    ("visibility", Kind::Words(&["visible", "hidden", "collapse"])),
    ("content-visibility", Kind::Words(&["visible", "hidden", "auto"])),
    ("opacity", Kind::Number(&[])),
    ("width", Kind::Number(BOX)),
    ("height", Kind::Number(BOX)),
    ("max-width", Kind::Number(BOX)),
    ("max-height", Kind::Number(BOX)),
    ("overflow-x", Kind::Words(OVERFLOW)),
    ("overflow-y", Kind::Words(OVERFLOW)),
    ("contain", Kind::Any),
    (
        "position",
        Kind::Words(&["static", "relative", "absolute", "fixed", "sticky", "-webkit-sticky"]),
    ),
    ("left", Kind::Number(&["auto"])),
    ("right", Kind::Number(&["auto"])),
    ("top", Kind::Number(&["auto"])),
    ("bottom", Kind::Number(&["auto"])),
    ("margin-left", Kind::Number(&["auto"])),
    ("margin-right", Kind::Number(&["auto"])),
    ("margin-top", Kind::Number(&["auto"])),
    ("margin-bottom", Kind::Number(&["auto"])),
    ("text-indent", Kind::Any),
    ("letter-spacing", Kind::Number(&["normal"])),
    ("transform", Kind::Functions),
    ("translate", Kind::Any),
    ("scale", Kind::Any),
    ("rotate", Kind::Any),
    ("zoom", Kind::Number(&["normal", "reset"])),
    ("clip", Kind::Any),
    ("clip-path", Kind::Functions),
    ("filter", Kind::Functions),
    ("mask-image", Kind::Functions),
    ("mix-blend-mode", Kind::Any),
    ("animation-name", Kind::Any),
    ("offset-path", Kind::Any),
    ("content", Kind::Any),
    ("-webkit-text-security", Kind::Words(&["none", "disc", "circle", "square"])),
    ("-webkit-line-clamp", Kind::Any),
];

fn longhand(name: &str) -> Option<(&'static str, Kind)> {
    LONGHANDS.iter().copied().find(|(known, _)| *known == name)
}

/// Other names of the same.
fn alias(name: &str) -> &str {
    match name {
        "--ltx-fg-color" => "color",
        "--ltx-bg-color" => "background-color",
        "--ltx-fill-color" => "fill",
        "inline-size" => "width",
        "block-size" => "height",
        "max-inline-size" => "max-width",
        "max-block-size" => "max-height",
        "overflow-inline" => "overflow-x",
        "overflow-block" => "overflow-y",
        "inset-inline-start" => "left",
        "inset-inline-end" => "right",
        "inset-block-start" => "top",
        "inset-block-end" => "bottom",
        "margin-inline-start" => "margin-left",
        "margin-inline-end" => "margin-right",
        "margin-block-start" => "margin-top",
        "margin-block-end" => "margin-bottom",
        "-webkit-transform" | "-moz-transform" | "-ms-transform" => "transform",
        "-webkit-clip-path" => "clip-path",
        "-webkit-filter" => "filter",
        "-webkit-opacity" | "-moz-opacity" => "opacity",
        "-webkit-mask-image" => "mask-image",
        "-webkit-animation-name" => "animation-name",
        name => name,
    }
}

const SHORTHANDS: [&str; 17] = [
    "background",
    "font",
    "margin",
    "inset",
    "overflow",
    "mask",
    "-webkit-mask",
    "animation",
    "-webkit-animation",
    "all",
    "margin-inline",
    "margin-block",
    "inset-inline",
    "inset-block",
    "offset",
    "-webkit-mask-box-image",
    "mask-border",
];

/// Whether a property can hide text.
pub(super) fn matters(name: &str) -> bool {
    longhand(alias(name)).is_some() || SHORTHANDS.contains(&name)
}

/// Whether a value holds a function whose value the page's own properties or the browser decide.
fn substitutes(value: &[Piece]) -> bool {
    value.iter().any(|piece| match piece {
        Piece::Function(name, inside) => {
            matches!(&**name, "var" | "env" | "attr" | "if" | "inherit") || substitutes(inside)
        }
        _ => false,
    })
}

impl Own {
    /// Takes a declaration; a later one wins over those before. `var` gives the values of custom
    /// properties.
    pub(super) fn declare(
        &mut self,
        declaration: &Declaration,
        var: &dyn Fn(&str) -> Option<Vec<Piece>>,
    ) {
        let mut value = declaration.value.clone();
        if let Some(pieces) = &value
            && substitutes(pieces)
        {
            let mut budget = 400;
            value = substituted(pieces, var, 0, &mut budget);
        }
        self.set(alias(&declaration.name), value);
    }

    fn set(&mut self, name: &str, value: Value) {
        if let Some((name, kind)) = longhand(name) {
            if value.as_ref().is_none_or(|value| is_valid(kind, name, value)) {
                match self.0.iter_mut().find(|(known, _)| *known == name) {
                    Some((_, old)) => *old = value,
                    None => self.0.push((name, value)),
                }
            }
            return;
        }
        let sides = |own: &mut Self, names: [&str; 4], value: &Value| match value {
            None => names.iter().for_each(|name| own.set(name, None)),
            Some(pieces) => {
                let (Some(first), count) = (pieces.first(), pieces.len()) else { return };
                if count > 4 {
                    return;
                }
                for (n, name) in names.iter().enumerate() {
                    let piece = pieces.get(n).or_else(|| pieces.get(n % 2)).unwrap_or(first);
                    own.set(name, Some(vec![piece.clone()]));
                }
            }
        };
        match name {
            "margin" => {
                sides(self, ["margin-top", "margin-right", "margin-bottom", "margin-left"], &value)
            }
            "inset" => sides(self, ["top", "right", "bottom", "left"], &value),
            "margin-inline" => {
                sides(self, ["margin-left", "margin-right", "margin-left", "margin-right"], &value)
            }
            "margin-block" => {
                sides(self, ["margin-top", "margin-bottom", "margin-top", "margin-bottom"], &value)
            }
            "inset-inline" => sides(self, ["left", "right", "left", "right"], &value),
            "inset-block" => sides(self, ["top", "bottom", "top", "bottom"], &value),
            "overflow" => {
                sides(self, ["overflow-x", "overflow-y", "overflow-x", "overflow-y"], &value)
            }
            "background" => self.background(value),
            "font" => self.font(value),
            "mask" | "-webkit-mask" | "-webkit-mask-box-image" | "mask-border" => {
                self.set("mask-image", value)
            }
            "animation" | "-webkit-animation" => self.set("animation-name", value),
            "offset" => self.set("offset-path", value),
            "all" => self.0.clear(),
            _ => {}
        }
    }

    fn background(&mut self, value: Value) {
        let Some(pieces) = value else {
            self.set("background-image", None);
            return self.set("background-color", None);
        };
        let images: Vec<Piece> = pieces.iter().filter(|piece| is_image(piece)).cloned().collect();
        let colours: Vec<&Piece> = pieces
            .iter()
            .filter(|piece| !is_image(piece) && colour(piece) != ColourValue::Nothing)
            .collect();
        self.set(
            "background-image",
            Some(if images.is_empty() { vec![Piece::Word("none".into())] } else { images }),
        );
        let colour =
            colours.last().map_or(Piece::Word("transparent".into()), |piece| (*piece).clone());
        self.set("background-color", Some(vec![colour]));
    }

    fn font(&mut self, value: Value) {
        let Some(pieces) = value else { return self.set("font-size", None) };
        let is_size = |piece: &Piece| match piece {
            Piece::Length(..) | Piece::Percent(_) | Piece::Function(..) => true,
            Piece::Number(number) => *number == 0.0,
            Piece::Word(word) => SIZES.contains(&&**word),
            _ => false,
        };
        let Some(at) = pieces.iter().position(is_size) else { return };
        // Without a family after the size a browser ignores it.
        let height = matches!(pieces.get(at + 1), Some(Piece::Slash));
        if pieces.len() <= at + if height { 3 } else { 1 } {
            return;
        }
        self.set("font-size", Some(vec![pieces[at].clone()]));
        let height = if height { pieces.get(at + 2).cloned() } else { None };
        self.set("line-height", Some(vec![height.unwrap_or(Piece::Word("normal".into()))]));
    }

    /// What a property is set to.
    pub(super) fn get(&self, name: &str) -> Set<&[Piece]> {
        match self.0.iter().find(|(known, _)| *known == name) {
            None => Set::Not,
            Some((_, None)) => Set::Unknown,
            Some((_, Some(pieces))) => Set::To(pieces),
        }
    }

    /// The word a property is set to.
    pub(super) fn word(&self, name: &str) -> Option<&str> {
        match self.get(name) {
            Set::To([Piece::Word(word)]) => Some(word),
            _ => None,
        }
    }

    /// The number or length of a property; words are none.
    pub(super) fn number(&self, name: &str, measure: Measure) -> Set<f32> {
        match self.get(name) {
            Set::Not | Set::To([Piece::Word(_)]) => Set::Not,
            Set::To([piece]) => number(piece, measure).map_or(Set::Unknown, Set::To),
            _ => Set::Unknown,
        }
    }

    /// The colour of a property; keywords without a value are none.
    pub(super) fn colour(&self, name: &str) -> Set<ColourValue> {
        match self.get(name) {
            Set::Not => Set::Not,
            Set::To([Piece::Word(word)]) if GLOBAL.contains(&&**word) => Set::Not,
            Set::To([piece]) => match colour(piece) {
                ColourValue::Unknown => Set::Unknown,
                ColourValue::Nothing => Set::Not,
                value => Set::To(value),
            },
            _ => Set::Unknown,
        }
    }
}

/// A picture or a gradient.
pub(super) fn is_image(piece: &Piece) -> bool {
    match piece {
        Piece::Url => true,
        Piece::Function(name, _) => {
            name.contains("gradient")
                || name.contains("image")
                || matches!(&**name, "element" | "-moz-element" | "cross-fade" | "paint" | "src")
        }
        _ => false,
    }
}

/// Whether a browser accepts a value.
fn is_valid(kind: Kind, name: &str, value: &[Piece]) -> bool {
    if let [Piece::Word(word)] = value
        && GLOBAL.contains(&&**word)
    {
        return true;
    }
    match (kind, value) {
        (Kind::Any, value) => !value.is_empty(),
        (Kind::Colour, [piece]) => colour(piece) != ColourValue::Nothing,
        // A display of two words: `inline flow-root`.
        (Kind::Words(words), value) => {
            !value.is_empty()
                && value
                    .iter()
                    .all(|piece| matches!(piece, Piece::Word(word) if words.contains(&&**word)))
        }
        (Kind::Number(words), [Piece::Word(word)]) => words.contains(&&**word),
        (Kind::Number(_), [Piece::Number(number)]) => {
            *number == 0.0 || matches!(name, "opacity" | "fill-opacity" | "zoom" | "line-height")
        }
        (Kind::Number(_), [Piece::Percent(_) | Piece::Function(..)]) => true,
        (Kind::Number(_), [piece @ Piece::Length(value, _)]) => {
            let measure = Measure { em: PAGE_TEXT, whole: 1.0 };
            number(piece, measure).is_some()
                && !(matches!(name, "font-size" | "line-height" | "width" | "height")
                    && *value < 0.0)
        }
        (Kind::Functions, value) => {
            !value.is_empty()
                && value.iter().all(|piece| {
                    matches!(
                        piece,
                        Piece::Function(..) | Piece::Url | Piece::Word(_) | Piece::Comma
                    )
                })
        }
        _ => false,
    }
}

/// A value with the custom properties it names in place; `None` when one is not known, or they are
/// made to grow.
fn substituted(
    value: &[Piece],
    var: &dyn Fn(&str) -> Option<Vec<Piece>>,
    depth: usize,
    budget: &mut usize,
) -> Option<Vec<Piece>> {
    if depth > 12 {
        return None;
    }
    let mut out = Vec::with_capacity(value.len());
    for piece in value {
        *budget = budget.checked_sub(1)?;
        match piece {
            Piece::Function(name, inside) if &**name == "var" => {
                let (Some(Piece::Word(name)), rest) =
                    (inside.first(), inside.get(1..).unwrap_or_default())
                else {
                    return None;
                };
                let replacement = match (var(name), rest) {
                    (Some(replacement), _) => replacement,
                    (None, [Piece::Comma, fallback @ ..]) => fallback.to_vec(),
                    _ => return None,
                };
                out.extend(substituted(&replacement, var, depth + 1, budget)?);
            }
            Piece::Function(name, _) if matches!(&**name, "env" | "attr" | "if" | "inherit") => {
                return None;
            }
            Piece::Function(name, inside) => out
                .push(Piece::Function(name.clone(), substituted(inside, var, depth + 1, budget)?)),
            piece => out.push(piece.clone()),
        }
    }
    Some(out)
}
