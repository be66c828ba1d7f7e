//! How long it takes from a key to painted results: a measurement, which `make bench` runs on its
//! library.

use crate::stage::play;
use serde_json::json;

/// Types each word, all but its last letter into an empty box and then that letter, and returns
/// after how many milliseconds each answer was painted; and the parts of that time for the answer
/// and for painting such hits when they are there at once. Between two inputs a tenth of a second
/// passes, as with a typist.
const MEASURE: &str = "const [done] = arguments, first = [], last = [], asked = [], shown = [], box = document.querySelector('[data-testid=search-box]'); \
    const put = (text) => { box.value = text; box.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText' })); }; \
    const hit = () => document.querySelector('[data-testid=hit]'), answered = () => document.querySelector('.understood code')?.textContent; \
    const painted = () => new Promise((then) => requestAnimationFrame(() => { const { port1, port2 } = new MessageChannel(); port1.onmessage = then; port2.postMessage(0); })); \
    const key = () => new Promise((then) => setTimeout(then, 100)); \
    const once = (holds) => new Promise((then) => { \
        const see = () => { if (holds()) { seen.disconnect(); clearTimeout(late); then(true); } }; \
        const seen = new MutationObserver(see), late = setTimeout(() => { seen.disconnect(); then(false); }, 3000); \
        seen.observe(document.body, { subtree: true, childList: true, characterData: true }); see(); }); \
    const timed = async (text, times) => { \
        const began = performance.now(); put(text); \
        if (await once(() => hit() && answered() === text)) { await painted(); times.push(performance.now() - began); } \
        await key(); }; \
    (async () => { for (const word of words) { \
        put(''); await once(() => !hit()); await key(); \
        await timed(word.slice(0, -1), first); await timed(word, last); \
        if (!hit()) continue; \
        const list = hit().parentElement.parentElement, copy = list.cloneNode(true), parent = list.parentElement; \
        list.remove(); await key(); \
        const bare = performance.now(); parent.append(copy); await painted(); shown.push(performance.now() - bare); \
        copy.replaceWith(list); await key(); \
        const asking = performance.now(); await window.__TAURI_INTERNALS__.invoke('search', { query: word, sort: 'relevance', offset: 0, limit: 20 }); \
        asked.push(performance.now() - asking); \
    } done([first, last, asked, shown]); })();";

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
        let times =
            window.run_until_done(&format!("const words = {}; {MEASURE}", json!(WORDS))).await;
        let [first, last, answered, shown]: [Vec<f64>; 4] = serde_json::from_value(times).unwrap();
        assert!(!last.is_empty(), "no word was found");
        let all = [first.as_slice(), &last].concat();
        println!(
            "from a key to painted results, ms: {} (bar 50), of {} keys",
            quantiles(all),
            first.len() + last.len()
        );
        println!(
            "into an empty box: {}; the last letter of a word: {}",
            quantiles(first),
            quantiles(last)
        );
        println!(
            "of which the answer, requested alone: {}; the web view paints a copy of such hits: {}; the rest: the page makes its rows, \
             and waits for the web view's frames, which are drawn without a graphics card here",
            quantiles(answered),
            quantiles(shown)
        );
    });
}

fn quantiles(mut times: Vec<f64>) -> String {
    times.sort_by(f64::total_cmp);
    let at = |part: f64| times[((times.len() as f64 * part).ceil() as usize).saturating_sub(1)];
    format!("p50 {:.0}, p95 {:.0}", at(0.5), at(0.95))
}
