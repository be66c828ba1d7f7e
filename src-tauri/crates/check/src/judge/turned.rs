//! Changes that go the other way than the paper says.

use super::{Judge, direction_between};
use crate::claim::{Sentence, Wanted, What};
use crate::figure::Figure;
use crate::index::Hit;
use crate::source::Figures as Placed;
use crate::words;
use crate::{Outcome, Passages};

/// How far apart the two figures of a change are, and how far before them its `from` is, in bytes.
const FROM: usize = 40;

/// A change from one figure to another that goes the other way than the sentence says: 从 71.2
/// 提升到 68.4.
pub(super) fn turned(
    judge: &Judge,
    claims: &[Wanted],
    sentence: &Sentence,
    outcomes: &mut [Outcome],
) {
    let figures: Vec<(usize, &Wanted, f64)> = claims
        .iter()
        .enumerate()
        .filter_map(|(n, want)| match &want.what {
            What::Figures(figures) if figures.parts.len() == 1 => {
                Some((n, want, figures.parts[0].value().float()))
            }
            _ => None,
        })
        .collect();
    for pair in figures.windows(2) {
        let [(_, from, first), (n, to, second)] = pair else { continue };
        let before = sentence.text[..from.range.start].trim_end_matches([' ', '约', '的']);
        let between =
            sentence.text[from.range.end..to.range.start].trim_end_matches([' ', '约', '了', '的']);
        let is_from = ["从", "由", "自", "from", "From"].iter().any(|word| before.ends_with(word))
            || before.len() < sentence.text.len()
                && words::clause_before(before, FROM).contains("from ");
        let is_to = ["到", "至", "to"].iter().any(|word| between.ends_with(word))
            || between.contains(" to ");
        if !is_from || !is_to || between.len() > FROM {
            continue;
        }
        let Outcome::Found { passages, .. } = &outcomes[*n] else { continue };
        // `from 46.9 to 5.4` has its verb before, 从 46.9 降到 5.4 between.
        let verb = before.trim_end_matches("from").trim_end().trim_end_matches([',', '，']);
        let said = words::direction(between, "")
            .or_else(|| words::direction(before, ""))
            .or_else(|| words::direction(verb, ""));
        let goes = direction_between(*first, *second);
        let Some(said) = said.or(goes) else { continue };
        if goes.is_some_and(|goes| goes != said) {
            outcomes[*n] = Outcome::AnotherDirection { said, passages: passages.clone() };
        } else if let Some(passage) = reversed(judge, *second, *first) {
            outcomes[*n] = Outcome::AnotherDirection { said, passages: passage };
        }
    }
}

/// Where the paper says that something went from one value to another.
fn reversed(judge: &Judge, from: f64, to: f64) -> Option<Passages> {
    let says = |of: &&Placed, n: usize| {
        let (Some(first), Some(second)) = (of.all.get(n), of.all.get(n + 1)) else { return false };
        let text = &judge.source.all[of.spot as usize].text;
        let before = text[..first.range.start].trim_end();
        // A share may be written as a part of one there.
        let is = |figure: &Figure, value: f64| {
            let there = figure.value().float();
            [there, there * 100.0, there / 100.0]
                .iter()
                .any(|there| (there - value).abs() <= value.abs() * 1e-9)
        };
        (before.ends_with("from") || before.ends_with(['从', '由', '自']))
            && is(first, from)
            && is(second, to)
    };
    let figures = judge.source.figures.iter().filter(|of| of.cell.is_none() && of.all.len() > 1);
    let (of, n) = figures
        .flat_map(|of| (0..of.all.len()).map(move |n| (of, n)))
        .find(|(of, n)| says(of, *n))?;
    let range = of.all[n].range.start..of.all[n + 1].range.end;
    Passages::of(vec![judge.passage(&Hit { spot: of.spot, range, strength: 3, cell: None })])
}
