//! How one sequence of words becomes another.

/// One step from the old words to the new ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// Both have the word: its place among the old and among the new ones.
    Same(usize, usize),
    /// The old word is gone.
    Gone(usize),
    /// The new word was not there.
    Added(usize),
}

/// What a word that is gone costs; one that was added costs one.
const COST_OF_REMOVED: u32 = 2;

/// The cheapest steps from `old` to a part of `new`, wherever that is. Of equal ones, those that
/// keep more words.
pub(crate) fn steps(old: &[u32], new: &[u32]) -> Vec<Step> {
    let width = new.len() + 1;
    let mut costs = vec![0_u32; (old.len() + 1) * width];
    for o in 1..=old.len() {
        let (above, row) = costs[(o - 1) * width..(o + 1) * width].split_at_mut(width);
        let above = &above[above.len() - width..];
        row[0] = above[0] + COST_OF_REMOVED;
        for n in 1..width {
            let replaced = (above[n] + COST_OF_REMOVED).min(row[n - 1] + 1);
            row[n] = if old[o - 1] == new[n - 1] { above[n - 1].min(replaced) } else { replaced };
        }
    }
    let last = old.len() * width;
    let cheapest = (0..width).rev().min_by_key(|n| costs[last + n]).unwrap_or_default();
    let (mut o, mut n) = (old.len(), cheapest);
    let mut steps = Vec::new();
    while o > 0 {
        let cost = costs[o * width + n];
        if n > 0 && old[o - 1] == new[n - 1] && cost == costs[(o - 1) * width + n - 1] {
            (o, n) = (o - 1, n - 1);
            steps.push(Step::Same(o, n));
        } else if n > 0 && cost == costs[o * width + n - 1] + 1 {
            n -= 1;
            steps.push(Step::Added(n));
        } else {
            o -= 1;
            steps.push(Step::Gone(o));
        }
    }
    steps.reverse();
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_steps_lead_to_the_most_alike_part() {
        assert_eq!(
            steps(&[1, 2, 3], &[9, 1, 8, 3, 9]),
            [Step::Same(0, 1), Step::Gone(1), Step::Added(2), Step::Same(2, 3)]
        );
        assert_eq!(
            steps(&[1, 2], &[1, 9, 9, 2]),
            [Step::Same(0, 0), Step::Added(1), Step::Added(2), Step::Same(1, 3)]
        );
        assert_eq!(steps(&[1], &[]), [Step::Gone(0)]);
        assert_eq!(steps(&[], &[1]), []);
    }
}
