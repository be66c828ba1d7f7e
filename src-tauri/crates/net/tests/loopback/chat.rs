//! A chat model that answers well, badly, slowly, or not at all.

use super::server::{Reply, Server, answer_with, raw};
use super::shared_server::shared_server;
use paperboy_net::{
    Chat, ChatAnswer, ChatError, ChatLimits, ChatMessage, ChatPiece, ChatRole, Finish,
    GarbageCause, Key, USER_AGENT,
};
use serde_json::{Value, json};
use std::time::Duration;
use url::Url;

pub const KEY: &str = "sk-Secret-0123456789-7391";
pub const STREAM: &str = "content-type: text/event-stream\r\nconnection: close\r\n";
pub const JSON: &str = "content-type: application/json\r\n";

pub fn chat(url: &Url, limits: ChatLimits) -> Chat {
    Chat::with_limits(&url.join("v1").unwrap(), "a-model", Key::new(KEY), USER_AGENT, limits)
        .unwrap()
}

pub fn question() -> Vec<ChatMessage> {
    let message = |role, text: &str| ChatMessage { role, text: text.to_owned() };
    vec![message(ChatRole::System, "Write."), message(ChatRole::User, "“2501.11120”\n模型")]
}

/// The result of a request, and the pieces of text in their order.
pub async fn ask_with(
    limits: ChatLimits,
    script: Vec<Reply>,
) -> (Result<ChatAnswer, ChatError>, Vec<String>, Server) {
    let server = Server::replying(script).await;
    let mut pieces = Vec::new();
    let answer = chat(&server.url, limits)
        .ask(&question(), &mut |piece| {
            pieces.push(if let ChatPiece::Text(text) = piece {
                text.to_owned()
            } else {
                "(reasoning)".to_owned()
            })
        })
        .await;
    (answer, pieces, server)
}

pub async fn ask_once(reply: Reply) -> (Result<ChatAnswer, ChatError>, Vec<String>, Server) {
    ask_with(ChatLimits::default(), vec![reply]).await
}

pub fn answer(text: &str, finish: Finish, tokens: Option<(u64, u64)>) -> ChatAnswer {
    let (prompt_tokens, completion_tokens) = tokens.unzip();
    ChatAnswer { text: text.to_owned(), finish, reasoned: false, prompt_tokens, completion_tokens }
}

pub fn piece(text: &str) -> String {
    format!(
        "data: {}\n\n",
        json!({ "choices": [{ "index": 0, "delta": { "content": text }, "finish_reason": null }] })
    )
}

pub fn end(reason: &str) -> String {
    format!("data: {}\n\n", json!({ "choices": [{ "delta": {}, "finish_reason": reason }] }))
}

pub fn usage() -> String {
    format!(
        "data: {}\n\n",
        json!({ "choices": [], "usage": { "prompt_tokens": 12, "completion_tokens": 3 } })
    )
}

pub const DONE: &str = "data: [DONE]\n\n";

/// A stream of events that ends with its connection.
pub fn streamed(events: &[String]) -> Reply {
    Reply::ThenClose(raw(STREAM, events.concat().as_bytes()))
}

pub fn refused(status: &str, headers: &str, body: &str) -> Reply {
    Reply::All(answer_with(status, &format!("{JSON}{headers}"), body.as_bytes()))
}

#[tokio::test]
async fn an_answer_is_handed_on_piece_by_piece_and_given_back_whole() {
    let (result, pieces, server) = ask_once(streamed(&[
        piece("模型"),
        piece(""),
        piece(" A\n"),
        end("stop"),
        usage(),
        DONE.to_owned(),
    ]))
    .await;
    assert_eq!(result.unwrap(), answer("模型 A\n", Finish::Stop, Some((12, 3))));
    assert_eq!(pieces, ["模型", " A\n"]);
    let [request] = server.requests().try_into().unwrap();
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("POST /v1/chat/completions HTTP/1.1\r\n"), "{head}");
    assert!(head.contains(&format!("authorization: Bearer {KEY}")), "{head}");
    assert!(head.contains(&format!("user-agent: {USER_AGENT}")), "{head}");
    let messages = json!([{ "role": "system", "content": "Write." }, { "role": "user", "content": "“2501.11120”\n模型" }]);
    let expected = json!({ "model": "a-model", "stream": true, "stream_options": { "include_usage": true }, "messages": messages });
    assert_eq!(serde_json::from_str::<Value>(body).unwrap(), expected);
}

#[tokio::test]
async fn whatever_ends_an_answer_well_ends_it() {
    let plain = |finish| answer("a", finish, None);
    for (events, expected) in [
        (vec![piece("a"), end("stop")], plain(Finish::Stop)),
        (vec![piece("a"), end("length"), DONE.to_owned()], plain(Finish::Length)),
        (vec![piece("a"), end("content_filter"), DONE.to_owned()], plain(Finish::Filter)),
        (vec![piece("a"), end("enough"), DONE.to_owned()], plain(Finish::Unknown)),
        (vec![piece("a"), DONE.to_owned()], plain(Finish::Unsaid)),
        (vec![piece("a"), end("stop"), DONE.trim_end().to_owned()], plain(Finish::Stop)),
        (vec![end("stop")], answer("", Finish::Stop, None)),
        (vec![": wait\n\n".to_owned(), piece("a").replace('\n', "\r\n"), end("stop").replace('\n', "\r\n")], plain(Finish::Stop)),
        (
            vec!["event: message\nid: 1\ndata: {\"choices\":[{\"delta\":\ndata: {\"content\":\"a\"}}]}\n\n".to_owned(), end("eos")],
            plain(Finish::Stop),
        ),
    ] {
        assert_eq!(ask_once(streamed(&events)).await.0, Ok(expected), "{events:?}");
    }
}

#[tokio::test]
async fn reasoning_is_no_part_of_the_text() {
    let reasoning = format!(
        "data: {}\n\n",
        json!({ "choices": [{ "delta": { "reasoning_content": "hm", "content": null } }] })
    );
    let parts = json!([{ "type": "thinking", "thinking": [{ "type": "text", "text": "hm" }] }, { "type": "text", "text": "a" }]);
    let parts = format!("data: {}\n\n", json!({ "choices": [{ "delta": { "content": parts } }] }));
    let (result, pieces, _) = ask_once(streamed(&[reasoning, parts, end("stop")])).await;
    let result = result.unwrap();
    assert_eq!((result.text.as_str(), result.reasoned), ("a", true));
    assert_eq!(pieces, ["(reasoning)", "(reasoning)", "a"]);
}

#[tokio::test]
async fn an_answer_that_comes_at_once_is_read_too() {
    let message = json!({ "role": "assistant", "content": "模型" });
    let whole = json!({ "choices": [{ "message": message, "finish_reason": "stop" }], "usage": { "prompt_tokens": 1, "completion_tokens": 2 } });
    let (result, pieces, _) = ask_once(refused("200 OK", "", &whole.to_string())).await;
    assert_eq!(result.unwrap(), answer("模型", Finish::Stop, Some((1, 2))));
    assert_eq!(pieces, ["模型"]);
}

#[tokio::test]
async fn an_answer_that_breaks_off_is_never_taken_for_whole() {
    let long = piece("a").repeat(9);
    for (name, bytes) in [
        ("between two events", raw(STREAM, long.as_bytes())),
        ("within an event", raw(STREAM, &long.as_bytes()[..long.len() - 9])),
        (
            "shorter than its length",
            raw(&format!("{STREAM}content-length: 99999\r\n"), long.as_bytes()),
        ),
        (
            "in chunks, without the last",
            raw(
                &format!("{STREAM}transfer-encoding: chunked\r\n"),
                format!("{:x}\r\n{long}\r\n", long.len()).as_bytes(),
            ),
        ),
        (
            "JSON, shorter than its length",
            raw(&format!("{JSON}content-length: 999\r\n"), b"{\"choices\":["),
        ),
        ("before its head", b"HTTP/1.1 200".to_vec()),
        ("before all", Vec::new()),
    ] {
        assert_eq!(ask_once(Reply::ThenClose(bytes)).await.0, Err(ChatError::Cut), "{name}");
    }
}

#[tokio::test]
async fn what_is_no_answer_of_a_model_is_garbage() {
    let html = "content-type: text/html; charset=utf-8\r\n";
    for (name, bytes) in [
        ("a web page", answer_with("200 OK", html, b"<html>Just a moment...\xff\xfe</html>")),
        (
            "a web page that says it is a stream",
            answer_with("200 OK", STREAM, b"<html>\n\n</html>\n\n"),
        ),
        ("nothing", answer_with("200 OK", STREAM, b"")),
        ("events that are no JSON", answer_with("200 OK", STREAM, b"data: hello\n\n")),
        ("JSON of another kind", answer_with("200 OK", JSON, b"{\"models\":[]}")),
        ("JSON that is none", answer_with("200 OK", JSON, b"hello")),
        ("JSON without end in depth", answer_with("200 OK", JSON, "[".repeat(100_000).as_bytes())),
        ("bytes that are no text", answer_with("200 OK", STREAM, b"data: \xff\xfe\n\n")),
        ("bytes that are no JSON text", answer_with("200 OK", JSON, b"\xff\xfe")),
    ] {
        let (result, ..) = ask_once(Reply::All(bytes)).await;
        assert!(matches!(result, Err(ChatError::Garbage { .. })), "{name}: {result:?}");
    }
}

#[tokio::test]
async fn an_answer_is_taken_up_to_its_bounds_and_not_beyond() {
    let limits = |answer, stream| ChatLimits { answer, stream, ..ChatLimits::default() };
    let ten = [piece("12345"), piece("67890"), end("stop")].concat();
    let whole = json!({ "choices": [{ "message": { "content": "1234567890" } }] }).to_string();
    for (headers, body) in [(STREAM, ten), (JSON, whole)] {
        let reply = || vec![Reply::All(answer_with("200 OK", headers, body.as_bytes()))];
        assert_eq!(ask_with(limits(10, body.len()), reply()).await.0.unwrap().text, "1234567890");
        assert_eq!(ask_with(limits(9, body.len()), reply()).await.0, Err(ChatError::TooLong));
        assert_eq!(ask_with(limits(10, body.len() - 1), reply()).await.0, Err(ChatError::TooLong));
    }
}

#[tokio::test]
async fn an_endless_answer_is_left_however_it_goes_on() {
    let limits = ChatLimits { answer: 10_000, stream: 400_000, ..ChatLimits::default() };
    let endless = [
        piece("again and again. "),
        ": still there\n".to_owned(),
        "data: x".to_owned(),
        "data: x\n".to_owned(),
        "\n".to_owned(),
    ];
    for more in endless {
        let reply = Reply::Endlessly(
            raw(STREAM, b""),
            more.repeat(8_000 / more.len()).into_bytes(),
            Duration::ZERO,
        );
        let (result, _, server) = ask_with(limits.clone(), vec![reply]).await;
        assert_eq!(result, Err(ChatError::TooLong), "{more}");
        server.hung_up().await;
    }
}

#[tokio::test]
async fn silence_is_not_waited_out() {
    let after = Duration::from_millis(60);
    let limits = ChatLimits { silence: after, first_token: after, ..ChatLimits::default() };
    for (begun, expected) in [
        (Vec::new(), ChatError::Silent { after }),
        (raw(STREAM, piece("a").as_bytes()), ChatError::Stalled { after }),
        (raw(JSON, b"{"), ChatError::Silent { after }),
    ] {
        let (result, _, server) = ask_with(limits.clone(), vec![Reply::ThenWait(begun)]).await;
        assert_eq!(result, Err(expected));
        server.hung_up().await;
    }
}

#[tokio::test]
async fn an_answer_that_drips_without_end_is_left_when_its_time_is_up() {
    let after = Duration::from_millis(150);
    let limits = ChatLimits { whole: after, ..ChatLimits::default() };
    let drip =
        Reply::Endlessly(raw(STREAM, b""), piece("a").into_bytes(), Duration::from_millis(5));
    let (result, pieces, server) = ask_with(limits, vec![drip]).await;
    assert_eq!(result, Err(ChatError::Endless { after }));
    assert!(!pieces.is_empty());
    server.hung_up().await;
}

#[tokio::test]
async fn an_answer_that_is_dropped_is_hung_up_on() {
    let server = Server::replying(vec![Reply::ThenWait(raw(STREAM, piece("a").as_bytes()))]).await;
    let chat = chat(&server.url, ChatLimits::default());
    let asking = tokio::spawn(async move { chat.ask(&question(), &mut |_| ()).await });
    server.wait_for_request().await;
    asking.abort();
    server.hung_up().await;
}

#[tokio::test]
async fn refusals_are_distinguished() {
    let unknown =
        r#"{"error":{"message":"The model `a-model` does not exist","code":"model_not_found"}}"#;
    for (reply, expected) in [
        (refused("401 Unauthorized", "", "{}"), ChatError::Key),
        (refused("404 Not Found", "", unknown), ChatError::UnknownModel { known: Vec::new() }),
        (
            refused("429 Too Many Requests", "", r#"{"error":{"code":"insufficient_quota"}}"#),
            ChatError::Quota {
                message: "insufficient_quota".to_owned(),
                passes: false,
                wait: None,
            },
        ),
        (
            refused("429 Too Many Requests", "retry-after: 7\r\n", "{}"),
            ChatError::Busy { message: String::new(), wait: Some(Duration::from_secs(7)) },
        ),
        (
            refused(
                "503 Service Unavailable",
                "retry-after: Mon, 02 Mar 2020 08:00:00 GMT\r\n",
                "{}",
            ),
            ChatError::Busy { message: String::new(), wait: Some(Duration::ZERO) },
        ),
        (
            refused("503 Service Unavailable", "retry-after: soon\r\n", ""),
            ChatError::Busy { message: String::new(), wait: None },
        ),
        (
            refused("500 Internal Server Error", "", "oh"),
            ChatError::Refused { status: 500, message: "oh".to_owned() },
        ),
        (
            streamed(
                &["data: {\"error\":{\"code\":429,\"message\":\"slow down\"}}\n\n".to_owned()],
            ),
            ChatError::Busy { message: "slow down".to_owned(), wait: None },
        ),
    ] {
        let (result, _, server) = ask_once(reply).await;
        assert_eq!(result, Err(expected));
        assert_eq!(server.requests().len(), 1, "a second attempt is the caller's");
    }
}

#[tokio::test]
async fn an_unreachable_address_is_reported_as_such() {
    let nobody = Url::parse("http://127.0.0.1:9/").unwrap();
    let result = chat(&nobody, ChatLimits::default()).ask(&question(), &mut |_| ()).await;
    assert!(
        matches!(&result, Err(ChatError::Unreachable { host, .. }) if host == "127.0.0.1:9"),
        "{result:?}"
    );
    assert_eq!(chat(&nobody, ChatLimits::default()).test().await, Err(result.unwrap_err()));
}

#[tokio::test]
async fn a_redirect_is_reported_and_never_followed() {
    let elsewhere = Server::replying(vec![streamed(&[end("stop")])]).await;
    let (result, ..) = ask_once(refused(
        "307 Temporary Redirect",
        &format!("location: {}\r\n", elsewhere.url),
        "",
    ))
    .await;
    assert!(
        matches!(&result, Err(ChatError::Redirected { status: 307, to }) if to.contains(elsewhere.url.as_str())),
        "{result:?}"
    );
    assert_eq!(elsewhere.connections(), 0);
}

#[tokio::test]
async fn a_server_that_takes_no_more_than_it_knows_is_asked_plainly_from_then_on() {
    let picky = refused("400 Bad Request", "", r#"{"detail":"extra fields not permitted"}"#);
    let good = || {
        Reply::All(answer_with(
            "200 OK",
            "content-type: text/event-stream\r\n",
            end("stop").as_bytes(),
        ))
    };
    let server = Server::replying(vec![picky, good(), good()]).await;
    let chat = chat(&server.url, ChatLimits::default());
    for _ in 0..2 {
        assert_eq!(chat.ask(&question(), &mut |_| ()).await.unwrap().finish, Finish::Stop);
    }
    let with_options: Vec<_> =
        server.requests().iter().map(|request| request.contains("stream_options")).collect();
    assert_eq!(with_options, [true, false, false]);
}

#[tokio::test]
async fn a_question_that_is_malformed_also_when_plain_is_refused() {
    let (result, _, server) = ask_once(refused(
        "422 Unprocessable Entity",
        "",
        r#"{"detail":"extra fields not permitted"}"#,
    ))
    .await;
    assert_eq!(
        result,
        Err(ChatError::Refused { status: 422, message: "extra fields not permitted".to_owned() })
    );
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_test_asks_for_one_token_and_names_the_models_there_are() {
    let server = Server::replying(vec![streamed(&[piece("OK"), end("length")])]).await;
    assert_eq!(chat(&server.url, ChatLimits::default()).test().await, Ok(()));
    assert!(server.requests()[0].contains("\"max_tokens\":1"), "{:?}", server.requests());

    let unknown = refused("404 Not Found", "", r#"{"error":"model 'a-model' not found"}"#);
    let list =
        refused("200 OK", "", r#"{"data":[{"id":"one"},{"id":"two\u0000"},{"name":"three"}]}"#);
    for (list, known) in [
        (list, vec!["one", "two"]),
        (refused("404 Not Found", "", ""), vec![]),
        (refused("200 OK", "", "?"), vec![]),
    ] {
        let server = Server::replying(vec![unknown.clone(), list]).await;
        let result = chat(&server.url, ChatLimits::default()).test().await;
        assert_eq!(
            result,
            Err(ChatError::UnknownModel { known: known.into_iter().map(str::to_owned).collect() })
        );
        assert!(server.requests()[1].starts_with("GET /v1/models "));
    }
}

#[tokio::test]
async fn no_error_holds_the_key_however_a_server_repeats_it() {
    let echo = format!("Incorrect: {KEY}, that is sk-S*****7391 or {}", KEY.to_uppercase());
    let json = json!({ "error": { "message": echo } }).to_string();
    let script = [
        refused("400 Bad Request", "", &json),
        refused("500 Internal Server Error", "", &echo),
        refused("302 Found", &format!("location: https://example.org/{KEY}\r\n"), ""),
        streamed(&[format!("data: {json}\n\n")]),
        streamed(&[format!("data: {KEY}\n\n")]),
        streamed(&[piece(&format!("a report with {KEY} in it")), end("stop")]),
        Reply::All(answer_with("200 OK", JSON, KEY.as_bytes())),
    ];
    for reply in script {
        let error = ask_once(reply).await.0.unwrap_err();
        for shown in [error.to_string(), format!("{error:?}")] {
            let shown = shown.to_lowercase();
            assert!(
                !["secret", "sk-s", "7391", "0123"].iter().any(|part| shown.contains(part)),
                "{shown}"
            );
        }
    }
}

#[tokio::test]
async fn the_faults_of_the_shared_server_are_distinguished() {
    let Some(good) = shared_server(&["--key", KEY, "--token-ms", "0"]) else { return };
    let ask = async |url: &Url, model, key: &str, silence| {
        let limits =
            ChatLimits { first_token: Duration::from_millis(silence), ..ChatLimits::default() };
        let chat =
            Chat::with_limits(&url.join("v1").unwrap(), model, Key::new(key), USER_AGENT, limits)
                .unwrap();
        (chat.ask(&question(), &mut |_| ()).await, chat.test().await)
    };
    let (result, test) = ask(&good.url, "replay", KEY, 20_000).await;
    let result = result.unwrap();
    assert!(
        result.text.contains("应用领域")
            && result.finish == Finish::Stop
            && result.completion_tokens.is_some(),
        "{result:?}"
    );
    assert_eq!(test, Ok(()));
    assert_eq!(
        ask(&good.url, "replay", "another", 20_000).await,
        (Err(ChatError::Key), Err(ChatError::Key))
    );
    let (result, test) = ask(&good.url, "other", KEY, 20_000).await;
    assert_eq!(result, Err(ChatError::UnknownModel { known: Vec::new() }));
    assert_eq!(test, Err(ChatError::UnknownModel { known: vec!["replay".to_owned()] }));

    for (fault, expected) in [
        ("cut:1", ChatError::Cut),
        (
            "429:1",
            ChatError::Busy {
                message: "try again later".to_owned(),
                wait: Some(Duration::from_secs(1)),
            },
        ),
        ("garbage:1", ChatError::from(GarbageCause::WebPage)),
        ("hang:1", ChatError::Silent { after: Duration::from_millis(100) }),
    ] {
        let Some(bad) = shared_server(&["--fault", fault, "--token-ms", "0"]) else { return };
        let silence = if fault == "hang:1" { 100 } else { 20_000 };
        assert_eq!(ask(&bad.url, "replay", KEY, silence).await.0, Err(expected), "{fault}");
    }
}
