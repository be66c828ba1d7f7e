//! Fetching the images of figures, one request at arXiv's interval each, after the articles.
//!
//! What came of each image is stored at once, so that an interrupted run goes on where it stood and
//! nothing is requested twice.

use super::{FetchedFigures, source_key};
use crate::fetch::{FetchedDay, Halt, Run};
use crate::wire::Phase;
use crate::{App, Error, Job};
use paperboy_image::{Rendition, SafeImage, Unreadable};
use paperboy_net::{Fetched, NetError};
use paperboy_paper::article::{Image, ImageSource};
use paperboy_paper::{Article, ImageProblem, PaperId};
use paperboy_store::{NewImage, NewImageFile, ShownImage, StoredImage};
use std::collections::{HashMap, HashSet};
use std::time::Instant;

/// How many figures are tried for a card.
const MAX_CANDIDATES: usize = 3;
/// The most images of one paper that are fetched.
const MAX_IMAGES: usize = 120;
/// The most papers whose figures are all fetched in one run: those that are starred or kept for later
/// after a day, and those that the user has opened or marked.
const MAX_COMPLETED: u32 = 20;
/// The smallest image that is shown on a card, in pixels of the original.
const MIN_CARD_WIDTH: u32 = 200;
const MIN_CARD_HEIGHT: u32 = 60;

/// Which images of a paper are fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// The one on its card.
    Card,
    /// All of them.
    All,
}

/// A figure that may be on the card.
struct Candidate {
    image: Image,
    source: String,
    caption: String,
}

/// What is to be fetched for a paper.
struct Work {
    id: PaperId,
    title: String,
    scope: Scope,
    candidates: Vec<Candidate>,
    images: Vec<Image>,
}

impl App {
    /// Fetches all figures of papers.
    pub(crate) fn fetch_figures(&self, ids: &[PaperId], job: &Job) -> Result<(), Error> {
        let run = self.run(None, &|_| (), job)?;
        let papers = ids.iter().map(|id| (id.clone(), Scope::All)).collect();
        match self.runtime()?.block_on(run.figures_of(papers)) {
            Ok(()) | Err(Halt::Cancelled) => Ok(()),
            Err(Halt::Offline(hosts)) => Err(Error::Offline(hosts)),
            Err(Halt::Error(error)) => Err(error),
        }
    }

    /// The papers of these whose figures are to be fetched now that the user has opened or marked
    /// them.
    pub(crate) fn lacking_figures(&self, ids: &[PaperId]) -> Result<Vec<PaperId>, Error> {
        if self.read_only() || self.figures_to_fetch()? == FetchedFigures::None {
            return Ok(Vec::new());
        }
        let mut lacking = Vec::new();
        for id in ids.iter().take(MAX_COMPLETED as usize) {
            let Some(article) = self.article_with_figures(id)? else { continue };
            let stored = self.images_by_source(id)?;
            let is_lacking = |image: &&Image| {
                stored.get(&source_key(image)).is_none_or(|image| is_due(image, Scope::All))
            };
            if article.images().into_iter().take(MAX_IMAGES).any(|image| is_lacking(&image)) {
                lacking.push(id.clone());
            }
        }
        Ok(lacking)
    }
}

impl Run<'_> {
    /// Fetches the figures on the cards of the papers of these days, and all figures of papers that
    /// are starred or kept for later, as the setting says. Where the library fails here, the log
    /// says so: the fetch has done its work, and the next one fetches the figures.
    pub(crate) async fn figures(&self, days: &[FetchedDay]) -> Result<(), Halt> {
        match self.wanted_figures(days).await {
            Err(Halt::Error(error)) => {
                tracing::warn!(%error, "the figures were not fetched");
                Ok(())
            }
            ended => ended,
        }
    }

    async fn wanted_figures(&self, days: &[FetchedDay]) -> Result<(), Halt> {
        let fetched = self.app.figures_to_fetch()?;
        if fetched == FetchedFigures::None {
            return Ok(());
        }
        let mut papers = Vec::new();
        if fetched == FetchedFigures::All {
            for paper in days.iter().flat_map(|day| &day.papers) {
                papers.push((crate::reading::paper_id(&paper.id)?, Scope::Card));
            }
        }
        let kept = self.app.store().papers_to_complete(MAX_COMPLETED)?;
        papers.extend(kept.into_iter().map(|id| (id, Scope::All)));
        self.figures_of(papers).await
    }

    async fn figures_of(&self, papers: Vec<(PaperId, Scope)>) -> Result<(), Halt> {
        // Another process that is fetching fetches these figures, too.
        let Some(_first) = self.first_on_library() else { return Ok(()) };
        self.app.store().sweep_images()?;
        let mut seen = HashSet::new();
        let mut work = Vec::new();
        for (id, scope) in papers {
            if seen.insert((id.clone(), scope == Scope::All)) {
                work.extend(self.work(id, scope)?);
            }
        }
        if work.is_empty() {
            return Ok(());
        }
        self.job.phase(Phase::Figures);
        // Cards reserve space for the figures that will come.
        self.app.background.wake();
        let (total, began) = (work.len(), Instant::now());
        for (done, work) in work.iter().enumerate() {
            self.job.at_with_time_left(done, total, &work.title, began);
            let fits = self.patiently(Phase::Figures, self.images(work)).await?;
            self.app.background.wake();
            if !fits {
                tracing::info!(
                    "no more figures are fetched: they would take more space than they may"
                );
                break;
            }
        }
        self.job.at(total, total, "");
        Ok(())
    }

    /// What is to be fetched for a paper; `None`: nothing.
    fn work(&self, id: PaperId, scope: Scope) -> Result<Option<Work>, Halt> {
        let store = self.app.store();
        if scope == Scope::All && store.images_are_complete(&id)? && self.is_whole(&id)? {
            return Ok(None);
        }
        // A damaged article is fetched again, and its figures after it.
        let Some(article) = self.app.article_with_figures(&id).unwrap_or_default() else {
            return Ok(None);
        };
        let stored = self.app.images_by_source(&id)?;
        let candidates = candidates(&article);
        let sources: Vec<String> = article.images().into_iter().map(source_key).collect();
        store.forget_other_images(&id, &sources)?;
        let images: Vec<Image> = match scope {
            Scope::Card => Vec::new(),
            Scope::All => article.images().into_iter().take(MAX_IMAGES).cloned().collect(),
        };
        let has_card = store.card_images(std::slice::from_ref(&id))?.contains_key(&id);
        let is_card_due = match candidates.iter().find(|each| !is_unfit(stored.get(&each.source))) {
            Some(candidate) => {
                let due = stored.get(&candidate.source).is_none_or(|image| is_due(image, scope));
                // The card reserves space for it.
                if !has_card {
                    let card = (candidate.source.as_str(), candidate.caption.as_str());
                    let complete = store.images_are_complete(&id)?;
                    store.set_figures(&id, Some(card), complete)?;
                }
                due
            }
            None => {
                if has_card {
                    store.set_figures(&id, None, store.images_are_complete(&id)?)?;
                }
                false
            }
        };
        let is_due = is_card_due
            || images.iter().any(|image| {
                stored.get(&source_key(image)).is_none_or(|image| is_due(image, scope))
            });
        if !is_due {
            if scope == Scope::All {
                self.complete(&id)?;
            }
            return Ok(None);
        }
        let title = store.paper(&id)?.map_or_else(|| id.to_string(), |paper| paper.title);
        Ok(Some(Work { id, title, scope, candidates, images }))
    }

    /// Whether no image of a paper is to be fetched again.
    fn is_whole(&self, id: &PaperId) -> Result<bool, Halt> {
        Ok(self.app.lacking_figures(std::slice::from_ref(id))?.is_empty())
    }

    /// Fetches the images of a paper; false when they do not fit into the space.
    async fn images(&self, work: &Work) -> Result<bool, Halt> {
        let mut stored = self.app.images_by_source(&work.id)?;
        for candidate in &work.candidates {
            let image = self.image(work, &candidate.image, &mut stored).await?;
            match image {
                Ok(image) if !fits_card(&image) => continue,
                Err(problem) if !is_passing(problem) => continue,
                _ => {}
            }
            // It fits, or may still come.
            let card = (candidate.source.as_str(), candidate.caption.as_str());
            let complete = self.app.store().images_are_complete(&work.id)?;
            self.app.store().set_figures(&work.id, Some(card), complete)?;
            break;
        }
        if work.candidates.iter().all(|each| is_unfit(stored.get(&each.source))) {
            let complete = self.app.store().images_are_complete(&work.id)?;
            self.app.store().set_figures(&work.id, None, complete)?;
        }
        for image in &work.images {
            let _ = self.image(work, image, &mut stored).await?;
        }
        if work.scope == Scope::All {
            self.complete(&work.id)?;
        }
        let space = self.app.figure_space()?;
        if self.app.store().fit_images(space)? == 0 {
            return Ok(true);
        }
        // If images of this paper had to be removed at once, more would be removed in turn.
        let left = self.app.images_by_source(&work.id)?;
        Ok(left.values().all(|image| image.image != Err(ImageProblem::Removed)))
    }

    /// Notes that all images of a paper were asked for.
    fn complete(&self, id: &PaperId) -> Result<(), Halt> {
        let store = self.app.store();
        Ok(store.complete_images(id)?)
    }

    /// One image as it is stored, or as it comes now.
    async fn image(
        &self,
        work: &Work,
        image: &Image,
        stored: &mut HashMap<String, StoredImage>,
    ) -> Result<Result<ShownImage, ImageProblem>, Halt> {
        let source = source_key(image);
        let before = stored.get(&source);
        if let Some(before) = before
            && !is_due(before, work.scope)
        {
            return Ok(before.image.clone());
        }
        let (id, now) = (&work.id, self.app.now());
        match self.safe_image(&image.source).await? {
            Ok(image) => self.app.store().put_image(id, &source, &new_image(image), now)?,
            Err(problem) => {
                tracing::info!(%id, source, problem = problem.key(), "an image can't be shown");
                self.app.store().image_failed(id, &source, problem, now)?;
            }
        }
        self.app.background.wake();
        *stored = self.app.images_by_source(id)?;
        let outcome = stored.get(&source).map(|image| image.image.clone());
        Ok(outcome.unwrap_or(Err(ImageProblem::Waiting)))
    }

    async fn safe_image(
        &self,
        source: &ImageSource,
    ) -> Result<Result<SafeImage, ImageProblem>, Halt> {
        let read = |bytes: &[u8]| match paperboy_image::render(bytes) {
            Ok(image) if image.is_blank => Err(ImageProblem::Blank),
            Ok(image) => Ok(image),
            Err(why) => Err(match why {
                Unreadable::NotAnImage => ImageProblem::NotAnImage,
                Unreadable::Damaged => ImageProblem::Damaged,
                Unreadable::TooLarge => ImageProblem::TooLarge,
                Unreadable::TooComplex => ImageProblem::TooComplex,
                Unreadable::TooSlow => ImageProblem::TooSlow,
            }),
        };
        let path = match source {
            ImageSource::Drawing(svg) => return Ok(read(svg.as_bytes())),
            ImageSource::File(path) => path,
        };
        Ok(match self.unless_cancelled(self.net.image(path)).await? {
            Ok(Fetched::Body(body)) => read(&body.bytes),
            Ok(Fetched::Absent(_) | Fetched::NotModified) => Err(ImageProblem::NotFound),
            Err(NetError::TooLarge { .. }) => Err(ImageProblem::TooLarge),
            Err(error) => {
                tracing::warn!(path, %error, "an image could not be fetched; it will be tried again");
                Err(ImageProblem::NotFetched)
            }
        })
    }
}

/// The figures that are tried for the card: of each, the first image.
fn candidates(article: &Article) -> Vec<Candidate> {
    let figures = article.card_figures().into_iter();
    figures
        .filter_map(|figure| {
            let (_, image) = figure.images.first()?;
            // The page shows it so small that it is an icon or a line.
            let is_small = image.width.is_some_and(|width| width < MIN_CARD_WIDTH / 2);
            let candidate = || Candidate {
                image: (*image).clone(),
                source: source_key(image),
                caption: figure.text(),
            };
            (!is_small).then(candidate)
        })
        .take(MAX_CANDIDATES)
        .collect()
}

fn fits_card(image: &ShownImage) -> bool {
    image.width >= MIN_CARD_WIDTH && image.height >= MIN_CARD_HEIGHT
}

/// Whether it is known that an image is not for a card.
fn is_unfit(stored: Option<&StoredImage>) -> bool {
    stored.is_some_and(|stored| match &stored.image {
        Ok(image) => !fits_card(image),
        Err(problem) => !is_passing(*problem) && !is_due(stored, Scope::Card),
    })
}

/// Whether the problem of an image may be gone the next time.
fn is_passing(problem: ImageProblem) -> bool {
    matches!(problem, ImageProblem::Waiting | ImageProblem::NotFetched | ImageProblem::Removed)
}

/// Whether an image that was asked for is to be asked for again. What could not be fetched is, some
/// times; what was no image, too: it may have been a gatekeeper's page. What was removed to save
/// space is only fetched for a paper that the user wants whole.
fn is_due(stored: &StoredImage, scope: Scope) -> bool {
    match stored.image {
        Ok(_) => false,
        Err(ImageProblem::Waiting) => true,
        Err(ImageProblem::NotFetched) => stored.tries < 10,
        Err(ImageProblem::NotAnImage | ImageProblem::Damaged | ImageProblem::TooSlow) => {
            stored.tries < 3
        }
        Err(ImageProblem::Removed) => scope == Scope::All,
        Err(
            ImageProblem::NotFound
            | ImageProblem::Blank
            | ImageProblem::TooLarge
            | ImageProblem::TooComplex,
        ) => false,
    }
}

fn new_image(image: SafeImage) -> NewImage {
    let file = |Rendition { bytes, width, height }| NewImageFile { bytes, width, height };
    NewImage {
        width: image.width,
        height: image.height,
        text: file(image.text),
        card: file(image.card),
    }
}
