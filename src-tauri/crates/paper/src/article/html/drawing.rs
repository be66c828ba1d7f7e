//! A drawing of the page as a file of its own: SVG with shapes and labels, and nothing that runs or
//! loads anything.

use crate::dom::{Dom, NodeId};
use std::fmt::Write;

/// The longest drawing that is kept.
const MAX_BYTES: usize = 1 << 20;
/// Deeper drawings are not kept.
const MAX_DEPTH: usize = 64;
/// A longer label is a box of text: it is read as text and would not fit as a label.
const MAX_LABEL_CHARS: usize = 120;
/// The size of a label that names none, in CSS pixels.
const LABEL_SIZE: f64 = 13.3;

/// The elements that are taken over.
const ELEMENTS: [&str; 20] = [
    "svg",
    "g",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "text",
    "tspan",
    "defs",
    "use",
    "symbol",
    "clipPath",
    "linearGradient",
    "radialGradient",
    "stop",
    "marker",
    "mask",
];

/// The drawing at a node; `None` when it is a box of text, shows nothing, or is too large.
pub(super) fn svg(dom: &Dom, id: NodeId) -> Option<String> {
    let mut drawing = Drawing { dom, out: String::new(), shapes: 0 };
    drawing.element(id, 0)?;
    (drawing.shapes > 0).then_some(drawing.out)
}

struct Drawing<'a> {
    dom: &'a Dom,
    out: String,
    /// How many elements show something.
    shapes: usize,
}

impl Drawing<'_> {
    fn element(&mut self, id: NodeId, depth: usize) -> Option<()> {
        if depth > MAX_DEPTH || self.out.len() > MAX_BYTES {
            return None;
        }
        let tag = self.dom.element(id)?.tag();
        if tag == "foreignObject" {
            return self.label(id);
        }
        // A link is a group here.
        let tag = if tag == "a" { "g" } else { tag };
        if !ELEMENTS.contains(&tag) {
            return Some(());
        }
        let is_group = matches!(tag, "svg" | "g" | "defs" | "symbol" | "marker" | "clipPath");
        self.shapes += usize::from(!is_group);
        self.out.push('<');
        self.out.push_str(tag);
        if depth == 0 {
            self.out.push_str(r#" xmlns="http://www.w3.org/2000/svg""#);
        }
        let mut written = Vec::new();
        for (name, value) in self.dom.drawn(id) {
            let is_safe = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
                && !name.starts_with("on")
                && !name.starts_with("xmlns")
                && (name != "href" || value.trim_start().starts_with('#'));
            // `href` and `xlink:href` have one name here: XML takes no attribute twice.
            if is_safe && !written.contains(&name) {
                self.attribute(name, value);
                written.push(name);
            }
        }
        self.out.push('>');
        for child in self.dom.children(id) {
            match self.dom.text(child) {
                Some(text) if matches!(tag, "text" | "tspan") => self.text(text),
                Some(_) => {}
                None => self.element(child, depth + 1)?,
            }
        }
        let _ = write!(self.out, "</{tag}>");
        Some(())
    }

    /// HTML within the drawing is a label: its text on one line, at its place and as wide.
    fn label(&mut self, id: NodeId) -> Option<()> {
        let text = self.label_text(id);
        if text.chars().count() > MAX_LABEL_CHARS {
            return None;
        }
        if text.is_empty() {
            return Some(());
        }
        let value = |wanted: &str| {
            self.dom.drawn(id).find(|(name, _)| *name == wanted).map(|(_, value)| value.to_owned())
        };
        let number = |name: &str| value(name)?.trim().parse::<f64>().ok().filter(|n| n.is_finite());
        let (transform, width) = (value("transform"), number("width"));
        let (x, y) = (number("x").unwrap_or(0.0), number("y").unwrap_or(0.0));
        let baseline = y + number("height").filter(|height| *height > 1.0).unwrap_or(LABEL_SIZE);
        self.shapes += 1;
        self.out.push_str("<text");
        if let Some(transform) = transform {
            self.attribute("transform", &transform);
        }
        let _ =
            write!(self.out, r#" x="{x}" y="{baseline}" font-size="{LABEL_SIZE}" stroke="none""#);
        if let Some(width) = width.filter(|width| *width > 1.0 && text.chars().count() > 1) {
            let _ = write!(self.out, r#" textLength="{width}" lengthAdjust="spacingAndGlyphs""#);
        }
        self.out.push('>');
        self.text(&text);
        self.out.push_str("</text>");
        Some(())
    }

    fn label_text(&self, id: NodeId) -> String {
        let mut text = String::new();
        let mut nodes = self.dom.below(id);
        while let Some(node) = nodes.next() {
            if let Some(words) = self.dom.text(node) {
                text.push_str(words);
            } else if let Some(formula) =
                self.dom.element(node).and_then(|element| element.attribute("alttext"))
            {
                text.extend(formula.chars().filter(|c| !"\\{}$".contains(*c)));
                nodes.skip_inside(node);
            }
            if text.len() > 8 * MAX_LABEL_CHARS {
                break;
            }
        }
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn attribute(&mut self, name: &str, value: &str) {
        let _ = write!(self.out, " {name}=\"");
        self.text(value);
        self.out.push('"');
    }

    /// Adds text; what XML does not allow is left out.
    fn text(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' => self.out.push_str("&quot;"),
                '\t' | '\n' | '\r' => self.out.push(' '),
                '\u{fffe}' | '\u{ffff}' => {}
                c if c < ' ' => {}
                c => self.out.push(c),
            }
        }
    }
}
