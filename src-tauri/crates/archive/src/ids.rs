//! A plain list of arXiv's identifiers or links.

use crate::{Archive, ArchivedPaper, ProblemKind, Source};
use paperboy_cite::Reference;
use paperboy_paper::PaperId;
use std::collections::HashSet;

/// The longest line, in bytes, that may contain an identifier.
const MAX_LINE_BYTES: usize = 2_000;

/// The papers of a list. `None` where most lines hold no identifier: that is a text.
pub fn read(text: &str) -> Option<Archive> {
    let mut archive = Archive::of(Source::Ids);
    let mut known = HashSet::new();
    let (mut lines, mut others) = (0_usize, 0_usize);
    for (line, place) in text.lines().zip(1..) {
        let line = line.trim().trim_start_matches('\u{feff}');
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        lines += 1;
        let ids = ids(line);
        if ids.is_empty() {
            others += 1;
            archive.problem(place, ProblemKind::NamesNoPaper, line);
        }
        for id in ids.into_iter().filter(|id| known.insert(id.clone())) {
            let reference = Reference { id: Some(id), ..Reference::default() };
            if !archive.take(ArchivedPaper { place, reference, ..ArchivedPaper::default() }) {
                return Some(archive);
            }
        }
    }
    (others * 2 < lines).then_some(archive)
}

/// The identifiers of a line: the whole line, or words of it.
fn ids(line: &str) -> Vec<PaperId> {
    if line.len() > MAX_LINE_BYTES {
        return Vec::new();
    }
    let line = line.trim_start_matches(['-', '*', '+', ' ']);
    if let Some(id) = id(line) {
        return vec![id];
    }
    let signs = |c: char| c.is_whitespace() || ",;，；、|()<>\"".contains(c);
    line.split(signs).filter(|word| word.len() >= 9).filter_map(id).collect()
}

fn id(text: &str) -> Option<PaperId> {
    if !text.starts_with("http://") && !text.starts_with("https://") {
        return PaperId::parse(text);
    }
    // The address of another site can end like an identifier.
    let mut reference = Reference::default();
    reference.set_url(text);
    reference.id
}
