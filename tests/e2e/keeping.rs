//! Several papers at once, collections and citation keys, by keyboard; and out of the window, to a
//! file and to Zotero.

use crate::access::visit;
use crate::axe;
use crate::first_day::{FORMULAS, indexed, look_around};
use crate::home::Desktop;
use crate::stage::play;
use crate::window::Window;
use paperboy_tests::fake_zotero::FakeZotero;
use serde_json::json;
use std::path::{Path, PathBuf};

const DAY: &str = "#/day/2025-01-07";
const ENTER: &str = "\u{E007}";
const ESCAPE: &str = "\u{E00C}";
const DOWN: char = '\u{E015}';

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

/// Chooses where the selected papers go, in their menu.
async fn export_to(window: &Window, target: &str) {
    window.press("Y").await;
    window.see("[role=menu]").await;
    let is_there = format!(
        "const item = document.activeElement;
        const all = [...document.querySelectorAll('[role=menu] [role=menuitem]')];
        const last = all.filter((one) => one.textContent.trim().endsWith('{target}')).at(-1);
        return [item === last, last !== undefined];"
    );
    for _ in 0..60 {
        let [is_last, is_any] =
            serde_json::from_value(window.run(&is_there, vec![]).await).unwrap_or([false; 2]);
        assert!(is_any, "the menu has no {target}");
        if is_last {
            return window.press(ENTER).await;
        }
        window.press(&DOWN.to_string()).await;
    }
    panic!("{target} is not reached by the arrow key");
}

async fn said(window: &Window, what: &str) -> String {
    let script = "return [...document.querySelectorAll('[data-testid=toast]')].map((it) => it.textContent).join(' ')";
    window.until(what, &format!("{script}.includes({})", json!(what))).await;
    window.run(script, vec![]).await.as_str().unwrap().to_owned()
}

#[test]
fn five_papers_taken_with_shift_are_collected_written_as_bibtex_and_sent_to_zotero_by_keyboard() {
    play("keeping_out", async |stage| {
        let zotero = FakeZotero::start(&["Talk"]).unwrap();
        stage.open().await;
        let (window, desktop) = (stage.window(), Desktop::of(stage));
        look_around(window).await;
        window.set("zotero.url", &zotero.url()).await;
        visit(window, DAY, "view-digest").await;
        window
            .until(
                "the focus on a card",
                "return document.activeElement?.dataset.testid === 'card'",
            )
            .await;
        for _ in 0..4 {
            window.press_with_shift(DOWN).await;
        }
        selected(window, 5).await;

        window.press("m").await;
        window
            .until("the box", "return document.activeElement?.dataset.testid === 'collect-box'")
            .await;
        window.press("Talk").await;
        window.see("collect-new").await;
        window.press(ENTER).await;
        window.see("[data-testid=collect-rows] [aria-selected=true]").await;
        window.press(ESCAPE).await;
        window.until("no dialog", "return document.querySelector('dialog[open]') === null").await;
        let status = window.ask("status", json!({})).await.unwrap();
        assert_eq!(status["collections"][0]["papers"], 5);

        // The system asks where the file shall be; Enter takes what it says.
        export_to(window, "BibTeX").await;
        desktop.accept_dialog().await;
        let message = said(window, ".bib").await;
        let end = message.find(".bib").unwrap() + ".bib".len();
        let begin = message[..end].find('/').expect("the message names the file");
        let path = PathBuf::from(&message[begin..end]);
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::remove_file(&path).unwrap();
        assert_eq!(text.matches("\n@").count() + usize::from(text.starts_with('@')), 5, "{text}");
        indexed(window, 12).await;
        let of = json!({ "of": "query", "query": "in:talk" });
        let all = window.ask("paper_ids", json!({ "of": of })).await.unwrap();
        let all: Vec<String> = serde_json::from_value(all).unwrap();
        assert_eq!(all.len(), 5);
        assert!(all.iter().all(|id| text.contains(&format!("{{{id}}}"))), "{text}");

        export_to(window, "Zotero").await;
        said(window, "Zotero").await;
        let mut sent: Vec<String> = zotero
            .items()
            .iter()
            .map(|it| it.item["archiveID"].as_str().unwrap().replace("arXiv:", ""))
            .collect();
        let mut wanted = all;
        sent.sort();
        wanted.sort();
        assert_eq!(sent, wanted, "exactly the five papers");
        assert!(window.violations().await.is_empty());
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
            window.see("add-ids").await;
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
            window
                .until("the result", "return document.querySelector('dialog[open]') !== null")
                .await;
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
