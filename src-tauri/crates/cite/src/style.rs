//! A reference as text.
//!
//! Titles stay as they are, with formulas between dollar signs: no program can decide which
//! capitals begin a name.

use crate::line::is_cjk;
use crate::{CitedDate, Name, Reference, one_line};

/// The styles of a formatted reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Style {
    /// GB/T 7714-2015, the Chinese national standard, as an electronic resource.
    GbT7714,
    /// The seventh edition of the manual of the American Psychological Association.
    Apa,
}

/// The reference in one line of plain text. `today` is the day of the citation, which GB/T 7714
/// states.
pub fn formatted(reference: &Reference, style: Style, today: CitedDate) -> String {
    one_line(&match style {
        Style::GbT7714 => gb_t_7714(reference, today),
        Style::Apa => apa(reference),
    })
}

/// `VASWANI A, SHAZEER N, PARMAR N, et al. Title[EB/OL]. (2017-06-12)[2026-11-29].
/// https://arxiv.org/abs/1706.03762. DOI:10.48550/arXiv.1706.03762.` (8.5 of the standard; names by
/// 8.1: three, in capitals, initials without points.)
fn gb_t_7714(reference: &Reference, today: CitedDate) -> String {
    let is_cjk_text = |text: &str| text.chars().any(is_cjk);
    let mut names: Vec<String> = reference.authors.iter().take(3).map(gb_name).collect();
    if reference.authors.len() > 3 {
        // In the language of the reference.
        let is_chinese = names.first().is_some_and(|name| is_cjk_text(name));
        names.push(if is_chinese { "等" } else { "et al" }.to_owned());
    }
    let mut text = sentence(&names.join(", "));
    text.push_str(&format!("{}[EB/OL]. ", one_line(&reference.title)));
    if let Some(date) = reference.cited_date() {
        text.push_str(&format!("({})", date.joined('-')));
    }
    text.push_str(&format!("[{}].", today.joined('-')));
    for (label, value) in [("", reference.cited_url()), ("DOI:", reference.cited_doi())] {
        if let Some(value) = value {
            text.push_str(&format!(" {label}{value}."));
        }
    }
    text
}

fn gb_name(name: &Name) -> String {
    match name {
        Name::Whole(name) => name.clone(),
        Name::Person { given, particle, family, suffix } => {
            let family = format!("{particle} {family}").trim_start().to_uppercase();
            let initials: Vec<String> = initials(given).into_iter().flatten().collect();
            let name = format!("{family} {}", initials.join(" "));
            format!("{name} {suffix}").trim_end().to_owned()
        }
    }
}

/// `Vaswani, A., Shazeer, N., & Polosukhin, I. (2017). Title (arXiv:1706.03762). arXiv.
/// https://doi.org/10.48550/arXiv.1706.03762` (10.8 of the manual; up to twenty names by 9.8.)
fn apa(reference: &Reference) -> String {
    let names: Vec<String> = reference.authors.iter().map(apa_name).collect();
    let names = match &names[..] {
        [] => String::new(),
        [name] => name.clone(),
        [others @ .., last] if names.len() <= 20 => format!("{}, & {last}", others.join(", ")),
        [first @ .., last] => format!("{}, … {last}", first[..19].join(", ")),
    };
    let year = reference.cited_date().map(|date| date.year.to_string());
    let year = year.unwrap_or_else(|| "n.d.".to_owned());
    let title = one_line(&reference.title);
    let number = reference.id.as_ref().map(|id| format!(" (arXiv:{id}). arXiv."));
    let title = match number {
        Some(number) => format!("{title}{number}"),
        None => sentence(&title).trim_end().to_owned(),
    };
    // A work without authors begins with its title.
    let text = if names.is_empty() {
        format!("{title} ({year}).")
    } else {
        format!("{}({year}). {title}", sentence(&names))
    };
    match reference.cited_doi().map(|doi| format!("https://doi.org/{doi}")) {
        Some(doi) => format!("{text} {doi}"),
        None => format!("{text} {}", reference.cited_url().unwrap_or_default()).trim_end().into(),
    }
}

fn apa_name(name: &Name) -> String {
    match name {
        Name::Whole(name) => name.clone(),
        Name::Person { given, particle, family, suffix } => {
            let words = initials(given).into_iter().map(|word| {
                let word: Vec<String> = word.iter().map(|letter| format!("{letter}.")).collect();
                word.join("-")
            });
            let initials: Vec<String> = words.collect();
            let name = format!("{particle} {family}, {}", initials.join(" "));
            let suffix = if suffix.is_empty() { String::new() } else { format!(", {suffix}") };
            format!("{}{suffix}", name.trim())
        }
    }
}

/// The initials of each given name; one with hyphens has several.
fn initials(given: &str) -> Vec<Vec<String>> {
    let initial = |part: &str| {
        let first = part.chars().find(|c| c.is_alphanumeric())?;
        Some(first.to_uppercase().to_string())
    };
    // `J.R.R.` are three names.
    let words = given.split([' ', '.']).filter(|word| !word.is_empty());
    words.map(|word| word.split(['-', '‐', '‑']).filter_map(initial).collect()).collect()
}

/// The text with a full stop and a blank after it; nothing of nothing.
fn sentence(text: &str) -> String {
    match text {
        "" => String::new(),
        text if text.ends_with(['.', '?', '!', '。', '？', '！']) => format!("{text} "),
        text => format!("{text}. "),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use paperboy_paper::PaperId;

    fn reference(authors: &[&str], title: &str) -> Reference {
        Reference {
            id: PaperId::parse("1706.03762"),
            title: title.into(),
            authors: authors.iter().filter_map(|name| Name::parse(name)).collect(),
            date: CitedDate::new(2017, Some(6), Some(12)),
            ..Default::default()
        }
    }

    fn both(authors: &[&str], title: &str) -> [String; 2] {
        let today = CitedDate::new(2026, Some(11), Some(29)).unwrap();
        [Style::GbT7714, Style::Apa]
            .map(|style| formatted(&reference(authors, title), style, today))
    }

    #[test]
    fn references_are_formatted_by_both_standards() {
        let [gb, apa] = both(
            &["Ashish Vaswani", "Jean-Luc Picard", "Ludwig van Beethoven", "J.R.R. Tolkien"],
            "A Title",
        );
        assert_eq!(
            gb,
            "VASWANI A, PICARD J L, VAN BEETHOVEN L, et al. A Title[EB/OL]. \
            (2017-06-12)[2026-11-29]. https://arxiv.org/abs/1706.03762. \
            DOI:10.48550/arXiv.1706.03762."
        );
        assert_eq!(
            apa,
            "Vaswani, A., Picard, J.-L., van Beethoven, L., & Tolkien, J. R. R. (2017). A Title \
            (arXiv:1706.03762). arXiv. https://doi.org/10.48550/arXiv.1706.03762"
        );
    }

    #[test]
    fn chinese_names_groups_and_missing_authors_are_written_whole() {
        let [gb, apa] = both(&["张三", "李四", "王五", "赵六"], "一种方法");
        assert!(gb.starts_with("张三, 李四, 王五, 等. 一种方法[EB/OL]. "), "{gb}");
        assert!(apa.starts_with("张三, 李四, 王五, & 赵六. (2017). 一种方法 "), "{apa}");
        let [gb, apa] = both(&["DeepSeek-AI"], "R1");
        assert!(gb.starts_with("DeepSeek-AI. R1["), "{gb}");
        assert!(apa.starts_with("DeepSeek-AI. (2017). R1 ("), "{apa}");
        let [gb, apa] = both(&[], "R1");
        assert!(gb.starts_with("R1[EB/OL]"), "{gb}");
        assert!(apa.starts_with("R1 (arXiv:1706.03762). arXiv. (2017). https"), "{apa}");
        let [_, apa] = both(&["Martin King, Jr."], "R1");
        assert!(apa.starts_with("King, M., Jr. (2017)"), "{apa}");
    }

    #[test]
    fn apa_names_the_first_nineteen_and_the_last_of_many() {
        let names: Vec<String> = (0..25).map(|n| format!("Ann N{}", "x".repeat(n + 1))).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let [_, apa] = both(&names, "T");
        let last = format!("N{}, A., … N{}, A. (2017)", "x".repeat(19), "x".repeat(25));
        assert!(apa.contains(&last), "{apa}");
    }
}
