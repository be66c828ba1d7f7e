//! html5ever with limits: in input that is designed to exhaust a parser, nested elements are flattened
//! and the rest of the page is left out.

use super::sink::Sink;
use super::{Dom, NodeId};
use html5ever::buffer_queue::BufferQueue;
use html5ever::interface::TreeSink;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{LocalName, TokenizerResult, local_name};
use std::cell::Cell;

/// Elements deeper than this are read as if their tags were not there, as browsers do at 512.
/// arXiv's pages, formulas included, stay under 80. The limit also bounds the time: for many
/// tags html5ever looks through all open elements.
const MAX_DEPTH: u16 = 256;

/// No tag of a paper has more attributes, and html5ever compares each one with all before it.
const MAX_ATTRIBUTES: usize = 4096;

/// Bytes given to the parser at a time, so that the copy of the page stays small.
const CHUNK_BYTES: usize = 16 * 1024;

/// Parses a page. Never fails; parts that can't be read in bounded time and memory are left out,
/// which [`Dom::cut_short`] reports.
///
/// `hides` tests whether a style attribute makes its element invisible.
pub(crate) fn parse(html: &str, hides: fn(&str) -> bool) -> Dom {
    // arXiv's pages have at most one node for every twenty bytes: twice as many are allowed.
    let budget = html.len() / 10 + 10_000;
    // A typical page has a node for every 48 bytes.
    let expected = html.len() / 48;
    let guard = Guard {
        builder: TreeBuilder::new(
            Sink::new(budget, expected, hides),
            TreeBuilderOpts { scripting_enabled: false, ..Default::default() },
        ),
        flattened: Cell::new(0),
        complete: Cell::new(false),
    };
    let end = first_oversized_tag(html);
    let tokenizer = Tokenizer::new(guard, TokenizerOpts::default());
    let input = BufferQueue::default();
    let mut rest = &html[..end];
    let mut spent = false;
    while !rest.is_empty() && !spent {
        let (chunk, more) = rest.split_at(rest.floor_char_boundary(CHUNK_BYTES.min(rest.len())));
        rest = more;
        input.push_back(StrTendril::from(chunk));
        // After a script's end tag html5ever returns before the end of the input; no script runs here.
        while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
        spent = tokenizer.sink.builder.sink.is_spent();
    }
    tokenizer.end();
    let complete = tokenizer.sink.complete.get();
    let mut dom = tokenizer.sink.builder.sink.finish();
    dom.cut_short = spent || end < html.len();
    dom.complete = complete;
    dom
}

struct Guard {
    builder: TreeBuilder<NodeId, Sink>,
    /// How many start tags were left out and await their end tags.
    flattened: Cell<u32>,
    complete: Cell<bool>,
}

impl TokenSink for Guard {
    type Handle = NodeId;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<NodeId> {
        let sink = &self.builder.sink;
        if sink.is_spent() && !matches!(token, Token::EOFToken) {
            return TokenSinkResult::Continue;
        }
        if let Token::TagToken(tag) = &token {
            if tag.kind == TagKind::EndTag {
                if matches!(
                    tag.name,
                    local_name!("article") | local_name!("body") | local_name!("html")
                ) {
                    self.complete.set(true);
                } else if self.flattened.get() > 0 && !changes_the_tokenizer(&tag.name) {
                    self.flattened.set(self.flattened.get() - 1);
                    return TokenSinkResult::Continue;
                }
            } else if sink.depth() >= MAX_DEPTH && !changes_the_tokenizer(&tag.name) {
                if !tag.self_closing && !is_void(&tag.name) {
                    self.flattened.set(self.flattened.get().saturating_add(1));
                }
                return TokenSinkResult::Continue;
            }
        }
        self.builder.process_token(token, line)
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Elements without markup inside: their tags must always reach the tree builder, which switches
/// the tokenizer.
fn changes_the_tokenizer(name: &LocalName) -> bool {
    matches!(
        &**name,
        "script"
            | "style"
            | "title"
            | "textarea"
            | "xmp"
            | "iframe"
            | "noembed"
            | "noframes"
            | "plaintext"
            | "noscript"
    )
}

fn is_void(name: &LocalName) -> bool {
    matches!(
        &**name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Where the first tag begins that has more than [`MAX_ATTRIBUTES`] attributes; the whole length when
/// there is none.
///
/// This only counts words between `<x` and `>`, outside quotes: html5ever alone decides what
/// a tag is.
fn first_oversized_tag(html: &str) -> usize {
    let bytes = html.as_bytes();
    let mut from = 0;
    while let Some(start) = bytes[from..].iter().position(|&byte| byte == b'<').map(|at| from + at)
    {
        from = start + 1;
        if !bytes.get(from).is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let (mut words, mut quote, mut in_word) = (0, None, true);
        while let Some(&byte) = bytes.get(from) {
            match quote {
                Some(mark) => {
                    if byte == mark {
                        quote = None;
                    }
                }
                None => match byte {
                    b'>' => break,
                    b'"' | b'\'' => (quote, in_word) = (Some(byte), false),
                    b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' | b'/' => in_word = false,
                    _ if !in_word => {
                        in_word = true;
                        words += 1;
                        if words > MAX_ATTRIBUTES {
                            return start;
                        }
                    }
                    _ => {}
                },
            }
            from += 1;
        }
    }
    html.len()
}
