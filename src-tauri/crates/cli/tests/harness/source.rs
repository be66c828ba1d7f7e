//! A day on a fake server, and a model that writes its reports.

use super::Library;
use paperboy_tests::fake_server::{FakeServer, Question, Reply};
use serde_json::json;
use std::sync::{Arc, Mutex};

/// A day that has been for every clock.
pub const DAY: &str = "2025-12-30";

/// A source of one day with the given number of papers, with abstracts only.
pub struct Source {
    pub source: FakeServer,
    /// The paper of each prompt that the model received.
    pub requests: Arc<Mutex<Vec<usize>>>,
}

/// The id of the paper at a place of the day.
pub fn id(place: usize) -> String {
    format!("2512.{:05}", place + 1)
}

/// The report the model writes about it.
pub fn report_of(place: usize) -> String {
    let id = id(place);
    format!(
        "# {id}\n\n### 1. 应用领域\n机器学习 - {id}\n\n### 2. 一句话核心贡献\n提出了一种不需要标注的方法。\n\n### 3. 使用指南\n输入论文，输出答案。\n\n\
         ### 4. 主要创新点\n1. **不用标注**：完全不需要人工标注的数据。\n\n### 5. 实验效果\n准确率为 71.47，而基线为 {place}9.99。"
    )
}

impl Source {
    pub fn new(papers: usize) -> Self {
        let source = FakeServer::start().unwrap();
        let listed = (0..papers).map(|place| {
            let summary = format!("We study question {place} with a method that needs no labels. It reaches an accuracy of 71.47.");
            let paper = json!({"id": id(place), "title": format!("Paper {place}"), "summary": summary, "authors": []});
            json!({"title": format!("Paper {place}"), "paper": paper})
        });
        source.answer("/api/daily_papers", 200, &serde_json::Value::from_iter(listed).to_string());
        Self { source, requests: Arc::default() }
    }

    /// The model's answer to a question about the paper at a place.
    pub fn model(&self, reply: impl Fn(&Question, usize) -> Reply + Send + Sync + 'static) {
        let requests = self.requests.clone();
        self.source.model(move |question| {
            let at = question.text.find("2512.").unwrap();
            let place: usize = question.text[at + 5..at + 10].parse::<usize>().unwrap() - 1;
            requests.lock().unwrap().push(place);
            reply(question, place)
        });
    }

    /// A library that fetches from here and has its model here.
    pub fn library(&self) -> Library {
        let library = Library::new();
        let url = self.source.url();
        for (key, value) in [
            ("source.huggingface", url.clone()),
            ("source.arxiv", url.clone()),
            ("source.arxiv_interval_ms", "0".to_owned()),
            ("model.url", format!("{url}/v1")),
            ("model.name", "stand-in".to_owned()),
        ] {
            assert_eq!(library.run(&["settings", key, &value]).code, 0);
        }
        library
    }
}
