//! Lists, days and keys.

use super::*;
use crate::{KeyFilter, List, Mark};

const DAYS: [&str; 3] = ["2025-12-28", "2025-12-29", "2025-12-31"];

fn listed(library: &Library, list: &List) -> Vec<u32> {
    let (papers, total) = library.list(list, 0, 100).unwrap();
    assert_eq!(total, papers.len() as u64);
    numbers(&papers)
}

fn dates(from: &str, to: &str) -> Option<(Date, Date)> {
    Some((day(from), day(to)))
}

#[test]
fn a_list_is_in_the_order_newest_day_first_then_the_reports() {
    let library = Library::with_days(&DAYS, 2);
    assert_eq!(listed(&library, &List::default()), [5, 6, 3, 4, 1, 2]);
    assert_eq!(
        listed(&library, &List { dates: dates("2025-12-28", "2025-12-30"), ..List::default() }),
        [3, 4, 1, 2]
    );
    assert_eq!(
        listed(&library, &List { dates: dates("2025-12-29", "2025-12-29"), ..List::default() }),
        [3, 4]
    );
    assert_eq!(
        listed(&library, &List { dates: dates("2025-12-30", "2025-12-30"), ..List::default() }),
        [0; 0]
    );
    assert_eq!(
        listed(&library, &List { dates: dates("2025-12-31", "2025-12-28"), ..List::default() }),
        [0; 0]
    );
}

#[test]
fn a_part_of_a_list_comes_with_the_length_of_the_whole_list() {
    let library = Library::with_days(&DAYS, 2);
    let part = |offset, limit| {
        library
            .list(&List::default(), offset, limit)
            .map(|(papers, total)| (numbers(&papers), total))
            .unwrap()
    };
    assert_eq!(part(0, 0), (vec![], 6));
    assert_eq!(part(1, 3), (vec![6, 3, 4], 6));
    assert_eq!(part(5, 3), (vec![2], 6));
    assert_eq!(part(6, 3), (vec![], 6));
    assert_eq!(part(u64::MAX, u64::MAX), (vec![], 6));
}

#[test]
fn a_paper_on_several_days_is_listed_once_at_its_newest_day_asked_for() {
    let library = Library::with_days(&DAYS, 2);
    library.add(
        "2026-01-02",
        "again",
        vec![report(9, "9"), report(1, "body 1"), report(4, "body 4")],
    );
    assert_eq!(listed(&library, &List::default()), [9, 1, 4, 5, 6, 3, 2]);
    assert_eq!(
        listed(&library, &List { dates: dates("2025-12-28", "2025-12-29"), ..List::default() }),
        [3, 4, 1, 2]
    );
    assert_eq!(
        listed(&library, &List { dates: dates("2025-12-28", "2025-12-28"), ..List::default() }),
        [1, 2]
    );
}

#[test]
fn filters_all_hold_at_once() {
    let library = Library::with_days(&DAYS, 2);
    library.mark(&ids(&[1, 3, 5, 6]), Mark::Starred, true, at(0)).unwrap();
    library.mark(&ids(&[5, 2]), Mark::Read, true, at(0)).unwrap();
    library.mark(&ids(&[6, 3]), Mark::Later, true, at(0)).unwrap();
    library.tag(&ids(&[1, 3, 4]), &["Robotik".into()], &[], at(0)).unwrap();
    let starred = List { starred: true, ..List::default() };
    assert_eq!(listed(&library, &starred), [5, 6, 3, 1]);
    assert_eq!(listed(&library, &List { unread: true, ..List::default() }), [6, 3, 4, 1]);
    assert_eq!(listed(&library, &List { later: true, ..List::default() }), [6, 3]);
    assert_eq!(
        listed(&library, &List { tag: Some(" ROBOTIK".into()), ..List::default() }),
        [3, 4, 1]
    );
    assert_eq!(
        listed(
            &library,
            &List { unread: true, later: true, tag: Some("robotik".into()), ..starred.clone() }
        ),
        [3]
    );
    assert_eq!(
        listed(&library, &List { dates: dates("2025-12-01", "2025-12-29"), ..starred }),
        [3, 1]
    );
    assert_eq!(listed(&library, &List { tag: Some("none".into()), ..List::default() }), [0; 0]);
}

#[test]
fn a_list_and_its_neighbours_agree_at_every_place() {
    let library = Library::with_days(&DAYS, 5);
    library.add(
        "2026-01-02",
        "again",
        vec![report(20, "20"), report(3, "body 3"), report(9, "body 9")],
    );
    library.mark(&ids(&[1, 3, 4, 9, 12, 15, 20]), Mark::Starred, true, at(0)).unwrap();
    library.tag(&ids(&[3, 6, 7, 13, 20]), &["t".into()], &[], at(0)).unwrap();
    for list in [
        List::default(),
        List { starred: true, ..List::default() },
        List { tag: Some("t".into()), ..List::default() },
        List { dates: dates("2025-12-28", "2025-12-30"), ..List::default() },
    ] {
        let order = listed(&library, &list);
        assert!(order.len() > 3);
        for (place, n) in order.iter().enumerate() {
            let (before, after) = library.neighbours(&list, &id(*n)).unwrap();
            assert_eq!(
                before.map(|id| number(&id)),
                place.checked_sub(1).map(|place| order[place]),
                "{list:?} {n}"
            );
            assert_eq!(after.map(|id| number(&id)), order.get(place + 1).copied(), "{list:?} {n}");
        }
    }
}

#[test]
fn a_paper_just_read_keeps_its_place_in_the_unread_ones() {
    let library = Library::with_days(&["2025-12-30"], 3);
    library.mark(&ids(&[2]), Mark::Read, true, at(0)).unwrap();
    let unread = List { unread: true, ..List::default() };
    assert_eq!(library.neighbours(&unread, &id(2)).unwrap(), (Some(id(1)), Some(id(3))));
    assert_eq!(library.neighbours(&unread, &id(99)).unwrap(), (None, None));
    let elsewhere = List { dates: dates("2025-12-01", "2025-12-02"), ..List::default() };
    assert_eq!(library.neighbours(&elsewhere, &id(2)).unwrap(), (None, None));
}

#[test]
fn days_count_their_papers_and_unread_ones() {
    let library = Library::with_days(&DAYS, 2);
    library.mark(&ids(&[3, 5, 6]), Mark::Read, true, at(0)).unwrap();
    library.mark(&ids(&[4]), Mark::Starred, true, at(0)).unwrap();
    let days: Vec<_> = library
        .days()
        .unwrap()
        .into_iter()
        .map(|day| (day.date.to_string(), day.papers, day.unread))
        .collect();
    assert_eq!(
        days,
        [("2025-12-31".into(), 2, 0), ("2025-12-29".into(), 2, 1), ("2025-12-28".into(), 2, 2)]
    );
    assert_eq!(
        library.days().unwrap()[0].source_url.as_deref(),
        Some("https://huggingface.co/papers/date/2025-12-31")
    );
}

#[test]
fn keys_are_those_of_the_papers_asked_for_and_rise() {
    let library = Library::with_days(&DAYS, 2);
    // On a second day too: its key must still come once.
    library.add("2026-01-02", "again", vec![report(4, "body 4")]);
    library.mark(&ids(&[4, 1]), Mark::Later, true, at(0)).unwrap();
    library.tag(&ids(&[5, 2]), &["Ärzte".into()], &[], at(0)).unwrap();
    library.set_note(&id(6), Some("x"), at(0)).unwrap();
    let details = "INSERT INTO paper_detail (paper, code, project) SELECT key, 'https://c', NULL FROM paper WHERE id = '2512.00003'";
    library.write(|c| c.execute_batch(details)).unwrap();
    let found = |filter: KeyFilter| {
        let keys = library.keys(&filter).unwrap();
        assert!(keys.is_sorted());
        numbers(&library.papers_by_key(&keys).unwrap())
    };
    assert_eq!(found(KeyFilter::Marked(Mark::Later)), [1, 4]);
    assert_eq!(found(KeyFilter::NotMarked(Mark::Later)), [2, 3, 5, 6]);
    assert_eq!(found(KeyFilter::Marked(Mark::Read)), [0; 0]);
    assert_eq!(found(KeyFilter::Tagged("a\u{308}RZTE".into())), [2, 5]);
    assert_eq!(found(KeyFilter::Noted), [6]);
    assert_eq!(found(KeyFilter::Code), [3]);
    assert_eq!(found(KeyFilter::Project), [0; 0]);
}

#[test]
fn papers_come_in_the_order_of_their_keys_and_unknown_keys_are_left_out() {
    let library = Library::with_days(&["2025-12-30"], 3);
    let key = |n| library.one(n).key;
    let papers = library.papers_by_key(&[key(3), 4711, u64::MAX, key(1)]).unwrap();
    assert_eq!(numbers(&papers), [3, 1]);
}

#[test]
fn changes_of_what_is_searched_come_in_pages_and_none_is_missed() {
    let library = Library::with_days(&DAYS, 4);
    library.tag(&ids(&[2, 7]), &["t".into()], &[], at(0)).unwrap();
    library.set_note(&id(1), Some("x"), at(0)).unwrap();
    // Marks are not in the index.
    let revision = library.revision().unwrap();
    library.mark(&ids(&[3]), Mark::Starred, true, at(0)).unwrap();
    assert_eq!(library.revision().unwrap(), revision);
    let (mut seen, mut last) = (Vec::new(), 0);
    loop {
        let page = library.changed_since(last, 5).unwrap();
        let Some(newest) = page.last() else { break };
        assert!(page.is_sorted_by(|a, b| a.revision < b.revision) && page[0].revision > last);
        last = newest.revision;
        seen.extend(numbers(&page));
    }
    assert_eq!((seen.len(), last), (12, revision));
    assert_eq!(seen[9..], [2, 7, 1]);
}
