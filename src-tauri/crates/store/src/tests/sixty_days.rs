//! What the backups of a library take over two months, and that each kind restores.
//! `PAPERBOY_BACKUP_MB` makes the library as large: 928 is the bar.

use super::*;
use crate::{AddedFacts, Mark, NewArticle};
use std::fs;
use std::io::Write;

const DAY: i64 = 24 * 3600;
const DAYS: u32 = 60;
const A_DAY: u32 = 4;

/// Text that compresses about as prose does, and bytes that do not at all, as articles that are
/// compressed already.
struct Noise(u64);

impl Noise {
    fn next(&mut self) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 24
    }

    fn text(&mut self, bytes: usize) -> String {
        let mut text = String::with_capacity(bytes + 8);
        while text.len() < bytes {
            text.push_str(
                ["model ", "训练", "of the ", "robot ", "数据集", "a ", "world ", "0.7 "]
                    [(self.next() % 8) as usize],
            );
            text.push(char::from(b'a' + (self.next() % 26) as u8));
        }
        text
    }

    fn bytes(&mut self, bytes: usize) -> Vec<u8> {
        (0..bytes / 8)
            .flat_map(|_| self.next().wrapping_mul(0x9e37_79b9_7f4a_7c15).to_le_bytes())
            .collect()
    }
}

fn add_days(library: &Store, noise: &mut Noise, first: u32, days: u32, paper_bytes: usize) {
    for n in first..first + days {
        let date =
            day("2020-01-01").checked_add(jiff::ToSpan::days(i64::from(n))).unwrap().to_string();
        let papers: Vec<NewReport> =
            (n * A_DAY..(n + 1) * A_DAY).map(|n| report(n, &noise.text(paper_bytes / 4))).collect();
        library.add_document(&document(&date, &noise.text(paper_bytes), papers), at(0)).unwrap();
        for n in n * A_DAY..(n + 1) * A_DAY {
            let body = noise.bytes(paper_bytes / 2);
            let article = NewArticle {
                source: ReadingSource::Html,
                body,
                reasons: Vec::new(),
                etag: None,
                last_modified: None,
            };
            library.put_article(&id(n), &article, at(0)).unwrap();
        }
    }
}

#[test]
fn sixty_days_of_backups_stay_within_their_bound_and_each_kind_restores() {
    let megabytes: Option<usize> =
        std::env::var("PAPERBOY_BACKUP_MB").ok().and_then(|text| text.parse().ok());
    // A day's papers take about four times this. Most of the time goes into compressing them.
    let paper_bytes = if megabytes.is_some() { 40_000 } else { 8_000 };
    let megabytes = megabytes.unwrap_or(1);
    let library = Library::new();
    let mut noise = Noise(1);
    let mut days = 0;
    while fs::metadata(library.file("library.db")).unwrap().len() < (megabytes << 20) as u64 {
        add_days(&library, &mut noise, days, 8, paper_bytes);
        days += 8;
        library.write(|_| Ok(())).unwrap();
        library
            .writer
            .as_ref()
            .unwrap()
            .lock()
            .unwrap()
            .execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")
            .unwrap();
    }
    // What an older Paperboy left: uncompressed copies.
    for n in 1..=4 {
        let path = library.file(&format!("backups/library-2026010{n}-120000-daily.db"));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        library.backup_to(&path, &|_| true).unwrap();
    }
    let mut most = 0.0_f64;
    for n in 0..DAYS {
        let now = at(i64::from(n) * DAY);
        add_days(&library, &mut noise, days + n, 1, paper_bytes);
        library.mark(&[id((days + n) * A_DAY)], Mark::Starred, true, now).unwrap();
        library.set_note(&id((days + n) * A_DAY + 1), Some("note"), now).unwrap();
        library.back_up_facts(now).unwrap();
        if n % 20 == 10 {
            library.backup_now(now, &|_| true).unwrap();
        }
        library.automatic_backup(now).unwrap().unwrap();
        let copies = library.backups().unwrap();
        let taken: u64 = copies.iter().map(|copy| copy.bytes).sum();
        let three: u64 = copies.iter().take(3).map(|copy| copy.bytes).sum();
        let max = library.max_backup_bytes().unwrap();
        assert!(
            copies.len() >= 3 && (taken <= max || copies.len() == 3),
            "day {n}: {taken} bytes of {max} in {} copies",
            copies.len()
        );
        assert!(taken <= max.max(three));
        most = most.max(taken as f64 / max as f64);
        assert!(names(&library.file("backups")).iter().all(|name| !name.contains("unfinished")));
    }
    let size = fs::metadata(library.file("library.db")).unwrap().len();
    let copies = library.backups().unwrap();
    println!(
        "library {size} bytes; {} copies, at most {:.2} of the bound, {} files of facts",
        copies.len(),
        most,
        library.facts().unwrap().len()
    );
    let papers = library.paper_count().unwrap();
    // Each copy, the newest facts, a copy made by hand, one that is not compressed.
    for copy in &copies {
        let kept = library.restore(&copy.path, at(i64::from(DAYS) * DAY)).unwrap();
        assert!(library.check().unwrap().is_empty(), "{copy:?}");
        library.restore(&kept, at(i64::from(DAYS) * DAY)).unwrap();
        fs::remove_file(kept).unwrap();
        assert_eq!(library.paper_count().unwrap(), papers);
        // Safety copies of safety copies would fill the disk.
        for safety in
            library.backups().unwrap().into_iter().filter(|safety| safety.reason == "restore")
        {
            fs::remove_file(safety.path).unwrap();
        }
    }
    let facts = library.facts().unwrap().remove(0).path;
    let other = Library::new();
    let added = other.restore_facts(&facts, at(0)).unwrap();
    assert_eq!(
        added,
        AddedFacts { starred: u64::from(DAYS), notes: u64::from(DAYS), ..AddedFacts::default() }
    );
}

#[test]
fn a_compressed_copy_is_one_that_the_common_tool_reads() {
    let library = Library::with_days(&["2025-12-30"], 3);
    let backup = library.automatic_backup(at(0)).unwrap().unwrap();
    // Any decoder passes the frame in front over.
    let database = zstd::decode_all(fs::File::open(&backup).unwrap()).unwrap();
    assert!(database.starts_with(b"SQLite format 3\0"));
    let plain = library.file("plain.db");
    fs::File::create(&plain).unwrap().write_all(&database).unwrap();
    library.restore(&plain, at(1)).unwrap();
    assert_eq!(library.paper_count().unwrap(), 3);
}

#[test]
fn a_backup_is_stopped_when_asked_and_leaves_nothing() {
    let library = Library::with_days(&["2025-12-30"], 30);
    for stop_at in [0, 450, 700, 950] {
        let stopped = library.backup_now(at(0), &|part| part < stop_at);
        assert!(matches!(stopped, Err(StoreError::Stopped)), "{stop_at}: {stopped:?}");
        assert!(
            names(&library.file("backups")).iter().all(|name| name.ends_with(".db.zst")),
            "{stop_at}"
        );
    }
}

#[test]
fn what_a_killed_copy_left_beside_its_target_goes_with_the_next() {
    let library = Library::with_days(&["2025-12-30"], 1);
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("copy.db");
    for name in ["copy.db.4711.unfinished", "copy.db.4711.unfinished-journal"] {
        fs::write(folder.path().join(name), "half").unwrap();
    }
    fs::write(folder.path().join("copy.db.mine.unfinished"), "mine").unwrap();
    library.backup_to(&target, &|_| true).unwrap();
    assert_eq!(names(folder.path()), ["copy.db", "copy.db.mine.unfinished"]);
}
