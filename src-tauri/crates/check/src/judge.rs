//! What becomes of each claim.

use super::candidate::MAYBE;
use super::claim::{Figures, Sentence, Wanted, What};
use super::compute::Reach;
use super::figure::{Figure, Form};
use super::index::{Hit, Index};
use super::mention::Mention;
use super::rank::{Common, Rank};
use super::source::{At, Figures as Placed, Source};
use super::words::{self, Hedge};
use super::{Direction, How, Outcome, Passage, Passages, Why, compute, lookup, scope};
use std::ops::Range;

/// How much larger or smaller than a bound a figure may be to be what is meant, as a part of the
/// bound.
const NEAR_BOUND: f64 = 0.1;
/// The same for `more than`, which says less.
const FAR_BOUND: f64 = 0.2;
/// How exact a quarter or a third is meant, in points of per cent.
const PART_STEP: f64 = 4.0;
/// How far apart the two figures of a change are, and how far before them its `from` is, in bytes.
const FROM: usize = 40;

/// The judgement of one claim after another.
pub(super) struct Judge<'a> {
    pub(super) source: &'a Source,
    pub(super) index: &'a Index,
    pub(super) rank: Rank<'a>,
}

/// Judges all claims, whose sentences come one behind the other.
pub(super) fn judge(
    wanted: &[Wanted],
    sentences: &[Sentence],
    source: &Source,
    index: &Index,
) -> Vec<Outcome> {
    let mut hits = lookup::hits(wanted, source, index);
    let mut judge = Judge { source, index, rank: Rank::of(source) };
    let mut outcomes: Vec<Outcome> = Vec::with_capacity(wanted.len());
    for claims in wanted.chunk_by(|a, b| a.sentence == b.sentence) {
        let here = outcomes.len()..outcomes.len() + claims.len();
        judge.rank.begin(claims, &hits[here.clone()]);
        let sentence = &sentences[claims[0].sentence];
        for (n, want) in claims.iter().enumerate() {
            let hits = std::mem::take(&mut hits[here.start + n]);
            outcomes.push(judge.claim(want, sentence, hits));
        }
        turned(&judge, claims, sentence, &mut outcomes[here.clone()]);
        // What the sentence's own figures give is known once they are found.
        for (n, want) in claims.iter().enumerate() {
            if !outcomes[here.start + n].is_supported()
                && let What::Figures(figures) = &want.what
                && let Some(computed) =
                    compute::from_sentence(&judge, claims, &outcomes[here.clone()], n, figures)
            {
                outcomes[here.start + n] = computed;
            }
        }
    }
    outcomes
}

/// A change from one figure to another that goes the other way than the sentence says: 从 71.2
/// 提升到 68.4.
fn turned(judge: &Judge, claims: &[Wanted], sentence: &Sentence, outcomes: &mut [Outcome]) {
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

impl Judge<'_> {
    fn claim(&self, want: &Wanted, sentence: &Sentence, hits: Vec<Hit>) -> Outcome {
        let sorted = self.rank.sorted(hits, sentence);
        match &want.what {
            What::Name(..) => self
                .found(&sorted, |judge, hit| judge.how_written(hit, &want.text))
                .unwrap_or(Outcome::NotFound),
            What::Figures(figures) => self.figure(want, figures, sentence, sorted),
        }
    }

    fn figure(
        &self,
        want: &Wanted,
        figures: &Figures,
        sentence: &Sentence,
        sorted: Vec<(Hit, Common)>,
    ) -> Outcome {
        let (maybe, sorted): (Vec<_>, Vec<_>) =
            sorted.into_iter().partition(|(hit, _)| hit.strength == MAYBE);
        let of_another: Vec<Option<&Mention>> =
            sorted.iter().map(|(hit, _)| self.another_owner(hit, &want.range, sentence)).collect();
        let own: Vec<(Hit, Common)> = sorted
            .iter()
            .zip(&of_another)
            .filter(|(_, another)| another.is_none())
            .map(|(place, _)| place.clone())
            .collect();
        // `about 27` may be 26.62 of what is named rather than any 27.
        if figures.hedge != Hedge::None
            && own.iter().all(|(_, common)| common.labels == 0)
            && let Some((outcome, labels)) = self.rounded(want, figures, sentence)
            && labels > 0
        {
            return outcome;
        }
        // A sentence of the paper that doesn't name what is asked, when a table gives the figure
        // to another and something else to what is asked.
        if !own.is_empty()
            && own.iter().all(|(hit, _)| hit.cell.is_none())
            && let Some(((hit, _), Some(asked))) = sorted
                .iter()
                .zip(&of_another)
                .find(|((hit, _), another)| another.is_some() && hit.cell.is_some())
            && !own.iter().any(|(hit, _)| self.is_named(hit.spot, asked))
            && let outcome @ Outcome::AnotherOwner { there: Some(_), .. } =
                self.of_another(hit, asked, sentence, &sorted)
        {
            return outcome;
        }
        if !own.is_empty() {
            return self.in_direction(want, figures, sentence, own);
        }
        if let Some(outcome) = self
            .rounded(want, figures, sentence)
            .map(|(outcome, _)| outcome)
            .or_else(|| compute::from_tables(self, want, figures, sentence, Reach::Named))
            .or_else(|| compute::from_prose(self, want, figures, sentence))
            .or_else(|| compute::from_tables(self, want, figures, sentence, Reach::Any))
        {
            return outcome;
        }
        if let Some(((hit, _), Some(asked))) = sorted.iter().zip(&of_another).next() {
            return self.of_another(hit, asked, sentence, &sorted);
        }
        if !maybe.is_empty() {
            return Outcome::NotChecked(Why::UnknownThing);
        }
        Outcome::NotFound
    }

    /// Whether a sentence of the paper names what is asked.
    fn is_named(&self, spot: u32, asked: &Mention) -> bool {
        let here = self.source.mentions(spot);
        here.iter().any(|other| asked.labels.iter().any(|label| other.means(*label)))
    }

    /// What the sentence names that can't be what the place's figure is of.
    pub(super) fn another_owner<'a>(
        &self,
        hit: &Hit,
        range: &Range<usize>,
        sentence: &'a Sentence,
    ) -> Option<&'a Mention> {
        // Most places have all that is named.
        let has_all =
            |at| sentence.mentions.iter().all(|mention| self.source.has_label(at, &mention.labels));
        let at = hit.cell.map(|cell| self.source.all[hit.spot as usize].cells[cell as usize].at);
        if sentence.mentions.is_empty() || at.is_some_and(has_all) {
            return None;
        }
        let has = self.rank.labels(hit, sentence);
        scope::contradiction(
            &sentence.text,
            &sentence.mentions,
            &sentence.figures,
            range,
            &has,
            &self.source.labels,
        )
    }

    fn of_another(
        &self,
        hit: &Hit,
        asked: &Mention,
        sentence: &Sentence,
        sorted: &[(Hit, Common)],
    ) -> Outcome {
        let has = self.rank.labels(hit, sentence);
        let axis = has.iter().find(|(axis, _)| {
            asked.labels.iter().any(|label| self.source.labels.is_on(*axis, *label))
        });
        let of = axis
            .and_then(|(_, labels)| labels.first())
            .map_or_else(String::new, |label| self.source.labels.text(*label).to_owned());
        let there = hit
            .cell
            .and_then(|cell| {
                self.there(self.source.all[hit.spot as usize].cells[cell as usize].at, asked)
            })
            .map(Box::new);
        match self.passages(sorted) {
            Some(passages) => Outcome::AnotherOwner {
                of,
                asked: sentence.text[asked.range.clone()].to_owned(),
                passages,
                there,
            },
            None => Outcome::NotFound,
        }
    }

    /// What the table gives for what is asked, in the same column or the same row.
    fn there(&self, at: At, asked: &Mention) -> Option<Passage> {
        let grid = self.source.grids.get(at.grid as usize)?;
        let is_asked = |labels: &[(u32, u32)]| labels.iter().any(|(_, label)| asked.means(*label));
        let row = grid
            .rows()
            .find(|row| *row != at.row && is_asked(grid.row_labels(*row)))
            .map(|row| (row, at.column));
        let column = || {
            grid.columns()
                .find(|column| *column != at.column && is_asked(grid.column_labels(*column)))
                .map(|column| (at.row, column))
        };
        let (row, column) = row.or_else(column)?;
        let (spot, cell) = grid.spot(row, column)?;
        let range = self.source.all[spot as usize].cells[cell as usize].range.clone();
        Some(self.passage(&Hit { spot, range, strength: 3, cell: Some(cell) }))
    }

    /// Found, or found as a change in the other direction.
    fn in_direction(
        &self,
        want: &Wanted,
        figures: &Figures,
        sentence: &Sentence,
        own: Vec<(Hit, Common)>,
    ) -> Outcome {
        let direction = |text: &str, range: &Range<usize>| {
            let (before, behind) = (&text[..range.start], &text[range.end..]);
            if figures.is_change {
                words::direction(before, behind)
            } else {
                words::towards(before)
            }
        };
        if let Some(said) = direction(&sentence.text, &want.range) {
            let of = |hit: &Hit| {
                if hit.cell.is_some() {
                    None
                } else {
                    direction(&self.source.all[hit.spot as usize].text, &hit.range)
                }
            };
            let agrees = own.iter().any(|(hit, _)| of(hit) == Some(said));
            // A cell says nothing of a direction.
            let opposes =
                own.iter().find_map(|(hit, _)| of(hit)).is_some_and(|there| there != said);
            if opposes && !agrees {
                let against: Vec<(Hit, Common)> = own
                    .iter()
                    .filter(|(hit, _)| of(hit).is_some_and(|there| there != said))
                    .cloned()
                    .collect();
                if let Some(passages) = self.passages(&against) {
                    return Outcome::AnotherDirection { said, passages };
                }
            }
        }
        self.found(&own, |judge, hit| judge.how(hit, figures, want)).unwrap_or(Outcome::NotFound)
    }

    fn found(&self, places: &[(Hit, Common)], how: impl Fn(&Self, &Hit) -> How) -> Option<Outcome> {
        let (first, _) = places.first()?;
        Some(Outcome::Found { how: how(self, first), passages: self.passages(places)? })
    }

    fn how(&self, hit: &Hit, figures: &Figures, want: &Wanted) -> How {
        let there = &self.source.all[hit.spot as usize].text[hit.range.clone()];
        let digits = |text: &str| -> String {
            text.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect()
        };
        let is_exact = digits(there) == digits(&want.text)
            && figures.parts.iter().all(|part| part.form == Form::Digits);
        if is_exact { How::Exact } else { How::Respelled }
    }

    fn how_written(&self, hit: &Hit, text: &str) -> How {
        if &self.source.all[hit.spot as usize].text[hit.range.clone()] == text {
            How::Exact
        } else {
            How::Respelled
        }
    }

    /// A figure with more digits that is rounded to the claimed one, or keeps to the claimed bound.
    ///
    /// Gives how many of the labels that the sentence names its place has, too.
    fn rounded(
        &self,
        want: &Wanted,
        figures: &Figures,
        sentence: &Sentence,
    ) -> Option<(Outcome, u32)> {
        let [figure] = figures.parts.as_slice() else { return None };
        let value = figure.value().float();
        let is_part = figure.form == Form::Part;
        let is_hedged = figures.hedge != Hedge::None || is_part;
        if value == 0.0
            || figures.is_product
            || figures.thing.is_some()
            || !is_hedged && figure.number.significant() < 2
        {
            return None;
        }
        let (low, high) = bounds(figure, figures.hedge);
        let how = match figures.hedge {
            Hedge::None | Hedge::About => How::Rounded,
            Hedge::Above | Hedge::Below => How::Bound,
        };
        let near = self.index.near(self.source, figures, figure, low, high);
        let near: Vec<Hit> = near
            .into_iter()
            .filter(|hit| hit.strength != MAYBE || figures.hedge != Hedge::None)
            .collect();
        let mentioned = sentence.mentions.iter().filter(|mention| mention.is_sure).count() as u32;
        let own: Vec<(Hit, Common)> = self
            .rank
            .sorted(near, sentence)
            .into_iter()
            .filter(|(hit, common)| {
                let is_meant = match (is_hedged, hit.cell) {
                    (true, _) => {
                        let digits = figure.number.significant();
                        common.labels + common.words + common.claims > 0
                            || hit.strength == 3
                            || digits >= 3
                            || digits == 2 && !figure.is_bare()
                            || figure.is_of_a_quantity()
                    }
                    (false, Some(_)) => common.labels > 0 && common.labels >= mentioned.min(2),
                    (false, None) => common.words >= 3 || common.labels > 0 && common.words > 0,
                };
                is_meant && self.another_owner(hit, &want.range, sentence).is_none()
            })
            .collect();
        let labels = own.first().map_or(0, |(_, common)| common.labels);
        Some((self.found(&own, |_, _| how)?, labels))
    }

    pub(super) fn passages(&self, places: &[(Hit, Common)]) -> Option<Passages> {
        Passages::of(places.iter().take(Passages::MOST).map(|(hit, _)| self.passage(hit)).collect())
    }

    /// What is shown of a place.
    pub(super) fn passage(&self, hit: &Hit) -> Passage {
        let spot = &self.source.all[hit.spot as usize];
        let chars = |text: &str| text.chars().count() as u32;
        let start = chars(&spot.text[..hit.range.start]);
        let cell = hit.cell.and_then(|cell| spot.cells.get(cell as usize)).and_then(|cell| {
            let grid = self.source.grids.get(cell.at.grid as usize)?;
            Some(grid.shown(cell.at, &spot.text[cell.range.clone()]))
        });
        Passage {
            place: spot.place,
            text: spot.text.clone(),
            highlight: (start, start + chars(&spot.text[hit.range.clone()])),
            cell,
        }
    }
}

/// Between which values a figure is that is rounded to a claimed one or keeps to its bound.
fn bounds(figure: &Figure, hedge: Hedge) -> (f64, f64) {
    let value = figure.value().float();
    let is_part = figure.form == Form::Part;
    let mut step = figure.step();
    if is_part && figure.number.significant() > 1 {
        step = PART_STEP;
    } else if (hedge != Hedge::None || is_part) && figure.last >= 0 {
        // `about 12,000` is rounded to thousands perhaps.
        let digits = (value / step).abs().log10().floor() as i32 + 1;
        step *= 10f64.powi((digits - figure.number.significant() as i32).max(0));
    }
    // What is about 10 is no 14, whatever its digits.
    let step =
        step.min(2.0 * value * NEAR_BOUND).max(if hedge == Hedge::None { step } else { 0.0 });
    let slack = step * 1e-6;
    let half = step / 2.0 + slack;
    match hedge {
        Hedge::None => (value - half, value + half),
        // Cut off instead of rounded.
        Hedge::About if !is_part => (value - half, value + step.min(value * NEAR_BOUND) + slack),
        Hedge::About => (value - half, value + half),
        Hedge::Above => (value, value + step.max(figure.step()).min(value * FAR_BOUND) + slack),
        Hedge::Below => {
            let far = if figure.form == Form::Digits { NEAR_BOUND } else { FAR_BOUND };
            (value - step.max(figure.step()).min(value * far) - slack, value)
        }
    }
}

/// The direction from one value to another.
pub(super) fn direction_between(from: f64, to: f64) -> Option<Direction> {
    match to.partial_cmp(&from)? {
        std::cmp::Ordering::Greater => Some(Direction::Up),
        std::cmp::Ordering::Less => Some(Direction::Down),
        std::cmp::Ordering::Equal => None,
    }
}
