//! Reports that would stop the window if all of them were laid out at once.

use crate::stage::play;
use crate::window::Window;
use serde_json::{Value, json};
use std::time::Instant;

/// Notes the longest time in which the page did nothing else, in ms; 10 ms of it are the clock's
/// own.
const PROBE: &str = "clearInterval(window.__probe); window.__gap = 0; let last = performance.now(); \
    window.__probe = setInterval(() => { const now = performance.now(); window.__gap = Math.max(window.__gap, now - last); last = now; }, 10)";

/// Whether the paper with the heading is shown, with as much of its text as is shown at one time.
const WHOLE: &str = "return document.querySelector('#paper-title')?.textContent.includes(arguments[0]) === true \
    && document.querySelector('[data-growing]') === null && document.querySelector('#panel-report section') !== null";

/// Inputs made to freeze the page: what they are and the text.
fn inputs() -> Vec<(&'static str, String)> {
    let row = format!("|{}\n", "1.5|".repeat(20));
    vec![
        ("rules 30,000", "---\n".repeat(30_000)),
        ("rules 300,000", "---\n".repeat(300_000)),
        ("open fractions", "$\\frac{".repeat(200_000)),
        ("paragraph of 1 MB", "word ".repeat(200_000)),
        ("line of 1 MB", "x".repeat(1_000_000)),
        ("Chinese of 1 MB", "数据".repeat(170_000)),
        ("table 10,000 × 20", format!("{row}|{}\n{}", "-|".repeat(20), row.repeat(10_000))),
        (
            "deep list",
            (0..30_000).map(|n| format!("{}- item {n}\n", "  ".repeat(n % 12))).collect(),
        ),
        ("links 100,000", "[a](https://a.example.org/b) ".repeat(100_000)),
        ("formulas 20,000", (0..20_000).map(|n| format!("$x_{{{n}}}$ 和 ")).collect()),
        ("large formulas", format!("$$\n{}\n$$\n\n", "\\frac{a_1^2}{b+c}+".repeat(200)).repeat(50)),
        ("code of 1 MB", format!("```\n{}```\n", "let a = 1;\n".repeat(90_000))),
        ("code spans 200,000", "`a` ".repeat(200_000)),
        ("headings 100,000", (0..100_000).map(|n| format!("#### part {n}\n\n")).collect()),
        (
            "footnotes 100,000",
            (0..100_000).map(|n| format!("a[^{n}]\n\n[^{n}]: note {n}\n\n")).collect(),
        ),
        ("stars 1,000,000", "*".repeat(1_000_000)),
        ("bold 200,000", "**a**，".repeat(200_000)),
        ("list items 50,000", "1. a **b** `c`\n".repeat(50_000)),
    ]
}

fn id(n: usize) -> String {
    format!("2512.{:05}", n + 1)
}

/// A day with a paper for each input.
fn report(inputs: &[(&str, String)]) -> String {
    let line = "=".repeat(60);
    let mut text =
        "# Hugging Face Daily Papers Report\n**Date**: 2025-12-30\n**Source URL**: https://huggingface.co/papers/date/2025-12-30\n\n"
            .to_owned();
    for (n, (name, body)) in inputs.iter().enumerate() {
        let id = id(n);
        text += &format!(
            "{line}\n\n## 📄 Paper of {name}\n\n- **链接**: https://huggingface.co/papers/{id}\n- **阅读来源**: HTML\n\n### 1. 应用领域\n文本\n\n\
             ### 2. 一句话核心贡献\n一句话。\n\n### 3. 使用指南\n无\n\n### 4. 主要创新点\n无\n\n### 5. 实验效果\n{body}\n\n\n"
        );
    }
    text + &line
}

async fn import(window: &Window, path: &std::path::Path, papers: usize) {
    window.ask("import_paths", json!({ "paths": [path] })).await.unwrap();
    let end = Instant::now() + std::time::Duration::from_secs(300);
    while window.ask("status", json!({})).await.unwrap()["papers"] != papers {
        assert!(Instant::now() < end, "the papers are not imported");
    }
}

async fn whole(window: &Window, name: &str) {
    let end = Instant::now() + std::time::Duration::from_secs(120);
    while window.run(WHOLE, vec![json!(name)]).await != json!(true) {
        assert!(Instant::now() < end, "{name} is not shown");
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
}

#[test]
fn of_a_long_report_only_what_is_near_is_laid_out_and_the_rest_can_be_reached() {
    play("freezing", async |stage| {
        let inputs: Vec<_> = inputs()
            .into_iter()
            .filter(|(name, _)| name.starts_with("rules 30,000") || name.starts_with("table"))
            .collect();
        let path = stage.home().join("day.md");
        std::fs::write(&path, report(&inputs)).unwrap();
        let window = stage.open().await;
        window.see("view-welcome").await;
        import(window, &path, inputs.len()).await;
        for (n, (name, _)) in inputs.iter().enumerate() {
            window.go(&format!("#/paper/{}", id(n))).await;
            whole(window, name).await;
            let laid_out = "const slices = [...document.querySelectorAll('#section-results .slice')]; \
                return [slices.length, slices.filter((slice) => slice.firstElementChild.checkVisibility({ contentVisibilityAuto: true })).length, \
                Math.max(...slices.map((slice) => slice.querySelectorAll('*').length))]";
            let counts = window.run(laid_out, vec![]).await;
            let [slices, seen, largest] = [0, 1, 2].map(|at| counts[at].as_u64().unwrap());
            assert!(slices > 50 && seen < 30 && largest <= 180, "{name}: {counts}");
            // What is beyond the bound comes when it is asked for.
            window.run("document.querySelector('[data-testid=show-more]').click()", vec![]).await;
            window
                .until("more of the text", &format!("return document.querySelectorAll('#section-results .slice').length > {slices}"))
                .await;
        }
    });
}

/// Prints how long each input stops the page. `cargo test … --test e2e -- --ignored --nocapture
/// freezing`.
#[test]
#[ignore = "measures"]
fn the_longest_stop_of_the_page_with_each_input() {
    play("freezing-measured", async |stage| {
        let inputs = inputs();
        let path = stage.home().join("day.md");
        std::fs::write(&path, report(&inputs)).unwrap();
        let window = stage.open().await;
        window.see("view-welcome").await;
        import(window, &path, inputs.len()).await;
        println!(
            "{:<22} {:>9} {:>9} {:>9} {:>9} {:>9} {:>8}",
            "input, ms", "answer", "opened", "longest", "find", "to end", "slices"
        );
        for (n, (name, _)) in inputs.iter().enumerate() {
            let asked = Instant::now();
            window.ask("open_paper", json!({ "id": id(n) })).await.unwrap();
            let answer = asked.elapsed().as_millis();
            let gap = async |after: u64| {
                tokio::time::sleep(std::time::Duration::from_millis(after)).await;
                window.run("return Math.round(window.__gap)", vec![]).await
            };
            window.run(PROBE, vec![]).await;
            let began = Instant::now();
            window.go(&format!("#/paper/{}", id(n))).await;
            whole(window, name).await;
            let opened = began.elapsed().as_millis();
            let opening = gap(800).await;
            window.run(PROBE, vec![]).await;
            window.click("[aria-keyshortcuts='Control+F']").await;
            let box_there = window
                .run(
                    "return document.querySelector('[data-testid=find-bar] input') !== null",
                    vec![],
                )
                .await;
            if box_there == json!(true) {
                window
                    .run(
                        "const input = document.querySelector('[data-testid=find-bar] input'); input.value = 'a'; input.dispatchEvent(new InputEvent('input'))",
                        vec![],
                    )
                    .await;
            }
            let finding = if box_there == json!(true) { gap(1500).await } else { Value::Null };
            window.run(PROBE, vec![]).await;
            window.run("const pane = document.querySelector('.pane'); pane.scrollTo(0, pane.scrollHeight)", vec![]).await;
            let ending = gap(1000).await;
            let slices =
                window.run("return document.querySelectorAll('.slice').length", vec![]).await;
            println!(
                "{name:<22} {answer:>9} {opened:>9} {opening:>9} {finding:>9} {ending:>9} {slices:>8}"
            );
            window.go("#/all").await;
            window.see("card").await;
        }

        // A note of 1 MB, and 10,000 tags.
        window
            .ask("set_note", json!({ "id": id(0), "text": "word ".repeat(200_000) }))
            .await
            .unwrap();
        window.run(PROBE, vec![]).await;
        let began = Instant::now();
        window.go(&format!("#/paper/{}", id(0))).await;
        window
            .until(
                "the note",
                "return document.querySelector('.note textarea')?.value.length > 900000",
            )
            .await;
        println!("a note of 1 MB: there after {} ms", began.elapsed().as_millis());
        tokio::time::sleep(std::time::Duration::from_secs(2)).await;
        println!(
            "a note of 1 MB: longest stop {} ms",
            window.run("return Math.round(window.__gap)", vec![]).await
        );
        for part in 0..20 {
            let tags: Vec<String> =
                (0..500).map(|n| format!("tag {:05}", part * 500 + n)).collect();
            window
                .ask("tag", json!({ "ids": [id(part % inputs.len())], "add": tags, "remove": [] }))
                .await
                .unwrap();
        }
        let began = Instant::now();
        let status = window.ask("status", json!({})).await.unwrap();
        println!(
            "status with {} tags: {} ms",
            status["tags"].as_array().unwrap().len(),
            began.elapsed().as_millis()
        );
        window.run(PROBE, vec![]).await;
        window.run("location.hash = '#/'; dispatchEvent(new Event('focus'))", vec![]).await;
        window.ask("mark", json!({ "ids": [id(2)], "mark": "starred", "on": true })).await.unwrap();
        tokio::time::sleep(std::time::Duration::from_secs(2)).await;
        println!(
            "10,000 tags in the sidebar: longest stop {} ms",
            window.run("return Math.round(window.__gap)", vec![]).await
        );
        println!(
            "places in the sidebar's document: {}",
            window
                .run("return document.querySelectorAll('[data-testid=tags] a').length", vec![])
                .await
        );
    });
}
