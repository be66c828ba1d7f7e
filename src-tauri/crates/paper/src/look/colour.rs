//! CSS colours in every notation, as red, green, blue and how opaque.

use super::number::{Measure, number};
use super::value::{Piece, at_commas};

pub(crate) type Colour = [u8; 3];

/// A colour and how opaque it is, from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Paint {
    pub(super) rgb: Colour,
    pub(super) alpha: f32,
}

impl Paint {
    pub(super) const NONE: Self = Self { rgb: [0; 3], alpha: 0.0 };

    pub(super) fn solid(rgb: Colour) -> Self {
        Self { rgb, alpha: 1.0 }
    }

    /// The visible colour of this colour over another one.
    pub(super) fn on(self, paper: Colour) -> Colour {
        std::array::from_fn(|n| {
            let (ink, paper) = (f32::from(self.rgb[n]), f32::from(paper[n]));
            (ink * self.alpha + paper * (1.0 - self.alpha)).round() as u8
        })
    }
}

/// The meaning of a colour value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum ColourValue {
    Paint(Paint),
    /// The colour of the text.
    Current,
    /// It is a colour that can't be computed.
    Unknown,
    /// It is no colour: a browser ignores it.
    Nothing,
}

const UNIT: Measure = Measure { em: 1.0, whole: 1.0 };

/// Reads one piece of a value as a colour.
pub(super) fn colour(piece: &Piece) -> ColourValue {
    match piece {
        Piece::Hash(digits) => hash(digits).map_or(ColourValue::Nothing, ColourValue::Paint),
        Piece::Word(word) => {
            match &**word {
                "transparent" | "none" => ColourValue::Paint(Paint::NONE),
                "currentcolor" => ColourValue::Current,
                "canvas" | "window" | "field" | "background" | "menu" | "infobackground" => {
                    ColourValue::Paint(Paint::solid([255; 3]))
                }
                "buttonface" | "threedface" | "buttonhighlight" | "threedhighlight"
                | "scrollbar" => ColourValue::Paint(Paint::solid([240; 3])),
                "canvastext" | "windowtext" | "fieldtext" | "buttontext" | "menutext"
                | "infotext" => ColourValue::Paint(Paint::solid([0; 3])),
                "highlighttext" | "accentcolortext" | "selecteditemtext" => {
                    ColourValue::Paint(Paint::solid([255; 3]))
                }
                "graytext" => ColourValue::Paint(Paint::solid([128; 3])),
                name => cssparser::color::parse_named_color(name)
                    .map_or(ColourValue::Nothing, |(r, g, b)| {
                        ColourValue::Paint(Paint::solid([r, g, b]))
                    }),
            }
        }
        Piece::Function(name, inside) => function(name, inside),
        _ => ColourValue::Nothing,
    }
}

fn hash(digits: &str) -> Option<Paint> {
    let (r, g, b, alpha) = cssparser::color::parse_hash_color(digits.as_bytes()).ok()?;
    Some(Paint { rgb: [r, g, b], alpha })
}

fn function(name: &str, inside: &[Piece]) -> ColourValue {
    let known = match name {
        "rgb" | "rgba" | "hsl" | "hsla" | "hwb" | "lab" | "lch" | "oklab" | "oklch" => {
            channels(inside).and_then(|channels| in_space(name, channels))
        }
        "color" => match inside.split_first() {
            Some((Piece::Word(space), rest)) => {
                channels(rest).and_then(|channels| in_space(space, channels))
            }
            _ => None,
        },
        "color-mix" => mix(inside),
        "light-dark" => at_commas(inside).next().and_then(single),
        _ => {
            return if looks_like_colour(name) {
                ColourValue::Unknown
            } else {
                ColourValue::Nothing
            };
        }
    };
    known.map_or(ColourValue::Unknown, ColourValue::Paint)
}

/// A function that is a colour in some browser, and not known here.
fn looks_like_colour(name: &str) -> bool {
    name.contains("color")
        || name.contains("lab")
        || name.contains("lch")
        || matches!(
            name,
            "device-cmyk" | "ictcp" | "jzazbz" | "gray" | "var" | "env" | "attr" | "if"
        )
}

fn single(part: &[Piece]) -> Option<Paint> {
    part.iter().find_map(|piece| match colour(piece) {
        ColourValue::Paint(paint) => Some(paint),
        _ => None,
    })
}

/// A channel with its unit: percentages and numbers differ by the colour's notation.
#[derive(Clone, Copy)]
enum Channel {
    Number(f32),
    Share(f32),
}

impl Channel {
    /// The value where a whole share is `whole`.
    fn of(self, whole: f32) -> f32 {
        match self {
            Self::Number(number) => number,
            Self::Share(share) => share * whole,
        }
    }

    /// The value where numbers go to a hundred, as shares do: from 0 to 1.
    fn of_hundred(self) -> f32 {
        match self {
            Self::Number(number) => number / 100.0,
            Self::Share(share) => share,
        }
    }
}

/// The three channels and the opacity. `None` for anything but numbers, such as `from red r g b`.
fn channels(inside: &[Piece]) -> Option<[Channel; 4]> {
    let mut channels = Vec::with_capacity(4);
    for piece in inside {
        channels.push(match piece {
            Piece::Comma | Piece::Slash => continue,
            Piece::Word(word) if &**word == "none" => Channel::Number(0.0),
            Piece::Percent(share) => Channel::Share(*share),
            piece => Channel::Number(number(piece, UNIT)?),
        });
    }
    match channels[..] {
        [a, b, c] => Some([a, b, c, Channel::Number(1.0)]),
        [a, b, c, alpha] => Some([a, b, c, alpha]),
        _ => None,
    }
}

fn in_space(space: &str, [a, b, c, alpha]: [Channel; 4]) -> Option<Paint> {
    let alpha = alpha.of(1.0).clamp(0.0, 1.0);
    let rgb: [f32; 3] = match space {
        "rgb" | "rgba" => [a, b, c].map(|channel| channel.of(255.0) / 255.0),
        "hsl" | "hsla" => hsl(a.of(360.0), b.of_hundred(), c.of_hundred()),
        "hwb" => {
            let (white, black) = (b.of_hundred(), c.of_hundred());
            let sum = (white + black).max(1.0);
            hsl(a.of(360.0), 1.0, 0.5)
                .map(|part| part * (1.0 - (white + black) / sum) + white / sum)
        }
        "lab" => lab(a.of(100.0), b.of(125.0), c.of(125.0)),
        "lch" => {
            let (chroma, hue) = (b.of(150.0), c.of(360.0).to_radians());
            lab(a.of(100.0), chroma * hue.cos(), chroma * hue.sin())
        }
        "oklab" => oklab(a.of(1.0), b.of(0.4), c.of(0.4)),
        "oklch" => {
            let (chroma, hue) = (b.of(0.4), c.of(360.0).to_radians());
            oklab(a.of(1.0), chroma * hue.cos(), chroma * hue.sin())
        }
        // The wider spaces are near enough to distinguish a text from its background.
        "srgb" | "display-p3" | "a98-rgb" | "rec2020" | "prophoto-rgb" => {
            [a, b, c].map(|channel| channel.of(1.0))
        }
        "srgb-linear" | "display-p3-linear" => [a, b, c].map(|channel| encoded(channel.of(1.0))),
        "xyz" | "xyz-d50" | "xyz-d65" => from_xyz([a, b, c].map(|channel| channel.of(1.0))),
        _ => return None,
    };
    Some(Paint { rgb: rgb.map(|part| (part * 255.0).round().clamp(0.0, 255.0) as u8), alpha })
}

fn hsl(hue: f32, saturation: f32, lightness: f32) -> [f32; 3] {
    let (saturation, lightness) = (saturation.clamp(0.0, 1.0), lightness.clamp(0.0, 1.0));
    let a = saturation * lightness.min(1.0 - lightness);
    [0.0, 8.0, 4.0].map(|n: f32| {
        let k = (n + hue / 30.0).rem_euclid(12.0);
        lightness - a * (k - 3.0).min(9.0 - k).clamp(-1.0, 1.0)
    })
}

/// CIE Lab, by its white point of D50, which is near enough to sRGB's.
fn lab(l: f32, a: f32, b: f32) -> [f32; 3] {
    let y = (l + 16.0) / 116.0;
    let part = |t: f32| {
        if t > 6.0 / 29.0 { t.powi(3) } else { 3.0 * (6.0f32 / 29.0).powi(2) * (t - 4.0 / 29.0) }
    };
    from_xyz([part(y + a / 500.0) * 0.950_47, part(y), part(y - b / 200.0) * 1.088_83])
}

fn oklab(l: f32, a: f32, b: f32) -> [f32; 3] {
    let l_ = (l + 0.396_337_78 * a + 0.215_803_76 * b).powi(3);
    let m_ = (l - 0.105_561_346 * a - 0.063_854_17 * b).powi(3);
    let s_ = (l - 0.089_484_18 * a - 1.291_485_5 * b).powi(3);
    [
        4.076_741_7 * l_ - 3.307_711_6 * m_ + 0.230_969_93 * s_,
        -1.268_438 * l_ + 2.609_757_4 * m_ - 0.341_319_4 * s_,
        -0.004_196_086 * l_ - 0.703_418_6 * m_ + 1.707_614_7 * s_,
    ]
    .map(encoded)
}

fn from_xyz([x, y, z]: [f32; 3]) -> [f32; 3] {
    [
        3.240_97 * x - 1.537_383_2 * y - 0.498_610_76 * z,
        -0.969_243_65 * x + 1.875_967_5 * y + 0.041_555_06 * z,
        0.055_630_08 * x - 0.203_976_96 * y + 1.056_971_5 * z,
    ]
    .map(encoded)
}

/// Linear light as sRGB encodes it.
fn encoded(linear: f32) -> f32 {
    if linear <= 0.003_130_8 { 12.92 * linear } else { 1.055 * linear.powf(1.0 / 2.4) - 0.055 }
}

/// `color-mix(in SPACE, A 20%, B)`, mixed in sRGB whatever the space.
fn mix(inside: &[Piece]) -> Option<Paint> {
    let mut parts = at_commas(inside);
    parts.next()?;
    let mut read = || {
        let part = parts.next()?;
        let share = part
            .iter()
            .find_map(|piece| if let Piece::Percent(share) = piece { Some(*share) } else { None });
        Some((single(part)?, share))
    };
    let ((one, share), (other, other_share)) = (read()?, read()?);
    let share = share.or_else(|| other_share.map(|share| 1.0 - share)).unwrap_or(0.5);
    let whole = share + other_share.unwrap_or(1.0 - share);
    let share = if whole > 0.0 { share / whole } else { return None };
    let part = |n: usize| {
        (f32::from(one.rgb[n]) * share * one.alpha
            + f32::from(other.rgb[n]) * (1.0 - share) * other.alpha)
            .round()
    };
    let alpha = one.alpha * share + other.alpha * (1.0 - share);
    let rgb = std::array::from_fn(|n| {
        if alpha > 0.0 { (part(n) / alpha).clamp(0.0, 255.0) as u8 } else { 0 }
    });
    Some(Paint { rgb, alpha: alpha * whole.min(1.0) })
}
