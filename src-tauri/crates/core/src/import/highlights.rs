//! Highlights of files. A highlight of another program is placed by its quote, in the first text of the
//! paper that contains it; if none does, only the quote is stored. A highlight of Paperboy's own gets
//! its old place. Existing highlights are completed and never duplicated.

use super::references::added;
use super::times::moment;
use crate::highlights::{CurrentText, MAX_BYTES, MAX_HIGHLIGHTS, Texts, as_stored};
use crate::reading::narrow;
use crate::wire::{ImportProblem, ImportedFile, ValueCause};
use crate::{App, Error, Marked};
use paperboy_anchor::Range;
use paperboy_archive::{Anchor, Highlight as Archived};
use paperboy_paper::PaperId;
use paperboy_report::{html, shown_text};
use paperboy_store::{
    Colour, Highlight, HighlightId, HighlightQuote, HighlightRange, HighlightedText, MadeOn, Paper,
};
use std::collections::{BTreeMap, HashMap};

/// The highlights of a file by their papers.
pub(super) type Highlighted = BTreeMap<PaperId, Vec<Archived>>;

impl App {
    /// Adds highlights to papers of the library. Whether any changed.
    pub(super) fn import_highlights(
        &self,
        highlighted: &Highlighted,
        file: &mut ImportedFile,
    ) -> Result<bool, Error> {
        let mut changed = Vec::new();
        let mut unplaced = 0;
        for (id, theirs) in highlighted {
            let paper = self.stored_paper(id)?;
            let mut here = Here::of(self, &paper, self.store().highlights(id)?);
            for archived in theirs {
                if let Err(why) = here.take(archived) {
                    added(Err(why.into()), id.as_str(), file)?;
                }
            }
            unplaced += here.unplaced;
            let entries = here.entries.into_iter().filter(|entry| entry.is_changed);
            changed.extend(entries.map(|entry| (id.clone(), entry.id, entry.highlight)));
        }
        if unplaced > 0 {
            file.problems.push(ImportProblem::UnplacedHighlights { count: narrow(unplaced) });
        }
        file.highlights = narrow(changed.len() as u64);
        let change = self.store().put_highlights(changed, self.now())?;
        let Marked { change, .. } = self.changed(change);
        Ok(change.id.is_some())
    }
}

/// The highlights of a paper while those of a file are added to them.
struct Here<'a> {
    texts: Texts<'a>,
    now: i64,
    entries: Vec<Entry>,
    by_id: HashMap<HighlightId, usize>,
    /// By their quotes.
    by_quote: HashMap<String, Vec<usize>>,
    unplaced: u64,
}

struct Entry {
    id: Option<HighlightId>,
    highlight: Highlight,
    is_changed: bool,
}

impl<'a> Here<'a> {
    fn of(app: &'a App, paper: &'a Paper, stored: Vec<(HighlightId, Highlight)>) -> Self {
        let mut here = Self {
            texts: Texts::of(app, paper),
            now: app.now().as_millisecond(),
            entries: Vec::new(),
            by_id: HashMap::new(),
            by_quote: HashMap::new(),
            unplaced: 0,
        };
        for (id, highlight) in stored {
            here.push(Entry { id: Some(id), highlight, is_changed: false });
        }
        here
    }

    fn push(&mut self, entry: Entry) {
        let at = self.entries.len();
        self.by_id.extend(entry.id.clone().map(|id| (id, at)));
        self.by_quote.entry(visible(&entry.highlight.quote.exact)).or_default().push(at);
        self.entries.push(entry);
    }

    fn take(&mut self, archived: &Archived) -> Result<(), ValueCause> {
        if visible(&archived.quote).is_empty() {
            return Ok(());
        }
        match &archived.anchor {
            Some(anchor) => {
                let id = HighlightId::parse(&anchor.id);
                let highlight = own(archived, anchor, self.now);
                match self.known(id.as_ref(), &highlight) {
                    Some(at) => self.add_note(at, highlight.note.as_deref()),
                    None => self.add(id, highlight)?,
                }
            }
            None => {
                let forms = forms(&archived.quote);
                let same = forms.iter().find_map(|form| self.by_quote.get(&visible(form))?.first());
                match same.copied() {
                    Some(at) => self.add_note(at, note_of(archived).as_deref()),
                    None => {
                        let place = self.place(&forms);
                        self.unplaced += u64::from(place.is_none());
                        self.add(None, self.foreign(archived, &forms, place))?;
                    }
                }
            }
        }
        Ok(())
    }

    fn add(&mut self, id: Option<HighlightId>, highlight: Highlight) -> Result<(), ValueCause> {
        if !highlight.is_valid() {
            return Err(ValueCause::HighlightTooLong { most: narrow(MAX_BYTES as u64) });
        }
        if self.entries.len() >= MAX_HIGHLIGHTS {
            return Err(ValueCause::TooManyHighlights { most: narrow(MAX_HIGHLIGHTS as u64) });
        }
        self.push(Entry { id, highlight, is_changed: true });
        Ok(())
    }

    /// The existing highlight with the id, or with the same quote at the same place. The place of one
    /// that another program made may be unknown.
    fn known(&self, id: Option<&HighlightId>, highlight: &Highlight) -> Option<usize> {
        if let Some(at) = id.and_then(|id| self.by_id.get(id)) {
            return Some(*at);
        }
        let place = |it: &Highlight| (visible(&it.quote.prefix), visible(&it.quote.suffix));
        let is_foreign = |it: &Highlight| it.made_on.digest.is_empty();
        let same = self.by_quote.get(&visible(&highlight.quote.exact))?;
        same.iter().copied().find(|at| {
            let here = &self.entries[*at].highlight;
            let is_same_text = here.made_on.text == highlight.made_on.text;
            is_foreign(here)
                || is_foreign(highlight)
                || is_same_text && place(here) == place(highlight)
        })
    }

    /// Adds a note to that of a highlight, unless one of them contains the other.
    fn add_note(&mut self, at: usize, theirs: Option<&str>) {
        let Some(theirs) = theirs else { return };
        let entry = &mut self.entries[at];
        let joined = match &entry.highlight.note {
            Some(note) if note.contains(theirs) => return,
            Some(note) if !theirs.contains(note.as_str()) => format!("{note}\n\n{theirs}"),
            _ => theirs.to_owned(),
        };
        let after = Highlight { note: Some(joined), ..entry.highlight.clone() };
        if after.is_valid() {
            entry.highlight = after;
            entry.is_changed = true;
        }
    }

    /// A highlight of another program: at its place, or with its quote alone.
    fn foreign(&self, archived: &Archived, forms: &[String; 3], place: Option<Place>) -> Highlight {
        let which = place.as_ref().map_or(HighlightedText::Article, |place| place.text);
        let exact = place.filter(|place| place.is_exact).and_then(|place| {
            let current = self.texts.get(place.text)?;
            Some((current.digest.clone(), current.text.quote(&place.ranges)?, place.ranges))
        });
        let (digest, quote, ranges) = match exact {
            Some((digest, quote, ranges)) => (digest, as_stored(quote), ranges),
            // The quote is stored as the other program has it, and is looked for again each time.
            None => (String::new(), alone(&forms[2]), Vec::new()),
        };
        let ranges =
            ranges.into_iter().map(|Range { part, from, to }| HighlightRange { part, from, to });
        Highlight {
            colour: archived.color.as_deref().map_or(Colour::Yellow, colour),
            note: note_of(archived),
            quote,
            made_on: MadeOn { text: which, digest },
            ranges: ranges.collect(),
            added: archived
                .made
                .as_deref()
                .and_then(moment)
                .map_or(self.now, |at| at.min(self.now)),
        }
    }

    /// Where one of the forms of a quote is: word for word, or else in nearly the same words.
    fn place(&self, forms: &[String; 3]) -> Option<Place> {
        let once = |(text, current): (HighlightedText, &CurrentText)| {
            let ranges = forms.iter().find_map(|form| current.once(form))?;
            Some(Place { text, ranges, is_exact: true })
        };
        let near = |(text, current): (HighlightedText, &CurrentText)| {
            let ranges = current.find(&forms[2])?;
            Some(Place { text, ranges, is_exact: false })
        };
        self.texts.all().find_map(once).or_else(|| self.texts.all().find_map(near))
    }
}

/// Where a quote is.
struct Place {
    text: HighlightedText,
    ranges: Vec<Range>,
    is_exact: bool,
}

/// A highlight of Paperboy's own.
fn own(archived: &Archived, anchor: &Anchor, now: i64) -> Highlight {
    let text = match anchor.text.as_str() {
        "report" => HighlightedText::Report,
        "abstract" => HighlightedText::Abstract,
        _ => HighlightedText::Article,
    };
    let is_digest =
        anchor.digest.len() == 64 && anchor.digest.bytes().all(|byte| byte.is_ascii_hexdigit());
    let range = |(part, from, to): &(String, u32, u32)| HighlightRange {
        part: part.clone(),
        from: *from,
        to: *to,
    };
    Highlight {
        colour: archived.color.as_deref().map_or(Colour::Yellow, colour),
        note: note_of(archived),
        quote: HighlightQuote {
            exact: archived.quote.clone(),
            prefix: anchor.prefix.clone(),
            suffix: anchor.suffix.clone(),
            section: anchor.section.clone(),
            repeated: anchor.repeated,
        },
        made_on: MadeOn {
            text,
            digest: if is_digest { anchor.digest.clone() } else { String::new() },
        },
        ranges: if is_digest { anchor.ranges.iter().map(range).collect() } else { Vec::new() },
        added: archived.made.as_deref().and_then(moment).unwrap_or(now),
    }
}

/// A quote whose context is unknown.
fn alone(quote: &str) -> HighlightQuote {
    let (prefix, suffix, section) = Default::default();
    HighlightQuote { exact: quote.trim().to_owned(), prefix, suffix, section, repeated: false }
}

fn note_of(archived: &Archived) -> Option<String> {
    archived.note.clone().filter(|note| !note.trim().is_empty())
}

/// The forms that a quote may have in Paperboy: unchanged, without Markdown's marks, and without the
/// hyphens and ligatures of a printed page.
fn forms(quote: &str) -> [String; 3] {
    let mut printed = quote.replace('\u{ad}', "");
    for (sign, letters) in [("ﬃ", "ffi"), ("ﬄ", "ffl"), ("ﬀ", "ff"), ("ﬁ", "fi"), ("ﬂ", "fl")]
    {
        printed = printed.replace(sign, letters);
    }
    let mut joined = String::with_capacity(printed.len());
    let mut characters = printed.chars().peekable();
    while let Some(c) = characters.next() {
        let is_within_word =
            c == '-' && joined.chars().next_back().is_some_and(char::is_alphabetic);
        if is_within_word && characters.peek().is_some_and(|next| next.is_whitespace()) {
            let blanks: String =
                std::iter::from_fn(|| characters.next_if(|next| next.is_whitespace())).collect();
            if !characters.peek().is_some_and(|next| next.is_lowercase()) {
                joined.push(c);
                joined.push_str(&blanks);
            }
            continue;
        }
        joined.push(c);
    }
    [quote.to_owned(), shown_text(&html(quote)), joined]
}

/// A text without white space.
fn visible(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The colour that is nearest to another program's, given by name or as `#ffd400`.
fn colour(text: &str) -> Colour {
    let text = text.trim().to_lowercase();
    if let Some(named) = Colour::from_key(&text) {
        return named;
    }
    match text.as_str() {
        "cyan" | "teal" | "indigo" | "navy" | "violet" | "purple" | "蓝色" | "紫色" => {
            Colour::Blue
        }
        "lime" | "olive" | "绿色" => Colour::Green,
        "red" | "magenta" | "rose" | "红色" | "粉色" => Colour::Pink,
        _ => hue(&text).map_or(Colour::Yellow, |hue| match hue {
            20..75 => Colour::Yellow,
            75..165 => Colour::Green,
            165..285 => Colour::Blue,
            _ => Colour::Pink,
        }),
    }
}

/// The hue of `#rrggbb` in degrees; `None` for a grey and for what is no colour.
fn hue(text: &str) -> Option<i32> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
    let part = |at: usize| i32::from_str_radix(&digits[at..at + 2], 16).ok();
    let [red, green, blue] = [part(0)?, part(2)?, part(4)?];
    let (most, least) = (red.max(green).max(blue), red.min(green).min(blue));
    let width = most - least;
    if width < 16 {
        return None;
    }
    let hue = match most {
        most if most == red => (green - blue) * 60 / width,
        most if most == green => (blue - red) * 60 / width + 120,
        _ => (red - green) * 60 / width + 240,
    };
    Some(hue.rem_euclid(360))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_of_other_programs_are_the_nearest_of_ours() {
        for (theirs, ours) in [
            ("yellow", Colour::Yellow),
            ("Blue", Colour::Blue),
            ("purple", Colour::Blue),
            ("red", Colour::Pink),
            ("#ffd400", Colour::Yellow),
            ("#ff6666", Colour::Pink),
            ("#5fb236", Colour::Green),
            ("#2ea8e5", Colour::Blue),
            ("#e56eee", Colour::Pink),
            ("#aaaaaa", Colour::Yellow),
            ("#é", Colour::Yellow),
            ("", Colour::Yellow),
        ] {
            assert_eq!(colour(theirs), ours, "{theirs}");
        }
    }

    #[test]
    fn a_quote_from_a_printed_page_is_joined() {
        let [_, _, printed] =
            forms("an e\u{ad}ﬃcient diﬀu-\nsion model - a state-of-\nthe-art GPT-\n4");
        assert_eq!(printed, "an efficient diffusion model - a state-ofthe-art GPT-\n4");
    }
}
