//! The pieces of an answer, and whether it has ended. Servers leave out what they like.

mod content;
mod finish;
mod usage;

use super::answer::{ChatAnswer, Finish, garbage};
use super::refusal::{Refusal, refusal_within};
use super::{ChatError, ChatPiece};
use content::{has_content, has_reasoning, names_reasoning, text_of};
use finish::{Reason, is_unfinished, reason};
use serde_json::Value;
use usage::{prompt_tokens, tokens};

/// How sure it is that an answer has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// The server announced the end: only the count of tokens may follow.
    Sure,
    /// The end was announced together with a piece of the answer. Some servers announce it with
    /// each piece, so only the end of the connection is reliable.
    Perhaps,
}

/// The answer so far.
pub(super) struct Growing<'a> {
    text: String,
    reasoned: bool,
    finish: Option<Reason>,
    /// Something followed a reason to finish: the server repeats one with every piece.
    repeats: bool,
    /// The last reason came alone.
    alone: bool,
    /// The last word on it was that the answer is not whole.
    unfinished: bool,
    prompt_tokens: Option<u64>,
    completion_tokens: Option<u64>,
    /// The longest text taken, in bytes.
    longest: usize,
    on_piece: &'a mut (dyn FnMut(ChatPiece<'_>) + Send),
}

impl<'a> Growing<'a> {
    pub(super) fn new(longest: usize, on_piece: &'a mut (dyn FnMut(ChatPiece<'_>) + Send)) -> Self {
        Self {
            text: String::new(),
            reasoned: false,
            finish: None,
            repeats: false,
            alone: false,
            unfinished: false,
            prompt_tokens: None,
            completion_tokens: None,
            longest,
            on_piece,
        }
    }

    /// Takes a piece in, or all of an answer.
    pub(super) fn take(&mut self, text: &str) -> Result<(), Refusal> {
        let piece: Value = serde_json::from_str(text).map_err(|_| Refusal::from(garbage(text)))?;
        if let Some(error) = error_in(&piece) {
            return Err(refusal_within(error));
        }
        if !piece.is_object() {
            return Err(garbage(text).into());
        }
        for usage in [&piece["usage"], &piece["x_groq"]["usage"]] {
            self.prompt_tokens = prompt_tokens(usage).or(self.prompt_tokens);
            self.completion_tokens = tokens(&usage["completion_tokens"]).or(self.completion_tokens);
        }
        let Some(choice) = piece["choices"].as_array().and_then(|choices| choices.first()) else {
            return Ok(());
        };
        let message =
            if choice["delta"].is_object() { &choice["delta"] } else { &choice["message"] };
        let (text, thinks) = if message.is_object() {
            text_of(&message["content"])
        } else {
            text_of(&choice["text"])
        };
        let is_thought =
            ["type", "phase", "channel"].iter().any(|name| names_reasoning(&message[*name]));
        let reasons = thinks
            || has_reasoning(message)
            || has_reasoning(choice)
            || is_thought && !text.is_empty();
        let text = if is_thought { String::new() } else { text };
        if self.text.len() + text.len() > self.longest {
            return Err(ChatError::TooLong.into());
        }
        if reasons {
            self.reasoned = true;
            (self.on_piece)(ChatPiece::Reasoning);
        }
        if !text.is_empty() {
            self.text.push_str(&text);
            (self.on_piece)(ChatPiece::Text(&text));
        }
        let adds = reasons || !text.is_empty();
        let words = [
            &choice["finish_reason"],
            &choice["finish_details"]["type"],
            &choice["native_finish_reason"],
        ];
        let words = || words.iter().filter_map(|word| word.as_str());
        if let Some(unfinished) = words().find_map(is_unfinished) {
            self.unfinished = unfinished;
        }
        // A gateway may report an answer as complete that the model behind it reports as cut.
        let reasons = words().filter_map(reason);
        let worst = reasons.reduce(|one, other| if other.is_cut() { other } else { one });
        self.note_end(worst, adds);
        Ok(())
    }

    /// Notes whether a piece ends the answer. A reason that is followed by more of the answer does
    /// not count.
    fn note_end(&mut self, reason: Option<Reason>, adds: bool) {
        if adds {
            self.repeats |= self.finish.is_some();
            self.finish = reason;
            self.alone = false;
        } else if reason.is_some() {
            self.finish = reason;
            self.alone = true;
        }
    }

    /// Whether the answer has ended, were nothing to follow.
    pub(super) fn ending(&self) -> Option<Ending> {
        match (self.finish, self.repeats, self.alone) {
            (None, ..) | (Some(_), true, false) => None,
            (Some(_), false, true) if self.has_begun() => Some(Ending::Sure),
            _ => Some(Ending::Perhaps),
        }
    }

    /// Whether the model has sent any text or reasoning.
    pub(super) fn has_begun(&self) -> bool {
        self.reasoned || !self.text.is_empty()
    }

    /// Whether there is neither an answer nor a reason why it is empty.
    pub(super) fn is_nothing(&self) -> bool {
        self.finish.is_none() && !self.has_begun()
    }

    pub(super) fn done(self) -> Result<ChatAnswer, ChatError> {
        let finish = match self.finish {
            Some(Reason::BrokeOff) => return Err(ChatError::Cut),
            Some(Reason::Ended(finish)) => finish,
            None if self.unfinished => return Err(ChatError::Cut),
            None => Finish::Unsaid,
        };
        let Self { text, reasoned, prompt_tokens, completion_tokens, .. } = self;
        Ok(ChatAnswer { text, finish, reasoned, prompt_tokens, completion_tokens })
    }
}

/// An error instead of a piece; a keep-alive message is no error.
fn error_in(piece: &Value) -> Option<&Value> {
    // Some servers put an error into an array.
    if piece.as_array().is_some_and(|items| items.iter().any(|item| !item["error"].is_null())) {
        return Some(piece);
    }
    let error = &piece["error"];
    if error.is_object()
        || error.as_str().is_some_and(|text| !text.is_empty())
        || *error == Value::Bool(true)
    {
        return Some(if error.is_object() || error.is_string() { error } else { piece });
    }
    let failed = |code: &Value| code.as_i64().is_some_and(|code| code != 0);
    if failed(&piece["base_resp"]["status_code"]) {
        return Some(piece);
    }
    let has_answer = piece["choices"].as_array().is_some_and(|choices| !choices.is_empty())
        || piece["usage"].is_object();
    let names = ["message", "msg", "error_msg", "errmsg", "detail", "errors"];
    let has_error = names.iter().any(|name| has_content(&piece[*name]));
    (!has_answer && has_error).then_some(piece)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finish(choices: &[&str]) -> Result<Finish, ChatError> {
        let mut on_piece = |_: ChatPiece<'_>| ();
        let mut growing = Growing::new(1_000, &mut on_piece);
        for choice in choices {
            growing
                .take(&format!(r#"{{"choices":[{{"delta":{{"content":"a"}},{choice}}}]}}"#))
                .unwrap();
        }
        growing.done().map(|answer| answer.finish)
    }

    #[test]
    fn reasoning_is_known_by_every_name_of_its_field_and_is_no_text() {
        let taken = |message: &str| {
            let mut thought = 0;
            let mut on_piece =
                |piece: ChatPiece<'_>| thought += u32::from(matches!(piece, ChatPiece::Reasoning));
            let mut growing = Growing::new(1_000, &mut on_piece);
            growing.take(&format!(r#"{{"choices":[{{"delta":{message}}}]}}"#)).unwrap();
            let text = growing.text;
            (text, thought)
        };
        for message in [
            r#"{"reasoning_text":"hm"}"#,
            r#"{"reasoning_content":"hm","content":null}"#,
            r#"{"reasoningContent":"hm","content":""}"#,
            r#"{"reasoning":{"content":"hm"}}"#,
            r#"{"reasoning_details":[{"type":"reasoning.text","text":"hm"}]}"#,
            r#"{"thinking":"hm"}"#,
            r#"{"thinking_content":"hm"}"#,
            r#"{"thinking_blocks":[{"type":"thinking","thinking":"hm"}]}"#,
            r#"{"thought":"hm"}"#,
            r#"{"thoughts":["hm"]}"#,
            r#"{"chain_of_thought":"hm"}"#,
            r#"{"cot":"hm"}"#,
            r#"{"content":[{"type":"thinking","thinking":[{"type":"text","text":"hm"}]}]}"#,
            r#"{"content":[{"type":"reasoning_text","text":"hm"}]}"#,
            r#"{"content":[{"text":"hm","thought":true}]}"#,
            r#"{"content":{"type":"thinking","text":"hm"}}"#,
            r#"{"content":"hm","phase":"think"}"#,
            r#"{"content":"hm","channel":"analysis"}"#,
        ] {
            assert_eq!(taken(message), (String::new(), 1), "{message}");
        }
        for message in [
            r#"{"content":"a","reasoning_text":"","thinking":null}"#,
            r#"{"content":[{"type":"text","text":"a"}],"reasoning_effort":"low"}"#,
            r#"{"content":{"type":"text","text":"a"}}"#,
            r#"{"content":"a","finish_reason":"stop","thought_signature":"Q0E9"}"#,
            r#"{"content":"a","phase":"answer"}"#,
            r#"{"content":"a","channel":"final"}"#,
        ] {
            assert_eq!(taken(message), ("a".to_owned(), 0), "{message}");
        }
    }

    #[test]
    fn a_cut_is_known_by_every_servers_words() {
        for word in [
            "length",
            "MAX_TOKENS",
            "max_completion_tokens",
            "output_token_limit",
            "model_context_window_exceeded",
            "repetition_truncation",
        ] {
            assert_eq!(
                finish(&[&format!(r#""finish_reason":"{word}""#)]),
                Ok(Finish::Length),
                "{word}"
            );
        }
        for word in [
            "error",
            "ABORTED",
            "server_error",
            "request_timeout",
            "generation_failed",
            "client_disconnected",
        ] {
            assert_eq!(
                finish(&[&format!(r#""finish_reason":"{word}""#)]),
                Err(ChatError::Cut),
                "{word}"
            );
        }
        for word in ["content_filter", "SAFETY", "PROHIBITED_CONTENT", "blocked", "refusal"] {
            assert_eq!(
                finish(&[&format!(r#""finish_reason":"{word}""#)]),
                Ok(Finish::Filter),
                "{word}"
            );
        }
        for word in [
            "stop",
            "STOP",
            "eos_token",
            "eos",
            "stop_sequence",
            "end_turn",
            "completed",
            "COMPLETE",
            "stop_str",
            "end",
        ] {
            assert_eq!(
                finish(&[&format!(r#""finish_reason":"{word}""#)]),
                Ok(Finish::Stop),
                "{word}"
            );
        }
        // It is unknown whether such an answer is complete.
        for word in ["foo", "other", "FINISH_REASON_UNSPECIFIED", "pending"] {
            assert_eq!(
                finish(&[&format!(r#""finish_reason":"{word}""#)]),
                Ok(Finish::Unknown),
                "{word}"
            );
        }
    }

    #[test]
    fn a_count_of_tokens_that_can_be_none_is_not_taken() {
        for (count, taken) in
            [("12", Some(12)), ("12.0", Some(12)), ("0", Some(0)), ("10000000", Some(10_000_000))]
        {
            assert_eq!(tokens(&serde_json::from_str(count).unwrap()), taken, "{count}");
        }
        for count in [
            "-1",
            "-1e300",
            "1e300",
            "18446744073709551615",
            "10000001",
            "\"12\"",
            "null",
            "true",
            "[1]",
            "{}",
        ] {
            assert_eq!(tokens(&serde_json::from_str(count).unwrap()), None, "{count}");
        }
        let mut on_piece = |_: ChatPiece<'_>| ();
        let mut growing = Growing::new(1_000, &mut on_piece);
        for usage in [
            r#"{"prompt_tokens":7,"completion_tokens":3}"#,
            r#"{"prompt_tokens":-5,"completion_tokens":18446744073709551615}"#,
        ] {
            growing.take(&format!(r#"{{"choices":[{{"delta":{{"content":"a"}},"finish_reason":"stop"}}],"usage":{usage}}}"#)).unwrap();
        }
        let answer = growing.done().unwrap();
        assert_eq!((answer.prompt_tokens, answer.completion_tokens), (Some(7), Some(3)));
    }

    #[test]
    fn what_a_server_had_in_its_cache_was_read_too() {
        for (usage, read) in [
            (r#"{"prompt_tokens":900,"prompt_tokens_details":{"cached_tokens":31000}}"#, 31_900),
            (r#"{"prompt_tokens":32000,"prompt_tokens_details":{"cached_tokens":31000}}"#, 32_000),
            (
                r#"{"prompt_tokens":20000,"completion_tokens":100,"total_tokens":32100,"prompt_tokens_details":{"cached_tokens":12000}}"#,
                32_000,
            ),
            (r#"{"prompt_tokens":900,"cache_read_input_tokens":31000}"#, 31_900),
            (
                r#"{"prompt_tokens":900,"cache_read_input_tokens":1000,"cache_creation_input_tokens":30000}"#,
                31_900,
            ),
            (r#"{"input_tokens":20000,"cache_read_input_tokens":12000}"#, 32_000),
            (
                r#"{"input_tokens":900,"cache_read_input_tokens":0,"cache_creation_input_tokens":31100}"#,
                32_000,
            ),
            (
                r#"{"prompt_tokens":32000,"prompt_cache_hit_tokens":30000,"prompt_cache_miss_tokens":2000}"#,
                32_000,
            ),
            (
                r#"{"prompt_tokens":2000,"prompt_cache_hit_tokens":30000,"prompt_cache_miss_tokens":2000}"#,
                32_000,
            ),
            (r#"{"prompt_cache_hit_tokens":30000,"prompt_cache_miss_tokens":2000}"#, 32_000),
            (r#"{"prompt_tokens":4096,"cached_tokens":0}"#, 4_096),
            (r#"{"prompt_tokens":4096,"prompt_tokens_details":{"cached_tokens":-1}}"#, 4_096),
            (r#"{"prompt_tokens":4096,"prompt_tokens_details":null}"#, 4_096),
        ] {
            assert_eq!(prompt_tokens(&serde_json::from_str(usage).unwrap()), Some(read), "{usage}");
        }
        assert_eq!(prompt_tokens(&serde_json::json!({ "completion_tokens": 3 })), None);
    }

    #[test]
    fn an_answer_whose_last_word_is_that_it_goes_on_is_cut() {
        let (goes_on, stop) = (r#""finish_reason":"incomplete""#, r#""finish_reason":"stop""#);
        assert_eq!(finish(&[goes_on, goes_on]), Err(ChatError::Cut));
        assert_eq!(finish(&[goes_on, stop]), Ok(Finish::Stop));
        assert_eq!(
            finish(&[r#""finish_reason":"""#, r#""finish_reason":null"#]),
            Ok(Finish::Unsaid)
        );
    }

    #[test]
    fn the_reason_beside_the_reason_counts_when_it_names_a_cut() {
        assert_eq!(
            finish(&[r#""finish_reason":"stop","native_finish_reason":"MAX_TOKENS""#]),
            Ok(Finish::Length)
        );
        assert_eq!(
            finish(&[r#""finish_reason":null,"finish_details":{"type":"max_tokens"}"#]),
            Ok(Finish::Length)
        );
        assert_eq!(
            finish(&[r#""finish_reason":"stop","native_finish_reason":"end_turn""#]),
            Ok(Finish::Stop)
        );
        assert_eq!(
            finish(&[r#""finish_reason":"length","native_finish_reason":"STOP""#]),
            Ok(Finish::Length)
        );
    }
}
