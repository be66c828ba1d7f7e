//! A paper as Markdown to be read: its metadata, what the user added to it, and its report as it
//! was written.

use super::{Illustrations, highlights};
use crate::highlights::ExportedHighlight;
use crate::paper::{links, newest};
use crate::reading::is_summary_shown;
use paperboy_cite::one_line;
use paperboy_report::{Section, check_link, title};
use paperboy_store::Paper;
use paperboy_writer::Language;

/// The names of a paper's metadata.
pub(crate) struct Labels {
    pub(super) authors: &'static str,
    pub(super) date: &'static str,
    pub(super) tags: &'static str,
    pub(super) collections: &'static str,
    pub(super) note: &'static str,
    key: &'static str,
    links: &'static str,
    pub(super) code: &'static str,
    pub(super) project: &'static str,
    pub(super) highlights: &'static str,
    pub(super) figures: &'static str,
    /// Of figures.
    pub(super) licence: &'static str,
    pub(super) no_licence: &'static str,
    /// Behind a licence that does not allow to pass them on.
    pub(super) own_use: &'static str,
    /// Report, abstract and article.
    pub(super) texts: [&'static str; 3],
    /// Yellow, green, blue and pink.
    pub(super) colours: [&'static str; 4],
    /// Of a highlight whose text does not say it any more.
    pub(super) not_there: &'static str,
    pub(super) papers: fn(usize) -> String,
}

pub(crate) fn labels(language: Language) -> Labels {
    match language {
        Language::Zh => Labels {
            authors: "作者",
            date: "日期",
            tags: "标签",
            collections: "合集",
            note: "笔记",
            key: "引用键",
            links: "链接",
            code: "代码",
            project: "项目主页",
            highlights: "高亮",
            figures: "插图",
            licence: "插图许可",
            no_licence: "未知（插图仅供自己使用）",
            own_use: "（不允许转载，插图仅供自己使用）",
            texts: ["解读", "摘要", "全文"],
            colours: ["黄色", "绿色", "蓝色", "粉色"],
            not_there: "（文中未找到）",
            papers: |count| format!("{count} 篇论文"),
        },
        Language::En => Labels {
            authors: "Authors",
            date: "Date",
            tags: "Tags",
            collections: "Collections",
            note: "Note",
            key: "Citation key",
            links: "Links",
            code: "Code",
            project: "Project",
            highlights: "Highlights",
            figures: "Figures",
            licence: "Licence of the figures",
            no_licence: "not known (the figures are for your own use)",
            own_use: " (does not allow passing them on; they are for your own use)",
            texts: ["report", "abstract", "full text"],
            colours: ["yellow", "green", "blue", "pink"],
            not_there: " (not found in the text)",
            papers: |count| match count {
                1 => "1 paper".to_owned(),
                count => format!("{count} papers"),
            },
        },
    }
}

/// One paper of a document: the figure on its card is above its report, the others below.
pub(crate) fn paper(
    paper: &Paper,
    key: Option<&str>,
    highlights: &[ExportedHighlight],
    figures: Option<&Illustrations>,
    language: Language,
) -> String {
    let labels = labels(language);
    let mut text = format!("## {}\n\n", escaped(&title(&paper.title)));
    let mut line = |label: &str, value: &str| {
        if !value.is_empty() {
            text.push_str(&format!("- **{label}**: {value}\n"));
        }
    };
    let names = |names: &[String]| names.iter().map(|name| escaped(name)).collect::<Vec<_>>();
    let dates = match paper.published {
        Some(published) => published.to_string(),
        None => newest(paper),
    };
    line(labels.authors, &names(&paper.authors).join(", "));
    line(labels.date, &dates);
    // A checked address contains no angle bracket.
    let link = |(name, url): (String, String)| format!("[{name}](<{url}>)");
    let links: Vec<_> = addresses(paper, &labels).into_iter().map(link).collect();
    line(labels.links, &links.join(" · "));
    line(labels.key, &key.map(|key| format!("`{key}`")).unwrap_or_default());
    line(labels.tags, &names(&paper.tags).join(", "));
    line(labels.collections, &names(&paper.collections).join(", "));
    let licence = figures.map(|figures| figures.licence_markdown(language));
    line(labels.licence, &licence.unwrap_or_default());
    if let Some(note) = &paper.note {
        text.push_str(&format!("\n> **{}**\n", labels.note));
        for line in note.lines() {
            text.push_str(&format!("> {line}\n"));
        }
    }
    text.push_str(&highlights::markdown(highlights, language));
    if let Some(figures) = figures {
        text.push_str(&figures.first_markdown());
    }
    if let Some(report) = &paper.report {
        if is_summary_shown(paper) {
            let heading = section_heading(paper, Section::Contribution.key(), language);
            text.push_str(&format!("\n*{heading}*\n"));
        }
        text.push_str(&format!("\n{}\n", report.body.trim_end()));
    }
    if let Some(figures) = figures {
        text.push_str(&figures.others_markdown(language));
    }
    text.push('\n');
    text
}

/// The heading of a section of a paper's report. A contribution that is Hugging Face's summary is
/// named as such.
pub(crate) fn section_heading(paper: &Paper, key: &str, language: Language) -> String {
    let known = Section::ALL.into_iter().find(|known| known.key() == key);
    let by_hugging_face = known == Some(Section::Contribution) && is_summary_shown(paper);
    match language {
        Language::Zh => {
            let by = if by_hugging_face { "（Hugging Face 的 AI 摘要）" } else { "" };
            format!("{}{by}", known.map_or("", Section::heading_zh))
        }
        Language::En => {
            let by = if by_hugging_face { " (AI summary by Hugging Face)" } else { "" };
            format!("{}{by}", known.map_or("", Section::heading_en))
        }
    }
}

/// The addresses of a paper that may be opened, each with its name.
pub(crate) fn addresses(paper: &Paper, labels: &Labels) -> Vec<(String, String)> {
    let links = links(paper);
    let all = [
        (format!("arXiv:{}", paper.id), Some(links.arxiv)),
        ("PDF".to_owned(), Some(links.pdf)),
        ("Hugging Face".to_owned(), Some(links.huggingface)),
        (labels.code.to_owned(), links.code),
        (labels.project.to_owned(), links.project),
    ];
    let allowed = |(name, url): (_, Option<String>)| Some((name, check_link(&url?).ok()?.into()));
    all.into_iter().filter_map(allowed).collect()
}

/// Text in one line that Markdown takes for nothing else. Formulas stay as they are.
pub(crate) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut is_formula = false;
    for c in one_line(text).chars() {
        is_formula ^= c == '$';
        if !is_formula && "\\`*_[]<>#|".contains(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn a_title_is_one_line_and_no_markup() {
        assert_eq!(
            escaped("A\n[B](c) *d* <b> $x_1$ e_f"),
            "A \\[B\\](c) \\*d\\* \\<b\\> $x_1$ e\\_f"
        );
    }
}
