//! Selectors, matched against the tree of the page within a bound of steps.

use crate::dom::{Dom, NodeId};
use cssparser::{CowRcStr, ParseError, Parser as Input, ToCss};
use html5ever::{LocalName, Namespace, ns};
use precomputed_hash::PrecomputedHash;
use selectors::attr::{AttrSelectorOperation, CaseSensitivity, NamespaceConstraint};
use selectors::bloom::BloomFilter;
use selectors::context::{MatchingContext, QuirksMode};
use selectors::matching::ElementSelectorFlags;
use selectors::parser::{self, SelectorParseErrorKind};
use selectors::{Element, OpaqueElement};
use std::cell::Cell;
use std::fmt;

/// What may be in a selector.
#[derive(Clone, Copy)]
pub(super) struct Selectors;

impl<'i> parser::Parser<'i> for Selectors {
    type Impl = Names;
    type Error = SelectorParseErrorKind;

    fn parse_is_and_where(&self) -> bool {
        true
    }

    fn parse_has(&self) -> bool {
        true
    }

    fn parse_parent_selector(&self) -> bool {
        true
    }

    fn parse_non_ts_pseudo_class(
        &self,
        name: CowRcStr<'i>,
    ) -> Result<State, ParseError<SelectorParseErrorKind>> {
        Ok(match &*name.to_ascii_lowercase() {
            "link" | "any-link" | "-webkit-any-link" | "-moz-any-link" => State::Link,
            "enabled" | "defined" | "read-only" | "optional" | "valid" => State::Always,
            _ => State::Never,
        })
    }

    fn parse_non_ts_functional_pseudo_class(
        &self,
        _: CowRcStr<'i>,
        arguments: &mut Input<'i>,
        _: bool,
    ) -> Result<State, ParseError<SelectorParseErrorKind>> {
        // `:lang(en)`, `:dir(ltr)`: taken to hold.
        while arguments.next().is_ok() {}
        Ok(State::Always)
    }

    fn parse_pseudo_element(
        &self,
        name: CowRcStr<'i>,
    ) -> Result<Pseudo, ParseError<SelectorParseErrorKind>> {
        Ok(Pseudo(name.to_string()))
    }
}

/// The names that selectors are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Names;

impl parser::SelectorImpl for Names {
    type AttrValue = Text;
    type Identifier = Name;
    type LocalName = Name;
    type NamespacePrefix = Name;
    type NamespaceUrl = Namespace;
    type BorrowedNamespaceUrl = Namespace;
    type BorrowedLocalName = Name;
    type NonTSPseudoClass = State;
    type PseudoElement = Pseudo;
    type ExtraMatchingData<'a> = ();
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Text(String);

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl ToCss for Text {
    fn to_css<W: fmt::Write>(&self, out: &mut W) -> fmt::Result {
        cssparser::serialize_string(&self.0, out)
    }
}

#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Name(pub(super) LocalName);

impl From<&str> for Name {
    fn from(name: &str) -> Self {
        Self(name.into())
    }
}

impl ToCss for Name {
    fn to_css<W: fmt::Write>(&self, out: &mut W) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl PrecomputedHash for Name {
    fn precomputed_hash(&self) -> u32 {
        self.0.precomputed_hash()
    }
}

/// Pseudo-classes of a state rather than of the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Link,
    Always,
    /// Pointed at, focused, checked: not what a person sees who only reads.
    Never,
}

impl parser::NonTSPseudoClass for State {
    fn is_active_or_hover(&self) -> bool {
        false
    }

    fn is_user_action_state(&self) -> bool {
        false
    }
}

impl ToCss for State {
    fn to_css<W: fmt::Write>(&self, _: &mut W) -> fmt::Result {
        Ok(())
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pseudo(String);

impl ToCss for Pseudo {
    fn to_css<W: fmt::Write>(&self, out: &mut W) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl parser::PseudoElement for Pseudo {}

/// How many steps through the tree selectors may still take.
#[derive(Debug)]
pub(super) struct Steps(Cell<u64>);

impl Steps {
    pub(super) fn new(max_steps: u64) -> Self {
        Self(Cell::new(max_steps))
    }

    /// Counts one; false when none is left.
    pub(super) fn take(&self) -> bool {
        self.take_steps(1)
    }

    pub(super) fn take_steps(&self, count: u64) -> bool {
        let left = self.0.get();
        self.0.set(left.saturating_sub(count));
        left > 0
    }

    pub(super) fn are_used_up(&self) -> bool {
        self.0.get() == 0
    }
}

impl fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.id)
    }
}

/// An element as selectors see it.
#[derive(Clone, Copy)]
pub(super) struct Node<'a> {
    pub(super) dom: &'a Dom,
    pub(super) id: NodeId,
    pub(super) steps: &'a Steps,
}

impl<'a> Node<'a> {
    fn element(&self) -> Option<&'a crate::dom::Element> {
        self.dom.element(self.id)
    }

    fn at(&self, id: Option<NodeId>) -> Option<Self> {
        // Counted, and not refused: a walk that ends early would give another place among the
        // siblings. What ends the matching is that no name matches any more.
        self.steps.take();
        Some(Self { id: id?, ..*self })
    }

    fn walk(&self, step: impl Fn(&'a Dom, NodeId) -> Option<NodeId>) -> Option<Self> {
        let mut here = self.id;
        loop {
            here = step(self.dom, here)?;
            let next = self.at(Some(here))?;
            if next.element().is_some() {
                return Some(next);
            }
        }
    }
}

impl Element for Node<'_> {
    type Impl = Names;

    fn opaque(&self) -> OpaqueElement {
        match self.element() {
            Some(element) => OpaqueElement::new(element),
            None => OpaqueElement::new(self.dom),
        }
    }

    fn parent_element(&self) -> Option<Self> {
        self.at(self.dom.parent(self.id)).filter(|parent| parent.element().is_some())
    }

    fn parent_node_is_shadow_root(&self) -> bool {
        false
    }

    fn containing_shadow_host(&self) -> Option<Self> {
        None
    }

    fn is_pseudo_element(&self) -> bool {
        false
    }

    fn is_part(&self, _: &Name) -> bool {
        false
    }

    fn imported_part(&self, _: &Name) -> Option<Name> {
        None
    }

    fn is_same_type(&self, other: &Self) -> bool {
        matches!((self.element(), other.element()), (Some(one), Some(other)) if one.tag() == other.tag())
    }

    fn prev_sibling_element(&self) -> Option<Self> {
        self.walk(Dom::previous)
    }

    fn next_sibling_element(&self) -> Option<Self> {
        self.walk(Dom::next)
    }

    fn first_element_child(&self) -> Option<Self> {
        let first = self.at(self.dom.children(self.id).next())?;
        if first.element().is_some() { Some(first) } else { first.next_sibling_element() }
    }

    fn is_html_element_in_html_document(&self) -> bool {
        self.element().is_some_and(|element| *element.namespace() == ns!(html))
    }

    fn has_local_name(&self, name: &Name) -> bool {
        self.steps.take() && self.element().is_some_and(|element| *element.local_name() == name.0)
    }

    fn has_namespace(&self, namespace: &Namespace) -> bool {
        self.element().is_some_and(|element| element.namespace() == namespace)
    }

    fn attr_matches(
        &self,
        _: &NamespaceConstraint<&Namespace>,
        name: &Name,
        operation: &AttrSelectorOperation<&Text>,
    ) -> bool {
        self.steps.take()
            && self
                .element()
                .and_then(|element| element.attribute(&name.0))
                .is_some_and(|value| operation.eval_str(value))
    }

    fn match_non_ts_pseudo_class(&self, state: &State, _: &mut MatchingContext<'_, Names>) -> bool {
        match state {
            State::Link => self.is_link(),
            State::Always => true,
            State::Never => false,
        }
    }

    fn match_pseudo_element(&self, _: &Pseudo, _: &mut MatchingContext<'_, Names>) -> bool {
        false
    }

    fn apply_selector_flags(&self, _: ElementSelectorFlags) {}

    fn is_link(&self) -> bool {
        self.element()
            .is_some_and(|element| element.tag() == "a" && element.attribute("href").is_some())
    }

    fn is_html_slot_element(&self) -> bool {
        false
    }

    fn has_id(&self, id: &Name, case: CaseSensitivity) -> bool {
        let own = self.element().and_then(|element| element.attribute("id"));
        self.steps.take() && own.is_some_and(|own| case.eq(id.0.as_bytes(), own.as_bytes()))
    }

    fn has_class(&self, name: &Name, case: CaseSensitivity) -> bool {
        self.steps.take()
            && self.element().is_some_and(|element| {
                element.classes().any(|class| case.eq(class.as_bytes(), name.0.as_bytes()))
            })
    }

    fn has_custom_state(&self, _: &Name) -> bool {
        false
    }

    fn is_empty(&self) -> bool {
        self.dom.children(self.id).next().is_none()
    }

    fn is_root(&self) -> bool {
        self.dom.parent(self.id).is_some_and(|parent| self.dom.element(parent).is_none())
    }

    fn add_element_unique_hashes(&self, _: &mut BloomFilter) -> bool {
        false
    }
}

/// A page's mode, by which class names are compared.
pub(super) const MODE: QuirksMode = QuirksMode::NoQuirks;
