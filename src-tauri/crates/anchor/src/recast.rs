//! A quote whose sentence was recast: nearly the same words in another order.
//!
//! Words alone do not say who did what, so what stands beside what is compared as well; and nothing
//! may be exchanged, since a word in another's place says something else as often as the same.

mod parts;

use crate::align::{Step, steps};
use crate::exact::Place;
use crate::home::{Home, HomeWords, Side};
use crate::index::{Index, Role, Word};
use crate::judge::is_short_form;
use crate::reworded::{Reworded, keeps_heading};
use crate::split::Break;
use crate::text::{Quote, Text};
use crate::words::{Kind, is_cjk};
use std::collections::BTreeSet;
use std::ops::Range;

/// The share of both sentences that must be the same.
const ALIKE: f64 = 0.8;
/// By words alone, which have other forms, at least so much is.
const LEAST: f64 = 0.5;
/// By how much it must be more alike than any other place.
const MARGIN: f64 = 0.12;
/// How much of a quote's place must be the quote's, where the quote is a part of a sentence.
const OWN: f64 = 0.7;
/// Sentences that are looked at, the most promising first.
const CANDIDATES: usize = 4;
/// Longer sentences are not compared, nor those of more clauses cut.
const MAX_WORDS: usize = 80;
const MAX_CLAUSES: usize = 10;

/// A part of the text with how alike it is, by its words alone.
struct Window {
    words: Range<usize>,
    alike: f64,
}

impl Reworded {
    /// Where the quote's sentence is, said in another order; `sentences`: the likely ones.
    pub(crate) fn recast(
        &self,
        text: &Text,
        quote: &Quote,
        home: &Home,
        words: &HomeWords,
        sentences: &[usize],
    ) -> Option<Place> {
        let is_cut = home.is_cut_before || home.is_cut_behind;
        if words.content.len() > MAX_WORDS || is_cut || (quote.repeated && home.is_whole()) {
            return None;
        }
        let windows = self.windows(text, words, sentences, home.is_whole());
        let better = |a: &&Window, b: &&Window| {
            a.alike.total_cmp(&b.alike).then(b.words.len().cmp(&a.words.len()))
        };
        let best = windows.iter().max_by(better).filter(|it| it.alike > LEAST)?;
        let is_apart =
            |it: &&Window| it.words.end <= best.words.start || it.words.start >= best.words.end;
        let rival = windows.iter().filter(is_apart).map(|it| it.alike).fold(0.0, f64::max);
        if !self.spend((words.content.len().max(best.words.len()) as u64).pow(3)) {
            return None;
        }
        let recast = Recast::new(text, words, &self.index, best.words.clone());
        let alike = recast.alike();
        if alike < ALIKE || alike < rival + MARGIN || !recast.says_the_same() {
            return None;
        }
        let place = recast.place(home)?;
        keeps_heading(text, home, place).then_some(place)
    }

    /// Whole sentences, one or several; of the best one the clauses, too, where the quote is whole.
    fn windows(
        &self,
        text: &Text,
        home: &HomeWords,
        sentences: &[usize],
        is_whole: bool,
    ) -> Vec<Window> {
        let index = &self.index;
        let is_one = |from: usize, to: usize| {
            let section = |word: usize| text.section_at(index.words[word].from).from;
            section(from) == section(to - 1)
        };
        let mut wanted: Vec<u32> = home.content.iter().map(|at| home.words[*at].number).collect();
        wanted.sort_unstable();
        let all: f64 = home.content.iter().map(|at| index.worth(&home.words[*at])).sum();
        let window = |from: usize, to: usize| {
            let mut found: Vec<u32> = Vec::new();
            let (mut same, mut here) = (0.0, 0.0);
            for word in index.words[from..to].iter().filter(|it| it.kind != Kind::Filler) {
                let worth = index.worth(word);
                here += worth;
                let times = |all: &[u32]| all.iter().filter(|it| **it == word.number).count();
                if times(&found) < times(&wanted) {
                    found.push(word.number);
                    same += worth;
                }
            }
            Window { words: from..to, alike: 2.0 * same / (all + here) }
        };
        let mut ranges: BTreeSet<(usize, usize)> = BTreeSet::new();
        for &sentence in sentences.iter().take(CANDIDATES) {
            let behind = sentence + 1..=(sentence + home.spanned + 1).min(index.last());
            ranges.extend(behind.map(|behind| (sentence, behind)));
            ranges.extend(sentence.checked_sub(1).map(|before| (before, sentence + 1)));
        }
        let ranges =
            ranges.into_iter().map(|(from, to)| (index.sentences[from], index.sentences[to]));
        let mut windows: Vec<Window> = ranges
            .filter(|(from, to)| to - from <= 2 * MAX_WORDS && is_one(*from, *to))
            .map(|(from, to)| window(from, to))
            .collect();
        let best = windows.iter().max_by(|a, b| a.alike.total_cmp(&b.alike));
        if let Some(best) = best.filter(|_| is_whole) {
            let Range { start, end } = best.words;
            let starts = |at: &usize| index.words[*at].begins >= Break::Clause;
            let clauses: Vec<usize> = (start..end).filter(starts).chain([end]).collect();
            if clauses.len() <= MAX_CLAUSES {
                let is_within = |from: usize, to: usize| {
                    !index.words[from + 1..to].iter().any(|it| it.begins == Break::Sentence)
                };
                for (n, from) in clauses.iter().enumerate() {
                    let to = clauses[n + 1..].iter().filter(|to| is_within(*from, **to));
                    windows.extend(to.map(|to| window(*from, *to)));
                }
            }
        }
        windows
    }
}

/// The words of a quote's sentences beside those of a part of a text.
struct Recast<'a> {
    text: &'a Text,
    home: &'a HomeWords<'a>,
    index: &'a Index,
    window: Range<usize>,
    /// The words that count, by their numbers among those of the sentences and of the text.
    old: Vec<usize>,
    new: Vec<usize>,
    /// Pairs of places in `old` and `new` that say the same, by their old places.
    pairs: Vec<(usize, usize)>,
    /// Whether they are in another order.
    has_moved: bool,
    gone: Vec<usize>,
    came: Vec<usize>,
}

impl<'a> Recast<'a> {
    fn new(text: &'a Text, home: &'a HomeWords, index: &'a Index, window: Range<usize>) -> Self {
        let counts = |word: &Word| word.kind != Kind::Filler && word.role != Role::Author;
        let old = home.content.iter().copied().filter(|at| counts(&home.words[*at])).collect();
        let new = window.clone().filter(|at| counts(&index.words[*at])).collect();
        let mut recast = Self {
            text,
            home,
            index,
            window,
            old,
            new,
            pairs: Vec::new(),
            has_moved: false,
            gone: Vec::new(),
            came: Vec::new(),
        };
        recast.pair();
        recast
    }

    fn old_word(&self, at: usize) -> &Word {
        &self.home.words[self.old[at]]
    }

    fn new_word(&self, at: usize) -> &Word {
        &self.index.words[self.new[at]]
    }

    /// The characters of a word.
    fn said(&self, is_old: bool, at: usize) -> &str {
        if is_old {
            let word = self.old_word(at);
            self.home.text().slice(word.from, word.to)
        } else {
            let word = self.new_word(at);
            self.text.slice(word.from, word.to)
        }
    }

    /// Finds the words that are there: first those in the same order, then those that have moved,
    /// then other forms of a word.
    fn pair(&mut self) {
        let old: Vec<u32> = (0..self.old.len()).map(|at| self.old_word(at).number).collect();
        let new: Vec<u32> = (0..self.new.len()).map(|at| self.new_word(at).number).collect();
        let mut pairs: Vec<(usize, usize)> = Vec::new();
        for step in steps(&old, &new) {
            if let Step::Same(old, new) = step {
                pairs.push((old, new));
            }
        }
        let free = |pairs: &[(usize, usize)]| {
            let gone: Vec<usize> =
                (0..old.len()).filter(|at| pairs.iter().all(|pair| pair.0 != *at)).collect();
            let came: Vec<usize> =
                (0..new.len()).filter(|at| pairs.iter().all(|pair| pair.1 != *at)).collect();
            (gone, came)
        };
        let is_same = |o: usize, n: usize| old[o] == new[n];
        let is_form = |o: usize, n: usize| self.is_form(o, n);
        for is in [&is_same as &dyn Fn(usize, usize) -> bool, &is_form] {
            let (gone, mut came) = free(&pairs);
            for o in gone {
                if let Some(at) = came.iter().position(|n| is(o, *n)) {
                    pairs.push((o, came.remove(at)));
                }
            }
        }
        pairs.sort_unstable();
        // A word that is there more than once is where its neighbours are, or else in its order.
        let beside = |(o, n): (usize, usize)| {
            let is_before = o > 0 && n > 0 && old[o - 1] == new[n - 1];
            let is_behind = o + 1 < old.len() && n + 1 < new.len() && old[o + 1] == new[n + 1];
            u8::from(is_before) + u8::from(is_behind)
        };
        for a in 0..pairs.len() {
            for b in a + 1..pairs.len() {
                let ((o, n), (p, m)) = (pairs[a], pairs[b]);
                let (kept, turned) =
                    (beside((o, n)) + beside((p, m)), beside((o, m)) + beside((p, n)));
                if old[o] == old[p] && (turned > kept || (turned == kept && n > m)) {
                    (pairs[a].1, pairs[b].1) = (m, n);
                }
            }
        }
        let (gone, came) = free(&pairs);
        let gone = gone.into_iter().filter(|at| !self.is_gloss(true, *at)).collect();
        let came = came.into_iter().filter(|at| !self.is_gloss(false, *at)).collect();
        (self.gone, self.came) = (gone, came);
        self.has_moved = pairs.windows(2).any(|it| it[0].1 > it[1].1);
        self.pairs = pairs;
    }

    /// Whether both are forms of one word, such as `fold` and `folding`.
    fn is_form(&self, old: usize, new: usize) -> bool {
        if [self.old_word(old).kind, self.new_word(new).kind] != [Kind::Plain; 2] {
            return false;
        }
        let (old, new) = (self.said(true, old), self.said(false, new));
        let count = |text: &str| text.chars().count();
        if old.starts_with(is_cjk) || new.starts_with(is_cjk) {
            return count(old).min(count(new)) > 1
                && (is_short_form(old, new) || is_short_form(new, old));
        }
        let (old, new) = (old.to_lowercase(), new.to_lowercase());
        let common = old.chars().zip(new.chars()).take_while(|(a, b)| a == b).count();
        common >= 4 && common * 10 >= 6 * count(&old).max(count(&new))
    }

    /// Whether a word only says in brackets what something is called.
    fn is_gloss(&self, is_old: bool, at: usize) -> bool {
        let (text, begin, word) = if is_old {
            let first = self.home.words.first().map_or(0, |it| it.from);
            (self.home.text(), first, self.old_word(at))
        } else {
            (self.text, self.index.words[self.window.start].from, self.new_word(at))
        };
        let said = self.said(is_old, at);
        let before = text.slice(begin.min(word.from), word.from);
        let opened = before.matches(['(', '（']).count();
        opened > before.matches([')', '）']).count()
            && said.starts_with(|c: char| c.is_ascii_alphabetic())
    }

    /// The share of the words of both that is the same.
    fn alike(&self) -> f64 {
        let old = |at: usize| self.index.worth(self.old_word(at));
        let new = |at: usize| self.index.worth(self.new_word(at));
        let all: f64 = (0..self.old.len()).map(old).chain((0..self.new.len()).map(new)).sum();
        let gone = self.gone.iter().copied().map(old);
        let other: f64 = gone.chain(self.came.iter().copied().map(new)).sum();
        (all - other) / all
    }

    /// Whether what came and went leaves what is said as it was.
    fn says_the_same(&self) -> bool {
        let gone: Vec<&Word> = self.gone.iter().map(|at| self.old_word(*at)).collect();
        let came: Vec<&Word> = self.came.iter().map(|at| self.new_word(*at)).collect();
        let counts = |words: &[&Word]| words.iter().filter(|it| denies(it)).count();
        let is_plain =
            |words: &[&Word]| words.iter().all(|it| it.kind == Kind::Plain || denies(it));
        if counts(&gone) != counts(&came) || !is_plain(&gone) || !is_plain(&came) {
            return false;
        }
        let all = |words: &[Word], role: Role| words.iter().filter(|it| it.role == role).count();
        let (old, new) = (&self.home.words[..], &self.index.words[self.window.clone()]);
        if all(old, Role::Order) + all(new, Role::Order) > 0 {
            return false;
        }
        let has = |words: &[&Word]| words.iter().any(|it| !it.is_light && !denies(it));
        let joins = |words: &[Word]| {
            let is_joint = |it: &&[Word]| it[1].role == Role::Joint && it[2].kind != Kind::Filler;
            words.iter().filter(|it| it.is_listed).count()
                + words.windows(3).filter(is_joint).count()
        };
        // Of what is joined, one more or less is another thing.
        if (has(&came) && joins(new) > joins(old)) || (has(&gone) && joins(new) < joins(old)) {
            return false;
        }
        // Nothing is exchanged, and what is only a part of its sentence has to have moved with it.
        let is_part = self.home.sides.iter().any(|it| *it != Side::Quote);
        if (has(&gone) && has(&came)) || (is_part && !self.has_moved) {
            return false;
        }
        if self.is_ahead_of_window() && has(&gone) {
            return false;
        }
        self.keeps_parts()
    }

    /// Whether the sentence says something before the part that is compared.
    fn is_ahead_of_window(&self) -> bool {
        self.index.words[self.window.start].begins != Break::Sentence
    }

    /// What the quote has become.
    fn place(&self, home: &Home) -> Option<Place> {
        let is_quote = |it: &&(usize, usize)| self.home.sides[self.old[it.0]] == Side::Quote;
        let quoted: Vec<usize> =
            self.pairs.iter().filter(is_quote).map(|it| self.new[it.1]).collect();
        let words = &self.index.words;
        let (mut first, mut last) = (*quoted.iter().min()?, *quoted.iter().max()?);
        if home.is_whole() {
            (first, last) = (self.window.start, self.window.end - 1);
        } else {
            let counts = |at: &usize| self.new.contains(at);
            let all: f64 =
                (first..=last).filter(counts).map(|at| self.index.worth(&words[at])).sum();
            let own: f64 = quoted.iter().map(|at| self.index.worth(&words[*at])).sum();
            let wanted = self.old.iter().filter(|at| self.home.sides[**at] == Side::Quote);
            let wanted: f64 = wanted.map(|at| self.index.worth(&self.home.words[*at])).sum();
            if own < OWN * all || own < OWN * wanted {
                return None;
            }
            // What began or ended a clause does so.
            let old = &self.home.words;
            let begin = self.home.sides.iter().position(|it| *it == Side::Quote)?;
            if begin == 0 || old[begin].begins >= Break::Clause {
                while first > self.window.start
                    && words[first].begins < Break::Clause
                    && !counts(&(first - 1))
                {
                    first -= 1;
                }
            }
        }
        let end = words.get(last + 1).map_or(self.text.len(), |next| next.from);
        let to = words[last].to;
        let said = self.text.slice(to, end.max(to));
        let marks = said.chars().take_while(|c| "。！？；.!?;”’」』）)`".contains(*c)).count();
        let is_marked = home.quoted().ends_with(|c: char| !c.is_alphanumeric());
        Some((words[first].from, if is_marked { to + marks } else { to }))
    }
}

/// Whether a word says that something is not so.
fn denies(word: &Word) -> bool {
    word.kind == Kind::Negation || word.role == Role::Denial
}
