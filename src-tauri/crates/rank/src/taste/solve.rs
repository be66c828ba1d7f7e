//! The linear model: a support vector machine with squared hinge loss.

use super::vocabulary::Value;

/// The largest number of rounds over all samples.
const MAX_ROUNDS: usize = 20;
/// The weights are found when no sample is further than this from where it should be: LIBLINEAR's
/// own tolerance.
const TOLERANCE: f64 = 0.1;
/// The constant coordinate of every sample.
const CONSTANT_COORDINATE: f64 = 1.0;

/// A vector that should be on one side.
pub(super) struct Sample<'v> {
    pub values: &'v [Value],
    pub is_liked: bool,
    /// What an error costs.
    pub cost: f64,
}

/// The weights that make ½ ‖w‖² + Σ cost · max(0, 1 − side · (w · x))² the least, by coordinate
/// descent in the dual (Hsieh et al. 2008, the method of LIBLINEAR). Rounds go forwards and
/// backwards in turn, without chance.
pub(super) fn weights(samples: &[Sample<'_>], words: usize) -> Vec<f64> {
    let mut weights = vec![0.0; words];
    let mut constant = 0.0;
    let mut forces = vec![0.0; samples.len()];
    for round in 0..MAX_ROUNDS {
        let mut furthest = 0.0_f64;
        for at in 0..samples.len() {
            let at = if round % 2 == 0 { at } else { samples.len() - 1 - at };
            let Sample { values, is_liked, cost } = samples[at];
            let side = if is_liked { 1.0 } else { -1.0 };
            let score = values.iter().fold(constant * CONSTANT_COORDINATE, |sum, x| {
                sum + weights[x.word as usize] * f64::from(x.value)
            });
            let slack = 1.0 / (2.0 * cost);
            let slope = side * score - 1.0 + slack * forces[at];
            if forces[at] == 0.0 && slope >= 0.0 {
                continue;
            }
            furthest = furthest.max(slope.abs());
            // Every vector has length 1 beside its constant coordinate.
            let force = (forces[at]
                - slope / (1.0 + CONSTANT_COORDINATE * CONSTANT_COORDINATE + slack))
                .max(0.0);
            let step = side * (force - forces[at]);
            forces[at] = force;
            constant += step * CONSTANT_COORDINATE;
            values.iter().for_each(|x| weights[x.word as usize] += step * f64::from(x.value));
        }
        if furthest < TOLERANCE {
            break;
        }
    }
    weights
}
