//! Several papers at once, collections and citation keys, by keyboard.

use crate::access::visit;
use crate::axe;
use crate::first_day::{FORMULAS, look_around};
use crate::stage::play;
use crate::window::Window;
use serde_json::json;
use std::path::{Path, PathBuf};

const DAY: &str = "#/day/2025-01-07";
const ENTER: &str = "\u{E007}";
const ESCAPE: &str = "\u{E00C}";

async fn selected(window: &Window, count: usize) {
    let script = format!(
        "return document.querySelector('[data-testid=selection] .count')?.textContent.includes('{count}') === true"
    );
    window.until(&format!("{count} selected papers"), &script).await;
}

/// Selects five papers of the day, and puts them into a collection.
async fn collect_five(window: &Window) {
    visit(window, DAY, "view-digest").await;
    window
        .until("the focus on a card", "return document.activeElement?.dataset.testid === 'card'")
        .await;
    window.press("xjxjxjxjx").await;
    selected(window, 5).await;
    window.press("m").await;
    window.see("collect-box").await;
    window
        .until("the box", "return document.activeElement?.dataset.testid === 'collect-box'")
        .await;
    window.press("Talk").await;
    window.see("collect-new").await;
    window.press(ENTER).await;
    window.see("[data-testid=collect-rows] [aria-selected=true]").await;
}

#[test]
fn five_papers_are_selected_collected_and_found_again_by_keyboard() {
    play("keeping", async |stage| {
        let window = stage.open().await;
        look_around(window).await;
        collect_five(window).await;
        window.press(ESCAPE).await;
        window.until("no dialog", "return document.querySelector('dialog[open]') === null").await;
        window.press(ESCAPE).await;
        window
            .until(
                "no selection",
                "return document.querySelector('[data-testid=selection]') === null",
            )
            .await;
        let status = window.ask("status", json!({})).await.unwrap();
        assert_eq!(status["collections"][0]["papers"], 5);
        window.click("[data-testid=collections] a").await;
        window.see("view-list").await;
        window.see("collection-menu").await;
        assert!(axe::violations(window, "a collection").await.is_empty());
        visit(window, "#/search", "view-search").await;
        window.search("in:talk").await;
        window
            .until(
                "five hits",
                "return document.querySelectorAll('[data-testid=hit]').length === 5",
            )
            .await;

        // The paper gets a key when it is cited, which is the same after a restart.
        let key =
            "return document.querySelector('[data-testid=citation-key] code')?.textContent ?? ''";
        let place = format!("#/paper/{FORMULAS}");
        visit(window, &place, "view-paper").await;
        window.see("citation-key").await;
        assert_eq!(window.run(key, vec![]).await, json!(""), "its authors are not known");
        window.press("y").await;
        window.see("toast").await;
        window.see("[data-testid=citation-key] code").await;
        let before = window.run(key, vec![]).await;
        let other = json!({ "id": FORMULAS, "key": "flash" });
        let kept = window.ask("set_citation_key", other).await.unwrap();
        assert_ne!(kept["key"], before);
        window.until("the new key", "return document.querySelector('[data-testid=citation-key] code').textContent === 'flash'").await;
        stage.quit().await;
        let window = stage.open().await;
        visit(window, &place, "view-paper").await;
        window.see("citation-key").await;
        assert_eq!(window.run(key, vec![]).await, json!("flash"));
    });
}

async fn keep(window: &Window, folder: &Path, name: &str) {
    let picture = window.picture().await.expect("the driver takes pictures");
    std::fs::write(folder.join(format!("{name}.png")), picture).unwrap();
}

#[test]
#[ignore = "makes pictures for people, and asserts nothing but that they could be made"]
fn pictures_of_keeping() {
    let folder = PathBuf::from(
        std::env::var_os("PAPERBOY_PICTURES").expect("PAPERBOY_PICTURES names a folder"),
    );
    std::fs::create_dir_all(&folder).unwrap();
    play("pictures_of_keeping", async |stage| {
        let stage_folder = stage.home().to_owned();
        let window = stage.open().await;
        look_around(window).await;
        collect_five(window).await;
        window.press(ESCAPE).await;
        let talk = window.ask("status", json!({})).await.unwrap()["collections"][0]["id"].clone();
        let inner = json!({ "name": "图表 Figures", "parent": talk });
        window.ask("add_collection", inner).await.unwrap();
        let note = json!({ "id": talk, "text": "周四组会要讲的论文。\nFor Thursday." });
        window.ask("note_collection", note).await.unwrap();
        let collection = format!("#/collection/{}", talk.as_str().unwrap());
        let vault = stage_folder.join("Vault");
        std::fs::create_dir(&vault).unwrap();
        window.set("vault.folder", vault.to_str().unwrap()).await;
        let table = stage_folder.join("readwise.csv");
        let quotes = format!(
            "Highlight,Note,URL\n片上 SRAM,why,https://arxiv.org/abs/{FORMULAS}\nNot in any text,,https://arxiv.org/abs/{FORMULAS}\nx,,https://arxiv.org/abs/2405.00001\n"
        );
        std::fs::write(&table, quotes).unwrap();
        for (language, theme, width) in
            [("zh", "light", 1200), ("en", "dark", 1200), ("zh", "dark", 700), ("en", "light", 700)]
        {
            window.set("ui.language", language).await;
            window.set("ui.theme", theme).await;
            window.resize(width, 800).await;
            let name = |view: &str| format!("keeping-{view}-{language}-{theme}-{width}");
            visit(window, &collection, "view-list").await;
            keep(window, &folder, &name("collection")).await;
            window.click("collection-menu").await;
            keep(window, &folder, &name("collection-menu")).await;
            window.press(ESCAPE).await;
            window.click("list-export").await;
            window.see("[role=menu]").await;
            keep(window, &folder, &name("export-menu")).await;
            window.press(ESCAPE).await;
            window.press("i").await;
            window.see("dialog[open]").await;
            keep(window, &folder, &name("add")).await;
            window.press(ESCAPE).await;
            let begin = "const card = document.querySelector('[data-testid=card] h2 a');
                const at = (type, x, y, on) => on.dispatchEvent(new PointerEvent(type, { button: 0, pointerType: 'mouse', clientX: x, clientY: y, bubbles: true }));
                const { left, top } = card.getBoundingClientRect();
                const rows = [...document.querySelectorAll('[data-testid=card]')];
                const to = rows[1].getBoundingClientRect();
                at('pointerdown', left, top, card); at('pointermove', to.left + 200, to.bottom - 8, window);";
            window.run(begin, vec![]).await;
            window.see("dragged").await;
            keep(window, &folder, &name("dragged")).await;
            window.press(ESCAPE).await;
            visit(window, "#/settings", "view-settings").await;
            window.see("vault").await;
            let down = "document.querySelector('#set-vault').scrollIntoView()";
            window.run(down, vec![]).await;
            keep(window, &folder, &name("vault")).await;
            window.ask("import_paths", json!({ "paths": [table] })).await.unwrap();
            window.see("dialog[open]").await;
            keep(window, &folder, &name("imported")).await;
            window.press(ESCAPE).await;
            visit(window, DAY, "view-digest").await;
            window
                .until("a card", "return document.activeElement?.dataset.testid === 'card'")
                .await;
            window.press("xkx").await;
            selected(window, 2).await;
            keep(window, &folder, &name("selection")).await;
            window.press("m").await;
            window.see("collect-box").await;
            keep(window, &folder, &name("collect")).await;
            window.press(ESCAPE).await;
            window.press("Y").await;
            window.see("[role=menu]").await;
            keep(window, &folder, &name("cite-menu")).await;
            window.press(ESCAPE).await;
            window.press(ESCAPE).await;
            visit(window, &format!("#/paper/{FORMULAS}"), "view-paper").await;
            window.see("citation-key").await;
            keep(window, &folder, &name("paper")).await;
            window.ask("copy_citation", json!({ "ids": [FORMULAS], "form": "key" })).await.unwrap();
            window.press("Y").await;
            window.see("[role=menu]").await;
            keep(window, &folder, &name("paper-menu")).await;
            window.press(ESCAPE).await;
            window.press("?").await;
            window
                .until("a dialog", "return document.querySelector('dialog[open]') !== null")
                .await;
            keep(window, &folder, &name("keys")).await;
            window.press(ESCAPE).await;
            visit(window, "#/search", "view-search").await;
            window.search("in:talk").await;
            window.see("hit").await;
            keep(window, &folder, &name("search")).await;
        }
    });
}
