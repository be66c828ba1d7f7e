//! Texts in sentences, to be read aloud.

use crate::App;
use crate::reading::narrow;
use crate::wire::{SpokenLanguage, SpokenSentence};
use paperboy_paper::sentence::sentences;

/// What is read of one request: how many texts, and how many bytes of each.
const MAX_TEXTS: usize = 5_000;
const MAX_TEXT_BYTES: usize = 200_000;

impl App {
    /// The sentences of each text, as they are spoken.
    pub fn spoken_sentences(&self, texts: &[String]) -> Vec<Vec<SpokenSentence>> {
        texts.iter().take(MAX_TEXTS).map(|text| in_sentences(text)).collect()
    }
}

fn in_sentences(text: &str) -> Vec<SpokenSentence> {
    let text = &text[..text.floor_char_boundary(MAX_TEXT_BYTES)];
    let mut at = (0, 0_u32);
    // Both ends of all sentences come in order: each character is counted once.
    let mut units = |byte: usize| {
        at = (byte, at.1 + narrow(text[at.0..byte].encode_utf16().count() as u64));
        at.1
    };
    sentences(text)
        .into_iter()
        .map(|sentence| SpokenSentence {
            from: units(sentence.start),
            to: units(sentence.end),
            language: language(&text[sentence]),
        })
        .collect()
}

/// A Chinese sentence may hold English names; an English one has hardly a Chinese character.
fn language(sentence: &str) -> SpokenLanguage {
    let (mut chinese, mut words) = (0, 0);
    let mut in_word = false;
    for c in sentence.chars() {
        let is_chinese = matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}');
        chinese += usize::from(is_chinese);
        let is_letter = c.is_alphabetic() && !is_chinese;
        words += usize::from(is_letter && !in_word);
        in_word = is_letter;
    }
    if chinese > words { SpokenLanguage::Zh } else { SpokenLanguage::En }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<(String, SpokenLanguage)> {
        let units: Vec<u16> = text.encode_utf16().collect();
        let said = |one: &SpokenSentence| {
            String::from_utf16_lossy(&units[one.from as usize..one.to as usize])
        };
        in_sentences(text).iter().map(|one| (said(one), one.language)).collect()
    }

    #[test]
    fn sentences_have_their_places_and_the_language_of_their_script() {
        let (zh, en) = (SpokenLanguage::Zh, SpokenLanguage::En);
        assert_eq!(
            cut("我们提出 FlashAttention 和 RoPE。🙂 It follows Smith et al. 2020 closely. 完！"),
            [
                ("我们提出 FlashAttention 和 RoPE。".to_owned(), zh),
                ("🙂 It follows Smith et al. 2020 closely.".to_owned(), en),
                ("完！".to_owned(), zh),
            ]
        );
        assert_eq!(cut(""), []);
    }

    #[test]
    fn a_text_without_end_is_read_in_part() {
        let long = "扩散模型。".repeat(100_000);
        assert!(in_sentences(&long).len() <= MAX_TEXT_BYTES / "扩散模型。".len() + 1);
    }
}
