//! Splits text into pieces of the vocabulary: of all ways to split it, the one with the most
//! probable pieces (SentencePiece's unigram model).

use super::normalizer::Normalizer;

/// The pieces for an unknown character, and for the beginning and the end of every text.
pub(crate) const UNKNOWN: u32 = 0;
pub(crate) const BEGIN: u32 = 1;
pub(crate) const END: u32 = 2;

#[derive(Debug)]
pub(crate) struct Tokenizer {
    normalizer: Normalizer,
    /// The pieces with their numbers and scores, in the order of their bytes.
    pieces: Vec<(Box<str>, u32, f32)>,
    unknown: f32,
}

/// The likeliest way to a place in a text.
#[derive(Clone, Copy)]
struct Way {
    score: f64,
    from: usize,
    piece: u32,
}

impl Tokenizer {
    pub fn new(normalizer: Normalizer, vocabulary: Vec<(String, f32)>, unknown: f32) -> Self {
        let mut pieces: Vec<_> = (0..)
            .zip(vocabulary)
            .filter(|(_, (text, _))| !text.is_empty())
            .map(|(number, (text, score))| (text.into_boxed_str(), number, score))
            .collect();
        pieces.sort_unstable_by(|(a, ..), (b, ..)| a.cmp(b));
        Self { normalizer, pieces, unknown }
    }

    /// The numbers of a text's pieces, with its begin and end; at most `max_pieces`.
    pub fn pieces(&self, text: &str, max_pieces: usize) -> Vec<u32> {
        let mut pieces = vec![BEGIN];
        pieces.extend(self.parted(&self.normalizer.normalized(text)));
        pieces.truncate(max_pieces.saturating_sub(1));
        pieces.push(END);
        pieces
    }

    fn parted(&self, text: &str) -> Vec<u32> {
        let unreached = Way { score: f64::NEG_INFINITY, from: 0, piece: UNKNOWN };
        let mut ways = vec![unreached; text.len() + 1];
        ways[0].score = 0.0;
        for (from, first) in text.char_indices() {
            let score = ways[from].score;
            let mut reach = |to: usize, piece: u32, worth: f32| {
                let score = score + f64::from(worth);
                // Of equals, the way that came first stays.
                if score > ways[to].score {
                    ways[to] = Way { score, from, piece };
                }
            };
            let first = first.len_utf8();
            let mut has_first = false;
            self.each_beginning(&text[from..], |length, piece, worth| {
                has_first |= length == first;
                reach(from + length, piece, worth);
            });
            if !has_first {
                reach(from + first, UNKNOWN, self.unknown);
            }
        }
        let mut pieces = Vec::new();
        let mut at = text.len();
        while at > 0 {
            pieces.push(ways[at].piece);
            at = ways[at].from;
        }
        pieces.reverse();
        if pieces.is_empty() { vec![UNKNOWN] } else { pieces }
    }

    /// Calls `see` for each piece that the text begins with, the shortest first.
    fn each_beginning(&self, text: &str, mut see: impl FnMut(usize, u32, f32)) {
        let mut fitting = self.pieces.as_slice();
        for (at, byte) in text.bytes().enumerate() {
            let at_byte = |piece: &str| piece.as_bytes().get(at).copied();
            // Shorter pieces come before longer ones that begin with them.
            let below = fitting.partition_point(|(piece, ..)| at_byte(piece) < Some(byte));
            fitting = &fitting[below..];
            let same = fitting.partition_point(|(piece, ..)| at_byte(piece) == Some(byte));
            fitting = &fitting[..same];
            match fitting.first() {
                Some((piece, number, score)) if piece.len() == at + 1 => {
                    see(at + 1, *number, *score)
                }
                Some(_) => {}
                None => return,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::super::normalizer::SPACE;
    use super::*;

    fn tokenizer(pieces: &[(&str, f32)]) -> Tokenizer {
        let special = ["<unk>", "<s>", "</s>"].map(|name| (name.to_owned(), 0.0));
        let own = pieces.iter().map(|(text, score)| (text.replace('_', "\u{2581}"), *score));
        // A map that replaces nothing.
        let normalizer = Normalizer::new(&[0, 0, 0, 0]).unwrap();
        Tokenizer::new(normalizer, special.into_iter().chain(own).collect(), -20.0)
    }

    #[test]
    fn the_likeliest_parting_wins_and_what_is_unknown_is_one_piece() {
        let tokenizer =
            tokenizer(&[("_", -3.0), ("a", -3.0), ("b", -3.0), ("ab", -5.0), ("_ab", -8.0)]);
        assert_eq!(tokenizer.pieces("ab", 100), [BEGIN, 7, END], "of equals the longest");
        assert_eq!(tokenizer.pieces("aab", 100), [BEGIN, 3, 4, 6, END]);
        assert_eq!(tokenizer.pieces("a犬b", 100), [BEGIN, 3, 4, UNKNOWN, 5, END]);
        assert_eq!(tokenizer.pieces("", 100), [BEGIN, UNKNOWN, END]);
        assert_eq!(tokenizer.pieces(&"a".repeat(50), 10).len(), 10);
    }

    #[test]
    fn spaces_are_single_and_before_words() {
        let normalizer = Normalizer::new(&[0, 0, 0, 0]).unwrap();
        assert_eq!(normalizer.normalized("  a  b "), format!("{SPACE}a{SPACE}b"));
        assert_eq!(normalizer.normalized(" "), "");
    }
}
