//! Pictures of every view, for people to judge: `PAPERBOY_PICTURES=folder make e2e T='pictures --ignored'`.

use crate::access::{VIEWS, visit};
use crate::first_day::{FORMULAS, indexed, look_around};
use crate::stage::play;
use crate::window::Window;
use serde_json::json;
use std::path::{Path, PathBuf};

async fn keep(window: &Window, folder: &Path, name: &str) {
    let picture = window.picture().await.expect("the driver takes pictures");
    std::fs::write(folder.join(format!("{name}.png")), picture).unwrap();
}

#[test]
#[ignore = "makes pictures for people, and asserts nothing but that they could be made"]
fn pictures() {
    let folder = PathBuf::from(std::env::var_os("PAPERBOY_PICTURES").expect("PAPERBOY_PICTURES names a folder"));
    std::fs::create_dir_all(&folder).unwrap();
    play("pictures", async |stage| {
        let window = stage.open().await;
        window.resize(1200, 800).await;
        for (language, theme) in [("zh", "light"), ("zh", "dark"), ("en", "light"), ("en", "dark")] {
            window.set("ui.language", language).await;
            window.set("ui.theme", theme).await;
            if window.ask("status", json!({})).await.unwrap()["papers"] == json!(0) {
                visit(window, "#/welcome", "view-welcome").await;
                keep(window, &folder, "first-start").await;
                look_around(window).await;
                indexed(window, 12).await;
                window.ask("mark", json!({ "ids": [FORMULAS], "mark": "starred", "on": true })).await.unwrap();
                window.ask("tag", json!({ "ids": [FORMULAS], "add": ["注意力", "to teach"], "remove": [] })).await.unwrap();
                window.ask("set_note", json!({ "id": FORMULAS, "text": "IO 复杂度的证明值得再读一遍。" })).await.unwrap();
            }
            for (width, height) in [(1200, 800), (600, 800)] {
                window.resize(width, height).await;
                for (place, id) in VIEWS {
                    visit(window, place, id).await;
                    let view = place.trim_start_matches("#/").split(['?']).next().unwrap().replace('/', "-");
                    keep(window, &folder, &format!("{view}-{language}-{theme}-{width}")).await;
                }
            }
        }
    });
}
