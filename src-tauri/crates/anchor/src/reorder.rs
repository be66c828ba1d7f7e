//! Two neighbouring parts of a sentence that have changed places.

use crate::align::Step;
use crate::home::{HomeWords, Side};
use crate::index::{Index, Role, Word};
use crate::split::Break;
use crate::words::Kind;

/// The most words of each of two equals that are tried in the other order.
const MAX_EQUAL_WORDS: usize = 4;

/// The most words of who does something and of what is done, where the voice is another one.
const MAX_ACTOR: usize = 5;
const MAX_VERB: usize = 2;

/// Why two parts may change places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Swap {
    /// They are clauses or equals, such as `A and B`: so may others.
    Equals,
    /// They are neighbours, each with what says how it belongs to the sentence.
    Neighbours,
}

/// The old order with one part moved to where the new text has it; `None`: nothing moved, or it
/// may be said of something else there.
pub(crate) fn reordered(
    home: &HomeWords,
    order: &[usize],
    index: &Index,
    window: &[usize],
    steps: &[Step],
) -> Option<(Vec<usize>, Swap)> {
    let number = |old: usize| home.words[order[old]].number;
    // What comes behind the quote does not count.
    let counts = |step: &&Step| match step {
        Step::Gone(old) => home.sides[order[*old]] != Side::Behind,
        _ => true,
    };
    let counted: Vec<Step> = steps.iter().filter(counts).copied().collect();
    for (gone, added) in moves(&counted, number, |new| index.words[window[new]].number) {
        // What is the same before the added words: behind that the gone ones belong.
        let position = steps.iter().position(|step| *step == Step::Added(added.0))?;
        let target = steps[..position].iter().rev().find_map(|step| match step {
            Step::Same(old, _) => Some(old + 1),
            _ => None,
        });
        let target = target.unwrap_or(0);
        // The first and the second part in the old order, and how many words the first one has.
        let (mut begin, middle, end) =
            if target > gone.0 { (gone.0, gone.1, target) } else { (target, gone.0, gone.1) };
        // `We tested it` and `it was tested`.
        let is_author = target <= gone.0
            && begin < middle
            && home.words[order[begin]].role == Role::Author
            && !steps.iter().any(|step| matches!(step, Step::Same(old, _) if *old == begin));
        begin += usize::from(is_author);
        if begin >= middle || middle >= end {
            continue;
        }
        let old =
            Joint::new(&home.words, order[begin], order[middle - 1], order[middle], order[end - 1]);
        let place = |old: usize| {
            steps.iter().find_map(|step| match step {
                Step::Same(at, new) if *at == old => Some(window[*new]),
                _ => None,
            })
        };
        let [moved_first, moved_last] = [window[added.0], window[added.1 - 1]];
        let new = if target > gone.0 {
            let (Some(first), Some(last)) = (place(middle), place(end - 1)) else { continue };
            Joint::new(&index.words, first, last, moved_first, moved_last)
        } else {
            let (Some(first), Some(last)) = (place(begin), place(middle - 1)) else { continue };
            Joint::new(&index.words, moved_first, moved_last, first, last)
        };
        let parts: Vec<&Word> = order[begin..end].iter().map(|at| &home.words[*at]).collect();
        let is_one = |from: usize, to: usize| {
            let part = home.words.get(order[from] + 1..=order[to - 1]).unwrap_or_default();
            part.iter().all(|it| it.begins == Break::None && it.role != Role::Turn)
        };
        let is_one = is_one(begin, middle) && is_one(middle, end);
        if is_author && !new.is_copula() {
            continue;
        }
        // `We did not test it` and `it was not tested`: who denies it is the same.
        let denied = if is_author { &[] } else { &parts[..] };
        let Some(swap) = swap(&home.words, &old, &new, denied, is_one) else { continue };
        let mut moved = order.to_vec();
        moved[begin..end].rotate_left(middle - begin);
        return Some((moved, swap));
    }
    None
}

/// Runs of words that are gone at one place and added at another, longest first.
type Run = (usize, usize);

fn moves(
    steps: &[Step],
    old: impl Fn(usize) -> u32,
    new: impl Fn(usize) -> u32,
) -> Vec<(Run, Run)> {
    let runs = |of: fn(&Step) -> Option<usize>| {
        let mut runs: Vec<Run> = Vec::new();
        for at in steps.iter().filter_map(of) {
            match runs.last_mut() {
                Some(last) if last.1 == at && at > 0 => last.1 = at + 1,
                _ => runs.push((at, at + 1)),
            }
        }
        runs
    };
    let gone = runs(|step| if let Step::Gone(at) = step { Some(*at) } else { None });
    let added = runs(|step| if let Step::Added(at) = step { Some(*at) } else { None });
    let is_equal = |gone: &Run, added: &Run| {
        gone.1 - gone.0 == added.1 - added.0
            && (gone.0..gone.1).zip(added.0..added.1).all(|(o, n)| old(o) == new(n))
    };
    let mut found: Vec<(Run, Run)> = gone
        .iter()
        .flat_map(|gone| added.iter().map(move |added| (*gone, *added)))
        .filter(|(gone, added)| is_equal(gone, added))
        .collect();
    found.sort_by_key(|(gone, _)| std::cmp::Reverse(gone.1 - gone.0));
    found
}

/// How two neighbouring parts of a sentence are joined.
struct Joint<'a> {
    /// The strongest break at the beginning, between them and at the end.
    breaks: [Break; 3],
    /// Whether the end is that of the sentence.
    is_last: bool,
    is_listed: bool,
    /// The words that add nothing before the first part, and between both.
    lead: &'a [Word],
    between: &'a [Word],
    /// The first word of the second part.
    second: Option<&'a Word>,
}

impl<'a> Joint<'a> {
    /// Of parts from their first to their last words.
    fn new(words: &'a [Word], first: usize, end: usize, second: usize, last: usize) -> Self {
        let mut begin = first;
        while begin > 0
            && words[begin].begins == Break::None
            && words[begin - 1].kind == Kind::Filler
        {
            begin -= 1;
        }
        let between = words.get(end + 1..second).unwrap_or_default();
        let strongest = |from: usize, to: usize| {
            words.get(from..=to).unwrap_or_default().iter().map(|it| it.begins).max()
        };
        let mut behind = last + 1;
        let mut ends = Break::None;
        while let Some(word) = words.get(behind) {
            ends = ends.max(word.begins);
            if word.kind != Kind::Filler {
                break;
            }
            behind += 1;
        }
        Self {
            breaks: [
                words[begin..=first].iter().map(|it| it.begins).max().unwrap_or(Break::None),
                strongest(end + 1, second).unwrap_or(Break::None),
                ends,
            ],
            is_last: behind >= words.len(),
            is_listed: words
                .get(end + 1..=second)
                .unwrap_or_default()
                .iter()
                .any(|it| it.is_listed),
            lead: &words[begin..first],
            between,
            second: words.get(second),
        }
    }

    fn is_of_clauses(&self) -> bool {
        let [begin, middle, end] = self.breaks;
        begin >= Break::Clause && middle >= Break::Clause && (end >= Break::Clause || self.is_last)
    }

    fn is_copula(&self) -> bool {
        self.between.iter().any(|it| it.role == Role::Copula)
    }

    fn is_of_equals(&self) -> bool {
        self.is_listed || self.between.iter().any(|it| it.role == Role::Joint)
    }
}

/// Orders in which two neighbouring groups of clauses, or two equals that are joined, have changed
/// places.
pub(crate) fn likely_orders(home: &HomeWords, most: usize) -> Vec<Vec<usize>> {
    if home.words.iter().any(|it| it.role == Role::Order) {
        return Vec::new();
    }
    let order = &home.content;
    let between = |at: usize| {
        let (before, here) = (order[at - 1], order[at]);
        home.words.get(before + 1..=here).unwrap_or_default()
    };
    let starts = |at: usize| between(at).iter().any(|it| it.begins >= Break::Clause);
    let joins = |at: usize| between(at).iter().any(|it| it.role == Role::Joint || it.is_listed);
    let ends = [0, order.len()];
    let clauses = (1..order.len()).filter(|at| starts(*at));
    let mut clauses: Vec<usize> = clauses.chain(ends).collect();
    clauses.sort_unstable();
    let clauses = &clauses;
    let of_clauses = (0..clauses.len()).flat_map(|begin| {
        let pairs = (begin + 1..clauses.len()).flat_map(move |middle| {
            (middle + 1..clauses.len()).map(move |end| [begin, middle, end])
        });
        pairs.collect::<Vec<_>>()
    });
    let of_clauses = of_clauses.map(|parts| parts.map(|at| clauses[at]));
    let joints = (1..order.len()).filter(|at| joins(*at));
    let of_equals = joints.flat_map(|at| (1..=MAX_EQUAL_WORDS).map(move |length| (at, length)));
    let of_equals = of_equals
        .filter(|(at, length)| length <= at && at + length <= order.len())
        .map(|(at, length)| [at - length, at, at + length])
        .filter(|[begin, _, end]| {
            !order[*begin..*end].iter().any(|at| home.words[*at].kind == Kind::Negation)
        });
    of_equals
        .take(most / 2)
        .chain(of_clauses)
        .take(most)
        .map(|[begin, middle, end]| {
            let mut moved = order.clone();
            moved[begin..end].rotate_left(middle - begin);
            moved
        })
        .collect()
}

/// The orders of a sentence in the other voice: `they tested it` and `it was tested by them`.
pub(crate) fn orders_of_voice(
    home: &HomeWords,
    index: &Index,
    window: &[usize],
) -> Vec<Vec<usize>> {
    let order = &home.content;
    let behind_by = |words: &[Word], at: usize| {
        let fillers = words[..at].iter().rev().take_while(|it| it.kind == Kind::Filler);
        fillers.take(3).any(|it| it.role == Role::By)
    };
    // Who does it, by its first word.
    let new: Vec<u32> = window
        .iter()
        .filter(|at| behind_by(&index.words, **at))
        .map(|at| index.words[*at].number)
        .collect();
    let old = order.iter().position(|at| behind_by(&home.words, *at));
    let mut orders = Vec::new();
    let mut add = |begin: usize, middle: usize, behind: usize| {
        // The first part, what is done, and the last part change places around it.
        let parts = [&order[behind..], &order[middle..behind], &order[begin..middle]];
        orders.push(order[..begin].iter().chain(parts.into_iter().flatten()).copied().collect());
    };
    if let Some(who) = old.filter(|_| new.is_empty()) {
        (1..=MAX_VERB.min(who)).for_each(|verb| add(0, who - verb, who));
        return orders;
    }
    if old.is_none()
        && !new.is_empty()
        && order.first().is_some_and(|at| new.contains(&home.words[*at].number))
    {
        for who in 1..=MAX_ACTOR {
            for verb in (1..=MAX_VERB).filter(|verb| who + verb < order.len()) {
                add(0, who, who + verb);
            }
        }
    }
    orders
}

/// The words that say how a part belongs to the sentence.
fn cases(words: &[Word]) -> Vec<u32> {
    let says =
        words.iter().filter(|it| matches!(it.role, Role::Case | Role::Genitive | Role::Condition));
    says.map(|it| it.number).collect()
}

/// Whether the parts of a sentence may change places; `is_one`: each is in one clause.
fn swap(
    sentence: &[Word],
    old: &Joint,
    new: &Joint,
    parts: &[&Word],
    is_one: bool,
) -> Option<Swap> {
    if sentence.iter().any(|it| it.role == Role::Order) {
        return None;
    }
    if old.is_of_clauses() && new.breaks[1] >= Break::Clause {
        return Some(Swap::Equals);
    }
    let turns = parts.iter().any(|it| matches!(it.kind, Kind::Negation | Kind::Turn));
    if old.is_of_equals() && new.is_of_equals() && !turns {
        // `A and B are 1 and 2` says something else of A than `B and A are 1 and 2`.
        let is_other = |it: &&Word| {
            it.role == Role::Joint && !old.between.iter().any(|between| between.from == it.from)
        };
        let is_number = |it: &&Word| it.kind == Kind::Exact;
        let pairs = sentence.iter().filter(is_other).count();
        let numbers = sentence.iter().filter(is_number).count();
        return (pairs == 0 || numbers < 2).then_some(Swap::Equals);
    }
    let has_object =
        |joint: &Joint| joint.lead.iter().chain(joint.between).any(|it| it.role == Role::Object);
    if has_object(old) && has_object(new) {
        return None;
    }
    if !is_one || old.breaks[1].max(new.breaks[1]) == Break::Sentence {
        return None;
    }
    let is_number = |word: Option<&&Word>| word.is_some_and(|it| it.kind == Kind::Exact);
    let are_numbers = is_number(parts.first()) && is_number(parts.last());
    if parts.iter().any(|it| it.kind == Kind::Negation) {
        return None;
    }
    // `The sketches are the weakest part` and `the weakest part are the sketches`.
    let is_one = |joint: &Joint| joint.breaks[1] == Break::None && cases(joint.between).is_empty();
    if [old, new].iter().all(|it| it.is_copula() && is_one(it)) {
        return Some(Swap::Neighbours);
    }
    // Each part keeps the words that say how it belongs to the sentence.
    let is_kept = cases(old.lead) == cases(new.between) && cases(old.between) == cases(new.lead);
    let is_led = |word: Option<&Word>| {
        word.is_some_and(|it| matches!(it.role, Role::Case | Role::Condition))
    };
    let has_case = !(cases(old.lead).is_empty() && cases(new.lead).is_empty());
    if is_kept && (has_case || is_led(old.second) || is_led(new.second)) {
        return Some(Swap::Neighbours);
    }
    // A part at the front may lose its case: `在第三天` and `第三天，`.
    let is_fronted = |front: &Joint, other: &Joint| {
        front.breaks[0] >= Break::Clause
            && front.breaks[1] >= Break::Clause
            && cases(front.lead).is_empty()
            && !cases(other.between).is_empty()
            && cases(other.lead) == cases(front.between)
    };
    if is_fronted(new, old) || is_fronted(old, new) {
        return Some(Swap::Neighbours);
    }
    if old.breaks[1].max(new.breaks[1]) != Break::None || turns || are_numbers {
        return None;
    }
    // `the accuracy of the model` and `the model's accuracy`.
    let is_turned = cases(old.lead) == cases(new.lead)
        && (cases(old.between).is_empty() != cases(new.between).is_empty()
            || is_possessive(old) != is_possessive(new));
    // Or both belong to it as one.
    let are_one = [old.between, new.between].iter().all(|it| cases(it).is_empty())
        && cases(old.lead) == cases(new.lead);
    (is_turned || is_kept || are_one).then_some(Swap::Neighbours)
}

/// Whether `'s` joins the parts.
fn is_possessive(joint: &Joint) -> bool {
    joint.between.iter().any(|it| it.role == Role::Genitive && it.to - it.from == 2)
        && joint.between.len() == 1
}
