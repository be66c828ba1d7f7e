use super::*;
use paperboy_search::IndexError;
use std::fs;
use std::path::{Path, PathBuf};

fn open(folder: &Path) -> (Index, Option<String>) {
    let opening = Index::open(folder, "h", true).unwrap();
    (opening.index, opening.reset_reason)
}

fn hit_count(index: &Index, query: &str) -> u64 {
    let query = parse(query, "2026-01-02".parse().unwrap());
    index
        .search(&SearchRequest {
            query: &query,
            sets: HashMap::new(),
            sort: Sort::Relevance,
            offset: 0,
            limit: 10,
        })
        .unwrap()
        .total
}

fn titled(key: u64, title: &str) -> Entry {
    paper(key, &[(Field::Title, title)])
}

#[test]
fn what_was_committed_is_there_again_and_what_was_not_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let (index, begun) = open(folder.path());
    assert_eq!((begun.as_deref(), index.revision(), index.papers()), (Some("missing"), 0, 0));
    index.write().unwrap().put(&[titled(1, "robot"), titled(2, "image")], 5).unwrap();
    assert_eq!((index.revision(), index.papers(), hit_count(&index, "robot")), (5, 2, 1));
    drop(index.write().unwrap());
    drop(index);
    let (index, begun) = open(folder.path());
    assert_eq!((begun, index.revision(), index.papers()), (None, 5, 2));
}

#[test]
fn a_paper_put_again_takes_its_own_place() {
    let folder = tempfile::tempdir().unwrap();
    let (index, _) = open(folder.path());
    let mut writing = index.write().unwrap();
    writing.put(&[titled(7, "robot"), titled(3, "image"), titled(3, "audio")], 1).unwrap();
    writing.put(&[titled(7, "speech")], 2).unwrap();
    writing.put(&[], 3).unwrap();
    drop(writing);
    assert_eq!((index.papers(), index.revision()), (2, 3));
    assert_eq!(
        ["robot", "image", "audio", "speech"].map(|word| hit_count(&index, word)),
        [0, 0, 1, 1]
    );
}

#[test]
fn a_whole_library_is_added_in_pieces_and_committed_once() {
    let folder = tempfile::tempdir().unwrap();
    let (index, _) = open(folder.path());
    let papers =
        |from: u64, to: u64| (from..to).map(|key| titled(key, "robot")).collect::<Vec<_>>();
    let mut writing = index.write().unwrap();
    writing.add(&papers(1, 3)).unwrap();
    writing.add(&papers(3, 1_500)).unwrap();
    assert_eq!((index.papers(), index.revision()), (0, 0));
    drop(writing);
    assert_eq!(open(folder.path()).0.papers(), 0, "dropped without a commit");
    let mut writing = index.write().unwrap();
    writing.add(&papers(1, 1_500)).unwrap();
    writing.put(&papers(1_400, 2_001), 7).unwrap();
    drop(writing);
    assert_eq!((index.papers(), index.revision(), hit_count(&index, "robot")), (2_000, 7, 2_000));
}

#[test]
fn one_writes_at_a_time_and_others_read_meanwhile_and_catch_up() {
    let folder = tempfile::tempdir().unwrap();
    let (one, _) = open(folder.path());
    let (other, begun) = open(folder.path());
    assert_eq!(begun, None);
    let mut writing = one.write().unwrap();
    assert!(matches!(other.write(), Err(IndexError::Busy)));
    writing.put(&[titled(1, "robot")], 4).unwrap();
    assert_eq!((other.revision(), hit_count(&other, "robot")), (0, 0));
    assert!(other.refresh().unwrap());
    assert!(!other.refresh().unwrap());
    assert_eq!((other.revision(), hit_count(&other, "robot")), (4, 1));
    drop(writing);
    let mut writing = other.write().unwrap();
    assert_eq!(writing.revision(), 4);
    writing.put(&[titled(1, "image")], 6).unwrap();
    drop(writing);
    assert_eq!(one.write().unwrap().revision(), 6, "true under the lock");
    assert_eq!((one.papers(), hit_count(&one, "image")), (1, 1));
}

#[test]
fn searching_goes_on_while_another_thread_writes() {
    let folder = tempfile::tempdir().unwrap();
    let (index, _) = open(folder.path());
    index.write().unwrap().put(&[titled(1, "robot")], 1).unwrap();
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            let mut writing = index.write().unwrap();
            for round in 2..14 {
                let papers: Vec<Entry> = (1..30).map(|key| titled(key, "robot")).collect();
                writing.put(&papers, round).unwrap();
            }
        });
        while !writer.is_finished() {
            let count = hit_count(&index, "robot");
            assert!(count == 1 || count == 29, "{count}");
        }
    });
    assert_eq!(index.papers(), 29);
}

#[test]
fn another_generation_or_schema_is_reset_and_foreign_files_stay() {
    let folder = tempfile::tempdir().unwrap();
    let (index, _) = open(folder.path());
    index.write().unwrap().put(&[titled(1, "robot")], 5).unwrap();
    drop(index);
    fs::write(folder.path().join("mine.txt"), "kept").unwrap();
    let opening = Index::open(folder.path(), "other", true).unwrap();
    assert_eq!(
        (opening.reset_reason.as_deref(), opening.index.revision(), opening.index.papers()),
        (Some("stale"), 0, 0)
    );
    drop(opening);
    let meta = folder.path().join("meta.json");
    let old = fs::read_to_string(&meta).unwrap().replace("\\\"version\\\":", "\\\"version\\\":1");
    fs::write(&meta, old).unwrap();
    let opening = Index::open(folder.path(), "other", true).unwrap();
    assert_eq!(opening.reset_reason.as_deref(), Some("schema"));
    opening.index.write().unwrap().put(&[titled(1, "robot")], 5).unwrap();
    assert_eq!(hit_count(&opening.index, "robot"), 1);
    assert_eq!(fs::read_to_string(folder.path().join("mine.txt")).unwrap(), "kept");
    let segments = fs::read_dir(folder.path())
        .unwrap()
        .filter(|file| file.as_ref().unwrap().path().extension().is_some_and(|end| end == "term"))
        .count();
    assert_eq!(segments, 1, "the old segments are gone");
}

/// The index's files, without locks, which are empty.
fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| fs::metadata(path).unwrap().len() > 0)
        .collect();
    files.sort();
    files
}

/// Whether the damage is noticed, at the latest by the check; never a panic, and right again
/// afterwards.
fn heals(folder: &Path, what: &str) {
    let (index, begun) = open(folder);
    let index = match begun {
        Some(why) => {
            assert!(
                why.starts_with("broken") || why == "missing" || why == "schema" || why == "stale",
                "{what}: {why}"
            );
            assert_eq!(index.revision(), 0, "{what}");
            index
        }
        None => {
            let query = parse(
                "robot -image OR 强化* OR date:2025 OR \"a b\"",
                "2026-01-02".parse().unwrap(),
            );
            let answer = index.search(&SearchRequest {
                query: &query,
                sets: HashMap::new(),
                sort: Sort::Relevance,
                offset: 0,
                limit: 10,
            });
            let damaged = !index.check().unwrap().is_empty();
            if !damaged {
                assert_eq!(
                    (answer.unwrap().total, index.revision()),
                    (3, 5),
                    "{what} goes unnoticed and does harm"
                );
            }
            drop(index);
            // What the caller does then: it removes the folder and resets the index.
            fs::remove_dir_all(folder).unwrap();
            open(folder).0
        }
    };
    index.write().unwrap().put(&[titled(1, "robot a b"), titled(2, "强化学习")], 5).unwrap();
    assert_eq!((hit_count(&index, "robot"), index.revision()), (1, 5), "{what}");
    assert_eq!(index.check().unwrap(), Vec::<String>::new());
}

#[test]
fn a_flipped_byte_a_lost_or_a_cut_file_is_noticed_and_healed() {
    let origin = tempfile::tempdir().unwrap();
    let (index, _) = open(origin.path());
    let mut writing = index.write().unwrap();
    writing.put(&[titled(1, "robot a b"), titled(2, "强化学习"), titled(3, "image")], 4).unwrap();
    writing.put(&[titled(3, "images")], 5).unwrap();
    drop(writing);
    drop(index);
    type Harm = fn(&Path);
    let damage: [(&str, Harm); 5] = [
        ("a byte flipped at the beginning", |path| flip(path, 0.0)),
        ("a byte flipped in the middle", |path| flip(path, 0.5)),
        ("a byte flipped near the end", |path| flip(path, 0.93)),
        ("cut", |path| {
            fs::write(
                path,
                &fs::read(path).unwrap()[..fs::metadata(path).unwrap().len() as usize / 2],
            )
            .unwrap()
        }),
        ("deleted", |path| fs::remove_file(path).unwrap()),
    ];
    for file in files(origin.path()) {
        for (name, harm) in damage {
            let folder = tempfile::tempdir().unwrap();
            let copy = folder.path().join("search");
            fs::create_dir(&copy).unwrap();
            for file in files(origin.path()) {
                fs::copy(&file, copy.join(file.file_name().unwrap())).unwrap();
            }
            harm(&copy.join(file.file_name().unwrap()));
            heals(&copy, &format!("{} {name}", file.display()));
        }
    }
}

#[test]
fn a_list_of_removed_papers_that_was_never_finished_is_no_damage_and_in_nobodys_way() {
    let folder = tempfile::tempdir().unwrap();
    let (index, _) = open(folder.path());
    // So many that they are not merged with the next ones.
    let papers: Vec<Entry> = (1..=9_000).map(|key| titled(key, "robot")).collect();
    index.write().unwrap().put(&papers, 4).unwrap();
    index.write().unwrap().put(&[titled(2, "image")], 5).unwrap();
    drop(index);
    let is_list = |path: &PathBuf| path.extension().is_some_and(|end| end == "del");
    let list = files(folder.path()).into_iter().find(is_list).unwrap();
    let name = list.file_name().unwrap().to_str().unwrap();
    let [segment, stamp, _] = name.split('.').collect::<Vec<_>>().try_into().unwrap();
    // What a process leaves that is killed before its commit: the next one, half written.
    let next = format!("{segment}.{}.del", stamp.parse::<u64>().unwrap() + 3);
    let bytes = fs::read(&list).unwrap();
    fs::write(folder.path().join(&next), &bytes[..bytes.len() / 2]).unwrap();
    let written = folder.path().join(".managed.json");
    let mut names: Vec<String> = serde_json::from_slice(&fs::read(&written).unwrap()).unwrap();
    names.push(next.clone());
    fs::write(&written, serde_json::to_vec(&names).unwrap()).unwrap();
    let (index, begun) = open(folder.path());
    assert_eq!((begun, index.check().unwrap()), (None, Vec::new()));
    for revision in 6..9 {
        index.write().unwrap().put(&[titled(revision, "image")], revision).unwrap();
        assert_eq!((index.check().unwrap(), index.revision()), (Vec::new(), revision));
    }
    assert_eq!(hit_count(&index, "image"), 4);
    drop(index);
    let list = files(folder.path()).into_iter().rfind(is_list).unwrap();
    flip(&list, 0.5);
    assert_eq!(open(folder.path()).0.check().unwrap().len(), 1, "the present one is read");
}

fn flip(path: &Path, place: f64) {
    let mut bytes = fs::read(path).unwrap();
    let at = (bytes.len() as f64 * place) as usize;
    bytes[at] ^= 0x01;
    fs::write(path, bytes).unwrap();
}

#[test]
fn reading_only_leaves_no_trace_and_does_without_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let (index, _) = open(folder.path());
    index.write().unwrap().put(&[titled(1, "robot")], 5).unwrap();
    drop(index);
    for file in fs::read_dir(folder.path()).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|end| end == "lock") {
            fs::remove_file(path).unwrap();
        }
    }
    let names = || {
        fs::read_dir(folder.path())
            .unwrap()
            .map(|file| file.unwrap().file_name())
            .collect::<std::collections::BTreeSet<_>>()
    };
    let before = names();
    let opening = Index::open(folder.path(), "h", false).unwrap();
    assert_eq!(
        (opening.reset_reason, opening.index.revision(), hit_count(&opening.index, "robot")),
        (None, 5, 1)
    );
    assert!(matches!(opening.index.write(), Err(IndexError::Storage(_))));
    assert_eq!(opening.index.check().unwrap(), Vec::<String>::new());
    let stale = Index::open(folder.path(), "other", false).unwrap();
    assert_eq!((stale.reset_reason.as_deref(), stale.index.revision()), (Some("stale"), 0));
    stale.index.write().unwrap().put(&[titled(1, "in memory")], 9).unwrap();
    assert_eq!((hit_count(&stale.index, "memory"), stale.index.revision()), (1, 9));
    assert_eq!(names(), before);
    let nowhere = folder.path().join("nowhere");
    assert_eq!(Index::open(&nowhere, "h", false).unwrap().reset_reason.as_deref(), Some("missing"));
    assert!(!nowhere.exists());
}

#[test]
fn small_commits_do_not_pile_up_segments() {
    let folder = tempfile::tempdir().unwrap();
    let (index, _) = open(folder.path());
    for key in 1..=24 {
        index.write().unwrap().put(&[titled(key, "robot")], key).unwrap();
    }
    let segments = files(folder.path())
        .iter()
        .filter(|path| path.extension().is_some_and(|end| end == "term"))
        .count();
    assert!(segments < 3, "{segments}");
    assert_eq!((index.papers(), hit_count(&index, "robot")), (24, 24));
}

#[test]
fn files_of_a_process_killed_before_its_commit_block_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let (index, _) = open(folder.path());
    // Enough papers that the next commit's paper is not merged with them: its files stay as they
    // were written.
    let papers: Vec<Entry> = (1..=9_000).map(|key| titled(key, "alpha")).collect();
    let mut writing = index.write().unwrap();
    papers.chunks(900).for_each(|papers| writing.add(papers).unwrap());
    writing.put(&[], 1).unwrap();
    drop(writing);
    let meta = std::fs::read(folder.path().join("meta.json")).unwrap();
    // Everything of this commit is on the disk but the line that makes it one.
    index.write().unwrap().put(&[titled(1, "beta")], 2).unwrap();
    drop(index);
    std::fs::write(folder.path().join("meta.json"), meta).unwrap();
    let (index, reset_reason) = open(folder.path());
    assert_eq!((reset_reason, index.revision()), (None, 1));
    index.write().unwrap().put(&[titled(1, "beta")], 2).unwrap();
    assert_eq!((hit_count(&index, "beta"), hit_count(&index, "alpha")), (1, 8_999));
}
