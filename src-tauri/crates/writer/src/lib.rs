//! From an article to a report: the prompt for a model and the judgement of its answer, the
//! extractive writer, and the check of a report against its article by `paperboy_check`. Pure: no
//! file, no socket, no clock; the same input gives the same output.

mod check;
mod extract;
mod language;
mod model;
mod source;

pub use check::{Check, Claim, check, verify};
pub use extract::{Extract, extract};
pub use language::Language;
pub use model::{
    Doubts, Flaw, JudgedAnswer, Message, Prompt, Read, Role, Translation, fill, instructions,
    judge, judge_section, judge_translation, prompt, prompt_for_section,
};
pub use paperboy_check::{Cell, ClaimKind, Direction, How, Outcome, Passage, Place};
pub use paperboy_report::{Thinking, thinking_state};
pub use source::Source;
