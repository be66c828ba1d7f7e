//! The key to a model's server, which is never shown.

/// A key. It can be sent to the server it was given for, and nothing else.
#[derive(Clone)]
pub struct Key(String);

impl Key {
    /// Takes a key; blanks around it are no part of it. `None` if nothing is left, or a character that no header may hold.
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic())).then(|| Self(text.to_owned()))
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key")
    }
}
