//! Sentences of a report that the check doubts, and a model's corrections of them.
//!
//! The model is asked once, about all of them together. It gets what the paper says at the places
//! in question, not the whole paper again. What its answer does not correct stays in the report,
//! and is marked like any other doubt.

use super::judge::taken;
use super::prompt::{Message, Role, fence, visible};
use super::{Flaw, judge};
use crate::{Check, Claim, ClaimKind, Language, Outcome, Source};
use paperboy_paper::sentence::sentences;
use paperboy_report::{openings, plain};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// Sentences that a model is asked about at most.
const MAX_SENTENCES: usize = 20;
/// Passages of the paper that are sent with a sentence at most.
const MAX_PASSAGES: usize = 4;
/// Characters of a passage that are sent at most.
const MAX_PASSAGE_CHARS: usize = 600;
/// A correction may have twice the bytes of its sentence and this many more.
const MAX_ADDED_BYTES: usize = 200;
/// Bytes of the paper's text in which the nearest sentences are looked for.
const MAX_SEARCHED_BYTES: usize = 2_000_000;

/// Sentences that the check doubts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubts(Vec<Doubt>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Doubt {
    /// The sentence's Markdown in the report.
    range: Range<usize>,
    sentence: String,
    /// What is doubted, with what the paper says instead.
    remarks: Vec<String>,
    passages: Vec<String>,
}

impl Doubts {
    /// The sentences with a figure or name that the paper does not give, or gives for something
    /// else or in the other direction. `None`: there is none, or the check knows the abstract
    /// alone, which says nothing about what it lacks.
    pub fn of(report: &str, check: &Check, source: &Source, language: Language) -> Option<Self> {
        if !check.whole {
            return None;
        }
        let mut doubts: Vec<Doubt> = Vec::new();
        for claim in check.claims.iter().filter(|claim| is_doubted(claim)) {
            let Some(range) = place(report, &claim.sentence) else { continue };
            let at = match doubts.iter().position(|doubt| doubt.range == range) {
                Some(at) => at,
                None if doubts.len() == MAX_SENTENCES => continue,
                // Two sentences of one line that could not be distinguished.
                None if doubts.iter().any(|doubt| overlap(&doubt.range, &range)) => continue,
                None => {
                    let sentence = report[range.clone()].to_owned();
                    doubts.push(Doubt { range, sentence, remarks: Vec::new(), passages: vec![] });
                    doubts.len() - 1
                }
            };
            let doubt = &mut doubts[at];
            doubt.remarks.push(remark(claim, language));
            doubt.passages.extend(passages(claim));
        }
        let nearest =
            doubts.iter().any(|doubt| doubt.passages.is_empty()).then(|| Nearest::of(source));
        for doubt in &mut doubts {
            if let (true, Some(nearest)) = (doubt.passages.is_empty(), &nearest) {
                doubt.passages = nearest.to(&doubt.sentence);
            }
            let mut known = HashSet::new();
            doubt.passages.retain(|passage| known.insert(passage.clone()));
            doubt.passages.truncate(MAX_PASSAGES);
        }
        (!doubts.is_empty()).then_some(Self(doubts))
    }

    /// How many figures and names of a check are doubted.
    pub fn count(check: &Check) -> usize {
        check.claims.iter().filter(|claim| is_doubted(claim)).count()
    }

    /// What the model is asked.
    pub fn messages(&self, source: &Source, language: Language) -> Vec<Message> {
        let mut material = String::new();
        for (number, doubt) in (1..).zip(&self.0) {
            material.push_str(&format!("[{number}] {}\n", doubt.sentence));
            for remark in &doubt.remarks {
                material.push_str(&format!("    - {remark}\n"));
            }
            for passage in &doubt.passages {
                material.push_str(&format!("    > {}\n", shortened(passage)));
            }
            material.push('\n');
        }
        let material = visible(&material);
        let (system, task) = match language {
            Language::Zh => (include_str!("prompts/correct-zh.md"), "请按格式逐句改正。"),
            Language::En => {
                (include_str!("prompts/correct-en.md"), "Correct the sentences in this format.")
            }
        };
        let fence = fence(&material);
        let user = format!(
            "arXiv: {}\n\n{fence}\n{}\n{fence}\n\n{task}\n",
            source.id,
            material.trim_end()
        );
        vec![
            Message { role: Role::System, text: system.to_owned() },
            Message { role: Role::User, text: user },
        ]
    }

    /// The report with the answer's corrections. It keeps its sections, and everything outside the
    /// sentences to the byte.
    ///
    /// # Errors
    /// When the answer corrects no sentence, or its corrections make no report.
    pub fn corrected(
        &self,
        report: &str,
        answer: &str,
        language: Language,
    ) -> Result<String, Flaw> {
        let corrections = corrections(&taken(answer)?);
        let mut text = report.to_owned();
        let mut places: Vec<(usize, &Doubt)> = (1..).zip(&self.0).collect();
        // The last first, so that the places before stay right.
        places.sort_by_key(|(_, doubt)| std::cmp::Reverse(doubt.range.start));
        let mut any = false;
        for (number, doubt) in places {
            let Some(correction) = corrections.get(&number) else { continue };
            let is_short = correction.len() <= 2 * doubt.sentence.len() + MAX_ADDED_BYTES;
            if is_short && openings(correction).is_empty() && super::has_words(correction) {
                text.replace_range(doubt.range.clone(), correction);
                any = true;
            }
        }
        let before = judge(report, language)?;
        let after = judge(&text, language)?;
        let same =
            before.missing == after.missing && openings(&text).len() == openings(report).len();
        if any && same { Ok(text) } else { Err(Flaw::NoReport) }
    }
}

fn is_doubted(claim: &Claim) -> bool {
    match claim.outcome {
        Outcome::AnotherOwner { .. } | Outcome::AnotherDirection { .. } | Outcome::NotFound => true,
        Outcome::Found { .. } | Outcome::Computed { .. } | Outcome::NotChecked(_) => false,
    }
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// Where a sentence's Markdown is in the report: the sentence itself if it has no markup, else the
/// line that contains it, without the mark of a list. `None` where no place is the only one.
fn place(report: &str, sentence: &str) -> Option<Range<usize>> {
    let only = |mut places: Vec<Range<usize>>| (places.len() == 1).then(|| places.remove(0));
    let whole = report.match_indices(sentence).map(|(at, _)| at..at + sentence.len()).take(2);
    if let Some(place) = only(whole.collect()) {
        return (!sentence.contains('\n')).then_some(place);
    }
    let mut lines = Vec::new();
    let mut start = 0;
    for line in report.split_inclusive('\n') {
        let end = start + line.trim_end().len();
        if plain(line).contains(sentence) {
            lines.push(start + mark_of_list(line)..end);
        }
        start += line.len();
    }
    only(lines).filter(|line| !line.is_empty())
}

/// How many bytes of a line are indentation and the mark of a list.
fn mark_of_list(line: &str) -> usize {
    let text = line.trim_start();
    let digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let behind = match digits.strip_prefix(['.', ')']) {
        Some(behind) if digits.len() < text.len() => Some(behind),
        _ => text.strip_prefix(['-', '*', '+']),
    };
    let rest = behind.filter(|behind| behind.starts_with(' ')).map_or(text, str::trim_start);
    line.len() - rest.len()
}

fn remark(claim: &Claim, language: Language) -> String {
    let text = &claim.text;
    match (&claim.outcome, language) {
        (Outcome::AnotherOwner { of, asked: claimed, .. }, Language::Zh) if of.is_empty() => {
            format!("“{text}”：论文里这不是“{claimed}”的")
        }
        (Outcome::AnotherOwner { of, asked: claimed, .. }, Language::En) if of.is_empty() => {
            format!("“{text}”: the paper does not give this for “{claimed}”")
        }
        (Outcome::AnotherOwner { of, asked: claimed, .. }, Language::Zh) => {
            format!("“{text}”：论文里这是“{of}”的，不是“{claimed}”的")
        }
        (Outcome::AnotherOwner { of, asked: claimed, .. }, Language::En) => {
            format!("“{text}”: the paper gives this for “{of}”, not for “{claimed}”")
        }
        (Outcome::AnotherDirection { .. }, Language::Zh) => {
            format!("“{text}”：论文里的变化方向相反")
        }
        (Outcome::AnotherDirection { .. }, Language::En) => {
            format!("“{text}”: in the paper the change goes in the other direction")
        }
        (_, Language::Zh) => match claim.kind {
            ClaimKind::Figure => format!("“{text}”：论文里找不到这个数字"),
            ClaimKind::Name => format!("“{text}”：论文里找不到这个名称"),
        },
        (_, Language::En) => match claim.kind {
            ClaimKind::Figure => format!("“{text}”: the paper does not give this number"),
            ClaimKind::Name => format!("“{text}”: the paper does not contain this name"),
        },
    }
}

/// What the paper says at the places in question; of a table the labels too.
fn passages(claim: &Claim) -> Vec<String> {
    let there = match &claim.outcome {
        Outcome::AnotherOwner { there, .. } => there.as_deref(),
        _ => None,
    };
    let in_words = |passage: &crate::Passage| match &passage.cell {
        Some(cell) => format!("{}: {} ({})", cell.labels(), cell.value, cell.caption),
        None => passage.text.clone(),
    };
    there.into_iter().chain(claim.outcome.passages().iter().take(2)).map(in_words).collect()
}

/// A passage on one line, without its end if it is long.
fn shortened(passage: &str) -> String {
    let line = passage.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(MAX_PASSAGE_CHARS) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

/// The lines of an answer that begin with a number in brackets, by that number; of two with one
/// number the first.
fn corrections(answer: &str) -> HashMap<usize, String> {
    let mut found = HashMap::new();
    for line in answer.lines() {
        let line = line.trim().trim_start_matches("- ").trim_start_matches('`');
        let Some((number, text)) = line
            .strip_prefix('[')
            .and_then(|rest| rest.split_once(']'))
            .or_else(|| line.strip_prefix('【').and_then(|rest| rest.split_once('】')))
        else {
            continue;
        };
        let text = text.trim_start_matches([':', '：']).trim();
        if let (Ok(number), false) = (number.trim().parse(), text.is_empty()) {
            found.entry(number).or_insert_with(|| text.to_owned());
        }
    }
    found
}

/// The paper's sentences by the Latin words and numbers in them, which a report in another language
/// keeps.
struct Nearest {
    sentences: Vec<String>,
    containing: HashMap<String, Vec<u32>>,
}

impl Nearest {
    fn of(source: &Source) -> Self {
        let mut text = source.abstract_text.unwrap_or_default().to_owned();
        if let Some(article) = source.article {
            text.push('\n');
            text.push_str(&article.plain());
        }
        text.truncate(text.floor_char_boundary(MAX_SEARCHED_BYTES));
        let mut nearest = Self { sentences: Vec::new(), containing: HashMap::new() };
        for paragraph in text.lines() {
            for range in sentences(paragraph) {
                // Far below u32::MAX: the text is bounded.
                let number = nearest.sentences.len() as u32;
                for word in words(&paragraph[range.clone()]) {
                    nearest.containing.entry(word).or_default().push(number);
                }
                nearest.sentences.push(paragraph[range].to_owned());
            }
        }
        nearest
    }

    /// The sentences that share the most words with this one, rare words counting most.
    fn to(&self, sentence: &str) -> Vec<String> {
        let mut scores: HashMap<u32, f64> = HashMap::new();
        for word in words(sentence) {
            let places = self.containing.get(&word).map_or(&[][..], Vec::as_slice);
            for place in places {
                *scores.entry(*place).or_default() +=
                    (self.sentences.len() as f64 / places.len() as f64).ln_1p();
            }
        }
        let mut best: Vec<(u32, f64)> = scores.into_iter().collect();
        best.sort_by(|(a, one), (b, other)| other.total_cmp(one).then(a.cmp(b)));
        let texts = best.iter().take(MAX_PASSAGES);
        texts.filter_map(|(place, _)| self.sentences.get(*place as usize).cloned()).collect()
    }
}

fn words(text: &str) -> HashSet<String> {
    text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '-'))
        .map(|word| word.trim_matches(['.', '-']).to_ascii_lowercase())
        .filter(|word| word.len() > 2)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use paperboy_paper::{Article, PaperId};
    use proptest::prelude::*;

    const REPORT: &str = "### 1. 应用领域\n机器学习\n\n### 2. 一句话核心贡献\n提出 AlphaNet，准确率达到 71.2。\n\n### 3. 使用指南\n输入论文。\n\n### 4. 主要创新点\n1. **BetaNet**：在 ShopQA 上提升 **9%**。\n\n### 5. 实验效果\n- 准确率 71.2，基线 55.5。\n";

    fn source<T>(run: impl FnOnce(&Source) -> T) -> T {
        let id = PaperId::parse("2601.00001").unwrap();
        let page = format!(
            "<base href='/html/2601.00001v1/'><article class='ltx_document'><h1 class='ltx_title_document'>T</h1><p>{} AlphaNet reaches an accuracy of 71.2 on ShopQA.</p></article>",
            "A sentence that a person could read. ".repeat(20)
        );
        let paperboy_paper::article::Reading::Article(article) =
            paperboy_paper::article::html::read(page.as_bytes(), &id)
        else {
            panic!("an article")
        };
        let article: Article = *article;
        run(&Source {
            id: &id,
            title: "AlphaNet and BetaNet",
            abstract_text: None,
            keywords: &[],
            code: None,
            project: None,
            article: Some(&article),
            whole: true,
        })
    }

    fn doubts(source: &Source) -> Doubts {
        Doubts::of(REPORT, &crate::check(REPORT, source), source, Language::Zh).unwrap()
    }

    #[test]
    fn a_model_is_asked_about_doubted_sentences_with_what_the_paper_says() {
        source(|source| {
            let messages = doubts(source).messages(source, Language::Zh);
            let prompt = &messages[1].text;
            assert!(prompt.contains("[1] **BetaNet**：在 ShopQA 上提升 **9%**。\n"), "{prompt}");
            assert!(prompt.contains("[2] 准确率 71.2，基线 55.5。"), "{prompt}");
            assert!(prompt.contains("“9%”：论文里找不到这个数字"), "{prompt}");
            assert!(
                prompt.contains("> AlphaNet reaches an accuracy of 71.2 on ShopQA."),
                "{prompt}"
            );
            assert!(
                prompt.starts_with("arXiv: 2601.00001\n") && !prompt.contains("[3]"),
                "{prompt}"
            );
        });
    }

    #[test]
    fn a_correction_takes_its_sentences_place_and_leaves_the_rest_to_the_byte() {
        source(|source| {
            let doubts = doubts(source);
            let answer = "<think>hm</think>\n[2] 准确率 71.2。\n【1】 **BetaNet**：用于 ShopQA。\n[7] 别的。";
            let corrected = doubts.corrected(REPORT, answer, Language::Zh).unwrap();
            let expected = REPORT
                .replace("在 ShopQA 上提升 **9%**。", "用于 ShopQA。")
                .replace("准确率 71.2，基线 55.5。", "准确率 71.2。");
            assert_eq!(corrected, expected);
            assert!(
                Doubts::of(&corrected, &crate::check(&corrected, source), source, Language::Zh)
                    .is_none()
            );
        });
    }

    #[test]
    fn an_answer_that_corrects_nothing_or_opens_a_section_changes_nothing() {
        source(|source| {
            let doubts = doubts(source);
            for answer in [
                "好的，我会改正。",
                "[1] ## 实验效果",
                "[1] …\n[2] ",
                "[9] 准确率 71.2。",
                REPORT,
                &format!("[2] {}", "很长".repeat(2_000)),
            ] {
                assert!(doubts.corrected(REPORT, answer, Language::Zh).is_err(), "{answer}");
            }
        });
    }

    #[test]
    fn of_an_abstract_alone_nothing_is_asked() {
        source(|source| {
            let source = Source { whole: false, ..*source };
            let check = crate::check(REPORT, &source);
            assert!(Doubts::count(&check) > 0);
            assert_eq!(Doubts::of(REPORT, &check, &source, Language::Zh), None);
        });
    }

    proptest! {
        #[test]
        fn no_answer_changes_more_than_the_doubted_sentences(lines in prop::collection::vec("(\\[[0-4]\\]|【1】|) ?[a-z。\\[\\]#*`~=📄\r 应用领域实验效果：]{0,40}", 0..8)) {
            source(|source| {
                let doubts = doubts(source);
                let Ok(corrected) = doubts.corrected(REPORT, &lines.join("\n"), Language::Zh) else { return };
                let kept = ["### 1. 应用领域\n机器学习\n", "### 3. 使用指南\n输入论文。\n\n### 4. 主要创新点\n1. ", "\n\n### 5. 实验效果\n- "];
                assert!(kept.iter().all(|part| corrected.contains(part)), "{corrected}");
            });
        }
    }
}
