//! How long it takes from a key to painted results: a measurement, which `make bench` runs on its library.

use crate::stage::play;
use serde_json::json;

/// Types each word's last letter, and tells how many milliseconds later its hits were painted.
const MEASURE: &str = "const [done] = arguments, took = [], box = document.querySelector('[data-testid=search-box]'); \
    const put = (text) => { box.value = text; box.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText' })); }; \
    const first = () => document.querySelector('[data-testid=hit]')?.textContent.toLowerCase() ?? ''; \
    const painted = () => new Promise((then) => requestAnimationFrame(() => { const { port1, port2 } = new MessageChannel(); port1.onmessage = then; port2.postMessage(0); })); \
    const once = (holds) => new Promise((then) => { \
        const see = () => { if (holds()) { seen.disconnect(); clearTimeout(late); then(true); } }; \
        const seen = new MutationObserver(see), late = setTimeout(() => { seen.disconnect(); then(false); }, 3000); \
        seen.observe(document.body, { subtree: true, childList: true, characterData: true }); see(); }); \
    (async () => { for (const word of words) { \
        put(''); await once(() => first() === ''); await painted(); \
        const began = performance.now(); put(word); \
        if (await once(() => first().includes(word.toLowerCase()))) { await painted(); took.push(performance.now() - began); } \
    } done(took); })();";

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
        let took = window.run_until_done(&format!("const words = {}; {MEASURE}", json!(WORDS))).await;
        let mut took: Vec<f64> = took.as_array().unwrap().iter().map(|ms| ms.as_f64().unwrap()).collect();
        assert!(!took.is_empty(), "no word was found");
        took.sort_by(f64::total_cmp);
        let at = |part: f64| took[((took.len() as f64 * part).ceil() as usize).saturating_sub(1)];
        println!("from a key to painted results, ms: p50 {:.0}, p95 {:.0} (bar 50), of {} words", at(0.5), at(0.95), took.len());
    });
}
