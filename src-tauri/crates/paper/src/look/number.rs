//! Numbers, lengths and calculations with them.

use super::value::{Piece, at_commas};

/// The size of the page's text in CSS pixels: ten points.
pub(super) const PAGE_TEXT: f32 = 40.0 / 3.0;
/// The window that widths are a share of.
const WINDOW: [f32; 2] = [1280.0, 800.0];

/// What lengths are measured against, in pixels.
#[derive(Clone, Copy)]
pub(super) struct Measure {
    /// The size of the text.
    pub(super) em: f32,
    /// What per cent are a share of.
    pub(super) whole: f32,
}

/// The value of a number, length, share or calculation; lengths in pixels. `None` for what this
/// does not know.
pub(super) fn number(piece: &Piece, measure: Measure) -> Option<f32> {
    let value = match piece {
        Piece::Number(value) => *value,
        Piece::Percent(share) => share * measure.whole,
        Piece::Length(value, unit) => value * unit_in_pixels(unit, measure)?,
        Piece::Function(name, inside) => function(name, inside, measure)?,
        Piece::Word(word) => match &**word {
            "infinity" => f32::MAX / 4.0,
            "pi" => std::f32::consts::PI,
            "e" => std::f32::consts::E,
            _ => return None,
        },
        _ => return None,
    };
    (!value.is_nan()).then_some(value)
}

fn unit_in_pixels(unit: &str, measure: Measure) -> Option<f32> {
    Some(match unit {
        "px" => 1.0,
        "pt" => 4.0 / 3.0,
        "pc" => 16.0,
        "in" => 96.0,
        "cm" => 96.0 / 2.54,
        "mm" => 9.6 / 2.54,
        "q" => 2.4 / 2.54,
        "em" => measure.em,
        "rem" => PAGE_TEXT,
        "ex" | "ch" | "cap" | "rex" | "rch" => measure.em / 2.0,
        "ic" => measure.em,
        "lh" | "rlh" => measure.em * 1.2,
        "vw" | "vi" | "svw" | "lvw" | "dvw" | "cqw" | "cqi" | "vmax" | "cqmax" => WINDOW[0] / 100.0,
        "vh" | "vb" | "svh" | "lvh" | "dvh" | "cqh" | "cqb" | "vmin" | "cqmin" => WINDOW[1] / 100.0,
        // Angles, in degrees.
        "deg" => 1.0,
        "grad" => 0.9,
        "rad" => 180.0 / std::f32::consts::PI,
        "turn" => 360.0,
        _ => return None,
    })
}

fn function(name: &str, inside: &[Piece], measure: Measure) -> Option<f32> {
    let arguments =
        || at_commas(inside).map(|part| sum(part, measure)).collect::<Option<Vec<f32>>>();
    Some(match name {
        "" | "calc" => sum(inside, measure)?,
        "min" => arguments()?.into_iter().reduce(f32::min)?,
        "max" => arguments()?.into_iter().reduce(f32::max)?,
        "clamp" => match arguments()?[..] {
            [low, value, high] => value.min(high).max(low),
            _ => return None,
        },
        "abs" => arguments()?.first()?.abs(),
        "sign" => arguments()?.first()?.signum(),
        "sqrt" => arguments()?.first()?.sqrt(),
        "pow" => match arguments()?[..] {
            [base, power] => base.powf(power),
            _ => return None,
        },
        _ => return None,
    })
}

/// `a + b * c`, of numbers whose units are resolved already.
fn sum(parts: &[Piece], measure: Measure) -> Option<f32> {
    let (mut total, mut factor, mut sign, mut operator) = (0.0, None, 1.0, None);
    for part in parts {
        match part {
            Piece::Sign('*') => operator = Some('*'),
            Piece::Slash => operator = Some('/'),
            Piece::Sign(next @ ('+' | '-')) => {
                total += sign * factor.take()?;
                sign = if *next == '-' { -1.0 } else { 1.0 };
                operator = None;
            }
            part => {
                let value = number(part, measure)?;
                factor = Some(match (factor, operator.take()) {
                    (None, None) => value,
                    (Some(before), Some('*')) => before * value,
                    (Some(before), Some('/')) => before / value,
                    // `1px -2px` without a blank before the second number: a sum to a browser's eye
                    // it is not.
                    _ => return None,
                });
            }
        }
    }
    Some(total + sign * factor?)
}
