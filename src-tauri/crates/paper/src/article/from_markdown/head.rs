//! The head that a web reader puts before the Markdown it made of a page: `Title:`, `URL Source:`,
//! `Markdown Content:`.

use crate::PaperId;

/// The head's lines are among this many first lines.
const MAX_HEAD_LINES: usize = 40;

/// A web reader's description of the page that it converted to Markdown.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Head<'a> {
    pub(super) title: &'a str,
    pub(super) source: Source,
    /// The Markdown below the head.
    pub(super) content: &'a str,
}

/// The page that was turned into Markdown.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// arXiv's HTML of a paper, with the paper's id where the address holds one.
    ArxivHtml(Option<PaperId>),
    /// Any other page: Hugging Face's own page of the paper with menus and comments, an abstract
    /// page, a PDF.
    OtherPage,
}

impl<'a> Head<'a> {
    /// The head of a text; `None` when the text begins without one.
    pub(super) fn of(text: &'a str) -> Option<Self> {
        let (mut title, mut address, mut end) = (None, None, 0);
        let mut at = 0;
        for (n, line) in text.split_inclusive('\n').take(MAX_HEAD_LINES).enumerate() {
            at += line.len();
            let line = line.trim();
            if let Some(named) = field(line, "Title") {
                title = title.or(Some(named));
            } else if let Some(named) = field(line, "URL Source") {
                address = address.or(Some(named));
            } else if field(line, "Markdown Content").is_some() {
                end = at;
                break;
            } else if !line.is_empty() && !is_field(line) {
                // Running text: the head has ended, or there was none. A title may run over two
                // lines.
                if n > 0 && title.is_some() && address.is_none() {
                    continue;
                }
                break;
            }
            end = at;
        }
        let address = address?;
        Some(Self {
            title: title.unwrap_or_default(),
            source: source(address),
            content: &text[end..],
        })
    }
}

fn field<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    let (head, rest) = line.split_at_checked(name.len())?;
    Some(rest.strip_prefix(':').filter(|_| head.eq_ignore_ascii_case(name))?.trim())
}

/// `Published Time: …`, `Number of Pages: …`, `Warning: …`
fn is_field(line: &str) -> bool {
    line.split_once(':').is_some_and(|(name, _)| {
        let capital =
            |word: &str| word == "of" || word.starts_with(|c: char| c.is_ascii_uppercase());
        name.len() <= 24
            && !name.is_empty()
            && name.chars().all(|c| c.is_ascii_alphabetic() || c == ' ')
            && name.split(' ').all(capital)
    })
}

/// The kind of page that is at an address.
fn source(address: &str) -> Source {
    let address = address.trim_matches(['<', '>']);
    let Some((scheme, rest)) = address.split_once("://") else { return Source::OtherPage };
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = host.to_ascii_lowercase();
    let arxiv = host == "arxiv.org"
        || host.ends_with(".arxiv.org")
        || host == "ar5iv.org"
        || host == "www.ar5iv.org";
    let web = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    match path.strip_prefix("html/") {
        Some(paper) if web && arxiv => {
            let paper = paper.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
            Source::ArxivHtml(PaperId::parse(paper))
        }
        _ => Source::OtherPage,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_arxivs_html_is_a_paper() {
        let id = PaperId::parse("2601.00001");
        for address in [
            "https://arxiv.org/html/2601.00001v1",
            "http://www.arxiv.org/html/2601.00001",
            "https://export.arxiv.org/html/2601.00001v3?x=1#S1",
            "https://ar5iv.labs.arxiv.org/html/2601.00001/",
            "<https://ARXIV.org/html/2601.00001>",
        ] {
            assert_eq!(source(address), Source::ArxivHtml(id.clone()), "{address}");
        }
        for address in [
            "https://huggingface.co/papers/2601.00001",
            "https://arxiv.org/abs/2601.00001",
            "https://arxiv.org/pdf/2601.00001",
            "https://arxiv.org.example.com/html/2601.00001",
            "https://example.com/https://arxiv.org/html/2601.00001",
            "https://example.com/html/2601.00001",
            "ftp://arxiv.org/html/2601.00001",
            "arxiv.org/html/2601.00001",
            "",
        ] {
            assert_eq!(source(address), Source::OtherPage, "{address}");
        }
    }

    #[test]
    fn a_head_is_distinguished_from_text() {
        let head =
            Head::of("Title: Beans\n\nURL Source: https://arxiv.org/html/2601.00001\n\nPublished Time: Mon\n\nMarkdown Content:\nText")
                .unwrap();
        assert_eq!((head.title, head.content), ("Beans", "Text"));
        let head =
            Head::of("title: Beans\r\nurl source: https://a.b/c\r\n\r\nText of the page: more")
                .unwrap();
        assert_eq!(
            (head.title, head.source, head.content.trim()),
            ("Beans", Source::OtherPage, "Text of the page: more")
        );
        assert_eq!(Head::of("# Beans\n\nURL Source: https://a.b"), None);
        assert_eq!(Head::of("Title: a paper may begin so\n\nAnd go on."), None);
    }
}
