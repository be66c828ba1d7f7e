//! The sentence that a quote is in, for readers who see the quote alone.

use crate::split::Break;
use crate::text::{Quote, Range, Section, Text};

/// The most of a sentence on each side of a quote, in visible characters.
const MAX_AROUND: usize = 400;

impl Text {
    /// What of their sentences is before and behind some ranges; `None` where one of these is not in
    /// the text.
    pub fn around(&self, ranges: &[Range]) -> Option<(String, String)> {
        let places: Vec<_> =
            ranges.iter().map(|range| self.placed(range)).collect::<Option<Vec<_>>>()?;
        let ((first, from, _), (last, _, to)) = (*places.first()?, *places.last()?);
        let lowest = from.saturating_sub(MAX_AROUND).max(first.from);
        let begin = (lowest..=from).rev().find(|at| self.breaks[*at] == Break::Sentence);
        let highest = to.saturating_add(MAX_AROUND).min(last.to);
        let end = (to..highest).find(|at| self.breaks[*at] == Break::Sentence);
        let (begin, end) = (begin.unwrap_or(lowest), end.unwrap_or(highest));
        let before = &first.source()[first.byte(begin - first.from)..first.byte(from - first.from)];
        let behind = &last.source()[last.end(to - last.from)..last.end(end - last.from)];
        Some((before.to_owned(), behind.to_owned()))
    }
}

impl Quote {
    /// What of its sentences was before and behind the quote, as far as that is kept with it.
    pub fn around(&self) -> (String, String) {
        let visible = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count() as u32;
        let (from, length) = (visible(&self.prefix), visible(&self.exact));
        let text = Text::new(vec![Section {
            part: String::new(),
            name: String::new(),
            text: format!("{}{}{}", self.prefix, self.exact, self.suffix),
        }]);
        let range = Range { part: String::new(), from, to: from + length };
        text.around(&[range]).unwrap_or_default()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn around(text: &str, quote: &str) -> (String, String) {
        let (part, name) = ("1".to_owned(), "Method".to_owned());
        let text = Text::new(vec![Section { part, name, text: text.to_owned() }]);
        let ranges = &text.find(quote, 1)[0];
        let around = text.around(ranges).unwrap();
        // The text near it is kept, so that the sentence is known without the text.
        assert_eq!(text.quote(ranges).unwrap().around(), around, "{quote}");
        around
    }

    #[test]
    fn a_quote_comes_with_the_rest_of_its_sentence() {
        let text = "First one. We train it, e.g. on two GPUs, for 3.5 days. Last.";
        for (quote, before, behind) in [
            ("two GPUs", "We train it, e.g. on ", ", for 3.5 days."),
            ("We train it", "", ", e.g. on two GPUs, for 3.5 days."),
            ("one. We train", "First ", " it, e.g. on two GPUs, for 3.5 days."),
            ("Last.", "", ""),
        ] {
            assert_eq!(around(text, quote), (before.to_owned(), behind.to_owned()), "{quote}");
        }
        assert_eq!(
            around("其一。我们训练两天，很快。其三", "两天"),
            ("我们训练".into(), "，很快。".into())
        );
    }

    #[test]
    fn of_a_long_sentence_a_part_comes() {
        let (part, name) = ("1".to_owned(), String::new());
        let long = format!("{}这里{}", "长".repeat(9_000), "字".repeat(9_000));
        let text = Text::new(vec![Section { part, name, text: long }]);
        let (before, behind) = text.around(&text.find("这里", 1)[0]).unwrap();
        assert_eq!((before.chars().count(), behind.chars().count()), (400, 400));
        assert_eq!(text.around(&[]), None);
    }
}
