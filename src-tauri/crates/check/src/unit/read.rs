//! Reading the scale and unit at the beginning of a text.

use super::chinese::chinese;
use super::latin::{latin, latin_word};
use super::named::prefixed;
use super::per::{Per, pers};
use super::solar::solar;
use super::{Dimension, Measure};

/// Reads the scale and unit at the beginning of a text; gives it and how many bytes it takes. White
/// space before it is the caller's.
pub(crate) fn measure(text: &str) -> Option<(Measure, usize)> {
    if let Some(scaled) = solar(text) {
        return Some(scaled);
    }
    if let Some((scale, taken)) = scale(text) {
        let behind = &text[taken..];
        let gap = behind.len() - behind.trim_start_matches([' ', '\u{a0}', '-', '多', '余']).len();
        // `868 billion operations` are what FLOPs count.
        let operations = ["operations", "次浮点运算", "次运算"];
        if scale >= 6
            && let Some(name) = operations.iter().find(|name| behind[gap..].starts_with(**name))
        {
            let measure = Measure::new(Dimension::Operations, 1, scale);
            return Some((measure, taken + gap + name.len()));
        }
        return Some(match unit(&behind[gap..]) {
            // `12k times` counts.
            Some((unit, length)) if gap <= 3 && unit.dimension != Dimension::Times => {
                (unit.of(scale), taken + gap + length)
            }
            _ => (Measure::BARE.of(scale), taken),
        });
    }
    unit(text)
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
        && [
            "米",
            "克",
            "瓦",
            "赫",
            "牛",
            "帕",
            "焦",
            "伏",
            "卡",
            "安",
            "欧",
            "电子伏",
            "字节",
            "比特",
            "秒差距",
        ]
        .iter()
        .any(|unit| behind.starts_with(unit))
}

pub(super) fn unit(text: &str) -> Option<(Measure, usize)> {
    // `5,000/s`.
    if let Some(rate) = ["/s", "/sec", "/second", "/秒"].iter().find(|rate| {
        text.strip_prefix(**rate)
            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
    }) {
        return Some((Measure::new(Dimension::Hertz, 1, 0), rate.len()));
    }
    if let Some(solar) = solar(text) {
        return Some(solar);
    }
    let (mut measure, mut length) = plain_unit(text)?;
    let (per, taken) = pers(&text[length..]);
    length += taken;
    // `kg·m²`, `N·m`: a product is another quantity.
    let rest = text[length..].trim_start_matches(' ');
    let is_product =
        ["·", "⋅", "\\cdot"].iter().find_map(|sign| rest.strip_prefix(sign)).is_some_and(|rest| {
            let rest = rest.trim_start_matches([' ', '{']);
            rest.starts_with(|c: char| c.is_ascii_alphabetic()) && !rest.starts_with("10")
        }) || rest.len() < text.len() - length && begins_with_power(rest);
    measure = measure.each(per);
    if is_product && measure.per[1].is_none() {
        measure.per[1] = Some(Per::Other);
    }
    Some((measure, length))
}

/// Whether a text begins with a unit to a power, which multiplies the unit before it: the `m²` of
/// `kg m²`.
fn begins_with_power(text: &str) -> bool {
    ["km", "cm", "mm", "m", "s"].iter().filter_map(|unit| text.strip_prefix(unit)).any(|behind| {
        ["²", "³", "^2", "^3", "^{2}", "^{3}", "{}^{2}", "{}^{3}"]
            .iter()
            .any(|power| behind.starts_with(power))
    })
}

fn plain_unit(text: &str) -> Option<(Measure, usize)> {
    let first = text.chars().next()?;
    for (metres, exponent) in [("km", 3), ("dm", -1), ("cm", -2), ("mm", -3), ("m", 0)] {
        let Some(power) = text.strip_prefix(metres) else { continue };
        // `km2` in plain text.
        for (digit, dimension, times) in
            [("2", Dimension::SquareMetres, 2), ("3", Dimension::CubicMetres, 3)]
        {
            if let Some(behind) = power.strip_prefix(digit)
                && !behind.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '.')
            {
                let measure = Measure::new(dimension, 1, times * exponent);
                return Some((measure, metres.len() + digit.len()));
            }
        }
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
    // `\mu\mathrm{A}`.
    if let Some(rest) = text.strip_prefix("\\mu")
        && let Some(inner) = rest.find(|c: char| !matches!(c, '{' | '}' | ' ' | '\\'))
        && let name = ["mathrm", "text", "rm", "mathsf"]
            .iter()
            .find_map(|font| rest[inner..].strip_prefix(font))
            .unwrap_or(&rest[inner..])
            .trim_start_matches(['{', ' '])
        && let word = latin_word(name)
        && let Some(measure) = prefixed("u", word)
    {
        return Some((measure, text.len() - name.len() + word.len()));
    }
    if first.is_ascii_alphabetic() {
        // `mÅ` is no metre, and `kΩ` no thousand.
        let behind = text.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        return if behind.starts_with(['Å', '\u{212b}', 'Ω', '\u{2126}']) {
            None
        } else {
            latin(text)
        };
    }
    if let Some(degrees) = of_temperature(text) {
        return Some(degrees);
    }
    sign(first)
        .map(|measure| (measure, first.len_utf8()))
        .or_else(|| if matches!(first, '\\' | '^') { latex(text) } else { chinese(text) })
}

/// `°C`, `^{\circ}\mathrm{C}`, 摄氏度.
fn of_temperature(text: &str) -> Option<(Measure, usize)> {
    const NAMES: [(&str, Dimension); 2] =
        [("摄氏度", Dimension::Celsius), ("华氏度", Dimension::Fahrenheit)];
    if let Some((name, dimension)) = NAMES.iter().find(|(name, _)| text.starts_with(name)) {
        return Some((Measure::new(*dimension, 1, 0), name.len()));
    }
    let mut rest = ["°", "^{\\circ}", "^\\circ", "\\degree", "{}^{\\circ}"]
        .iter()
        .find_map(|degree| text.strip_prefix(degree))?;
    let mut braces = 0;
    while let Some(behind) =
        ["\\mathrm", "\\text", "\\rm", " ", "{"].iter().find_map(|font| rest.strip_prefix(font))
    {
        braces += usize::from(rest.starts_with('{'));
        rest = behind;
    }
    let dimension = match rest.chars().next()? {
        'C' => Dimension::Celsius,
        'F' => Dimension::Fahrenheit,
        _ => return None,
    };
    let mut behind = &rest[1..];
    if behind.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    for _ in 0..braces {
        behind = behind.strip_prefix('}').unwrap_or(behind);
    }
    Some((Measure::new(dimension, 1, 0), text.len() - behind.len()))
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
        '″' => Measure::new(Dimension::Arcseconds, 1, 0),
        '€' => Measure::new(Dimension::Euros, 1, 0),
        '£' => Measure::new(Dimension::PoundsSterling, 1, 0),
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

/// 点 after a score at the end of a clause; elsewhere it is another word.
pub(crate) fn is_dots(text: &str) -> bool {
    text.strip_prefix('点')
        .is_some_and(|rest| rest.chars().next().is_none_or(|c| "，。、；）的,.;)".contains(c)))
}

/// 分 of a score, where it is neither 分之, 分钟 nor the beginning of another word.
pub(crate) fn is_points(text: &str) -> bool {
    text.strip_prefix('分').is_some_and(|rest| {
        !rest.starts_with([
            '之', '钟', '类', '支', '析', '布', '别', '割', '辨', '层', '块', '数', '为', '成',
            '组', '段',
        ])
    })
}
