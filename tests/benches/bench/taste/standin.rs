//! A stand-in for a user's taste: the papers of one field of research or of one organisation. Some
//! papers of the first three months are starred, and those of the later months are ordered.

use flate2::read::GzDecoder;
use paperboy_rank::taste::{Example, Field, Paper, Signal, Taste, Term, Words};
use serde_json::Value;
use std::collections::{BTreeSet, HashSet};
use std::io::{BufRead, BufReader};
use std::path::Path;

/// The last month in which papers are starred.
const LAST_MONTH: &str = "2026-01";
/// The number of papers at the top that are looked at.
pub const LOOKED_AT: usize = 20;
/// How often stars are drawn for each taste.
const DRAWS: u64 = 3;
/// The smallest numbers of papers to star and to find, of a field and of an organisation.
const FEWEST_OF_FIELD: [usize; 2] = [20, 40];
const FEWEST_OF_ORGANISATION: [usize; 2] = [10, 20];
/// Fields of research, each with the beginnings of words of which one is in a keyword of the paper.
const FAMILIES: &[(&str, &[&str])] = &[
    ("video", &["video"]),
    ("agents", &["agent"]),
    ("reinforcement learning", &["reinforcement learning"]),
    ("diffusion", &["diffusion", "flow matching", "denois"]),
    ("images and language", &["vision-language", "multimodal", "visual question"]),
    ("reasoning", &["reasoning", "chain-of-thought"]),
    ("space", &["spatial", "depth", "pose", "geometr"]),
    ("tuning", &["fine-tun", "finetun", "instruction tun"]),
    ("video generation", &["video generation", "video diffusion", "text-to-video"]),
    ("robots", &["robot", "vision-language-action", "manipulation", "embodied"]),
    ("speech and audio", &["speech", "audio", "music", "voice"]),
    ("3D", &["3d ", "gaussian splatting", "point cloud", "mesh", "nerf"]),
    ("code", &["code generation", "software engineering", "program", "swe-bench"]),
    ("world models", &["world model"]),
    ("medicine", &["medical", "clinical", "patholog", "health", "radiolog"]),
    ("rewards", &["grpo", "rlvr", "group relative", "verifiable reward", "policy optimization"]),
    ("image editing", &["image editing", "editing", "inpainting"]),
    ("safety", &["safety", "jailbreak", "adversarial", "alignment", "red team"]),
    ("memory and cache", &["kv cache", "key-value cache", "quantiz", "sparse attention"]),
    ("masked text", &["diffusion language", "masked diffusion", "discrete diffusion"]),
    ("screens", &["gui", "graphical user", "computer-use", "computer use"]),
    ("mathematics", &["mathematic", "theorem", "math ", "formal verif"]),
    ("many languages", &["multilingual", "translation", "low-resource", "cross-lingual"]),
    ("mixtures of experts", &["mixture-of-experts", "mixture of experts", "moe"]),
    ("long videos", &["video understanding", "long video", "video reasoning", "temporal ground"]),
    ("science", &["protein", "molecul", "chemi", "material", "scientific discovery"]),
    ("distillation", &["distillation"]),
    ("tokenizers", &["tokeniz", "vq-vae", "autoencoder"]),
    ("documents", &["document", "ocr", "chart", "table"]),
    ("several agents", &["multi-agent", "multiagent"]),
    ("test-time compute", &["test-time", "inference-time"]),
];

/// Which fields of a paper the order is learnt from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// All that the list has.
    All,
    /// The keywords of a field of research, which alone would give a stand-in's papers away.
    WithoutKeywords,
}

/// A paper of the daily lists.
pub struct Listed {
    month: String,
    keywords: Vec<String>,
    organisation: Option<String>,
    terms: Vec<Term>,
    key: u64,
}

/// What a stand-in likes.
pub struct StandIn {
    pub is_organisation: bool,
    /// Whether the model's constants were chosen with it.
    pub is_tuned_on: bool,
    likes: Vec<bool>,
}

/// The papers of the packed lists, each once, oldest first.
pub fn read(path: &Path) -> Result<Vec<Listed>, String> {
    let file = std::fs::File::open(path).map_err(|error| error.to_string())?;
    let mut seen = HashSet::new();
    let mut papers = Vec::new();
    for line in BufReader::new(GzDecoder::new(file)).lines() {
        let line = line.map_err(|error| error.to_string())?;
        let record: Value = serde_json::from_str(&line).map_err(|error| error.to_string())?;
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        if seen.insert(text(&record["paper"]["id"])) {
            let day = text(&record["day"]);
            papers.push((day.clone(), listed(&record, day.get(..7).unwrap_or(&day))));
        }
    }
    papers.sort_by(|(a, _), (b, _)| a.cmp(b));
    let papers = (1..).zip(papers);
    Ok(papers.map(|(key, (_, paper))| Listed { key, ..paper }).collect())
}

fn listed(record: &Value, month: &str) -> Listed {
    let paper = &record["paper"];
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let mut terms = Vec::new();
    let mut add = |field: Field, words: Vec<String>| {
        terms.extend(words.into_iter().map(|text| Term { field, text, is_word: true }));
    };
    add(Field::Title, words(&text(&record["title"])));
    add(Field::Abstract, words(&text(&paper["summary"])));
    let keywords: Vec<String> =
        list(&paper["ai_keywords"]).iter().map(|keyword| text(keyword).to_lowercase()).collect();
    keywords.iter().for_each(|keyword| add(Field::Keywords, words(keyword)));
    let authors = list(&paper["authors"]);
    add(
        Field::Authors,
        authors.iter().map(|author| text(&author["name"]).to_lowercase()).collect(),
    );
    let organisation =
        [&record["organization"], &paper["organization"]].into_iter().find(|one| one.is_object());
    let organisation = organisation.map(|one| text(&one["fullname"]).to_lowercase());
    add(Field::Organisation, organisation.iter().cloned().collect());
    Listed { month: month.to_owned(), keywords, organisation, terms, key: 0 }
}

/// A text's words in lower case, compounds also by their parts, plurals as singulars: a simple
/// analyser in place of the search's.
fn words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let mut words = Vec::new();
    for compound in lower.split(|c: char| !c.is_alphanumeric() && c != '-') {
        let parts: Vec<&str> = compound.split('-').filter(|part| part.len() > 1).collect();
        if parts.len() > 1 {
            words.push(parts.join("-"));
        }
        words.extend(parts.into_iter().map(singular));
    }
    words
}

fn singular(word: &str) -> String {
    let keeps = word.len() < 4 || ["ss", "us", "is"].iter().any(|end| word.ends_with(end));
    word.strip_suffix('s').filter(|_| !keeps).unwrap_or(word).to_owned()
}

/// The stand-ins with enough papers, every second one to tune on.
pub fn stand_ins(papers: &[Listed]) -> Vec<StandIn> {
    let mut found = Vec::new();
    for (_, beginnings) in FAMILIES {
        let likes = |paper: &Listed| {
            paper.keywords.iter().any(|keyword| {
                let keyword = format!(" {keyword} ");
                beginnings.iter().any(|beginning| keyword.contains(&format!(" {beginning}")))
            })
        };
        found.push((false, papers.iter().map(likes).collect::<Vec<bool>>()));
    }
    let organisations: BTreeSet<&str> =
        papers.iter().filter_map(|paper| paper.organisation.as_deref()).collect();
    for name in organisations.into_iter().filter(|name| !name.is_empty()) {
        let likes = papers.iter().map(|paper| paper.organisation.as_deref() == Some(name));
        found.push((true, likes.collect()));
    }
    let enough = |is_organisation: bool, likes: &[bool]| {
        let count = |early: bool| {
            let of_the_time = papers.iter().zip(likes).filter(|(one, _)| is_early(one) == early);
            of_the_time.filter(|(_, likes)| **likes).count()
        };
        let [to_star, to_find] =
            if is_organisation { FEWEST_OF_ORGANISATION } else { FEWEST_OF_FIELD };
        count(true) >= to_star && count(false) >= to_find
    };
    found.retain(|(is_organisation, likes)| enough(*is_organisation, likes));
    let mut number = [0, 0];
    let stand_ins = found.into_iter().map(|(is_organisation, likes)| {
        let number = &mut number[usize::from(is_organisation)];
        *number += 1;
        StandIn { is_organisation, is_tuned_on: *number % 2 == 1, likes }
    });
    stand_ins.collect()
}

fn is_early(paper: &Listed) -> bool {
    paper.month.as_str() <= LAST_MONTH
}

/// The papers with the fields that are known of them.
pub struct Lists {
    pub words: Words,
    /// Those of the first months.
    pub early: Vec<Paper>,
    pub later: Vec<Paper>,
}

impl Lists {
    pub fn of(papers: &[Listed], known: Known) -> Self {
        let is_known = |term: &&Term| known == Known::All || term.field != Field::Keywords;
        let mut words = Words::default();
        let mut early: Vec<Paper> = papers
            .iter()
            .map(|listed| {
                let terms: Vec<Term> = listed.terms.iter().filter(is_known).cloned().collect();
                words.paper(listed.key, &terms)
            })
            .collect();
        let later = early.split_off(papers.partition_point(is_early));
        Self { words, early, later }
    }

    /// The early papers, of which this number of those that a stand-in likes are starred, and all
    /// others skipped.
    fn starred(&self, one: &StandIn, stars: usize, draw: u64) -> Vec<Example<'_>> {
        let chance = |at: &usize| mixed((*at as u64 + 1) ^ (draw << 32));
        let mut liked: Vec<usize> = (0..self.early.len()).filter(|at| one.likes[*at]).collect();
        liked.sort_unstable_by_key(chance);
        let skipped = |paper| Example { paper, signals: vec![Signal::Skipped] };
        let mut examples: Vec<Example<'_>> = self.early.iter().map(skipped).collect();
        for at in liked.into_iter().take(stars) {
            examples[at].signals = vec![Signal::Starred];
        }
        examples
    }

    /// The share of liked papers among the first of the later months, on average over the draws.
    pub fn precision(&mut self, one: &StandIn, stars: usize) -> f64 {
        let mut right = 0;
        for draw in 0..DRAWS {
            let mut words = std::mem::take(&mut self.words);
            let taste = Taste::learn(&mut words, &self.starred(one, stars, draw), &[]);
            self.words = words;
            let Ok(taste) = taste else { continue };
            let order = taste.order(&self.words, &self.later.iter().collect::<Vec<_>>());
            let first = order.iter().take(LOOKED_AT).map(|ranked| self.early.len() + ranked.index);
            right += first.filter(|place| one.likes[*place]).count();
        }
        right as f64 / (LOOKED_AT as u64 * DRAWS) as f64
    }

    /// What chance would find.
    pub fn chance(&self, one: &StandIn) -> f64 {
        let later = &one.likes[self.early.len()..];
        later.iter().filter(|likes| **likes).count() as f64 / later.len().max(1) as f64
    }
}

/// A number that looks like chance (SplitMix64).
fn mixed(number: u64) -> u64 {
    let number = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 31)
}
