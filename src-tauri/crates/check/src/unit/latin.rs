//! Units in Latin letters, with the rates and compounds that are made of them.

use super::named::letter;
use super::per::pers;
use super::read::unit;
use super::{Dimension, Measure, named};

/// The letters a text begins with, and a mu before them.
pub(super) fn latin_word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    // `s2` and `m_i` are no units.
    if text[end..].starts_with(|c: char| c.is_ascii_digit() || c == '_') {
        ""
    } else {
        &text[..end]
    }
}

pub(super) fn latin(text: &str) -> Option<(Measure, usize)> {
    let word = latin_word(text);
    let behind = &text[word.len()..];
    for (rates, measure) in [
        (
            &["frame", "frames", "fps", "images", "image"][..],
            Measure::new(Dimension::FramesPerSecond, 1, 0),
        ),
        (&["token", "tokens", "tok"], Measure::new(Dimension::TokensPerSecond, 1, 0)),
    ] {
        if rates.iter().any(|rate| word.eq_ignore_ascii_case(rate))
            && let Some(ending) = ["/second", "/sec", "/s", "/秒", " per second", " / s", "每秒"]
                .iter()
                .find(|ending| behind.starts_with(**ending))
        {
            return Some((measure, word.len() + ending.len()));
        }
    }
    if let Some(rate) = rate_of_times(text) {
        return Some(rate);
    }
    if matches!(word, "GPU" | "TPU" | "NPU") {
        let behind = behind.strip_prefix([' ', '-', '·']).unwrap_or(behind);
        let unit = measure_of_time(behind)?;
        return Some((
            Measure { dimension: Dimension::ProcessorSeconds, ..unit.0 },
            text.len() - behind.len() + unit.1,
        ));
    }
    // A letter alone is a unit before what it is for each of: `S/m`.
    if word.len() == 1
        && pers(behind).1 > 0
        && let Some(measure) = letter(word)
    {
        return Some((measure, word.len()));
    }
    // `square kilometres`.
    let powers = [(&["square", "sq", "sq."][..], 2), (&["cubic"], 3)];
    if let Some((name, power)) = powers.iter().find_map(|(names, power)| {
        let name =
            names.iter().filter(|name| text.starts_with(**name)).max_by_key(|name| name.len())?;
        Some((name, *power))
    }) && let Some(rest) = text[name.len()..].strip_prefix([' ', '-'])
        && let unit = latin_word(rest)
        && let Some(measure) = named(unit)
        && measure.dimension == Dimension::Metres
    {
        let dimension = if power == 2 { Dimension::SquareMetres } else { Dimension::CubicMetres };
        let times = measure.times.checked_pow(u32::from(power == 3) + 2)?;
        let measure = Measure::new(dimension, times, measure.exponent * power);
        return Some((measure, name.len() + 1 + unit.len()));
    }
    // Per cents of mass, of volume or of atoms.
    if let Some(share) =
        ["mol%", "mol.%", "mol %", "wt%", "wt.%", "wt %", "at%", "at.%", "vol%", "vol.%"]
            .iter()
            .find(|share| text.starts_with(**share))
    {
        return Some((Measure::new(Dimension::Percent, 1, 0), share.len()));
    }
    if matches!(word, "euro" | "Euro")
        && let Some(cents) = [" cents", " cent"].iter().find(|cents| behind.starts_with(**cents))
    {
        return Some((Measure::new(Dimension::Euros, 1, -2), word.len() + cents.len()));
    }
    if matches!(word, "per" | "Per") && behind.starts_with(" cent") {
        return Some((Measure::new(Dimension::Percent, 1, 0), word.len() + " cent".len()));
    }
    if matches!(word, "percentage" | "absolute") && behind.starts_with(" point") {
        let points = latin_word(&behind[1..]).len();
        return Some((Measure::new(Dimension::Percent, 1, 0), word.len() + 1 + points));
    }
    named(word)
        .or_else(|| if word.len() > 2 { named(&word.to_ascii_lowercase()) } else { None })
        .map(|measure| (measure, word.len()))
}

fn measure_of_time(text: &str) -> Option<(Measure, usize)> {
    unit(text).filter(|(measure, _)| measure.dimension == Dimension::Seconds)
}

/// `times per second`: hertz.
pub(crate) fn rate_of_times(text: &str) -> Option<(Measure, usize)> {
    ["times per second", "times a second", "times each second", "times/s"]
        .iter()
        .find(|rate| text.starts_with(**rate))
        .map(|rate| (Measure::new(Dimension::Hertz, 1, 0), rate.len()))
}
