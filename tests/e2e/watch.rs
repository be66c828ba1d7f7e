//! What is new about a starred paper, shown in the window.

use crate::access::visit;
use crate::axe;
use crate::first_day::{indexed, look_around};
use crate::fonts::speak_chinese;
use crate::stage::{Stage, play};
use crate::window::Window;
use jiff::{Timestamp, ToSpan};
use paperboy_tests::fake_server::FakeServer;
use serde_json::json;
use std::path::{Path, PathBuf};

const DAY: &str = "#/day/2025-01-07";
const STARRED: &str = "2112.10752";

/// An arXiv that has a second version of the paper, which came after it was starred.
fn arxiv() -> FakeServer {
    let source = FakeServer::start().unwrap();
    let updated = Timestamp::now().checked_add(1.minute()).unwrap();
    let updated = updated.strftime("%Y-%m-%dT%H:%M:%SZ");
    let feed = format!(
        "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom' xmlns:arxiv='http://arxiv.org/schemas/atom'><entry>\
         <id>http://arxiv.org/abs/{STARRED}v2</id><updated>{updated}</updated>\
         <arxiv:comment>Accepted at a conference for tests</arxiv:comment></entry></feed>"
    );
    source.answer("/api/query", 200, &feed);
    source
}

/// A window with a starred paper about which arXiv was asked, and that asks from now on.
async fn asked(stage: &mut Stage, source: &FakeServer) {
    let window = stage.open().await;
    look_around(window).await;
    indexed(window, 12).await;
    window.set("source.arxiv", &source.url()).await;
    window.ask("mark", json!({ "ids": [STARRED], "mark": "starred", "on": true })).await.unwrap();
    visit(window, "#/settings", "view-settings").await;
    window.see("watch-now").await;
    assert!(source.requests().is_empty(), "nothing is asked until the user wants it");
    window.click("watch-now").await;
    window.see("watch-last").await;
    let agree = "document.querySelector('[data-testid=watch-settings] input[type=radio]').click()";
    window.run(agree, vec![]).await;
    assert_eq!(source.requests(), ["/api/query"]);
}

async fn unfold(window: &Window) {
    window.see("kept-news").await;
    window.run("document.querySelector('[data-testid=kept-news]').open = true", vec![]).await;
    window.see("news").await;
}

#[test]
fn a_newer_version_of_a_starred_paper_is_reported_in_the_digest_and_on_the_paper() {
    play("watch", async |stage| {
        let source = arxiv();
        asked(stage, &source).await;
        let window = stage.window();
        assert!(axe::violations(window, "settings of updates").await.is_empty());
        visit(window, DAY, "view-digest").await;
        unfold(window).await;
        let text = "return document.querySelector('[data-kind=version]').textContent";
        let text = window.run(text, vec![]).await;
        assert!(text.as_str().unwrap().contains("v2"), "{text}");
        assert!(axe::violations(window, "updates in the digest").await.is_empty());
        visit(window, &format!("#/paper/{STARRED}"), "view-paper").await;
        window.see("paper-news").await;
        assert!(axe::violations(window, "updates on the paper").await.is_empty());
        window.click("news-aside").await;
        window
            .until(
                "nothing new",
                "return document.querySelector('[data-testid=paper-news]') === null",
            )
            .await;
        visit(window, DAY, "view-digest").await;
        window
            .until(
                "nothing new in the digest",
                "return document.querySelector('[data-testid=kept-news]') === null",
            )
            .await;
    });
}

async fn keep(window: &Window, folder: &Path, name: &str) {
    let picture = window.picture().await.expect("the driver takes pictures");
    std::fs::write(folder.join(format!("{name}.png")), picture).unwrap();
}

#[test]
#[ignore = "makes pictures for people, and asserts nothing but that they could be made"]
fn pictures_of_updates() {
    let folder = PathBuf::from(
        std::env::var_os("PAPERBOY_PICTURES").expect("PAPERBOY_PICTURES names a folder"),
    );
    std::fs::create_dir_all(&folder).unwrap();
    play("pictures_of_updates", async |stage| {
        speak_chinese(stage);
        let source = arxiv();
        asked(stage, &source).await;
        let window = stage.window();
        window.resize(1200, 800).await;
        for (language, theme) in [("zh", "light"), ("zh", "dark"), ("en", "light"), ("en", "dark")]
        {
            window.set("ui.language", language).await;
            window.set("ui.theme", theme).await;
            visit(window, DAY, "view-digest").await;
            unfold(window).await;
            keep(window, &folder, &format!("digest-{language}-{theme}")).await;
            visit(window, &format!("#/paper/{STARRED}"), "view-paper").await;
            window.see("paper-news").await;
            keep(window, &folder, &format!("paper-{language}-{theme}")).await;
            visit(window, "#/settings/watch.papers", "view-settings").await;
            window.see("watch-last").await;
            keep(window, &folder, &format!("settings-{language}-{theme}")).await;
        }
    });
}
