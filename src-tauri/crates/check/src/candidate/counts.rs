//! Whether a figure of the source counts the same thing as the claim.

use super::{Candidate, MAYBE};
use crate::claim::Figures as Claimed;
use crate::figure::{Figure, Link};
use crate::name;
use crate::nouns;
use crate::number::Number;
use crate::source::grid::Kind;
use crate::source::is_number;
use crate::term::Terms;
use crate::unit::Measure;
use crate::words::counted_noun;

/// What is never called by another word of what is counted.
const APART: &str = "steps epochs layers heads frames tokens words GPUs episodes";
/// What has no other word at all.
const ALONE: &str = "layers heads GPUs languages";
/// How far behind a figure its noun may be, in bytes.
const NEAR_BYTES: usize = 40;

impl Candidate<'_> {
    /// Whether the figure counts the same thing as the claim.
    pub(super) fn counts(&self, wanted: &Claimed, value: Number, unit: Measure) -> Option<u32> {
        let behind = &self.text[self.figures[0].range.end..];
        if let Some(thing) = &wanted.thing {
            let near = &behind.as_bytes()[..behind.floor_char_boundary(40)];
            let word =
                |start: usize| near[start..].iter().take_while(|byte| byte.is_ascii_alphanumeric());
            // After the name of another device, the number counts that device.
            let is_there = |start| {
                thing
                    .end_at(near, start)
                    .map(|_| true)
                    .or_else(|| word(start).any(u8::is_ascii_digit).then_some(false))
            };
            return name::word_starts(near).find_map(is_there).filter(|there| *there).map(|_| 3);
        }
        if !wanted.is_count && wanted.counted.is_empty() {
            return Some(3);
        }
        if self.is_no_count(value, behind) {
            return None;
        }
        if let (Some(wanted), Some(noun)) = (&wanted.noun, counted_noun(behind))
            && *wanted == noun
        {
            return Some(3);
        }
        if self.is_in_other_column(wanted) {
            return None;
        }
        // What a cell's number counts is named at the head of its column, perhaps in short: #Epis.
        if let (Some(noun), Some(heading)) = (&wanted.noun, self.heading())
            && (heading.contains(noun.as_str()) || is_short_in(&heading, noun))
        {
            return Some(3);
        }
        if !wanted.things.is_empty()
            && let Some(is_same) = self.counts_things(wanted, behind)
        {
            return is_same.then_some(3);
        }
        // Nothing there has the word for what is counted.
        if self.is_of_other_words(wanted, behind) {
            return Some(MAYBE);
        }
        // `22 office workers to write tasks` counts no tasks.
        let counted = match counted_noun(behind) {
            Some(noun) => Terms::of(&noun),
            None => Terms::behind(behind).terms,
        };
        // Large numbers, and numbers with a scale such as `B`, rarely match by chance, while the
        // words for the counted thing vary.
        let is_large = value.significant() >= 3
            || value.whole().is_some_and(|value| value >= 100)
            || unit != Measure::BARE;
        let is_small = value.whole().is_some_and(|value| value <= 12);
        let around = || match self.heading() {
            // What all of a table counts is in its caption.
            Some(heading) => {
                let around = if is_small { "" } else { self.around };
                Terms::of(&format!("{heading} {around}")).shares(wanted.counted) > 0
            }
            None => Terms::of(&self.spot.text).shares(wanted.counted) > 0,
        };
        if counted.shares(wanted.counted) > 0 {
            Some(3)
        } else if !counted.is_empty() && !wanted.counted.is_empty() {
            // Something else is counted: `400 epochs` are no 400 steps, while samples may be called
            // questions.
            let is_one_of = |words: &str, terms: Terms| terms.shares(Terms::of(words)) > 0;
            let is_apart =
                |words: &str| is_one_of(words, counted) && is_one_of(words, wanted.counted);
            let is_alone = is_one_of(ALONE, counted) || is_one_of(ALONE, wanted.counted);
            (is_large && !is_apart(APART) && !is_alone).then_some(1)
        } else if let (Some(claimed), Some(_)) = (&wanted.noun, next_word(behind)) {
            // Both are English: the counted thing is named nearby, or it is a different one.
            let stem = &claimed[..claimed.floor_char_boundary(5.min(claimed.len()))];
            // `40 iterations` are no 40 strategies, whatever is named beside them.
            let is_of_another = counted_noun(behind).is_some_and(|noun| !noun.starts_with(stem));
            self.spot.text.to_lowercase().contains(stem).then_some(if is_small || is_of_another {
                MAYBE
            } else {
                2
            })
        } else if !is_small
            && (wanted.counted == Terms::of("次") && (self.heading().is_some() || is_large)
                || is_a_total(behind))
        {
            // A frequency can belong to anything, and `800 in all` counts the thing that was named
            // before.
            Some(1)
        } else if self.is_in_text_cell() {
            // `CC BY 4.0` counts nothing.
            None
        } else if wanted.counted.is_empty() {
            // A small number of something that has no name here may be of the same.
            Some(if is_small { MAYBE } else { 2 })
        } else if around()
            || value.whole().is_some_and(|value| value >= 1_000)
            || unit != Measure::BARE
        {
            Some(2)
        } else {
            // The source counts something that has no name here.
            counted_noun(behind).map(|_| if is_small { MAYBE } else { 1 })
        }
    }

    /// Whether what a Chinese claim counts is what is counted here in English; `None` where neither
    /// the noun behind the figure nor the heading of its cell shows.
    fn counts_things(&self, wanted: &Claimed, behind: &str) -> Option<bool> {
        let terms = Terms::behind(behind);
        if terms.terms.shares(wanted.counted) > 0 {
            return Some(true);
        }
        // `50 times`.
        if terms.is_direct && counted_noun(behind).is_none() && self.cell.is_none() {
            return (!nouns::has(&self.spot.text, &wanted.things)).then_some(false);
        }
        if let Some(noun) = counted_noun(behind) {
            let is_same = wanted.things.iter().any(|thing| nouns::begins(&noun, thing));
            // `31 of the hospitals`, `31 large hospitals`.
            let near = &behind[..behind.floor_char_boundary(NEAR_BYTES)];
            return if is_same || nouns::has(near, &wanted.things) {
                Some(true)
            } else {
                let near = |text: &str| nouns::has(text, &wanted.things);
                (!near(&self.spot.text)).then_some(false)
            };
        }
        let heading = self.heading()?;
        nouns::has(&heading, &wanted.things).then_some(true)
    }

    /// Whether an English noun is counted, and neither its word nor one that means the same is in
    /// the English that is around a number alone.
    fn is_of_other_words(&self, wanted: &Claimed, behind: &str) -> bool {
        let Some(noun) = wanted.noun.as_deref() else { return false };
        let around = match self.heading() {
            Some(heading) if heading.trim().is_empty() => return false,
            Some(heading) => format!("{heading} {}", self.around).to_lowercase(),
            None if next_word(behind).is_some() => return false,
            None => self.spot.text.to_lowercase(),
        };
        let stem = &noun[..noun.floor_char_boundary(5.min(noun.len()))];
        let is_english =
            around.is_ascii() || around.bytes().filter(|byte| !byte.is_ascii()).count() < 12;
        is_english
            && !around.contains(stem)
            && Terms::of(&around).shares(wanted.counted.and(Terms::of(noun))) == 0
    }

    /// Whether another column than the cell's gives the number of what the claim counts: #Frames.
    fn is_in_other_column(&self, wanted: &Claimed) -> bool {
        let (Some(cell), Some(grid)) = (self.cell, self.grid) else { return false };
        let heading = |column: u32| grid.lowest_heading(column).unwrap_or_default();
        let counts = |column: u32| Terms::of(heading(column)).shares(wanted.counted) > 0;
        let mut others = grid.columns().filter(|column| heading(*column).starts_with('#'));
        !counts(cell.at.column) && others.any(counts)
    }

    fn is_in_text_cell(&self) -> bool {
        self.cell.is_some_and(|cell| !is_number(&self.spot.text[cell.range.clone()]))
    }

    /// Of a cell the name of its column and of its row, in lower case.
    fn heading(&self) -> Option<String> {
        let cell = self.cell?;
        let before = &self.spot.text[..cell.range.start];
        let name = before.rsplit("; ").next().unwrap_or_default();
        let row = self.spot.cells.first().filter(|first| first.range != cell.range);
        let row = row.map_or("", |first| &self.spot.text[first.range.clone()]);
        Some(format!("{name} {row}").to_lowercase())
    }

    /// Whether the number is a year, a date or a size, which counts nothing.
    fn is_no_count(&self, value: Number, behind: &str) -> bool {
        let figure = &self.figures[0];
        if self.cell.is_some_and(|cell| cell.column == Kind::Ordinal) {
            return true;
        }
        if figure.link == Link::Product || self.joined == Some(Link::Product) {
            return true;
        }
        // The second part of a number such as 2021-118.
        let is_part = |before: &Figure| {
            let end = before.range.end;
            let joined = self.text.get(end..figure.digits).is_some_and(|sign| sign == "-");
            joined && before.is_bare() && before.number.float() > value.float()
        };
        if self.earlier.last().is_some_and(is_part) {
            return true;
        }
        let before = self.text[..figure.range.start].trim_end_matches([' ', '\u{a0}']);
        // A word in quotation marks, as a year after its noun, counts nothing.
        let is_quoted = before.ends_with(['“', '"', '「', '‘', '\'', '`'])
            && behind.starts_with(['”', '"', '」', '’', '\'', '`']);
        if is_quoted || before.ends_with("year is") || before.ends_with("year was") {
            return true;
        }
        let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let behind = behind.trim_start_matches([' ', '\u{a0}']);
        let next = behind.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        // `before 1700 CE`.
        if matches!(next, "CE" | "BCE" | "AD" | "BC") && self.cell.is_none() {
            return true;
        }
        let is_small = value.whole().is_some_and(|day| day <= 31);
        if is_small
            && (is_month(word)
                || is_month(next)
                || behind.starts_with("of ")
                    && is_month(behind[3..].split(' ').next().unwrap_or_default()))
        {
            return true;
        }
        let written = &self.text[figure.digits..figure.range.end];
        let is_year = figure.is_bare()
            && written.len() == 4
            && value.whole().is_some_and(|year| (1900..2100).contains(&year));
        let in_time = matches!(
            word.to_ascii_lowercase().as_str(),
            "in" | "since"
                | "by"
                | "from"
                | "until"
                | "before"
                | "after"
                | "during"
                | "year"
                | "of"
                | "to"
                | "and"
        ) || is_month(word)
            || before.ends_with([',', '(', '\'', '’', '，', '（', '-', '–', '['])
            || behind.starts_with([')', '）', ']', '年', ';', '–']);
        // `SFB 382` is a name.
        let is_acronym = word.len() >= 2
            && word.bytes().all(|byte| byte.is_ascii_uppercase())
            && before.ends_with(word)
            && self.cell.is_none();
        let counts_next = next.len() > 3 && next.ends_with('s');
        let is_year_of_prose = || self.cell.is_none() && Terms::behind(behind).length == 0;
        let counts_any = counts_next || counted_noun(&format!(" {behind}")).is_some();
        is_year && (in_time && !counts_next || is_year_of_prose() && !counts_any)
            || is_acronym && (!counts_next || is_year) && figure.is_bare()
    }
}

/// Whether a heading has the beginning of a word with a full stop.
fn is_short_in(heading: &str, word: &str) -> bool {
    heading.match_indices('.').any(|(at, _)| {
        let letters = heading[..at].bytes().rev().take_while(u8::is_ascii_alphabetic).count();
        letters > 2 && word.starts_with(&heading[at - letters..at])
    })
}

/// Whether the text gives a figure as a total: `800 in all`.
fn is_a_total(behind: &str) -> bool {
    [" in all", " in total", " altogether", " overall"].iter().any(|all| behind.starts_with(all))
}

/// The word right after a figure.
fn next_word(behind: &str) -> Option<&str> {
    let word = behind.trim_start_matches([' ', '-']);
    let end = word.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(word.len());
    (end > 0).then(|| &word[..end])
}

fn is_month(word: &str) -> bool {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let lower = word.to_lowercase();
    word.starts_with(|c: char| c.is_uppercase())
        && MONTHS.iter().any(|month| lower == *month || lower == month[..3])
}
