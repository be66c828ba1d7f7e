//! Every attack of the collection, rendered and walked with a browser's own tokenizer.

use crate::fixture;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tag, Token, TokenSink, TokenSinkResult, Tokenizer};
use paperboy_report::{check_link, html, read, sections};
use std::collections::HashSet;

/// The allowed elements, listed a second time: a change of the policy must be intended.
const ALLOWED: [&str; 25] = [
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
    "tr",
    "ul",
];

struct Walk;

impl TokenSink for Walk {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(tag) => check_tag(&tag),
            Token::CommentToken(comment) => panic!("a comment is left: {comment}"),
            Token::DoctypeToken(_) => panic!("a document type is left"),
            Token::ParseError(_)
            | Token::CharacterTokens(_)
            | Token::NullCharacterToken
            | Token::EOFToken => {}
            #[allow(unreachable_patterns)]
            other => panic!("not known: {other:?}"),
        }
        TokenSinkResult::Continue
    }
}

fn check_tag(tag: &Tag) {
    assert!(ALLOWED.contains(&&*tag.name), "<{}> is left", tag.name);
    for attribute in &tag.attrs {
        let value = &*attribute.value;
        let is_allowed = match (&*tag.name, &*attribute.name.local) {
            ("a", "href") => check_link(value).is_ok(),
            ("a", "rel") => value == "noopener noreferrer",
            ("span", "data-math-style") => matches!(value, "inline" | "display"),
            ("td" | "th", "align") => matches!(value, "left" | "center" | "right"),
            ("ol", "start") => value.bytes().all(|b| b.is_ascii_digit()),
            _ => false,
        };
        assert!(is_allowed, "<{} {}=\"{value}\"> is left", tag.name, attribute.name.local);
    }
}

/// Panics when the HTML contains anything that is not allowed.
pub fn check(html: &str) {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    let tokenizer = Tokenizer::new(Walk, Default::default());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
}

/// The attacks of the collection: number and name, and the Markdown below it.
fn attacks() -> Vec<(String, String)> {
    let mut attacks: Vec<(String, String)> = Vec::new();
    for paper in read(&fixture("xss.md")).papers {
        for text in sections(&paper.body).texts.into_iter().flatten() {
            for line in text.lines() {
                let is_name = line
                    .strip_prefix('K')
                    .and_then(|rest| rest.get(..3))
                    .is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()));
                match attacks.last_mut() {
                    _ if is_name => attacks.push((line.to_owned(), String::new())),
                    Some((_, markdown)) => markdown.extend([line, "\n"]),
                    None => panic!("{line} comes before the first attack"),
                }
            }
        }
    }
    attacks
}

#[test]
fn the_collection_is_a_report_of_many_kinds() {
    let report = read(&fixture("xss.md"));
    assert_eq!(report.problems, []);
    for paper in &report.papers {
        assert_eq!(sections(&paper.body).problems, [], "{}", paper.title);
    }
    let attacks = attacks();
    let names: HashSet<&str> = attacks.iter().map(|(name, _)| &name[5..]).collect();
    assert_eq!(names.len(), attacks.len());
    assert!(names.len() >= 150, "{} kinds", names.len());
    assert!(attacks.iter().all(|(_, markdown)| !markdown.trim().is_empty()));
}

#[test]
fn no_attack_leaves_anything_but_what_is_allowed() {
    for (_, markdown) in attacks() {
        check(&html(&markdown));
        // The same inside other marks.
        check(&html(&format!("> - {}", markdown.replace('\n', "\n>   "))));
        check(&html(&format!(
            "**{}** [{}](https://example.org)",
            markdown.trim(),
            markdown.trim()
        )));
    }
    for paper in read(&fixture("xss.md")).papers {
        for text in sections(&paper.body).texts.iter().flatten().chain([&paper.body, &paper.title])
        {
            check(&html(text));
        }
    }
}

#[test]
fn the_walk_finds_what_is_not_allowed() {
    for html in [
        "<script>",
        "<p onclick=x>",
        "<a href=javascript:x>",
        "<a href=http://127.0.0.1/>",
        "<img>",
        "<!--x-->",
        "<span data-math-style=x>",
        "<p id=x>",
    ] {
        assert!(std::panic::catch_unwind(|| check(html)).is_err(), "{html}");
    }
}

#[test]
fn an_attack_is_shown_as_the_text_it_is() {
    assert_eq!(html("<img src=x onerror=alert(1)>"), "<p>&lt;img src=x onerror=alert(1)&gt;</p>\n");
    assert_eq!(html("[x](javascript:alert(1))"), "<p>x</p>\n");
    assert_eq!(html("![alt](http://127.0.0.1/x.png)"), "<p>alt</p>\n");
}
