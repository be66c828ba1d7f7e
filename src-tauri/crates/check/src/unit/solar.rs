//! Masses, luminosities and radii of the sun, whose letters are scales otherwise.

use super::per::per;
use super::{Dimension, Measure};

/// A unit of the sun's that a text begins with: `M_{\\odot}`.
pub(super) fn solar(text: &str) -> Option<(Measure, usize)> {
    for (letter, dimension) in [
        ('M', Dimension::SolarMasses),
        ('L', Dimension::SolarLuminosities),
        ('R', Dimension::SolarRadii),
    ] {
        let words: &[&str] = match letter {
            'M' => &["solar masses", "solar mass"],
            'L' => &["solar luminosities"],
            _ => &["solar radii"],
        };
        if let Some(words) = words.iter().find(|words| text.starts_with(**words)) {
            return Some((Measure::new(dimension, 1, 0), words.len()));
        }
        let Some(sun) = text.strip_prefix(letter) else { continue };
        if let Some(sun) = [
            "_{\\odot}",
            "_\\odot",
            "⊙",
            "☉",
            "_⊙",
            "_{⊙}",
            "{}_{\\odot}",
            " _{\\odot}",
            "_{\\sun}",
        ]
        .iter()
        .find(|sign| sun.starts_with(**sign))
        {
            let mut measure = Measure::new(dimension, 1, 0);
            let length = 1 + sun.len();
            let per = per(&text[length..]);
            measure.per[0] = per.map(|(per, _)| per);
            return Some((measure, length + per.map_or(0, |(_, taken)| taken)));
        }
    }
    None
}
