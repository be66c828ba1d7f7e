//! Claims about articles, written by hand, and how many of them get their right outcome.
//! `tune.jsonl` may be looked at while rules are changed; in it the claims `t…`, `h…`, `n…` and `b…`
//! are by people who had not seen the rules. `held.jsonl`, which is not in the
//! repository, is run before a release.

use paperboy_check::{Checked, How, Outcome, Paper, check};
use paperboy_paper::PaperId;
use paperboy_paper::article::{Article, NotThePaper, Reading, from_markdown, html};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// How many sentences are checked at once: their claims are fewer than a check looks up.
const AT_ONCE: usize = 20;

/// A claim and its right outcome.
#[derive(Debug, Clone, Deserialize)]
pub struct Line {
    /// Its name.
    pub id: String,
    /// A path below `articles` here or below the captures beside the repository.
    pub article: String,
    /// The sentence.
    pub sentence: String,
    /// The figure or name that is judged, letter for letter as it is in the sentence.
    pub figure: String,
    /// How many times the same text is in the sentence before.
    #[serde(default)]
    pub occurrence: usize,
    /// What kind of truth or error it is.
    pub kind: String,
    /// What is right.
    pub expected: String,
    /// Whether a table or one sentence determines the owner.
    #[serde(default = "yes")]
    pub table: bool,
    /// A piece of the passage that is right to show.
    #[serde(default)]
    pub passage: Option<String>,
}

fn yes() -> bool {
    true
}

impl Line {
    fn is_true(&self) -> bool {
        matches!(self.expected.as_str(), "found" | "rounded" | "computed")
    }
}

/// The outcomes of the claims of one kind.
#[derive(Debug, Clone, Copy, Default)]
pub struct Count {
    /// How many there are.
    pub all: usize,
    /// How many were found in the paper, or computed from it.
    pub supported: usize,
    /// How many were marked.
    pub marked: usize,
    /// How many were not checked, or no claim was seen.
    pub open: usize,
    /// How many got the very outcome that is right.
    pub exact: usize,
    /// The shown passages of true claims, and how many of them contain the right text.
    pub passages: usize,
    pub right_passages: usize,
}

/// The counts by kind, and the errors, a line each.
#[derive(Debug, Default)]
pub struct Measured {
    pub kinds: BTreeMap<String, Count>,
    pub wrong: Vec<String>,
    /// What else is marked in sentences of which no line says that anything is wrong.
    pub others: BTreeSet<String>,
    /// Claims whose articles are not at hand.
    pub skipped: usize,
}

impl Measured {
    /// The count of a kind.
    pub fn of(&self, kind: &str) -> Count {
        self.kinds.get(kind).copied().unwrap_or_default()
    }

    /// Which of the bars are missed: the part of false claims that must be marked, and of true ones
    /// that may be.
    pub fn missed(&self) -> Vec<String> {
        let mut missed = Vec::new();
        let mut bar = |name: &str, kinds: &[&str], of: fn(&Count) -> (usize, usize), least: f64| {
            let (part, all) = kinds
                .iter()
                .map(|kind| of(&self.of(kind)))
                .fold((0, 0), |sum, of| (sum.0 + of.0, sum.1 + of.1));
            let share = if all == 0 { 1.0 } else { part as f64 / all as f64 };
            if share < least {
                missed.push(format!(
                    "{name}: {part} of {all}, {:.1} %; bar {:.0} %",
                    share * 100.0,
                    least * 100.0
                ));
            }
        };
        let marked = |count: &Count| (count.marked, count.all);
        let unmarked = |count: &Count| (count.all - count.marked, count.all);
        bar("nowhere marked", &["nowhere"], marked, 0.99);
        bar("invented names marked", &["name"], marked, 0.95);
        bar("units marked", &["unit"], marked, 0.95);
        bar("directions marked", &["direction"], marked, 0.8);
        bar("other senses marked", &["sense"], marked, 0.8);
        bar("wrong owners marked", &["owner"], marked, 0.6);
        bar("plain and respelled not marked", &["plain", "true_name", "respelled"], unmarked, 0.98);
        bar("rounded and computed not marked", &["rounded", "computed"], unmarked, 0.85);
        let passages = |count: &Count| (count.right_passages, count.passages);
        bar(
            "passages right",
            &["plain", "true_name", "respelled", "rounded", "computed"],
            passages,
            0.95,
        );
        missed
    }
}

/// The claims of a file.
pub fn read(file: &Path) -> Result<Vec<Line>, String> {
    let text =
        std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| {
            serde_json::from_str(line)
                .map_err(|error| format!("{}: {error}: {line}", file.display()))
        })
        .collect()
}

/// The folder of a half's files.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .find_map(|root| {
            let here = root.join("src-tauri/crates/check/tests/claims");
            here.is_dir().then_some(here)
        })
        .unwrap_or_default()
}

/// Judges all claims of a file; their articles are below its folder or among the captures.
pub fn measure(lines: &[Line], beside: &Path) -> Measured {
    let mut measured = Measured::default();
    let with_errors: BTreeSet<&str> =
        lines.iter().filter(|line| !line.is_true()).map(|line| line.sentence.as_str()).collect();
    let mut by_article: BTreeMap<&str, Vec<&Line>> = BTreeMap::new();
    for line in lines {
        // The check can't decide what no table decides.
        if line.kind != "owner" || line.table {
            by_article.entry(&line.article).or_default().push(line);
        }
    }
    for (path, lines) in by_article {
        let Some(article) = article(path, beside) else {
            measured.skipped += lines.len();
            continue;
        };
        let paper =
            Paper { title: &article.title.plain(), abstract_text: None, article: Some(&article) };
        for lines in lines.chunks(AT_ONCE) {
            let texts: Vec<&str> = lines.iter().map(|line| line.sentence.as_str()).collect();
            let checked = check(&texts, &paper);
            lines.iter().enumerate().for_each(|(of, line)| measured.count(&checked, of, line));
            let true_ones = checked.claims.iter().filter(|claim| {
                let sentence = lines[claim.of].sentence.as_str();
                is_marked(&claim.outcome) && !with_errors.contains(sentence)
            });
            measured.others.extend(true_ones.map(|claim| {
                let word = word(&claim.outcome);
                format!("{} [{}] {word}", lines[claim.of].sentence, claim.text)
            }));
        }
    }
    measured
}

impl Measured {
    fn count(&mut self, checked: &Checked, of: usize, line: &Line) {
        let outcome = outcome(checked, of, line);
        let count = self.kinds.entry(line.kind.clone()).or_default();
        count.all += 1;
        let is_true = line.is_true();
        let answer = outcome.map_or("nothing", word);
        match outcome {
            Some(outcome) if outcome.is_supported() => count.supported += 1,
            None | Some(Outcome::NotChecked(_)) => count.open += 1,
            Some(_) => count.marked += 1,
        }
        count.exact += usize::from(answer == line.expected);
        let mut is_wrong = is_true == outcome.is_some_and(is_marked);
        if let (true, Some(outcome), Some(passage)) =
            (is_true, outcome.filter(|outcome| outcome.is_supported()), &line.passage)
        {
            count.passages += 1;
            let squeezed = |text: &str| text.split_whitespace().collect::<String>();
            let is_right = outcome
                .passages()
                .iter()
                .any(|found| squeezed(&found.text).contains(&squeezed(passage)));
            count.right_passages += usize::from(is_right);
            is_wrong |= !is_right;
        }
        if is_wrong {
            let shown: Vec<&str> = outcome
                .map_or(&[][..], Outcome::passages)
                .iter()
                .take(2)
                .map(|passage| passage.text.as_str())
                .collect();
            self.wrong.push(format!(
                "{} {} {}: {} [{}] {answer}, right {}; passage {:?}; {shown:?}",
                line.kind,
                line.id,
                line.article,
                line.sentence,
                line.figure,
                line.expected,
                line.passage
            ));
        }
    }
}

fn is_marked(outcome: &Outcome) -> bool {
    !outcome.is_supported() && !matches!(outcome, Outcome::NotChecked(_))
}

fn word(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Found { how: How::Exact | How::Respelled, .. } => "found",
        Outcome::Found { how: How::Rounded | How::Bound, .. } => "rounded",
        Outcome::Computed { .. } => "computed",
        Outcome::AnotherOwner { .. } => "another_owner",
        Outcome::AnotherDirection { .. } => "another_direction",
        Outcome::NotFound => "not_found",
        Outcome::NotChecked(_) => "not_checked",
    }
}

/// The outcome for the claim of a text that overlaps the line's figure most.
fn outcome<'a>(checked: &'a Checked, of: usize, line: &Line) -> Option<&'a Outcome> {
    let (start, _) = line.sentence.match_indices(&line.figure).nth(line.occurrence)?;
    let target = start..start + line.figure.len();
    let overlap = |claim: &paperboy_check::Claim| {
        let place = line.sentence.match_indices(&claim.text).nth(claim.occurrence as usize);
        place.map_or(0, |(at, _)| {
            target.end.min(at + claim.text.len()).saturating_sub(target.start.max(at))
        })
    };
    let best =
        checked.claims.iter().filter(|claim| claim.of == of).max_by_key(|claim| overlap(claim))?;
    (overlap(best) > 0).then_some(&best.outcome)
}

/// An article of a file of claims in the folder `beside`; `None` when it is not at hand.
fn article(path: &str, beside: &Path) -> Option<Article> {
    let own = beside.join(path);
    let captures = folder().join("../../../../../../shared/data").join(path);
    let bytes = std::fs::read(&own).or_else(|_| std::fs::read(captures)).ok()?;
    let name = Path::new(path).file_stem()?.to_str()?;
    let id =
        name.split(['_', '-']).find_map(PaperId::parse).or_else(|| PaperId::parse("2601.00001"))?;
    let reading =
        if path.ends_with(".md") { from_markdown::read(&bytes) } else { html::read(&bytes, &id) };
    match reading {
        Reading::Article(article) => Some(*article),
        // The page names its paper.
        Reading::NotThePaper(NotThePaper::OtherPaper(id)) => match html::read(&bytes, &id) {
            Reading::Article(article) => Some(*article),
            _ => None,
        },
        _ => None,
    }
}
