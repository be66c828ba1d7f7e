//! How one sequence of words becomes another.

use crate::words::{Kind, Token};

/// One step from the old words to the new ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// Both have the word: its place among the old and among the new ones.
    Same(usize, usize),
    /// The old word is another one now.
    Changed(usize, usize),
    /// The old word is gone.
    Gone(usize),
    /// The new word was not there.
    Added(usize),
}

/// The cheapest steps from `old` to `new`. `is_part`: to a part of `new`, wherever it is.
pub(crate) fn steps<T: PartialEq>(old: &[T], new: &[T], is_part: bool) -> Vec<Step> {
    let width = new.len() + 1;
    let mut costs = vec![0_u32; (old.len() + 1) * width];
    if !is_part {
        (0..width).for_each(|n| costs[n] = n as u32);
    }
    for o in 1..=old.len() {
        costs[o * width] = o as u32;
        for n in 1..width {
            let replaced = costs[(o - 1) * width + n - 1] + u32::from(old[o - 1] != new[n - 1]);
            let gone = costs[(o - 1) * width + n] + 1;
            let added = costs[o * width + n - 1] + 1;
            costs[o * width + n] = replaced.min(gone).min(added);
        }
    }
    let last = old.len() * width;
    let end =
        if is_part { (0..width).min_by_key(|n| costs[last + n]).unwrap_or(0) } else { new.len() };
    let (mut o, mut n) = (old.len(), end);
    let mut steps = Vec::new();
    while o > 0 || (n > 0 && !is_part) {
        let cost = costs[o * width + n];
        if o > 0
            && n > 0
            && cost == costs[(o - 1) * width + n - 1] + u32::from(old[o - 1] != new[n - 1])
        {
            (o, n) = (o - 1, n - 1);
            steps.push(if old[o] == new[n] { Step::Same(o, n) } else { Step::Changed(o, n) });
        } else if o > 0 && cost == costs[(o - 1) * width + n] + 1 {
            o -= 1;
            steps.push(Step::Gone(o));
        } else {
            n -= 1;
            steps.push(Step::Added(n));
        }
    }
    steps.reverse();
    steps
}

/// Whether steps leave what is said as it was: no word became another one, no number, name or
/// negation came or went, and words were only added or only left out.
pub(crate) fn are_harmless(
    steps: &[Step],
    old: impl Fn(usize) -> Kind,
    new: impl Fn(usize) -> Kind,
) -> bool {
    let (mut is_added, mut is_gone) = (false, false);
    for step in steps {
        match *step {
            Step::Same(..) => {}
            Step::Changed(..) => return false,
            Step::Gone(at) if old(at) != Kind::Plain => return false,
            Step::Added(at) if new(at) != Kind::Plain => return false,
            Step::Gone(_) => is_gone = true,
            Step::Added(_) => is_added = true,
        }
    }
    !(is_added && is_gone)
}

/// Whether one text says the same as the other, as far as [`are_harmless`] can tell.
pub(crate) fn is_harmless(old: &[Token], new: &[Token]) -> bool {
    let [old_keys, new_keys] =
        [old, new].map(|tokens| tokens.iter().map(|it| it.key.as_str()).collect::<Vec<_>>());
    let steps = steps(&old_keys, &new_keys, false);
    are_harmless(&steps, |at| old[at].kind, |at| new[at].kind)
}
