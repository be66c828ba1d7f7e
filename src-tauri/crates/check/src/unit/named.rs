//! Units by their Latin names.

use super::{Dimension, Measure, Per};

/// A unit by its Latin name.
pub(crate) fn named(word: &str) -> Option<Measure> {
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
        "kg" | "kilograms" | "kilogram" => (Grams, 1, 3),
        "tonne" | "tonnes" | "tons" => (Grams, 1, 6),
        "ml" => (Litres, 1, -3),
        "ul" => (Litres, 1, -6),
        "deg" | "degree" | "degrees" => (Degrees, 1, 0),
        "px" | "pixel" | "pixels" => (Pixels, 1, 0),
        "usd" | "dollar" | "dollars" => (Dollars, 1, 0),
        "eur" | "euro" | "euros" => (Euros, 1, 0),
        "rmb" | "cny" | "yuan" => (Yuan, 1, 0),
        "cent" | "cents" => (Dollars, 1, -2),
        "gbp" => (PoundsSterling, 1, 0),
        "jpy" | "yen" => (Yen, 1, 0),
        "ha" | "hectare" | "hectares" => (SquareMetres, 1, 4),
        "acre" | "acres" => (SquareMetres, 40_468_564, -4),
        "ppm" => (Percent, 1, -4),
        "ppb" => (Percent, 1, -7),
        "ft" | "feet" | "foot" => (Metres, 3_048, -4),
        "inch" | "inches" => (Metres, 254, -4),
        "mile" | "miles" => (Metres, 1_609_344, -3),
        "lb" | "lbs" | "pound" | "pounds" => (Grams, 45_359_237, -5),
        "erg" | "ergs" => (Joules, 1, -7),
        "HU" => (HounsfieldUnits, 1, 0),
        "mmHg" => (MillimetresOfMercury, 1, 0),
        "dex" => (Dex, 1, 0),
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
        _ => return prefixed_word(word).or_else(|| spelled_out(word)),
    };
    Some(Measure::new(dimension, times, exponent))
}

/// Units that take prefixes, each with those that are usual and mean nothing else.
const PREFIXED: [(&str, Dimension, u32, &str); 41] = [
    ("bp", Dimension::Bases, 1, "kMG_"),
    ("nt", Dimension::Bases, 1, "k_"),
    ("b", Dimension::Bits, 1, "kMG"),
    ("t", Dimension::Grams, 1_000_000, "kMG_"),
    ("pc", Dimension::Parsecs, 1, "kMGm_"),
    ("eV", Dimension::ElectronVolts, 1, "kMGTmun_"),
    ("yr", Dimension::Months, 12, "kMG"),
    ("mol", Dimension::Moles, 1, "mun_k"),
    ("Pa", Dimension::Pascals, 1, "kMGh_"),
    ("bps", Dimension::Bits, 1, "kKMGT_"),
    ("bit", Dimension::Bits, 1, "kKMGT"),
    ("Jy", Dimension::Janskys, 1, "mu_"),
    ("Da", Dimension::Daltons, 1, "kM_"),
    ("cal", Dimension::Calories, 1, "k_"),
    ("Wh", Dimension::WattHours, 1, "kMG_"),
    ("Ohm", Dimension::Ohms, 1, "kM_"),
    ("Hz", Dimension::Hertz, 1, "mT"),
    ("V", Dimension::Volts, 1, "mkunM_"),
    ("W", Dimension::Watts, 1, "unpMGT"),
    ("J", Dimension::Joules, 1, "unMG"),
    ("m", Dimension::Metres, 1, "nu"),
    ("s", Dimension::Seconds, 1, "fup"),
    ("g", Dimension::Grams, 1, "munGTP"),
    ("L", Dimension::Litres, 1, "mu_"),
    ("A", Dimension::Amperes, 1, "munpk"),
    ("N", Dimension::Newtons, 1, "kmunpM"),
    ("Gy", Dimension::Grays, 1, "mcuk_"),
    ("Sv", Dimension::Sieverts, 1, "mu_"),
    ("Bq", Dimension::Becquerels, 1, "kMGT_"),
    ("S", Dimension::Siemens, 1, "mun"),
    ("H", Dimension::Henries, 1, "mun"),
    ("C", Dimension::Coulombs, 1, "mun"),
    ("Ah", Dimension::AmpereHours, 1, "mk_"),
    ("lm", Dimension::Lumens, 1, "k_"),
    ("rad", Dimension::Radians, 1, "mu_"),
    ("bar", Dimension::Pascals, 100_000, "mk"),
    ("l", Dimension::Litres, 1, "u"),
    ("T", Dimension::Tesla, 1, "munp"),
    ("F", Dimension::Farads, 1, "pnu"),
    ("M", Dimension::Molar, 1, "mun"),
    ("K", Dimension::Kelvin, 1, "mun"),
];

/// The unit of a letter that is one only beside others: the S of `S/m`.
pub(super) fn letter(word: &str) -> Option<Measure> {
    let (_, dimension, times, _) = PREFIXED.iter().find(|(name, ..)| *name == word)?;
    Some(Measure::new(*dimension, *times, 0))
}

/// A unit in words, with its prefix: `nanotesla`, `kilometres`, `milliwatts`.
fn spelled_out(word: &str) -> Option<Measure> {
    use Dimension::*;
    const PREFIXES: [(&str, i16); 11] = [
        ("femto", -15),
        ("pico", -12),
        ("nano", -9),
        ("micro", -6),
        ("milli", -3),
        ("centi", -2),
        ("hecto", 2),
        ("kilo", 3),
        ("mega", 6),
        ("giga", 9),
        ("tera", 12),
    ];
    const UNITS: [(&str, Dimension, i16); 25] = [
        ("metre", Metres, 0),
        ("meter", Metres, 0),
        ("second", Seconds, 0),
        ("gram", Grams, 0),
        ("gramme", Grams, 0),
        ("tonne", Grams, 6),
        ("litre", Litres, 0),
        ("liter", Litres, 0),
        ("volt", Volts, 0),
        ("ampere", Amperes, 0),
        ("amp", Amperes, 0),
        ("watt", Watts, 0),
        ("joule", Joules, 0),
        ("hertz", Hertz, 0),
        ("pascal", Pascals, 0),
        ("tesla", Tesla, 0),
        ("newton", Newtons, 0),
        ("byte", Bytes, 0),
        ("bit", Bits, 0),
        ("mole", Moles, 0),
        ("farad", Farads, 0),
        ("ohm", Ohms, 0),
        ("kelvin", Kelvin, 0),
        ("electronvolt", ElectronVolts, 0),
        ("parsec", Parsecs, 0),
    ];
    // The other bare words are known above, or they are names and ordinary words.
    const BARE: [(&str, Dimension); 12] = [
        ("volt", Volts),
        ("volts", Volts),
        ("amperes", Amperes),
        ("decibel", Decibels),
        ("decibels", Decibels),
        ("electronvolt", ElectronVolts),
        ("electronvolts", ElectronVolts),
        ("newtons", Newtons),
        ("pascals", Pascals),
        ("ohms", Ohms),
        ("parsec", Parsecs),
        ("parsecs", Parsecs),
    ];
    if let Some((_, dimension)) = BARE.iter().find(|(name, _)| *name == word) {
        return Some(Measure::new(*dimension, 1, 0));
    }
    let word = word.to_ascii_lowercase();
    let (prefix, power) = PREFIXES.iter().find(|(prefix, _)| word.starts_with(prefix))?;
    let unit = &word[prefix.len()..];
    let unit = unit.strip_suffix('s').filter(|unit| *unit != "siemen").unwrap_or(unit);
    let (_, dimension, own) = UNITS.iter().find(|(name, ..)| *name == unit)?;
    Some(Measure::new(*dimension, 1, power + own))
}

/// `kpc`, `MeV`, `mmol`.
fn prefixed_word(word: &str) -> Option<Measure> {
    prefixed("", word)
        .or_else(|| word.is_char_boundary(1).then(|| prefixed(&word[..1], &word[1..])).flatten())
}

pub(super) fn prefixed(prefix: &str, unit: &str) -> Option<Measure> {
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
    let measure = Measure::new(*dimension, *times, power);
    let measure = if unit == "bps" { measure.each([Some(Per::Second), None]) } else { measure };
    prefixes.contains(sign).then_some(measure)
}
