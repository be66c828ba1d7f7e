//! Units and scales: `ms`, 毫秒 and seconds measure one thing; `K`, 万 and thousand multiply.

mod chinese;
mod latin;
mod named;
mod per;
mod read;
mod solar;

pub(super) use latin::rate_of_times;
pub(super) use named::named;
pub(super) use per::Per;
use per::Pers;
pub(super) use read::{is_dots, is_points, measure};

/// What a figure measures. Figures of different dimensions are never the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Dimension {
    /// How many, or a score without a unit.
    Count,
    Percent,
    /// Points of a score; of a score in per cent they are per cent.
    Point,
    /// A multiple.
    Times,
    Seconds,
    /// Seconds times processors.
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
    Fahrenheit,
    Degrees,
    Pixels,
    Dollars,
    Euros,
    Yuan,
    /// Of sterling.
    PoundsSterling,
    Yen,
    /// Of nucleic acids.
    Bases,
    Parsecs,
    LightYears,
    AstronomicalUnits,
    Arcseconds,
    ElectronVolts,
    Moles,
    Molar,
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
    Janskys,
    Daltons,
    Calories,
    WattHours,
    TurnsPerMinute,
    BeatsPerMinute,
    Lux,
    DotsPerInch,
    Grays,
    Sieverts,
    Becquerels,
    Siemens,
    Henries,
    Coulombs,
    AmpereHours,
    Lumens,
    Radians,
    HounsfieldUnits,
    MillimetresOfMercury,
    /// Powers of ten: of abundances in stars.
    Dex,
    SolarMasses,
    SolarLuminosities,
    SolarRadii,
    /// Letters that stuck to a number and are no unit known here, four of them at most: `720p`.
    Letters([u8; 4]),
}

impl Dimension {
    /// Whether figures of these dimensions can be the same.
    fn fits(self, other: Self) -> bool {
        use Dimension::{
            Bases, Bits, Bytes, Celsius, Count, Degrees, Giga, Operations, Percent, Point,
        };
        self == other
            || matches!(
                (self, other),
                (Percent, Point)
                    // `9.87 T` of operations.
                    | (Count, Operations)
                    | (Operations, Count)
                    | (Point, Percent)
                    | (Giga, Bytes | Operations)
                    | (Bytes | Operations, Giga)
                    // 25 度 is an angle or a temperature.
                    | (Celsius, Degrees)
                    | (Degrees, Celsius)
                    // 39.5 kb are of a genome or of a message.
                    | (Bits, Bases)
                    | (Bases, Bits)
            )
    }
}

/// A unit as a multiple of its dimension's own: a minute is 60 seconds, a million is 1 × 10^6.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Measure {
    pub(super) dimension: Dimension,
    pub(super) times: u32,
    pub(super) exponent: i16,
    /// A rate per this unit.
    pub(super) per: Pers,
}

impl Measure {
    /// No unit at all.
    pub(super) const BARE: Self = Self::new(Dimension::Count, 1, 0);

    pub(super) const fn new(dimension: Dimension, times: u32, exponent: i16) -> Self {
        Self { dimension, times, exponent, per: [None; 2] }
    }

    /// Whether figures in these units can be the same.
    pub(super) fn fits(self, other: Self) -> bool {
        self.dimension.fits(other.dimension)
            && (self.per == other.per || self.is_yearly_of(other) || other.is_yearly_of(self))
    }

    /// Whether this is what another one is in a year: money and masses are often given without the
    /// year that all is about.
    fn is_yearly_of(self, other: Self) -> bool {
        use Dimension::{Dollars, Euros, Grams, Joules, PoundsSterling, WattHours, Yen, Yuan};
        let is_amount = matches!(
            self.dimension,
            Dollars | Euros | Grams | Joules | PoundsSterling | WattHours | Yen | Yuan
        );
        is_amount && self.per == [Some(Per::Year), None] && other.per == [None; 2]
    }

    /// Whether it is money.
    pub(super) fn is_money(self) -> bool {
        use Dimension::{Dollars, Euros, PoundsSterling, Yen, Yuan};
        matches!(self.dimension, Dollars | Euros | PoundsSterling | Yen | Yuan)
    }

    /// This unit for each of others, as a multiple of the same unit in the base of each: 1 km/h and
    /// 1/3.6 m/s are the same measure.
    pub(super) fn each(mut self, per: Pers) -> Self {
        let mut bases = per;
        for slot in bases.iter_mut().flatten() {
            let (base, times, exponent) = slot.base();
            if let Some(product) = self.times.checked_mul(times) {
                (self.times, self.exponent) = (product, self.exponent.saturating_add(exponent));
                *slot = base;
            }
        }
        bases.sort_by_key(|per| (per.is_none(), *per));
        Self { per: bases, ..self }
    }

    /// This unit with a scale of thousands or millions.
    fn of(self, scale: i16) -> Self {
        Self { exponent: self.exponent + scale, ..self }
    }
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
            (&["千米", "km", "kilometres", "kilometer"], Metres, 1, 3),
            (&["km²", "square kilometres", "square kilometer", "sq km"], SquareMetres, 1, 6),
            (&["μT", "microtesla"], Tesla, 1, -6),
            (&["nT", "nanotesla"], Tesla, 1, -9),
            (&["μeV"], ElectronVolts, 1, -6),
            (&["mK", "millikelvin"], Kelvin, 1, -3),
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
