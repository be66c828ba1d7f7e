//! Papers' articles, for reading offline.

use crate::reading::{narrow, paper_id};
use crate::wire::{ArticleSection, OpenArticle};
use crate::{App, Error};
use paperboy_paper::Article;
use paperboy_paper::article::Part;
use paperboy_report::html;

impl App {
    /// A paper's article; `None` when none is kept.
    pub fn article(&self, id: &str) -> Result<Option<OpenArticle>, Error> {
        let id = paper_id(id)?;
        self.kept_paper(&id)?;
        let Some(kept) = self.store().article(&id)? else { return Ok(None) };
        let article: Article = serde_json::from_slice(&kept.body).map_err(|error| {
            tracing::error!(%id, %error, "an article in the library can't be read");
            Error::BadValue(format!("the article of {id} can't be read; fetch it again"))
        })?;
        Ok(Some(OpenArticle {
            reading_source: kept.source.key().to_owned(),
            fetched: kept.fetched.to_string(),
            sections: sections(&article),
            hidden: narrow(article.hidden.texts.len() as u64),
            cut_short: article.cut_short,
        }))
    }
}

fn sections(article: &Article) -> Vec<ArticleSection> {
    let mut sections = Vec::new();
    let abstract_text = article.abstract_text();
    if !abstract_text.is_empty() {
        sections.push(ArticleSection { part: "abstract".to_owned(), level: 1, title_html: String::new(), html: html(&abstract_text) });
    }
    for section in &article.sections {
        sections.push(ArticleSection {
            part: part(section.part).to_owned(),
            level: section.level.into(),
            title_html: html(&section.heading()),
            html: html(&section.markdown()),
        });
    }
    if !article.references.is_empty() {
        let list: Vec<String> = article.references.iter().map(|reference| format!("- {}", reference.markdown())).collect();
        sections.push(ArticleSection { part: "references".to_owned(), level: 1, title_html: String::new(), html: html(&list.join("\n")) });
    }
    sections
}

fn part(part: Part) -> &'static str {
    match part {
        Part::Front => "front",
        Part::Body => "body",
        Part::Acknowledgements => "acknowledgements",
        Part::Appendix => "appendix",
    }
}
