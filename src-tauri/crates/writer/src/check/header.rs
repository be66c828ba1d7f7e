//! Which unit the bare numbers have that a column, a row, a caption or a sentence speaks of.

use super::unit::{self, Dimension, Measure};

/// The unit that a heading names: `Acc. (%)`, `Latency [ms]`, `Params (M)`, `FPS`; else the one that its measure is given in.
pub(super) fn measure(text: &str) -> Option<Measure> {
    if text.contains(['%', '％']) {
        return Some(Measure::new(Dimension::Percent, 1, 0));
    }
    in_brackets(text).or_else(|| spelled(text)).or_else(|| implied(text))
}

/// A unit alone in brackets, or behind a slash or comma.
fn in_brackets(text: &str) -> Option<Measure> {
    text.split(['(', '[', '（', '［', '/', ',', '，']).skip(1).find_map(|part| {
        let inner = part.split([')', ']', '）', '］']).next().unwrap_or(part).trim();
        let inner = inner.strip_prefix("in ").or_else(|| inner.strip_prefix('#')).unwrap_or(inner);
        unit::measure(inner).filter(|(_, length)| *length == inner.len()).map(|(measure, _)| measure)
    })
}

/// A unit in words or letters that mean nothing else.
fn spelled(text: &str) -> Option<Measure> {
    text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 2 || *word == "dB").find_map(|word| {
        unit::named(word)
            .or_else(|| unit::named(&word.to_ascii_lowercase()))
            .filter(|measure| !matches!(measure.dimension, Dimension::Times | Dimension::Point))
    })
}

/// The unit of a measure that is mostly written without one.
pub(super) fn implied(text: &str) -> Option<Measure> {
    let percent = Measure::new(Dimension::Percent, 1, 0);
    let times = Measure::new(Dimension::Times, 1, 0);
    for word in text.split(|c: char| !(c.is_alphanumeric() || c == '-')) {
        let found = match word.to_ascii_lowercase().as_str() {
            "accuracy" | "accuracies" | "acc" | "f1" | "recall" | "precision" | "em" | "map" | "ap" | "iou" | "miou" | "rate" | "rates"
            | "success" | "top-1" | "top-5" | "auc" | "wer" | "cer" | "bleu" | "rouge-l" | "f1-score" | "f-score" | "f-measure"
            | "accuracy-score" | "specificity" | "sensitivity" | "eer" | "pass" | "hit" | "ap50" | "percentage" | "proportion" => percent,
            "speedup" | "speed-up" | "speedups" | "speed-ups" | "acceleration" | "factor" => times,
            "psnr" => Measure::new(Dimension::Decibels, 1, 0),
            _ => continue,
        };
        return Some(found);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

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
