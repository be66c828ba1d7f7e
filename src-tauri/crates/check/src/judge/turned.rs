//! Changes in the opposite direction to the paper's.

use super::{Judge, direction_between};
use crate::claim::{ClaimContent, Figures, Sentence, Wanted};
use crate::figure::Figure;
use crate::index::Hit;
use crate::source::Figures as There;
use crate::unit::Dimension;
use crate::words;
use crate::{Direction, Outcome, Passages};

/// The most bytes between the two figures of a change, and between its `from` and them.
const MAX_GAP_BYTES: usize = 60;
/// The most bytes between two figures that are compared.
const MAX_COMPARED_BYTES: usize = 80;

/// A figure of a sentence with its place among the sentence's claims.
struct Placed<'a> {
    n: usize,
    want: &'a Wanted,
    figure: &'a Figure,
    is_change: bool,
}

impl Placed<'_> {
    /// Whether two values may be set against one another: changes are not, nor numbers of different
    /// things.
    fn is_comparable(&self, other: &Self) -> bool {
        let counted = |placed: &Self| match &placed.want.content {
            ClaimContent::Figures(figures) if figures.is_count => Some(figures.noun.clone()),
            _ => None,
        };
        let is_same = match (counted(self), counted(other)) {
            (Some(own), Some(others)) => own == others,
            (None, None) => true,
            // ADC 的条数为 80，多于传统方法的 120 条.
            _ => self.figure.is_bare() && other.figure.is_bare(),
        };
        !self.is_change && !other.is_change && is_same
    }
}

/// Figures of one sentence that lie to one another in another way than it says: 从 71.2 提升到 68.4,
/// `11.9, more than the 19.3 of`.
pub(super) fn turned(
    judge: &Judge,
    claims: &[Wanted],
    sentence: &Sentence,
    outcomes: &mut [Outcome],
) {
    let figures: Vec<Placed> = claims
        .iter()
        .enumerate()
        .filter_map(|(n, want)| match &want.content {
            ClaimContent::Figures(Figures { parts, is_change, .. }) if parts.len() == 1 => {
                Some(Placed { n, want, figure: &parts[0], is_change: *is_change })
            }
            _ => None,
        })
        .collect();
    let mut is_after_change = false;
    for pair in figures.windows(2) {
        let [first, second] = pair else { continue };
        let text = sentence.text.as_str();
        let Some(between) = text.get(first.want.range.end..second.want.range.start) else {
            continue;
        };
        let before = &text[..first.want.range.start];
        let change = Change::of(before, between);
        let follows_change = std::mem::take(&mut is_after_change);
        if let Some(change) = change {
            // 由 21.4% 降到 13.9%，安静条件下由 6.9% 降到 5.2%: the second change begins there.
            if change.is_reversed && follows_change {
                continue;
            }
            is_after_change = !change.is_reversed;
            change.judge(judge, (first, second), outcomes);
        } else if between.len() <= MAX_COMPARED_BYTES
            && first.is_comparable(second)
            && let Some(claimed_direction) = words::turned_between(before, between)
                .or_else(|| words::turned_around(before, between))
            && values(first, second)
                .and_then(|(a, b)| direction_between(b, a))
                .is_some_and(|lies| lies != claimed_direction)
        {
            for n in [first.n, second.n] {
                mark(outcomes, n, claimed_direction, None);
            }
        }
    }
}

/// What is said between and before two figures of a change.
struct Change {
    claimed_direction: Option<Direction>,
    /// Whether the value that was before comes after: `to 41.5, from 88.4`.
    is_reversed: bool,
}

impl Change {
    fn of(before: &str, between: &str) -> Option<Self> {
        const TO: [&str; 8] = ["到", "至", "变为", "变成", "成为", "→", "->", " to "];
        let before = before.trim_end_matches([' ', '约', '的']);
        let between = between.trim_end_matches([' ', '约', '了', '的']);
        if between.len() > MAX_GAP_BYTES {
            return None;
        }
        let is_from = ends_in_from(before);
        let is_to = between.ends_with("to")
            || TO.iter().any(|to| between.contains(to))
            || words::turns_into(between);
        if is_from && is_to {
            // `from 46.9 to 5.4` has its verb before, 从 46.9 降到 5.4 between.
            let verb = before.trim_end_matches("from").trim_end().trim_end_matches([',', '，']);
            let claimed_direction = words::direction(between, "")
                .or_else(|| words::direction(before, ""))
                .or_else(|| words::direction(verb, ""));
            return Some(Self { claimed_direction, is_reversed: false });
        }
        let is_to = ["到", "至", " to"].iter().any(|word| before.ends_with(word));
        let is_from = ends_in_from(between);
        (is_to && is_from)
            .then(|| Self { claimed_direction: words::towards(before), is_reversed: true })
    }

    fn judge(&self, judge: &Judge, (first, second): (&Placed, &Placed), outcomes: &mut [Outcome]) {
        let (from, to) = if self.is_reversed { (second, first) } else { (first, second) };
        let Some((before, after)) = values(from, to) else { return };
        let goes = direction_between(before, after);
        let Some(claimed_direction) = self.claimed_direction.or(goes) else { return };
        if goes.is_some_and(|goes| goes != claimed_direction) {
            for n in [from.n, to.n] {
                mark(outcomes, n, claimed_direction, None);
            }
        } else if let Some(passages) = reversed(judge, after, before).or_else(|| {
            // Where the value that is reached was the first one, so was the other the last one.
            match &outcomes[to.n] {
                Outcome::AnotherDirection { passages, .. } => Some(passages.clone()),
                _ => None,
            }
        }) {
            for n in [from.n, to.n] {
                mark(outcomes, n, claimed_direction, Some(&passages));
            }
        }
    }
}

/// Whether a text ends where the start value of a change follows, perhaps with what it is of: `from`,
/// 由第一个月的.
pub(super) fn ends_in_from(text: &str) -> bool {
    const FROM: [&str; 6] = ["从", "由", "自", "from ", "From ", "from"];
    let near = words::clause_before(text, MAX_GAP_BYTES);
    FROM.iter().any(|from| {
        near.rsplit_once(from).is_some_and(|(_, behind)| {
            let ends = from.len() > 4 || !from.is_ascii() || behind.is_empty();
            let is_other =
                ["到", "至", " to ", "因", "于"].iter().any(|word| behind.contains(word));
            // 从 2023 年的 4%.
            let year = behind.trim_start();
            let is_year = year.len() >= 4
                && year.as_bytes()[..4].iter().all(u8::is_ascii_digit)
                && year[4..].trim_start().starts_with('年');
            let rest = if is_year { &year[4..] } else { behind };
            ends && !is_other && !rest.contains(|c: char| c.is_ascii_digit())
        })
    })
}

/// The values of two figures in one unit; `None` where they have none in common, and of losses: which
/// of two is higher depends on whom one asks.
fn values(a: &Placed, b: &Placed) -> Option<(f64, f64)> {
    let (a, b) = (a.figure, b.figure);
    if a.minus || b.minus {
        return None;
    }
    // 从 840万 减到 4096: a scale is no unit.
    let are_counts = [a, b].iter().all(|it| it.measure.dimension == Dimension::Count);
    if a.is_bare() != b.is_bare() && !are_counts {
        // 由 0.128 降到 4.9%: a share without its unit.
        let value = |own: &Figure, other: &Figure| {
            let is_share = own.is_bare()
                && own.number.is_below_one()
                && other.measure.dimension == Dimension::Percent;
            own.number.float() * if is_share { 100.0 } else { 1.0 }
        };
        // `from 88.4 to 41.5 GB`.
        return Some((value(a, b), value(b, a)));
    }
    a.measure.fits(b.measure).then(|| (a.value().float(), b.value().float()))
}

/// Marks a found figure as going in the other direction, with these passages or its own.
fn mark(
    outcomes: &mut [Outcome],
    n: usize,
    claimed_direction: Direction,
    passages: Option<&Passages>,
) {
    if let Outcome::Found { passages: own, .. } = &outcomes[n] {
        let passages = passages.unwrap_or(own).clone();
        outcomes[n] = Outcome::AnotherDirection { claimed_direction, passages };
    }
}

/// The place where the paper states a change from one value to another.
fn reversed(judge: &Judge, from: f64, to: f64) -> Option<Passages> {
    // `from 9% in 2011 to 34%`.
    let is_year = |figure: &Figure| {
        figure.is_bare() && figure.number.whole().is_some_and(|year| (1900..2100).contains(&year))
    };
    let behind = |of: &There, n: usize| {
        let next = of.all.get(n + 1)?;
        Some(if is_year(next) { n + 2 } else { n + 1 })
    };
    let is_stated = |of: &&There, n: usize| {
        let second = behind(of, n).and_then(|n| of.all.get(n));
        let (Some(first), Some(second)) = (of.all.get(n), second) else { return false };
        let text = &judge.source.all[of.spot as usize].text;
        let (before, between) =
            (&text[..first.range.start], &text[first.range.end..second.range.start]);
        // A share may be written as a part of one there.
        let is = |figure: &Figure, value: f64| {
            let there = figure.value().float();
            [there, there * 100.0, there / 100.0]
                .iter()
                .any(|there| (there - value).abs() <= value.abs() * 1e-9)
        };
        // `to 41.5, from 88.4` names the earlier value after the later one.
        if between.len() <= MAX_GAP_BYTES && ends_in_from(between) {
            is(first, to) && is(second, from)
        } else {
            ends_in_from(before) && is(first, from) && is(second, to)
        }
    };
    let figures = judge.source.figures.iter().filter(|of| of.cell.is_none() && of.all.len() > 1);
    let (of, n) = figures
        .flat_map(|of| (0..of.all.len()).map(move |n| (of, n)))
        .find(|(of, n)| is_stated(of, *n))?;
    let range = of.all[n].range.start..of.all[behind(of, n)?].range.end;
    Passages::of(vec![judge.passage(&Hit { spot: of.spot, range, strength: 3, cell: None })])
}
