//! A quote whose words or whose sentence have changed a little.

use crate::align::{Step, steps};
use crate::exact::Place;
use crate::home::{Home, HomeWords, Side};
use crate::index::Index;
use crate::judge::{Compared, Judged, Order, weight};
use crate::reorder::{Swap, likely_orders, orders_of_voice, reordered};
use crate::split::Break;
use crate::text::{Quote, Text, key_of};
use crate::words::{Kind, narrow};
use std::cell::Cell;
use std::collections::HashSet;

/// By how much the best place must be more alike than the next one.
const MIN_LEAD: f64 = 0.1;
/// How much the quote's own section is worth.
const OWN_SECTION_BONUS: f64 = 0.05;
/// How alike a sentence must be when the quote is only a part of it.
const MIN_LIKENESS: f64 = 0.35;
/// The same for a quote that its section says more than once.
const MIN_LIKENESS_OF_REPEATED: f64 = 0.75;
/// The most words of the quote's sentences.
const MAX_WORDS: usize = 900;
/// Sentences that are compared with a quote's, the most promising first.
const MAX_CANDIDATES: usize = 8;
/// The most parts of a sentence that have changed places.
const MAX_MOVES: usize = 3;
/// The most orders of a sentence's parts that are tried.
const MAX_ORDERS: usize = 24;
/// The share of the words of the quote's sentences that must be there for that.
const MIN_SHARED_WORDS: f64 = 0.85;
/// The most comparisons of two words for all quotes of a text: time is bounded, whatever the text.
const MAX_COMPARISONS: u64 = 60_000_000;

/// What is compared with the quotes of a text.
pub(crate) struct Reworded {
    index: Index,
    comparisons: Cell<u64>,
}

/// A place that a quote may have.
struct Candidate {
    judged: Judged,
    place: Place,
    is_own_section: bool,
    /// Whether it only shows that another place may be meant as well.
    is_only_rival: bool,
}

impl Reworded {
    pub(crate) fn new(text: &Text) -> Self {
        Self { index: Index::new(text), comparisons: Cell::new(0) }
    }

    /// Where the quote is in other words, or in a sentence of other words; `None`: nowhere, or that
    /// is unknown.
    pub(crate) fn place(&self, text: &Text, quote: &Quote, home: &Home) -> Option<Place> {
        let candidates = self.candidates(text, quote, home);
        let place = best(text, quote, home, &candidates)?;
        keeps_heading(text, home, place).then_some(place)
    }

    /// Whether another place than this one may be what the quote has become.
    pub(crate) fn has_look_alike(
        &self,
        text: &Text,
        quote: &Quote,
        home: &Home,
        place: Place,
    ) -> bool {
        let candidates = self.candidates(text, quote, home);
        candidates.iter().any(|it| it.judged.is_fit && are_apart(it.place, place))
    }

    /// The places that the quote may have.
    fn candidates(&self, text: &Text, quote: &Quote, home: &Home) -> Vec<Candidate> {
        let mut candidates: Vec<Candidate> = Vec::new();
        let words = home.words(&self.index.numbers);
        let is_quoted = |at: &&usize| words.sides[**at] == Side::Quote;
        if words.content.len() > MAX_WORDS || !words.content.iter().any(|at| is_quoted(&at)) {
            return candidates;
        }
        let key = key_of(&quote.section);
        let numbers = words.content.iter().map(|at| words.words[*at].number).collect();
        for sentence in self.index.promising(&wanted(&words), MAX_CANDIDATES) {
            let fit = candidates.iter().filter(|it| it.judged.is_fit).map(rank);
            let least = fit.fold(0.0, f64::max) - MIN_LEAD - OWN_SECTION_BONUS;
            // A sentence may have been divided into up to three. Where one beside it is more like the
            // quote, it is compared alone, too: it may be a look-alike.
            for around in [words.spanned + 1, 0] {
                let found = self.compare(text, &words, &numbers, sentence, around, least);
                let Some(judged) = found else { break };
                let is_here = self.index.sentence_of(judged.first) <= sentence
                    && self.index.sentence_of(judged.last) >= sentence;
                if candidates.iter().all(|old| old.judged.first != judged.first) {
                    let place = self.range(text, home, &words, &judged);
                    let is_own_section = text.section_at(place.0).key == key;
                    let is_only_rival = around == 0;
                    candidates.push(Candidate { judged, place, is_own_section, is_only_rival });
                }
                if is_here {
                    break;
                }
            }
        }
        candidates
    }

    /// Compares the quote's sentences, which have these words, with one and so many around it.
    /// `None`: they are less alike than `least`, or too little of the quote is there.
    fn compare(
        &self,
        text: &Text,
        home: &HomeWords,
        wanted: &HashSet<u32>,
        sentence: usize,
        around: usize,
        least: f64,
    ) -> Option<Judged> {
        let index = &self.index;
        let mut first = sentence.saturating_sub(around);
        let mut last = (sentence + around + 1).min(index.last());
        if index.sentences[last] - index.sentences[first] > 8 * MAX_WORDS {
            return None;
        }
        // At the edges, sentences that have hardly a word of it are left out.
        let is_likely = |sentence: usize| {
            let words = &index.words[index.sentences[sentence]..index.sentences[sentence + 1]];
            let content = words.iter().filter(|it| it.kind != Kind::Filler);
            content.filter(|it| wanted.contains(&it.number)).nth(1).is_some()
        };
        while first < sentence && !is_likely(first) {
            first += 1;
        }
        while last > sentence + 1 && !is_likely(last - 1) {
            last -= 1;
        }
        let here = index.sentences[first]..index.sentences[last];
        let window: Vec<usize> = here.filter(|at| index.words[*at].kind != Kind::Filler).collect();
        // Too little of the quote is there.
        let there: HashSet<u32> = window.iter().map(|at| index.words[*at].number).collect();
        let quoted = home.content.iter().filter(|at| home.sides[**at] == Side::Quote);
        let is_there = |at: &&usize| there.contains(&home.words[**at].number);
        if quoted.clone().filter(is_there).count() * 10 < quoted.count() * 7 {
            return None;
        }
        let shared = home.content.iter().filter(is_there).count() as f64;
        let share = shared / home.content.len() as f64;
        if 2.0 * share / (1.0 + share) < least {
            return None;
        }
        let mut order = home.content.clone();
        let mut moved: Vec<Swap> = Vec::new();
        let mut judged = None;
        for _ in 0..=MAX_MOVES {
            let Some(steps) = self.steps(home, &order, &window) else { return judged };
            let compared =
                Compared { text, home, order: &order, index, window: &window, steps: &steps };
            judged = compared
                .judge(if moved.is_empty() { Order::Kept } else { Order::Moved })
                .or(judged);
            if judged.as_ref().is_some_and(|it| it.is_fit) {
                return judged;
            }
            let next = reordered(home, &order, index, &window, &steps);
            let Some((next, swap)) = next else { break };
            // More than one move may turn round what is said, unless equals are moved.
            moved.push(swap);
            if moved.len() > 1 && moved.contains(&Swap::Neighbours) {
                break;
            }
            order = next;
        }
        // Parts with words in common can't be distinguished by single words.
        let is_likely = share >= MIN_SHARED_WORDS;
        let orders = |of: fn(&HomeWords, &Index, &[usize]) -> Vec<Vec<usize>>| {
            if is_likely { of(home, index, &window) } else { Vec::new() }
        };
        let moved = orders(|home, _, _| likely_orders(home, MAX_ORDERS)).into_iter();
        let moved = moved.map(|order| (order, Order::Moved));
        let voice = orders(orders_of_voice).into_iter().map(|order| (order, Order::Voice));
        for (order, which) in moved.chain(voice) {
            let Some(steps) = self.steps(home, &order, &window) else { break };
            let compared =
                Compared { text, home, order: &order, index, window: &window, steps: &steps };
            if let Some(fit) = compared.judge(which).filter(|it| it.is_fit) {
                return Some(fit);
            }
        }
        judged
    }

    /// The steps from the quote's sentences in an order to the sentences of the text in which they
    /// are; `None`: nothing of them is there, or the time is used up.
    fn steps(&self, home: &HomeWords, order: &[usize], window: &[usize]) -> Option<Vec<Step>> {
        let spent = self.comparisons.get() + (order.len() * window.len()) as u64;
        if spent > MAX_COMPARISONS {
            return None;
        }
        self.comparisons.set(spent);
        let words = &self.index.words;
        let old: Vec<u32> = order.iter().map(|at| home.words[*at].number).collect();
        let new: Vec<u32> = window.iter().map(|at| words[*at].number).collect();
        let found = steps(&old, &new);
        let same = |step: &Step| if let Step::Same(_, new) = step { Some(*new) } else { None };
        let first = found.iter().find_map(same)?;
        let last = found.iter().rev().find_map(same)?;
        // What else is in the first and in the last sentence was added.
        let [begin, end] = [first, last].map(|at| self.index.sentence_of(window[at]));
        let (begin, end) = (self.index.sentences[begin], self.index.sentences[end + 1]);
        let before = (0..first).filter(|at| !home.is_cut_before() && window[*at] >= begin);
        let behind =
            (last + 1..window.len()).filter(|at| !home.is_cut_behind() && window[*at] < end);
        let is_within = |step: &&Step| match step {
            Step::Added(at) => (first..last).contains(at),
            _ => true,
        };
        let within = found.iter().filter(is_within).copied();
        Some(before.map(Step::Added).chain(within).chain(behind.map(Step::Added)).collect())
    }

    /// The visible characters of what the quote has become.
    fn range(&self, text: &Text, home: &Home, words: &HomeWords, judged: &Judged) -> Place {
        let new = &self.index.words;
        let (mut from, mut to) = (new[judged.first].from, new[judged.last].to);
        if let Some(place) = literal(text, home, (from, to)) {
            return place;
        }
        let (begin, end) = text.sentence_around((from, to));
        let quoted: Vec<usize> =
            (0..words.words.len()).filter(|at| words.sides[*at] == Side::Quote).collect();
        let is_filler = |at: &usize| words.words[*at].kind == Kind::Filler;
        // Words that add nothing belong to it as they did.
        let leading = quoted.iter().take_while(|at| is_filler(at)).count();
        let trailing = quoted.iter().rev().take_while(|at| is_filler(at)).count();
        let begins_clause =
            quoted.first().is_some_and(|at| *at == 0 || words.words[*at].begins >= Break::Clause);
        let before = new[..judged.first].iter().rev().take_while(|it| it.kind == Kind::Filler);
        let mut next = new[judged.first].begins;
        for (count, word) in before.enumerate() {
            if next != Break::None || word.from < begin || (!begins_clause && count >= leading) {
                break;
            }
            (from, next) = (word.from, word.begins);
        }
        let behind = new[judged.last + 1..].iter();
        let behind = behind.take_while(|it| it.kind == Kind::Filler && it.begins == Break::None);
        for word in behind.take(trailing).take_while(|word| word.to <= end) {
            to = word.to;
        }
        let is_word = |from: usize, to: usize| {
            let first = new.partition_point(|word| word.from < from);
            new.get(first).is_some_and(|word| word.from < to)
        };
        if home.quote.0 == home.sentences.0 && !is_word(begin, from) {
            from = begin;
        }
        if home.quote.1 == home.sentences.1 && !is_word(to, end) {
            to = end;
        }
        (from, to)
    }
}

/// The words of a quote's sentences with their weights: its own count double.
fn wanted(words: &HomeWords) -> Vec<(u32, f64)> {
    let weigh = |at: &usize| {
        let times = if words.sides[*at] == Side::Quote { 2.0 } else { 1.0 };
        (words.words[*at].number, times * weight(&words.words[*at]))
    };
    words.content.iter().map(weigh).collect()
}

/// How good a place is: of two alike, that in the quote's own section is better.
fn rank(candidate: &Candidate) -> f64 {
    candidate.judged.alike + if candidate.is_own_section { OWN_SECTION_BONUS } else { 0.0 }
}

/// The best of some places, unless another one comes near.
fn best(text: &Text, quote: &Quote, home: &Home, candidates: &[Candidate]) -> Option<Place> {
    let fit = candidates.iter().filter(|it| it.judged.is_fit && !it.is_only_rival);
    let best = fit.max_by(|a, b| rank(a).total_cmp(&rank(b)))?;
    let least = match (quote.repeated, home.is_whole()) {
        // If a sentence was there twice, it is unknown which of the two this one was.
        (true, true) => return None,
        (true, false) => MIN_LIKENESS_OF_REPEATED,
        (false, _) => MIN_LIKENESS,
    };
    if best.judged.alike < least {
        return None;
    }
    let is_led = has_new_lead(text, home, best.place);
    let others = candidates.iter().filter(|it| are_apart(it.place, best.place));
    let rivals = others.filter(|it| {
        if it.judged.is_fit {
            rank(it) > rank(best) - MIN_LEAD
        } else if is_led && has_new_lead(text, home, it.place) {
            // One statement has become two, each of something else.
            it.judged.alike > best.judged.alike - 2.0 * MIN_LEAD
        } else {
            it.judged.alike > best.judged.alike
        }
    });
    let mut rivals = rivals.peekable();
    if rivals.peek().is_none() {
        return Some(best.place);
    }
    let is_alone = text.agrees(home, best.place) && !rivals.any(|it| text.agrees(home, it.place));
    is_alone.then_some(best.place)
}

fn are_apart(a: Place, b: Place) -> bool {
    a.1 <= b.0 || a.0 >= b.1
}

/// Whether a place follows words of its sentence that the quote did not follow: `Night shift: …`,
/// `At night, …`.
fn has_new_lead(text: &Text, home: &Home, place: Place) -> bool {
    let is_led = |text: &Text, from: usize| {
        from.checked_sub(1)
            .is_some_and(|last| matches!(text.slice(last, from), ":" | "：" | "," | "，" | "—"))
    };
    is_led(text, place.0) && !is_led(&home.text, home.quote.0)
}

/// Whether the line below which a place is listed says what that of the quote said.
pub(crate) fn keeps_heading(text: &Text, home: &Home, place: Place) -> bool {
    match (home.text.heading_line(home.quote.0), text.heading_line(place.0)) {
        (Some(old), Some(new)) => {
            let has = |keys: &[String], key: &String| keys.contains(key);
            let is_gone = old.iter().any(|key| !has(&new, key));
            let has_come = new.iter().any(|key| !has(&old, key));
            !(is_gone && has_come)
        }
        _ => true,
    }
}

/// The quote's characters at a place, whatever their width and form.
fn literal(text: &Text, home: &Home, (from, to): Place) -> Option<Place> {
    let quote: Vec<char> = home.quoted().chars().map(narrow).collect();
    let begin = from.saturating_sub(quote.len());
    let end = (to + quote.len()).min(text.len());
    if quote.len() > 4 * (to - from) + 40 || quote.is_empty() {
        return None;
    }
    let here: Vec<char> = text.slice(begin, end).chars().map(narrow).collect();
    let common = |at: usize| {
        let (first, last) = (begin + at, begin + at + quote.len());
        last.min(to).saturating_sub(first.max(from))
    };
    let found = here.windows(quote.len()).enumerate().filter(|(_, it)| **it == quote[..]);
    let best = found.map(|(at, _)| at).max_by_key(|at| common(*at))?;
    let place = (begin + best, begin + best + quote.len());
    (common(best) * 2 > to - from && text.section_at(place.0).from == text.section_at(from).from)
        .then_some(place)
}
