//! Collects the visible text, and records the hidden text.

use super::super::Hiding;
use super::blocks::{HtmlReader, MAX_HIDDEN_BYTES};
use super::leftovers::box_options;
use crate::dom::{Element, NodeId};
use crate::look::Look;

impl HtmlReader<'_> {
    /// How text looks inside an element, or how it is hidden for good.
    pub(super) fn look(&self, look: Look, id: NodeId, element: &Element) -> Result<Look, Hiding> {
        self.styles.inside(look, id, element)
    }

    /// Words, where a person sees them.
    pub(super) fn words(&mut self, text: &str, look: Look) {
        if self.is_seen(look, text) {
            let after_error = self.after_error && !text.trim().is_empty();
            let text =
                if after_error { box_options(text).map_or(text, |end| &text[end..]) } else { text };
            self.after_error &= !after_error;
            match self.in_capitals {
                true => self.line.words(&text.to_uppercase()),
                false => self.line.words(text),
            }
        }
    }

    /// Whether this text is visible; hidden text is recorded.
    pub(super) fn is_seen(&mut self, look: Look, text: &str) -> bool {
        let Some(how) = look.unseen() else {
            self.end_unseen();
            return true;
        };
        if self.unseen.as_ref().is_some_and(|(before, _)| *before != how) {
            self.end_unseen();
        }
        let (_, all) = self.unseen.get_or_insert((how, String::new()));
        if all.len() < MAX_HIDDEN_BYTES {
            let left = MAX_HIDDEN_BYTES - all.len();
            all.push_str(&text[..text.floor_char_boundary(left)]);
        }
        false
    }

    /// Reports the hidden text that came last.
    pub(super) fn end_unseen(&mut self) {
        if let Some((how, text)) = self.unseen.take() {
            self.article.hidden.report(how, &text);
        }
    }

    /// What a page holds for programs only is reported when it holds words.
    pub(super) fn dropped(&mut self, id: NodeId, element: &Element) {
        self.after_error |= element.has_class("ltx_ERROR");
        const FOR_PROGRAMS: [&str; 14] = [
            "noscript", "template", "noembed", "noframes", "iframe", "object", "embed", "video",
            "audio", "canvas", "meter", "progress", "applet", "textarea",
        ];
        if FOR_PROGRAMS.contains(&element.tag()) {
            let text = self.dom.all_text(id, MAX_HIDDEN_BYTES);
            if text.split_whitespace().count() > 3 {
                self.article.hidden.report(Hiding::Display, &text);
            }
        }
    }

    /// All text below an element that a person sees, as it is in the page, at most about
    /// `limit` bytes of it.
    pub(super) fn seen_text(&mut self, id: NodeId, look: Look, limit: usize) -> String {
        let mut out = String::new();
        self.add_seen(id, look, limit, &mut out);
        out
    }

    fn add_seen(&mut self, id: NodeId, look: Look, limit: usize, out: &mut String) {
        let dom = self.dom;
        for child in dom.children(id) {
            if out.len() >= limit {
                return;
            }
            if let Some(text) = dom.text(child) {
                if self.is_seen(look, text) {
                    out.push_str(text);
                }
            } else if let Some(element) = dom.element(child) {
                match self.look(look, child, element) {
                    _ if matches!(element.tag(), "script" | "style" | "template") => {}
                    Ok(look) => self.add_seen(child, look, limit, out),
                    Err(how) => self.report(how, child),
                }
            }
        }
    }

    /// Notes a text or an element that is not visible.
    pub(super) fn report_all(&mut self, how: Hiding, id: NodeId) {
        match self.dom.text(id) {
            Some(text) => self.article.hidden.report(how, text),
            None => self.report(how, id),
        }
    }

    /// Notes text that is not visible.
    pub(super) fn report(&mut self, how: Hiding, id: NodeId) {
        self.end_unseen();
        let text = self.dom.all_text(id, MAX_HIDDEN_BYTES);
        self.article.hidden.report(how, &text);
    }
}
