//! Killed while it encodes, a library has no vector of another paper's text, and the next run
//! encodes what is missing.

use crate::harness::Library;
use paperboy_tests::toy_model;
use std::time::{Duration, Instant};

const PAPERS: usize = 60;
const KILLS: u64 = 8;
/// Papers are alike in meaning by these words, and differ by the number in their sentence.
const WORDS: [&str; 4] = ["blurry", "footage", "sharp", "robots"];

fn day(round: usize) -> String {
    let line = "=".repeat(60);
    let mut text = format!("# Hugging Face Daily Papers Report\n**Date**: 2026-01-10\n\n{line}\n");
    for number in 0..PAPERS {
        let words: Vec<&str> =
            (0..4).filter(|at| number >> at & 1 == 1).map(|at| WORDS[at]).collect();
        text += &format!(
            "\n## 📄 Work {number} of round {round}\n\n- **链接**: https://huggingface.co/papers/2601.{number:05}\n- **阅读来源**: HTML\n\n\
             ### 1. 应用领域\n视觉\n\n### 2. 一句话核心贡献\nThe sentence of {number} in round {round}: {}.\n\n\
             ### 3. 使用指南\n见论文。\n\n### 4. 主要创新点\n* 更快\n\n### 5. 实验效果\n优于基线。\n\n\n{line}\n",
            words.join(" ")
        );
    }
    text
}

#[test]
fn a_killed_encoding_leaves_no_vector_of_another_text() {
    let library = Library::new();
    let model = library.path("toy-model.bin");
    std::fs::write(&model, toy_model::file()).unwrap();
    let environment = [("PAPERBOY_SENTENCE_ENCODER", model.as_str())];
    let folder = library.folder();
    let run = |words: &[&str]| {
        let words = [&["--library", &folder, "--json"], words].concat();
        let run = crate::harness::ended(library.start_in(&words, &environment));
        assert_eq!(run.code, 0, "{}", run.stderr);
        run.json()
    };
    let checked = |round: usize| {
        let answer = run(&["search", "把模糊的录像变得清楚", "--limit", "100"]);
        let similar =
            answer["hits"].as_array().unwrap().iter().filter(|hit| hit["meaning"] == true);
        for hit in similar {
            let number: usize = hit["id"].as_str().unwrap()[5..].parse().unwrap();
            let (text, title) = (hit["snippet"].as_str().unwrap(), hit["title"].as_str().unwrap());
            let own = [
                format!("The sentence of {number} in round {round}:"),
                format!("Work {number} of round {round}"),
            ];
            assert!(own.iter().any(|own| text.starts_with(own)), "{title}: {text}");
        }
    };
    let mut chance = 0x9e37_79b9_7f4a_7c15_u64;
    let mut span = Duration::from_millis(400);
    for round in 0..KILLS as usize {
        let file = library.write("day.md", &day(round / 3));
        run(&["import", &file]);
        chance ^= chance << 13;
        chance ^= chance >> 7;
        chance ^= chance << 17;
        let began = Instant::now();
        let mut child = library.start_in(&["--library", &folder, "reindex"], &environment);
        std::thread::sleep(span.mul_f64((chance % 1000) as f64 / 1000.0));
        if child.try_wait().unwrap().is_some() {
            span = began.elapsed() / 2;
        }
        child.kill().unwrap();
        child.wait().unwrap();
        checked(round / 3);
    }
    assert_eq!(run(&["reindex"])["encoded"], PAPERS);
    checked((KILLS as usize - 1) / 3);
}
