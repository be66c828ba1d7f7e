//! Markdown to safe HTML: the one policy for all that comes from outside.

use crate::check_link;
use crate::markdown::{self, Taken};
use ammonia::Builder;
use comrak::Arena;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;
use unicode_normalization::char::is_combining_mark;

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

const CUT_NOTE: &str = "<p><em>……内容过长，此处未显示全部，完整内容见这篇解读的 Markdown。(Too long: the rest is not shown here. \
     The report as Markdown contains the whole text.)</em></p>\n";

/// So many combining marks on one character are shaped together. Engines take a time for a run of
/// them that grows with its square, seconds for some thousands; no script has ten.
const MAX_COMBINING_MARKS: usize = 32;

/// The second wall: the tree that is formatted holds nothing else already, and what this lets
/// through holds nothing else even if that should fail.
static POLICY: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut policy = Builder::empty();
    policy
        .tags(ELEMENTS.into_iter().chain(["tr", "ul"]).collect())
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href"])),
            ("ol", HashSet::from(["start"])),
        ]))
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

/// Renders Markdown as HTML that the window may show as it is: no script, handler, style, frame,
/// form or remote image is left. Formulas are `<span
/// data-math-style="inline|display">LaTeX</span>`; links keep only addresses that
/// [`check_link`](crate::check_link) takes.
///
/// Raw HTML is shown as text. Text that nests too deep is shown as it is written, and text that is
/// too long is cut with a note.
pub fn html(markdown: &str) -> String {
    let Taken { text, was_cut } = markdown::take(markdown);
    let arena = Arena::new();
    let mut out = String::new();
    let formatted = markdown::parse(&arena, text)
        .is_some_and(|root| comrak::format_html(root, markdown::options(), &mut out).is_ok());
    if !formatted {
        out = format!("<pre>{}</pre>\n", escaped(text));
    }
    let mut html = with_short_clusters(POLICY.clean(&out).to_string());
    if was_cut {
        html.push_str(CUT_NOTE);
    }
    html
}

/// Divides long runs of combining marks by `<wbr>`, which neither a copy nor a search meets.
/// Attributes are ASCII, so each mark is in a text.
fn with_short_clusters(html: String) -> String {
    let mut divided = String::new();
    let (mut copied, mut run) = (0, 0);
    for (at, c) in html.char_indices() {
        if c.is_ascii() || !is_combining_mark(c) {
            run = 0;
            continue;
        }
        if run == MAX_COMBINING_MARKS {
            divided.push_str(&html[copied..at]);
            divided.push_str("<wbr>");
            (copied, run) = (at, 0);
        }
        run += 1;
    }
    if copied == 0 {
        return html;
    }
    divided.push_str(&html[copied..]);
    divided
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_html(cases: &[(&str, &str)]) {
        for (markdown, expected) in cases {
            assert_eq!(html(markdown).trim_end(), *expected, "{markdown}");
        }
    }

    #[test]
    fn formulas_are_marked_and_prices_are_not() {
        assert_html(&[
            (
                r"损失$\mathcal{L}$的",
                r#"<p>损失<span data-math-style="inline">\mathcal{L}</span>的</p>"#,
            ),
            (
                r"$\beta \in [0, 2]$",
                r#"<p><span data-math-style="inline">\beta \in [0, 2]</span></p>"#,
            ),
            ("$$\na<b\n$$", r#"<p><span data-math-style="display">a&lt;b</span></p>"#),
            (
                r"\(a_b\) \[c\]",
                r#"<p><span data-math-style="inline">a_b</span> <span data-math-style="display">c</span></p>"#,
            ),
            ("$5 and $6, $7-$8, 从$5降到$3", "<p>$5 and $6, $7-$8, 从$5降到$3</p>"),
            ("`$x$` V\\*", "<p><code>$x$</code> V*</p>"),
        ]);
    }

    #[test]
    fn a_formula_too_long_or_too_deep_to_typeset_is_shown_as_code() {
        let deep = format!("${}x{}$", "{".repeat(60), "}".repeat(60));
        assert!(html(&deep).starts_with("<p><code>{{{"));
        assert!(html(&format!("${}$", "x".repeat(5_000))).starts_with("<p><code>xxx"));
    }

    #[test]
    fn endless_runs_of_combining_marks_are_divided_and_usual_ones_are_not() {
        let marks = |count: usize| "\u{301}".repeat(count);
        let usual = "e\u{301}o\u{302}\u{323} हिन्दी ภาษา שָׁלוֹם";
        assert_html(&[(usual, &format!("<p>{usual}</p>"))]);
        let text = format!("a{}b{}", marks(100), marks(32));
        let (whole, rest) = (marks(32), marks(4));
        let divided = format!("a{}{rest}b{whole}", format!("{whole}<wbr>").repeat(3));
        assert_html(&[
            (&text, &format!("<p>{divided}</p>")),
            (&format!("`{text}`"), &format!("<p><code>{divided}</code></p>")),
        ]);
        for c in ["\u{5b0}", "\u{e31}", "\u{f90}", "\u{20dd}", "\u{fe0f}", "\u{e0100}"] {
            let html = html(&format!("a{}", c.repeat(100_000)));
            assert!(html.matches("<wbr>").count() > 500, "{c:?}");
            assert!(
                html.split("<wbr>")
                    .all(|run| run.chars().filter(|&d| c.starts_with(d)).count() <= 32)
            );
            assert_eq!(html.replace("<wbr>", "").matches(c).count(), html.matches(c).count());
        }
    }

    #[test]
    fn bold_works_beside_chinese_punctuation() {
        assert_html(&[
            ("**目标条件视觉世界模型**与", "<p><strong>目标条件视觉世界模型</strong>与</p>"),
            (
                "的**“锚点”**Token与**（MSTH）**机制",
                "<p>的<strong>“锚点”</strong>Token与<strong>（MSTH）</strong>机制</p>",
            ),
            ("Token**“锚点”**Token", "<p>Token<strong>“锚点”</strong>Token</p>"),
            (
                "达**50%**GPU、**“a”**1.5倍",
                "<p>达<strong>50%</strong>GPU、<strong>“a”</strong>1.5倍</p>",
            ),
            ("`**“x”**y`", "<p><code>**“x”**y</code></p>"),
        ]);
    }

    #[test]
    fn a_text_with_a_placeholder_keeps_it() {
        assert_html(&[("\u{fdd0} **a** ”*", "<p>\u{fdd0} <strong>a</strong> ”*</p>")]);
    }

    #[test]
    fn links_are_kept_when_they_may_be_followed() {
        assert_html(&[
            (
                "[代码](https://github.com/a/b \"t\")",
                r#"<p><a href="https://github.com/a/b" rel="noopener noreferrer">代码</a></p>"#,
            ),
            (
                "见https://github.com/a/b。代码",
                r#"<p>见<a href="https://github.com/a/b" rel="noopener noreferrer">https://github.com/a/b</a>。代码</p>"#,
            ),
            ("[a](/etc/passwd) [b](#x) <mailto:a@example.org>", "<p>a b mailto:a@example.org</p>"),
        ]);
    }

    #[test]
    fn headings_begin_below_the_section_without_a_gap() {
        assert_html(&[(
            "### a\n# b\n### c\n#### d\n##### e",
            "<h4>a</h4>\n<h4>b</h4>\n<h5>c</h5>\n<h6>d</h6>\n<h6>e</h6>",
        )]);
    }

    #[test]
    fn images_become_their_text_and_html_is_shown() {
        assert_html(&[
            ("![图 *1*](https://example.org/x.png)后", "<p>图 <em>1</em>后</p>"),
            (
                "<image> 与 H<sub>2</sub>O、<sub>x",
                "<p>&lt;image&gt; 与 H<sub>2</sub>O、&lt;sub&gt;x</p>",
            ),
            ("<think>\na\n</think>", "<p>&lt;think&gt;<br>\na<br>\n&lt;/think&gt;</p>"),
            ("a<br/>b", "<p>a<br>b</p>"),
        ]);
    }

    #[test]
    fn tables_lists_and_code_keep_their_shape() {
        assert_html(&[
            ("3. a\n4. b", "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>"),
            ("- [ ] a", "<ul>\n<li>☐ a</li>\n</ul>"),
            ("```rust\nlet a;\n```", "<pre><code>let a;\n</code></pre>"),
            (
                "|a|\n|-:|\n|1|",
                "<table>\n<thead>\n<tr>\n<th align=\"right\">a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td align=\"right\">1</td>\n</tr>\n</tbody>\n</table>",
            ),
        ]);
    }

    #[test]
    fn the_policy_holds_by_itself() {
        let hostile = r#"<h1 id=x>a</h1><a href="http://127.0.0.1/">b</a><a href="https://example.org" onclick=x target=_self>c</a><ol start="x"><li>d</ol><span data-math-style=evil>e</span><script>f</script><img src=x><td align=evil>"#;
        assert_eq!(
            POLICY.clean(hostile).to_string(),
            r#"a<a rel="noopener noreferrer">b</a><a href="https://example.org/" rel="noopener noreferrer">c</a><ol><li>d</li></ol><span>e</span>"#
        );
    }
}
