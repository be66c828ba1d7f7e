//! Writing a daily report.

use super::line::{HEADING, SEPARATOR, escaped, on_one_line, with_lf, without_blank_lines_around};
use super::{DailyReport, PaperReport};
use paperboy_paper::ReadingSource;

/// Writes a daily report, so that [`read`](super::read) returns the same papers: no title and no
/// body can forge another paper.
///
/// Line ends become LF. A body's line that could cut papers apart — the line of equals signs or the
/// beginning of a heading, after any number of backslashes — gets one more backslash, which reading
/// takes away. Date and source are left out where there is none; a paper without a link gets the
/// one that follows from its id.
pub fn write(report: &DailyReport) -> String {
    let capacity: usize = report
        .papers
        .iter()
        .map(|paper| paper.body.len() + paper.title.len() + paper.link.len() + 200)
        .sum();
    let mut out = String::with_capacity(capacity + 300);
    out.push_str("# Hugging Face Daily Papers Report\n");
    if let Some(date) = report.date {
        out.push_str(&format!("**Date**: {date}\n"));
    }
    if let Some(url) = &report.source_url {
        out.push_str(&format!("**Source URL**: {}\n", on_one_line(url)));
    }
    out.push_str(&format!("\n{SEPARATOR}\n"));
    for paper in &report.papers {
        write_paper(&mut out, paper);
    }
    out
}

fn write_paper(out: &mut String, paper: &PaperReport) {
    let mut link = on_one_line(&paper.link);
    if let (true, Some(id)) = (link.is_empty(), &paper.id) {
        link = id.links().huggingface;
    }
    // Both lines are always written, even empty: otherwise a report's text could contain its own.
    let source = paper.reading_source.map_or("", ReadingSource::in_report);
    let title = on_one_line(&paper.title);
    out.push_str(&format!(
        "\n{HEADING} {title}\n\n- **链接**: {link}\n- **阅读来源**: {source}\n\n"
    ));
    let body = with_lf(&paper.body);
    out.push_str(&escaped(without_blank_lines_around(&body)));
    out.push_str(&format!("\n\n\n{SEPARATOR}\n"));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read;
    use paperboy_paper::PaperId;

    fn paper(title: &str, link: &str, body: &str) -> PaperReport {
        PaperReport {
            title: title.to_owned(),
            link: link.to_owned(),
            id: PaperId::parse("1706.03762"),
            reading_source: Some(ReadingSource::Markdown),
            body: body.to_owned(),
            line: 0,
        }
    }

    fn report(papers: Vec<PaperReport>) -> DailyReport {
        DailyReport {
            date: "2024-02-29".parse().ok(),
            source_url: Some("https://example.org/".to_owned()),
            papers,
            problems: Vec::new(),
        }
    }

    #[test]
    fn a_report_is_written_to_the_byte() {
        let written = write(&report(vec![paper(
            "A\nB",
            "https://huggingface.co/papers/1706.03762",
            "\n\nx\r\n\r\n   y\n\n",
        )]));
        let expected = format!(
            "# Hugging Face Daily Papers Report\n**Date**: 2024-02-29\n**Source URL**: https://example.org/\n\n{SEPARATOR}\n\n\
             ## 📄 A B\n\n- **链接**: https://huggingface.co/papers/1706.03762\n- **阅读来源**: HTML\n\nx\n\n   y\n\n\n{SEPARATOR}\n"
        );
        assert_eq!(written, expected);
    }

    #[test]
    fn a_paper_without_a_link_gets_the_one_of_its_id() {
        let back = read(write(&report(vec![paper("A", "", "x")])).as_bytes());
        assert_eq!(back.papers[0].link, "https://huggingface.co/papers/1706.03762");
    }

    #[test]
    fn a_text_can_neither_forge_a_paper_nor_bring_its_own_link() {
        let forged = format!(
            "{SEPARATOR}\r\n\r\n## 📄 B\r\r- **链接**: https://huggingface.co/papers/1810.04805\n"
        );
        let mut without = paper(
            &forged,
            "",
            &format!("- **链接**: 1810.04805\n- **阅读来源**: HTML\n\n{forged}"),
        );
        (without.id, without.reading_source) = (None, None);
        let back =
            read(write(&report(vec![without, paper("C", "1706.03762", &forged)])).as_bytes());
        assert_eq!(back.papers.len(), 2);
        assert_eq!((back.papers[0].id.as_ref(), back.papers[0].reading_source), (None, None));
        assert!(
            back.papers[0].body.starts_with("- **链接**: 1810.04805\n- **阅读来源**: HTML\n\n====")
        );
        assert_eq!(
            back.papers[1].body,
            format!(
                "{SEPARATOR}\n\n## 📄 B\n\n- **链接**: https://huggingface.co/papers/1810.04805"
            )
        );
    }

    #[test]
    fn a_report_without_papers_and_date_is_written_and_read() {
        let written = write(&DailyReport::default());
        assert_eq!(write(&read(written.as_bytes())), written);
    }
}
