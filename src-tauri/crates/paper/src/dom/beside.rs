//! Data that is collected outside the tree: style sheets, and the visible text of formulas.

use super::sink::Sink;
use super::{Data, NONE, Node, SHOWN, StyleSheet, has_hidden_words};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, QualName, local_name};

/// The most bytes of a formula's visible text that are compared with its LaTeX.
const MAX_SHOWN_BYTES: usize = 64 * 1024;
/// Style sheets that are kept, in bytes.
pub(super) const MAX_SHEET_BYTES: usize = 3 * 1024 * 1024;

impl Sink {
    pub(super) fn add_to_sheet(&self, sheet: u32, text: &str) {
        if let Some(left) = self.sheets_left.get().checked_sub(text.len()) {
            self.sheets_left.set(left);
            if let Some(sheet) = self.sheets.borrow_mut().get_mut(sheet as usize) {
                sheet.text.push_str(text);
            }
        } else {
            self.sheets_cut.set(true);
        }
    }

    /// A new style sheet, by its place.
    pub(super) fn add_sheet(&self, media: &str, text: String) -> u32 {
        let mut sheets = self.sheets.borrow_mut();
        if sheets.len() >= 10_000 || text.len() > MAX_SHEET_BYTES {
            self.sheets_cut.set(true);
            return NONE;
        }
        sheets.push(StyleSheet { media: media.to_owned(), text });
        // Far below u32::MAX.
        sheets.len() as u32 - 1
    }

    pub(super) fn add_to_formula(&self, formula: u32, text: &str) {
        let mut shown = self.shown.borrow_mut();
        if self.formula.get() == formula && shown.len() + text.len() <= MAX_SHOWN_BYTES {
            shown.push_str(text);
        }
    }

    /// Begins a formula and ends the one before it: its inside has come, and what it shows is
    /// compared with its LaTeX.
    pub(super) fn begin_formula(&self, id: u32) {
        let (before, shown) = (self.formula.replace(id), self.shown.take());
        let mut nodes = self.nodes.borrow_mut();
        let Some(Node { data: Data::Element(element), .. }) = nodes.get_mut(before as usize) else {
            return;
        };
        if element.attribute("alttext").is_some_and(|alttext| has_hidden_words(alttext, &shown)) {
            let mut attributes = std::mem::take(&mut element.attributes).into_vec();
            attributes.push((SHOWN.into(), StrTendril::from(shown)));
            element.attributes = attributes.into_boxed_slice();
        }
    }

    /// Whether an element of a formula hides its content.
    pub(super) fn is_unseen(&self, name: &QualName, attributes: &[Attribute]) -> bool {
        matches!(
            name.local,
            local_name!("annotation") | local_name!("annotation-xml") | local_name!("mphantom")
        ) || attributes.iter().any(|attribute| match &*attribute.name.local {
            "style" => (self.hides)(&attribute.value),
            "mathcolor" => (self.hides)(&format!("color:{}", attribute.value)),
            "mathsize" => (self.hides)(&format!("font-size:{}", attribute.value)),
            "hidden" => true,
            "class" => attribute.value.split_ascii_whitespace().any(|class| class == "ltx_phantom"),
            _ => false,
        })
    }
}

/// The style sheet that an address holds: `data:text/css,…`.
pub(super) fn sheet_in_address(address: &str) -> Option<String> {
    let (kind, data) = address.trim().strip_prefix("data:")?.split_once(',')?;
    let mut bytes = Vec::with_capacity(data.len());
    let mut rest = data.as_bytes();
    while let Some((&byte, more)) = rest.split_first() {
        let escaped = (byte == b'%')
            .then(|| more.get(..2))
            .flatten()
            .and_then(|digits| std::str::from_utf8(digits).ok());
        match escaped.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(escaped) => {
                bytes.push(escaped);
                rest = &more[2..];
            }
            None => {
                bytes.push(byte);
                rest = more;
            }
        }
    }
    if kind.to_ascii_lowercase().ends_with(";base64") {
        bytes.retain(|byte| !byte.is_ascii_whitespace());
        bytes = STANDARD.decode(bytes).ok()?;
    }
    Some(String::from_utf8_lossy(&bytes).into_owned())
}
