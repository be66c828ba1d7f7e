//! The passage of a paper that shows best why it was found.

use crate::analyser::Analysis;
use crate::highlight::{Mark, Sought, joined};
use crate::{Entry, Field, Query, Snippet};
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::HashMap;

/// The largest number of characters of a passage, …
const MAX_PASSAGE_CHARS: usize = 160;
/// … the number of characters after which it ends with a sentence, …
const MIN_PASSAGE_CHARS: usize = 80;
/// … the largest part of a sentence before the first mark, …
const MAX_LEAD_CHARS: usize = 60;
/// … and the part that is shown when it is longer.
const CUT_LEAD_CHARS: usize = 24;
/// The largest number of passages of a text that are compared.
const MAX_PASSAGES: usize = 64;

/// The best passage of a hit, with what matched in it.
///
/// `texts`: the hit's fields as they were indexed. Highlights count Unicode characters of the
/// snippet.
pub fn snippet(query: &Query, texts: &Entry, looser: bool) -> Snippet {
    of_entry(texts, |field| Sought::of(query, Some(field), looser))
}

/// As [`snippet`], for stored texts, which `plain` converts to plain text by their number: as few
/// of them as possible, since the conversion costs more than everything else.
pub fn snippet_of<'t>(
    query: &Query,
    fields: &[(Field, &'t str)],
    looser: bool,
    plain: impl Fn(usize) -> Cow<'t, str>,
) -> Snippet {
    best_snippet(fields, plain, |field| Sought::of(query, Some(field), looser))
}

/// The best passage of a paper, by the words of the query for each field.
pub(crate) fn of_entry<'q>(texts: &Entry, sought_in: impl Fn(Field) -> Sought<'q>) -> Snippet {
    let fields: Vec<(Field, &str)> =
        texts.texts.iter().map(|(field, text)| (*field, text.as_str())).collect();
    best_snippet(&fields, |at| Cow::Borrowed(fields[at].1), sought_in)
}

fn best_snippet<'t, 'q>(
    fields: &[(Field, &'t str)],
    plain: impl Fn(usize) -> Cow<'t, str>,
    sought_in: impl Fn(Field) -> Sought<'q>,
) -> Snippet {
    let mut sought: HashMap<Field, Sought<'q>> = HashMap::new();
    let mut order: Vec<(usize, usize)> = Vec::with_capacity(fields.len());
    // The title is shown with the passage: a passage of it would add nothing.
    let others = |(_, (field, text)): &(usize, &(Field, &'t str))| {
        *field != Field::Title && !text.trim().is_empty()
    };
    let only_title = !fields.iter().enumerate().any(|text| others(&text));
    for (at, &(field, text)) in fields.iter().enumerate().filter(|text| only_title || others(text))
    {
        order.push((sought.entry(field).or_insert_with(|| sought_in(field)).may_show(text), at));
    }
    // Texts that may show more words come first, and among those the more important fields. A text
    // that can't show more is not read.
    order.sort_by_key(|(leaves, at)| Reverse((*leaves, precedence(fields[*at].0))));
    let mut analysis = Analysis::default();
    let mut best: Option<(usize, Snippet)> = None;
    for (leaves, at) in order {
        // What the marks of Markdown hid from the first look is looked for only when nothing else
        // is there.
        if best.as_ref().is_some_and(|(shown, _)| leaves <= *shown) {
            break;
        }
        let (field, text) = (fields[at].0, plain(at));
        analysis.read(&text);
        let marks = sought[&field].marks(&analysis);
        let Some((from, to, (shown, _))) = best_passage(&text, &marks) else { continue };
        if best.as_ref().is_none_or(|(other, _)| shown > *other) {
            best = Some((shown, cut(field, &text, from, to, &joined(&marks))));
        }
    }
    if let Some((_, snippet)) = best {
        return snippet;
    }
    let in_title = fields.iter().enumerate().any(|(at, (field, _))| {
        if *field != Field::Title {
            return false;
        }
        analysis.read(&plain(at));
        !sought_in(Field::Title).marks(&analysis).is_empty()
    });
    let beginning = beginning(fields, plain);
    match in_title {
        // The subject of the paper is shown; the match is in the title.
        true => Snippet { field: Field::Title, ..beginning },
        false => beginning,
    }
}

/// How many different leaves of the query a passage shows, and how often, up to a few.
type Worth = (usize, usize);

/// Among passages that show as much: the user's own words first.
fn precedence(field: Field) -> usize {
    match field {
        Field::Note | Field::Highlight => 7,
        Field::Contribution => 6,
        Field::Innovations | Field::Abstract => 5,
        Field::Results => 4,
        Field::Usage => 3,
        Field::Domain | Field::Author => 2,
        Field::Title => 1,
        Field::Tag => 0,
    }
}

/// A passage on the subject of a paper, when the query has no words.
fn beginning<'t>(fields: &[(Field, &'t str)], plain: impl Fn(usize) -> Cow<'t, str>) -> Snippet {
    let order = [Field::Contribution, Field::Abstract, Field::Innovations, Field::Title];
    let first = order.iter().find_map(|field| {
        fields.iter().position(|(of, text)| of == field && !text.trim().is_empty())
    });
    let Some(at) = first.or_else(|| (!fields.is_empty()).then_some(0)) else {
        return Snippet { field: Field::Title, text: String::new(), highlights: Vec::new() };
    };
    let text = plain(at);
    let start = text.len() - text.trim_start().len();
    cut(fields[at].0, &text, start, end_of_passage(&text, start, start), &[])
}

/// The passage that shows the most different words, and then the most of them: its ends in bytes,
/// and its worth.
fn best_passage(text: &str, marks: &[Mark]) -> Option<(usize, usize, Worth)> {
    let mut best: Option<(usize, usize, Worth)> = None;
    let mut last_start = None;
    let starts = marks.iter().enumerate().filter_map(|(at, mark)| {
        let start = start_of_passage(text, mark.from);
        (last_start.replace(start) != Some(start)).then_some((at, mark, start))
    });
    for (at, mark, start) in starts.take(MAX_PASSAGES) {
        let end = end_of_passage(text, start, mark.to);
        let mut leaves: Vec<usize> =
            marks[at..].iter().take_while(|mark| mark.from < end).map(|mark| mark.leaf).collect();
        let word_count = leaves.len().min(4);
        leaves.sort_unstable();
        leaves.dedup();
        let worth = (leaves.len(), word_count);
        if best.is_none_or(|(_, _, other)| worth > other) {
            best = Some((start, end, worth));
        }
    }
    best
}

/// The beginning of the sentence around `mark`, unless it is too far back.
fn start_of_passage(text: &str, mark: usize) -> usize {
    let mut start = mark;
    let mut lead = mark;
    for (count, (at, c)) in text[..mark].char_indices().rev().enumerate() {
        if ends_sentence(c, text[at + c.len_utf8()..].chars().next()) {
            return skip_space(text, start, mark);
        }
        if count == MAX_LEAD_CHARS {
            return skip_space(text, word_start(text, lead, mark), mark);
        }
        if count == CUT_LEAD_CHARS {
            lead = start;
        }
        start = at;
    }
    skip_space(text, 0, mark)
}

/// The end of a passage from `start` that shows the mark before `needed`.
fn end_of_passage(text: &str, start: usize, needed: usize) -> usize {
    let mut end_of_sentence = None;
    let mut count = 0;
    let mut end = start;
    for (at, c) in text[start..].char_indices() {
        if count >= MAX_PASSAGE_CHARS {
            break;
        }
        count += 1;
        end = start + at + c.len_utf8();
        if count >= MIN_PASSAGE_CHARS
            && end >= needed
            && ends_sentence(c, text[end..].chars().next())
        {
            end_of_sentence = Some(end);
        }
    }
    if end == text.len() {
        return end;
    }
    end_of_sentence.unwrap_or_else(|| {
        let needed = needed.min(end).max(start);
        // Back to a space, unless that costs more than a word.
        let back = text[needed..end]
            .char_indices()
            .rev()
            .take(CUT_LEAD_CHARS)
            .find(|(_, c)| c.is_whitespace())
            .map(|(at, _)| needed + at);
        let inside_word = text[..end].chars().next_back().is_some_and(is_latin)
            && text[end..].chars().next().is_some_and(is_latin);
        back.filter(|_| inside_word).unwrap_or_else(|| boundary(text, end))
    })
}

fn ends_sentence(c: char, next: Option<char>) -> bool {
    matches!(c, '。' | '！' | '？' | '；' | '!' | '?' | '\n')
        || (c == '.' && next.is_none_or(char::is_whitespace))
}

fn is_latin(c: char) -> bool {
    c.is_alphanumeric() && !matches!(c, '\u{2E80}'..)
}

fn skip_space(text: &str, at: usize, limit: usize) -> usize {
    let rest = &text[at..limit];
    at + (rest.len() - rest.trim_start().len())
}

/// The first place at or after `at` where a word begins.
fn word_start(text: &str, at: usize, limit: usize) -> usize {
    let at = boundary(text, at).min(limit);
    let inside = text[..at].chars().next_back().is_some_and(is_latin)
        && text[at..].chars().next().is_some_and(is_latin);
    if !inside {
        return at;
    }
    text[at..limit].find(|c: char| !is_latin(c)).map_or(at, |length| at + length)
}

/// The first place at or after `at` that does not part a character from its marks, or an emoji from
/// its pieces.
fn boundary(text: &str, at: usize) -> usize {
    let mut end = at;
    while let Some(next) = text[end..].chars().next() {
        let joiner = '\u{200D}';
        let clings = unicode_normalization::char::is_combining_mark(next)
            || matches!(next, '\u{200D}' | '\u{FE00}'..='\u{FE0F}' | '\u{1F3FB}'..='\u{1F3FF}' | '\u{E0020}'..='\u{E007F}');
        if !clings && !text[..end].ends_with(joiner) {
            break;
        }
        end += next.len_utf8();
    }
    end
}

/// The passage with its spaces single, dots where a sentence was cut, and its marks in characters.
fn cut(field: Field, text: &str, from: usize, to: usize, marks: &[(usize, usize)]) -> Snippet {
    let before = text[..from].trim_end();
    let cut_before = before.chars().next_back().is_some_and(|c| !ends_sentence(c, None))
        && !text[before.len()..from].contains('\n');
    let passage = text[from..to].trim_end();
    let to = from + passage.len();
    let cut_after = !text[to..].trim_start().is_empty()
        && !passage.chars().next_back().is_some_and(|c| ends_sentence(c, None))
        && !text[to..].starts_with('\n');
    let mut out = String::with_capacity(passage.len() + 6);
    let mut count = 0;
    if cut_before {
        out.push('…');
        count += 1;
    }
    let mut marks = marks
        .iter()
        .map(|&(start, end)| (start.max(from), end.min(to)))
        .filter(|(start, end)| start < end)
        .peekable();
    let mut highlights = Vec::new();
    let mut begun = None;
    let mut space = false;
    for (at, c) in passage.char_indices() {
        let at = from + at;
        if let Some(&(start, end)) = marks.peek() {
            if at >= end {
                highlights.extend(begun.take().map(|begun| (begun, count)));
                marks.next();
            } else if begun.is_none() && at >= start {
                begun = Some(count);
            }
        }
        // The next mark may begin where the last one ended.
        if begun.is_none() && marks.peek().is_some_and(|&(start, end)| at >= start && at < end) {
            begun = Some(count);
        }
        if c.is_whitespace() && space {
            continue;
        }
        space = c.is_whitespace();
        out.push(if space { ' ' } else { c });
        count += 1;
    }
    highlights.extend(begun.map(|begun| (begun, count)));
    highlights.retain(|(from, to)| from < to);
    if cut_after {
        out.push('…');
    }
    Snippet { field, text: out, highlights }
}
