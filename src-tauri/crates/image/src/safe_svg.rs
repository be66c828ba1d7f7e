//! A drawing cut down to what is drawn: known elements, references within the file, and so few
//! parts that drawing it ends.

use crate::{Unreadable, raster};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use image::{DynamicImage, ImageFormat};
use resvg::usvg::roxmltree::{Attribute, Document, Error, Node, ParsingOptions};
use std::collections::HashMap;
use std::fmt::Write;
use std::io::Cursor;

/// The largest drawing in bytes.
const MAX_BYTES: usize = 8 << 20;
/// The most parts of a drawing, those that are used several times counted each time.
const MAX_PARTS: u64 = 150_000;
/// The longest text that an entity may stand for in bytes, and the most bytes that all references to
/// entities may become.
const MAX_ENTITY_BYTES: usize = 1 << 10;
const MAX_EXPANSION: usize = MAX_BYTES;
/// So many bytes of attributes weigh as much as a part, and so many of a label.
const ATTRIBUTE_BYTES: u64 = 64;
const LABEL_BYTES: u64 = 4;
/// The deepest nesting.
const MAX_DEPTH: usize = 64;
/// How deep layers may be nested: each takes the memory of a whole picture.
const MAX_LAYERS: usize = 6;
/// The most characters of labels.
const MAX_LABEL_CHARS: usize = 40_000;
/// The most bytes of style sheets.
const MAX_STYLE_BYTES: usize = 64 << 10;
/// The most pixels of all images in a drawing.
const MAX_IMAGE_PIXELS: u64 = 16_000_000;

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// What draws something, or groups it.
const DRAWN: [&str; 16] = [
    "svg", "g", "a", "switch", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon",
    "text", "tspan", "textPath", "use", "image",
];
/// What is drawn where something refers to it. No patterns: each is painted into a picture of the
/// size that it names.
const REFERRED_TO: [&str; 8] =
    ["defs", "symbol", "clipPath", "linearGradient", "radialGradient", "stop", "marker", "mask"];
/// What makes a layer of its own.
const LAYERS: [&str; 5] = ["opacity", "mask", "clip-path", "mix-blend-mode", "isolation"];

/// The drawing with nothing in it that runs, loads, or multiplies without bound.
pub(crate) fn safe(svg: &str) -> Result<String, Unreadable> {
    if svg.len() > MAX_BYTES {
        return Err(Unreadable::TooLarge);
    }
    check_entities(svg)?;
    let limit = u32::try_from(4 * MAX_PARTS).unwrap_or(u32::MAX);
    let options = ParsingOptions { allow_dtd: true, nodes_limit: limit, ..Default::default() };
    let document = Document::parse_with_options(svg, options).map_err(|error| match error {
        Error::NodesLimitReached => Unreadable::TooComplex,
        _ => Unreadable::Damaged,
    })?;
    let root = document.root_element();
    if root.tag_name().name() != "svg" {
        return Err(Unreadable::NotAnImage);
    }
    Weights::of(&document).check(root)?;
    let mut writer = Writer::default();
    writer.element(root, Place::default())?;
    Ok(writer.out)
}

/// Refuses entities that could grow: one that stands for others, or for much.
fn check_entities(svg: &str) -> Result<(), Unreadable> {
    let mut longest = 0;
    for declaration in svg.split("<!ENTITY").skip(1) {
        let Some(open) = declaration.find(['"', '\'']) else { continue };
        let quote = &declaration[open..=open];
        let value = &declaration[open + 1..];
        let value = &value[..value.find(quote).unwrap_or(value.len())];
        if value.contains('&') || value.len() > MAX_ENTITY_BYTES {
            return Err(Unreadable::TooComplex);
        }
        longest = longest.max(value.len());
    }
    // Most references are to characters; each is taken for the longest entity.
    let references = if longest > 0 { svg.matches('&').count() } else { 0 };
    if references.saturating_mul(longest) > MAX_EXPANSION {
        return Err(Unreadable::TooComplex);
    }
    Ok(())
}

/// How many parts each element has when everything that it uses is in its place.
struct Weights<'a, 'input> {
    by_id: HashMap<&'a str, Node<'a, 'input>>,
    /// `None` while it is being counted: an element that uses itself.
    known: HashMap<&'a str, Option<u64>>,
}

impl<'a, 'input> Weights<'a, 'input> {
    fn of(document: &'a Document<'input>) -> Self {
        let named = document.descendants().filter_map(|node| Some((node.attribute("id")?, node)));
        Self { by_id: named.collect(), known: HashMap::new() }
    }

    fn check(&mut self, root: Node<'a, 'input>) -> Result<(), Unreadable> {
        if self.weigh(root, 0)? > MAX_PARTS { Err(Unreadable::TooComplex) } else { Ok(()) }
    }

    fn weigh(&mut self, node: Node<'a, 'input>, depth: usize) -> Result<u64, Unreadable> {
        if depth > 4 * MAX_DEPTH {
            return Err(Unreadable::TooComplex);
        }
        let tag = node.tag_name().name();
        if !DRAWN.contains(&tag) && !REFERRED_TO.contains(&tag) {
            return Ok(0);
        }
        let mut weight = own_weight(node);
        for id in node.attributes().flat_map(|each| referenced_ids(each.value())) {
            weight = weight.saturating_add(self.used(id, depth)?);
        }
        if tag == "use"
            && let Some(used) = href(node).and_then(|href| href.strip_prefix('#'))
        {
            weight = weight.saturating_add(self.used(used, depth)?);
        }
        for child in node.children().filter(Node::is_element) {
            weight = weight.saturating_add(self.weigh(child, depth + 1)?);
        }
        Ok(weight)
    }

    fn used(&mut self, id: &'a str, depth: usize) -> Result<u64, Unreadable> {
        if let Some(known) = self.known.get(id) {
            return known.ok_or(Unreadable::TooComplex);
        }
        let Some(node) = self.by_id.get(id).copied() else { return Ok(0) };
        self.known.insert(id, None);
        let weight = self.weigh(node, depth + 1)?;
        self.known.insert(id, Some(weight));
        Ok(weight)
    }
}

/// What an element weighs without what is in it: it is read again wherever it is used.
fn own_weight(node: Node<'_, '_>) -> u64 {
    let attributes: usize = node.attributes().map(|each| each.value().len()).sum();
    let is_label = matches!(node.tag_name().name(), "text" | "tspan" | "textPath");
    let texts = node.children().filter(|child| is_label && child.is_text());
    let label: usize = texts.map(|child| child.text().unwrap_or_default().len()).sum();
    1 + attributes as u64 / ATTRIBUTE_BYTES + label as u64 / LABEL_BYTES
}

/// The ids in `url(#id)` of an attribute.
fn referenced_ids(value: &str) -> impl Iterator<Item = &str> {
    value.split("url(").skip(1).filter_map(|rest| {
        let id = rest.trim_start_matches(['"', '\'', ' ']).strip_prefix('#')?;
        Some(id.split([')', '"', '\'', ' ']).next().unwrap_or(id))
    })
}

fn href<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    let of = |namespace: Option<&str>| {
        let is_it =
            |each: &Attribute<'_, '_>| each.name() == "href" && each.namespace() == namespace;
        node.attributes().find(is_it).map(|each| each.value().trim())
    };
    of(None).or_else(|| of(Some(XLINK)))
}

/// Where an element is in the drawing.
#[derive(Clone, Copy, Default)]
struct Place {
    depth: usize,
    layers: usize,
    /// Within something that others refer to: it refers to nothing itself, so that no chain of
    /// references grows from step to step.
    referred_to: bool,
}

#[derive(Default)]
struct Writer {
    out: String,
    label_chars: usize,
    style_bytes: usize,
    image_pixels: u64,
}

impl Writer {
    fn element(&mut self, node: Node<'_, '_>, place: Place) -> Result<(), Unreadable> {
        if place.depth > MAX_DEPTH {
            return Err(Unreadable::TooComplex);
        }
        let tag = node.tag_name().name();
        let is_known = matches!(node.tag_name().namespace(), None | Some(SVG));
        if is_known && tag == "style" {
            self.style(node);
        }
        let is_definition = REFERRED_TO.contains(&tag);
        if !is_known || !is_definition && !DRAWN.contains(&tag) {
            return Ok(());
        }
        let mut inside = Place {
            depth: place.depth + 1,
            referred_to: place.referred_to || is_definition && tag != "defs",
            ..place
        };
        if tag == "image" {
            return self.image(node, inside);
        }
        self.out.push('<');
        self.out.push_str(tag);
        if place.depth == 0 {
            let _ = write!(self.out, " xmlns=\"{SVG}\"");
        }
        self.attributes(node, &mut inside);
        self.out.push('>');
        for child in node.children() {
            if child.is_element() {
                self.element(child, inside)?;
            } else if matches!(tag, "text" | "tspan" | "textPath") {
                self.label(child.text().unwrap_or_default());
            }
        }
        let _ = write!(self.out, "</{tag}>");
        Ok(())
    }

    fn attributes(&mut self, node: Node<'_, '_>, place: &mut Place) {
        let is_gradient = node.tag_name().name().ends_with("Gradient");
        let outer = place.layers;
        if let Some(href) = href(node)
            && href.starts_with('#')
            && (!place.referred_to || is_gradient)
        {
            self.attribute("href", href);
        }
        for attribute in node.attributes() {
            let (name, value) = (attribute.name(), attribute.value());
            match (attribute.namespace(), name) {
                (Some(XML), "space") => self.attribute("xml:space", value),
                // Editors keep their own in other namespaces: `inkscape:label`, `sodipodi:type`.
                (Some(_), _) => {}
                (None, "style") => {
                    let kept: Vec<&str> = value
                        .split(';')
                        .filter(|declaration| {
                            let (name, value) = declaration.split_once(':').unwrap_or_default();
                            takes(name.trim(), value, outer, place)
                        })
                        .collect();
                    self.attribute("style", &kept.join(";"));
                }
                (None, _) if is_plain(name) && takes(name, value, outer, place) => {
                    self.attribute(name, value)
                }
                _ => {}
            }
        }
    }

    /// A style sheet, unless it does what is counted on elements.
    fn style(&mut self, node: Node<'_, '_>) {
        let text: String = node.descendants().filter_map(|each| each.text()).collect();
        let lower = text.to_ascii_lowercase();
        let counted =
            ["opacity", "mask", "clip", "filter", "marker", "blend", "isolation", "url", "@"];
        self.style_bytes += text.len();
        // The opacity of a colour makes no layer.
        let plain = lower
            .replace("fill-opacity", "")
            .replace("stroke-opacity", "")
            .replace("stop-opacity", "");
        if self.style_bytes <= MAX_STYLE_BYTES && !counted.iter().any(|word| plain.contains(word)) {
            self.out.push_str("<style>");
            self.text(&text);
            self.out.push_str("</style>");
        }
    }

    /// An image within the file, decoded and encoded again; none from anywhere else.
    fn image(&mut self, node: Node<'_, '_>, mut place: Place) -> Result<(), Unreadable> {
        let Some(pixels) = href(node).and_then(|href| self.pixels_in(href)) else {
            return Ok(());
        };
        let mut png = Vec::new();
        if pixels.write_to(&mut Cursor::new(&mut png), ImageFormat::Png).is_err() {
            return Ok(());
        }
        self.out.push_str("<image");
        self.attributes(node, &mut place);
        let _ =
            write!(self.out, " href=\"data:image/png;base64,{}\"/>", BASE64_STANDARD.encode(png));
        Ok(())
    }

    fn pixels_in(&mut self, href: &str) -> Option<DynamicImage> {
        let (head, data) = href.strip_prefix("data:")?.split_once(',')?;
        if !head.trim_end().ends_with(";base64") {
            return None;
        }
        let data: Vec<u8> = data.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
        let bytes = BASE64_STANDARD.decode(data).ok()?;
        let pixels = raster::decoded(&bytes, MAX_IMAGE_PIXELS - self.image_pixels).ok()?;
        self.image_pixels += u64::from(pixels.width()) * u64::from(pixels.height());
        Some(pixels)
    }

    fn label(&mut self, text: &str) {
        self.label_chars += text.chars().count();
        if self.label_chars <= MAX_LABEL_CHARS {
            self.text(text);
        }
    }

    fn attribute(&mut self, name: &str, value: &str) {
        let _ = write!(self.out, " {name}=\"");
        self.text(value);
        self.out.push('"');
    }

    fn text(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' => self.out.push_str("&quot;"),
                // XML allows no other control character, and reading has kept none.
                c => self.out.push(c),
            }
        }
    }
}

fn is_plain(name: &str) -> bool {
    !name.starts_with("on") && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

/// Whether an attribute or a declaration of style is taken over. `outer`: the layers around its
/// element.
fn takes(name: &str, value: &str, outer: usize, place: &mut Place) -> bool {
    let value = value.to_ascii_lowercase();
    let refers = value.contains("url(");
    if LAYERS.contains(&name) {
        let makes_layer = !matches!(value.trim(), "1" | "none" | "auto" | "normal");
        if makes_layer && (outer >= MAX_LAYERS || place.referred_to) {
            return false;
        }
        place.layers = outer + usize::from(makes_layer);
        return true;
    }
    // Markers in the middle are drawn at every point of a path.
    let is_left_out =
        matches!(name, "filter" | "marker" | "marker-mid" | "cursor" | "src" | "base" | "href");
    !is_left_out && (!refers || !place.referred_to)
}
