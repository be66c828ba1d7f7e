//! A page's styles: its sheets and the custom properties that elements set, and how an element
//! looks by them.

use super::matching::{MODE, Node, Steps};
use super::own::Own;
use super::sheet::Sheet;
use super::value::{Declaration, Piece, declarations};
use super::{Hiding, Look};
use crate::dom::{Dom, Element, NodeId};
use selectors::context::{
    MatchingContext, MatchingForInvalidation, MatchingMode, NeedsSelectorFlags, SelectorCaches,
};
use selectors::matching::matches_selector;
use std::cell::RefCell;

/// Steps that matching may take for each node of the page, beside a sum that small pages need.
const STEPS_PER_NODE: u64 = 200;
const STEPS: u64 = 2_000_000;
/// The most custom properties that are searched for a name.
const MAX_CUSTOM_PROPERTIES: usize = 200;

/// The rules of the page's sheets that can hide text.
pub(crate) struct Styles<'a> {
    dom: &'a Dom,
    sheet: Sheet,
    steps: Steps,
    caches: RefCell<SelectorCaches>,
    properties: RefCell<Vec<Property>>,
}

/// A custom property, and the one that was set before it further out.
struct Property {
    name: Box<str>,
    value: Vec<Piece>,
    outer: u32,
}

/// A declaration's place in the cascade: importance, origin and layer, specificity, order.
type CascadeOrder = (bool, u32, u32, usize);

impl<'a> Styles<'a> {
    pub(crate) fn of(dom: &'a Dom) -> Self {
        let sheet = Sheet::read(dom.sheets.iter().map(|sheet| (&*sheet.media, &*sheet.text)));
        Self {
            dom,
            sheet,
            steps: Steps::new(STEPS + STEPS_PER_NODE * dom.len() as u64),
            caches: RefCell::default(),
            properties: RefCell::default(),
        }
    }

    /// Whether there are too many rules: then it is not known which text is hidden.
    pub(crate) fn are_too_large(&self) -> bool {
        self.sheet.too_large || self.steps.are_used_up() || self.dom.sheets_cut
    }

    /// How text looks where the article begins: by what surrounds it.
    pub(crate) fn around(&self, top: NodeId) -> Look {
        let mut path: Vec<NodeId> =
            std::iter::successors(self.dom.parent(top), |&id| self.dom.parent(id)).collect();
        path.reverse();
        path.into_iter().fold(Look::default(), |look, id| match self.dom.element(id) {
            Some(element) => self.inside(look, id, element).unwrap_or(look),
            None => look,
        })
    }

    /// How text looks inside an element, or how the element hides it.
    pub(crate) fn inside(&self, look: Look, id: NodeId, element: &Element) -> Result<Look, Hiding> {
        if self.sheet.is_empty() && !element.has_looks() {
            return Ok(look);
        }
        let style = element.attribute("style");
        let (own, perhaps) =
            if self.sheet.is_empty() { (Vec::new(), false) } else { self.matching(id, element) };
        if own.is_empty() && !element.has_looks() {
            return Ok(look);
        }
        let inline = style.map(declarations).unwrap_or_default();
        let seen = self.with(look, element, &inline, own.iter().filter(|rule| !rule.2))?;
        if perhaps {
            // In some windows it may look otherwise: hidden in one is hidden.
            let other = self.with(look, element, &inline, own.iter())?;
            if let (None, Some(how)) = (seen.unseen(), other.unseen()) {
                return Err(how);
            }
        }
        Ok(seen)
    }

    /// Whether an element covers its siblings and is opaque.
    pub(crate) fn covers(&self, look: Look, id: NodeId, element: &Element) -> bool {
        if self.sheet.is_empty() && !element.has_looks() {
            return false;
        }
        let style = element.attribute("style");
        // Only positioned elements cover others; most styles name no place. An escape may write the
        // word in another way.
        let places = |style: &str| {
            style.contains('\\')
                || style.to_ascii_lowercase().contains("position")
                || style.contains("--")
        };
        if self.sheet.is_empty() && !style.is_some_and(places) {
            return false;
        }
        let (rules, _) =
            if self.sheet.is_empty() { (Vec::new(), false) } else { self.matching(id, element) };
        let inline = style.map(declarations).unwrap_or_default();
        let (own, _) = self.own(look, &inline, rules.iter());
        super::effects::covers(&look, &own)
    }

    fn with<'r>(
        &self,
        look: Look,
        element: &Element,
        inline: &'r [Declaration],
        rules: impl Iterator<Item = &'r (CascadeOrder, std::rc::Rc<[Declaration]>, bool)>,
    ) -> Result<Look, Hiding> {
        let (own, properties) = self.own(look, inline, rules);
        Look { properties, ..look }.with(element, &own)
    }

    /// The values that win for an element, and its custom properties.
    fn own<'r>(
        &self,
        look: Look,
        inline: &'r [Declaration],
        rules: impl Iterator<Item = &'r (CascadeOrder, std::rc::Rc<[Declaration]>, bool)>,
    ) -> (Own, u32) {
        let mut placed: Vec<(CascadeOrder, &Declaration)> = Vec::new();
        for ((_, layer, specificity, order), declarations, _) in rules {
            placed.extend(declarations.iter().map(|each| {
                // Of important declarations those of the weakest layer win.
                let layer = if each.important { self.sheet.layer_count - layer } else { *layer };
                ((each.important, layer, *specificity, *order), each)
            }));
        }
        placed.extend(inline.iter().map(|each| ((each.important, u32::MAX, 0, 0), each)));
        placed.sort_by_key(|(place, _)| *place);
        let mut vars = look.properties;
        for (_, declaration) in placed.iter().filter(|(_, each)| each.name.starts_with("--")) {
            if let Some(value) = &declaration.value {
                vars = self.set(vars, &declaration.name, value);
            }
        }
        let mut own = Own::default();
        for (_, declaration) in &placed {
            own.declare(declaration, &|name| self.get(vars, name));
        }
        (own, vars)
    }

    /// The rules that are for an element, each with its place; and whether one of them only perhaps
    /// is.
    #[expect(clippy::type_complexity, reason = "one private function's answer")]
    fn matching(
        &self,
        id: NodeId,
        element: &Element,
    ) -> (Vec<(CascadeOrder, std::rc::Rc<[Declaration]>, bool)>, bool) {
        let mut rules = Vec::new();
        let mut perhaps = false;
        let node = Node { dom: self.dom, id, steps: &self.steps };
        let mut caches = self.caches.borrow_mut();
        for n in
            self.sheet.candidates(element.attribute("id"), element.classes(), element.local_name())
        {
            if !self.steps.take() {
                break;
            }
            let rule = &self.sheet.rules[n as usize];
            let mut context = MatchingContext::new(
                MatchingMode::Normal,
                None,
                &mut caches,
                MODE,
                NeedsSelectorFlags::No,
                MatchingForInvalidation::No,
            );
            if matches_selector(&rule.selector, 0, None, &node, &mut context) {
                // Each declaration is looked at in its turn.
                rule.declarations.iter().for_each(|_| {
                    self.steps.take_steps(20);
                });
                perhaps |= rule.perhaps;
                rules.push((
                    (false, rule.layer, rule.selector.specificity(), n as usize),
                    rule.declarations.clone(),
                    rule.perhaps,
                ));
            }
        }
        (rules, perhaps)
    }

    fn set(&self, outer: u32, name: &str, value: &[Piece]) -> u32 {
        let mut properties = self.properties.borrow_mut();
        properties.push(Property { name: name.into(), value: value.to_vec(), outer });
        // Each takes some bytes of the page, which is far below u32::MAX.
        properties.len() as u32
    }

    fn get(&self, scope: u32, name: &str) -> Option<Vec<Piece>> {
        let properties = self.properties.borrow();
        let mut here = scope;
        for _ in 0..MAX_CUSTOM_PROPERTIES {
            if !self.steps.take() {
                return None;
            }
            let property = properties.get((here as usize).checked_sub(1)?)?;
            if &*property.name == name {
                return Some(property.value.clone());
            }
            here = property.outer;
        }
        None
    }
}
