//! Units by their Chinese names.

use super::{Dimension, Measure};

pub(super) fn chinese(text: &str) -> Option<(Measure, usize)> {
    use Dimension::*;
    const UNITS: [(&str, Dimension, u32, i16); 61] = [
        ("度电", WattHours, 1, 3),
        ("百万秒差距", Parsecs, 1, 6),
        ("光年", LightYears, 1, 0),
        ("开尔文", Kelvin, 1, 0),
        ("平方米", SquareMetres, 1, 0),
        ("平方千米", SquareMetres, 1, 6),
        ("平方公里", SquareMetres, 1, 6),
        ("平方厘米", SquareMetres, 1, -4),
        ("平方毫米", SquareMetres, 1, -6),
        ("公顷", SquareMetres, 1, 4),
        ("立方千米", CubicMetres, 1, 9),
        ("立方公里", CubicMetres, 1, 9),
        ("立方厘米", CubicMetres, 1, -6),
        ("碱基对", Bases, 1, 0),
        ("碱基", Bases, 1, 0),
        ("美分", Dollars, 1, -2),
        ("欧分", Euros, 1, -2),
        ("英镑", PoundsSterling, 1, 0),
        ("日元", Yen, 1, 0),
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
        ("分贝", Decibels, 1, 0),
        ("公里", Metres, 1, 3),
        ("米", Metres, 1, 0),
        ("公斤", Grams, 1, 3),
        ("吨", Grams, 1, 6),
        ("克", Grams, 1, 0),
        ("升", Litres, 1, 0),
        ("皮秒", Seconds, 1, -12),
        ("飞秒", Seconds, 1, -15),
        ("开", Kelvin, 1, 0),
        ("像素", Pixels, 1, 0),
        ("美元", Dollars, 1, 0),
        ("欧元", Euros, 1, 0),
        ("元", Yuan, 1, 0),
        ("英尺", Metres, 3_048, -4),
        ("英寸", Metres, 254, -4),
        ("英里", Metres, 1_609_344, -3),
        ("磅", Grams, 45_359_237, -5),
        ("毫米汞柱", MillimetresOfMercury, 1, 0),
    ];
    let known = UNITS
        .iter()
        .filter(|(name, ..)| text.starts_with(name))
        .max_by_key(|(name, ..)| name.len());
    let Some((name, dimension, times, exponent)) = known else { return prefixed(text) };
    // 毫安时 is longer than what else begins here.
    if let Some((measure, length)) = prefixed(text).filter(|(_, length)| *length > name.len()) {
        return Some((measure, length));
    }
    let rest = &text[name.len()..];
    // 分 before 之 makes a fraction, 分 alone a score; 周 and 天 begin other words.
    let other = match *name {
        "天" => ["然", "气", "空"].iter().any(|next| rest.starts_with(next)),
        "周" => ["期", "围"].iter().any(|next| rest.starts_with(next)),
        "开" => ["始", "放", "源", "发", "销", "启", "头", "关"]
            .iter()
            .any(|next| rest.starts_with(next)),
        "升" => ["至", "到", "高", "级", "为"].iter().any(|next| rest.starts_with(next)),
        "克" => ["服", "隆"].iter().any(|next| rest.starts_with(next)),
        "元" => ["组", "素", "学", "智"].iter().any(|next| rest.starts_with(next)),
        _ => false,
    };
    (!other).then(|| (Measure::new(*dimension, *times, *exponent), name.len()))
}

/// Units that take prefixes; the second part of each is whether the unit is also used without a
/// prefix.
const PREFIXED: [(&str, Dimension, bool); 40] = [
    ("安时", Dimension::AmpereHours, true),
    ("瓦时", Dimension::WattHours, true),
    ("安培", Dimension::Amperes, true),
    ("安", Dimension::Amperes, false),
    ("伏特", Dimension::Volts, true),
    ("伏", Dimension::Volts, true),
    ("欧姆", Dimension::Ohms, true),
    ("欧", Dimension::Ohms, false),
    ("西门子", Dimension::Siemens, true),
    ("法拉", Dimension::Farads, true),
    ("亨利", Dimension::Henries, true),
    ("库仑", Dimension::Coulombs, true),
    ("特斯拉", Dimension::Tesla, true),
    ("帕斯卡", Dimension::Pascals, true),
    ("帕", Dimension::Pascals, false),
    ("焦耳", Dimension::Joules, true),
    ("焦", Dimension::Joules, false),
    ("牛顿", Dimension::Newtons, true),
    ("牛", Dimension::Newtons, false),
    ("电子伏特", Dimension::ElectronVolts, true),
    ("电子伏", Dimension::ElectronVolts, true),
    ("赫兹", Dimension::Hertz, true),
    ("赫", Dimension::Hertz, false),
    ("摩尔", Dimension::Moles, true),
    ("戈瑞", Dimension::Grays, true),
    ("西弗", Dimension::Sieverts, true),
    ("贝克勒尔", Dimension::Becquerels, true),
    ("贝可", Dimension::Becquerels, true),
    ("流明", Dimension::Lumens, true),
    ("弧度", Dimension::Radians, true),
    ("角秒", Dimension::Arcseconds, true),
    ("秒差距", Dimension::Parsecs, true),
    ("央斯基", Dimension::Janskys, true),
    ("道尔顿", Dimension::Daltons, true),
    ("字节", Dimension::Bytes, true),
    ("比特", Dimension::Bits, true),
    ("瓦", Dimension::Watts, true),
    ("米", Dimension::Metres, false),
    ("克", Dimension::Grams, false),
    ("升", Dimension::Litres, false),
];

/// 毫安时, 千帕: a prefix and a unit.
fn prefixed(text: &str) -> Option<(Measure, usize)> {
    const PREFIXES: [(&str, i16); 12] = [
        ("", 0),
        ("千", 3),
        ("兆", 6),
        ("吉", 9),
        ("太", 12),
        ("百", 2),
        ("厘", -2),
        ("毫", -3),
        ("微", -6),
        ("纳", -9),
        ("皮", -12),
        ("飞", -15),
    ];
    PREFIXES.iter().rev().find_map(|(prefix, power)| {
        let behind = text.strip_prefix(prefix)?;
        let (name, dimension, _) = PREFIXED
            .iter()
            .find(|(name, _, alone)| behind.starts_with(name) && (*alone || !prefix.is_empty()))?;
        let measure = Measure::new(*dimension, 1, *power);
        Some((measure, prefix.len() + name.len()))
    })
}
