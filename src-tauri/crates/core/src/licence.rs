//! What a paper's licence allows.

use crate::{App, Error};
use paperboy_paper::PaperId;
use serde::Deserialize;

impl App {
    /// Whether a paper's licence allows passing on sentences and figures of it.
    pub(crate) fn has_open_licence(&self, id: &PaperId) -> Result<bool, Error> {
        #[derive(Deserialize)]
        struct Licensed {
            #[serde(default)]
            licence: Option<String>,
        }
        let Some(article) = self.store().article(id)? else { return Ok(false) };
        let licensed = serde_json::from_slice::<Licensed>(&article.body).ok();
        Ok(licensed.and_then(|licensed| licensed.licence).is_some_and(|name| is_open(&name)))
    }
}

/// Whether a licence, as arXiv names it, allows passing on parts of a paper: the public domain, and
/// the licences of Creative Commons that allow adaptations.
pub(crate) fn is_open(licence: &str) -> bool {
    let name = licence.to_ascii_uppercase();
    let words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    match *words.collect::<Vec<_>>() {
        ["CC0", ..] | ["CC", "0" | "ZERO", ..] | ["PUBLIC", "DOMAIN", ..] => true,
        ["CC", "BY", ref rest @ ..] => !rest.contains(&"ND"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_open;

    #[test]
    fn a_licence_is_open_when_it_allows_adaptations() {
        for open in [
            "CC BY 4.0",
            "cc by-sa 4.0",
            "CC0 1.0",
            "CC BY-NC-SA 4.0",
            "CC Zero",
            " CC-BY 4.0",
            "Public Domain",
        ] {
            assert!(is_open(open), "{open}");
        }
        for closed in [
            "arXiv.org perpetual non-exclusive license",
            "CC BY-NC-ND 4.0",
            "CC BY ND",
            "",
            "ACC",
            "CCBY",
            "CC",
            "CC licence of some kind",
            "not in the public domain",
        ] {
            assert!(!is_open(closed), "{closed}");
        }
    }
}
