//! Fetching the images of figures, one request at arXiv's interval each, after the articles.
//!
//! What came of each image is stored at once, so that an interrupted run goes on where it stood and
//! nothing is requested twice.

use super::queue::{FigureWork, Turn};
use super::source_key;
use crate::fetch::{Halt, Run};
use crate::wire::{FetchedFigures, Phase};
use crate::{App, Error, Job};
use paperboy_image::{Rendition, SafeImage, Unreadable};
use paperboy_net::{Fetched, NetError, Validators};
use paperboy_paper::article::{Image, ImageSource, html};
use paperboy_paper::{Article, ImageProblem, PaperId};
use paperboy_store::{NewImage, NewImageFile, ShownImage, StoreError, StoredImage};
use std::collections::HashMap;
use std::time::{Duration, Instant};

/// How many figures are tried for a card.
const MAX_CANDIDATES: usize = 3;
/// The most papers that are starred or kept for later whose figures are fetched after a day.
const MAX_COMPLETED: u32 = 20;
/// The smallest image that is shown on a card, in pixels of the original.
const MIN_CARD_WIDTH: u32 = 200;
const MIN_CARD_HEIGHT: u32 = 60;
/// How long a drawing that took too long is waited for, and how often it is looked at.
const MAX_BUSY: Duration = Duration::from_secs(60);
const BUSY_PAUSE: Duration = Duration::from_millis(500);
/// How often an image is read that ended the program each time.
pub(super) const MAX_INTERRUPTED: u32 = 2;

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
    /// Whether its article was read by a version that kept no images, and is to be requested again.
    is_old: bool,
}

/// Why fetching figures ends before its end.
#[derive(Debug)]
pub(super) enum Stop {
    /// The user stopped it.
    Cancelled,
    /// There is no network.
    Offline,
    /// Something else goes first.
    Postponed,
    /// Another program on this library fetches.
    NotFirst,
    /// Images take as much space as they may.
    Full,
    /// A drawing that took too long is still being drawn.
    Busy,
    /// The library failed.
    Error(Error),
}

impl From<Halt> for Stop {
    fn from(halt: Halt) -> Self {
        match halt {
            Halt::Cancelled => Self::Cancelled,
            Halt::Offline(_) => Self::Offline,
            Halt::Error(error) => Self::Error(error),
        }
    }
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::Error(error.into())
    }
}

/// A run that fetches figures.
struct FigureRun<'a> {
    run: Run<'a>,
    app: &'a App,
    job: &'a Job,
    /// Its turn in the queue; none where nothing else is fetched meanwhile.
    turn: Option<&'a Turn<'a>>,
}

impl App {
    /// Fetches figures as far as the setting says. A step is prepared when its turn comes.
    pub(super) fn fetch_figures(
        &self,
        work: &FigureWork,
        job: &Job,
        turn: Option<&Turn<'_>>,
    ) -> Result<(), Stop> {
        let run = FigureRun { run: self.run(None, &|_| (), job)?, app: self, job, turn };
        self.runtime()?.block_on(run.all(work))
    }

    /// Fetches figures at the end of a fetch that somebody waits for. What fails here is only noted:
    /// the fetch has done its work, and the next one fetches them.
    pub(crate) fn figures_after(&self, work: &FigureWork, job: &Job) {
        if job.is_cancelled() {
            return;
        }
        match self.fetch_figures(work, job, None) {
            Ok(()) | Err(Stop::Cancelled) => {}
            Err(why) => tracing::warn!(?why, "figures were not fetched"),
        }
    }

    /// Whether figures like these are fetched at all.
    pub(super) fn wants_figures(&self, work: &FigureWork) -> Result<bool, Error> {
        let wanted = self.figures_to_fetch()?;
        Ok(!self.read_only()
            && wanted != FetchedFigures::None
            && !matches!(work, FigureWork::All(ids) | FigureWork::Cards(ids) if ids.is_empty()))
    }

    /// The papers of these whose figures are to be fetched now that the user has opened or marked
    /// them.
    pub(crate) fn lacking_figures(&self, ids: &[PaperId]) -> Result<Vec<PaperId>, Error> {
        if self.read_only() || self.figures_to_fetch()? == FetchedFigures::None {
            return Ok(Vec::new());
        }
        let mut lacking = Vec::new();
        for id in ids.iter().take(MAX_COMPLETED as usize) {
            if self.lacks_figures(id)? {
                lacking.push(id.clone());
            }
        }
        Ok(lacking)
    }

    fn lacks_figures(&self, id: &PaperId) -> Result<bool, Error> {
        // A damaged article is fetched again, and its figures after it.
        let Some(article) = self.article_with_figures(id).unwrap_or_default() else {
            return Ok(false);
        };
        if is_old(&article) {
            return Ok(!self.store().images_are_complete(id)?);
        }
        let stored = self.images_by_source(id)?;
        Ok(article.images().into_iter().any(|image| is_lacking(&stored, image, Scope::All)))
    }
}

impl FigureRun<'_> {
    async fn all(&self, work: &FigureWork) -> Result<(), Stop> {
        let wanted = self.app.figures_to_fetch()?;
        if wanted == FetchedFigures::None {
            return Ok(());
        }
        // One program at a time fetches figures and sweeps their files.
        let Some(_first) = self.run.first_on_library() else { return Err(Stop::NotFirst) };
        let store = self.app.store();
        store.sweep_images()?;
        let has_cards = wanted == FetchedFigures::All;
        match work {
            FigureWork::All(ids) => return self.papers(ids.clone(), Scope::All).await,
            FigureWork::Days { from, to } if has_cards => {
                let mut day = *to;
                while day >= *from {
                    let ids = store.readings(day)?.into_iter().map(|reading| reading.id).collect();
                    self.papers(ids, Scope::Card).await?;
                    let Ok(before) = day.yesterday() else { break };
                    day = before;
                }
            }
            FigureWork::Cards(ids) if has_cards => {
                self.papers(ids.clone(), Scope::Card).await?;
            }
            FigureWork::Days { .. } | FigureWork::Cards(_) => {}
        }
        self.papers(store.papers_to_complete(MAX_COMPLETED)?, Scope::All).await
    }

    /// The figures of the papers of one day, or of a few.
    async fn papers(&self, ids: Vec<PaperId>, scope: Scope) -> Result<(), Stop> {
        let mut work = Vec::new();
        for id in ids {
            self.go_on()?;
            work.extend(self.work(id, scope)?);
        }
        if work.is_empty() {
            return Ok(());
        }
        self.job.phase(Phase::Figures);
        // Cards keep a place for what comes.
        self.app.background.wake();
        let (total, began) = (work.len(), Instant::now());
        for (done, work) in work.iter().enumerate() {
            self.job.at_with_time_left(done, total, &work.title, began);
            let ended = self.run.patiently(Phase::Figures, self.paper(work)).await;
            self.app.background.wake();
            if matches!(ended, Err(Stop::Full)) {
                tracing::info!(
                    "no more figures are fetched: they would take more space than they may"
                );
            }
            ended?;
        }
        self.job.at(total, total, "");
        Ok(())
    }

    /// Whether it is still the turn of this work.
    fn go_on(&self) -> Result<(), Stop> {
        if self.job.is_cancelled() {
            return Err(Stop::Cancelled);
        }
        if self.turn.is_some_and(Turn::is_over) { Err(Stop::Postponed) } else { Ok(()) }
    }

    /// Waits for an answer until something else goes first.
    async fn in_turn<T>(&self, request: impl Future<Output = Result<T, Halt>>) -> Result<T, Stop> {
        let Some(turn) = self.turn else { return Ok(request.await?) };
        tokio::select! {
            biased;
            () = turn.over() => Err(Stop::Postponed),
            answer = request => Ok(answer?),
        }
    }

    /// What is to be fetched for a paper; `None`: nothing.
    fn work(&self, id: PaperId, scope: Scope) -> Result<Option<Work>, Stop> {
        let store = self.app.store();
        let is_complete = store.images_are_complete(&id)?;
        // A damaged article is fetched again, and its figures after it.
        let Some(article) = self.app.article_with_figures(&id).unwrap_or_default() else {
            return Ok(None);
        };
        let is_old = is_old(&article);
        let is_due = if is_old {
            !is_complete
        } else {
            let stored = self.app.images_by_source(&id)?;
            let sources: Vec<String> = article.images().into_iter().map(source_key).collect();
            store.forget_other_images(&id, &sources)?;
            self.is_card_due(&id, &article, &stored, scope)?
                || scope == Scope::All
                    && article.images().into_iter().any(|image| is_lacking(&stored, image, scope))
        };
        if !is_due {
            if scope == Scope::All && !is_complete {
                store.complete_images(&id)?;
            }
            return Ok(None);
        }
        let title = store.paper(&id)?.map_or_else(|| id.to_string(), |paper| paper.title);
        Ok(Some(Work { id, title, scope, is_old }))
    }

    /// Whether the figure on the card is to be fetched; its card keeps a place for it then.
    fn is_card_due(
        &self,
        id: &PaperId,
        article: &Article,
        stored: &HashMap<String, StoredImage>,
        scope: Scope,
    ) -> Result<bool, Stop> {
        let store = self.app.store();
        let is_complete = store.images_are_complete(id)?;
        let has_card = store.card_images(std::slice::from_ref(id))?.contains_key(id);
        let candidates = self.candidates(id, article)?;
        let Some(candidate) = candidates.iter().find(|each| !is_unfit(stored.get(&each.source)))
        else {
            if has_card {
                store.set_figures(id, None, is_complete)?;
            }
            return Ok(false);
        };
        if !has_card {
            let card = (candidate.source.as_str(), candidate.caption.as_str());
            store.set_figures(id, Some(card), is_complete)?;
        }
        Ok(is_lacking(stored, &candidate.image, scope))
    }

    /// The figures that are tried for the card, that of the user's choice first.
    fn candidates(&self, id: &PaperId, article: &Article) -> Result<Vec<Candidate>, Stop> {
        let mut candidates = candidates(article);
        if let Some(chosen) = self.app.store().chosen_figure(id)? {
            let image =
                article.images().into_iter().find(|image| source_key(image) == chosen.source);
            candidates.splice(
                0..0,
                image.map(|image| Candidate {
                    image: image.clone(),
                    source: chosen.source.clone(),
                    caption: chosen.caption,
                }),
            );
        }
        Ok(candidates)
    }

    /// Fetches the images of a paper.
    async fn paper(&self, work: &Work) -> Result<(), Stop> {
        let (store, id) = (self.app.store(), &work.id);
        if work.is_old && !self.in_turn(self.run.read_with_images(id)).await? {
            // arXiv has no such page any more: there are no images to ask for.
            store.complete_images(id)?;
        }
        let Some(article) = self.app.article_with_figures(id).unwrap_or_default() else {
            return Ok(());
        };
        if is_old(&article) {
            return Ok(());
        }
        let mut stored = self.app.images_by_source(id)?;
        self.card(work, &article, &mut stored).await?;
        if work.scope == Scope::All {
            for image in article.images() {
                let _ = self.image(work, image, &mut stored).await?;
            }
            if !article.images().into_iter().any(|image| is_lacking(&stored, image, work.scope)) {
                store.complete_images(id)?;
            }
        }
        if store.fit_images(self.app.figure_space()?)? == 0 {
            return Ok(());
        }
        // Where what just came had to go, more would only take its turn.
        let left = self.app.images_by_source(id)?;
        let went = left.values().any(|image| image.image == Err(ImageProblem::Removed));
        if went { Err(Stop::Full) } else { Ok(()) }
    }

    /// The first figure that fits is on the card.
    async fn card(
        &self,
        work: &Work,
        article: &Article,
        stored: &mut HashMap<String, StoredImage>,
    ) -> Result<(), Stop> {
        let (store, id) = (self.app.store(), &work.id);
        let candidates = self.candidates(id, article)?;
        for candidate in &candidates {
            match self.image(work, &candidate.image, stored).await? {
                Ok(image) if !fits_card(&image) => continue,
                Err(problem) if !is_passing(problem) => continue,
                _ => {}
            }
            // It fits, or may still come.
            let card = (candidate.source.as_str(), candidate.caption.as_str());
            store.set_figures(id, Some(card), store.images_are_complete(id)?)?;
            return Ok(());
        }
        if candidates.iter().all(|each| is_unfit(stored.get(&each.source))) {
            store.set_figures(id, None, store.images_are_complete(id)?)?;
        }
        Ok(())
    }

    /// One image as it is stored, or as it comes now.
    async fn image(
        &self,
        work: &Work,
        image: &Image,
        stored: &mut HashMap<String, StoredImage>,
    ) -> Result<Result<ShownImage, ImageProblem>, Stop> {
        let source = source_key(image);
        if let Some(before) = stored.get(&source)
            && !is_due(before, work.scope)
        {
            return Ok(before.image.clone());
        }
        self.go_on()?;
        let (id, now, store) = (&work.id, self.app.now(), self.app.store());
        let read = match self.bytes(&image.source).await? {
            Ok(bytes) => {
                self.drawing_place().await?;
                // It counts as a try before it is read: see the store.
                store.image_begun(id, &source, now)?;
                drawn(bytes).await.map_err(problem)
            }
            Err(problem) => Err(problem),
        };
        match read {
            Ok(image) if image.is_blank => {
                store.image_failed(id, &source, ImageProblem::Blank, now)?
            }
            Ok(image) => store.put_image(id, &source, &new_image(image), now)?,
            Err(problem) => {
                tracing::info!(%id, source, problem = problem.key(), "an image can't be shown");
                store.image_failed(id, &source, problem, now)?;
            }
        }
        self.app.background.wake();
        *stored = self.app.images_by_source(id)?;
        let now = stored.get(&source).map(|image| image.image.clone());
        Ok(now.unwrap_or(Err(ImageProblem::Waiting)))
    }

    /// Waits until an earlier drawing that took too long has ended: one is drawn at a time.
    async fn drawing_place(&self) -> Result<(), Stop> {
        let began = Instant::now();
        while paperboy_image::is_busy() {
            self.go_on()?;
            if began.elapsed() >= MAX_BUSY {
                return Err(Stop::Busy);
            }
            tokio::time::sleep(BUSY_PAUSE).await;
        }
        Ok(())
    }

    /// The file of an image, or why there is none.
    async fn bytes(&self, source: &ImageSource) -> Result<Result<Vec<u8>, ImageProblem>, Stop> {
        let path = match source {
            ImageSource::Drawing(svg) => return Ok(Ok(svg.clone().into_bytes())),
            ImageSource::File(path) => path,
        };
        let request = self.run.unless_cancelled(self.run.net.image(path, &Validators::NONE));
        Ok(match self.in_turn(request).await? {
            Ok(Fetched::Body(body)) => Ok(body.bytes),
            Ok(Fetched::Absent(_) | Fetched::NotModified) => Err(ImageProblem::NotFound),
            Err(NetError::TooLarge { .. }) => Err(ImageProblem::TooLarge),
            Err(error) => {
                tracing::warn!(path, %error, "an image could not be fetched; it will be tried again");
                Err(ImageProblem::NotFetched)
            }
        })
    }
}

/// The image, made on a thread of its own.
async fn drawn(bytes: Vec<u8>) -> Result<SafeImage, Unreadable> {
    let read = tokio::task::spawn_blocking(move || paperboy_image::render(&bytes)).await;
    // A task that panicked has met a file that it can't read.
    read.unwrap_or(Err(Unreadable::Damaged))
}

fn problem(why: Unreadable) -> ImageProblem {
    match why {
        Unreadable::NotAnImage => ImageProblem::NotAnImage,
        Unreadable::Damaged => ImageProblem::Damaged,
        Unreadable::TooLarge => ImageProblem::TooLarge,
        Unreadable::TooComplex => ImageProblem::TooComplex,
        Unreadable::TooSlow => ImageProblem::TooSlow,
        Unreadable::Busy => ImageProblem::Waiting,
    }
}

/// Whether an article was read by a version that kept no images.
fn is_old(article: &Article) -> bool {
    article.version < html::VERSION
}

fn is_lacking(stored: &HashMap<String, StoredImage>, image: &Image, scope: Scope) -> bool {
    stored.get(&source_key(image)).is_none_or(|image| is_due(image, scope))
}

/// The figures that are tried for the card: of each, the first image.
fn candidates(article: &Article) -> Vec<Candidate> {
    let figures = article.card_figures().into_iter();
    figures
        .filter_map(|figure| {
            let (_, image) = figure.images.first()?;
            // The page says itself that it is a sign or a rule.
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

/// Whether what kept an image away may be gone the next time.
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
        Err(ImageProblem::Interrupted) => stored.tries < MAX_INTERRUPTED,
        Err(ImageProblem::NotFetched) => scope == Scope::All || stored.tries < 10,
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
