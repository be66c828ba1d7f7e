//! What becomes of each claim.

mod beside;
mod better;
mod compared;
mod direction;
mod in_unit;
mod named;
mod reached;
mod rounded;
mod shown;
mod turned;

use crate::candidate::MAYBE;
use crate::claim::{ClaimContent, Figures, Sentence, Wanted};
use crate::compute::Reach;
use crate::figure::{self, Form};
use crate::index::{Hit, Index};
use crate::mention::Mention;
use crate::rank::{Common, Rank};
use crate::source::{At, Source};
use crate::unit::Dimension;
use crate::words::Hedge;
use crate::{Outcome, Passage, Why, compute, lookup, scope};
pub(crate) use direction::direction_between;
use std::cell::OnceCell;
use turned::turned;

/// The judgement of one claim after another.
pub(crate) struct Judge<'a> {
    pub(crate) source: &'a Source,
    pub(crate) index: &'a Index,
    pub(crate) rank: Rank<'a>,
    /// Pairs of the paper's figures; read only when something is computed from prose.
    pub(crate) pairs: OnceCell<Vec<compute::Pair>>,
    /// The figures of its tables; read only when something is computed from any of them.
    pub(crate) cells: OnceCell<compute::Cells>,
}

/// Judges all claims, whose sentences follow one another.
pub(crate) fn judge(
    wanted: &[Wanted],
    sentences: &[Sentence],
    source: &Source,
    index: &Index,
) -> Vec<Outcome> {
    let mut hits = lookup::hits(wanted, source, index);
    let mut judge = Judge {
        source,
        index,
        rank: Rank::of(source),
        pairs: OnceCell::new(),
        cells: OnceCell::new(),
    };
    let mut outcomes: Vec<Outcome> = Vec::with_capacity(wanted.len());
    for claims in wanted.chunk_by(|a, b| a.sentence == b.sentence) {
        let here = outcomes.len()..outcomes.len() + claims.len();
        judge.rank.begin(claims, &hits[here.clone()]);
        let sentence = &sentences[claims[0].sentence];
        let mut is_quoted = false;
        for (n, want) in claims.iter().enumerate() {
            let hits = std::mem::take(&mut hits[here.start + n]);
            let quoted = judge.quoted(want, sentence, &hits);
            is_quoted |= quoted.is_some();
            outcomes.push(quoted.unwrap_or_else(|| judge.claim(want, sentence, hits)));
        }
        if !is_quoted {
            turned(&judge, claims, sentence, &mut outcomes[here.clone()]);
        }
        // What the sentence's own figures give is known once they are found.
        for (n, want) in claims.iter().enumerate() {
            if !outcomes[here.start + n].is_supported()
                && let ClaimContent::Figures(figures) = &want.content
                && let Some(computed) = compute::from_sentence(
                    &judge,
                    claims,
                    &outcomes[here.clone()],
                    n,
                    figures,
                    &sentence.text,
                )
            {
                outcomes[here.start + n] = computed;
            }
        }
    }
    outcomes
}

/// The shortest quoted sentence, in bytes: a shorter one may be part of another one by chance.
const MIN_QUOTED_BYTES: usize = 30;

/// The fewest figures of a cell that is a list of figures.
const MIN_LIST_FIGURES: usize = 5;

/// Whether a sentence of the paper speaks of what the authors made.
fn says_our(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_alphabetic())
        .any(|word| matches!(word, "our" | "Our" | "ours" | "Ours"))
}

impl Judge<'_> {
    /// The outcome for a claim of a sentence that the paper has word for word: nothing in it is
    /// another's or goes another way.
    fn quoted(&self, want: &Wanted, sentence: &Sentence, hits: &[Hit]) -> Option<Outcome> {
        // Without the mark of a list.
        let text = sentence.text.trim().trim_start_matches(|c: char| !c.is_alphanumeric());
        let is_there = |hit: &&Hit| {
            hit.cell.is_none() && self.source.all[hit.spot as usize].text.contains(text)
        };
        if text.len() < MIN_QUOTED_BYTES {
            return None;
        }
        let hits: Vec<Hit> = hits.iter().filter(is_there).cloned().collect();
        let places = self.rank.sorted(hits, sentence);
        self.outcome_of(&places, |judge, hit| judge.how_written(hit, &want.text))
    }

    fn claim(&self, want: &Wanted, sentence: &Sentence, hits: Vec<Hit>) -> Outcome {
        let sorted = self.rank.sorted(hits, sentence);
        match &want.content {
            ClaimContent::Name(..) => self
                .name_of_another(want, sentence, &sorted)
                .or_else(|| {
                    self.outcome_of(&sorted, |judge, hit| judge.how_written(hit, &want.text))
                })
                .or_else(|| self.with_index(want, sentence))
                .unwrap_or(Outcome::NotFound),
            ClaimContent::Figures(figures) => self.figure(want, figures, sentence, sorted),
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
        // A half is as good as any other one: where it is another's, that says nothing.
        let is_part = figures.parts[0].form == Form::Part;
        let of_another: Vec<Option<&Mention>> =
            sorted.iter().map(|(hit, _)| self.another_owner(hit, want, sentence)).collect();
        let (sorted, of_another): (Vec<_>, Vec<_>) = sorted
            .into_iter()
            .zip(of_another)
            .filter(|((hit, _), another)| !is_part || another.is_none() || hit.cell.is_none())
            .unzip();
        let own: Vec<(Hit, Common)> = sorted
            .iter()
            .zip(&of_another)
            .filter(|(place, another)| another.is_none() && !self.is_chance(figures, place))
            .map(|(place, _)| place.clone())
            .collect();
        // `about 27` may be the 26.62 of the named thing rather than any 27.
        if figures.hedge != Hedge::None
            && own.iter().all(|(_, common)| common.labels == 0)
            && let Some((places, how)) = self.rounded(want, figures, sentence)
            && places.first().is_some_and(|(_, common)| common.labels > 0)
        {
            return self.in_direction(want, figures, sentence, places, Some(how));
        }
        // A sentence of the paper that does not name the claimed owner, when a table gives the
        // figure to another owner and a different figure to the claimed one. The same of cells that
        // have nothing of what is named, where that one has much.
        let is_strange = || own.iter().all(|(_, common)| common.labels == 0);
        // The same of cells that have less of what is named than that one.
        let has_less = |hit: &Hit, claimed: &Mention| {
            let cell =
                hit.cell.map(|cell| self.source.all[hit.spot as usize].cells[cell as usize].at);
            let named = cell.and_then(|at| self.at_claimed(at, claimed)).map_or(0, |at| {
                let has = |mention: &&Mention| {
                    mention.is_sure && self.source.has_label(at, &mention.labels)
                };
                sentence.mentions.iter().filter(has).count() as u32
            });
            named > 1 && own.iter().all(|(own, common)| own.cell.is_some() && common.labels < named)
        };
        if !own.is_empty()
            && let is_prose = own.iter().all(|(hit, _)| hit.cell.is_none())
            && let Some(((hit, _), Some(claimed))) =
                sorted.iter().zip(&of_another).find(|((hit, common), another)| {
                    hit.cell.is_some()
                        && another.is_some_and(|claimed| {
                            is_prose || is_strange() && common.labels > 1 || has_less(hit, claimed)
                        })
                })
            && !own.iter().any(|(hit, _)| self.is_named(hit.spot, claimed))
            && let outcome @ Outcome::AnotherOwner { there: Some(_), .. } =
                self.of_another(hit, claimed, sentence, &sorted)
        {
            return outcome;
        }
        if !own.is_empty()
            && (self.is_no_difference(want, figures, sentence, &own)
                || self.is_only_in_points(want, figures, &own)
                || self.is_in_another_unit(want, figures, sentence, &own))
        {
            return Outcome::NotFound;
        }
        if !own.is_empty() {
            let of_others = self.of_other_authors(want, sentence, &own);
            return of_others
                .unwrap_or_else(|| self.in_direction(want, figures, sentence, own, None));
        }
        if let Some(outcome) = self.opposite_change(want, figures, sentence, &sorted) {
            return outcome;
        }
        let rounded = self
            .rounded(want, figures, sentence)
            .map(|(places, how)| self.in_direction(want, figures, sentence, places, Some(how)));
        // The figure of a cell that has another name is rather that than one that is computed.
        if rounded.is_none()
            && !figures.is_change
            && let Some(((hit, _), Some(claimed))) =
                sorted.iter().zip(&of_another).find(|((hit, common), another)| {
                    another.is_some() && hit.cell.is_some() && common.labels > 0
                })
            && let outcome @ Outcome::AnotherOwner { there: Some(_), .. } =
                self.of_another(hit, claimed, sentence, &sorted)
        {
            return outcome;
        }
        if let Some(outcome) = rounded
            .or_else(|| compute::from_tables(self, want, figures, sentence, Reach::Named))
            .or_else(|| compute::from_prose(self, want, figures, sentence))
            .or_else(|| compute::from_tables(self, want, figures, sentence, Reach::Any))
        {
            return outcome;
        }
        if let Some(outcome) = self.size_in_name(want, figures, sentence) {
            return outcome;
        }
        let from_cells = compute::from_cells(self, want, figures, sentence);
        if let compute::Search::Found(outcome) = from_cells {
            return outcome;
        }
        // A sentence that speaks of something else may speak of the named one as well.
        let is_cell = |((hit, _), _): &(&(Hit, Common), &Option<&Mention>)| hit.cell.is_some();
        if let Some(((hit, _), Some(claimed))) = sorted.iter().zip(&of_another).find(is_cell) {
            return self.of_another(hit, claimed, sentence, &sorted);
        }
        if of_another.iter().any(Option::is_some) {
            return Outcome::NotChecked(Why::UnknownOwner);
        }
        if matches!(from_cells, compute::Search::Open) {
            return Outcome::NotChecked(Why::MayFollow);
        }
        // A number without a unit may be one with a unit in a place that says the same.
        let is_near = |common: &Common| common.claims > 0 || common.labels + common.words > 1;
        if maybe.iter().any(|(_, common)| figures.is_count || is_near(common)) {
            return Outcome::NotChecked(Why::UnknownThing);
        }
        Outcome::NotFound
    }

    /// Whether a figure is there for what has nothing to do with it: a part of one as so many per cent,
    /// or one of a list of many.
    pub(super) fn is_chance(&self, figures: &Figures, (hit, common): &(Hit, Common)) -> bool {
        let [figure] = figures.parts.as_slice() else { return false };
        let there = &self.source.all[hit.spot as usize].text[hit.range.clone()];
        let is_percent = || {
            figure::figures(there).first().is_some_and(|there| {
                let per_cent = 100.0 * figure.number.float();
                (there.number.float() - per_cent).abs() < 1e-9 * per_cent
            })
        };
        // One of many in the text of a cell: `cautious (23.04%) skeptical (6.60%) safe (0.32%)`.
        let is_of_list = || {
            let cell =
                hit.cell.map(|cell| &self.source.all[hit.spot as usize].cells[cell as usize]);
            cell.is_some_and(|cell| {
                let text = &self.source.all[hit.spot as usize].text[cell.range.clone()];
                figure::figures(text).len() >= MIN_LIST_FIGURES
            })
        };
        if common.labels == 0 && is_of_list() {
            return true;
        }
        figure.is_bare()
            && figure.number.is_below_one()
            && !figures.is_share
            && common.labels == 0
            && common.words == 0
            && is_percent()
    }

    /// Whether a sentence of the paper names the claimed owner.
    fn is_named(&self, spot: u32, claimed: &Mention) -> bool {
        let here = self.source.mentions(spot);
        here.iter().any(|other| claimed.labels.iter().any(|label| other.means(*label)))
    }

    /// What the sentence names that can't be what the place's figure is of.
    pub(crate) fn another_owner<'a>(
        &self,
        hit: &Hit,
        want: &Wanted,
        sentence: &'a Sentence,
    ) -> Option<&'a Mention> {
        // The ends of a range may be two things', which one passage does not have both.
        if let ClaimContent::Figures(figures) = &want.content
            && figures.parts.len() > 1
            && !figures.is_product
            && hit.cell.is_some()
            && figure::figures(&self.source.all[hit.spot as usize].text[hit.range.clone()]).len()
                < 2
        {
            return None;
        }
        // Most places have all that is named.
        let has_all =
            |at| sentence.mentions.iter().all(|mention| self.source.has_label(at, &mention.labels));
        let at = hit.cell.map(|cell| self.source.all[hit.spot as usize].cells[cell as usize].at);
        if sentence.mentions.is_empty()
            || sentence.is_in_name(&want.range)
            || at.is_some_and(has_all)
        {
            return None;
        }
        let has = self.rank.labels(hit, sentence);
        let labels = &self.source.labels;
        let another = scope::contradiction(sentence, &want.range, &has, labels, |mention| {
            self.may_own(want, mention)
        })?;
        // `our answers` are the paper's own.
        if at.is_some_and(|at| self.is_measured_elsewhere(at, another, sentence)) {
            return None;
        }
        let is_own = another.labels.iter().any(|label| labels.is_own(*label));
        let there = &self.source.all[hit.spot as usize].text;
        (!(is_own && hit.cell.is_none() && says_our(there))).then_some(another)
    }

    /// Whether a table has a measure only below another heading than the one that the sentence names
    /// for a cell: the success rate of the column `WebShop / Succ.` is no other than that of
    /// `ALFWorld / All`.
    fn is_measured_elsewhere(&self, at: At, measure: &Mention, sentence: &Sentence) -> bool {
        let Some(grid) = self.source.grids.get(at.grid as usize) else { return false };
        let known = &self.source.labels;
        // Of other levels of the heading than the measure's own.
        let is_other = |axis: u32| measure.labels.iter().all(|label| !known.is_on(axis, *label));
        let named = |column: u32| {
            let placed = grid.column_labels(column).iter().filter(|(axis, _)| is_other(*axis));
            placed
                .map(|(_, label)| *label)
                .filter(|label| sentence.mentions.iter().any(|mention| mention.means(*label)))
        };
        let own: Vec<u32> = named(at.column).collect();
        let mut columns = grid
            .columns()
            .filter(|column| {
                grid.column_labels(*column).iter().any(|(_, label)| measure.means(*label))
            })
            .peekable();
        measure.is_measure
            && !own.is_empty()
            && columns.peek().is_some()
            && columns.all(|column| !own.iter().all(|own| named(column).any(|label| label == *own)))
    }

    /// Whether a sentence may give a claim to a row with these labels.
    pub(crate) fn may_be_of_row(
        &self,
        labels: &[(u32, u32)],
        want: &Wanted,
        sentence: &Sentence,
    ) -> bool {
        let has: Vec<(u32, Vec<u32>)> =
            labels.iter().map(|(axis, label)| (*axis, vec![*label])).collect();
        let another =
            scope::contradiction(sentence, &want.range, &has, &self.source.labels, |_| true);
        another.is_none()
    }

    /// Whether a claim can belong to the thing that a mention names: a price in dollars does not
    /// belong to a heading whose numbers are hertz.
    fn may_own(&self, want: &Wanted, mention: &Mention) -> bool {
        let ClaimContent::Figures(figures) = &want.content else { return true };
        let figure = &figures.parts[0];
        // `GPUs` are counted.
        let is_counted = |text: &str| {
            text.strip_suffix('s').is_some_and(|one| {
                one.len() > 1 && one.bytes().all(|byte| byte.is_ascii_uppercase())
            }) || text.starts_with('#')
        };
        let is_another = |label: &u32| {
            is_counted(self.source.labels.text(*label))
                || self.source.labels.measure(*label).is_some_and(|measure| {
                    measure.dimension != Dimension::Count && !figure.measure.fits(measure)
                })
        };
        !figure.is_of_a_quantity()
            || mention.labels.is_empty()
            || !mention.labels.iter().all(is_another)
    }

    fn of_another(
        &self,
        hit: &Hit,
        claimed: &Mention,
        sentence: &Sentence,
        sorted: &[(Hit, Common)],
    ) -> Outcome {
        let has = self.rank.labels(hit, sentence);
        let axis = has.iter().find(|(axis, _)| {
            claimed.labels.iter().any(|label| self.source.labels.is_on(*axis, *label))
        });
        let of = axis
            .and_then(|(_, labels)| labels.first())
            .map_or_else(String::new, |label| self.source.labels.text(*label).to_owned());
        let there = hit
            .cell
            .and_then(|cell| {
                self.there(self.source.all[hit.spot as usize].cells[cell as usize].at, claimed)
            })
            .map(Box::new);
        match self.passages(sorted) {
            Some(passages) => Outcome::AnotherOwner {
                of,
                asked: sentence.text[claimed.range.clone()].to_owned(),
                passages,
                there,
            },
            None => Outcome::NotFound,
        }
    }

    /// The table's value for the claimed owner, in the same column or the same row.
    fn there(&self, at: At, claimed: &Mention) -> Option<Passage> {
        let at = self.at_claimed(at, claimed)?;
        let (spot, cell) = self.source.grids.get(at.grid as usize)?.spot(at.row, at.column)?;
        let range = self.source.all.get(spot as usize)?.cells.get(cell as usize)?.range.clone();
        Some(self.passage(&Hit { spot, range, strength: 3, cell: Some(cell) }))
    }

    /// Where a table has what the claimed owner has instead of a cell: in its column or its row.
    fn at_claimed(&self, at: At, claimed: &Mention) -> Option<At> {
        let grid = self.source.grids.get(at.grid as usize)?;
        let is_claimed =
            |labels: &[(u32, u32)]| labels.iter().any(|(_, label)| claimed.means(*label));
        let row = grid
            .rows()
            .find(|row| *row != at.row && is_claimed(grid.row_labels(*row)))
            .map(|row| At { row, ..at });
        let column = || {
            grid.columns()
                .find(|column| *column != at.column && is_claimed(grid.column_labels(*column)))
                .map(|column| At { column, ..at })
        };
        row.or_else(column).filter(|at| grid.spot(at.row, at.column).is_some())
    }
}
