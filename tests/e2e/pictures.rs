//! Pictures of every view, for people to judge: `PAPERBOY_PICTURES=folder make e2e T='pictures
//! --ignored'`.

use crate::access::{VIEWS, visit};
use crate::fetch::Sources;
use crate::first_day::{FORMULAS, indexed, look_around};
use crate::fonts::{Fonts, speak_chinese};
use crate::stage::{Stage, play};
use crate::window::Window;
use crate::write::{DAY, make_library};
use serde_json::json;
use std::path::{Path, PathBuf};

async fn keep(window: &Window, folder: &Path, name: &str) {
    let picture = window.picture().await.expect("the driver takes pictures");
    std::fs::write(folder.join(format!("{name}.png")), picture).unwrap();
}

#[test]
#[ignore = "makes pictures for people, and asserts nothing but that they could be made"]
fn pictures() {
    let folder = PathBuf::from(
        std::env::var_os("PAPERBOY_PICTURES").expect("PAPERBOY_PICTURES names a folder"),
    );
    std::fs::create_dir_all(&folder).unwrap();
    play("pictures", async |stage| {
        let window = stage.open().await;
        window.resize(1200, 800).await;
        for (language, theme) in [("zh", "light"), ("zh", "dark"), ("en", "light"), ("en", "dark")]
        {
            window.set("ui.language", language).await;
            window.set("ui.theme", theme).await;
            if window.ask("status", json!({})).await.unwrap()["papers"] == json!(0) {
                visit(window, "#/welcome", "view-welcome").await;
                keep(window, &folder, "first-start").await;
                look_around(window).await;
                indexed(window, 12).await;
                window
                    .ask("mark", json!({ "ids": [FORMULAS], "mark": "starred", "on": true }))
                    .await
                    .unwrap();
                window
                    .ask(
                        "tag",
                        json!({ "ids": [FORMULAS], "add": ["注意力", "to teach"], "remove": [] }),
                    )
                    .await
                    .unwrap();
                window
                    .ask(
                        "set_note",
                        json!({ "id": FORMULAS, "text": "IO 复杂度的证明值得再读一遍。" }),
                    )
                    .await
                    .unwrap();
            }
            for (width, height) in [(1200, 800), (600, 800)] {
                window.resize(width, height).await;
                for (place, id) in VIEWS {
                    visit(window, place, id).await;
                    let view = place
                        .trim_start_matches("#/")
                        .split(['?'])
                        .next()
                        .unwrap()
                        .replace('/', "-");
                    keep(window, &folder, &format!("{view}-{language}-{theme}-{width}")).await;
                }
            }
        }
    });
}

/// The views that hold the most kinds of text.
const WITH_TEXT: [(&str, &str); 4] = [
    ("#/day/2025-01-07", "view-digest"),
    ("#/paper/2205.14135?in=day%3A2025-01-07", "view-paper"),
    ("#/search?q=%E6%B3%A8%E6%84%8F%E5%8A%9B", "view-search"),
    ("#/settings", "view-settings"),
];

/// Makes pictures of a session of which only the environment is known: its language and its fonts.
async fn of_a_session(stage: &mut Stage, folder: &Path, name: &str) {
    let window = stage.open().await;
    window.resize(1200, 800).await;
    look_around(window).await;
    indexed(window, 12).await;
    let note = json!({ "id": FORMULAS, "text": "IO 复杂度的证明值得再读一遍。" });
    window.ask("set_note", note).await.unwrap();
    window.ask("back_up", json!({})).await.unwrap();
    for (place, id) in WITH_TEXT {
        visit(window, place, id).await;
        keep(window, folder, &format!("{name}-{id}")).await;
    }
    window.see("backups").await;
    let down = "document.querySelector('#set-backups').scrollIntoView()";
    window.run(down, vec![]).await;
    keep(window, folder, &format!("{name}-backups")).await;
}

#[test]
#[ignore = "makes pictures for people, and asserts nothing but that they could be made"]
fn pictures_with_every_set_of_fonts() {
    let folder = PathBuf::from(
        std::env::var_os("PAPERBOY_PICTURES").expect("PAPERBOY_PICTURES names a folder"),
    );
    std::fs::create_dir_all(&folder).unwrap();
    for fonts in [Fonts::Cjk, Fonts::Latin, Fonts::Both] {
        for chinese in [true, false] {
            let name = format!("{fonts:?}-{}", if chinese { "zh_CN" } else { "C" }).to_lowercase();
            play(&format!("pictures-{name}"), async |stage| {
                if chinese {
                    speak_chinese(stage);
                } else {
                    stage.environment.push(("LANG", "C.UTF-8".into()));
                }
                fonts.choose(stage);
                of_a_session(stage, &folder, &name).await;
            });
        }
    }
}

#[test]
#[ignore = "makes pictures for people, and asserts nothing but that they could be made"]
fn pictures_of_writing() {
    let folder = PathBuf::from(
        std::env::var_os("PAPERBOY_PICTURES").expect("PAPERBOY_PICTURES names a folder"),
    );
    std::fs::create_dir_all(&folder).unwrap();
    let sources =
        Sources::start(&["--token-ms", "60"]).expect("../shared/upstream/serve.py plays the model");
    play("pictures_of_writing", async |stage| {
        std::thread::scope(|scope| {
            scope.spawn(|| make_library(&stage.library, &sources)).join().unwrap()
        });
        let window = stage.open().await;
        let page = window
            .ask("list", json!({ "view": { "kind": "day", "date": DAY }, "offset": 0, "limit": 9 }))
            .await
            .unwrap();
        let ids: Vec<String> = page["cards"]
            .as_array()
            .unwrap()
            .iter()
            .map(|card| card["id"].as_str().unwrap().to_owned())
            .collect();
        let place = |n: usize| format!("#/paper/{}?in=day%3A{DAY}", ids[n]);
        for (ids, writer) in [(&ids[..4], "extract"), (&ids[..1], "model")] {
            window
                .ask("write_papers", json!({ "ids": ids, "writer": writer, "again": true }))
                .await
                .unwrap();
            while !window.ask("status", json!({})).await.unwrap()["writing"].is_null() {
                tokio::time::sleep(std::time::Duration::from_millis(100)).await;
            }
        }
        for (n, (language, theme, width)) in
            [("zh", "light", 1440), ("en", "dark", 1200), ("zh", "dark", 600), ("en", "light", 600)]
                .into_iter()
                .enumerate()
        {
            window.set("ui.language", language).await;
            window.set("ui.theme", theme).await;
            window.resize(width, 850).await;
            let name = |view: &str| format!("writing-{view}-{language}-{theme}-{width}");
            window.go(&place(4 + n)).await;
            window.click("write-this").await;
            window.until("a text", "return document.querySelector('[data-testid=streaming]')?.textContent.length > 300").await;
            keep(window, &folder, &name("streaming")).await;
            visit(window, &format!("#/day/{DAY}"), "view-digest").await;
            tokio::time::sleep(std::time::Duration::from_millis(800)).await;
            keep(window, &folder, &name("digest")).await;
            window.go(&place(0)).await;
            window.see("[data-claim]").await;
            keep(window, &folder, &name("report")).await;
            window.click("[data-claim]:not(.lost)").await;
            window.see("passage").await;
            keep(window, &folder, &name("passage")).await;
            window.press("v").await;
            keep(window, &folder, &name("not-found")).await;
            window.press("w").await;
            window.see("[role=menu]").await;
            keep(window, &folder, &name("menu")).await;
            window.press("\u{E00C}h").await;
            window.see("version-list").await;
            keep(window, &folder, &name("versions")).await;
            window.click("compare").await;
            window.see("compared").await;
            keep(window, &folder, &name("compared")).await;
            window.press("\u{E00C}").await;
            visit(window, "#/settings", "view-settings").await;
            window.click("test-model").await;
            window
                .until("the outcome", "return document.querySelector('[data-outcome]') !== null")
                .await;
            window
                .run("document.querySelector('[data-testid=set-writing]').scrollIntoView()", vec![])
                .await;
            keep(window, &folder, &name("settings")).await;
        }
    });
}
