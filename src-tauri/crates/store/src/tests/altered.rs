//! Rows that were altered on the disk while a library is open: they are never shown as intact, and
//! block nothing else.

use super::*;
use crate::{List, Mark, NewArticle, ReplaceWhenRead};
use paperboy_paper::ReadingSource;

/// Three papers with all that a paper can have.
fn library() -> Library {
    let library = Library::with_days(&["2025-12-30"], 3);
    library.mark(&ids(&[1, 2, 3]), Mark::Starred, true, at(1)).unwrap();
    library.tag(&ids(&[2]), &["tag".to_owned()], &[], at(1)).unwrap();
    library.set_note(&id(2), Some("a note"), at(1)).unwrap();
    library.save_search("mine", "is:starred", at(1)).unwrap();
    library.remember_search("robots").unwrap();
    let article = NewArticle {
        source: ReadingSource::Html,
        body: b"{}".to_vec(),
        reasons: Vec::new(),
        etag: None,
        last_modified: None,
    };
    library.put_article(&id(2), &article, at(1)).unwrap();
    library.write(|c| c.execute("INSERT INTO paper_detail (paper, authors, abstract) VALUES (2, '[\"A\"]', 'an abstract')", [])).unwrap();
    library
}

/// Alters rows as a disk does: no trigger sees it.
fn alter(library: &Library, sql: &str) {
    let connection = rusqlite::Connection::open(library.file("library.db")).unwrap();
    let triggers: Vec<String> = connection
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let drops: String = triggers.iter().map(|name| format!("DROP TRIGGER {name};")).collect();
    let kept: Vec<String> = triggers
        .iter()
        .map(|name| {
            connection
                .query_row("SELECT sql FROM sqlite_schema WHERE name = ?1", [name], |row| {
                    row.get(0)
                })
                .unwrap()
        })
        .collect();
    connection.execute_batch(&format!("{drops} {sql}; {}", kept.join(";"))).unwrap();
}

/// Texts that are no UTF-8, and texts that are.
const ALTERATIONS: [&str; 12] = [
    "UPDATE paper SET title = CAST(x'80FF41' AS TEXT) WHERE id = '2512.00002'",
    "UPDATE paper SET title = 'Paper Z' WHERE id = '2512.00002'",
    "UPDATE paper SET id = CAST(x'323531322EFF303032' AS TEXT) WHERE id = '2512.00002'",
    "UPDATE paper_detail SET authors = CAST(x'FFFE' AS TEXT), abstract = CAST(x'FF' AS TEXT)",
    "UPDATE paper_detail SET abstract = 'another abstract'",
    "UPDATE report SET body = CAST(x'FF6F' AS TEXT) WHERE body = 'body 2'",
    "UPDATE report SET body = 'bodY 2' WHERE body = 'body 2'",
    "UPDATE note SET text = CAST(x'FF' AS TEXT)",
    "UPDATE note SET text = 'a n0te'",
    "UPDATE tag SET name = CAST(x'FF' AS TEXT)",
    "UPDATE tag SET name = 'tog'",
    "UPDATE saved_search SET name = CAST(x'FF' AS TEXT); UPDATE day SET source_url = CAST(x'FF' AS TEXT); UPDATE search_history SET query = CAST(x'FF' AS TEXT)",
];

#[test]
fn an_altered_row_takes_no_list_down_and_is_not_shown_as_what_was_stored() {
    let sound = library();
    let before = sound.list(&List::default(), 0, 9).unwrap().0;
    for sql in ALTERATIONS {
        let library = library();
        alter(&library, sql);
        let (papers, _) =
            library.list(&List::default(), 0, 9).unwrap_or_else(|error| panic!("{sql}: {error:?}"));
        for paper in &papers {
            let was = before.iter().find(|was| was.id == paper.id).unwrap();
            let same = (&was.title, &was.abstract_text, &was.note)
                == (&paper.title, &paper.abstract_text, &paper.note)
                && was.report.as_ref().map(|report| &report.body)
                    == paper.report.as_ref().map(|report| &report.body)
                && was.tags == paper.tags;
            assert!(same || paper.is_damaged, "{sql}: {paper:?}");
            let altered =
                |text: &Option<String>, was: &Option<String>| text.is_some() && text != was;
            assert!(
                !altered(&paper.note, &was.note)
                    && !altered(&paper.abstract_text, &was.abstract_text)
                    && paper.title == was.title,
                "{sql}"
            );
        }
        assert!(papers.len() >= 2, "{sql}: the others are there");
        library.days().unwrap();
        library.tags().unwrap();
        library.tagged().unwrap();
        library.saved_searches().unwrap();
        library.search_history().unwrap();
        library.changed_since(0, 10).unwrap();
        for n in 1..=3 {
            let _ = library.paper(&id(n)).unwrap();
        }
        assert!(!library.check().unwrap().is_empty(), "{sql}: the check finds it");
        // Such rows never become facts apart.
        if ["note", "tag", "saved_search"]
            .iter()
            .any(|table| sql.starts_with(&format!("UPDATE {table}")))
        {
            assert!(matches!(library.back_up_facts(at(2)), Err(StoreError::Damaged(_))), "{sql}");
        }
    }
}

#[test]
fn an_altered_article_is_known_by_its_checksum_and_fetched_again() {
    let library = library();
    assert_eq!(library.damaged_articles(0, 9).unwrap(), (Vec::new(), Some(2)));
    alter(
        &library,
        "UPDATE article SET body = CAST(substr(body, 1, length(body) - 4) || x'00010203' AS BLOB)",
    );
    assert!(matches!(library.article(&id(2)), Err(StoreError::Damaged(_))));
    assert_eq!(library.damaged_articles(0, 9).unwrap(), (ids(&[2]), Some(2)));
    assert_eq!(library.damaged_articles(2, 9).unwrap(), (Vec::new(), None));
    library.reopen_reading(&id(2), ReplaceWhenRead::No, at(2)).unwrap();
    assert_eq!(library.article(&id(2)).unwrap(), None);
    assert_eq!(library.reopened_readings(9).unwrap().len(), 1);
}

#[test]
fn a_document_that_was_altered_is_not_given_back_as_what_was_imported() {
    let library = library();
    assert!(library.verbatim(day("2025-12-30")).unwrap().is_some());
    alter(&library, "UPDATE document SET raw = x'00'");
    assert_eq!(library.verbatim(day("2025-12-30")).unwrap(), None);
}
