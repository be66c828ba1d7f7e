//! The prompt for a model.

use super::fit::{self, Read};
use crate::{Language, Source};
use paperboy_report::Section;

/// The role of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// The instructions.
    System,
    /// The paper.
    User,
}

/// A message to a chat model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The role.
    pub role: Role,
    /// The content.
    pub text: String,
}

/// The prompt for a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prompt {
    /// The prompt file's name and version: `zh-1`.
    pub version: &'static str,
    /// The messages in order.
    pub messages: Vec<Message>,
    /// How much of the paper is in them.
    pub read: Read,
}

/// The words around a paper. A change of one of them, or of a prompt file, raises the version.
struct Words {
    version: &'static str,
    instructions: &'static str,
    before: &'static str,
    abstract_only: &'static str,
    whole_report: &'static str,
    one_section: fn(Section) -> String,
}

const ZH: Words = Words {
    version: "zh-2",
    instructions: include_str!("prompts/zh.md"),
    before: "下面两道围栏之间是这篇论文的资料。",
    abstract_only: "资料里只有摘要，没有正文。",
    whole_report: "资料到此为止。请按系统消息里的格式和规则，写出这篇论文的完整报告。",
    one_section: |section| {
        let (number, name) = (section as usize + 1, section.heading_zh());
        format!(
            "资料到此为止。请按系统消息里的格式和规则，只写“{name}”这一节：以 `### {number}. {name}` 开头，不写其他各节。"
        )
    },
};

const EN: Words = Words {
    version: "en-2",
    instructions: include_str!("prompts/en.md"),
    before: "The material on the paper stands between the two fences below.",
    abstract_only: "It is the abstract alone, without the paper's text.",
    whole_report: "This is the end of the material. Write the whole report on this paper, in the format and by the rules of the system message.",
    one_section: |section| {
        let (number, name) = (section as usize + 1, section.heading_en());
        format!(
            "This is the end of the material. In the format and by the rules of the system message, write the section “{name}” \
             alone: begin with `### {number}. {name}`, and write no other section."
        )
    },
};

fn words(language: Language) -> &'static Words {
    match language {
        Language::Zh => &ZH,
        Language::En => &EN,
    }
}

/// The prompt's instructions in a language, as they are sent: readable in the settings.
pub fn instructions(language: Language) -> &'static str {
    words(language).instructions
}

/// The prompt for a paper's report. It contains at most `max_paper_chars` characters of the
/// paper's text, chosen by the usefulness of its parts; instructions and headings add about two
/// thousand more.
pub fn prompt(source: &Source, language: Language, max_paper_chars: usize) -> Prompt {
    task_prompt(source, language, max_paper_chars, words(language).whole_report)
}

/// The prompt for one section that the report lacks.
pub fn prompt_for_section(
    source: &Source,
    language: Language,
    max_paper_chars: usize,
    section: Section,
) -> Prompt {
    task_prompt(source, language, max_paper_chars, &(words(language).one_section)(section))
}

fn task_prompt(source: &Source, language: Language, max_paper_chars: usize, task: &str) -> Prompt {
    let words = words(language);
    let (material, read) = material(source, max_paper_chars);
    let fence = fence(&material);
    let abstract_only = if fit::has_text(source) { "" } else { words.abstract_only };
    // The id is outside of the fence: of all data about the paper it alone can't contain any text.
    let user = format!(
        "arXiv: {}\n{}{abstract_only}\n\n{fence}\n{material}\n{fence}\n\n{task}\n",
        source.id, words.before
    );
    let messages = vec![
        Message { role: Role::System, text: words.instructions.to_owned() },
        Message { role: Role::User, text: user },
    ];
    Prompt { version: words.version, messages, read }
}

/// All of a paper that a model gets, without characters that can't be seen.
fn material(source: &Source, max_paper_chars: usize) -> (String, Read) {
    let fitted = fit::fitted(source, max_paper_chars);
    let mut material = format!("# {}\n\n", source.title);
    for (name, link) in [("Code", source.code), ("Project", source.project)] {
        material.extend(link.map(|link| format!("{name}: {link}\n\n")));
    }
    material.push_str(&fitted.text);
    (visible(&material).trim_end().to_owned(), fitted.read)
}

/// A text without characters that can't be seen.
pub(super) fn visible(text: &str) -> String {
    text.chars()
        .filter(|&c| matches!(c, '\n' | '\t') || !(c.is_control() || is_invisible(c)))
        .collect()
}

/// Characters without a shape, which have carried orders past people's eyes: of no width, of
/// direction, and tags.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        || matches!(character, '\u{e0000}'..='\u{e0fff}')
}

/// A line that is not in the material, so that nothing in it can end it.
pub(super) fn fence(material: &str) -> String {
    let longest = material.split(|character| character != '~').map(str::len).max().unwrap_or(0);
    "~".repeat(longest.max(7) + 1)
}
