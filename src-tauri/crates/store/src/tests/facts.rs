//! The files of what the user did.

use super::*;
use crate::{AddedFacts, Begin, Mark};
use std::fs;
use std::io::Read;

const HOUR: i64 = 3600;

fn text_of(path: &Path) -> String {
    let mut text = String::new();
    zstd::Decoder::new(fs::File::open(path).unwrap()).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn busy() -> Library {
    let library = Library::with_days(&["2025-12-30"], 3);
    library.mark(&ids(&[1, 2]), Mark::Starred, true, at(1)).unwrap();
    library.mark(&ids(&[2]), Mark::Later, true, at(2)).unwrap();
    library.mark(&ids(&[3]), Mark::Read, true, at(3)).unwrap();
    library.tag(&ids(&[1]), &["机器人 Robots".to_owned(), "b".to_owned()], &[], at(4)).unwrap();
    library.set_note(&id(2), Some("一 note\nof two lines"), at(5)).unwrap();
    library.save_search("Mine", "is:starred", at(6)).unwrap();
    library.remember_search("surgical robots").unwrap();
    library
}

#[test]
fn each_busy_hour_leaves_a_small_file_of_plain_lines() {
    let library = busy();
    let first = library.back_up_facts(at(10)).unwrap().unwrap();
    let text = text_of(&first);
    let lines: Vec<serde_json::Value> =
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines[0]["header"]["format"], "paperboy-facts");
    assert_eq!(lines[2]["paper"]["id"], "2512.00002");
    assert_eq!(lines[2]["paper"]["note"]["text"], "一 note\nof two lines");
    assert_eq!(lines[2]["paper"]["starred"], "2026-01-05T12:00:01Z");
    assert_eq!(lines.len(), 6, "{text}");
    library.mark(&ids(&[3]), Mark::Starred, true, at(20)).unwrap();
    assert_eq!(library.back_up_facts(at(30)).unwrap(), None, "the hour is not over");
    assert!(library.back_up_facts(at(HOUR + 10)).unwrap().is_some());
    assert_eq!(library.back_up_facts(at(3 * HOUR)).unwrap(), None, "nothing happened");
    library.add("2025-12-31", "more", vec![report(9, "nine")]);
    assert_eq!(library.back_up_facts(at(4 * HOUR)).unwrap(), None, "the user did nothing");
}

#[test]
fn facts_are_restored_alone_into_any_library_and_taken_back() {
    let library = busy();
    let file = library.back_up_facts(at(10)).unwrap().unwrap();
    // One that holds one of the papers, with a note of its own.
    let other = Library::with_days(&["2026-01-01"], 2);
    other.set_note(&id(2), Some("my own"), at(1)).unwrap();
    other.save_search("mine", "tag:x", at(1)).unwrap();
    let added = other.restore_facts(&file, at(2)).unwrap();
    assert_eq!(
        added,
        AddedFacts {
            starred: 2,
            later: 1,
            read: 1,
            tags: 2,
            notes: 1,
            saved: 1,
            ..AddedFacts::default()
        }
    );
    assert_eq!(other.one(2).note.as_deref(), Some("my own\n\n一 note\nof two lines"));
    assert_eq!(other.one(1).tags, ["b", "机器人 Robots"]);
    assert_eq!(other.saved_searches().unwrap().len(), 2);
    assert_eq!(other.search_history().unwrap(), ["surgical robots"]);
    assert!(other.check().unwrap().is_empty());
    assert_eq!(
        other.restore_facts(&file, at(3)).unwrap(),
        AddedFacts::default(),
        "once more adds nothing"
    );
    // A paper that comes later has its mark.
    other.add("2026-01-02", "later", vec![report(3, "three")]);
    assert!(other.one(3).marks.read.is_some());
    assert_eq!(other.undo(None, at(4)).unwrap().unwrap().what, "facts");
    assert_eq!((other.one(2).note.as_deref(), other.one(2).marks.starred), (Some("my own"), None));
}

#[test]
fn a_file_of_facts_that_is_none_is_damaged_or_is_newer_is_refused_and_lines_that_are_not_understood_are_counted()
 {
    let library = busy();
    let file = library.back_up_facts(at(10)).unwrap().unwrap();
    let packed = fs::read(&file).unwrap();
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("cut", packed[..packed.len() / 2].to_vec()),
        ("flipped", packed.iter().enumerate().map(|(n, byte)| if n == packed.len() / 2 { byte ^ 4 } else { *byte }).collect()),
        ("other", b"{\"a\":1}\n".to_vec()),
        ("empty", Vec::new()),
        ("newer", b"{\"header\":{\"format\":\"paperboy-facts\",\"version\":2,\"made\":\"2026-01-05T12:00:00Z\"}}\n".to_vec()),
    ];
    let other = Library::with_days(&["2026-01-01"], 2);
    for (name, bytes) in cases {
        let path = other.file(name);
        fs::write(&path, bytes).unwrap();
        assert!(
            matches!(other.restore_facts(&path, at(1)), Err(StoreError::BadBackup { .. })),
            "{name}"
        );
    }
    assert!(matches!(
        other.restore_facts(&other.file("nowhere"), at(1)),
        Err(StoreError::BadBackup { .. })
    ));
    let plain = other.file("plain.jsonl");
    fs::write(
        &plain,
        format!(
            "{}{{\"collection\":{{}}}}\nnonsense\n",
            text_of(&file).replace("2512.00001", "no id")
        ),
    )
    .unwrap();
    let added = other.restore_facts(&plain, at(1)).unwrap();
    assert_eq!((added.unreadable, added.starred), (3, 1));
}

#[test]
fn what_was_done_since_the_backup_survives_the_loss_of_the_whole_file() {
    let library = busy();
    library.automatic_backup(at(10)).unwrap().unwrap();
    library.set_note(&id(1), Some("newer than the backup"), at(HOUR)).unwrap();
    library.back_up_facts(at(2 * HOUR)).unwrap().unwrap();
    let folder = library.close();
    fs::write(folder.path().join("library.db"), [9; 9000]).unwrap();
    let opening = open(folder.path());
    assert_eq!(
        opening.store.paper(&id(1)).unwrap().unwrap().note.as_deref(),
        Some("newer than the backup")
    );
    let [OpenEvent::Recovered { recovery, .. }] = opening.events.as_slice() else {
        panic!("{:?}", opening.events)
    };
    assert_eq!(recovery.newer.notes, 1);
}

#[test]
fn a_library_that_is_missing_beside_its_backups_is_begun_only_as_the_user_says() {
    for begin in [Begin::Empty, Begin::Newest] {
        let library = busy();
        library.automatic_backup(at(10)).unwrap().unwrap();
        library.set_note(&id(1), Some("newer"), at(HOUR)).unwrap();
        library.back_up_facts(at(2 * HOUR)).unwrap().unwrap();
        let folder = library.close();
        fs::remove_file(folder.path().join("library.db")).unwrap();
        for _ in 0..2 {
            assert!(
                matches!(refusal(folder.path()), StoreError::Missing { folder: path, newest: Some(_) } if path == folder.path())
            );
            assert!(!folder.path().join("library.db").exists());
        }
        Store::begin(folder.path(), &begin, at(0)).unwrap();
        let opening = open(folder.path());
        assert!(opening.events.is_empty());
        let papers = opening.store.paper_count().unwrap();
        assert!(opening.store.check().unwrap().is_empty());
        if begin == Begin::Empty {
            assert_eq!(papers, 0);
        } else {
            assert_eq!(papers, 3);
            assert_eq!(
                opening.store.paper(&id(1)).unwrap().unwrap().note.as_deref(),
                Some("newer")
            );
        }
    }
}
