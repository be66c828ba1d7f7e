//! What the index keeps of a paper. No text is stored: the library has it.

use crate::analyser::{Analyser, StemAnalyser};
use crate::{Entry, Field, domains, synonyms, trends};
use paperboy_paper::Date;
use tantivy::TantivyDocument;
use tantivy::schema::{
    Field as Column, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::TokenizerManager;

/// Raised whenever the schema or the analyser changes: an index of another version is reset.
/// Changes of the tables change the version automatically.
pub(crate) const VERSION: u64 = checksum(checksum(7, domains::TABLE), synonyms::TABLE);

const ANALYSER: &str = "paperboy";
const STEM_ANALYSER: &str = "paperboy-stems";
pub(crate) const KEY: &str = "key";
pub(crate) const DATES: &str = "dates";
pub(crate) const TERMS: &str = "terms";
pub(crate) const NEWEST: &str = "newest";

impl Field {
    /// Every field, in the order of the schema.
    pub const ALL: [Self; 11] = [
        Self::Title,
        Self::Domain,
        Self::Contribution,
        Self::Usage,
        Self::Innovations,
        Self::Results,
        Self::Abstract,
        Self::Author,
        Self::Note,
        Self::Tag,
        Self::Highlight,
    ];

    /// The name, as a key in queries.
    pub fn key(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Domain => "domain",
            Self::Contribution => "contribution",
            Self::Usage => "usage",
            Self::Innovations => "innovations",
            Self::Results => "results",
            Self::Abstract => "abstract",
            Self::Author => "author",
            Self::Note => "note",
            Self::Tag => "tag",
            Self::Highlight => "highlight",
        }
    }

    /// The weight of a word here: the title, then domain and contribution, then innovations, then
    /// the rest.
    pub(crate) fn weight(self) -> f32 {
        match self {
            Self::Title => 4.0,
            Self::Domain | Self::Contribution => 2.0,
            Self::Innovations => 1.4,
            _ => 1.0,
        }
    }
}

/// The index's columns.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Columns {
    texts: [Column; Field::ALL.len()],
    /// All words of a paper by their stems, whatever field they are in.
    pub whole: Column,
    pub key: Column,
    pub id: Column,
    pub dates: Column,
    pub newest: Column,
    pub source: Column,
    pub writer: Column,
    /// The numbers of the fields of research.
    pub domains: Column,
    /// The terms it is recognised by.
    pub terms: Column,
}

impl Columns {
    /// The schema and its columns.
    pub fn new() -> (Schema, Self) {
        let mut schema = Schema::builder();
        let searched = TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer(ANALYSER)
                .set_index_option(IndexRecordOption::WithFreqsAndPositions),
        );
        // Without positions: it is searched for words, never for phrases.
        let whole = TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer(STEM_ANALYSER)
                .set_index_option(IndexRecordOption::WithFreqs),
        );
        let exact = TextOptions::default().set_indexing_options(
            TextFieldIndexing::default().set_tokenizer("raw").set_fieldnorms(false),
        );
        let texts = Field::ALL.map(|field| schema.add_text_field(field.key(), searched.clone()));
        let columns = Self {
            texts,
            whole: schema.add_text_field("whole", whole),
            key: schema.add_u64_field(KEY, NumericOptions::default().set_indexed().set_fast()),
            id: schema.add_text_field("id", exact.clone()),
            dates: schema.add_i64_field(DATES, NumericOptions::default().set_fast()),
            newest: schema.add_i64_field(NEWEST, NumericOptions::default().set_fast()),
            source: schema.add_text_field("source", exact.clone()),
            writer: schema.add_text_field("writer", exact),
            terms: schema.add_text_field(TERMS, TextOptions::default().set_fast("raw")),
            domains: schema.add_u64_field("domains", NumericOptions::default().set_indexed()),
        };
        (schema.build(), columns)
    }

    /// The column of a text field.
    pub fn text(&self, field: Field) -> Column {
        self.texts[field as usize]
    }

    /// A paper as tantivy takes it.
    pub fn document(&self, entry: &Entry) -> TantivyDocument {
        let mut document = TantivyDocument::new();
        document.add_u64(self.key, entry.key);
        document.add_text(self.id, entry.id.to_lowercase());
        for &date in &entry.dates {
            document.add_i64(self.dates, days(date));
        }
        document.add_i64(self.newest, entry.dates.iter().copied().max().map_or(i64::MIN, days));
        if let Some(source) = &entry.source {
            document.add_text(self.source, source.to_lowercase());
        }
        if let Some(writer) = &entry.writer {
            document.add_text(self.writer, writer.to_lowercase());
            if writer.starts_with("model:") {
                document.add_text(self.writer, "model");
            }
        }
        for number in domains::of(entry) {
            document.add_u64(self.domains, number as u64);
        }
        for term in trends::of(entry) {
            document.add_text(self.terms, term);
        }
        for (field, text) in &entry.texts {
            document.add_text(self.text(*field), text);
            document.add_text(self.whole, text);
        }
        document
    }
}

/// The tokenizers the schema names.
pub(crate) fn tokenizers() -> TokenizerManager {
    let tokenizers = TokenizerManager::default();
    tokenizers.register(ANALYSER, Analyser::default());
    tokenizers.register(STEM_ANALYSER, StemAnalyser::default());
    tokenizers
}

/// FNV-1a: the same in every version of the program.
pub(crate) const fn checksum(mut hash: u64, text: &str) -> u64 {
    let bytes = text.as_bytes();
    hash ^= 0xcbf2_9ce4_8422_2325;
    let mut at = 0;
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u64).wrapping_mul(0x0100_0000_01b3);
        at += 1;
    }
    hash
}

/// A date as the index counts: days since 1970-01-01.
pub(crate) fn days(date: Date) -> i64 {
    date.duration_since(Date::constant(1970, 1, 1)).as_hours() / 24
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn the_fields_are_in_the_order_of_their_numbers() {
        assert!(Field::ALL.iter().enumerate().all(|(at, &field)| field as usize == at));
    }

    #[test]
    fn days_are_counted_from_1970_on_both_sides() {
        let count = |text: &str| days(text.parse().unwrap());
        assert_eq!(
            [count("1970-01-01"), count("1970-01-02"), count("1969-12-31"), count("2025-12-30")],
            [0, 1, -1, 20452]
        );
    }
}
