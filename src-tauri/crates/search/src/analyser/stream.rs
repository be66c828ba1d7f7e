//! The analyser behind tantivy's traits.

use super::Analysis;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// The analyser as a tokenizer of tantivy.
#[derive(Debug, Default, Clone)]
pub(crate) struct Analyser {
    analysis: Analysis,
}

impl Tokenizer for Analyser {
    type TokenStream<'a> = Tokens<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Tokens<'a> {
        self.analysis.read(text);
        Tokens { analysis: &self.analysis, next: 0, token: Token::default() }
    }
}

/// The tokens of one text.
pub(crate) struct Tokens<'a> {
    analysis: &'a Analysis,
    next: usize,
    token: Token,
}

impl TokenStream for Tokens<'_> {
    fn advance(&mut self) -> bool {
        let Some(token) = self.analysis.tokens().get(self.next) else { return false };
        self.next += 1;
        self.token.text.clear();
        self.token.text.push_str(self.analysis.text(token));
        self.token.position = token.position as usize;
        self.token.offset_from = token.from as usize;
        self.token.offset_to = token.to as usize;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
