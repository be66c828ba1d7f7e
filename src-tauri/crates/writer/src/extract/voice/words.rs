//! Words that show who acts in a sentence.

use crate::extract::words::{WordMap, number};
use std::sync::LazyLock;

/// A set of kinds of words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Kinds(u32);

impl Kinds {
    /// What a paper calls itself.
    pub const PAPER: Self = Self(1);
    /// A paper on others' papers.
    pub const OVERVIEW: Self = Self(1 << 1);
    /// What precedes the paper's name for itself: `this`, `our`.
    pub const THIS: Self = Self(1 << 2);
    /// What may be between a subject and its verb.
    pub const BETWEEN: Self = Self(1 << 3);
    /// After these, `we` does not introduce an act of the paper: `the way we build`, `as we show`.
    pub const SUBORDINATE: Self = Self(1 << 4);
    /// What opens a sentence before its subject: `to solve this problem we propose`.
    pub const OPENING: Self = Self(1 << 5);
    /// After these a main clause may continue with `we`.
    pub const LINK: Self = Self(1 << 6);
    /// What others' work is called, and how a sentence on it begins.
    pub const OTHERS: Self = Self(1 << 7);
    /// Beginnings of sentences about a gap.
    pub const TURN: Self = Self(1 << 8);
    /// What remains to be done.
    pub const LACK: Self = Self(1 << 9);
    /// Words of sentences about common practice.
    pub const GENERAL: Self = Self(1 << 10);
    /// Predicates of known things: `attention is a core part of …`.
    pub const KNOWN: Self = Self(1 << 11);
    /// Forms of `be`.
    pub const BE: Self = Self(1 << 12);
    /// Words that bind words and are no part of a name.
    pub const FUNCTION: Self = Self(1 << 13);
    /// The objects of findings about earlier work.
    pub const BEFORE: Self = Self(1 << 14);
    /// Others' work as an adjective.
    pub const EXISTING: Self = Self(1 << 15);
    /// Words that contrast with others' work.
    pub const COMPARED: Self = Self(1 << 16);
    /// What a study is called that is a contribution in its own right.
    pub const SYSTEMATIC: Self = Self(1 << 17);
    /// What may be and is not done here: `we can build on this`.
    pub const MAY: Self = Self(1 << 18);
    /// `a`, `an`
    pub const INDEFINITE: Self = Self(1 << 19);
    /// After these a clause on something else begins.
    pub const RELATIVE: Self = Self(1 << 20);
    /// What is new or here.
    pub const HERE: Self = Self(1 << 21);
    /// References to another paper.
    pub const LATELY: Self = Self(1 << 22);
    /// What is wrong with something.
    pub const FAULT: Self = Self(1 << 23);

    /// Whether one of the kinds is there.
    pub fn has(self, any: Self) -> bool {
        self.0 & any.0 != 0
    }

    /// The kinds of a word in lower case.
    pub fn of(word: &str) -> Self {
        LEXICON.get(&number(word)).copied().unwrap_or_default()
    }
}

static LEXICON: LazyLock<WordMap<Kinds>> = LazyLock::new(|| {
    let mut lexicon: WordMap<Kinds> = WordMap::default();
    for (kinds, words) in WORDS {
        for word in words.split_whitespace() {
            let known = lexicon.entry(number(word)).or_default();
            known.0 |= kinds.0;
        }
    }
    lexicon
});

const WORDS: [(Kinds, &str); 24] = [
    (
        Kinds::PAPER,
        "paper papers work article report study survey review thesis dissertation note letter \
         manuscript tutorial chapter research monograph perspective essay investigation project \
         overview position",
    ),
    (Kinds::OVERVIEW, "survey review tutorial overview monograph"),
    (Kinds::THIS, "this the our present current"),
    (
        Kinds::BETWEEN,
        "first then also further therefore thus hence here now next finally instead both not only \
         second third have has had can could will would do does did are were was is be to able \
         among the one of herein moreover too even in for time just",
    ),
    (
        Kinds::SUBORDINATE,
        "as if when how what way ways whether than before until unless because why once \
         everything data",
    ),
    (
        Kinds::OPENING,
        "in to for by with using through under on from given as following towards toward here \
         via at unlike across over beyond",
    ),
    (
        Kinds::LINK,
        "here thus therefore hence then and but so that which where while finally first second \
         third yet end additionally moreover furthermore instead next also whereas besides this \
         however in whom for now herein below",
    ),
    (
        Kinds::OTHERS,
        "existing previous previously prior current currently traditional traditionally \
         conventional recent recently earlier contemporary classical mainstream most many today's \
         modern numerous standard typical others despite although",
    ),
    (Kinds::TURN, "however yet unfortunately nevertheless nonetheless but though still"),
    (
        Kinds::LACK,
        "unclear challenging challenge challenges underexplored under-explored unexplored open \
         limited difficult unknown elusive scarce lacking hard unresolved understudied \
         under-studied unsolved poorly bottleneck problematic largely insufficient",
    ),
    (
        Kinds::GENERAL,
        "recently previously commonly often widely typically usually traditionally existing \
         conventionally",
    ),
    (
        Kinds::KNOWN,
        "popular common core fundamental well-known dominant standard central important \
         essential critical crucial challenging established",
    ),
    (Kinds::BE, "is are was were be"),
    (Kinds::FUNCTION, "of in on and or that which to for by with is are we the a an from"),
    (Kinds::BEFORE, "this these existing current previous prior such conventional"),
    (Kinds::EXISTING, "existing previous prior"),
    (Kinds::COMPARED, "compared unlike contrast over outperforms outperforming"),
    (
        Kinds::SYSTEMATIC,
        "first comprehensive systematic systematically large-scale in-depth comprehensively",
    ),
    (Kinds::MAY, "can could would may might"),
    (Kinds::INDEFINITE, "a an"),
    (Kinds::RELATIVE, "that which who they these those if when"),
    (Kinds::HERE, "here herein paper work study article new novel"),
    (Kinds::LATELY, "recently previously earlier"),
    (
        Kinds::FAULT,
        "issue issues cause causes limitation limitations shortcoming shortcomings flaw flaws bottleneck bottlenecks lack gap gaps \
         weakness weaknesses drawback drawbacks pitfall pitfalls obstacle obstacles deficiency deficiencies",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_known_by_its_kinds() {
        assert!(Kinds::of("survey").has(Kinds::OVERVIEW) && Kinds::of("survey").has(Kinds::PAPER));
        assert!(Kinds::of("existing").has(Kinds::OTHERS));
        assert_eq!(Kinds::of("zebra"), Kinds::default());
    }
}
