//! The window as a user has it: to look at, to click, to type in.

use crate::stage::TIMEOUT;
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::key::Key;
use fantoccini::{Client, Locator};
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use tokio::time::sleep;

/// An open window.
pub struct Window {
    client: Client,
}

/// Notes what the page's policy stops, from now on.
const WATCH: &str = "window.__stopped = []; document.addEventListener('securitypolicyviolation', e => window.__stopped.push(`${e.effectiveDirective} ${e.blockedURI} ${e.sourceFile ?? ''}:${e.lineNumber} ${e.sample ?? ''}`));";

impl Window {
    /// Takes over a window that was just opened.
    pub async fn new(client: Client) -> Self {
        let window = Self { client };
        window.run(WATCH, vec![]).await;
        window
    }

    /// Runs a script in the page and gives what it returns.
    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.client
            .execute(script, arguments)
            .await
            .unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// Runs a script that calls its last argument when it is done, and gives what it calls it with.
    pub async fn run_until_done(&self, script: &str) -> Value {
        self.client
            .execute_async(script, vec![])
            .await
            .unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// Asks the shell as the page does; `Err` is the error it answers with.
    pub async fn ask(&self, command: &str, arguments: Value) -> Result<Value, Value> {
        let script = "const [command, args, done] = arguments; \
            window.__TAURI_INTERNALS__.invoke(command, args).then(ok => done({ ok: ok ?? null }), error => done({ error }));";
        let answer =
            self.client.execute_async(script, vec![json!(command), arguments]).await.unwrap();
        if answer["error"].is_null() {
            Ok(answer["ok"].clone())
        } else {
            Err(answer["error"].clone())
        }
    }

    /// Waits until a script returns true.
    pub async fn until(&self, what: &str, script: &str) {
        let end = Instant::now() + TIMEOUT;
        while self.run(script, vec![]).await != json!(true) {
            assert!(Instant::now() < end, "waited in vain for: {what}");
            sleep(Duration::from_millis(30)).await;
        }
    }

    /// Waits until nothing is fetched or written.
    pub async fn until_idle(&self) {
        let end = Instant::now() + TIMEOUT;
        loop {
            let status = self.ask("status", json!({})).await.unwrap();
            if status["fetch"].is_null() && status["writing"].is_null() {
                return;
            }
            assert!(Instant::now() < end, "something is still fetched or written");
            sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits for what bears a test id, or a CSS selector when it begins with one of `.#[`.
    pub async fn see(&self, what: &str) -> Element {
        let selector = selector(what);
        self.client
            .wait()
            .at_most(TIMEOUT)
            .every(Duration::from_millis(30))
            .for_element(Locator::Css(&selector))
            .await
            .unwrap_or_else(|error| panic!("{what} is not to be seen: {error}"))
    }

    /// Waits for it and clicks it.
    pub async fn click(&self, what: &str) {
        self.see(what)
            .await
            .click()
            .await
            .unwrap_or_else(|error| panic!("{what} cannot be clicked: {error}"));
    }

    /// Presses keys one after another, wherever the focus is. Special keys as WebDriver's
    /// characters, see [`Key`](fantoccini::key::Key).
    pub async fn press(&self, keys: &str) {
        let keys = keys.chars().fold(KeyActions::new("keyboard".into()), |actions, key| {
            actions.then(KeyAction::Down { value: key }).then(KeyAction::Up { value: key })
        });
        self.client.perform_actions(keys).await.unwrap();
    }

    /// Presses a key with Ctrl.
    pub async fn press_with_ctrl(&self, key: char) {
        self.press_with(Key::Control, key).await;
    }

    /// Presses a key with Shift.
    pub async fn press_with_shift(&self, key: char) {
        self.press_with(Key::Shift, key).await;
    }

    async fn press_with(&self, held: Key, key: char) {
        let held = char::from(held);
        let keys = KeyActions::new("keyboard".into())
            .then(KeyAction::Down { value: held })
            .then(KeyAction::Down { value: key })
            .then(KeyAction::Up { value: key })
            .then(KeyAction::Up { value: held });
        self.client.perform_actions(keys).await.unwrap();
    }

    /// Empties the search box and types a query.
    pub async fn search(&self, query: &str) {
        let input = self.see("search-box").await;
        input.click().await.unwrap();
        input.clear().await.unwrap();
        input.send_keys(query).await.unwrap();
    }

    /// Goes to a place of the page, such as `#/settings`.
    pub async fn go(&self, place: &str) {
        self.run("location.hash = arguments[0]", vec![json!(place)]).await;
    }

    /// Changes a setting, as the settings view does.
    pub async fn set(&self, key: &str, value: &str) {
        self.ask("set_setting", json!({ "key": key, "value": value })).await.unwrap();
    }

    /// Makes the window as big as asked, in pixels.
    pub async fn resize(&self, width: u32, height: u32) {
        self.client.set_window_size(width, height).await.unwrap();
        self.until(&format!("a width of {width}"), &format!("return innerWidth === {width}")).await;
    }

    /// A picture of the page, PNG.
    pub async fn picture(&self) -> Option<Vec<u8>> {
        self.client.screenshot().await.ok()
    }

    /// What the page's policy stopped since the window was opened.
    pub async fn violations(&self) -> Vec<String> {
        let stopped =
            self.client.execute("return window.__stopped ?? []", vec![]).await.unwrap_or_default();
        stopped
            .as_array()
            .into_iter()
            .flatten()
            .map(|one| one.as_str().unwrap_or_default().to_owned())
            .collect()
    }
}

fn selector(what: &str) -> String {
    if what.starts_with(['.', '#', '[']) {
        what.to_owned()
    } else {
        format!("[data-testid=\"{what}\"]")
    }
}
