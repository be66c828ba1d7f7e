//! How long it takes from a key to painted results: a measurement, which `make bench` runs on its library.

use crate::stage::play;
use serde_json::json;

/// Types each word's last letter, and tells how many milliseconds later its hits were painted; and what of it is the answer, and what
/// the web view takes to paint such hits when they are there at once. Between two things a typist's tenth of a second passes: who is
/// faster than the screen waits for it.
const MEASURE: &str = "const [done] = arguments, took = [], asked = [], shown = [], box = document.querySelector('[data-testid=search-box]'); \
    const put = (text) => { box.value = text; box.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText' })); }; \
    const first = () => document.querySelector('[data-testid=hit]')?.textContent.toLowerCase() ?? ''; \
    const painted = () => new Promise((then) => requestAnimationFrame(() => { const { port1, port2 } = new MessageChannel(); port1.onmessage = then; port2.postMessage(0); })); \
    const key = () => new Promise((then) => setTimeout(then, 100)); \
    const once = (holds) => new Promise((then) => { \
        const see = () => { if (holds()) { seen.disconnect(); clearTimeout(late); then(true); } }; \
        const seen = new MutationObserver(see), late = setTimeout(() => { seen.disconnect(); then(false); }, 3000); \
        seen.observe(document.body, { subtree: true, childList: true, characterData: true }); see(); }); \
    (async () => { for (const word of words) { \
        put(''); await once(() => first() === ''); await key(); \
        const began = performance.now(); put(word); \
        if (await once(() => first().includes(word.toLowerCase()))) { await painted(); took.push(performance.now() - began); } \
        else continue; \
        const list = document.querySelector('[data-testid=hit]').parentElement.parentElement, copy = list.cloneNode(true), parent = list.parentElement; \
        list.remove(); await key(); \
        const bare = performance.now(); parent.append(copy); await painted(); shown.push(performance.now() - bare); \
        copy.replaceWith(list); await key(); \
        const asking = performance.now(); await window.__TAURI_INTERNALS__.invoke('search', { query: word, sort: 'relevance', offset: 0, limit: 20 }); \
        asked.push(performance.now() - asking); \
    } done([took, asked, shown]); })();";

const WORDS: [&str; 24] = [
    "强化学习",
    "diffusion",
    "注意力",
    "agent",
    "世界模型",
    "token",
    "数字人",
    "benchmark",
    "蒸馏",
    "reward",
    "机器人",
    "policy",
    "视频",
    "latent",
    "对齐",
    "robot",
    "检索",
    "memory",
    "编码器",
    "router",
    "规划",
    "prompt",
    "采样",
    "expert",
];

#[test]
#[ignore = "a measurement"]
fn results_are_painted_soon_after_a_key() {
    play("painting", async |stage| {
        if let Some(library) = std::env::var_os("PAPERBOY_BENCH_LIBRARY") {
            stage.library = library.into();
        }
        let window = stage.open().await;
        window.resize(1200, 800).await;
        window.go("#/search").await;
        window.see("view-search").await;
        let times = window.run_until_done(&format!("const words = {}; {MEASURE}", json!(WORDS))).await;
        let [took, asked, shown]: [Vec<f64>; 3] = serde_json::from_value(times).unwrap();
        assert!(!took.is_empty(), "no word was found");
        let at = |times: &[f64], part: f64| {
            let mut times = times.to_vec();
            times.sort_by(f64::total_cmp);
            times[((times.len() as f64 * part).ceil() as usize).saturating_sub(1)]
        };
        println!(
            "from a key to painted results, ms: p50 {:.0}, p95 {:.0} (bar 50), of {} words",
            at(&took, 0.5),
            at(&took, 0.95),
            took.len()
        );
        println!(
            "of which the answer, asked by itself, takes {:.0} and {:.0}; the web view paints a copy of such hits in {:.0} and {:.0}",
            at(&asked, 0.5),
            at(&asked, 0.95),
            at(&shown, 0.5),
            at(&shown, 0.95)
        );
    });
}
