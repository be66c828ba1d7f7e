//! Daily reports into the library.

use crate::test_app::{Paper, SURGERY, TALK, TestApp, day};
use paperboy_core::wire::{JobKind, Mark, Outcome};
use paperboy_core::{Job, PaperId};

#[test]
fn a_day_imported_is_there_with_its_papers_in_order() {
    let test = TestApp::new();
    let file = test.import("a.md", &day("2026-01-05", &[TALK, SURGERY]));
    assert_eq!(
        (file.outcome, file.papers, file.date.as_deref()),
        (Outcome::Added, 2, Some("2026-01-05"))
    );
    assert_eq!(file.problems, Vec::new());
    let days = test.app().days().unwrap();
    assert_eq!((days.len(), days[0].papers, days[0].unread), (1, 2, 2));
    let paper = test.app().paper(&PaperId::parse(TALK.id).unwrap()).unwrap();
    assert_eq!(paper.sections.unwrap().contribution.as_deref(), Some(TALK.contribution));
    assert_eq!((paper.reading_source, paper.writer.as_deref()), (Some("html"), Some("imported")));
}

#[test]
fn the_same_file_again_changes_nothing_and_a_changed_one_keeps_every_mark() {
    let test = TestApp::new();
    let text = day("2026-01-05", &[TALK, SURGERY]);
    test.import("a.md", &text);
    let ids = [TALK.id.to_owned()];
    test.app().mark(&ids, Mark::Starred, true).unwrap();
    test.app().set_note(TALK.id, "再读一遍").unwrap();
    assert_eq!(test.import("a.md", &text).outcome, Outcome::Unchanged);
    assert_eq!(
        test.import("a.md", &text.replace('\n', "\r\n")).outcome,
        Outcome::Unchanged,
        "the same papers in other bytes"
    );

    let newer = text.replace("首帧延迟降到 0.33 秒", "首帧延迟降到 0.30 秒");
    assert_eq!(test.import("a.md", &newer).outcome, Outcome::Updated);
    let paper = test.app().paper(&PaperId::parse(TALK.id).unwrap()).unwrap();
    assert!(paper.sections.unwrap().contribution.unwrap().contains("0.30"));
    assert!(paper.starred && paper.note.as_deref() == Some("再读一遍"));
    assert_eq!(test.hit_ids("0.30"), [TALK.id]);
    assert_eq!(test.hit_ids("0.33"), Vec::<String>::new());
}

#[test]
fn a_paper_on_two_days_is_one_paper() {
    let test = TestApp::new();
    test.add_day("2026-01-05", &[TALK, SURGERY]);
    test.app().mark(&[TALK.id.to_owned()], Mark::Read, true).unwrap();
    test.add_day("2026-01-06", &[TALK]);
    let status = test.app().status().unwrap();
    assert_eq!((status.papers, status.days), (2, 2));
    let paper = test.app().paper(&PaperId::parse(TALK.id).unwrap()).unwrap();
    assert_eq!(paper.dates, ["2026-01-06", "2026-01-05"]);
    assert_eq!(test.app().days().unwrap().iter().map(|day| day.unread).collect::<Vec<_>>(), [0, 1]);
    assert_eq!(test.hit_ids("数字人"), [TALK.id], "found once");
}

#[test]
fn a_newer_file_of_a_day_adds_papers_and_removes_none() {
    let test = TestApp::new();
    test.add_day("2026-01-05", &[TALK]);
    assert_eq!(test.import("b.md", &day("2026-01-05", &[SURGERY])).outcome, Outcome::Added);
    assert_eq!(test.app().days().unwrap()[0].papers, 2);
}

#[test]
fn a_file_without_a_date_takes_the_one_of_its_name_or_is_refused() {
    let test = TestApp::new();
    let text = day("2026-01-05", &[TALK]).replace("**Date**: 2026-01-05\n", "");
    let file = test.import("report.md", &text);
    assert_eq!(file.outcome, Outcome::Refused);
    assert!(
        file.problems.iter().any(|problem| problem.to_string().contains("date")),
        "{:?}",
        file.problems
    );
    let file = test.import("2026-01-07.md", &text);
    assert_eq!((file.outcome, file.date.as_deref()), (Outcome::Added, Some("2026-01-07")));
    assert_eq!(file.problems, Vec::new());
}

#[test]
fn what_is_no_report_is_refused_in_words_and_changes_nothing() {
    let test = TestApp::new();
    let noise: Vec<u8> =
        (0..50_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    for bytes in [Vec::new(), b"# Shopping\n- milk\n".to_vec(), noise] {
        let file = test.app().import_bytes("2026-01-05.md", bytes).unwrap();
        assert_eq!(file.outcome, Outcome::Refused);
        assert!(!file.problems.is_empty());
    }
    assert_eq!(test.app().status().unwrap().papers, 0);
}

#[test]
fn a_report_cut_in_a_paper_is_read_in_part_and_reported() {
    let test = TestApp::new();
    let text = day("2026-01-05", &[TALK, SURGERY]);
    let cut = text.find("用世界模型").unwrap();
    let file = test.import("a.md", &text[..cut]);
    assert_eq!((file.outcome, file.papers), (Outcome::Added, 2));
    assert!(
        file.problems.iter().any(|problem| problem.to_string().contains("ends inside")),
        "{:?}",
        file.problems
    );
    assert!(
        file.problems.iter().any(|problem| problem.to_string().contains("missing")),
        "{:?}",
        file.problems
    );
}

#[test]
fn a_folder_is_read_in_order_and_a_bad_file_stops_nothing() {
    let test = TestApp::new();
    let folder = test.path("reports");
    std::fs::create_dir_all(folder.join("2026")).unwrap();
    std::fs::write(folder.join("2026/a.md"), day("2026-01-05", &[TALK])).unwrap();
    std::fs::write(folder.join("2026/b.txt"), day("2026-01-06", &[SURGERY])).unwrap();
    std::fs::write(folder.join("c.md"), "no report").unwrap();
    std::fs::write(folder.join("d.png"), "no text").unwrap();
    let imported = test
        .app()
        .import(&[folder, test.path("nowhere.md")], &Job::unwatched(JobKind::Import))
        .unwrap();
    let outcomes: Vec<Outcome> = imported.files.iter().map(|file| file.outcome).collect();
    assert_eq!(outcomes, [Outcome::Added, Outcome::Added, Outcome::Refused, Outcome::Refused]);
    assert!(imported.files[3].problems[0].to_string().contains("does not exist"));
}

#[test]
fn a_cancelled_import_keeps_what_it_did_and_can_be_repeated() {
    let test = TestApp::new();
    let paths: Vec<_> = ["2026-01-05", "2026-01-06", "2026-01-07"]
        .map(|date| {
            let path = test.path(&format!("{date}.md"));
            std::fs::write(&path, day(date, &[Paper { title: "A paper", ..TALK }])).unwrap();
            path
        })
        .to_vec();
    let job = Job::unwatched(JobKind::Import);
    job.cancel();
    assert!(test.app().import(&paths, &job).unwrap().cancelled);
    assert_eq!(test.app().days().unwrap().len(), 0);
    assert!(!test.app().import(&paths, &Job::unwatched(JobKind::Import)).unwrap().cancelled);
    assert_eq!(test.app().days().unwrap().len(), 3);
}

#[test]
fn the_sample_is_two_days_of_six_whole_papers() {
    let test = TestApp::new();
    let imported = test.app().import_sample().unwrap();
    for file in &imported.files {
        assert_eq!((file.outcome, file.papers), (Outcome::Added, 6), "{file:?}");
        assert_eq!(file.problems, Vec::new());
    }
    assert_eq!(imported.files.len(), 2);
    for day in test.app().days().unwrap() {
        let page =
            test.app().list(&paperboy_core::wire::View::Day { date: day.date }, 0, 10).unwrap();
        for card in page.cards {
            assert_eq!(test.app().open_paper(&card.id).unwrap().sections.len(), 5, "{}", card.id);
            assert!(!card.domain.is_empty() && card.contribution_html.is_some(), "{}", card.id);
        }
    }
}

#[test]
fn hidden_files_and_copies_of_a_sync_conflict_are_left_out_of_folders() {
    let test = TestApp::new();
    let folder = test.path("reports");
    for inside in [".trash", ".stversions/2026", "__MACOSX"] {
        std::fs::create_dir_all(folder.join(inside)).unwrap();
        std::fs::write(folder.join(inside).join("a.md"), day("2026-01-04", &[SURGERY])).unwrap();
    }
    std::fs::write(folder.join("2026-01-05.md"), day("2026-01-05", &[TALK])).unwrap();
    std::fs::write(folder.join("._2026-01-05.md"), b"\0\x05\x16\x07").unwrap();
    let other = day("2026-01-05", &[Paper { contribution: "另一份", ..TALK }]);
    for copy in [
        "2026-01-05.sync-conflict-20260106-101010-ABCDEFG.md",
        "2026-01-05 (conflicted copy 2026-01-06).md",
    ] {
        std::fs::write(folder.join(copy), &other).unwrap();
    }
    // The only file of its day, whatever its name.
    std::fs::write(
        folder.join("2026-01-07.sync-conflict-20260106-101010-ABCDEFG.md"),
        day("2026-01-07", &[SURGERY]),
    )
    .unwrap();
    let imported =
        test.app().import(std::slice::from_ref(&folder), &Job::unwatched(JobKind::Import)).unwrap();
    assert_eq!(
        imported.files.iter().map(|file| file.outcome).collect::<Vec<_>>(),
        [Outcome::Added, Outcome::Added]
    );
    assert_eq!(imported.left_out, 6);
    assert_eq!(
        test.app().days().unwrap().iter().map(|day| day.date.to_string()).collect::<Vec<_>>(),
        ["2026-01-07", "2026-01-05"]
    );
    let paper = test.app().paper(&PaperId::parse(TALK.id).unwrap()).unwrap();
    assert_eq!(paper.sections.unwrap().contribution.as_deref(), Some(TALK.contribution));
    let named =
        test.app().import(&[folder.join(".trash/a.md")], &Job::unwatched(JobKind::Import)).unwrap();
    assert_eq!(
        (named.files[0].outcome, named.left_out),
        (Outcome::Added, 0),
        "a file that the user names is taken"
    );
}

#[test]
fn dates_and_links_in_other_forms_are_read() {
    for (at, date) in [
        "2026年1月5日",
        "2026/01/05",
        "2026/1/5",
        "2026-1-5",
        "20260105",
        "2026.01.05",
        "２０２６-01-05",
    ]
    .into_iter()
    .enumerate()
    {
        let (id, address) = (TALK.id, format!("https://huggingface.co/papers/{}", TALK.id));
        let links = [
            format!("<{address}>"),
            format!("[{id}]({address})"),
            format!("[论文]({address})"),
            format!("{address}）"),
            format!("https://doi.org/10.48550/arXiv.{id}"),
            format!("arXiv:{id}v1 [cs.CV]"),
            format!("[{id}]"),
        ];
        let link = &links[at];
        let test = TestApp::new();
        let text = day("2026-01-05", &[TALK])
            .replace("**Date**: 2026-01-05", &format!("**Date**: {date}"))
            .replace(&address, link);
        assert!(text.contains(date) && text.contains(link));
        let file = test.import("report.md", &text);
        assert_eq!(
            (file.outcome, file.date.as_deref()),
            (Outcome::Added, Some("2026-01-05")),
            "{date} {link}"
        );
        assert_eq!(file.problems, Vec::new(), "{date} {link}");
        let without = text.replace(&format!("**Date**: {date}\n"), "");
        let test = TestApp::new();
        let file = test.import(&format!("日报 {}.md", date.replace('/', "-")), &without);
        assert_eq!(
            (file.outcome, file.date.as_deref()),
            (Outcome::Added, Some("2026-01-05")),
            "{date} in a name"
        );
    }
}

#[test]
fn a_file_in_another_encoding_is_read_and_given_back_to_the_byte() {
    let text = day("2026-01-05", &[TALK, SURGERY]);
    let little =
        [&b"\xff\xfe"[..], &text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>()]
            .concat();
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    for bytes in [little, big] {
        let test = TestApp::new();
        let file = test.app().import_bytes("a.md", bytes.clone()).unwrap();
        assert_eq!((file.outcome, file.papers, file.problems), (Outcome::Added, 2, Vec::new()));
        let date = "2026-01-05".parse().unwrap();
        let days =
            test.app().export_days(paperboy_core::DateSpan { from: date, to: date }).unwrap();
        assert!(days[0].bytes == bytes);
        test.app().wait_until_indexed().unwrap();
        assert_eq!(test.hit_ids("数字人"), [TALK.id]);
    }
}

#[test]
#[cfg(unix)]
fn what_is_no_file_is_skipped_and_named_and_never_waited_for() {
    use std::process::Command;
    let test = TestApp::new();
    let folder = test.path("reports");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("b.md"), day("2026-01-05", &[TALK])).unwrap();
    let path = |name: &str| folder.join(name);
    assert!(Command::new("mkfifo").arg(path("a.md")).status().unwrap().success());
    std::os::unix::fs::symlink(path("a.md"), path("c.txt")).unwrap();
    std::os::unix::fs::symlink(&folder, path("d.md")).unwrap();
    std::os::unix::fs::symlink("/dev/zero", path("e.md")).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(path("f.md")).unwrap();
    for paths in
        [vec![folder.clone()], ["a.md", "b.md", "c.txt", "e.md", "f.md"].map(path).to_vec()]
    {
        let imported = test.app().import(&paths, &Job::unwatched(JobKind::Import)).unwrap();
        let outcomes: Vec<_> = imported
            .files
            .iter()
            .map(|file| (file.path.rsplit('/').next().unwrap(), file.outcome))
            .collect();
        let refused = |name| (name, Outcome::Refused);
        assert_eq!(outcomes.len(), 5, "{outcomes:?}");
        for name in ["a.md", "c.txt", "e.md", "f.md"] {
            assert!(outcomes.contains(&refused(name)), "{outcomes:?}");
        }
        assert!(
            imported
                .files
                .iter()
                .filter(|file| file.outcome == Outcome::Refused)
                .all(|file| file.problems[0].to_string().contains("was skipped"))
        );
        test.app().wait_until_indexed().unwrap();
        assert_eq!(test.hit_ids("数字人"), [TALK.id]);
    }
}

#[test]
fn an_import_that_waits_for_another_program_is_cancelled() {
    let test = TestApp::new();
    let paths = ["2026-01-05", "2026-01-06"].map(|date| {
        let path = test.path(&format!("{date}.md"));
        std::fs::write(&path, day(date, &[TALK])).unwrap();
        path
    });
    let other = rusqlite::Connection::open(test.library().join("library.db")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let job = Job::unwatched(JobKind::Import);
    let (app, of) = (test.app().clone(), job.clone());
    let import = std::thread::spawn(move || app.import(&paths, &of).unwrap());
    std::thread::sleep(std::time::Duration::from_millis(300));
    job.cancel();
    let imported = import.join().unwrap();
    assert!(imported.cancelled && imported.files.is_empty(), "{imported:?}");
    other.execute_batch("ROLLBACK").unwrap();
    assert_eq!(test.app().days().unwrap().len(), 0);
}
