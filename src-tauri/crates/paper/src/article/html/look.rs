//! Whether a reader sees the text of an element.

use super::super::Hiding;
use crate::dom::Element;

/// How text looks at some place of a page, as far as it matters for its being seen.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    ink: Colour,
    /// What is behind the text; in a picture the page or the darkest shape drawn so far, and the text may be on either.
    papers: [Colour; 2],
    /// The size of the text against that of the page.
    size: f32,
    /// What shapes of a picture are filled with here.
    fill: Option<Colour>,
}

pub(super) type Colour = [u8; 3];

/// Text and what is behind it are one colour when no channel differs by more.
const FAINT: u8 = 32;
/// Text is unreadable below this share of the page's size. LaTeX's `\tiny` is a half, in a subscript a third.
const TINY: f32 = 0.2;
/// The size of the page's text in points, against which sizes in points are held.
const POINTS: f32 = 10.0;

impl Default for Look {
    fn default() -> Self {
        Self { ink: [0; 3], papers: [[255; 3]; 2], size: 1.0, fill: Some([0; 3]) }
    }
}

impl Look {
    /// How text looks inside `element`, or how the element hides it.
    pub(super) fn inside(mut self, element: &Element) -> Result<Self, Hiding> {
        let hidden = element.attribute("hidden").is_some();
        if hidden || element.attribute("visibility").is_some_and(|value| value == "hidden") {
            return Err(Hiding::Display);
        }
        for class in element.classes() {
            match class {
                // A line drawn: what is read as standing in it, in pages that were once XHTML, stands behind it.
                "ltx_rule" => return Ok(self),
                "ltx_phantom" => return Err(Hiding::Phantom),
                "sr-only" | "is-sr-only" | "visually-hidden" | "screen-reader-text" => return Err(Hiding::Display),
                _ => {}
            }
        }
        for (name, sets) in [("color", true), ("fill", false)] {
            if let Some(value) = element.attribute(name) {
                match (sets, colour(value)) {
                    (true, Some(Paint::Solid(rgb))) => self.ink = rgb,
                    (false, Some(Paint::Solid(rgb))) => self.fill = Some(rgb),
                    (false, Some(Paint::None)) => self.fill = None,
                    _ => {}
                }
            }
        }
        if let Some(Paint::Solid(rgb)) = element.attribute("bgcolor").and_then(colour) {
            self.papers = [rgb; 2];
        }
        if let Some(style) = element.attribute("style") {
            self.style(style)?;
        }
        if self.papers.iter().all(|paper| self.ink.iter().zip(paper).all(|(ink, &paper)| ink.abs_diff(paper) <= FAINT)) {
            return Err(Hiding::Colour);
        }
        if self.size < TINY {
            return Err(Hiding::Size);
        }
        Ok(self)
    }

    /// Text in a picture of which `darkest` is the darkest shape.
    pub(super) fn on(mut self, darkest: Option<Colour>) -> Self {
        self.papers[1] = darkest.unwrap_or(self.papers[1]);
        self
    }

    pub(super) fn fill(&self) -> Option<Colour> {
        self.fill
    }

    fn style(&mut self, style: &str) -> Result<(), Hiding> {
        let (mut shrunk, mut clipped, mut absent) = (0, false, false);
        for declaration in style.split(';') {
            let Some((name, value)) = declaration.split_once(':') else { continue };
            let value = value.trim();
            let value = value.strip_suffix("!important").unwrap_or(value).trim_end();
            let is = |words: &[&str]| words.iter().any(|word| value.eq_ignore_ascii_case(word));
            match name.trim().to_ascii_lowercase().as_str() {
                "display" if is(&["none"]) => return Err(Hiding::Display),
                "visibility" if is(&["hidden", "collapse"]) => return Err(Hiding::Phantom),
                "opacity" if value.trim_end_matches('%').parse::<f32>().is_ok_and(|opacity| opacity < 0.1) => return Err(Hiding::Display),
                "color" | "--ltx-fg-color" => match colour(value) {
                    Some(Paint::Solid(rgb)) => self.ink = rgb,
                    Some(Paint::None) => return Err(Hiding::Colour),
                    None => {}
                },
                "background-color" | "--ltx-bg-color" | "background" => {
                    if let Some(Paint::Solid(rgb)) = colour(value) {
                        self.papers = [rgb; 2];
                    }
                }
                "fill" | "--ltx-fill-color" => match colour(value) {
                    Some(Paint::Solid(rgb)) => self.fill = Some(rgb),
                    Some(Paint::None) => self.fill = None,
                    None => {}
                },
                "font-size" => self.size = size(value, self.size),
                "width" | "height" | "max-width" | "max-height" => {
                    shrunk += u8::from(length(value).is_some_and(|length| length.abs() < 0.5))
                }
                "overflow" | "overflow-x" | "overflow-y" => clipped |= is(&["hidden", "clip"]),
                "position" => absent |= is(&["absolute", "fixed"]),
                "left" | "top" | "right" | "bottom" | "text-indent" | "margin-left"
                    if length(value).is_some_and(|length| length.abs() > 900.0) =>
                {
                    return Err(Hiding::Display);
                }
                "clip" if value.replace([' ', ',', 'p', 'x'], "").eq_ignore_ascii_case("rect(0000)") && absent => {
                    return Err(Hiding::Display);
                }
                "transform" if value.replace(' ', "").to_ascii_lowercase().contains("scale(0)") => return Err(Hiding::Size),
                _ => {}
            }
        }
        if shrunk > 0 && clipped { Err(Hiding::Size) } else { Ok(()) }
    }
}

fn size(value: &str, outer: f32) -> f32 {
    let unit = value.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == '-' || c == '+');
    let Ok(number) = value[..value.len() - unit.len()].parse::<f32>() else { return outer };
    match unit.trim().to_ascii_lowercase().as_str() {
        "%" => outer * number / 100.0,
        "em" => outer * number,
        "rem" => number,
        "pt" => number / POINTS,
        "px" | "" => number / (POINTS * 4.0 / 3.0),
        _ => outer,
    }
}

fn length(value: &str) -> Option<f32> {
    let unit = value.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == '-' || c == '+');
    let number = value[..value.len() - unit.len()].parse::<f32>().ok()?;
    match unit.trim() {
        "pt" | "px" | "" => Some(number),
        "em" | "rem" => Some(number * POINTS),
        _ => None,
    }
}

enum Paint {
    Solid(Colour),
    None,
}

/// Reads a CSS colour; `None` for what is no colour this crate knows.
fn colour(value: &str) -> Option<Paint> {
    let value = value.trim();
    if let Some(digits) = value.strip_prefix('#') {
        let digits: Vec<u8> = digits.chars().map(|c| c.to_digit(16).map(|digit| digit as u8)).collect::<Option<_>>()?;
        let pair = |high: u8, low: u8| high * 16 + low;
        return match digits[..] {
            [.., 0] if digits.len() == 4 => Some(Paint::None),
            [r, g, b] | [r, g, b, _] => Some(Paint::Solid([pair(r, r), pair(g, g), pair(b, b)])),
            [_, _, _, _, _, _, 0, 0..=1] => Some(Paint::None),
            [r, s, g, h, b, c] | [r, s, g, h, b, c, _, _] => Some(Paint::Solid([pair(r, s), pair(g, h), pair(b, c)])),
            _ => None,
        };
    }
    let lower = value.to_ascii_lowercase();
    if let Some(parts) = lower.strip_prefix("rgba(").or_else(|| lower.strip_prefix("rgb(")) {
        let parts: Vec<f32> = parts
            .trim_end_matches(')')
            .split([',', ' ', '/'])
            .filter(|part| !part.is_empty())
            .map(|part| match part.strip_suffix('%') {
                Some(share) => share.parse::<f32>().map(|share| share * 2.55),
                None => part.parse(),
            })
            .collect::<Result<_, _>>()
            .ok()?;
        return match parts[..] {
            [_, _, _, alpha] if alpha < 0.1 => Some(Paint::None),
            [r, g, b] | [r, g, b, _] => Some(Paint::Solid([r as u8, g as u8, b as u8])),
            _ => None,
        };
    }
    match lower.as_str() {
        "none" | "transparent" => Some(Paint::None),
        "black" => Some(Paint::Solid([0; 3])),
        "white" | "snow" | "ivory" | "azure" | "mintcream" | "ghostwhite" | "floralwhite" | "whitesmoke" | "aliceblue" => {
            Some(Paint::Solid([255; 3]))
        }
        "gray" | "grey" => Some(Paint::Solid([128; 3])),
        "red" => Some(Paint::Solid([255, 0, 0])),
        "green" => Some(Paint::Solid([0, 128, 0])),
        "blue" => Some(Paint::Solid([0, 0, 255])),
        "yellow" => Some(Paint::Solid([255, 255, 0])),
        "navy" => Some(Paint::Solid([0, 0, 128])),
        _ => None,
    }
}
