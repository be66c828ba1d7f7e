//! The words of a text by their English stems: for asking loosely, over the whole paper.

use super::{Analysis, Kind, Token};
use frostem::{Algorithm, Stemmer};
use std::cell::RefCell;
use std::collections::HashMap;
use tantivy::tokenizer::{Token as Stemmed, TokenStream, Tokenizer};

/// The number of cached stems: text repeats its words, and computing a stem is slow.
const MAX_CACHED_STEMS: usize = 20_000;
/// Shorter words have no stem of their own.
const MIN_WORD_LETTERS: usize = 3;

/// Makes stems and remembers them.
#[derive(Default, Clone)]
struct Stems(HashMap<Box<str>, Box<str>>);

impl Stems {
    fn of(&mut self, word: &str) -> &str {
        if self.0.len() >= MAX_CACHED_STEMS && !self.0.contains_key(word) {
            self.0.clear();
        }
        self.0.entry(word.into()).or_insert_with(|| {
            Stemmer::new(Algorithm::English).stem(word).into_owned().into_boxed_str()
        })
    }
}

fn has_stem(word: &str) -> bool {
    word.len() >= MIN_WORD_LETTERS && word.bytes().all(|b| b.is_ascii_lowercase())
}

/// The stem of a folded word; a word that is not English is its own stem.
pub(crate) fn stem(word: &str) -> String {
    thread_local! {
        static STEMS: RefCell<Stems> = RefCell::default();
    }
    if !has_stem(word) {
        return word.to_owned();
    }
    STEMS.with_borrow_mut(|stems| stems.of(word).to_owned())
}

/// The terms of a text in the order they are written: stems, and pairs of characters.
pub(crate) fn stems(text: &str) -> Vec<String> {
    let analysis = Analysis::of(text);
    let written = analysis.written();
    let pairs = |token: &&Token| token.kind == Kind::Word || is_pair(analysis.text(token));
    written.iter().filter(pairs).map(|token| stem(analysis.text(token))).collect()
}

/// A run's last character is a separate word of the index, to end phrases: here it is ignored.
fn is_pair(text: &str) -> bool {
    text.chars().nth(1).is_some()
}

/// The analyser with stems, in tantivy's terms.
#[derive(Default, Clone)]
pub(crate) struct StemAnalyser {
    analysis: Analysis,
    stems: Stems,
}

impl Tokenizer for StemAnalyser {
    type TokenStream<'a> = StemTokens<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> StemTokens<'a> {
        self.analysis.read(text);
        StemTokens {
            analysis: &self.analysis,
            stems: &mut self.stems,
            next: 0,
            token: Stemmed::default(),
        }
    }
}

/// The tokens of one text.
pub(crate) struct StemTokens<'a> {
    analysis: &'a Analysis,
    stems: &'a mut Stems,
    next: usize,
    token: Stemmed,
}

impl TokenStream for StemTokens<'_> {
    fn advance(&mut self) -> bool {
        while let Some(token) = self.analysis.tokens().get(self.next) {
            self.next += 1;
            let text = self.analysis.text(token);
            let stem = if has_stem(text) { self.stems.of(text) } else { text };
            let is_skipped = match token.kind {
                Kind::Han => !is_pair(text),
                // The singular of a plural has its stem.
                Kind::Plain => stem == self.token.text,
                Kind::Word | Kind::Variant => false,
            };
            if is_skipped {
                continue;
            }
            self.token.text.clear();
            self.token.text.push_str(stem);
            self.token.position = token.position as usize;
            self.token.offset_from = token.from as usize;
            self.token.offset_to = token.to as usize;
            return true;
        }
        false
    }

    fn token(&self) -> &Stemmed {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Stemmed {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_one_stem_are_one_term_and_names_stay() {
        assert_eq!(stems("Blurring blurred BLURS"), ["blur", "blur", "blur"]);
        assert_eq!(
            stems("GPT-4 and C++ 模糊视频"),
            ["gpt", "4", "and", "c++", "模糊", "糊视", "视频"]
        );
        let mut analyser = StemAnalyser::default();
        let mut tokens = analyser.token_stream("models policies 的 LiveTalk");
        let mut terms = Vec::new();
        while tokens.advance() {
            terms.push(tokens.token().text.clone());
        }
        assert_eq!(terms, ["model", "polici", "livetalk", "live", "talk"]);
    }
}
