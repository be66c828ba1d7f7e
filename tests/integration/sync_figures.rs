//! Figures that one device fetched, on the others.

use crate::fetch::{Round, until};
use crate::figures::file;
use crate::test_app::TestApp;
use paperboy_core::Job;
use paperboy_core::wire::{JobKind, Synced};
use paperboy_tests::png;
use std::path::{Path, PathBuf};

const ONE: &str = "2601.00001";
const TWO: &str = "2601.00002";

/// A device that has fetched the figures of the day's cards, and all of those of the first paper.
fn fetched() -> Round {
    let round = Round::with_figures(&[ONE, TWO]);
    round.fetch();
    all_of(&round, ONE);
    round
}

fn all_of(round: &Round, id: &str) {
    round.test.app().start_figures(&[id.to_owned()]).unwrap();
    let has_all = || round.figures(id).iter().all(|figure| figure.key.is_some());
    until("the figures", || has_all() && round.is_at_rest());
}

fn join(test: &TestApp, folder: &Path, passphrase: Option<&str>) {
    test.app().set_up_sync(folder, passphrase).unwrap();
    share(test, "on");
}

fn share(test: &TestApp, choice: &str) {
    test.app().set_setting("sync.figures", choice).unwrap();
}

fn sync(test: &TestApp) -> Synced {
    test.app().synchronise(&Job::unwatched(JobKind::Sync)).unwrap()
}

fn pending(test: &TestApp) -> u32 {
    test.app().sync_status().unwrap().pending
}

fn keys(round: &Round, id: &str) -> Vec<Option<String>> {
    round.figures(id).into_iter().map(|figure| figure.key).collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.filter(|path| path.extension().is_some_and(|end| end == "pbf")).collect()
}

/// How many images of a library came from another device, and how many did not.
fn origins(test: &TestApp) -> (u32, u32) {
    let library = rusqlite::Connection::open(test.library().join("library.db")).unwrap();
    let sql = "SELECT count(device), count(*) - count(device) FROM image WHERE text IS NOT NULL";
    library.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap()
}

#[test]
fn figures_are_on_every_device_that_wants_them_and_arxiv_is_not_asked_there() {
    let folder = tempfile::tempdir().unwrap();
    let one = fetched();
    join(&one.test, folder.path(), None);
    assert_eq!(pending(&one.test), 4);
    assert_eq!((sync(&one.test).sent, pending(&one.test)), (4, 0));
    let other = Round::with_figures(&[ONE, TWO]);
    join(&other.test, folder.path(), None);
    let preview = other.test.app().preview_sync(&Job::unwatched(JobKind::Sync)).unwrap();
    assert_eq!((preview.added.get("figure"), preview.unread_kb), (Some(&4), 0));
    assert_eq!(sync(&other.test).received, 4);
    // The papers came with them, each with the figure on its card.
    for id in [ONE, TWO] {
        let card = other.card(id).unwrap();
        assert_eq!(card.caption, "Figure 2: Overview.");
        assert!(other.is_shown(&card.key.unwrap()));
    }
    other.fetch();
    all_of(&other, ONE);
    assert_eq!(other.image_requests(), Vec::<String>::new(), "they are here");
    assert!(keys(&other, ONE).iter().flatten().all(|key| other.is_shown(key)));
    // Who received a figure does not send it, and nothing is taken twice.
    assert_eq!(origins(&other.test), (4, 0));
    assert_eq!((pending(&other.test), sync(&other.test).sent), (0, 0));
    assert_eq!((sync(&one.test).received, files(folder.path()).len()), (0, 1));
    // One that arXiv is asked for again is a figure of the device that asked.
    all_of(&other, TWO);
    assert_eq!(other.image_requests(), [file(TWO, 1), file(TWO, 3)]);
    assert_eq!((sync(&other.test).sent, sync(&one.test).received), (2, 2));
}

#[test]
fn a_figure_comes_with_the_full_text_and_both_are_read_without_a_network() {
    let folder = tempfile::tempdir().unwrap();
    let (one, other) = (fetched(), Round::with_figures(&[ONE, TWO]));
    for round in [&one, &other] {
        join(&round.test, folder.path(), None);
        round.test.app().set_setting("sync.articles", "on").unwrap();
        sync(&round.test);
    }
    other.source.leave();
    let text = other.test.app().article(ONE).unwrap().unwrap();
    assert_eq!(other.test.app().figures(ONE).unwrap().stamp, text.stamp);
    assert!(
        keys(&other, ONE).iter().all(|key| key.as_ref().is_some_and(|key| other.is_shown(key)))
    );
    other.test.app().start_figures(&[ONE.to_owned()]).unwrap();
    assert!(other.test.app().status().unwrap().figures.is_none(), "nothing is missing");
    assert_eq!(other.source.requests(), Vec::<String>::new());
}

#[test]
fn figures_stay_where_they_are_until_the_user_wants_otherwise() {
    let folder = tempfile::tempdir().unwrap();
    let (one, other) = (fetched(), TestApp::new());
    one.test.app().set_up_sync(folder.path(), None).unwrap();
    other.app().set_up_sync(folder.path(), None).unwrap();
    assert_eq!((pending(&one.test), sync(&one.test).sent), (0, 0), "off unless it is chosen");
    share(&one.test, "on");
    assert_eq!((sync(&one.test).sent, sync(&other).received), (4, 0));
    share(&other, "on");
    assert_eq!(sync(&other).received, 4);
    share(&one.test, "off");
    all_of(&one, TWO);
    assert_eq!((pending(&one.test), sync(&one.test).sent), (0, 0));
    share(&one.test, "on");
    assert_eq!((sync(&one.test).sent, sync(&other).received), (2, 2));
}

#[test]
fn a_figure_that_was_fetched_here_stays_and_one_that_is_deleted_here_stays_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let (one, other) = (fetched(), Round::with_figures(&[ONE, TWO]));
    for id in [ONE, TWO] {
        other.source.answer_bytes(&file(id, 2), 200, &png::bars(640, 360, 9));
    }
    other.fetch();
    let own = [keys(&one, TWO), keys(&other, TWO)];
    assert_ne!(own[0], own[1]);
    for round in [&one, &other] {
        join(&round.test, folder.path(), None);
    }
    for round in [&one, &other, &one, &other] {
        sync(&round.test);
    }
    assert_eq!([keys(&one, TWO), keys(&other, TWO)], own, "each keeps its own");
    assert_eq!((origins(&one.test), origins(&other.test)), ((0, 4), (2, 2)));
    one.test.app().delete_figures().unwrap();
    assert_eq!((pending(&one.test), sync(&one.test).received), (0, 0));
    sync(&other.test);
    assert_eq!(keys(&other, TWO), own[1]);
    assert!(keys(&other, ONE).iter().all(Option::is_some));
    // What is fetched afterwards is new, and a device that comes later has the others, too.
    one.fetch();
    assert_eq!(sync(&one.test).sent, 2);
    let third = TestApp::new();
    join(&third, folder.path(), None);
    // There are three files by now, of which one synchronisation reads two, in no certain order.
    let received = [sync(&third).received, sync(&third).received];
    assert_eq!((received.iter().sum::<u32>(), origins(&third)), (4, (4, 0)), "{received:?}");
}

#[test]
fn encrypted_figures_show_nothing_and_an_altered_file_is_named_and_left() {
    let folder = tempfile::tempdir().unwrap();
    let (one, other) = (fetched(), TestApp::new());
    join(&one.test, folder.path(), Some("correct horse"));
    sync(&one.test);
    let [figures] = files(folder.path()).try_into().unwrap();
    let bytes = std::fs::read(&figures).unwrap();
    for word in ["WEBP", ONE, "figures"] {
        assert!(!bytes.windows(word.len()).any(|window| window == word.as_bytes()), "{word}");
    }
    let mut altered = bytes.clone();
    altered[bytes.len() / 2] ^= 1;
    std::fs::write(&figures, altered).unwrap();
    join(&other, folder.path(), Some("correct horse"));
    let synced = sync(&other);
    assert_eq!((synced.received, synced.problems.len()), (0, 1));
    assert!(figures.exists());
    assert_eq!(origins(&other), (0, 0));
    std::fs::write(&figures, bytes).unwrap();
    assert_eq!(sync(&other).received, 4);
}

#[test]
fn stopped_in_the_middle_the_next_synchronisation_takes_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    let ids: Vec<String> = (1..=12).map(|n| format!("2601.000{n:02}")).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let (one, other) = (Round::with_figures(&ids), TestApp::new());
    one.fetch();
    join(&one.test, folder.path(), None);
    assert_eq!(sync(&one.test).sent, 12);
    join(&other, folder.path(), None);
    let job = Job::unwatched(JobKind::Sync);
    let stopped = std::thread::scope(|scope| {
        let syncing = scope.spawn(|| other.app().synchronise(&job));
        until("the first figure", || origins(&other).0 > 0);
        job.cancel();
        syncing.join().unwrap()
    });
    assert!(stopped.is_err());
    let taken = origins(&other).0;
    assert!((1..12).contains(&taken), "{taken}");
    assert_eq!(sync(&other).received, 12 - taken);
    assert_eq!((origins(&other), sync(&other).received), ((12, 0), 0));
}
