//! Labels that are a number of something: the row of a year, `Day 14`, `24 months`, `Step 200`.

use super::{LabelId, Labels, Mention};
use crate::figure::{self, Figure, Form};
use crate::header;
use crate::number::Number;
use crate::term::Terms;
use crate::unit::{Dimension, Measure};
use crate::vocabulary::{self, Concept};
use std::collections::HashSet;
use std::ops::Range;

/// The most such labels of a paper.
const MAX_NUMBERED_LABELS: usize = 2_000;
/// How far before a number its kind may be named, in bytes.
const NEAR_BYTES: usize = 24;

/// A label of a number.
#[derive(Debug)]
pub(super) struct Numbered {
    label: LabelId,
    number: Number,
    /// The unit that it is written with.
    measure: Measure,
    /// What it is in the unit or with the scale of its column's heading, where that has one.
    scaled: Option<(Number, Measure)>,
    kind: Kind,
}

/// What a label numbers.
#[derive(Debug, Default)]
struct Kind {
    is_year: bool,
    /// In lower case; empty when it has none.
    word: String,
    terms: Terms,
    concepts: Vec<Concept>,
}

impl Kind {
    fn of(word: &str) -> Self {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        Self {
            is_year: matches!(word.as_str(), "year" | "years" | "年" | "年份" | "date"),
            terms: Terms::of(&word),
            concepts: vocabulary::concepts(&word).into_iter().map(|(_, concept)| concept).collect(),
            word,
        }
    }

    /// Whether the words around a number name this kind.
    fn is_named(&self, before: &str, behind: &str) -> bool {
        let near = before[before.ceil_char_boundary(before.len().saturating_sub(NEAR_BYTES))..]
            .rsplit([',', ';', '，', '；', '。', '、'])
            .next()
            .unwrap_or_default()
            .to_lowercase();
        !self.word.is_empty()
            && (near.trim_end().ends_with(self.word.as_str())
                || behind.trim_start_matches([' ', '-']).to_lowercase().starts_with(&self.word)
                || Terms::behind(behind).terms.shares(self.terms) > 0
                || vocabulary::concepts(&near)
                    .iter()
                    .any(|(_, concept)| self.concepts.contains(concept)))
    }
}

impl Numbered {
    /// Whether a figure is this number for all that it is written with: with its column's unit or
    /// scale, or with so many decimals that it is hardly another one.
    fn is_written(&self, text: &str, figure: &Figure) -> bool {
        const DECIMALS: usize = 3;
        if let Some((number, measure)) = self.scaled
            && number == figure.value()
            && (!figure.is_bare() || measure.dimension == Dimension::Count)
        {
            return figure.measure.fits(measure) || measure.dimension == Dimension::Count;
        }
        let digits = &text[figure.digits..figure.range.end];
        let written = digits.trim_start_matches(['0', '.']);
        self.measure == Measure::BARE
            && figure.is_bare()
            && figure.number == self.number
            && digits.contains('.')
            && written.bytes().filter(u8::is_ascii_digit).count() >= DECIMALS
    }
}

impl Labels {
    /// Notes that a label is a number, of what the heading of its column says where it has one.
    pub(crate) fn number(&mut self, label: LabelId, text: &str, heading: &str) {
        let figures = figure::figures(text);
        let [figure] = figures.as_slice() else { return };
        // `across five specialties` is no number of anything.
        if figure.form != Form::Digits
            || self.numbered.len() >= MAX_NUMBERED_LABELS
            || self.numbered.iter().any(|known| known.label == label)
        {
            return;
        }
        // The size in `X-7B` is read with the model (`sized.rs`).
        if text[..figure.range.start].ends_with(['-', '_']) && figure.measure != Measure::BARE {
            return;
        }
        let rest = format!("{} {}", &text[..figure.range.start], &text[figure.range.end..]);
        let kind = if rest.trim().is_empty() { heading } else { rest.trim() };
        let of_heading = header::measure(heading).filter(|_| figure.is_bare());
        let scaled = of_heading.map(|measure| {
            let number = figure.number.scaled(measure.times, measure.exponent);
            (number, measure)
        });
        let numbered = Numbered {
            label,
            number: figure.number,
            measure: figure.measure,
            scaled: scaled.filter(|(number, measure)| {
                *number != figure.number || measure.dimension != Dimension::Count
            }),
            kind: Kind::of(kind),
        };
        self.numbered.push(numbered);
    }

    /// The places where a text names such labels.
    pub(super) fn numbers_named(&self, text: &str) -> Vec<Mention> {
        if self.numbered.is_empty() || !text.bytes().any(|byte| byte.is_ascii_digit()) {
            return Vec::new();
        }
        let scaled = self.numbered.iter().filter_map(|label| Some(label.scaled?.0));
        let numbers: HashSet<Number> =
            self.numbered.iter().map(|label| label.number).chain(scaled).collect();
        let mention = |range: Range<usize>, labels: Vec<LabelId>| Mention {
            range,
            labels,
            is_sure: true,
            is_firm: true,
            is_whole: true,
            is_left_away: false,
            is_measure: false,
        };
        let mut found: Vec<Mention> = Vec::new();
        let named = |range: Range<usize>, number: Number, measure: Measure| {
            let (before, behind) = (&text[..range.start], &text[range.end..]);
            let labels = self.numbered.iter().filter(|label| {
                label.number == number
                    && if label.measure == Measure::BARE {
                        measure_is_none_or_kind(measure, label)
                            && (label.kind.is_year && is_in_year(before, behind)
                                || label.kind.is_named(before, behind))
                    } else {
                        label.measure == measure
                    }
            });
            let labels: Vec<LabelId> = labels.map(|label| label.label).collect();
            (!labels.is_empty()).then(|| mention(range, labels))
        };
        let figures: Vec<Figure> = figure::figures(text);
        let is_known =
            |figure: &Figure| numbers.contains(&figure.number) || numbers.contains(&figure.value());
        for figure in figures.iter().filter(|figure| is_known(figure)) {
            let by_kind = named(figure.range.clone(), figure.number, figure.measure);
            found.extend(by_kind.or_else(|| {
                let labels = self.numbered.iter().filter(|label| label.is_written(text, figure));
                let labels: Vec<LabelId> = labels.map(|label| label.label).collect();
                (!labels.is_empty()).then(|| mention(figure.range.clone(), labels))
            }));
        }
        // 2015 至 2019 are all years between, too.
        for pair in figures.windows(2) {
            let [first, last] = pair else { continue };
            let between = text.get(first.range.end..last.range.start).unwrap_or_default().trim();
            if !matches!(between, "至" | "到" | "-" | "–" | "—" | "to" | "~" | "～") {
                continue;
            }
            let bounds = first.number.float()..=last.number.float();
            let all = self
                .numbered
                .iter()
                .filter(|label| label.kind.is_year && bounds.contains(&label.number.float()));
            let labels: Vec<LabelId> = all.map(|label| label.label).collect();
            if labels.len() > 1 {
                found.retain(|known: &Mention| known.range.end <= first.range.start);
                found.push(mention(first.range.start..last.range.end, labels));
            }
        }
        // 2016 年 is no figure.
        for (at, _) in text.match_indices('年') {
            let before = text[..at].trim_end_matches(' ');
            let digits = before.bytes().rev().take(5).take_while(u8::is_ascii_digit).count();
            let range = before.len() - digits..before.len();
            let number = Number::parse(&before[range.clone()]);
            if let Some(number) = number.filter(|number| digits == 4 && numbers.contains(number)) {
                let labels = self
                    .numbered
                    .iter()
                    .filter(|label| label.kind.is_year && label.number == number);
                let labels: Vec<LabelId> = labels.map(|label| label.label).collect();
                if !labels.is_empty() && !found.iter().any(|known| known.range.end > range.start) {
                    found.push(mention(range, labels));
                }
            }
        }
        // 第 200 步 is no figure.
        for (at, ordinal) in text.match_indices('第') {
            let start = at + ordinal.len();
            let digits = text[start..].trim_start_matches(' ');
            let start = text.len() - digits.len();
            let length = digits.bytes().take_while(u8::is_ascii_digit).count();
            if let Some(number) =
                Number::parse(&digits[..length]).filter(|number| numbers.contains(number))
            {
                found.extend(named(start..start + length, number, Measure::BARE));
            }
        }
        found
    }
}

/// Whether a number's own unit leaves it a number of the kind: 2016 年 is a year.
fn measure_is_none_or_kind(measure: Measure, label: &Numbered) -> bool {
    measure == Measure::BARE || label.kind.is_year
}

/// Whether a number between these words is a year.
fn is_in_year(before: &str, behind: &str) -> bool {
    const BEFORE: [&str; 18] = [
        "in", "of", "for", "by", "since", "from", "until", "to", "during", "year", "and", "than",
        "on", "at", "between", "is", "was", "vs",
    ];
    if behind.trim_start().starts_with('年') || before.ends_with('年') {
        return true;
    }
    let before = before.trim_end();
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let is_clear = !behind.trim_start().starts_with(|c: char| c.is_ascii_lowercase() || c == '%');
    let is_verb = ["had", "was", "is", "and", "saw", "the", "to", "it"]
        .iter()
        .any(|word| behind.trim_start().split(' ').next() == Some(word));
    (is_clear || is_verb)
        && (before.is_empty() || BEFORE.contains(&word.to_lowercase().as_str()) || {
            before.ends_with(['在', '于', '到', '自', '从', ',', '(', '（', '，', '、'])
        })
}
