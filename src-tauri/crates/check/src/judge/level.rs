//! Whether a figure lies to a level that the paper gives as the sentence says: `0.34 K, below the
//! quantum limit`, where the quantum limit is 0.25 K.

use super::{Judge, direction_between};
use crate::claim::{Figures, Sentence};
use crate::figure::Figure;
use crate::index::Hit;
use crate::words;
use crate::{Outcome, Passages};

/// What joins a level to its figure.
const JOINS: [&str; 9] = [" of about ", " of ", " is ", " was ", " at ", " (", " = ", ", ", ": "];

impl Judge<'_> {
    /// The opposite of what the sentence says of its figure and a level.
    pub(super) fn beyond_level(
        &self,
        figures: &Figures,
        sentence: &Sentence,
        hit: &Hit,
    ) -> Option<Outcome> {
        let [figure] = figures.parts.as_slice() else { return None };
        let (claimed_direction, level) = words::level(&sentence.text)?;
        let (value, at_level) = self.level(level, figure)?;
        let lies = direction_between(value, figure.value().float())?;
        (lies != claimed_direction).then_some(Outcome::AnotherDirection {
            claimed_direction,
            passages: Passages::of(vec![self.passage(hit), self.passage(&at_level)])?,
        })
    }

    /// The paper's figure for a level, in the unit of another figure.
    fn level(&self, level: &str, figure: &Figure) -> Option<(f64, Hit)> {
        let stated = self.source.figures.iter().filter(|of| of.cell.is_none());
        let mut found = stated.filter_map(|of| {
            let text = &self.source.all[of.spot as usize].text;
            let at = text.find(level)? + level.len();
            let join = JOINS.iter().find(|join| text[at..].starts_with(**join))?;
            let start = at + join.len();
            let there = of.all.iter().find(|there| there.range.start == start)?;
            let fits = there.measure.fits(figure.measure) && there.is_of_a_quantity();
            let hit = Hit { spot: of.spot, range: there.range.clone(), strength: 3, cell: None };
            fits.then(|| (there.value().float(), hit))
        });
        let first = found.next()?;
        // Several levels of one name tell nothing.
        found.all(|(value, _)| value == first.0).then_some(first)
    }
}
