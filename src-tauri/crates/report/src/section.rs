//! The five sections of a paper's report.

mod candidate;
mod chat;
mod choose;
mod cut;
mod decoration;
mod fence;
mod heading;
mod html;
mod name;
mod object;
mod structured;
mod table;

pub use chat::without_chat;
pub(crate) use cut::{headed_sections, may_open_section};
pub use cut::{openings, sections};
pub(crate) use fence::Fences;
pub use structured::as_markdown;

use crate::Problem;

/// One of the five sections, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Section {
    /// 应用领域: field, task and setting.
    Domain,
    /// 一句话核心贡献: one sentence.
    Contribution,
    /// 使用指南: inputs, outputs, steps, hardware, code.
    Usage,
    /// 主要创新点: two to five points.
    Innovations,
    /// 实验效果: data sets, figures, baselines.
    Results,
}

impl Section {
    /// All five, in order.
    pub const ALL: [Self; 5] =
        [Self::Domain, Self::Contribution, Self::Usage, Self::Innovations, Self::Results];

    /// The name in JSON and in queries.
    pub fn key(self) -> &'static str {
        match self {
            Self::Domain => "domain",
            Self::Contribution => "contribution",
            Self::Usage => "usage",
            Self::Innovations => "innovations",
            Self::Results => "results",
        }
    }

    /// The heading in a Chinese report.
    pub fn heading_zh(self) -> &'static str {
        match self {
            Self::Domain => "应用领域",
            Self::Contribution => "一句话核心贡献",
            Self::Usage => "使用指南",
            Self::Innovations => "主要创新点",
            Self::Results => "实验效果",
        }
    }

    /// The heading in an English report.
    pub fn heading_en(self) -> &'static str {
        match self {
            Self::Domain => "Application domain",
            Self::Contribution => "Core contribution",
            Self::Usage => "Usage guide",
            Self::Innovations => "Main innovations",
            Self::Results => "Experimental results",
        }
    }
}

/// A paper's report cut into its sections.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sections {
    /// What precedes the first section: a title line, or nothing.
    pub preamble: String,
    /// The five texts in the order of [`Section::ALL`], Markdown, dedented; `None` where the report
    /// has none.
    pub texts: [Option<String>; 5],
    /// Missing, doubled and misplaced sections; lines are counted from 1 within the report's text.
    pub problems: Vec<Problem>,
}

impl Sections {
    /// The section's text.
    pub fn get(&self, section: Section) -> Option<&str> {
        self.texts[section as usize].as_deref()
    }
}
