//! Model servers with ways of their own: what they refuse, what they lack, how much they read, and
//! how they end.

use crate::fetch::{DAY, Round, page, until};
use crate::write::{Requests, report};
use paperboy_core::wire::{Event, TestOutcome, WritingCause, WritingHeld};
use paperboy_core::{WriteOutcome, Writer};
use paperboy_secret::Held;
use paperboy_tests::fake_server::{Question, Reply};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};

const IDS: [&str; 3] = ["2601.00001", "2601.00002", "2601.00003"];
const ONE: &str = IDS[0];

/// The paper of a prompt; empty for a test of the connection.
fn requested_papers(question: &Question) -> String {
    question.text.find("2601.").map(|at| question.text[at..at + 10].to_owned()).unwrap_or_default()
}

fn count(requests: &Requests) -> usize {
    requests.lock().unwrap().len()
}

/// A day that was read, one report written at a time, by a model that answers so.
fn round(replies: impl Fn(&Question) -> Reply + Send + Sync + 'static) -> (Round, Requests) {
    let (round, requests) = Round::with_model(&IDS, move |question, _| replies(question));
    round.fetch();
    round.set("model.parallel", "1");
    (round, requests)
}

fn refusal(status: u16, body: &str) -> Reply {
    Reply::Status(status, body.to_owned(), None)
}

fn honest(question: &Question) -> Reply {
    Reply::Text(report(&requested_papers(question)))
}

const EMPTY_ACCOUNTS: [(u16, &str); 7] = [
    (402, r#"{"error":{"message":"Insufficient Balance"}}"#),
    (403, r#"{"code":30001,"message":"Sorry, your account balance is insufficient"}"#),
    (429, r#"{"error":{"code":"1113","message":"您的账户已欠费，请充值后重试。"}}"#),
    (
        429,
        r#"{"error":{"message":"You exceeded your current token quota","type":"exceeded_current_quota_error"}}"#,
    ),
    (403, r#"{"error":{"message":"用户额度不足","code":"insufficient_user_quota"}}"#),
    (400, r#"{"code":"Arrearage","message":"Access denied"}"#),
    (
        200,
        r#"{"choices":null,"base_resp":{"status_code":1008,"status_msg":"insufficient balance"}}"#,
    ),
];

#[test]
fn an_empty_account_holds_the_queue_with_its_reason_and_nothing_is_extracted() {
    for (status, body) in EMPTY_ACCOUNTS {
        let (round, requests) = round(move |_| refusal(status, body));
        let app = round.test.app();
        app.write_day(DAY, false).unwrap();
        until("the message", || {
            app.status().unwrap().writing.is_some_and(|state| state.held.is_some())
        });
        let state = app.status().unwrap().writing.unwrap();
        assert_eq!((state.held, state.waiting.len()), (Some(WritingHeld::Model), 3), "{body}");
        assert!(state.cause.unwrap().to_string().contains("no quota left"), "{body}");
        assert_eq!(count(&requests), 1, "no second try: {body}");
        assert!(IDS.iter().all(|id| app.open_paper(id).unwrap().card.writer.is_none()), "{body}");
        app.cancel_writing().unwrap();
    }
}

#[test]
fn an_empty_account_leaves_the_commands_day_unwritten_after_one_question() {
    let (round, requests) = round(|_| refusal(403, EMPTY_ACCOUNTS[1].1));
    let written = round.write(&IDS, None, false);
    for paper in &written.papers {
        assert_eq!((paper.outcome, paper.writer.as_deref()), (WriteOutcome::Failed, None));
        assert!(
            paper.problem().unwrap().contains("your account balance is insufficient"),
            "{paper:?}"
        );
    }
    assert_eq!(count(&requests), 1);
}

#[test]
fn a_quota_of_a_minute_that_stays_used_up_leaves_the_commands_day_unwritten() {
    for message in [
        "You exceeded your current quota, please check your plan and billing details. Please retry in 2.1s.",
        "allocated quota exceeded, please increase your quota limit.",
        "已达到每分钟的额度上限，请稍后重试",
    ] {
        let body = json!([{ "error": { "code": 429, "message": message } }]).to_string();
        let (round, requests) = round(move |_| Reply::Status(429, body.clone(), Some(0)));
        for paper in round.write(&IDS, None, false).papers {
            assert_eq!((paper.outcome, paper.writer.as_deref()), (WriteOutcome::Failed, None));
            assert!(paper.problem().unwrap().contains(message), "{paper:?}");
        }
        assert_eq!(count(&requests), 6, "the first paper's tries: {message}");
    }
    // A server that is busy without a word of a quota is no reason to have no report.
    let (round, _) = round(|_| Reply::Status(429, String::new(), Some(0)));
    assert_eq!(round.write_one(ONE).writer.as_deref(), Some("extract"));
}

#[test]
fn a_server_that_cannot_be_asked_in_one_way_is_asked_in_another_and_that_is_remembered() {
    let no_stream = |question: &Question| match question.body["stream"].as_bool() {
        Some(true) => refusal(
            400,
            r#"{"error":{"message":"Your organization must be verified to stream this model.","param":"stream"}}"#,
        ),
        _ => whole(&report(&requested_papers(question))),
    };
    let no_system = |question: &Question| match question.body["messages"][0]["role"].as_str() {
        Some("system") => {
            refusal(500, r#"{"error":{"message":"System role not supported","code":500}}"#)
        }
        _ => honest(question),
    };
    let plain = |question: &Question| match question.body.get("stream_options") {
        Some(_) => refusal(422, r#"{"detail":"extra fields not permitted"}"#),
        None => honest(question),
    };
    // A test of the connection brings no instructions.
    type Server = fn(&Question) -> Reply;
    let kinds: [(Server, usize); 3] = [(no_stream, 6), (no_system, 5), (plain, 6)];
    for (kind, after_test) in kinds {
        let (mut round, requests) = round(kind);
        for paper in round.write(&IDS[..2], None, false).papers {
            assert_eq!((paper.writer.as_deref(), paper.problem()), (Some("model:stand-in"), None));
        }
        assert_eq!(count(&requests), 3, "one refusal, two reports");
        // After another start, too.
        round.test.open().unwrap();
        assert_eq!(round.write_one(IDS[2]).writer.as_deref(), Some("model:stand-in"));
        assert_eq!(count(&requests), 4);
        // The user's test determines it again.
        round.test.app().test_model().unwrap();
        assert_eq!(count(&requests), after_test, "what was refused, and what was answered");
    }
}

fn whole(text: &str) -> Reply {
    refusal(
        200,
        &json!({ "choices": [{ "message": { "content": text }, "finish_reason": "stop" }] })
            .to_string(),
    )
}

#[test]
fn a_prompt_that_the_server_cut_is_reported_and_the_next_one_fits() {
    let long: String = (0..4000)
        .map(|n| {
            format!(
                "<div class=\"ltx_para\"><p class=\"ltx_p\">Sentence {n} tells how the method reaches an accuracy of {n} points.</p></div>"
            )
        })
        .collect();
    let (mut round, requests) = Round::with_model(&IDS, |question, _| {
        let estimate = question.text.len() as u64 / 4;
        Reply::Counted(report(&requested_papers(question)), estimate.min(4096))
    });
    for id in IDS {
        round.source.answer(
            &format!("/html/{id}"),
            200,
            &page(id).replace("</section></article>", &format!("{long}</section></article>")),
        );
    }
    round.fetch();
    round.set("model.parallel", "1");
    let paper = round.write_one(ONE);
    let problem = paper.problem().unwrap();
    assert!(problem.contains("4096") && problem.contains("num_ctx"), "{problem}");
    let cut = round.test.app().open_paper(ONE).unwrap().record.unwrap().cut.unwrap();
    assert_eq!(cut.read, 4096);
    assert!(cut.sent > 20_000, "{cut:?}");
    // The next prompt contains as much as fits, also after another start, and the record contains
    // the amount.
    round.test.open().unwrap();
    let paper = round.write_one(IDS[1]);
    assert_eq!((paper.writer.as_deref(), paper.problem()), (Some("model:stand-in"), None));
    let record = round.test.app().open_paper(IDS[1]).unwrap().record.unwrap();
    assert_eq!(record.cut, None);
    assert!(record.read < record.of && record.read > 1_000, "{} of {}", record.read, record.of);
    assert!(requests.lock().unwrap()[1].len() < 16_000);
    // The server got a larger window: the test of the connection detects it.
    round.test.app().test_model().unwrap();
    round.write_one(IDS[2]);
    assert!(requests.lock().unwrap().last().unwrap().len() > 60_000);
}

#[test]
fn tokens_that_were_spent_on_reasoning_are_reported_as_such_and_not_spent_again() {
    let (round, requests) = round(|_| {
        let thought = json!({ "choices": [{ "delta": { "reasoning_content": "hm" } }] });
        Reply::Events(vec![
            thought,
            json!({ "choices": [{ "delta": {}, "finish_reason": "length" }] }),
        ])
    });
    let paper = round.write_one(ONE);
    assert!(paper.problem().unwrap().contains("reasoning"), "{paper:?}");
    assert_eq!(count(&requests), 1);
    assert_eq!(
        round.test.app().open_paper(ONE).unwrap().record.unwrap().reason.as_deref(),
        Some("reasoning")
    );
}

#[test]
fn a_model_that_was_named_and_cannot_be_asked_fails_and_what_is_shown_stays() {
    let (round, requests) = round(honest);
    round.write(&[ONE], Some(Writer::Extract), false);
    let shown = round.body(ONE);
    round.set("model.url", "");
    for again in [Some(Writer::Model), None].map(|writer| round.write(&[ONE], writer, true)) {
        // Without a model set the extractive writer is the one of the settings.
        let paper = &again.papers[0];
        if paper.writer.is_none() {
            assert_eq!(paper.outcome, WriteOutcome::Failed);
            assert!(paper.problem().unwrap().contains("no model is set"));
        }
    }
    assert_eq!((round.body(ONE), count(&requests)), (shown, 0));
    assert_eq!(round.test.app().versions(ONE).unwrap().len(), 1);
}

#[test]
fn no_extract_takes_the_place_of_a_report_that_is_shown() {
    let (round, _) = round(|question| match question.key.as_deref() {
        None if question.text.contains(IDS[1]) => refusal(401, "{}"),
        None if question.text.contains(IDS[2]) => {
            Reply::Text("这里没有任何报告，只有一句话。".to_owned())
        }
        _ => honest(question),
    });
    for (id, writer) in [
        (IDS[1], None),
        (IDS[1], Some(Writer::Model)),
        (IDS[2], None),
        (IDS[2], Some(Writer::Model)),
    ] {
        round.write(&[id], Some(Writer::Extract), true);
        let shown = round.body(id);
        let paper = round.write(&[id], writer, true).papers.remove(0);
        assert_eq!((paper.outcome, paper.writer), (WriteOutcome::Failed, None), "{id} {writer:?}");
        assert_eq!(round.body(id), shown);
    }
    // Without a report, the extractive writer replaces a model that was not named, but not one that
    // was named.
    assert_eq!(
        round.write(&[ONE], Some(Writer::Model), false).papers[0].outcome,
        WriteOutcome::Written
    );
}

#[test]
fn writing_again_with_nothing_new_is_reported() {
    let (round, _) = round(honest);
    round.write(&[ONE], Some(Writer::Extract), false);
    let paper = round.write(&[ONE], Some(Writer::Extract), true).papers.remove(0);
    assert_eq!((paper.outcome, paper.unchanged, paper.problem()), (WriteOutcome::Kept, true, None));
    assert_eq!(round.test.app().versions(ONE).unwrap().len(), 1);
    let unchanged: Arc<Mutex<Vec<String>>> = Arc::default();
    let recorded = unchanged.clone();
    round.test.app().listen(Box::new(move |event| {
        if let Event::Unchanged { id } = event {
            recorded.lock().unwrap().push(id.clone());
        }
    }));
    round.test.app().write_papers(&[ONE.to_owned()], Some("extract"), true).unwrap();
    until("the news", || !unchanged.lock().unwrap().is_empty());
    assert_eq!(*unchanged.lock().unwrap(), [ONE]);
}

/// What the window sees of a report that grows: its HTML, and whether the model thinks.
fn seen_growing(
    replies: impl Fn(&Question) -> Reply + Send + Sync + 'static,
) -> Vec<(String, bool)> {
    let (round, _) = round(replies);
    let seen: Arc<Mutex<Vec<(String, bool)>>> = Arc::default();
    let sees = seen.clone();
    round.test.app().listen(Box::new(move |event| {
        if let Event::Writing { html, thinking, .. } = event {
            sees.lock().unwrap().push((html.clone(), *thinking));
        }
    }));
    round.test.app().write_papers(&[ONE.to_owned()], None, false).unwrap();
    until("the report", || round.test.app().open_paper(ONE).unwrap().card.writer.is_some());
    seen.lock().unwrap().clone()
}

#[test]
fn reasoning_is_seen_as_thinking_and_never_as_the_report() {
    let marks = |question: &Question| {
        let thought = "先看摘要。".repeat(40);
        Reply::Text(format!(
            "<think>\n{thought}\n### 1. 应用领域\n</think>\n\n{}",
            report(&requested_papers(question))
        ))
    };
    let apart = |question: &Question| {
        let piece = |delta: Value| json!({ "choices": [{ "delta": delta }] });
        let end = json!({ "choices": [{ "delta": {}, "finish_reason": "stop" }] });
        Reply::Events(vec![
            piece(json!({ "reasoning_content": "先看摘要。" })),
            piece(json!({ "content": report(&requested_papers(question)) })),
            end,
        ])
    };
    let kinds: [fn(&Question) -> Reply; 2] = [marks, apart];
    for kind in kinds {
        let seen = seen_growing(kind);
        assert!(
            seen.first().is_some_and(|(html, thinking)| *thinking && html.is_empty()),
            "{seen:?}"
        );
        assert!(seen.iter().all(|(html, _)| !html.contains("先看摘要")), "{seen:?}");
    }
}

#[test]
fn nothing_is_seen_of_what_comes_before_the_first_section() {
    let unopened = |question: &Question| {
        let thought = "先看摘要。\n".repeat(40);
        Reply::Text(format!("{thought}</think>\n\n{}", report(&requested_papers(question))))
    };
    let greeting = |question: &Question| {
        Reply::Text(format!("好的，先看摘要。\n\n{}", report(&requested_papers(question))))
    };
    let fenced = |question: &Question| {
        Reply::Text(format!(
            "先看摘要。\n```markdown\n{}\n```",
            report(&requested_papers(question))
        ))
    };
    for seen in [seen_growing(unopened), seen_growing(greeting), seen_growing(fenced)] {
        assert!(seen.iter().all(|(html, _)| !html.contains("先看摘要")), "{seen:?}");
        assert!(seen.iter().all(|(html, _)| html.is_empty() || html.starts_with('<')), "{seen:?}");
    }
}

#[test]
fn a_wrong_key_and_a_missing_one_are_distinguished() {
    let (mut round, _) = round(|_| {
        refusal(
            400,
            r#"[{"error":{"code":400,"message":"API key not valid.","status":"INVALID_ARGUMENT"}}]"#,
        )
    });
    let tested = round.test.app().test_model().unwrap();
    assert_eq!((tested.outcome, tested.cause), (TestOutcome::Key, Some(WritingCause::NoKey)));
    round.test.user.model_key = Some(Held::new("sk-wrong-0123456789").unwrap());
    round.test.open().unwrap();
    let tested = round.test.app().test_model().unwrap();
    assert_eq!(tested.outcome, TestOutcome::Key);
    assert_ne!(tested.cause, Some(WritingCause::NoKey));
    // What the environment holds may be no key at all.
    round.test.user.model_key = Some(Held::new("ключ").unwrap());
    round.test.open().unwrap();
    let settings = round.test.app().model_settings().unwrap();
    assert_eq!(
        (settings.key_from, settings.key_trouble),
        (None, Some(paperboy_core::wire::KeyTrouble::NotAKey))
    );
}
