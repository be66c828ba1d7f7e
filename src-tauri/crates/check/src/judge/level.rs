//! Sentences that put a figure above or below a level: `0.34 K, below the quantum limit`, where the
//! paper gives the quantum limit as 0.25 K.

use super::{Judge, direction_between};
use crate::claim::{Figures, Sentence};
use crate::figure::Figure;
use crate::index::Hit;
use crate::words;
use crate::{Outcome, Passages};

/// The texts between the name of a level and its value.
const CONNECTORS: [&str; 9] =
    [" of about ", " of ", " is ", " was ", " at ", " (", " = ", ", ", ": "];

impl Judge<'_> {
    /// The other direction, when the paper's level is on the other side of the figure than the
    /// sentence says.
    pub(super) fn contradicts_level(
        &self,
        figures: &Figures,
        sentence: &Sentence,
        hit: &Hit,
    ) -> Option<Outcome> {
        let [figure] = figures.parts.as_slice() else { return None };
        let (claimed_direction, level) = words::level(&sentence.text)?;
        let (value, at_level) = self.level(level, figure)?;
        let direction = direction_between(value, figure.value().float())?;
        (direction != claimed_direction).then_some(Outcome::AnotherDirection {
            claimed_direction,
            passages: Passages::of(vec![self.passage(hit), self.passage(&at_level)])?,
        })
    }

    /// The paper's figure for a level, in the unit of another figure.
    fn level(&self, level: &str, figure: &Figure) -> Option<(f64, Hit)> {
        let in_prose = self.source.figures.iter().filter(|figures| figures.cell.is_none());
        let mut values = in_prose.filter_map(|figures| {
            let text = &self.source.all[figures.spot as usize].text;
            let at = text.find(level)? + level.len();
            let join = CONNECTORS.iter().find(|join| text[at..].starts_with(**join))?;
            let start = at + join.len();
            let value = figures.all.iter().find(|value| value.range.start == start)?;
            let fits = value.measure.fits(figure.measure) && value.is_of_a_quantity();
            let hit =
                Hit { spot: figures.spot, range: value.range.clone(), strength: 3, cell: None };
            fits.then(|| (value.value().float(), hit))
        });
        let first = values.next()?;
        // If levels of one name have different values, it is unknown which one is meant.
        values.all(|(value, _)| value == first.0).then_some(first)
    }
}
