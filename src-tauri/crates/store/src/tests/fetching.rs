//! What fetching keeps: lists that grow, and articles.

use super::*;
use crate::{ListedPaper, Listing, Mark, NewArticle};
use paperboy_paper::{ReadingCause, ReadingReason};
use std::fs;

fn listed(n: u32) -> ListedPaper {
    ListedPaper {
        abstract_text: Some(format!("Abstract {n}")),
        authors: vec!["A. Author".to_owned()],
        upvotes: Some(n),
        keywords: vec!["agents".to_owned()],
        ..ListedPaper::new(id(n), format!("Listed {n}"))
    }
}

fn list(numbers: &[u32]) -> Listing {
    Listing {
        date: day("2026-01-05"),
        source_url: "https://example.org".to_owned(),
        papers: numbers.iter().map(|n| listed(*n)).collect(),
    }
}

fn article(source: ReadingSource, body: &str) -> NewArticle {
    NewArticle {
        source,
        body: body.as_bytes().to_vec(),
        etag: Some("\"x\"".to_owned()),
        last_modified: None,
        reasons: Vec::new(),
    }
}

#[test]
fn a_day_grows_and_keeps_its_marks() {
    let library = Library::new();
    assert_eq!(library.add_listing(&list(&[1]), at(0)).unwrap().added, ids(&[1]));
    library.mark(&ids(&[1]), Mark::Starred, true, at(1)).unwrap();
    let grown = library.add_listing(&list(&[3, 1, 2, 3]), at(2)).unwrap();
    assert_eq!((grown.listed, grown.added), (3, ids(&[3, 2])));
    let (papers, total) = library.list(&crate::List::default(), 0, 10).unwrap();
    assert_eq!((numbers(&papers), total), (vec![1, 3, 2], 3));
    assert!(library.one(1).marks.starred.is_some());
    assert_eq!(library.add_listing(&list(&[2]), at(3)).unwrap().added, []);
    assert_eq!(library.days().unwrap()[0].papers, 3, "a shorter list removes nothing");
    assert_eq!(library.listed(day("2026-01-05")).unwrap(), Some((at(3), 1)));
}

#[test]
fn an_empty_list_is_remembered_and_makes_no_day() {
    let library = Library::new();
    library.add_listing(&list(&[]), at(0)).unwrap();
    assert_eq!(library.listed(day("2026-01-05")).unwrap(), Some((at(0), 0)));
    assert_eq!(library.listed(day("2026-01-06")).unwrap(), None);
    assert!(library.days().unwrap().is_empty());
}

#[test]
fn a_later_list_updates_but_never_empties() {
    let library = Library::new();
    library.add_listing(&list(&[1]), at(0)).unwrap();
    let revision = library.revision().unwrap();
    let mut again = list(&[1]);
    again.papers[0] = ListedPaper {
        abstract_text: None,
        authors: Vec::new(),
        keywords: Vec::new(),
        upvotes: Some(99),
        ..listed(1)
    };
    library.add_listing(&again, at(1)).unwrap();
    let paper = library.one(1);
    assert_eq!(
        (paper.abstract_text.as_deref(), paper.upvotes, paper.authors.len()),
        (Some("Abstract 1"), Some(99), 1)
    );
    assert_eq!(library.revision().unwrap(), revision, "votes are not searched");
    again.papers[0].code = Some("https://example.org/code".to_owned());
    library.add_listing(&again, at(2)).unwrap();
    assert!(library.revision().unwrap() > revision);
    assert_eq!(library.keys(&crate::KeyFilter::Code).unwrap(), [library.one(1).key]);
}

#[test]
fn a_list_and_a_report_of_the_same_paper_are_one() {
    let library = Library::new();
    library.add_listing(&list(&[1, 2]), at(0)).unwrap();
    assert_eq!(library.one(1).title, "Listed 1");
    library.add("2026-01-05", "raw", vec![report(1, "body")]);
    assert_eq!(
        (library.one(1).title.as_str(), library.one(1).abstract_text.as_deref()),
        ("Paper 1", Some("Abstract 1"))
    );
    library.add_listing(&list(&[1, 2]), at(2)).unwrap();
    assert_eq!(library.one(1).title, "Paper 1", "the shown report names the paper");
    assert_eq!(library.paper_count().unwrap(), 2);
    assert_eq!(
        library.verbatim(day("2026-01-05")).unwrap(),
        None,
        "the document does not name all the day's papers"
    );
}

#[test]
fn reading_stays_open_until_it_is_settled_and_a_fuller_source_wins() {
    let library = Library::new();
    library.add_listing(&list(&[1]), at(0)).unwrap();
    let reasons = [ReadingReason::new(ReadingSource::Html, ReadingCause::Challenge)];
    library.reading_failed(&id(1), &reasons, at(1)).unwrap();
    let open = library.reading(&id(1)).unwrap().unwrap();
    assert_eq!((open.settled, open.tries, open.reasons.as_slice()), (false, 1, &reasons[..]));
    library.settle_with_abstract(&id(1), &reasons, at(2)).unwrap();
    assert_eq!(library.one(1).reading_reasons, reasons);
    assert_eq!(library.one(1).reading_source, Some(ReadingSource::Abstract));
    library.put_article(&id(1), &article(ReadingSource::Html, "whole"), at(3)).unwrap();
    library.put_article(&id(1), &article(ReadingSource::Abs, "poor"), at(4)).unwrap();
    library.settle_with_abstract(&id(1), &[], at(5)).unwrap();
    let kept = library.article(&id(1)).unwrap().unwrap();
    assert_eq!(
        (kept.source, kept.body, kept.fetched),
        (ReadingSource::Html, b"whole".to_vec(), at(3))
    );
    let reading = library.readings(day("2026-01-05")).unwrap().remove(0);
    assert_eq!(
        (reading.settled, reading.source, reading.etag.as_deref()),
        (true, Some(ReadingSource::Html), Some("\"x\""))
    );
    assert!(library.one(1).has_article);
    assert!(matches!(
        library.put_article(&id(9), &article(ReadingSource::Html, ""), at(3)),
        Err(StoreError::UnknownPaper(_))
    ));
}

#[test]
fn an_article_in_the_place_of_another_is_sent_like_a_new_one_and_none_twice() {
    let library = Library::new();
    library.add_listing(&list(&[1, 2, 3]), at(0)).unwrap();
    let put = |n, text| library.put_article(&id(n), &article(ReadingSource::Html, text), at(9));
    (1..=3).for_each(|n| put(n, "first").unwrap());
    let after = |number, bytes| {
        let (articles, last, has_more) = library.articles_after(number, bytes).unwrap();
        let ids: Vec<PaperId> =
            articles.into_iter().map(|article| article.paper.paper.id).collect();
        (ids, last, has_more)
    };
    let (first, last, has_more) = after(0, 1);
    assert_eq!((first, has_more), (vec![id(1)], true));
    let (others, last, has_more) = after(last, 1 << 20);
    assert_eq!((others, has_more), (vec![id(2), id(3)], false));
    assert_eq!(library.count_articles_after(last).unwrap(), 0);
    // The clock may stop, and the newest may be removed: no number comes again.
    put(1, "second").unwrap();
    library.reopen_reading(&id(1), crate::ReplaceWhenRead::No, at(9)).unwrap();
    put(2, "second").unwrap();
    assert_eq!(after(last, 1 << 20).0, [id(2)]);
    assert_eq!(library.count_articles_after(last).unwrap(), 1);
}

#[test]
fn a_large_article_takes_little_space() {
    let library = Library::new();
    library.add_listing(&list(&[1]), at(0)).unwrap();
    let text = "a sentence that comes again. ".repeat(40_000);
    library.put_article(&id(1), &article(ReadingSource::Html, &text), at(1)).unwrap();
    assert_eq!(library.article(&id(1)).unwrap().unwrap().body.len(), text.len());
    let folder = library.close();
    assert!(fs::metadata(folder.path().join("library.db")).unwrap().len() < 400_000);
}
