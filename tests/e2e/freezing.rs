//! Reports that would stop the window if all of them were laid out at once.

use crate::stage::{Stage, play};
use crate::window::Window;
use paperboy_core::wire::JobKind;
use paperboy_core::{App, Job, Places};
use paperboy_tests::fake_server::FakeServer;
use serde_json::json;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Begins to note the longest time in which the page did nothing else, in milliseconds: a timer
/// that is due every ten is late by it.
const PROBE: &str = "clearInterval(window.__probe); window.__longest = 0; let last = performance.now(); \
    window.__probe = setInterval(() => { const now = performance.now(); \
        window.__longest = Math.max(window.__longest, now - last - 10); last = now; }, 10)";

/// Goes to a place and returns after how many milliseconds the expected content was painted there.
const GO: &str = "const done = arguments[0], began = performance.now(); location.hash = place; \
    const look = () => shown() ? requestAnimationFrame(() => setTimeout(() => done(performance.now() - began))) : setTimeout(look, 5); look();";

/// Whether a paper's text is there, as much of it as is shown at one time.
const WHOLE: &str = "return document.querySelector('[data-growing]') === null \
    && document.querySelector('#panel-report section') !== null";

/// Inputs made to freeze the page: what they are and the text.
fn inputs() -> Vec<(&'static str, String)> {
    let row = |cells: usize| format!("|{}\n", "1.5|".repeat(cells));
    let table = |rows: usize, cells: usize| {
        format!("{}|{}\n{}", row(cells), "-|".repeat(cells), row(cells).repeat(rows))
    };
    let numbered = |count: usize, line: fn(usize) -> String| (0..count).map(line).collect();
    vec![
        ("rules 30,000", "---\n".repeat(30_000)),
        ("rules 300,000", "---\n".repeat(300_000)),
        ("open fractions 200,000", "$\\frac{".repeat(200_000)),
        ("section of 1 MB", "一段文字，有 words 与 $x^2$。\n\n".repeat(27_000)),
        ("bullet points 10,000", numbered(10_000, |n| format!("- item **{n}**, `code`\n"))),
        ("table cells 10,000", table(1_000, 10)),
        ("formulas 5,000", numbered(5_000, |n| format!("$x_{{{n}}}=\\frac{{a}}{{b}}$ 和 "))),
        ("line of 1 MB", "x".repeat(1_000_000)),
        ("paragraph of 1 MB", "word ".repeat(200_000)),
        ("Chinese of 1 MB", "数据".repeat(170_000)),
        ("table 10,000 × 20", table(10_000, 20)),
        ("deep list", numbered(30_000, |n| format!("{}- item {n}\n", "  ".repeat(n % 12)))),
        ("links 100,000", "[a](https://a.example.org/b) ".repeat(100_000)),
        ("formulas 20,000", numbered(20_000, |n| format!("$x_{{{n}}}$ 和 "))),
        ("displayed formulas", numbered(5_000, |n| format!("$$\n\\sum_{{i={n}}} x_i\n$$\n\n"))),
        ("large formulas", format!("$$\n{}\n$$\n\n", "\\frac{a_1^2}{b+c}+".repeat(200)).repeat(50)),
        ("formulas of 1,400 signs", format!("$$\n{}\n$$\n\n", "x+".repeat(700)).repeat(100)),
        (
            "formulas with definitions",
            format!("$$\\def\\a{{{}}}{}$$\n\n", "x".repeat(900), "\\a".repeat(900)).repeat(50),
        ),
        ("code of 1 MB", format!("```\n{}```\n", "let a = 1;\n".repeat(90_000))),
        ("code spans 200,000", "`a` ".repeat(200_000)),
        ("headings 100,000", numbered(100_000, |n| format!("#### part {n}\n\n"))),
        ("footnotes 100,000", numbered(100_000, |n| format!("a[^{n}]\n\n[^{n}]: note {n}\n\n"))),
        ("stars 1,000,000", "*".repeat(1_000_000)),
        ("bold 200,000", "**a**，".repeat(200_000)),
        ("list items 50,000", "1. a **b** `c`\n".repeat(50_000)),
        ("lists in lists", numbered(2_000, |n| format!("{}- item {n}\n", "  ".repeat(n % 400)))),
        ("quotes in quotes", format!("{}a quote\n\n", "> ".repeat(500)).repeat(300)),
        ("table 200 × 500", table(200, 500)),
        ("line of 2 MB", "word ".repeat(400_000)),
        (
            "links 50,000",
            numbered(50_000, |n| format!("[link {n}](https://a.example.org/{n})\n\n")),
        ),
        ("emphasis without end", "*a **b".repeat(100_000)),
        ("brackets without end", "[a](![b".repeat(100_000)),
        ("formula of 100 KB", format!("$$\n{}\n$$\n\n${0}$", "x+".repeat(50_000))),
        ("sums of 960 signs", format!("$$\n{}\n$$\n\n", "x+".repeat(480)).repeat(100)),
        ("fractions of 900 signs", fractions(90).repeat(100)),
        ("fractions of 480 signs", fractions(48).repeat(100)),
        (
            "matrices of 400 signs",
            format!("$$\\begin{{pmatrix}}{}\\end{{pmatrix}}$$\n\n", "a_{1}&b^2&c&d\\\\".repeat(30))
                .repeat(100),
        ),
        (
            "roots without a place to break",
            format!("$$\n{}\n$$\n\n", "\\sqrt{\\frac{a}{b}}".repeat(120)).repeat(100),
        ),
        ("formulas of 290 signs", format!("${}$ 和 ", "x_1+".repeat(72)).repeat(500)),
        ("tags of HTML", "<b><i>a".repeat(100_000)),
        ("emoji and accents", "e\u{301}👩‍👩‍👧‍👦".repeat(40_000)),
        (
            "pictures 5,000",
            numbered(5_000, |n| format!("![picture {n}](https://a.example.org/{n}.png)\n\n")),
        ),
        ("table 2,000 × 20", table(2_000, 20)),
        (
            "headings 20,000",
            numbered(20_000, |n| format!("{} part {n}\n\ntext\n\n", "#".repeat(n % 6 + 1))),
        ),
        ("lists in quotes", format!("{}a\n\n", "> - ".repeat(60)).repeat(300)),
        ("one cell of 200 KB", format!("|a|b|\n|-|-|\n|{}|c|\n", "word ".repeat(40_000))),
        (
            "formulas in cells",
            format!(
                "{}|{}\n{}",
                row(8),
                "-|".repeat(8),
                format!("|{}\n", "$\\frac{a}{b}$|".repeat(8)).repeat(1_000)
            ),
        ),
        (
            "aligned equations",
            format!(
                "$$\\begin{{aligned}}{}\\end{{aligned}}$$\n\n",
                "a_{1}&=\\frac{b}{c}+d\\\\".repeat(40)
            )
            .repeat(100),
        ),
        ("accents 100,000", format!("a{}", "\u{301}".repeat(100_000))),
        ("Arabic and Latin", "ab \u{634}\u{644}\u{648}\u{645} ".repeat(50_000)),
        ("rows 50,000", table(50_000, 2)),
        ("line of 5 MB of Chinese", "数据集上的结果，".repeat(210_000)),
        ("links 20,000", numbered(20_000, |n| format!("[link {n}](https://a.example.org/{n}) "))),
        (
            "quotes in lists in quotes",
            numbered(400, |n| format!("{}a\n\n", "> - ".repeat(n % 40 + 1))),
        ),
        (
            "pictures in a line",
            numbered(5_000, |n| format!("![picture {n}](https://a.example.org/{n}.png) ")),
        ),
        ("one note 100,000 times", format!("{}\n\n[^1]: a note\n", "a[^1] ".repeat(100_000))),
        ("Thai without blanks", "ผลการทดลองบนชุดข้อมูล".repeat(3_000)),
        ("Khmer without blanks", "លទ្ធផលនៃការពិសោធន៍".repeat(3_000)),
        ("emoji without blanks", "👨‍👩‍👧‍👦".repeat(8_000)),
        ("flags", "🇨🇳🇫🇷".repeat(12_000)),
        ("directions", "a\u{202e}b\u{202c}".repeat(20_000)),
        ("Arabic without blanks", "\u{634}\u{644}\u{648}\u{645}".repeat(25_000)),
        ("soft hyphens", "word\u{ad}".repeat(30_000)),
        ("blanks of no width", "字\u{200b}".repeat(30_000)),
        ("line of code of 200 KB", format!("```\n{}\n```\n", "let a = 1; ".repeat(18_000))),
        ("code of tabs", format!("```\n{}```\n", "\t\t\t\ta\n".repeat(30_000))),
        ("columns 5,000", table(2, 5_000)),
        ("lines broken 50,000", "a\\\n".repeat(50_000)),
        ("tasks 30,000", "- [ ] a task\n".repeat(30_000)),
        ("struck 50,000", "~~a~~ ".repeat(50_000)),
        ("addresses 10,000", numbered(10_000, |n| format!("https://a.example.org/{n} "))),
        ("entities 50,000", "&amp;".repeat(50_000)),
        (
            "formulas in headings",
            numbered(5_000, |n| format!("#### $x_{{{n}}}=\\frac{{a}}{{b}}$\n\n")),
        ),
        ("formulas of 190 signs", format!("${}$ 和 ", "x_1+".repeat(47)).repeat(800)),
        (
            "formulas with drawings",
            "$\\xrightarrow{f}\\widehat{abc}\\underbrace{x+y}_{z}$ 和 ".repeat(2_000),
        ),
        (
            "formulas in formulas",
            format!("$${}x{}$$\n\n", "\\sqrt{\\frac{1}{".repeat(40), "}}".repeat(40)).repeat(300),
        ),
        (
            "array of 100 columns",
            format!(
                "$$\\begin{{array}}{{{}}}{}\\end{{array}}$$\n\n",
                "c".repeat(100),
                format!("{}a\\\\", "a&".repeat(99)).repeat(2)
            )
            .repeat(200),
        ),
        (
            "formulas in lists",
            numbered(3_000, |n| format!("{}- $x_{{{n}}}^2$ and `c`\n", "  ".repeat(n % 12))),
        ),
        ("code span of 200 KB", format!("`{}`\n", "let a = 1; ".repeat(18_000))),
        (
            "lines of code of 5 KB",
            format!("```\n{}```\n", format!("{}\n", "let a = 1; ".repeat(450)).repeat(40)),
        ),
        ("headings in a list", numbered(5_000, |n| format!("- #### part {n}\n\n  a text\n"))),
        ("list to its limit", format!("{}a\n\n", "- ".repeat(400)).repeat(200)),
        ("paragraphs 20,000", "a text\n\n".repeat(20_000)),
        ("one cell of words", format!("|a|\n|-|\n|{}|\n", "a zebra, ".repeat(20_000))),
        ("footnotes 10,000", {
            let notes = numbered(10_000, |n| format!("[^{n}]: a\n"));
            format!("{}\n\n{notes}", numbered(10_000, |n| format!("a[^{n}] ")))
        }),
        (MANY_MATCHES, "a zebra ".repeat(10_000)),
    ]
}

/// The paper in which the words of a search are found ten thousand times.
const MANY_MATCHES: &str = "words found 10,000 times";

/// A formula with a number of fractions, ten signs each.
fn fractions(count: usize) -> String {
    format!("$$\n{}\n$$\n\n", "\\frac{a_1^2}{b+c}+".repeat(count))
}

/// Whether an input is measured: those are whose name contains the value of `PAPERBOY_FREEZING`.
fn is_chosen(name: &str) -> bool {
    name.contains(&std::env::var("PAPERBOY_FREEZING").unwrap_or_default())
}

/// The chosen inputs; the first one where none is, since a window without papers opens another view.
fn chosen_inputs() -> Vec<(&'static str, String)> {
    let mut inputs = inputs();
    if inputs.iter().any(|(name, _)| is_chosen(name)) {
        inputs.retain(|(name, _)| is_chosen(name));
    } else {
        inputs.truncate(1);
    }
    inputs
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

/// Makes a library of the day, in which everything is indexed.
fn make_library(stage: &Stage, inputs: &[(&str, String)]) {
    let path = stage.home().join("day.md");
    std::fs::write(&path, report(inputs)).unwrap();
    let library = stage.library.as_path();
    // `core` starts its own runtime, which is not possible inside the scenario's.
    std::thread::scope(|scope| scope.spawn(|| import(library, &path)).join().unwrap());
}

fn import(library: &Path, file: &Path) {
    let places = Places { library: library.to_owned(), logs: library.join("logs") };
    let app =
        App::open(places, Arc::new(jiff::Timestamp::now)).unwrap_or_else(|error| panic!("{error}"));
    let imported = app
        .import(&[file.to_owned()], &Job::unwatched(JobKind::Import))
        .unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(imported.files.len(), 1);
    app.wait_until_indexed().unwrap_or_else(|error| panic!("{error}"));
    app.close();
}

async fn whole(window: &Window) {
    let end = Instant::now() + Duration::from_secs(120);
    while window.run(WHOLE, vec![]).await != json!(true) {
        assert!(Instant::now() < end, "the text is not shown");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

fn title_is(name: &str) -> String {
    format!("document.querySelector('#paper-title')?.textContent.includes({})", json!(name))
}

/// Goes to a place and waits until something is true there; how many milliseconds it took.
async fn go(window: &Window, place: &str, shown: &str) -> u64 {
    let script = format!("const place = {}, shown = () => {shown}; {GO}", json!(place));
    window.run_until_done(&script).await.as_f64().unwrap() as u64
}

#[test]
fn of_a_long_report_only_what_is_near_is_laid_out_and_the_rest_can_be_reached() {
    play("freezing", async |stage| {
        let inputs: Vec<_> = inputs()
            .into_iter()
            .filter(|(name, _)| name.starts_with("rules 30,000") || name.starts_with("table 10"))
            .collect();
        make_library(stage, &inputs);
        let window = stage.open().await;
        for (n, (name, _)) in inputs.iter().enumerate() {
            go(window, &format!("#/paper/{}", id(n)), &title_is(name)).await;
            whole(window).await;
            window
                .until(
                    "the slices",
                    "return document.querySelectorAll('#section-results .slice').length > 50",
                )
                .await;
            let laid_out = "const slices = [...document.querySelectorAll('#section-results .slice')]; \
                return [slices.length, slices.filter((slice) => slice.firstElementChild.checkVisibility({ contentVisibilityAuto: true })).length, \
                Math.max(...slices.map((slice) => slice.querySelectorAll('*').length))]";
            let counts = window.run(laid_out, vec![]).await;
            let [slices, seen, largest] = [0, 1, 2].map(|at| counts[at].as_u64().unwrap());
            assert!(slices > 50 && seen < 30 && largest <= 180, "{name}: {counts}");
            // Text beyond the bound is shown on request.
            window.run("document.querySelector('[data-testid=show-more]').click()", vec![]).await;
            window
                .until("more of the text", &format!("return document.querySelectorAll('#section-results .slice').length > {slices}"))
                .await;
        }
    });
}

/// What the page may not be stopped for longer, in milliseconds.
const STOP: u64 = 100;
/// What a note of 1 MB, and an answer about a library with 10,000 tags, may take, in milliseconds.
const NOTE: u64 = 300;
const STATUS: u64 = 50;

/// Measures the longest freeze of the page from an action until the page is idle.
async fn stops(window: &Window, act: impl AsyncFnOnce()) -> u64 {
    window.run(PROBE, vec![]).await;
    act().await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    window.run("return window.__longest", vec![]).await.as_f64().unwrap_or(0.0) as u64
}

fn print(what: &str, number: u64, bar: u64) {
    let beyond = if number > bar { "BEYOND" } else { "" };
    println!("{what:<64} {number:>6} {bar:>6} {beyond}");
}

/// Prints how long each input stops the page, with bars: `make bench S=window`.
#[test]
#[ignore = "a measurement"]
fn the_longest_stops_of_the_page() {
    play("freezing-measured", async |stage| {
        let inputs = chosen_inputs();
        make_library(stage, &inputs);
        let window = stage.open().await;
        window.see("view-digest").await;
        println!("\n{:<64} {:>6} {:>6}", "the longest stop of the page, ms", "", "bar");
        // Who opens a paper has moved the pointer or pressed a key before: what the first paper needs
        // is loaded then, in steps.
        let signing = stops(window, async || {
            window.press("\u{E008}").await;
            tokio::time::sleep(Duration::from_secs(4)).await;
        })
        .await;
        print("the first sign of the user", signing, STOP);
        for (n, (name, _)) in inputs.iter().enumerate() {
            let place = format!("#/paper/{}", id(n));
            let mut shown = 0;
            let opening = stops(window, async || {
                shown = go(window, &place, &title_is(name)).await;
                whole(window).await;
            })
            .await;
            print(&format!("{name}: opened (shown after {shown} ms)"), opening, STOP);
            let ending = stops(window, async || {
                let script = "const pane = document.querySelector('.pane'); pane.scrollTo(0, pane.scrollHeight)";
                window.run(script, vec![]).await;
            })
            .await;
            print(&format!("{name}: to its end"), ending, STOP);
            window.click("[aria-keyshortcuts='Control+f']").await;
            let input = window.see("[data-testid=find-bar] input").await;
            let finding = stops(window, async || {
                input.send_keys("a").await.unwrap();
            })
            .await;
            print(&format!("{name}: a word is found"), finding, STOP);
            let stepping = stops(window, async || window.press("\u{E007}").await).await;
            print(&format!("{name}: the next one"), stepping, STOP);
            let leaving = stops(window, async || {
                window.go("#/settings").await;
                window.see("view-settings").await;
            })
            .await;
            print(&format!("{name}: left"), leaving, STOP);
        }
        measure_words(window, &inputs).await;
        measure_articles(window).await;
        if inputs.len() > 4 {
            measure_note(window).await;
            measure_tags(window, inputs.len()).await;
        }
    });
}

/// Opens a paper from a search whose words are found in it very often, and goes from one to the
/// next.
async fn measure_words(window: &Window, inputs: &[(&str, String)]) {
    if !inputs.iter().any(|(name, _)| *name == MANY_MATCHES) {
        return;
    }
    window.go("#/search?q=zebra").await;
    let marked =
        "(CSS.highlights.get('find')?.size ?? document.querySelectorAll('mark.found').length) > 50";
    let hit = window.see("hit").await;
    let stop = stops(window, async || {
        hit.click().await.unwrap();
        window.until("the words are marked", &format!("return {marked}")).await;
    })
    .await;
    print(&format!("{MANY_MATCHES}: marked"), stop, STOP);
    let stop = stops(window, async || window.press("mmmm").await).await;
    print(&format!("{MANY_MATCHES}: the next ones"), stop, STOP);
}

/// Articles made to freeze the page: what they are and the text in HTML as arXiv makes it.
fn articles() -> Vec<(&'static str, String)> {
    let section = |n: usize, content: &str| {
        format!(
            "<section class=\"ltx_section\" id=\"S{n}\"><h2 class=\"ltx_title ltx_title_section\">Part {n}</h2>{content}</section>"
        )
    };
    let paragraph =
        |content: &str| format!("<div class=\"ltx_para\"><p class=\"ltx_p\">{content}</p></div>");
    let formula = |tex: &str| {
        format!(
            "<math class=\"ltx_Math\" alttext=\"{tex}\" display=\"inline\"><mi>q</mi></math> and "
        )
    };
    let sections = |count: usize, content: &str| -> String {
        (1..=count).map(|n| section(n, content)).collect()
    };
    let figure = |n: usize| {
        format!(
            "<figure class=\"ltx_figure\" id=\"F{n}\"><figcaption class=\"ltx_caption\"><span class=\"ltx_tag\">Figure {n}: </span>A sentence.</figcaption></figure>"
        )
    };
    let note = |n: usize| {
        format!(
            "a sentence<span id=\"footnote{n}\" class=\"ltx_note ltx_role_footnote\"><sup class=\"ltx_note_mark\">{n}</sup><span class=\"ltx_note_outer\"><span class=\"ltx_note_content\">The note {n}.</span></span></span> "
        )
    };
    vec![
        ("figures 5,000", section(1, &(1..=5_000).map(figure).collect::<String>())),
        ("notes 10,000", section(1, &paragraph(&(1..=10_000).map(note).collect::<String>()))),
        (
            "listing of one line",
            section(1, &format!("<div class=\"ltx_listing\"><div class=\"ltx_listingline\">{}</div></div>", "let a = a sent; ".repeat(12_000))),
        ),
        ("sections 5,000", sections(5_000, &paragraph("One sentence."))),
        ("sections of 18 KB", sections(120, &paragraph(&"word ".repeat(900)).repeat(4))),
        (
            "sections of 500 words in italics",
            sections(200, &paragraph(&"<em class=\"ltx_emph\">word</em> ".repeat(500))),
        ),
        (
            "sections of 60 formulas",
            sections(300, &paragraph(&formula("x_{1}^{2}=\\frac{a}{b}").repeat(60))),
        ),
        ("section of 20,000 paragraphs", section(1, &paragraph("A sentence.").repeat(20_000))),
        (
            "references 5,000",
            section(1, &paragraph(&"A sentence. ".repeat(200)))
                + "<section class=\"ltx_bibliography\" id=\"bib\"><h2 class=\"ltx_title ltx_title_bibliography\">References</h2><ul class=\"ltx_biblist\">"
                + &(1..=5_000).map(|n| format!("<li class=\"ltx_bibitem\" id=\"bib.bib{n}\"><span class=\"ltx_tag\">[{n}]</span><span class=\"ltx_bibblock\">A. Author. A title of number {n}. A journal, 2024.</span></li>")).collect::<String>()
                + "</ul></section>",
        ),
        (
            "citations 20,000",
            sections(100, &paragraph(&"<cite class=\"ltx_cite\">[<a href=\"#bib.bib1\" class=\"ltx_ref\">1</a>]</cite> ".repeat(200)))
                + "<section class=\"ltx_bibliography\" id=\"bib\"><h2 class=\"ltx_title ltx_title_bibliography\">References</h2><ul class=\"ltx_biblist\"><li class=\"ltx_bibitem\" id=\"bib.bib1\"><span class=\"ltx_tag\">[1]</span><span class=\"ltx_bibblock\">A. Author. A title.</span></li></ul></section>",
        ),
    ]
}

fn page(id: &str, name: &str, text: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Article of {name}</title><base href=\"/html/{id}v1/\"></head>\
         <body><div class=\"ltx_page_main\"><div class=\"ltx_page_content\"><article class=\"ltx_document\">\
         <h1 class=\"ltx_title ltx_title_document\">Article of {name}</h1>{text}</article></div></div></body></html>"
    )
}

/// Measures full texts as the reports before.
async fn measure_articles(window: &Window) {
    let articles: Vec<_> = articles()
        .into_iter()
        .enumerate()
        .map(|(n, (name, text))| (format!("2601.{:05}", n + 1), name, text))
        .filter(|(_, name, _)| is_chosen(name))
        .collect();
    if articles.is_empty() {
        return;
    }
    let source = FakeServer::start().unwrap();
    for (id, name, text) in &articles {
        source.answer(
            &format!("/abs/{id}"),
            200,
            &format!(
                "<html><head><meta name=\"citation_title\" content=\"Article of {name}\"><meta name=\"citation_arxiv_id\" content=\"{id}\"></head>\
                 <body><blockquote class=\"abstract\">We add {id} and reach 71.47.</blockquote></body></html>"
            ),
        );
        source.answer(&format!("/html/{id}"), 200, &page(id, name, text));
    }
    for key in ["source.huggingface", "source.arxiv"] {
        window.set(key, &source.url()).await;
    }
    window.set("source.arxiv_interval_ms", "0").await;
    let ids: Vec<&str> = articles.iter().map(|(id, ..)| id.as_str()).collect();
    window.ask("add_papers", json!({ "ids": ids })).await.unwrap();
    window.until_idle().await;
    for (id, name, _) in &articles {
        go(window, &format!("#/paper/{id}"), &title_is(name)).await;
        window.see("tab-text").await;
        let text = "document.querySelector('[data-testid=article-section]') !== null \
            && document.querySelector('[data-growing]') === null";
        let opening = stops(window, async || {
            window.press("x").await;
            window.until("the text", &format!("return {text}")).await;
        })
        .await;
        print(&format!("{name}: full text opened"), opening, STOP);
        let ending = stops(window, async || window.press("G").await).await;
        print(&format!("{name}: full text to its end"), ending, STOP);
        window.click("[aria-keyshortcuts='Control+f']").await;
        let input = window.see("[data-testid=find-bar] input").await;
        let finding = stops(window, async || input.send_keys("sent").await.unwrap()).await;
        print(&format!("{name}: full text, a word is found"), finding, STOP);
        let leaving = stops(window, async || {
            window.go("#/settings").await;
            window.see("view-settings").await;
        })
        .await;
        print(&format!("{name}: full text left"), leaving, STOP);
    }
}

async fn measure_note(window: &Window) {
    let text = "word ".repeat(200_000);
    window.ask("set_note", json!({ "id": id(0), "text": text })).await.unwrap();
    let mut opened = 0;
    let stop = stops(window, async || {
        let shown = "document.querySelector('.note textarea')?.value.length > 9000";
        opened = go(window, &format!("#/paper/{}", id(0)), shown).await;
    })
    .await;
    print("a note of 1 MB is shown, ms", opened, NOTE);
    print("a note of 1 MB: opened", stop, STOP);
    let area = window.see(".note textarea").await;
    let stop = stops(window, async || area.send_keys("a").await.unwrap()).await;
    print("a note of 1 MB: a key", stop, STOP);
}

async fn measure_tags(window: &Window, papers: usize) {
    for part in 0..20 {
        let tags: Vec<String> = (0..500).map(|n| format!("tag {:05}", part * 500 + n)).collect();
        let arguments = json!({ "ids": [id(part % papers)], "add": tags, "remove": [] });
        window.ask("tag", arguments).await.unwrap();
    }
    let timed = "const done = arguments[0], ask = window.__TAURI_INTERNALS__.invoke; (async () => { \
        let longest = 0; for (let i = 0; i < 5; i++) { const began = performance.now(); \
        await ask('status', {}); longest = Math.max(longest, performance.now() - began); } done([longest, (await ask('tags', {})).length]); })();";
    let answer = window.run_until_done(timed).await;
    assert_eq!(answer[1], json!(10_000));
    print("10,000 tags: status, ms", answer[0].as_f64().unwrap() as u64, STATUS);
    let stop = stops(window, async || {
        go(window, "#/all", "document.querySelector('[data-testid=tags] a') !== null").await;
        let star = json!({ "ids": [id(2)], "mark": "starred", "on": true });
        window.ask("mark", star).await.unwrap();
    })
    .await;
    print("10,000 tags: the sidebar", stop, STOP);
    let places =
        window.run("return document.querySelectorAll('[data-testid=tags] a').length", vec![]).await;
    assert!(places.as_u64().is_some_and(|places| (1..200).contains(&places)), "{places} places");
    let stop = stops(window, async || {
        let shown = "document.querySelector('#paper-title') !== null";
        go(window, &format!("#/paper/{}", id(3)), shown).await;
        whole(window).await;
    })
    .await;
    print("a paper with 500 tags: opened", stop, STOP);
}
