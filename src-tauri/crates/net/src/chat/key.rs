//! The key to a model's server, which is never shown.

use bytes::Bytes;
use paperboy_secret::Zeroizing;
use reqwest::header::HeaderValue;

/// The length of a harmless part of a key: servers repeat its ends in their messages.
const HARMLESS: usize = 3;
/// No key is as long, in characters.
const MAX_KEY_CHARS: usize = 10_000;
/// Shorter keys are not removed: that would garble the messages.
const MIN_KEY_BYTES: usize = 8;
/// Shorter keys are words such as `none`, which an answer may well contain.
const MIN_SECRET_BYTES: usize = 16;

/// A key. It is sent only to the server that it was entered for, never shown, and overwritten in
/// memory when it is dropped.
#[derive(Clone)]
pub struct Key(Zeroizing<String>);

impl Key {
    /// Takes a key; blanks around it are no part of it. `None` for an empty or too long text, and
    /// for a character that no header may contain.
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        (!text.is_empty()
            && text.len() <= MAX_KEY_CHARS
            && text.bytes().all(|byte| byte.is_ascii_graphic()))
        .then(|| Self(Zeroizing::new(text.to_owned())))
    }

    /// The header `Authorization`, marked so that no log shows it.
    pub(super) fn header(&self) -> HeaderValue {
        Self::sensitive(&["Bearer ", &self.0])
    }

    /// The header `api-key`, marked so that no log shows it.
    pub(super) fn bare_header(&self) -> HeaderValue {
        Self::sensitive(&[&self.0])
    }

    /// A header whose bytes all its copies share, and which are overwritten with the last of them.
    fn sensitive(parts: &[&str]) -> HeaderValue {
        let mut text =
            Zeroizing::new(Vec::with_capacity(parts.iter().map(|part| part.len()).sum()));
        parts.iter().for_each(|part| text.extend_from_slice(part.as_bytes()));
        let mut header = HeaderValue::from_maybe_shared(Bytes::from_owner(text))
            .expect("a key is visible ASCII");
        header.set_sensitive(true);
        header
    }

    /// Whether the key, if it is one that is secret, is in the text.
    pub(super) fn is_in(&self, text: &str) -> bool {
        self.0.len() >= MIN_SECRET_BYTES && text.contains(self.0.as_str())
    }

    /// The text with `…` in place of more than a harmless part of the key.
    pub(super) fn scrub(&self, text: &str) -> String {
        if self.0.len() < MIN_KEY_BYTES {
            return text.to_owned();
        }
        let part = self.0.len().min(HARMLESS + 1);
        let parts: Vec<&[u8]> = self.0.as_bytes().windows(part).collect();
        let mut is_secret = vec![false; text.len()];
        for (at, window) in text.as_bytes().windows(part).enumerate() {
            if parts.iter().any(|part| part.eq_ignore_ascii_case(window)) {
                is_secret[at..at + part].fill(true);
            }
        }
        let mut out = String::with_capacity(text.len());
        for (at, character) in text.char_indices() {
            match (is_secret[at], at > 0 && is_secret[at - 1]) {
                (false, _) => out.push(character),
                (true, false) => out.push('…'),
                (true, true) => (),
            }
        }
        out
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_what_a_header_may_hold() {
        assert!(Key::new(" sk-0aZ_.~=\n").is_some());
        for odd in ["", " ", "sk one", "ключ", "a\nb", "a\0b", "sk-\u{fffd}"] {
            assert!(Key::new(odd).is_none(), "{odd:?}");
        }
        assert!(Key::new(&"a".repeat(10_000)).is_some() && Key::new(&"a".repeat(10_001)).is_none());
    }

    #[test]
    fn a_key_is_shown_nowhere() {
        let key = Key::new("sk-Secret-7391").unwrap();
        assert_eq!(format!("{key:?} {key:#?} {:?}", key.header()), "Key Key Sensitive");
        assert_eq!(key.scrub("Bearer sk-Secret-7391 is wrong"), "Bearer … is wrong");
        assert_eq!(key.scrub("“sk-S***7391” 不对：SK-SECRET"), "“…***…” 不对：…");
        assert_eq!(key.scrub("a sk- of 739 模型"), "a sk- of 739 模型");
        for word in ["x", "none", "ollama"] {
            assert_eq!(
                Key::new(word).unwrap().scrub("the ollama model x expired: none left"),
                "the ollama model x expired: none left"
            );
        }
    }
}
