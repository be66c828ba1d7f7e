//! Days published to a folder.

use crate::test_app::{Paper, SURGERY, TALK, TestApp, day};
use paperboy_core::wire::{ErrorCode, JobKind, Mark, Published, SyncTrouble, ValueCause};
use paperboy_core::{DateSpan, Error, Job, Publish, StorageTrouble};
use paperboy_tests::fake_webdav::{FakeWebDav, Lie};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

pub const HOSTILE: Paper = Paper {
    id: "2601.00009",
    title: "A ]]></title><script>alert(1)</script> \u{202e}gnp & <b>",
    contribution: "恶意标题 <img src=x onerror=alert(1)> $x<y$。",
    ..TALK
};

struct Site {
    test: TestApp,
    folder: PathBuf,
}

impl Site {
    fn new() -> Self {
        let test = TestApp::new();
        test.add_day("2026-01-05", &[TALK, SURGERY]);
        test.add_day("2026-01-06", &[HOSTILE]);
        let folder = test.path("Site");
        Self { test, folder }
    }

    fn publish_of(&self, query: &str) -> Published {
        let publish = Publish {
            folder: self.folder.clone(),
            query: query.to_owned(),
            address: "https://lab.example/papers".to_owned(),
            ..Publish::default()
        };
        self.test.app().publish(&publish, &Job::unwatched(JobKind::Publish)).unwrap()
    }

    fn publish(&self) -> Published {
        self.publish_of("")
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.folder.join(name)).unwrap()
    }

    /// All files, but for the record, with the moments at which they changed.
    fn files(&self) -> BTreeMap<PathBuf, std::time::SystemTime> {
        let mut files = BTreeMap::new();
        for folder in [self.folder.clone(), self.folder.join("days")] {
            for entry in fs::read_dir(folder).unwrap().flatten() {
                if entry.path().is_file() && !entry.file_name().to_string_lossy().starts_with('.') {
                    files.insert(entry.path(), entry.metadata().unwrap().modified().unwrap());
                }
            }
        }
        files
    }
}

fn span(date: &str) -> DateSpan {
    let date = date.parse().unwrap();
    DateSpan { from: date, to: date }
}

/// The texts between two texts, each time.
fn between<'a>(text: &'a str, begin: &str, end: &str) -> Vec<&'a str> {
    text.split(begin).skip(1).map(|rest| rest.split(end).next().unwrap()).collect()
}

#[test]
fn the_reports_equal_what_is_exported_and_a_second_publishing_writes_nothing() {
    let site = Site::new();
    let first = site.publish();
    assert_eq!((first.days, first.papers, first.written), (2, 3, 8));
    for date in ["2026-01-05", "2026-01-06"] {
        let exported = &site.test.app().export_days(span(date)).unwrap()[0].bytes;
        assert_eq!(&fs::read(site.folder.join(format!("days/{date}.md"))).unwrap(), exported);
    }
    let before = site.files();
    assert_eq!(before.len(), 8);
    site.test.pass_days(1);
    let second = site.publish();
    assert_eq!((second.written, second.unchanged), (0, 8));
    assert_eq!(site.files(), before);
    // A new day writes its own files and those around the days.
    let new = Paper { id: "2601.00003", title: "New", ..TALK };
    site.test.add_day("2026-01-07", &[new]);
    assert_eq!(site.publish().written, 6);
}

#[test]
fn ids_stay_for_good_and_an_entry_was_updated_when_its_text_was() {
    let site = Site::new();
    site.publish();
    let ids = |feed: &str| between(feed, "<id>", "</id>").join(" ");
    let updated = |feed: &str, id: &str| {
        let entry =
            between(feed, "<entry>", "</entry>").into_iter().find(|entry| entry.contains(id));
        between(entry.unwrap(), "<updated>", "</updated>")[0].to_owned()
    };
    let before = site.read("feed.xml");
    assert!(ids(&before).starts_with("tag:"), "{before}");
    assert_eq!(before.matches("<entry>").count(), 3);
    site.test.pass_days(1);
    // The user's own things are no text.
    site.test.app().mark(&[TALK.id.to_owned()], Mark::Starred, true).unwrap();
    site.test.app().set_note(TALK.id, "a secret note").unwrap();
    site.test.app().tag(&[TALK.id.to_owned()], &["secret-tag".to_owned()], &[]).unwrap();
    site.publish();
    assert_eq!(site.read("feed.xml"), before);
    for file in site.files().keys() {
        assert!(!fs::read_to_string(file).unwrap().contains("secret"), "{}", file.display());
    }
    let changed = Paper { contribution: "另一句话。", ..TALK };
    site.test.import("2026-01-05.md", &day("2026-01-05", &[changed, SURGERY]));
    site.publish();
    let after = site.read("feed.xml");
    assert_eq!(ids(&after), ids(&before));
    assert_ne!(updated(&after, TALK.id), updated(&before, TALK.id));
    assert_eq!(updated(&after, SURGERY.id), updated(&before, SURGERY.id));
    // The folder was emptied: the same library gives it the same ids.
    fs::remove_dir_all(&site.folder).unwrap();
    site.publish();
    assert_eq!(ids(&site.read("feed.xml")), ids(&before));
}

#[test]
fn hostile_titles_stay_texts_and_pages_load_nothing() {
    let site = Site::new();
    site.publish();
    for name in ["index.html", "days/2026-01-05.html", "days/2026-01-06.html"] {
        let page = site.read(name);
        for tag in ["<script", "<img", " src=\"", "<link rel=\"stylesheet", "\u{202e}"] {
            assert!(!page.contains(tag), "{name} holds {tag}");
        }
        assert!(page.contains("default-src 'none'") && page.contains("prefers-color-scheme: dark"));
    }
    for name in ["feed.xml", "days.xml"] {
        let feed = site.read(name);
        assert!(!feed.contains("<script") && !feed.contains("]]>"), "{feed}");
    }
}

#[test]
fn a_querys_papers_alone_are_published() {
    let site = Site::new();
    let published = site.publish_of("title:surgical");
    assert_eq!((published.days, published.papers), (1, 1));
    let report = site.read("days/2026-01-05.md");
    assert!(report.contains(SURGERY.title) && !report.contains(TALK.title));
    assert!(!site.folder.join("days/2026-01-06.md").exists());
    assert!(!site.read("feed.xml").contains(TALK.id));
}

#[test]
fn files_of_other_hands_are_neither_replaced_nor_removed() {
    let site = Site::new();
    fs::create_dir(&site.folder).unwrap();
    fs::write(site.folder.join("index.html"), "my own page").unwrap();
    fs::write(site.folder.join("notes.txt"), "mine").unwrap();
    let published = site.publish();
    assert_eq!(published.foreign, [site.folder.join("index.html").display().to_string()]);
    assert_eq!(site.read("index.html"), "my own page");
    assert_eq!(site.read("notes.txt"), "mine");
    // A page that was changed by hand is not Paperboy's any more.
    fs::write(site.folder.join("days/2026-01-05.html"), "edited").unwrap();
    let changed = Paper { contribution: "另一句话。", ..TALK };
    site.test.import("2026-01-05.md", &day("2026-01-05", &[changed, SURGERY]));
    assert_eq!(site.publish().foreign.len(), 2);
    assert_eq!(site.read("days/2026-01-05.html"), "edited");
}

#[test]
fn nothing_is_published_into_a_library_or_under_an_address_that_is_none() {
    let site = Site::new();
    let job = Job::unwatched(JobKind::Publish);
    let publish = |folder: &Path, address: &str| {
        let address = address.to_owned();
        let publish = Publish { folder: folder.to_owned(), address, ..Publish::default() };
        site.test.app().publish(&publish, &job).unwrap_err().wire().code
    };
    assert_eq!(publish(&site.test.library(), ""), ErrorCode::BadValue);
    assert_eq!(publish(&site.test.library().join("site"), ""), ErrorCode::BadValue);
    for address in
        ["lab", "ftp://lab.example/", "https://me:pw@lab.example/", "https://lab.example/?a=b"]
    {
        assert_eq!(publish(&site.folder, address), ErrorCode::BadValue, "{address}");
    }
    assert_eq!(publish(&site.test.path("no/such/folder"), ""), ErrorCode::File);
}

#[test]
fn a_folder_on_a_server_gets_what_is_new_and_keeps_what_is_somebody_elses() {
    let server = FakeWebDav::start("bWU6c2VjcmV0").unwrap();
    let address = server.url("our/papers");
    let mut site = Site::new();
    let app = || site.test.app();
    let refused = app().sign_in_to_publish(&address, "me", "wrong").unwrap_err();
    let said = refused.wire();
    assert_eq!(said.code, ErrorCode::Publish);
    assert!(said.message.starts_with("publishing to the server failed: "), "{}", said.message);
    let Error::NotPublished(SyncTrouble::Storage { why }) = refused else { panic!("{refused:?}") };
    assert!(matches!(why, StorageTrouble::SignIn { .. }), "{why:?}");
    let unknown = Publish { folder: address.replace("//", "//me@").into(), ..Publish::default() };
    let job = || Job::unwatched(JobKind::Publish);
    let error = app().publish(&unknown, &job()).unwrap_err();
    assert!(matches!(error, Error::BadValue(ValueCause::NoPublishPassword { .. })), "{error:?}");
    let (place, _) = app().sign_in_to_publish(&address, "me", "secret").unwrap();
    site.folder = place.clone().into();

    let published = site.publish();
    assert_eq!((published.days, published.foreign.len(), published.folder), (2, 0, place));
    let at = |name: &str| server.files().get(&format!("/dav/our/papers/{name}")).cloned();
    let names =
        ["days/2026-01-05.md", "days/2026-01-05.html", "feed.xml", "index.html", "index.json"];
    assert!(names.iter().all(|name| at(name).is_some()), "{:?}", server.files().keys());
    let report = site.test.app().export_days(span("2026-01-05")).unwrap().remove(0).bytes;
    assert_eq!(at("days/2026-01-05.md"), Some(report));
    // Nothing new: the record and two lists are asked for.
    server.requests();
    assert_eq!(site.publish().written, 0);
    assert_eq!(server.requests().len(), 3, "a record and two lists");
    // A new day; the files of the others are not sent again, and the index comes last.
    site.test.add_day("2026-01-07", &[Paper { id: "2601.00003", title: "New", ..TALK }]);
    let published = site.publish();
    assert_eq!((published.days, published.written), (3, 6));
    let sent = server.requests();
    let sent: Vec<&String> = sent.iter().filter(|one| one.starts_with("PUT")).collect();
    assert!(sent.iter().all(|one| !one.contains("01-05")), "{sent:?}");
    assert!(sent[sent.len() - 2].ends_with("index.json"), "{sent:?}");

    // What a server acknowledged and did not keep is sent again.
    server.lie(Some(Lie::LostPut));
    site.test.add_day("2026-01-08", &[Paper { id: "2601.00004", title: "Newer", ..TALK }]);
    site.publish();
    assert_eq!(at("days/2026-01-08.md"), None);
    server.lie(None);
    assert!(site.publish().written > 0);
    assert!(at("days/2026-01-08.md").is_some());

    // A restored library continues with what is there.
    let before = at("feed.xml").unwrap();
    fs::remove_dir_all(site.test.library().join("published")).unwrap();
    let published = site.publish();
    assert_eq!((published.written, published.foreign.len()), (0, 0));
    assert_eq!(at("feed.xml"), Some(before));
    let path = "/dav/our/papers/days/2026-01-05.md";
    server.write(path, b"mine");
    let foreign = site.publish().foreign;
    assert_eq!(foreign.len(), 1, "{foreign:?}");
    assert_eq!(server.files()[path], b"mine");
    assert_eq!(site.publish().foreign.len(), 1);

    assert_eq!(app().publish_after_change(&job()).unwrap(), None, "nobody wants it");
    for (key, value) in [("publish.folder", site.folder.to_str().unwrap()), ("publish.auto", "on")]
    {
        app().set_setting(key, value).unwrap();
    }
    assert!(app().publish_after_change(&job()).unwrap().is_some());
}
