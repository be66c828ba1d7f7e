//! Sentences of the paper that give a figure as one end of a change or instead of another one: `from
//! 5.2 to 3.8`, `5.4 h instead of 1.9 h`, `they find 5.2, whereas we obtain 3.8`. Which of the two is
//! more is read from the values, whatever the words.

use super::better::sole_better;
use super::turned::ends_in_from;
use super::{Judge, direction_between};
use crate::claim::{Figures, Sentence, Wanted};
use crate::figure::Figure;
use crate::index::Hit;
use crate::rank::Common;
use crate::vocabulary::Better;
use crate::words::{self, Turn, Whose};
use crate::{Direction, Outcome};
use std::ops::Range;

/// The most bytes between two figures that are compared.
const MAX_GAP_BYTES: usize = 90;

/// A figure as one end of a change.
#[derive(Debug, Clone, Copy)]
pub(super) struct End {
    /// Whether it is what it was at first, and not what it became.
    is_first: bool,
    /// Where the change goes.
    pub(super) goes: Direction,
}

impl Judge<'_> {
    /// Whether a place of the paper has the figure as the same end of a change in the other
    /// direction; `Some(false)` where both say the same.
    pub(super) fn contradicts_beside(&self, claimed: End, hit: &Hit) -> Option<bool> {
        let there = self.end_in_text(hit)?;
        (there.is_first == claimed.is_first).then_some(there.goes != claimed.goes)
    }

    /// Another's figure, where the sentence gives it to the authors or to others before them and the
    /// paper to the other ones: `they find 2.5 km, whereas we obtain 2.6 km`.
    pub(super) fn of_other_authors(
        &self,
        want: &Wanted,
        sentence: &Sentence,
        own: &[(Hit, Common)],
    ) -> Option<Outcome> {
        let (whose, word) = words::whose(&sentence.text[..want.range.start])?;
        let mut prose = own.iter().filter(|(hit, _)| hit.cell.is_none());
        // The paper's tables are its authors'.
        let of_tables = own.iter().any(|(hit, _)| hit.cell.is_some());
        let other = |hit: &Hit| {
            let (all, n) = self.figures_at(hit)?;
            let (theirs, ours) = match whose {
                Whose::Others => (n.checked_sub(1)?, n),
                Whose::Ours => (n, n + 1),
            };
            let (theirs, ours) = (all.get(theirs)?, all.get(ours)?);
            let text = &self.source.all[hit.spot as usize].text;
            let is_stated = theirs.measure.fits(ours.measure)
                && words::turns_to_ours(&text[theirs.range.end..ours.range.start]);
            let range = match whose {
                Whose::Others => theirs.range.clone(),
                Whose::Ours => ours.range.clone(),
            };
            is_stated.then(|| Hit { range, ..hit.clone() })
        };
        let there = other(&prose.next()?.0)?;
        if of_tables && whose == Whose::Ours || !prose.all(|(hit, _)| other(hit).is_some()) {
            return None;
        }
        Some(Outcome::AnotherOwner {
            // The text says `we` or `they`, which names nobody.
            of: String::new(),
            asked: sentence.text[word].to_owned(),
            passages: self.passages(own)?,
            there: Some(Box::new(self.passage(&there))),
        })
    }

    /// The opposite of what the sentence says of its figure beside something that it names, where
    /// sentences of the paper give the values of both: `X (41.7%) trails Y`, `X obtains 41.7%,
    /// outperforming Y's 37.5%`.
    pub(super) fn against_value(
        &self,
        want: &Wanted,
        figures: &Figures,
        sentence: &Sentence,
        own: &[(Hit, Common)],
    ) -> Option<Outcome> {
        let text = sentence.text.as_str();
        if figures.is_change || sentence.is_in_name(&want.range) {
            return None;
        }
        let (name, behind, turn) = words::compared_names(text).next()?;
        // The figure may be the other thing's.
        let own_value = value_behind(behind, behind)
            .is_some_and(|at| text.len() - behind.len() + at == want.range.start);
        if own_value {
            return None;
        }
        let mut against: Vec<(Hit, Common)> = Vec::new();
        let mut claimed_direction = None;
        for (hit, common) in own.iter().filter(|(hit, _)| hit.cell.is_none()) {
            let there = self.source.all[hit.spot as usize].text.as_str();
            let Some((all, n)) = self.figures_at(hit) else { continue };
            let others = there.match_indices(name).filter_map(|(at, _)| {
                let rest = &there[at + name.len()..];
                let start = there.len() - rest.len() + value_behind(rest, behind)?;
                all.iter().find(|figure| figure.digits == start || figure.range.start == start)
            });
            let others: Vec<&Figure> = others.filter(|it| it.range != all[n].range).collect();
            let [other] = others.as_slice() else { continue };
            let goes = match turn {
                Turn::Up => Direction::Up,
                Turn::Down => Direction::Down,
                Turn::Better | Turn::Worse => {
                    let is_up = (sole_better(text).or_else(|| sole_better(there))? == Better::Up)
                        == (turn == Turn::Better);
                    if is_up { Direction::Up } else { Direction::Down }
                }
                Turn::Faster | Turn::Slower => return None,
            };
            // Which of two losses is higher depends on whom one asks.
            if !other.measure.fits(all[n].measure) || other.minus || all[n].minus {
                continue;
            }
            match direction_between(other.value().float(), all[n].value().float()) {
                Some(lies) if lies != goes => against.push((hit.clone(), *common)),
                _ => return None,
            }
            claimed_direction = Some(goes);
        }
        Some(Outcome::AnotherDirection {
            claimed_direction: claimed_direction?,
            passages: self.passages(&against)?,
        })
    }

    /// The figures of the sentence that a place is in, and which of them it is.
    pub(super) fn figures_at(&self, hit: &Hit) -> Option<(&[Figure], usize)> {
        let figures = &self.source.figures;
        let at = figures.partition_point(|of| of.spot < hit.spot);
        let of = figures.get(at).filter(|of| of.spot == hit.spot && of.cell.is_none())?;
        let n = of.all.iter().position(|figure| figure.range.start == hit.range.start)?;
        Some((&of.all, n))
    }

    /// The change between the figure at a place and the one before or behind it.
    fn end_in_text(&self, hit: &Hit) -> Option<End> {
        let (all, n) = self.figures_at(hit)?;
        let text = self.source.all[hit.spot as usize].text.as_str();
        let as_first = || change(text, all.get(n)?, all.get(n + 1)?);
        let as_second = || {
            let first = change(text, all.get(n.checked_sub(1)?)?, all.get(n)?)?;
            Some(End { is_first: !first.is_first, ..first })
        };
        as_first().or_else(as_second)
    }
}

/// Where the value of a name begins that stands right behind it, perhaps with more words of the name
/// between, as they are behind it in `name_behind`: ` (0.918)`, `'s 37.5%`, ` Latin (0.918)`.
fn value_behind(behind: &str, name_behind: &str) -> Option<usize> {
    const JOINS: [&str; 12] =
        ["(", " (", "（", " （", "'s ", "’s ", " at ", "的", " 的 ", "：", ": ", "为 "];
    let digits = behind.find(|c: char| c.is_ascii_digit())?;
    let between = behind[..digits].trim_end_matches(['-', '−', '$']);
    JOINS.iter().filter_map(|join| between.strip_suffix(join)).find_map(|rest| {
        let is_of_name = rest.is_empty()
            || name_behind.len() >= rest.len()
                && name_behind.is_char_boundary(rest.len())
                && name_behind[..rest.len()].eq_ignore_ascii_case(rest);
        is_of_name.then_some(digits)
    })
}

/// Which end of a change the first of two figures of a sentence is.
fn change(text: &str, a: &Figure, b: &Figure) -> Option<End> {
    let between = text.get(a.range.end..b.range.start)?;
    let is_year = |figure: &Figure| {
        figure.is_bare() && figure.number.whole().is_some_and(|year| (1900..2100).contains(&year))
    };
    let is_same = a.measure.fits(b.measure) && a.is_bare() == b.is_bare();
    // `from 88.4 to 41.5 GB` has its unit behind.
    let fits = is_same || a.is_bare() && between.len() <= " to about ".len();
    if between.len() > MAX_GAP_BYTES || !fits || is_year(a) || is_year(b) || between.contains(';') {
        return None;
    }
    let before = &text[..a.range.start];
    let is_change = words::is_change(before, &text[a.range.end..], a.measure);
    let is_first = ends_in_from(before) && (between.contains(" to ") || between.contains('→'))
        || !is_change && words::turns_to_ours(between);
    let is_last = ends_in_from(between) && between.contains("from")
        || !is_change && ["instead of", "rather than"].iter().any(|word| between.contains(word));
    if !is_first && !is_last {
        return None;
    }
    let value = |figure: &Figure| {
        if is_same { figure.value().float() } else { figure.number.float() }
    };
    let (from, to) = if is_first { (a, b) } else { (b, a) };
    Some(End { is_first, goes: direction_between(value(from), value(to))? })
}

/// Which end of a change a sentence says that a figure is.
pub(super) fn claimed(text: &str, figure: &Range<usize>) -> Option<End> {
    let before = &text[..figure.start];
    if let Some(goes) = words::towards(before) {
        return Some(End { is_first: false, goes });
    }
    let goes = || words::direction(words::clause_before(before, MAX_GAP_BYTES), "");
    ends_in_from(before).then(goes).flatten().map(|goes| End { is_first: true, goes })
}
