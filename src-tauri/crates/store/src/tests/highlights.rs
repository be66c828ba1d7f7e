//! Highlights.

use super::*;
use crate::{Colour, Highlight, HighlightFilter, HighlightId, KeyFilter};

fn highlight(exact: &str, colour: Colour, seconds: i64) -> Highlight {
    let mut highlight = made_highlight(None, at(seconds));
    highlight.quote.exact = exact.to_owned();
    Highlight { colour, ..highlight }
}

fn quotes(library: &Library, filter: &HighlightFilter) -> Vec<String> {
    let (found, total) = library.all_highlights(filter, 0, 99).unwrap();
    assert_eq!(total, found.len() as u64);
    found.into_iter().map(|it| it.highlight.quote.exact).collect()
}

#[test]
fn a_highlight_is_made_changed_and_removed_and_each_can_be_taken_back() {
    let library = Library::with_days(&["2025-12-30"], 2);
    let made = highlight("一 quote", Colour::Green, 1);
    let (highlight_id, added) = library.add_highlight(&id(1), made.clone(), at(1)).unwrap();
    assert_eq!((added.papers, added.unknown), (1, Vec::new()));
    assert_eq!(library.highlights(&id(1)).unwrap(), [(highlight_id.clone(), made.clone())]);
    assert_eq!((library.one(1).highlights, library.one(2).highlights), (1, 0));
    let revision = library.revision().unwrap();

    let change = |colour, note| {
        library.change_highlight(&id(1), &highlight_id, colour, note, at(2)).unwrap().unwrap().id
    };
    assert_eq!(change(Some(Colour::Green), Some(" ")), None, "nothing changed");
    let noted = change(Some(Colour::Pink), Some("why"));
    let found = library.highlight(&highlight_id).unwrap().unwrap();
    assert_eq!((found.paper, found.title.as_deref()), (id(1), Some("Paper 1")));
    assert_eq!(
        (found.highlight.colour, found.highlight.note.as_deref()),
        (Colour::Pink, Some("why"))
    );
    assert_eq!(numbers(&library.changed_since(revision, 9).unwrap()), [1], "its note is searched");
    assert_eq!(library.one(1).highlighted, ["一 quote", "why"]);
    library.undo(noted, at(3)).unwrap();
    assert_eq!(library.highlights(&id(1)).unwrap()[0].1, made);

    let removed =
        library.remove_highlights(&id(1), std::slice::from_ref(&highlight_id), at(4)).unwrap();
    assert!(library.highlights(&id(1)).unwrap().is_empty());
    let undone = library.undo(removed.id, at(5)).unwrap().unwrap();
    assert_eq!((undone.what.as_str(), undone.ids), ("highlight", ids(&[1])));
    assert_eq!(library.highlights(&id(1)).unwrap(), [(highlight_id.clone(), made)]);

    let unknown = library.add_highlight(&id(99), highlight("x", Colour::Blue, 6), at(6));
    assert!(matches!(unknown, Err(StoreError::UnknownPaper(_))));
    let nobody = HighlightId::parse("0b0cdd5c-7f0d-4a6e-8d4f-0d9f1c0b7a11").unwrap();
    assert_eq!(library.change_highlight(&id(1), &nobody, None, Some("x"), at(7)).unwrap(), None);
    assert_eq!(library.remove_highlights(&id(1), &[nobody], at(7)).unwrap().id, None);
    assert!(library.check().unwrap().is_empty());
    let (log, tables) = both(&library);
    assert_eq!(log, tables);
}

#[test]
fn all_are_listed_newest_first_by_colour_tag_collection_and_note() {
    let library = Library::with_days(&["2025-12-30"], 3);
    for (paper, exact, colour, seconds) in [
        (1, "a", Colour::Yellow, 1),
        (2, "b", Colour::Blue, 3),
        (1, "c", Colour::Blue, 2),
        (3, "d", Colour::Pink, 4),
    ] {
        library.add_highlight(&id(paper), highlight(exact, colour, seconds), at(seconds)).unwrap();
    }
    library.tag(&ids(&[1]), &["Keep".to_owned()], &[], at(5)).unwrap();
    let (talk, _) = library.add_collection("Talk", None, at(5)).unwrap().unwrap();
    let (inner, _) = library.add_collection("Inner", Some(&talk), at(5)).unwrap().unwrap();
    library.collect(&ids(&[2]), &[inner], &[], at(5)).unwrap().unwrap();
    let all = HighlightFilter::default();
    assert_eq!(quotes(&library, &all), ["d", "b", "c", "a"]);
    assert_eq!(
        quotes(&library, &HighlightFilter { colour: Some(Colour::Blue), ..all.clone() }),
        ["b", "c"]
    );
    assert_eq!(
        quotes(&library, &HighlightFilter { tag: Some("KEEP".into()), ..all.clone() }),
        ["c", "a"]
    );
    assert_eq!(quotes(&library, &HighlightFilter { collection: Some(talk), ..all.clone() }), ["b"]);
    let blue_kept =
        HighlightFilter { colour: Some(Colour::Blue), tag: Some("keep".into()), ..all.clone() };
    assert_eq!(quotes(&library, &blue_kept), ["c"]);
    assert!(quotes(&library, &HighlightFilter { noted: true, ..all.clone() }).is_empty());
    let (page, total) = library.all_highlights(&all, 1, 2).unwrap();
    let page: Vec<_> = page.iter().map(|it| it.highlight.quote.exact.as_str()).collect();
    assert_eq!((page, total), (vec!["b", "c"], 4));
    assert_eq!(library.keys(&KeyFilter::Highlighted).unwrap().len(), 3);
}

#[test]
fn highlights_come_with_the_facts_and_outlive_their_paper() {
    let library = Library::with_days(&["2025-12-30"], 2);
    let made = highlight("formula $x<y$ and\ttab \u{0}\u{2028}", Colour::Blue, 1);
    let (highlight_id, _) = library.add_highlight(&id(1), made.clone(), at(1)).unwrap();
    let facts = library.back_up_facts(at(2)).unwrap().unwrap();
    let other = Library::with_days(&["2026-01-01"], 1);
    let added = other.restore_facts(&facts, at(3)).unwrap();
    assert_eq!(added.highlights, 1);
    assert_eq!(other.highlights(&id(1)).unwrap(), [(highlight_id, made)]);
    assert_eq!(other.restore_facts(&facts, at(4)).unwrap().highlights, 0, "no doubles");
    other.undo(None, at(5)).unwrap();
    assert!(other.highlights(&id(1)).unwrap().is_empty());
    // Of a paper that is not there.
    let empty = Library::new();
    empty.restore_facts(&facts, at(6)).unwrap();
    let (listed, _) = empty.all_highlights(&HighlightFilter::default(), 0, 9).unwrap();
    assert_eq!((listed[0].paper.clone(), listed[0].title.clone()), (id(1), None));
}

#[test]
fn a_highlight_that_was_altered_on_the_disk_is_not_shown_and_is_found_by_the_check() {
    let library = Library::with_days(&["2025-12-30"], 1);
    for exact in ["a", "b"] {
        library.add_highlight(&id(1), highlight(exact, Colour::Pink, 1), at(1)).unwrap();
    }
    library
        .write(|c| c.execute("UPDATE highlight SET sum = sum + 1 WHERE exact = 'a'", []))
        .unwrap();
    let found = library.highlights(&id(1)).unwrap();
    assert_eq!((found.len(), found[0].1.quote.exact.as_str()), (1, "b"));
    assert!(library.one(1).is_damaged);
    assert_eq!(library.check().unwrap().len(), 1);
}

#[test]
fn ids_are_different_uuids() {
    let library = Library::with_days(&["2025-12-30"], 1);
    let mut seen = std::collections::HashSet::new();
    for n in 0..50 {
        let (id, _) =
            library.add_highlight(&id(1), highlight("x", Colour::Blue, n), at(n)).unwrap();
        assert_eq!(HighlightId::parse(id.as_str()).as_ref(), Some(&id));
        assert_eq!((id.as_str().len(), &id.as_str()[14..15]), (36, "4"));
        assert!(seen.insert(id));
    }
    for wrong in
        ["", "0B0CDD5C-7F0D-4A6E-8D4F-0D9F1C0B7A11", "0b0cdd5c-7f0d-4a6e-8d4f0-d9f1c0b7a11"]
    {
        assert_eq!(HighlightId::parse(wrong), None);
    }
}
