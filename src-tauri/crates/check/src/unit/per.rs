//! What a rate is for each of: `/s`, ` per second`, ` s^{-1}`, 每秒, `/(m·K)`.

/// What a rate is for each of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Per {
    Second,
    Minute,
    Hour,
    Day,
    Year,
    Metre,
    Centimetre,
    SquareMetre,
    SquareCentimetre,
    CubicMetre,
    CubicCentimetre,
    Kilogram,
    Gram,
    Litre,
    Millilitre,
    Mole,
    Parsec,
    Kiloparsec,
    Megaparsec,
    Kelvin,
    Volt,
    /// Times something that is not read: `kg·m²` is no kilogram.
    Other,
}

impl Per {
    /// The divisor of a rate and its factor: a rate per hour is 24 times as much per day.
    pub(super) fn base(self) -> (Self, u32, i16) {
        match self {
            Self::Second => (Self::Day, 86_400, 0),
            Self::Minute => (Self::Day, 1_440, 0),
            Self::Hour => (Self::Day, 24, 0),
            Self::Centimetre => (Self::Metre, 1, 2),
            Self::SquareCentimetre => (Self::SquareMetre, 1, 4),
            Self::CubicCentimetre | Self::Millilitre => (Self::CubicMetre, 1, 6),
            Self::Litre => (Self::CubicMetre, 1, 3),
            Self::Gram => (Self::Kilogram, 1, 3),
            Self::Kiloparsec => (Self::Parsec, 1, -3),
            Self::Megaparsec => (Self::Parsec, 1, -6),
            other => (other, 1, 0),
        }
    }
}

/// What a rate has for each of at most two, in a fixed order.
pub(crate) type Pers = [Option<Per>; 2];

/// The longest name first where one begins with another.
const NAMES: [(&str, Per); 49] = [
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
    ("平方米", Per::SquareMetre),
    ("平方厘米", Per::SquareCentimetre),
    ("立方米", Per::CubicMetre),
    ("立方厘米", Per::CubicCentimetre),
    ("m2", Per::SquareMetre),
    ("cm2", Per::SquareCentimetre),
    ("m3", Per::CubicMetre),
    ("cm3", Per::CubicCentimetre),
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
    ("开尔文", Per::Kelvin),
    ("开", Per::Kelvin),
    ("K", Per::Kelvin),
    ("伏", Per::Volt),
    ("V", Per::Volt),
    ("米", Per::Metre),
    ("meter", Per::Metre),
    ("m", Per::Metre),
];

/// Two units that are written together after a stroke.
const TOGETHER: [(&str, Pers); 4] = [
    ("mK", [Some(Per::Metre), Some(Per::Kelvin)]),
    ("Vs", [Some(Per::Second), Some(Per::Volt)]),
    ("kgK", [Some(Per::Kilogram), Some(Per::Kelvin)]),
    ("gK", [Some(Per::Gram), Some(Per::Kelvin)]),
];

/// The divisor of the unit before a text, and its length in bytes.
pub(super) fn pers(text: &str) -> (Pers, usize) {
    let mut parts: Vec<Per> = Vec::new();
    let mut at = 0;
    if let Some((pers, taken)) = behind_stroke(text) {
        return (pers, taken);
    }
    while parts.len() < 2
        && let Some((per, taken)) = per(&text[at..])
    {
        parts.push(per);
        at += taken;
    }
    (in_order(&parts), at)
}

fn in_order(parts: &[Per]) -> Pers {
    let mut sorted = parts.to_vec();
    sorted.sort();
    let mut sorted = sorted.into_iter();
    [sorted.next(), sorted.next()]
}

/// `/(m·K)`, `/mK`, `/m·K`.
fn behind_stroke(text: &str) -> Option<(Pers, usize)> {
    let behind = text.strip_prefix(['/', '／'])?;
    let open = behind.strip_prefix(['(', '（']);
    let inner = open.unwrap_or(behind);
    for (name, pers) in TOGETHER {
        if let Some(rest) = inner.strip_prefix(name)
            && !rest.starts_with(|c: char| c.is_ascii_alphanumeric())
        {
            let close = usize::from(open.is_some() && rest.starts_with(')'));
            return Some((
                in_order(&pers.map(|per| per.unwrap_or(Per::Other))),
                text.len() - rest.len() + close,
            ));
        }
    }
    let (first, taken) = named(inner)?;
    let mut rest = &inner[taken..];
    let mut parts = vec![first];
    let joined = rest
        .strip_prefix(['·', '⋅', '*', '-'])
        .or_else(|| if open.is_some() { rest.strip_prefix([' ', '\u{a0}']) } else { None });
    if let Some(joined) = joined
        && let Some((second, taken)) = named(joined)
    {
        parts.push(second);
        rest = &joined[taken..];
    }
    if parts.len() == 1 && open.is_none() {
        return None;
    }
    let close = if open.is_some() { rest.strip_prefix([')', '）'])? } else { rest };
    Some((in_order(&parts), text.len() - close.len()))
}

/// The unit that a text begins with as what a rate is for each of.
fn named(text: &str) -> Option<(Per, usize)> {
    NAMES.iter().find_map(|(name, per)| {
        let behind = text.strip_prefix(name)?;
        let ends = !name.is_ascii() || !behind.starts_with(|c: char| c.is_ascii_alphanumeric());
        let (per, power) = ends.then(|| raised(*per, behind))?;
        Some((per, name.len() + power))
    })
}

/// A unit to the power that a text begins with: the `^2` of `m^2`.
fn raised(per: Per, behind: &str) -> (Per, usize) {
    const POWERS: [(&str, u8); 10] = [
        ("^{2}", 2),
        ("^2", 2),
        ("²", 2),
        ("{}^{2}", 2),
        (" {}^{2}", 2),
        ("^{3}", 3),
        ("^3", 3),
        ("³", 3),
        ("{}^{3}", 3),
        (" {}^{3}", 3),
    ];
    POWERS
        .iter()
        .find(|(sign, _)| behind.starts_with(*sign))
        .and_then(|(sign, power)| Some((to_power(per, *power)?, sign.len())))
        .unwrap_or((per, 0))
}

fn to_power(per: Per, power: u8) -> Option<Per> {
    Some(match (per, power) {
        (per, 1) => per,
        (Per::Metre, 2) => Per::SquareMetre,
        (Per::Metre, 3) => Per::CubicMetre,
        (Per::Centimetre, 2) => Per::SquareCentimetre,
        (Per::Centimetre, 3) => Per::CubicCentimetre,
        _ => return None,
    })
}

/// A text without the LaTeX that sets its unit upright, and whether that opens a brace:
/// `\mathrm{cm^{-1}}`.
fn in_upright(text: &str) -> (&str, bool) {
    let inner = ["\\mathrm", "\\textrm", "\\text", "\\mathsf", "\\mbox", "\\rm"]
        .iter()
        .find_map(|font| text.strip_prefix(font));
    let Some(inner) = inner else { return (text, false) };
    let inner = inner.trim_start_matches(' ');
    inner.strip_prefix('{').map_or((inner, false), |inner| (inner.trim_start(), true))
}

/// One unit that the unit before is for each of.
pub(super) fn per(text: &str) -> Option<(Per, usize)> {
    for sign in ["/", " / ", "／", " per ", "每", "-per-", " a "] {
        if let Some(behind) = text.strip_prefix(sign) {
            let (per, length) = named(behind)?;
            // `5 g a day` is a rate; `5 g a d…` is none.
            return (sign != " a " || length > 2).then_some((per, sign.len() + length));
        }
    }
    let rest = text.trim_start_matches([' ', '\u{a0}', '\u{2009}', '·', '~', '⋅', '{', '}', '$']);
    let rest = ["\\,", "\\;", "\\cdot ", "\\ "]
        .iter()
        .find_map(|gap| rest.strip_prefix(gap))
        .unwrap_or(rest)
        .trim_start();
    let (rest, has_brace) = in_upright(rest);
    if rest.len() == text.len() {
        return None;
    }
    const POWERS: [(&str, u8); 18] = [
        ("-2", 2),
        ("−2", 2),
        ("-3", 3),
        ("−3", 3),
        ("^{-1}", 1),
        ("^-1", 1),
        ("⁻¹", 1),
        ("-1", 1),
        ("−1", 1),
        ("^{−1}", 1),
        ("^{-2}", 2),
        ("^-2", 2),
        ("⁻²", 2),
        ("^{−2}", 2),
        ("^{-3}", 3),
        ("^-3", 3),
        ("⁻³", 3),
        ("^{−3}", 3),
    ];
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let behind = rest[letters..].trim_start_matches(['$', '{', '}', ' ']);
    let (sign, power) = POWERS.iter().find(|(sign, _)| behind.starts_with(*sign))?;
    let after = &behind[sign.len()..];
    let after = if has_brace { after.strip_prefix('}').unwrap_or(after) } else { after };
    let (per, length) = named(&rest[..letters])?;
    (length == letters && !after.starts_with(|c: char| c.is_ascii_digit()))
        .then_some((to_power(per, *power)?, text.len() - after.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_rate_is_written_in_many_ways() {
        let metre_kelvin = [Some(Per::Metre), Some(Per::Kelvin)];
        for (text, expected) in [
            ("/(m·K)", metre_kelvin),
            ("/(m K)", metre_kelvin),
            ("/mK", metre_kelvin),
            ("/m/K", metre_kelvin),
            (" m⁻¹ K⁻¹", metre_kelvin),
            (" K^{-1} m^{-1}", metre_kelvin),
            ("/s", [Some(Per::Second), None]),
            (" s^{-1}", [Some(Per::Second), None]),
            ("每秒", [Some(Per::Second), None]),
            ("/(V·s)", [Some(Per::Second), Some(Per::Volt)]),
            ("/Vs", [Some(Per::Second), Some(Per::Volt)]),
            (" cm^{-2}", [Some(Per::SquareCentimetre), None]),
            ("/cm²", [Some(Per::SquareCentimetre), None]),
            (" of", [None, None]),
        ] {
            let (pers, taken) = pers(text);
            assert_eq!(pers, expected, "{text}");
            assert!(taken == text.len() || expected == [None, None], "{text}");
        }
    }
}
