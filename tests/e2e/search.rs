//! Searching: the composition of an input method, the hits, and the history.

use crate::axe;
use crate::first_day::{indexed, look_around};
use crate::stage::{TIMEOUT, play};
use crate::window::Window;
use fantoccini::key::Key;
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use tokio::time::sleep;

/// Notes the queries that the page asks the shell for, from now on: commands go out by `fetch`.
const LISTEN: &str = "window.__asked = []; const send = window.fetch; window.fetch = (to, what) => { \
    if (String(to).endsWith('/search')) window.__asked.push(JSON.parse(typeof what.body === 'string' ? what.body : new TextDecoder().decode(what.body)).query); \
    return send(to, what); };";

/// One step of an input method in the search box, as WebKit reports it to a page.
const COMPOSE: &str = "const [step, text] = arguments, box = document.querySelector('[data-testid=search-box]'); \
    box.focus(); \
    if (step === 'start') { window.__before = box.value; box.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true, data: '' })); return; } \
    box.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, key: 'Process', keyCode: 229, isComposing: true })); \
    box.value = window.__before + text; \
    const inputType = step === 'end' ? 'insertFromComposition' : 'insertCompositionText'; \
    box.dispatchEvent(new CompositionEvent('compositionupdate', { bubbles: true, data: text })); \
    box.dispatchEvent(new InputEvent('input', { bubbles: true, data: text, inputType, isComposing: true })); \
    if (step === 'end') box.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true, data: text }));";

/// Puts a text into the search box at once, as pasting does: also one that no keyboard types.
const PASTE: &str = "const box = document.querySelector('[data-testid=search-box]'); box.value = arguments[0]; \
    box.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertFromPaste' }));";

/// The texts that are marked in the paper.
const MARKED: &str = "return [...(CSS.highlights.get('find') ?? [])].map((place) => { \
    const range = document.createRange(); range.setStart(place.startContainer, place.startOffset); \
    range.setEnd(place.endContainer, place.endOffset); return String(range); })";

/// How slowly pinyin is typed: slower than a pause in typing is answered.
const SLOWLY: Duration = Duration::from_millis(60);

/// A day with one paper about 强化学习 and one about something else.
fn next_day() -> String {
    let paper = |id: &str, title: &str, about: &str| {
        format!(
            "\n============================================================\n\n## 📄 {title}\n\n- **链接**: https://huggingface.co/papers/{id}\n- **阅读来源**: HTML\n\n\
            ### 1. 应用领域\n{about}\n\n### 2. 一句话核心贡献\n做好{about}。\n\n### 3. 使用指南\n直接使用。\n\n### 4. 主要创新点\n更简单。\n\n### 5. 实验效果\n更快。\n"
        )
    };
    let head = "# Hugging Face Daily Papers Report\n**Date**: 2025-01-08\n**Source URL**: https://huggingface.co/papers/date/2025-01-08\n";
    let papers = [
        ("2501.00001", "A Made-up Paper on Rewards", "强化学习"),
        ("2501.00002", "A Made-up Paper on Maps", "地图"),
    ];
    let papers: String = papers.iter().map(|(id, title, about)| paper(id, title, about)).collect();
    format!("{head}{papers}\n============================================================\n")
}

async fn compose(window: &Window, letters: &[&str], text: &str) {
    window.run(COMPOSE, vec![json!("start"), json!("")]).await;
    for typed in letters {
        window.run(COMPOSE, vec![json!("update"), json!(typed)]).await;
        sleep(SLOWLY).await;
    }
    assert_eq!(queries(window).await, Vec::<String>::new(), "pinyin was searched for");
    window.run(COMPOSE, vec![json!("end"), json!(text)]).await;
}

async fn queries(window: &Window) -> Vec<String> {
    let queries = window.run("return window.__asked", vec![]).await;
    queries.as_array().unwrap().iter().map(|query| query.as_str().unwrap().to_owned()).collect()
}

async fn status(window: &Window) -> Value {
    window.ask("status", json!({})).await.unwrap()
}

async fn until_unread(window: &Window, papers: u64) {
    let end = Instant::now() + TIMEOUT;
    while status(window).await["unread"] != json!(papers) {
        assert!(Instant::now() < end, "there are not {papers} unread");
        sleep(Duration::from_millis(30)).await;
    }
}

/// Waits until the sidebar shows a saved search with this number of unread papers.
async fn until_saved_shows(window: &Window, name: &str, unread: u64) {
    let script = format!(
        "const [one] = document.querySelectorAll('[data-testid=saved-searches] a'); \
        return one?.querySelector('.label').textContent === '{name}' && Number(one.querySelector('.count')?.textContent ?? 0) === {unread}"
    );
    window.until(&format!("“{name}” with {unread} unread in the sidebar"), &script).await;
}

#[test]
fn what_was_composed_is_found_marked_and_saved_and_a_day_that_comes_is_counted() {
    play("search", async |stage| {
        let report = stage.library.parent().unwrap().join("2025-01-08.md");
        std::fs::write(&report, next_day()).unwrap();
        let window = stage.open().await;
        window.resize(1200, 800).await;
        look_around(window).await;
        indexed(window, 12).await;
        window.go("#/search").await;
        window.see("view-search").await;
        window.run(LISTEN, vec![]).await;

        compose(
            window,
            &["q", "qi", "qia", "qian", "qiang", "qiang h", "qiang hu", "qiang hua"],
            "强化",
        )
        .await;
        window.see("hit").await;
        assert_eq!(queries(window).await, ["强化"], "only what was committed is searched for");

        window.press(&Key::Enter.to_string()).await;
        window.see("view-paper").await;
        window.until("the words to be marked in the paper", &format!("{MARKED}.length > 0")).await;
        let marked = window.run(MARKED, vec![]).await;
        assert!(
            marked.as_array().unwrap().iter().all(|text| text.as_str().unwrap().contains("强化")),
            "{marked}"
        );
        window.press("m").await;
        window
            .until(
                "the first of them to be gone to",
                "return [...CSS.highlights.get('find-current')].length === 1",
            )
            .await;
        assert_eq!(axe::violations(window, "found words").await, Vec::<String>::new());
        // The paper is read before it is left, so that the counts below no longer change.
        until_unread(window, 11).await;
        window.press(&Key::Escape.to_string()).await;
        window
            .until("the marks to be gone", "return !CSS.highlights.has('find') && !document.querySelector('[data-testid=words-bar]')")
            .await;
        window.press(&Key::Escape.to_string()).await;
        window.see("view-search").await;

        window.click("save-search").await;
        let name = window.see("saved-name").await.prop("value").await.unwrap();
        assert_eq!(name.as_deref(), Some("强化"), "the name that is suggested");
        window.click("saved-confirm").await;
        window.see("[data-testid=saved-searches] a").await;
        let saved = window.ask("saved_searches", json!({})).await.unwrap();
        let before = saved[0]["unread"].as_u64().unwrap();
        until_saved_shows(window, "强化", before).await;

        window.ask("import_paths", json!({ "paths": [report] })).await.unwrap();
        until_saved_shows(window, "强化", before + 1).await;

        window.go("#/day/2025-01-08").await;
        window.see("[data-testid=day-news] a").await;
        assert_eq!(axe::violations(window, "news of a day").await, Vec::<String>::new());
        window.click("[data-testid=day-news] a").await;
        window.see("view-search").await;
        window
            .until(
                "the search narrowed to the day",
                "return document.querySelector('[data-testid=search-box]').value === '强化 date:2025-01-08' && document.querySelectorAll('[data-testid=hit]').length === 1",
            )
            .await;
    });
}

#[test]
fn a_facet_is_in_the_query_while_it_is_chosen() {
    play("facets", async |stage| {
        let window = stage.open().await;
        window.resize(1200, 800).await;
        look_around(window).await;
        indexed(window, 12).await;
        window.go("#/search").await;
        window.search("注意力 OR 强化").await;
        let settled = "return document.querySelector('.understood code')?.textContent.includes('强化') && document.querySelector('[data-testid=facets]').ariaBusy === 'false'";
        window.until("the facets of the whole query", settled).await;
        let value = "document.querySelector('[data-testid=search-box]').value";
        let month = "[data-testid=facets] [data-key='date:2025-01']";
        window.click(month).await;
        window
            .until(
                "the key in the box",
                &format!("return {value} === '(注意力 OR 强化) date:2025-01'"),
            )
            .await;
        window
            .until("the facet to be chosen", &format!("return document.querySelector(\"{month}\").getAttribute('aria-pressed') === 'true'"))
            .await;
        assert_eq!(axe::violations(window, "a chosen facet").await, Vec::<String>::new());
        window.click(month).await;
        window.until("the key out of the box", &format!("return !{value}.includes('date:')")).await;

        window.resize(600, 800).await;
        window.click("filters-button").await;
        window.click("[data-testid=facets-sheet] [data-key='is:unread']").await;
        window.until("the key in the box", &format!("return {value}.endsWith('is:unread')")).await;
        assert_eq!(
            axe::violations(window, "the filters of a narrow window").await,
            Vec::<String>::new()
        );
        window.click("facets-done").await;
        window.see("hit").await;
    });
}

#[test]
fn emoji_and_halves_of_them_are_searched_for_like_anything_else() {
    play("odd_queries", async |stage| {
        let window = stage.open().await;
        look_around(window).await;
        indexed(window, 12).await;
        window.go("#/search").await;
        window.see("view-search").await;
        let shown = |query: &str| {
            format!(
                "return document.querySelector('[data-testid=search-box]').value === {} && document.querySelector('[data-testid=view-search] [role=status]').textContent.trim() !== '' && document.querySelector('[data-testid=view-search] .empty h2, [data-testid=hit]') !== null",
                json!(query)
            )
        };
        for query in ["😀🧑‍🔬", "注意力 😀", "\u{0}\u{7}注意力", "注意力"] {
            window.run(PASTE, vec![json!(query)]).await;
            window.until(&format!("an answer to {query:?}"), &shown(query)).await;
        }
        // Half an emoji can't come through the driver: the page makes it itself.
        window.run(&PASTE.replace("arguments[0]", "'注意力 \\ud83d'"), vec![]).await;
        window
            .until(
                "hits in spite of half an emoji",
                "return document.querySelectorAll('[data-testid=hit]').length > 0",
            )
            .await;
        window.run("document.querySelector('[data-testid=save-search]').click()", vec![]).await;
        window.click("saved-confirm").await;
        window.see("[data-testid=saved-searches] a").await;
        assert_eq!(
            window.run("return document.querySelector('.toast.error') === null", vec![]).await,
            json!(true)
        );
    });
}
