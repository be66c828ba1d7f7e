//! Markdown to safe HTML and to plain text: the one policy for all that comes from outside.

/// Renders Markdown as HTML that the window may show as it is: no script, handler, style, frame, form or remote
/// image is left. Formulas are `<span data-math-style="inline|display">LaTeX</span>`; links keep only addresses that
/// [`check_link`](crate::check_link) takes.
pub fn html(_markdown: &str) -> String {
    todo!()
}

/// The text a reader sees, without Markdown's marks: for searching, cards and copying. Paragraphs and items end in a line break.
pub fn plain(_markdown: &str) -> String {
    todo!()
}

/// A domain section's free text as short labels: cut at ` - `, `/`, `、`, `，` and the like, at most six of at most 40 characters.
pub fn domain_chips(_domain: &str) -> Vec<String> {
    todo!()
}
