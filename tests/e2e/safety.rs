//! Actions that the window never performs, whatever the Markdown contains and whichever script requests
//! them.

use crate::first_day::look_around;
use crate::network::{Trap, free_port};
use crate::stage::{play, repository};
use serde_json::json;

/// Where the payloads of `fixtures/xss.md` would report to.
const TRAP: u16 = 17591;

#[test]
fn a_report_full_of_attacks_runs_nothing_and_asks_for_nothing() {
    play("xss", async |stage| {
        let trap = Trap::set(TRAP);
        let window = stage.open().await;
        window.see("view-welcome").await;
        let path = repository().join("tests/fixtures/xss.md");
        window.ask("import_paths", json!({ "paths": [path] })).await.unwrap();
        window
            .until("the papers", "return !document.querySelector('[data-testid=view-welcome]')")
            .await;
        window.go("#/all").await;
        window.see("card").await;
        let list = window
            .ask("list", json!({ "view": { "kind": "all" }, "offset": 0, "limit": 1000 }))
            .await
            .unwrap();
        let cards = list["cards"].as_array().unwrap();
        assert_eq!(cards.len(), 2, "the papers of the fixture");
        for card in cards {
            let id = card["id"].as_str().unwrap();
            window.go(&format!("#/paper/{id}")).await;
            window
                .until(
                    &format!("the paper {id}"),
                    &format!("return document.querySelector('[data-testid=view-paper]')?.textContent.includes({}) ?? false", json!(id)),
                )
                .await;
            window.run("for (const part of document.querySelectorAll('[data-testid=view-paper] *')) for (const kind of ['mouseover', 'focus', 'toggle', 'pointerenter', 'animationstart']) part.dispatchEvent(new Event(kind, { bubbles: true }));", vec![]).await;
            assert_eq!(window.run("return [typeof window.__xss, document.querySelectorAll('#app script, #app iframe, #app object, #app embed, #app form, #app base, #app meta, #app style, #app link, #app svg script').length]", vec![]).await, json!(["undefined", 0]), "{id}");
        }
        // Started requests have time to arrive: a request of the page itself, which its policy
        // blocks, is answered after them.
        window
            .run_until_done(&format!(
                "const done = arguments[0]; fetch('http://127.0.0.1:{TRAP}/own').then(() => done('arrived'), () => done('stopped'))"
            ))
            .await;
        assert_eq!(trap.accepted(), 0);
        assert_eq!(window.run("return typeof window.__xss", vec![]).await, json!("undefined"));
        let stopped = window.run("return window.__stopped.splice(0)", vec![]).await;
        let stopped: Vec<_> = stopped
            .as_array()
            .unwrap()
            .iter()
            .filter(|one| !one.as_str().unwrap().contains("/own"))
            .collect();
        assert!(stopped.is_empty(), "the sanitizer left these to the policy: {stopped:?}");
    });
}

#[test]
fn the_page_may_ask_for_its_own_commands_and_nothing_else() {
    play("commands", async |stage| {
        let window = stage.open().await;
        window.see("view-welcome").await;
        for command in [
            "plugin:event|emit",
            "plugin:window|set_title",
            "plugin:webview|create_webview_window",
            "plugin:app|version",
            "plugin:window-state|save_window_state",
            "nothing_of_the_kind",
        ] {
            assert!(window.ask(command, json!({})).await.is_err(), "{command}");
        }
        let refused =
            window.ask("open_link", json!({ "url": "javascript:alert(1)" })).await.unwrap_err();
        assert_eq!(refused["code"], "link_refused");
        assert_eq!(window.run("return typeof window.__TAURI__", vec![]).await, json!("undefined"));
    });
}

#[test]
fn the_window_stays_on_its_own_page() {
    play("navigation", async |stage| {
        let port = free_port();
        let trap = Trap::set(port);
        let window = stage.open().await;
        look_around(window).await;
        for elsewhere in [
            format!("location.href = 'http://127.0.0.1:{port}/'"),
            format!("window.open('http://127.0.0.1:{port}/')"),
            format!(
                "const a = document.createElement('a'); a.href = 'http://127.0.0.1:{port}/'; a.target = '_blank'; a.download = 'x'; document.body.append(a); a.click(); a.remove()"
            ),
            format!(
                "const f = document.createElement('form'); f.action = 'http://127.0.0.1:{port}/'; document.body.append(f); f.submit(); f.remove()"
            ),
            format!("const f = document.createElement('iframe'); f.src = 'http://127.0.0.1:{port}/'; document.body.append(f)"),
            format!("const i = new Image(); i.src = 'http://127.0.0.1:{port}/'"),
            "const s = document.createElement('script'); s.textContent = 'window.__xss = 1'; document.body.append(s)".to_owned(),
        ] {
            window.run(&elsewhere, vec![]).await;
        }
        let evaluated = window
            .run_until_done(
                "const done = arguments[0]; setTimeout(() => { try { done(Function('return 1')()) } catch { done('stopped') } }, 300)",
            )
            .await;
        assert_eq!((trap.accepted(), evaluated), (0, json!("stopped")));
        assert_eq!(
            window.run("return [location.protocol, typeof window.__xss]", vec![]).await,
            json!(["tauri:", "undefined"])
        );
        assert!(
            window.run("return window.__stopped.splice(0).length", vec![]).await.as_u64().unwrap()
                > 0,
            "the policy is not there"
        );
    });
}
