//! Invented abstracts whose sentences were labelled by hand, and what the extractive writer takes
//! from them.

use paperboy_paper::PaperId;
use paperboy_report::Section;
use paperboy_writer::{Source, extract};

/// The abstracts that the rules were set by.
pub const TUNE: &str = include_str!("tune.txt");
/// The abstracts that were held back.
pub const HELD: &str = include_str!("held.txt");

/// An abstract.
#[derive(Debug)]
pub struct Labelled {
    pub title: &'static str,
    /// Its sentences, each with its label: B, A, C, M or R.
    pub sentences: Vec<(char, &'static str)>,
    /// The whole of it.
    pub text: String,
}

/// The selection from a set of abstracts.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub papers: usize,
    /// The contribution is a sentence that states one.
    pub right: usize,
    /// The contribution is the paper's aim, its method or its result.
    pub near: usize,
    /// The contribution is background.
    pub background: usize,
    /// There is none.
    pub missing: usize,
    pub innovations: usize,
    /// Innovations that are background.
    pub old: usize,
}

/// Reads a set.
pub fn read(file: &'static str) -> Vec<Labelled> {
    let mut papers: Vec<Labelled> = Vec::new();
    for line in file.lines() {
        if let Some(title) = line.strip_prefix("# ") {
            papers.push(Labelled { title, sentences: Vec::new(), text: String::new() });
        } else if let (Some(paper), Some((label, sentence))) =
            (papers.last_mut(), line.split_once(' '))
            && let Some(kind) = label.chars().next().filter(|kind| "BACMR".contains(*kind))
        {
            let is_wide = paper.text.ends_with('。');
            if !paper.text.is_empty() && !label.ends_with('+') && !is_wide {
                paper.text.push(' ');
            }
            paper.text.push_str(sentence);
            paper.sentences.push((kind, sentence));
        }
    }
    papers
}

impl Labelled {
    /// The label of the sentence that a line of a report shows.
    fn label(&self, shown: &str) -> Option<char> {
        let bare = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let shown = bare(shown);
        self.sentences
            .iter()
            .find(|(_, sentence)| shown.contains(&bare(sentence)))
            .map(|(kind, _)| *kind)
    }
}

/// Counts the selection from a set; `each` gets every wrong contribution.
pub fn count(papers: &[Labelled], mut each: impl FnMut(&Labelled, &str)) -> Counts {
    let mut counts = Counts { papers: papers.len(), ..Counts::default() };
    let Some(id) = PaperId::parse("2601.00001") else { return counts };
    for paper in papers {
        let source = Source {
            id: &id,
            title: paper.title,
            abstract_text: Some(&paper.text),
            keywords: &[],
            code: None,
            project: None,
            article: None,
            whole: false,
        };
        let extract = extract(&source);
        let section =
            |section: Section| extract.sections[section as usize].as_deref().unwrap_or_default();
        let contribution = section(Section::Contribution);
        match paper.label(contribution) {
            Some('C') => counts.right += 1,
            Some('B') => counts.background += 1,
            Some(_) => counts.near += 1,
            None => counts.missing += 1,
        }
        if paper.label(contribution) != Some('C') {
            each(paper, contribution);
        }
        for point in section(Section::Innovations).lines() {
            counts.innovations += 1;
            if paper.label(point) == Some('B') {
                counts.old += 1;
                each(paper, point);
            }
        }
    }
    counts
}
