//! Newsletters in Markdown (`newsletters/DATE_daily_paper.md` of
//! 2404589803/hf-daily-paper-newsletter-chinese): under each heading the fields `**原文标题：**`,
//! `**摘要：**` and `**论文链接：**`.

use crate::{Archive, ArchivedPaper, MAX_TEXT_BYTES, Part, Source, within};
use paperboy_cite::{Name, one_line};
use paperboy_paper::{PaperId, date_in};

/// The most parts of a paper that are read.
const MAX_PARTS: usize = 50;

pub fn read(text: &str) -> Option<Archive> {
    let has = |name: &str| {
        // Most texts have none, and their lines need not be looked at.
        text.contains(name) && text.lines().any(|line| field(line).is_some_and(|it| it.0 == name))
    };
    if !has("原文标题") || !has("论文链接") {
        return None;
    }
    let mut archive = Archive::of(Source::Newsletter);
    let mut paper: Option<ArchivedPaper> = None;
    for (line, place) in text.lines().zip(1..) {
        let line = line.trim();
        if let Some(heading) = line.strip_prefix('#') {
            let heading = heading.trim_start_matches('#').trim();
            if archive.papers.is_empty() {
                // A title below may name a day, too.
                archive.date = archive.date.or_else(|| date_in(heading));
            }
            if !take(&mut archive, paper.take()) {
                break;
            }
            let mut begun = ArchivedPaper { place, ..ArchivedPaper::default() };
            push(&mut begun, "标题", without_number(heading));
            paper = Some(begun);
        } else if let Some(paper) = &mut paper {
            match field(line) {
                Some((name, value)) => set(paper, name, value),
                // A rule between two papers.
                None if line.starts_with("---") => {}
                None => append(paper, line),
            }
        }
    }
    take(&mut archive, paper);
    (!archive.papers.is_empty()).then_some(archive)
}

/// Takes what has a field of a paper; other headings, such as that of the file, have none.
fn take(archive: &mut Archive, paper: Option<ArchivedPaper>) -> bool {
    let Some(mut paper) = paper else { return true };
    if paper.reference.id.is_none() && paper.reference.title.is_empty() {
        return true;
    }
    for part in &mut paper.parts {
        part.text = within(&part.text, MAX_TEXT_BYTES);
    }
    paper.parts.retain(|part| !part.text.is_empty());
    archive.take(paper)
}

/// The fields that are known without stars.
const FIELDS: [&str; 9] =
    ["原文标题", "英文标题", "原标题", "作者", "论文作者", "论文链接", "链接", "原文链接", "摘要"];

/// `**name：** value`, in a list or not; a name that is known needs no stars.
fn field(line: &str) -> Option<(&str, &str)> {
    let line = line.trim();
    let marks = ["- ", "* ", "+ ", "> "];
    let line = marks.iter().find_map(|mark| line.strip_prefix(mark)).unwrap_or(line).trim_start();
    let Some(starred) = line.strip_prefix("**") else {
        let (name, value) = line.split_once(['：', ':'])?;
        return FIELDS.contains(&name.trim()).then_some((name.trim(), value.trim()));
    };
    let (name, value) = starred.split_once("**")?;
    let value = value.trim();
    let name = match name.strip_suffix(['：', ':']) {
        Some(name) => return Some((name.trim(), value)),
        None => name.trim(),
    };
    value.strip_prefix(['：', ':']).map(|value| (name, value.trim()))
}

fn set(paper: &mut ArchivedPaper, name: &str, value: &str) {
    match name {
        "原文标题" | "英文标题" | "原标题" => paper.reference.set_title(value),
        "作者" | "论文作者" => {
            let names = value.split([',', '，', '、', ';']).take(5_000);
            paper.reference.authors = names.filter_map(Name::parse).collect();
        }
        "论文链接" | "链接" | "原文链接" => links(paper, value),
        _ => push(paper, name, value),
    }
}

/// The addresses of a line, as links of Markdown or bare.
fn links(paper: &mut ArchivedPaper, line: &str) {
    for address in line.split(['(', ')', '[', ']', '<', '>', ' ', '|']).take(100) {
        if PaperId::parse(address).is_some() {
            paper.reference.set_url(address);
        }
    }
}

fn push(paper: &mut ArchivedPaper, name: &str, text: &str) {
    if paper.parts.len() < MAX_PARTS {
        let name = one_line(&within(name, 100));
        paper.parts.push(Part { name, text: text.to_owned() });
    }
}

/// Appends a line to the part above it.
fn append(paper: &mut ArchivedPaper, line: &str) {
    // The heading's own part is one line; the text below it has no name.
    let Some(part) = paper.parts.last_mut().filter(|part| part.name != "标题") else { return };
    if part.text.len() + line.len() < MAX_TEXT_BYTES {
        part.text.push('\n');
        part.text.push_str(line);
    }
}

/// `1. 标题` is `标题`.
fn without_number(heading: &str) -> &str {
    let number = heading.bytes().take_while(u8::is_ascii_digit).count();
    heading[number..].strip_prefix(['.', '、']).filter(|_| number > 0).map_or(heading, str::trim)
}
