//! The words of a paper, by the search's analyser.

use crate::indexing::{cut, texts};
use paperboy_rank::taste::{Field, Term, Word, WordKind};
use paperboy_search::{Field as Searched, describing_terms, folded, term_names};
use paperboy_store::ListedPaper;
use std::collections::HashMap;

/// The words of a paper.
pub(super) struct PaperTerms {
    pub terms: Vec<Term>,
    /// How names and acronyms are written.
    pub written: Vec<(Word, String)>,
}

impl PaperTerms {
    pub fn of(paper: &paperboy_store::Paper) -> Self {
        let mut read = Self { terms: Vec::new(), written: Vec::new() };
        each_text(paper, |field, text| {
            if field.kind() == WordKind::Subject {
                read.text(field, text);
            } else {
                read.name(field, text);
            }
        });
        read
    }

    /// The words of a paper that is not in the library, as a list has it.
    pub fn of_listed(paper: &ListedPaper) -> Self {
        let mut read = Self { terms: Vec::new(), written: Vec::new() };
        read.text(Field::Title, &paper.title);
        read.text(Field::Abstract, paper.abstract_text.as_deref().unwrap_or_default());
        for author in &paper.authors {
            read.name(Field::Authors, author);
        }
        read
    }

    fn text(&mut self, field: Field, text: &str) {
        for term in describing_terms(text) {
            if let Some(written) = term.written {
                let word = Word { kind: WordKind::Subject, text: term.text.clone() };
                self.written.push((word, written));
            }
            self.terms.push(Term { field, text: term.text, is_word: term.is_word });
        }
    }

    /// A name as a whole.
    fn name(&mut self, field: Field, name: &str) {
        let text = folded(name);
        let word = Word { kind: field.kind(), text: text.clone() };
        self.written.push((word, name.to_owned()));
        self.terms.push(Term { field, text, is_word: true });
    }
}

/// Calls `see` for each text of a paper that the order is learnt from; each author and the
/// organisation is one.
fn each_text(paper: &paperboy_store::Paper, mut see: impl FnMut(Field, &str)) {
    for text in texts(paper, &cut(paper)) {
        let field = match text.field {
            Searched::Title => Field::Title,
            Searched::Domain => Field::Domain,
            Searched::Contribution => Field::Contribution,
            Searched::Innovations => Field::Innovations,
            Searched::Abstract => Field::Abstract,
            Searched::Author => {
                see(Field::Authors, text.stored.trim());
                continue;
            }
            // What the user wrote says nothing about other papers, and how to use a thing and
            // how well it does are not what it is about.
            Searched::Usage
            | Searched::Results
            | Searched::Note
            | Searched::Tag
            | Searched::Highlight => continue,
        };
        see(field, &text.plain());
    }
    for keyword in &paper.keywords {
        see(Field::Keywords, keyword);
    }
    if let Some(organisation) = &paper.organization {
        see(Field::Organisation, organisation.trim());
    }
}

/// A word as one paper writes it.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Spelling {
    han: Option<String>,
    other: Option<String>,
}

impl Spelling {
    /// In Chinese and in English: in the script of the language where the paper has both, and else as
    /// the paper has it. `None`: the paper does not have it in letters.
    pub fn shown(&self) -> Option<(String, String)> {
        let zh = self.han.as_ref().or(self.other.as_ref())?;
        let en = self.other.as_ref().or(self.han.as_ref())?;
        Some((zh.clone(), en.clone()))
    }

    fn add(&mut self, written: &str) {
        let written = written.split_whitespace().collect::<Vec<_>>().join(" ");
        // A formula is no word that one reads.
        if written.is_empty() || written.contains(['$', '\\', '{', '}']) {
            return;
        }
        let is_han = written.chars().any(|c| matches!(c, '\u{3400}'..='\u{9FFF}'));
        let place = if is_han { &mut self.han } else { &mut self.other };
        place.get_or_insert(written);
    }
}

/// Finds how a paper writes these words; where it writes one in several ways, the first one counts.
pub(super) fn spell(paper: &paperboy_store::Paper, words: &mut HashMap<Word, Spelling>) {
    each_text(paper, |field, text| {
        let kind = field.kind();
        if kind != WordKind::Subject {
            if let Some(spelling) = words.get_mut(&Word { kind, text: folded(text) }) {
                spelling.add(text);
            }
            return;
        }
        for term in describing_terms(text) {
            let Some(written) = text.get(term.at.clone()) else { continue };
            let word = Word { kind, text: term.text };
            if let Some(spelling) = words.get_mut(&word) {
                spelling.add(part_of(written, &word.text));
            }
        }
    });
}

/// The part of a compound that is a word; both have the same place in a text.
fn part_of<'t>(written: &'t str, word: &str) -> &'t str {
    let is_named = |text: &str| folded(&term_names(text).zh) == word;
    if is_named(written) {
        return written;
    }
    let parts = || written.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    let part = parts().find(|part| is_named(part));
    // A plural begins with its singular.
    part.or_else(|| parts().find(|part| folded(part).starts_with(word))).unwrap_or(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_compound_is_shown_alone() {
        for (written, word, part) in [
            ("Vision-Language", "language", "Language"),
            ("Diffusion-based", "扩散", "Diffusion"),
            ("Reinforcement Learning", "强化学习", "Reinforcement Learning"),
            ("RL", "强化学习", "RL"),
            ("violins", "violin", "violins"),
            ("猫咪", "猫咪", "猫咪"),
        ] {
            assert_eq!(part_of(written, word), part);
        }
    }
}
