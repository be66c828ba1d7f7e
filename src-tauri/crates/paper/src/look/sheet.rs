//! The page's own style sheets: the rules that can hide text, found by class, id and tag.

use super::matching::{Names, Selectors};
use super::number::{Measure, PAGE_TEXT, number};
use super::value::{self, Declaration, Piece};
use cssparser::{
    AtRuleParser, CowRcStr, DeclarationParser, ParseError, Parser, ParserState,
    QualifiedRuleParser, RuleBodyItemParser, RuleBodyParser,
};
use html5ever::LocalName;
use selectors::parser::{Component, ParseRelative, Selector, SelectorList, SelectorParseErrorKind};
use std::collections::HashMap;

/// Style sheets of one page, in bytes. Papers given as HTML carry some hundred kilobytes at most.
const MAX_SHEET_BYTES: usize = 2 * 1024 * 1024;
/// Rules that can hide text.
const MAX_RULES: usize = 20_000;
/// At-rules and rules in one another.
const MAX_DEPTH: u8 = 8;

pub(super) struct Rule {
    pub(super) selector: Selector<Names>,
    pub(super) declarations: std::rc::Rc<[Declaration]>,
    /// It holds in some windows, and which ones is not known.
    pub(super) perhaps: bool,
}

/// The rules of a page.
#[derive(Default)]
pub(super) struct Sheet {
    pub(super) rules: Vec<Rule>,
    by_class: HashMap<LocalName, Vec<u32>>,
    by_id: HashMap<LocalName, Vec<u32>>,
    by_tag: HashMap<LocalName, Vec<u32>>,
    others: Vec<u32>,
    /// There is more than can be looked through.
    pub(super) too_large: bool,
}

impl Sheet {
    /// Reads sheets, each with the windows it is for.
    pub(super) fn read<'a>(sheets: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let mut sheet = Self::default();
        let mut bytes = 0;
        for (media, text) in sheets {
            bytes += text.len();
            if bytes > MAX_SHEET_BYTES {
                sheet.too_large = true;
                break;
            }
            let mut input = Parser::new(media);
            let holds = if media.trim().is_empty() { Holds::Yes } else { media_query(&mut input) };
            if holds == Holds::No {
                continue;
            }
            let mut input = Parser::new(text);
            let mut body = Body {
                sheet: &mut sheet,
                parent: None,
                perhaps: holds == Holds::Perhaps,
                depth: 0,
                declarations: Vec::new(),
            };
            for _ in cssparser::StyleSheetParser::new(&mut input, &mut body) {}
        }
        sheet.sort();
        sheet
    }

    fn sort(&mut self) {
        for (n, rule) in self.rules.iter().enumerate() {
            let n = n as u32;
            let (mut class, mut id, mut tag) = (None, None, None);
            for component in rule.selector.iter() {
                match component {
                    Component::Class(name) => class = Some(name.0.clone()),
                    Component::ID(name) => id = Some(name.0.clone()),
                    Component::LocalName(name) => tag = Some(name.lower_name.0.clone()),
                    _ => {}
                }
            }
            match (id, class, tag) {
                (Some(id), ..) => self.by_id.entry(id).or_default().push(n),
                (None, Some(class), _) => self.by_class.entry(class).or_default().push(n),
                (None, None, Some(tag)) => self.by_tag.entry(tag).or_default().push(n),
                _ => self.others.push(n),
            }
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// The rules that may be for an element, by their numbers.
    pub(super) fn candidates<'a>(
        &'a self,
        id: Option<&str>,
        classes: impl Iterator<Item = &'a str>,
        tag: &LocalName,
    ) -> Vec<u32> {
        let mut rules = self.others.clone();
        let mut add = |some: Option<&Vec<u32>>| rules.extend(some.into_iter().flatten());
        add(id.and_then(|id| self.by_id.get(&LocalName::from(id))));
        if !self.by_class.is_empty() {
            classes.for_each(|class| add(self.by_class.get(&LocalName::from(class))));
        }
        add(self.by_tag.get(tag));
        rules
    }
}

/// Whether a condition holds in the window a person reads a paper in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    Yes,
    No,
    Perhaps,
}

impl Holds {
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::No, _) | (_, Self::No) => Self::No,
            (Self::Yes, Self::Yes) => Self::Yes,
            _ => Self::Perhaps,
        }
    }

    fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Yes, _) | (_, Self::Yes) => Self::Yes,
            (Self::No, Self::No) => Self::No,
            _ => Self::Perhaps,
        }
    }

    fn not(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            Self::Perhaps => Self::Perhaps,
        }
    }
}

fn media_query(input: &mut Parser<'_>) -> Holds {
    let Some(pieces) = value::all(input) else { return Holds::Perhaps };
    value::at_commas(&pieces).map(one_query).reduce(Holds::or).unwrap_or(Holds::Yes)
}

fn one_query(query: &[Piece]) -> Holds {
    let (mut holds, mut negated, mut either) = (Holds::Yes, false, None);
    for piece in query {
        let next = match piece {
            Piece::Word(word) => match &**word {
                "not" => {
                    negated = true;
                    continue;
                }
                "and" | "only" => continue,
                "or" => {
                    either = Some(either.map_or(holds, |before: Holds| before.or(holds)));
                    holds = Holds::Yes;
                    continue;
                }
                "screen" | "all" => Holds::Yes,
                // A browser knows no other medium today.
                _ => Holds::No,
            },
            Piece::Function(name, inside) if name.is_empty() => feature(inside),
            _ => Holds::Perhaps,
        };
        holds = holds.and(next);
    }
    let holds = either.map_or(holds, |before| before.or(holds));
    if negated { holds.not() } else { holds }
}

fn feature(inside: &[Piece]) -> Holds {
    let measure = Measure { em: PAGE_TEXT * 1.2, whole: 1.0 };
    let holds = |it: bool| if it { Holds::Yes } else { Holds::No };
    match inside {
        [Piece::Word(name), value] => {
            // `name: value`; the colon is no piece.
            let length = number(value, measure);
            match (&**name, length, value) {
                ("min-width" | "min-device-width", Some(least), _) => holds(least <= 1280.0),
                ("max-width" | "max-device-width", Some(bound), _) => holds(bound >= 1280.0),
                ("min-height" | "min-device-height", Some(least), _) => holds(least <= 800.0),
                ("max-height" | "max-device-height", Some(bound), _) => holds(bound >= 800.0),
                ("prefers-color-scheme", _, Piece::Word(word)) => holds(&**word == "light"),
                ("orientation", _, Piece::Word(word)) => holds(&**word == "landscape"),
                ("hover" | "any-hover", _, Piece::Word(word)) => holds(&**word == "hover"),
                ("pointer" | "any-pointer", _, Piece::Word(word)) => holds(&**word == "fine"),
                (
                    "prefers-reduced-motion"
                    | "prefers-contrast"
                    | "prefers-reduced-data"
                    | "prefers-reduced-transparency",
                    _,
                    Piece::Word(word),
                ) => holds(&**word == "no-preference"),
                ("forced-colors" | "inverted-colors", _, Piece::Word(word)) => {
                    holds(&**word == "none")
                }
                _ => Holds::Perhaps,
            }
        }
        [Piece::Function(name, inner)] if name.is_empty() => feature(inner),
        _ => Holds::Perhaps,
    }
}

/// A sheet, an at-rule or a rule, while its inside is read.
struct Body<'s> {
    sheet: &'s mut Sheet,
    parent: Option<SelectorList<Names>>,
    perhaps: bool,
    depth: u8,
    declarations: Vec<Declaration>,
}

type Failed = ParseError<SelectorParseErrorKind>;

impl Body<'_> {
    /// Reads the content of braces; with `parent` it may contain declarations too.
    fn inside(
        &mut self,
        input: &mut Parser<'_>,
        parent: Option<SelectorList<Names>>,
        perhaps: bool,
    ) {
        if self.depth >= MAX_DEPTH {
            self.sheet.too_large = true;
            return;
        }
        let mut body = Body {
            sheet: self.sheet,
            parent,
            perhaps,
            depth: self.depth + 1,
            declarations: Vec::new(),
        };
        for _ in RuleBodyParser::new(input, &mut body) {}
        let Body { parent, declarations, .. } = body;
        let (Some(parent), false) = (parent, declarations.is_empty()) else { return };
        let declarations: std::rc::Rc<[Declaration]> = declarations.into();
        for selector in parent.slice().iter().filter(|selector| !selector.has_pseudo_element()) {
            if self.sheet.rules.len() >= MAX_RULES {
                self.sheet.too_large = true;
                return;
            }
            self.sheet.rules.push(Rule {
                selector: selector.clone(),
                declarations: declarations.clone(),
                perhaps,
            });
        }
    }
}

impl<'i> QualifiedRuleParser<'i> for Body<'_> {
    type Prelude = SelectorList<Names>;
    type QualifiedRule = ();
    type Error = SelectorParseErrorKind;

    fn parse_prelude(&mut self, input: &mut Parser<'i>) -> Result<Self::Prelude, Failed> {
        let Some(parent) = &self.parent else {
            return SelectorList::parse(&Selectors, input, ParseRelative::No);
        };
        Ok(SelectorList::parse(&Selectors, input, ParseRelative::ForNesting)?
            .replace_parent_selector(parent))
    }

    fn parse_block(
        &mut self,
        selectors: Self::Prelude,
        _: &ParserState,
        input: &mut Parser<'i>,
    ) -> Result<(), Failed> {
        self.inside(input, Some(selectors), self.perhaps);
        Ok(())
    }
}

impl<'i> AtRuleParser<'i> for Body<'_> {
    type Prelude = Holds;
    type AtRule = ();
    type Error = SelectorParseErrorKind;

    fn parse_prelude(
        &mut self,
        name: CowRcStr<'i>,
        input: &mut Parser<'i>,
    ) -> Result<Holds, Failed> {
        let holds = match &*name.to_ascii_lowercase() {
            "media" => media_query(input),
            "layer" => Holds::Yes,
            "supports" | "container" | "scope" | "starting-style" | "document"
            | "-moz-document" => Holds::Perhaps,
            _ => Holds::No,
        };
        while input.next().is_ok() {}
        Ok(holds)
    }

    fn rule_without_block(&mut self, _: Holds, _: &ParserState) -> Result<(), ()> {
        Ok(())
    }

    fn parse_block(
        &mut self,
        holds: Holds,
        _: &ParserState,
        input: &mut Parser<'i>,
    ) -> Result<(), Failed> {
        if holds != Holds::No {
            let perhaps = self.perhaps || holds == Holds::Perhaps;
            self.inside(input, self.parent.clone(), perhaps);
        }
        Ok(())
    }
}

impl<'i> DeclarationParser<'i> for Body<'_> {
    type Declaration = ();
    type Error = SelectorParseErrorKind;

    fn parse_value(
        &mut self,
        name: CowRcStr<'i>,
        input: &mut Parser<'i>,
        _: &ParserState,
    ) -> Result<(), Failed> {
        if self.declarations.len() < value::MAX_DECLARATIONS {
            self.declarations.extend(value::declaration(&name, input));
        }
        while input.next().is_ok() {}
        Ok(())
    }
}

impl RuleBodyItemParser<'_, (), SelectorParseErrorKind> for Body<'_> {
    fn parse_declarations(&self) -> bool {
        self.parent.is_some()
    }

    fn parse_qualified(&self) -> bool {
        true
    }
}
