//! A chat model behind any OpenAI-compatible endpoint: OpenAI, DeepSeek, Qwen, Ollama, llama.cpp, vLLM and the like.

mod error;
mod key;
mod limits;

pub use error::ChatError;
pub use key::Key;
pub use limits::ChatLimits;

use url::Url;

/// Who says a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChatRole {
    /// The instructions.
    System,
    /// What is asked.
    User,
}

/// A message to the model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChatMessage {
    /// Who says it.
    pub role: ChatRole,
    /// What it says.
    pub text: String,
}

/// A model's answer, whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChatAnswer {
    /// What it wrote, letter for letter; may be empty.
    pub text: String,
    /// Why it stopped.
    pub finish: Finish,
    /// Tokens of the question as the server counted them; see [`estimated_tokens`] where it did not.
    pub prompt_tokens: Option<u64>,
    /// Tokens of the answer as the server counted them, reasoning included.
    pub completion_tokens: Option<u64>,
}

/// Why a model stopped writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Finish {
    /// It was done.
    Stop,
    /// The model's own bound for answers was reached: the text is not whole.
    Length,
    /// The server held something back.
    Filter,
    /// Another reason, or none was told although the answer came to its end.
    Other,
}

/// A chat model at an address.
#[derive(Debug)]
pub struct Chat;

impl Chat {
    /// Makes ready to ask; asks nothing. `url` is the endpoint up to `/v1` (added where the address has no path).
    ///
    /// Addresses are `https`, or `http` on this machine or in a private network; else [`ChatError::Address`].
    pub fn new(url: &Url, model: &str, key: Option<Key>, user_agent: &str) -> Result<Self, ChatError> {
        Self::with_limits(url, model, key, user_agent, ChatLimits::default())
    }

    /// As [`Chat::new`] within other bounds.
    pub fn with_limits(_url: &Url, _model: &str, _key: Option<Key>, _user_agent: &str, _limits: ChatLimits) -> Result<Self, ChatError> {
        Ok(Self)
    }

    /// Asks once and reads the answer as it comes; `on_text` is given each new piece of it, never the whole so far.
    ///
    /// There is no second attempt here: see [`ChatError::may_pass`]. Dropping the future ends the request, connection and all.
    pub async fn ask(&self, _messages: &[ChatMessage], _on_text: &mut (dyn FnMut(&str) + Send)) -> Result<ChatAnswer, ChatError> {
        Err(ChatError::Unreachable(String::new()))
    }

    /// Whether the model answers at all: asks for one token.
    pub async fn test(&self) -> Result<(), ChatError> {
        Err(ChatError::Unreachable(String::new()))
    }
}

/// About how many tokens a text has, for where no server counted them: one for four ASCII characters, and one for each other.
pub fn estimated_tokens(text: &str) -> u64 {
    let ascii = text.bytes().filter(u8::is_ascii).count();
    let others = text.chars().filter(|character| !character.is_ascii()).count();
    (ascii.div_ceil(4) + others) as u64
}
