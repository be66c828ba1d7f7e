//! Markdown as a tree, within bounds: all parsing of Markdown in this crate begins here.
//!
//! Nothing here may take long or recurse deeply, whatever the text is, and no clock is read: text
//! beyond a size is cut, and text that nests too deep or takes the parser too many steps for its
//! length is not parsed but shown as it is written.

mod address;
mod definition;
mod emphasis;
mod formula;
mod lines;
mod nesting;
mod placeholder;
mod prepared;
mod restore;
pub(crate) mod script;
mod stars;
mod tidy;

use comrak::nodes::Node;
use comrak::{Arena, Options, try_parse_document};
use std::cell::Cell;
use std::sync::LazyLock;

/// The most bytes of a text that are read. A paper's whole report has about 4,000.
const MAX_TEXT_BYTES: usize = 200_000;

/// What the parser builds at most from one text; a text within the size that has more marks than
/// this is no prose.
const MAX_NODES: usize = 100_000;

static OPTIONS: LazyLock<Options<'static>> = LazyLock::new(|| {
    let mut options = Options::default();
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.tasklist = true;
    options.extension.cjk_friendly_emphasis = true;
    // Formulas and bare addresses are found before and after: the parser's own rules lose text
    // beside Chinese. Models end a line on purpose, and a blank between two Chinese characters
    // would be visible.
    options.render.hardbreaks = true;
    options
});

/// Where the formula ends whose first sign is at `at`, in a text of one line.
pub fn formula_at(text: &str, at: usize) -> Option<usize> {
    formula::at(text, at, text.len()).map(|formula| formula.end)
}

/// The options that trees are parsed and formatted with.
pub fn options() -> &'static Options<'static> {
    &OPTIONS
}

/// Markdown that was taken in.
pub struct Taken<'a> {
    /// The text, cut to the size that is read.
    pub text: &'a str,
    /// Whether something was cut off.
    pub was_cut: bool,
}

/// Cuts a text to the size that is read, at the end of a line when one is near.
pub fn take(markdown: &str) -> Taken<'_> {
    if markdown.len() <= MAX_TEXT_BYTES {
        return Taken { text: markdown, was_cut: false };
    }
    let text = &markdown[..markdown.floor_char_boundary(MAX_TEXT_BYTES)];
    let line = text.rfind('\n').filter(|&end| end > MAX_TEXT_BYTES / 2);
    Taken { text: &text[..line.unwrap_or(text.len())], was_cut: true }
}

/// Parses a text and tidies its tree: no raw HTML, no image, no link but a checked one. `None` when
/// it can't be done within the bounds; the text is then to be shown as it is written.
pub fn parse<'a>(arena: &'a Arena<'a>, text: &str) -> Option<Node<'a>> {
    if nesting::is_too_deep_to_parse(text) {
        return None;
    }
    let prepared = prepared::prepared(text);
    // The parser asks every 256 steps, and honest prose takes less than one step a byte.
    let steps_left = Cell::new(64 + prepared.text.len() / 128);
    let too_many_steps = || {
        steps_left.set(steps_left.get().saturating_sub(1));
        steps_left.get() == 0
    };
    let root = try_parse_document(arena, &prepared.text, options(), &too_many_steps).ok()?;
    if nesting::is_too_deep_to_show(root, MAX_NODES) {
        return None;
    }
    tidy::tidy(arena, root, &prepared.pieces);
    Some(root)
}
