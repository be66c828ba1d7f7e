//! The extractive writer: a report of the paper's own sentences.
//!
//! Its base is the centroid method (Radev et al., 2004) with maximal marginal relevance (Carbonell
//! and Goldstein, 1998): a sentence counts for as much as its words are at the centre of the paper,
//! and each that is taken must differ from those taken before. TextRank compares every sentence
//! with every other and so takes quadratic time, and in a paper it selects the most frequent
//! statements, which are about the subject and not about the novelty; the centroid takes one pass.
//! Cue words and places are added (Edmundson, 1969), since the five sections need five kinds of
//! sentences: a paper has "we propose" where it states its contribution, and figures with its
//! results.
//!
//! A sentence is shown whole or not at all, and never twice. All shown text is escaped, and follows
//! a bullet or an indentation, so that no text of a paper can open a section or another paper.

mod category;
mod choose;
mod cues;
mod domain;
mod flat;
mod problem;
mod rank;
mod read;
mod score;
mod sentence;
mod table;
mod verbs;
mod voice;
mod words;
mod zone;

use crate::{Language, Source};
use choose::Chosen;
use paperboy_paper::article::{Span, Text};
use paperboy_report::Section;
use rank::Ranked;
use read::ArticleContent;

/// The sentences of the source for each section.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Extract {
    /// Markdown in the order of [`Section::ALL`]; `None` where the source has no such sentence.
    pub sections: [Option<String>; 5],
    /// Whether the whole paper was read rather than its abstract: the fixed sentence names which.
    pub whole: bool,
}

/// Finds the sentences of a paper that make its report.
pub fn extract(source: &Source) -> Extract {
    let listed = source.abstract_text.map(Text::with_formulas);
    let content = ArticleContent::of(source, listed.as_ref());
    let mut ranked = Ranked::of(&content, source.title);
    let name = domain::name(source.title);
    let chosen = choose::choose(&content, &mut ranked, name.as_deref());
    let sections = [
        domain::domain(source, &abstract_text(&content)),
        chosen.contribution.map(|at| content.sentences[at].markdown()),
        usage(source, &content, &chosen),
        innovations(&content, &chosen),
        results(&content, &chosen, name.as_deref()),
    ];
    Extract { sections: sections.map(|section| section.map(inert)), whole: source.whole }
}

fn abstract_text(content: &ArticleContent<'_>) -> String {
    let sentences =
        content.sentences.iter().filter(|sentence| sentence.zone == zone::Zone::Abstract).take(60);
    sentences.map(|sentence| sentence.plain.as_str()).collect::<Vec<_>>().join(" ")
}

fn innovations(content: &ArticleContent<'_>, chosen: &Chosen<'_>) -> Option<String> {
    let point = |(label, sentences): &(Option<&Text>, std::ops::Range<usize>)| {
        let text = content.sentences[sentences.clone()]
            .iter()
            .map(sentence::Sentence::markdown)
            .collect::<Vec<_>>()
            .join(" ");
        match label.map(|label| label.markdown()).filter(|label| !label.is_empty()) {
            Some(label) => format!("**{label}** {text}"),
            None => text,
        }
    };
    bullets(chosen.innovations.iter().map(point))
}

fn results(
    content: &ArticleContent<'_>,
    chosen: &Chosen<'_>,
    name: Option<&str>,
) -> Option<String> {
    let sentences = chosen.results.iter().map(|&at| content.sentences[at].markdown());
    bullets(sentences.chain(table::rows(&content.tables, name)))
}

/// Sentences, and the addresses that none of them names. Their labels are in the paper's language.
fn usage(source: &Source<'_>, content: &ArticleContent<'_>, chosen: &Chosen<'_>) -> Option<String> {
    let sentences: Vec<&sentence::Sentence> =
        chosen.usage.iter().map(|&at| &content.sentences[at]).collect();
    let is_chinese = content
        .sentences
        .iter()
        .take(20)
        .any(|sentence| sentence.plain.chars().filter(|&c| words::is_han(c)).count() > 10);
    let labels =
        if is_chinese { ["代码：", "项目主页："] } else { ["Code: ", "Project page: "] };
    let bare = |url: &str| url.trim_end_matches('/').to_lowercase();
    let named = |url: &str| {
        sentences.iter().any(|sentence| sentence.plain.to_lowercase().contains(&bare(url)))
    };
    let mut addresses = Vec::new();
    let project =
        source.project.filter(|url| source.code.is_none_or(|code| bare(code) != bare(url)));
    for (label, url) in labels.into_iter().zip([source.code, project]) {
        let Some(url) = url.filter(|url| {
            paperboy_report::check_link(url).is_ok() && !named(url) && !is_the_paper(url)
        }) else {
            continue;
        };
        addresses.push(
            Text(vec![
                Span::Text(label.to_owned()),
                Span::Link { text: url.to_owned(), url: url.to_owned() },
            ])
            .markdown(),
        );
    }
    bullets(sentences.iter().map(|sentence| sentence.markdown()).chain(addresses))
}

/// Whether an address is only the paper itself again.
fn is_the_paper(url: &str) -> bool {
    ["//arxiv.org/", "//www.arxiv.org/", "//huggingface.co/papers/"]
        .iter()
        .any(|site| url.contains(site))
}

fn bullets(points: impl Iterator<Item = String>) -> Option<String> {
    let lines: Vec<String> = points.map(|point| format!("- {point}")).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// A text whose first words are a section's heading (`Core contribution: …`) would open that
/// section: its first letter is written as a character reference, which shows the same. Bullets
/// open nothing.
fn inert(text: String) -> String {
    let cut = paperboy_report::sections(&text);
    let opens = cut.texts.iter().any(Option::is_some)
        || cut.problems.iter().any(|problem| problem.line.is_some());
    match text.chars().next().filter(|_| opens) {
        Some(first) => format!("&#{};{}", u32::from(first), &text[first.len_utf8()..]),
        None => text,
    }
}

impl Extract {
    /// The report: the usual five headings in the language, each followed by the paper's own
    /// sentences, or by the fixed sentence for none.
    pub fn report(&self, language: Language) -> String {
        let mut report = String::new();
        for (number, section) in (1..).zip(Section::ALL) {
            let heading = match language {
                Language::Zh => section.heading_zh(),
                Language::En => section.heading_en(),
            };
            if number > 1 {
                report.push('\n');
            }
            report.push_str(&format!("{number}. **{heading}**\n"));
            for line in self.section(section, language).lines() {
                report.push_str(&format!("   {line}\n"));
            }
        }
        report.truncate(report.trim_end().len());
        report
    }

    /// One section's Markdown; the fixed sentence where nothing was found.
    pub fn section(&self, section: Section, language: Language) -> String {
        let silent = match (language, self.whole) {
            (Language::Zh, true) => "内置摘录未在论文中找到相关内容。",
            (Language::Zh, false) => "内置摘录未在摘要中找到相关内容。",
            (Language::En, true) => "Built-in extraction found nothing about this in the paper.",
            (Language::En, false) => {
                "Built-in extraction found nothing about this in the abstract."
            }
        };
        self.sections[section as usize].clone().unwrap_or_else(|| silent.to_owned())
    }
}
