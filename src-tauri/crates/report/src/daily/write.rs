//! Writing, to the byte.

use super::line::{HEADING, SEPARATOR, escaped, on_one_line, with_lf, without_blank_lines_around};
use super::{DailyReport, PaperReport};
use paperboy_paper::ReadingSource;

/// Writes a daily report, so that [`read`](super::read) gives back the same papers: no title and no body can forge another paper.
///
/// Line ends become LF. A body's line that could cut papers apart — the line of equals signs or the beginning of a heading,
/// after any number of backslashes — gets one more backslash, which reading takes away. Date and source are left out where
/// there is none; a paper without a link gets the one that follows from its id.
pub fn write(report: &DailyReport) -> String {
    let room: usize = report.papers.iter().map(|paper| paper.body.len() + paper.title.len() + paper.link.len() + 200).sum();
    let mut out = String::with_capacity(room + 300);
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
    // Both lines are always there, even empty: otherwise a body could bring its own.
    let source = paper.reading_source.map_or("", ReadingSource::in_report);
    let title = on_one_line(&paper.title);
    out.push_str(&format!("\n{HEADING} {title}\n\n- **链接**: {link}\n- **阅读来源**: {source}\n\n"));
    let body = with_lf(&paper.body);
    out.push_str(&escaped(without_blank_lines_around(&body)));
    out.push_str(&format!("\n\n\n{SEPARATOR}\n"));
}
