//! Full texts that one device fetched, on the others.

use crate::fetch::{DAY, LIST, Round, page};
use crate::test_app::TestApp;
use paperboy_core::wire::{JobKind, OpenArticle, Synced};
use paperboy_core::{Job, PaperId};
use std::path::{Path, PathBuf};

const ONE: &str = "2601.00001";
const TWO: &str = "2601.00002";

/// A device that has fetched the full texts of the day.
fn fetched() -> Round {
    let round = Round::new(&[ONE, TWO]);
    for id in [ONE, TWO] {
        round.html(id);
    }
    round.fetch();
    round
}

fn join(test: &TestApp, folder: &Path, passphrase: Option<&str>) {
    test.app().set_up_sync(folder, passphrase).unwrap();
    share(test, "on");
}

fn share(test: &TestApp, choice: &str) {
    test.app().set_setting("sync.articles", choice).unwrap();
}

fn sync(test: &TestApp) -> Synced {
    test.app().synchronise(&Job::unwatched(JobKind::Sync)).unwrap()
}

fn pending(test: &TestApp) -> u32 {
    test.app().sync_status().unwrap().pending
}

fn article(test: &TestApp, id: &str) -> Option<OpenArticle> {
    test.app().article(id).ok().flatten()
}

fn has(test: &TestApp, id: &str, words: &str) -> bool {
    article(test, id).is_some_and(|text| text.sections.iter().any(|part| part.html.contains(words)))
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.filter(|path| path.extension().is_some_and(|end| end == "pba")).collect()
}

#[test]
fn a_full_text_is_on_every_device_with_its_paper_and_is_not_fetched_there() {
    let folder = tempfile::tempdir().unwrap();
    let one = fetched();
    join(&one.test, folder.path(), None);
    assert_eq!(pending(&one.test), 2);
    assert_eq!((sync(&one.test).sent, pending(&one.test)), (2, 0));
    let other = Round::new(&[ONE, TWO]);
    join(&other.test, folder.path(), None);
    let preview = other.test.app().preview_sync(&Job::unwatched(JobKind::Sync)).unwrap();
    assert_eq!(preview.added.get("article"), Some(&2));
    assert_eq!(sync(&other.test).received, 2);
    for id in [ONE, TWO] {
        let [here, there] = [&one, &other].map(|round| article(&round.test, id).unwrap());
        assert_eq!(there.stamp, here.stamp, "to the byte");
        assert_eq!((there.fetched, there.reading_source), (here.fetched, here.reading_source));
        assert!(other.test.app().open_paper(id).unwrap().has_article);
    }
    let days = other.test.app().days().unwrap();
    assert_eq!((days.len(), days[0].date.as_str(), days[0].papers), (1, DAY, 2));
    other.fetch();
    assert_eq!(other.source.requests(), [LIST], "no page is asked for");
    // Who received a text does not send it, and nothing is taken twice.
    assert_eq!((pending(&other.test), sync(&other.test).sent), (0, 0));
    assert_eq!((sync(&one.test).received, files(folder.path()).len()), (0, 1));
}

#[test]
fn full_texts_stay_where_they_are_until_the_user_wants_otherwise_and_again_afterwards() {
    let folder = tempfile::tempdir().unwrap();
    let (one, other) = (fetched(), TestApp::new());
    join(&one.test, folder.path(), None);
    for choice in ["off", "on"] {
        share(&one.test, choice);
        let sent = sync(&one.test).sent;
        let expected = if choice == "on" { 2 } else { 0 };
        assert_eq!((sent, pending(&one.test)), (expected, 0));
    }
    other.app().set_up_sync(folder.path(), None).unwrap();
    assert_eq!(sync(&other).received, 0, "off unless it is chosen");
    share(&other, "on");
    assert_eq!(sync(&other).received, 2);
    // Turned off again, nothing more is sent or taken, and nothing is lost.
    share(&one.test, "off");
    one.test.pass_days(1);
    other.pass_days(1);
    one.source.answer(&format!("/html/{ONE}"), 200, &page(ONE).replace("71.47", "72.50"));
    one.test
        .app()
        .read_again(&PaperId::parse(ONE).unwrap(), &Job::unwatched(JobKind::Fetch))
        .unwrap();
    assert_eq!((pending(&one.test), sync(&one.test).sent, sync(&other).received), (0, 0, 0));
    assert!(has(&other, ONE, "71.47"));
    share(&one.test, "on");
    assert_eq!((sync(&one.test).sent, sync(&other).received), (1, 1));
    assert!(has(&other, ONE, "72.50"));
}

#[test]
fn the_newer_of_two_full_texts_and_that_of_the_fuller_source_is_on_both_devices() {
    let folder = tempfile::tempdir().unwrap();
    let one = fetched();
    join(&one.test, folder.path(), None);
    let other = Round::new(&[ONE, TWO]);
    one.test.pass_days(1);
    other.test.pass_days(1);
    other.source.answer(&format!("/html/{ONE}"), 200, &page(ONE).replace("71.47", "72.50"));
    let markdown = "# Paper\n\n## 1 Introduction\n\n".to_owned()
        + &"One more sentence about the method and what it reaches. ".repeat(20);
    other.source.answer(&format!("/html/{TWO}"), 403, "no");
    other.source.answer(&format!("/papers/{TWO}.md"), 200, &markdown);
    other.fetch();
    join(&other.test, folder.path(), None);
    for round in [&one, &other, &one, &other] {
        sync(&round.test);
    }
    for round in [&one, &other] {
        assert!(has(&round.test, ONE, "72.50"), "the newer one");
        assert!(has(&round.test, TWO, "71.47"), "that of arXiv's HTML, though it is older");
    }
}

#[test]
fn encrypted_full_texts_show_nothing_and_an_altered_file_is_named_and_left() {
    let folder = tempfile::tempdir().unwrap();
    let (one, other) = (fetched(), TestApp::new());
    join(&one.test, folder.path(), Some("correct horse"));
    sync(&one.test);
    let [file] = files(folder.path()).try_into().unwrap();
    let bytes = std::fs::read(&file).unwrap();
    for word in ["accuracy", ONE, "articles"] {
        assert!(!bytes.windows(word.len()).any(|window| window == word.as_bytes()), "{word}");
    }
    let mut altered = bytes.clone();
    altered[bytes.len() / 2] ^= 1;
    std::fs::write(&file, altered).unwrap();
    join(&other, folder.path(), Some("correct horse"));
    let synced = sync(&other);
    assert_eq!((synced.received, synced.problems.len()), (0, 1));
    assert!(file.exists() && article(&other, ONE).is_none());
    std::fs::write(&file, bytes).unwrap();
    assert_eq!(sync(&other).received, 2);
    assert!(has(&other, TWO, "71.47"));
}
