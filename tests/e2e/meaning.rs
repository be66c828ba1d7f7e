//! Search by meaning, from the model file to the marked sentence.

use crate::stage::play;
use paperboy_core::{App, Places};
use paperboy_tests::toy_model;
use std::fs;
use std::sync::Arc;

const DAY: &str = "# Hugging Face Daily Papers Report\n**Date**: 2025-01-08\n**Source URL**: https://huggingface.co/papers/date/2025-01-08\n\n\
    ============================================================\n\n## 📄 Restoration at Scale\n\n- **链接**: https://huggingface.co/papers/2501.00011\n- **阅读来源**: HTML\n\n\
    ### 1. Application domain\nVision\n\n### 2. Core contribution\nWe study recordings of many kinds. It turns blurry footage into sharp footage.\n\n\
    ### 3. Usage\nSee the paper.\n\n### 4. Main innovations\nWeights are shared over time.\n\n### 5. Results\nBetter than before.\n\n\n\
    ============================================================\n";

#[test]
fn a_chinese_description_finds_an_english_paper_and_shows_its_similar_sentence() {
    play("meaning", async |stage| {
        let model = stage.home().join("toy-model.bin");
        fs::write(&model, toy_model::file()).unwrap();
        stage.environment.push(("PAPERBOY_SENTENCE_ENCODER", model.display().to_string()));
        let library = stage.library.clone();
        let places = Places { logs: library.join("logs"), library };
        let app = App::open(places, Arc::new(jiff::Timestamp::now)).unwrap();
        app.import_bytes("day.md", DAY.as_bytes().to_vec()).unwrap();
        app.wait_until_indexed().unwrap();
        drop(app);
        let window = stage.open().await;
        window.go("#/settings").await;
        window
            .until(
                "the paper's vector",
                "return /^1 .*(meaning\\.|搜索。)$/.test(document.querySelector('[data-testid=meaning-state]')?.textContent ?? '')",
            )
            .await;
        window.go("#/search?q=把模糊的录像变得清楚").await;
        window
            .until(
                "the similar sentence",
                "const hit = document.querySelector('[data-testid=hit]'); \
                 return hit !== null && hit.querySelector('[data-testid=similar]') !== null \
                     && hit.querySelector('.snippet').textContent === 'It turns blurry footage into sharp footage.'",
            )
            .await;
    });
}
