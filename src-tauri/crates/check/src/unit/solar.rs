//! Masses, luminosities and radii of the sun, whose letters are scales otherwise.

use super::per::pers;
use super::{Dimension, Measure};

/// A unit of the sun's that a text begins with: `M_{\\odot}`.
pub(super) fn solar(text: &str) -> Option<(Measure, usize)> {
    const SIGNS: [&str; 9] =
        ["_{\\odot}", "_\\odot", "⊙", "☉", "_⊙", "_{⊙}", "{}_{\\odot}", " _{\\odot}", "_{\\sun}"];
    const NAMES: [(&str, Dimension); 13] = [
        ("solar masses", Dimension::SolarMasses),
        ("solar mass", Dimension::SolarMasses),
        ("个太阳质量", Dimension::SolarMasses),
        ("太阳质量", Dimension::SolarMasses),
        ("solar luminosities", Dimension::SolarLuminosities),
        ("太阳光度", Dimension::SolarLuminosities),
        ("solar radii", Dimension::SolarRadii),
        ("太阳半径", Dimension::SolarRadii),
        // A multiple of the sun's mass is a number of solar masses.
        ("倍太阳质量", Dimension::SolarMasses),
        ("倍太阳光度", Dimension::SolarLuminosities),
        ("倍太阳半径", Dimension::SolarRadii),
        ("times the solar mass", Dimension::SolarMasses),
        ("times the mass of the Sun", Dimension::SolarMasses),
    ];
    let first = text.bytes().next()?;
    if first.is_ascii() && !matches!(first, b's' | b't' | b'M' | b'L' | b'R') {
        return None;
    }
    let named = NAMES
        .iter()
        .find_map(|(name, dimension)| text.starts_with(name).then_some((*dimension, name.len())));
    let signed = || {
        let (dimension, sun) = match text.split_at_checked(1)? {
            ("M", sun) => (Dimension::SolarMasses, sun),
            ("L", sun) => (Dimension::SolarLuminosities, sun),
            ("R", sun) => (Dimension::SolarRadii, sun),
            _ => return None,
        };
        let sign = SIGNS.iter().find(|sign| sun.starts_with(**sign))?;
        Some((dimension, 1 + sign.len()))
    };
    let (dimension, length) = named.or_else(signed)?;
    let (per, taken) = pers(&text[length..]);
    Some((Measure::new(dimension, 1, 0).each(per), length + taken))
}
