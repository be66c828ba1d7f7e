//! The sentences by which a paper is found by meaning.

use super::file::TextSum;
use crate::indexing::{cut, texts};
use paperboy_rank::describing_sentences;
use paperboy_search::Field;
use paperboy_store::Paper;
use sha2::{Digest, Sha256};
use std::borrow::Cow;

/// Raised when sentences are chosen or weighed in another way: then all vectors are made again.
const VERSION: &[u8] = b"1";

/// What a paper is described by.
pub(crate) struct Described {
    /// The title, then sentences of the contribution, the innovations and the abstract.
    pub sentences: Vec<(Field, String)>,
    /// No other text has it.
    pub sum: TextSum,
}

impl Described {
    pub fn of(paper: &Paper) -> Self {
        let cut = cut(paper);
        let texts = texts(paper, &cut);
        let of = |fields: &[Field]| -> Vec<(Field, Cow<'_, str>)> {
            let each = fields.iter().flat_map(|field| texts.iter().filter(|it| it.field == *field));
            each.map(|text| (text.field, text.plain())).collect()
        };
        let title: String = of(&[Field::Title]).into_iter().map(|(_, text)| text).collect();
        let parts = of(&[Field::Contribution, Field::Innovations]);
        let filling = of(&[Field::Abstract]);
        let sentences: Vec<(Field, String)> =
            describing_sentences((Field::Title, &title), &lent(&parts), &lent(&filling))
                .into_iter()
                .map(|(field, text)| (field, text.to_owned()))
                .collect();
        let mut sum = Sha256::new();
        sum.update(VERSION);
        for part in
            std::iter::once(paper.id.as_str()).chain(sentences.iter().map(|(_, text)| &**text))
        {
            sum.update((part.len() as u64).to_le_bytes());
            sum.update(part);
        }
        let mut short = [0; 16];
        short.copy_from_slice(&sum.finalize()[..16]);
        Self { sentences, sum: short }
    }

    /// The texts of the sentences.
    pub fn texts(&self) -> Vec<&str> {
        self.sentences.iter().map(|(_, text)| text.as_str()).collect()
    }
}

fn lent<'t>(texts: &'t [(Field, Cow<'_, str>)]) -> Vec<(Field, &'t str)> {
    texts.iter().map(|(field, text)| (*field, &**text)).collect()
}
