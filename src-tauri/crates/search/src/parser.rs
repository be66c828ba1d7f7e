//! A query's text to its tree. Never fails: what can't be read is taken as words.

use crate::analyser::Sequence;
use crate::dates;
use crate::domains;
use crate::tree::{How, Node, Query, Text};
use crate::{Field, SetKey, synonyms};
use paperboy_paper::{Date, PaperId, ReadingSource};
use std::collections::VecDeque;

/// A query is read up to this many characters, …
const MAX_QUERY_CHARS: usize = 8_000;
/// … and parentheses within parentheses to this depth.
const MAX_DEPTH: usize = 32;
/// Words and phrases that are wanted are looked for as far as they cost no more than this together;
/// `understood` shows which they are.
const MAX_WANTED_COST: usize = 32;
/// Exclusions and filters are never left out: a query in which they cost more finds nothing.
const MAX_FIXED_COST: usize = 100;
/// The cost of a prefix or a single character, which matches thousands of words.
const OPEN_WORD_COST: usize = 4;
/// The number of pieces of a long word that cost as much as a word.
const PIECES_PER_COST: usize = 8;
/// The length after which a wanted word is cut; it is cut further until its cost is within the
/// limit.
const MAX_WORD_CHARS: usize = 256;

/// What precedes a colon.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Key {
    Text(Field),
    Tag,
    In,
    Id,
    Date,
    Source,
    Writer,
    Is,
    Has,
}

impl Key {
    fn named(name: &str) -> Option<Self> {
        Some(match name.to_lowercase().as_str() {
            "title" | "标题" | "標題" => Self::Text(Field::Title),
            "domain" | "领域" | "領域" => Self::Text(Field::Domain),
            "contribution" | "贡献" | "貢獻" => Self::Text(Field::Contribution),
            "usage" | "用法" => Self::Text(Field::Usage),
            "innovations" | "innovation" | "创新" | "創新" => Self::Text(Field::Innovations),
            "results" | "result" | "实验" | "實驗" => Self::Text(Field::Results),
            "abstract" | "摘要" => Self::Text(Field::Abstract),
            "author" | "作者" => Self::Text(Field::Author),
            "note" | "笔记" | "筆記" => Self::Text(Field::Note),
            "highlight" | "highlights" | "高亮" | "划线" | "劃線" => {
                Self::Text(Field::Highlight)
            }
            "tag" | "标签" | "標籤" => Self::Tag,
            "in" | "合集" => Self::In,
            "id" => Self::Id,
            "date" | "日期" => Self::Date,
            "source" | "来源" | "來源" => Self::Source,
            "writer" => Self::Writer,
            "is" => Self::Is,
            "has" => Self::Has,
            _ => return None,
        })
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Lexeme {
    Open,
    Close,
    Minus,
    /// A key with its value, and their spelling.
    Key(Key, String),
    Word(String),
    Phrase(String),
}

/// The id that is all of a query, copied with what surrounds it: `arXiv:2512.21218v1 [cs.CV]`,
/// `[2512.21218](https://…)`.
fn whole_id(query: &str) -> Option<PaperId> {
    let is_copied = query.trim().contains(|c: char| c.is_whitespace() || "()[]<>".contains(c));
    if is_copied { PaperId::parse(query) } else { None }
}

/// Reads a query. Never fails: what can't be read is taken as words.
pub fn parse(query: &str, today: Date) -> Query {
    let id = whole_id(query);
    let query = id.as_ref().map_or(query, PaperId::as_str);
    let mut parser = Parser {
        lexemes: lexemes(query),
        today,
        depth: 0,
        unopened: 0,
        exclusions: 0,
        wanted: 0,
        meant: 0,
    };
    let mut nodes = Vec::new();
    while !parser.lexemes.is_empty() {
        nodes.extend(parser.either(None));
        // A parenthesis that nothing opened.
        parser.take_if(|lexeme| *lexeme == Lexeme::Close);
    }
    let mut root = all(nodes).filter(|_| parser.meant <= MAX_FIXED_COST).unwrap_or(Node::Nothing);
    synonyms::note(&mut root);
    Query::new(root)
}

/// The full-width and curled forms of the signs the language uses.
fn plain(c: char) -> char {
    match c {
        '（' => '(',
        '）' => ')',
        '：' => ':',
        '“' | '”' | '„' | '＂' | '「' | '」' | '『' | '』' => '"',
        '－' => '-',
        '＊' => '*',
        c if c.is_control() => ' ',
        c => c,
    }
}

fn lexemes(query: &str) -> VecDeque<Lexeme> {
    let text: Vec<char> = query.chars().take(MAX_QUERY_CHARS).map(plain).collect();
    let mut lexemes = VecDeque::new();
    let mut at = 0;
    while let Some(&c) = text.get(at) {
        at += 1;
        match c {
            '(' => lexemes.push_back(Lexeme::Open),
            ')' => lexemes.push_back(Lexeme::Close),
            '"' => {
                let end = text[at..]
                    .iter()
                    .position(|&c| c == '"')
                    .map_or(text.len(), |length| at + length);
                lexemes.push_back(Lexeme::Phrase(text[at..end].iter().collect()));
                at = end + 1;
            }
            '-' if text.get(at).is_some_and(|next| !next.is_whitespace() && *next != ')') => {
                if lexemes.back() != Some(&Lexeme::Minus) {
                    lexemes.push_back(Lexeme::Minus);
                }
            }
            c if c.is_whitespace() => {}
            _ => {
                let start = at - 1;
                at = word(&text, start, &mut lexemes);
            }
        }
    }
    lexemes
}

/// Reads a word, or a key up to its colon, from `start`; returns the place after it.
fn word(text: &[char], start: usize, lexemes: &mut VecDeque<Lexeme>) -> usize {
    let ends = |c: char| c.is_whitespace() || "()\"".contains(c);
    let mut at = start;
    while let Some(&c) = text.get(at).filter(|&&c| !ends(c)) {
        if c == ':' {
            let name: String = text[start..at].iter().collect();
            let behind = text.get(at + 1).is_some_and(|&next| !next.is_whitespace() && next != ')');
            if let Some(key) = Key::named(&name).filter(|_| behind) {
                lexemes.push_back(Lexeme::Key(key, name));
                return at + 1;
            }
        }
        at += 1;
    }
    lexemes.push_back(Lexeme::Word(text[start..at].iter().collect()));
    at
}

struct Parser {
    lexemes: VecDeque<Lexeme>,
    today: Date,
    depth: usize,
    /// Parentheses beyond the depth that were passed over, and still have to be closed.
    unopened: usize,
    /// The number of enclosing signs that exclude the current part.
    exclusions: usize,
    /// The cost of the wanted words so far, and of everything else.
    wanted: usize,
    meant: usize,
}

impl Parser {
    fn take_if(&mut self, test: impl Fn(&Lexeme) -> bool) -> Option<Lexeme> {
        if self.lexemes.front().is_some_and(test) { self.lexemes.pop_front() } else { None }
    }

    fn next_is(&self, operator: &str) -> bool {
        matches!(self.lexemes.front(), Some(Lexeme::Word(word)) if word == operator)
    }

    /// Whether the operator at the front has an operand.
    fn has_operand(&self) -> bool {
        match self.lexemes.get(1) {
            None | Some(Lexeme::Close) => false,
            Some(Lexeme::Word(word)) => word != "OR" && word != "AND",
            Some(_) => true,
        }
    }

    /// Terms with OR between them.
    fn either(&mut self, key: Option<&(Key, String)>) -> Option<Node> {
        let mut nodes = Vec::new();
        let mut first = true;
        while first || (self.next_is("OR") && self.has_operand()) {
            if !first {
                self.lexemes.pop_front();
            }
            first = false;
            nodes.extend(self.both(key));
        }
        if nodes.len() > 1 { Some(Node::Or(nodes)) } else { nodes.pop() }
    }

    /// Terms side by side, with or without AND.
    fn both(&mut self, key: Option<&(Key, String)>) -> Option<Node> {
        let mut nodes = Vec::new();
        loop {
            match self.lexemes.front() {
                None => break,
                Some(Lexeme::Close) if self.unopened > 0 => {
                    self.unopened -= 1;
                    self.lexemes.pop_front();
                }
                Some(Lexeme::Close) => break,
                Some(Lexeme::Word(word))
                    if word == "OR" && !nodes.is_empty() && self.has_operand() =>
                {
                    break;
                }
                Some(Lexeme::Word(word))
                    if word == "AND" && !nodes.is_empty() && self.has_operand() =>
                {
                    self.lexemes.pop_front();
                }
                Some(_) => nodes.extend(self.one(key)),
            }
        }
        all(nodes)
    }

    /// One term with its signs and keys; of several keys the last one holds.
    fn one(&mut self, key: Option<&(Key, String)>) -> Option<Node> {
        let mut excluded = false;
        let mut inner = None;
        loop {
            if (self.next_is("NOT") && self.has_operand())
                || self.lexemes.front() == Some(&Lexeme::Minus)
            {
                self.lexemes.pop_front();
                excluded = !excluded;
            } else if let Some(Lexeme::Key(key, name)) =
                self.take_if(|lexeme| matches!(lexeme, Lexeme::Key(..)))
            {
                inner = Some((key, name));
            } else {
                break;
            }
        }
        self.exclusions += usize::from(excluded);
        let operand = self.operand(inner.as_ref().or(key));
        self.exclusions -= usize::from(excluded);
        match operand? {
            Node::Not(node) if excluded => Some(*node),
            node if excluded => Some(Node::Not(Box::new(node))),
            node => Some(node),
        }
    }

    fn operand(&mut self, key: Option<&(Key, String)>) -> Option<Node> {
        match self.lexemes.pop_front()? {
            Lexeme::Open if self.depth >= MAX_DEPTH => {
                self.unopened += 1;
                None
            }
            Lexeme::Open => {
                self.depth += 1;
                let outer = std::mem::take(&mut self.unopened);
                let node = self.either(key);
                self.unopened = outer;
                self.depth -= 1;
                self.take_if(|lexeme| *lexeme == Lexeme::Close);
                node
            }
            Lexeme::Phrase(text) => self.leaf(key, &text, true),
            Lexeme::Word(text) => self.leaf(key, &text, false),
            Lexeme::Close | Lexeme::Minus | Lexeme::Key(..) => None,
        }
    }

    fn leaf(&mut self, key: Option<&(Key, String)>, text: &str, quoted: bool) -> Option<Node> {
        let Some((key, name)) = key else { return self.words(None, text, quoted) };
        let filter = match key {
            Key::Text(Field::Domain) if !quoted && let Some(number) = domains::named(text) => {
                self.meant += OPEN_WORD_COST;
                return Text::new(Some(Field::Domain), How::Word, text)
                    .map(|text| Node::Domain { text, number });
            }
            Key::Text(field) => return self.words(Some(*field), text, quoted),
            _ if text.trim().is_empty() => None,
            Key::Tag => Some(Node::Set(SetKey::Tag(text.trim().to_owned()))),
            Key::In => Some(Node::Set(SetKey::Collection(text.trim().to_owned()))),
            Key::Id => id(text),
            Key::Date => dates::parse(text, self.today).map(|(from, to)| Node::Date { from, to }),
            Key::Source => ReadingSource::from_key(&text.to_lowercase())
                .map(|source| Node::Source(source.key().to_owned())),
            Key::Writer => Some(Node::Writer(text.trim().to_lowercase())),
            Key::Is => mark("is", text, &["starred", "unread", "read", "later"]),
            Key::Has => mark(
                "has",
                text,
                &[
                    "note",
                    "highlight",
                    "code",
                    "project",
                    "unverified",
                    "misattributed",
                    "computed",
                ],
            ),
        };
        if filter.is_some() {
            self.meant += 1;
            return filter;
        }
        // A key without a value, or with an invalid one, is a word.
        match Sequence::of(text, false) {
            Some(_) => self.words(None, &format!("{name}:{text}"), quoted),
            None => self.words(None, name, false),
        }
    }

    fn words(&mut self, field: Option<Field>, text: &str, quoted: bool) -> Option<Node> {
        let (how, text) = if quoted { (How::Phrase, text.trim()) } else { match_kind(text) };
        // An operator that had nothing to work on is a word, and stays one when it is read again.
        let text = if how == How::Word && matches!(text, "OR" | "AND" | "NOT") {
            text.to_lowercase()
        } else {
            text.to_owned()
        };
        if self.exclusions % 2 == 1 {
            let text = Text::new(field, how, &text)?;
            self.meant += text.cost();
            return Some(Node::Text(text));
        }
        let whole = text.chars().count();
        let mut length = whole.min(MAX_WORD_CHARS);
        while length > 0 {
            let cut: String = text.chars().take(length).collect();
            let cut = cut.trim_end();
            if length == whole || how == How::Phrase || is_word(cut, how) {
                let text = Text::new(field, how, cut)?;
                if self.wanted + text.cost() <= MAX_WANTED_COST {
                    self.wanted += text.cost();
                    return Some(Node::Text(text));
                }
            }
            length /= 2;
        }
        None
    }
}

/// The kind of match for a word: exact, or as a prefix. `A*` is a name, since hardly a paper has no
/// word that begins with an a.
fn match_kind(text: &str) -> (How, &str) {
    let beginning = text.trim_end_matches('*');
    match beginning.as_bytes() {
        _ if beginning.len() == text.len() => (How::Word, text),
        [letter] if letter.is_ascii_uppercase() => (How::Word, &text[..2]),
        _ => (How::Prefix, beginning),
    }
}

/// Whether a text that was cut out of a word or a beginning is read as one again, not as an
/// operator or a key.
fn is_word(text: &str, how: How) -> bool {
    let shown = if how == How::Prefix { format!("{text}*") } else { text.to_owned() };
    let again = match_kind(&shown);
    !text.ends_with('*')
        && again == (how, text)
        && !matches!(text, "OR" | "AND" | "NOT")
        && lexemes(&shown) == [Lexeme::Word(shown)]
}

impl Text {
    /// What looking for it costs, in plain words.
    fn cost(&self) -> usize {
        let one = |sequence: &Sequence| if sequence.open { OPEN_WORD_COST } else { 1 } + sequence.terms.len() / PIECES_PER_COST;
        let units = self
            .units
            .iter()
            .map(|unit| unit.spellings.iter().map(one).max().unwrap_or(1))
            .sum::<usize>();
        let run = self.exact.iter().map(one).max().unwrap_or(1);
        if self.how == How::Phrase { run } else { units.max(run) }
    }
}

fn id(text: &str) -> Option<Node> {
    // With a star it is a beginning, even of what would be a whole id without the star.
    if let Some(id) = PaperId::parse(text).filter(|_| !text.trim_end().ends_with('*')) {
        return Some(Node::Id { text: id.as_str().to_lowercase(), whole: true });
    }
    let beginning = text.trim().trim_end_matches('*').to_lowercase();
    let plain = beginning.starts_with(|c: char| c.is_ascii_alphanumeric())
        && beginning.chars().all(|c| c.is_ascii_alphanumeric() || "./-".contains(c));
    plain.then_some(Node::Id { text: beginning, whole: false })
}

fn mark(key: &str, text: &str, known: &[&str]) -> Option<Node> {
    let text = text.trim().to_lowercase();
    known.contains(&text.as_str()).then(|| Node::Set(SetKey::Mark(format!("{key}:{text}"))))
}

/// All of these together; `None` of none.
fn all(nodes: Vec<Node>) -> Option<Node> {
    let mut flat = Vec::with_capacity(nodes.len());
    for node in nodes {
        match node {
            Node::And(inner) => flat.extend(inner),
            node => flat.push(node),
        }
    }
    if flat.len() > 1 { Some(Node::And(flat)) } else { flat.pop() }
}

#[cfg(test)]
mod tests;
