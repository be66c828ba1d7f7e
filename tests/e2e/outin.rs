//! Papers in by their ids, and out to Obsidian and Zotero, in the real window.

use crate::access::visit;
use crate::axe;
use crate::first_day::{FORMULAS, look_around};
use crate::stage::play;
use crate::window::Window;
use paperboy_tests::fake_server::FakeServer;
use paperboy_tests::fake_zotero::FakeZotero;

fn page(id: &str) -> String {
    format!(
        r#"<html><head><meta name="citation_title" content="Added {id}"><meta name="citation_arxiv_id" content="{id}"></head>
        <body><blockquote class="abstract">We add {id} and reach 71.47.</blockquote></body></html>"#
    )
}

/// Sources that have a paper of each id.
async fn serve(window: &Window, ids: &[&str]) -> FakeServer {
    let source = FakeServer::start().unwrap();
    for id in ids {
        source.answer(&format!("/abs/{id}"), 200, &page(id));
    }
    for key in ["source.huggingface", "source.arxiv"] {
        window.set(key, &source.url()).await;
    }
    window.set("source.arxiv_interval_ms", "0").await;
    source
}

/// Pastes a text where nothing takes text.
async fn paste(window: &Window, text: &str) {
    let script = "const data = new DataTransfer(); data.setData('text/plain', arguments[0]);
        const target = document.activeElement ?? document.body;
        target.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));";
    window.run(script, vec![text.into()]).await;
}

async fn titled(window: &Window, title: &str) {
    let script = format!(
        "return [...document.querySelectorAll('[data-testid=card]')].some((card) => card.textContent.includes('{title}'))"
    );
    window.until(title, &script).await;
}

#[test]
fn a_paper_is_added_by_key_and_by_paste_and_goes_to_obsidian_and_zotero() {
    play("outin", async |stage| {
        let zotero = FakeZotero::start(&[]).unwrap();
        let vault = stage.home().join("Vault");
        std::fs::create_dir(&vault).unwrap();
        let window = stage.open().await;
        look_around(window).await;
        let _source = serve(window, &["2405.00001", "2405.00002"]).await;
        window.set("zotero.url", &zotero.url()).await;
        window.set("vault.folder", vault.to_str().unwrap()).await;

        visit(window, "#/all", "view-list").await;
        window.press("i").await;
        window.see("add-ids").await;
        window
            .until("the box", "return document.activeElement?.dataset.testid === 'add-ids'")
            .await;
        assert!(axe::violations(window, "adding papers").await.is_empty());
        window.press("https://arxiv.org/abs/2405.00001").await;
        window.click("add-confirm").await;
        titled(window, "Added 2405.00001").await;
        paste(window, "arXiv:2405.00002v1").await;
        titled(window, "Added 2405.00002").await;

        // A paper goes out by the menu beside it.
        visit(window, &format!("#/paper/{FORMULAS}"), "view-paper").await;
        window.see("keep-menu").await;
        let choose = "const item = [...document.querySelectorAll('[role=menuitem]')].find((item) => item.textContent.includes(arguments[0])); item.click();";
        for target in ["Obsidian", "Zotero"] {
            window.press("Y").await;
            window.see("[role=menu]").await;
            window.run(choose, vec![target.into()]).await;
            window.until("no menu", "return document.querySelector('[role=menu]') === null").await;
        }
        let note = vault.join(format!("{FORMULAS}.md"));
        for _ in 0..300 {
            if note.exists() && !zotero.items().is_empty() {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        let text = std::fs::read_to_string(&note).unwrap();
        assert!(text.contains("<!-- paperboy:begin"), "{text}");
        assert_eq!(zotero.items()[0].item["archiveID"], format!("arXiv:{FORMULAS}"));

        visit(window, "#/settings", "view-settings").await;
        window.see("vault").await;
        window.see("vault-update").await;
        let violations = axe::violations(window, "the settings of the vault").await;
        assert!(violations.is_empty(), "{violations:#?}");
    });
}
