//! Highlights in the real window: made out of a selection, by pointer and by keyboard, found again
//! and placed after the report was written again.

use crate::access::visit;
use crate::axe;
use crate::first_day::{FORMULAS, indexed, look_around};
use crate::stage::{play, repository};
use crate::window::Window;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

const ESCAPE: &str = "\u{E00C}";
const DOWN: &str = "\u{E015}";
const TAB: &str = "\u{E004}";
const ENTER: char = '\u{E007}';

/// Selects a text in a section of the report, as a pointer does.
async fn select(window: &Window, section: &str, from: &str, to: &str) {
    let script = "
        const [section, from, to] = arguments;
        const root = document.querySelector(`#section-${section} .prose`);
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        const range = document.createRange();
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            if (node.data.includes(from)) range.setStart(node, node.data.indexOf(from));
            if (node.data.includes(to)) { range.setEnd(node, node.data.indexOf(to) + to.length); break; }
        }
        getSelection().removeAllRanges();
        getSelection().addRange(range);
        root.scrollIntoView({ block: 'center' });
        return getSelection().toString();";
    let arguments = vec![json!(section), json!(from), json!(to)];
    assert_ne!(window.run(script, arguments).await, json!(""), "nothing is selected");
}

async fn open(window: &Window) {
    visit(window, &format!("#/paper/{FORMULAS}"), "view-paper").await;
    window.see("[data-testid=view-paper] p .katex, [data-testid=view-paper] li .katex").await;
}

async fn highlights(window: &Window) -> Vec<Value> {
    let all = window.ask("highlights", json!({ "id": FORMULAS })).await.unwrap();
    all.as_array().unwrap().clone()
}

/// Imports the day again with other words in the paper's report.
async fn rewrite(window: &Window, folder: &Path, from: &str, to: &str) {
    let sample = repository().join("src-tauri/crates/core/sample/2025-01-07.md");
    let text = std::fs::read_to_string(sample).unwrap();
    assert!(text.contains(from), "{from}");
    let file = folder.join("again.md");
    std::fs::write(&file, text.replacen(from, to, 1)).unwrap();
    let versions = format!(
        "const done = arguments[0]; window.__TAURI_INTERNALS__.invoke('versions', {{ id: '{FORMULAS}' }}).then(all => done(all.length))"
    );
    let before = window.run_until_done(&versions).await.as_u64();
    window.ask("import_paths", json!({ "paths": [file] })).await.unwrap();
    let end = std::time::Instant::now() + crate::stage::TIMEOUT;
    while window.run_until_done(&versions).await.as_u64() <= before {
        assert!(std::time::Instant::now() < end, "the report was not written again");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
}

/// Highlights a passage with a formula in green, with a note.
async fn highlight_with_note(window: &Window) {
    select(window, "contribution", "分块与重计算", "注意力矩阵").await;
    window.click("colour-green").await;
    window.see(".highlight.green").await;
    window.click("highlight-note").await;
    window.see("highlight-note-box").await;
    window
        .until("the note", "return document.activeElement?.dataset.testid === 'highlight-note-box'")
        .await;
    window.press("zebra").await;
    window.click("highlight-note-save").await;
    window
        .until(
            "the note in the list",
            "return document.querySelector('[data-testid=highlight-row]')?.textContent.includes('zebra') === true",
        )
        .await;
}

#[test]
fn a_passage_is_highlighted_found_and_placed_or_listed_after_the_report_was_written_again() {
    play("highlights", async |stage| {
        let folder = stage.home().to_owned();
        let window = stage.open().await;
        look_around(window).await;
        open(window).await;
        highlight_with_note(window).await;
        let [made] = highlights(window).await.try_into().unwrap();
        assert_eq!((&made["colour"], &made["note"]), (&json!("green"), &json!("zebra")));
        assert!(made["quote"].as_str().unwrap().contains("$N\\times N$"), "{made}");
        assert!(axe::violations(window, "highlights of a paper").await.is_empty());

        // By keyboard: the first sentence in sight, then the next one, in the second colour.
        window.run("document.querySelector('.pane').scrollTo(0, 0)", vec![]).await;
        window.press("a").await;
        window.see("highlight-bar").await;
        window
            .until("the focus", "return document.activeElement?.dataset.testid === 'colour-yellow'")
            .await;
        window.press(DOWN).await;
        window.press("3").await;
        window.see(".highlight.blue").await;
        window.press(ESCAPE).await;
        window
            .until(
                "no bar",
                "return document.querySelector('[data-testid=highlight-bar]') === null",
            )
            .await;
        assert_eq!(highlights(window).await.len(), 2);
        let blue = highlights(window).await[1]["id"].clone();
        window
            .ask("remove_highlights", json!({ "id": FORMULAS, "highlights": [blue] }))
            .await
            .unwrap();

        indexed(window, 12).await;
        visit(window, "#/search", "view-search").await;
        window.search("高亮:zebra").await;
        window
            .until("one hit", "return document.querySelectorAll('[data-testid=hit]').length === 1")
            .await;
        visit(window, "#/highlights", "view-highlights").await;
        window.see("listed-highlight").await;
        assert!(axe::violations(window, "all highlights").await.is_empty());

        // Other words around it: it is where it was.
        rewrite(
            window,
            &folder,
            "把注意力计算看作 **IO 问题**：用分块",
            "作者指出注意力是 **IO 问题**：用分块",
        )
        .await;
        window.click("[data-testid=listed-highlight] a").await;
        window.see("view-paper").await;
        window
            .until(
                "the mark in the new text",
                "return document.querySelector('#section-contribution')?.textContent.includes('作者指出') === true \
                 && document.querySelector('#section-contribution mark.highlight.green') !== null",
            )
            .await;
        // Other words in it: it is listed, and marks nothing.
        rewrite(window, &folder, "用分块与重计算避免在显存中写出", "用分块避免在缓存中写出").await;
        window.see("orphan").await;
        assert_eq!(
            window.run("return document.querySelector('mark.highlight') === null", vec![]).await,
            json!(true)
        );
        let [orphan] = highlights(window).await.try_into().unwrap();
        assert_eq!((&orphan["id"], &orphan["ranges"]), (&made["id"], &Value::Null));
        assert!(axe::violations(window, "an orphan").await.is_empty());
        assert!(window.violations().await.is_empty());
    });
}

/// Goes on with Tab until the focus is on what a selector names.
async fn tab_to(window: &Window, selector: &str) {
    let script = format!("return document.activeElement?.matches({}) === true", json!(selector));
    for _ in 0..150 {
        if window.run(&script, vec![]).await == json!(true) {
            return;
        }
        window.press(TAB).await;
    }
    panic!("Tab does not reach {selector}");
}

async fn until_green(window: &Window, is_there: bool) {
    let script =
        format!("return (document.querySelector('mark.highlight.green') !== null) === {is_there}");
    window.until("the mark", &script).await;
}

#[test]
fn a_passage_is_highlighted_noted_found_placed_and_taken_away_by_keyboard_alone() {
    play("highlights_by_key", async |stage| {
        let folder = stage.home().to_owned();
        let window = stage.open().await;
        look_around(window).await;
        indexed(window, 12).await;
        open(window).await;
        // The first sentence in sight, in green, with a note.
        window.press("a").await;
        window
            .until("the bar", "return document.activeElement?.dataset.testid === 'colour-yellow'")
            .await;
        window.press("2").await;
        until_green(window, true).await;
        tab_to(window, "[data-testid=highlight-note]").await;
        window.press(&ENTER.to_string()).await;
        window
            .until(
                "the note",
                "return document.activeElement?.dataset.testid === 'highlight-note-box'",
            )
            .await;
        window.press("zebra").await;
        window.press_with_ctrl(ENTER).await;
        window
            .until(
                "the note in the list",
                "return document.querySelector('[data-testid=highlight-row]')?.textContent.includes('zebra') === true",
            )
            .await;
        window.press(ESCAPE).await;
        let [made] = highlights(window).await.try_into().unwrap();
        assert!(made["quote"].as_str().unwrap().starts_with("机器学习系统"), "{made}");

        // Found, and opened from there.
        window.press("/").await;
        window.see("view-search").await;
        window
            .until("the box", "return document.activeElement?.dataset.testid === 'search-box'")
            .await;
        window.press("高亮:zebra").await;
        window
            .until("one hit", "return document.querySelectorAll('[data-testid=hit]').length === 1")
            .await;
        window.press(&ENTER.to_string()).await;
        window.see("view-paper").await;
        until_green(window, true).await;

        // Written again with a sentence before it, it is where it was; with another word in it, it
        // is listed.
        let field = "**机器学习系统** - **Transformer 加速** / GPU 算子优化 / 长序列建模";
        rewrite(window, &folder, field, &format!("这是系统方向的论文。\n\n{field}")).await;
        until_green(window, true).await;
        let [placed] = highlights(window).await.try_into().unwrap();
        assert_eq!((&placed["id"], &placed["quote"]), (&made["id"], &made["quote"]));
        assert!(placed["ranges"].is_array(), "{placed}");
        rewrite(window, &folder, field, "**硬件设计** / 存储层次").await;
        window.see("orphan").await;
        until_green(window, false).await;

        // From the list it is taken away, and restored.
        tab_to(window, "[data-testid=orphan] .acts button:last-child").await;
        window.press(&ENTER.to_string()).await;
        window
            .until("no orphan", "return document.querySelector('[data-testid=orphan]') === null")
            .await;
        assert!(highlights(window).await.is_empty());
        window.press("z").await;
        window.see("orphan").await;
        let [back] = highlights(window).await.try_into().unwrap();
        assert_eq!((&back["id"], &back["note"]), (&made["id"], &json!("zebra")));
        assert!(window.violations().await.is_empty());
    });
}

async fn keep(window: &Window, folder: &Path, name: &str) {
    let picture = window.picture().await.expect("the driver takes pictures");
    std::fs::write(folder.join(format!("{name}.png")), picture).unwrap();
}

#[test]
#[ignore = "makes pictures for people, and asserts nothing but that they could be made"]
fn pictures_of_highlights() {
    let folder = PathBuf::from(
        std::env::var_os("PAPERBOY_PICTURES").expect("PAPERBOY_PICTURES names a folder"),
    );
    std::fs::create_dir_all(&folder).unwrap();
    play("pictures_of_highlights", async |stage| {
        let home = stage.home().to_owned();
        let window = stage.open().await;
        look_around(window).await;
        open(window).await;
        highlight_with_note(window).await;
        for (from, to, colour) in [
            ("标准注意力的大半", "不是计算", "pink"),
            ("片上 SRAM", "192 KB", "blue"),
            ("带宽估计", "19 TB/s", "yellow"),
        ] {
            select(window, "usage", from, to).await;
            window.click(&format!("colour-{colour}")).await;
            window.see(&format!(".highlight.{colour}")).await;
            window.press(ESCAPE).await;
        }
        rewrite(window, &home, "192 KB", "228 KB").await;
        window.see("orphan").await;
        for (language, theme, width) in
            [("zh", "light", 1280), ("en", "dark", 1280), ("zh", "dark", 700), ("en", "light", 700)]
        {
            window.set("ui.language", language).await;
            window.set("ui.theme", theme).await;
            window.resize(width, 800).await;
            let name = |view: &str| format!("highlights-{view}-{language}-{theme}-{width}");
            open(window).await;
            window.see(".highlight.green").await;
            window.run("document.querySelector('.pane').scrollTo(0, 260)", vec![]).await;
            keep(window, &folder, &name("paper")).await;
            select(window, "usage", "显存 HBM", "TB/s").await;
            window.see("highlight-bar").await;
            keep(window, &folder, &name("bar")).await;
            window.run("getSelection().removeAllRanges()", vec![]).await;
            window.run("document.querySelector('mark.highlight.green').click()", vec![]).await;
            window.see("highlight-remove").await;
            keep(window, &folder, &name("edit")).await;
            window.run("document.querySelector('[data-testid=paper-highlights]').scrollIntoView({ block: 'end' })", vec![]).await;
            keep(window, &folder, &name("list")).await;
            visit(window, "#/highlights", "view-highlights").await;
            window.see("listed-highlight").await;
            keep(window, &folder, &name("all")).await;
            visit(window, "#/day/2025-01-07", "view-digest").await;
            window.see("card-highlights").await;
            keep(window, &folder, &name("card")).await;
        }
    });
}
