//! Where html5ever's tree builder puts what it finds.

use super::beside;
use super::{Attributes, Data, Dom, Element, NONE, Node, NodeId, StyleSheet, known};
use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, QualName, expanded_name, local_name, ns};
use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};
use std::collections::HashMap;

/// A longer value of an unused attribute is not kept. Style sheets may refer to shorter ones.
const MAX_VALUE_BYTES: usize = 64;

/// The most bytes of a page's attributes that only drawings need and that are kept.
const MAX_DRAWING_BYTES: usize = 8 << 20;
/// The longest address of an image that is kept.
const MAX_ADDRESS_BYTES: usize = 2048;

/// Attributes that a parser of this crate asks for, or that the page's style sheets may.
fn keeps(attribute: &Attribute) -> bool {
    if &*attribute.name.local == super::SHOWN {
        return false;
    }
    matches!(
        attribute.name.local,
        local_name!("class")
            | local_name!("style")
            | local_name!("alttext")
            | local_name!("href")
            | local_name!("display")
            | local_name!("rowspan")
            | local_name!("colspan")
            | local_name!("id")
            | local_name!("name")
            | local_name!("content")
            | local_name!("rel")
            | local_name!("hidden")
            | local_name!("aria-hidden")
            | local_name!("encoding")
            | local_name!("start")
            | local_name!("fill")
            | local_name!("color")
            | local_name!("bgcolor")
            | local_name!("opacity")
    ) || matches!(
        &*attribute.name.local,
        "property"
            | "aria-label"
            | "data-props"
            | "data-target"
            | "datetime"
            | "visibility"
            | "open"
    ) || &*attribute.name.local == "transform"
        && (attribute.value.contains("scale") || attribute.value.contains("matrix"))
        || attribute.value.len() <= MAX_VALUE_BYTES && !is_common(&attribute.name.local)
}

/// Attributes of an image that is a file: where it is, and how large the page shows it.
fn is_of_image(name: &QualName, attribute: &Attribute) -> bool {
    match name.expanded() {
        expanded_name!(html "img") => matches!(
            attribute.name.local,
            local_name!("src") | local_name!("width") | local_name!("height")
        ),
        expanded_name!(html "object") => matches!(
            attribute.name.local,
            local_name!("data")
                | local_name!("type")
                | local_name!("width")
                | local_name!("height")
        ),
        _ => false,
    }
}

/// Whether attributes may change the look of an element's text.
fn looks(name: &QualName, attributes: &[(LocalName, StrTendril)]) -> bool {
    const CLASSES: [&str; 4] = ["ltx_rule", "sr-only", "visually-hidden", "screen-reader-text"];
    let hides = |(name, value): &(LocalName, StrTendril)| match *name {
        local_name!("id") | local_name!("href") => false,
        local_name!("class") => CLASSES.iter().any(|class| value.contains(class)),
        local_name!("style")
        | local_name!("hidden")
        | local_name!("display")
        | local_name!("color")
        | local_name!("fill") => true,
        local_name!("bgcolor") | local_name!("opacity") => true,
        ref name => matches!(&**name, "visibility" | "fill-opacity" | "font-size" | "transform"),
    };
    attributes.iter().any(hides)
        || name.ns == ns!(svg) && matches!(&*name.local, "text" | "tspan" | "textPath")
}

/// Attributes that nearly every element of some kind has, and that no sheet hides text by.
fn is_common(name: &str) -> bool {
    matches!(
        name,
        "d" | "src"
            | "alt"
            | "width"
            | "height"
            | "x"
            | "y"
            | "dx"
            | "dy"
            | "viewBox"
            | "points"
            | "intent"
            | "stroke"
            | "stroke-width"
            | "target"
            | "loading"
            | "title"
            | "transform"
    )
}

pub(super) struct Sink {
    pub(super) nodes: RefCell<Vec<Node>>,
    /// The depth of the last node that was added to the tree, or that was closed.
    depth: Cell<u16>,
    budget: usize,
    /// Whether a style attribute makes its element invisible.
    pub(super) hides: fn(&str) -> bool,
    /// The formula that came last, and what it shows.
    pub(super) formula: Cell<u32>,
    pub(super) shown: RefCell<String>,
    pub(super) sheets: RefCell<Vec<StyleSheet>>,
    pub(super) sheets_left: Cell<usize>,
    pub(super) sheets_cut: Cell<bool>,
    pub(super) drawn: RefCell<HashMap<u32, Attributes>>,
    pub(super) drawing_left: Cell<usize>,
}

/// Comments and processing instructions: they are in no tree.
const NOWHERE: NodeId = NodeId(1);

impl Sink {
    /// `budget` nodes are made at most; see [`Sink::is_spent`].
    pub(super) fn new(budget: usize, expected: usize, hides: fn(&str) -> bool) -> Self {
        let mut nodes = Vec::with_capacity(expected);
        nodes.push(node(Data::Root));
        nodes.push(Node { opaque: true, ..node(Data::Root) });
        Self {
            nodes: RefCell::new(nodes),
            depth: Cell::new(0),
            budget,
            hides,
            formula: Cell::new(NONE),
            shown: RefCell::default(),
            sheets: RefCell::default(),
            sheets_left: Cell::new(beside::MAX_SHEET_BYTES),
            sheets_cut: Cell::new(false),
            drawn: RefCell::default(),
            drawing_left: Cell::new(MAX_DRAWING_BYTES),
        }
    }

    pub(super) fn is_spent(&self) -> bool {
        self.nodes.borrow().len() > self.budget
    }

    pub(super) fn depth(&self) -> u16 {
        self.depth.get()
    }

    fn add(&self, new: Node) -> NodeId {
        let mut nodes = self.nodes.borrow_mut();
        // The budget keeps the number far below u32::MAX.
        let id = NodeId(nodes.len() as u32);
        nodes.push(new);
        id
    }
}

fn node(data: Data) -> Node {
    Node {
        parent: NONE,
        first: NONE,
        last: NONE,
        previous: NONE,
        next: NONE,
        depth: 0,
        owner: NONE,
        unseen: false,
        opaque: false,
        mathml_text: false,
        data,
    }
}

/// Puts `child` below `parent`: before `next`, or last.
fn link(nodes: &mut [Node], parent: NodeId, next: u32, child: NodeId) {
    let previous = match known(next) {
        Some(next) => std::mem::replace(&mut nodes[next.0 as usize].previous, child.0),
        None => std::mem::replace(&mut nodes[parent.0 as usize].last, child.0),
    };
    match known(previous) {
        Some(previous) => nodes[previous.0 as usize].next = child.0,
        None => nodes[parent.0 as usize].first = child.0,
    }
    let child = &mut nodes[child.0 as usize];
    (child.parent, child.previous, child.next) = (parent.0, previous, next);
}

fn unlink(nodes: &mut [Node], id: NodeId) {
    let (parent, previous, next) = {
        let node = &mut nodes[id.0 as usize];
        let old = (node.parent, node.previous, node.next);
        (node.parent, node.previous, node.next) = (NONE, NONE, NONE);
        old
    };
    let Some(parent) = known(parent) else { return };
    match known(previous) {
        Some(previous) => nodes[previous.0 as usize].next = next,
        None => nodes[parent.0 as usize].first = next,
    }
    match known(next) {
        Some(next) => nodes[next.0 as usize].previous = previous,
        None => nodes[parent.0 as usize].last = previous,
    }
}

impl Sink {
    /// Keeps the attributes of an element of a drawing: that of the next node.
    fn keep_drawn(&self, attributes: &[Attribute]) {
        let bytes: usize =
            attributes.iter().map(|each| each.name.local.len() + each.value.len()).sum();
        let left = self.drawing_left.get().saturating_sub(bytes);
        self.drawing_left.set(left);
        if left > 0 && !attributes.is_empty() {
            let attributes =
                attributes.iter().map(|each| (each.name.local.clone(), each.value.clone()));
            // The budget keeps the number far below u32::MAX.
            let node = self.nodes.borrow().len() as u32;
            self.drawn.borrow_mut().insert(node, attributes.collect());
        }
    }

    fn insert(&self, parent: NodeId, next: u32, new: NodeOrText<NodeId>) {
        let (opaque, depth, owner, unseen, is_sheet) = {
            let nodes = self.nodes.borrow();
            let parent = &nodes[parent.0 as usize];
            let is_sheet = matches!(&parent.data, Data::Element(element) if element.name.local == local_name!("style"));
            (parent.opaque, parent.depth, parent.owner, parent.unseen, is_sheet)
        };
        match new {
            NodeOrText::AppendNode(child) => {
                if child == NOWHERE {
                    return;
                }
                let own = self.nodes.borrow()[child.0 as usize].owner;
                if own == child.0 && !opaque {
                    self.begin_formula(child.0);
                }
                let mut nodes = self.nodes.borrow_mut();
                let below = &mut nodes[child.0 as usize];
                below.depth = depth.saturating_add(1);
                self.depth.set(below.depth);
                if opaque {
                    below.opaque = true;
                    below.unseen |= unseen;
                    if below.owner == NONE {
                        below.owner = owner;
                    }
                } else {
                    link(&mut nodes, parent, next, child);
                }
            }
            NodeOrText::AppendText(text) => {
                self.depth.set(depth);
                if opaque {
                    match (is_sheet, owner) {
                        (true, sheet) => self.add_to_sheet(sheet, &text),
                        (false, NONE) => {}
                        (false, formula) if !unseen => self.add_to_formula(formula, &text),
                        _ => {}
                    }
                    return;
                }
                let before = {
                    let nodes = self.nodes.borrow();
                    known(known(next).map_or(nodes[parent.0 as usize].last, |next| {
                        nodes[next.0 as usize].previous
                    }))
                };
                if let Some(before) = before
                    && let Data::Text(old) = &mut self.nodes.borrow_mut()[before.0 as usize].data
                {
                    old.push_tendril(&text);
                    return;
                }
                let id = self.add(node(Data::Text(text)));
                link(&mut self.nodes.borrow_mut(), parent, next, id);
            }
        }
    }
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Dom;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Dom {
        self.begin_formula(NONE);
        Dom {
            nodes: self.nodes.into_inner(),
            cut_short: false,
            complete: false,
            sheets: self.sheets.into_inner(),
            sheets_cut: self.sheets_cut.get(),
            // Drawings that were kept in part would be wrong.
            drawn: if self.drawing_left.get() > 0 {
                self.drawn.into_inner()
            } else {
                HashMap::new()
            },
        }
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        Dom::ROOT
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Ref<'a, QualName> {
        Ref::map(self.nodes.borrow(), |nodes| match &nodes[target.0 as usize].data {
            Data::Element(element) => &element.name,
            // html5ever asks for the names of elements only: it is handed no other node to ask
            // about.
            _ => unreachable!("html5ever asks only elements for their name"),
        })
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<Attribute>,
        flags: ElementFlags,
    ) -> NodeId {
        let mathml = name.ns == ns!(mathml);
        let is_math = mathml && name.local == local_name!("math");
        let known_formula = is_math
            && attributes.iter().any(|each| {
                each.name.local == local_name!("alttext") && !each.value.trim().is_empty()
            });
        let wanted = !mathml || is_math || name.local == local_name!("annotation");
        let unseen = mathml && self.is_unseen(&name, &attributes);
        let value = |wanted: &str| {
            attributes.iter().find(|each| &*each.name.local == wanted).map(|each| &*each.value)
        };
        let is_style = name.local == local_name!("style") && name.ns != ns!(mathml);
        let owner = if is_style {
            self.add_sheet(value("media").unwrap_or_default(), String::new())
        } else if name.local == local_name!("link")
            && value("rel").is_some_and(|rel| rel.to_ascii_lowercase().contains("stylesheet"))
        {
            if let Some(text) = value("href").and_then(beside::sheet_in_address) {
                self.add_sheet(value("media").unwrap_or_default(), text);
            }
            NONE
        } else if known_formula {
            // The node that is added below: its number is the next.
            self.nodes.borrow().len() as u32
        } else {
            NONE
        };
        if name.ns == ns!(svg) {
            self.keep_drawn(&attributes);
        }
        let keeps = |each: &Attribute| {
            keeps(each) || is_of_image(&name, each) && each.value.len() <= MAX_ADDRESS_BYTES
        };
        let attributes = if wanted {
            attributes.into_iter().filter(keeps).map(|each| (each.name.local, each.value)).collect()
        } else {
            Box::default()
        };
        let silent = is_style
            || matches!(
                name.expanded(),
                expanded_name!(html "script") | expanded_name!(svg "script")
            );
        self.add(Node {
            owner,
            unseen,
            opaque: known_formula || silent,
            mathml_text: flags.mathml_annotation_xml_integration_point,
            ..node(Data::Element(Element { looks: looks(&name, &attributes), name, attributes }))
        })
    }

    fn create_comment(&self, _: StrTendril) -> NodeId {
        NOWHERE
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> NodeId {
        NOWHERE
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        self.insert(*parent, NONE, child);
    }

    fn append_based_on_parent_node(
        &self,
        element: &NodeId,
        previous: &NodeId,
        child: NodeOrText<NodeId>,
    ) {
        if self.nodes.borrow()[element.0 as usize].parent == NONE {
            self.append(previous, child);
        } else {
            self.append_before_sibling(element, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    /// A template's contents are below it, so that they can be reported.
    fn get_template_contents(&self, template: &NodeId) -> NodeId {
        *template
    }

    fn same_node(&self, one: &NodeId, other: &NodeId) -> bool {
        one == other
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &NodeId, new: NodeOrText<NodeId>) {
        if let NodeOrText::AppendNode(id) = &new {
            unlink(&mut self.nodes.borrow_mut(), *id);
        }
        let parent = self.nodes.borrow()[sibling.0 as usize].parent;
        if let Some(parent) = known(parent) {
            self.insert(parent, sibling.0, new);
        }
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attributes: Vec<Attribute>) {
        let mut nodes = self.nodes.borrow_mut();
        if let Data::Element(element) = &mut nodes[target.0 as usize].data {
            let mut all = std::mem::take(&mut element.attributes).into_vec();
            for each in attributes.into_iter().filter(keeps) {
                if all.iter().all(|(name, _)| *name != each.name.local) {
                    all.push((each.name.local, each.value));
                }
            }
            element.attributes = all.into_boxed_slice();
            element.looks = looks(&element.name, &element.attributes);
        }
    }

    fn remove_from_parent(&self, target: &NodeId) {
        unlink(&mut self.nodes.borrow_mut(), *target);
    }

    fn reparent_children(&self, old: &NodeId, new: &NodeId) {
        let mut nodes = self.nodes.borrow_mut();
        while let Some(child) = known(nodes[old.0 as usize].first) {
            unlink(&mut nodes, child);
            link(&mut nodes, *new, NONE, child);
        }
    }

    fn is_mathml_annotation_xml_integration_point(&self, id: &NodeId) -> bool {
        self.nodes.borrow()[id.0 as usize].mathml_text
    }

    fn pop(&self, id: &NodeId) {
        self.depth.set(self.nodes.borrow()[id.0 as usize].depth.saturating_sub(1));
    }
}
