//! What the names of a paper say: in whose rows a table has one, and what is written within one.

use super::Judge;
use crate::claim::{Figures, Sentence, Wanted};
use crate::index::Hit;
use crate::mention::Mention;
use crate::rank::Common;
use crate::words::Hedge;
use crate::{How, Outcome, Passages};

impl Judge<'_> {
    /// A name that only a table has, in the rows of something else than the sentence says to use it.
    pub(super) fn name_of_another(
        &self,
        want: &Wanted,
        sentence: &Sentence,
        sorted: &[(Hit, Common)],
    ) -> Option<Outcome> {
        /// How far before the name what uses it is named, in bytes.
        const NEAR_BYTES: usize = 24;
        const USES: [&str; 8] =
            ["使用", "采用", "选用", "对应", " uses", " use", " takes", " corresponds to"];
        let at =
            |hit: &Hit| Some(self.source.all[hit.spot as usize].cells.get(hit.cell? as usize)?.at);
        // The first column says what the others are of.
        if !sorted.iter().all(|(hit, _)| at(hit).is_some_and(|at| at.column > 0)) {
            return None;
        }
        let first = &sorted.first()?.0;
        let of_another: Option<Vec<&Mention>> =
            sorted.iter().map(|(hit, _)| self.another_owner(hit, want, sentence)).collect();
        let claimed = *of_another?.first()?;
        let between = sentence.text.get(claimed.range.end..want.range.start)?.trim_end();
        let between = between.strip_suffix(" the").unwrap_or(between);
        let uses = USES.iter().any(|verb| between.ends_with(verb));
        // `uses X instead of Y` names both.
        let (grid, column) = (self.source.grids.get(at(first)?.grid as usize)?, at(first)?.column);
        let is_other_named = grid.rows().any(|row| {
            let there = grid.spot(row, column).map(|(spot, cell)| {
                let spot = &self.source.all[spot as usize];
                &spot.text[spot.cells[cell as usize].range.clone()]
            });
            there.is_some_and(|there| there != want.text && sentence.text.contains(there))
        });
        if !uses
            || is_other_named
            || between.len() > NEAR_BYTES
            || between.contains(['不', '没', '未', '非'])
        {
            return None;
        }
        let outcome = self.of_another(first, claimed, sentence, sorted);
        matches!(outcome, Outcome::AnotherOwner { there: Some(_), .. }).then_some(outcome)
    }

    /// A symbol with its index, where a table has the symbol as a row and the index as a column:
    /// C_L3.
    pub(super) fn with_index(&self, want: &Wanted, sentence: &Sentence) -> Option<Outcome> {
        let symbol = sentence.mentions.iter().find(|mention| {
            mention.range.start == want.range.start && mention.range.end < want.range.end
        })?;
        let index = &sentence.text[symbol.range.end..want.range.end];
        let is_index = |heading: &str| {
            let heading = heading.trim_end_matches(['}', '$', ' ']);
            heading.strip_suffix(index).is_some_and(|stem| !stem.ends_with(char::is_numeric))
        };
        let cells = self.source.grids.iter().flat_map(|grid| {
            let is_row = move |row: &u32| {
                grid.row_labels(*row).iter().any(|(_, label)| symbol.means(*label))
            };
            let column =
                grid.columns().find(|column| grid.lowest_heading(*column).is_some_and(is_index));
            column.into_iter().flat_map(move |column| {
                grid.rows().filter(is_row).filter_map(move |row| grid.spot(row, column))
            })
        });
        let places = cells.map(|(spot, cell)| {
            let range = self.source.all[spot as usize].cells[cell as usize].range.clone();
            (Hit { spot, range, strength: 3, cell: Some(cell) }, Common::default())
        });
        let places: Vec<(Hit, Common)> = places.take(Passages::MAX_PASSAGES).collect();
        self.outcome_of(&places, |_, _| How::Respelled)
    }

    /// The size of a model that the paper's names give: 70 亿参数 of what is called X-7B there.
    pub(super) fn size_in_name(
        &self,
        want: &Wanted,
        figures: &Figures,
        sentence: &Sentence,
    ) -> Option<Outcome> {
        let [figure] = figures.parts.as_slice() else { return None };
        let behind = sentence.text[want.range.start..].to_lowercase();
        let is_size = ["参数", "param"]
            .iter()
            .any(|word| behind.find(word).is_some_and(|at| at <= want.range.len() + " ".len()));
        let value = figure.value().float();
        let size = [(1e9, "B"), (1e6, "M")].iter().find(|(scale, _)| value >= *scale)?;
        let size = format!("{}{}", value / size.0, size.1);
        if !is_size || figures.hedge != Hedge::None {
            return None;
        }
        let is_of_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
        let mut places = Vec::new();
        for (n, spot) in self.source.all.iter().enumerate() {
            for (at, _) in spot.text.match_indices(&size) {
                let stem = &spot.text[..at];
                let name = stem.trim_end_matches('-').trim_end_matches(' ');
                let name = &name[name.trim_end_matches(is_of_name).len()..];
                let is_apart = stem.ends_with(['-', ' '])
                    && !spot.text[at + size.len()..]
                        .starts_with(|c: char| c.is_ascii_alphanumeric());
                if is_apart && name.len() > 1 && sentence.text.contains(name) {
                    let range = at..at + size.len();
                    let cells = spot.cells.iter();
                    let cell = cells.map(|cell| &cell.range).position(|it| it.contains(&at));
                    let cell = cell.map(|cell| cell as u32);
                    let hit = Hit { spot: n as u32, range, strength: 3, cell };
                    places.push((hit, Common::default()));
                }
            }
        }
        self.outcome_of(&places, |_, _| How::Respelled)
    }
}
