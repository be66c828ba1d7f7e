//! Properties that hold for any query and any text: checked by the property tests, the long run and
//! the fuzzer.

use paperboy_search::{Entry, Field, matches, matches_in, parse, snippet};

/// Reading a query never fails, and what it was understood as means the same when it is read again.
pub fn of_query(text: &str) {
    let today = jiff::civil::date(2026, 1, 2);
    let query = parse(text, today);
    let understood = query.understood();
    query.sets();
    assert!(query.explain().lines().count() < 1_000, "{text:?}");
    // Beyond this a query is cut, also when it is read again.
    if understood.chars().count() <= 8_000 {
        assert_eq!(parse(&understood, today).understood(), understood, "{text:?}");
    }
}

/// Marks are in rising order, do not touch, and cover whole characters; the passage is bounded and
/// shows a mark where there is one.
pub fn of_marks(query: &str, text: &str) {
    let query = parse(query, jiff::civil::date(2026, 1, 2));
    hold(&matches(&query, text), text);
    let entry = Entry {
        key: 1,
        id: "2601.00001".to_owned(),
        dates: Vec::new(),
        source: None,
        writer: None,
        texts: vec![(Field::Usage, text.to_owned())],
    };
    for looser in [false, true] {
        let marks = matches_in(&query, Field::Usage, text, looser);
        hold(&marks, text);
        let shown = snippet(&query, &entry, looser);
        hold(&shown.highlights, &shown.text);
        assert!(shown.text.chars().count() <= 200, "{shown:?}");
        assert_eq!(marks.is_empty(), shown.highlights.is_empty(), "{shown:?}");
    }
}

fn hold(marks: &[(usize, usize)], text: &str) {
    let count = text.chars().count();
    assert!(marks.iter().all(|(from, to)| from < to && *to <= count), "{marks:?} in {text:?}");
    assert!(marks.windows(2).all(|pair| pair[0].1 < pair[1].0), "{marks:?} in {text:?}");
}
