//! A paper's article, from the fullest source that has it: arXiv's HTML, Hugging Face's Markdown, the
//! text of arXiv's PDF, arXiv's abstract page, the list's abstract.
//!
//! The next source is tried only when a source answers that it has nothing (404, 403), or shows its
//! own failed conversion. After any temporary fault the reading stays open.

use super::{FetchOutcome, FetchedPaper, Halt, PaperProblem, Run};
use crate::wire::ValueCause;
use paperboy_net::{Absence, Body, Fetched, NetError, Validators};
use paperboy_paper::article::{self, Article, NotThePaper, from_pdf};
use paperboy_paper::{
    AbsPage, NoAbs, PaperId, PdfProblem, ReadingCause, ReadingReason, ReadingSource,
};
use paperboy_store::{NewArticle, Reading};
use std::sync::Arc;

/// The number of requests for a page that is not the paper's before the reading is left open.
const MAX_TRIES: usize = 3;

/// The answer of one source.
enum SourceAnswer {
    Article(Box<Article>, Validators),
    /// The stored article equals the source's.
    Unchanged,
    /// A permanent absence: the next source is tried.
    Nothing(ReadingReason),
    /// Nothing for now: the reading stays open.
    NotNow(ReadingReason),
}

impl Run<'_> {
    /// Reads one paper and stores the result.
    pub(super) async fn paper(&self, reading: &Reading) -> Result<FetchedPaper, Halt> {
        let mut missing: Vec<ReadingReason> = Vec::new();
        for source in ReadingSource::ALL {
            match source {
                ReadingSource::Pdf if self.app.user.pdf_reader.is_none() => continue,
                // It is in the library already.
                ReadingSource::Abstract => break,
                _ => {}
            }
            match self.ask_source(source, reading).await? {
                SourceAnswer::Article(article, validators) => {
                    self.keep(reading, source, &article, validators, missing.clone())?;
                    return Ok(outcome(reading, FetchOutcome::Read, missing));
                }
                SourceAnswer::Unchanged => {
                    // The article stays; the reason of an earlier failure is removed.
                    self.app.store().settle_with_abstract(&reading.id, &missing, self.app.now())?;
                    return Ok(outcome(reading, FetchOutcome::Kept, missing));
                }
                SourceAnswer::Nothing(why) => missing.push(why),
                SourceAnswer::NotNow(why) => return self.failed(reading, vec![why]),
            }
        }
        if self
            .app
            .store()
            .paper(&reading.id)?
            .is_none_or(|paper| paper.abstract_text.is_none() && !paper.has_article)
        {
            // No list names the paper either, so there is no abstract that could be used.
            return self.failed(reading, missing);
        }
        self.app.store().settle_with_abstract(&reading.id, &missing, self.app.now())?;
        Ok(outcome(reading, FetchOutcome::Read, missing))
    }

    /// Requests the page of an article that an earlier version read without its images, and keeps what
    /// it has now; false when arXiv has no such page any more.
    pub(crate) async fn read_with_images(&self, id: &PaperId) -> Result<bool, Halt> {
        let Some(reading) = self.app.store().reading(id)? else { return Ok(false) };
        // An answer that nothing changed would bring no image.
        let reading = Reading { etag: None, last_modified: None, ..reading };
        Ok(match self.ask_source(ReadingSource::Html, &reading).await? {
            SourceAnswer::Article(article, validators) => {
                self.keep(&reading, ReadingSource::Html, &article, validators, Vec::new())?;
                true
            }
            SourceAnswer::Unchanged | SourceAnswer::NotNow(_) => true,
            SourceAnswer::Nothing(_) => false,
        })
    }

    fn failed(&self, reading: &Reading, reasons: Vec<ReadingReason>) -> Result<FetchedPaper, Halt> {
        let why = ReadingReason::sentence(&reasons);
        tracing::warn!(id = %reading.id, why, "a paper could not be fetched; it will be tried again");
        self.app.store().reading_failed(&reading.id, &reasons, self.app.now())?;
        Ok(outcome(reading, FetchOutcome::Failed, reasons))
    }

    async fn ask_source(
        &self,
        source: ReadingSource,
        reading: &Reading,
    ) -> Result<SourceAnswer, Halt> {
        let id = &reading.id;
        let validators = match reading.source == Some(source) {
            true => Validators {
                etag: reading.etag.clone(),
                last_modified: reading.last_modified.clone(),
            },
            false => Validators::NONE,
        };
        let because = |cause: ReadingCause| ReadingReason::new(source, cause);
        let (mut odd, mut cut) = (because(ReadingCause::Foreign), Vec::new());
        for _ in 0..MAX_TRIES {
            let fetched = match source {
                ReadingSource::Html => {
                    self.unless_cancelled(self.net.article_html(id, &validators)).await?
                }
                ReadingSource::Markdown => {
                    self.unless_cancelled(self.net.paper_markdown(id, &validators)).await?
                }
                ReadingSource::Pdf => self.unless_cancelled(self.net.pdf(id, &validators)).await?,
                ReadingSource::Abs | ReadingSource::Abstract => {
                    self.unless_cancelled(self.net.abs(id, &validators)).await?
                }
            };
            let body = match fetched {
                Ok(Fetched::Body(body)) => body,
                Ok(Fetched::NotModified) => return Ok(SourceAnswer::Unchanged),
                Ok(Fetched::Absent(absence)) => {
                    return Ok(SourceAnswer::Nothing(because(match absence {
                        Absence::NotFound => ReadingCause::NotFound,
                        Absence::Forbidden => ReadingCause::NotPublic,
                    })));
                }
                Err(error @ NetError::TooLarge { .. }) => {
                    return Ok(SourceAnswer::Nothing(because(error.into_cause().into())));
                }
                Err(error) => return Ok(SourceAnswer::NotNow(because(error.into_cause().into()))),
            };
            if source == ReadingSource::Pdf {
                // Anything else at its address is not about the paper.
                if !paperboy_pdf::is_pdf(&body.bytes) {
                    cut.push(None);
                    continue;
                }
                return self.pdf_text(reading, body).await;
            }
            match read(source, &body, id) {
                article::Reading::Article(article) => {
                    return Ok(SourceAnswer::Article(article, body.validators));
                }
                article::Reading::NoText(why) => {
                    return Ok(SourceAnswer::Nothing(because(why.into())));
                }
                article::Reading::NotThePaper(why) => {
                    cut.push((why == NotThePaper::CutOff).then_some(body.bytes));
                    odd = because(why.into());
                }
            }
        }
        // Each response was complete by the rules of HTTP: a page that ends at the same byte each time
        // was not cut off during the transfer.
        let cut_at_source = cut.iter().all(|page| page.is_some() && *page == cut[0]);
        Ok(if cut_at_source { SourceAnswer::Nothing(odd) } else { SourceAnswer::NotNow(odd) })
    }

    /// The text of a PDF, read in a process of its own.
    async fn pdf_text(&self, reading: &Reading, body: Body) -> Result<SourceAnswer, Halt> {
        let Some(reader) = self.app.user.pdf_reader.clone() else {
            let why = ReadingReason::new(ReadingSource::Pdf, PdfProblem::NoReader);
            return Ok(SourceAnswer::Nothing(why));
        };
        self.app.keep_read_pdf(&reading.id, &body)?;
        let (bytes, job) = (Arc::new(body.bytes), self.job.clone());
        let title = paperboy_report::title(&reading.title).into_owned();
        let read = tokio::task::spawn_blocking(move || {
            let text = paperboy_pdf::text_of(&reader, bytes, || job.is_cancelled())?;
            Some(text.and_then(|text| from_pdf::read(&text, &title)))
        });
        // A task that panicked has met a text that it can't read.
        Ok(match read.await.unwrap_or(Some(Err(PdfProblem::Damaged))) {
            None => return Err(Halt::Cancelled),
            Some(Ok(article)) => SourceAnswer::Article(Box::new(article), body.validators),
            Some(Err(why)) => SourceAnswer::Nothing(ReadingReason::new(ReadingSource::Pdf, why)),
        })
    }

    fn keep(
        &self,
        reading: &Reading,
        source: ReadingSource,
        article: &Article,
        validators: Validators,
        reasons: Vec<ReadingReason>,
    ) -> Result<(), Halt> {
        if article.hidden.count > 0 {
            tracing::warn!(id = %reading.id, "the paper's page contains text that is not visible; it was left out");
        }
        let body = serde_json::to_vec(article).map_err(ValueCause::other)?;
        let read = article;
        let article = NewArticle {
            source,
            body,
            etag: validators.etag,
            last_modified: validators.last_modified,
            reasons,
        };
        self.app.store().put_article(&reading.id, &article, self.app.now())?;
        match source {
            ReadingSource::Markdown => Ok(self.app.note_parser()?),
            ReadingSource::Html => Ok(self.app.keep_card_place(&reading.id, read)?),
            _ => Ok(()),
        }
    }
}

fn read(source: ReadingSource, body: &Body, id: &PaperId) -> article::Reading {
    match source {
        ReadingSource::Html => article::html::read(&body.bytes, id),
        ReadingSource::Markdown => article::from_markdown::read_for(&body.bytes, id),
        // A PDF is not a page of HTML.
        ReadingSource::Pdf => article::Reading::NotThePaper(NotThePaper::Foreign),
        ReadingSource::Abs | ReadingSource::Abstract => match AbsPage::read(&body.bytes, id) {
            Ok(page) => article::Reading::Article(Box::new(page.article())),
            Err(NoAbs::NoText(why)) => article::Reading::NoText(why),
            Err(NoAbs::NotThePaper(why)) => article::Reading::NotThePaper(why),
        },
    }
}

fn outcome(reading: &Reading, outcome: FetchOutcome, reasons: Vec<ReadingReason>) -> FetchedPaper {
    FetchedPaper {
        id: reading.id.to_string(),
        outcome,
        reading_source: None,
        writer: None,
        problem: PaperProblem { reading: reasons, ..PaperProblem::default() },
    }
}
