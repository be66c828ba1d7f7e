//! Programs and algorithms.

use super::super::{Block, Code, Hiding};
use super::blocks::HtmlReader;
use super::math::formula;
use super::role::{Role, role};
use crate::dom::{Element, NodeId, has_hidden_words};
use crate::look::Look;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

impl HtmlReader<'_> {
    pub(super) fn listing(&mut self, id: NodeId, element: &Element, look: Look) {
        let mut text = String::new();
        let mut has_formulas = self.lines(id, look, &mut text);
        // The source of the program is better, as long as it equals the shown text.
        match self.original(id) {
            Some(original) if has_hidden_words(&original.replace('\\', " "), &text) => {
                self.article.hidden.report(Hiding::Display, &original)
            }
            Some(original) => (text, has_formulas) = (original, false),
            None => {}
        }
        let text = text.replace("\r\n", "\n").replace('\u{a0}', " ");
        let text =
            text.trim_matches('\n').lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
        let language = element
            .classes()
            .find_map(|class| class.strip_prefix("ltx_lst_language_"))
            .map(|language| {
                language
                    .chars()
                    .filter(|c| c.is_ascii_alphanumeric() || "+#-_".contains(*c))
                    .take(30)
                    .collect::<String>()
            })
            .map(|language| language.to_ascii_lowercase());
        if !text.trim().is_empty() {
            self.emit(Block::Code(Code { caption: None, language, text, has_formulas }));
        }
    }

    /// The program as its authors typed it, which LaTeXML offers for download.
    fn original(&self, id: NodeId) -> Option<String> {
        let data = self.dom.children(id).find(|&child| {
            self.dom.element(child).is_some_and(|element| element.has_class("ltx_listing_data"))
        })?;
        let link = self.dom.find(data, |element| element.tag() == "a")?;
        let encoded =
            self.dom.element(link)?.attribute("href")?.strip_prefix("data:text/plain;base64,")?;
        let bytes = STANDARD.decode(encoded.trim()).ok()?;
        Some(String::from_utf8_lossy(&bytes).into_owned()).filter(|text| !text.trim().is_empty())
    }

    /// The lines as they are shown, without their numbers, and whether there are formulas among
    /// them.
    fn lines(&mut self, id: NodeId, look: Look, out: &mut String) -> bool {
        let dom = self.dom;
        let mut has_formulas = false;
        for child in dom.children(id) {
            if let Some(text) = dom.text(child) {
                // Line feeds are the page's; those of the program are elements.
                if !self.is_seen(look, text) {
                } else if !text.trim_matches(['\n', ' ']).is_empty() || !text.contains('\n') {
                    out.push_str(&text.replace('\n', " "));
                }
                continue;
            }
            let Some(element) = dom.element(child) else { continue };
            let role = role(element);
            match (role, self.look(look, child, element)) {
                (Role::Drop | Role::Tag | Role::Phantom, _) => {}
                (_, Err(how)) => self.report(how, child),
                (Role::Math, Ok(look)) => {
                    let tex = self.tex(child, element);
                    if self.is_seen(look, &tex) {
                        has_formulas = true;
                        out.push_str(&format!("${}$", formula(&tex).tex));
                    }
                }
                (Role::RenderedMath, Ok(look)) => {
                    let label = element.attribute("aria-label").unwrap_or_default();
                    let shown = dom.all_text(child, usize::MAX);
                    if has_hidden_words(label, &shown) {
                        self.article.hidden.report(Hiding::Display, label);
                    } else if self.is_seen(look.on_a_line(), label) {
                        has_formulas = true;
                        out.push_str(&format!("${}$", formula(label).tex));
                    }
                }
                (_, Ok(look)) => {
                    let line = element.has_class("ltx_listingline") || role == Role::Break;
                    has_formulas |= self.lines(child, look, out);
                    if line {
                        let end = out.trim_end_matches(' ').len();
                        out.truncate(end);
                        out.push('\n');
                    }
                }
            }
        }
        has_formulas
    }
}
