//! Highlights: what a range of a text says, and where the same is in another version of the text.
//! Pure.
//!
//! A place is counted in visible characters, which are those that are not white space: line breaks
//! and indentation differ between what is stored, what is shown and what comes with the next
//! version, and visible characters do not.
//!
//! [`Text::place`] follows one rule: a look-alike is worse than no place. Where it is in doubt, it
//! says that the place is not there.

mod align;
mod around;
mod exact;
mod home;
mod index;
mod judge;
mod layout;
mod reorder;
mod rest;
mod reworded;
mod split;
mod table_place;
mod text;
mod words;

pub use text::{Quote, Range, Section, Text};

#[cfg(test)]
mod tests;
