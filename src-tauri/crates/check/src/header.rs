//! The unit of bare numbers, as a column, a row, a caption or a sentence gives it.

use super::figure;
use super::unit::{self, Dimension, Measure};

/// The unit that a heading names: `Acc. (%)`, `Latency [ms]`, `Params (M)`, `FPS`; else the one
/// that its measure is given in.
pub(super) fn measure(text: &str) -> Option<Measure> {
    if text.contains(['%', '％']) {
        return Some(Measure::new(Dimension::Percent, 1, 0));
    }
    whole(text)
        .or_else(|| scaled(text))
        .or_else(|| in_brackets(text))
        .map(|measure| of_operations(text, measure))
        .or_else(|| spelled(text))
        .or_else(|| implied(text))
}

/// `FLOPs (T)`: the scale is one of operations.
fn of_operations(text: &str, measure: Measure) -> Measure {
    let lower = text.to_ascii_lowercase();
    let is_of_operations = ["flops", "flop ", "macs"].iter().any(|name| lower.contains(name));
    if is_of_operations && matches!(measure.dimension, Dimension::Count | Dimension::Giga) {
        Measure::new(Dimension::Operations, 1, measure.exponent)
    } else {
        measure
    }
}

/// The unit that a caption gives to all numbers of its table: in brackets or after `in`. Its other
/// words are a sentence.
pub(super) fn of_caption(text: &str) -> Option<Measure> {
    if text.contains(['%', '％']) {
        return Some(Measure::new(Dimension::Percent, 1, 0));
    }
    let behind_in = || {
        text.match_indices(" in ").find_map(|(at, word)| {
            let unit = &text[at + word.len()..];
            let end = unit.find([' ', '.', ',', ';', ')']).unwrap_or(unit.len());
            unit::measure(&unit[..end]).filter(|(_, length)| *length == end).map(|(unit, _)| unit)
        })
    };
    scaled(text).or_else(|| in_brackets(text)).or_else(behind_in).or_else(|| implied(text))
}

/// Whether a heading is of a value for two groups together: a p-value, an effect.
pub(super) fn is_statistic(heading: &str) -> bool {
    const STATISTICS: [&str; 16] = [
        "p",
        "p value",
        "p-value",
        "p 值",
        "effect",
        "difference",
        "diff",
        "diff.",
        "delta",
        "δ",
        "Δ",
        "ci",
        "差值",
        "差异",
        "效应",
        "hr",
    ];
    let heading = heading.to_lowercase();
    let first = heading.split(['(', '[', '（', ',', '/']).next().unwrap_or_default();
    STATISTICS.contains(&first.trim_matches(['$', ' ', '*'])) || heading.contains("95%")
}

/// The unit that a row's name gives to its numbers. A unit after a number is a part of the name:
/// `Sn 120 ppm`.
pub(super) fn of_row(text: &str) -> Option<Measure> {
    let has_number = text.bytes().any(|byte| byte.is_ascii_digit());
    if has_number { in_brackets(text) } else { measure(text) }
}

/// A heading that is nothing but a unit of several letters: `km`, `M_{\\odot}`.
fn whole(text: &str) -> Option<Measure> {
    let text = text.trim();
    let (measure, length) = unit::measure(text)?;
    let is_quantity = !matches!(
        measure.dimension,
        Dimension::Count | Dimension::Point | Dimension::Times | Dimension::Letters(_)
    );
    (length == text.len() && length > 1 && is_quantity).then_some(measure)
}

/// `×10^6`, `in thousands`: what the numbers are multiplied by.
fn scaled(text: &str) -> Option<Measure> {
    let at = text.find("10^").or_else(|| text.find("10⁻")).or_else(|| {
        text.find("10").filter(|at| {
            text[at + 2..].starts_with(['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'])
        })
    });
    if let Some((power, behind)) = at.and_then(|at| figure::factor(&text[at..])) {
        // `(10^5 km)`.
        let unit = unit::measure(behind.trim_start_matches([' ', '~', '$', '\\', ',']))
            .map(|(measure, _)| measure);
        let unit = unit.filter(|_| behind.trim_start().len() < 24).unwrap_or(Measure::BARE);
        return Some(Measure { exponent: unit.exponent.saturating_add(power), ..unit });
    }
    let lower = text.to_ascii_lowercase();
    let words = [
        ("thousands", 3),
        ("millions", 6),
        ("billions", 9),
        ("（千）", 3),
        ("（万）", 4),
        ("（百万）", 6),
        ("（亿）", 8),
        ("(千)", 3),
        ("(万)", 4),
        ("(百万)", 6),
        ("(亿)", 8),
    ];
    words
        .iter()
        .find(|(word, _)| lower.contains(word))
        .map(|(_, power)| Measure::new(Dimension::Count, 1, *power))
}

/// The units that a caption gives, each with the words before it in its part of the caption: `success
/// rate (%) and time (s)`, `wind in m/s, temperature at 2 m in K`.
pub(super) fn in_caption(text: &str) -> Vec<(&str, Measure)> {
    const ENDS: [char; 12] = ['(', '（', ')', '）', ',', '，', ';', '；', '.', '。', ':', '：'];
    let mut units = Vec::new();
    let starts = text.match_indices(['(', '（']).chain(text.match_indices(" in "));
    let mut starts: Vec<(usize, &str)> = starts.collect();
    starts.sort_unstable();
    for (at, sign) in starts {
        let inner = &text[at + sign.len()..];
        let measure = if sign == " in " {
            let end = inner.find(ENDS).unwrap_or(inner.len());
            let words = &inner[..end];
            let first = words.split(' ').next().unwrap_or_default();
            [words, first].into_iter().find_map(unit_alone)
        } else {
            let inner = &inner[..inner.find([')', '）']).unwrap_or(inner.len())];
            let last = inner.rsplit([',', '，', ';']).next().unwrap_or(inner).trim();
            unit_alone(last.strip_prefix("in ").unwrap_or(last))
        };
        if let Some(measure) = measure {
            let start = text[..at]
                .rfind(ENDS)
                .map_or(0, |end| end + text[end..].chars().next().map_or(1, char::len_utf8));
            let is_kelvin =
                measure == Measure::new(Dimension::Count, 1, 3) && is_temperature(&text[start..at]);
            let kelvin = Measure::new(Dimension::Kelvin, 1, 0);
            units.push((&text[start..at], if is_kelvin { kelvin } else { measure }));
        }
    }
    units
}

/// The unit, if the text is nothing but a unit.
fn unit_alone(text: &str) -> Option<Measure> {
    let scale = match text {
        "thousands" | "千" => Some(3),
        "millions" | "百万" => Some(6),
        "billions" | "十亿" => Some(9),
        _ => None,
    };
    let scale = scale.map(|power| Measure::new(Dimension::Count, 1, power));
    let unit = || unit::measure(text).filter(|(_, length)| *length == text.len());
    scale.or_else(|| unit().map(|(measure, _)| measure))
}

/// Whether a heading is about temperatures, whose K does not mean thousands: it has such a word, or
/// its symbol is T.
pub(super) fn is_temperature(text: &str) -> bool {
    let symbol = text.trim_start_matches([' ', '$', '\\']);
    let is_symbol = symbol.strip_prefix('T').is_some_and(|behind| {
        behind.trim_start_matches([' ', '$']).starts_with(['(', '[', '/', ',', '（'])
    });
    is_symbol || ["temp", "Temp", "T_", "温"].iter().any(|word| text.contains(word))
}

/// A unit alone in brackets, or after a slash or comma.
fn in_brackets(text: &str) -> Option<Measure> {
    let whole = text.split(['(', '[', '（', '［']).skip(1).find_map(|part| {
        let end = part.rfind([')', ']', '）', '］'])?;
        let inner = part[..end].trim();
        unit::measure(inner)
            .filter(|(_, length)| *length == inner.len())
            .map(|(measure, _)| measure)
    });
    whole.or_else(|| a_second(text)).or_else(|| behind_sign(text))
}

/// `Requests/s`: a number per second.
fn a_second(text: &str) -> Option<Measure> {
    let (thing, rest) = text.split_once('/')?;
    let letters = thing.bytes().rev().take_while(u8::is_ascii_alphabetic).count();
    let is_second = ["s", "sec", "second", "秒"].contains(&rest.trim_end_matches([')', ']']));
    (letters > 3 && is_second).then_some(Measure::new(Dimension::Hertz, 1, 0))
}

/// A unit after a bracket, a slash or a comma.
fn behind_sign(text: &str) -> Option<Measure> {
    text.split(['(', '[', '（', '［', '/', ',', '，']).skip(1).find_map(|part| {
        let inner = part.split([')', ']', '）', '］']).next().unwrap_or(part).trim();
        let inner = inner.strip_prefix("in ").or_else(|| inner.strip_prefix('#')).unwrap_or(inner);
        let currency = match inner {
            "$" | "\\$" | "US$" | "USD" => Some(Dimension::Dollars),
            "€" => Some(Dimension::Euros),
            "¥" | "￥" => Some(Dimension::Yuan),
            _ => None,
        };
        let plain = || {
            unit::measure(inner)
                .filter(|(_, length)| *length == inner.len())
                .map(|(measure, _)| measure)
        };
        currency.map(|dimension| Measure::new(dimension, 1, 0)).or_else(plain)
    })
}

/// A unit in words or letters that mean nothing else, and not after a number: `24 months` is a
/// name.
fn spelled(text: &str) -> Option<Measure> {
    let words: Vec<&str> =
        text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    words
        .iter()
        .enumerate()
        .filter(|(n, word)| {
            (word.len() > 2 || **word == "dB") && !(*n > 0 && is_number(words[n - 1]))
        })
        .map(|(_, word)| *word)
        .find_map(|word| {
            unit::named(word)
                .or_else(|| unit::named(&word.to_ascii_lowercase()))
                .filter(|measure| !matches!(measure.dimension, Dimension::Times | Dimension::Point))
        })
}

/// The unit of a measure that is mostly written without one.
pub(super) fn implied(text: &str) -> Option<Measure> {
    words(text).find_map(unit_of)
}

/// The same for the last measure that a text names.
pub(super) fn implied_last(text: &str) -> Option<Measure> {
    words(text).rev().find_map(unit_of)
}

fn words(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '-'))
}

fn unit_of(word: &str) -> Option<Measure> {
    // Short ones are ordinary words in other letters: `map`.
    const RATES: [&str; 17] = [
        "mAP", "AP", "AP50", "EM", "F1", "IoU", "mIoU", "MIoU", "AUC", "WER", "CER", "EER", "Acc",
        "acc", "Top-1", "Top-5", "Hit",
    ];
    const LONG_RATES: [&str; 16] = [
        "accuracy",
        "accuracies",
        "recall",
        "precision",
        "rate",
        "rates",
        "success",
        "top-1",
        "top-5",
        "f1-score",
        "f-score",
        "f-measure",
        "specificity",
        "sensitivity",
        "percentage",
        "proportion",
    ];
    const TIMES: [&str; 6] =
        ["speedup", "speed-up", "speedups", "speed-ups", "acceleration", "factor"];
    let is_in = |list: &[&str]| list.iter().any(|listed| listed.eq_ignore_ascii_case(word));
    let dimension = if RATES.contains(&word) || is_in(&LONG_RATES) {
        Dimension::Percent
    } else if is_in(&TIMES) {
        Dimension::Times
    } else if word == "PSNR" {
        Dimension::Decibels
    } else {
        return None;
    };
    Some(Measure::new(dimension, 1, 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caption_gives_units_in_brackets() {
        let per_cent = Measure::new(Dimension::Percent, 1, 0);
        let kelvin = Measure::new(Dimension::Kelvin, 1, 0);
        let metres = Measure::new(Dimension::Metres, 1, 0);
        assert_eq!(in_caption("提升（个百分点）"), [("提升", per_cent)]);
        assert_eq!(in_caption("。(个百分点"), [("", per_cent)]);
        assert_eq!(in_caption("words (of none)"), []);
        assert_eq!(
            in_caption("RMSE: depth in m, temperature in K"),
            [(" depth", metres), (" temperature", kelvin)]
        );
    }

    #[test]
    fn headings_name_units() {
        for (text, unit) in [
            ("Acc. (%)", "%"),
            ("Latency [ms]", "ms"),
            ("Params (M)", "M"),
            ("Time / s", "s"),
            ("Throughput (frames per second)", "FPS"),
            ("FPS", "FPS"),
            ("Speedup", "×"),
            ("Top-1", "%"),
            ("PSNR", "dB"),
            ("Runtime in seconds", "s"),
            ("Memory, GB", "GB"),
        ] {
            assert_eq!(measure(text), unit::measure(unit).map(|(measure, _)| measure), "{text}");
        }
        for text in ["Method", "Ours", "Score", "A (see text)", "#Layers", ""] {
            assert_eq!(measure(text), None, "{text}");
        }
    }
}
