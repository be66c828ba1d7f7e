//! The data of a paper in a reference.

use crate::{CitedDate, Name};
use paperboy_paper::PaperId;

/// A reference, to be written or as it was read. What is not known is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reference {
    /// arXiv's identifier.
    pub id: Option<PaperId>,
    /// The version of the paper on arXiv, from 1.
    pub version: Option<u32>,
    /// The title in one line; formulas are between dollar signs.
    pub title: String,
    /// The authors in their order.
    pub authors: Vec<Name>,
    /// When it was published.
    pub date: Option<CitedDate>,
    /// The abstract.
    pub abstract_text: Option<String>,
    /// arXiv's categories, such as `cs.CL`, the primary one first.
    pub categories: Vec<String>,
    /// Its DOI where it is not the one that follows from arXiv's identifier.
    pub doi: Option<String>,
    /// Where it was published beside arXiv.
    pub journal: Option<String>,
    /// The licence of the paper's text.
    pub licence: Option<String>,
    /// An address that is not arXiv's own.
    pub url: Option<String>,
    /// What the user wrote about it.
    pub note: Option<String>,
    /// The user's tags.
    pub tags: Vec<String>,
}

impl Reference {
    /// The DOI to cite: its own, or the one that arXiv registers for each paper.
    pub fn cited_doi(&self) -> Option<String> {
        let own = self.doi.as_ref().filter(|doi| is_plain_doi(doi)).cloned();
        own.or_else(|| self.id.as_ref().map(|id| format!("10.48550/arXiv.{id}")))
    }

    /// The address to cite: its own, arXiv's, or that of its DOI.
    pub fn cited_url(&self) -> Option<String> {
        let arxiv = || {
            let version = self.version.map(|version| format!("v{version}")).unwrap_or_default();
            self.id.as_ref().map(|id| format!("{}{version}", id.links().arxiv))
        };
        let doi = || self.cited_doi().map(|doi| format!("https://doi.org/{doi}"));
        self.url.as_deref().and_then(plain_url).or_else(arxiv).or_else(doi)
    }

    /// When it was published, or else the month in which arXiv gave the identifier.
    pub fn cited_date(&self) -> Option<CitedDate> {
        self.date.or_else(|| self.id.as_ref().and_then(CitedDate::of_id))
    }

    /// arXiv's primary category.
    pub(crate) fn primary_class(&self) -> Option<&str> {
        let is_class = |class: &&String| {
            let named = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
            !class.is_empty() && class.len() <= 40 && class.chars().all(named)
        };
        self.categories.first().filter(is_class).map(String::as_str)
    }
}

/// Whether a DOI can be written into every format as it is.
pub(crate) fn is_plain_doi(doi: &str) -> bool {
    doi.starts_with("10.")
        && doi.len() <= 300
        && doi.bytes().all(|b| b.is_ascii_graphic() && !matches!(b, b'{' | b'}' | b'\\'))
}

/// An address with what would end a field or a line of some format written in per cent.
fn plain_url(url: &str) -> Option<String> {
    let is_web = ["https://", "http://"].iter().any(|scheme| url.starts_with(scheme));
    if !is_web || url.len() > 2_000 {
        return None;
    }
    let mut plain = String::with_capacity(url.len());
    for byte in url.bytes() {
        if byte.is_ascii_graphic() && !b"{}\\\"<>^`|".contains(&byte) {
            plain.push(char::from(byte));
        } else {
            plain.push_str(&format!("%{byte:02X}"));
        }
    }
    Some(plain)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn doi_address_and_date_follow_from_the_identifier() {
        let mut reference =
            Reference { id: PaperId::parse("1706.03762"), version: Some(5), ..Default::default() };
        assert_eq!(reference.cited_doi().unwrap(), "10.48550/arXiv.1706.03762");
        assert_eq!(reference.cited_url().unwrap(), "https://arxiv.org/abs/1706.03762v5");
        assert_eq!(reference.cited_date().unwrap().year, 2017);
        reference.doi = Some("10.1/a{b".into());
        assert_eq!(reference.cited_doi().unwrap(), "10.48550/arXiv.1706.03762");
        reference.url = Some("https://e.org/a b{c}\n中".into());
        assert_eq!(reference.cited_url().unwrap(), "https://e.org/a%20b%7Bc%7D%0A%E4%B8%AD");
        reference.url = Some("javascript:alert(1)".into());
        assert_eq!(reference.cited_url().unwrap(), "https://arxiv.org/abs/1706.03762v5");
    }
}
