//! The check of reports in the real window: a mark of each outcome is opened by the keyboard alone, in
//! both languages, and a day says what its checks found.

use crate::axe;
use crate::stage::play;
use crate::window::Window;
use fantoccini::key::Key;
use paperboy_core::wire::JobKind;
use paperboy_core::{App, DateSpan, Fetch, Job, Places};
use paperboy_tests::claims::{DAY, FIGURES, PAGE, PAPERS, daily_report, list};
use paperboy_tests::fake_server::FakeServer;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;

/// More presses of Tab than lead through the whole window.
const MAX_TABS: usize = 200;

fn make_library(library: &Path) {
    let source = FakeServer::start().unwrap();
    source.answer("/api/daily_papers", 200, &list());
    for id in PAPERS {
        source.answer(&format!("/html/{id}"), 200, PAGE);
    }
    let places = Places { library: library.to_owned(), logs: library.join("logs") };
    let app = App::open(places, Arc::new(jiff::Timestamp::now)).unwrap();
    for (key, value) in [
        ("source.huggingface", source.url().as_str()),
        ("source.arxiv", source.url().as_str()),
        ("source.arxiv_interval_ms", "0"),
        ("fetch.schedule", "off"),
        ("figures.fetch", "none"),
    ] {
        app.set_setting(key, value).unwrap();
    }
    app.import_bytes("day.md", daily_report().into_bytes()).unwrap();
    let day = DAY.parse().unwrap();
    let fetch = Fetch { span: DateSpan { from: day, to: day }, articles: true, write: false };
    app.fetch(fetch, &Job::unwatched(JobKind::Fetch)).unwrap();
    app.check_reports(0).unwrap();
    app.close();
}

/// Presses Tab until the mark of a claim has the focus.
async fn tab_to(window: &Window, claim: usize) {
    for _ in 0..MAX_TABS {
        let focused = window.run("return document.activeElement?.dataset.claim ?? null", vec![]);
        if focused.await == json!(claim.to_string()) {
            return;
        }
        window.press(&char::from(Key::Tab).to_string()).await;
    }
    panic!("no Tab leads to the mark of claim {claim}");
}

/// A part of the sheet of a claim, in words; null: there is none.
async fn sheet(window: &Window, part: &str) -> Value {
    let script = format!(
        "return document.querySelector('[data-testid=passage] {part}')?.textContent.replace(/\\s+/g, ' ').trim() ?? null"
    );
    window.run(&script, vec![]).await
}

/// The sign behind a mark: what shows its kind without colour.
async fn sign(window: &Window, claim: usize) -> Value {
    let script = format!(
        "const pieces = document.querySelectorAll('[data-claim=\"{claim}\"]'); \
         const last = pieces[pieces.length - 1]; \
         return [getComputedStyle(last, '::after').content.split('\"')[1] ?? '', getComputedStyle(last).textDecorationStyle]"
    );
    window.run(&script, vec![]).await
}

#[test]
fn a_mark_of_each_outcome_opens_by_keyboard_in_both_languages() {
    play("outcomes", async |stage| {
        std::thread::scope(|scope| scope.spawn(|| make_library(&stage.library)).join().unwrap());
        let window = stage.open().await;
        window.resize(1280, 850).await;
        for (language, theme) in [("zh", "light"), ("en", "dark"), ("zh", "dark"), ("en", "light")]
        {
            window.set("ui.language", language).await;
            window.set("ui.theme", theme).await;
            let of = usize::from(language == "en");
            window.go(&format!("#/paper/{}?in=day%3A{DAY}", PAPERS[of])).await;
            window.see("[data-claim]").await;
            let page = window.ask("open_paper", json!({ "id": PAPERS[of] })).await.unwrap();
            let claims = page["check"]["claims"].as_array().unwrap();
            let figures: Vec<usize> =
                (0..claims.len()).filter(|at| claims[*at]["kind"] == "figure").collect();
            let mut signs = Vec::new();
            for (at, (text, outcome)) in figures.into_iter().zip(FIGURES[of]) {
                assert_eq!(claims[at]["outcome"], outcome, "{text}");
                tab_to(window, at).await;
                window.press(&char::from(Key::Enter).to_string()).await;
                window
                    .until(
                        outcome,
                        &format!(
                            "return document.querySelector('[data-testid=passage]')?.dataset.outcome === '{outcome}' && \
                             document.activeElement === document.querySelector('[data-testid=passage] h2')"
                        ),
                    )
                    .await;
                assert_eq!(sheet(window, "[data-testid=said]").await, claims[at]["sentence"]);
                assert_eq!(sheet(window, "[data-testid=said] strong").await, text);
                let cell = sheet(window, "[data-testid=cell]").await;
                let cell = cell.as_str().unwrap_or_default();
                match outcome {
                    "found" | "another_owner" => {
                        assert!(cell.contains("AlphaNet") && cell.contains("ShopQA"), "{cell}");
                        assert!(cell.contains("Table 1"), "{cell}");
                    }
                    "rounded" => assert!(cell.contains("GammaNet"), "{cell}"),
                    "computed" => {
                        let sum = sheet(window, "[data-testid=sum]").await;
                        assert!(sum.as_str().unwrap().contains("71.2 − 68.4 = 2.8"), "{sum}");
                        let cells = "return document.querySelectorAll('[data-testid=passage] [data-testid=cell]').length";
                        assert_eq!(window.run(cells, vec![]).await, 2, "both figures of the sum");
                    }
                    _ => assert_eq!(cell, ""),
                }
                if outcome == "another_owner" {
                    let owner = sheet(window, "[data-testid=owner]").await;
                    assert!(owner.as_str().unwrap().contains("AlphaNet"), "{owner}");
                    let wrong = axe::violations(window, "the sheet of a wrong owner").await;
                    assert_eq!(wrong, Vec::<String>::new());
                }
                signs.push(sign(window, at).await);
                window.press(&char::from(Key::Escape).to_string()).await;
                window
                    .until(
                        "the focus back at the mark",
                        &format!(
                            "return document.querySelector('[data-testid=passage]') === null && document.activeElement?.dataset.claim === '{at}'"
                        ),
                    )
                    .await;
            }
            // Found and rounded are one kind; the others differ in more than their colour.
            signs.remove(1);
            let distinct: std::collections::HashSet<String> =
                signs.iter().map(Value::to_string).collect();
            assert_eq!(distinct.len(), signs.len(), "{signs:?}");

            // The doubtful ones one after another.
            for outcome in ["another_owner", "another_direction", "not_found"] {
                window.press("v").await;
                window
                    .until(
                        outcome,
                        &format!(
                            "return document.querySelector('[data-testid=passage]')?.dataset.outcome === '{outcome}'"
                        ),
                    )
                    .await;
            }

            // The day has the totals of both, and leads to them.
            window.go(&format!("#/day/{DAY}")).await;
            let totals = window.see("day-check").await.text().await.unwrap();
            let expected: &[&str] = match language {
                "zh" => &[
                    "2 处可由论文数据算出",
                    "2 处属于论文中的其他对象",
                    "2 处未找到",
                    "2 处无法核对",
                ],
                _ => &[
                    "2 computed",
                    "2 belong to something else",
                    "2 not found",
                    "2 could not be checked",
                ],
            };
            for words in expected {
                assert!(totals.contains(words), "{totals}");
            }
            window.click("[data-testid=day-check] a").await;
            window
                .until(
                    "both papers",
                    "return document.querySelectorAll('[data-testid=hit]').length === 2",
                )
                .await;
        }
    });
}
