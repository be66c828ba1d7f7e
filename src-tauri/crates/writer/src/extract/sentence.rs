//! One sentence and its properties.

use super::cues::Cues;
use super::voice::Voice;
use super::words::{each_word, stem};
use super::zone::Zone;
use paperboy_paper::article::{Span, Text};
use paperboy_paper::sentence::is_ended;

/// A sentence, or an item of a list.
#[derive(Debug)]
pub struct Sentence {
    /// The content.
    pub text: Text,
    /// The same without Markdown, formulas as LaTeX.
    pub plain: String,
    /// Where it is.
    pub zone: Zone,
    /// Whether it is in a list, a note or a caption, where a sentence may lack its full stop.
    pub loose: bool,
    /// How many sentences are before it in its zone.
    pub place: usize,
    /// What its words indicate.
    pub cues: Cues,
    /// How many of its words are of each kind.
    pub counts: Counts,
    /// What its words are, as numbers in order, each once, stop words left out.
    pub words: Vec<u64>,
    /// How many words it has; a Chinese one counts two characters.
    pub length: usize,
    /// Whose work it describes.
    pub voice: Voice,
    /// Whether it names the location of something.
    pub is_offer: bool,
    /// Whether it may be shown alone: whole, and mostly words.
    pub is_whole: bool,
    /// Whether it is of a reasonable length, too.
    pub is_fit: bool,
}

/// The counts of a sentence.
#[derive(Debug, Default, Clone, Copy)]
pub struct Counts {
    /// 1 for "we study", 3 for "we propose".
    pub brings: f32,
    /// Words of [`Cues::METHOD`].
    pub method: f32,
    /// Words of [`Cues::RESULT`].
    pub result: f32,
    /// Words of [`Cues::PROBLEM`].
    pub problem: f32,
    /// Names: words with capitals or digits within them.
    pub names: f32,
    /// Figures with a unit, such as 20 %, 3× or 0.17 s; a plain decimal counts half.
    pub figures: f32,
    /// Whether the authors describe their own acts.
    pub acts: bool,
    /// Whether it is about experiments from its first words on.
    pub reports_results: bool,
    /// Whether it begins by saying that it comes on top of something.
    pub is_more: bool,
    /// Whether it leans on the sentence before.
    pub is_tied: bool,
}

/// Words a sentence that is shown may have.
const WORDS: std::ops::RangeInclusive<usize> = 5..=75;
/// The most bytes that it may have.
const MAX_BYTES: usize = 700;
/// The bounds for the sentence that states the contribution, in words and characters: a long
/// sentence is better than another one.
const MAX_SENTENCE_WORDS: usize = 140;
const MAX_SENTENCE_BYTES: usize = 1_300;

impl Sentence {
    /// Looks at a text that is somewhere.
    pub fn of(text: Text, zone: Zone, loose: bool, place: usize) -> Self {
        let plain = text.plain();
        let mut sentence = Self {
            text,
            plain,
            zone,
            loose,
            place,
            cues: Cues::default(),
            counts: Counts::default(),
            words: Vec::new(),
            length: 0,
            voice: Voice::default(),
            is_offer: false,
            is_whole: false,
            is_fit: false,
        };
        sentence.look();
        sentence.is_whole = sentence.is_whole();
        sentence.is_fit = sentence.is_whole
            && sentence.length <= *WORDS.end()
            && sentence.plain.len() <= MAX_BYTES;
        sentence.is_offer = sentence.is_fit && sentence.names_location();
        sentence
    }

    fn look(&mut self) {
        // How many words ago the authors were named as those who act.
        let mut subject: Option<usize> = None;
        let (mut before, mut after_and) = (Cues::default(), false);
        let (cues, counts, words) = (&mut self.cues, &mut self.counts, &mut self.words);
        let mut n = 0;
        each_word(&self.plain, |word, shown| {
            let kinds = Cues::of(word);
            *cues = cues.and(kinds);
            let is_paper = kinds.has(Cues::PAPER) && before.has(Cues::TIE.and(Cues::WE)) && n < 8;
            subject = if kinds.has(Cues::SUBJECT) || is_paper {
                Some(0)
            } else {
                subject.map(|ago| ago + 1)
            };
            // `We analyse … and propose …`
            let near = subject.is_some_and(|ago| ago <= 4 || after_and);
            (before, after_and) = (kinds, word == "and");
            if near && kinds.has(Cues::PROPOSE) {
                counts.brings = counts.brings.max(3.0);
            } else if near && kinds.has(Cues::STUDY) {
                counts.brings = counts.brings.max(1.0);
            }
            counts.acts |= near && kinds.has(Cues::METHOD);
            counts.method += f32::from(kinds.has(Cues::METHOD));
            counts.result += f32::from(kinds.has(Cues::RESULT));
            counts.problem += f32::from(kinds.has(Cues::PROBLEM));
            counts.names += f32::from(n > 0 && is_name(shown));
            counts.reports_results |= n < 6 && kinds.has(Cues::TRIAL);
            counts.is_more |= n == 0 && kinds.has(Cues::MORE);
            if n < 2 {
                // `This paper` leans on nothing.
                counts.is_tied = n == 0 && kinds.has(Cues::TIE)
                    || n == 1 && counts.is_tied && !kinds.has(Cues::PAPER);
            }
            if !kinds.has(Cues::STOP) && word.len() > 2 && !word.bytes().all(|b| b.is_ascii_digit())
            {
                words.push(stem(word));
            }
            n += 1;
        });
        self.length = n;
        words.sort_unstable();
        words.dedup();
        counts.figures = figures(&self.plain);
    }

    fn is_whole(&self) -> bool {
        let shown = self.plain.trim_start_matches(['"', '\'', '“', '‘', '(', '（']);
        let Some(first) = shown.chars().next() else { return false };
        let word = shown.split(char::is_whitespace).next().unwrap_or_default();
        // `vLLM` and `ϵ-greedy` begin sentences; `where x is …` continues after a formula.
        let starts = first.is_alphanumeric()
            && (!first.is_lowercase() || word.chars().any(char::is_uppercase) || self.loose)
            || matches!(self.text.0.first(), Some(Span::Math(_) | Span::Code(_)));
        let formulas: usize = self
            .text
            .0
            .iter()
            .map(|span| if let Span::Math(tex) = span { tex.len() } else { 0 })
            .sum();
        let least = if self.loose { 3 } else { *WORDS.start() };
        starts
            && (self.loose || is_ended(&self.plain))
            && (least..=MAX_SENTENCE_WORDS).contains(&self.length)
            && self.plain.len() <= MAX_SENTENCE_BYTES
            && self.words.len() >= 2
            && formulas * 2 < self.plain.len()
            && !self.plain.ends_with(':')
            && is_balanced(&self.plain)
    }

    fn names_location(&self) -> bool {
        let is_linked = self.text.0.iter().any(|span| matches!(span, Span::Link { .. }));
        if !is_linked && !self.cues.has(Cues::AVAILABLE.and(Cues::OFFER)) {
            return false;
        }
        let lower = self.plain.to_lowercase();
        let contains_any = |words: &[&str]| words.iter().any(|word| lower.contains(word));
        let is_linked = is_linked || contains_any(&["github.com", "huggingface.co"]);
        let is_offered = contains_any(&[
            "available",
            "release",
            "open-sourc",
            "open sourc",
            "provided the code",
            "provide the code",
            "开源",
            "公开",
            "发布",
        ]);
        let is_ours = self.cues.has(Cues::WE)
            || contains_any(&[
                "code",
                "project page",
                "is available",
                "are available",
                "will be",
                "代码",
            ]);
        let what = self.cues.has(Cues::ARTEFACT);
        contains_any(&[
            "we release ",
            "we open-source",
            "we will release",
            "we also release",
            "we publicly release",
            "codebase in the supplementary",
        ]) || is_offered && (is_linked || what && is_ours)
            || is_linked && what && (is_ours || self.length < 15)
    }

    /// The sentence in Markdown.
    pub fn markdown(&self) -> String {
        self.text.markdown()
    }
}

/// Whether all brackets are closed: half a bracket means half a sentence.
fn is_balanced(text: &str) -> bool {
    let (mut round, mut square, mut quotes) = (0_i32, 0_i32, 0_i32);
    for c in text.chars() {
        match c {
            '(' | '（' => round += 1,
            // `1)` and `a)` count points and close nothing.
            ')' | '）' => round -= 1,
            '[' | '［' => square += 1,
            ']' | '］' => square -= 1,
            '“' | '「' => quotes += 1,
            '”' | '」' => quotes -= 1,
            _ => {}
        }
    }
    round <= 0 && square == 0 && quotes == 0
}

/// Whether a word is a name as papers make them: `NestBrowse`, `TED-6K`, `ERC`.
pub fn is_name(word: &str) -> bool {
    word.chars().skip(1).any(char::is_uppercase)
        || word.starts_with(char::is_uppercase) && word.contains(|c: char| c.is_ascii_digit())
}

/// What a figure is followed by when it is one of a result.
const UNITS: [&str; 40] = [
    "%", "％", "\\%", "\\times", "×", "x ", "x,", "x.", "x)", "倍", "秒", "分", "-fold", "times",
    "percent", "points", "pp", "FPS", "fps", "ms", "s ", "s/", "s,", "s.", "seconds", "minutes",
    "hours", "dB", "GB", "MB", "tokens", "mAP", "BLEU", "F1", "frames", "Hz", "J", "W ", "个点",
    "万",
];

/// Counts figures: one for each with a unit, a half for a decimal.
fn figures(text: &str) -> f32 {
    let bytes = text.as_bytes();
    let (mut at, mut count) = (0, 0.0);
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = at;
        while at < bytes.len()
            && (bytes[at].is_ascii_digit()
                || matches!(bytes[at], b'.' | b',')
                    && bytes.get(at + 1).is_some_and(u8::is_ascii_digit))
        {
            at += 1;
        }
        // `GPT-4`, `v2`, `ImageNet1k` are names.
        let named = start > 0
            && (bytes[start - 1].is_ascii_alphabetic()
                || bytes[start - 1] == b'-' && start > 1 && bytes[start - 2].is_ascii_alphabetic());
        if named {
            continue;
        }
        let behind = &text[at..];
        let unit = behind.strip_prefix(['$', ' ', '}', '\u{a0}', '\u{202f}']).unwrap_or(behind);
        if UNITS.iter().any(|known| unit.starts_with(known)) {
            count += 1.0;
        } else if text[start..at].contains('.') {
            count += 0.5;
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    fn running(text: &str) -> Sentence {
        Sentence::of(Text::with_formulas(text), Zone::Abstract, false, 0)
    }

    #[test]
    fn figures_with_units_count_and_names_do_not() {
        for (text, count) in [
            ("24.82 FPS and 20×, 0.5", 2.5),
            ("GPT-4 and v2 in 2020", 0.0),
            ("15.24% of $3\\times$, 33 秒", 3.0),
        ] {
            assert_eq!(figures(text), count, "{text}");
        }
    }

    #[test]
    fn what_the_authors_contribute_is_distinguished_from_what_they_study() {
        assert_eq!(
            running("To address this, we propose the ERC loss for routers.").counts.brings,
            3.0
        );
        assert_eq!(
            running("We look at all of the routers there are and propose one loss.").counts.brings,
            3.0
        );
        assert_eq!(
            running("In this paper we investigate why routers fail at all.").counts.brings,
            1.0
        );
        assert_eq!(
            running("Earlier works proposed several losses for such routers.").counts.brings,
            0.0
        );
    }

    #[test]
    fn a_piece_of_a_sentence_is_not_shown() {
        assert!(running("The loss couples routers with their experts.").is_fit);
        for piece in [
            "where routers are coupled with their experts.",
            "The loss couples routers with their experts as follows:",
            "The loss couples routers with experts and",
            "Ours (the best of the lot is here.",
            "Too short.",
            "$a+b+c+d+e+f+g+h+i+j+k+l+m+n+o+p+q$ is the loss of routers here.",
        ] {
            assert!(!running(piece).is_fit, "{piece}");
        }
    }
}
