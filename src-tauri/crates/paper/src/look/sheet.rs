//! The page's own style sheets: the rules that can hide text, found by class, id and tag.

use super::matching::{Names, Selectors};
use super::media::{Holds, media_query};
use super::value::{self, Declaration};
use cssparser::{
    AtRuleParser, CowRcStr, DeclarationParser, ParseError, Parser, ParserState,
    QualifiedRuleParser, RuleBodyItemParser, RuleBodyParser, Token,
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
    /// Its cascade layer, from the weakest on; rules in no layer have the highest number.
    pub(super) layer: u32,
    /// The place of its layer: the numbers of the layers around it and its own, each counted within
    /// the layer around it, and [`NO_LAYER`] at the end, since what is in no further layer wins.
    path: std::rc::Rc<[u32]>,
}

/// Stands for the place behind all layers of a sheet or of a layer.
const NO_LAYER: u32 = u32::MAX;
/// Layers in one another.
const MAX_LAYER_DEPTH: usize = 16;

/// The rules of a page.
#[derive(Default)]
pub(super) struct Sheet {
    pub(super) rules: Vec<Rule>,
    by_class: HashMap<LocalName, Vec<u32>>,
    by_id: HashMap<LocalName, Vec<u32>>,
    by_tag: HashMap<LocalName, Vec<u32>>,
    others: Vec<u32>,
    /// The number of a layer within the one around it, by that one's path and its name.
    layers: HashMap<(Vec<u32>, String), u32>,
    /// How many cascade layers there are, with the place of the rules in none.
    pub(super) layer_count: u32,
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
                layer: Vec::new(),
                declarations: Vec::new(),
            };
            for _ in cssparser::StyleSheetParser::new(&mut input, &mut body) {}
        }
        sheet.order_layers();
        sheet.sort();
        sheet
    }

    /// Numbers the layers: those that are named first are the weakest.
    fn order_layers(&mut self) {
        let mut paths: Vec<_> = self.rules.iter().map(|rule| rule.path.clone()).collect();
        paths.sort();
        paths.dedup();
        for rule in &mut self.rules {
            rule.layer = paths.partition_point(|path| *path < rule.path) as u32;
        }
        self.layer_count = paths.len() as u32;
    }

    /// The path of a layer by its name, such as `base.text`, inside another one; `None` where it is
    /// too deep.
    fn layer(&mut self, around: &[u32], name: &[String]) -> Option<Vec<u32>> {
        let mut path = around.to_vec();
        for part in name {
            if path.len() >= MAX_LAYER_DEPTH {
                self.too_large = true;
                return None;
            }
            let next = self.layers.len() as u32;
            let number = *self.layers.entry((path.clone(), part.clone())).or_insert(next);
            path.push(number);
        }
        Some(path)
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

/// A sheet, an at-rule or a rule, while its inside is read.
struct Body<'s> {
    sheet: &'s mut Sheet,
    parent: Option<SelectorList<Names>>,
    perhaps: bool,
    depth: u8,
    /// The path of the layer that this is in.
    layer: Vec<u32>,
    declarations: Vec<Declaration>,
}

/// What follows the name of an at-rule.
enum Prelude {
    /// A condition.
    If(Holds),
    /// Names of layers, each in its parts; none for a layer without a name.
    Layers(Vec<Vec<String>>),
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
            layer: self.layer.clone(),
            declarations: Vec::new(),
        };
        for _ in RuleBodyParser::new(input, &mut body) {}
        let Body { parent, declarations, .. } = body;
        let (Some(parent), false) = (parent, declarations.is_empty()) else { return };
        let declarations: std::rc::Rc<[Declaration]> = declarations.into();
        let path: std::rc::Rc<[u32]> = self.layer.iter().copied().chain([NO_LAYER]).collect();
        for selector in parent.slice().iter().filter(|selector| !selector.has_pseudo_element()) {
            if self.sheet.rules.len() >= MAX_RULES {
                self.sheet.too_large = true;
                return;
            }
            self.sheet.rules.push(Rule {
                selector: selector.clone(),
                declarations: declarations.clone(),
                perhaps,
                layer: 0,
                path: path.clone(),
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
    type Prelude = Prelude;
    type AtRule = ();
    type Error = SelectorParseErrorKind;

    fn parse_prelude(
        &mut self,
        name: CowRcStr<'i>,
        input: &mut Parser<'i>,
    ) -> Result<Prelude, Failed> {
        let prelude = match &*name.to_ascii_lowercase() {
            "media" => Prelude::If(media_query(input)),
            "layer" => Prelude::Layers(layer_names(input)),
            "supports" | "container" | "scope" | "starting-style" | "document"
            | "-moz-document" => Prelude::If(Holds::Perhaps),
            _ => Prelude::If(Holds::No),
        };
        while input.next().is_ok() {}
        Ok(prelude)
    }

    fn rule_without_block(&mut self, prelude: Prelude, _: &ParserState) -> Result<(), ()> {
        // `@layer a, b;` gives the layers their order.
        if let Prelude::Layers(names) = prelude {
            for name in names {
                self.sheet.layer(&self.layer, &name);
            }
        }
        Ok(())
    }

    fn parse_block(
        &mut self,
        prelude: Prelude,
        _: &ParserState,
        input: &mut Parser<'i>,
    ) -> Result<(), Failed> {
        match prelude {
            Prelude::If(Holds::No) => {}
            Prelude::If(holds) => {
                let perhaps = self.perhaps || holds == Holds::Perhaps;
                self.inside(input, self.parent.clone(), perhaps);
            }
            Prelude::Layers(mut names) => {
                // A layer without a name is one of its own; no name contains a blank.
                let unnamed = || vec![format!("layer {}", self.sheet.layers.len())];
                let name = names.pop().unwrap_or_else(unnamed);
                if let Some(layer) = self.sheet.layer(&self.layer, &name) {
                    let around = std::mem::replace(&mut self.layer, layer);
                    self.inside(input, self.parent.clone(), self.perhaps);
                    self.layer = around;
                }
            }
        }
        Ok(())
    }
}

/// The names after `@layer`.
fn layer_names(input: &mut Parser<'_>) -> Vec<Vec<String>> {
    let mut names = Vec::new();
    let mut name = Vec::new();
    while let Ok(token) = input.next() {
        match token {
            Token::Ident(part) => name.push(part.to_string()),
            Token::Comma => names.push(std::mem::take(&mut name)),
            _ => {}
        }
    }
    names.push(name);
    names.retain(|name| !name.is_empty());
    names
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
