//! Units by their Chinese names.

use super::{Dimension, Measure};

pub(super) fn chinese(text: &str) -> Option<(Measure, usize)> {
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
    let (name, dimension, times, exponent) =
        UNITS.iter().find(|(name, ..)| text.starts_with(name))?;
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
