//! CSS declarations as tokens: escapes and comments resolved, names in lower case, nesting and
//! number bounded.

use cssparser::{ParseError, Parser, Token};

/// Functions and brackets in one another.
const MAX_DEPTH: usize = 12;
/// Tokens of one value.
const MAX_TOKENS: usize = 400;
/// Declarations of one style attribute or rule.
pub(super) const MAX_DECLARATIONS: usize = 400;

/// A piece of a value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Piece {
    /// A word, in lower case but for the name of a custom property.
    Word(Box<str>),
    Number(f32),
    /// A share of one: `50%` is 0.5.
    Percent(f32),
    Length(f32, Box<str>),
    /// The digits after `#`.
    Hash(Box<str>),
    /// A function, or brackets without a name.
    Function(Box<str>, Vec<Piece>),
    Comma,
    Slash,
    Sign(char),
    /// A picture's address.
    Url,
    Text,
}

/// What a property is set to.
#[derive(Debug, Clone)]
pub(crate) struct Declaration {
    pub(super) name: Box<str>,
    /// `None` for a value that is too long or too deep.
    pub(super) value: Option<Vec<Piece>>,
    pub(super) important: bool,
}

/// The declarations of a style attribute.
pub(super) fn declarations(style: &str) -> Vec<Declaration> {
    let mut parser = Parser::new(style);
    let mut declarations = Vec::new();
    while declarations.len() < MAX_DECLARATIONS && !parser.is_exhausted() {
        let _ = parser.parse_until_after(
            cssparser::Delimiter::Semicolon,
            |part| -> Result<(), ParseError<()>> {
                let name = part.expect_ident()?.clone();
                part.expect_colon()?;
                declarations.extend(declaration(&name, part));
                Ok(())
            },
        );
    }
    declarations
}

/// A declaration whose value `input` holds; `None` for properties that hide nothing.
pub(super) fn declaration(name: &str, input: &mut Parser<'_>) -> Option<Declaration> {
    let custom = name.starts_with("--");
    let name: Box<str> = if custom { name.into() } else { name.to_ascii_lowercase().into() };
    if !custom && !super::own::matters(&name) {
        return None;
    }
    let mut budget = MAX_TOKENS;
    let mut value = pieces(input, 0, &mut budget);
    let mut important = false;
    if let Some(pieces) = &mut value
        && let [.., Piece::Sign('!'), Piece::Word(word)] = pieces.as_slice()
        && &**word == "important"
    {
        important = true;
        pieces.truncate(pieces.len() - 2);
    }
    Some(Declaration { name, value, important })
}

fn pieces(input: &mut Parser<'_>, depth: usize, budget: &mut usize) -> Option<Vec<Piece>> {
    let mut out = Vec::new();
    loop {
        let token = match input.next() {
            Ok(token) => token.clone(),
            Err(_) => return Some(out),
        };
        *budget = budget.checked_sub(1)?;
        let inner = |input: &mut Parser<'_>, budget: &mut usize| -> Option<Vec<Piece>> {
            if depth >= MAX_DEPTH {
                return None;
            }
            input
                .parse_nested_block(|inner| -> Result<_, ParseError<()>> {
                    Ok(pieces(inner, depth + 1, budget))
                })
                .ok()
                .flatten()
        };
        out.push(match token {
            Token::Ident(word) if word.starts_with("--") => Piece::Word((&*word).into()),
            Token::Ident(word) => Piece::Word(word.to_ascii_lowercase().into()),
            Token::Number { value, .. } => Piece::Number(value),
            Token::Percentage { unit_value, .. } => Piece::Percent(unit_value),
            Token::Dimension { value, unit, .. } => {
                Piece::Length(value, unit.to_ascii_lowercase().into())
            }
            Token::Hash(digits) | Token::IDHash(digits) => {
                Piece::Hash(digits.to_ascii_lowercase().into())
            }
            Token::Function(name) if name.eq_ignore_ascii_case("url") => {
                inner(input, budget)?;
                Piece::Url
            }
            Token::Function(name) => {
                Piece::Function(name.to_ascii_lowercase().into(), inner(input, budget)?)
            }
            Token::ParenthesisBlock | Token::SquareBracketBlock | Token::CurlyBracketBlock => {
                Piece::Function("".into(), inner(input, budget)?)
            }
            Token::Comma => Piece::Comma,
            Token::Delim('/') => Piece::Slash,
            Token::Delim(sign) => Piece::Sign(sign),
            Token::UnquotedUrl(_) => Piece::Url,
            Token::QuotedString(_) => Piece::Text,
            _ => continue,
        });
    }
}

/// The parts of a value between commas.
pub(super) fn at_commas(value: &[Piece]) -> impl Iterator<Item = &[Piece]> {
    value.split(|piece| *piece == Piece::Comma)
}

/// All that is left of the input as one value.
pub(super) fn all(input: &mut Parser<'_>) -> Option<Vec<Piece>> {
    let mut budget = MAX_TOKENS;
    pieces(input, 0, &mut budget)
}
