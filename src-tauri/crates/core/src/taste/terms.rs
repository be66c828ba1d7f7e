//! The words of a paper, by the search's analyser.

use crate::indexing::{cut, texts};
use paperboy_rank::taste::{Field, Term, Word, WordKind};
use paperboy_search::{Field as Searched, describing_terms, folded};
use paperboy_store::ListedPaper;

/// The words of a paper.
pub(super) struct PaperTerms {
    pub terms: Vec<Term>,
    /// How names and acronyms are written.
    pub written: Vec<(Word, String)>,
}

impl PaperTerms {
    pub fn of(paper: &paperboy_store::Paper) -> Self {
        let mut read = Self { terms: Vec::new(), written: Vec::new() };
        for text in texts(paper, &cut(paper)) {
            let field = match text.field {
                Searched::Title => Field::Title,
                Searched::Domain => Field::Domain,
                Searched::Contribution => Field::Contribution,
                Searched::Innovations => Field::Innovations,
                Searched::Abstract => Field::Abstract,
                Searched::Author => {
                    read.name(Field::Authors, &text.stored);
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
            read.text(field, &text.plain());
        }
        for keyword in &paper.keywords {
            read.text(Field::Keywords, keyword);
        }
        if let Some(organisation) = &paper.organization {
            read.name(Field::Organisation, organisation);
        }
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
        let name = name.trim();
        let text = folded(name);
        let word = Word { kind: field.kind(), text: text.clone() };
        self.written.push((word, name.to_owned()));
        self.terms.push(Term { field, text, is_word: true });
    }
}
