//! What is shown of the places that a claim rests on.

use super::Judge;
use crate::claim::{Figures, Wanted};
use crate::figure::Form;
use crate::index::Hit;
use crate::rank::Common;
use crate::{How, Outcome, Passage, Passages};

impl Judge<'_> {
    pub(super) fn outcome_of(
        &self,
        places: &[(Hit, Common)],
        how: impl Fn(&Self, &Hit) -> How,
    ) -> Option<Outcome> {
        let (first, _) = places.first()?;
        Some(Outcome::Found { how: how(self, first), passages: self.passages(places)? })
    }

    pub(super) fn how(&self, hit: &Hit, figures: &Figures, want: &Wanted) -> How {
        let there = &self.source.all[hit.spot as usize].text[hit.range.clone()];
        let digits = |text: &str| -> String {
            text.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect()
        };
        let is_exact = digits(there) == digits(&want.text)
            && figures.parts.iter().all(|part| part.form == Form::Digits);
        if is_exact { How::Exact } else { How::Respelled }
    }

    pub(super) fn how_written(&self, hit: &Hit, text: &str) -> How {
        if &self.source.all[hit.spot as usize].text[hit.range.clone()] == text {
            How::Exact
        } else {
            How::Respelled
        }
    }

    pub(crate) fn passages(&self, places: &[(Hit, Common)]) -> Option<Passages> {
        Passages::of(
            places.iter().take(Passages::MAX_PASSAGES).map(|(hit, _)| self.passage(hit)).collect(),
        )
    }

    /// The passage that is shown for a place.
    pub(crate) fn passage(&self, hit: &Hit) -> Passage {
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
