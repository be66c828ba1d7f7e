//! Units and scales: `ms`, 毫秒 and seconds measure one thing; `K`, 万 and thousand multiply.

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
            || matches!((self, other), (Percent, Point) | (Point, Percent) | (Giga, Bytes | Operations) | (Bytes | Operations, Giga))
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

/// Reads the scale and unit at the beginning of a text; gives it and how many bytes it takes. White space before it is the caller's.
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
    for (letter, dimension) in [('M', Dimension::SolarMasses), ('L', Dimension::SolarLuminosities), ('R', Dimension::SolarRadii)] {
        let words: &[&str] = match letter {
            'M' => &["solar masses", "solar mass"],
            'L' => &["solar luminosities"],
            _ => &["solar radii"],
        };
        if let Some(words) = words.iter().find(|words| text.starts_with(**words)) {
            return Some((Measure::new(dimension, 1, 0), words.len()));
        }
        let Some(sun) = text.strip_prefix(letter) else { continue };
        if let Some(sun) = ["_{\\odot}", "_\\odot", "⊙", "☉", "_⊙", "_{⊙}", "{}_{\\odot}", " _{\\odot}", "_{\\sun}"]
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
    name == "千" && ["米", "克", "瓦", "赫", "字节", "秒差距"].iter().any(|unit| behind.starts_with(unit))
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

/// What a rate is for each of, behind a unit: `/s`, ` per second`, ` s^{-1}`, 每秒.
fn per(text: &str) -> Option<(Per, usize)> {
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
    let rest = ["\\,", "\\cdot ", "\\ "].iter().find_map(|gap| rest.strip_prefix(gap)).unwrap_or(rest).trim_start();
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
    (length == letters && !after.starts_with(|c: char| c.is_ascii_digit())).then_some((per, text.len() - after.len()))
}

fn plain_unit(text: &str) -> Option<(Measure, usize)> {
    let first = text.chars().next()?;
    for (metres, exponent) in [("km", 3), ("cm", -2), ("mm", -3), ("m", 0)] {
        let Some(power) = text.strip_prefix(metres) else { continue };
        if let Some(square) = ["²", "^2", "^{2}", "{}^{2}", " {}^{2}"].iter().find(|square| power.starts_with(**square)) {
            return Some((Measure::new(Dimension::SquareMetres, 1, 2 * exponent), metres.len() + square.len()));
        }
        if let Some(cube) = ["³", "^3", "^{3}", "{}^{3}", " {}^{3}"].iter().find(|cube| power.starts_with(**cube)) {
            return Some((Measure::new(Dimension::CubicMetres, 1, 3 * exponent), metres.len() + cube.len()));
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
    sign(first).map(|measure| (measure, first.len_utf8())).or_else(|| if matches!(first, '\\' | '^') { latex(text) } else { chinese(text) })
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
    units.iter().find(|(command, _)| text.starts_with(command)).and_then(|(command, c)| Some((sign(*c)?, command.len())))
}

/// The letters a text begins with, and a mu before them.
fn latin_word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    // `s2` and `m_i` are no units.
    if text[end..].starts_with(|c: char| c.is_ascii_digit() || c == '_') { "" } else { &text[..end] }
}

fn latin(text: &str) -> Option<(Measure, usize)> {
    let word = latin_word(text);
    let behind = &text[word.len()..];
    for (rates, measure) in [
        (&["frame", "frames", "fps", "images", "image"][..], Measure::new(Dimension::FramesPerSecond, 1, 0)),
        (&["token", "tokens", "tok"], Measure::new(Dimension::TokensPerSecond, 1, 0)),
    ] {
        if rates.iter().any(|rate| word.eq_ignore_ascii_case(rate))
            && let Some(ending) =
                ["/second", "/sec", "/s", "/秒", " per second", " / s", "每秒"].iter().find(|ending| behind.starts_with(**ending))
        {
            return Some((measure, word.len() + ending.len()));
        }
    }
    if matches!(word, "GPU" | "TPU" | "NPU") {
        let behind = behind.strip_prefix([' ', '-', '·']).unwrap_or(behind);
        let unit = measure_of_time(behind)?;
        return Some((Measure { dimension: Dimension::ProcessorSeconds, ..unit.0 }, text.len() - behind.len() + unit.1));
    }
    if matches!(word, "per" | "Per") && behind.starts_with(" cent") {
        return Some((Measure::new(Dimension::Percent, 1, 0), word.len() + " cent".len()));
    }
    if matches!(word, "percentage" | "absolute") && behind.starts_with(" point") {
        let points = latin_word(&behind[1..]).len();
        return Some((Measure::new(Dimension::Percent, 1, 0), word.len() + 1 + points));
    }
    named(word).or_else(|| if word.len() > 2 { named(&word.to_ascii_lowercase()) } else { None }).map(|measure| (measure, word.len()))
}

fn measure_of_time(text: &str) -> Option<(Measure, usize)> {
    unit(text).filter(|(measure, _)| measure.dimension == Dimension::Seconds)
}

/// A unit by its Latin name.
pub(super) fn named(word: &str) -> Option<Measure> {
    use Dimension::*;
    let (dimension, times, exponent) = match word {
        "percent" | "pct" => (Percent, 1, 0),
        "pp" | "ppt" | "ppts" => (Percent, 1, 0),
        "point" | "points" | "pts" | "pt" => (Point, 1, 0),
        "x" | "X" | "times" | "fold" => (Times, 1, 0),
        "s" | "sec" | "secs" | "second" | "seconds" => (Seconds, 1, 0),
        "ms" | "msec" | "millisecond" | "milliseconds" => (Seconds, 1, -3),
        "us" | "microsecond" | "microseconds" => (Seconds, 1, -6),
        "ns" | "nanosecond" | "nanoseconds" => (Seconds, 1, -9),
        "min" | "mins" | "minute" | "minutes" => (Seconds, 60, 0),
        "h" | "hr" | "hrs" | "hour" | "hours" => (Seconds, 3_600, 0),
        "day" | "days" => (Seconds, 86_400, 0),
        "week" | "weeks" => (Seconds, 604_800, 0),
        "month" | "months" => (Months, 1, 0),
        "year" | "years" => (Months, 12, 0),
        "fps" => (FramesPerSecond, 1, 0),
        "Hz" | "hz" | "hertz" => (Hertz, 1, 0),
        "kHz" | "khz" | "KHz" => (Hertz, 1, 3),
        "MHz" | "mhz" => (Hertz, 1, 6),
        "GHz" | "ghz" => (Hertz, 1, 9),
        "byte" | "bytes" => (Bytes, 1, 0),
        "KB" | "kB" | "KiB" | "kib" => (Bytes, 1, 3),
        "MB" | "MiB" | "mib" => (Bytes, 1, 6),
        "GB" | "GiB" | "gib" => (Bytes, 1, 9),
        "TB" | "TiB" | "tib" => (Bytes, 1, 12),
        "bit" | "bits" => (Bits, 1, 0),
        "G" => (Giga, 1, 9),
        "flops" | "flop" | "macs" => (Operations, 1, 0),
        "mflops" | "mmacs" => (Operations, 1, 6),
        "gflops" | "gflop" | "gmacs" => (Operations, 1, 9),
        "tflops" | "tflop" => (Operations, 1, 12),
        "pflops" | "pflop" => (Operations, 1, 15),
        "dB" | "db" => (Decibels, 1, 0),
        "J" | "joule" | "joules" => (Joules, 1, 0),
        "mJ" => (Joules, 1, -3),
        "kJ" => (Joules, 1, 3),
        "W" | "watt" | "watts" => (Watts, 1, 0),
        "mW" => (Watts, 1, -3),
        "kW" => (Watts, 1, 3),
        "m" | "metre" | "metres" | "meter" | "meters" => (Metres, 1, 0),
        "cm" | "centimeters" | "centimetres" => (Metres, 1, -2),
        "mm" | "millimeters" | "millimetres" => (Metres, 1, -3),
        "km" | "kilometers" | "kilometres" => (Metres, 1, 3),
        "g" | "grams" => (Grams, 1, 0),
        "kg" => (Grams, 1, 3),
        "deg" | "degree" | "degrees" => (Degrees, 1, 0),
        "px" | "pixel" | "pixels" => (Pixels, 1, 0),
        "usd" | "dollar" | "dollars" => (Dollars, 1, 0),
        "eur" | "euro" | "euros" => (Euros, 1, 0),
        "rmb" | "cny" | "yuan" => (Yuan, 1, 0),
        "ppm" => (PartsPerMillion, 1, 0),
        "ppb" => (PartsPerMillion, 1, -3),
        "dBm" => (DecibelMilliwatts, 1, 0),
        "kelvin" | "kelvins" | "Kelvin" => (Kelvin, 1, 0),
        "ly" => (LightYears, 1, 0),
        "AU" => (AstronomicalUnits, 1, 0),
        "arcsec" | "arcseconds" => (Arcseconds, 1, 0),
        "mas" => (Arcseconds, 1, -3),
        "rpm" | "RPM" => (TurnsPerMinute, 1, 0),
        "bpm" => (BeatsPerMinute, 1, 0),
        "lux" => (Lux, 1, 0),
        "dpi" | "ppi" => (DotsPerInch, 1, 0),
        "yr" | "yrs" => (Months, 12, 0),
        _ => return prefixed_word(word),
    };
    Some(Measure::new(dimension, times, exponent))
}

/// Units that take prefixes, each with those that are usual and mean nothing else.
const PREFIXED: [(&str, Dimension, u32, &str); 24] = [
    ("pc", Dimension::Parsecs, 1, "kMGm_"),
    ("eV", Dimension::ElectronVolts, 1, "kMGTm_"),
    ("yr", Dimension::Months, 12, "kMG"),
    ("mol", Dimension::Moles, 1, "mun_k"),
    ("Pa", Dimension::Pascals, 1, "kMGh_"),
    ("bps", Dimension::BitsPerSecond, 1, "kKMGT_"),
    ("Jy", Dimension::Janskys, 1, "mu_"),
    ("Da", Dimension::Daltons, 1, "kM_"),
    ("cal", Dimension::Calories, 1, "k_"),
    ("Wh", Dimension::WattHours, 1, "kMG_"),
    ("Ohm", Dimension::Ohms, 1, "kM_"),
    ("Hz", Dimension::Hertz, 1, "mT"),
    ("V", Dimension::Volts, 1, "mku_"),
    ("W", Dimension::Watts, 1, "unMG"),
    ("J", Dimension::Joules, 1, "unMG"),
    ("m", Dimension::Metres, 1, "nu"),
    ("s", Dimension::Seconds, 1, "fup"),
    ("g", Dimension::Grams, 1, "mun"),
    ("L", Dimension::Litres, 1, "mu_"),
    ("A", Dimension::Amperes, 1, "mu"),
    ("N", Dimension::Newtons, 1, "k"),
    ("T", Dimension::Tesla, 1, "m"),
    ("F", Dimension::Farads, 1, "pnu"),
    ("M", Dimension::Molar, 1, "mun"),
];

/// `kpc`, `MeV`, `mmol`.
fn prefixed_word(word: &str) -> Option<Measure> {
    prefixed("", word).or_else(|| word.is_char_boundary(1).then(|| prefixed(&word[..1], &word[1..])).flatten())
}

fn prefixed(prefix: &str, unit: &str) -> Option<Measure> {
    let (_, dimension, times, prefixes) = PREFIXED.iter().find(|(name, ..)| *name == unit)?;
    let power = match prefix {
        "" => 0,
        "k" | "K" => 3,
        "M" => 6,
        "G" => 9,
        "T" => 12,
        "h" => 2,
        "c" => -2,
        "m" => -3,
        "u" => -6,
        "n" => -9,
        "p" => -12,
        "f" => -15,
        _ => return None,
    };
    let sign = if prefix.is_empty() { "_" } else { prefix };
    prefixes.contains(sign).then(|| Measure::new(*dimension, *times, power))
}

fn chinese(text: &str) -> Option<(Measure, usize)> {
    use Dimension::*;
    const UNITS: [(&str, Dimension, u32, i16); 58] = [
        ("个太阳质量", SolarMasses, 1, 0),
        ("太阳质量", SolarMasses, 1, 0),
        ("千秒差距", Parsecs, 1, 3),
        ("百万秒差距", Parsecs, 1, 6),
        ("秒差距", Parsecs, 1, 0),
        ("电子伏", ElectronVolts, 1, 0),
        ("光年", LightYears, 1, 0),
        ("摩尔", Moles, 1, 0),
        ("开尔文", Kelvin, 1, 0),
        ("毫升", Litres, 1, -3),
        ("毫克", Grams, 1, -3),
        ("纳米", Metres, 1, -9),
        ("微米", Metres, 1, -6),
        ("平方米", SquareMetres, 1, 0),
        ("立方米", CubicMetres, 1, 0),
        ("个百分点", Percent, 1, 0),
        ("百分点", Percent, 1, 0),
        ("个点", Point, 1, 0),
        ("帧/秒", FramesPerSecond, 1, 0),
        ("帧每秒", FramesPerSecond, 1, 0),
        ("帧／秒", FramesPerSecond, 1, 0),
        ("词元/秒", TokensPerSecond, 1, 0),
        ("倍", Times, 1, 0),
        ("毫秒", Seconds, 1, -3),
        ("微秒", Seconds, 1, -6),
        ("μs", Seconds, 1, -6),
        ("µs", Seconds, 1, -6),
        ("纳秒", Seconds, 1, -9),
        ("秒", Seconds, 1, 0),
        ("分钟", Seconds, 60, 0),
        ("个小时", Seconds, 3_600, 0),
        ("小时", Seconds, 3_600, 0),
        ("个钟头", Seconds, 3_600, 0),
        ("天", Seconds, 86_400, 0),
        ("周", Seconds, 604_800, 0),
        ("个月", Months, 1, 0),
        ("年", Months, 12, 0),
        ("千赫兹", Hertz, 1, 3),
        ("千赫", Hertz, 1, 3),
        ("兆赫", Hertz, 1, 6),
        ("赫兹", Hertz, 1, 0),
        ("分贝", Decibels, 1, 0),
        ("千字节", Bytes, 1, 3),
        ("字节", Bytes, 1, 0),
        ("比特", Bits, 1, 0),
        ("千瓦", Watts, 1, 3),
        ("瓦", Watts, 1, 0),
        ("焦耳", Joules, 1, 0),
        ("厘米", Metres, 1, -2),
        ("毫米", Metres, 1, -3),
        ("公里", Metres, 1, 3),
        ("千米", Metres, 1, 3),
        ("米", Metres, 1, 0),
        ("千克", Grams, 1, 3),
        ("像素", Pixels, 1, 0),
        ("美元", Dollars, 1, 0),
        ("欧元", Euros, 1, 0),
        ("元", Yuan, 1, 0),
    ];
    let (name, dimension, times, exponent) = UNITS.iter().find(|(name, ..)| text.starts_with(name))?;
    let rest = &text[name.len()..];
    // 分 before 之 makes a fraction, 分 alone a score; 周 and 天 begin other words.
    let other = match *name {
        "天" => ["然", "气", "空"].iter().any(|next| rest.starts_with(next)),
        "周" => ["期", "围"].iter().any(|next| rest.starts_with(next)),
        "元" => ["组", "素", "学", "智"].iter().any(|next| rest.starts_with(next)),
        _ => false,
    };
    (!other).then(|| (Measure::new(*dimension, *times, *exponent), name.len()))
}

/// 分 of a score, where it is neither 分之, 分钟 nor the beginning of another word.
pub(super) fn is_points(text: &str) -> bool {
    text.strip_prefix('分').is_some_and(|rest| {
        !rest.starts_with(['之', '钟', '类', '支', '析', '布', '别', '割', '辨', '层', '块', '数', '为', '成', '组', '段'])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use Dimension::*;

    #[test]
    fn one_unit_has_many_names() {
        for (names, dimension, times, exponent) in [
            (&["%", "％", "percent", "per cent", "\\%", "percentage points", "个百分点"][..], Percent, 1, 0),
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
                assert_eq!(measure(name), Some((Measure::new(dimension, times, exponent), name.len())), "{name}");
            }
        }
    }

    #[test]
    fn words_that_begin_like_a_unit_are_none() {
        for word in ["samples", "models", "minimal", "个问题", "天然", "s2", "m_i", "", "hidden", "xy", "分类"] {
            assert_eq!(measure(word), None, "{word}");
        }
        assert!(is_points("分，") && !is_points("分类") && !is_points("分之一"));
    }
}
