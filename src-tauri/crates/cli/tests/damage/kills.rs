//! Killed at any instruction of a repair, a salvage, a restore, a backup or a file of facts, the
//! library is as whole as before or after. `PAPERBOY_KILLS` makes it longer: 200 are the bar.

use super::{Chance, copy, exported, library, number};
use crate::harness::{Library, report};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// What is killed.
#[derive(Debug, Clone, Copy)]
enum Work {
    BackUp,
    Restore,
    Repair,
    Salvage,
    /// A star, after which a file of facts is due.
    Facts,
    /// An import, after which an automatic backup is due.
    Import,
}

const WORKS: [Work; 6] =
    [Work::BackUp, Work::Restore, Work::Repair, Work::Salvage, Work::Facts, Work::Import];

/// A library and what it needs for every kind of work.
struct Scene {
    library: Library,
    backup: PathBuf,
    damaged: String,
    report: String,
}

impl Scene {
    fn new(original: &Library, work: Work) -> Self {
        let library = Library::new();
        let folder = PathBuf::from(library.folder());
        copy(Path::new(&original.folder()), &folder);
        let backups = files(&folder.join("backups"));
        let backup =
            backups.iter().find(|path| path.to_string_lossy().contains("-daily")).unwrap().clone();
        let bytes = std::fs::read(folder.join("library.db")).unwrap();
        let damaged = library.path("damaged.db");
        let mut broken = bytes.clone();
        broken[..40].fill(0);
        std::fs::write(&damaged, &broken).unwrap();
        match work {
            Work::Repair => {
                // Damage that the check finds and a start does not: a text in the middle of a row.
                let mut altered = bytes;
                let at = altered.windows(6).rposition(|window| window == b"number").unwrap();
                altered[at] ^= 1;
                std::fs::write(folder.join("library.db"), altered).unwrap();
            }
            Work::Facts => backups
                .iter()
                .filter(|path| path.to_string_lossy().contains("facts-"))
                .for_each(|path| {
                    std::fs::remove_file(path).unwrap();
                }),
            Work::Import => backups.iter().for_each(|path| std::fs::remove_file(path).unwrap()),
            Work::BackUp | Work::Restore | Work::Salvage => {}
        }
        let report = library.write("new.md", &report("2026-02-03", 2));
        Self { library, backup, damaged, report }
    }

    fn words(&self, work: Work, id: &str) -> Vec<String> {
        let backup = self.backup.display().to_string();
        let copy = self.library.path("copy.db");
        let words: Vec<&str> = match work {
            Work::BackUp => vec!["backup", &copy],
            Work::Restore => vec!["restore", &backup],
            Work::Repair => vec!["check", "--repair"],
            Work::Salvage => vec!["restore", "--salvage", &self.damaged],
            Work::Facts => vec!["later", id],
            Work::Import => vec!["import", &self.report],
        };
        words.into_iter().map(str::to_owned).collect()
    }

    fn run(&self, words: &[String]) -> crate::harness::Run {
        self.library.run(&words.iter().map(String::as_str).collect::<Vec<_>>())
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder)
        .map(|entries| entries.map(|entry| entry.unwrap().path()).collect())
        .unwrap_or_default()
}

fn stars(papers: &super::Papers) -> usize {
    papers.values().filter(|paper| paper["starred"] == true).count()
}

#[test]
fn a_kill_in_a_repair_a_salvage_a_restore_or_a_backup_leaves_all_as_before_or_after() {
    let kills = usize::try_from(number("PAPERBOY_KILLS", 6)).unwrap();
    let mut chance = Chance::new("kills");
    let original = library(number("PAPERBOY_FLIP_DAYS", 12));
    let before = exported(&original).unwrap();
    let id = before.values().find(|paper| paper["later"] == false).unwrap()["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let mut spans: Vec<Option<(Duration, usize)>> = vec![None; WORKS.len()];
    let (mut killed, mut round) = (0, 0);
    while killed < kills {
        let (at, work) = (round % WORKS.len(), WORKS[round % WORKS.len()]);
        round += 1;
        // The first of each runs to its end: it shows how long one takes, and its result.
        let (span, papers_after) = *spans[at].get_or_insert_with(|| {
            let scene = Scene::new(&original, work);
            let began = Instant::now();
            let run = scene.run(&scene.words(work, &id));
            assert_eq!(run.code, 0, "{work:?}: {}", run.stderr);
            (began.elapsed(), exported(&scene.library).unwrap().len())
        });
        let scene = Scene::new(&original, work);
        let words = scene.words(work, &id);
        let folder = scene.library.folder();
        let line: Vec<&str> =
            ["--library", &folder].into_iter().chain(words.iter().map(String::as_str)).collect();
        let mut child = scene.library.start(&line);
        std::thread::sleep(span.mul_f64(chance.below(1000) as f64 / 1000.0));
        let in_time = child.try_wait().unwrap().is_none();
        child.kill().unwrap();
        child.wait().unwrap();
        killed += usize::from(in_time);
        let place = format!("{work:?}, kill {killed}");

        let copy = scene.library.path("copy.db");
        if matches!(work, Work::BackUp) && !Path::new(&copy).exists() {
            let again = scene.run(&words);
            assert_eq!(again.code, 0, "{place}: the next backup was hindered: {}", again.stderr);
            let left: Vec<PathBuf> = files(Path::new(&copy).parent().unwrap())
                .into_iter()
                .filter(|path| path.to_string_lossy().contains("unfinished"))
                .collect();
            assert_eq!(left, Vec::<PathBuf>::new(), "{place}");
        }
        // The check, or the start before it, finishes an interrupted step; `check --repair` repairs
        // a damaged library.
        let run = scene.library.run(&["check", "--repair", "--json"]);
        assert_eq!(
            (run.code, &run.json()["database"]),
            (0, &Value::from("ok")),
            "{place}: {}",
            run.stderr
        );
        let after = exported(&scene.library).unwrap();
        assert!(
            after.len() == before.len() || after.len() == papers_after,
            "{place}: {} of {} papers",
            after.len(),
            before.len()
        );
        if !matches!(work, Work::Restore) || after.len() == before.len() {
            for (id, was) in &before {
                let is = &after[id];
                assert_eq!(
                    (&was["starred"], &was["tags"], &was["sections"]),
                    (&is["starred"], &is["tags"], &is["sections"]),
                    "{place}: {id}"
                );
            }
            assert!(stars(&after) >= stars(&before));
        }
        // Every backup that has its name is whole.
        for file in files(&Path::new(&folder).join("backups")) {
            let name = file.to_string_lossy().into_owned();
            if name.contains("unfinished") {
                continue;
            }
            let fresh = Library::new();
            let option = if name.contains("facts-") {
                vec!["restore", "--facts", &name]
            } else {
                vec!["restore", &name]
            };
            let run = fresh.run(&option);
            assert_eq!(run.code, 0, "{place}: {name}: {}", run.stderr);
        }
    }
    println!("{killed} kills in {round} rounds: all as before or after");
}
