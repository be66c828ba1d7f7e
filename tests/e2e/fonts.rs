//! Text with every set of fonts and in a Chinese session: no letter over another, and quotes that
//! belong to their script.

use crate::access::visit;
use crate::first_day::indexed;
use crate::stage::{Stage, play, repository};
use crate::window::Window;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Fonts that a system may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fonts {
    /// One font for Chinese and Latin letters.
    Cjk,
    /// Latin letters alone.
    Latin,
    Both,
}

impl Fonts {
    fn has(self, file: &str) -> bool {
        let cjk = file.starts_with("NotoSansCJK");
        let latin = file.starts_with("NotoSans-")
            || file.starts_with("NotoSansMono-")
            || file.starts_with("NotoSerif-");
        match self {
            Self::Cjk => cjk,
            Self::Latin => latin,
            Self::Both => cjk || latin,
        }
    }

    /// Makes a configuration by which the programs of a stage see these fonts and no others.
    pub fn choose(self, stage: &mut Stage) {
        let folder = stage.home().join(format!("fonts-{self:?}"));
        fs::create_dir(&folder).unwrap();
        let files = Command::new("fc-list")
            .args([":", "file"])
            .output()
            .expect("fontconfig is there: scripts/need test")
            .stdout;
        let files: BTreeSet<PathBuf> = String::from_utf8_lossy(&files)
            .lines()
            .map(|line| line.trim_end_matches([':', ' ']).into())
            .collect();
        for file in &files {
            let name = file.file_name().unwrap().to_str().unwrap_or_default();
            if self.has(name) {
                // The same font may be installed twice.
                let _ = symlink(file, folder.join(name));
            }
        }
        let names: Vec<String> = fs::read_dir(&folder)
            .unwrap()
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .collect();
        for family in ["NotoSansCJK-Regular", "NotoSans-Regular"]
            .into_iter()
            .filter(|family| self.has(family))
        {
            assert!(
                names.iter().any(|name| name.starts_with(family)),
                "{family} is not installed: scripts/need test"
            );
        }
        let configuration = stage.home().join(format!("fonts-{self:?}.conf"));
        let text = format!(
            "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"urn:fontconfig:fonts.dtd\"><fontconfig><dir>{}</dir>\
             <cachedir>{}</cachedir><include ignore_missing=\"yes\">/etc/fonts/conf.d</include></fontconfig>",
            folder.display(),
            stage.home().join("fontcache").display()
        );
        fs::write(&configuration, text).unwrap();
        stage.environment.push(("FONTCONFIG_FILE", configuration.display().to_string()));
    }
}

/// Puts the stage into a Chinese session. Where the system has no such locale, one is made beside
/// the tests.
pub fn speak_chinese(stage: &mut Stage) {
    const LOCALE: &str = "zh_CN.UTF-8";
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("locales");
    if !folder.join(LOCALE).join("LC_CTYPE").exists() {
        fs::create_dir_all(&folder).unwrap();
        let made = Command::new("localedef")
            .args(["-i", "zh_CN", "-f", "UTF-8"])
            .arg(folder.join(LOCALE))
            .output()
            .unwrap();
        assert!(
            folder.join(LOCALE).join("LC_CTYPE").exists(),
            "scripts/need test: {}",
            String::from_utf8_lossy(&made.stderr)
        );
    }
    stage.environment.push(("LANG", LOCALE.into()));
    stage.environment.push(("LOCPATH", folder.display().to_string()));
}

const TITLE: &str = "在2024年用100万个样本训练10天的模型";

/// A day of two papers, of which one has a Chinese title.
fn report() -> String {
    let paper = |id: &str, title: &str| {
        format!(
            "## 📄 {title}\n\n- **链接**: https://huggingface.co/papers/{id}\n- **阅读来源**: HTML\n\n### 1. 应用领域\n\
             计算机视觉 - 图像生成2D\n\n### 2. 一句话核心贡献\n在2024年10月12日用100万个样本训练了10天——比2023年快——0.3秒内把LLM’s的准确率从10%提到100%，“引号”照旧。\n\n\
             ### 3. 使用指南\n- 输入 3D 点云，输出100维`向量2024年——第2版`\n\n### 4. 主要创新点\n1. **第1点**：比GPT4o快2倍。\n\n### 5. 实验效果\n\
             - 在ImageNet上达到87.1%，用8张A100训练24小时。\n\n\n============================================================\n\n"
        )
    };
    let line = "============================================================";
    format!(
        "# Hugging Face Daily Papers Report\n**Date**: 2026-09-10\n**Source URL**: https://huggingface.co/papers/date/2026-09-10\n\n{line}\n\n{}{}",
        paper("2609.01001", TITLE),
        paper("2609.01002", "An LLM’s “Quoted” Answer in 2024 — It’s Fine")
    )
}

const VIEWS: [(&str, &str); 4] = [
    ("#/day/2026-09-10", "view-digest"),
    ("#/paper/2609.01001?in=day%3A2026-09-10", "view-paper"),
    ("#/search?q=2024", "view-search"),
    ("#/settings", "view-settings"),
];

async fn open_report(stage: &mut Stage) -> &Window {
    let file = stage.home().join("2026-09-10.md");
    fs::write(&file, report()).unwrap();
    let window = stage.open().await;
    window.see("view-welcome").await;
    window.ask("import_paths", json!({ "paths": [file] })).await.unwrap();
    window.see("card").await;
    indexed(window, 2).await;
    window
}

/// The pairs of characters in the page that overlap, of all lines of text in sight, and the Chinese
/// characters that are cut off, because a line was measured narrower than it is painted; and how
/// many pairs were looked at. A part of a text has a box of whole pixels, rounded to the outside on
/// both sides.
const OVERLAPS: &str = "const ROUNDED = 1.5, found = [], skip = '.katex, .sr-only, svg, title, script, style, option'; let pairs = 0; \
    const sample = document.createElement('span'); sample.textContent = '中'; document.body.append(sample); \
    const han = sample.getBoundingClientRect().width > 0.9 * parseFloat(getComputedStyle(sample).fontSize); sample.remove(); \
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), range = document.createRange(); \
    for (let node; (node = walker.nextNode()); ) { \
        const on = node.parentElement; if (on.closest(skip) || !on.checkVisibility({ visibilityProperty: true })) continue; \
        let before = null, at = 0; \
        for (const sign of node.data) { \
            range.setStart(node, at); range.setEnd(node, (at += sign.length)); \
            const box = range.getClientRects()[0]; \
            if (!box || box.width === 0) continue; \
            if (/\\p{Script=Han}/u.test(sign) && han && box.width < 0.9 * parseFloat(getComputedStyle(on).fontSize)) \
                found.push(`${sign} is cut off in ${node.data.slice(0, 40)}`); \
            if (before && Math.abs(before.top - box.top) < 1) { \
                pairs++; if (box.left < before.right - ROUNDED) found.push(`${before.sign}${sign} in ${node.data.slice(0, 40)}`); } \
            before = { top: box.top, right: box.right, sign }; } \
        if (getComputedStyle(on).textAutospace === 'normal') found.push(`added space in ${node.data.slice(0, 40)}`); \
    } return [pairs, found]";

async fn look_for_overlaps(window: &Window, name: &str) {
    let mut found = Vec::new();
    for (place, id) in VIEWS {
        visit(window, place, id).await;
        if id == "view-search" {
            window.see("hit").await;
        }
        let answer = window.run(OVERLAPS, vec![]).await;
        assert!(answer[0].as_u64().unwrap() > 50, "{name} {place}: hardly any text was looked at");
        found.extend(
            answer[1].as_array().unwrap().iter().map(|one| format!("{name} {place}: {one}")),
        );
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The widths of the matching elements, in parts of the text's size.
const WIDTHS: &str = "const [selector, sign] = arguments, widths = [], range = document.createRange(); \
    for (const on of document.querySelectorAll(selector)) { \
        const walker = document.createTreeWalker(on, NodeFilter.SHOW_TEXT); \
        for (let node; (node = walker.nextNode()); ) \
            for (let at = node.data.indexOf(sign); at >= 0; at = node.data.indexOf(sign, at + 1)) { \
                range.setStart(node, at); range.setEnd(node, at + 1); \
                widths.push(range.getBoundingClientRect().width / parseFloat(getComputedStyle(node.parentElement).fontSize)); } } \
    return widths";

/// How wide a sign is where it is found, which must be somewhere.
async fn widths(window: &Window, selector: &str, sign: &str) -> Vec<f64> {
    let widths = window.run(WIDTHS, vec![json!(selector), json!(sign)]).await;
    let widths: Vec<f64> = widths.as_array().unwrap().iter().filter_map(Value::as_f64).collect();
    assert!(!widths.is_empty(), "there is no {sign} in {selector}");
    widths
}

/// The places of neighbouring digits and Chinese characters of a line: where the second begins, the
/// line's top and its bottom.
const BOUNDARIES: &str = "const at = [], range = document.createRange(), sign = /^[\\p{Script=Han}\\d]$/u; \
    for (const on of document.querySelectorAll('[data-testid=card] h2 a, [data-testid=card] .contribution p')) { \
        const walker = document.createTreeWalker(on, NodeFilter.SHOW_TEXT); \
        for (let node; (node = walker.nextNode()); ) \
            for (let i = 1; i < node.length; i++) { \
                if (!sign.test(node.data[i - 1]) || !sign.test(node.data[i])) continue; \
                range.setStart(node, i - 1); range.setEnd(node, i); const one = range.getBoundingClientRect(); \
                range.setStart(node, i); range.setEnd(node, i + 1); const two = range.getBoundingClientRect(); \
                if (one.top === two.top && two.bottom < innerHeight) \
                    at.push([screenX + two.left, screenY + two.top, screenY + two.bottom, node.data.slice(i - 1, i + 1)]); } } \
    return at";

/// Examines the screen itself: the places that a script gets differ from those where letters are
/// painted. Between two characters there is a column without ink.
async fn look_at_the_ink(stage: &Stage) {
    let window = stage.window();
    window.set("ui.text_size", "200").await;
    visit(window, "#/day/2026-09-10", "view-digest").await;
    window
        .until(
            "large text",
            "return parseFloat(getComputedStyle(document.documentElement).fontSize) === 32",
        )
        .await;
    let end = std::time::Instant::now() + crate::stage::TIMEOUT;
    loop {
        let boundaries = window.run(BOUNDARIES, vec![]).await;
        let boundaries = boundaries.as_array().unwrap();
        let picture = stage.picture();
        let (inked, touching) = count_touching(&picture, boundaries);
        // What a script has changed is painted a moment later.
        if boundaries.len() > 30 && inked > 30 && touching.is_empty() {
            return;
        }
        assert!(
            std::time::Instant::now() < end,
            "of {} places, {inked} with ink, these touch: {touching:?}",
            boundaries.len()
        );
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
}

fn count_touching(picture: &crate::screen::Picture, boundaries: &[Value]) -> (usize, Vec<String>) {
    let (mut inked, mut touching) = (0, Vec::new());
    for boundary in boundaries {
        let number = |at: usize| boundary[at].as_f64().unwrap().round() as usize;
        let (x, rows) = (number(0), number(1)..number(2));
        let background = picture.pixel(x, rows.start);
        let ink = |x: usize| {
            rows.clone()
                .filter(|&y| {
                    picture
                        .pixel(x, y)
                        .iter()
                        .zip(background)
                        .any(|(one, other)| one.abs_diff(other) > 90)
                })
                .count()
        };
        if (x - 12..x + 12).any(|x| ink(x) > 0) {
            inked += 1;
        }
        if (x - 2..=x + 2).all(|x| ink(x) > 0) {
            touching.push(boundary[3].as_str().unwrap_or_default().to_owned());
        }
    }
    (inked, touching)
}

#[test]
fn in_a_chinese_session_with_one_font_for_both_scripts_no_letter_touches_another() {
    play("fonts_cjk", async |stage| {
        speak_chinese(stage);
        Fonts::Cjk.choose(stage);
        let window = open_report(stage).await;
        window
            .until("the session's language", "return document.documentElement.lang === 'zh-CN'")
            .await;
        look_for_overlaps(window, "zh_CN, CJK").await;
        visit(window, "#/day/2026-09-10", "view-digest").await;
        for sign in ["’", "“", "”"] {
            for width in widths(window, "[data-id='2609.01002'] h2", sign).await {
                // A full-width one has a whole em.
                assert!(width < 0.8, "{sign} in an English title is {width} em wide");
            }
        }
        for width in widths(window, ".contribution", "’").await {
            assert!(width < 0.8, "an apostrophe in Chinese text is {width} em wide");
        }
        for width in widths(window, ".contribution", "“").await {
            assert!(width > 0.9, "a Chinese quote is {width} em wide");
        }
        look_at_the_ink(stage).await;
    });
}

#[test]
fn with_other_fonts_and_sessions_no_letter_touches_another() {
    for (fonts, chinese) in [
        (Fonts::Latin, true),
        (Fonts::Both, true),
        (Fonts::Cjk, false),
        (Fonts::Latin, false),
        (Fonts::Both, false),
    ] {
        let name = format!("fonts_{fonts:?}_{}", if chinese { "zh_CN" } else { "C" });
        play(&name, async |stage| {
            if chinese {
                speak_chinese(stage);
            }
            fonts.choose(stage);
            let window = open_report(stage).await;
            look_for_overlaps(window, &name).await;
            if fonts != Fonts::Latin {
                look_at_the_ink(stage).await;
            }
        });
    }
}

/// The case as it was reported, where the cases are at hand.
#[test]
fn the_reported_text_is_readable() {
    let case = repository().join("../shared/cases/19-autospace.md");
    if !case.exists() {
        println!("skipped: {} is not there", case.display());
        return;
    }
    play("fonts_case_19", async |stage| {
        speak_chinese(stage);
        Fonts::Cjk.choose(stage);
        let window = stage.open().await;
        window.see("view-welcome").await;
        window.ask("import_paths", json!({ "paths": [case] })).await.unwrap();
        window.see("card").await;
        window
            .until(
                "the heading",
                "return document.querySelector('h1').textContent === '2026年9月10日'",
            )
            .await;
        let answer = window.run(OVERLAPS, vec![]).await;
        assert_eq!(answer[1], json!([]));
    });
}
