//! Where an answer ends, and where it only seems to.

use super::chat::{DONE, STREAM, answer, ask_once, ask_with, end, piece, refused, streamed, usage};
use super::server::{Reply, answer_with, raw};
use paperboy_net::{ChatError, ChatLimits, Finish, GarbageCause};
use serde_json::json;
use std::time::Duration;

/// A piece of text beside a reason to finish.
fn with_reason(text: &str, reason: &serde_json::Value) -> String {
    format!(
        "data: {}\n\n",
        json!({ "choices": [{ "delta": { "content": text }, "finish_reason": reason }] })
    )
}

#[tokio::test]
async fn a_reason_that_is_none_ends_nothing() {
    for none in [
        json!(""),
        json!("null"),
        json!("none"),
        json!(null),
        json!(false),
        json!(0),
        json!("incomplete"),
        json!(" "),
    ] {
        let pieces = [with_reason("a", &none), with_reason("b", &none)];
        assert_eq!(ask_once(streamed(&pieces)).await.0, Err(ChatError::Cut), "{none}");
        let whole = [pieces.concat(), end("stop"), usage(), DONE.to_owned()];
        assert_eq!(
            ask_once(streamed(&whole)).await.0,
            Ok(answer("ab", Finish::Stop, Some((12, 3)))),
            "{none}"
        );
    }
}

#[tokio::test]
async fn a_reason_beside_every_piece_ends_nothing_before_the_last() {
    let stop = json!("stop");
    let pieces = ["a", "b", "c"].map(|text| with_reason(text, &stop));
    assert_eq!(
        ask_once(streamed(&pieces)).await.0,
        Err(ChatError::Cut),
        "nothing says that the third piece was the last"
    );
    for last in [DONE.to_owned(), end("stop"), format!("{}{}", end("length"), usage())] {
        let text = ask_once(streamed(&[pieces.concat(), last.clone()])).await.0.unwrap().text;
        assert_eq!(text, "abc", "{last}");
    }
    // One that comes with the only piece is the server's word.
    assert_eq!(ask_once(streamed(&pieces[..1])).await.0, Ok(answer("a", Finish::Stop, None)));
}

#[tokio::test]
async fn a_pause_ends_nothing_that_has_not_ended() {
    let silence = Duration::from_millis(200);
    let limits = ChatLimits { silence, first_token: silence, ..ChatLimits::default() };
    let role = format!(
        "data: {}\n\n",
        json!({ "choices": [{ "delta": { "role": "assistant", "content": "" }, "finish_reason": "stop" }] })
    );
    let (silent, stalled) =
        (ChatError::Silent { after: silence }, ChatError::Stalled { after: silence });
    for (begun, expected) in [
        (with_reason("a", &json!("")), &stalled),
        (with_reason("a", &json!("stop")), &stalled),
        (with_reason("a", &json!("stop")).repeat(3), &stalled),
        (format!("{role}{}", with_reason("a", &json!("stop"))), &stalled),
        // No word of an answer yet.
        (role, &silent),
    ] {
        let (result, ..) =
            ask_with(limits.clone(), vec![Reply::ThenWait(raw(STREAM, begun.as_bytes()))]).await;
        assert_eq!(result.as_ref(), Err(expected), "{begun}");
    }
}

#[tokio::test]
async fn what_the_server_gave_up_in_the_middle_is_cut() {
    for reason in ["error", "abort", "network_error", "insufficient_system_resource", "cancelled"] {
        assert_eq!(
            ask_once(streamed(&[piece("a"), end(reason), DONE.to_owned()])).await.0,
            Err(ChatError::Cut),
            "{reason}"
        );
    }
}

#[tokio::test]
async fn reasons_are_known_in_other_words_too() {
    for (reason, finish) in [
        ("STOP", Finish::Stop),
        ("end_turn", Finish::Stop),
        ("max_tokens", Finish::Length),
        ("MAX_TOKENS", Finish::Length),
        ("sensitive", Finish::Filter),
        ("SAFETY", Finish::Filter),
        ("tool_calls", Finish::Unknown),
    ] {
        assert_eq!(
            ask_once(streamed(&[piece("a"), end(reason)])).await.0,
            Ok(answer("a", finish, None)),
            "{reason}"
        );
    }
}

#[tokio::test]
async fn events_without_an_empty_line_between_them_are_read() {
    let lines = [piece("a"), piece("b"), end("stop"), usage(), DONE.to_owned()]
        .concat()
        .replace("\n\n", "\n");
    assert_eq!(
        ask_once(streamed(std::slice::from_ref(&lines))).await.0,
        Ok(answer("ab", Finish::Stop, Some((12, 3))))
    );
    // Cut within the second line.
    assert_eq!(
        ask_once(streamed(&[lines[..lines.find("\"b\"").unwrap()].to_owned()])).await.0,
        Err(ChatError::Cut)
    );
}

#[tokio::test]
async fn what_keeps_a_connection_alive_is_neither_an_answer_nor_an_error() {
    let alive = "event: ping\ndata: {\"type\": \"ping\"}\n\n: comment\n\ndata:\n\n".to_owned();
    let empty =
        format!("data: {}\n\n", json!({ "choices": [], "object": "chat.completion.chunk" }));
    let text = ask_once(streamed(&[alive.clone(), empty, piece("a"), alive, end("stop")]))
        .await
        .0
        .unwrap()
        .text;
    assert_eq!(text, "a");
}

#[tokio::test]
async fn comments_keep_a_slow_model_waited_for() {
    let (first, silence) = (Duration::from_millis(400), Duration::from_millis(50));
    let limits = ChatLimits { first_token: first, silence, ..ChatLimits::default() };
    // The comments come faster than the first word has to, and for longer.
    let late = Reply::Endlessly(
        raw(STREAM, b""),
        b": still reading\n\n".to_vec(),
        Duration::from_millis(100),
    );
    let limits = ChatLimits { whole: Duration::from_millis(900), ..limits };
    let (result, _, server) = ask_with(limits, vec![late]).await;
    assert!(
        matches!(result, Err(ChatError::Endless { .. })),
        "comments alone are not silence, and not for ever: {result:?}"
    );
    server.hung_up().await;
}

#[tokio::test]
async fn a_model_may_be_silent_longer_before_its_first_word_than_after_it() {
    let limits = ChatLimits {
        first_token: Duration::from_secs(60),
        silence: Duration::from_millis(60),
        ..ChatLimits::default()
    };
    let (result, ..) =
        ask_with(limits, vec![Reply::ThenWait(raw(STREAM, piece("a").as_bytes()))]).await;
    assert_eq!(result, Err(ChatError::Stalled { after: Duration::from_millis(60) }));
}

#[tokio::test]
async fn an_error_that_comes_with_success_is_an_error() {
    let quota =
        |message: &str| ChatError::Quota { message: message.to_owned(), passes: false, wait: None };
    for (body, meant) in [
        (
            r#"{"id":"x","choices":null,"base_resp":{"status_code":1008,"status_msg":"insufficient balance"}}"#,
            quota("insufficient balance"),
        ),
        (r#"{"error":{"code":"1113","message":"账户已欠费"}}"#, quota("账户已欠费")),
        (
            r#"{"code":20012,"message":"Model does not exist","data":null}"#,
            ChatError::UnknownModel { known: vec![] },
        ),
        (r#"{"error_code":110,"error_msg":"Access token invalid"}"#, ChatError::Key),
        (
            r#"[{"error":{"code":429,"message":"slow down"}}]"#,
            ChatError::Busy { message: "slow down".to_owned(), wait: None },
        ),
        (
            r#"{"error":"out of memory"}"#,
            ChatError::Failed { message: "out of memory".to_owned(), passes: false },
        ),
    ] {
        assert_eq!(ask_once(refused("200 OK", "", body)).await.0, Err(meant.clone()), "{body}");
        if body.starts_with('{') {
            let reply =
                Reply::ThenClose(raw(STREAM, format!("event: error\ndata: {body}\n\n").as_bytes()));
            assert_eq!(ask_once(reply).await.0, Err(meant), "{body}");
        }
    }
    let ok = r#"{"choices":[{"message":{"content":"a"},"finish_reason":""}],"base_resp":{"status_code":0,"status_msg":""}}"#;
    assert_eq!(ask_once(refused("200 OK", "", ok)).await.0, Ok(answer("a", Finish::Unsaid, None)));
}

#[tokio::test]
async fn an_answer_is_read_for_what_it_is_whatever_it_is_called() {
    let events = format!("{}{}{DONE}", piece("a"), end("stop"));
    let json = json!({ "choices": [{ "message": { "content": "a" }, "finish_reason": "stop" }] });
    for kind in ["text/event-stream", "application/json", "application/octet-stream", "text/plain"]
    {
        for body in [
            events.clone(),
            format!("\n: hello\n\n{events}"),
            json.to_string(),
            format!("\n \n{json:#}"),
        ] {
            let reply = Reply::All(answer_with(
                "200 OK",
                &format!("content-type: {kind}\r\n"),
                body.as_bytes(),
            ));
            assert_eq!(
                ask_once(reply).await.0,
                Ok(answer("a", Finish::Stop, None)),
                "{kind} {body}"
            );
        }
    }
    let reply = Reply::All(answer_with("200 OK", "content-type: text/plain\r\n", b"worker died"));
    assert_eq!(
        ask_once(reply).await.0,
        Err(ChatError::from(GarbageCause::Words { text: "worker died".to_owned() }))
    );
}

#[tokio::test]
async fn a_stream_that_says_last_that_it_goes_on_is_cut() {
    assert_eq!(
        ask_once(streamed(&[piece("a"), end("incomplete"), DONE.to_owned()])).await.0,
        Err(ChatError::Cut)
    );
}
