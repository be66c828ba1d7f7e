//! The result of reading a page.

use super::Article;
use crate::ReadingCause;
use std::fmt;

/// The result of reading the page that was received for a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// The paper's text.
    Article(Box<Article>),
    /// This is the paper's page, and it holds no text of the paper: asking again would not help,
    /// another source may.
    NoText(NoText),
    /// This is no page of the paper: it should be requested again.
    NotThePaper(NotThePaper),
}

/// Why a paper's own page gives no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NoText {
    /// The page has nothing where the article should be.
    Blank,
    /// Fewer than [`NoText::MIN_ARTICLE_CHARS`] characters came out of the conversion.
    TooShort,
    /// The conversion shows the paper's LaTeX commands instead of its text.
    RawLatex,
    /// The page has more than [`crate::MAX_PAGE_BYTES`] bytes.
    TooLarge,
    /// arXiv has no HTML of the paper.
    NotConverted,
    /// The text was made of a web page about the paper, with menus and comments, and not of the
    /// paper.
    OtherPage,
    /// The page's style rules are too large to find out which text is visible.
    StylesTooLarge,
}

impl NoText {
    /// The characters a text must have to count as an article.
    pub const MIN_ARTICLE_CHARS: usize = 500;
}

/// Why a page is not the paper's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotThePaper {
    /// The page ends before its end: it was cut on the way.
    CutOff,
    /// A page that wants to see a person first.
    Challenge,
    /// Not a page of a paper at all.
    Foreign,
    /// The page names another paper.
    OtherPaper(crate::PaperId),
}

impl fmt::Display for NoText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        ReadingCause::from(*self).fmt(f)
    }
}

impl fmt::Display for NotThePaper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        ReadingCause::from(self.clone()).fmt(f)
    }
}
