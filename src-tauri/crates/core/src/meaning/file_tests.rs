#![allow(clippy::unwrap_used)]

use super::*;
use paperboy_rank::{DIMENSIONS, PackedVector};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use tempfile::TempDir;

const KIND: Kind = Kind { model: [7; 16], dimensions: DIMENSIONS };

/// Another direction for each text.
fn meaning(text: u8) -> PaperMeaning {
    let mut numbers = [0.1; DIMENSIONS];
    numbers[usize::from(text)] = 100.0;
    PaperMeaning {
        vector: PackedVector::of(&numbers),
        sketches: vec![Sketch::from_bytes(&[text; Sketch::bytes_for(DIMENSIONS)]); 3],
    }
}

fn sum(text: u8) -> TextSum {
    [text + 1; 16]
}

fn writer(folder: &TempDir, kind: Kind, history: &str) -> VectorWriter {
    // A program that another test starts has the lock, too, until it runs.
    let open = || VectorWriter::open(folder.path(), kind, history, None).unwrap();
    let mut tries = 0..200;
    let writer = tries.find_map(|_| {
        let writer = open();
        if writer.is_none() {
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        writer
    });
    writer.expect("the lock is free within two seconds")
}

/// Adds papers with these texts, as the library does that follows.
fn follow(writer: &mut VectorWriter, papers: &BTreeMap<u64, u8>) -> usize {
    let mut made = 0;
    for (key, text) in papers {
        if !writer.has(*key, &sum(*text)).unwrap() {
            made += 1;
            writer.put(*key, &sum(*text), &meaning(*text)).unwrap();
        }
    }
    writer.commit(1).unwrap();
    made
}

/// The papers that are found for a text.
fn nearest(folder: &TempDir, text: u8) -> Vec<NearPaper> {
    let Some(vectors) = Vectors::open(folder.path(), KIND.model) else { return Vec::new() };
    vectors.nearest(&meaning(text).vector, 200, 0.9, &|_| true).unwrap()
}

/// No paper is found by a vector of a text that is not its own.
fn assert_true(folder: &TempDir, papers: &BTreeMap<u64, u8>) {
    for text in 0..20 {
        for found in nearest(folder, text) {
            // `core` compares the sum with that of the present text before it shows anything.
            if papers.get(&found.key).map(|text| sum(*text)) == Some(found.sum) {
                assert_eq!(papers[&found.key], text, "a vector of another text");
            }
        }
    }
}

fn papers(of: &[(u64, u8)]) -> BTreeMap<u64, u8> {
    of.iter().copied().collect()
}

#[test]
fn the_nearest_papers_come_first_with_their_nearest_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let all = papers(&[(1, 1), (2, 2), (3, 3)]);
    assert_eq!(follow(&mut writer(&folder, KIND, "a"), &all), 3);
    let found = nearest(&folder, 2);
    assert_eq!(found.iter().map(|paper| paper.key).collect::<Vec<_>>(), [2]);
    let vectors = Vectors::open(folder.path(), KIND.model).unwrap();
    assert_eq!(vectors.nearest_sentence(&found[0], &meaning(2).vector).unwrap(), Some(0));
    assert_eq!(vectors.of(3).unwrap().unwrap().1, sum(3));
    let allowed = vectors.nearest(&meaning(2).vector, 2, -1.0, &|key| key != 2).unwrap();
    assert_eq!(allowed.len(), 2);
    assert!(allowed.iter().all(|paper| paper.key != 2));
}

#[test]
fn vectors_of_another_length_begin_the_cache_again() {
    let folder = tempfile::tempdir().unwrap();
    follow(&mut writer(&folder, KIND, "a"), &papers(&[(1, 1), (2, 2)]));
    let short = Kind { dimensions: 8, ..KIND };
    let mut again = writer(&folder, short, "a");
    assert!(Vectors::open(folder.path(), KIND.model).is_none());
    again.commit(1).unwrap();
    let vectors = Vectors::open(folder.path(), KIND.model).unwrap();
    assert_eq!((vectors.kind, vectors.papers()), (short, 0));
}

#[test]
fn a_changed_text_takes_the_place_of_the_former_one() {
    let folder = tempfile::tempdir().unwrap();
    follow(&mut writer(&folder, KIND, "a"), &papers(&[(1, 1), (2, 2)]));
    let changed = papers(&[(1, 5), (2, 2)]);
    assert_eq!(follow(&mut writer(&folder, KIND, "a"), &changed), 1);
    assert!(nearest(&folder, 1).is_empty());
    assert_eq!(nearest(&folder, 5)[0].key, 1);
    assert_eq!(Vectors::open(folder.path(), KIND.model).unwrap().papers(), 2);
}

#[test]
fn nothing_of_another_model_or_another_library_is_used_and_equal_texts_are_kept() {
    let folder = tempfile::tempdir().unwrap();
    follow(&mut writer(&folder, KIND, "a"), &papers(&[(1, 1), (2, 2)]));
    assert!(Vectors::open(folder.path(), [8; 16]).is_none());
    // Another generation of the library, in which the keys belong to other papers.
    let mut other = writer(&folder, KIND, "b");
    assert_eq!(Vectors::open(folder.path(), KIND.model).unwrap().state.revision, 0);
    assert!(nearest(&folder, 1).is_empty(), "a key of the other library");
    assert_eq!(follow(&mut other, &papers(&[(1, 2), (7, 1), (8, 3)])), 1, "two texts were known");
    drop(other);
    assert_eq!(nearest(&folder, 1)[0].key, 7);
    assert_eq!(nearest(&folder, 2)[0].key, 1);
    // Another model begins again.
    let mut model = writer(&folder, Kind { model: [8; 16], ..KIND }, "b");
    assert_eq!(follow(&mut model, &papers(&[(1, 2)])), 1);
    assert!(Vectors::open(folder.path(), KIND.model).is_none());
}

#[test]
fn one_process_writes_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let first = writer(&folder, KIND, "a");
    assert!(VectorWriter::open(folder.path(), KIND, "a", None).unwrap().is_none());
    drop(first);
    assert!(VectorWriter::open(folder.path(), KIND, "a", None).unwrap().is_some());
}

/// What a kill or a disk does to a file.
#[derive(Debug, Clone)]
enum Harm {
    Cut(&'static str, u16),
    Flip(&'static str, u16),
    Remove(&'static str),
    /// The file is what it was before the last change: only the other one had reached the disk.
    Return(&'static str),
}

fn harm() -> impl Strategy<Value = Harm> {
    let file = prop::sample::select(vec!["vectors", "sentences", "state"]);
    (file, 0..4_u8, any::<u16>()).prop_map(|(file, kind, at)| match kind {
        0 => Harm::Cut(file, at),
        1 => Harm::Flip(file, at),
        2 => Harm::Remove(file),
        _ => Harm::Return(file),
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Whatever was cut, flipped, lost or left behind: no paper has a vector of another text, and
    /// what is missing is made again.
    #[test]
    fn no_harm_gives_a_paper_the_vector_of_another_text(
        before in prop::collection::btree_set(1..9_u8, 1..8),
        after in prop::collection::btree_set(1..9_u8, 1..8),
        harms in prop::collection::vec(harm(), 1..4),
    ) {
        // No two papers have one text: it begins with the paper's id.
        let texts = |keys: BTreeSet<u8>, from: u8| -> BTreeMap<u64, u8> {
            keys.into_iter().map(|key| (u64::from(key), key + from)).collect()
        };
        let (before, after) = (texts(before, 0), texts(after, 10));
        let folder = tempfile::tempdir().unwrap();
        follow(&mut writer(&folder, KIND, "a"), &before);
        let path = |name: &str| folder.path().join(name);
        let old: HashMap<&str, Vec<u8>> = ["vectors", "sentences", "state"]
            .map(|name| (name, std::fs::read(path(name)).unwrap()))
            .into();
        let mut now = before.clone();
        now.extend(&after);
        follow(&mut writer(&folder, KIND, "a"), &now);
        for harm in harms {
            let change = |name: &str, change: &dyn Fn(&mut Vec<u8>)| {
                let mut bytes = std::fs::read(path(name)).unwrap_or_default();
                change(&mut bytes);
                std::fs::write(path(name), bytes).unwrap();
            };
            match harm {
                Harm::Cut(name, at) => change(name, &|bytes| {
                    bytes.truncate(usize::from(at) % (bytes.len() + 1));
                }),
                Harm::Flip(name, at) => change(name, &|bytes| {
                    let at = usize::from(at) % bytes.len().max(1);
                    bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 0x10);
                }),
                Harm::Remove(name) => remove(&path(name)).unwrap(),
                Harm::Return(name) => std::fs::write(path(name), &old[name]).unwrap(),
            }
        }
        assert_true(&folder, &now);
        let mut again = writer(&folder, KIND, "a");
        let missing = again.missing(now.keys().copied().collect());
        let lost: BTreeMap<u64, u8> = missing.iter().map(|key| (*key, now[key])).collect();
        follow(&mut again, &lost);
        follow(&mut again, &now);
        drop(again);
        assert_true(&folder, &now);
        for (key, text) in &now {
            prop_assert!(nearest(&folder, *text).iter().any(|paper| paper.key == *key));
        }
    }
}

#[test]
fn what_a_writer_knew_counts_until_a_file_changes() {
    let folder = TempDir::new().unwrap();
    let of = papers(&[(1, 1), (2, 2)]);
    let mut first = writer(&folder, KIND, "a");
    follow(&mut first, &of);
    let known = first.remember();
    assert!(known.is_some());
    let again = |known| VectorWriter::open(folder.path(), KIND, "a", known).unwrap().unwrap();
    let mut second = again(known);
    assert_eq!(follow(&mut second, &papers(&[(1, 1), (2, 2), (3, 3)])), 1);
    let known = second.remember();
    // A disk that loses a part: what was known of it does not count.
    let path = folder.path().join("vectors");
    let bytes = std::fs::read(&path).unwrap();
    std::fs::write(&path, &bytes[..bytes.len() - 1]).unwrap();
    let mut third = again(known);
    assert_eq!(follow(&mut third, &papers(&[(1, 1), (2, 2), (3, 3)])), 1);
    // What is not on the disk yet is not remembered, nor is what belongs to another library.
    third.put(4, &sum(4), &meaning(4)).unwrap();
    assert!(third.remember().is_none());
    let mut other = writer(&folder, KIND, "a");
    follow(&mut other, &of);
    let known = other.remember();
    let mut moved = VectorWriter::open(folder.path(), KIND, "b", known).unwrap().unwrap();
    assert_eq!(moved.missing(vec![1, 2]), [1, 2]);
    assert_eq!(follow(&mut moved, &of), 0, "their texts are known");
    assert_true(&folder, &of);
}
