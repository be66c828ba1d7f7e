//! The desktop around the window: input methods, layouts of keys, other programs, processes that
//! die.

use crate::first_day::{FORMULAS, indexed, look_around};
use crate::fonts::speak_chinese;
use crate::screen::Picture;
use crate::stage::{Stage, TIMEOUT, play};
use serde_json::json;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;
use std::time::{Duration, Instant};
use tokio::time::sleep;

/// Waits until a fifth of the window's pixels are others than those of a picture.
async fn painted_since(stage: &Stage, before: &Picture, what: &str) {
    const WINDOW: (usize, usize) = (1200, 800);
    let end = Instant::now() + TIMEOUT;
    while stage.picture().differing(before, WINDOW.0, WINDOW.1) < WINDOW.0 * WINDOW.1 / 50 {
        assert!(Instant::now() < end, "{what} is in the page and not on the screen");
        sleep(Duration::from_millis(50)).await;
    }
}

#[test]
fn the_window_goes_on_painting_with_x_input_methods() {
    for (name, chinese, module) in [("xim", false, Some("xim")), ("xim_zh", true, None)] {
        play(name, async |stage| {
            if chinese {
                speak_chinese(stage);
            }
            if let Some(module) = module {
                stage.environment.push(("GTK_IM_MODULE", module.into()));
            }
            stage.open().await;
            // The input method works once the window has the focus, which a call to the front gives
            // it.
            assert!(stage.command().status().unwrap().success());
            let window = stage.window();
            window.until("the window to have the focus", "return document.hasFocus()").await;
            look_around(window).await;
            window
                .until(
                    "the message to have gone",
                    "return document.querySelector('[data-testid=toast]') === null",
                )
                .await;
            let digest = stage.picture();
            window.press("/").await;
            window
                .until(
                    "the search box to have the focus",
                    "return document.activeElement?.dataset.testid === 'search-box'",
                )
                .await;
            painted_since(stage, &digest, "the search").await;
            let empty = stage.picture();
            indexed(window, 12).await;
            window.press("attention").await;
            window.see("hit").await;
            painted_since(stage, &empty, "what was found").await;
        });
    }
}

#[test]
fn shortcuts_work_in_a_layout_of_other_letters() {
    play("cyrillic", async |stage| {
        let window = stage.open().await;
        look_around(window).await;
        window.go(&format!("#/paper/{FORMULAS}")).await;
        window.see("view-paper").await;
        let press = async |key: &str, code: &str| {
            let script = "const [key, code] = arguments; document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true }))";
            window.run(script, vec![json!(key), json!(code)]).await;
        };
        press("ы", "KeyS").await;
        window.see("[data-testid=view-paper] [data-testid=star][aria-pressed=true]").await;
        press("д", "KeyL").await;
        let end = Instant::now() + TIMEOUT;
        while window.ask("status", json!({})).await.unwrap()["later"] != json!(1) {
            assert!(Instant::now() < end, "the paper is not kept for later");
            sleep(Duration::from_millis(30)).await;
        }
        press(".", "Slash").await;
        window.see("view-search").await;
    });
}

#[test]
fn a_page_whose_process_was_killed_comes_back_where_it_was_with_one_notice() {
    play("page_lost", async |stage| {
        stage.open().await;
        let window = stage.window();
        look_around(window).await;
        window.go(&format!("#/paper/{FORMULAS}")).await;
        window.see("[data-testid=view-paper] .katex").await;
        window
            .until(
                "the message to have gone",
                "return document.querySelector('[data-testid=toast]') === null",
            )
            .await;
        // What comes in after the text: related papers, formulas further down.
        sleep(Duration::from_secs(2)).await;
        let paper = stage.picture();
        let page = stage.processes("WebKitWebProcess");
        assert!(!page.is_empty(), "the page has a process of its own");
        for process in &page {
            assert!(
                Command::new("kill").args(["-9", &process.to_string()]).status().unwrap().success()
            );
        }
        stage.logged("the process that shows the page has ended").await;
        let end = Instant::now() + TIMEOUT;
        while stage.processes("WebKitWebProcess").iter().all(|process| page.contains(process)) {
            assert!(Instant::now() < end, "no process shows the page");
            sleep(Duration::from_millis(30)).await;
        }
        // The driver's session ended with the page's process: the rest is seen on the screen.
        stage.logged("the page was reloaded").await;
        let end = Instant::now() + TIMEOUT;
        loop {
            let after = stage.picture();
            let (same, all) =
                (paper.differing(&after, 1200, 700), paper.differing(&after, 1200, 800));
            // The same paper at the same place, and under it the message that was not there before.
            if same < 1200 * 700 / 200 && all - same > 1200 * 2 {
                break;
            }
            assert!(
                Instant::now() < end,
                "{same} pixels of the paper differ, and {} under it",
                all - same
            );
            sleep(Duration::from_millis(50)).await;
        }
    });
}

#[test]
fn an_address_that_no_program_opens_is_shown_and_can_be_copied() {
    play("no_browser", async |stage| {
        // Openers that fail, as they do on a system without a browser.
        let folder = stage.home().join("openers");
        fs::create_dir(&folder).unwrap();
        for opener in ["xdg-open", "gio", "gnome-open", "kde-open", "wslview"] {
            let path = folder.join(opener);
            fs::write(&path, "#!/bin/sh\nexit 3\n").unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        }
        let others = std::env::var("PATH").unwrap_or_default();
        stage.environment.push(("PATH", format!("{}:{others}", folder.display())));
        let window = stage.open().await;
        look_around(window).await;
        window.go(&format!("#/paper/{FORMULAS}")).await;
        window.click("[data-testid=view-paper] .links button").await;
        window
            .until(
                "the address",
                "return [...document.querySelectorAll('.toast .detail')].some(detail => detail.textContent.startsWith('https://'))",
            )
            .await;
        window.click(".toast.error .action").await;
        window
            .until("the copy", "return [...document.querySelectorAll('.toast')].some(toast => /Copied|已复制/.test(toast.textContent))")
            .await;
    });
}

#[test]
fn what_the_command_line_sets_shows_in_the_open_window() {
    play("set_outside", async |stage| {
        let library = stage.library.clone();
        let window = stage.open().await;
        look_around(window).await;
        // Another process on the same library, as the command is.
        let other = paperboy_core::App::open(
            paperboy_core::Places { logs: library.join("logs"), library },
            std::sync::Arc::new(jiff::Timestamp::now),
        )
        .unwrap();
        for theme in ["dark", "light"] {
            other.set_setting("ui.theme", theme).unwrap();
            window
                .until(
                    theme,
                    &format!("return document.documentElement.dataset.theme === '{theme}'"),
                )
                .await;
        }
        other.set_setting("ui.language", "zh").unwrap();
        window.until("Chinese", "return document.documentElement.lang === 'zh-CN'").await;
        window
            .until("no page's menu over the text", "const text = document.querySelector('h1'); return !text.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true }))")
            .await;
    });
}

/// How many starts show the first list right.
async fn start_again_and_again(stage: &mut Stage, starts: u32) {
    // A picture is looked at when a person would begin to read.
    const A_LOOK: Duration = Duration::from_millis(2_500);
    stage.open().await;
    look_around(stage.window()).await;
    stage.quit().await;
    for start in 1..=starts {
        let window = stage.open().await;
        window.see("card").await;
        sleep(A_LOOK).await;
        let wrong = window
            .run(
                "const scroller = document.querySelector('.scroller'), rows = [...document.querySelectorAll('[data-testid=card]')] \
                 .map(card => card.getBoundingClientRect()).sort((one, other) => one.top - other.top); \
                 const over = rows.slice(1).filter((row, i) => row.top < rows[i].bottom - 1).length; \
                 return rows.length < 3 || scroller.scrollTop !== 0 || over > 0 || rows[0].top < scroller.getBoundingClientRect().top \
                 ? `${rows.length} rows, ${over} over another, scrolled by ${scroller.scrollTop}` : null",
                vec![],
            )
            .await;
        assert_eq!(wrong, json!(null), "start {start}");
        stage.quit().await;
    }
}

#[test]
fn the_first_list_is_in_order_and_at_its_top() {
    play("first_list", async |stage| start_again_and_again(stage, 3).await);
}

#[test]
#[ignore = "takes ten minutes: make e2e T='--ignored a_hundred_times'"]
fn the_first_list_is_in_order_and_at_its_top_a_hundred_times() {
    play("first_list_100", async |stage| start_again_and_again(stage, 100).await);
}
