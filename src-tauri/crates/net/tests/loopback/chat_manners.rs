//! Servers that do not accept every form of request, and addresses with a query.

use super::chat::{KEY, answer, chat, end, piece, question, refused};
use super::server::{Reply, Server, answer_with};
use paperboy_net::{Chat, ChatError, ChatLimits, Finish, Key, Manner, USER_AGENT};
use serde_json::{Value, json};

const NO_STREAM: &str = r#"{"error":{"message":"Your organization must be verified to stream this model.","param":"stream"}}"#;
const NO_SYSTEM: &str = r#"{"error":{"message":"Unsupported value: 'messages[0].role' does not support 'system' with this model."}}"#;
const NO_OPTIONS: &str = r#"{"detail":"extra fields not permitted"}"#;

fn whole() -> Reply {
    let body = json!({ "choices": [{ "message": { "content": "a" }, "finish_reason": "stop" }] })
        .to_string();
    refused("200 OK", "", &body)
}

fn streamed() -> Reply {
    Reply::All(answer_with(
        "200 OK",
        "content-type: text/event-stream\r\n",
        format!("{}{}", piece("a"), end("stop")).as_bytes(),
    ))
}

/// The questions that came, as JSON.
fn questions(server: &Server) -> Vec<Value> {
    server
        .requests()
        .iter()
        .map(|request| serde_json::from_str(request.split_once("\r\n\r\n").unwrap().1).unwrap())
        .collect()
}

#[tokio::test]
async fn a_server_that_does_not_stream_is_asked_for_the_whole_from_then_on() {
    let server =
        Server::replying(vec![refused("400 Bad Request", "", NO_STREAM), whole(), whole()]).await;
    let chat = chat(&server.url, ChatLimits::default());
    for _ in 0..2 {
        assert_eq!(chat.ask(&question(), &mut |_| ()).await, Ok(answer("a", Finish::Stop, None)));
    }
    let streams: Vec<Value> =
        questions(&server).iter().map(|question| question["stream"].clone()).collect();
    assert_eq!(streams, [true, false, false]);
    assert!(questions(&server)[1].get("stream_options").is_none(), "it goes with streaming only");
    assert_eq!(chat.manner(), Manner { streams: false, ..Manner::default() });
}

#[tokio::test]
async fn without_a_role_for_instructions_they_begin_the_question() {
    for status in ["400 Bad Request", "500 Internal Server Error"] {
        let server =
            Server::replying(vec![refused(status, "", NO_SYSTEM), streamed(), streamed()]).await;
        let chat = chat(&server.url, ChatLimits::default());
        for _ in 0..2 {
            assert_eq!(
                chat.ask(&question(), &mut |_| ()).await,
                Ok(answer("a", Finish::Stop, None))
            );
        }
        let requests = questions(&server);
        assert_eq!(requests.len(), 3);
        assert_eq!(requests[0]["messages"][0]["role"], "system");
        for requests in &requests[1..] {
            assert_eq!(
                requests["messages"],
                json!([{ "role": "user", "content": "Write.\n\n“2501.11120”\n模型" }])
            );
        }
    }
}

#[tokio::test]
async fn a_server_may_lack_everything_and_be_asked_like_that_the_next_time() {
    let refusals =
        [NO_OPTIONS, NO_SYSTEM, NO_STREAM].map(|body| refused("400 Bad Request", "", body));
    let server = Server::replying([&refusals[..], &[whole(), whole()]].concat()).await;
    let first = chat(&server.url, ChatLimits::default());
    assert!(first.ask(&question(), &mut |_| ()).await.is_ok());
    let next = chat(&server.url, ChatLimits::default()).with_manner(first.manner());
    assert!(next.ask(&question(), &mut |_| ()).await.is_ok());
    assert_eq!(server.requests().len(), 5);
    assert_eq!(
        first.manner(),
        Manner { streams: false, takes_instructions: false, takes_options: false }
    );
}

#[tokio::test]
async fn what_is_refused_in_every_way_is_not_asked_again_and_not_remembered() {
    let server = Server::replying(vec![refused("400 Bad Request", "", NO_STREAM); 2]).await;
    let chat = chat(&server.url, ChatLimits::default());
    let result = chat.ask(&question(), &mut |_| ()).await;
    assert!(
        matches!(&result, Err(ChatError::Refused { status: 400, message }) if message.contains("verified")),
        "{result:?}"
    );
    assert_eq!((server.requests().len(), chat.manner()), (2, Manner::default()));
}

#[tokio::test]
async fn a_refusal_that_names_nothing_to_leave_out_is_asked_once() {
    for body in [
        r#"[{"error":{"code":400,"message":"User location is not supported for the API use."}}]"#,
        r#"{"error":{"message":"temperature out of range"}}"#,
        r#"[{"error":{"code":400,"message":"API key not valid."}}]"#,
        r#"{"code":30001,"message":"Sorry, your account balance is insufficient"}"#,
        r#"{"detail":"no"}"#,
    ] {
        let server = Server::replying(vec![refused("400 Bad Request", "", body); 2]).await;
        assert!(
            chat(&server.url, ChatLimits::default()).ask(&question(), &mut |_| ()).await.is_err()
        );
        assert_eq!(server.requests().len(), 1, "{body}");
    }
}

#[tokio::test]
async fn azures_version_and_header_go_with_each_question() {
    let server = Server::replying(vec![
        streamed(),
        refused("404 Not Found", "", r#"{"error":{"message":"model not found"}}"#),
        whole(),
    ])
    .await;
    let url = server.url.join("openai/deployments/d?api-version=2024-10-21").unwrap();
    let chat = Chat::new(&url, "a-model", Key::new(KEY), USER_AGENT).unwrap();
    assert!(chat.ask(&question(), &mut |_| ()).await.is_ok());
    assert!(chat.test().await.is_err());
    let requests = server.requests();
    for (request, line) in requests.iter().zip([
        "POST /openai/deployments/d/chat/completions?api-version=2024-10-21 ",
        "POST /openai/deployments/d/chat/completions?api-version=2024-10-21 ",
        "GET /openai/deployments/d/models?api-version=2024-10-21 ",
    ]) {
        assert!(request.starts_with(line), "{request}");
        assert!(
            request.contains(&format!("api-key: {KEY}"))
                && !request.to_lowercase().contains("authorization"),
            "{request}"
        );
    }
}
