//! Articles that an earlier parser made of Hugging Face's Markdown are read again.
//!
//! That parser mistook a web page about the paper, with menus and the comments of other people, for
//! the paper. Such an article is removed as soon as the library is opened, before a model or a
//! person reads it; an article of arXiv's HTML stays until a new one arrives. Both are read again
//! with the next fetch of any day: requests go only to the sources, and only when a fetch is
//! allowed.

use super::{FetchOutcome, Halt, Run};
use crate::article::parsed;
use crate::{App, Error};
use paperboy_paper::ReadingSource;
use paperboy_paper::article::from_markdown;
use paperboy_store::ReplaceWhenRead;

/// The setting with the version of the parser for which the library's articles of Markdown were checked.
const PARSER: &str = "articles.markdown_reader";
/// The most that are read again within one fetch.
const MAX_REOPENED: u32 = 100;

impl App {
    /// Opens the readings of articles of an earlier parser, once for each version of the parser.
    pub(crate) fn reopen_old_readings(&self) -> Result<(), Error> {
        let current = from_markdown::VERSION.to_string();
        let store = self.store();
        if self.read_only() || store.setting(PARSER)?.as_deref() == Some(&current) {
            return Ok(());
        }
        let ids = store.papers_read_from(ReadingSource::Markdown)?;
        if ids.is_empty() {
            // A library without such articles is not changed: the setting is written with the first article.
            return Ok(());
        }
        for id in &ids {
            // What can't be read is of no use to anybody.
            let kept = store.article(id).ok().flatten().and_then(|kept| parsed(id, &kept).ok());
            let is_paper = kept.is_some_and(|article| !from_markdown::is_of_web_page(&article));
            let until_read = if is_paper { ReplaceWhenRead::Yes } else { ReplaceWhenRead::No };
            tracing::info!(%id, ?until_read, "an article that an earlier version parsed will be fetched again");
            store.reopen_reading(id, until_read, self.now())?;
        }
        self.note_parser()
    }

    /// Records that the library's articles of Markdown are of this parser's version.
    pub(crate) fn note_parser(&self) -> Result<(), Error> {
        let current = from_markdown::VERSION.to_string();
        match self.store().setting(PARSER)?.as_deref() == Some(&current) {
            true => Ok(()),
            false => Ok(self.store().set_setting(PARSER, Some(&current))?),
        }
    }
}

impl Run<'_> {
    /// Reads papers of any day whose readings were opened again.
    pub(super) async fn reopened(&self) -> Result<(), Halt> {
        for reading in self.app.store().reopened_readings(MAX_REOPENED)? {
            // Another process may have read it since.
            let Some(reading) =
                self.app.store().reading(&reading.id)?.filter(|reading| !reading.settled)
            else {
                continue;
            };
            if self.paper(&reading).await?.outcome == FetchOutcome::Read {
                (self.on_read)(&reading.id);
            }
            self.app.background.wake();
        }
        Ok(())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::Places;
    use jiff::Timestamp;
    use paperboy_paper::article::{Block, Section, Text};
    use paperboy_paper::{Article, PaperId};
    use paperboy_store::{ListedPaper, Listing, NewArticle, Store};
    use std::path::Path;
    use std::sync::Arc;

    fn now() -> Timestamp {
        "2026-01-15T17:00:00Z".parse().unwrap()
    }

    fn id(n: u32) -> PaperId {
        PaperId::parse(&format!("2601.0000{n}")).unwrap()
    }

    fn open(folder: &Path) -> Arc<App> {
        let places = Places { library: folder.join("library"), logs: folder.join("logs") };
        App::open_for(crate::User::default(), places, Arc::new(now)).unwrap()
    }

    /// An article as the first parser made it of a page at this address.
    fn old_article(title: &str, address: &str) -> Vec<u8> {
        let lines = [
            format!("Title: {title}"),
            format!("URL Source: {address}"),
            "Markdown Content:".to_owned(),
            "Words. ".repeat(100),
        ];
        let blocks = lines.iter().map(|line| Block::Paragraph(Text::words(line))).collect();
        serde_json::to_vec(&Article {
            sections: vec![Section { blocks, ..Section::default() }],
            ..Article::default()
        })
        .unwrap()
    }

    /// A library in which an earlier version kept articles: of a web page, of arXiv's HTML by
    /// Markdown, of arXiv's HTML.
    fn old_library(folder: &Path) {
        drop(open(folder));
        let store = Store::open(&folder.join("library"), now()).unwrap().store;
        let paper = |n| ListedPaper {
            abstract_text: Some("An abstract.".into()),
            ..ListedPaper::new(id(n), format!("Paper {n}"))
        };
        let listing = Listing {
            date: "2026-01-14".parse().unwrap(),
            source_url: "https://a.b".into(),
            papers: (1..=3).map(paper).collect(),
        };
        store.add_listing(&listing, now()).unwrap();
        let sources = [
            (1, ReadingSource::Markdown, "https://huggingface.co/papers/2601.00001"),
            (2, ReadingSource::Markdown, "https://arxiv.org/html/2601.00002v1"),
            (3, ReadingSource::Html, "https://huggingface.co/papers/2601.00003"),
        ];
        for (n, source, address) in sources {
            let body = old_article("A title", address);
            let article = NewArticle {
                source,
                body,
                etag: Some("\"1\"".into()),
                last_modified: None,
                reasons: Vec::new(),
            };
            store.put_article(&id(n), &article, now()).unwrap();
        }
        store.set_setting(PARSER, None).unwrap();
    }

    #[test]
    fn articles_of_an_earlier_parser_are_read_again_and_a_web_page_is_removed_at_once() {
        let folder = tempfile::tempdir().unwrap();
        old_library(folder.path());
        let app = open(folder.path());
        let kept = [1, 2, 3].map(|n| {
            let reading = app.store().reading(&id(n)).unwrap().unwrap();
            (
                app.store().article(&id(n)).unwrap().is_some(),
                reading.settled,
                reading.source,
                reading.etag.is_some(),
            )
        });
        let expected = [
            (false, false, None, false),
            (true, false, Some(ReadingSource::Markdown), false),
            (true, true, Some(ReadingSource::Html), true),
        ];
        assert_eq!(kept, expected);
        assert!(app.article("2601.00001").unwrap().is_none());
        let waiting: Vec<_> = app
            .store()
            .reopened_readings(10)
            .unwrap()
            .into_iter()
            .map(|reading| reading.id)
            .collect();
        assert_eq!(waiting, [id(2), id(1)]);
    }

    #[test]
    fn an_article_of_this_parser_is_not_opened_again() {
        let folder = tempfile::tempdir().unwrap();
        old_library(folder.path());
        let app = open(folder.path());
        let article = NewArticle {
            source: ReadingSource::Markdown,
            body: old_article("A title", "https://arxiv.org/html/2601.00002v1"),
            etag: None,
            last_modified: None,
            reasons: Vec::new(),
        };
        app.store().put_article(&id(2), &article, now()).unwrap();
        drop(app);
        assert!(open(folder.path()).store().reading(&id(2)).unwrap().unwrap().settled);
    }
}
