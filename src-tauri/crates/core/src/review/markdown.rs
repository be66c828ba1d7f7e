//! A report on a week or a month as Markdown.

use crate::wire::{Period, Review, ReviewedPaper, Shift};
use paperboy_writer::Language;
use std::fmt::Write;

/// The words of a report in one language.
struct Words {
    week: &'static str,
    month: &'static str,
    papers: fn(u32) -> String,
    rising: &'static str,
    no_rising: &'static str,
    nothing_before: fn(Period) -> &'static str,
    share: fn(&Shift, Period) -> String,
    fields: &'static str,
    no_fields: &'static str,
    starred: fn(u32) -> String,
    read: fn(u32) -> String,
    no_read: &'static str,
    missed: &'static str,
    no_missed: &'static str,
    not_learnt: &'static str,
}

const ENGLISH: Words = Words {
    week: "Review of the week",
    month: "Review of the month",
    papers: |papers| match papers {
        1 => "1 paper was listed.".to_owned(),
        papers => format!("{papers} papers were listed."),
    },
    rising: "Rising terms and domains",
    no_rising: "No term or domain rose significantly.",
    nothing_before: |period| match period {
        Period::Week => "The library has no papers from the three weeks before to compare with.",
        Period::Month => "The library has no papers from the three months before to compare with.",
    },
    share: |shift, period| {
        let weeks = match period {
            Period::Week => "in the three weeks before",
            Period::Month => "in the three months before",
        };
        format!("{} (papers: {}, {weeks}: {})", shift.en, shift.papers, shift.papers_before)
    },
    fields: "Most starred domains",
    no_fields: "No paper from this period is starred, or the domains of the starred papers are not known.",
    starred: |starred| format!(": {starred} starred"),
    read: |read| format!("What you read ({read})"),
    no_read: "No paper was marked as read.",
    missed: "Unread papers that you would probably like",
    no_missed: "No unread paper matches what you like.",
    not_learnt: "Nothing has been learnt yet: star at least three papers.",
};

const CHINESE: Words = Words {
    week: "周回顾",
    month: "月回顾",
    papers: |papers| format!("共列出 {papers} 篇论文。"),
    rising: "热度上升的术语和应用领域",
    no_rising: "没有热度显著上升的术语或应用领域。",
    nothing_before: |period| match period {
        Period::Week => "资料库中没有此前三周的论文可供比较。",
        Period::Month => "资料库中没有此前三个月的论文可供比较。",
    },
    share: |shift, period| {
        let weeks = match period {
            Period::Week => "此前三周",
            Period::Month => "此前三个月",
        };
        format!("{}（{} 篇，{weeks}共 {} 篇）", shift.zh, shift.papers, shift.papers_before)
    },
    fields: "收藏最多的应用领域",
    no_fields: "这段时间的论文都没有收藏，或收藏的论文的应用领域未知。",
    starred: |starred| format!("：收藏 {starred} 篇"),
    read: |read| format!("读过的论文（{read} 篇）"),
    no_read: "这段时间没有论文标为已读。",
    missed: "你可能会喜欢的未读论文",
    no_missed: "未读论文中没有符合你兴趣的。",
    not_learnt: "还不了解你的兴趣：请先收藏至少三篇论文。",
};

/// The review as Markdown.
pub(super) fn markdown(review: &Review, language: Language) -> String {
    let words = match language {
        Language::Zh => &CHINESE,
        Language::En => &ENGLISH,
    };
    let title = match review.period {
        Period::Week => words.week,
        Period::Month => words.month,
    };
    let mut text =
        format!("# {title} {} – {}\n\n{}\n", review.from, review.to, (words.papers)(review.papers));
    let rising = review.rising.iter().map(|shift| escaped(&(words.share)(shift, review.period)));
    let none = match review.papers_before {
        0 => (words.nothing_before)(review.period),
        _ => words.no_rising,
    };
    part(&mut text, words.rising, rising, none);
    let fields = review.fields.iter().map(|field| {
        let name = match language {
            Language::Zh => &field.zh,
            Language::En => &field.en,
        };
        format!("{}{}", escaped(name), (words.starred)(field.starred))
    });
    part(&mut text, words.fields, fields, words.no_fields);
    part(&mut text, &(words.read)(review.read_count), review.read.iter().map(paper), words.no_read);
    let none = if review.is_learnt { words.no_missed } else { words.not_learnt };
    part(&mut text, words.missed, review.missed.iter().map(paper), none);
    text
}

fn part(text: &mut String, title: &str, lines: impl Iterator<Item = String>, none: &str) {
    // Writing to a text can't fail.
    let _ = write!(text, "\n## {title}\n\n");
    let before = text.len();
    for line in lines {
        let _ = writeln!(text, "- {line}");
    }
    if text.len() == before {
        let _ = writeln!(text, "{none}");
    }
}

fn paper(paper: &ReviewedPaper) -> String {
    let ReviewedPaper { id, title, date } = paper;
    format!("[{}](https://arxiv.org/abs/{id}) ({date})", escaped(title))
}

/// A text on one line in which nothing is markup.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        if matches!(
            character,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '$' | '~'
        ) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::ReviewedField;

    fn review() -> Review {
        let paper = |id: &str, title: &str| ReviewedPaper {
            id: id.to_owned(),
            title: title.to_owned(),
            date: "2026-01-14".to_owned(),
        };
        Review {
            period: Period::Week,
            from: "2026-01-12".to_owned(),
            to: "2026-01-18".to_owned(),
            papers: 12,
            papers_before: 20,
            rising: vec![Shift {
                zh: "扩散".to_owned(),
                en: "diffusion".to_owned(),
                query: String::new(),
                papers: 5,
                papers_before: 1,
            }],
            fields: vec![ReviewedField {
                zh: "计算机视觉".to_owned(),
                en: "computer vision".to_owned(),
                query: String::new(),
                starred: 2,
            }],
            read_count: 1,
            read: vec![paper("2601.00001", "A [link](x)\n# of *its* own")],
            missed: Vec::new(),
            is_learnt: false,
        }
    }

    #[test]
    fn a_review_is_the_same_each_time_in_either_language() {
        assert_eq!(
            markdown(&review(), Language::En),
            "# Review of the week 2026-01-12 – 2026-01-18\n\n12 papers were listed.\n\n\
             ## Rising terms and domains\n\n- diffusion (papers: 5, in the three weeks before: 1)\n\n\
             ## Most starred domains\n\n- computer vision: 2 starred\n\n\
             ## What you read (1)\n\n- [A \\[link\\](x) \\# of \\*its\\* own](https://arxiv.org/abs/2601.00001) (2026-01-14)\n\n\
             ## Unread papers that you would probably like\n\nNothing has been learnt yet: star at least three papers.\n"
        );
        let chinese = markdown(&review(), Language::Zh);
        assert!(chinese.starts_with("# 周回顾 2026-01-12 – 2026-01-18\n\n共列出 12 篇论文。"));
        assert!(
            chinese.contains("- 扩散（5 篇，此前三周共 1 篇）\n")
                && chinese.contains("- 计算机视觉：收藏 2 篇\n")
        );
    }

    #[test]
    fn a_review_of_nothing_says_so() {
        let empty = Review {
            papers: 0,
            rising: Vec::new(),
            fields: Vec::new(),
            read_count: 0,
            read: Vec::new(),
            is_learnt: true,
            ..review()
        };
        let text = markdown(&empty, Language::En);
        for words in [
            "rose significantly",
            "No paper from this period is starred",
            "No paper was marked",
            "No unread paper matches",
        ] {
            assert!(text.contains(words), "{words}: {text}");
        }
        let first = Review { papers_before: 0, rising: Vec::new(), ..review() };
        let text = markdown(&first, Language::En);
        assert!(text.contains("no papers from the three weeks before"), "{text}");
        assert!(!text.contains("rose significantly"), "{text}");
    }
}
