//! What a rate is for each of.

use super::Per;

/// What a rate is for each of, behind a unit: `/s`, ` per second`, ` s^{-1}`, 每秒.
pub(super) fn per(text: &str) -> Option<(Per, usize)> {
    const NAMES: [(&str, Per); 45] = [
        ("seconds", Per::Second),
        ("second", Per::Second),
        ("sec", Per::Second),
        ("秒", Per::Second),
        ("s", Per::Second),
        ("minute", Per::Minute),
        ("min", Per::Minute),
        ("分钟", Per::Minute),
        ("hour", Per::Hour),
        ("小时", Per::Hour),
        ("hr", Per::Hour),
        ("h", Per::Hour),
        ("day", Per::Day),
        ("天", Per::Day),
        ("d", Per::Day),
        ("year", Per::Year),
        ("yr", Per::Year),
        ("年", Per::Year),
        ("Mpc", Per::Megaparsec),
        ("kpc", Per::Kiloparsec),
        ("pc", Per::Parsec),
        ("m^{2}", Per::SquareMetre),
        ("m^2", Per::SquareMetre),
        ("m²", Per::SquareMetre),
        ("m2", Per::SquareMetre),
        ("平方米", Per::SquareMetre),
        ("m^{3}", Per::CubicMetre),
        ("m^3", Per::CubicMetre),
        ("m³", Per::CubicMetre),
        ("m3", Per::CubicMetre),
        ("立方米", Per::CubicMetre),
        ("cm", Per::Centimetre),
        ("mol", Per::Mole),
        ("mL", Per::Millilitre),
        ("ml", Per::Millilitre),
        ("毫升", Per::Millilitre),
        ("L", Per::Litre),
        ("升", Per::Litre),
        ("kg", Per::Kilogram),
        ("千克", Per::Kilogram),
        ("公斤", Per::Kilogram),
        ("g", Per::Gram),
        ("克", Per::Gram),
        ("K", Per::Kelvin),
        ("m", Per::Metre),
    ];
    let named = |text: &str| {
        NAMES.iter().find_map(|(name, per)| {
            let behind = text.strip_prefix(name)?;
            let ends = !name.is_ascii() || !behind.starts_with(|c: char| c.is_ascii_alphanumeric());
            ends.then_some((*per, name.len()))
        })
    };
    for sign in ["/", " / ", "／", " per ", "每", "-per-"] {
        if let Some(behind) = text.strip_prefix(sign) {
            return named(behind).map(|(per, length)| (per, sign.len() + length));
        }
    }
    let rest = text.trim_start_matches([' ', '\u{a0}', '\u{2009}', '·', '~', '⋅', '{', '}', '$']);
    let rest = ["\\,", "\\cdot ", "\\ "]
        .iter()
        .find_map(|gap| rest.strip_prefix(gap))
        .unwrap_or(rest)
        .trim_start();
    if rest.len() == text.len() {
        return None;
    }
    // Of `m^{-2}` the power is part of what is told.
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let behind = rest[letters..].trim_start_matches(['$', '{', '}', ' ']);
    let powers = ["^{-1}", "^-1", "⁻¹", "-1", "−1", "^{−1}"];
    let power = powers.iter().find(|power| behind.starts_with(**power))?;
    let after = &behind[power.len()..];
    let (per, length) = named(&rest[..letters])?;
    (length == letters && !after.starts_with(|c: char| c.is_ascii_digit()))
        .then_some((per, text.len() - after.len()))
}
