//! The first day: from the welcome to a starred paper, and the next day all is as it was.

use crate::network::Watch;
use crate::stage::play;
use crate::window::Window;
use serde_json::json;

/// A paper of the sample with formulas on a line of their own and between words.
pub const FORMULAS: &str = "2205.14135";

/// From the welcome to the sample's digest.
pub async fn look_around(window: &Window) {
    window.see("view-welcome").await;
    window.click("sample-button").await;
    window.see("card").await;
    // The end of the import is shown; from then on the window follows the user.
    window.see("toast").await;
}

/// Waits until the index holds all papers, so that a search finds what it should.
pub async fn indexed(window: &Window, papers: u64) {
    let end = std::time::Instant::now() + crate::stage::TIMEOUT;
    loop {
        let index = &window.ask("status", json!({})).await.unwrap()["index"];
        if index["building"] == json!(false) && index["indexed"].as_u64() == Some(papers) {
            return;
        }
        assert!(std::time::Instant::now() < end, "the index is not complete: {index}");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
}

#[test]
fn from_the_first_start_to_a_star_that_is_still_there_after_a_restart_without_the_network() {
    play("first_day", async |stage| {
        stage.open().await;
        let watch = Watch::begin(stage.root_process());
        let window = stage.window();
        look_around(window).await;

        window.go("#/day/2025-01-07").await;
        window.see("view-digest").await;
        window
            .until(
                "the digest's six cards",
                "return document.querySelectorAll('[data-testid=card]').length === 6",
            )
            .await;
        window.click("[data-testid=card] a, [data-testid=card] button").await;
        window.see("view-paper").await;

        window.go(&format!("#/paper/{FORMULAS}?in=day%3A2025-01-07")).await;
        window.see("[data-testid=view-paper] .katex-display").await;
        window.see("[data-testid=view-paper] p .katex, [data-testid=view-paper] li .katex").await;
        window.until("KaTeX's own fonts", "return document.fonts.check('16px KaTeX_Main') && [...document.fonts].some(f => f.family.includes('KaTeX') && f.status === 'loaded')").await;
        window.press("s").await;
        window
            .until(
                "the star",
                "return document.querySelector('[data-testid=view-paper] [data-testid=star]').getAttribute('aria-pressed') === 'true'",
            )
            .await;

        indexed(window, 12).await;
        for (query, found) in [("注意力", "FlashAttention"), ("exact attention", "FlashAttention")]
        {
            window.go("#/search").await;
            window.see("view-search").await;
            window.search(query).await;
            let hit = format!(
                "return [...document.querySelectorAll('[data-testid=hit]')].some(hit => hit.textContent.includes('{found}'))"
            );
            window.until(&format!("“{query}” to find {found}"), &hit).await;
            window.until(
                &format!("“{query}” to be marked in its place"),
                &format!(
                    "return [...document.querySelectorAll('[data-testid=hit] mark')].some(mark => '{query}'.includes(mark.textContent.toLowerCase().trim()))"
                ),
            )
            .await;
        }

        stage.quit().await;
        assert_eq!(watch.end(), Default::default(), "somebody outside was spoken to");

        let window = stage.open().await;
        window.go("#/starred").await;
        let starred = "const cards = [...document.querySelectorAll('[data-testid=card]')]; return cards.length === 1 && cards[0].textContent.includes('FlashAttention')";
        window.until("the starred paper and no other", starred).await;
    });
}

#[test]
fn a_change_is_taken_back_from_the_window() {
    play("undo", async |stage| {
        let window = stage.open().await;
        look_around(window).await;
        window.go(&format!("#/paper/{FORMULAS}")).await;
        window.see("view-paper").await;
        for (key, later) in [("l", 1), ("z", 0)] {
            window.press(key).await;
            let end = std::time::Instant::now() + crate::stage::TIMEOUT;
            while window.ask("status", json!({})).await.unwrap()["later"] != json!(later) {
                assert!(
                    std::time::Instant::now() < end,
                    "after {key} there are not {later} for later"
                );
                tokio::time::sleep(std::time::Duration::from_millis(30)).await;
            }
            window.see("toast").await;
        }
    });
}
