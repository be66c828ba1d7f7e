//! PDFs of papers: kept of papers that are starred or kept for later, if the user wants that, and of
//! those that the user asks for. They are fetched by the job of figures, whose queue has the order.

use super::fetch::{FigureRun, Stop};
use super::outcome::is_redirect;
use super::queue::FigureWork;
use crate::reading::{narrow, paper_id};
use crate::wire::{PaperPdf, PdfSettings, Phase, ValueCause};
use crate::{App, Error};
use jiff::{SignedDuration, Timestamp};
use paperboy_net::{Absence, Body, Fetched, NetError, Validators};
use paperboy_paper::{PaperId, PdfAbsence};
use paperboy_store::NewPdf;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

/// The most PDFs that are fetched after a day without anybody asking for them.
const MAX_KEPT: u32 = 20;
/// How long after a PDF could not be fetched it is asked for again.
const RETRY_INTERVAL: SignedDuration = SignedDuration::from_hours(1);

impl App {
    /// What is known of a paper's PDF.
    pub fn pdf(&self, id: &str) -> Result<PaperPdf, Error> {
        let id = paper_id(id)?;
        let queued = self.queued_figures()?;
        let is_queued =
            queued.iter().any(|work| matches!(work, FigureWork::Pdfs(ids) if ids.contains(&id)));
        let Some(pdf) = self.store().pdf(&id)? else {
            return Ok(PaperPdf { waiting: is_queued, ..PaperPdf::default() });
        };
        Ok(PaperPdf {
            kept_kb: pdf.bytes.map(|bytes| narrow(bytes.div_ceil(1024))),
            waiting: is_queued && pdf.bytes.is_none(),
            absence: pdf.absence,
        })
    }

    /// Fetches the PDF of a paper in the background because the user asks for it.
    pub fn fetch_pdf(self: &Arc<Self>, id: &str) -> Result<PaperPdf, Error> {
        let of = paper_id(id)?;
        self.store().want_pdf(&of, self.now())?;
        self.queue_figures(FigureWork::Pdfs(vec![of]))?;
        self.pdf(id)
    }

    /// Where the PDF of a paper is, to be opened in another program.
    pub fn pdf_path(&self, id: &str) -> Result<PathBuf, Error> {
        let of = paper_id(id)?;
        let path = self.store().pdf_file(&of)?;
        path.ok_or_else(|| ValueCause::NoPdf { id: id.to_owned() }.into())
    }

    /// Whether PDFs are kept, and how much space they take.
    pub fn pdf_settings(&self) -> Result<PdfSettings, Error> {
        Ok(PdfSettings {
            kept: self.keeps_pdfs()?,
            space_mb: narrow(self.pdf_space()? >> 20),
            used_kb: narrow(self.store().pdf_size()?.div_ceil(1024)),
        })
    }

    /// Removes all PDFs. Everything else stays as it is.
    pub fn delete_pdfs(&self) -> Result<PdfSettings, Error> {
        // Files of no PDF are removed with them, unless a fetch is writing some.
        let lock = self.lock_figures();
        self.store().delete_pdfs()?;
        if lock.is_some() {
            self.store().sweep_pdfs()?;
        }
        self.background.wake();
        self.pdf_settings()
    }

    /// Whether PDFs of papers that are starred or kept for later are kept.
    pub(super) fn keeps_pdfs(&self) -> Result<bool, Error> {
        Ok(self.setting("pdf.keep")? == "on")
    }

    /// How many bytes PDFs may take.
    fn pdf_space(&self) -> Result<u64, Error> {
        let megabytes: u64 = self.setting("pdf.space_mb")?.parse().unwrap_or(2048);
        Ok(megabytes << 20)
    }

    /// Removes PDFs that take more space than they may; where there is more space than there was,
    /// those that were removed come again.
    pub(crate) fn fit_pdfs(&self) -> Result<(), Error> {
        if self.store().fit_pdfs(self.pdf_space()?)? > 0 {
            self.background.wake();
            return Ok(());
        }
        Ok(self.store().restore_removed_pdfs()?)
    }

    /// The papers of these whose PDFs are to be fetched now that the user has opened or marked them.
    pub(super) fn lacking_pdfs(&self, ids: &[PaperId]) -> Result<Vec<PaperId>, Error> {
        let mut lacking = Vec::new();
        if self.read_only() || !self.keeps_pdfs()? {
            return Ok(lacking);
        }
        for id in ids {
            if self.lacks_pdf(id)? {
                lacking.push(id.clone());
            }
        }
        Ok(lacking)
    }

    fn lacks_pdf(&self, id: &PaperId) -> Result<bool, Error> {
        let is_kept = self
            .store()
            .paper(id)?
            .is_some_and(|paper| paper.marks.starred.is_some() || paper.marks.later.is_some());
        let is_due = match self.store().pdf(id)? {
            None => true,
            Some(pdf) if pdf.bytes.is_some() => false,
            Some(pdf) => match pdf.absence {
                None => true,
                Some(PdfAbsence::NotFetched) => pdf.asked <= self.pdfs_tried_before(),
                Some(_) => false,
            },
        };
        Ok(is_kept && is_due)
    }

    fn pdfs_tried_before(&self) -> Timestamp {
        self.now().checked_sub(RETRY_INTERVAL).unwrap_or(Timestamp::MIN)
    }

    /// Whether a PDF that was read for its text is one that is to be kept.
    fn wants_pdf(&self, id: &PaperId) -> Result<bool, Error> {
        let pdf = self.store().pdf(id)?;
        if pdf
            .as_ref()
            .is_some_and(|pdf| pdf.bytes.is_none() && pdf.wanted && pdf.absence.is_none())
        {
            return Ok(true);
        }
        Ok(self.keeps_pdfs()? && self.lacks_pdf(id)?)
    }

    /// Keeps a PDF that was fetched for its text, if it would be fetched again otherwise.
    pub(crate) fn keep_read_pdf(&self, id: &PaperId, body: &Body) -> Result<(), Error> {
        match self.wants_pdf(id)? {
            true => self.keep_pdf(id, body).map(drop),
            false => Ok(()),
        }
    }

    /// Keeps a PDF within the space that they may take; false when it had to go again.
    fn keep_pdf(&self, id: &PaperId, body: &Body) -> Result<bool, Error> {
        let store = self.store();
        let Validators { etag, last_modified } = &body.validators;
        let pdf = NewPdf {
            bytes: &body.bytes,
            etag: etag.as_deref(),
            last_modified: last_modified.as_deref(),
        };
        store.put_pdf(id, &pdf, self.now())?;
        store.fit_pdfs(self.pdf_space()?)?;
        Ok(store.pdf(id)?.is_some_and(|pdf| pdf.bytes.is_some()))
    }
}

impl FigureRun<'_> {
    /// Fetches the PDFs that the user asked for or marked the papers of.
    pub(super) async fn asked_pdfs(&self, ids: &[PaperId]) -> Result<(), Stop> {
        self.pdfs(ids, true).await
    }

    /// Fetches PDFs of papers that are starred or kept for later, if they are to be kept.
    pub(super) async fn kept_pdfs(&self) -> Result<(), Stop> {
        if !self.app.keeps_pdfs()? {
            return Ok(());
        }
        let store = self.app.store();
        let ids = store.papers_without_pdf(self.app.pdfs_tried_before(), MAX_KEPT)?;
        self.pdfs(&ids, false).await
    }

    /// `is_entry`: these are what an entry of the queue is about.
    async fn pdfs(&self, ids: &[PaperId], is_entry: bool) -> Result<(), Stop> {
        if ids.is_empty() {
            return Ok(());
        }
        let (total, began) = (ids.len(), Instant::now());
        let mut left = ids;
        while let Some((id, others)) = left.split_first() {
            self.go_on().await?;
            if self.app.wants_pdf(id)? {
                self.job.phase(Phase::Pdfs);
                let title =
                    self.app.store().paper(id)?.map_or_else(String::new, |paper| paper.title);
                self.job.at_with_time_left(total - left.len(), total, &title, began);
                self.app.background.wake();
                self.run.patiently(Phase::Pdfs, self.pdf(id)).await?;
                self.app.background.wake();
            }
            left = others;
            if is_entry {
                self.shrink(FigureWork::Pdfs(left.to_vec()))?;
            }
        }
        self.job.at(total, total, "");
        Ok(())
    }

    /// Fetches a PDF and keeps it, or notes why there is none.
    async fn pdf(&self, id: &PaperId) -> Result<(), Stop> {
        let request = self.run.unless_cancelled(self.run.net.pdf(id, &Validators::NONE));
        let answer = self.in_turn(request).await?;
        let absence = match answer {
            // arXiv refuses a program all PDFs, never a single one.
            Ok(Fetched::Absent(Absence::Forbidden)) => return Err(Stop::Held(None)),
            Err(NetError::Busy { retry_after, .. }) => return Err(Stop::Held(retry_after)),
            Err(NetError::NoTurn { .. }) => return Err(Stop::Held(None)),
            Err(NetError::Fault { cause, .. }) if !is_redirect(&cause) => {
                tracing::warn!(%id, %cause, "a PDF could not be fetched; it will be tried again");
                if self.health.fails() && !self.health.counts() {
                    return Err(Stop::Held(None));
                }
                PdfAbsence::NotFetched
            }
            answer => {
                self.health.answered();
                match answer {
                    Ok(Fetched::Body(body)) if paperboy_pdf::is_pdf(&body.bytes) => {
                        return match self.app.keep_pdf(id, &body)? {
                            true => Ok(()),
                            // More would only take its turn.
                            false => Err(Stop::Full),
                        };
                    }
                    Ok(Fetched::Body(_)) => PdfAbsence::NotAPdf,
                    Ok(_) => PdfAbsence::NotFound,
                    Err(NetError::TooLarge { .. }) => PdfAbsence::TooLarge,
                    Err(error) => {
                        tracing::warn!(%id, %error, "a PDF can't be had");
                        PdfAbsence::NotFound
                    }
                }
            }
        };
        tracing::info!(%id, absence = absence.key(), "a PDF is not kept");
        Ok(self.app.store().pdf_failed(id, absence, self.app.now())?)
    }
}
