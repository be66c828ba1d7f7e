//! Units and scales: `ms`, 毫秒 and seconds measure one thing; `K`, 万 and thousand multiply.

mod chinese;
mod named;
mod per;

use chinese::chinese;
use named::prefixed;
use per::per;

pub(super) use named::named;

/// What a figure measures. Figures of different dimensions are never the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Dimension {
    /// How many, or a score without a unit.
    Count,
    Percent,
    /// Points of a score; of a score in per cent they are per cent.
    Point,
    /// So many times as much.
    Times,
    Seconds,
    /// Seconds on so many processors.
    ProcessorSeconds,
    Months,
    FramesPerSecond,
    TokensPerSecond,
    Hertz,
    Bytes,
    Bits,
    /// `20G`: of bytes or of operations.
    Giga,
    Operations,
    Decibels,
    Joules,
    Watts,
    Metres,
    SquareMetres,
    CubicMetres,
    Grams,
    Celsius,
    Degrees,
    Pixels,
    Dollars,
    Euros,
    Yuan,
    Parsecs,
    LightYears,
    AstronomicalUnits,
    Arcseconds,
    ElectronVolts,
    Moles,
    Molar,
    PartsPerMillion,
    DecibelMilliwatts,
    Kelvin,
    Pascals,
    Volts,
    Amperes,
    Newtons,
    Tesla,
    Farads,
    Ohms,
    Litres,
    BitsPerSecond,
    Janskys,
    Daltons,
    Calories,
    WattHours,
    TurnsPerMinute,
    BeatsPerMinute,
    Lux,
    DotsPerInch,
    SolarMasses,
    SolarLuminosities,
    SolarRadii,
    /// Letters that stuck to a number and are no unit known here, four of them at most: `720p`.
    Letters([u8; 4]),
}

impl Dimension {
    /// Whether figures of these dimensions can be the same.
    fn fits(self, other: Self) -> bool {
        use Dimension::{Bytes, Giga, Operations, Percent, Point};
        self == other
            || matches!(
                (self, other),
                (Percent, Point)
                    | (Point, Percent)
                    | (Giga, Bytes | Operations)
                    | (Bytes | Operations, Giga)
            )
    }
}

/// A unit as a multiple of its dimension's own: a minute is 60 seconds, a million is 1 × 10^6.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Measure {
    pub(super) dimension: Dimension,
    pub(super) times: u32,
    pub(super) exponent: i16,
    /// So much in each of these.
    pub(super) per: [Option<Per>; 2],
}

/// What a rate is for each of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Per {
    Second,
    Minute,
    Hour,
    Day,
    Year,
    Metre,
    Centimetre,
    SquareMetre,
    CubicMetre,
    Kilogram,
    Gram,
    Litre,
    Millilitre,
    Mole,
    Parsec,
    Kiloparsec,
    Megaparsec,
    Kelvin,
}

impl Measure {
    /// No unit at all.
    pub(super) const BARE: Self = Self::new(Dimension::Count, 1, 0);

    pub(super) const fn new(dimension: Dimension, times: u32, exponent: i16) -> Self {
        Self { dimension, times, exponent, per: [None; 2] }
    }

    /// Whether figures in these units can be the same.
    pub(super) fn fits(self, other: Self) -> bool {
        self.dimension.fits(other.dimension) && self.per == other.per
    }

    /// This unit of so many thousands or millions.
    fn of(self, scale: i16) -> Self {
        Self { exponent: self.exponent + scale, ..self }
    }
}

/// Reads the scale and unit at the beginning of a text; gives it and how many bytes it takes. White
/// space before it is the caller's.
pub(super) fn measure(text: &str) -> Option<(Measure, usize)> {
    if let Some(scaled) = solar(text) {
        return Some(scaled);
    }
    if let Some((scale, taken)) = scale(text) {
        let behind = &text[taken..];
        let gap = behind.len() - behind.trim_start_matches([' ', '\u{a0}', '-', '多', '余']).len();
        return Some(match unit(&behind[gap..]) {
            Some((unit, length)) if gap <= 3 => (unit.of(scale), taken + gap + length),
            _ => (Measure::BARE.of(scale), taken),
        });
    }
    unit(text)
}

/// Masses, luminosities and radii of the sun, whose letters are scales otherwise.
fn solar(text: &str) -> Option<(Measure, usize)> {
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

/// `K`, 万, `million`: the power of ten.
fn scale(text: &str) -> Option<(i16, usize)> {
    let first = text.chars().next()?;
    if first.is_ascii_alphabetic() {
        let word = latin_word(text);
        let power = match word {
            "K" | "k" | "thousand" => 3,
            "M" | "million" | "millions" | "mn" | "Million" => 6,
            "B" | "b" | "bn" | "billion" | "billions" | "Billion" => 9,
            "T" | "trillion" | "trillions" | "Trillion" => 12,
            _ => return None,
        };
        return Some((power, word.len()));
    }
    const SCALES: [(&str, i16); 11] = [
        ("万亿", 12),
        ("千亿", 11),
        ("百亿", 10),
        ("十亿", 9),
        ("千万", 7),
        ("百万", 6),
        ("十万", 5),
        ("亿", 8),
        ("万", 4),
        ("千", 3),
        ("百", 2),
    ];
    SCALES
        .iter()
        .find(|(name, _)| text.starts_with(name))
        .filter(|(name, _)| !is_kilo(&text[name.len()..], name))
        .map(|(name, power)| (*power, name.len()))
}

/// 千 in 千米 belongs to the unit.
fn is_kilo(behind: &str, name: &str) -> bool {
    name == "千"
        && ["米", "克", "瓦", "赫", "字节", "秒差距"].iter().any(|unit| behind.starts_with(unit))
}

fn unit(text: &str) -> Option<(Measure, usize)> {
    if let Some(solar) = solar(text) {
        return Some(solar);
    }
    let (mut measure, mut length) = plain_unit(text)?;
    for slot in 0..2 {
        let Some((per, taken)) = per(&text[length..]) else { break };
        measure.per[slot] = Some(per);
        length += taken;
    }
    Some((measure, length))
}

fn plain_unit(text: &str) -> Option<(Measure, usize)> {
    let first = text.chars().next()?;
    for (metres, exponent) in [("km", 3), ("cm", -2), ("mm", -3), ("m", 0)] {
        let Some(power) = text.strip_prefix(metres) else { continue };
        if let Some(square) = ["²", "^2", "^{2}", "{}^{2}", " {}^{2}"]
            .iter()
            .find(|square| power.starts_with(**square))
        {
            return Some((
                Measure::new(Dimension::SquareMetres, 1, 2 * exponent),
                metres.len() + square.len(),
            ));
        }
        if let Some(cube) =
            ["³", "^3", "^{3}", "{}^{3}", " {}^{3}"].iter().find(|cube| power.starts_with(**cube))
        {
            return Some((
                Measure::new(Dimension::CubicMetres, 1, 3 * exponent),
                metres.len() + cube.len(),
            ));
        }
    }
    if let Some(rest) = text.strip_prefix(['µ', 'μ'])
        && let word = latin_word(rest)
        && let Some(measure) = prefixed("u", word)
    {
        return Some((measure, first.len_utf8() + word.len()));
    }
    if first.is_ascii_alphabetic() {
        return latin(text);
    }
    sign(first)
        .map(|measure| (measure, first.len_utf8()))
        .or_else(|| if matches!(first, '\\' | '^') { latex(text) } else { chinese(text) })
}

/// Units of one sign.
fn sign(c: char) -> Option<Measure> {
    use Dimension::{Celsius, Percent, Times};
    Some(match c {
        '%' | '％' | '﹪' => Measure::new(Percent, 1, 0),
        '×' | '✕' | '⨯' => Measure::new(Times, 1, 0),
        '‰' => Measure::new(Percent, 1, -1),
        '℃' => Measure::new(Celsius, 1, 0),
        '°' | '度' => Measure::new(Dimension::Degrees, 1, 0),
        '€' => Measure::new(Dimension::Euros, 1, 0),
        _ => return None,
    })
}

/// Units that LaTeX writes as commands.
fn latex(text: &str) -> Option<(Measure, usize)> {
    let units = [("\\%", '%'), ("\\times", '×'), ("^{\\circ}", '°'), ("^\\circ", '°')];
    units
        .iter()
        .find(|(command, _)| text.starts_with(command))
        .and_then(|(command, c)| Some((sign(*c)?, command.len())))
}

/// The letters a text begins with, and a mu before them.
fn latin_word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    // `s2` and `m_i` are no units.
    if text[end..].starts_with(|c: char| c.is_ascii_digit() || c == '_') {
        ""
    } else {
        &text[..end]
    }
}

fn latin(text: &str) -> Option<(Measure, usize)> {
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
    if matches!(word, "GPU" | "TPU" | "NPU") {
        let behind = behind.strip_prefix([' ', '-', '·']).unwrap_or(behind);
        let unit = measure_of_time(behind)?;
        return Some((
            Measure { dimension: Dimension::ProcessorSeconds, ..unit.0 },
            text.len() - behind.len() + unit.1,
        ));
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

/// 分 of a score, where it is neither 分之, 分钟 nor the beginning of another word.
pub(super) fn is_points(text: &str) -> bool {
    text.strip_prefix('分').is_some_and(|rest| {
        !rest.starts_with([
            '之', '钟', '类', '支', '析', '布', '别', '割', '辨', '层', '块', '数', '为', '成',
            '组', '段',
        ])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use Dimension::*;

    #[test]
    fn one_unit_has_many_names() {
        for (names, dimension, times, exponent) in [
            (
                &["%", "％", "percent", "per cent", "\\%", "percentage points", "个百分点"][..],
                Percent,
                1,
                0,
            ),
            (&["×", "x", "X", "倍", "times", "fold", "\\times"], Times, 1, 0),
            (&["s", "秒", "seconds", "Seconds", "sec"], Seconds, 1, 0),
            (&["ms", "毫秒", "milliseconds"], Seconds, 1, -3),
            (&["小时", "hours", "h", "个小时"], Seconds, 3_600, 0),
            (&["万", "万"], Count, 1, 4),
            (&["K", "thousand", "千"], Count, 1, 3),
            (&["billion", "B", "十亿"], Count, 1, 9),
            (&["万小时"], Seconds, 3_600, 4),
            (&["million hours", "M hours"], Seconds, 3_600, 6),
            (&["FPS", "fps", "frames per second", "frames/s", "帧/秒"], FramesPerSecond, 1, 0),
            (&["GPU hours", "GPU-hours", "GPU小时"], ProcessorSeconds, 3_600, 0),
            (&["千米", "km"], Metres, 1, 3),
        ] {
            for name in names {
                assert_eq!(
                    measure(name),
                    Some((Measure::new(dimension, times, exponent), name.len())),
                    "{name}"
                );
            }
        }
    }

    #[test]
    fn words_that_begin_like_a_unit_are_none() {
        for word in [
            "samples",
            "models",
            "minimal",
            "个问题",
            "天然",
            "s2",
            "m_i",
            "",
            "hidden",
            "xy",
            "分类",
        ] {
            assert_eq!(measure(word), None, "{word}");
        }
        assert!(is_points("分，") && !is_points("分类") && !is_points("分之一"));
    }
}
