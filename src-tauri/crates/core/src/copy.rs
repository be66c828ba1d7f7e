//! Papers and their parts as text for the clipboard, and addresses for the browser.

use crate::reading::{cut, paper_id};
use crate::wire::{CopyFormat, CopyPart, Folder, ValueCause};
use crate::{App, Error};
use paperboy_net::leads_near;
use paperboy_report::{Section, check_link, copied, title};
use paperboy_store::Paper;
use std::path::PathBuf;

impl App {
    /// A part of a paper as text.
    pub fn copy_text(&self, id: &str, part: CopyPart, format: CopyFormat) -> Result<String, Error> {
        let markdown = format == CopyFormat::Markdown;
        let paper = self.stored_paper(&paper_id(id)?)?;
        let body = paper.report.as_ref().map_or("", |report| report.body.as_str());
        let formatted = |text: &str| if markdown { text.to_owned() } else { copied(text) };
        let section = match part {
            CopyPart::Citation => return Ok(citation(&paper, markdown)),
            CopyPart::Link if markdown => return Ok(linked_title(&paper)),
            CopyPart::Link => return Ok(paper.id.links().arxiv),
            CopyPart::Paper => {
                let (title, link) = (title(&paper.title), paper.id.links().arxiv);
                return Ok(formatted(&format!("# {title}\n\n{link}\n\n{body}")));
            }
            CopyPart::Domain => Section::Domain,
            CopyPart::Contribution => Section::Contribution,
            CopyPart::Usage => Section::Usage,
            CopyPart::Innovations => Section::Innovations,
            CopyPart::Results => Section::Results,
        };
        cut(paper.report.as_ref()).get(section).map(formatted).ok_or_else(|| {
            let (id, section) = (paper.id.to_string(), section.key().to_owned());
            ValueCause::NoSection { id, section }.into()
        })
    }

    /// Checks an address before it goes to the system's browser; gives it back in its normal form.
    pub fn check_link(&self, url: &str) -> Result<String, Error> {
        Ok(check_link(url)?.into())
    }

    /// An address for the system's browser. An address of this machine or its network is opened
    /// only when the user agreed: a service there may treat the request as a command.
    pub fn link_to_open(&self, url: &str, agreed: bool) -> Result<String, Error> {
        let url = check_link(url)?;
        if !agreed {
            let runtime = self.runtime()?;
            let is_near = runtime.block_on(leads_near(&url));
            // A slow look-up of a name blocks nothing else.
            runtime.shutdown_background();
            if is_near {
                return Err(Error::LinkNear(url.host_str().unwrap_or_default().to_owned()));
            }
        }
        Ok(url.into())
    }

    /// A folder that the window offers to open.
    pub fn folder(&self, which: Folder) -> PathBuf {
        match which {
            Folder::Library => self.places.library.clone(),
            Folder::Logs => self.places.logs.clone(),
        }
    }
}

/// A paper's title as a link of Markdown.
pub(crate) fn linked_title(paper: &Paper) -> String {
    format!("[{}]({})", escaped(&title(&paper.title)), paper.id.links().arxiv)
}

/// Authors, title, arXiv id and year on one line.
pub(crate) fn citation(paper: &Paper, markdown: bool) -> String {
    let authors = match paper.authors.as_slice() {
        [] => String::new(),
        few if few.len() <= 3 => format!("{}. ", few.join(", ")),
        [first, ..] => format!("{first} et al. "),
    };
    let year = year(paper.id.as_str()).map(|year| format!(", {year}")).unwrap_or_default();
    let (id, address) = (&paper.id, paper.id.links().arxiv);
    if markdown {
        format!("{authors}[{}]({address}). arXiv:{id}{year}.", escaped(&title(&paper.title)))
    } else {
        format!("{authors}{}. arXiv:{id}{year}. {address}", title(&paper.title))
    }
}

/// The year in an arXiv id, whose number begins with `YYMM`; arXiv began in 1991.
fn year(id: &str) -> Option<u16> {
    let number = id.rsplit('/').next()?;
    let short: u16 = number.get(..2)?.parse().ok()?;
    Some(if short >= 91 { 1900 + short } else { 2000 + short })
}

fn escaped(title: &str) -> String {
    title.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]")
}

#[cfg(test)]
mod tests {
    use super::year;

    #[test]
    fn the_id_contains_the_year() {
        assert_eq!(year("2512.23576"), Some(2025));
        assert_eq!(year("quant-ph/0201082"), Some(2002));
        assert_eq!(year("hep-th/9901001"), Some(1999));
    }
}
