//! Pairs of texts before and after a change: no highlight is ever on a wrong sentence, and nearly
//! all that a person would place are placed, but for texts that were written anew from beginning to end.
#![allow(clippy::unwrap_used)]

use paperboy_anchor::{Range, Section, Text};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pair {
    kind: String,
    language: String,
    of: String,
    before: String,
    quote: String,
    #[serde(default)]
    nth: usize,
    after: String,
    place: Option<String>,
    #[serde(default)]
    place_nth: usize,
}

/// What may have happened to a text.
const KINDS: [&str; 10] = [
    "deleted",
    "figures",
    "formula",
    "kept",
    "lookalike",
    "moved",
    "punctuation",
    "reworded",
    "split",
    "table",
];

/// Files of which no share must be placed: how their names begin.
const ONLY_PRINTED: [&str; 2] = ["recast", "unseen"];

/// How the pairs of a kind ended.
#[derive(Default)]
struct Count {
    placed: usize,
    missed: usize,
    orphans: usize,
    wrong: usize,
}

fn sections(text: &str) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("# ") {
            let part = sections.len().to_string();
            sections.push(Section { part, name: name.to_owned(), text: String::new() });
        } else {
            if sections.is_empty() {
                let (part, name) = ("0".to_owned(), String::new());
                sections.push(Section { part, name, text: String::new() });
            }
            let text = &mut sections.last_mut().unwrap().text;
            text.push_str(line);
            text.push('\n');
        }
    }
    sections
}

/// The ranges of a text in its sections: of the nth occurrence, in one section or over several.
fn ranges(sections: &[Section], wanted: &str, nth: usize) -> Option<Vec<Range>> {
    let visible = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let whole: Vec<char> =
        sections.iter().flat_map(|it| visible(&it.text).chars().collect::<Vec<_>>()).collect();
    let wanted: Vec<char> = visible(wanted).chars().collect();
    let at = whole.windows(wanted.len()).enumerate().filter(|(_, it)| *it == wanted).nth(nth)?.0;
    let (mut from, mut found) = (0, Vec::new());
    for section in sections {
        let to = from + visible(&section.text).chars().count();
        let (begin, end) = (at.max(from), (at + wanted.len()).min(to));
        if begin < end {
            let part = section.part.clone();
            found.push(Range { part, from: (begin - from) as u32, to: (end - from) as u32 });
        }
        from = to;
    }
    Some(found)
}

fn length(ranges: &[Range]) -> u32 {
    ranges.iter().map(|it| it.to - it.from).sum()
}

fn common(a: &[Range], b: &[Range]) -> u32 {
    let both = |a: &Range, b: &Range| {
        if a.part == b.part { a.to.min(b.to).saturating_sub(a.from.max(b.from)) } else { 0 }
    };
    a.iter().flat_map(|a| b.iter().map(move |b| both(a, b))).sum()
}

#[test]
fn no_highlight_is_on_a_wrong_sentence_and_nearly_all_that_a_person_would_place_are_placed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pairs");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|it| it == "jsonl"))
        .collect();
    files.sort();
    let mut counts: BTreeMap<(String, String), Count> = BTreeMap::new();
    let (mut wrong, mut missed, mut seen) = (Vec::new(), Vec::new(), 0);
    // Placed and to be placed: those that count, and those that are only printed.
    let mut placed = [(0, 0); 2];
    let mut sides: BTreeMap<String, usize> = BTreeMap::new();
    for file in files {
        let name = file.file_name().unwrap().to_str().unwrap().to_owned();
        for (line, text) in (1..).zip(std::fs::read_to_string(&file).unwrap().lines()) {
            let at = format!("{name}:{line}");
            let pair: Pair =
                serde_json::from_str(text).unwrap_or_else(|error| panic!("{at}: {error}"));
            *sides.entry(format!("{} {}", pair.language, pair.of)).or_default() += 1;
            let (before, after) = (sections(&pair.before), sections(&pair.after));
            let made_on = ranges(&before, &pair.quote, pair.nth)
                .unwrap_or_else(|| panic!("{at}: the quote is not in `before`"));
            let quote = Text::new(before).quote(&made_on).unwrap();
            let wanted = pair.place.as_ref().map(|place| {
                ranges(&after, place, pair.place_nth)
                    .unwrap_or_else(|| panic!("{at}: the place is not in `after`"))
            });
            let found = Text::new(after).place(&quote);
            let count = counts.entry((name.clone(), pair.kind.clone())).or_default();
            let what = format!("{at} ({}) “{}” → {found:?}", pair.kind, pair.quote);
            seen += 1;
            let all = &mut placed[usize::from(ONLY_PRINTED.iter().any(|it| name.starts_with(it)))];
            all.1 += usize::from(wanted.is_some());
            match (wanted, found) {
                (None, None) => count.orphans += 1,
                (Some(_), None) => {
                    count.missed += 1;
                    missed.push(what);
                }
                (Some(wanted), Some(found))
                    if common(&wanted, &found) * 2 > length(&found)
                        && common(&wanted, &found) * 2 > length(&wanted) =>
                {
                    count.placed += 1;
                    all.0 += 1;
                }
                _ => {
                    count.wrong += 1;
                    wrong.push(what);
                }
            }
        }
    }
    println!("{seen} pairs: {sides:?}");
    for ((name, kind), Count { placed, missed, orphans, wrong }) in &counts {
        println!(
            "{name} {kind}: {placed} placed, {missed} missed, {orphans} orphans, {wrong} wrong"
        );
    }
    println!("missed:\n{}", missed.join("\n"));
    assert!(wrong.is_empty(), "on a wrong sentence:\n{}", wrong.join("\n"));
    let [(placed, placeable), (others, all_others)] = placed;
    println!(
        "{placed} of {placeable} are placed, {others} of {all_others} of the files that only count for wrong places"
    );
    assert!(placed * 100 >= placeable * 95, "{placed} of {placeable} are placed");
    assert!(seen >= 330 && placeable >= 150, "only {seen} pairs were read");
    let kinds: BTreeMap<&str, usize> = counts.iter().fold(BTreeMap::new(), |mut all, (key, it)| {
        *all.entry(key.1.as_str()).or_default() += it.placed + it.missed + it.orphans + it.wrong;
        all
    });
    let kinds: Vec<&str> = kinds.into_iter().filter(|it| it.1 >= 10).map(|it| it.0).collect();
    assert_eq!(kinds, KINDS, "a kind has hardly any pair, or is not known");
    let is_even = sides.len() == 4 && sides.values().all(|count| count * 8 >= seen);
    assert!(is_even, "a language or kind of text has few pairs: {sides:?}");
}
