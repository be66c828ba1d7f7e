//! Properties that hide an element with all that is in it.

use super::colour::{ColourValue, Paint};
use super::number::{Measure, number};
use super::own::{Own, Set};
use super::value::Piece;
use super::{FAR, Hiding, Look, TRANSPARENT};

/// A box smaller than this, in pixels, shows nothing of what it cuts off.
const BOX: f32 = 4.0;
/// More than this, in pixels, and letters run into one another.
const BLUR: f32 = 2.0;
/// A turn of the plane beyond this, in degrees, leaves an edge.
const EDGE: f32 = 80.0;

const SHARE: Measure = Measure { em: 1.0, whole: 1.0 };

/// Applies an element's effects to the look of its text, or returns how it hides all of its text.
pub(super) fn apply(look: &mut Look, own: &Own) -> Result<(), Hiding> {
    match (own.word("display"), own.get("display")) {
        (Some("none" | "table-column" | "table-column-group"), _) | (_, Set::Unknown) => {
            return Err(Hiding::Display);
        }
        _ => {}
    }
    if matches!(own.word("content-visibility"), Some("hidden"))
        || own.get("content-visibility") == Set::Unknown
    {
        return Err(Hiding::Display);
    }
    match own.number("opacity", SHARE) {
        Set::To(opacity) => look.opacity *= opacity.clamp(0.0, 1.0),
        Set::Not => {}
        Set::Unknown => return Err(Hiding::Display),
    }
    if look.opacity < TRANSPARENT {
        return Err(Hiding::Display);
    }
    if let Set::To(pieces) = own.get("content")
        && pieces.iter().any(super::own::is_image)
    {
        return Err(Hiding::Display);
    }
    for (name, harmless) in [
        ("mask-image", &["none", "border-box", "no-clip", "add"][..]),
        ("mix-blend-mode", &["normal", "multiply", "darken", "isolate"]),
        ("animation-name", &["none"]),
        ("offset-path", &["none", "auto"]),
        ("-webkit-text-security", &["none"]),
    ] {
        let global = ["initial", "unset", "revert", "revert-layer", "inherit"];
        match own.get(name) {
            Set::Not => {}
            Set::To([Piece::Word(word)])
                if harmless.contains(&&**word) || global.contains(&&**word) => {}
            _ => return Err(Hiding::Display),
        }
    }
    boxes(look, own)?;
    clips(own)?;
    filters(look, own)?;
    moves(look, own)?;
    transforms(look, own)?;
    if look.size * look.scale < super::TINY && look.scale < super::TINY {
        return Err(Hiding::Size);
    }
    let em = look.em();
    match own.number("letter-spacing", Measure { em, whole: em }) {
        Set::To(spacing) if spacing < -0.35 * em || spacing > 100.0 => Err(Hiding::Size),
        Set::Unknown => Err(Hiding::Size),
        _ => Ok(()),
    }
}

/// A box without space that cuts off its content.
fn boxes(look: &Look, own: &Own) -> Result<(), Hiding> {
    let cuts = |name: &str| {
        matches!(own.word(name), Some("hidden" | "clip" | "scroll" | "auto" | "overlay"))
            || own.get(name) == Set::Unknown
    };
    let contained = matches!(own.get("contain"), Set::To(words) if words.iter().any(|word| matches!(word, Piece::Word(word) if matches!(&**word, "strict" | "content" | "paint"))));
    let lines =
        matches!(own.get("-webkit-line-clamp"), Set::To([Piece::Number(lines)]) if *lines < 1.0);
    if !(cuts("overflow-x") || cuts("overflow-y") || contained) || lines {
        return Ok(());
    }
    let measure = Measure { em: look.em(), whole: FAR };
    for name in ["width", "height", "max-width", "max-height"] {
        match own.number(name, measure) {
            Set::To(length) if length < BOX => return Err(Hiding::Size),
            Set::Unknown => return Err(Hiding::Size),
            _ => {}
        }
    }
    Ok(())
}

/// Whether an element covers its container and is opaque.
pub(super) fn covers(look: &Look, own: &Own) -> bool {
    if !matches!(own.word("position"), Some("absolute" | "fixed"))
        || own.word("display") == Some("none")
    {
        return false;
    }
    let opaque = match own.colour("background-color") {
        Set::To(ColourValue::Paint(paint)) => paint.alpha > 0.7,
        Set::To(_) | Set::Unknown => true,
        Set::Not => false,
    };
    let picture = !matches!(own.get("background-image"), Set::Not | Set::To([Piece::Word(_)]));
    // A box that is as wide and high as what it is in, or larger than some lines.
    const LARGE: f32 = 300.0;
    let measure = Measure { em: look.em(), whole: 2.0 * LARGE };
    let wide = |name: &str| matches!(own.number(name, measure), Set::To(length) if length >= LARGE);
    let at =
        |name: &str| matches!(own.number(name, measure), Set::To(length) if length.abs() < 100.0);
    let across = wide("width") || at("left") && at("right");
    let down = wide("height") || at("top") && at("bottom");
    (opaque || picture) && across && down
}

fn clips(own: &Own) -> Result<(), Hiding> {
    let positioned = matches!(own.word("position"), Some("absolute" | "fixed"));
    match own.get("clip") {
        Set::To([Piece::Function(name, sides)]) if &**name == "rect" && positioned => {
            let side = |n: usize| {
                sides
                    .iter()
                    .filter(|piece| **piece != Piece::Comma)
                    .nth(n)
                    .and_then(|piece| number(piece, SHARE))
            };
            let has_extent = |from: Option<f32>, to: Option<f32>| {
                to.is_none_or(|to| to - from.unwrap_or(0.0) >= BOX)
            };
            if !has_extent(side(0), side(2)) || !has_extent(side(3), side(1)) {
                return Err(Hiding::Display);
            }
        }
        Set::Unknown => return Err(Hiding::Display),
        _ => {}
    }
    match own.get("clip-path") {
        Set::Not => Ok(()),
        Set::Unknown => Err(Hiding::Display),
        Set::To(pieces) => match pieces.iter().find(|piece| !matches!(piece, Piece::Word(_))) {
            None => Ok(()),
            Some(Piece::Function(name, inside)) if leaves_space(name, inside) => Ok(()),
            Some(_) => Err(Hiding::Display),
        },
    }
}

/// Whether a shape that an element is cut to shows most of it.
fn leaves_space(name: &str, inside: &[Piece]) -> bool {
    // Sizes are not known: a share is of a hundred pixels.
    let measure = Measure { em: 16.0, whole: 100.0 };
    let numbers: Option<Vec<f32>> = inside
        .iter()
        .take_while(|piece| !matches!(piece, Piece::Word(_)))
        .filter(|piece| **piece != Piece::Comma)
        .map(|piece| number(piece, measure))
        .collect();
    let Some(numbers) = numbers else { return false };
    match (name, numbers.as_slice()) {
        ("inset", [all]) => *all <= 20.0,
        ("inset", [y, x]) => *y <= 20.0 && *x <= 20.0,
        ("inset", sides @ ([_, _, _] | [_, _, _, _])) => sides.iter().all(|side| *side <= 20.0),
        ("circle", [radius]) => *radius >= 50.0 && !inside.contains(&Piece::Word("at".into())),
        ("ellipse", [x, y]) => {
            *x >= 40.0 && *y >= 40.0 && !inside.contains(&Piece::Word("at".into()))
        }
        ("polygon", points) if points.len() >= 6 && points.len() % 2 == 0 => {
            let corners: Vec<(f32, f32)> = points
                .chunks(2)
                .map(|corner| (corner[0].clamp(0.0, 100.0), corner[1].clamp(0.0, 100.0)))
                .collect();
            let next = corners.iter().cycle().skip(1);
            let area: f32 = corners.iter().zip(next).map(|((x, y), (u, v))| x * v - u * y).sum();
            area.abs() / 2.0 >= 5000.0
        }
        _ => false,
    }
}

fn filters(look: &mut Look, own: &Own) -> Result<(), Hiding> {
    let pieces = match own.get("filter") {
        Set::Not => return Ok(()),
        Set::Unknown => return Err(Hiding::Display),
        Set::To(pieces) => pieces,
    };
    for piece in pieces {
        let (name, inside) = match piece {
            Piece::Word(_) => continue,
            Piece::Function(name, inside) => (&**name, inside),
            _ => return Err(Hiding::Display),
        };
        let amount = match inside.as_slice() {
            [] => None,
            [piece] => {
                Some(number(piece, Measure { em: look.em(), whole: 1.0 }).ok_or(Hiding::Display)?)
            }
            _ if name == "drop-shadow" => continue,
            _ => return Err(Hiding::Display),
        };
        match (name, amount) {
            ("opacity", amount) => look.opacity *= amount.unwrap_or(1.0).clamp(0.0, 1.0),
            ("blur", amount) if amount.unwrap_or(0.0) <= BLUR => {}
            ("brightness", amount) => look.ink = brighter(look.ink, amount.unwrap_or(1.0)),
            ("contrast", amount) if amount.unwrap_or(1.0) >= 0.3 => {}
            ("invert", amount) if amount.unwrap_or(1.0) < 0.5 => {}
            ("grayscale" | "sepia" | "saturate" | "hue-rotate" | "drop-shadow", _) => {}
            _ => return Err(Hiding::Colour),
        }
    }
    if look.opacity < TRANSPARENT { Err(Hiding::Display) } else { Ok(()) }
}

fn brighter(ink: Paint, times: f32) -> Paint {
    Paint { rgb: ink.rgb.map(|part| (f32::from(part) * times).clamp(0.0, 255.0) as u8), ..ink }
}

/// What moves an element off the page.
fn moves(look: &mut Look, own: &Own) -> Result<(), Hiding> {
    let measure = Measure { em: look.em(), whole: FAR };
    let positioned = !matches!(own.word("position"), None | Some("static"));
    for (name, axis, sign) in [
        ("left", 0, 1.0),
        ("right", 0, -1.0),
        ("top", 1, 1.0),
        ("bottom", 1, -1.0),
        ("margin-left", 0, 1.0),
        ("margin-top", 1, 1.0),
        ("margin-right", 0, 0.0),
        ("margin-bottom", 1, 0.0),
    ] {
        match own.number(name, measure) {
            Set::Not => {}
            Set::Unknown => return Err(Hiding::Display),
            // The following text is drawn over an element with a smaller layout box than its
            // content.
            Set::To(length) if sign == 0.0 => {
                if length <= super::OFF {
                    return Err(Hiding::Display);
                }
            }
            Set::To(length) => {
                let margin = name.starts_with("margin");
                // A wide margin above is white space.
                if margin && axis == 1 && length > 0.0
                    || !margin && !positioned && length.abs() < FAR
                {
                    continue;
                }
                look.moved[axis] += sign * length;
            }
        }
    }
    for name in ["translate"] {
        match own.get(name) {
            Set::Not | Set::To([Piece::Word(_)]) => {}
            Set::Unknown => return Err(Hiding::Display),
            Set::To(pieces) => shift(look, pieces)?,
        }
    }
    Ok(())
}

/// Moves by the value of `translate`, across and down.
fn shift(look: &mut Look, pieces: &[Piece]) -> Result<(), Hiding> {
    let measure = Measure { em: look.em(), whole: FAR };
    for (axis, piece) in pieces.iter().filter(|piece| **piece != Piece::Comma).take(2).enumerate() {
        look.moved[axis] += number(piece, measure).ok_or(Hiding::Display)?;
    }
    Ok(())
}

fn transforms(look: &mut Look, own: &Own) -> Result<(), Hiding> {
    match own.number("zoom", SHARE) {
        Set::To(zoom) if zoom > 0.0 => look.scale *= zoom,
        Set::Unknown => return Err(Hiding::Size),
        _ => {}
    }
    match own.get("scale") {
        Set::Not | Set::To([Piece::Word(_)]) => {}
        Set::To(pieces) => scaled(look, pieces)?,
        Set::Unknown => return Err(Hiding::Size),
    }
    match own.get("rotate") {
        Set::To([Piece::Word(axis), angle]) if matches!(&**axis, "x" | "y") => turned(angle)?,
        Set::Not
        | Set::To(
            [Piece::Word(_)] | [Piece::Length(..)] | [Piece::Function(..)] | [Piece::Number(_)],
        ) => {}
        _ => return Err(Hiding::Display),
    }
    let pieces = match own.get("transform") {
        Set::Not => return Ok(()),
        Set::Unknown => return Err(Hiding::Display),
        Set::To(pieces) => pieces,
    };
    for piece in pieces {
        let (name, inside) = match piece {
            Piece::Word(_) | Piece::Comma => continue,
            Piece::Function(name, inside) => (&**name, inside.as_slice()),
            _ => return Err(Hiding::Display),
        };
        match name {
            "scale" | "scalex" | "scaley" => scaled(look, inside)?,
            "scale3d" => scaled(look, inside.get(..3).unwrap_or(inside))?,
            "translate" | "translatex" | "translate3d" => shift(look, inside)?,
            "translatey" => {
                let measure = Measure { em: look.em(), whole: FAR };
                look.moved[1] += inside
                    .first()
                    .and_then(|piece| number(piece, measure))
                    .ok_or(Hiding::Display)?;
            }
            "rotatex" | "rotatey" => turned(inside.first().unwrap_or(&Piece::Text))?,
            "skew" | "skewx" | "skewy" => {
                inside.iter().filter(|piece| **piece != Piece::Comma).try_for_each(turned)?
            }
            "matrix" => matrix(look, inside)?,
            "rotate" | "rotatez" | "translatez" | "scalez" | "perspective" => {}
            _ => return Err(Hiding::Display),
        }
    }
    Ok(())
}

fn scaled(look: &mut Look, pieces: &[Piece]) -> Result<(), Hiding> {
    let mut smallest = f32::INFINITY;
    for piece in pieces.iter().filter(|piece| **piece != Piece::Comma).take(2) {
        smallest = smallest.min(number(piece, SHARE).ok_or(Hiding::Size)?.abs());
    }
    if smallest.is_finite() {
        look.scale *= smallest;
    }
    Ok(())
}

/// Enlarges by the `transform` of a picture's part. Where it is in the picture is not known.
pub(super) fn enlarge(look: &mut Look, pieces: &[Piece]) {
    let moved = look.moved;
    for piece in pieces {
        if let Piece::Function(name, inside) = piece {
            let _ = match &**name {
                "scale" => scaled(look, inside),
                "matrix" => matrix(look, inside),
                _ => Ok(()),
            };
        }
    }
    look.moved = moved;
}

/// An angle at which the plane of the text is seen from its edge.
fn turned(angle: &Piece) -> Result<(), Hiding> {
    let degrees = number(angle, SHARE).ok_or(Hiding::Display)?;
    let from_plane = degrees.rem_euclid(180.0);
    if (EDGE..=180.0 - EDGE).contains(&from_plane) { Err(Hiding::Size) } else { Ok(()) }
}

fn matrix(look: &mut Look, inside: &[Piece]) -> Result<(), Hiding> {
    let numbers: Option<Vec<f32>> = inside
        .iter()
        .filter(|piece| **piece != Piece::Comma)
        .map(|piece| number(piece, SHARE))
        .collect();
    let Some([a, b, c, d, x, y]) = numbers.as_deref() else { return Err(Hiding::Display) };
    let area = (a * d - b * c).abs();
    look.scale *= a.hypot(*b).min(c.hypot(*d)).min(area.sqrt()).min(area);
    look.moved[0] += x;
    look.moved[1] += y;
    Ok(())
}
