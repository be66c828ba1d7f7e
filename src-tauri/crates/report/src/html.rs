//! Markdown to safe HTML: the one policy for all that comes from outside.

use crate::check_link;
use crate::markdown::{self, Taken};
use ammonia::Builder;
use comrak::Arena;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Every element that may be left. None of them loads, runs or sends anything.
const ELEMENTS: [&str; 23] = [
    "a",
    "blockquote",
    "br",
    "code",
    "del",
    "em",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "span",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
];

const CUT_NOTE: &str = "<p><em>……内容过长，此处未显示全部。(Too long: the rest is not shown here.)</em></p>\n";

/// The second wall: the tree that is formatted holds nothing else already, and what this lets through holds nothing else
/// even if that should fail.
static POLICY: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut policy = Builder::empty();
    policy
        .tags(ELEMENTS.into_iter().chain(["tr", "ul"]).collect())
        .tag_attributes(HashMap::from([("a", HashSet::from(["href"])), ("ol", HashSet::from(["start"]))]))
        .tag_attribute_values(HashMap::from([
            ("span", HashMap::from([("data-math-style", HashSet::from(["inline", "display"]))])),
            ("td", HashMap::from([("align", HashSet::from(["left", "center", "right"]))])),
            ("th", HashMap::from([("align", HashSet::from(["left", "center", "right"]))])),
        ]))
        .url_schemes(HashSet::from(["http", "https"]))
        .link_rel(Some("noopener noreferrer"))
        .attribute_filter(|_, attribute, value| match attribute {
            "href" => check_link(value).ok().map(|url| Cow::Owned(url.into())),
            "start" => value.bytes().all(|b| b.is_ascii_digit()).then_some(Cow::Borrowed(value)),
            _ => Some(Cow::Borrowed(value)),
        });
    policy
});

/// Renders Markdown as HTML that the window may show as it is: no script, handler, style, frame, form or remote
/// image is left. Formulas are `<span data-math-style="inline|display">LaTeX</span>`; links keep only addresses that
/// [`check_link`](crate::check_link) takes.
///
/// Raw HTML is shown as text. What nests too deep is shown as it is written, what is too long is cut with a note.
pub fn html(markdown: &str) -> String {
    let Taken { text, was_cut } = markdown::take(markdown);
    let arena = Arena::new();
    let mut out = String::new();
    let formatted = markdown::parse(&arena, text).is_some_and(|root| comrak::format_html(root, markdown::options(), &mut out).is_ok());
    if !formatted {
        out = format!("<pre>{}</pre>\n", escaped(text));
    }
    let mut html = POLICY.clean(&out).to_string();
    if was_cut {
        html.push_str(CUT_NOTE);
    }
    html
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
