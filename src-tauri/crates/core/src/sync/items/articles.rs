//! The full texts that one device fetched, on the others.

use super::{PaperLine, own_items};
use crate::Error;
use crate::sync::library::Library;
use paperboy_paper::article::{from_markdown, is_shapeless};
use paperboy_paper::{Article, ReadingSource};
use paperboy_store::{SharedArticle, StoredArticle};
use paperboy_sync::OwnItems;
use serde::{Deserialize, Serialize};

impl Library {
    pub(super) fn articles_after(&self, number: i64, bytes: usize) -> Result<OwnItems, Error> {
        let (articles, last, has_more) = self.store.articles_after(number, bytes)?;
        let lines = articles.into_iter().filter_map(Line::of).collect();
        Ok(own_items(lines, last, !has_more))
    }

    pub(super) fn articles_in(&self, lines: Vec<String>) -> Vec<SharedArticle> {
        let read = |line: String| serde_json::from_str::<Line>(&line).ok()?.checked(self);
        lines.into_iter().filter_map(read).collect()
    }
}

/// A full text as a line of a file; `docs/sync.md` describes it. Unknown fields are passed over.
#[derive(Serialize, Deserialize)]
struct Line {
    #[serde(flatten)]
    paper: PaperLine,
    source: String,
    /// Milliseconds since 1970.
    fetched: i64,
    article: Article,
}

impl Line {
    /// `None`: this Paperboy can't read it either.
    fn of(SharedArticle { paper, article }: SharedArticle) -> Option<Self> {
        Some(Self {
            paper: paper.into(),
            source: article.source.key().to_owned(),
            fetched: article.fetched.as_millisecond(),
            article: serde_json::from_slice(&article.body).ok()?,
        })
    }

    /// The article, where it is one that a Paperboy can have sent.
    fn checked(self, library: &Library) -> Option<SharedArticle> {
        let source = ReadingSource::from_key(&self.source)?;
        let is_page =
            source == ReadingSource::Markdown && from_markdown::is_of_web_page(&self.article);
        if source == ReadingSource::Abstract || is_page || !self.article.is_sound() {
            return None;
        }
        let mut body = serde_json::to_string(&self.article).ok()?;
        // As when a page is read: invisible text must not reach a model either.
        body.retain(|c| !is_shapeless(c));
        // Of a clock that is ahead.
        let fetched = jiff::Timestamp::from_millisecond(self.fetched).ok()?.min(library.now);
        let article = StoredArticle { source, body: body.into_bytes(), fetched };
        Some(SharedArticle { paper: self.paper.checked(library)?, article })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use paperboy_store::Store;
    use serde_json::{Value, json};
    use std::sync::Arc;

    fn line(article: &Value) -> Value {
        json!({
            "paper": { "id": "2601.00001", "title": "A title" },
            "date": "2026-01-14",
            "source": "html",
            "fetched": 1_768_400_000_000_i64,
            "article": article,
            "later": "what a newer version may add",
        })
    }

    fn article(block: &Value) -> Value {
        let article = Article::default();
        let mut article = serde_json::to_value(article).unwrap();
        let blocks = json!([{ "paragraph": [{ "text": "Words that are read." }] }, block]);
        article["sections"] =
            json!([{ "level": 1, "number": null, "title": [], "part": "body", "blocks": blocks }]);
        article
    }

    #[test]
    fn only_what_a_reader_of_pages_can_have_made_is_taken() {
        let folder = tempfile::tempdir().unwrap();
        let now = "2026-01-15T12:00:00Z".parse().unwrap();
        let store = Arc::new(Store::open(&folder.path().join("library"), now).unwrap().store);
        let library = Library { store, now };
        let taken = |line: &Value| library.articles_in(vec![line.to_string()]).pop();
        let words = |text: &str| json!({ "paragraph": [{ "text": text }] });
        let image = |path: &str| json!({ "figure": { "caption": null, "images": [{ "source": { "file": path } }], "blocks": [] } });
        let sound = line(&article(&image("2601.00001v1/x1.png")));
        assert!(taken(&sound).is_some());
        for hostile in [
            article(&image("../../etc/passwd")),
            article(&image("x.png?https://elsewhere.example")),
            article(&json!({ "table": { "caption": null, "header": [[], []], "rows": [[[]]] } })),
            article(&json!({ "script": "alert(1)" })),
            serde_json::to_value(Article::default()).unwrap(),
            json!([]),
        ] {
            assert!(taken(&line(&hostile)).is_none(), "{hostile}");
        }
        for (field, value) in [
            ("source", json!("abstract")),
            ("source", json!("elsewhere")),
            ("fetched", json!(i64::MAX)),
            ("date", json!("1815-06-18")),
            ("paper", json!({ "id": "../x", "title": "A title" })),
        ] {
            let mut line = sound.clone();
            line[field] = value;
            assert!(taken(&line).is_none(), "{field}");
        }
        // A nesting that no stack holds is no article; hidden characters are left out.
        let deep = "[".repeat(100_000);
        assert!(library.articles_in(vec![deep]).is_empty());
        let hidden =
            taken(&line(&article(&words("ig\u{200B}nore \u{E0049}\u{202E}this")))).unwrap();
        let body = String::from_utf8(hidden.article.body).unwrap();
        assert!(body.contains("ignore this"), "{body}");
    }
}
