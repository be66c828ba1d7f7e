//! Search by meaning with an embedding service that the user named instead of the built-in model.

use crate::meaning::{DESCRIBED, KITCHEN, PROOF, VIDEO, by_meaning};
use crate::test_app::{Paper, TestApp};
use crate::write::KEY;
use paperboy_core::User;
use paperboy_core::wire::{MeaningStatus, SortOrder, WritingCause};
use paperboy_secret::Held;
use paperboy_tests::fake_server::{FakeServer, Question, Reply};
use paperboy_tests::toy_model;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// The answer to texts.
type Answers = Box<dyn Fn(&[String]) -> Reply + Send + Sync>;
/// A request: the model, the key, the texts.
type Asked = (String, Option<String>, Vec<String>);

/// A service, and what it was asked.
struct Service {
    server: FakeServer,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Service {
    /// One whose vectors have eight numbers.
    fn new() -> Self {
        let service =
            Self { server: FakeServer::start().unwrap(), asked: Arc::new(Mutex::new(Vec::new())) };
        service.answers(|texts| vectors(texts, 8));
        service
    }

    /// From now on answers so.
    fn answers(&self, reply: impl Fn(&[String]) -> Reply + Send + Sync + 'static) {
        let asked = self.asked.clone();
        self.server.model(move |question| {
            let Question { model, key, body, .. } = question;
            let texts = body["input"].as_array().unwrap();
            let texts: Vec<String> =
                texts.iter().map(|text| text.as_str().unwrap().to_owned()).collect();
            let reply = reply(&texts);
            asked.lock().unwrap().push((model.clone(), key.clone(), texts));
            reply
        });
    }

    fn asked(&self) -> Vec<Asked> {
        std::mem::take(&mut self.asked.lock().unwrap())
    }

    /// Names it in a library's settings.
    fn set(&self, test: &TestApp) {
        let url = format!("{}/v1", self.server.url());
        test.app().set_setting("embeddings.url", &url).unwrap();
        test.app().set_setting("embeddings.name", "toy").unwrap();
    }
}

fn vectors(texts: &[String], dimensions: usize) -> Reply {
    answer(texts.iter().map(|text| json!(toy_model::vector_of(text, dimensions))).collect())
}

fn answer(vectors: Vec<Value>) -> Reply {
    let data: Vec<Value> = vectors
        .into_iter()
        .enumerate()
        .map(|(index, embedding)| json!({ "index": index, "embedding": embedding }))
        .collect();
    let body = json!({ "data": data, "usage": { "prompt_tokens": 7, "total_tokens": 7 } });
    Reply::Status(200, body.to_string(), None)
}

/// A library of three papers, without a model file, that names the service.
fn library(service: &Service) -> TestApp {
    let test = TestApp::new();
    test.add_day("2026-01-10", &[VIDEO, KITCHEN, PROOF]);
    service.set(&test);
    test
}

fn encoded(service: &Service) -> TestApp {
    let test = library(service);
    assert_eq!(update(&test), Some(3));
    service.asked();
    test
}

fn update(test: &TestApp) -> Option<u64> {
    test.app().update_vectors(&|| false).unwrap()
}

/// The service's trouble, while it is reported and searches find papers by words.
fn trouble(test: &TestApp) -> String {
    let answer = test.app().search("blurry footage", SortOrder::Relevance, 0, 9).unwrap();
    assert_eq!(answer.hits[0].id, VIDEO.id);
    assert!(by_meaning(test, DESCRIBED).is_empty());
    let state = test.app().meaning_state().unwrap();
    assert_eq!(state.status, MeaningStatus::Paused);
    state.trouble.unwrap().to_string()
}

#[test]
fn a_description_finds_a_paper_by_the_vectors_of_the_service() {
    let service = Service::new();
    let test = library(&service);
    assert_eq!(update(&test), Some(3));
    assert_eq!(update(&test), Some(3), "nothing is asked for twice");
    let asked = service.asked();
    assert_eq!(asked.len(), 2, "how long its vectors are, and all papers together");
    assert!(asked[1].2.contains(&"It turns blurry footage into sharp footage.".to_owned()));
    assert!(asked.iter().all(|(model, key, _)| model == "toy" && key.is_none()));
    let answer = test.app().search(DESCRIBED, SortOrder::Relevance, 0, 20).unwrap();
    assert!(!answer.words_alone);
    let hit = &answer.hits[0];
    assert_eq!((hit.id.as_str(), hit.meaning), (VIDEO.id, true));
    assert_eq!(hit.snippet, "It turns blurry footage into sharp footage.");
    test.app().search(DESCRIBED, SortOrder::Relevance, 1, 20).unwrap();
    assert_eq!(service.asked().len(), 1, "the pages of an answer need one vector");
    let state = test.app().meaning_state().unwrap();
    assert_eq!((state.status, state.encoded, state.trouble), (MeaningStatus::Ready, 3, None));
    let spent = test.app().spending().unwrap();
    assert_eq!((spent[0].model.as_str(), spent[0].answers, spent[0].prompt), ("toy", 3, 21));
}

#[test]
fn an_answer_that_cannot_be_used_is_reported_and_never_used() {
    let status = |status: u16| move |_: &[String]| Reply::Status(status, String::new(), None);
    let each = |vector: Value| {
        move |texts: &[String]| answer(texts.iter().map(|_| vector.clone()).collect())
    };
    let sized = |size: usize| {
        move |_: &[String]| Reply::Status(200, format!("[{}]", " ".repeat(size)), None)
    };
    let nan = |_: &[String]| {
        Reply::Status(200, r#"{"data":[{"index":0,"embedding":[NaN]}]}"#.to_owned(), None)
    };
    let mixed = |texts: &[String]| {
        let of = |(place, text): (usize, &String)| json!(toy_model::vector_of(text, 8 + place % 2));
        answer(texts.iter().enumerate().map(of).collect())
    };
    let cases: [(Answers, &str); 12] = [
        (Box::new(mixed), "9 numbers instead of 8"),
        (Box::new(nan), "NaN"),
        (Box::new(each(json!([1, null]))), "no usable vectors"),
        (Box::new(each(json!([1e39]))), "no usable vectors"),
        (Box::new(each(json!([0, 0]))), "no usable vectors"),
        (Box::new(each(json!(vec![1; 5_000]))), "5000 numbers instead of 4096"),
        (Box::new(|_| answer(Vec::new())), "no usable vectors"),
        (Box::new(sized(10_000_000)), "too long"),
        (Box::new(status(500)), "500"),
        (Box::new(status(401)), "API key"),
        (Box::new(status(404)), "no chat model"),
        (Box::new(|_| Reply::Status(429, String::new(), Some(3_000))), "3000 s"),
    ];
    for (reply, reported) in cases {
        let service = Service::new();
        // How long its vectors are, it says right.
        service.answers(move |texts| match texts {
            [one] if one == "paper" && reported.starts_with('9') => vectors(texts, 8),
            _ => reply(texts),
        });
        let test = library(&service);
        update(&test);
        let why = trouble(&test);
        assert!(why.contains(reported), "{reported}: {why}");
        assert_eq!(test.app().meaning_state().unwrap().encoded, 0);
        service.asked();
        update(&test);
        trouble(&test);
        assert_eq!(service.asked().len(), 0, "it is left alone for a while");
        // Once the user changed something, it is asked again.
        service.answers(|texts| vectors(texts, 8));
        service.set(&test);
        assert_eq!(update(&test), Some(3), "{reported}");
        assert_eq!(by_meaning(&test, DESCRIBED), [VIDEO.id]);
        assert_eq!(test.app().meaning_state().unwrap().status, MeaningStatus::Ready);
    }
}

#[test]
fn a_query_whose_vector_is_of_another_length_or_late_is_answered_by_words() {
    let service = Service::new();
    let test = encoded(&service);
    service.answers(|texts| vectors(texts, 16));
    let answer = test.app().search(DESCRIBED, SortOrder::Relevance, 0, 20).unwrap();
    assert!(answer.words_alone && answer.hits.iter().all(|hit| !hit.meaning));
    assert!(trouble(&test).contains("16 numbers instead of 8"));
    service.set(&test);
    test.add_day("2026-01-11", &[Paper { id: "2601.00099", ..PROOF }]);
    update(&test);
    assert!(trouble(&test).contains("16 numbers instead of 8"), "nor is a paper's kept");
    service.answers(|texts| {
        std::thread::sleep(Duration::from_secs(4));
        vectors(texts, 8)
    });
    service.set(&test);
    let answer = test.app().search(DESCRIBED, SortOrder::Relevance, 0, 20).unwrap();
    assert!(answer.words_alone);
    assert!(trouble(&test).contains("nothing for 2 s"));
    // What is kept is as it was.
    service.answers(|texts| vectors(texts, 8));
    service.set(&test);
    assert_eq!(by_meaning(&test, DESCRIBED), [VIDEO.id]);
}

#[test]
fn another_encoder_makes_all_vectors_again_and_uses_none_of_the_others() {
    let service = Service::new();
    let mut test = TestApp::new();
    let file = test.path("model.bin");
    std::fs::write(&file, toy_model::file()).unwrap();
    test.user.encoder_files = vec![file];
    test.open().unwrap();
    test.add_day("2026-01-10", &[VIDEO, KITCHEN, PROOF]);
    assert_eq!(update(&test), Some(3));
    service.set(&test);
    assert!(by_meaning(&test, DESCRIBED).is_empty(), "the vectors are the built-in model's");
    assert_eq!(test.app().meaning_state().unwrap().encoded, 0);
    assert_eq!(update(&test), Some(3));
    assert_eq!(by_meaning(&test, DESCRIBED), [VIDEO.id]);
    service.asked();
    test.app().set_setting("embeddings.name", "other").unwrap();
    assert!(by_meaning(&test, DESCRIBED).is_empty(), "the vectors are another model's");
    assert_eq!(update(&test), Some(3));
    assert_eq!(by_meaning(&test, DESCRIBED), [VIDEO.id]);
    assert!(service.asked().iter().any(|(model, _, texts)| model == "other" && texts.len() > 3));
    test.app().set_setting("embeddings.url", "").unwrap();
    assert!(by_meaning(&test, DESCRIBED).is_empty());
    assert_eq!(update(&test), Some(3));
    assert_eq!(by_meaning(&test, DESCRIBED), [VIDEO.id]);
    assert!(service.asked().is_empty(), "the built-in model asks nobody");
}

#[test]
fn a_server_that_takes_few_or_short_texts_gets_such() {
    let service = Service::new();
    service.answers(|texts| match texts.len() > 3 || texts.iter().any(|text| text.len() > 300) {
        true => Reply::Status(413, String::new(), None),
        false => vectors(texts, 8),
    });
    let test = library(&service);
    let long = format!("It turns blurry footage {}", "and then some more of it ".repeat(30));
    let contribution = Box::leak(long.into_boxed_str());
    test.add_day("2026-01-11", &[Paper { id: "2601.00099", contribution, ..PROOF }]);
    assert_eq!(update(&test), Some(4));
    assert!(by_meaning(&test, DESCRIBED).contains(&VIDEO.id.to_owned()));
}

#[test]
fn the_days_token_limit_holds_for_the_service() {
    let service = Service::new();
    let test = library(&service);
    test.app().set_setting("model.daily_token_budget", "5").unwrap();
    update(&test);
    assert!(matches!(
        test.app().meaning_state().unwrap().trouble,
        Some(WritingCause::Budget { tokens: 5 })
    ));
    assert_eq!(service.asked().len(), 1, "seven tokens were spent");
    test.app().set_setting("model.daily_token_budget", "0").unwrap();
    assert_eq!(update(&test), Some(3));
}

#[test]
fn nothing_is_sent_to_a_service_that_the_user_of_this_machine_did_not_name() {
    let (service, model) = (Service::new(), Service::new());
    let mut test = TestApp::new();
    let hosts = test.path("hosts.txt");
    test.user = User {
        model_key: Some(Held::new(KEY).unwrap()),
        model_hosts: Some(hosts.clone()),
        ..User::default()
    };
    test.open().unwrap();
    test.add_day("2026-01-10", &[VIDEO, KITCHEN, PROOF]);
    service.set(&test);
    std::fs::remove_file(&hosts).unwrap();
    update(&test);
    assert!(by_meaning(&test, DESCRIBED).is_empty());
    assert_eq!(test.app().meaning_state().unwrap().status, MeaningStatus::Unconfirmed);
    assert!(service.asked().is_empty());
    // The model's key goes to the model's address alone.
    test.app().set_setting("model.url", &format!("{}/v1", model.server.url())).unwrap();
    service.set(&test);
    assert_eq!(update(&test), Some(3));
    assert!(service.asked().iter().all(|(_, key, _)| key.is_none()));
    model.set(&test);
    update(&test);
    assert!(model.asked().iter().all(|(_, key, _)| key.as_deref() == Some(KEY)));
}
