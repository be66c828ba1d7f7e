//! Writing by a language model: the prompt, and the judgement whether the answer is a report.

mod correct;
mod fill;
mod fit;
mod judge;
mod prompt;
mod strip;
mod translate;

pub use correct::Doubts;
pub use fill::fill;
pub use fit::Read;
pub use judge::{Flaw, JudgedAnswer, judge, judge_section};
pub use prompt::{Message, Prompt, Role, instructions, prompt, prompt_for_section};
pub use translate::{Translation, judge_translation};

use paperboy_report::Section;

/// Whether a section's text has any words: a dash or dots do not count.
fn has_words(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

/// The sections of a report that have words.
fn sections_in(report: &str) -> Vec<Section> {
    let cut = paperboy_report::sections(report);
    Section::ALL.into_iter().filter(|section| cut.get(*section).is_some_and(has_words)).collect()
}
