//! Devices that share a folder: what one user does on one is on all of them.

use crate::test_app::{Paper, SURGERY, TALK, TestApp};
use paperboy_core::wire::{JobKind, Mark, SyncState, SyncTrouble, Synced};
use paperboy_core::{Error, Job, PaperId};
use std::path::Path;

const DATE: &str = "2026-01-14";

fn with_papers() -> TestApp {
    let test = TestApp::new();
    test.add_day(DATE, &[TALK, SURGERY]);
    test
}

fn sync(test: &TestApp) -> Synced {
    test.app().synchronise(&Job::unwatched(JobKind::Sync)).unwrap()
}

fn trouble<T: std::fmt::Debug>(result: Result<T, Error>) -> SyncTrouble {
    match result {
        Err(Error::Sync(trouble)) => trouble,
        other => panic!("{other:?}"),
    }
}

fn star(test: &TestApp, paper: Paper, on: bool) {
    test.app().mark(&[paper.id.to_owned()], Mark::Starred, on).unwrap();
}

fn paper_of(test: &TestApp, paper: Paper) -> paperboy_core::Paper {
    test.app().paper(&PaperId::parse(paper.id).unwrap()).unwrap()
}

fn is_starred(test: &TestApp, paper: Paper) -> bool {
    paper_of(test, paper).starred
}

/// The files in a folder, but for the key file.
fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> =
        entries.filter(|path| path.extension().is_some_and(|end| end == "pbs")).collect();
    files.sort();
    files
}

#[test]
fn what_is_done_on_one_device_is_on_the_other_and_the_library_is_backed_up_before() {
    let (one, other) = (with_papers(), with_papers());
    let folder = tempfile::tempdir().unwrap();
    star(&one, TALK, true);
    one.app().set_note(SURGERY.id, "from one").unwrap();
    one.app().tag(&[TALK.id.to_owned()], &["读过".to_owned()], &[]).unwrap();
    let set_up = one.app().set_up_sync(folder.path(), None).unwrap();
    assert!(set_up.is_new && !set_up.is_encrypted && set_up.recovery_code.is_none());
    assert_eq!(one.app().sync_status().unwrap().pending, 3);
    let first = sync(&one);
    assert_eq!((first.sent, first.received), (3, 0));
    assert!(first.backup.is_some_and(|backup| Path::new(&backup).exists()));
    assert_eq!(one.app().sync_status().unwrap().pending, 0);

    star(&other, SURGERY, true);
    assert!(!other.app().set_up_sync(folder.path(), None).unwrap().is_new);
    let preview = other.app().preview_sync(&Job::unwatched(JobKind::Sync)).unwrap();
    assert!(preview.is_first);
    assert_eq!(preview.added.values().sum::<u32>(), 3);
    assert!(!is_starred(&other, TALK), "a preview changes nothing");
    let merged = sync(&other);
    assert_eq!(merged.received, 3);
    assert!(merged.backup.is_some());
    assert!(is_starred(&other, TALK) && is_starred(&other, SURGERY));
    assert_eq!(paper_of(&other, SURGERY).note.as_deref(), Some("from one"));
    other.app().wait_until_indexed().unwrap();
    assert_eq!(other.hit_ids("tag:读过"), [TALK.id]);

    assert_eq!(sync(&one).received, 1);
    assert!(is_starred(&one, SURGERY));
    // The newer of two changes wins on both.
    one.pass_days(1);
    other.pass_days(1);
    star(&one, TALK, false);
    other.pass_days(1);
    one.pass_days(1);
    other.app().set_note(SURGERY.id, "from other").unwrap();
    for test in [&one, &other, &one] {
        sync(test);
    }
    for test in [&one, &other] {
        assert!(!is_starred(test, TALK));
        assert_eq!(paper_of(test, SURGERY).note.as_deref(), Some("from other"));
        let status = test.app().sync_status().unwrap();
        assert_eq!((status.pending, &status.failed), (0, &None));
        assert!(status.last.is_some());
        assert_eq!(test.app().check(false).unwrap().database, "ok");
    }
    // Nothing new: nothing is written.
    let before = files(folder.path());
    assert_eq!(sync(&one), Synced::default());
    assert_eq!(files(folder.path()), before);
}

#[test]
fn a_device_on_which_nothing_was_done_has_nothing_to_send() {
    let (one, other) = (with_papers(), with_papers());
    let folder = tempfile::tempdir().unwrap();
    for test in [&one, &other] {
        test.app().set_up_sync(folder.path(), None).unwrap();
    }
    star(&one, TALK, true);
    sync(&one);
    assert_eq!(sync(&other).received, 1);
    assert_eq!(other.app().sync_status().unwrap().pending, 0);
    star(&other, SURGERY, true);
    assert_eq!(other.app().sync_status().unwrap().pending, 1);
    sync(&other);
    assert_eq!(other.app().sync_status().unwrap().pending, 0);
}

#[test]
fn undo_here_leaves_what_came_from_another_device() {
    let (one, other) = (with_papers(), with_papers());
    let folder = tempfile::tempdir().unwrap();
    for test in [&one, &other] {
        test.app().set_up_sync(folder.path(), None).unwrap();
    }
    one.app().set_note(TALK.id, "mine").unwrap();
    sync(&one);
    sync(&other);
    other.pass_days(1);
    one.pass_days(1);
    other.app().set_note(TALK.id, "theirs").unwrap();
    sync(&other);
    sync(&one);
    one.app().undo(None).unwrap();
    assert_eq!(paper_of(&one, TALK).note.as_deref(), Some("theirs"));
}

#[test]
fn an_encrypted_folder_shows_nothing_and_opens_by_passphrase_and_recovery_code_alone() {
    let (one, other, third) = (with_papers(), with_papers(), with_papers());
    let folder = tempfile::tempdir().unwrap();
    one.app().set_note(TALK.id, "a secret plan").unwrap();
    let short = one.app().set_up_sync(folder.path(), Some("seven77"));
    assert_eq!(trouble(short), SyncTrouble::ShortPassphrase);
    assert!(std::fs::read_dir(folder.path()).unwrap().next().is_none());
    let set_up = one.app().set_up_sync(folder.path(), Some("correct horse")).unwrap();
    let code = set_up.recovery_code.unwrap();
    sync(&one);
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let file = file.unwrap();
        let bytes = std::fs::read(file.path()).unwrap();
        for word in ["secret", TALK.id, "note", "correct", &code] {
            let word = word.as_bytes();
            let is_key_file = file.file_name() == "paperboy-sync.json";
            assert!(
                is_key_file && word == b"note"
                    || !bytes.windows(word.len()).any(|window| window == word),
                "{file:?} shows {word:?}"
            );
        }
    }
    let wrong = other.app().set_up_sync(folder.path(), Some("correct house"));
    assert_eq!(trouble(wrong), SyncTrouble::WrongPassphrase);
    assert_eq!(other.app().sync_status().unwrap().folder, None, "nothing was touched");
    let none = other.app().set_up_sync(folder.path(), None);
    assert_eq!(trouble(none), SyncTrouble::NeedsPassphrase);
    other.app().set_up_sync(folder.path(), Some("correct horse")).unwrap();
    third.app().set_up_sync(folder.path(), Some(&code.to_lowercase())).unwrap();
    for test in [&other, &third] {
        sync(test);
        assert_eq!(paper_of(test, TALK).note.as_deref(), Some("a secret plan"));
    }
    // The key is in no file of the library.
    let library = walk(&one.library());
    assert!(library.len() > 1);
    for file in library {
        let bytes = std::fs::read(&file).unwrap();
        assert!(!bytes.windows(13).any(|window| window == b"correct horse"), "{file:?}");
    }
}

fn walk(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(walk(&path)) } else { found.push(path) }
    }
    found
}

#[test]
fn a_folder_that_is_gone_or_was_set_up_again_is_reported_and_nothing_is_lost() {
    let one = with_papers();
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("drive");
    assert_eq!(
        trouble(one.app().synchronise(&Job::unwatched(JobKind::Sync))),
        SyncTrouble::NotSetUp
    );
    let missing = one.app().set_up_sync(&folder, None);
    assert!(matches!(trouble(missing), SyncTrouble::NoFolder { .. }));
    assert_eq!(trouble(one.app().set_up_sync(&one.library(), None)), SyncTrouble::InLibrary);
    std::fs::create_dir(&folder).unwrap();
    one.app().set_up_sync(&folder, None).unwrap();
    star(&one, TALK, true);
    sync(&one);
    let away = place.path().join("away");
    std::fs::rename(&folder, &away).unwrap();
    star(&one, SURGERY, true);
    let gone = one.app().synchronise(&Job::unwatched(JobKind::Sync));
    assert!(matches!(trouble(gone), SyncTrouble::NoFolder { .. }));
    let status = one.app().sync_status().unwrap();
    assert_eq!(status.pending, 1);
    assert!(matches!(
        &status.state,
        SyncState::Failed { why: SyncTrouble::NoFolder { folder } } if folder.ends_with("drive")
    ));
    assert!(status.failed.is_some_and(|why| why.contains("connect the folder's drive")));
    // An empty mount point.
    std::fs::create_dir(&folder).unwrap();
    let empty = one.app().synchronise(&Job::unwatched(JobKind::Sync));
    assert!(matches!(trouble(empty), SyncTrouble::NoKeyFile { .. }));
    let other = with_papers();
    other.app().set_up_sync(&folder, None).unwrap();
    assert_eq!(
        trouble(one.app().synchronise(&Job::unwatched(JobKind::Sync))),
        SyncTrouble::OtherSet
    );
    std::fs::remove_dir_all(&folder).unwrap();
    std::fs::rename(&away, &folder).unwrap();
    assert_eq!(sync(&one).sent, 1);
    assert_eq!(one.app().sync_status().unwrap().failed, None);
    // All files but the key file are lost: what is here is sent again.
    for file in files(&folder) {
        std::fs::remove_file(file).unwrap();
    }
    assert_eq!(sync(&one).sent, 2);
}

#[test]
fn files_of_others_and_damaged_ones_are_named_or_left_alone() {
    let (one, other) = (with_papers(), with_papers());
    let folder = tempfile::tempdir().unwrap();
    for test in [&one, &other] {
        test.app().set_up_sync(folder.path(), None).unwrap();
    }
    star(&one, TALK, true);
    sync(&one);
    let file = files(folder.path()).remove(0);
    let bytes = std::fs::read(&file).unwrap();
    let name = file.file_stem().unwrap().to_str().unwrap();
    // What Syncthing and clouds leave.
    for odd in [
        format!(".syncthing.{name}.pbs.tmp"),
        format!("{name}.sync-conflict-20260115-120000-ABCDEFG.pbs"),
        format!("{name} (1).pbs"),
        "notes.txt".to_owned(),
        ".stfolder".to_owned(),
    ] {
        std::fs::write(folder.path().join(odd), &bytes[..bytes.len() / 2]).unwrap();
    }
    std::fs::create_dir(folder.path().join(format!("{}.pbs", "a".repeat(32)))).unwrap();
    // Under another name a file does not count; half a file does not; another program's does not.
    for (digit, content) in [("b", &bytes[..]), ("c", &bytes[..bytes.len() - 1]), ("d", b"<html>")]
    {
        std::fs::write(folder.path().join(format!("{}.pbs", digit.repeat(32))), content).unwrap();
    }
    let synced = sync(&other);
    assert!(is_starred(&other, TALK));
    assert_eq!((synced.received, synced.problems.len()), (1, 3));
    assert_eq!(other.app().sync_status().unwrap().problems.len(), 3);
    // They are named as long as they are there.
    assert_eq!(sync(&other).problems.len(), 3);
    // A cloud client may reserve the space of a file before its content arrives.
    star(&one, SURGERY, true);
    let before = files(folder.path());
    sync(&one);
    let new = files(folder.path()).into_iter().find(|file| !before.contains(file)).unwrap();
    let content = std::fs::read(&new).unwrap();
    std::fs::write(&new, vec![0; content.len()]).unwrap();
    let synced = sync(&other);
    assert_eq!((synced.received, synced.problems.len()), (0, 4));
    std::fs::write(&new, content).unwrap();
    let synced = sync(&other);
    assert_eq!((synced.received, synced.problems.len()), (1, 3));
    assert!(is_starred(&other, SURGERY));
}

#[test]
fn a_copied_library_is_noticed_and_becomes_a_device_of_its_own() {
    let mut one = with_papers();
    let folder = tempfile::tempdir().unwrap();
    one.app().set_up_sync(folder.path(), None).unwrap();
    star(&one, TALK, true);
    sync(&one);
    let copy = one.copied();
    star(&one, SURGERY, true);
    copy.app().set_note(TALK.id, "of the copy").unwrap();
    assert!(!sync(&one).is_renewed);
    assert!(sync(&copy).is_renewed);
    sync(&one);
    for test in [&one, &copy] {
        assert!(!sync(test).is_renewed);
        assert!(is_starred(test, TALK) && is_starred(test, SURGERY));
        assert_eq!(paper_of(test, TALK).note.as_deref(), Some("of the copy"));
    }
}

#[test]
fn a_clock_that_is_far_ahead_is_refused_on_both_sides_in_words() {
    let (one, other) = (with_papers(), with_papers());
    let folder = tempfile::tempdir().unwrap();
    for test in [&one, &other] {
        test.app().set_up_sync(folder.path(), None).unwrap();
    }
    one.pass_days(3);
    star(&one, TALK, true);
    sync(&one);
    let synced = sync(&other);
    assert_eq!(synced.received, 0);
    assert!(synced.problems[0].why.contains("72 hours ahead"), "{:?}", synced.problems);
    one.pass_days(-3);
    let refused = one.app().synchronise(&Job::unwatched(JobKind::Sync));
    assert_eq!(trouble(refused), SyncTrouble::ClockAhead { hours: 72 });
    // Once the clock here has come so far, the file is read.
    one.pass_days(3);
    other.pass_days(3);
    assert_eq!(sync(&other).received, 1);
}

#[test]
fn one_key_that_two_devices_gave_to_two_papers_stays_with_the_first() {
    let (one, other) = (with_papers(), with_papers());
    let folder = tempfile::tempdir().unwrap();
    for test in [&one, &other] {
        test.app().set_up_sync(folder.path(), None).unwrap();
    }
    one.app().set_citation_key(TALK.id, "same2026").unwrap();
    other.pass_days(1);
    one.pass_days(1);
    other.app().set_citation_key(SURGERY.id, "Same2026").unwrap();
    for test in [&one, &other, &one, &other] {
        sync(test);
    }
    let key = |test: &TestApp, paper: Paper| paper_of(test, paper).citation_key.unwrap_or_default();
    for test in [&one, &other] {
        assert_eq!(
            (key(test, TALK).as_str(), key(test, SURGERY).as_str()),
            ("same2026", "Same2026a")
        );
    }
}

#[test]
fn a_folder_whose_key_file_has_not_arrived_gets_no_other_one() {
    let (one, other) = (with_papers(), with_papers());
    let folder = tempfile::tempdir().unwrap();
    one.app().set_up_sync(folder.path(), Some("correct horse")).unwrap();
    star(&one, TALK, true);
    sync(&one);
    let key_file = folder.path().join("paperboy-sync.json");
    let bytes = std::fs::read(&key_file).unwrap();
    std::fs::remove_file(&key_file).unwrap();
    for passphrase in [None, Some("another one")] {
        let refused = other.app().set_up_sync(folder.path(), passphrase);
        assert_eq!(trouble(refused), SyncTrouble::KeyFileMissing);
        assert!(!key_file.exists());
    }
    std::fs::write(&key_file, bytes).unwrap();
    other.app().set_up_sync(folder.path(), Some("correct horse")).unwrap();
    sync(&other);
    assert!(is_starred(&other, TALK));
}

#[test]
fn the_state_is_a_value_and_a_synchronisation_without_news_changes_nothing_in_the_library() {
    let one = with_papers();
    let state = || one.app().sync_status().unwrap().state;
    assert_eq!(state(), SyncState::Off);
    let folder = tempfile::tempdir().unwrap();
    let offer = one.app().offer_sync(&folder.path().display().to_string(), "", "").unwrap();
    assert!(offer.is_new && !offer.is_encrypted && !offer.needs_passphrase);
    assert_eq!(state(), SyncState::Off, "looking at a folder sets up nothing");
    one.app().set_up_offered_sync(None).unwrap();
    assert_eq!(state(), SyncState::New);
    star(&one, TALK, true);
    sync(&one);
    assert_eq!(state(), SyncState::InSync);
    star(&one, SURGERY, true);
    assert_eq!(state(), SyncState::Pending);
    sync(&one);
    let before = one.app().sync_status().unwrap().last;
    one.pass_days(0);
    sync(&one);
    assert_eq!(one.app().sync_status().unwrap().last, before);
    one.app().forget_sync().unwrap();
    assert_eq!(state(), SyncState::Off);
}

#[test]
fn the_devices_are_listed_by_name_and_a_removed_one_takes_nothing_with_it() {
    let (one, other, third) = (with_papers(), with_papers(), with_papers());
    let folder = tempfile::tempdir().unwrap();
    for test in [&one, &other] {
        test.app().set_up_sync(folder.path(), None).unwrap();
    }
    other.app().set_note(TALK.id, "of the other").unwrap();
    sync(&other);
    star(&one, SURGERY, true);
    sync(&one);
    let devices = one.app().sync_status().unwrap().devices;
    assert_eq!(devices.len(), 1);
    assert!(devices[0].last.is_some());
    let unknown = one.app().remove_sync_device("12x", &Job::unwatched(JobKind::Sync));
    assert_eq!(trouble(unknown), SyncTrouble::UnknownDevice);
    one.app().remove_sync_device(&devices[0].id, &Job::unwatched(JobKind::Sync)).unwrap();
    assert_eq!(one.app().sync_status().unwrap().devices, []);
    // Its own superfluous file goes once the new one was listed.
    sync(&one);
    assert_eq!(files(folder.path()).len(), 1, "only its own file is left");
    third.app().set_up_sync(folder.path(), None).unwrap();
    sync(&third);
    assert_eq!(paper_of(&third, TALK).note.as_deref(), Some("of the other"));
    // Who comes back is one of them again.
    star(&other, TALK, true);
    sync(&other);
    sync(&one);
    assert!(is_starred(&one, TALK));
    assert_eq!(one.app().sync_status().unwrap().devices.len(), 1);
}

fn until(what: &str, is_so: impl Fn() -> bool) {
    for _ in 0..600 {
        if is_so() {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    panic!("{what} did not happen");
}

#[test]
fn once_the_user_has_synchronised_the_window_does_so_after_each_change_and_before_it_is_closed() {
    let (one, other) = (with_papers(), with_papers());
    let folder = tempfile::tempdir().unwrap();
    for test in [&one, &other] {
        test.app().set_up_sync(folder.path(), None).unwrap();
    }
    one.app().start(|| paperboy_core::Surroundings {
        local: "2026-01-15T12:00:00".parse().unwrap(),
        saves_power_or_data: false,
    });
    star(&one, TALK, true);
    one.app().synchronise_before_exit();
    assert_eq!(one.app().sync_status().unwrap().state, SyncState::New, "the first is the user's");
    sync(&one);
    star(&one, SURGERY, true);
    until("a synchronisation", || one.app().sync_status().unwrap().state == SyncState::InSync);
    sync(&other);
    assert!(is_starred(&other, SURGERY));
    one.app().set_note(TALK.id, "at last").unwrap();
    one.app().synchronise_before_exit();
    sync(&other);
    assert_eq!(paper_of(&other, TALK).note.as_deref(), Some("at last"));
    one.app().set_setting("sync.automatic", "off").unwrap();
    one.app().set_note(TALK.id, "kept here").unwrap();
    one.app().synchronise_before_exit();
    sync(&other);
    assert_eq!(paper_of(&other, TALK).note.as_deref(), Some("at last"));
}
